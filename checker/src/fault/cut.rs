//! One message in two segments or more, with pauses between them.

use super::moves::{Fault, Move};

pub const FAULT: Fault = Fault {
    name: "cut",
    means: "a message comes in two segments, the second one when the first has been read",
    drawing: "Hello  ->  He . llo",
};
pub const PAUSE: Fault = Fault {
    name: "pause",
    means: "what was sent has been read before more is sent",
    drawing: "He . llo  ->  He  (all of it is read)  llo",
};

/// Cut in two at a position; at 0 and at the end there is nothing to cut.
pub fn cut(bytes: &[u8], at: usize) -> Vec<Move> {
    match bytes.split_at(at.min(bytes.len())) {
        ([], whole) | (whole, []) => pieces(&[whole]),
        (head, tail) => pieces(&[head, tail]),
    }
}

/// A message and the first bytes of the next in one send, read by the far end before the rest of that comes.
pub fn straddle(whole: &[u8], next: &[u8], at: usize) -> Vec<Move> {
    pieces(&[&[whole, &next[..at.min(next.len())]].concat(), b""])
}

/// A send for each piece, each read by the far end before the next is sent. Behind an empty piece at the end nothing
/// is sent, but the pause before it stays: the last words are read before whatever comes next, as a FIN.
pub fn pieces(pieces: &[&[u8]]) -> Vec<Move> {
    let mut moves = Vec::new();
    for piece in pieces {
        if !moves.is_empty() {
            moves.push(Move::Pause);
        }
        if !piece.is_empty() {
            moves.push(Move::Send(piece.to_vec()));
        }
    }
    moves
}
