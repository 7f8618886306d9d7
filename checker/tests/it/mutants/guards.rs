//! Holds the labs against what their wrong programs showed: no cause that nothing produces, no check that finds nothing of its own.

use checker::lab::{Check, Lab};

use super::Mutant;
use super::alone::NEVER_ALONE;
use super::trial::{Trial, is_impossible_here};

/// Causes of a check's own that no mutant has produced.
pub fn unproduced(lab: &Lab, trials: &[Trial]) -> Vec<String> {
    let named = |id: &str, text: &str| {
        trials
            .iter()
            .flat_map(Trial::failed)
            .any(|check| check.id == id && check.cause.as_deref().is_some_and(|cause| cause.starts_with(text)))
    };
    let missing = |check: &'static Check| {
        check
            .causes()
            .filter(|cause| !named(check.id, cause.2))
            .map(|cause| format!("{}: no mutant produces ({:?}, {:?}): {}", check.id, cause.0, cause.1, cause.2))
            .collect::<Vec<_>>()
    };
    possible(lab, trials).flat_map(missing).collect()
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

/// A mutant that fails this check and no other.
fn alone(check: &Check, trials: &[Trial]) -> Option<&'static str> {
    let fails_alone = |trial: &&Trial| trial.failed().map(|one| one.id.as_str()).eq([check.id]);
    trials.iter().find(fails_alone).map(|trial| trial.mutant.name)
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
