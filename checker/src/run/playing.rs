//! A check that is played a step at a time, while somebody runs the programs by hand: its own run, over words that wait.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use super::judge;
use crate::built::Built;
use crate::hand::Hand;
use crate::harness::{Bench, Harness};
use crate::lab::{Check, Lab};
use crate::peer::{self, Lease};
use crate::random::Random;
use crate::verdict::{CheckReport, Stop};

/// What became of a check that was played.
#[derive(Debug)]
pub enum Played {
    /// Who played has left before its end.
    Left,
    /// What it came to.
    Came(Box<CheckReport>),
}

/// Plays a check. Nothing is started, and nothing built.
///
/// # Errors
/// The checker's own trouble: there are no ports.
pub fn play(seed: u64, lab: &Lab, check: &'static Check, hand: &Arc<Hand>) -> anyhow::Result<Played> {
    peer::look_at_loopback()?;
    let lease = Lease::take(seed ^ u64::from(std::process::id()))?;
    let built = Built::new(PathBuf::new());
    let bench = Arc::new(Bench::by_hand(hand.clone()));
    let mut harness = Harness::new(bench, &built, &lease, Random::named(seed, check.id), Vec::new());
    let outcome = catch_unwind(AssertUnwindSafe(|| (check.run)(&mut harness)))
        .unwrap_or_else(|_| Err(Stop::Trouble(anyhow::anyhow!("the check itself panicked"))));
    let notes = std::mem::take(&mut harness.notes);
    let bench = harness.bench().clone();
    bench.journal.close();
    // What has come since the last word.
    hand.gives_up(&bench.journal);
    if hand.has_left() {
        return Ok(Played::Left);
    }
    bench.clean_up();
    let state = bench.journal.state();
    let report = judge::judge(lab, check, outcome, &state);
    let trace = judge::trace(&state, report.verdict);
    Ok(Played::Came(Box::new(CheckReport { notes, trace, ..report })))
}
