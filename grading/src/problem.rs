//! What may be wrong with a hand-in: a kind for programs, and words for the student.

use serde::{Deserialize, Serialize};

/// Why a hand-in, or one lab of it, is not graded until a person says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// One of [`KINDS`].
    pub kind: String,
    /// What was found, with the file and the line where there is one.
    pub message: String,
    /// A `programs.toml` by the names of the files, where that is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
}

/// All kinds, and what the student may do about each.
pub const KINDS: &[(&str, &str)] = &[
    ("nothing", "Hand in the folder with your programs and its programs.toml, as a zip file."),
    ("no-programs", "Put a programs.toml beside your programs: it says how each is built and started."),
    ("mistake", "Correct that line of programs.toml; `checker hand-in` in your folder reads it as it is read here."),
    ("missing-file", "Correct the name in programs.toml, or add the file. Linux tells upper and lower case apart."),
    (
        "foreign-binary",
        "Hand in the source, and add a `build` line to programs.toml: the program is built where it is graded.",
    ),
    ("cannot-unpack", "Hand in a zip file: `checker hand-in` makes one."),
    ("too-large", "Leave out what is built, downloaded or recorded: a hand-in is source."),
    ("bomb", "Leave out what is built, downloaded or recorded: a hand-in is source."),
    ("escapes", "Make the zip file anew from within your folder: `checker hand-in` does."),
    ("link", "Put the files themselves into the folder, in place of the links to them."),
    ("special", "Leave out what is no regular file."),
    ("overlapping", "Leave one programs.toml for each lab: it can't be told which of them counts."),
];

/// A problem of this kind.
pub fn problem(kind: &str, message: impl Into<String>) -> Problem {
    debug_assert!(KINDS.iter().any(|(known, _)| *known == kind), "{kind}");
    Problem { kind: kind.to_owned(), message: message.into(), proposal: None }
}

impl Problem {
    /// In words for the instructor, with what is proposed.
    pub fn words(&self) -> String {
        let proposal = self
            .proposal
            .as_ref()
            .map(|proposal| format!("; by the names of the files it would be\n{}", proposal.trim_end()));
        format!("{}: {}{}", self.kind, self.message, proposal.unwrap_or_default())
    }

    /// Whether a person may have it graded all the same, by `take --accept`.
    pub fn can_be_accepted(&self) -> bool {
        self.proposal.is_some() || ["missing-file", "foreign-binary", "overlapping"].contains(&&*self.kind)
    }

    /// What the student may do about it.
    pub fn advice(&self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self.kind).map_or("", |(_, advice)| advice)
    }
}
