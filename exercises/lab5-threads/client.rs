//! Lab 5, the client: sends what is typed at once, and prints what arrives whenever it arrives.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::io::BufReader;
use std::net::{Shutdown, TcpStream};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::{Context, ensure};

use args::{report, say};

#[path = "../args.rs"]
mod args;
#[path = "../frames.rs"]
mod frames;

/// What both threads have to know of each other.
#[derive(Default)]
struct Tally {
    /// Messages that were sent, a `/bye` included.
    sent: usize,
    /// Answers that acknowledge one of them.
    acknowledged: usize,
    /// Nothing more is going to be sent: stdin has ended, or `/bye` was typed.
    finished: bool,
}

fn main() -> ExitCode {
    // TODO(1): Take HOST and PORT from `args::client`, and give them to `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the arguments
    // make no sense, `args::client` has printed the usage line already, and its error is
    // the status.
    todo!("TODO(1): Take HOST and PORT from `args::client`, and give them to `run`.");
}

/// Talks to the server, until the server closes the connection.
fn run(host: &str, port: u16) -> anyhow::Result<()> {
    // TODO(2): Connect, start a thread that runs `send_lines`, and run `print_answers` here.
    // Each of the two needs the connection: `try_clone` gives a second handle to the same
    // socket. Do not join the thread. It waits for the keyboard, perhaps for ever; when
    // `main` returns, the thread ends with the program.
    todo!("TODO(2): Connect, start a thread that runs `send_lines`, and run `print_answers` here.");

    // TODO(3): The server has closed the connection, or it has failed. Was that a good end?
    // It was if every message is acknowledged and nothing more was to be sent. Otherwise the
    // error is `N messages unacknowledged`, or if there are none, whatever went wrong.
    todo!("TODO(3): The server has closed the connection, or it has failed. Was that a good end?");
}

/// Sends each line of stdin as a frame, then closes the sending side of the connection.
fn send_lines(mut connection: TcpStream, tally: &Mutex<Tally>) {
    // TODO(4): Send the lines that `args::read_line` gives you, until there are no more.
    // Count each before you send it: its answer may come at once. `/bye` is the last line.
    // Then say that you are finished, and shut down the sending side: `Shutdown::Write`. If
    // sending fails, report it and shut down both sides, so that nobody waits for answers.
    todo!("TODO(4): Send the lines that `args::read_line` gives you, until there are no more.");
}

/// Prints every frame that arrives, and counts the answers, until the server closes.
fn print_answers(connection: TcpStream, tally: &Mutex<Tally>) -> anyhow::Result<()> {
    // TODO(5): Print each frame that `frames::read` gives you, as `ack: TEXT`.
    // One that starts with `received: ` acknowledges a message, and `bye` a `/bye`. The
    // welcome acknowledges nothing.
    todo!("TODO(5): Print each frame that `frames::read` gives you, as `ack: TEXT`.");
}

/// Waits until no other thread has the tally.
fn lock(tally: &Mutex<Tally>) -> MutexGuard<'_, Tally> {
    // A thread that panicked with the lock has left a tally that can still be read.
    tally.lock().unwrap_or_else(PoisonError::into_inner)
}
