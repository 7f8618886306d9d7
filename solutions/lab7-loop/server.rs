//! Lab 7, the server: answers every client, all of them at the same time, in one loop and without a thread.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context;

use args::{report, say};
use guest::Guest;
use watch::{Interest, Watch, Watched};

#[path = "../args.rs"]
mod args;
#[path = "../frames.rs"]
mod frames;
mod guest;
mod inbox;
mod outbox;
mod watch;

/// The key of the listener. Those of the guests are larger.
const LISTENER: usize = 0;

/// How long the server waits before it tries to accept again, if no guest goes before.
const PAUSE: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    // TODO(1): Take the address to bind and IDLE_MS from `args::idle_server`, for `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the
    // arguments make no sense, `args::idle_server` has printed the usage line already, and
    // its error is the status.
    // ANCHOR: main
    match args::idle_server("lab7-server PORT [HOST] [IDLE_MS]") {
        Ok((address, idle)) => args::exit_status(run(address, idle)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

/// Serves everybody, for ever.
fn run(address: SocketAddr, idle: Option<Duration>) -> anyhow::Result<()> {
    let mut server = Server::open(address, idle)?;
    loop {
        server.turn()?;
    }
}

// ANCHOR: server
/// Everything there is. One thread has it, so nothing needs a lock.
struct Server {
    watch: Watch,
    listener: Watched<TcpListener>,
    guests: BTreeMap<usize, Guest>,
    /// The key of the guest who comes next.
    next: usize,
    /// How long a guest may be silent.
    idle: Option<Duration>,
    /// When it is time to look who is silent.
    look: Option<Instant>,
    /// When it is time to try again to accept.
    retry: Option<Instant>,
}
// ANCHOR_END: server

impl Server {
    fn open(address: SocketAddr, idle: Option<Duration>) -> anyhow::Result<Server> {
        // TODO(2): Bind a `TcpListener`, make it non-blocking, and add it to a `Watch`.
        // It waits for `Interest::Reading`: a connection that can be accepted. Then print
        // `listening on IP:PORT`.
        // ANCHOR: open
        let bound = TcpListener::bind(address);
        let listener = bound.with_context(|| format!("cannot listen on {address}"))?;
        listener.set_nonblocking(true).context("cannot make a socket non-blocking")?;
        let watch = Watch::new()?;
        let listener = watch.add(listener, LISTENER, Interest::Reading).context("cannot wait for clients")?;
        say(format_args!("listening on {}", listener.local_addr()?));
        Ok(Server { watch, listener, guests: BTreeMap::new(), next: 1, idle, look: None, retry: None })
        // ANCHOR_END: open
        // END TODO(2)
    }

    /// Waits once, and lets everybody go on who can.
    fn turn(&mut self) -> anyhow::Result<()> {
        // TODO(3): Wait for what can go on, but no longer than `self.rest()`.
        // For the listener, `accept_all`. For a guest, `with_guest` and `Guest::go_on`. Then
        // `send_away_the_silent`, and `retry_to_accept`.
        // ANCHOR: turn
        for ready in self.watch.wait(self.rest())? {
            match ready.key {
                LISTENER => self.accept_all()?,
                key => self.with_guest(key, |guest| guest.go_on(ready))?,
            }
        }
        self.send_away_the_silent()?;
        self.retry_to_accept()
        // ANCHOR_END: turn
        // END TODO(3)
    }

    /// The time until something is due; for ever if nothing is.
    fn rest(&self) -> Option<Duration> {
        let due = self.look.into_iter().chain(self.retry).min()?;
        Some(due.saturating_duration_since(Instant::now()))
    }

    /// Takes in everybody who waits at the door.
    fn accept_all(&mut self) -> anyhow::Result<()> {
        // TODO(4): Accept until `WouldBlock` says that nobody waits, and `welcome` each.
        // `ConnectionAborted` and `Interrupted` are about one client, and end nothing. Any other
        // error is the system's: it has no descriptor left, perhaps. Report it, and wait for
        // nothing at the listener until somebody goes: a client still waits there, and would
        // be told of again and again. In case nobody goes, set `self.retry`, a `PAUSE` from now.
        // ANCHOR: accept
        loop {
            match self.listener.accept() {
                Ok((connection, peer)) => self.welcome(connection, peer)?,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) if matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::Interrupted) => {}
                Err(error) => {
                    report(format_args!("cannot accept: {error}"));
                    self.retry = Some(Instant::now() + PAUSE);
                    return self.listener.wait_for(Interest::Nothing).context("cannot wait");
                }
            }
        }
        // ANCHOR_END: accept
        // END TODO(4)
    }

    /// Takes in one client.
    fn welcome(&mut self, connection: TcpStream, peer: SocketAddr) -> anyhow::Result<()> {
        // TODO(5): Make the connection non-blocking, watch it, and make a `Guest` of it.
        // Put it into the table, and print `connected IP:PORT (active N)`. With an idle time, and
        // if no look is due yet, `self.look` is that long from now. The welcome is sent at once:
        // let `with_guest` do that, with `Guest::send`.
        // ANCHOR: welcome
        connection.set_nonblocking(true).context("cannot make a socket non-blocking")?;
        let key = self.next;
        self.next += 1;
        let watched = self.watch.add(connection, key, Interest::Reading).context("cannot wait for a client")?;
        let guest = Guest::new(watched, peer)?;
        self.guests.insert(key, guest);
        say(format_args!("connected {peer} (active {})", self.guests.len()));
        if let Some(idle) = self.idle {
            // Whoever came before is due before.
            self.look.get_or_insert(Instant::now() + idle);
        }
        self.with_guest(key, Guest::send)
        // ANCHOR_END: welcome
        // END TODO(5)
    }

    /// Lets a guest do something. If that fails, or everything is said, the guest goes.
    fn with_guest(&mut self, key: usize, act: impl FnOnce(&mut Guest) -> anyhow::Result<()>) -> anyhow::Result<()> {
        // TODO(6): Find the guest; one that has gone in the same turn is not there any more.
        // Report an error with the address in front of it. After it, and if the guest is done,
        // remove it: its connection is closed by that. Print `disconnected IP:PORT (active N)`.
        // Somebody has gone: wait at the listener again, also if the descriptors were used up.
        // ANCHOR: with-guest
        let Some(guest) = self.guests.get_mut(&key) else {
            return Ok(());
        };
        let outcome = act(guest);
        if let Err(error) = &outcome {
            report(format_args!("{}: {error:#}", guest.peer));
        }
        if outcome.is_ok() && !guest.is_done() {
            return Ok(());
        }
        let peer = guest.peer;
        self.guests.remove(&key);
        say(format_args!("disconnected {peer} (active {})", self.guests.len()));
        self.listen_again()
        // ANCHOR_END: with-guest
        // END TODO(6)
    }

    /// Sends `idle` to everybody who has been silent for too long.
    fn send_away_the_silent(&mut self) -> anyhow::Result<()> {
        // TODO(7): Return unless it is time to look. Else send away whoever is silent.
        // If `self.look` is `None`, nobody can be due. `Guest::is_silent_at` says when one is. Then `self.look` is the first time that is
        // still to come, or `None`. So the loop looks at everybody once in a while, and not
        // in each turn.
        // ANCHOR: silent
        let now = Instant::now();
        let Some(idle) = self.idle.filter(|_| self.look.is_some_and(|look| look <= now)) else {
            return Ok(());
        };
        let due = |guest: &Guest| guest.is_silent_at(idle);
        let silent = self.guests.iter().filter(|(_, guest)| due(guest).is_some_and(|due| due <= now));
        let silent: Vec<usize> = silent.map(|(key, _)| *key).collect();
        for key in silent {
            self.with_guest(key, Guest::send_away)?;
        }
        // A guest that is not read from now may be soon, so there is always a next look.
        let later = |guest: &Guest| due(guest).unwrap_or(now + idle);
        self.look = self.guests.values().map(later).min();
        Ok(())
        // ANCHOR_END: silent
        // END TODO(7)
    }

    /// Tries to accept again, if it is time.
    fn retry_to_accept(&mut self) -> anyhow::Result<()> {
        if self.retry.is_some_and(|retry| retry <= Instant::now()) {
            self.listen_again()?;
        }
        Ok(())
    }

    fn listen_again(&mut self) -> anyhow::Result<()> {
        self.retry = None;
        self.listener.wait_for(Interest::Reading).context("cannot wait for clients")
    }
}
