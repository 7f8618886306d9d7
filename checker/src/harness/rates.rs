//! What a check says of the times of lines, without a clock that a busy machine could make it miss: that none came
//! sooner than it may, that some came side by side, and whether one was late without being held up.

use std::time::Duration;

use super::Program;
use crate::compare::{quote, text};
use crate::journal::State;
use crate::process::{self, Load};
use crate::trace::{Event, What};
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// A timer may be early by so much: one part in thirty.
const PARTS: u32 = 30;

/// A second of the contract, and as much again for a runtime that takes its time to end.
const AT_ONCE: Duration = Duration::from_secs(2);

impl Program {
    /// The end of the program within a second in which it could run, with this exit status.
    ///
    /// Gives: what `expect_exit` gives.
    pub fn expect_exit_at_once(&self, status: i32) -> Step {
        self.expect_exit_within(status, AT_ONCE)
    }

    /// Lets it run until it has ended, or for so long.
    pub fn let_run(&self, time: Duration) -> Step {
        self.bench.wait(self.bench.deadline_of(time), |state| self.is_over(state).then_some(()))?;
        Ok(())
    }

    /// Waits for two lines, for the second one as long as `time`. Gives for how long, between the one that came first and the other, the program neither
    /// ran nor waited for a processor, at least: nothing of that is the machine's.
    ///
    /// Gives: (Line, Empty), what `expect_line` gives.
    ///
    /// # Errors
    /// One of them does not come; with [`Seen::Empty`] where the program has ended and printed nothing at all.
    pub fn idle_between(&self, one: &str, other: &str, time: Duration) -> Step<Duration> {
        let has = |state: &State, line: &str| state.programs[self.id].stdout.lines().any(|came| text(came) == line);
        let first = |state: &State| (has(state, one) || has(state, other) || self.is_over(state)).then_some(());
        if self.bench.wait(self.bench.start_deadline(), first)?.is_none() && !self.bench.is_played() {
            return Err(self.no_line(one, &[]));
        }
        let (since, before) = (self.bench.journal.micros(), process::load(self.pid));
        if self.look(|program| program.exit).is_some()
            && self.look(|program| program.stdout.lines().next().map(drop)).is_none()
        {
            let expected = format!("the lines {} and {}", quote(one.as_bytes()), quote(other.as_bytes()));
            return Err(unmet(Want::Line, Seen::Empty, expected, "nothing was printed, and the program has ended"));
        }
        let both = |state: &State| (has(state, one) && has(state, other) || self.is_over(state)).then_some(());
        self.bench.wait(self.bench.deadline_of(time), both)?;
        self.expect_line(one)?;
        self.expect_line(other)?;
        let now = process::load(self.pid);
        if now.is_empty() {
            return Ok(Duration::ZERO);
        }
        let came = [one, other].iter().filter_map(|line| self.moment(line)).map(|(_, micros)| micros).max();
        let gap = Duration::from_micros(came.unwrap_or(0).saturating_sub(since));
        Ok(gap.saturating_sub(active(&before, &now)))
    }

    /// What an expectation of more lines came to. Where the program has printed these and no other, and runs on, it
    /// stands still behind its first lines: [`Seen::Short`].
    ///
    /// Gives: (Line, Short).
    pub fn or_stands_still(&self, first: [&str; 2], outcome: Step) -> Step {
        let is_all = || {
            let lines: Vec<String> = self.look(|program| Some(program.stdout.lines().map(text).collect()))?;
            (lines.len() == 2 && first.iter().all(|line| lines.iter().any(|one| one == line))).then_some(())
        };
        match outcome {
            Err(Stop::Mismatch(mut mismatch)) if mismatch.seen == Seen::Silence && is_all().is_some() => {
                mismatch.seen = Seen::Short;
                Err(Stop::Mismatch(mismatch))
            }
            other => other,
        }
    }

    /// Expects of lines, all of which have come, that the last was not printed before it was due, so many ms after
    /// the program's start: a slow machine makes lines late, and never early.
    ///
    /// Gives: (Line, Early).
    pub fn expect_not_early(&self, lines: &[String], due: u64) -> Step {
        let age = self.age_at(lines.last());
        if age >= Duration::from_millis(due) * (PARTS - 1) / PARTS {
            return Ok(());
        }
        let name = lines.last().map(|line| quote(line.as_bytes())).unwrap_or_default();
        let expected = format!("{name} comes {due} ms after the start, or later");
        Err(unmet(Want::Line, Seen::Early, expected, format!("it came after {} ms", age.as_millis())))
    }

    /// Whether the time between the first and the last of these lines is most of what it should be, in ms. Where
    /// the first was late it is less, and says nothing.
    pub fn are_spread(&self, lines: &[String], due: u64) -> bool {
        let micros = |line: Option<&String>| line.and_then(|line| self.moment(line)).map_or(0, |(_, micros)| micros);
        let took = Duration::from_micros(micros(lines.last()).saturating_sub(micros(lines.first())));
        took >= Duration::from_millis(due) * 5 / 8
    }

    /// Expects of two groups of lines, all of which have come, that neither came behind all of the other.
    ///
    /// Gives: (Line, Reordered).
    pub fn expect_side_by_side(&self, one: &[String], other: &[String]) -> Step {
        let place = |line: Option<&String>| self.moment(line?).map(|(place, _)| place);
        for (before, behind) in [(one, other), (other, one)] {
            if place(before.last()) < place(behind.first()) {
                let name = |line: Option<&String>| line.map(|line| quote(line.as_bytes())).unwrap_or_default();
                let observed = format!("{} came before {}", name(before.last()), name(behind.first()));
                let expected = "the lines of both threads come side by side";
                return Err(unmet(Want::Line, Seen::Reordered, expected, observed));
            }
        }
        Ok(())
    }

    /// Expects of two lines, both of which have come, that the one that is due much sooner came first.
    ///
    /// Gives: (Line, Late).
    pub fn expect_before(&self, first: &str, second: &str) -> Step {
        let place = |line: &str| self.moment(line).map(|(place, _)| place);
        if place(first) <= place(second) {
            return Ok(());
        }
        Err(unmet(
            Want::Line,
            Seen::Late,
            format!("{} before {}", quote(first.as_bytes()), quote(second.as_bytes())),
            format!("{} came first", quote(second.as_bytes())),
        ))
    }

    /// How long the program had been started when this line came.
    fn age_at(&self, line: Option<&String>) -> Duration {
        let is_start = |event: &Event| event.lane == self.lane && matches!(event.what, What::Started { .. });
        let state = self.bench.journal.state();
        let started = state.trace.events.iter().find(|event| is_start(event)).map_or(0, |event| event.micros);
        drop(state);
        let came = line.and_then(|line| self.moment(line)).map_or(0, |(_, micros)| micros);
        Duration::from_micros(came.saturating_sub(started))
    }

    /// Where a line stands among all that was seen, and when.
    fn moment(&self, line: &str) -> Option<(usize, u64)> {
        let is_it = |what: &What| matches!(what, What::Printed { bytes } if text(bytes.text.as_bytes()) == line);
        let state = self.bench.journal.state();
        let mut events = state.trace.events.iter().enumerate();
        events.find(|(_, event)| event.lane == self.lane && is_it(&event.what)).map(|(at, event)| (at, event.micros))
    }
}

/// What the threads of a program ran and waited for a processor since it was looked at before.
fn active(before: &[Load], now: &[Load]) -> Duration {
    let then = |load: &Load| before.iter().find(|other| other.tid == load.tid).map_or(Duration::ZERO, total);
    now.iter().map(|load| total(load).saturating_sub(then(load))).sum()
}

fn total(load: &Load) -> Duration {
    load.ran + load.waited
}
