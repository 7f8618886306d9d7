//! The pauses of a client that finds no server: how they grow, how long they are, and what it says meanwhile.
//!
//! A line may be read late on a busy machine, never early. So a pause is too short only by the time that several
//! took together, and too long only where that happens twice.

use std::time::Duration;

use super::Program;
use crate::verdict::{Seen, Step, Want, unmet};

/// The longest pause of the contract, and half as much again.
const LONGEST: Duration = Duration::from_millis(1500);
/// The first five pauses, of 100, 200, 400, 800 and 1,000 ms, are 2.5 s together; what a late first line takes off is less.
const FIVE: Duration = Duration::from_millis(2000);
/// The tries of which the pauses before are long enough to tell when `disconnected` was said.
const LONG: usize = 3;

impl Program {
    /// Expects so many tries to connect, each after a pause that is twice the one before it, up to a second, and
    /// that it never says that it is connected. Nobody must be there to connect to.
    ///
    /// Gives: (State, Limit), (State, Connected), (State, Early), (State, Merged), what `expect_running` gives.
    pub fn expect_pauses(&self, tries: usize) -> Step {
        let mut late = 0;
        for had in 1..tries {
            while !self.says_within("connecting", had, LONGEST)? {
                self.expect_running(Want::State)?;
                late += 1;
                if late == 2 {
                    let observed = format!("{} tries, and for {} ms no other", had, LONGEST.as_millis());
                    return Err(unmet(Want::State, Seen::Limit, "no pause is longer than a second", observed));
                }
            }
            if self.count("connected") > 0 {
                let expected = "`state: connected` only when somebody has accepted";
                return Err(unmet(Want::State, Seen::Connected, expected, "it is said while nobody listens"));
            }
        }
        self.expect_doubled()?;
        self.expect_said_before_pauses(tries)
    }

    /// The pause before a try, counted from 0, if it has come: from `disconnected` to `connecting`.
    pub fn pause_before(&self, at: usize) -> Option<Duration> {
        let (lost, tried) = (self.said("disconnected"), self.said("connecting"));
        Some(Duration::from_micros(tried.get(at)?.saturating_sub(*lost.get(at)?)))
    }

    /// That the first five pauses took as long as they have to.
    fn expect_doubled(&self) -> Step {
        let said = self.said("connecting");
        let (Some(first), Some(sixth)) = (said.first(), said.get(5)) else { return Ok(()) };
        let took = Duration::from_micros(sixth.saturating_sub(*first));
        if took >= FIVE {
            return Ok(());
        }
        let observed = format!("the first five pauses took {} ms together", took.as_millis());
        Err(unmet(Want::State, Seen::Early, "pauses of 100, 200, 400, 800 and 1,000 ms", observed))
    }

    /// That it says `disconnected` when a try has failed, and not when the pause is over.
    fn expect_said_before_pauses(&self, tries: usize) -> Step {
        let (lost, tried) = (self.said("disconnected"), self.said("connecting"));
        let pauses: Vec<u64> = lost.iter().zip(&tried).map(|(lost, tried)| tried.saturating_sub(*lost)).collect();
        let due = |at: usize| 100_000 * (1_u64 << (at - 1).min(3));
        let short = |at: usize| pauses.get(at).is_some_and(|pause| *pause < due(at) / 2);
        if tries <= LONG || !(LONG..tries).all(short) {
            return Ok(());
        }
        let expected = "`state: disconnected` when a try has failed, before the pause";
        Err(unmet(Want::State, Seen::Merged, expected, "it comes together with the next `state: connecting`"))
    }
}
