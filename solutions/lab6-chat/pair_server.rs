//! Lab 6, the server of a pair: what is typed here is read there, and the other way round.

use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::Context;

use args::{report, say};

#[path = "../args.rs"]
mod args;

fn main() -> ExitCode {
    // TODO(1): Take the address to bind from `args::server`, and give it to `run`.
    // ANCHOR: main
    match args::server("lab6-pair-server PORT [HOST]") {
        Ok(address) => args::exit_status(run(address)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

// ANCHOR: current
/// The client one talks to, if there is one. Both threads look here.
///
/// The lock is held only to look and to change, never while something is sent.
#[derive(Default)]
struct Current(Mutex<Option<Arc<TcpStream>>>);
// ANCHOR_END: current

impl Current {
    fn set(&self, client: &Arc<TcpStream>) {
        *self.lock() = Some(client.clone());
    }

    fn get(&self) -> Option<Arc<TcpStream>> {
        self.lock().clone()
    }

    /// Takes a client out; does nothing if by now there is another in its place.
    fn remove(&self, client: &Arc<TcpStream>) {
        let mut current = self.lock();
        if current.as_ref().is_some_and(|there| Arc::ptr_eq(there, client)) {
            *current = None;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<TcpStream>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Talks to one client after the other, for ever; a second thread reads the keyboard.
fn run(address: SocketAddr) -> anyhow::Result<()> {
    let bound = TcpListener::bind(address);
    let listener = bound.with_context(|| format!("cannot listen on {address}"))?;
    let current = Arc::new(Current::default());
    let keyboard = {
        let current = current.clone();
        move || {
            if let Err(error) = read_keyboard(&current) {
                report(error);
            }
        }
    };
    // TODO(2): Start the thread that reads the keyboard, and print `listening on IP:PORT`.
    // Give the thread a name. Then, for ever: accept a client, put it into `current`, and
    // print what it sends with `print_lines`; take it out again when that is over. An error
    // is reported, and ends nothing but that conversation.
    // ANCHOR: serve
    thread::Builder::new().name("keyboard".to_owned()).spawn(keyboard)?;
    say(format_args!("listening on {}", listener.local_addr()?));
    loop {
        let talked = listener.accept().context("cannot accept").and_then(|(client, _)| {
            let client = Arc::new(client);
            current.set(&client);
            let outcome = print_lines(&client);
            current.remove(&client);
            outcome
        });
        if let Err(error) = talked {
            report(error);
        }
    }
    // ANCHOR_END: serve
    // END TODO(2)
}

/// Prints the lines that the client sends, until it has gone or the keyboard has ended it.
fn print_lines(client: &TcpStream) -> anyhow::Result<()> {
    // TODO(3): Print each line as it is; the end of the stream is a normal end.
    // `split(b'\n')` of a `BufReader` gives the lines as bytes.
    // ANCHOR: print-lines
    for line in BufReader::new(client).split(b'\n') {
        say(String::from_utf8_lossy(&line.context("cannot receive")?));
    }
    // The keyboard's thread may hold the connection a little longer. It ends here.
    let _ = client.shutdown(Shutdown::Both);
    Ok(())
    // ANCHOR_END: print-lines
    // END TODO(3)
}

/// Sends what is typed to whoever is connected, until stdin ends.
fn read_keyboard(current: &Current) -> anyhow::Result<()> {
    // TODO(4): Send each line of stdin, with its newline, to the client in `current`.
    // If there is none, report `nobody is connected`. At `EXIT` shut down the connection in
    // both directions: that wakes the thread that waits in `print_lines`.
    // ANCHOR: keyboard
    while let Some(mut line) = args::read_line().context("stdin")? {
        let Some(client) = current.get() else {
            report("nobody is connected");
            continue;
        };
        if line == b"EXIT" {
            // From here on nobody is connected, even if the other thread is not back yet.
            current.remove(&client);
            let _ = client.shutdown(Shutdown::Both);
            continue;
        }
        line.push(b'\n');
        if let Err(error) = (&*client).write_all(&line).context("cannot send") {
            report(format_args!("{error:#}"));
        }
    }
    Ok(())
    // ANCHOR_END: keyboard
    // END TODO(4)
}
