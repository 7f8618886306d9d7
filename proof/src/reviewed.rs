//! The reviewed list: changes that no check can see, because nothing is different or the contract does not say it.

use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

use crate::wrong::Wrong;

/// The whole list.
#[derive(Deserialize)]
pub struct Reviewed {
    #[serde(default, rename = "change")]
    changes: Vec<Entry>,
}

/// A change by what it is, and why nothing has to see it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    file: String,
    /// Of a module that several programs have: the one in which it is so.
    program: Option<String>,
    kind: String,
    line: String,
    was: String,
    becomes: String,
    why: Why,
    /// In a sentence.
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Why {
    /// The program does the same.
    Equal,
    /// The contract leaves it open.
    Outside,
}

impl Reviewed {
    /// # Errors
    /// Where the list can't be read, or an entry lacks its reason.
    pub fn read(path: &Path) -> anyhow::Result<Reviewed> {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        toml::from_str(&text).with_context(|| format!("cannot read {}", path.display()))
    }

    /// Why nothing has to see this change; none where it has to be seen.
    pub fn reason(&self, wrong: &Wrong) -> Option<String> {
        let change = &wrong.change;
        let is_it = |entry: &&Entry| {
            entry.file == wrong.file
                && entry.program.as_ref().is_none_or(|program| *program == wrong.program)
                && entry.kind == change.kind
                && entry.line == change.line
                && entry.was == change.was
                && entry.becomes == change.becomes
        };
        self.changes.iter().find(is_it).map(|entry| format!("{:?}: {}", entry.why, entry.reason).to_lowercase())
    }
}
