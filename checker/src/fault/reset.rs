//! The beginning of a message, then a reset.

use super::moves::{Fault, Move};

pub const FAULT: Fault =
    Fault { name: "reset", means: "the connection is reset within a message", drawing: "Hello  ->  He . RST" };

/// The first bytes, up to a position, then RST once they have been read: a reset overtakes what is not.
pub fn reset(bytes: &[u8], at: usize) -> Vec<Move> {
    let head = &bytes[..at.min(bytes.len())];
    if head.is_empty() {
        return vec![Move::Reset];
    }
    vec![Move::Send(head.to_vec()), Move::Pause, Move::Reset]
}
