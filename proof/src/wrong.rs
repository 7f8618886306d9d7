//! A wrong program that a machine made, and where it can be graded.

use std::path::PathBuf;
use std::time::Duration;

use checker::harness::Depth;
use checker::lab::{Check, Lab};
use checker::run::{self, Plan, Selection};
use checker::submission::Submission;
use checker::verdict::{CheckReport, Verdict};

use crate::change::Change;
use crate::timing::JOBS;

/// Ready to be graded.
pub struct Wrong {
    /// `rs-lab2-tcp-client-017`
    pub name: String,
    pub lab: &'static Lab,
    pub program: String,
    /// As the reviewed list names it: `lab1-echo/server.rs`.
    pub file: String,
    pub change: Change,
    /// Its folder, with `programs.toml`.
    pub folder: PathBuf,
}

/// A check that caught it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    pub check: String,
    /// By what a cause was looked up and none was found: `(Bytes, Fin)`. None where the learner is told a cause.
    pub unexplained: Option<String>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// By these checks.
    Caught(Vec<By>),
    Survived,
    /// The checker could not tell.
    Inconclusive,
}

impl Outcome {
    /// Whether some check has caught it both times.
    pub fn has_check_of(&self, other: &Outcome) -> bool {
        let (Outcome::Caught(one), Outcome::Caught(other)) = (self, other) else { return false };
        one.iter().any(|by| other.iter().any(|again| again.check == by.check))
    }
}

impl Wrong {
    /// Grades it by every check in which it takes part.
    ///
    /// # Errors
    /// The checker's own trouble.
    pub fn grade(&self, seed: u64, patience: Duration) -> anyhow::Result<Outcome> {
        let takes_part = |check: &&'static Check| check.programs.contains(&self.program.as_str());
        let checks = self.lab.checks.iter().filter(takes_part).collect();
        let selection = vec![Selection { lab: self.lab, checks }];
        let plan = Plan { selection, seed, patience, jobs: JOBS, depth: Depth::Quick };
        let report = run::run(&plan, &Submission::folder(&self.folder)?, &mut |_| {})?;
        let checks = &report.labs[0].checks;
        let of = |wanted: Verdict| checks.iter().filter(move |check| check.verdict == wanted);
        let by = |check: &CheckReport| {
            let lookup = || format!("{:?}", check.unmet);
            By { check: check.id.clone(), unexplained: check.cause.is_none().then(lookup) }
        };
        let failed: Vec<By> = of(Verdict::Fail).map(by).collect();
        Ok(if !failed.is_empty() {
            Outcome::Caught(failed)
        } else if of(Verdict::Inconclusive).next().is_some() {
            Outcome::Inconclusive
        } else {
            Outcome::Survived
        })
    }
}
