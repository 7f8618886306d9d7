//! Lab 8, the receiver: writes a file that comes in segments, each byte once and in order.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::net::{SocketAddr, UdpSocket};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context;

use args::say;
use segment::{BUFFER_SIZE, Segment};

#[path = "../args.rs"]
mod args;
mod segment;

/// How long the receiver stays after the last data segment: its last acknowledgement may be lost.
const LINGER: Duration = Duration::from_secs(1);

/// How far ahead of the segment that is expected one is kept; no window is larger.
const AHEAD: u32 = 1024;

fn main() -> ExitCode {
    // TODO(1): Take the address and the file from `args::receiver`, and give them to `run`.
    // ANCHOR: main
    match args::receiver("lab8-receiver PORT FILE [HOST]") {
        Ok((address, file)) => args::exit_status(run(address, &file)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

/// Receives one file.
fn run(address: SocketAddr, path: &Path) -> anyhow::Result<()> {
    // TODO(2): Create the file, bind the socket, and receive until the end.
    // Print `listening on IP:PORT` once you are. Then take datagram after datagram from `receive`, until it has none for you any more; print `received N bytes`.
    // ANCHOR: run
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let socket = UdpSocket::bind(address).with_context(|| format!("cannot bind {address}"))?;
    say(format_args!("listening on {}", socket.local_addr()?));
    let mut incoming = Incoming { file, expected: 0, early: BTreeMap::new(), bytes: 0, is_whole: false };
    let mut sender = None;
    let mut stay_until = None;
    while let Some((datagram, peer)) = receive(&socket, stay_until)? {
        let Some(Segment::Data { number, payload }) = Segment::from_bytes(&datagram) else { continue };
        if number == 0 {
            sender.get_or_insert(peer);
        }
        if sender != Some(peer) {
            continue;
        }
        incoming.take(number, payload)?;
        acknowledge(&socket, peer, incoming.expected)?;
        if incoming.is_whole {
            stay_until = Some(Instant::now() + LINGER);
        }
    }
    say(format_args!("received {} bytes", incoming.bytes));
    Ok(())
    // ANCHOR_END: run
    // END TODO(2)
}

/// Waits for a datagram; `None` when the time is up. Without a time it waits for ever.
fn receive(socket: &UdpSocket, until: Option<Instant>) -> anyhow::Result<Option<(Vec<u8>, SocketAddr)>> {
    // TODO(3): Receive, with the time that is left as the socket's time-out.
    // A time-out of zero is refused: then the time is up already.
    // ANCHOR: receive
    let mut buffer = vec![0; BUFFER_SIZE];
    loop {
        let left = until.map(|until| until.saturating_duration_since(Instant::now()));
        if left.is_some_and(|left| left.is_zero()) {
            return Ok(None);
        }
        socket.set_read_timeout(left).context("SO_RCVTIMEO")?;
        match socket.recv_from(&mut buffer) {
            Ok((length, peer)) => {
                buffer.truncate(length);
                return Ok(Some((buffer, peer)));
            }
            Err(error) if is_no_datagram(error.kind()) => {}
            Err(error) => return Err(error).context("cannot receive"),
        }
    }
    // ANCHOR_END: receive
    // END TODO(3)
}

/// Whether an error says no more than that nothing has come: the time is up, or an acknowledgement found nobody.
fn is_no_datagram(kind: ErrorKind) -> bool {
    use ErrorKind::*;
    matches!(kind, WouldBlock | TimedOut | Interrupted | ConnectionRefused | ConnectionReset)
}

/// Tells the sender which data segment is expected next.
fn acknowledge(socket: &UdpSocket, peer: SocketAddr, expected: u32) -> anyhow::Result<()> {
    // TODO(4): Send an acknowledgement with the number that is expected.
    // ANCHOR: acknowledge
    let bytes = Segment::Acknowledgement { number: expected }.to_bytes();
    socket.send_to(&bytes, peer).with_context(|| format!("cannot send to {peer}"))?;
    Ok(())
    // ANCHOR_END: acknowledge
    // END TODO(4)
}

/// The file, as far as it has come.
struct Incoming {
    file: File,
    /// The number of the segment that is to be written next.
    expected: u32,
    /// Segments that came before those that stand before them.
    early: BTreeMap<u32, Vec<u8>>,
    /// How much has been written.
    bytes: usize,
    /// Whether the end has come, and everything before it.
    is_whole: bool,
}

impl Incoming {
    /// Takes in a data segment.
    fn take(&mut self, number: u32, payload: Vec<u8>) -> anyhow::Result<()> {
        // TODO(5): Write the payload if it is the one that is expected.
        // Pass over what has been written before. What comes too early may be thrown away: it will be sent again. Keeping it saves that.
        // A segment without payload is the end.
        // ANCHOR: take
        let is_new = (self.expected..self.expected.saturating_add(AHEAD)).contains(&number);
        if is_new && !self.is_whole {
            self.early.insert(number, payload);
        }
        // Whatever fits now is written, and perhaps what came too early fits behind it.
        while let Some(payload) = self.early.remove(&self.expected) {
            self.file.write_all(&payload).context("cannot write the file")?;
            self.bytes += payload.len();
            self.expected += 1;
            self.is_whole = payload.is_empty();
        }
        Ok(())
        // ANCHOR_END: take
        // END TODO(5)
    }
}
