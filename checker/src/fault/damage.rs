//! A datagram that arrives with a bit flipped: what a checksum is there for.

use super::moves::{Fate, Fault};

pub const FAULT: Fault =
    Fault { name: "damage", means: "a datagram comes with a bit flipped", drawing: "Hello  ->  Hemlo" };

/// The lowest bit of the byte at a position is flipped; in an empty datagram there is none.
pub fn damage(datagram: &[u8], at: usize) -> Vec<Fate> {
    let mut bytes = datagram.to_vec();
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1;
    }
    vec![Fate::Deliver(bytes)]
}
