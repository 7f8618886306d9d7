//! What the runner tells while it runs.

use crate::lab::Lab;
use crate::submission::Going;
use crate::verdict::{BuildFailure, CheckReport, LabReport};

/// What the runner tells while it runs. Finished checks are told in the order of the contract.
#[expect(missing_docs, reason = "the names say it")]
pub enum Progress<'a> {
    Building {
        lab: &'static Lab,
    },
    /// A command that builds goes on: told again and again until it has ended.
    StillBuilding {
        going: &'a Going<'a>,
    },
    Built {
        lab: &'static Lab,
        failures: &'a [BuildFailure],
        /// What the builds had left running.
        left: &'a [String],
    },
    Checked {
        lab: &'static Lab,
        check: &'a CheckReport,
    },
    Finished {
        lab: &'a LabReport,
    },
}
