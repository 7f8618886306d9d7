//! The beginning of a message, then an orderly end of stream.

use super::moves::{Fault, Move};

pub const FAULT: Fault =
    Fault { name: "truncate", means: "the stream ends within a message", drawing: "Hello  ->  He FIN" };

/// The first bytes, up to a position, then FIN.
pub fn truncate(bytes: &[u8], at: usize) -> Vec<Move> {
    vec![Move::Send(bytes[..at.min(bytes.len())].to_vec()), Move::Finish]
}
