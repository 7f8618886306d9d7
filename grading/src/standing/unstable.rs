//! What came out differently from one run to the next although the checker did the same: it waits for a person.

use std::collections::{BTreeMap, BTreeSet};

use checker::verdict::{CheckReport, Verdict};

use crate::class::Class;
use crate::class::record::Record;
use crate::unit::{self, Unit};

/// Checks that passed and did not pass with the same seed.
pub fn checks(units: &[Unit]) -> Vec<String> {
    let mut seen: BTreeMap<(u64, &str), BTreeSet<bool>> = BTreeMap::new();
    for (unit, check) in all(units) {
        if let Some(passed) = outcome(check.verdict) {
            seen.entry((unit.seed, &check.id)).or_default().insert(passed);
        }
    }
    let unstable: BTreeSet<&str> = seen.iter().filter(|(_, both)| both.len() == 2).map(|((_, id), _)| *id).collect();
    unstable.into_iter().map(str::to_owned).collect()
}

/// Every check of every unit.
pub fn all(units: &[Unit]) -> impl Iterator<Item = (&Unit, &CheckReport)> {
    units.iter().flat_map(|unit| {
        let labs = unit.report.iter().flat_map(|report| &report.labs);
        labs.flat_map(move |lab| lab.checks.iter().map(move |check| (unit, check)))
    })
}

fn outcome(verdict: Verdict) -> Option<bool> {
    match verdict {
        Verdict::Pass => Some(true),
        Verdict::Fail | Verdict::NotStarted => Some(false),
        Verdict::Skipped | Verdict::Inconclusive => None,
    }
}

/// Whether a lab of a hand-in has such checks.
///
/// # Errors
/// A file that can't be read.
pub fn is_unstable(class: &Class, record: &Record, lab: &str) -> anyhow::Result<bool> {
    let mut units = Vec::new();
    for wanted in unit::wanted(class, record).iter().filter(|wanted| wanted.lab == lab) {
        units.extend(unit::there(class, wanted)?);
    }
    Ok(!checks(&units).is_empty())
}
