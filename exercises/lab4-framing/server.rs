//! Lab 4, the server: takes length-prefixed messages out of the stream, and prints them.
//!
//! It has tests, at its end: `cargo test -p exercises --bin lab4-server`.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::io::{BufReader, Read};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::ExitCode;

use anyhow::{Context, bail, ensure};

use args::{report, say};

#[path = "../args.rs"]
mod args;

/// The longest payload that a frame may have, in bytes.
const LIMIT: u32 = 1_048_576;

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
    // Then, for ever: accept a client, and hand its connection to `print_messages`. An
    // error is reported, and ends nothing but that connection.
    todo!("TODO(2): Bind a `TcpListener`, and print `listening on IP:PORT`.");
}

/// Prints the messages of a client, until it closes the connection.
///
/// An error closes the connection: nobody knows any more where the next frame begins.
fn print_messages(connection: TcpStream) -> anyhow::Result<()> {
    // TODO(3): Print the payload of each frame, as `message N bytes: PAYLOAD`.
    // `read_frame` gives you the frames. N counts bytes, not characters.
    todo!("TODO(3): Print the payload of each frame, as `message N bytes: PAYLOAD`.");
}

/// Reads the payload of the next frame; `None` if the stream ends before it begins.
///
/// Nothing in here knows about sockets: it can be tested with a slice of bytes.
fn read_frame(stream: &mut impl Read) -> anyhow::Result<Option<Vec<u8>>> {
    // TODO(4): Read the 4 bytes of the header with `read_up_to`; none are the end.
    // An end after 1, 2 or 3 bytes is the error `connection closed mid-frame`.
    todo!("TODO(4): Read the 4 bytes of the header with `read_up_to`; none are the end.");

    // TODO(5): Make a number of the header, and refuse it if it is larger than the limit.
    // The header is big-endian. The error is `frame of N bytes is larger than 1048576`.
    todo!("TODO(5): Make a number of the header, and refuse it if it is larger than the limit.");

    // TODO(6): Read the payload, and return it.
    // The end of the stream inside it is the error `connection closed mid-frame`, again.
    todo!("TODO(6): Read the payload, and return it.");
}

/// Reads so many bytes, in however many pieces they come; fewer only if the stream ends.
fn read_up_to(stream: &mut impl Read, length: u32) -> anyhow::Result<Vec<u8>> {
    // TODO(7): Read until you have `length` bytes, or until the stream ends.
    // What follows belongs to the next frame.
    todo!("TODO(7): Read until you have `length` bytes, or until the stream ends.");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two frames, the second of them empty.
    const STREAM: &[u8] = b"\0\0\0\x05a\n\xFF\0b\0\0\0\0";

    /// A stream that gives its bytes in pieces of one.
    struct ByteByByte<'a>(&'a [u8]);

    impl Read for ByteByByte<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let length = buffer.len().min(1);
            self.0.read(&mut buffer[..length])
        }
    }

    fn frames(mut stream: impl Read) -> Result<Vec<Vec<u8>>, String> {
        let text = |error: anyhow::Error| error.to_string();
        let mut frames = Vec::new();
        while let Some(frame) = read_frame(&mut stream).map_err(text)? {
            frames.push(frame);
        }
        Ok(frames)
    }

    #[test]
    fn frames_come_out_whole() {
        let wanted = Ok(vec![b"a\n\xFF\0b".to_vec(), b"".to_vec()]);
        assert_eq!(frames(STREAM), wanted, "in one piece");
        assert_eq!(frames(ByteByByte(STREAM)), wanted, "byte by byte");
        assert_eq!(frames(&b""[..]), Ok(vec![]), "nothing at all");
    }

    #[test]
    fn an_end_inside_a_frame_is_an_error() {
        for end in (1..9).chain(10..13) {
            let wanted = Err("connection closed mid-frame".to_owned());
            assert_eq!(frames(&STREAM[..end]), wanted, "after {end} bytes");
        }
    }

    #[test]
    fn a_length_is_believed_up_to_the_limit() {
        let mut largest = LIMIT.to_be_bytes().to_vec();
        largest.resize(4 + LIMIT as usize, b'x');
        assert_eq!(frames(&largest[..]).map(|frames| frames[0].len()), Ok(LIMIT as usize));
        for length in [LIMIT + 1, u32::MAX] {
            let wanted = Err(format!("frame of {length} bytes is larger than 1048576"));
            // It is refused by its header alone: nothing follows.
            assert_eq!(frames(&length.to_be_bytes()[..]), wanted);
        }
    }
}
