//! Lab 2, the TCP client: sends one line, and prints what the server makes of it.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::ExitCode;

use anyhow::Context;

#[path = "../args.rs"]
mod args;

fn main() -> ExitCode {
    // TODO(1): Take HOST and PORT from `args::client`, and give them to `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the arguments make no
    // sense, `args::client` has printed the usage line already, and its error is the status.
    // ANCHOR: main
    match args::client("lab2-tcp-client HOST PORT") {
        Ok((host, port)) => args::exit_status(run(&host, port)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

/// Sends the first line of stdin to the server, and prints the reply.
fn run(host: &str, port: u16) -> anyhow::Result<()> {
    // TODO(2): Connect to the server, before you read from the keyboard.
    // If that fails, say in the error which host and port it was about.
    // ANCHOR: connect
    // TCP shakes hands first: if nobody listens, you know at once, with not a word sent. The UDP
    // client can only wait.
    let mut connection =
        TcpStream::connect((host, port)).with_context(|| format!("cannot connect to {host} port {port}"))?;
    // ANCHOR_END: connect
    // END TODO(2)

    // TODO(3): Read one line from stdin, with `args::read_line`, and send its bytes.
    // No line at all is the same as an empty one.
    // ANCHOR: send
    let line = args::read_line().context("stdin")?.unwrap_or_default();
    // This sends everything before it reads anything. With a line of many megabytes both sides
    // would be stuck, each sending what the other does not take. Lab 5's threads do both at once.
    connection.write_all(&line).context("cannot send")?;
    // ANCHOR_END: send
    // END TODO(3)

    // TODO(4): Close your sending side, so that the server knows the line is complete.
    // ANCHOR: half-close
    connection.shutdown(Shutdown::Write).context("cannot close the sending side")?;
    // ANCHOR_END: half-close
    // END TODO(4)

    // TODO(5): Read until the server closes, and print it after `From Server: `.
    // ANCHOR: receive
    // The same bytes as in UDP's one datagram may come in any number of pieces here.
    let mut reply = Vec::new();
    connection.read_to_end(&mut reply).context("cannot receive")?;
    let reply = String::from_utf8_lossy(&reply);
    writeln!(io::stdout(), "From Server: {reply}").context("stdout")
    // ANCHOR_END: receive
    // END TODO(5)
}
