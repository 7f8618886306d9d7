//! Lab 4, the client: sends each line as a message with its length in front.
//!
//! It has tests, at its end: `cargo test -p exercises --bin lab4-client`.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::io::Write;
use std::net::TcpStream;
use std::process::ExitCode;

use anyhow::{Context, ensure};

#[path = "../args.rs"]
mod args;

/// The longest payload that a frame may have, in bytes.
const LIMIT: usize = 1_048_576;

fn main() -> ExitCode {
    // TODO(1): Take HOST and PORT from `args::client`, and give them to `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the arguments
    // make no sense, `args::client` has printed the usage line already, and its error is
    // the status.
    todo!("TODO(1): Take HOST and PORT from `args::client`, and give them to `run`.");
}

/// Sends the lines of stdin to the server, a frame each.
fn run(host: &str, port: u16) -> anyhow::Result<()> {
    // TODO(2): Connect to the server.
    // If that fails, say in the error which host and port it was about.
    todo!("TODO(2): Connect to the server.");

    // TODO(3): Hand each line of stdin to `write_frame`, until there are no more.
    // `args::read_line` gives you the lines as bytes. Then return: that closes the
    // connection.
    todo!("TODO(3): Hand each line of stdin to `write_frame`, until there are no more.");
}

/// Writes a frame: the length of the payload, then the payload.
///
/// Nothing in here knows about sockets: it can be tested with a vector of bytes.
fn write_frame(stream: &mut impl Write, payload: &[u8]) -> anyhow::Result<()> {
    // TODO(4): Make the header: the length of the payload, as 4 bytes, big-endian.
    // More than the limit is the error `frame of N bytes is larger than 1048576`.
    todo!("TODO(4): Make the header: the length of the payload, as 4 bytes, big-endian.");

    // TODO(5): Send the header and the payload, all of both.
    todo!("TODO(5): Send the header and the payload, all of both.");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_its_length_and_its_payload() {
        let table: [(&[u8], &[u8]); 4] = [
            (b"", b"\0\0\0\0"),
            (b"Hello", b"\0\0\0\x05Hello"),
            ("é".as_bytes(), b"\0\0\0\x02\xC3\xA9"),
            (&[b'x'; 258], &[&[0, 0, 1, 2], &[b'x'; 258][..]].concat()),
        ];
        for (payload, wanted) in table {
            let mut stream = Vec::new();
            write_frame(&mut stream, payload).expect("a vector takes everything");
            assert_eq!(stream, wanted, "the payload {payload:?}");
        }
    }

    #[test]
    fn a_payload_beyond_the_limit_is_not_sent() {
        let mut stream = Vec::new();
        assert!(write_frame(&mut stream, &vec![0; LIMIT]).is_ok());
        stream.clear();
        let error = write_frame(&mut stream, &vec![0; LIMIT + 1]).expect_err("too large");
        assert_eq!(error.to_string(), "frame of 1048577 bytes is larger than 1048576");
        assert_eq!(stream, b"", "not even the header");
    }
}
