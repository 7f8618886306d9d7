//! One grade of several runs: each check counts as it came out at its worst.

use checker::lab::Lab;
use checker::labs;
use checker::run::{checkpoints, is_counted};
use checker::verdict::{CheckReport, LabReport, Verdict};

use crate::unit::Unit;

/// The lab with every check at its worst; none where nothing was reported.
pub fn of(lab: &'static Lab, units: &[Unit]) -> Option<LabReport> {
    let reports: Vec<&LabReport> =
        units.iter().filter_map(|unit| unit.report.as_ref()).flat_map(|report| &report.labs).collect();
    let first = *reports.first()?;
    let worst = |check: &CheckReport| {
        let same = reports.iter().flat_map(|report| &report.checks).filter(|other| other.id == check.id);
        same.min_by_key(|other| rank(other.verdict)).unwrap_or(check).clone()
    };
    let checks: Vec<CheckReport> = first.checks.iter().map(worst).collect();
    let earned = checks.iter().map(|check| check.earned).sum();
    Some(LabReport {
        earned,
        points: checks.iter().filter(|check| is_counted(check)).map(|check| check.points).sum(),
        checkpoints: checkpoints(lab, &checks),
        build: reports.iter().find(|report| !report.build.is_empty()).unwrap_or(&first).build.clone(),
        next: labs::after(lab).filter(|_| earned == lab.points()).map(|next| next.id.to_owned()),
        checks,
        ..first.clone()
    })
}

/// What counts before what.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Fail => 0,
        Verdict::NotStarted => 1,
        Verdict::Skipped => 2,
        Verdict::Inconclusive => 3,
        Verdict::Pass => 4,
    }
}
