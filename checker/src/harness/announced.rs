//! What a word of a check is about to do, or waits for, as somebody reads it who plays the check by hand: `checker play`
//! says it before it is done ([`Bench::go_on`](super::Bench), [`Bench::next`](super::Bench)) or once it is awaited
//! ([`Bench::awaits`](super::Bench)).

use std::fmt::Display;

use crate::compare;
use crate::fault::Move;

// What is done next: one of the checker's lanes does it.

/// A connection is opened.
pub(super) fn connects(lane: &str, to: impl Display) -> String {
    format!("{lane} connects to {to}")
}

/// A socket listens on 127.0.0.1.
pub(super) fn listens(port: u16) -> String {
    format!("peer listens at 127.0.0.1:{port}")
}

/// A datagram goes out, named so.
pub(super) fn sends(lane: &str, datagram: &str) -> String {
    format!("{lane} sends {datagram}")
}

/// A datagram goes out, and nobody is there for the reply.
pub(super) fn sends_and_is_gone(lane: &str, bytes: &[u8]) -> String {
    format!("{lane} sends a datagram of {}, and is gone before the reply", compare::unnamed(bytes))
}

/// The same piece goes out until the far end is blocked.
pub(super) fn sends_until_stuck(lane: &str, piece: &[u8]) -> String {
    format!("{lane} sends {} again and again, until nobody reads any more", compare::unnamed(piece))
}

/// A move is performed; none of one that only waits.
pub(super) fn performs(lane: &str, step: &Move) -> Option<String> {
    let does = match step {
        Move::Send(bytes) => format!("sends {}", compare::name(bytes)),
        Move::Pause => return None,
        Move::Finish => "closes its sending side (FIN); it still reads".into(),
        Move::Reset => return Some(resets(lane)),
        Move::Leave(bytes) => format!("sends {} and closes the connection at once", compare::name(bytes)),
    };
    Some(format!("{lane} {does}"))
}

/// A connection is reset.
pub(super) fn resets(lane: &str) -> String {
    format!("{lane} resets the connection (RST)")
}

/// A connection is closed, in both directions.
pub(super) fn closes(lane: &str) -> String {
    format!("{lane} closes the connection")
}

/// A reader that was held begins.
pub(super) fn begins_to_read(lane: &str) -> String {
    format!("{lane} begins to read")
}

/// A moment passes in which nothing may come.
pub(super) fn waits_a_moment(lane: &str) -> String {
    format!("{lane} waits a moment, in which nothing may come")
}

/// A moment passes in which a program is not answered.
pub(super) fn lets_wait(lane: &str, program: &str) -> String {
    format!("{lane} lets {program} wait a moment")
}

/// So many milliseconds pass.
pub(super) fn holds_back(millis: u64) -> String {
    format!("nobody says anything for {millis} ms")
}

/// A program ends.
pub(super) fn ends(program: &str) -> String {
    format!("{program} ends; the check goes on once it has")
}

/// A program ends that must not send anything.
pub(super) fn ends_in_silence(program: &str) -> String {
    format!("{program} ends, and must not have sent anything; the check goes on once it has")
}

// What is waited for: "the check waits for ...".

/// A program opens a connection.
pub(super) fn to_connect(program: &str, to: impl Display) -> String {
    format!("{program} to connect to {to}")
}

/// A program takes a connection.
pub(super) fn to_accept(program: &str) -> String {
    format!("{program} to accept the connection")
}

/// Something comes, named so.
pub(super) fn to_receive(lane: &str, what: impl Display) -> String {
    format!("{lane} to receive {what}")
}

/// A connection ends, in either way.
pub(super) fn to_see_the_end(lane: &str) -> String {
    format!("{lane} to see the end of the connection (FIN or RST)")
}

/// A connection ends, or stays open and brings nothing more.
pub(super) fn to_see_nothing(lane: &str) -> String {
    format!("{lane} to see the end of the connection, and no byte before it; where it stays open, `n` says so")
}
