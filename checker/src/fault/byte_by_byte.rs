//! Every byte in a segment of its own.

use super::cut::pieces;
use super::moves::{Fault, Move};

pub const FAULT: Fault = Fault {
    name: "byte-by-byte",
    means: "each byte comes in a segment of its own, the next one when the one before has been read",
    drawing: "Hello  ->  H . e . l . l . o",
};

/// One send for each byte, each read before the next is sent.
pub fn byte_by_byte(bytes: &[u8]) -> Vec<Move> {
    pieces(&bytes.chunks(1).collect::<Vec<_>>())
}
