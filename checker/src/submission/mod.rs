//! Where the programs come from: the crate `exercises`, the solutions, or a folder with `programs.toml`.

mod cargo;
mod command;
mod folder;
pub mod programs;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::lab::Lab;
use crate::labs::LABS;
use crate::verdict::BuildFailure;
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

/// The programs of one lab, built.
#[derive(Debug)]
pub struct Built {
    pub failures: Vec<BuildFailure>,
    /// The folder in which the learner's state diagrams are to be found.
    pub diagrams: PathBuf,
    programs: BTreeMap<&'static str, Program>,
}

/// A program of the contract, as it can be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Program {
    /// The command without the contract's arguments, and the folder it runs in. The command's
    /// first word is an absolute path, or a name to be looked up in PATH. That it is there is not known.
    Ready { command: Vec<String>, folder: PathBuf },
    /// There is no such program; says where one would begin: a file of the exercises, a line of `programs.toml`.
    Missing { begin: String },
    /// It could not be built; index into [`Built::failures`].
    NotBuilt { failure: usize },
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

impl Built {
    /// The program of that name in the contract: `server`.
    ///
    /// # Panics
    /// Where the lab has no such program.
    pub fn program(&self, name: &str) -> &Program {
        self.programs.get(name).unwrap_or_else(|| panic!("the lab has no program `{name}`"))
    }

    /// The clients of the one and the servers of the other, as if they were one submission.
    pub fn pair(clients: &Built, servers: &Built) -> Built {
        let of = |name: &str| if name.ends_with("server") { servers } else { clients };
        let programs = clients.programs.keys().map(|name| (*name, of(name).program(name).clone())).collect();
        Built { failures: Vec::new(), diagrams: clients.diagrams.clone(), programs }
    }

    fn new(diagrams: PathBuf) -> Built {
        Built { failures: Vec::new(), diagrams, programs: BTreeMap::new() }
    }

    /// Says that these programs could not be built.
    fn fail(&mut self, programs: &[&'static str], command: String, output: String) {
        let failure = self.failures.len();
        for program in programs {
            self.programs.insert(program, Program::NotBuilt { failure });
        }
        let programs = programs.iter().map(|program| (*program).to_owned()).collect();
        self.failures.push(BuildFailure { programs, command, output });
    }
}

fn absolute(folder: &Path) -> anyhow::Result<PathBuf> {
    folder.canonicalize().with_context(|| format!("cannot find the folder {}", folder.display()))
}
