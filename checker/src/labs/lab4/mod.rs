//! Lab 4, framing: lines ended by a newline, and frames that begin with their length.

mod arguments;
mod bad_frames;
mod client;
mod client_life;
mod frames;
mod lines;
mod together;

use crate::harness::{Harness, Peer, Program, Server, frame};
use crate::lab::{Cause, Lab};
use crate::verdict::{Seen, Step, Want};

pub const LAB: Lab = Lab {
    id: "lab4",
    title: "Framing",
    folder: "lab4-framing",
    programs: &["lines-server", "server", "client"],
    checks: &[
        lines::SPLIT,
        lines::COALESCED,
        lines::EMPTY,
        lines::UTF8,
        lines::UNFINISHED,
        frames::ONE,
        frames::SPLIT,
        frames::COALESCED,
        frames::EMPTY,
        frames::BINARY,
        frames::LARGEST,
        bad_frames::TOO_LARGE,
        bad_frames::CUT_SHORT,
        bad_frames::RESET,
        client::WIRE,
        client::EMPTY_LINE,
        client::UTF8,
        client::MANY,
        client::LARGEST,
        client_life::SERVER_GONE,
        client_life::SLOW_SERVER,
        client_life::SUSPENDED,
        client_life::REFUSED,
        arguments::ARGUMENTS,
        together::TOGETHER,
    ],
    checkpoints: &[],
};

const LINES: &[&str] = &["lines-server"];
const SERVER: &[&str] = &["server"];
const CLIENT: &[&str] = &["client"];

/// A server that is gone with its client.
const ENDS_SILENTLY: Cause =
    Cause(Want::Error, &[Seen::Ended], "the server ends with its client, and without the error");

fn message(payload: &str) -> String {
    format!("message {} bytes: {payload}", payload.len())
}

/// Lines as a program has to print them, from what it has to print of each.
fn expect_all(program: &Program, lines: &[String]) -> Step {
    program.expect_lines(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The same, of what a client has sent that has not finished.
fn expect_printed(client: &Peer, server: &Server, lines: &[String]) -> Step {
    server.program.expect_printed(client, &lines.iter().map(String::as_str).collect::<Vec<_>>())
}

/// A client sends a frame, and it is printed.
fn served(lab: &mut Harness, server: &Server, text: &str) -> Step {
    served_behind(lab, server, &mut Vec::new(), text)
}

/// The same, behind what has been printed by then.
fn served_behind(lab: &mut Harness, server: &Server, printed: &mut Vec<String>, text: &str) -> Step {
    let client = lab.connect(server)?;
    client.send(&frame(text.as_bytes()));
    client.finish();
    printed.push(message(text));
    expect_all(&server.program, printed)
}
