//! The thread that records what comes, and the gate that holds it.

use std::io::{ErrorKind, Read};
use std::net::TcpStream;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::fault::Reading;
use crate::journal::{End, Journal, StreamState};
use crate::trace::{Excerpt, What};

/// The most that one read or one send hands over.
pub(super) const CHUNK: usize = 64 * 1024;

/// What a reader obeys.
pub(super) struct Gate {
    state: Mutex<Passage>,
    changed: Condvar,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Passage {
    Held,
    /// For so many bytes.
    Open {
        bytes: usize,
    },
    Stopped,
}

impl Gate {
    pub(super) fn new(held: bool) -> Gate {
        let state = if held { Passage::Held } else { Passage::Open { bytes: usize::MAX } };
        Gate { state: Mutex::new(state), changed: Condvar::new() }
    }

    pub(super) fn set(&self, passage: Passage) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if *state != Passage::Stopped {
            *state = passage;
        }
        self.changed.notify_all();
    }

    pub(super) fn open(&self) {
        self.set(Passage::Open { bytes: usize::MAX });
    }

    pub(super) fn stop(&self) {
        self.set(Passage::Stopped);
    }

    /// Waits until it is open, and says for how many bytes; none once it is stopped.
    pub(super) fn pass(&self) -> Option<usize> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match *state {
                Passage::Held => state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Passage::Open { bytes } => return Some(bytes),
                Passage::Stopped => return None,
            }
        }
    }

    /// So many bytes have passed; after the last one it is closed.
    pub(super) fn passed(&self, count: usize) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Passage::Open { bytes } = &mut *state
            && *bytes != usize::MAX
        {
            *bytes = bytes.saturating_sub(count);
            if *bytes == 0 {
                *state = Passage::Held;
            }
        }
    }
}

/// Records what comes, to its end.
pub(super) fn read(journal: &Journal, id: usize, socket: &TcpStream, gate: &Gate, reading: Reading) {
    let mut buffer = vec![0; CHUNK];
    let mut slow = reading.slow;
    while let Some(allowed) = gate.pass() {
        let piece = if slow > 0 { reading.piece } else { CHUNK }.min(allowed);
        if slow > 0 {
            slow -= 1;
            std::thread::park_timeout(Duration::from_millis(1));
        }
        let got = (&mut &*socket).read(&mut buffer[..piece]);
        if gate.pass().is_none() {
            return;
        }
        let end = match got {
            Ok(0) if journal.state().streams[id].reset => End::Rst,
            Ok(0) => End::Fin,
            Ok(length) => {
                record(journal, id, What::Received { bytes: Excerpt::of(&buffer[..length]) }, |stream| {
                    stream.received.extend_from_slice(&buffer[..length]);
                });
                gate.passed(length);
                continue;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(_) => End::Rst,
        };
        let what = if end == End::Fin { What::ReceivedFin } else { What::ReceivedReset };
        record(journal, id, what, |stream| stream.end = Some(end));
        return;
    }
}

/// Writes an event and what it changes of the stream's state in one step.
pub(super) fn record(journal: &Journal, id: usize, what: What, change: impl FnOnce(&mut StreamState)) {
    let micros = journal.micros();
    journal.write(|state| {
        let stream = &mut state.streams[id];
        change(stream);
        let (lane, other) = (stream.lane.clone(), stream.other.clone());
        state.push(micros, &lane, Some(&other), what);
    });
}
