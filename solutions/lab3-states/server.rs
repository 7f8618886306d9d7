//! Lab 3, the server: confirms every line, and is ready again whatever a client does.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::ExitCode;

use anyhow::{Context, ensure};

use args::{report, say};

#[path = "../args.rs"]
mod args;

// ANCHOR: states
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
// ANCHOR_END: states

fn main() -> ExitCode {
    // TODO(1): Take the address to bind from `args::server`, and give it to `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the arguments
    // make no sense, `args::server` has printed the usage line already, and its error is
    // the status.
    // ANCHOR: main
    match args::server("lab3-server PORT [HOST]") {
        Ok(address) => args::exit_status(run(address)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

/// Opens the welcoming socket.
fn open(address: SocketAddr) -> anyhow::Result<TcpListener> {
    // TODO(2): Bind a `TcpListener`, print `listening on IP:PORT`, and return it.
    // The next server must get the port at once, even if this one is killed amid a
    // connection.
    // ANCHOR: bind
    // `bind` sets SO_REUSEADDR (not on Windows, where a port is free at once without it).
    // Both servers need it, the one that was killed and the one that comes after it.
    let bound = TcpListener::bind(address);
    let listener = bound.with_context(|| format!("cannot listen on {address}"))?;
    say(format_args!("listening on {}", listener.local_addr()?));
    Ok(listener)
    // ANCHOR_END: bind
    // END TODO(2)
}

/// Goes from state to state, for ever, and says so at every change.
fn run(address: SocketAddr) -> anyhow::Result<()> {
    let listener = open(address)?;
    // TODO(3): Begin in `Listening`; print the state, do its work, and go to the next.
    // Print `state: NAME`, then use a `match` with an arm for each state: `accept` in the
    // one, `converse` in the other, whose error you report before you go on. Each arm is a
    // box of the diagram, and what it ends with is the arrow out of that box.
    // ANCHOR: machine
    let mut state = State::Listening;
    loop {
        say(format_args!("state: {}", state.name()));
        state = match state {
            State::Listening => {
                let (connection, peer) = accept(&listener);
                State::Connected { connection, peer }
            }
            State::Connected { connection, peer } => {
                // An error ends the conversation, never the server. That is why it stops
                // here: this is the first place that knows what to do after it.
                if let Err(error) = converse(connection) {
                    report(error.context(format!("client {peer}")));
                }
                State::Listening
            }
        };
    }
    // ANCHOR_END: machine
    // END TODO(3)
}

/// Waits for the next client.
fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    // TODO(4): Accept a client; if that fails, report it and try again.
    // The state does not change by an `accept` that fails: that is why the loop is in
    // here.
    // ANCHOR: accept
    loop {
        match listener.accept() {
            Ok(accepted) => return accepted,
            // It may have knocked and left before you opened.
            Err(error) => report(format_args!("cannot accept: {error}")),
        }
    }
    // ANCHOR_END: accept
    // END TODO(4)
}

/// Answers the client's lines, until it says `close` or is gone.
fn converse(connection: TcpStream) -> anyhow::Result<()> {
    let mut connection = BufReader::new(connection);
    // TODO(5): Print each line after `received: `, then answer `accepted`.
    // `read_line` gives you the lines. To `close`, in any case, answer `closed` and
    // return: the connection is closed where its scope ends. `connection.get_mut()` is the
    // socket to send on.
    // ANCHOR: converse
    while let Some(line) = read_line(&mut connection)? {
        if line.eq_ignore_ascii_case(b"close") {
            connection.get_mut().write_all(b"closed\n").context("cannot answer")?;
            return Ok(());
        }
        // First the deed, then the receipt. The other way round a crash in between would
        // leave the client with a receipt for a line that nobody has seen: a lost line.
        // This way it sends the line again, and you see it twice.
        say(format_args!("received: {}", String::from_utf8_lossy(&line)));
        connection.get_mut().write_all(b"accepted\n").context("cannot answer")?;
    }
    Ok(())
    // ANCHOR_END: converse
    // END TODO(5)
}

/// Reads the next line, without its newline; `None` if the client has closed the
/// connection.
fn read_line(connection: &mut impl BufRead) -> anyhow::Result<Option<Vec<u8>>> {
    // TODO(6): Read up to the next newline, however many pieces that takes.
    // What comes after the newline stays in the `BufReader` for the next call. The end of
    // the stream inside a line is an error: half a line is not to be taken for a line.
    // ANCHOR: read-line
    let mut line = Vec::new();
    connection.read_until(b'\n', &mut line).context("cannot receive")?;
    if line.is_empty() {
        return Ok(None);
    }
    // Only the end of the stream makes `read_until` stop before it has found a newline.
    ensure!(line.pop() == Some(b'\n'), "the connection was closed mid-line");
    Ok(Some(line))
    // ANCHOR_END: read-line
    // END TODO(6)
}
