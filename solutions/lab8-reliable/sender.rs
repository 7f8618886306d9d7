//! Lab 8, the sender: brings a file over a network that loses, repeats, reorders, delays and damages datagrams.

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
    // ANCHOR: main
    match args::sender("lab8-sender HOST PORT FILE [WINDOW]") {
        Ok((host, port, file, window)) => args::exit_status(run(&host, port, &file, window)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

/// Sends the file to the first address of HOST that answers.
fn run(host: &str, port: u16, path: &Path, window: usize) -> anyhow::Result<()> {
    // TODO(2): Read the file, look up the addresses, and `transfer` it.
    // The first address that takes it is the right one. Then print `sent N bytes`.
    // ANCHOR: run
    let file = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let receivers = (host, port).to_socket_addrs().with_context(|| format!("cannot resolve {host}"))?;
    let mut outcome = Err(anyhow::anyhow!("{host} has no address"));
    for receiver in receivers {
        outcome = Outgoing::new(receiver, cut(&file), window).and_then(|mut outgoing| outgoing.transfer());
        if outcome.is_ok() {
            break;
        }
    }
    outcome?;
    say(format_args!("sent {} bytes", file.len()));
    Ok(())
    // ANCHOR_END: run
    // END TODO(2)
}

/// Cuts a file into the datagrams that carry it.
fn cut(file: &[u8]) -> Vec<Vec<u8>> {
    // TODO(3): Make a data segment of every 1,000 bytes, and one of what is left.
    // Behind them stands one without payload: the end. An empty file is that one alone.
    // ANCHOR: cut
    let pieces = file.chunks(PAYLOAD).chain([&[][..]]);
    let data = (0..).zip(pieces).map(|(number, piece)| Segment::Data { number, payload: piece.to_vec() });
    data.map(|segment| segment.to_bytes()).collect()
    // ANCHOR_END: cut
    // END TODO(3)
}

// ANCHOR: outgoing
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
// ANCHOR_END: outgoing

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
        // ANCHOR: transfer
        while self.first < self.segments.len() {
            self.fill_window()?;
            match self.wait_for_acknowledgement()? {
                Some(number) => self.take(number)?,
                None => self.time_out()?,
            }
        }
        Ok(())
        // ANCHOR_END: transfer
        // END TODO(4)
    }

    /// Sends what the window has room for.
    fn fill_window(&mut self) -> anyhow::Result<()> {
        // TODO(5): Send segment after segment while the window has room.
        // There are never more than WINDOW sent and unacknowledged. The time begins to run with the first of them.
        // ANCHOR: fill-window
        while self.next < self.segments.len() && self.next < self.first + self.window {
            if self.next == self.first {
                self.restart();
            }
            self.send(self.next)?;
            self.next += 1;
        }
        Ok(())
        // ANCHOR_END: fill-window
        // END TODO(5)
    }

    /// Sends one segment, for the first time or again.
    fn send(&mut self, number: usize) -> anyhow::Result<()> {
        // TODO(6): Send the datagram, and note when that was and how often.
        // ANCHOR: send
        self.sent[number] = (Instant::now(), self.sent[number].1 + 1);
        let to = self.receiver;
        self.socket.send_to(&self.segments[number], to).with_context(|| format!("cannot send to {to}"))?;
        Ok(())
        // ANCHOR_END: send
        // END TODO(6)
    }

    /// Lets the time run from now on.
    fn restart(&mut self) {
        self.deadline = Instant::now() + self.clock.time_out();
    }

    /// The number of the next acknowledgement that can be one; `None` if the time runs out before that.
    fn wait_for_acknowledgement(&mut self) -> anyhow::Result<Option<usize>> {
        // TODO(7): Receive until there is an acknowledgement, or the time is up.
        // What comes from elsewhere, what is damaged, and what is older than `first` counts for nothing.
        // ANCHOR: wait
        let mut buffer = vec![0; BUFFER_SIZE];
        loop {
            let left = self.deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            self.socket.set_read_timeout(Some(left)).context("SO_RCVTIMEO")?;
            let (length, peer) = match self.socket.recv_from(&mut buffer) {
                Ok(received) => received,
                Err(error) if is_no_datagram(error.kind()) => continue,
                Err(error) => return Err(error).context("cannot receive"),
            };
            if peer != self.receiver {
                continue;
            }
            if let Some(Segment::Acknowledgement { number }) = Segment::from_bytes(&buffer[..length]) {
                let number = number as usize;
                if (self.first..=self.segments.len()).contains(&number) {
                    return Ok(Some(number));
                }
            }
        }
        // ANCHOR_END: wait
        // END TODO(7)
    }

    /// Takes in an acknowledgement.
    fn take(&mut self, number: usize) -> anyhow::Result<()> {
        // TODO(8): If it acknowledges something new, move the window on.
        // Everything before its number has arrived. The time since that was sent is a sample for the clock, unless
        // some of it was sent twice. The time runs anew.
        // ANCHOR: take
        if number > self.first {
            if self.sent[self.first..number].iter().all(|(_, times)| *times == 1) {
                self.clock.learn(self.sent[number - 1].0.elapsed());
            }
            (self.first, self.next) = (number, self.next.max(number));
            (self.repetitions, self.time_outs) = (0, 0);
            self.restart();
            return Ok(());
        }
        // ANCHOR_END: take
        // END TODO(8)

        // TODO(9): If it is the same as before, count it.
        // Then a later segment has come, and `first` has not. At the third repetition `first` is sent again at once.
        // ANCHOR: repeated
        self.repetitions += 1;
        if self.repetitions == REPETITIONS {
            self.send(self.first)?;
            self.restart();
        }
        Ok(())
        // ANCHOR_END: repeated
        // END TODO(9)
    }

    /// Nothing new was acknowledged in time.
    fn time_out(&mut self) -> anyhow::Result<()> {
        // TODO(10): Give up at the eighth time-out in a row.
        // Otherwise double the time, and go back: everything that is not acknowledged is sent again.
        // The time runs anew. `fill_window` sends, and sets the time, where `next` is `first` again.
        // ANCHOR: time-out
        self.time_outs += 1;
        if self.time_outs == TIME_OUTS {
            bail!("no answer from {}", self.receiver);
        }
        self.clock.back_off();
        self.next = self.first;
        Ok(())
        // ANCHOR_END: time-out
        // END TODO(10)
    }
}

/// Whether an error says no more than that nothing has come: the time is up, or nobody has the port.
fn is_no_datagram(kind: ErrorKind) -> bool {
    use ErrorKind::*;
    matches!(kind, WouldBlock | TimedOut | Interrupted | ConnectionRefused | ConnectionReset)
}
