//! Segments cut and merged at random, from a seed.

use super::cut::pieces;
use super::moves::{Fault, Move};
use crate::random::Random;

pub const FAULT: Fault = Fault {
    name: "cut-and-merge",
    means: "a stream is cut and merged anywhere",
    drawing: "one . two . three  ->  on . etwoth . ree",
};

/// The same bytes in pieces of random sizes, some of which are sent together.
pub fn shuffle(bytes: &[u8], random: &mut Random) -> Vec<Move> {
    let mut rest = bytes;
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let widest = if random.below(4) == 0 { rest.len() } else { rest.len().min(8) };
        let (part, after) = rest.split_at(1 + random.below(widest));
        parts.push(part);
        rest = after;
    }
    pieces(&parts)
}
