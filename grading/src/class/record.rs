//! What is written of a hand-in beside it: `in/ID.json`. No names of persons stand in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::intake::shape::System;
use crate::problem::Problem;

/// A hand-in, as it was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Version of this format; 1.
    pub schema: u32,
    /// The student.
    pub id: String,
    /// Where it was downloaded; none where nothing was handed in.
    pub system: Option<System>,
    /// The digest of all its files; empty where nothing could be read.
    pub digest: String,
    /// The same without white space and comments.
    pub gist: String,
    /// How many files there are.
    pub files: usize,
    /// What was left out, and how often.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub left_out: BTreeMap<String, usize>,
    /// What else is worth saying.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// When it arrived, where that is said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub time: String,
    /// Whether the learning system calls it late.
    pub late: bool,
    /// The other attempts, by their times.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<String>,
    /// Why none of it is graded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// A `programs.toml` by the names of the files, to be accepted by a person, and its folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
    /// The digest of what came, where a person has accepted it: that holds until something else comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
    /// The labs in it.
    pub labs: BTreeMap<String, LabRecord>,
}

/// A lab of a hand-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabRecord {
    /// The folder from which it is built; empty for the hand-in itself.
    pub folder: String,
    /// Whether that is the course's crate `exercises`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_crate: bool,
    /// The digest of the folder's files.
    pub digest: String,
    /// Why it is not graded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

impl Record {
    /// That of a student of whom nothing has come.
    pub fn missing(id: &str) -> Record {
        Record {
            schema: 1,
            id: id.to_owned(),
            system: None,
            digest: String::new(),
            gist: String::new(),
            files: 0,
            left_out: BTreeMap::new(),
            notes: Vec::new(),
            time: String::new(),
            late: false,
            attempts: Vec::new(),
            problem: None,
            proposal: None,
            accepted: None,
            labs: BTreeMap::new(),
        }
    }

    /// Whether the student has handed in anything.
    pub fn has_come(&self) -> bool {
        self.system.is_some()
    }

    /// Whether it says the same as another, but for notes.
    pub fn is_like(&self, other: &Record) -> bool {
        let bare = |record: &Record| Record { notes: Vec::new(), ..record.clone() };
        bare(self) == bare(other)
    }

    /// Why a lab is not graded; none where it is, or was not handed in.
    pub fn problem_of(&self, lab: &str) -> Option<&Problem> {
        self.problem.as_ref().or_else(|| self.labs.get(lab)?.problem.as_ref())
    }
}
