//! Grades wrong programs against their lab, several side by side, and says where a verdict is not that of their table.

use std::io::Write as _;
use std::sync::Mutex;
use std::time::Duration;

use checker::harness::Depth;
use checker::lab::{Check, Lab};
use checker::run::{self, Plan, Selection};
use checker::submission::Submission;
use checker::verdict::{CheckReport, Report, Verdict};

use super::also::ALSO;
use super::workshop::Workshop;
use super::{DIAGRAM, Mutant};
use crate::fixture::checker;

/// Submissions that are graded side by side. Most of a wrong program's time is waiting for what does not come.
const SIDE_BY_SIDE: usize = 16;

/// How often one is tried alone: other tests still run beside it, and some take both processors for a while.
const TRIES_ALONE: usize = 4;

/// A failing check costs one of these.
const PATIENCE: Duration = Duration::from_millis(1000);

/// Checks of crowds and floods, which take seconds of a processor: they are tried with those that are meant to fail them.
const COSTLY: &[&str] = &["server-pushes-back", "server-ten-thousand"];

/// How much of its lab a wrong program is graded against.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The checks that its row names, and those of [`ALSO`].
    Named,
    /// Every check in which it takes part, so that it is seen which of them find it; but for those that cost too much.
    Whole,
}

/// A wrong program and what came of it.
pub struct Trial {
    pub mutant: &'static Mutant,
    pub reach: Reach,
    pub report: Report,
}

impl Trial {
    pub fn checks(&self) -> &[CheckReport] {
        &self.report.labs[0].checks
    }

    fn is_inconclusive(&self) -> bool {
        self.checks().iter().any(|check| check.verdict == Verdict::Inconclusive)
    }

    /// The checks that failed; not those that are skipped for a need.
    pub fn failed(&self) -> impl Iterator<Item = &CheckReport> {
        self.checks().iter().filter(|check| check.verdict == Verdict::Fail)
    }
}

/// Grades all of them, in no order. What a busy machine could not tell, or told otherwise than the table, is tried again
/// alone, and said.
pub fn grade_all(workshop: &Workshop, lab: &'static Lab, mutants: &[(&'static Mutant, Reach)]) -> Vec<Trial> {
    let mut trials = side_by_side(workshop, lab, mutants);
    for trial in &mut trials {
        for _ in 0..TRIES_ALONE {
            let complaints = complaints(trial);
            if !trial.is_inconclusive() && complaints.is_empty() {
                break;
            }
            let what = if complaints.is_empty() { "inconclusive".to_owned() } else { complaints.join("; ") };
            writeln!(std::io::stderr(), "{}, once more, alone: {what}", lab.id).expect("stderr");
            *trial = grade(workshop, lab, trial.mutant, trial.reach);
        }
    }
    trials
}

/// Tries those alone that are meant to fail this check and no other: on a busy machine they may have failed another.
pub fn grade_once_more(workshop: &Workshop, lab: &'static Lab, check: &Check, trials: &mut [Trial]) {
    for trial in trials.iter_mut().filter(|trial| matches!(trial.mutant.fails, [(id, _)] if *id == check.id)) {
        writeln!(std::io::stderr(), "{}, once more, alone: {}", lab.id, trial.mutant.name).expect("stderr");
        *trial = grade(workshop, lab, trial.mutant, trial.reach);
    }
}

fn side_by_side(workshop: &Workshop, lab: &'static Lab, mutants: &[(&'static Mutant, Reach)]) -> Vec<Trial> {
    let queue = Mutex::new(mutants.iter());
    let trials = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for number in 0..SIDE_BY_SIDE {
            let work = || {
                while let Some((mutant, reach)) = { queue.lock().expect("the queue").next() } {
                    let trial = grade(workshop, lab, mutant, *reach);
                    trials.lock().expect("the trials").push(trial);
                }
            };
            let thread = std::thread::Builder::new().name(format!("mutants {number}"));
            thread.spawn_scoped(scope, work).expect("a thread");
        }
    });
    trials.into_inner().expect("the trials")
}

/// Grades one as a person would, in a process of its own: to start a program costs a small process less than one in
/// which hundreds are graded.
fn grade(workshop: &Workshop, lab: &'static Lab, mutant: &'static Mutant, reach: Reach) -> Trial {
    let mut command = checker();
    command.args([lab.id, "--format", "json", "--seed", "1", "--jobs", "4", "--patience", "1000", "--submission"]);
    command.arg(workshop.submission(mutant));
    for check in tried(lab, mutant, reach) {
        command.args(["--check", check.id]);
    }
    let output = command.output().expect("the checker starts");
    let report = serde_json::from_slice(&output.stdout);
    let report = report.unwrap_or_else(|error| panic!("{}: {error}: {output:?}", mutant.name));
    Trial { mutant, reach, report }
}

/// Grades one against its whole lab in this process, which sees also by what a cause was looked up.
pub fn grade_here(workshop: &Workshop, lab: &'static Lab, mutant: &'static Mutant) -> Trial {
    let submission = Submission::folder(&workshop.submission(mutant)).expect("programs.toml");
    let checks = tried(lab, mutant, Reach::Whole).collect();
    let plan =
        Plan { selection: vec![Selection { lab, checks }], seed: 1, patience: PATIENCE, jobs: 4, depth: Depth::Quick };
    let report = run::run(&plan, &submission, &mut |_| {}).expect("a report");
    Trial { mutant, reach: Reach::Whole, report }
}

fn tried(lab: &'static Lab, mutant: &Mutant, reach: Reach) -> impl Iterator<Item = &'static Check> {
    let is_tried = move |check: &&Check| match reach {
        Reach::Named => is_named(lab, mutant, check.id),
        Reach::Whole => is_named(lab, mutant, check.id) || !COSTLY.contains(&check.id),
    };
    lab.checks.iter().filter(|check| takes_part(mutant, check)).filter(is_tried)
}

/// Whether its row, or that of [`ALSO`], names this check.
pub fn is_named(lab: &Lab, mutant: &Mutant, check: &str) -> bool {
    mutant.fails.iter().any(|(id, _)| *id == check) || ALSO.contains(&(lab.id, mutant.name, check))
}

/// Whether a wrong program is started by a check, or a wrong diagram read.
fn takes_part(mutant: &Mutant, check: &Check) -> bool {
    match mutant.program.strip_suffix(DIAGRAM) {
        Some(_) => check.id.starts_with("diagram-"),
        None => check.programs.contains(&mutant.program),
    }
}

/// Where the verdicts are not those of the table.
pub fn complaints(trial: &Trial) -> Vec<String> {
    let name = trial.mutant.name;
    let complaint = |(id, cause): &(&str, &str)| {
        let Some(check) = trial.checks().iter().find(|check| check.id == *id) else {
            return Some(format!("{name}: takes no part in {id}"));
        };
        if is_impossible_here(check) {
            return None;
        }
        let named = check.cause.as_deref().unwrap_or("no cause at all");
        if check.verdict != Verdict::Fail {
            Some(format!("{name}: {id} came to {:?} ({:?})", check.verdict, check.observed))
        } else if !named.starts_with(cause) {
            Some(format!(
                "{name}: {id} names another cause:\n     wanted {cause}\n     named  {named}\n     observed {:?}",
                check.observed
            ))
        } else {
            None
        }
    };
    let mut complaints: Vec<String> = trial.mutant.fails.iter().filter_map(complaint).collect();
    // What only a storm finds, it has to find alone.
    if trial.mutant.is_found_by_a_storm_alone() {
        let others = trial.failed().filter(|check| check.id != "storm");
        complaints.extend(others.map(|check| format!("{name}: found by {} as well: {:?}", check.id, check.cause)));
    }
    complaints
}

/// Failures of other checks than the table names, of which the learner is told no cause. They are said, and do not count:
/// some come only where the machine is busy.
pub fn without_cause(trial: &Trial) -> Vec<String> {
    let name = trial.mutant.name;
    let failed = trial.failed().filter(|check| check.cause.is_none());
    failed.map(|check| format!("{name}: {} has no cause for {:?}", check.id, check.observed)).collect()
}

/// Whether a check was not tried because of the machine: a name with one address only, no IPv6.
pub fn is_impossible_here(check: &CheckReport) -> bool {
    check.verdict == Verdict::Skipped && check.observed.as_ref().is_some_and(|reason| reason.ends_with(" here"))
}
