//! `merge`: the units of other copies of a class come into this one. What came out differently there is kept beside what is here.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::class::Class;
use crate::unit::{self, Unit};

/// What was merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Units that were not here.
    pub new: usize,
    /// Units that came out as here.
    pub same: usize,
    /// Units that came out differently: both are kept.
    pub different: usize,
}

/// Merges classes, or their folders `out`, into a class.
///
/// # Errors
/// A file can't be read or written.
pub fn merge(class: &Class, others: &[PathBuf]) -> anyhow::Result<Merged> {
    let mut merged = Merged::default();
    for other in others {
        let out = if other.join("out").is_dir() { other.join("out") } else { other.clone() };
        for id in folders(&out)? {
            for lab in folders(&out.join(&id))? {
                for file in unit::files(&out.join(&id).join(&lab)) {
                    one(class, &unit::read(&file)?, &mut merged)?;
                }
            }
        }
    }
    Ok(merged)
}

fn one(class: &Class, unit: &Unit, merged: &mut Merged) -> anyhow::Result<()> {
    anyhow::ensure!(
        [&unit.id, &unit.lab, &unit.key].iter().all(|part| !part.contains('/') && !part.starts_with('.')),
        "a unit names {}/{}/{}, which is no place in a class",
        unit.id,
        unit.lab,
        unit.key
    );
    let folder = class.units(&unit.id, &unit.lab);
    let there: Vec<Unit> = unit::files(&folder)
        .iter()
        .map(|file| unit::read(file))
        .filter(|read| read.as_ref().map_or(true, |there| there.key == unit.key))
        .collect::<anyhow::Result<_>>()?;
    let plain = format!("{}.json", unit.key);
    if there.iter().any(|there| same(there, unit)) {
        merged.same += 1;
    } else if there.is_empty() || !unit.is_graded() {
        if there.is_empty() {
            unit::put(&folder, &plain, unit)?;
            merged.new += 1;
        }
    } else if there.iter().all(|there| !there.is_graded()) {
        // What could not be graded here was graded there.
        unit::write(class, unit)?;
        merged.new += 1;
    } else {
        let digest = blake3::hash(serde_json::to_string(unit)?.as_bytes()).to_hex();
        unit::put(&folder, &format!("{}.{}.json", unit.key, &digest[..8]), unit)?;
        merged.different += 1;
    }
    Ok(())
}

/// Whether both came to the same verdicts.
fn same(one: &Unit, other: &Unit) -> bool {
    let verdicts = |unit: &Unit| -> Vec<_> {
        let checks = unit.report.iter().flat_map(|report| &report.labs).flat_map(|lab| &lab.checks);
        checks.map(|check| (check.id.clone(), check.verdict)).collect()
    };
    one.state == other.state && verdicts(one) == verdicts(other)
}

fn folders(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
