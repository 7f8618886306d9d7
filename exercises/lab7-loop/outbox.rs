//! What is meant for somebody who has not taken it yet.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::collections::VecDeque;
use std::io::{ErrorKind, Write};

use anyhow::Context;

use crate::frames;

/// From so many bytes on, nothing more is read from whoever they wait for.
pub const ENOUGH: usize = 256 * 1024;

/// Bytes that wait to be sent, in their order.
#[derive(Default)]
pub struct Outbox {
    waiting: VecDeque<u8>,
}

impl Outbox {
    /// Puts a frame behind what waits already. Nothing is sent by that.
    ///
    /// # Errors
    /// A payload that is too large for a frame.
    pub fn put(&mut self, payload: &[u8]) -> anyhow::Result<()> {
        frames::write(&mut self.waiting, payload)
    }

    /// Sends what the system takes now, and never waits.
    ///
    /// # Errors
    /// The connection has failed.
    pub fn send(&mut self, mut connection: impl Write) -> anyhow::Result<()> {
        // TODO(1): Write from the front until nothing waits, or the system takes no more.
        // `as_slices().0` is the front. `write` says how much it has taken: remove so much with
        // `drain`, and no more. `WouldBlock` is no error here. It says: not now, and is why
        // what is left has to stay.
        todo!("TODO(1): Write from the front until nothing waits, or the system takes no more.");
    }

    /// Whether everything has been sent.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Whether so much waits that whoever it is for should not be read from.
    pub fn is_full(&self) -> bool {
        self.waiting.len() >= ENOUGH
    }
}
