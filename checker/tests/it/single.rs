//! One check of a test's own, on programs of a test's own.

use std::time::Duration;

use checker::lab::{Check, Lab};
use checker::labs::LABS;
use checker::run;
use checker::submission::Submission;
use checker::verdict::CheckReport;

use crate::fixture::{folder, write};

/// A check that a test gives what it lacks.
pub const BLANK: Check = Check {
    id: "single",
    claim: "it holds",
    points: 1,
    programs: &[],
    needs: &[],
    runs: &[],
    tries: "It tries.",
    run: |_| Ok(()),
    causes: &[],
};

/// The check's report, with these files as the submission.
pub fn graded(name: &str, check: &'static Check, programs: &str, files: &[(&str, String)]) -> CheckReport {
    let folder = folder(&format!("single-{name}"));
    let programs = format!("[lab1]\n{programs}\n");
    write(&folder, &[("programs.toml", &programs)]);
    write(&folder, &files.iter().map(|(path, text)| (*path, text.as_str())).collect::<Vec<_>>());
    let lab: &'static Lab = LABS[0];
    let built = Submission::folder(&folder).and_then(|submission| submission.build(lab)).expect("it can be built");
    assert!(built.failures.is_empty(), "{:?}", built.failures);
    let (_guard, lease) = run::prepare(7).expect("there are ports");
    run::single(7, Duration::from_secs(2), lab, check, &built, &lease)
}
