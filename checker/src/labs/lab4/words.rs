//! Lab 4's own words: what its servers print, and how a client is served.

use crate::fault::straddle;
use crate::harness::{Harness, Peer, Server, frame};
use crate::lab::Cause;
use crate::verdict::{Seen, Step, Want};

pub const LINES: &[&str] = &["lines-server"];
pub const SERVER: &[&str] = &["server"];
pub const CLIENT: &[&str] = &["client"];

/// A server that is gone with its client.
pub const ENDS_SILENTLY: Cause =
    Cause(Want::Error, &[Seen::Ended], "the server ends with its client, and without the error");

pub fn message(payload: &str) -> String {
    format!("message {} bytes: {payload}", payload.len())
}

/// A client sends a frame, this text and a word of the seed, and it is printed.
pub fn served(lab: &mut Harness, server: &Server, text: &str) -> Step {
    served_behind(lab, server, &mut Vec::new(), text)
}

/// The same, behind what has been printed by then.
pub fn served_behind(lab: &mut Harness, server: &Server, printed: &mut Vec<String>, text: &str) -> Step {
    let text = format!("{text}, {}", lab.word());
    let client = lab.connect(server)?;
    client.send(&frame(text.as_bytes()));
    client.finish();
    printed.push(message(&text));
    server.program.expect_lines(printed)
}

/// A frame and the first bytes of another in one segment, inside its header and behind it; their ends come once the first
/// is printed.
pub fn straddles(lab: &mut Harness, server: &Server, client: &Peer, printed: &mut Vec<String>) -> Step {
    for at in [2, 9] {
        let [one, other] = [lab.text(), lab.text()];
        let (begun, rest) = (frame(one.as_bytes()), frame(other.as_bytes()));
        client.perform(straddle(&begun, &rest, at));
        printed.push(message(&one));
        server.program.expect_lines(printed)?;
        client.send(&rest[at..]);
        printed.push(message(&other));
        server.program.expect_lines(printed)?;
    }
    Ok(())
}
