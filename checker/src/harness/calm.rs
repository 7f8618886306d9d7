//! That a program costs next to no processor time while it has nothing to do, by the kernel's count.
//!
//! No clock is asked: on a busy machine a window of time only gets longer, and who does not turn in vain has used
//! nothing in it, however long it was. Who would have run and was not let is not called calm, and not restless either.

use std::time::Duration;

use super::Program;
use crate::process::{self, Load};
use crate::trace::Question;
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// What is called rest.
struct Measure {
    /// How long a program is watched at a time.
    window: Duration,
    /// What it may use of a processor in that time.
    little: Duration,
}

/// 2 % of one processor.
const NEXT_TO_NOTHING: Measure = Measure { window: Duration::from_millis(150), little: Duration::from_millis(3) };
/// A third of one. A program that looks every few milliseconds whether something has come is not called one that spins.
const NO_SPIN: Measure = Measure { window: Duration::from_millis(60), little: Duration::from_millis(20) };

/// How often it is watched at the most: a runtime may still be compiling what it has just run, or collecting what it
/// has thrown away. The times in which it was starved are not counted, up to a limit.
const WINDOWS: usize = 30;
const WITH_STARVED: usize = 120;
/// What it may have waited for a processor in a window in which it has used little.
const WAITED: Duration = Duration::from_millis(50);
/// What a thread that turns in vain has used before it is called that: more than a runtime needs for its own ends.
const BURNT: Duration = Duration::from_millis(600);

/// What a program has used over several waits, each of them too short to tell.
pub struct Watched {
    began: Vec<Load>,
    before: Vec<Load>,
    restless: usize,
}

/// What a window tells of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    Calm,
    Restless,
    /// It has used little, and perhaps only because others were let run in its place.
    Starved,
}

impl Program {
    /// Expects that it comes to rest: that there is a window in which it uses next to nothing. `meanwhile` says what
    /// it has at hand then.
    ///
    /// Gives: (Nothing, Limit).
    pub fn expect_calm(&self, meanwhile: &str) -> Step {
        self.bench.not_by_hand("it looks at the processor time of the program")?;
        self.comes_to_rest(&NEXT_TO_NOTHING, meanwhile)
    }

    /// Expects that it waits without spinning. Of one that somebody runs by hand nothing is expected.
    ///
    /// Gives: (Nothing, Limit).
    pub fn expect_no_spin(&self, meanwhile: &str) -> Step {
        if self.bench.is_played() { Ok(()) } else { self.comes_to_rest(&NO_SPIN, meanwhile) }
    }

    /// What it uses from now on.
    pub fn watched(&self) -> Watched {
        let began = process::load(self.pid);
        Watched { before: began.clone(), began, restless: 0 }
    }

    /// Whether it waits without spinning, in a wait so short that one look has to do: one who spins is known after
    /// several of them. Of one that somebody runs by hand nothing is expected.
    ///
    /// Gives: (Nothing, Limit).
    pub fn rests(&self, watched: &mut Watched, meanwhile: &str) -> Step<bool> {
        watched.before = process::load(self.pid);
        if self.bench.is_played() { Ok(true) } else { self.rests_within(1, &NO_SPIN, watched, meanwhile) }
    }

    fn comes_to_rest(&self, measure: &Measure, meanwhile: &str) -> Step {
        if self.rests_within(WITH_STARVED, measure, &mut self.watched(), meanwhile)? {
            return Ok(());
        }
        Err(Stop::Trouble(anyhow::anyhow!("the machine was too busy to tell: {} waits for a processor", self.lane)))
    }

    /// Whether there is a window of rest among so many.
    fn rests_within(&self, windows: usize, measure: &Measure, watched: &mut Watched, meanwhile: &str) -> Step<bool> {
        for _ in 0..windows {
            self.hold_back(measure.window.as_millis() as u64)?;
            let now = process::load(self.pid);
            let is_asleep = process::are_asleep(&[self.pid]);
            // Where the system does not tell, and of one that has ended, nothing is expected.
            if watched.began.is_empty() || now.is_empty() || self.look(|program| program.exit).is_some() {
                return Ok(true);
            }
            match rest(&watched.before, &now, is_asleep, measure.little) {
                Rest::Calm => return Ok(true),
                Rest::Restless => watched.restless += 1,
                Rest::Starved => {}
            }
            let most = used(&watched.began, &now).into_iter().max().unwrap_or_default();
            if most >= BURNT || watched.restless == WINDOWS {
                return Err(self.never_rests(&watched.began, meanwhile));
            }
            watched.before = now;
        }
        Ok(false)
    }

    fn never_rests(&self, began: &[Load], meanwhile: &str) -> Stop {
        let burnt: Duration = used(began, &process::load(self.pid)).iter().sum();
        self.bench().asked(&self.lane, Question::Ran, Some(burnt.as_millis() as u64));
        // The kernel has counted: no reply that came late has anything to do with it.
        self.bench().journal.write(|state| state.late = None);
        unmet(
            Want::Nothing,
            Seen::Limit,
            format!("{} needs next to no processor time {meanwhile}", self.lane),
            format!("it does not come to rest: {} ms of a processor used so far", burnt.as_millis()),
        )
    }
}

/// What it did in between. The kernel counts a wait for a processor once it is over: who still waits is not asleep.
fn rest(before: &[Load], now: &[Load], is_asleep: bool, little: Duration) -> Rest {
    let earlier = |tid: i32| before.iter().find(|load| load.tid == tid).map_or(Duration::ZERO, |load| load.waited);
    let waited = now.iter().map(|load| load.waited.saturating_sub(earlier(load.tid))).max().unwrap_or_default();
    if used(before, now).iter().sum::<Duration>() > little {
        Rest::Restless
    } else if waited > WAITED || !is_asleep {
        Rest::Starved
    } else {
        Rest::Calm
    }
}

/// What each thread has used in between.
fn used(before: &[Load], now: &[Load]) -> Vec<Duration> {
    let earlier = |tid: i32| before.iter().find(|load| load.tid == tid).map_or(Duration::ZERO, |load| load.ran);
    now.iter().map(|load| load.ran.saturating_sub(earlier(load.tid))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_not_let_run_is_neither_calm_nor_restless() {
        let load =
            |tid, ran, waited| Load { tid, ran: Duration::from_millis(ran), waited: Duration::from_millis(waited) };
        let before = [load(1, 100, 40), load(2, 0, 0)];
        let table = [
            ([load(1, 100, 40), load(2, 1, 0)], true, Rest::Calm),
            ([load(1, 102, 41), load(2, 2, 0)], true, Rest::Restless),
            ([load(1, 102, 100), load(2, 0, 0)], true, Rest::Starved),
            ([load(1, 100, 40), load(2, 0, 0)], false, Rest::Starved),
            ([load(1, 150, 140), load(3, 0, 0)], false, Rest::Restless),
        ];
        for (now, is_asleep, expected) in table {
            assert_eq!(rest(&before, &now, is_asleep, NEXT_TO_NOTHING.little), expected, "{now:?}");
        }
    }
}
