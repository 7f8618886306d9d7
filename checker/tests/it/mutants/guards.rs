//! Holds the labs against what their wrong programs showed: no cause that nothing produces, no check that finds nothing of its own.

use checker::lab::{Check, Lab};
use checker::verdict::CheckReport;

use super::Mutant;
use super::alone::NEVER_ALONE;
use super::also::ALSO;
use super::trial::{Reach, Trial, is_impossible_here, is_named};

/// Causes of a check's own that no mutant has produced.
pub fn unproduced(lab: &Lab, trials: &[Trial]) -> Vec<String> {
    let missing = |check: &'static Check| {
        check
            .causes()
            .filter(|cause| !trials.iter().any(|trial| is_produced(check, cause.2, trial)))
            .map(|cause| format!("{}: no mutant produces ({:?}, {:?}): {}", check.id, cause.0, cause.1, cause.2))
            .collect::<Vec<_>>()
    };
    possible(lab, trials).flat_map(missing).collect()
}

/// Of a grading against the whole lab: what [`ALSO`] lacks, and what stands there for nothing.
pub fn unlisted(lab: &'static Lab, trials: &[Trial]) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut needed = Vec::new();
    for (check, cause) in possible(lab, trials).flat_map(|check| check.causes().map(move |cause| (check, cause.2))) {
        let mut producers: Vec<&Mutant> =
            trials.iter().filter(|trial| is_produced(check, cause, trial)).map(|trial| trial.mutant).collect();
        if producers.iter().any(|mutant| mutant.fails.iter().any(|(id, _)| *id == check.id)) {
            continue;
        }
        producers.sort_by_key(|mutant| mutant.name);
        match producers.iter().find(|mutant| is_named(lab, mutant, check.id)).or(producers.first()) {
            Some(mutant) if is_named(lab, mutant, check.id) => needed.push((lab.id, mutant.name, check.id)),
            Some(mutant) => {
                let row = (lab.id, mutant.name, check.id);
                if !needed.contains(&row) {
                    complaints.push(format!("also.rs lacks {row:?}: {cause}"));
                }
                needed.push(row);
            }
            None => (),
        }
    }
    let needless = ALSO.iter().filter(|row| row.0 == lab.id && !needed.contains(row));
    complaints.extend(needless.map(|row| format!("also.rs names {row:?} for nothing")));
    complaints
}

/// Whether a mutant fails this check, and is told this cause.
fn is_produced(check: &Check, cause: &str, trial: &Trial) -> bool {
    let is_told = |one: &CheckReport| one.cause.as_deref().is_some_and(|told| told.starts_with(cause));
    trial.failed().any(|one| one.id == check.id && is_told(one))
}

/// Checks that no mutant fails alone, where that is not said in the list.
pub fn not_alone(lab: &Lab, trials: &[Trial]) -> Vec<&'static Check> {
    let is_missing = |check: &&Check| alone(check, trials).is_none() && reason(lab, check).is_none();
    possible(lab, trials).filter(is_missing).collect()
}

/// The same in words, and those of the list that a mutant does fail alone.
pub fn never_alone(lab: &Lab, trials: &[Trial]) -> Vec<String> {
    let nothing = |check: &Check| format!("{}: no mutant fails it and nothing else", check.id);
    let needless = |check: &'static Check| {
        let (mutant, reason) = (alone(check, trials)?, reason(lab, check)?);
        Some(format!("{}: {mutant} fails it alone, and the list says that nothing can: {reason}", check.id))
    };
    let missing = not_alone(lab, trials).into_iter().map(nothing);
    missing.chain(possible(lab, trials).filter_map(needless)).collect()
}

/// A mutant that fails this check and no other of the lab.
fn alone(check: &Check, trials: &[Trial]) -> Option<&'static str> {
    let fails_alone = |trial: &&Trial| trial.failed().map(|one| one.id.as_str()).eq([check.id]);
    trials.iter().filter(|trial| trial.reach == Reach::Whole).find(fails_alone).map(|trial| trial.mutant.name)
}

/// Why none can be, where the list says so.
fn reason(lab: &Lab, check: &Check) -> Option<&'static str> {
    NEVER_ALONE.iter().find(|(of, id, _)| *of == lab.id && *id == check.id).map(|entry| entry.2)
}

/// The checks that this machine can try: `localhost` may have one address only.
fn possible(lab: &Lab, trials: &[Trial]) -> impl Iterator<Item = &'static Check> {
    let is_possible = |check: &&Check| {
        let all = || trials.iter().flat_map(Trial::checks).filter(|one| one.id == check.id);
        !all().any(is_impossible_here)
    };
    lab.checks.iter().filter(is_possible).collect::<Vec<_>>().into_iter()
}

/// Checks with fewer than two mutants in the table.
pub fn uncovered(lab: &Lab, mutants: &[&Mutant]) -> Vec<String> {
    let count =
        |check: &Check| mutants.iter().filter(|mutant| mutant.fails.iter().any(|(id, _)| *id == check.id)).count();
    let few = lab.checks.iter().filter(|check| count(check) < 2);
    few.map(|check| format!("{} has {} mutants", check.id, count(check))).collect()
}
