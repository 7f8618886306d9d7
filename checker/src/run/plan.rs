//! What is to be run, and how: the choice of a person, resolved.

use std::time::Duration;

use crate::harness::Depth;
use crate::lab::{Check, Lab};

/// What to run and how.
pub struct Plan {
    /// Which checks, lab by lab.
    pub selection: Vec<Selection>,
    /// The seed of all random choices.
    pub seed: u64,
    /// How long a check waits for something that does not come.
    pub patience: Duration,
    /// Checks that run side by side.
    pub jobs: usize,
    /// Quick, or thorough as for a final grading.
    pub depth: Depth,
}

/// A lab and those of its checks that are to be reported. What they need is run as well.
pub struct Selection {
    /// Whose checks.
    pub lab: &'static Lab,
    /// All when empty.
    pub checks: Vec<&'static Check>,
}

impl Selection {
    /// Whether a check is to be reported.
    pub fn wants(&self, check: &Check) -> bool {
        self.checks.is_empty() || self.checks.iter().any(|one| one.id == check.id)
    }

    /// The checks that those to be reported need, and what these need in turn, with the wanted ones themselves.
    pub fn needed(&self) -> Vec<&'static str> {
        let mut needed: Vec<&str> = self.checks.iter().map(|check| check.id).collect();
        let mut at = 0;
        while at < needed.len() {
            let id = needed[at];
            needed.extend(self.lab.check(id).iter().flat_map(|check| check.needs));
            at += 1;
        }
        needed
    }
}
