//! Starting the learner's programs.

use std::sync::Arc;

use super::{FullScreen, Harness, Program, Server};
use crate::built::Executable;
use crate::journal::Journal;
use crate::process::{self, Launch, Process, Refused};
use crate::screen::Size;
use crate::verdict::{Seen, Step, Stop, Want, unmet};

impl Harness<'_> {
    /// Starts a server on a port of the system's choice and waits for its ready line.
    ///
    /// Gives: what `run` gives, what `expect_ready` gives.
    pub fn start(&mut self, name: &str) -> Step<Server> {
        self.start_at(name, &["0"])
    }

    /// Starts a server with these arguments and waits for its ready line.
    ///
    /// Gives: what `run` gives, what `expect_ready` gives.
    pub fn start_at(&mut self, name: &str, arguments: &[&str]) -> Step<Server> {
        let program = self.run(name, arguments)?;
        let address = program.expect_ready()?;
        Ok(Server { program, address })
    }

    /// Starts a program and does not wait for anything.
    ///
    /// Gives: (Start, NotBuilt), (Start, CannotStart).
    pub fn run(&mut self, name: &str, arguments: &[&str]) -> Step<Program> {
        self.run_in(self.bench.lane(name), name, arguments)
    }

    pub(super) fn run_in(&mut self, lane: String, name: &str, arguments: &[&str]) -> Step<Program> {
        self.launch(lane, name, arguments, process::launch)
    }

    /// Starts a full-screen program in a terminal of this size, and does not wait for anything.
    ///
    /// Gives: what `run` gives.
    pub fn open(&mut self, name: &str, arguments: &[&str], size: Size) -> Step<FullScreen> {
        self.bench.not_by_hand("what a full-screen program draws is read from its terminal")?;
        let start = |journal: &Arc<Journal>, launch: &Launch| process::launch_on_screen(journal, launch, size);
        Ok(FullScreen::new(self.launch(self.bench.lane(name), name, arguments, start)?))
    }

    fn launch(
        &mut self,
        lane: String,
        name: &str,
        arguments: &[&str],
        launch: impl FnOnce(&Arc<Journal>, &Launch) -> Result<Process, Refused>,
    ) -> Step<Program> {
        if let Some(hand) = &self.bench.hand {
            return self.bench.start_by_hand(hand, lane, name, arguments);
        }
        let (command, folder) = match self.built.program(name) {
            Executable::Ready { command, folder } => (command, folder),
            Executable::Missing { begin } => return Err(Stop::NotStarted(begin.clone())),
            Executable::NotBuilt { .. } => {
                return Err(unmet(
                    Want::Start,
                    Seen::NotBuilt,
                    format!("{name} can be built"),
                    "the build failed: its own words stand above",
                ));
            }
        };
        let command: Vec<String> = command.iter().cloned().chain(arguments.iter().map(|one| one.to_string())).collect();
        let wanted = Launch { lane: &lane, command: &command, shown: None, folder, mark: &self.bench.mark };
        match launch(&self.bench.journal, &wanted) {
            Ok(started) => Ok(Program::new(&self.bench, lane, started)),
            Err(Refused::Machine(error)) => Err(Stop::Trouble(error)),
            Err(Refused::Program(error)) => Err(unmet(
                Want::Start,
                Seen::CannotStart,
                format!("{name} can be started as `{}`", command[0]),
                format!("{:#}", error),
            )),
        }
    }
}
