//! What a check can come to: the five verdicts, what was wanted and what was seen instead, and the record of a run.
#![warn(missing_docs)]

mod record;
mod unmet;

pub use record::{BuildFailure, CheckReport, CheckpointReport, GapReport, LabReport, NEEDS, Report};
pub use unmet::{Mismatch, Seen, Step, Stop, Want, unmet};

use serde::{Deserialize, Serialize};

/// What became of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// All that was expected came.
    Pass,
    /// Something was expected, and something else came.
    Fail,
    /// The program reached a `todo!`, or there is no such program.
    NotStarted,
    /// Not tried, for the reason given: no IPv6 here, or a check that it needs did not pass.
    Skipped,
    /// The checker's own trouble. Never charged to the learner.
    Inconclusive,
}
