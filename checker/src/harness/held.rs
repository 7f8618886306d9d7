//! A program's stdout held up, and what is asked of its output beside single lines: no errors, and why lines are missing.

use super::{Peer, Program, announced};
use crate::compare::{self, quote, text};
use crate::hand::Act;
use crate::journal::{ProgramState, State};
use crate::process;
use crate::trace::What;
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// How long one waits for what comes only at the end of the stream.
const MOMENT: std::time::Duration = std::time::Duration::from_millis(500);

impl Program {
    /// Holds up its stdout: from now on it blocks where it prints, tcflow(3). False where the system has no way to.
    pub fn hold_output(&self) -> bool {
        if self.is_told(Act::Note("that it prints before it answers is not looked at: that is left out")) {
            return false;
        }
        let held = process::hold(self.pid);
        if held {
            self.bench.journal.event(&self.lane, None, What::Note { text: "its stdout is held up".into() });
        }
        held
    }

    /// Lets its stdout flow again.
    pub fn release_output(&self) {
        if process::release(self.pid) {
            self.bench.journal.event(&self.lane, None, What::Note { text: "its stdout flows again".into() });
        }
    }

    /// Expects of a program that has ended that it has reported no error: nothing went wrong.
    ///
    /// Gives: (Error, Extra).
    pub fn expect_no_error_said(&self) -> Step {
        self.hear_of(super::program::AN_ERROR, Program::complain)?;
        let error = |line: &[u8]| text(line).starts_with("error: ");
        match self.look(|program| program.stderr.lines().find(|line| error(line)).map(quote)) {
            None => Ok(()),
            Some(line) => {
                Err(unmet(Want::Error, Seen::Extra, "no error: nothing went wrong", format!("the line {line}")))
            }
        }
    }

    /// These lines on stdout, of what this peer has sent and has not finished. Where they do not come, what became of
    /// the connection tells more than the silence: the program has closed it, or prints only at the end of the stream.
    ///
    /// Gives: what `expect_line` gives, (Line, Late), (Line, Fin), (Line, Missing).
    pub fn expect_printed(&self, peer: &Peer, lines: &[impl AsRef<str>]) -> Step {
        let wanted: Vec<String> = lines.iter().map(|line| text(line.as_ref().as_bytes())).collect();
        let Some(reached) = self.await_lines(&wanted)? else { return Ok(()) };
        let is_over = peer.look(|heard| heard.is_over);
        if !is_over && !self.bench.is_played() && self.look(|program| program.exit).is_none() {
            peer.finish();
            let came = |state: &State| (printed(&state.programs[self.id], &wanted) == wanted.len()).then_some(());
            if self.bench.wait(self.bench.deadline_of(MOMENT), came)?.is_some() {
                let expected = format!("the line {} on stdout", compare::excerpt(wanted[reached].as_bytes()));
                let observed = "nothing, until the client had finished: then it came";
                return Err(unmet(Want::Line, Seen::Late, expected, observed));
            }
        }
        match self.no_line(&wanted[reached], &wanted[..reached]) {
            Stop::Mismatch(mut mismatch) => {
                self.tell_more(&mut mismatch, reached, is_over);
                Err(Stop::Mismatch(mismatch))
            }
            other => Err(other),
        }
    }

    /// What is known of a line that does not come, besides that: the connection, and what stands in its place.
    fn tell_more(&self, mismatch: &mut crate::verdict::Mismatch, reached: usize, is_over: bool) {
        let has_zeros = || self.look(|program| program.stdout.kept.contains(&0).then_some(())).is_some();
        if mismatch.seen == Seen::Silence && is_over {
            mismatch.seen = Seen::Fin;
            mismatch.observed = format!("no such line, and {} has closed the connection", self.lane);
        } else if mismatch.seen == Seen::Silence && reached == 0 {
            mismatch.seen = Seen::Missing;
        } else if !mismatch.expected.contains("\\0") && has_zeros() {
            mismatch.seen = Seen::Extra;
        }
    }
}

/// How many of these lines it has printed, in this order.
fn printed(program: &ProgramState, wanted: &[String]) -> usize {
    let next = |reached: usize, line: &[u8]| {
        reached + usize::from(wanted.get(reached).is_some_and(|next| text(line) == *next))
    };
    program.stdout.lines().fold(0, next)
}

impl Peer {
    /// These bytes next, their letters in either case.
    ///
    /// Gives: what `Peer::expect` gives.
    pub fn expect_in_any_case(&self, bytes: &[u8]) -> Step {
        let (id, taken) = (self.stream().id, self.taken.get());
        self.bench.awaits(|| announced::to_receive(&self.lane(), format!("{}, in either case", compare::name(bytes))));
        let look = |state: &State| {
            let stream = &state.streams[id];
            (stream.end.is_some() || stream.received.len() >= taken + bytes.len()).then_some(())
        };
        self.bench.wait(self.bench.deadline(), look)?;
        let next = |state: &State| state.streams[id].received.get(taken..taken + bytes.len()).map(<[u8]>::to_vec);
        let got = next(&self.bench.journal.state());
        match got {
            Some(got) if got.eq_ignore_ascii_case(bytes) => self.expect(&got),
            _ => self.expect(bytes),
        }
    }
}
