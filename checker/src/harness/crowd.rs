//! What a check says to and of a crowd of clients, and of what they leave behind in a server.

use std::sync::Arc;

use super::addresses::reachable;
use super::{Bench, Harness, Program, Server};
use crate::compare;
use crate::journal::{CrowdState, End, State, Stuck};
use crate::peer::{self, Script, diag};
use crate::process;
use crate::trace::{Question, What};
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// Files that a process has open beside its connections, generously.
const BESIDE: u64 = 100;
/// Descriptors that a server may have for each client.
const EACH: u64 = 2;

/// A crowd of clients of one server.
pub struct Crowd {
    bench: Arc<Bench>,
    crowd: peer::Crowd,
    server: Server,
    lane: String,
    count: usize,
}

/// What a server holds of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InUse {
    /// Threads and processes.
    pub threads: usize,
    /// Open descriptors.
    pub descriptors: usize,
    /// Sockets in CLOSE_WAIT.
    pub close_wait: usize,
}

impl Harness<'_> {
    /// Sends a crowd to a server, a client for each script; they connect at the pace at which they are greeted.
    pub fn crowd(&mut self, server: &Server, scripts: Vec<Script>) -> Step<Crowd> {
        self.bench.not_by_hand("many clients talk at once")?;
        let (lane, count) = (self.bench.lane("crowd"), scripts.len());
        self.bench.journal.write(|state| {
            let program = &mut state.programs[server.program.id];
            program.clients = program.clients.max(count);
        });
        let crowd = peer::Crowd::new(&self.bench.journal, &lane, reachable(server.address), scripts)?;
        Ok(Crowd { bench: self.bench.clone(), crowd, server: server.clone(), lane, count })
    }

    /// Skips the check where a server can't have so many connections open.
    pub fn need_connections(&self, count: u64) -> Step {
        let (allowed, needed) = (process::open_files(), count * EACH + BESIDE);
        if allowed >= needed {
            return Ok(());
        }
        Err(Stop::Skip(format!(
            "the system lets a process have {allowed} open files, and {count} connections may need {needed} (ulimit -Hn)"
        )))
    }
}

/// One of so many parts of a crowd is a sign of life: of ten thousand fifty.
const SIGN: usize = 200;

/// Up to where a crowd has to come.
#[derive(Clone, Copy)]
enum Goal {
    Greeted,
    Answered,
    Gone,
}

impl Crowd {
    /// Expects that all are greeted, and all are connected at the same time.
    ///
    /// Gives: (Connection, Refused), (Connection, Fin), (Connection, Rst), (Connection, Limit), (Bytes, Different).
    pub fn expect_greeted(&self) -> Step {
        self.reach(Goal::Greeted)?;
        self.note(format!("{} clients are connected at the same time, and welcomed", self.count));
        Ok(())
    }

    /// All send what they have to say, and expect their answers.
    ///
    /// Gives: (Connection, Refused), (Bytes, Fin), (Bytes, Rst), (Bytes, Different), (Bytes, Silence).
    pub fn expect_answers(&self) -> Step {
        self.crowd.speak();
        self.reach(Goal::Answered)?;
        self.note(format!("{} clients have their answers", self.count));
        Ok(())
    }

    /// All leave, each in its way.
    ///
    /// Gives: (Connection, Refused), (Bytes, Fin), (Bytes, Rst), (Bytes, Different), (Bytes, Silence).
    pub fn leave(self) -> Step {
        self.crowd.leave();
        self.reach(Goal::Gone)?;
        self.note(format!("{} clients are gone", self.count));
        Ok(())
    }

    fn note(&self, text: String) {
        self.bench.journal.event(&self.lane, None, What::Note { text });
    }

    /// The patience is for each [`SIGN`] of life, one of the crowd's own among them: to speak to ten thousand takes time,
    /// but a server that takes one a second would be watched for hours.
    fn reach(&self, goal: Goal) -> Step {
        let id = self.crowd.id;
        let enough = (self.count / SIGN).max(1);
        let mut before = (0, 0);
        loop {
            let came = self.bench.wait(self.bench.deadline(), |state: &State| {
                let crowd = &state.crowds[id];
                if crowd.stuck.is_some() || crowd.trouble.is_some() {
                    return Some(false);
                }
                (goal.count(crowd) == self.count).then_some(true)
            })?;
            let now = self.look(|crowd| (goal.count(crowd), crowd.begun));
            match came {
                Some(true) => return Ok(()),
                None if now.0 >= before.0 + enough || now.1 >= before.1 + enough => before = now,
                _ => return Err(self.failure(goal)),
            }
        }
    }

    fn look<T>(&self, look: impl FnOnce(&CrowdState) -> T) -> T {
        look(&self.bench.journal.state().crowds[self.crowd.id])
    }

    fn failure(&self, goal: Goal) -> Stop {
        if let Some(trouble) = self.look(|crowd| crowd.trouble.clone()) {
            return Stop::Trouble(anyhow::anyhow!(trouble));
        }
        let reached = self.look(|crowd| goal.count(crowd));
        let expected = format!("{} clients at the same time {}", self.count, goal.name());
        match self.look(|crowd| crowd.stuck.clone()) {
            Some((at, Stuck::Refused(error))) => unmet(
                Want::Connection,
                Seen::Refused,
                expected,
                format!("client {}, behind {reached} others: {error}", at + 1),
            ),
            Some((at, Stuck::Ended(end))) => {
                let (seen, name) = match end {
                    End::Fin => (Seen::Fin, "the end of the stream"),
                    End::Rst => (Seen::Rst, "a reset"),
                };
                let want = if matches!(goal, Goal::Greeted) { Want::Connection } else { Want::Bytes };
                let shown = self.look(|crowd| shown(crowd, at));
                let observed = format!("client {}, behind {reached} others: {name} after {shown}", at + 1);
                unmet(want, seen, expected, observed)
            }
            Some((at, Stuck::Wrong)) => self.look(|crowd| {
                let member = &crowd.members[at];
                let seen = compare::difference(&member.expected, &member.received);
                let observed = format!("client {}: {}", at + 1, shown(crowd, at));
                unmet(Want::Bytes, seen, expected, observed)
            }),
            None if matches!(goal, Goal::Greeted) => unmet(
                Want::Connection,
                Seen::Limit,
                expected,
                format!("{reached} clients are welcomed and stay; the next one {}", self.next_waits()),
            ),
            None => {
                let at = self.look(|crowd| {
                    let waits = |at: &usize| crowd.members[*at].received.len() < crowd.members[*at].expected.len();
                    (0..crowd.members.len()).find(waits).unwrap_or(0)
                });
                let shown = self.look(|crowd| shown(crowd, at));
                let observed = format!("{reached} clients have all that is theirs; client {} has {shown}", at + 1);
                unmet(Want::Bytes, Seen::Silence, expected, observed)
            }
        }
    }

    fn next_waits(&self) -> &'static str {
        let waiting = diag::listening(self.server.address).map(|queues| queues.receive);
        self.bench.asked(&self.server.program.lane, Question::Backlog, waiting.map(u64::from));
        match waiting {
            Some(1..) => "waits in the backlog of the listening socket",
            Some(_) => "is accepted, and then nothing comes",
            None => "gets no welcome",
        }
    }
}

impl Goal {
    fn count(self, crowd: &CrowdState) -> usize {
        match self {
            Goal::Greeted => crowd.greeted,
            Goal::Answered => crowd.answered,
            Goal::Gone => crowd.gone,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Goal::Greeted => "are welcomed",
            Goal::Answered => "get their own answers, in order",
            Goal::Gone => "can leave",
        }
    }
}

fn shown(crowd: &CrowdState, at: usize) -> String {
    let member = &crowd.members[at];
    compare::show(&member.expected, &member.received)
}

impl Server {
    /// What the server's process tree holds now.
    ///
    /// # Errors
    /// Where the system does not tell, the check is skipped.
    pub fn in_use(&self) -> Step<InUse> {
        self.program.bench().not_by_hand("it counts the threads and descriptors of the program")?;
        let held = self.held().ok_or_else(|| {
            Stop::Skip("the threads and descriptors of a program can be seen only where there is a /proc".into())
        })?;
        self.told(held);
        Ok(held)
    }

    /// Writes down what it holds.
    fn told(&self, held: InUse) {
        let all = [
            (Question::Threads, held.threads),
            (Question::Descriptors, held.descriptors),
            (Question::CloseWait, held.close_wait),
        ];
        for (question, count) in all {
            self.program.bench().asked(&self.program.lane, question, Some(count as u64));
        }
    }

    fn held(&self) -> Option<InUse> {
        let held = process::held(self.program.pid)?;
        let close_wait = diag::close_wait(self.address.port())?;
        Some(InUse { threads: held.threads, descriptors: held.descriptors, close_wait })
    }

    /// Expects that of so many clients, who are gone, nothing is left beyond what was in use before: in each kind
    /// less than one for every eight. A runtime that adds a thread of its own now and then is far below that.
    ///
    /// Gives: (Nothing, CloseWait), (Nothing, Threads), (Nothing, Descriptors), (Nothing, Limit).
    pub fn expect_given_back(&self, before: InUse, clients: usize) -> Step {
        let most = clients / 8;
        let last = std::cell::Cell::new(before);
        let back = || {
            // A program that has ended holds nothing.
            let Some(now) = self.held() else { return true };
            last.set(now);
            now.threads < before.threads + most
                && now.descriptors < before.descriptors + most
                && now.close_wait < before.close_wait + most
        };
        let is_back = self.program.bench().poll(back)?;
        let now = last.get();
        self.told(now);
        if is_back {
            return Ok(());
        }
        let kinds = [
            (Seen::CloseWait, "sockets in CLOSE-WAIT", before.close_wait, now.close_wait),
            (Seen::Threads, "threads or processes", before.threads, now.threads),
            (Seen::Descriptors, "open descriptors", before.descriptors, now.descriptors),
        ];
        let seen = kinds.iter().find(|(_, _, before, now)| *now >= before + most).map_or(Seen::Limit, |kind| kind.0);
        let grown = kinds.iter().filter(|(_, _, before, now)| now > before).map(|(_, name, before, now)| {
            let each = (now - before) as f64 / clients as f64;
            format!("{} {name} more, {each:.2} for each client", compare::grouped(now - before))
        });
        Err(unmet(
            Want::Nothing,
            seen,
            format!("nothing is left in {} of {clients} clients that are gone", self.program.lane),
            grown.collect::<Vec<_>>().join("; "),
        ))
    }
}

impl Program {
    /// Ends it at once, and waits until it has ended: its peers then close connections that it has closed before.
    pub fn stop(&self) -> Step {
        self.kill();
        self.end()
    }
}
