//! The record of one check while it is being made: every thread writes what it saw, every expectation waits on it.
//!
//! Whatever is judged stands in here first. Nothing in here touches the system but the clock.

mod deadline;
mod output;
mod state;

pub use deadline::{Deadline, Over, Processors};
pub use output::Output;
pub use state::{
    CrowdState, Datagram, End, Exit, ListenerState, MemberState, ProgramState, SocketState, State, StreamState, Stuck,
};

use std::net::SocketAddr;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::trace::What;
use deadline::SLICE;

/// Between two looks at the system, how many times as long as one takes.
const SPARE: u32 = 20;

pub struct Journal {
    began: Instant,
    state: Mutex<State>,
    changed: Condvar,
}

impl Journal {
    pub fn new() -> Journal {
        Journal { began: Instant::now(), state: Mutex::default(), changed: Condvar::new() }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        // A thread that panicked while it wrote leaves the record as it was: still true.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the record and wakes whoever waits on it.
    pub fn write<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.state());
        self.changed.notify_all();
        result
    }

    pub fn event(&self, lane: &str, other: Option<&str>, what: What) {
        let micros = self.micros();
        self.write(|state| state.push(micros, lane, other, what));
    }

    /// The addresses at the two ends of what goes between two lanes.
    pub fn wire(&self, lane: &str, other: &str, local: SocketAddr, remote: SocketAddr) {
        let micros = self.micros();
        self.write(|state| state.wire(micros, (lane, other), (local, remote)));
    }

    /// From here on nothing is judged any more.
    pub fn close(&self) {
        let micros = self.micros();
        self.write(|state| state.judged = state.judged.or(Some(micros)));
    }

    pub fn micros(&self) -> u64 {
        self.began.elapsed().as_micros() as u64
    }

    /// Waits until `look` finds something in the record, or the deadline is over. `look` may take no lock and ask the
    /// system nothing: the record is held meanwhile. What does either is for [`Journal::poll`].
    pub fn wait<T>(&self, deadline: &mut Deadline, mut look: impl FnMut(&State) -> Option<T>) -> Result<T, Over> {
        let mut state = self.state();
        let mut before = Instant::now();
        loop {
            if let Some(found) = look(&state) {
                return Ok(found);
            }
            state = self.pause(state, deadline, &mut before)?;
        }
    }

    /// Waits until something holds that the record does not tell, or the deadline is over. It is looked at while
    /// nothing is held, and the longer a look takes the less often, however much is written.
    pub fn poll(&self, deadline: &mut Deadline, mut holds: impl FnMut() -> bool) -> Result<(), Over> {
        let (mut before, mut due) = (Instant::now(), Instant::now());
        loop {
            let began = Instant::now();
            if began >= due {
                if holds() {
                    return Ok(());
                }
                due = Instant::now() + began.elapsed() * SPARE;
            }
            match self.pause(self.state(), deadline, &mut before) {
                Ok(state) => drop(state),
                Err(over) => return if holds() { Ok(()) } else { Err(over) },
            }
        }
    }

    /// Until something is written, for a slice at most, which comes off the deadline.
    fn pause<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        deadline: &mut Deadline,
        before: &mut Instant,
    ) -> Result<MutexGuard<'a, State>, Over> {
        let slice = match deadline.left() {
            Ok(left) => left.min(SLICE),
            Err(over) => {
                state.has_spun |= !state.at_work && over == Over::Patience && deadline.has_spun();
                return Err(over);
            }
        };
        let (after, timeout) = self.changed.wait_timeout(state, slice).unwrap_or_else(PoisonError::into_inner);
        let passed = before.elapsed();
        *before += passed;
        if !timeout.timed_out() && !deadline.is_due(passed) {
            return Ok(after);
        }
        // Others may write while the machine is being looked at.
        drop(after);
        deadline.spend(passed, slice);
        Ok(self.state())
    }
}

impl Default for Journal {
    fn default() -> Journal {
        Journal::new()
    }
}
