//! What an author says to and of a program beside what a check says: Ctrl-C, and lines of which only a part is known.

use crate::compare::text;
use crate::harness::Program;
use crate::journal::{Output, ProgramState, State};
use crate::process::Signal;
use crate::verdict::{Seen, Step, Stop, Want, unmet};

impl Program {
    /// Ctrl-C, and the end of the program.
    pub fn interrupt(&self) -> Step {
        self.signal(Signal::SIGINT);
        let over = |state: &State| self.is_over(state).then_some(());
        let ended = self.bench().wait(self.bench().start_deadline(), over)?;
        ended.ok_or_else(|| unmet(Want::Exit, Seen::Running, format!("{} ends at ^C", self.lane), "it runs on"))
    }

    /// A line on stdout with this in it.
    pub fn expect_stdout(&self, part: &str) -> Step<String> {
        self.expect_nth(part, 1, |program| &program.stdout)
    }

    /// So many lines on stdout with this in them; gives the last of them.
    pub fn expect_stdouts(&self, part: &str, count: usize) -> Step<String> {
        self.expect_nth(part, count, |program| &program.stdout)
    }

    /// A line on stderr with this in it.
    pub fn expect_stderr(&self, part: &str) -> Step<String> {
        self.expect_nth(part, 1, |program| &program.stderr)
    }

    fn expect_nth(&self, part: &str, count: usize, which: fn(&ProgramState) -> &Output) -> Step<String> {
        let nth =
            |program: &ProgramState| which(program).lines().map(text).filter(|line| line.contains(part)).nth(count - 1);
        let found = |state: &State| {
            let line = nth(&state.programs[self.id]);
            line.map(Some).or(self.is_over(state).then_some(None))
        };
        let found = self.bench().wait(self.bench().start_deadline(), found)?.flatten();
        found.ok_or_else(|| self.has_no(part, count))
    }

    fn has_no(&self, part: &str, count: usize) -> Stop {
        let lines = |output: &Output| output.lines().map(text).collect::<Vec<String>>().join("\n");
        let said = self.look(|program| Some(format!("{}\n{}", lines(&program.stdout), lines(&program.stderr))));
        let expected = format!("{} says {part:?}, {count} times", self.lane);
        unmet(Want::Line, Seen::Different, expected, said.unwrap_or_default())
    }
}
