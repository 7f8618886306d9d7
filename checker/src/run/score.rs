//! What verdicts are worth: which points count, and what the parts of a lab come to. Pure.

use crate::lab::{Check, Checkpoint, Lab};
use crate::verdict::{CheckReport, CheckpointReport, Verdict};

/// Whether a check's points count: not where it could not be tried, which is no fault of the learner's.
pub fn is_counted(check: &CheckReport) -> bool {
    check.verdict != Verdict::Inconclusive && !is_the_machines(check)
}

/// What the checkpoints of a lab come to by these of its checks.
pub fn checkpoints(lab: &Lab, graded: &[CheckReport]) -> Vec<CheckpointReport> {
    let report = |(place, (checkpoint, checks)): (usize, (&Checkpoint, &[Check]))| {
        let of_it = |report: &&CheckReport| checks.iter().any(|check| check.id == report.id);
        let graded: Vec<&CheckReport> = graded.iter().filter(of_it).collect();
        let passed = graded.iter().filter(|check| check.verdict == Verdict::Pass).count();
        let counted = graded.iter().filter(|check| is_counted(check));
        CheckpointReport {
            number: place + 1,
            title: checkpoint.title.into(),
            earned: graded.iter().map(|check| check.earned).sum(),
            points: counted.map(|check| check.points).sum(),
            passed,
            checks: graded.len(),
            done: graded.len() == checks.len()
                && passed > 0
                && graded.iter().all(|check| check.verdict == Verdict::Pass || is_the_machines(check)),
        }
    };
    lab.parts().enumerate().map(report).filter(|report| report.checks > 0).collect()
}

/// Skipped because of the machine, not because of another check: that is not charged to the learner.
fn is_the_machines(check: &CheckReport) -> bool {
    check.verdict == Verdict::Skipped && !check.is_for_a_need()
}
