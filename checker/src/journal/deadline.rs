//! The time that an expectation may take, and whose it was: the programs' or the machine's.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long one look at the record may sleep before the machine is looked at instead.
pub(super) const SLICE: Duration = Duration::from_millis(50);

/// The time that an expectation may take.
///
/// Only time in which the programs and the checker could run is counted: what a program spent
/// waiting for a processor, and what the checker overslept, is the machine's. But what the threads of one
/// program ran is time that it had, however many of them waited meanwhile; of several, the one that ran most counts.
pub struct Deadline<'a> {
    patience: Duration,
    spent: Duration,
    elapsed: Duration,
    /// What the programs have had of the processors so far.
    look: Box<dyn FnMut() -> Processors + 'a>,
    before: Option<Processors>,
    /// What they have run since.
    ran: Duration,
    /// Time that has passed since they were looked at.
    unlooked: Duration,
    /// Where somebody else says when it is over: whether they have.
    said: Option<Arc<AtomicBool>>,
}

/// What some programs have had of the processors: how long the threads of the one that ran most ran, and how long the
/// threads of all of them were ready to and were not let, each added up.
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

    pub(super) fn left(&self) -> Result<Duration, Over> {
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
    pub(super) fn spend(&mut self, slept: Duration, slice: Duration) {
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
    pub(super) fn is_due(&mut self, slept: Duration) -> bool {
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
