//! Lab 6, the client of a pair: what is typed here is read there, and the other way round.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;

use anyhow::Context;

use args::say;

#[path = "../args.rs"]
mod args;

fn main() -> ExitCode {
    // TODO(1): Take HOST and PORT from `args::client`, and give them to `run`.
    todo!("TODO(1): Take HOST and PORT from `args::client`, and give them to `run`.");
}

/// Talks to the server with two threads; the first of them that ends, ends it all.
fn run(host: &str, port: u16) -> anyhow::Result<()> {
    let failure = || format!("cannot connect to {host} port {port}");
    let connection = Arc::new(TcpStream::connect((host, port)).with_context(failure)?);
    // TODO(2): Start a thread for the network and one for the keyboard.
    // Each ends with an outcome: let it send that through a channel, and return the first
    // that comes. When `main` returns, the other thread ends with the program, even if it
    // is waiting for the keyboard.
    todo!("TODO(2): Start a thread for the network and one for the keyboard.");
}

/// Prints the lines that the server sends, until it closes the connection.
fn print_lines(connection: &TcpStream) -> anyhow::Result<()> {
    // TODO(3): Print each line as it is; the end of the stream is a normal end.
    // `split(b'\n')` of a `BufReader` gives the lines as bytes.
    todo!("TODO(3): Print each line as it is; the end of the stream is a normal end.");
}

/// Sends what is typed, until somebody types `EXIT` or stdin ends.
fn send_typed(mut connection: &TcpStream) -> anyhow::Result<()> {
    // TODO(4): Send each line of stdin with its newline, but not `EXIT`: that is the end.
    todo!("TODO(4): Send each line of stdin with its newline, but not `EXIT`: that is the end.");
}
