//! The record of a run: what every report is a function of.

use serde::{Deserialize, Serialize};

use super::{Seen, Verdict, Want};
use crate::diagram::Drawing;
use crate::trace::{Trace, Wire};

/// The record of a whole run: what every report is a function of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Version of this format; 1.
    pub schema: u32,
    /// The seed of all random choices: `--seed` makes them again.
    pub seed: u64,
    /// Whether it took the time of a final grading (`--thorough`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub thorough: bool,
    /// The submission, as a person would name it: `exercises`, `solutions`, a folder.
    pub submission: String,
    /// The folder that was graded, in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// In the order of the course.
    pub labs: Vec<LabReport>,
    /// What is to be said of the run as a whole: what was still running at its end, and was ended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// What a lab came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabReport {
    /// The stable name: `lab1`, `server-echo`.
    pub id: String,
    /// In words.
    pub title: String,
    /// Points that were earned.
    pub earned: u32,
    /// What the checks that were run are worth: 100, or less where only some were chosen.
    pub points: u32,
    /// What each checkpoint came to of which a check was run; none where the lab has no checkpoints.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checkpoints: Vec<CheckpointReport>,
    /// What the compiler said of the programs that could not be built, as it said it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub build: Vec<BuildFailure>,
    /// In the order of the contract.
    pub checks: Vec<CheckReport>,
    /// How many gaps are filled, of each file of the learner's that began with some.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<GapReport>,
    /// The lab of the course that comes next, once all the points of this one are earned: `lab2`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The language in which that lab is begun, in a folder that has nothing of it: `python`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin: Option<String>,
}

/// The gaps of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapReport {
    /// Its name: `server.rs`.
    pub file: String,
    /// Those that hold code.
    pub filled: usize,
    /// All there are.
    pub all: usize,
}

/// What a part of a lab came to that is a success of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckpointReport {
    /// Its place among those of the lab, from 1.
    pub number: usize,
    /// In words.
    pub title: String,
    /// Points that were earned.
    pub earned: u32,
    /// What those of its checks that were run are worth.
    pub points: u32,
    /// Checks that passed.
    pub passed: usize,
    /// How many of its checks were run.
    pub checks: usize,
    /// Every check of it was run, and none that can be tried here did not pass.
    pub done: bool,
}

/// A program that could not be built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildFailure {
    /// The programs that this leaves unbuilt: `server`.
    pub programs: Vec<String>,
    /// The command that failed.
    pub command: String,
    /// What it printed, unescaped, without colours.
    pub output: String,
}

/// What a check came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckReport {
    /// The stable name: `lab1`, `server-echo`.
    pub id: String,
    /// What holds if it passes.
    pub claim: String,
    /// What it came to.
    pub verdict: Verdict,
    /// Points that can be earned.
    pub points: u32,
    /// Points that were earned.
    pub earned: u32,
    /// How long it took, in milliseconds.
    pub millis: u64,
    /// Of a failed check: what was expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// Of a failed check: what came instead. Of any other verdict but pass: the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed: Option<String>,
    /// Of a failed check, where nothing crashed: what was wanted and what was seen, by which its cause was looked up.
    /// For whoever holds the causes against what produces them; no format has it.
    #[serde(skip)]
    pub unmet: Option<(Want, Seen)>,
    /// Of a failed check: the likely cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// Where to read on, relative to the book: `lab1.html#server-half-close`.
    pub see: String,
    /// What else is worth saying: a half that was skipped, a process that was left running.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The last lines that the programs printed, escaped: `server stderr: error: ...`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub output: Vec<String>,
    /// State diagrams in which something is marked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drawings: Vec<Drawing>,
    /// What was seen.
    pub trace: Trace,
    /// The addresses at both ends of what went over the wire. Only a capture has them.
    #[serde(skip)]
    pub wires: Vec<Wire>,
}

/// How the reason begins for which a check is skipped that builds on another.
pub const NEEDS: &str = "needs ";

impl CheckReport {
    /// Skipped because a check that it builds on did not pass.
    pub fn is_for_a_need(&self) -> bool {
        self.verdict == Verdict::Skipped && self.observed.as_deref().is_some_and(|reason| reason.starts_with(NEEDS))
    }
}

impl LabReport {
    /// How many checks came to this.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.checks.iter().filter(|check| check.verdict == verdict).count()
    }
}

impl Report {
    /// The exit status of a run: 0 all passed, 3 something was inconclusive, 1 something else did not pass.
    /// A check that can't be tried on this machine is no failure; one that was chosen and needs another that did
    /// not pass is one, although that other is not in the report.
    pub fn status(&self) -> u8 {
        let checks = || self.labs.iter().flat_map(|lab| &lab.checks);
        let any = |wanted: Verdict| checks().any(|check| check.verdict == wanted);
        if any(Verdict::Inconclusive) {
            3
        } else if any(Verdict::Fail) || any(Verdict::NotStarted) || checks().any(CheckReport::is_for_a_need) {
            1
        } else {
            0
        }
    }
}
