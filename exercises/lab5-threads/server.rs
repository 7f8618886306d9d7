//! Lab 5, the server: answers every client, all of them at the same time, by a thread for each.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

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
    todo!("TODO(1): Take the address to bind from `args::server`, and give it to `run`.");
}

/// Takes in one client after the other, for ever, and leaves each to a thread of its own.
fn run(address: SocketAddr) -> anyhow::Result<()> {
    // TODO(2): Bind a `TcpListener`, and print `listening on IP:PORT`.
    // Then, for ever: accept a client, and start a thread for it with `welcome`. An error is
    // reported, and ends nothing.
    todo!("TODO(2): Bind a `TcpListener`, and print `listening on IP:PORT`.");
}

/// Starts a thread that serves a client, and does not wait for it.
fn welcome(connection: TcpStream, peer: SocketAddr, active: &Arc<Mutex<usize>>) -> anyhow::Result<()> {
    // TODO(3): Make a `Guest`, and move it into a new thread, with the connection.
    // There, let `serve` do the work, and report its error; then `drop` the guest. It has to
    // live until the client has been served, and no longer.
    todo!("TODO(3): Make a `Guest`, and move it into a new thread, with the connection.");
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
        todo!("TODO(4): Count one more, and print `connected IP:PORT (active N)`.");
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        // TODO(5): Count one less, and print `disconnected IP:PORT (active N)`.
        // This runs however the thread ends, also by an error or a panic.
        todo!("TODO(5): Count one less, and print `disconnected IP:PORT (active N)`.");
    }
}

/// Talks to one client, until it leaves.
///
/// Nobody else is held up here, however long a read or a write may take.
fn serve(connection: TcpStream, peer: SocketAddr) -> anyhow::Result<()> {
    // TODO(6): Send the welcome; then print each message as `IP:PORT: TEXT`, and answer it.
    // The answer is the frame `received: TEXT`. To `/bye` it is `bye`, and then you are done.
    // `&connection` can be read from as well as written to.
    todo!("TODO(6): Send the welcome; then print each message as `IP:PORT: TEXT`, and answer it.");
}

/// Waits until no other thread has the count.
fn lock(active: &Mutex<usize>) -> MutexGuard<'_, usize> {
    // A thread that panicked with the lock has left a number, which is still good.
    active.lock().unwrap_or_else(PoisonError::into_inner)
}
