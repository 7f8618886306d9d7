//! Lab 4, the client: sends each line as a message with its length in front.

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
    // ANCHOR: main
    match args::client("lab4-client HOST PORT") {
        Ok((host, port)) => args::exit_status(run(&host, port)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

/// Sends the lines of stdin to the server, a frame each.
fn run(host: &str, port: u16) -> anyhow::Result<()> {
    // TODO(2): Connect to the server.
    // If that fails, say in the error which host and port it was about.
    // ANCHOR: connect
    let failure = || format!("cannot connect to {host} port {port}");
    let mut connection = TcpStream::connect((host, port)).with_context(failure)?;
    // ANCHOR_END: connect
    // END TODO(2)

    // TODO(3): Hand each line of stdin to `write_frame`, until there are no more.
    // `args::read_line` gives you the lines as bytes. Then return: that closes the
    // connection.
    // ANCHOR: lines
    // What the server has not read by then is not lost: the system goes on sending it,
    // also after this program has ended, and sends the end of the stream behind it.
    while let Some(line) = args::read_line().context("stdin")? {
        write_frame(&mut connection, &line)?;
    }
    Ok(())
    // ANCHOR_END: lines
    // END TODO(3)
}

/// Writes a frame: the length of the payload, then the payload.
///
/// Nothing in here knows about sockets: it can be tested with a vector of bytes.
fn write_frame(stream: &mut impl Write, payload: &[u8]) -> anyhow::Result<()> {
    // TODO(4): Make the header: the length of the payload, as 4 bytes, big-endian.
    // More than the limit is the error `frame of N bytes is larger than 1048576`.
    // ANCHOR: header
    // The length counts bytes. The network has no characters.
    let length = payload.len();
    ensure!(length <= LIMIT, "frame of {length} bytes is larger than {LIMIT}");
    let header = u32::try_from(length)?.to_be_bytes();
    // ANCHOR_END: header
    // END TODO(4)

    // TODO(5): Send the header and the payload, all of both.
    // ANCHOR: send
    // Two writes would be as correct, since a stream has no boundaries. But the first
    // would often travel alone, as a packet of 4 bytes; with one, a small frame is a
    // single packet.
    let frame = [&header, payload].concat();
    stream.write_all(&frame).context("cannot send")
    // ANCHOR_END: send
    // END TODO(5)
}

// ANCHOR: tests
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
// ANCHOR_END: tests
