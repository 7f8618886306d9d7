//! Where the programs come from: the crate `exercises`, the solutions, or a folder with `programs.toml`.

mod cargo;
mod command;
mod folder;
pub mod programs;

use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::built::Built;
use crate::lab::Lab;
use crate::labs::LABS;
use programs::Programs;

/// Programs to grade, not yet built.
pub struct Submission {
    /// As a person would name it: `exercises`, `solutions`, the folder.
    pub name: String,
    kind: Kind,
}

enum Kind {
    /// A crate of the repository at `root`. Its binary for lab1's server is `lab1-server` and the suffix.
    Crate { root: PathBuf, package: &'static str, suffix: &'static str },
    /// A folder, by its absolute path, and what its `programs.toml` says.
    Folder { folder: PathBuf, programs: Programs },
}

impl Submission {
    /// The learner's crate in the repository at `root`.
    ///
    /// # Errors
    /// Where there is no such crate.
    pub fn exercises(root: &Path) -> anyhow::Result<Submission> {
        Submission::package(root, "exercises", "")
    }

    /// The reference solutions in the repository at `root`.
    ///
    /// # Errors
    /// Where there are none.
    pub fn solutions(root: &Path) -> anyhow::Result<Submission> {
        Submission::package(root, "solutions", "-solution")
    }

    /// A folder with `programs.toml`.
    ///
    /// # Errors
    /// Where there is no such folder or file, or the file says something that it may not: with its
    /// name, the line, and what is expected there.
    pub fn folder(folder: &Path) -> anyhow::Result<Submission> {
        Submission::of_programs(folder, programs::read(folder, LABS)?)
    }

    /// A folder of which it is known already how its programs are built and started.
    ///
    /// # Errors
    /// Where there is no such folder.
    pub fn of_programs(folder: &Path, programs: Programs) -> anyhow::Result<Submission> {
        let name = folder.display().to_string();
        let folder = absolute(folder)?;
        Ok(Submission { name, kind: Kind::Folder { folder, programs } })
    }

    /// Builds the programs of a lab. That one of them cannot be built is no error, but what comes out.
    ///
    /// # Errors
    /// The checker's own trouble: no cargo, no shell.
    pub fn build(&self, lab: &Lab) -> anyhow::Result<Built> {
        match &self.kind {
            Kind::Crate { root, package, suffix } => cargo::build(root, package, suffix, lab),
            Kind::Folder { folder, programs } => folder::build(folder, programs.lab(lab.id), lab),
        }
    }

    fn package(root: &Path, package: &'static str, suffix: &'static str) -> anyhow::Result<Submission> {
        let manifest = root.join(package).join("Cargo.toml");
        anyhow::ensure!(manifest.is_file(), "there is no {}", manifest.display());
        let root = absolute(root)?;
        Ok(Submission { name: package.to_owned(), kind: Kind::Crate { root, package, suffix } })
    }
}

fn absolute(folder: &Path) -> anyhow::Result<PathBuf> {
    folder.canonicalize().with_context(|| format!("cannot find the folder {}", folder.display()))
}
