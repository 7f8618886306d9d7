//! A datagram from somebody else, before the one that is waited for.

use super::moves::{Fate, Fault};

pub const FAULT: Fault = Fault {
    name: "stranger",
    means: "a datagram of somebody else comes first",
    drawing: "a  ->  (from another address) s . a",
};

/// The stranger's words first.
pub fn stranger(datagram: &[u8], words: &[u8]) -> Vec<Fate> {
    vec![Fate::Stranger(words.to_vec()), Fate::Deliver(datagram.to_vec())]
}
