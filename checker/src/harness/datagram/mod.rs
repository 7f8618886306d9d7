//! What a check says to and of a UDP socket: as a client of the learner's server, or as the server of the learner's
//! client. The tries of a client stand in a file of their own.

mod answered;
mod tries;

pub use answered::{age, gap};

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use super::addresses::canonical;
use super::{Bench, Program, Server, announced};
use crate::compare;
use crate::fault::Fate;
use crate::journal::{Datagram, Deadline, Processors, State};
use crate::peer::Socket;
use crate::trace::{Excerpt, What};
use crate::verdict::{Seen, Step, Stop, Want, unmet};
use answered::Answered;

/// And so often in all.
const TRIES: usize = 3;

/// A UDP socket of the checker's.
pub struct Datagrams {
    bench: Arc<Bench>,
    socket: Socket,
    /// Datagrams that an expectation has already taken.
    taken: Cell<usize>,
    /// The line that was answered last: another try of it, on its way since before the answer, is none of the next line.
    answered: RefCell<Option<Answered>>,
}

impl Datagrams {
    pub(crate) fn new(bench: &Arc<Bench>, socket: Socket) -> Datagrams {
        Datagrams { bench: bench.clone(), socket, taken: Cell::new(0), answered: RefCell::new(None) }
    }

    /// Where the socket is bound.
    pub fn local(&self) -> SocketAddr {
        self.socket.local
    }

    /// The port, as a program is given it.
    pub fn port(&self) -> String {
        self.socket.local.port().to_string()
    }

    /// One datagram to a server.
    pub fn send(&self, server: &Server, bytes: &[u8]) {
        self.faces(&server.program);
        if !self.bench.next(|| announced::sends(&self.lane(), &datagram_name(bytes))) {
            return;
        }
        // The checker's sockets are IPv4 ones; a server's line may name the same address in IPv6's notation.
        self.socket.send(canonical(server.address), bytes);
    }

    /// Sends to an address that a datagram came from.
    pub fn send_to(&self, to: SocketAddr, bytes: &[u8]) {
        self.socket.send(to, bytes);
    }

    /// Exactly this datagram next, from the server's own address.
    ///
    /// Gives: (Datagram, Different), (Datagram, Silence), (Datagram, Ended).
    pub fn expect(&self, server: &Server, bytes: &[u8]) -> Step {
        self.awaits(bytes);
        let datagram = self.next(&server.program, self.bench.deadline(), Want::Datagram, bytes)?;
        if canonical(datagram.from) != canonical(server.address) {
            return Err(unmet(
                Want::Datagram,
                Seen::Address,
                format!("the reply comes from {}, where the datagram was sent", server.address),
                format!("it came from {}", datagram.from),
            ));
        }
        if datagram.bytes == bytes {
            return Ok(());
        }
        let seen = self.kind(server, bytes, &datagram.bytes);
        Err(differs(Want::Datagram, seen, bytes, &datagram.bytes))
    }

    /// What kind of wrong reply it is: the one before once more, the first of several pieces, or one that differs in itself.
    fn kind(&self, server: &Server, bytes: &[u8], got: &[u8]) -> Seen {
        let again = !bytes.starts_with(got) && self.before_last().is_some_and(|before| before.bytes == got);
        let seen = if again { Seen::Repeated } else { compare::difference(bytes, got) };
        if seen == Seen::Short && self.has_rest(server, bytes, got.to_vec()) { Seen::Split } else { seen }
    }

    /// Whether the datagrams that follow bring what is missing.
    fn has_rest(&self, server: &Server, bytes: &[u8], mut got: Vec<u8>) -> bool {
        while !got.is_empty() && got.len() < bytes.len() && bytes.starts_with(&got) {
            match self.next(&server.program, self.bench.deadline(), Want::Datagram, bytes) {
                Ok(more) if !more.bytes.is_empty() => got.extend(more.bytes),
                _ => return false,
            }
        }
        got == bytes
    }

    /// The datagram before the one that was taken last.
    fn before_last(&self) -> Option<Datagram> {
        let place = self.taken.get().checked_sub(2)?;
        self.bench.journal.state().sockets[self.socket.id].received.get(place).cloned()
    }

    /// These datagrams, each once, in any order: nothing orders datagrams.
    ///
    /// Gives: (Datagram, Different), (Datagram, Silence), (Datagram, Ended).
    pub fn expect_all(&self, server: &Server, wanted: &[Vec<u8>]) -> Step {
        let in_any_order = || format!("{} datagrams, in any order", wanted.len());
        self.bench.awaits(|| announced::to_receive(&self.lane(), in_any_order()));
        let mut missing: Vec<&Vec<u8>> = wanted.iter().collect();
        while let Some(first) = missing.first().copied() {
            let datagram = self.next(&server.program, self.bench.deadline(), Want::Datagram, first)?;
            match missing.iter().position(|one| **one == datagram.bytes) {
                Some(at) => drop(missing.remove(at)),
                None => return Err(self.no_reply_of(wanted, &missing, &datagram.bytes)),
            }
        }
        Ok(())
    }

    /// A datagram that is none of the replies that are missing.
    fn no_reply_of(&self, wanted: &[Vec<u8>], missing: &[&Vec<u8>], got: &[u8]) -> Stop {
        // The one that it has most in common with, the first of those.
        let nearest = missing.iter().rev().max_by_key(|one| compare::first_difference(one, got));
        let nearest = nearest.map_or(&[][..], |one| one.as_slice());
        let seen = if is_joined(wanted, got) {
            Seen::Merged
        } else if wanted.iter().any(|one| one == got) {
            Seen::Repeated
        } else {
            compare::difference(nearest, got)
        };
        differs(Want::Datagram, seen, nearest, got)
    }

    /// Does with a datagram what a fault says.
    pub fn apply(&self, datagram: &Datagram, fates: Vec<Fate>) {
        let mut held = Vec::new();
        for fate in fates {
            match fate {
                Fate::Deliver(bytes) | Fate::Stranger(bytes) => self.socket.send(datagram.from, &bytes),
                Fate::Hold(bytes) | Fate::Later(bytes, _) => held.push(bytes),
                Fate::Lose(bytes) => {
                    self.bench.journal.event(&self.lane(), None, What::Lost { bytes: Excerpt::of(&bytes) })
                }
            }
        }
        held.iter().for_each(|bytes| self.socket.send(datagram.from, bytes));
    }

    /// Expects that nothing has come but what was expected. Only for when the program has ended, or has answered a marker.
    ///
    /// Gives: (Nothing, Repeated).
    pub fn expect_nothing_more(&self) -> Step {
        self.flush()?;
        let received = self.bench.journal.state().sockets[self.socket.id].received.clone();
        match received[self.taken.get()..].iter().find(|datagram| !self.is_late_try(datagram)) {
            None => Ok(()),
            Some(datagram) => Err(unmet(
                Want::Nothing,
                Seen::Repeated,
                format!("{} datagrams in all", self.taken.get()),
                format!("one more: {}", compare::quote(&datagram.bytes[..datagram.bytes.len().min(40)])),
            )),
        }
    }

    /// Expects that a program that was just started ends without having sent anything.
    ///
    /// Gives: what `Datagrams::expect_nothing_more` gives.
    pub fn expect_nothing_from(&self, program: &Program) -> Step {
        self.faces(program);
        if self.bench.is_played() {
            self.bench.go_on(|| announced::ends_in_silence(&program.lane))?;
            return self.expect_nothing_more();
        }
        let id = self.socket.id;
        let sent = |state: &State| !state.sockets[id].received.is_empty() || program.is_over(state);
        self.bench.wait(self.bench.start_deadline(), |state| sent(state).then_some(()))?;
        self.expect_nothing_more()
    }

    fn flush(&self) -> Step {
        let id = self.socket.id;
        let before = self.bench.journal.state().sockets[id].flushed;
        self.socket.flush()?;
        self.bench.wait(self.bench.deadline(), |state| (state.sockets[id].flushed > before).then_some(()))?;
        Ok(())
    }

    /// The datagram that comes next, whatever it is, as long as there is time; none where the program has ended first.
    pub(super) fn take(&self, program: &Program, deadline: &mut Deadline) -> Step<Option<Datagram>> {
        self.faces(program);
        let (id, taken) = (self.socket.id, self.taken.get());
        let there = |state: &State| state.sockets[id].received.get(taken).cloned();
        let came = |state: &State| there(state).map(Some).or(program.is_over(state).then_some(None));
        let mut found = self.bench.wait_on(deadline, came)?.flatten();
        if found.is_none() {
            // What was sent just before the program ended is in the socket's queue.
            self.flush()?;
            found = there(&self.bench.journal.state());
        }
        self.taken.set(taken + usize::from(found.is_some()));
        Ok(found)
    }

    /// The same, until a moment that has nothing to do with how long the program may take.
    pub(super) fn take_until(&self, program: &Program, moment: Instant) -> Option<Datagram> {
        let (id, taken) = (self.socket.id, self.taken.get());
        let left = moment.saturating_duration_since(Instant::now());
        let mut deadline = Deadline::new(left, Processors::unknown);
        let there = |state: &State| state.sockets[id].received.get(taken).cloned();
        let came = |state: &State| there(state).map(Some).or(program.is_over(state).then_some(None));
        let found = self.bench.journal.wait(&mut deadline, came).ok().flatten();
        self.taken.set(taken + usize::from(found.is_some()));
        found
    }

    /// How many came that were not taken, once all that had been sent before now has come.
    pub(super) fn left(&self) -> Step<Vec<Datagram>> {
        self.flush()?;
        Ok(self.bench.journal.state().sockets[self.socket.id].received[self.taken.get()..].to_vec())
    }

    /// Says that this datagram is waited for.
    fn awaits(&self, bytes: &[u8]) {
        self.bench.awaits(|| announced::to_receive(&self.lane(), datagram_name(bytes)));
    }

    pub(super) fn lane(&self) -> String {
        self.bench.journal.state().sockets[self.socket.id].lane.clone()
    }

    /// Names the program that this socket talks to, for the ladder.
    fn faces(&self, program: &Program) {
        self.bench.journal.write(|state| {
            let lane = state.sockets[self.socket.id].lane.clone();
            state.name_far_end(&lane, &program.lane);
        });
    }

    fn next(&self, program: &Program, mut deadline: Deadline, want: Want, wanted: &[u8]) -> Step<Datagram> {
        if let Some(datagram) = self.take(program, &mut deadline)? {
            return Ok(datagram);
        }
        let exit = program.look(|state| state.exit);
        let (seen, observed) = match exit {
            // A client that passes over its answer ends like one that had none.
            Some(exit) if self.late_tries() >= TRIES - 1 => (
                Seen::Repeated,
                format!("the line that was answered came {} times, and {} ended with {exit}", TRIES, program.lane),
            ),
            Some(exit) => (Seen::Ended, format!("nothing, and {} ended with {exit}", program.lane)),
            None => (Seen::Silence, "nothing".to_string()),
        };
        Err(unmet(want, seen, datagram_name(wanted), observed))
    }
}

fn differs(want: Want, seen: Seen, bytes: &[u8], got: &[u8]) -> Stop {
    let shown = if got.is_empty() { "an empty datagram".to_string() } else { compare::show(bytes, got) };
    unmet(want, seen, datagram_name(bytes), shown)
}

/// Whether a datagram is two or more of these, one behind the other, perhaps with white space between them.
fn is_joined(parts: &[Vec<u8>], mut got: &[u8]) -> bool {
    let mut count = 0;
    while !got.is_empty() {
        let fits = |part: &&Vec<u8>| !part.is_empty() && got.starts_with(part);
        let Some(part) = parts.iter().filter(fits).max_by_key(|part| part.len()) else { return false };
        got = got[part.len()..].trim_ascii_start();
        count += 1;
    }
    count > 1
}

fn datagram_name(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        "an empty datagram".into()
    } else {
        format!("a datagram of {}", compare::name(bytes).trim_start_matches("the "))
    }
}
