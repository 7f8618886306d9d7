//! Lab 6, the client of a pair: what is typed here is read there, and the other way round.

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
    // ANCHOR: main
    match args::client("lab6-pair-client HOST PORT") {
        Ok((host, port)) => args::exit_status(run(&host, port)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

/// Talks to the server with two threads; the first of them that ends, ends it all.
fn run(host: &str, port: u16) -> anyhow::Result<()> {
    let failure = || format!("cannot connect to {host} port {port}");
    let connection = Arc::new(TcpStream::connect((host, port)).with_context(failure)?);
    // TODO(2): Start a thread for the network and one for the keyboard.
    // Each ends with an outcome: let it send that through a channel, and return the first
    // that comes. When `main` returns, the other thread ends with the program, even if it
    // is waiting for the keyboard.
    // ANCHOR: threads
    let (done, outcome) = channel();
    let network = {
        let (done, connection) = (done.clone(), connection.clone());
        move || drop(done.send(print_lines(&connection)))
    };
    let keyboard = move || drop(done.send(send_typed(&connection)));
    thread::Builder::new().name("network".to_owned()).spawn(network)?;
    thread::Builder::new().name("keyboard".to_owned()).spawn(keyboard)?;
    outcome.recv()?
    // ANCHOR_END: threads
    // END TODO(2)
}

/// Prints the lines that the server sends, until it closes the connection.
fn print_lines(connection: &TcpStream) -> anyhow::Result<()> {
    // TODO(3): Print each line as it is; the end of the stream is a normal end.
    // `split(b'\n')` of a `BufReader` gives the lines as bytes.
    // ANCHOR: print-lines
    for line in BufReader::new(connection).split(b'\n') {
        say(String::from_utf8_lossy(&line.context("cannot receive")?));
    }
    Ok(())
    // ANCHOR_END: print-lines
    // END TODO(3)
}

/// Sends what is typed, until somebody types `EXIT` or stdin ends.
fn send_typed(mut connection: &TcpStream) -> anyhow::Result<()> {
    // TODO(4): Send each line of stdin with its newline, but not `EXIT`: that is the end.
    // ANCHOR: keyboard
    while let Some(mut line) = args::read_line().context("stdin")? {
        if line == b"EXIT" {
            break;
        }
        line.push(b'\n');
        connection.write_all(&line).context("cannot send")?;
    }
    Ok(())
    // ANCHOR_END: keyboard
    // END TODO(4)
}
