//! A listening socket of the checker's, and who connects to it.

use std::cell::Cell;
use std::sync::Arc;

use super::Peer;
use crate::harness::{Bench, Program, announced};
use crate::journal::State;
use crate::peer::Listener;
use crate::verdict::{Seen, Step, Want, unmet};

/// A listening socket of the checker's.
pub struct Door {
    bench: Arc<Bench>,
    /// None once it is shut.
    listener: Option<Listener>,
    taken: Cell<usize>,
}

impl Door {
    pub(crate) fn new(bench: &Arc<Bench>, listener: Listener) -> Door {
        Door { bench: bench.clone(), listener: Some(listener), taken: Cell::new(0) }
    }

    /// There is one until the door is dropped.
    fn listener(&self) -> &Listener {
        self.listener.as_ref().expect("a door has its listener")
    }

    /// The port, as a program is given it.
    pub fn port(&self) -> String {
        self.listener().local.port().to_string()
    }

    /// Waits until the program connects.
    ///
    /// Gives: (Connection, Ended), (Connection, Silence).
    pub fn accept(&self, program: &Program) -> Step<Peer> {
        let nth = self.taken.get();
        self.bench.awaits(|| announced::to_connect(&program.lane, self.listener().local));
        let came = |state: &State| {
            let there = state.listeners[self.listener().id].accepted.len() > nth;
            there.then_some(true).or(program.is_over(state).then_some(false))
        };
        let came = self.bench.wait(self.bench.start_deadline(), came)?;
        if came == Some(false) {
            // The program may have connected and ended before the listener's thread had its turn.
            let flushed = self.listener().flush()?;
            self.bench.wait(self.bench.deadline(), |state| {
                (state.listeners[self.listener().id].flushed >= flushed).then_some(())
            })?;
        }
        if let Some(stream) = self.listener().take(nth) {
            self.taken.set(nth + 1);
            return Ok(Peer::new(&self.bench, program, stream));
        }
        let expected = format!("{} connects to {}", program.lane, self.listener().local);
        let exit = program.look(|state| state.exit);
        let (seen, observed) = match (came, exit) {
            (Some(false), Some(exit)) => (Seen::Ended, format!("it ended with {exit}")),
            _ => (Seen::Silence, "no connection came".to_string()),
        };
        Err(unmet(Want::Connection, seen, expected, observed))
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        if let Some(listener) = self.listener.take() {
            self.bench.let_go(None, Box::new(listener));
        }
    }
}
