//! The boxes: what each keeps from the programs of strangers. [`line`] makes one, [`probe`] says whether this machine can, [`users`] are whom
//! programs become in it.

mod line;
mod probe;
mod users;

pub use line::command;
pub use probe::probe;
pub use users::user;

use std::path::{Path, PathBuf};

use nix::unistd::Uid;
use serde::{Deserialize, Serialize};

use crate::locks::{self, Locks};

/// How far programs are kept from the machine and from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Not at all: for programs that are trusted (`--trust`).
    None,
    /// A user of its own for each (root, in a container).
    Uid,
    /// A box around the checker and the programs (bubblewrap).
    Half,
    /// That box, and in it the programs are another user than the checker (bubblewrap, as root).
    Full,
}

impl Level {
    /// As it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Level::None => "none",
            Level::Uid => "uid",
            Level::Half => "half",
            Level::Full => "full",
        }
    }

    /// What it promises, with these locks.
    pub fn promise(self, locks: Locks) -> String {
        let boxed = "no files but /usr and /etc, no network but its own loopback, nothing left running";
        match self {
            Level::None => {
                "nothing is kept from the programs; nothing of them is left when a lab has been graded".to_owned()
            }
            Level::Uid => "each slot has a user of its own: other hand-ins, results and the checker are out of reach; \
                 /etc, the network and the disk are not"
                .to_owned(),
            Level::Half if locks.are_whole() => {
                format!("{boxed}; checker and report are out of reach, though they belong to the same user")
            }
            Level::Half => format!("{boxed}; a program could still reach the checker beside it and its report"),
            Level::Full => format!("{boxed}; checker and report belong to another user"),
        }
    }

    /// Whether a program could read what is the grader's, and so show it in its report.
    pub fn hides_nothing(self) -> bool {
        self == Level::None
    }
}

/// The checker that is taken into a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checker {
    /// This program, in the file that is given: it locks in what it starts.
    Ours(PathBuf),
    /// Another one, with the command line of `checker`.
    Another(PathBuf),
}

impl Checker {
    /// Its file.
    pub fn file(&self) -> &Path {
        match self {
            Checker::Ours(file) | Checker::Another(file) => file,
        }
    }

    /// The same in another place.
    pub fn at(&self, file: PathBuf) -> Checker {
        match self {
            Checker::Ours(_) => Checker::Ours(file),
            Checker::Another(_) => Checker::Another(file),
        }
    }
}

/// Whether what is graded is built in a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Built {
    /// It is, and what comes of that goes with the box.
    Anew,
    /// It is, and what comes of that is packed for boxes to come.
    AndKept,
    /// It was, in an earlier box: the input is what that one has packed.
    Before,
}

/// What goes into a box, and out of it.
pub struct Job<'a> {
    /// Which slot: each has a user of its own.
    pub slot: usize,
    /// The checker.
    pub checker: &'a Checker,
    /// Whether it is built in the box.
    pub built: Built,
    /// The folder that is graded: a copy, which nobody else has.
    pub input: &'a Path,
    /// The folder for the report.
    pub output: &'a Path,
    /// What else is to be read in the box, at the place where it is.
    pub tools: &'a [PathBuf],
    /// The tokens that the checkers of all slots share.
    pub turns: Option<&'a Path>,
    /// Seconds that the programs of a lab may use of the processors.
    pub cpu: u64,
    /// Checks that run side by side.
    pub jobs: usize,
    /// More arguments of the checker.
    pub arguments: Vec<String>,
}

/// Whether whoever runs this is root.
pub fn is_root() -> bool {
    Uid::effective().is_root()
}

/// What this kernel keeps from the programs in a box of this level: nothing without one, nor where the checker is not ours.
pub fn locks(level: Level, checker: &Checker) -> Locks {
    match (level, checker) {
        (Level::None, _) | (_, Checker::Another(_)) => Locks::default(),
        _ => locks::probe(),
    }
}

/// Who may look into the folder of the tokens, as a mode; none where programs could take them as well as the checker.
pub fn sharers(level: Level, locks: Locks) -> Option<u32> {
    match level {
        // Each slot's checker is another user, and its programs are that user, too.
        Level::Half => locks.keep_files().then_some(0o755),
        Level::None | Level::Uid | Level::Full => Some(0o700),
    }
}

/// Who has to own the input and the output of a slot.
pub fn owners(level: Level, slot: usize) -> (Option<u32>, Option<u32>) {
    let user = if is_root() { user(slot) } else { None };
    match level {
        Level::Half => (user, user),
        Level::Uid => (user, None),
        Level::Full | Level::None => (None, None),
    }
}
