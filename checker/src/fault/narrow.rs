//! A narrow link with a queue: one datagram at a time, a few wait for it, and what finds no place is lost.

use std::time::Duration;

use super::moves::{Fate, Fault};

pub const FAULT: Fault = Fault {
    name: "narrow",
    means: "datagrams go one after the other, and what finds the queue full is lost",
    drawing: "a . b . c  ->  x . (10 ms) a . (20 ms) b",
};

/// A link, and what is under way on it. It knows no clock: it is told when something comes.
#[derive(Clone, Debug)]
pub struct Link {
    /// What one datagram takes.
    each: Duration,
    /// How many may wait behind the one that is under way.
    room: u32,
    /// When the link will be free.
    free: Duration,
}

impl Link {
    /// A link that is free.
    pub fn new(each: Duration, room: u32) -> Link {
        Link { each, room, free: Duration::ZERO }
    }

    /// What becomes of a datagram that comes at this time, which is never before that of the one before.
    pub fn narrow(&mut self, datagram: &[u8], now: Duration) -> Vec<Fate> {
        let busy = self.free.saturating_sub(now);
        if busy > self.each * self.room {
            return vec![Fate::Lose(datagram.to_vec())];
        }
        self.free = now + busy + self.each;
        vec![Fate::Later(datagram.to_vec(), busy + self.each)]
    }
}
