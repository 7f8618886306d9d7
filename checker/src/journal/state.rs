//! What is known so far of everything that takes part in a check.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use super::Output;
use crate::shot::Display;
use crate::trace::{Event, Trace, What, Wire};

/// Events that a trace keeps; a program that floods its stdout is cut here, and only here.
const EVENTS: usize = 20_000;

/// What is known so far.
#[derive(Default)]
pub struct State {
    pub trace: Trace,
    pub programs: Vec<ProgramState>,
    pub streams: Vec<StreamState>,
    pub sockets: Vec<SocketState>,
    pub listeners: Vec<ListenerState>,
    pub crowds: Vec<CrowdState>,
    /// How late a reply of the checker's came that a client of the contract waits for only so long.
    pub late: Option<Duration>,
    /// Something was awaited in vain, and all the while a program kept a processor busy.
    pub has_spun: bool,
    /// The programs have enough to do: who is busy does not spin.
    pub at_work: bool,
    /// When the verdict was spoken: what comes later is the end of the check, and nothing that was judged.
    pub judged: Option<u64>,
    /// The addresses at both ends of each lane's wires, as they became known.
    pub wires: Vec<Wire>,
    /// Datagrams that a relay has held back so far, or answers that it has cut.
    pub held: usize,
    /// The far end of a lane, by the lane's name, where it became known only after the first events.
    far_ends: HashMap<String, String>,
}

/// A program that was started.
#[derive(Default)]
pub struct ProgramState {
    pub lane: String,
    pub stdout: Output,
    pub stderr: Output,
    pub exit: Option<Exit>,
    /// The checker has sent it a signal: its death says nothing.
    pub signalled: bool,
    /// The check is over; only what the program still had to say is taken down.
    pub dismissed: bool,
    /// What stood on stderr when the checker told it to end: the words it ends with after that are no crash.
    pub told: Option<usize>,
    /// It was stopped for using more than it may, and what.
    pub limit: Option<String>,
    /// Clients that it is given at once: some servers have a process for each.
    pub clients: usize,
    /// Of a full-screen program, its terminal as it is now.
    pub screen: Option<Box<Display>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Status(i32),
    Signal(i32),
}

/// One end of a TCP connection, ours.
#[derive(Default)]
pub struct StreamState {
    pub lane: String,
    pub other: String,
    pub received: Vec<u8>,
    pub end: Option<End>,
    /// Steps given to the writer, and steps it is done with.
    pub given: usize,
    pub done: usize,
    /// Bytes the system has taken.
    pub written: usize,
    pub write_failed: Option<String>,
    /// A write was told of an RST. A read that comes after it is not told again: it sees an end of stream.
    pub reset: bool,
}

/// How the far end finished sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Fin,
    Rst,
}

/// A UDP socket of ours.
#[derive(Default)]
pub struct SocketState {
    pub lane: String,
    pub received: Vec<Datagram>,
    /// Marks of the checker's own that came after all that was there before them.
    pub flushed: usize,
}

#[derive(Clone, Debug)]
pub struct Datagram {
    pub from: SocketAddr,
    pub bytes: Vec<u8>,
    /// When it arrived, by the checker's clock and by the kernel's, where the kernel says.
    pub at: Instant,
    pub stamp: Option<Duration>,
}

/// A listening socket of ours: the streams it has given, by their index.
#[derive(Default)]
pub struct ListenerState {
    pub accepted: Vec<(usize, SocketAddr)>,
    /// Marks of the checker's own that came after all that was there before them.
    pub flushed: usize,
}

/// Many connections of ours that one thread drives: how far they are.
#[derive(Default)]
pub struct CrowdState {
    /// Members that have been greeted, answered, and that have left.
    pub greeted: usize,
    pub answered: usize,
    pub gone: usize,
    /// Times that a member has begun to say something.
    pub begun: usize,
    /// What each has received, and what it has to receive up to now.
    pub members: Vec<MemberState>,
    /// The first member that can't go on, and why.
    pub stuck: Option<(usize, Stuck)>,
    /// Something that the system refused to the checker.
    pub trouble: Option<String>,
}

#[derive(Default)]
pub struct MemberState {
    pub local: Option<SocketAddr>,
    pub received: Vec<u8>,
    pub expected: Vec<u8>,
}

/// Why a member of a crowd can't go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stuck {
    /// It could not connect, in the system's words.
    Refused(String),
    /// It received something else than it had to.
    Wrong,
    Ended(End),
}

impl State {
    pub fn push(&mut self, micros: u64, lane: &str, other: Option<&str>, what: What) {
        let other = other.map(|other| self.far_ends.get(lane).map_or(other, String::as_str));
        if self.trace.events.len() < EVENTS {
            self.trace.events.push(Event { micros, lane: lane.to_string(), other: other.map(str::to_string), what });
        }
    }

    /// Pushes what happened a while ago into its place among what has been told meanwhile.
    pub fn push_late(&mut self, micros: u64, lane: &str, other: Option<&str>, what: What) {
        let before = self.trace.events.len();
        self.push(micros, lane, other, what);
        let events = &mut self.trace.events;
        let at = events[..before].iter().rposition(|event| event.micros <= micros).map_or(0, |at| at + 1);
        let pushed = events.len() - before;
        events[at..].rotate_right(pushed);
    }

    /// Notes the addresses at the two ends of what goes between two lanes, where they are others than before.
    pub fn wire(&mut self, micros: u64, (lane, other): (&str, &str), (local, remote): (SocketAddr, SocketAddr)) {
        let other = self.far_ends.get(lane).map_or(other, String::as_str).to_owned();
        let last = self.wires.iter().rev().find(|wire| wire.lane == lane && wire.other == other);
        if self.wires.len() < EVENTS && last.is_none_or(|last| (last.local, last.remote) != (local, remote)) {
            self.wires.push(Wire { micros, lane: lane.to_owned(), other, local, remote });
        }
    }

    /// Says which program is at the far end of a lane, also of what was seen there before.
    pub fn name_far_end(&mut self, lane: &str, other: &str) {
        if self.far_ends.get(lane).is_some_and(|known| known == other) {
            return;
        }
        self.far_ends.insert(lane.into(), other.into());
        for event in self.trace.events.iter_mut().filter(|event| event.lane == lane && event.other.is_some()) {
            event.other = Some(other.into());
        }
        for wire in self.wires.iter_mut().filter(|wire| wire.lane == lane) {
            wire.other = other.into();
        }
    }
}

impl ProgramState {
    /// It has ended, and nothing more will come out of it.
    pub fn is_over(&self) -> bool {
        self.exit.is_some() && self.stdout.closed && self.stderr.closed
    }
}
