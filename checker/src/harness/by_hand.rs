//! A check whose part is played a step at a time, while somebody runs the programs by hand: each word says what it is
//! about to do and waits for them, what only they can see they are asked, and no clock runs.

use std::sync::Arc;
use std::time::Duration;

use anyhow::anyhow;

use super::{Bench, Program};
use crate::hand::{Hand, Prompt};
use crate::journal::{Deadline, ProgramState};
use crate::verdict::{Step, Stop};

/// The number of no process, larger than any system gives: what is done to it, is done to nobody.
const NOBODY: i32 = i32::MAX;
/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);
/// Bytes of an argument that is still shown where it stands.
const SHORT: usize = 200;

impl Bench {
    /// With an empty record, for somebody who plays.
    pub fn by_hand(hand: Arc<Hand>) -> Bench {
        let mut bench = Bench::new(CONNECT);
        bench.hand = Some(hand);
        bench
    }

    /// Whether somebody plays.
    pub(super) fn is_played(&self) -> bool {
        self.hand.is_some()
    }

    /// Says what is done next, and waits until it may be. False where it is not to be done: they have left.
    pub(super) fn next(&self, what: impl FnOnce() -> String) -> bool {
        self.hand.as_ref().is_none_or(|hand| hand.next(&self.journal, &what()))
    }

    /// The same, for a word that gives what came of it.
    pub(super) fn go_on(&self, what: impl FnOnce() -> String) -> Step {
        if self.next(what) { Ok(()) } else { Err(left()) }
    }

    /// Says what is waited for from now on.
    pub(super) fn awaits(&self, what: impl FnOnce() -> String) {
        if let Some(hand) = &self.hand {
            hand.talk(&self.journal, &Prompt::Awaits(&what()));
        }
    }

    /// Ends a check that is played where it comes to something that can't be done by hand.
    ///
    /// # Errors
    /// Always where it is played.
    pub(super) fn not_by_hand(&self, why: &str) -> Step {
        if self.is_played() {
            Err(Stop::Skip(format!("from here on it can't be played by hand: {why}")))
        } else {
            Ok(())
        }
    }

    /// Ends the check where they have left.
    pub(super) fn unless_left(&self) -> Step {
        if self.hand.as_ref().is_some_and(|hand| hand.has_left()) { Err(left()) } else { Ok(()) }
    }

    /// The time until they say that what is awaited does not come; none where nobody plays.
    pub(super) fn as_they_say(&self) -> Option<Deadline<'static>> {
        let (hand, journal) = (self.hand.clone()?, self.journal.clone());
        Some(Deadline::until(move || hand.gives_up(&journal)))
    }

    /// Has them start a program. An argument that is too long to be typed stands in a file.
    pub(super) fn start_by_hand(
        self: &Arc<Bench>,
        hand: &Hand,
        lane: String,
        name: &str,
        arguments: &[&str],
    ) -> Step<Program> {
        let id = self.journal.write(|state| {
            state.programs.push(ProgramState { lane: lane.clone(), ..ProgramState::default() });
            state.programs.len() - 1
        });
        let mut words = Vec::new();
        for (at, argument) in arguments.iter().enumerate() {
            words.push(if argument.len() > SHORT {
                let path = self.file(&format!("argument-{}-of-{}", at + 1, lane.replace(' ', "-")))?;
                std::fs::write(&path, argument).map_err(|error| anyhow!("cannot write {}: {error}", path.display()))?;
                format!("$(cat {})", path.display())
            } else {
                argument.to_string()
            });
        }
        hand.talk(&self.journal, &Prompt::Start { program: name, lane: &lane, arguments: &words });
        self.unless_left()?;
        let started = [&[name.to_owned()], &words[..]].concat();
        Ok(Program { lane, id, pid: NOBODY, bench: self.clone(), started })
    }
}

/// Why a check ends that somebody has left.
fn left() -> Stop {
    Stop::Trouble(anyhow!("left before its end"))
}
