//! Lab 2, the TCP server: sends every byte back in ASCII upper case, to one client at a time.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::ExitCode;

use anyhow::Context;

use args::{report, say};

#[path = "../args.rs"]
mod args;

fn main() -> ExitCode {
    // TODO(1): Take the address to bind from `args::server`, and give it to `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the arguments make no
    // sense, `args::server` has printed the usage line already, and its error is the status.
    // ANCHOR: main
    match args::server("lab2-tcp-server PORT [HOST]") {
        Ok(address) => args::exit_status(run(address)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

// ANCHOR: run
/// Serves one client after the other, for ever: whatever happens to one, the next is served.
fn run(address: SocketAddr) -> anyhow::Result<()> {
    let listener = open(address)?;
    loop {
        if let Err(error) = serve_next(&listener) {
            report(error);
        }
    }
}
// ANCHOR_END: run

/// Opens the welcoming socket.
fn open(address: SocketAddr) -> anyhow::Result<TcpListener> {
    // TODO(2): Bind a `TcpListener`, print `listening on IP:PORT`, and return it.
    // ANCHOR: bind
    // These are lab 1's steps in one call: socket, SO_REUSEADDR (not on Windows), bind, listen.
    let listener = TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
    say(format_args!("listening on {}", listener.local_addr()?));
    Ok(listener)
    // ANCHOR_END: bind
    // END TODO(2)
}

/// Waits for a client, and stays with it until its connection is closed.
fn serve_next(listener: &TcpListener) -> anyhow::Result<()> {
    // TODO(3): Accept the next client, and hand its connection to `upper_case`.
    // If that fails, say in the error which client it was.
    // ANCHOR: accept
    let (connection, peer) = listener.accept().context("cannot accept")?;
    upper_case(connection).with_context(|| format!("client {peer}"))
    // ANCHOR_END: accept
    // END TODO(3)
}

/// Sends back in upper case what the client sends, until it has closed its sending side.
fn upper_case(mut connection: TcpStream) -> io::Result<()> {
    // TODO(4): Read, change to ASCII upper case and write back, until the stream ends.
    // ANCHOR: upper-case
    // UDP had its boundaries: a datagram was a message. A stream has none, so this needs a loop
    // and an end. It works in any pieces only because each byte can be changed by itself.
    let mut buffer = [0; 4096];
    loop {
        let length = connection.read(&mut buffer)?;
        if length == 0 {
            return Ok(());
        }
        let piece = &mut buffer[..length];
        piece.make_ascii_uppercase();
        connection.write_all(piece)?;
    }
    // ANCHOR_END: upper-case
    // END TODO(4)
}
