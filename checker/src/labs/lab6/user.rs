//! What a check says as a user of the learner's chat server.

use std::cell::Cell;

use crate::harness::{Harness, Peer, Server};
use crate::verdict::{Seen::*, Step, Want, Want::*};

pub const SERVER: &[&str] = &["server"];

/// A user who is logged in.
pub fn log_in(lab: &mut Harness, server: &Server, name: &str) -> Step<Peer> {
    let user = lab.connect(server)?;
    take_name(&user, name)?;
    Ok(user)
}

/// Logs in on a connection that is there already.
pub fn take_name(user: &Peer, name: &str) -> Step {
    user.send_frame(format!("LOGIN {name}"));
    user.expect_frame_past(Answer, format!("OK {name}"), is_news)
}

/// Who comes and goes is told at any time. A check that is not about it passes over it.
pub fn is_news(payload: &[u8]) -> bool {
    payload.starts_with(b"JOINED ") || payload.starts_with(b"LEFT ")
}

pub fn say(user: &Peer, to: &str, text: &str) {
    user.send_frame(format!("MSG {to} {text}"));
}

/// Gives: what `expect_frame_past` gives, (Message, Merged).
pub fn expect_message(user: &Peer, from: &str, text: &str) -> Step {
    expect_unmixed(user, Message, &format!("MSG {from} {text}"), is_news)
}

/// Expects a frame in which no part of another stands: no text of these checks has a zero in it, and each length has.
///
/// Gives: what `expect_frame_past` gives, (want, Merged).
pub fn expect_unmixed(user: &Peer, want: Want, wanted: &str, may_pass: impl Fn(&[u8]) -> bool) -> Step {
    let mixed = Cell::new(false);
    let passes = |got: &[u8]| {
        mixed.set(got.contains(&0) && !got.starts_with(wanted.as_bytes()));
        may_pass(got)
    };
    let came = user.expect_frame_past(want, wanted, passes);
    came.map_err(|stop| if mixed.get() { stop.seen_as(Merged) } else { stop })
}
