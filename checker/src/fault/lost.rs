//! Datagrams that are lost, doubled or late.

use super::moves::{Fate, Fault};

pub const LOSE: Fault = Fault { name: "lose", means: "a datagram is lost", drawing: "a . b  ->  x . b" };
pub const DUPLICATE: Fault =
    Fault { name: "duplicate", means: "a datagram comes twice", drawing: "a . b  ->  a . a . b" };
pub const DELAY: Fault =
    Fault { name: "delay", means: "a datagram comes after the next one", drawing: "a . b  ->  b . a" };

/// The datagram does not arrive.
pub fn lose(datagram: &[u8]) -> Vec<Fate> {
    vec![Fate::Lose(datagram.to_vec())]
}

/// The datagram arrives twice.
pub fn duplicate(datagram: &[u8]) -> Vec<Fate> {
    vec![Fate::Deliver(datagram.to_vec()), Fate::Deliver(datagram.to_vec())]
}

/// The datagram arrives after the one that follows it.
pub fn delay(datagram: &[u8]) -> Vec<Fate> {
    vec![Fate::Hold(datagram.to_vec())]
}
