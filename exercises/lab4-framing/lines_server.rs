//! Lab 4, newline framing: prints each line of the stream, in whatever pieces it arrives.
//!
//! It has tests, at its end: `cargo test -p exercises --bin lab4-lines-server`.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::io::Read;
use std::mem;
use std::net::{SocketAddr, TcpListener};
use std::process::ExitCode;

use anyhow::{Context, ensure};

use args::{report, say};

#[path = "../args.rs"]
mod args;

fn main() -> ExitCode {
    // TODO(1): Take the address to bind from `args::server`, and give it to `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the arguments
    // make no sense, `args::server` has printed the usage line already, and its error is
    // the status.
    todo!("TODO(1): Take the address to bind from `args::server`, and give it to `run`.");
}

/// Serves one client after the other, for ever, whatever happens to any of them.
fn run(address: SocketAddr) -> anyhow::Result<()> {
    // TODO(2): Bind a `TcpListener`, and print `listening on IP:PORT`.
    // Then, for ever: accept a client, and hand its connection to `print_lines`. An error
    // is reported, and ends nothing but that connection.
    todo!("TODO(2): Bind a `TcpListener`, and print `listening on IP:PORT`.");
}

/// Prints the lines that come from a stream, until it ends.
///
/// It need not be a connection: anything that can be read will do, also a slice of bytes.
fn print_lines(mut stream: impl Read) -> anyhow::Result<()> {
    // TODO(3): Read piece by piece, and print `line: TEXT` for each line it completes.
    // Hand each piece to a `LineBuffer`. At the end of the stream, return. If there is an
    // unfinished line in the `LineBuffer` then, the error is `connection closed mid-line`.
    todo!("TODO(3): Read piece by piece, and print `line: TEXT` for each line it completes.");
}

/// Puts the lines together again, out of the pieces that arrive.
#[derive(Default)]
struct LineBuffer {
    /// What has arrived of a line whose newline has not.
    unfinished: Vec<u8>,
}

impl LineBuffer {
    /// Takes in the next piece, and gives the lines that it completes, if any.
    ///
    /// What follows the last newline is kept for the piece that comes next.
    fn take_in(&mut self, piece: &[u8]) -> Vec<Vec<u8>> {
        // TODO(4): Add the bytes to `unfinished`; at each newline, make a line of it.
        // The newline is no part of the line. `mem::take` takes all, and leaves nothing.
        todo!("TODO(4): Add the bytes to `unfinished`; at each newline, make a line of it.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_the_same_however_the_stream_is_cut() {
        let stream = "Hello\n\nnaïve ✓\nunfin".as_bytes();
        let wanted = ["Hello".as_bytes(), b"", "naïve ✓".as_bytes()];
        for size in 1..=stream.len() {
            let mut buffer = LineBuffer::default();
            let mut lines = Vec::new();
            for piece in stream.chunks(size) {
                lines.extend(buffer.take_in(piece));
            }
            assert_eq!(lines, wanted, "in pieces of {size} bytes");
            assert_eq!(buffer.unfinished, b"unfin", "in pieces of {size} bytes");
        }
    }

    #[test]
    fn an_end_inside_a_line_is_an_error() {
        let error = print_lines(&b"He"[..]).expect_err("the newline is missing");
        assert_eq!(error.to_string(), "connection closed mid-line");
        assert!(print_lines(&b""[..]).is_ok());
    }
}
