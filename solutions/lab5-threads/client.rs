//! Lab 5, the client: sends what is typed at once, and prints what arrives whenever it arrives.

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

// ANCHOR: tally
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
// ANCHOR_END: tally

fn main() -> ExitCode {
    // TODO(1): Take HOST and PORT from `args::client`, and give them to `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the arguments
    // make no sense, `args::client` has printed the usage line already, and its error is
    // the status.
    // ANCHOR: main
    match args::client("lab5-client HOST PORT") {
        Ok((host, port)) => args::exit_status(run(&host, port)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

/// Talks to the server, until the server closes the connection.
fn run(host: &str, port: u16) -> anyhow::Result<()> {
    // TODO(2): Connect, start a thread that runs `send_lines`, and run `print_answers` here.
    // Each of the two needs the connection: `try_clone` gives a second handle to the same
    // socket. Do not join the thread. It waits for the keyboard, perhaps for ever; when
    // `main` returns, the thread ends with the program.
    // ANCHOR: threads
    let failure = || format!("cannot connect to {host} port {port}");
    let receiving = TcpStream::connect((host, port)).with_context(failure)?;
    let sending = receiving.try_clone().context("cannot share the socket")?;
    let tally = Arc::new(Mutex::new(Tally::default()));
    let sender = Arc::clone(&tally);
    thread::Builder::new()
        .name("keyboard".to_owned())
        .spawn(move || send_lines(sending, &sender))
        .context("cannot start a thread")?;
    let received = print_answers(receiving, &tally);
    // ANCHOR_END: threads
    // END TODO(2)

    // TODO(3): The server has closed the connection, or it has failed. Was that a good end?
    // It was if every message is acknowledged and nothing more was to be sent. Otherwise the
    // error is `N messages unacknowledged`, or if there are none, whatever went wrong.
    // ANCHOR: outcome
    let tally = lock(&tally);
    let missing = tally.sent.saturating_sub(tally.acknowledged);
    ensure!(missing == 0, "{missing} messages unacknowledged");
    received?;
    ensure!(tally.finished, "the server has closed the connection");
    Ok(())
    // ANCHOR_END: outcome
    // END TODO(3)
}

/// Sends each line of stdin as a frame, then closes the sending side of the connection.
fn send_lines(mut connection: TcpStream, tally: &Mutex<Tally>) {
    // TODO(4): Send the lines that `args::read_line` gives you, until there are no more.
    // Count each before you send it: its answer may come at once. `/bye` is the last line.
    // Then say that you are finished, and shut down the sending side: `Shutdown::Write`. If
    // sending fails, report it and shut down both sides, so that nobody waits for answers.
    // ANCHOR: send-lines
    while let Ok(Some(line)) = args::read_line() {
        let is_last = line == b"/bye";
        {
            let mut tally = lock(tally);
            tally.sent += 1;
            tally.finished = is_last;
        } // The lock ends here: sending may take long, and the other thread needs the tally.
        if let Err(error) = frames::write(&mut connection, &line) {
            report(error);
            let _ = connection.shutdown(Shutdown::Both);
            return;
        }
        if is_last {
            break;
        }
    }
    // Before the server can know of it: it may close the connection right after.
    lock(tally).finished = true;
    // This fails only if the connection is gone, which the other thread sees as well.
    let _ = connection.shutdown(Shutdown::Write);
    // ANCHOR_END: send-lines
    // END TODO(4)
}

/// Prints every frame that arrives, and counts the answers, until the server closes.
fn print_answers(connection: TcpStream, tally: &Mutex<Tally>) -> anyhow::Result<()> {
    // TODO(5): Print each frame that `frames::read` gives you, as `ack: TEXT`.
    // One that starts with `received: ` acknowledges a message, and `bye` a `/bye`. The
    // welcome acknowledges nothing.
    // ANCHOR: print-answers
    let mut stream = BufReader::new(connection);
    while let Some(payload) = frames::read(&mut stream)? {
        say(format_args!("ack: {}", String::from_utf8_lossy(&payload)));
        if payload.starts_with(b"received: ") || payload == b"bye" {
            lock(tally).acknowledged += 1;
        }
    }
    Ok(())
    // ANCHOR_END: print-answers
    // END TODO(5)
}

/// Waits until no other thread has the tally.
fn lock(tally: &Mutex<Tally>) -> MutexGuard<'_, Tally> {
    // A thread that panicked with the lock has left a tally that can still be read.
    tally.lock().unwrap_or_else(PoisonError::into_inner)
}
