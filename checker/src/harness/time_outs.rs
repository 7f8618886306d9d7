//! When a sender of the learner's sends something again: after which time, at what, and when it gives up.

use std::time::{Duration, Instant, SystemTime};

use super::datagram::{age, gap};
use super::late::{is_late, not_let_run, too_busy};
use super::program::Program;
use super::receiving::{Arrival, Receiving};
use crate::journal::Exit;
use crate::trace::What;
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// A pause of a sender's may be so much shorter than it should be, in quarters, and longer, in twentieths and beyond
/// that: a clock that ticks every 10 ms is right.
const LEAST: (u32, u32) = (3, 4);
const MOST: (u32, u32) = (27, 20);
const TICKS: Duration = Duration::from_millis(20);
/// A sender that has waited so long for a processor in all has seen longer round trips than the checker has.
const BUSY: Duration = Duration::from_millis(10);
/// In which a sender does what it does at once, in ms.
const MOMENT: u64 = 12;
/// What comes again so long after it was sent may have come by the clock: 100 ms, but for a tick, and for what a program
/// takes to send a window while its clock runs already.
const TIME_OUT: Duration = Duration::from_millis(65);
/// Eight time-outs, of which the last ones are long: a sender that has waited for a processor less than that between
/// its segments has had time to look for an answer.
const STARVED: Duration = Duration::from_secs(1);
/// It may take so long until it comes.
const AT_ONCE: Duration = Duration::from_millis(40);

impl Receiving {
    /// Expects that this segment comes so many ms after the one before, within what a right program may be off.
    ///
    /// Gives: (Retry, Early), (Retry, Late).
    pub fn expect_pause(&self, before: &Arrival, after: &Arrival, millis: u64) -> Step {
        let (wanted, pause) = (Duration::from_millis(millis), gap(&before.datagram, &after.datagram));
        let seen = if pause + before.waited_before < wanted * LEAST.0 / LEAST.1 {
            Seen::Early
        } else if is_late(before, after, wanted * MOST.0 / MOST.1 + TICKS)? {
            Seen::Late
        } else {
            return Ok(());
        };
        let expected =
            format!("data segment {} again after about {millis} ms without an acknowledgement", after.number);
        Err(unmet(Want::Retry, seen, expected, format!("it came after {} ms", pause.as_millis())))
    }

    /// Whether a right sender, with the round trips that the checker gave it, may wait for so long.
    fn may_wait(&self, time: Duration) -> bool {
        let mut learnt: Option<(Duration, Duration)> = None;
        for sample in &self.samples {
            let (smoothed, deviation) = learnt.unwrap_or((*sample, *sample * 2 / 3));
            let distance = smoothed.abs_diff(*sample);
            learnt = Some(((smoothed * 7 + *sample) / 8, (deviation * 3 + distance) / 4));
        }
        learnt.is_none_or(|(smoothed, deviation)| (smoothed + deviation * 4) * MOST.0 / MOST.1 + TICKS >= time)
    }

    /// Expects that this segment comes within so many ms after the one before, which the round trips so far allow.
    ///
    /// Gives: (Retry, Late).
    pub fn expect_within(&self, before: &Arrival, after: &Arrival, millis: u64) -> Step {
        let pause = gap(&before.datagram, &after.datagram);
        let most = Duration::from_millis(millis);
        if !is_late(before, after, most)? {
            return Ok(());
        }
        if self.may_wait(most) || after.waited > BUSY {
            return Err(too_busy("the round trips were longer than they should be, and a sender learns from that"));
        }
        let expected = format!("data segment {} again within {millis} ms", after.number);
        Err(unmet(Want::Retry, Seen::Late, expected, format!("it came after {} ms", pause.as_millis())))
    }

    /// Expects that a segment comes at most so many ms after the one before, whatever the round trips were, within what a
    /// right program may be off.
    ///
    /// Gives: (Retry, Limit).
    pub fn expect_at_most(&self, before: &Arrival, after: &Arrival, millis: u64) -> Step {
        let most = Duration::from_millis(millis);
        if !is_late(before, after, most * MOST.0 / MOST.1 + TICKS)? {
            return Ok(());
        }
        let pause = gap(&before.datagram, &after.datagram);
        let expected = format!("data segment {} again after at most {millis} ms", after.number);
        Err(unmet(Want::Retry, Seen::Limit, expected, format!("it came after {} ms", pause.as_millis())))
    }

    /// Expects that a segment does not come within so many ms after the one before. A sender that was not let run between
    /// the two may have begun to wait that much sooner.
    ///
    /// Gives: (Retry, Early).
    pub fn expect_not_within(&self, before: &Arrival, after: &Arrival, millis: u64) -> Step {
        let pause = gap(&before.datagram, &after.datagram);
        if pause + not_let_run(before, after) >= Duration::from_millis(millis) {
            return Ok(());
        }
        let expected = format!("data segment {} not again before {millis} ms have passed", after.number);
        Err(unmet(Want::Retry, Seen::Early, expected, format!("it came after {} ms", pause.as_millis())))
    }

    /// Expects that the first segment that has come again was not sent again within so many ms. All that is sure is
    /// that the window had no room for it before an acknowledgement went out: it is judged from then on, and so a busy
    /// machine makes it only later. What comes behind it may be there for repetitions of acknowledgements.
    ///
    /// Gives: (Retry, Early).
    pub fn expect_none_before(&self, millis: u64) -> Step {
        let Some(again) = self.log.iter().find(|arrival| arrival.copy > 1) else { return Ok(()) };
        let gives_room = |(_, number): &&(Instant, usize)| *number + self.window > again.number;
        // A part of the first window has waited for nothing.
        let Some((room, _)) = self.moved.iter().find(gives_room).filter(|_| again.number >= self.window) else {
            return Ok(());
        };
        let pause = again.datagram.at.saturating_duration_since(*room);
        if pause >= Duration::from_millis(millis) {
            return Ok(());
        }
        let expected = format!("data segment {} is not sent again before its time has run out", again.number);
        let observed = format!(
            "it came again {} ms after the acknowledgement that made room for it, where a round trip takes longer",
            pause.as_millis()
        );
        Err(unmet(Want::Retry, Seen::Early, expected, observed))
    }

    /// Lets so many ms pass, in which segments may come.
    pub fn pause(&mut self, millis: u64) -> Step {
        let moment = Instant::now() + Duration::from_millis(millis);
        while let Some(datagram) = self.socket.take_until(&self.sender, moment) {
            self.take_in(datagram)?;
        }
        Ok(())
    }

    /// Acknowledges by the number of a segment that is lost, and expects that it comes again at that, and not by the clock.
    ///
    /// Gives: (Retry, Late), (Retry, Different), what `expect_again` gives.
    pub fn expect_at_once(&mut self, number: usize) -> Step {
        // In this order: what the sender waits between the two is no time that it had, and what it answers comes later.
        let (waited, said) = (self.sampler.look().waited, Instant::now());
        self.acknowledge(number);
        let again = self.expect_again(number, 2)?;
        let took = again.datagram.at.saturating_duration_since(said);
        if took.saturating_sub(again.waited.saturating_sub(waited)) <= AT_ONCE {
            return Ok(());
        }
        let expected = format!("data segment {number} again at once");
        let another = self.log.iter().find(|one| {
            one.copy > 1 && one.number != number && said <= one.datagram.at && one.datagram.at < again.datagram.at
        });
        let Some(another) = another else {
            return Err(unmet(Want::Retry, Seen::Late, expected, format!("it came after {} ms", took.as_millis())));
        };
        let observed =
            format!("data segment {} came again, and {number} after {} ms", another.number, took.as_millis());
        Err(unmet(Want::Retry, Seen::Different, expected, observed))
    }

    /// Expects that a segment has come so often and not more, a moment after what was said last.
    ///
    /// Gives: (Nothing, Early), (Nothing, Repeated), (Segment, Different), (Segment, Extra).
    pub fn expect_copies(&mut self, number: usize, copies: usize) -> Step {
        self.pause(MOMENT)?;
        self.expect_copies_so_far(number, copies)
    }

    /// The same of a segment that repeated acknowledgements have brought. They need not restart the sender's clock: it may
    /// run since the last acknowledgement of something new (RFC 6298, section 5).
    ///
    /// Gives: what `expect_copies` gives.
    pub fn expect_copies_by_repetitions(&mut self, number: usize, copies: usize) -> Step {
        let came = self.expect_copies(number, copies);
        let began = self.moved.last().map(|(moment, _)| *moment);
        let one_more = self.log.iter().filter(|arrival| arrival.number == number).nth(copies);
        let ran = began.zip(one_more).map(|(began, one)| one.datagram.at.saturating_duration_since(began));
        match came {
            Err(Stop::Mismatch(_)) if ran.is_some_and(|ran| ran > TIME_OUT) => {
                Err(too_busy("the sender's time ran out before the checker had answered"))
            }
            other => other,
        }
    }

    /// Expects that among what has come by now a segment is so often and not more.
    ///
    /// Gives: (Nothing, Early), (Nothing, Repeated).
    pub fn expect_copies_so_far(&self, number: usize, copies: usize) -> Step {
        let came = self.copies(number);
        if came <= copies {
            return Ok(());
        }
        let copies_of: Vec<&Arrival> = self.log.iter().filter(|arrival| arrival.number == number).collect();
        if gap(&self.sent_with(copies_of[copies - 1]).datagram, &copies_of[copies].datagram) > TIME_OUT {
            return Err(too_busy("the sender's time ran out before the checker had answered"));
        }
        let times = |count: usize| if count == 1 { "once".into() } else { format!("{count} times") };
        let expected = format!("data segment {number} is sent {} up to now", times(copies));
        let seen = if copies == 1 { Seen::Early } else { Seen::Repeated };
        Err(unmet(Want::Nothing, seen, expected, format!("it was sent {}", times(came))))
    }

    /// The first of those that a segment was sent with, one behind the other: since then the sender's clock runs, and
    /// a sender that was not let run may have begun long before it came to this one.
    fn sent_with(&self, arrival: &Arrival) -> &Arrival {
        let is_it = |one: &Arrival| (one.number, one.copy) == (arrival.number, arrival.copy);
        let mut first = self.log.iter().position(is_it).unwrap_or(0);
        while first > 0 && self.log[first - 1].number + 1 == self.log[first].number {
            first -= 1;
        }
        &self.log[first]
    }

    /// Why a sender ended: one that was not let run for so long may have found its time over again and again before it
    /// came to look at what was acknowledged. And where the checker was so late, there was nothing to look at.
    pub(super) fn unless_starved(&self, stop: Stop) -> Stop {
        let is_sorry = self.sender.look(|program| program.exit) == Some(Exit::Status(1));
        let waited = |arrival: Option<&Arrival>| arrival.map_or(Duration::ZERO, |arrival| arrival.waited);
        if is_sorry && self.latest > STARVED {
            return too_busy("the checker answered so late that the sender had given up");
        }
        if is_sorry && waited(self.log.last()).saturating_sub(waited(self.log.first())) > STARVED {
            return too_busy("the sender's time ran out again and again before it was let look at what had come");
        }
        stop
    }

    /// Why a pause is not the right one: the checker's own lateness where this segment, which came twice before it was
    /// acknowledged, has come a third time by the sender's clock, so that its time-out has doubled once more.
    pub fn unless_late(&mut self, number: usize, stop: Stop) -> Stop {
        match self.expect_copies(number, 2) {
            Err(late @ Stop::Trouble(_)) => late,
            _ => stop,
        }
    }

    /// Expects that the sender reports that nobody answers, about so many ms after what it has sent last.
    ///
    /// Gives: (Error, Early), (Error, Late), what `expect_error` gives, what `expect_exit` gives.
    pub fn expect_giving_up(&mut self, last: &Arrival, millis: u64) -> Step {
        let said = self.sender.expect_error();
        let least = Duration::from_millis(millis) * LEAST.0 / LEAST.1;
        let most = Duration::from_millis(millis) * MOST.0 / MOST.1 + TICKS;
        let passed = age(&last.datagram, Instant::now(), SystemTime::now());
        self.pause(0)?;
        let copies = self.copies(last.number);
        // Late is not the same mistake as never.
        if copies > last.copy && passed > most && (said.is_ok() || self.sender.expect_error().is_ok()) {
            let expected = format!("the error about {millis} ms after the segment was sent {} times", last.copy);
            return Err(unmet(
                Want::Error,
                Seen::Late,
                expected,
                format!("it was sent {copies} times before the error"),
            ));
        }
        said?;
        if passed < least {
            let expected = format!("the error about {millis} ms after the last time that the segment was sent");
            return Err(unmet(Want::Error, Seen::Early, expected, format!("it came after {} ms", passed.as_millis())));
        }
        self.sender.expect_exit(1)
    }
}

impl Program {
    /// Expects that a sender whose port nobody has, if it has ended, lived for as long as its time-outs take, in ms.
    /// Its own life is the measure: of two senders that are started together one may get the processor much later.
    ///
    /// Gives: (Error, Early).
    pub fn expect_life_of(&self, millis: u64) -> Step {
        let Some(life) = self.life() else { return Ok(()) };
        if life >= Duration::from_millis(millis) * LEAST.0 / LEAST.1 {
            return Ok(());
        }
        let expected = "a sender whose port nobody has goes on as if nobody answered";
        let observed = format!("it ended before its time: {} ms after it was started", life.as_millis());
        Err(unmet(Want::Error, Seen::Early, expected, observed))
    }

    /// How long it ran; `None` as long as it does.
    fn life(&self) -> Option<Duration> {
        let state = self.bench.journal.state();
        let when = |is_it: fn(&What) -> bool| {
            let event = state.trace.events.iter().find(|event| event.lane == self.lane && is_it(&event.what));
            event.map(|event| event.micros)
        };
        let started = when(|what| matches!(what, What::Started { .. }))?;
        let ended = when(|what| matches!(what, What::Exited { .. }))?;
        Some(Duration::from_micros(ended.saturating_sub(started)))
    }
}
