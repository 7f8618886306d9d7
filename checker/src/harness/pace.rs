//! How busy a program is while it has nothing to do: how often it tries, how soon it tries again, what it takes of a processor.
//!
//! A busy machine makes everything later. So nothing here fails because something is late, unless the
//! program had all the time it needed: what it spent waiting for a processor is not counted.

use std::time::Duration;

use super::Program;
use crate::journal::State;
use crate::process::{self, Load};
use crate::trace::{Question, What};
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// How long a program is watched.
const WATCH: Duration = Duration::from_secs(1);
/// How long it is watched for what it takes of a processor, and how often at the most.
const WINDOW: Duration = Duration::from_millis(300);
const WINDOWS: usize = 60;
/// More than a runtime needs in one thread to get started.
const BURNT: Duration = Duration::from_millis(600);
/// A program that does not run for this long is at rest; and how often that is waited for at the most.
const REST: Duration = Duration::from_millis(10);
const RESTS: usize = 12;

impl Program {
    /// Expects that it says this state at most so often within a second of its first one, and that it
    /// hardly needs a processor meanwhile.
    ///
    /// Gives: (State, Early), (Nothing, Limit), what `expect_state` gives.
    pub fn expect_unhurried(&self, name: &str, most: usize) -> Step {
        self.bench.not_by_hand("it measures the pauses between tries")?;
        let first = self.first_state()?;
        // What it does to get started is its own affair.
        let tried = |state: &State| (super::states::count(&state.programs[self.id], name) >= 3).then_some(());
        self.bench.wait(self.bench.deadline_of(WATCH), |state| tried(state).or(self.is_over(state).then_some(())))?;
        let mut before = process::load(self.pid);
        let mut since = self.bench.journal.micros();
        let end = first + WATCH.as_micros() as u64;
        while self.bench.journal.micros() < end {
            let left = Duration::from_micros(end.saturating_sub(self.bench.journal.micros()).max(1));
            self.bench.wait(self.bench.deadline_of(left), |state| self.is_over(state).then_some(()))?;
            if self.is_over(&self.bench.journal.state()) {
                break;
            }
        }
        self.few(name, most, end)?;
        let began = before.clone();
        for _ in 0..WINDOWS {
            if (self.bench.journal.micros() - since) < WINDOW.as_micros() as u64 {
                self.bench.wait(self.bench.deadline_of(WINDOW), |_| None::<()>)?;
            }
            let (now, micros) = (process::load(self.pid), self.bench.journal.micros());
            let span = Duration::from_micros(micros - since);
            // Who still waits for a processor is not asleep, and the kernel has not counted that wait yet.
            if now.is_empty() || !is_busy(&before, &now, span) && process::are_asleep(&[self.pid]) {
                return Ok(());
            }
            let burnt = burnt(&began, &now);
            if burnt >= BURNT {
                self.bench.asked(&self.lane, Question::Ran, Some(burnt.as_millis() as u64));
                return Err(self.spins());
            }
            (before, since) = (now, micros);
        }
        // On a machine this busy nobody can tell a program that spins from one that is still getting started.
        Ok(())
    }

    /// Expects that it says this state at most so often within a second of its first one.
    ///
    /// Gives: (State, Early), what `expect_state` gives.
    pub fn expect_few(&self, name: &str, most: usize) -> Step {
        let first = self.first_state()?;
        let end = first + WATCH.as_micros() as u64;
        while self.bench.journal.micros() < end && !self.is_over(&self.bench.journal.state()) {
            let left = Duration::from_micros(end.saturating_sub(self.bench.journal.micros()).max(1));
            self.bench.wait(self.bench.deadline_of(left), |state| self.is_over(state).then_some(()))?;
        }
        self.few(name, most, end)
    }

    /// When it said its first state.
    fn first_state(&self) -> Step<u64> {
        loop {
            match self.said("").first() {
                Some(micros) => return Ok(*micros),
                None => self.expect_some_state()?,
            }
        }
    }

    /// That it has said this state at most so often until then.
    fn few(&self, name: &str, most: usize, end: u64) -> Step {
        let count = self.said(name).iter().filter(|micros| **micros <= end).count();
        if count <= most {
            return Ok(());
        }
        Err(unmet(
            Want::State,
            Seen::Early,
            format!("at most {most} lines \"state: {name}\" of {} in the first second", self.lane),
            format!("{count} of them"),
        ))
    }

    fn spins(&self) -> Stop {
        unmet(
            Want::Nothing,
            Seen::Limit,
            format!("{} needs next to no processor time while it waits", self.lane),
            "it keeps a processor busy all the time",
        )
    }

    /// Waits until it has nothing left to do, as far as the system tells: what happens then happens to a program
    /// that waits. No expectation.
    pub fn rest(&self) -> Step {
        if self.bench.is_played() {
            return Ok(());
        }
        let ran = || process::load(self.pid).iter().map(|load| load.ran).sum::<Duration>();
        for _ in 0..RESTS {
            let before = ran();
            let ended = |state: &State| self.is_over(state).then_some(());
            if self.bench.wait(self.bench.deadline_of(REST), ended)?.is_some() || !before.is_zero() && ran() == before {
                break;
            }
        }
        Ok(())
    }

    /// Whether it says this state once more within a time, beyond those that it had said at `since`.
    pub fn says_within(&self, name: &str, times: usize, time: Duration) -> Step<bool> {
        let said = |state: &State| {
            let program = &state.programs[self.id];
            (super::states::count(program, name) > times).then_some(true).or(program.is_over().then_some(false))
        };
        Ok(self.bench.wait(self.bench.deadline_of(time), said)? == Some(true))
    }

    /// How often it has said this state.
    pub fn count(&self, name: &str) -> usize {
        self.look(|program| Some(super::states::count(program, name))).unwrap_or(0)
    }

    /// The time since the record began, in microseconds: a cause that is recorded is never later than its effect.
    pub fn micros(&self) -> u64 {
        self.bench.journal.micros()
    }

    /// When it said this state, each time; of no name: any state.
    pub fn said(&self, name: &str) -> Vec<u64> {
        let line = format!("state: {name}");
        let is_it = |what: &What| match what {
            What::Printed { bytes } if name.is_empty() => bytes.text.starts_with(&line),
            What::Printed { bytes } => bytes.text == line,
            _ => false,
        };
        let state = self.bench.journal.state();
        let events = state.trace.events.iter().filter(|event| event.lane == self.lane && is_it(&event.what));
        events.map(|event| event.micros).collect()
    }

    fn expect_some_state(&self) -> Step {
        let said = |state: &State| {
            let program = &state.programs[self.id];
            (super::states::count(program, "") > 0).then_some(true).or(program.is_over().then_some(false))
        };
        match self.bench.wait(self.bench.start_deadline(), said)? {
            Some(true) => Ok(()),
            // It was waited for already: a program that hangs costs the patience once.
            _ => Err(self.no_state("disconnected", &self.states())),
        }
    }
}

/// What the busiest thread has taken of a processor in between.
fn burnt(before: &[Load], now: &[Load]) -> Duration {
    let earlier = |tid: i32| before.iter().find(|load| load.tid == tid).map_or(Duration::ZERO, |load| load.ran);
    now.iter().map(|load| load.ran.saturating_sub(earlier(load.tid))).max().unwrap_or_default()
}

/// Whether a thread ran, or would have run had it been let, nearly all the time.
fn is_busy(before: &[Load], now: &[Load], span: Duration) -> bool {
    let earlier = |tid: i32| before.iter().find(|load| load.tid == tid);
    now.iter().any(|load| {
        let (ran, waited) = earlier(load.tid).map_or((load.ran, load.waited), |earlier| {
            (load.ran.saturating_sub(earlier.ran), load.waited.saturating_sub(earlier.waited))
        });
        ran + waited > span * 4 / 5 && ran > span / 20
    })
}
