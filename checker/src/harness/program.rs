//! What a check says to and of a program: its lines, its errors, its end.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use nix::sys::signal::Signal;

use super::Scene;
use crate::compare::{self, quote, text};
use crate::journal::{Exit, Output, ProgramState, State};
use crate::process::{self, Listening, Process};
use crate::verdict::{Mismatch, Seen, Step, Want};

/// A program that was started.
#[derive(Clone)]
pub struct Program {
    pub lane: String,
    pub(super) id: usize,
    pid: i32,
    scene: Arc<Scene>,
}

/// How long a program may take to print what it had kept in a buffer, once it is told to end.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// How long one waits for an error that should not come.
const MOMENT: Duration = Duration::from_millis(100);

/// Characters of a line's first word by which a line that was meant to be it is known.
const WORD: usize = 16;

impl Program {
    pub(super) fn new(scene: &Arc<Scene>, lane: String, process: Process) -> Program {
        let (id, pid) = (process.id, process.pid);
        scene.keep(process);
        Program { lane, id, pid, scene: scene.clone() }
    }

    pub fn type_line(&self, line: impl AsRef<[u8]>) {
        let mut bytes = line.as_ref().to_vec();
        bytes.push(b'\n');
        self.scene.with(self.id, |process| process.type_in(&bytes));
    }

    pub fn close_stdin(&self) {
        self.scene.with(self.id, Process::close_stdin);
    }

    /// kill -9, as when the power fails.
    pub fn kill(&self) {
        self.signal(Signal::SIGKILL);
    }

    pub(super) fn signal(&self, signal: Signal) {
        self.scene.with(self.id, |process| process.signal(signal));
    }

    pub(super) fn scene(&self) -> &Scene {
        &self.scene
    }

    /// The ready line, and the address in it.
    pub fn expect_ready(&self) -> Step<SocketAddr> {
        let ready = |state: &State| {
            let program = &state.programs[self.id];
            let address = program
                .stdout
                .lines()
                .find_map(|line| text(line).strip_prefix("listening on ")?.trim_end().parse().ok());
            address.map(Some).or(program.is_over().then_some(None))
        };
        match self.scene.wait(self.scene.start_deadline(), ready)?.flatten() {
            Some(address) => Ok(address),
            None => Err(self.not_ready().into()),
        }
    }

    fn not_ready(&self) -> Mismatch {
        let expected = "the line \"listening on IP:PORT\" on stdout".to_string();
        if let Some(observed) = self.look(|program| program.exit.map(|exit| format!("{} ended with {exit}", self.lane)))
        {
            return Mismatch { want: Want::Ready, seen: Seen::Ended, expected, observed };
        }
        let near = |line: &&[u8]| text(line).to_lowercase().contains("listening");
        if let Some(line) = self.look(|program| program.stdout.lines().find(near).map(<[u8]>::to_vec)) {
            return Mismatch {
                want: Want::Ready,
                seen: Seen::Different,
                expected,
                observed: format!("the line {}", quote(&line)),
            };
        }
        let misplaced = self.look(|program| {
            let on_stderr = program.stderr.lines().find(|line| line.starts_with(b"listening on ")).map(<[u8]>::to_vec);
            let partial =
                Some(program.stdout.partial()).filter(|part| part.starts_with(b"listening on ")).map(<[u8]>::to_vec);
            on_stderr
                .map(|line| (Seen::OtherStream, format!("{} on stderr", quote(&line))))
                .or(partial.map(|part| (Seen::Unterminated, format!("{} without a newline at its end", quote(&part)))))
        });
        if let Some((seen, observed)) = misplaced {
            return Mismatch { want: Want::Ready, seen, expected, observed };
        }
        let sockets = process::listening(self.pid);
        if self.says_at_last(|line| line.starts_with("listening on ")) {
            let observed = "nothing, until the program was told to end: then the line came".to_string();
            return Mismatch { want: Want::Ready, seen: Seen::Buffered, expected, observed };
        }
        match sockets.first() {
            Some(Listening::Tcp(at) | Listening::Udp(at)) => Mismatch {
                want: Want::Ready,
                seen: Seen::Listening,
                expected,
                observed: format!("no such line, although the program has a socket open at {at}"),
            },
            None => Mismatch {
                want: Want::Ready,
                seen: Seen::Silence,
                expected,
                observed: "no such line, and no listening socket".into(),
            },
        }
    }

    /// Tells the program to end, first by the end of its stdin, then as Ctrl-C does, and looks whether a
    /// line comes then that did not come before.
    fn says_at_last(&self, wanted: impl Fn(&str) -> bool) -> bool {
        let said = |state: &State| {
            let program = &state.programs[self.id];
            let found = program.stdout.lines().any(|line| wanted(&text(line)));
            found.then_some(true).or(program.is_over().then_some(false))
        };
        self.scene.journal.write(|state| {
            let program = &mut state.programs[self.id];
            program.told.get_or_insert(program.stderr.kept.len());
        });
        self.close_stdin();
        for signal in [None, Some(Signal::SIGINT), Some(Signal::SIGTERM)] {
            if let Some(signal) = signal {
                self.signal(signal);
            }
            if let Ok(Some(found)) = self.scene.wait(self.scene.deadline_of(LAST_WORDS), said) {
                return found;
            }
        }
        false
    }

    /// A line on stdout that is exactly this.
    pub fn expect_line(&self, line: &str) -> Step {
        self.expect_lines(&[line])
    }

    /// These lines on stdout, in this order, each once; other lines may stand anywhere between them.
    pub fn expect_lines(&self, lines: &[&str]) -> Step {
        let wanted: Vec<String> = lines.iter().map(|line| text(line.as_bytes())).collect();
        let (mut seen, mut reached) = (0, 0);
        let found = |state: &State| {
            let program = &state.programs[self.id];
            let lines = program.stdout.lines_from(seen);
            seen += lines.len();
            for line in lines {
                reached += usize::from(wanted.get(reached).is_some_and(|next| text(line) == *next));
            }
            (reached == wanted.len()).then_some(true).or(program.is_over().then_some(false))
        };
        if self.scene.wait(self.scene.start_deadline(), found)? == Some(true) {
            return Ok(());
        }
        let reached = reached.min(wanted.len() - 1);
        Err(self.no_line(&wanted[reached], &wanted[..reached]).into())
    }

    /// Expects that of a line there is exactly one, once the program has ended.
    pub fn expect_once(&self, line: &str) -> Step {
        let count =
            self.look(|program| Some(program.stdout.lines().filter(|one| text(one) == line).count())).unwrap_or(0);
        if count <= 1 {
            return Ok(());
        }
        Err(Mismatch {
            want: Want::Line,
            seen: Seen::Repeated,
            expected: format!("the line {} once", quote(line.as_bytes())),
            observed: format!("it was printed {count} times"),
        }
        .into())
    }

    /// Expects that no line on stdout holds this.
    pub fn expect_no_line(&self, part: &str) -> Step {
        match self.look(|program| program.stdout.lines().map(text).find(|line| line.contains(part))) {
            None => Ok(()),
            Some(line) => Err(Mismatch {
                want: Want::Nothing,
                seen: Seen::Extra,
                expected: format!("no line with {}", quote(part.as_bytes())),
                observed: format!("the line {}", quote(line.as_bytes())),
            }
            .into()),
        }
    }

    /// Why a line did not come, behind those that did.
    fn no_line(&self, wanted: &str, came: &[String]) -> Mismatch {
        self.no_line_but(wanted, self.look(|program| nearest(program, wanted, came)))
    }

    /// Why a line did not come, when this one is the nearest to it.
    fn no_line_but(&self, wanted: &str, near: Option<(Seen, String)>) -> Mismatch {
        let expected = format!("the line {} on stdout", compare::excerpt(wanted.as_bytes()));
        let mismatch = |seen, observed| Mismatch { want: Want::Line, seen, expected: expected.clone(), observed };
        let elsewhere = self.look(|program| {
            let on_stderr = program.stderr.lines().any(|line| text(line) == wanted);
            let open = !wanted.is_empty() && text(program.stdout.partial()) == wanted;
            on_stderr
                .then_some((Seen::OtherStream, "the line came on stderr".to_string()))
                .or(open.then(|| (Seen::Unterminated, "the text came without a newline at its end".to_string())))
        });
        if let Some((seen, observed)) = elsewhere {
            return mismatch(seen, observed);
        }
        if let Some((seen, line)) = near {
            return mismatch(seen, compare::show(wanted.as_bytes(), line.as_bytes()));
        }
        if let Some(exit) = self.look(|program| program.exit) {
            return mismatch(Seen::Ended, format!("no such line, and {} ended with {exit}", self.lane));
        }
        if self.says_at_last(|line| line == wanted) {
            return mismatch(Seen::Buffered, "nothing, until the program was told to end: then the line came".into());
        }
        mismatch(Seen::Silence, "no such line".into())
    }

    /// A line on stdout `WORD ADDRESS` with this address, in any of its notations; gives its place among the lines.
    pub fn expect_address_line(&self, word: &str, address: SocketAddr) -> Step {
        let found = |state: &State| {
            let program = &state.programs[self.id];
            let there = program.stdout.lines().any(|line| named_address(line, word) == Some(canonical(address)));
            there.then_some(true).or(program.is_over().then_some(false))
        };
        if self.scene.wait(self.scene.deadline(), found)? == Some(true) {
            return Ok(());
        }
        let lines: Vec<String> =
            self.look(|program| Some(program.stdout.lines().map(text).collect())).unwrap_or_default();
        let is_about =
            |line: &&String| line.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|one| one == word);
        // The line about another client is right, unless it comes again.
        let is_right = |line: &&String| {
            let known = named_address(line.as_bytes(), word).is_some_and(|address| self.scene_knows(address));
            known && lines.iter().filter(|one| one == line).count() == 1
        };
        let near = lines.iter().rev().filter(is_about).find(|line| !is_right(line)).map(|line| {
            let named = named_address(line.as_bytes(), word).is_some();
            (if named { Seen::Address } else { Seen::Different }, line.clone())
        });
        Err(self.no_line_but(&format!("{word} {address}"), near).into())
    }

    /// Whether an address is that of one of the check's own peers: then the line was about another of them.
    fn scene_knows(&self, address: SocketAddr) -> bool {
        use crate::trace::What;
        self.scene
            .journal
            .state()
            .trace
            .events
            .iter()
            .any(|event| matches!(&event.what, What::Connected { from, .. } if *from == address.to_string()))
    }

    /// A line on stderr that starts with `error: `.
    pub fn expect_error(&self) -> Step<String> {
        self.expect_error_that("a line that starts with \"error: \"", |_| true)
    }

    /// A line on stderr that starts with `error: ` and of which this holds.
    pub fn expect_error_that(&self, name: &str, holds: impl Fn(&str) -> bool) -> Step<String> {
        let fits = |line: &[u8]| text(line).strip_prefix("error: ").is_some_and(&holds);
        let found = |state: &State| {
            let program = &state.programs[self.id];
            let line = program.stderr.lines().chain([program.stderr.partial()]).find(|line| fits(line));
            line.map(|line| Some(text(line))).or(program.is_over().then_some(None))
        };
        if let Some(Some(line)) = self.scene.wait(self.scene.start_deadline(), found)? {
            return Ok(line);
        }
        let expected = format!("{name} on stderr");
        let (seen, observed) = self
            .look(|program| {
                let on_stdout = program
                    .stdout
                    .lines()
                    .find(|line| fits(line))
                    .map(|line| (Seen::OtherStream, format!("{} on stdout", quote(line))));
                let other = program
                    .stderr
                    .lines()
                    .rev()
                    .find(|line| !line.is_empty())
                    .map(|line| (Seen::Different, format!("the line {}", quote(line))));
                let exit = program
                    .exit
                    .map(|exit| (Seen::Ended, format!("nothing on stderr, and {} ended with {exit}", self.lane)));
                on_stdout.or(other).or(exit)
            })
            .unwrap_or((Seen::Silence, format!("nothing on stderr, and {} is still running", self.lane)));
        Err(Mismatch { want: Want::Error, seen, expected, observed }.into())
    }

    /// The error of a client that nobody answers: `error: no reply from IP:PORT`.
    pub fn expect_no_reply(&self, from: SocketAddr) -> Step<String> {
        let names = |text: &str| -> Option<SocketAddr> {
            text.strip_prefix("no reply from ")?.split_whitespace().next()?.parse().ok()
        };
        self.expect_error_that(&format!("the line \"error: no reply from {from}\""), |text| {
            names(text).map(canonical) == Some(canonical(from))
        })
    }

    /// Waits until the program has ended; that it does not is for other expectations to say.
    pub fn end(&self) -> Step {
        self.scene.wait(self.scene.deadline(), |state| self.is_over(state).then_some(()))?;
        Ok(())
    }

    /// A line on stderr that says how the program is used.
    pub fn expect_usage(&self) -> Step {
        let has = |output: &Output| output.lines().any(|line| text(line).to_lowercase().contains("usage"));
        let found = |state: &State| {
            let program = &state.programs[self.id];
            has(&program.stderr).then_some(true).or(program.is_over().then_some(false))
        };
        if self.scene.wait(self.scene.start_deadline(), found)? == Some(true) {
            return Ok(());
        }
        let expected = "a line with \"usage\" on stderr".to_string();
        let (seen, observed) = self
            .look(|program| {
                let on_stdout = has(&program.stdout).then(|| (Seen::OtherStream, "it came on stdout".to_string()));
                on_stdout.or(program
                    .exit
                    .map(|exit| (Seen::Ended, format!("no such line, and {} ended with {exit}", self.lane))))
            })
            .unwrap_or((Seen::Silence, format!("no such line, and {} is still running", self.lane)));
        Err(Mismatch { want: Want::Usage, seen, expected, observed }.into())
    }

    /// The end of the program, with this exit status.
    pub fn expect_exit(&self, status: i32) -> Step {
        self.expect_exit_within(status, self.scene.patience * 5 / 2)
    }

    pub fn expect_exit_within(&self, status: i32, patience: Duration) -> Step {
        let ended = |state: &State| {
            let program = &state.programs[self.id];
            if program.is_over() { program.exit } else { None }
        };
        let found = self.scene.wait(self.scene.deadline_of(patience), ended)?;
        // A child that holds the streams open does not keep its parent running.
        let exit = found.or(self.look(|program| program.exit));
        let expected = format!("{} ends with exit status {status}", self.lane);
        match exit {
            Some(Exit::Status(given)) if given == status => Ok(()),
            Some(exit) => {
                Err(Mismatch { want: Want::Exit, seen: Seen::Status, expected, observed: exit.to_string() }.into())
            }
            None => Err(Mismatch {
                want: Want::Exit,
                seen: Seen::Running,
                expected,
                observed: "it is still running".into(),
            }
            .into()),
        }
    }

    /// Expects that a server which must not be able to listen does not say that it does.
    pub fn expect_not_listening(&self) -> Step {
        let found = |state: &State| {
            let program = &state.programs[self.id];
            let says = program.stdout.lines().find(|line| line.starts_with(b"listening on ")).map(<[u8]>::to_vec);
            says.map(Some).or(program.exit.map(|_| None))
        };
        match self.scene.wait(self.scene.start_deadline(), found)? {
            Some(Some(line)) => Err(Mismatch {
                want: Want::Error,
                seen: Seen::Listening,
                expected: "\"error: ...\" on stderr and exit status 1: the port is taken".into(),
                observed: format!("the line {}", quote(&line)),
            }
            .into()),
            _ => Ok(()),
        }
    }

    /// The most memory that it and its children have asked for so far, in bytes.
    pub fn memory(&self) -> Option<u64> {
        process::peak(self.pid)
    }

    /// Expects that its memory has not grown much since it was looked at: by less than half of what was claimed.
    pub fn expect_flat(&self, before: Option<u64>, claimed: u64) -> Step {
        let grown = before.zip(self.memory()).map(|(before, now)| now.saturating_sub(before));
        match grown {
            Some(grown) if grown >= claimed / 2 => Err(Mismatch {
                want: Want::Nothing,
                seen: Seen::Limit,
                expected: format!("nothing of {} MiB is allocated", claimed >> 20),
                observed: format!("{} asked for {} MiB more", self.lane, grown >> 20),
            }
            .into()),
            _ => Ok(()),
        }
    }

    /// Expects that nothing has been reported as an error, nor is within a moment: stdout, by which a check
    /// knows how far a program is, may be read before stderr.
    pub fn expect_no_error(&self) -> Step {
        let error = |state: &State| {
            let program = &state.programs[self.id];
            program.stderr.lines().map(text).find(|line| line.starts_with("error: "))
        };
        match self.scene.wait(self.scene.deadline_of(MOMENT), error)? {
            None => Ok(()),
            Some(line) => Err(Mismatch {
                want: Want::Nothing,
                seen: Seen::Extra,
                expected: "no error: nothing went wrong".into(),
                observed: format!("the line {}", quote(line.as_bytes())),
            }
            .into()),
        }
    }

    /// Something in what is known of the program.
    pub(super) fn look<T>(&self, find: impl FnOnce(&ProgramState) -> Option<T>) -> Option<T> {
        find(&self.scene.journal.state().programs[self.id])
    }

    pub(super) fn is_over(&self, state: &State) -> bool {
        state.programs[self.id].is_over()
    }
}

/// A line, or the unfinished end, behind those that came, that was meant to be the wanted one: it begins like
/// it, holds it or what stands in it behind the colon, or is the most of its end. And how it differs.
fn nearest(program: &ProgramState, wanted: &str, came: &[String]) -> Option<(Seen, String)> {
    let meant = wanted.trim().to_lowercase();
    let word = beginning(&meant)?;
    let content = meant.split_once(": ").map_or(meant.as_str(), |(_, content)| content).trim();
    let near = |line: &&String| {
        let line = line.trim().to_lowercase();
        let is_end = meant.ends_with(&line) && line.len() * 2 >= meant.len();
        !line.is_empty() && (line.starts_with(word) || !content.is_empty() && line.contains(content) || is_end)
    };
    let mut reached = came.iter().peekable();
    let lines: Vec<String> = program
        .stdout
        .lines()
        .chain([program.stdout.partial()])
        .map(text)
        .skip_while(|line| reached.next_if(|next| *next == line).is_some() || reached.peek().is_some())
        .collect();
    let common = |line: &&String| compare::first_difference(wanted.as_bytes(), line.as_bytes());
    let line = lines.iter().filter(near).filter(|line| *line != wanted).max_by_key(common)?;
    let seen = match compare::difference(wanted.as_bytes(), line.as_bytes()) {
        Seen::Short if goes_on(&lines, line, wanted) => Seen::Split,
        seen => seen,
    };
    Some((seen, line.clone()))
}

/// Whether the line behind this one, which is the beginning of the wanted one, goes on where it ends.
fn goes_on(lines: &[String], line: &str, wanted: &str) -> bool {
    let rest = &wanted[line.len()..];
    let label = wanted.find(": ").map_or("", |colon| &wanted[..colon + 2]);
    let next = lines.iter().skip_while(|one| *one != line).nth(1);
    next.map(|next| next.strip_prefix(label).unwrap_or(next))
        .is_some_and(|next| !next.is_empty() && rest.starts_with(next))
}

/// The first word of a line, as far as it is sure to be printed as it came; none of an empty line.
fn beginning(line: &str) -> Option<&str> {
    let word = line.split_whitespace().next()?;
    let sure = word.find('\u{fffd}').filter(|place| *place > 0).unwrap_or(word.len());
    let end = word.char_indices().map(|(place, _)| place).nth(WORD).unwrap_or(word.len());
    Some(&word[..sure.min(end)])
}

fn named_address(line: &[u8], word: &str) -> Option<SocketAddr> {
    let line = text(line);
    let address: SocketAddr = line.strip_prefix(word)?.strip_prefix(' ')?.trim_end().parse().ok()?;
    Some(canonical(address))
}

/// An IPv4 address that is written as an IPv6 one is the same address.
fn canonical(address: SocketAddr) -> SocketAddr {
    let ip: IpAddr = address.ip().to_canonical();
    SocketAddr::new(ip, address.port())
}
