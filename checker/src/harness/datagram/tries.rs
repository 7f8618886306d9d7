//! A client of the contract sends its line again when no reply comes, and gives up in the end.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::answered::{Answered, TRY, age, is_early};
use super::{Datagrams, datagram_name, differs};
use crate::compare;
use crate::harness::Program;
use crate::journal::{Datagram, Deadline, State};
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// A reply that comes so long after the last try may come when the client has gone.
const LATE: Duration = Duration::from_millis(100);

/// How much later, in time in which the client could have run.
const LATENESS: Duration = Duration::from_millis(450);

/// How long a reply is held back to see whether the client waits for it.
const MOMENT: Duration = Duration::from_millis(15);

impl Datagrams {
    /// A line of the learner's client as a datagram; another try of the line before is passed over.
    ///
    /// Gives: (Datagram, Different), (Datagram, Early), (Datagram, Silence), (Datagram, Ended).
    pub fn expect_from(&self, program: &Program, bytes: &[u8]) -> Step<Datagram> {
        self.awaits(bytes);
        self.expect_within(program, bytes, Want::Datagram, || self.bench.start_deadline())
    }

    /// The same bytes again, about 300 ms after the last try.
    ///
    /// Gives: (Retry, Different), (Retry, Early), (Retry, Late), (Retry, Silence), (Retry, Ended).
    pub fn expect_retry(&self, program: &Program, last: &Datagram) -> Step<Datagram> {
        self.bench.not_by_hand("a client waits 300 ms for its answer, and nobody presses a key that fast")?;
        let again = self.expect_within(program, &last.bytes, Want::Retry, || self.bench.deadline_of(TRY + LATENESS));
        let again = match again {
            Err(Stop::Mismatch(mismatch)) if mismatch.seen == Seen::Silence => {
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
    ///
    /// Gives: (Error, Late), what `expect_no_reply` gives.
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
    ///
    /// Gives: (Nothing, Early).
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
    pub(super) fn is_late_try(&self, datagram: &Datagram) -> bool {
        self.answered
            .borrow()
            .as_ref()
            .is_some_and(|answered| answered.is(datagram) && !is_early(&answered.datagram, datagram))
    }

    /// How often the line that was answered last came again.
    pub(super) fn late_tries(&self) -> usize {
        let answered = self.answered.borrow();
        let Some(answered) = answered.as_ref() else { return 0 };
        let state = self.bench.journal.state();
        let received = state.sockets[self.socket.id].received.iter();
        received.filter(|one| answered.is(one) && one.at > answered.datagram.at).count()
    }
}
