//! Lab 8, the sender: brings a file over a network that loses, repeats, reorders, delays and damages datagrams.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::fs;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, UdpSocket};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, bail};

use args::say;
use clock::Clock;
use segment::{BUFFER_SIZE, PAYLOAD, Segment};

#[path = "../args.rs"]
mod args;
mod clock;
mod segment;

/// Time-outs in a row without progress after which the sender gives up.
const TIME_OUTS: usize = 8;

/// The repetition of an acknowledgement that tells of a lost segment.
const REPETITIONS: usize = 3;

fn main() -> ExitCode {
    // TODO(1): Take HOST, PORT, FILE and WINDOW from `args::sender`, and give them to `run`.
    todo!("TODO(1): Take HOST, PORT, FILE and WINDOW from `args::sender`, and give them to `run`.");
}

/// Sends the file to the first address of HOST that answers.
fn run(host: &str, port: u16, path: &Path, window: usize) -> anyhow::Result<()> {
    // TODO(2): Read the file, look up the addresses, and `transfer` it.
    // The first address that takes it is the right one. Then print `sent N bytes`.
    todo!("TODO(2): Read the file, look up the addresses, and `transfer` it.");
}

/// Cuts a file into the datagrams that carry it.
fn cut(file: &[u8]) -> Vec<Vec<u8>> {
    // TODO(3): Make a data segment of every 1,000 bytes, and one of what is left.
    // Behind them stands one without payload: the end. An empty file is that one alone.
    todo!("TODO(3): Make a data segment of every 1,000 bytes, and one of what is left.");
}

/// A file on its way.
struct Outgoing {
    socket: UdpSocket,
    receiver: SocketAddr,
    /// The datagrams, by their numbers.
    segments: Vec<Vec<u8>>,
    /// How many may be sent and unacknowledged.
    window: usize,
    /// The first that is not acknowledged.
    first: usize,
    /// The one that is to be sent next.
    next: usize,
    /// When each was sent last, and how often.
    sent: Vec<(Instant, usize)>,
    /// How often the acknowledgement of `first` has come again.
    repetitions: usize,
    clock: Clock,
    /// When the time of what is not acknowledged runs out.
    deadline: Instant,
    /// How often it has run out since there was progress.
    time_outs: usize,
}

impl Outgoing {
    fn new(receiver: SocketAddr, segments: Vec<Vec<u8>>, window: usize) -> anyhow::Result<Outgoing> {
        let socket = match receiver {
            SocketAddr::V4(_) => UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)),
            SocketAddr::V6(_) => UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 0)),
        };
        let socket = socket.context("cannot bind")?;
        let deadline = Instant::now();
        let sent = vec![(deadline, 0); segments.len()];
        let (first, next, repetitions, time_outs) = (0, 0, 0, 0);
        let clock = Clock::new();
        Ok(Outgoing { socket, receiver, segments, window, first, next, sent, repetitions, clock, deadline, time_outs })
    }

    /// Sends until everything is acknowledged, the end too.
    fn transfer(&mut self) -> anyhow::Result<()> {
        // TODO(4): Go on until everything is acknowledged.
        // Fill the window, wait for an acknowledgement, and take it in; or call `time_out`, if none comes in time.
        todo!("TODO(4): Go on until everything is acknowledged.");
    }

    /// Sends what the window has room for.
    fn fill_window(&mut self) -> anyhow::Result<()> {
        // TODO(5): Send segment after segment while the window has room.
        // There are never more than WINDOW sent and unacknowledged. The time begins to run with the first of them.
        todo!("TODO(5): Send segment after segment while the window has room.");
    }

    /// Sends one segment, for the first time or again.
    fn send(&mut self, number: usize) -> anyhow::Result<()> {
        // TODO(6): Send the datagram, and note when that was and how often.
        todo!("TODO(6): Send the datagram, and note when that was and how often.");
    }

    /// Lets the time run from now on.
    fn restart(&mut self) {
        self.deadline = Instant::now() + self.clock.time_out();
    }

    /// The number of the next acknowledgement that can be one; `None` if the time runs out before that.
    fn wait_for_acknowledgement(&mut self) -> anyhow::Result<Option<usize>> {
        // TODO(7): Receive until there is an acknowledgement, or the time is up.
        // What comes from elsewhere, what is damaged, and what is older than `first` counts for nothing.
        todo!("TODO(7): Receive until there is an acknowledgement, or the time is up.");
    }

    /// Takes in an acknowledgement.
    fn take(&mut self, number: usize) -> anyhow::Result<()> {
        // TODO(8): If it acknowledges something new, move the window on.
        // Everything before its number has arrived. The time since that was sent is a sample for the clock, unless
        // some of it was sent twice. The time runs anew.
        todo!("TODO(8): If it acknowledges something new, move the window on.");

        // TODO(9): If it is the same as before, count it.
        // Then a later segment has come, and `first` has not. At the third repetition `first` is sent again at once.
        todo!("TODO(9): If it is the same as before, count it.");
    }

    /// Nothing new was acknowledged in time.
    fn time_out(&mut self) -> anyhow::Result<()> {
        // TODO(10): Give up at the eighth time-out in a row.
        // Otherwise double the time, and go back: everything that is not acknowledged is sent again.
        // The time runs anew. `fill_window` sends, and sets the time, where `next` is `first` again.
        todo!("TODO(10): Give up at the eighth time-out in a row.");
    }
}

/// Whether an error says no more than that nothing has come: the time is up, or nobody has the port.
fn is_no_datagram(kind: ErrorKind) -> bool {
    use ErrorKind::*;
    matches!(kind, WouldBlock | TimedOut | Interrupted | ConnectionRefused | ConnectionReset)
}
