//! What a build gives: the programs of a lab as they can be started, and why some can't.
#![warn(missing_docs)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::verdict::BuildFailure;

/// The programs of one lab, built.
#[derive(Debug)]
pub struct Built {
    /// The commands that failed, in order.
    pub failures: Vec<BuildFailure>,
    /// The folder in which the learner's state diagrams are to be found.
    pub diagrams: PathBuf,
    /// What the builds had left running, and was ended: notes for the report.
    pub left: Vec<String>,
    pub(crate) programs: BTreeMap<&'static str, Executable>,
}

/// A program of the contract, as it can be started.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant says it")]
pub enum Executable {
    /// The command without the contract's arguments, and the folder it runs in. The command's
    /// first word is a path, from the folder where it is not absolute, or a name to be looked up in PATH. That it is
    /// there is not known.
    Ready { command: Vec<String>, folder: PathBuf },
    /// There is no such program; says where one would begin: a file of the exercises, a line of `programs.toml`.
    Missing { begin: String },
    /// It could not be built; index into [`Built::failures`].
    NotBuilt { failure: usize },
}

/// Whether it is for others to come to the program of this name: a server, or a receiver.
pub fn is_server(program: &str) -> bool {
    program.ends_with("server") || program == "receiver"
}

impl Built {
    /// The program of that name in the contract: `server`.
    ///
    /// # Panics
    /// Where the lab has no such program.
    pub fn program(&self, name: &str) -> &Executable {
        self.programs.get(name).unwrap_or_else(|| panic!("the lab has no program `{name}`"))
    }

    /// The clients of the one and the servers of the other, as if they were one submission.
    pub fn pair(clients: &Built, servers: &Built) -> Built {
        let of = |name: &str| if is_server(name) { servers } else { clients };
        let programs = clients.programs.keys().map(|name| (*name, of(name).program(name).clone())).collect();
        Built { failures: Vec::new(), diagrams: clients.diagrams.clone(), left: Vec::new(), programs }
    }

    pub(crate) fn new(diagrams: PathBuf) -> Built {
        Built { failures: Vec::new(), diagrams, left: Vec::new(), programs: BTreeMap::new() }
    }

    /// Says that these programs could not be built.
    pub(crate) fn fail(&mut self, programs: &[&'static str], command: String, output: String) {
        let failure = self.failures.len();
        for program in programs {
            self.programs.insert(program, Executable::NotBuilt { failure });
        }
        let programs = programs.iter().map(|program| (*program).to_owned()).collect();
        self.failures.push(BuildFailure { programs, command, output });
    }
}
