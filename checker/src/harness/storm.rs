//! A random schedule against the learner's own pair, and its shrinking: of one that fails the shortest that still fails is shown.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Bench, Harness, Program, Server};
use crate::crash;
use crate::journal::State;
use crate::relay::{self, Order, Switch, Switched};
use crate::trace::What;
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// Shorter schedules that are tried side by side.
const SIDE_BY_SIDE: usize = 6;
/// How long shorter schedules are looked for; the verdict stands before that.
const SHRINKING: Duration = Duration::from_secs(8);

/// A relay between the learner's own programs, on ports that stay the same over every restart.
pub struct Wire {
    switch: Switch,
    /// Where the server is to listen.
    pub server: u16,
}

impl Wire {
    /// Where the client is to connect.
    pub fn port(&self) -> String {
        self.switch.port.to_string()
    }

    /// Has the relay do something now.
    pub fn order(&self, order: Order) -> Step {
        Ok(self.switch.order(order)?)
    }
}

impl<'a> Harness<'a> {
    /// A relay whose door is shut, and a port for the server behind it.
    pub fn wire(&mut self) -> Step<Wire> {
        let (port, server) = (self.lease.port()?, self.lease.port()?);
        let place = Switched { port, to: ([127, 0, 0, 1], server).into(), lane: self.bench.lane("relay") };
        Ok(Wire { switch: relay::switch(&self.bench.journal, place)?, server })
    }

    /// Starts a program in the lane of the one before it, and waits for nothing.
    pub fn run_again(&mut self, name: &str, arguments: &[&str]) -> Step<Program> {
        self.run_in(name.to_string(), name, arguments)
    }

    /// Starts a server in the lane of the one before it, and waits for its ready line.
    pub fn start_again(&mut self, name: &str, arguments: &[&str]) -> Step<Server> {
        let program = self.run_again(name, arguments)?;
        let address = program.expect_ready()?;
        Ok(Server { program, address })
    }

    /// Waits until the relay has cut so many answers, or the time is over: no expectation.
    pub fn await_cuts(&self, count: usize) -> Step {
        self.bench.wait(self.bench.deadline(), |state: &State| (state.held >= count).then_some(()))?;
        Ok(())
    }

    /// Waits until every line that has come to the relay from the client that is there is answered, or the time is
    /// over: no expectation.
    pub fn await_answered(&self) -> Step {
        let lines = |state: &State, other: &str| {
            let mut carried = state.streams.iter().rev().filter(|stream| stream.lane.starts_with("relay"));
            let last = carried.find(|stream| stream.other == other)?;
            Some(last.received.iter().filter(|byte| **byte == b'\n').count())
        };
        let is_answered = |state: &State| (lines(state, "client") == lines(state, "server")).then_some(());
        self.bench.wait(self.bench.deadline(), is_answered)?;
        Ok(())
    }

    /// Waits until a text has come to the relay so many times, or the time is over: no expectation.
    pub fn await_carried(&self, text: &str, times: usize) -> Step {
        let count = |state: &State| -> usize {
            let relays = state.streams.iter().filter(|stream| stream.lane.starts_with("relay"));
            relays.map(|stream| crate::compare::text(&stream.received).matches(text).count()).sum()
        };
        self.bench.wait(self.bench.deadline(), |state| (count(state) >= times).then_some(()))?;
        Ok(())
    }

    /// Says in the record what is done.
    pub fn remark(&self, lane: &str, text: &str) {
        self.bench.journal.event(lane, None, What::Note { text: text.into() });
    }

    /// Plays a schedule. One that fails is shrunk before it is told.
    ///
    /// The harness that `play` is given is a fresh one for each schedule; this one takes over the
    /// record of the one that is told.
    pub fn play<A, P>(&mut self, schedule: &[A], name: fn(&A) -> String, play: P) -> Step
    where
        A: Clone + Send + Sync,
        P: Fn(&mut Harness, &[A]) -> Step + Sync,
    {
        self.bench.not_by_hand("it ends and starts your programs again and again")?;
        let whole = self.attempt(self.bench.clone(), schedule, &play);
        let Outcome::Failed(mut failure, reached) = whole else { return whole.step() };
        self.bench.clean_up();
        let all = schedule.len();
        let mut shortest = schedule[..(reached + 1).min(all)].to_vec();
        let began = Instant::now();
        let mut parts = 2;
        while began.elapsed() < SHRINKING && !shortest.is_empty() {
            let candidates = without_parts(&shortest, parts);
            match self.first_failing(&candidates, &play) {
                Some((at, bench, stop)) => {
                    shortest = candidates[at].clone();
                    (self.bench, failure) = (bench, stop);
                    parts = (parts - 1).clamp(2, shortest.len().max(2));
                }
                None if parts >= shortest.len() => break,
                None => parts = (2 * parts).min(shortest.len()),
            }
        }
        let steps: Vec<String> = shortest.iter().map(name).collect();
        let are = if steps.len() == 1 { "is" } else { "are" };
        self.notes.push(format!("{} of the {all} steps {are} enough to see it: {}", steps.len(), told(&steps)));
        failure.map_or(Ok(()), Err)
    }

    /// The first of some schedules that fails, with its record. All are played side by side.
    fn first_failing<A, P>(&self, candidates: &[Vec<A>], play: &P) -> Option<(usize, Arc<Bench>, Option<Stop>)>
    where
        A: Clone + Send + Sync,
        P: Fn(&mut Harness, &[A]) -> Step + Sync,
    {
        for (round, few) in candidates.chunks(SIDE_BY_SIDE).enumerate() {
            let mut fates = std::thread::scope(|scope| {
                let attempt = |schedule: &Vec<A>| {
                    let bench = Arc::new(self.bench.another());
                    let fate = self.attempt(bench.clone(), schedule, play);
                    bench.clean_up();
                    (bench, fate)
                };
                let threads: Vec<_> = few.iter().map(|schedule| scope.spawn(move || attempt(schedule))).collect();
                threads.into_iter().map(|thread| thread.join().ok()).collect::<Vec<_>>()
            });
            for (at, fate) in fates.iter_mut().enumerate() {
                if let Some((bench, Outcome::Failed(stop, _))) = fate {
                    return Some((round * SIDE_BY_SIDE + at, bench.clone(), stop.take()));
                }
            }
        }
        None
    }

    fn attempt<A, P>(&self, bench: Arc<Bench>, schedule: &[A], play: &P) -> Outcome
    where
        P: Fn(&mut Harness, &[A]) -> Step,
    {
        let mut own =
            Harness::new(bench, self.built, self.lease, self.random.clone(), Vec::new()).with_depth(self.depth);
        let outcome = play(&mut own, schedule);
        own.bench.journal.close();
        let crashed = || crash::of(&own.bench.journal.state()).is_some();
        match outcome {
            Ok(()) if crashed() => Outcome::Failed(None, own.reached),
            Err(Stop::Mismatch(mismatch)) => Outcome::Failed(Some(Stop::Mismatch(mismatch)), own.reached),
            other => Outcome::Other(other),
        }
    }
}

/// What became of a schedule.
enum Outcome {
    /// With the step that was reached. A crash alone is no mismatch, and is found in the record.
    Failed(Option<Stop>, usize),
    Other(Step),
}

impl Outcome {
    fn step(self) -> Step {
        match self {
            Outcome::Failed(stop, _) => stop.map_or(Ok(()), Err),
            Outcome::Other(step) => step,
        }
    }
}

/// A schedule without each of its parts in turn.
fn without_parts<A: Clone>(schedule: &[A], parts: usize) -> Vec<Vec<A>> {
    let size = schedule.len().div_ceil(parts.min(schedule.len()).max(1));
    let starts = (0..schedule.len()).step_by(size.max(1));
    starts.map(|at| [&schedule[..at], &schedule[(at + size).min(schedule.len())..]].concat()).collect()
}

fn told(steps: &[String]) -> String {
    if steps.is_empty() { "start both, and end".into() } else { steps.join(", ") }
}

impl Program {
    /// SIGKILL, and its end.
    pub fn kill_and_end(&self) -> Step {
        self.kill();
        self.end()
    }

    /// Waits for a line without any regard to the lines before it.
    ///
    /// Gives: (Line, Silence).
    pub fn await_line(&self, line: &str) -> Step {
        let there = |state: &State| {
            let program = &state.programs[self.id];
            let has = program.stdout.lines().any(|one| crate::compare::text(one) == line);
            has.then_some(true).or(program.is_over().then_some(false))
        };
        match self.bench.wait(self.bench.start_deadline(), there)? {
            Some(true) => Ok(()),
            _ => Err(unmet(Want::Line, Seen::Silence, format!("the line \"{line}\""), "it does not come")),
        }
    }

    /// Expects that it is still running.
    ///
    /// Gives: (want, Ended).
    pub fn expect_running(&self, want: Want) -> Step {
        match self.look(|program| program.exit) {
            None => Ok(()),
            Some(exit) => {
                Err(unmet(want, Seen::Ended, format!("{} runs on", self.lane), format!("it ended with {exit}")))
            }
        }
    }

    /// What it has printed as lines with this beginning, each with the count of states that it had said before.
    pub fn lines_in_states(&self, beginning: &str) -> Vec<(usize, String)> {
        let lines = |program: &crate::journal::ProgramState| {
            let mut states = 0;
            let mut found = Vec::new();
            for line in program.stdout.lines().map(crate::compare::text) {
                states += usize::from(line.starts_with("state: "));
                found.extend(line.strip_prefix(beginning).map(|rest| (states, rest.to_string())));
            }
            Some(found)
        };
        self.look(lines).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::without_parts;

    #[test]
    fn a_schedule_is_cut_into_parts() {
        assert_eq!(without_parts(&[1, 2, 3, 4], 2), [vec![3, 4], vec![1, 2]]);
        assert_eq!(without_parts(&[1, 2, 3], 3), [vec![2, 3], vec![1, 3], vec![1, 2]]);
        assert_eq!(without_parts(&[1, 2, 3], 2), [vec![3], vec![1, 2]]);
        assert_eq!(without_parts(&[1], 2), [Vec::<i32>::new()]);
    }
}
