//! Where the programs come from: the crate `exercises`, the solutions, or a folder with `programs.toml`.

use std::path::{Path, PathBuf};

use crate::lab::Lab;
use crate::verdict::BuildFailure;

/// Programs to grade, not yet built.
pub struct Submission {
    /// As a person would name it: `exercises`, `solutions`, the folder.
    pub name: String,
    // private: which kind, its folder ...
}

/// The programs of one lab, built.
pub struct Built {
    pub failures: Vec<BuildFailure>,
    // private: a map from the program's name to its Program
}

/// A program of the contract, as it can be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Program {
    /// The command without the contract's arguments, and the folder it runs in.
    Ready { command: Vec<String>, folder: PathBuf },
    /// There is no such program; says where one would begin: a file of the exercises, a line of `programs.toml`.
    Missing { begin: String },
    /// It could not be built; index into [`Built::failures`].
    NotBuilt { failure: usize },
}

impl Submission {
    /// The learner's crate in the repository at `root`.
    pub fn exercises(_root: &Path) -> anyhow::Result<Submission> {
        unimplemented!("being written")
    }
    pub fn solutions(_root: &Path) -> anyhow::Result<Submission> {
        unimplemented!("being written")
    }
    pub fn folder(_folder: &Path) -> anyhow::Result<Submission> {
        unimplemented!("being written")
    }
    pub fn build(&self, _lab: &Lab) -> anyhow::Result<Built> {
        unimplemented!("being written")
    }
}

impl Built {
    pub fn program(&self, _name: &str) -> &Program {
        unimplemented!("being written")
    }
}
