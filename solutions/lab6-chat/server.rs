//! Lab 6, the chat server: users have names, and nobody can hold up anybody else.
//!
//! Each connection has two threads and a queue. The one thread reads what the client asks,
//! and acts on it. Whatever is meant for the client goes into its queue, and the other
//! thread writes what is in there. So nobody but that thread ever waits for the client.

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
    // ANCHOR: main
    match args::server("lab6-server PORT [HOST]") {
        Ok(address) => args::exit_status(run(address)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

/// Serves all clients at the same time, for ever.
fn run(address: SocketAddr) -> anyhow::Result<()> {
    // TODO(2): Bind a `TcpListener`, print `listening on IP:PORT`, and serve each client.
    // Every client gets a thread with a name, in which `serve` runs. The `Users` are the
    // same for all of them: that is what `Arc` is for. An error ends nothing but that client.
    // ANCHOR: accept
    let bound = TcpListener::bind(address);
    let listener = bound.with_context(|| format!("cannot listen on {address}"))?;
    say(format_args!("listening on {}", listener.local_addr()?));
    let users = Arc::new(Users::default());
    loop {
        let users = users.clone();
        let started = listener.accept().context("cannot accept").and_then(|(connection, peer)| {
            start(format!("reader of {peer}"), move || {
                if let Err(error) = serve(connection, &users) {
                    report(format_args!("{peer}: {error:#}"));
                }
            })
        });
        if let Err(error) = started {
            report(error);
        }
    }
    // ANCHOR_END: accept
    // END TODO(2)
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
    // ANCHOR: serve
    while let Some(payload) = read_frame(&mut stream)? {
        if client.obey(&payload) == Next::Quit {
            break;
        }
    }
    // `client` goes here, however this function is left: see `Drop` below.
    Ok(())
    // ANCHOR_END: serve
    // END TODO(3)
}

/// Writes what is put into the queue, until nobody can put anything into it any more.
///
/// It is the only thread that may have to wait for its client.
fn write_all(mut connection: &TcpStream, queue: &Receiver<Arc<str>>) {
    // TODO(4): Write each payload as a frame; stop at the first error.
    // A queue is an iterator, which ends when all its senders are gone and it is empty.
    // Shut down the connection then, in both directions: `serve` may be waiting for it.
    // ANCHOR: writer
    for payload in queue {
        if write_frame(&mut connection, payload.as_bytes()).is_err() {
            // The reading thread sees the same, and reports it.
            break;
        }
    }
    let _ = connection.shutdown(Shutdown::Both);
    // ANCHOR_END: writer
    // END TODO(4)
}

// ANCHOR: outbox
/// The way to a client: a queue, and the connection behind it.
#[derive(Clone)]
struct Outbox {
    queue: SyncSender<Arc<str>>,
    connection: Arc<TcpStream>,
}
// ANCHOR_END: outbox

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
        // ANCHOR: post
        if let Err(TrySendError::Full(_)) = self.queue.try_send(event.to_string().into()) {
            // Its reading thread finds the end of the stream, and says that the user left.
            let _ = self.connection.shutdown(Shutdown::Both);
        }
        // ANCHOR_END: post
        // END TODO(5)
    }
}

// ANCHOR: users
/// Everybody who is logged in, by name, in the order of the bytes.
///
/// While the lock is held queues are filled, and no connection is written to.
#[derive(Default)]
struct Users(Mutex<BTreeMap<String, Outbox>>);
// ANCHOR_END: users

impl Users {
    /// Takes a name for a client, and tells it and everybody else; `false` if it is taken.
    fn join(&self, name: &str, outbox: &Outbox) -> bool {
        // TODO(6): Lock the users. If the name is free, take it, and post the news.
        // `OK name` to the client comes first, then `JOINED name` to all others. Do it all
        // under one lock: two clients may ask for the same name at the same moment.
        // ANCHOR: join
        let mut users = self.lock();
        if users.contains_key(name) {
            return false;
        }
        outbox.post(&Event::LoggedIn(name.to_owned()));
        for other in users.values() {
            other.post(&Event::Joined(name.to_owned()));
        }
        users.insert(name.to_owned(), outbox.clone());
        true
        // ANCHOR_END: join
        // END TODO(6)
    }

    /// Frees a name, and tells everybody who is left.
    fn leave(&self, name: &str) {
        // TODO(7): Remove the user, and post `LEFT name` to all others.
        // ANCHOR: leave
        let mut users = self.lock();
        users.remove(name);
        for other in users.values() {
            other.post(&Event::Left(name.to_owned()));
        }
        // ANCHOR_END: leave
        // END TODO(7)
    }

    /// Posts an event to one user; `false` if there is no such user.
    fn tell(&self, name: &str, event: &Event) -> bool {
        // TODO(8): Find the user, and post the event.
        // ANCHOR: tell
        let users = self.lock();
        let Some(outbox) = users.get(name) else {
            return false;
        };
        outbox.post(event);
        true
        // ANCHOR_END: tell
        // END TODO(8)
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
            // ANCHOR: before-login
            match command {
                Some(Command::Login(name)) => self.log_in(name),
                _ => self.refuse(Refusal::NotLoggedIn, "log in first"),
            }
            return Next::GoOn;
            // ANCHOR_END: before-login
            // END TODO(9)
        };
        // TODO(10): Do what a user may do.
        // A message that `Event::message` finds too long is a `BadCommand`, and so is what
        // is no command. To log in twice is `AlreadyLoggedIn`.
        // ANCHOR: obey
        match command {
            Some(Command::Message { to, text }) => match Event::message(name, &text) {
                None => self.refuse(Refusal::BadCommand, "the message does not fit a frame"),
                Some(message) if self.users.tell(&to, &message) => {}
                Some(_) => self.refuse(Refusal::NoSuchUser, "there is no user of that name"),
            },
            Some(Command::Users) => self.outbox.post(&Event::Users(self.users.names())),
            Some(Command::Quit) => return Next::Quit,
            Some(Command::Login(_)) => self.refuse(Refusal::AlreadyLoggedIn, "one name is enough"),
            None => self.refuse(Refusal::BadCommand, "LOGIN, MSG, USERS and QUIT are known"),
        }
        Next::GoOn
        // ANCHOR_END: obey
        // END TODO(10)
    }

    fn log_in(&mut self, name: String) {
        // TODO(11): Refuse what is no name with `BadName`, and a taken one with `NameTaken`.
        // Once `join` has succeeded, the name is this client's: keep it.
        // ANCHOR: log-in
        if !is_name(&name) {
            self.refuse(Refusal::BadName, "a name is 1 to 16 of a-z, A-Z, 0-9, - and _");
        } else if self.users.join(&name, &self.outbox) {
            self.name = Some(name);
        } else {
            self.refuse(Refusal::NameTaken, "somebody else has that name");
        }
        // ANCHOR_END: log-in
        // END TODO(11)
    }

    fn refuse(&self, refusal: Refusal, text: &str) {
        self.outbox.post(&Event::Refused(refusal, text.to_owned()));
    }
}

// ANCHOR: drop
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
// ANCHOR_END: drop

fn start(name: String, work: impl FnOnce() + Send + 'static) -> anyhow::Result<()> {
    thread::Builder::new().name(name).spawn(work).context("cannot start a thread")?;
    Ok(())
}
