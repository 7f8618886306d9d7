//! Several messages in one segment.

use super::moves::{Fault, Move};

pub const FAULT: Fault = Fault {
    name: "coalesce",
    means: "several messages come in one segment",
    drawing: "one . two . three  ->  onetwothree",
};

/// All messages in one send.
pub fn coalesce(messages: &[&[u8]]) -> Vec<Move> {
    vec![Move::Send(messages.concat())]
}
