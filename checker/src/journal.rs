//! The record of one check while it is being made: every thread writes what it saw, every expectation waits on it.
//!
//! Whatever is judged stands in here first. Nothing in here touches the system but the clock.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::shot::Display;
use crate::trace::{Event, Trace, What, Wire};

/// Events that a trace keeps; a program that floods its stdout is cut here, and only here.
const EVENTS: usize = 20_000;

/// How long one look at the record may sleep before the machine is looked at instead.
const SLICE: Duration = Duration::from_millis(50);

/// Between two looks at the system, how many times as long as one takes.
const SPARE: u32 = 20;

pub struct Journal {
    began: Instant,
    state: Mutex<State>,
    changed: Condvar,
}

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

/// What came out of a standard stream.
#[derive(Default)]
pub struct Output {
    pub kept: Vec<u8>,
    pub total: usize,
    pub closed: bool,
    /// Where the line begins that is not finished yet.
    line: usize,
    /// Where each whole line ends, its newline included.
    ends: Vec<usize>,
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

impl Journal {
    pub fn new() -> Journal {
        Journal { began: Instant::now(), state: Mutex::default(), changed: Condvar::new() }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        // A thread that panicked while it wrote leaves the record as it was: still true.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the record and wakes whoever waits on it.
    pub fn write<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.state());
        self.changed.notify_all();
        result
    }

    pub fn event(&self, lane: &str, other: Option<&str>, what: What) {
        let micros = self.micros();
        self.write(|state| state.push(micros, lane, other, what));
    }

    /// The addresses at the two ends of what goes between two lanes.
    pub fn wire(&self, lane: &str, other: &str, local: SocketAddr, remote: SocketAddr) {
        let micros = self.micros();
        self.write(|state| state.wire(micros, (lane, other), (local, remote)));
    }

    /// From here on nothing is judged any more.
    pub fn close(&self) {
        let micros = self.micros();
        self.write(|state| state.judged = state.judged.or(Some(micros)));
    }

    pub fn micros(&self) -> u64 {
        self.began.elapsed().as_micros() as u64
    }

    /// Waits until `look` finds something in the record, or the deadline is over. `look` may take no lock and ask the
    /// system nothing: the record is held meanwhile. What does either is for [`Journal::poll`].
    pub fn wait<T>(&self, deadline: &mut Deadline, mut look: impl FnMut(&State) -> Option<T>) -> Result<T, Over> {
        let mut state = self.state();
        let mut before = Instant::now();
        loop {
            if let Some(found) = look(&state) {
                return Ok(found);
            }
            state = self.pause(state, deadline, &mut before)?;
        }
    }

    /// Waits until something holds that the record does not tell, or the deadline is over. It is looked at while
    /// nothing is held, and the longer a look takes the less often, however much is written.
    pub fn poll(&self, deadline: &mut Deadline, mut holds: impl FnMut() -> bool) -> Result<(), Over> {
        let (mut before, mut due) = (Instant::now(), Instant::now());
        loop {
            let began = Instant::now();
            if began >= due {
                if holds() {
                    return Ok(());
                }
                due = Instant::now() + began.elapsed() * SPARE;
            }
            match self.pause(self.state(), deadline, &mut before) {
                Ok(state) => drop(state),
                Err(over) => return if holds() { Ok(()) } else { Err(over) },
            }
        }
    }

    /// Until something is written, for a slice at most, which comes off the deadline.
    fn pause<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        deadline: &mut Deadline,
        before: &mut Instant,
    ) -> Result<MutexGuard<'a, State>, Over> {
        let slice = match deadline.left() {
            Ok(left) => left.min(SLICE),
            Err(over) => {
                state.has_spun |= over == Over::Patience && deadline.has_spun();
                return Err(over);
            }
        };
        let (after, timeout) = self.changed.wait_timeout(state, slice).unwrap_or_else(PoisonError::into_inner);
        let passed = before.elapsed();
        *before += passed;
        if !timeout.timed_out() && !deadline.is_due(passed) {
            return Ok(after);
        }
        // Others may write while the machine is being looked at.
        drop(after);
        deadline.spend(passed, slice);
        Ok(self.state())
    }
}

impl Default for Journal {
    fn default() -> Journal {
        Journal::new()
    }
}

impl State {
    pub fn push(&mut self, micros: u64, lane: &str, other: Option<&str>, what: What) {
        let other = other.map(|other| self.far_ends.get(lane).map_or(other, String::as_str));
        if self.trace.events.len() < EVENTS {
            self.trace.events.push(Event { micros, lane: lane.to_string(), other: other.map(str::to_string), what });
        }
    }
}

impl State {
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

impl Output {
    /// Takes in what was read; gives the lines that it finished.
    pub fn take(&mut self, bytes: &[u8], keep: usize) -> Vec<Vec<u8>> {
        self.total += bytes.len();
        let room = keep.saturating_sub(self.kept.len()).min(bytes.len());
        self.kept.extend_from_slice(&bytes[..room]);
        let mut lines = Vec::new();
        let mut from = self.kept.len() - room;
        while let Some(end) = self.kept[from..].iter().position(|byte| *byte == b'\n') {
            lines.push(self.kept[self.line..from + end].to_vec());
            from += end + 1;
            self.line = from;
            self.ends.push(from);
        }
        lines
    }

    /// The whole lines, without their newlines.
    pub fn lines(&self) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator {
        self.lines_from(0)
    }

    /// The whole lines but for the first few, which were looked at before.
    pub fn lines_from(&self, first: usize) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator {
        (first..self.ends.len()).map(|at| {
            let begin = if at == 0 { 0 } else { self.ends[at - 1] };
            &self.kept[begin..self.ends[at] - 1]
        })
    }

    /// What came after the last newline.
    pub fn partial(&self) -> &[u8] {
        &self.kept[self.line..]
    }
}

/// The time that an expectation may take.
///
/// Only time in which the programs and the checker could run is counted: what a program spent
/// waiting for a processor, and what the checker overslept, is the machine's. But what the programs' own threads ran is
/// time that they had, however many others of them waited meanwhile.
pub struct Deadline<'a> {
    patience: Duration,
    spent: Duration,
    elapsed: Duration,
    /// What the programs have had of the processors so far, in all.
    look: Box<dyn FnMut() -> Processors + 'a>,
    before: Option<Processors>,
    /// What they have run since.
    ran: Duration,
    /// Time that has passed since they were looked at.
    unlooked: Duration,
    /// Where somebody else says when it is over: whether they have.
    said: Option<Arc<AtomicBool>>,
}

/// What some programs have had of the processors: how long their threads ran, and how long they were ready to and were
/// not let, each added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Processors {
    pub ran: Duration,
    pub waited: Duration,
}

impl Processors {
    /// For whoever waits for no program.
    pub fn unknown() -> Processors {
        Processors::default()
    }
}

/// Why a wait ended without what it waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// There was time enough.
    Patience,
    /// The machine was so busy that nobody can tell.
    Starved,
}

/// The shortest wait that tells a program which spins from one that is getting started.
const SPUN: Duration = Duration::from_secs(1);

/// A machine that gives this many times the patience and still starves a program is too busy to grade on.
const STARVED: u32 = 15;

impl<'a> Deadline<'a> {
    pub fn new(patience: Duration, look: impl FnMut() -> Processors + 'a) -> Deadline<'a> {
        let [spent, elapsed, ran, unlooked] = [Duration::ZERO; 4];
        Deadline { patience, spent, elapsed, look: Box::new(look), before: None, ran, unlooked, said: None }
    }

    /// The time until somebody says that it is over, and no clock counts. `ask` is called many times a second, while the
    /// record is not held.
    pub fn until(ask: impl Fn() -> bool + 'a) -> Deadline<'a> {
        let said = Arc::new(AtomicBool::new(false));
        let own = said.clone();
        let look = move || {
            own.fetch_or(ask(), Ordering::SeqCst);
            Processors::unknown()
        };
        Deadline { said: Some(said), ..Deadline::new(Duration::ZERO, look) }
    }

    /// Whether the programs ran all the time, and for long enough that it is no start of theirs.
    pub fn has_spun(&self) -> bool {
        self.patience >= SPUN && self.ran >= self.patience * 4 / 5
    }

    fn left(&self) -> Result<Duration, Over> {
        if let Some(said) = &self.said {
            return if said.load(Ordering::SeqCst) { Err(Over::Patience) } else { Ok(SLICE) };
        }
        if self.spent >= self.patience {
            Err(Over::Patience)
        } else if self.elapsed >= self.patience * STARVED + Duration::from_secs(20) {
            Err(Over::Starved)
        } else {
            Ok(self.patience - self.spent)
        }
    }

    /// A slice in which nothing came: `slept` of it really passed, `slice` was asked for.
    fn spend(&mut self, slept: Duration, slice: Duration) {
        let (slept, slice) = (slept + self.unlooked, slice + self.unlooked);
        self.unlooked = Duration::ZERO;
        self.elapsed += slept;
        let now = (self.look)();
        let before = self.before.replace(now).unwrap_or(now);
        let (ran, waited) = (now.ran.saturating_sub(before.ran), now.waited.saturating_sub(before.waited));
        self.ran += ran;
        self.spent += slept.min(slice).saturating_sub(waited).max(ran.min(slept).min(slice));
    }

    /// Whether it is time to look, after a part of a slice that ended because something came. Where much comes, as of
    /// a long line that is printed, many parts are looked at as one: also of them only that counts in which the
    /// programs could run.
    fn is_due(&mut self, slept: Duration) -> bool {
        let is_due = self.unlooked + slept >= SLICE;
        if !is_due {
            self.unlooked += slept;
        }
        is_due
    }

    /// Nothing more is awaited after this long.
    pub fn shorten(&mut self, patience: Duration) {
        self.patience = self.patience.min(self.spent + patience);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_cut_into_lines() {
        let mut output = Output::default();
        assert_eq!(output.take(b"one\ntw", 100), [b"one"]);
        assert_eq!(output.take(b"o\n\nthr", 100), [b"two".to_vec(), b"".to_vec()]);
        assert_eq!(output.lines().collect::<Vec<_>>(), [&b"one"[..], b"two", b""]);
        assert_eq!(output.partial(), b"thr");
    }

    #[test]
    fn starved_time_is_not_counted() {
        let mut deadline = Deadline::new(Duration::from_millis(100), total(Duration::ZERO, SLICE));
        for _ in 0..30 {
            deadline.spend(SLICE, SLICE);
        }
        assert_eq!(deadline.left(), Ok(Duration::from_millis(50)));
    }

    /// What some programs have had, each time so much more of both.
    fn total(ran: Duration, waited: Duration) -> impl FnMut() -> Processors {
        let mut total = Processors::default();
        move || {
            total = Processors { ran: total.ran + ran, waited: total.waited + waited };
            total
        }
    }

    /// Four threads that spin on two processors: as much waits as runs.
    #[test]
    fn what_ran_was_not_starved() {
        let mut deadline = Deadline::new(Duration::from_secs(1), total(2 * SLICE, 2 * SLICE));
        let slices = (1..100).find(|_| {
            deadline.spend(SLICE, SLICE);
            deadline.left().is_err()
        });
        assert_eq!(slices, Some(20));
        assert!(deadline.has_spun());
    }

    #[test]
    fn who_waits_for_something_else_does_not_spin() {
        let mut deadline = Deadline::new(Duration::from_secs(1), total(SLICE / 2, Duration::ZERO));
        (0..20).for_each(|_| deadline.spend(SLICE, SLICE));
        assert_eq!((deadline.left(), deadline.has_spun()), (Err(Over::Patience), false));
    }

    #[test]
    fn what_was_overslept_is_not_counted() {
        let mut deadline = Deadline::new(Duration::from_millis(100), Processors::unknown);
        deadline.spend(Duration::from_secs(5), SLICE);
        assert_eq!(deadline.left(), Ok(Duration::from_millis(50)));
    }
}
