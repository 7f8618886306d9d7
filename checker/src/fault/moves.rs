//! What faults are made of: the steps of a writer, the fates of a datagram, and a drawing.

use std::time::Duration;

/// One step of a writer on a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// The bytes in one send, as far as the system takes them in one.
    Send(Vec<u8>),
    /// Wait until the far end has read all that was sent, so that what follows comes in another read of its.
    Pause,
    /// Half-close: FIN; the reading side stays open.
    Finish,
    /// RST; nothing more is read or sent.
    Reset,
    /// The bytes and FIN together, and nothing is read any more: whatever the far end sends then is answered by RST.
    Leave(Vec<u8>),
}

/// The bytes that some moves send, in all.
pub fn sent(moves: &[Move]) -> Vec<u8> {
    let bytes = |step: &Move| if let Move::Send(bytes) = step { bytes.clone() } else { Vec::new() };
    moves.iter().flat_map(bytes).collect()
}

/// What happens to one datagram, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is passed on.
    Deliver(Vec<u8>),
    /// It is kept back until the next one has been passed on.
    Hold(Vec<u8>),
    /// It is lost.
    Lose(Vec<u8>),
    /// A datagram from somebody else comes in between.
    Stranger(Vec<u8>),
    /// It is passed on so much later than it came; what comes meanwhile may overtake it.
    Later(Vec<u8>, Duration),
}

/// A fault by its name, with a drawing of what it does.
pub struct Fault {
    /// As it stands in the book: `cut`.
    pub name: &'static str,
    /// What a program meets, in words.
    pub means: &'static str,
    /// Before and after, with `->` between: a dot stands where a segment or a datagram ends.
    pub drawing: &'static str,
}
