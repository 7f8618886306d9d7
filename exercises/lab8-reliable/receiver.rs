//! Lab 8, the receiver: writes a file that comes in segments, each byte once and in order.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

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
    todo!("TODO(1): Take the address and the file from `args::receiver`, and give them to `run`.");
}

/// Receives one file.
fn run(address: SocketAddr, path: &Path) -> anyhow::Result<()> {
    // TODO(2): Create the file, bind the socket, and receive until the end.
    // Print `listening on IP:PORT` once you are. Then take datagram after datagram from `receive`, until it has none for you any more; print `received N bytes`.
    todo!("TODO(2): Create the file, bind the socket, and receive until the end.");
}

/// Waits for a datagram; `None` when the time is up. Without a time it waits for ever.
fn receive(socket: &UdpSocket, until: Option<Instant>) -> anyhow::Result<Option<(Vec<u8>, SocketAddr)>> {
    // TODO(3): Receive, with the time that is left as the socket's time-out.
    // A time-out of zero is refused: then the time is up already.
    todo!("TODO(3): Receive, with the time that is left as the socket's time-out.");
}

/// Whether an error says no more than that nothing has come: the time is up, or an acknowledgement found nobody.
fn is_no_datagram(kind: ErrorKind) -> bool {
    use ErrorKind::*;
    matches!(kind, WouldBlock | TimedOut | Interrupted | ConnectionRefused | ConnectionReset)
}

/// Tells the sender which data segment is expected next.
fn acknowledge(socket: &UdpSocket, peer: SocketAddr, expected: u32) -> anyhow::Result<()> {
    // TODO(4): Send an acknowledgement with the number that is expected.
    todo!("TODO(4): Send an acknowledgement with the number that is expected.");
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
        todo!("TODO(5): Write the payload if it is the one that is expected.");
    }
}
