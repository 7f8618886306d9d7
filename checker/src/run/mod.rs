//! Runs the checks of a lab, side by side, each with a fresh harness; speaks in [`Progress`] events and gives a report.
//!
//! `plan` is what is wanted, `board` which check is next, `running` what runs them, `judge` what each comes
//! to, `playing` plays one by hand, `output` what is shown of what was printed, `score` what that is worth, `turn` whose turn it is on a shared machine.
#![warn(missing_docs)]

mod board;
mod judge;
mod output;
mod plan;
mod playing;
mod progress;
mod running;
mod score;
mod turn;

pub use plan::{Plan, Selection};
pub use playing::{Played, play};
pub use progress::Progress;
pub use score::{checkpoints, is_counted};
pub use turn::{TakeTurns, Turn, take_turns};

use std::time::Duration;

use anyhow::Context;

use crate::built::Built;
use crate::harness::Depth;
use crate::lab::{Check, Lab};
use crate::labs;
use crate::own::Own;
use crate::peer::{self, Lease};
use crate::process;
use crate::starter;
use crate::submission::Submission;
use crate::undo;
use crate::verdict::{CheckReport, GapReport, LabReport, Report, Verdict};

/// Builds and grades. Whoever calls it last in a process calls [`process::clean_up_everything`] afterwards.
pub fn run(plan: &Plan, submission: &Submission, tell: &mut dyn FnMut(Progress)) -> anyhow::Result<Report> {
    let (_guard, lease) = prepare(plan.seed)?;
    let mut labs = Vec::new();
    let mut notes = Vec::new();
    for selection in &plan.selection {
        tell(Progress::Building { lab: selection.lab });
        let built = submission.build_telling(selection.lab, &mut |going| tell(Progress::StillBuilding { going }));
        let built = built.with_context(|| format!("cannot build {}", selection.lab.id))?;
        tell(Progress::Built { lab: selection.lab, failures: &built.failures, left: &built.left });
        let checks = running::grade_all(plan, selection, &built, &lease, tell)?;
        let earned = checks.iter().map(|check| check.earned).sum();
        let report = LabReport {
            id: selection.lab.id.into(),
            title: selection.lab.title.into(),
            earned,
            points: checks.iter().filter(|check| is_counted(check)).map(|check| check.points).sum(),
            checkpoints: checkpoints(selection.lab, &checks),
            build: built.failures,
            checks,
            gaps: gaps(submission, selection.lab),
            begin: labs::after(selection.lab).and_then(|next| beginning(submission, next)),
            next: labs::after(selection.lab).filter(|_| earned == selection.lab.points()).map(|next| next.id.into()),
        };
        notes.extend(built.left);
        tell(Progress::Finished { lab: &report });
        labs.push(report);
    }
    Ok(Report {
        schema: 1,
        seed: plan.seed,
        thorough: plan.depth == Depth::Thorough,
        submission: submission.name.clone(),
        folder: Some(submission.folder_in_full()),
        labs,
        notes,
    })
}

/// The gaps of a lab's files; none where nobody knows what they began with.
fn gaps(submission: &Submission, lab: &Lab) -> Vec<GapReport> {
    let works = submission.whose().and_then(|(root, own)| undo::works(root, &own, lab).ok());
    works.map(|works| undo::gaps(&works)).unwrap_or_default()
}

/// The language in which a lab is begun in a folder that has nothing of it.
fn beginning(submission: &Submission, lab: &Lab) -> Option<String> {
    match submission.whose()? {
        (_, Own::Folder(folder)) => starter::beginning(&folder, lab).map(|language| language.word.to_owned()),
        (_, Own::Exercises) => None,
    }
}

/// What has to be done before programs are started: from now on nothing outlives this process, and there are ports to lease.
pub fn prepare(seed: u64) -> anyhow::Result<(process::Guard, Lease)> {
    process::adopt_orphans();
    process::raise_limits();
    peer::look_at_loopback()?;
    let guard = process::Guard::start()?;
    Ok((guard, Lease::take(seed ^ u64::from(std::process::id()))?))
}

/// Runs one check by itself, with programs that need not all come from one submission.
pub fn single(
    seed: u64,
    patience: Duration,
    lab: &'static Lab,
    check: &'static Check,
    built: &Built,
    lease: &Lease,
) -> CheckReport {
    let plan = Plan { selection: Vec::new(), seed, patience, jobs: 1, depth: Depth::Quick };
    running::grade(&plan, lab, check, built, lease, &[]).0
}

/// The report of a check that can't be tried here, for this reason.
pub fn skipped(lab: &Lab, check: &Check, reason: String) -> CheckReport {
    judge::settled(lab, check, Verdict::Skipped, reason)
}
