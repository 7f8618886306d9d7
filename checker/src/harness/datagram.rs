//! What a check says to and of a UDP socket: as a client of the learner's server, or as the server of the learner's client.

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::addresses::canonical;
use super::{Bench, Program, Server};
use crate::compare;
use crate::fault::Fate;
use crate::journal::{Datagram, Deadline, Processors, State};
use crate::peer::Socket;
use crate::trace::{Excerpt, What};
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// A client of the contract waits this long before it sends again.
const TRY: Duration = Duration::from_millis(300);
/// And so often in all.
const TRIES: usize = 3;
/// How much sooner than that still counts as that: half of it would be another time-out.
const SLACK: Duration = Duration::from_millis(100);
/// A reply that comes so long after the last try may come when the client has gone.
const LATE: Duration = Duration::from_millis(100);
/// How much later, in time in which the client could have run.
const LATENESS: Duration = Duration::from_millis(450);

/// How long a reply is held back to see whether the client waits for it.
const MOMENT: Duration = Duration::from_millis(15);

/// A UDP socket of the checker's.
pub struct Datagrams {
    bench: Arc<Bench>,
    socket: Socket,
    /// Datagrams that an expectation has already taken.
    taken: Cell<usize>,
    /// The line that was answered last: another try of it, on its way since before the answer, is none of the next line.
    answered: RefCell<Option<Answered>>,
}

/// A line that was answered, and when, by the checker's clock and by the system's time.
struct Answered {
    datagram: Datagram,
    at: Instant,
    time: Duration,
}

impl Answered {
    /// Whether a datagram is the same line.
    fn is(&self, datagram: &Datagram) -> bool {
        self.datagram.bytes == datagram.bytes
    }

    /// Whether a datagram came before the answer was sent.
    fn is_after(&self, datagram: &Datagram) -> bool {
        datagram.stamp.map_or(datagram.at < self.at, |stamp| stamp < self.time)
    }
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
        if !self.bench.next(|| format!("{} sends {}", self.lane(), datagram_name(bytes))) {
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
    pub fn expect_all(&self, server: &Server, wanted: &[Vec<u8>]) -> Step {
        self.bench.awaits(|| format!("{} to receive {} datagrams, in any order", self.lane(), wanted.len()));
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

    /// A line of the learner's client as a datagram; another try of the line before is passed over.
    pub fn expect_from(&self, program: &Program, bytes: &[u8]) -> Step<Datagram> {
        self.awaits(bytes);
        self.expect_within(program, bytes, Want::Datagram, || self.bench.start_deadline())
    }

    /// The same bytes again, about 300 ms after the last try.
    pub fn expect_retry(&self, program: &Program, last: &Datagram) -> Step<Datagram> {
        self.bench.not_by_hand("a client waits 300 ms for its answer, and nobody presses a key that fast")?;
        let again = self.expect_within(program, &last.bytes, Want::Retry, || self.bench.deadline_of(TRY + LATENESS));
        let again = match again {
            Err(crate::verdict::Stop::Mismatch(mismatch)) if mismatch.seen == Seen::Silence => {
                // Late is not the same mistake as never.
                let late = self.expect_within(program, &last.bytes, Want::Retry, || {
                    self.bench.deadline_of(self.bench.patience * 2)
                });
                return Err(late.map_or_else(|stop| stop, |datagram| self.off_time(Seen::Late, last, &datagram)));
            }
            other => other?,
        };
        if is_early(last, &again) {
            return Err(self.off_time(Seen::Early, last, &again));
        }
        Ok(again)
    }

    /// The error of a client that nobody answers, about 300 ms after its last try.
    pub fn expect_giving_up(&self, program: &Program, last: &Datagram) -> Step {
        self.bench.not_by_hand("it measures when the error comes")?;
        let within = self.bench.deadline_of(TRY + LATENESS);
        if program.says_no_reply(self.local(), within)? {
            return Ok(());
        }
        program.expect_no_reply(self.local())?;
        Err(unmet(
            Want::Error,
            Seen::Late,
            "the error about 300 ms after the last try",
            format!("it came after more than {} ms", last.at.elapsed().min(TRY + LATENESS).as_millis()),
        ))
    }

    fn off_time(&self, seen: Seen, last: &Datagram, again: &Datagram) -> Stop {
        let observed = format!("it was sent again after {} ms", again.at.duration_since(last.at).as_millis());
        unmet(Want::Retry, seen, "the same bytes again after about 300 ms without a reply", observed)
    }

    fn expect_within(
        &self,
        program: &Program,
        bytes: &[u8],
        want: Want,
        deadline: impl Fn() -> Deadline<'static>,
    ) -> Step<Datagram> {
        loop {
            let datagram = self.next(program, deadline(), want, bytes)?;
            if datagram.bytes == bytes {
                return Ok(datagram);
            }
            if !self.is_late_try(&datagram) {
                let seen = self.again(&datagram).unwrap_or_else(|| compare::difference(bytes, &datagram.bytes));
                return Err(differs(want, seen, bytes, &datagram.bytes));
            }
        }
    }

    /// Of a datagram that is the answered line once more: whether its client has waited for the answer.
    fn again(&self, datagram: &Datagram) -> Option<Seen> {
        let answered = self.answered.borrow();
        let answered = answered.as_ref().filter(|answered| answered.is(datagram))?;
        Some(if answered.is_after(datagram) { Seen::Early } else { Seen::Repeated })
    }

    /// Expects that a client which waits for its reply sends nothing else meanwhile, for a moment that is much
    /// shorter than its time-out. A client that is faster than that is caught, none is caught for being slow.
    pub fn expect_patience(&self, datagram: &Datagram) -> Step {
        let (id, taken) = (self.socket.id, self.taken.get());
        let other = |state: &State| {
            let later = state.sockets[id].received.get(taken)?;
            (later.bytes != datagram.bytes).then(|| later.bytes.clone())
        };
        match self.bench.wait(self.bench.deadline_of(MOMENT), other)? {
            None => Ok(()),
            Some(bytes) => Err(unmet(
                Want::Nothing,
                Seen::Early,
                format!("nothing more until {} is answered", compare::excerpt(&datagram.bytes)),
                datagram_name(&bytes),
            )),
        }
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

    /// Answers a datagram. Another try of it that is still under way is none of the next line.
    pub fn reply(&self, datagram: &Datagram, bytes: &[u8]) {
        let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        *self.answered.borrow_mut() = Some(Answered { datagram: datagram.clone(), at: Instant::now(), time });
        self.socket.send(datagram.from, bytes);
        // On a very busy machine the checker may be slower than a client of the contract waits.
        let last = {
            let state = self.bench.journal.state();
            let received = &state.sockets[self.socket.id].received;
            received.iter().rev().find(|one| one.from == datagram.from).cloned()
        };
        let late = age(last.as_ref().unwrap_or(datagram), Instant::now(), SystemTime::now());
        if late >= LATE {
            self.bench.journal.write(|state| state.late = state.late.max(Some(late)));
        }
    }

    /// A try of the line that was answered last, sent while the answer was under way: on a busy machine
    /// that may well be, but not sooner than the contract's 300 ms after the try before.
    fn is_late_try(&self, datagram: &Datagram) -> bool {
        self.answered
            .borrow()
            .as_ref()
            .is_some_and(|answered| answered.is(datagram) && !is_early(&answered.datagram, datagram))
    }

    /// How often the line that was answered last came again.
    fn late_tries(&self) -> usize {
        let answered = self.answered.borrow();
        let Some(answered) = answered.as_ref() else { return 0 };
        let state = self.bench.journal.state();
        let received = state.sockets[self.socket.id].received.iter();
        received.filter(|one| answered.is(one) && one.at > answered.datagram.at).count()
    }

    /// Expects that nothing has come but what was expected. Only for when the program has ended, or has answered a marker.
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
    pub fn expect_nothing_from(&self, program: &Program) -> Step {
        self.faces(program);
        if self.bench.is_played() {
            let ends =
                || format!("{} ends, and must not have sent anything; the check goes on once it has", program.lane);
            self.bench.go_on(ends)?;
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
        self.bench.awaits(|| format!("{} to receive {}", self.lane(), datagram_name(bytes)));
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

    fn next(&self, program: &Program, deadline: Deadline, want: Want, wanted: &[u8]) -> Step<Datagram> {
        self.faces(program);
        let (id, taken) = (self.socket.id, self.taken.get());
        let there = |state: &State| state.sockets[id].received.get(taken).cloned();
        let came = |state: &State| there(state).map(Some).or(program.is_over(state).then_some(None));
        let mut found = self.bench.wait(deadline, came)?.flatten();
        if found.is_none() {
            // What was sent just before the program ended is in the socket's queue.
            self.flush()?;
            found = there(&self.bench.journal.state());
        }
        if let Some(datagram) = found {
            self.taken.set(taken + 1);
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

/// How long after the one datagram the other came: by the kernel's clock where it says, and by the checker's.
pub(super) fn gap(before: &Datagram, after: &Datagram) -> Duration {
    let by_kernel = before.stamp.zip(after.stamp).map(|(before, after)| after.saturating_sub(before));
    by_kernel.unwrap_or_else(|| after.at.saturating_duration_since(before.at))
}

/// Whether a datagram came so soon after the one before that no client of the contract has sent it again. By
/// both clocks: the checker may have looked late at the first of the two, and the system's time may jump.
fn is_early(before: &Datagram, after: &Datagram) -> bool {
    let early = |gap: Duration| gap + SLACK < TRY;
    let by_kernel = before.stamp.zip(after.stamp).map(|(before, after)| after.saturating_sub(before));
    early(after.at.saturating_duration_since(before.at)) && by_kernel.is_none_or(early)
}

/// How long ago a datagram came: by the system's time, where it is known, or else since it was read.
fn age(datagram: &Datagram, now: Instant, time: SystemTime) -> Duration {
    let read = now.saturating_duration_since(datagram.at);
    let time = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    datagram.stamp.map_or(read, |stamp| time.saturating_sub(stamp).max(read))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_age_of_a_datagram_is_that_of_its_arrival() {
        let (now, time) = (Instant::now(), SystemTime::now());
        let ago = |millis| time.duration_since(UNIX_EPOCH).unwrap_or_default() - Duration::from_millis(millis);
        let datagram = |stamp| Datagram { from: ([127, 0, 0, 1], 1).into(), bytes: Vec::new(), at: now, stamp };
        assert_eq!(age(&datagram(None), now, time), Duration::ZERO);
        assert_eq!(age(&datagram(Some(ago(300))), now, time), Duration::from_millis(300));
        // The system's time was set back meanwhile.
        let later = now + Duration::from_millis(40);
        let set_back = Some(ago(0) + Duration::from_secs(60));
        assert_eq!(age(&datagram(set_back), later, time), Duration::from_millis(40));
    }
}
