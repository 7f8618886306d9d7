//! Find the bug: the course's own wrong programs as riddles, with what the mistake was and where one meets it.
//!
//! The Rust programs are those that prove the checks: the tables here name them, and `edits.json` holds what is changed
//! in each, derived from the tests' tables and held against them by a test.
#![warn(missing_docs)]

mod csharp;
mod lab1;
mod lab2;
mod lab3;
mod lab4;
mod lab5;
mod lab6;
mod lab7;
mod lab8;
mod peers;
mod python;
mod shared;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::lab::{Check, Lab};
use crate::random::Random;
pub use shared::Bug;
use shared::{PeerBug, Tables};
pub use written::{LEFT_OUT, files};

const TABLES: Tables<Bug> = &[
    ("lab1", lab1::BUGS),
    ("lab2", lab2::BUGS),
    ("lab3", lab3::BUGS),
    ("lab4", lab4::BUGS),
    ("lab5", lab5::BUGS),
    ("lab6", lab6::BUGS),
    ("lab7", lab7::BUGS),
    ("lab8", lab8::BUGS),
];

/// Those in other languages.
const PEERS: &[(Tongue, Tables<PeerBug>)] = &[(Tongue::Python, python::BUGS), (Tongue::CSharp, csharp::BUGS)];

/// What is changed in each wrong program in Rust, by lab and name.
const EDITS: &str = include_str!("edits.json");

/// What is changed in a solution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The program that is wrong: `tcp-server`.
    pub program: String,
    /// The first check of the lab that it must fail.
    pub check: String,
    /// Text of the solution that stands there exactly once, and what stands in its place.
    pub edits: Vec<(String, String)>,
}

/// By lab and name.
pub type Changes = BTreeMap<String, BTreeMap<String, Change>>;

/// In which language a riddle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Tongue {
    /// Rust
    Rust,
    /// Python
    Python,
    /// C#
    #[value(name = "csharp")]
    CSharp,
}

impl Tongue {
    /// As it is called.
    pub fn name(self) -> &'static str {
        match self {
            Tongue::Rust => "Rust",
            Tongue::Python => "Python",
            Tongue::CSharp => "C#",
        }
    }

    /// As it is typed behind `--language`.
    pub fn word(self) -> &'static str {
        match self {
            Tongue::Rust => "rust",
            Tongue::Python => "python",
            Tongue::CSharp => "csharp",
        }
    }
}

/// How hard a riddle is: how far into the lab the first check stands that finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Level {
    /// Found by one of the lab's first checks
    Easy,
    /// Found by one in the middle
    Middle,
    /// Found by one of the last
    Hard,
}

/// A wrong program to be found out.
pub struct Riddle {
    /// `lab1/rust/server-reads-a-line`: what is remembered of it, and shown to nobody.
    pub id: String,
    /// Its lab.
    pub lab: &'static Lab,
    /// In which language it is.
    pub tongue: Tongue,
    /// The check that it fails.
    pub check: &'static Check,
    /// The file that is wrong, and what is changed in it.
    pub file: String,
    /// Text that stands there once, and what stands in its place.
    pub edits: Vec<(String, String)>,
    /// What the mistake was.
    pub was: &'static str,
    /// Where one meets it.
    pub life: &'static str,
}

impl Riddle {
    /// How hard it is.
    pub fn level(&self) -> Level {
        let place = self.lab.checks.iter().position(|check| check.id == self.check.id).unwrap_or(0);
        match 3 * place / self.lab.checks.len().max(1) {
            0 => Level::Easy,
            1 => Level::Middle,
            _ => Level::Hard,
        }
    }
}

/// What is changed in the wrong programs in Rust.
pub fn changes() -> Changes {
    // The file is part of the program, and a test reads it.
    serde_json::from_str(EDITS).unwrap_or_default()
}

/// All riddles of a lab.
pub fn of(lab: &'static Lab) -> Vec<Riddle> {
    let changes = changes().remove(lab.id).unwrap_or_default();
    let bugs = TABLES.iter().filter(|(id, _)| *id == lab.id).flat_map(|(_, bugs)| *bugs);
    let in_rust = bugs.filter_map(|bug| {
        let change = changes.get(bug.name)?;
        Some(Riddle {
            id: format!("{}/rust/{}", lab.id, bug.name),
            lab,
            tongue: Tongue::Rust,
            check: lab.check(&change.check)?,
            file: format!("{}.rs", change.program.replace('-', "_")),
            edits: change.edits.clone(),
            was: bug.was,
            life: bug.life,
        })
    });
    let peers = PEERS.iter().flat_map(|(tongue, tables)| tables.iter().map(move |(id, bugs)| (*tongue, *id, *bugs)));
    let peers = peers
        .filter(|(_, id, _)| *id == lab.id)
        .flat_map(|(tongue, _, bugs)| bugs.iter().map(move |bug| (tongue, bug)));
    let in_others = peers.filter_map(|(tongue, bug)| {
        Some(Riddle {
            id: format!("{}/{}/{}-{}", lab.id, tongue.word(), bug.file, bug.check),
            lab,
            tongue,
            check: lab.check(bug.check)?,
            file: bug.file.to_owned(),
            edits: vec![(bug.edit.0.to_owned(), bug.edit.1.to_owned())],
            was: bug.was,
            life: bug.life,
        })
    });
    in_rust.chain(in_others).collect()
}

/// One that was not had yet, of the seed's choice; none where all were.
pub fn choose(
    lab: &'static Lab,
    tongue: Tongue,
    level: Option<Level>,
    had: &BTreeSet<String>,
    seed: u64,
) -> Option<Riddle> {
    let is_wanted = |riddle: &Riddle| {
        riddle.tongue == tongue && level.is_none_or(|level| riddle.level() == level) && !had.contains(&riddle.id)
    };
    let mut open: Vec<Riddle> = of(lab).into_iter().filter(is_wanted).collect();
    if open.is_empty() {
        return None;
    }
    let place = Random::named(seed, "bug").below(open.len());
    Some(open.swap_remove(place))
}

/// The names of the wrong programs in Rust that are riddles, by lab.
pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLES.iter().flat_map(|(lab, bugs)| bugs.iter().map(|bug| (*lab, bug.name)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{PEERS, Tongue, of};
    use crate::labs::LABS;

    #[test]
    fn each_bug_is_one_of_its_lab() {
        for (tongue, tables) in PEERS {
            let riddles: Vec<_> =
                LABS.iter().flat_map(|lab| of(lab)).filter(|riddle| riddle.tongue == *tongue).collect();
            let wanted: usize = tables.iter().map(|(_, bugs)| bugs.len()).sum();
            assert_eq!(riddles.len(), wanted, "{}: a lab or a check that there is not", tongue.word());
            let ids: BTreeSet<&str> = riddles.iter().map(|riddle| riddle.id.as_str()).collect();
            assert_eq!(ids.len(), wanted, "{}: two of one file and check are remembered as one", tongue.word());
        }
        for (lab, tongue) in LABS.iter().flat_map(|lab| [(lab, Tongue::Python), (lab, Tongue::CSharp)]) {
            let count = of(lab).into_iter().filter(|riddle| riddle.tongue == tongue).count();
            assert!(count >= if tongue == Tongue::Python { 10 } else { 3 }, "{}, {}: {count}", lab.id, tongue.word());
        }
    }
}
