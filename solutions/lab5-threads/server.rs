//! Lab 5, the server: answers every client, all of them at the same time, by a thread for each.

use std::io::BufReader;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::Context;

use args::{report, say};

#[path = "../args.rs"]
mod args;
#[path = "../frames.rs"]
mod frames;

const WELCOME: &[u8] = b"Welcome, you are connected to the server";

fn main() -> ExitCode {
    // TODO(1): Take the address to bind from `args::server`, and give it to `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the arguments
    // make no sense, `args::server` has printed the usage line already, and its error is
    // the status.
    // ANCHOR: main
    match args::server("lab5-server PORT [HOST]") {
        Ok(address) => args::exit_status(run(address)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

/// Takes in one client after the other, for ever, and leaves each to a thread of its own.
fn run(address: SocketAddr) -> anyhow::Result<()> {
    // TODO(2): Bind a `TcpListener`, and print `listening on IP:PORT`.
    // Then, for ever: accept a client, and start a thread for it with `welcome`. An error is
    // reported, and ends nothing.
    // ANCHOR: accept
    let bound = TcpListener::bind(address);
    let listener = bound.with_context(|| format!("cannot listen on {address}"))?;
    say(format_args!("listening on {}", listener.local_addr()?));
    let active = Arc::new(Mutex::new(0));
    loop {
        let client = listener.accept().context("cannot accept");
        let outcome = client.and_then(|(connection, peer)| welcome(connection, peer, &active));
        if let Err(error) = outcome {
            report(error);
        }
    }
    // ANCHOR_END: accept
    // END TODO(2)
}

/// Starts a thread that serves a client, and does not wait for it.
fn welcome(connection: TcpStream, peer: SocketAddr, active: &Arc<Mutex<usize>>) -> anyhow::Result<()> {
    // TODO(3): Make a `Guest`, and move it into a new thread, with the connection.
    // There, let `serve` do the work, and report its error; then `drop` the guest. It has to
    // live until the client has been served, and no longer.
    // ANCHOR: spawn
    let guest = Guest::new(peer, active);
    let work = move || {
        if let Err(error) = serve(connection, peer) {
            report(format_args!("{peer}: {error:#}"));
        }
        // Without this line the guest would not even move into the thread, and be gone at once.
        drop(guest);
    };
    // The handle is dropped: nobody joins this thread, and when it ends nothing is left of it.
    thread::Builder::new().name(peer.to_string()).spawn(work).context("cannot start a thread")?;
    Ok(())
    // ANCHOR_END: spawn
    // END TODO(3)
}

/// A client that is being served. It counts as active from the beginning of its life to the end.
struct Guest {
    peer: SocketAddr,
    active: Arc<Mutex<usize>>,
}

impl Guest {
    fn new(peer: SocketAddr, active: &Arc<Mutex<usize>>) -> Guest {
        // TODO(4): Count one more, and print `connected IP:PORT (active N)`.
        // Print while you hold the lock: otherwise two threads may print in another order
        // than they have counted.
        // ANCHOR: connected
        let mut count = lock(active);
        *count += 1;
        say(format_args!("connected {peer} (active {count})"));
        Guest { peer, active: Arc::clone(active) }
        // ANCHOR_END: connected
        // END TODO(4)
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        // TODO(5): Count one less, and print `disconnected IP:PORT (active N)`.
        // This runs however the thread ends, also by an error or a panic.
        // ANCHOR: disconnected
        let mut count = lock(&self.active);
        *count -= 1;
        say(format_args!("disconnected {} (active {count})", self.peer));
        // ANCHOR_END: disconnected
        // END TODO(5)
    }
}

/// Talks to one client, until it leaves.
///
/// Nobody else is held up here, however long a read or a write may take.
fn serve(connection: TcpStream, peer: SocketAddr) -> anyhow::Result<()> {
    // TODO(6): Send the welcome; then print each message as `IP:PORT: TEXT`, and answer it.
    // The answer is the frame `received: TEXT`. To `/bye` it is `bye`, and then you are done.
    // `&connection` can be read from as well as written to.
    // ANCHOR: serve
    let mut writer = &connection;
    let mut reader = BufReader::new(&connection);
    frames::write(&mut writer, WELCOME)?;
    while let Some(message) = frames::read(&mut reader)? {
        if message == b"/bye" {
            return frames::write(&mut writer, b"bye");
        }
        say(format_args!("{peer}: {}", String::from_utf8_lossy(&message)));
        frames::write(&mut writer, &[b"received: ", &message[..]].concat())?;
    }
    Ok(())
    // ANCHOR_END: serve
    // END TODO(6)
}

/// Waits until no other thread has the count.
fn lock(active: &Mutex<usize>) -> MutexGuard<'_, usize> {
    // A thread that panicked with the lock has left a number, which is still good.
    active.lock().unwrap_or_else(PoisonError::into_inner)
}
