//! Which hints a learner has taken: remembered with the progress of their own programs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;

use crate::own::Own;

const FILE: &str = "hints.json";

/// Takes the next hint about something, of so many, and gives its number from 0 on. Once all are taken the last one is
/// given again.
///
/// # Errors
/// It can't be remembered.
pub fn take(root: &Path, own: &Own, about: &str, all: usize) -> anyhow::Result<usize> {
    let text = fs::read(own.kept(root).join(FILE)).unwrap_or_default();
    // What can't be read is begun anew: it is worth nothing.
    let mut taken: BTreeMap<String, usize> = serde_json::from_slice(&text).unwrap_or_default();
    let count = taken.entry(about.to_owned()).or_default();
    let next = (*count).min(all.saturating_sub(1));
    *count = next + 1;
    let text = serde_json::to_string(&taken)?;
    own.write(root, FILE, &text).context("cannot remember which hints were taken")?;
    Ok(next)
}
