//! What a check says as a user of the learner's chat server.

use crate::harness::{Harness, Peer, Server};
use crate::verdict::{Step, Want::*};

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

pub fn expect_message(user: &Peer, from: &str, text: &str) -> Step {
    user.expect_frame_past(Message, format!("MSG {from} {text}"), is_news)
}
