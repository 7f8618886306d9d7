//! Lab 2, the TCP server: sends every byte back in ASCII upper case, to one client at a time.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

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
    todo!("TODO(1): Take the address to bind from `args::server`, and give it to `run`.");
}

/// Serves one client after the other, for ever: whatever happens to one, the next is served.
fn run(address: SocketAddr) -> anyhow::Result<()> {
    let listener = open(address)?;
    loop {
        if let Err(error) = serve_next(&listener) {
            report(error);
        }
    }
}

/// Opens the welcoming socket.
fn open(address: SocketAddr) -> anyhow::Result<TcpListener> {
    // TODO(2): Bind a `TcpListener`, print `listening on IP:PORT`, and return it.
    todo!("TODO(2): Bind a `TcpListener`, print `listening on IP:PORT`, and return it.");
}

/// Waits for a client, and stays with it until its connection is closed.
fn serve_next(listener: &TcpListener) -> anyhow::Result<()> {
    // TODO(3): Accept the next client, and hand its connection to `upper_case`.
    // If that fails, say in the error which client it was.
    todo!("TODO(3): Accept the next client, and hand its connection to `upper_case`.");
}

/// Sends back in upper case what the client sends, until it has closed its sending side.
fn upper_case(mut connection: TcpStream) -> io::Result<()> {
    // TODO(4): Read, change to ASCII upper case and write back, until the stream ends.
    todo!("TODO(4): Read, change to ASCII upper case and write back, until the stream ends.");
}
