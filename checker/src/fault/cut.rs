//! One message in two segments or more, with pauses between them.

use super::{Fault, Move};

pub const FAULT: Fault = Fault { name: "cut", drawing: "Hello  ->  He . llo" };
pub const PAUSE: Fault = Fault { name: "pause", drawing: "He . llo  ->  He  (all of it is read)  llo" };

/// Cut in two at a position; at 0 and at the end there is nothing to cut.
pub fn cut(bytes: &[u8], at: usize) -> Vec<Move> {
    let (head, tail) = bytes.split_at(at.min(bytes.len()));
    pieces(&[head, tail])
}

/// A send for each piece, each read by the far end before the next is sent.
pub fn pieces(pieces: &[&[u8]]) -> Vec<Move> {
    let mut moves = Vec::new();
    for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
        if !moves.is_empty() {
            moves.push(Move::Pause);
        }
        moves.push(Move::Send(piece.to_vec()));
    }
    moves
}
