//! That a program costs next to no processor time while it has nothing to do, by the kernel's count.
//!
//! No clock is asked: on a busy machine a window of time only gets longer, and who does not turn in vain has used
//! nothing in it, however long it was. Who would have run and was not let is not called calm.

use std::time::Duration;

use super::Program;
use crate::process::{self, Load};
use crate::trace::Question;
use crate::verdict::{Seen, Step, Want, unmet};

/// How long a program is watched at a time, and how often at the most: a runtime may still be compiling what it has
/// just run, or collecting what it has thrown away.
const WINDOW: Duration = Duration::from_millis(150);
const WINDOWS: usize = 30;
/// What it may use in a window: 2 % of one processor.
const LITTLE: Duration = Duration::from_millis(3);
/// What a thread that turns in vain has used before it is called that: more than a runtime needs for its own ends.
const BURNT: Duration = Duration::from_millis(600);

impl Program {
    /// Expects that it comes to rest: that there is a window in which it uses next to nothing. `meanwhile` says what
    /// it has at hand then.
    ///
    /// Gives: (Nothing, Limit).
    pub fn expect_calm(&self, meanwhile: &str) -> Step {
        self.bench.not_by_hand("it looks at the processor time of the program")?;
        let began = process::load(self.pid);
        let mut before = began.clone();
        for _ in 0..WINDOWS {
            self.hold_back(WINDOW.as_millis() as u64)?;
            let now = process::load(self.pid);
            // Where the system does not tell, and of one that has ended, nothing is expected.
            if began.is_empty() || self.look(|program| program.exit).is_some() {
                return Ok(());
            }
            if !now.is_empty() && is_calm(&before, &now) {
                return Ok(());
            }
            if used(&began, &now).into_iter().max().is_some_and(|most| most >= BURNT) {
                break;
            }
            before = now;
        }
        let burnt: Duration = used(&began, &process::load(self.pid)).iter().sum();
        self.bench().asked(&self.lane, Question::Ran, Some(burnt.as_millis() as u64));
        Err(unmet(
            Want::Nothing,
            Seen::Limit,
            format!("{} needs next to no processor time {meanwhile}", self.lane),
            format!("it does not come to rest: {} ms of a processor used so far", burnt.as_millis()),
        ))
    }
}

/// Whether it has used next to nothing in between, and not because others were let run in its place.
fn is_calm(before: &[Load], now: &[Load]) -> bool {
    let earlier = |tid: i32| before.iter().find(|load| load.tid == tid).map_or(Duration::ZERO, |load| load.waited);
    let waited = now.iter().map(|load| load.waited.saturating_sub(earlier(load.tid)));
    used(before, now).iter().sum::<Duration>() <= LITTLE && waited.max().unwrap_or_default() <= WINDOW / 3
}

/// What each thread has used in between.
fn used(before: &[Load], now: &[Load]) -> Vec<Duration> {
    let earlier = |tid: i32| before.iter().find(|load| load.tid == tid).map_or(Duration::ZERO, |load| load.ran);
    now.iter().map(|load| load.ran.saturating_sub(earlier(load.tid))).collect()
}
