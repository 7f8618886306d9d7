//! What a check says to and of a program: what is typed, its errors, its end. Its lines stand in files of their own.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use super::addresses::canonical;
use super::{Bench, announced};
use crate::compare::{quote, text};
use crate::hand::{About, Act};
use crate::journal::{Deadline, Exit, Output, ProgramState, State};
use crate::process::{self, Process, Signal};
use crate::trace::{Question, What};
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// A program that was started.
#[derive(Clone)]
pub struct Program {
    /// Its name in the trace.
    pub lane: String,
    pub(crate) id: usize,
    pub(super) pid: i32,
    pub(super) bench: Arc<Bench>,
    /// Where it is run by hand: its name in the contract and its arguments, as they were told.
    pub(super) started: Vec<String>,
}

/// How long one waits for an error that should not come.
const MOMENT: Duration = Duration::from_millis(100);

/// What is no sign of a program for which nothing went wrong.
pub(super) const AN_ERROR: &str = "a line that starts with \"error: \" on stderr";

impl Program {
    pub(crate) fn new(bench: &Arc<Bench>, lane: String, process: Process) -> Program {
        let (id, pid) = (process.id, process.pid);
        bench.keep(process);
        Program { lane, id, pid, bench: bench.clone(), started: Vec::new() }
    }

    /// A line and its newline on its standard input.
    pub fn type_line(&self, line: impl AsRef<[u8]>) {
        let mut bytes = line.as_ref().to_vec();
        bytes.push(b'\n');
        self.type_piece(&bytes);
    }

    /// Types a part of a line, or a line and a part.
    pub fn type_piece(&self, bytes: &[u8]) {
        if !self.is_told(Act::Type(bytes)) {
            self.bench.with(self.id, |process| process.type_in(bytes));
        }
    }

    /// The end of its standard input.
    pub fn close_stdin(&self) {
        if !self.is_told(Act::EndInput) {
            self.bench.with(self.id, Process::close_stdin);
        }
    }

    /// kill -9, as when the power fails.
    pub fn kill(&self) {
        if self.is_told(Act::Kill) {
            return self.take_end(Exit::Signal(Signal::SIGKILL as i32));
        }
        self.signal(Signal::SIGKILL);
    }

    /// SIGTERM, as when the machine is shut down; and SIGKILL to whoever does not end at that.
    pub fn terminate(&self) -> Step {
        self.bench.not_by_hand("it ends a program and looks how it goes")?;
        self.bench.journal.write(|state| {
            let program = &mut state.programs[self.id];
            program.told.get_or_insert(program.stderr.kept.len());
        });
        self.signal(Signal::SIGTERM);
        self.end()?;
        if self.look(|program| program.exit).is_none() {
            self.kill();
            self.end()?;
        }
        Ok(())
    }

    /// Stops the program with all that it has started, as Ctrl-Z does, and continues it as soon as the kernel says
    /// that every thread of it is stopped: signal(7), SIGSTOP and SIGCONT. A right program does not notice. One call
    /// it may interrupt: epoll_wait(2) gives EINTR afterwards, a blocked send(2) what it has taken so far.
    /// The record shows it by [`What::Stopped`] and [`What::Continued`]. One that has ended is left alone.
    ///
    /// # Errors
    /// The checker's own trouble: the system does not stop it.
    pub fn suspend(&self) -> Step {
        self.suspend_while(|| Ok(()))
    }

    /// The same where nobody runs it by hand: there it is left out.
    ///
    /// # Errors
    /// As above.
    pub fn doze(&self) -> Step {
        if self.bench.is_played() { Ok(()) } else { self.suspend() }
    }

    /// The same, and something is done while it is stopped: what a peer does then is all there when it goes on.
    ///
    /// # Errors
    /// As above, and what the action gives; the program goes on in any case.
    pub fn suspend_while(&self, action: impl FnOnce() -> Step) -> Step {
        self.bench.not_by_hand("it stops the program at a moment that only the kernel knows")?;
        self.until_all(What::Stopped, process::stop)?;
        let done = action();
        self.until_all(What::Continued, process::go_on)?;
        done
    }

    /// Sends a signal until the kernel says that every thread has obeyed it.
    fn until_all(&self, what: What, obeyed: fn(i32) -> bool) -> Step {
        let ended = || self.look(|program| program.exit).is_some();
        if !self.bench.poll(|| ended() || obeyed(self.pid))? {
            process::go_on(self.pid);
            return Err(Stop::Trouble(anyhow::anyhow!(
                "the system did not stop {}, or did not continue it",
                self.lane
            )));
        }
        if !ended() {
            self.bench.journal.event(&self.lane, None, what);
        }
        Ok(())
    }

    pub(crate) fn signal(&self, signal: Signal) {
        self.bench.with(self.id, |process| process.signal(signal));
    }

    pub(crate) fn bench(&self) -> &Bench {
        &self.bench
    }

    /// A line on stderr that starts with `error: `.
    ///
    /// Gives: (Error, OtherStream), (Error, Different), (Error, Ended), (Error, Silence).
    pub fn expect_error(&self) -> Step<String> {
        self.expect_error_that("a line that starts with \"error: \"", |_| true)
    }

    /// A line on stderr that starts with `error: ` and of which this holds.
    ///
    /// Gives: (Error, OtherStream), (Error, Different), (Error, Ended), (Error, Silence).
    pub fn expect_error_that(&self, name: &str, holds: impl Fn(&str) -> bool) -> Step<String> {
        if self.hear_stderr(name)? {
            return Ok("error: ".into());
        }
        let fits = |line: &[u8]| text(line).strip_prefix("error: ").is_some_and(&holds);
        let found = |state: &State| {
            let program = &state.programs[self.id];
            let line = program.stderr.lines().chain([program.stderr.partial()]).find(|line| fits(line));
            line.map(|line| Some(text(line))).or(program.is_over().then_some(None))
        };
        if let Some(Some(line)) = self.bench.wait(self.start_deadline(), found)? {
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
        Err(unmet(Want::Error, seen, expected, observed))
    }

    /// The error of a client that nobody answers: `error: no reply from IP:PORT`.
    ///
    /// Gives: what `expect_error` gives.
    pub fn expect_no_reply(&self, from: SocketAddr) -> Step<String> {
        self.expect_error_that(&format!("the line \"error: no reply from {from}\""), |text| is_no_reply(text, from))
    }

    /// Whether that error comes in time.
    pub(super) fn says_no_reply(&self, from: SocketAddr, deadline: Deadline) -> Step<bool> {
        self.bench.not_by_hand("it measures when the error comes")?;
        let fits = |line: &[u8]| text(line).strip_prefix("error: ").is_some_and(|text| is_no_reply(text, from));
        let found = |state: &State| {
            let program = &state.programs[self.id];
            let said = program.stderr.lines().chain([program.stderr.partial()]).any(fits);
            said.then_some(true).or(program.is_over().then_some(false))
        };
        // Where it has ended without, whoever waits for the error says how.
        Ok(self.bench.wait(deadline, found)? == Some(true))
    }

    /// Waits until the program has ended; that it does not is for other expectations to say.
    pub fn end(&self) -> Step {
        if self.bench.is_played() && self.look(|program| program.exit).is_none() {
            return self.bench.go_on(|| announced::ends(&self.lane));
        }
        self.bench.wait(self.deadline(), |state| self.is_over(state).then_some(()))?;
        Ok(())
    }

    /// A line on stderr that says how the program is used.
    ///
    /// Gives: (Usage, OtherStream), (Usage, Listening), (Usage, Ended), (Usage, Silence).
    pub fn expect_usage(&self) -> Step {
        if self.hear_stderr("a line with \"usage\"")? {
            return Ok(());
        }
        let has = |output: &Output| output.lines().any(|line| text(line).to_lowercase().contains("usage"));
        let found = |state: &State| {
            let program = &state.programs[self.id];
            // A server that listens does not say any more how it is used.
            let goes_on = program.is_over() || listens(program).is_some();
            has(&program.stderr).then_some(true).or(goes_on.then_some(false))
        };
        if self.bench.wait(self.start_deadline(), found)? == Some(true) {
            return Ok(());
        }
        let expected = "a line with \"usage\" on stderr".to_string();
        let (seen, observed) = self
            .look(|program| {
                let on_stdout = has(&program.stdout).then(|| (Seen::OtherStream, "it came on stdout".to_string()));
                let listening = listens(program).map(|line| (Seen::Listening, format!("the line {}", quote(&line))));
                on_stdout.or(listening).or(program
                    .exit
                    .map(|exit| (Seen::Ended, format!("no such line, and {} ended with {exit}", self.lane))))
            })
            .unwrap_or((Seen::Silence, format!("no such line, and {} is still running", self.lane)));
        Err(unmet(Want::Usage, seen, expected, observed))
    }

    /// Lets so many ms pass in which nothing comes for a program. One that ends too early does so meanwhile, and a
    /// time-out that nobody asked for runs out; any other is not disturbed.
    pub fn hold_back(&self, millis: u64) -> Step {
        let time = Duration::from_millis(millis);
        self.bench.go_on(|| announced::holds_back(millis))?;
        self.bench.wait(self.bench.deadline_of(time), |state| self.is_over(state).then_some(()))?;
        Ok(())
    }

    /// The end of the program, with this exit status.
    ///
    /// Gives: (Exit, Status), (Exit, Running).
    pub fn expect_exit(&self, status: i32) -> Step {
        self.expect_exit_within(status, self.bench.patience * 5 / 2)
    }

    /// The end of the program within a time in which it could run, with this exit status.
    ///
    /// Gives: (Exit, Status), (Exit, Running).
    pub fn expect_exit_within(&self, status: i32, patience: Duration) -> Step {
        self.hear_exit(status)?;
        let patience = if self.bench.is_played() { Duration::ZERO } else { patience };
        let ended = |state: &State| {
            let program = &state.programs[self.id];
            if program.is_over() { program.exit } else { None }
        };
        let found = self.bench.wait(self.bench.deadline_of(patience), ended)?;
        // A child that holds the streams open does not keep its parent running.
        let exit = found.or(self.look(|program| program.exit));
        let expected = format!("{} ends with exit status {status}", self.lane);
        match exit {
            Some(Exit::Status(given)) if given == status => Ok(()),
            Some(exit) => Err(unmet(Want::Exit, Seen::Status, expected, exit.to_string())),
            None => Err(unmet(Want::Exit, Seen::Running, expected, "it is still running")),
        }
    }

    /// The end of a program for which nothing went wrong: exit status 0, and no error.
    ///
    /// Gives: what `expect_exit` gives, what `expect_no_error` gives.
    pub fn expect_normal_end(&self) -> Step {
        self.expect_exit(0)?;
        self.expect_no_error()
    }

    /// The most memory that it and its children have asked for so far, in bytes.
    pub fn memory(&self) -> Option<u64> {
        if self.is_told(Act::Note("what memory it asks for is not looked at: that is left out")) {
            return None;
        }
        let memory = process::peak(self.pid);
        self.bench.asked(&self.lane, Question::Memory, memory);
        memory
    }

    /// Expects that its memory has not grown much since it was looked at: by less than half of what was claimed.
    ///
    /// Gives: (Nothing, Limit).
    pub fn expect_flat(&self, before: Option<u64>, claimed: u64) -> Step {
        let grown = before.zip(self.memory()).map(|(before, now)| now.saturating_sub(before));
        match grown {
            Some(grown) if grown >= claimed / 2 => Err(unmet(
                Want::Nothing,
                Seen::Limit,
                format!("nothing of {} MiB is allocated", claimed >> 20),
                format!("{} asked for {} MiB more", self.lane, grown >> 20),
            )),
            _ => Ok(()),
        }
    }

    /// Expects that nothing has been reported as an error, nor is within a moment: stdout, by which a check
    /// knows how far a program is, may be read before stderr.
    ///
    /// Gives: (Nothing, Extra).
    pub fn expect_no_error(&self) -> Step {
        self.hear_of(AN_ERROR, Program::complain)?;
        let error = |state: &State| {
            let program = &state.programs[self.id];
            let line = program.stderr.lines().map(text).find(|line| line.starts_with("error: "));
            line.map(Some).or(program.is_over().then_some(None))
        };
        match self.bench.wait(self.bench.deadline_of(MOMENT), error)?.flatten() {
            None => Ok(()),
            Some(line) => Err(unmet(
                Want::Nothing,
                Seen::Extra,
                "no error: nothing went wrong",
                format!("the line {}", quote(line.as_bytes())),
            )),
        }
    }

    /// Ends it, and expects that it has not reported this error more often than so; with an empty text, any error.
    /// Who serves one client after the other has dealt with all that came before the last one.
    ///
    /// Gives: (Error, Extra), what `expect_no_error` gives.
    pub fn expect_errors_at_most(&self, most: usize, beginning: &str) -> Step {
        let start = format!("error: {beginning}");
        if self.bench.is_played() {
            return self.expect_few_errors(most, &start);
        }
        self.kill();
        self.end()?;
        let errors: Vec<String> = self
            .look(|program| Some(program.stderr.lines().map(text).filter(|line| line.starts_with(&start)).collect()))
            .unwrap_or_default();
        let Some(one) = errors.get(most) else { return Ok(()) };
        Err(unmet(
            Want::Error,
            Seen::Extra,
            match most {
                0 => "no error: nothing went wrong".into(),
                _ => format!("at most {most} lines that start with {}", quote(start.as_bytes())),
            },
            match errors.len() {
                1 => format!("the line {}", quote(one.as_bytes())),
                count => format!("{count} of them, as {}", quote(one.as_bytes())),
            },
        ))
    }

    /// The same, as whoever runs it says.
    fn expect_few_errors(&self, most: usize, start: &str) -> Step {
        if most == 0 {
            return self.expect_no_error();
        }
        let few = format!("at most {most} lines that start with {} on stderr", quote(start.as_bytes()));
        match self.is_said(About::That(&format!("has your {} printed {few}?", self.lane)))? {
            Some(false) => Err(unmet(Want::Error, Seen::Extra, few, "there are more of them")),
            _ => Ok(()),
        }
    }

    /// Something in what is known of the program.
    pub(crate) fn look<T>(&self, find: impl FnOnce(&ProgramState) -> Option<T>) -> Option<T> {
        find(&self.bench.journal.state().programs[self.id])
    }

    pub(crate) fn is_over(&self, state: &State) -> bool {
        state.programs[self.id].is_over()
    }
}

/// The line by which a server says that it listens.
fn listens(program: &ProgramState) -> Option<Vec<u8>> {
    program.stdout.lines().find(|line| line.starts_with(b"listening on ")).map(<[u8]>::to_vec)
}

/// Whether an error is that of a client which had no reply from this address, in any of its notations.
fn is_no_reply(text: &str, from: SocketAddr) -> bool {
    let named = || text.strip_prefix("no reply from ")?.split_whitespace().next()?.parse().ok();
    named().map(canonical) == Some(canonical(from))
}
