//! Lab 1, the client: sends one message, and prints everything that comes back.

use std::env;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::ExitCode;

use anyhow::Context;

// ANCHOR: main
fn main() -> ExitCode {
    let Some((host, port, message)) = arguments() else {
        let _ = writeln!(io::stderr(), "usage: lab1-client HOST PORT MESSAGE");
        return ExitCode::from(2);
    };
    match run(&host, port, &message) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The `#` asks for the whole chain: what you tried, and why it failed.
            let _ = writeln!(io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
// ANCHOR_END: main

/// Reads `HOST PORT MESSAGE` from the command line; `None` if they make no sense.
fn arguments() -> Option<(String, u16, String)> {
    // TODO(1): Take HOST, PORT and MESSAGE from the command line.
    // Where they make no sense (too few, too many, a port that is no number from 0 to 65535),
    // return `None`. HOST may be a name: leave it as it is.
    // ANCHOR: args
    let words = env::args_os().skip(1).map(|word| word.into_string().ok());
    let words: Vec<String> = words.collect::<Option<_>>()?;
    let [host, port, message] = <[String; 3]>::try_from(words).ok()?;
    Some((host, port.parse().ok()?, message))
    // ANCHOR_END: args
    // END TODO(1)
}

/// Sends the message, and prints the reply.
fn run(host: &str, port: u16, message: &str) -> anyhow::Result<()> {
    // TODO(2): Connect to the server.
    // If that fails, say in the error which host and port it was about.
    // ANCHOR: connect
    // A name may have several addresses, IPv4 and IPv6: `connect` tries them all, in turn.
    let mut connection =
        TcpStream::connect((host, port)).with_context(|| format!("cannot connect to {host} port {port}"))?;
    // ANCHOR_END: connect
    // END TODO(2)

    // TODO(3): Send the bytes of the message, all of them.
    // ANCHOR: send
    // The network carries bytes, not text. A Rust string is UTF-8 already.
    connection.write_all(message.as_bytes()).context("cannot send")?;
    // ANCHOR_END: send
    // END TODO(3)

    // TODO(4): Close your sending side, and leave the receiving side open.
    // ANCHOR: half-close
    // This is how the server learns that the message is complete. Without it the server would
    // wait for more, you would wait for the reply, and neither would ever come.
    connection.shutdown(Shutdown::Write).context("cannot close the sending side")?;
    // ANCHOR_END: half-close
    // END TODO(4)

    // TODO(5): Read until the server closes the connection.
    // The reply may come in many pieces, and may be longer than any buffer you choose.
    // ANCHOR: receive
    let mut reply = Vec::new();
    connection.read_to_end(&mut reply).context("cannot receive")?;
    // ANCHOR_END: receive
    // END TODO(5)

    // TODO(6): Print the reply after `received: `, also if it is not UTF-8.
    // ANCHOR: print
    // Only now are the bytes text again. A character that came in two pieces is whole by now.
    let reply = String::from_utf8_lossy(&reply);
    writeln!(io::stdout(), "received: {reply}").context("stdout")
    // ANCHOR_END: print
    // END TODO(6)
}
