//! Lab 1's own words.

use crate::harness::{Harness, Server};
use crate::lab::Cause;
use crate::verdict::{Seen::*, Step, Want::*};

pub const SERVER: &[&str] = &["server"];
pub const CLIENT: &[&str] = &["client"];

pub const ENDS_AFTER_ONE: &str =
    "the server ends, or closes its listening socket, after one client: accept belongs in a loop";

/// The next client is served, with this message and a word of the seed.
pub fn serves(lab: &mut Harness, server: &Server, message: &[u8]) -> Step {
    let message = [message, b", ", lab.word().as_bytes()].concat();
    let client = lab.connect(server)?;
    client.send(&message);
    client.expect(&message)?;
    client.finish();
    Ok(())
}

#[rustfmt::skip]
pub const OTHER_PEER: Cause = Cause(Line, &[Address], "the line names another address than the client's own: it is the one that accept gives");
