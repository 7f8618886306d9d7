//! A datagram that those sent after it overtake.

use std::time::Duration;

use super::moves::{Fate, Fault};

pub const FAULT: Fault =
    Fault { name: "reorder", means: "a datagram is overtaken by others", drawing: "a . b  ->  b . (5 ms) a" };

/// The datagram takes so much longer than the others.
pub fn reorder(datagram: &[u8], longer: Duration) -> Vec<Fate> {
    vec![Fate::Later(datagram.to_vec(), longer)]
}
