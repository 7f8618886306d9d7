//! The ready line of a server: that it comes, what it says, and why it may not have come.

use std::net::SocketAddr;
use std::time::Duration;

use super::Program;
use crate::compare::{quote, text};
use crate::journal::{Exit, Output, ProgramState, State};
use crate::process::{self, Listening, Signal};
use crate::trace::Question;
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// How long a program may take to print what it had kept in a buffer, once it is told to end.
const LAST_WORDS: Duration = Duration::from_millis(500);

impl Program {
    /// The ready line, and the address in it.
    ///
    /// Gives: (Ready, Ended), (Ready, Different), (Ready, OtherStream), (Ready, Unterminated), (Ready, Buffered),
    /// (Ready, Listening), (Ready, Silence).
    pub fn expect_ready(&self) -> Step<SocketAddr> {
        if let Some(address) = self.hear_address()? {
            return Ok(address);
        }
        let ready = |state: &State| {
            let program = &state.programs[self.id];
            let address = program
                .stdout
                .lines()
                .find_map(|line| text(line).strip_prefix("listening on ")?.trim_end().parse().ok());
            address.map(Some).or(program.is_over().then_some(None))
        };
        match self.bench.wait(self.start_deadline(), ready)?.flatten() {
            Some(address) => Ok(address),
            None => Err(self.not_ready()),
        }
    }

    fn not_ready(&self) -> Stop {
        let expected = "the line \"listening on IP:PORT\" on stdout".to_string();
        if let Some(observed) = self.look(|program| program.exit.map(|exit| format!("{} ended with {exit}", self.lane)))
        {
            return unmet(Want::Ready, Seen::Ended, expected, observed);
        }
        let near = |line: &&[u8]| text(line).to_lowercase().contains("listening");
        if let Some(line) = self.look(|program| program.stdout.lines().find(near).map(<[u8]>::to_vec)) {
            return unmet(Want::Ready, Seen::Different, expected, format!("the line {}", quote(&line)));
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
            return unmet(Want::Ready, seen, expected, observed);
        }
        let sockets = process::listening(self.pid);
        if self.says_at_last(|line| line.starts_with("listening on ")) {
            let observed = "nothing, until the program was told to end: then the line came".to_string();
            return unmet(Want::Ready, Seen::Buffered, expected, observed);
        }
        if let Some(Listening::Tcp(at) | Listening::Udp(at)) = sockets.first() {
            self.bench.asked(&self.lane, Question::Listening, Some(at.port().into()));
        }
        match sockets.first() {
            Some(Listening::Tcp(at) | Listening::Udp(at)) => unmet(
                Want::Ready,
                Seen::Listening,
                expected,
                format!("no such line, although the program has a socket open at {at}"),
            ),
            None => unmet(Want::Ready, Seen::Silence, expected, "no such line, and no listening socket"),
        }
    }

    /// Tells the program to end, first by the end of its stdin, then as Ctrl-C does, and looks whether a
    /// line comes then that did not come before.
    pub(super) fn says_at_last(&self, wanted: impl Fn(&str) -> bool) -> bool {
        if self.bench.is_played() {
            return false;
        }
        self.bench.say_who_waits();
        let said = |state: &State| {
            let program = &state.programs[self.id];
            let found = program.stdout.lines().any(|line| wanted(&text(line)));
            found.then_some(true).or(program.is_over().then_some(false))
        };
        self.bench.journal.write(|state| {
            let program = &mut state.programs[self.id];
            program.told.get_or_insert(program.stderr.kept.len());
        });
        self.close_stdin();
        for signal in [None, Some(Signal::SIGINT), Some(Signal::SIGTERM)] {
            if let Some(signal) = signal {
                self.signal(signal);
            }
            if let Ok(Some(found)) = self.bench.wait(self.bench.deadline_of(LAST_WORDS), said) {
                return found;
            }
        }
        false
    }

    /// Expects that a server which must not be able to listen does not say that it does.
    ///
    /// Gives: (Error, Listening).
    pub fn expect_not_listening(&self) -> Step {
        let found = |state: &State| {
            let program = &state.programs[self.id];
            let says = program.stdout.lines().find(|line| line.starts_with(b"listening on ")).map(<[u8]>::to_vec);
            // What it said before its end may be read after that.
            says.map(Some).or(program.is_over().then_some(None))
        };
        self.hear_of("a line that starts with \"listening on \"", Program::print)?;
        match self.bench.wait(self.start_deadline(), found)? {
            Some(Some(line)) => Err(unmet(
                Want::Error,
                Seen::Listening,
                "\"error: ...\" on stderr and exit status 1: the port is taken",
                format!("the line {}", quote(&line)),
            )),
            _ => Ok(()),
        }
    }

    /// Expects that a server whose HOST is no address says so and ends: as an error, with status 1, or, where
    /// it reads nothing but addresses, as arguments that make no sense.
    ///
    /// Gives: (Error, Listening), (Error, Ended), (Error, Silence).
    pub fn expect_no_address(&self) -> Step {
        let says = |program: &ProgramState| {
            let line = program.stdout.lines().find(|line| line.starts_with(b"listening on "));
            line.map(<[u8]>::to_vec)
        };
        let settled = |state: &State| {
            let program = &state.programs[self.id];
            (program.is_over() || says(program).is_some()).then_some(())
        };
        self.bench.wait(self.start_deadline(), settled)?;
        let told = |output: &Output, wanted: fn(&str) -> bool| output.lines().any(|line| wanted(&text(line)));
        let is_told = |program: &ProgramState| match program.exit {
            Some(Exit::Status(1)) => told(&program.stderr, |line| line.starts_with("error: ")),
            Some(Exit::Status(2)) => told(&program.stderr, |line| line.to_lowercase().contains("usage")),
            _ => false,
        };
        let (seen, observed) = match self.look(|program| Some((says(program), program.exit, is_told(program)))) {
            Some((None, _, true)) => return Ok(()),
            Some((Some(line), _, _)) => (Seen::Listening, format!("the line {}", quote(&line))),
            Some((None, Some(exit), false)) => {
                (Seen::Ended, format!("no such lines, and {} ended with {exit}", self.lane))
            }
            _ => (Seen::Silence, format!("no such line, and {} is still running", self.lane)),
        };
        let expected = "\"error: ...\" on stderr and exit status 1, or the usage line and 2: HOST is no address";
        Err(unmet(Want::Error, seen, expected, observed))
    }
}
