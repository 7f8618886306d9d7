//! Lab 6, the chat server: users have names, and nobody can hold up anybody else.
//!
//! Each connection has two threads and a queue. The one thread reads what the client asks,
//! and acts on it. Whatever is meant for the client goes into its queue, and the other
//! thread writes what is in there. So nobody but that thread ever waits for the client.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::collections::BTreeMap;
use std::io::BufReader;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::Context;

use args::{report, say};
use frames::{read_frame, write_frame};
use protocol::{Command, Event, Refusal, is_name};

#[path = "../args.rs"]
mod args;
mod frames;
mod protocol;

/// How many frames may wait for a client before it is dropped.
const WAITING: usize = 256;

fn main() -> ExitCode {
    // TODO(1): Take the address to bind from `args::server`, and give it to `run`.
    todo!("TODO(1): Take the address to bind from `args::server`, and give it to `run`.");
}

/// Serves all clients at the same time, for ever.
fn run(address: SocketAddr) -> anyhow::Result<()> {
    // TODO(2): Bind a `TcpListener`, print `listening on IP:PORT`, and serve each client.
    // Every client gets a thread with a name, in which `serve` runs. The `Users` are the
    // same for all of them: that is what `Arc` is for. An error ends nothing but that client.
    todo!("TODO(2): Bind a `TcpListener`, print `listening on IP:PORT`, and serve each client.");
}

/// Does what a client asks, until it has gone.
fn serve(connection: TcpStream, users: &Users) -> anyhow::Result<()> {
    let (outbox, queue) = Outbox::new(connection);
    let connection = outbox.connection.clone();
    start("writer".to_owned(), {
        let connection = connection.clone();
        move || write_all(&connection, &queue)
    })?;
    let mut client = Client { outbox, users, name: None };
    let mut stream = BufReader::new(&*connection);
    // TODO(3): Read frame after frame, and give each to `client.obey`, until it says `Quit`.
    // The end of the stream ends it, too. An error does as well, and is returned: after a
    // bad frame nobody knows where the next one begins.
    todo!("TODO(3): Read frame after frame, and give each to `client.obey`, until it says `Quit`.");
}

/// Writes what is put into the queue, until nobody can put anything into it any more.
///
/// It is the only thread that may have to wait for its client.
fn write_all(mut connection: &TcpStream, queue: &Receiver<Arc<str>>) {
    // TODO(4): Write each payload as a frame; stop at the first error.
    // A queue is an iterator, which ends when all its senders are gone and it is empty.
    // Shut down the connection then, in both directions: `serve` may be waiting for it.
    todo!("TODO(4): Write each payload as a frame; stop at the first error.");
}

/// The way to a client: a queue, and the connection behind it.
#[derive(Clone)]
struct Outbox {
    queue: SyncSender<Arc<str>>,
    connection: Arc<TcpStream>,
}

impl Outbox {
    fn new(connection: TcpStream) -> (Outbox, Receiver<Arc<str>>) {
        let (queue, receiver) = sync_channel(WAITING);
        (Outbox { queue, connection: Arc::new(connection) }, receiver)
    }

    /// Puts an event into the queue, and never waits. Whose queue is full is dropped.
    fn post(&self, event: &Event) {
        // TODO(5): Put the text of the event into the queue with `try_send`.
        // `send` would wait for room, and so for the slowest of all clients. If the queue
        // is full, shut down the connection in both directions: that wakes both its threads.
        todo!("TODO(5): Put the text of the event into the queue with `try_send`.");
    }
}

/// Everybody who is logged in, by name, in the order of the bytes.
///
/// While the lock is held queues are filled, and no connection is written to.
#[derive(Default)]
struct Users(Mutex<BTreeMap<String, Outbox>>);

impl Users {
    /// Takes a name for a client, and tells it and everybody else; `false` if it is taken.
    fn join(&self, name: &str, outbox: &Outbox) -> bool {
        // TODO(6): Lock the users. If the name is free, take it, and post the news.
        // `OK name` to the client comes first, then `JOINED name` to all others. Do it all
        // under one lock: two clients may ask for the same name at the same moment.
        todo!("TODO(6): Lock the users. If the name is free, take it, and post the news.");
    }

    /// Frees a name, and tells everybody who is left.
    fn leave(&self, name: &str) {
        // TODO(7): Remove the user, and post `LEFT name` to all others.
        todo!("TODO(7): Remove the user, and post `LEFT name` to all others.");
    }

    /// Posts an event to one user; `false` if there is no such user.
    fn tell(&self, name: &str, event: &Event) -> bool {
        // TODO(8): Find the user, and post the event.
        todo!("TODO(8): Find the user, and post the event.");
    }

    fn names(&self) -> Vec<String> {
        self.lock().keys().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Outbox>> {
        // A thread that panicked has left the names as they were: they are still good.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A client that is connected, with its name once it is logged in.
struct Client<'a> {
    outbox: Outbox,
    users: &'a Users,
    name: Option<String>,
}

/// What comes after a command.
#[derive(PartialEq, Eq)]
enum Next {
    GoOn,
    Quit,
}

impl Client<'_> {
    /// Does what one payload asks.
    fn obey(&mut self, payload: &[u8]) -> Next {
        let command = Command::parse(payload);
        let Some(name) = &self.name else {
            // TODO(9): Do what somebody without a name may do: log in.
            // `log_in` does it. Anything else is refused with `NotLoggedIn`; go on in any case.
            todo!("TODO(9): Do what somebody without a name may do: log in.");
        };
        // TODO(10): Do what a user may do.
        // A message that `Event::message` finds too long is a `BadCommand`, and so is what
        // is no command. To log in twice is `AlreadyLoggedIn`.
        todo!("TODO(10): Do what a user may do.");
    }

    fn log_in(&mut self, name: String) {
        // TODO(11): Refuse what is no name with `BadName`, and a taken one with `NameTaken`.
        // Once `join` has succeeded, the name is this client's: keep it.
        todo!("TODO(11): Refuse what is no name with `BadName`, and a taken one with `NameTaken`.");
    }

    fn refuse(&self, refusal: Refusal, text: &str) {
        self.outbox.post(&Event::Refused(refusal, text.to_owned()));
    }
}

/// Whatever ends a client, an error or a panic included: its name is free, and all know it.
///
/// With it goes the last `Outbox` of the client. So its writer finds the end of the queue,
/// once it has written what was in there.
impl Drop for Client<'_> {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            self.users.leave(name);
        }
    }
}

fn start(name: String, work: impl FnOnce() + Send + 'static) -> anyhow::Result<()> {
    thread::Builder::new().name(name).spawn(work).context("cannot start a thread")?;
    Ok(())
}
