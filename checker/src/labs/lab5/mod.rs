//! Lab 5, client and server threading: nobody waits for somebody else.

use crate::harness::Program;
use crate::lab::Lab;
use crate::verdict::Step;

mod arguments;
mod client;
mod client_end;
mod server;
mod server_crowd;
mod server_isolation;
mod server_waits;
mod together;
mod two_rates;

pub const LAB: Lab = Lab {
    id: "lab5",
    title: "Client and server threading",
    folder: "lab5-threads",
    programs: &["two-rates", "client", "server"],
    checks: &[
        two_rates::BOTH,
        client::NEVER_WAITS,
        client::ACKS,
        client::LATE_ACKS,
        client::SPLIT_ACKS,
        client_end::UNACKNOWLEDGED,
        client_end::SERVER_GONE,
        client_end::REFUSED,
        server::GREETING,
        server::RECEIPTS,
        server_waits::TWO_AT_ONCE,
        server_waits::STALLED_FRAME,
        server_waits::SLOW_READER,
        server_waits::SUSPENDED,
        server_isolation::ISOLATION,
        server::BYE,
        server::ACTIVE,
        server_crowd::CROWD,
        server_crowd::THOUSAND,
        server_crowd::NO_LEAKS,
        arguments::ARGUMENTS,
        together::TOGETHER,
    ],
    checkpoints: &[],
};

const WELCOME: &str = "Welcome, you are connected to the server";

/// A little more than half a second, in ms: a time-out that nobody asked for is often that long.
const WAIT: u64 = 550;

/// A text behind its length.
fn frame(text: &str) -> Vec<u8> {
    let mut bytes = (text.len() as u32).to_be_bytes().to_vec();
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

fn frames(texts: &[impl AsRef<str>]) -> Vec<u8> {
    texts.iter().flat_map(|text| frame(text.as_ref())).collect()
}

/// The frame that answers a message.
fn receipt(text: &str) -> Vec<u8> {
    frame(&format!("received: {text}"))
}

/// Lines as a program has to print them.
fn expect_all(program: &Program, lines: &[String]) -> Step {
    program.expect_lines(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}
