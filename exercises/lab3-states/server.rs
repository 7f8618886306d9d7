//! Lab 3, the server: confirms every line, and is ready again whatever a client does.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::ExitCode;

use anyhow::{Context, ensure};

use args::{report, say};

#[path = "../args.rs"]
mod args;

/// The states of the server: the boxes of its diagram, `server.mmd`.
enum State {
    Listening,
    /// The connection belongs to the state: in any other there is none to use by mistake.
    Connected {
        connection: TcpStream,
        peer: SocketAddr,
    },
}

impl State {
    fn name(&self) -> &'static str {
        match self {
            State::Listening => "listening",
            State::Connected { .. } => "connected",
        }
    }
}

fn main() -> ExitCode {
    // TODO(1): Take the address to bind from `args::server`, and give it to `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the arguments
    // make no sense, `args::server` has printed the usage line already, and its error is
    // the status.
    todo!("TODO(1): Take the address to bind from `args::server`, and give it to `run`.");
}

/// Opens the welcoming socket.
fn open(address: SocketAddr) -> anyhow::Result<TcpListener> {
    // TODO(2): Bind a `TcpListener`, print `listening on IP:PORT`, and return it.
    // The next server must get the port at once, even if this one is killed amid a
    // connection.
    todo!("TODO(2): Bind a `TcpListener`, print `listening on IP:PORT`, and return it.");
}

/// Goes from state to state, for ever, and says so at every change.
fn run(address: SocketAddr) -> anyhow::Result<()> {
    let listener = open(address)?;
    // TODO(3): Begin in `Listening`; print the state, do its work, and go to the next.
    // Print `state: NAME`, then use a `match` with an arm for each state: `accept` in the
    // one, `converse` in the other, whose error you report before you go on. Each arm is a
    // box of the diagram, and what it ends with is the arrow out of that box.
    todo!("TODO(3): Begin in `Listening`; print the state, do its work, and go to the next.");
}

/// Waits for the next client.
fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    // TODO(4): Accept a client; if that fails, report it and try again.
    // The state does not change by an `accept` that fails: that is why the loop is in
    // here.
    todo!("TODO(4): Accept a client; if that fails, report it and try again.");
}

/// Answers the client's lines, until it says `close` or is gone.
fn converse(connection: TcpStream) -> anyhow::Result<()> {
    let mut connection = BufReader::new(connection);
    // TODO(5): Print each line after `received: `, then answer `accepted`.
    // `read_line` gives you the lines. To `close`, in any case, answer `closed` and
    // return: the connection is closed where its scope ends. `connection.get_mut()` is the
    // socket to send on.
    todo!("TODO(5): Print each line after `received: `, then answer `accepted`.");
}

/// Reads the next line, without its newline; `None` if the client has closed the
/// connection.
fn read_line(connection: &mut impl BufRead) -> anyhow::Result<Option<Vec<u8>>> {
    // TODO(6): Read up to the next newline, however many pieces that takes.
    // What comes after the newline stays in the `BufReader` for the next call. The end of
    // the stream inside a line is an error: half a line is not to be taken for a line.
    todo!("TODO(6): Read up to the next newline, however many pieces that takes.");
}
