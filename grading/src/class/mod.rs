//! The folder of a class: what it is graded by, who is in it, what they handed in, and where everything else goes.

pub mod labs;
pub mod record;
pub mod roster;
pub mod when;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use checker::labs::LABS;
use checker::nearest::hint;
use checker::whole;
use serde::Deserialize;

use crate::boxes::Level;
use record::Record;

/// What a class is graded by: `class.toml`, which a person may edit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The labs that are graded.
    #[serde(default)]
    pub labs: Vec<String>,
    /// The seeds of the runs, used in turn.
    pub seeds: Vec<u64>,
    /// How often each lab of each student is run.
    pub runs: usize,
    /// Milliseconds that a check waits for something that does not come.
    pub patience: u64,
    /// Seconds that a unit may take.
    pub wall: u64,
    /// Seconds that all programs of a unit may use of the processors.
    #[serde(default = "cpu")]
    pub cpu: u64,
    /// The box that is wanted.
    #[serde(rename = "box")]
    pub level: Level,
    /// When it was due: `2026-03-01 23:59`
    #[serde(default)]
    pub due: Option<String>,
    /// The folder of the course, for hand-ins that are its crate `exercises`.
    #[serde(default)]
    pub course: Option<PathBuf>,
}

/// A class on the disk.
#[derive(Clone, Debug)]
pub struct Class {
    /// Its folder.
    pub folder: PathBuf,
    /// What it is graded by.
    pub settings: Settings,
}

/// Of a class that was begun before this was settled.
fn cpu() -> u64 {
    60
}

const BEGIN: &str = "\
# What this class is graded by. Change what you like: only what that touches is run again.
labs = []
# The random choices of a run come from its seed; all runs have the first one where there are no more.
seeds = [SEED]
runs = 1
# Milliseconds that a check waits for something that does not come; seconds that a lab of a student may take, and that its
# programs may use of the processors.
patience = 2000
wall = 90
cpu = 60
# full, half, uid or none: what each keeps is in the book, `For instructors`.
box = \"full\"
";

impl Class {
    /// A class that is there.
    ///
    /// # Errors
    /// There is none, or there is a mistake in its `class.toml`.
    pub fn open(folder: &Path) -> anyhow::Result<Class> {
        let file = folder.join("class.toml");
        let text = fs::read_to_string(&file).with_context(|| {
            format!("{} is no class: `checker grade take FROM --into {0}` makes one", folder.display())
        })?;
        let settings: Settings =
            toml::from_str(&text).with_context(|| format!("there is a mistake in {}", file.display()))?;
        ensure!(!settings.seeds.is_empty() && settings.runs > 0, "{} wants a seed and a run", file.display());
        known(&settings.labs)?;
        Ok(Class { folder: folder.to_owned(), settings })
    }

    /// A class that is there, or else a new one, whose runs have this seed.
    ///
    /// # Errors
    /// The folder can't be made, or holds something else.
    pub fn open_or_begin(folder: &Path, seed: u64) -> anyhow::Result<Class> {
        if folder.join("class.toml").exists() {
            return Class::open(folder);
        }
        let failed = || format!("cannot make the class {}", folder.display());
        fs::create_dir_all(folder).with_context(failed)?;
        ensure!(fs::read_dir(folder)?.next().is_none(), "{} is no class, and not empty", folder.display());
        for part in ["in", "out", "page", "sheet", "log"] {
            fs::create_dir_all(folder.join(part)).with_context(failed)?;
        }
        let text = BEGIN.replace("SEED", &seed.to_string());
        whole::write(&folder.join("class.toml"), &text).with_context(failed)?;
        Class::open(folder)
    }

    /// Writes one setting, and leaves all else in the file as it is.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn set(&mut self, key: &str, value: &toml::Value) -> anyhow::Result<()> {
        let file = self.folder.join("class.toml");
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let line = format!("{key} = {value}");
        let is_it = |old: &str| old.split_once('=').is_some_and(|(name, _)| name.trim() == key);
        let mut lines: Vec<&str> = text.lines().collect();
        match lines.iter_mut().find(|old| is_it(old)) {
            Some(old) => *old = &line,
            None => lines.push(&line),
        }
        let fresh = format!("{}\n", lines.join("\n"));
        if fresh != text {
            whole::write(&file, &fresh).with_context(|| format!("cannot write {}", file.display()))?;
        }
        // Another machine's run of this class may have written it since it was opened here.
        *self = Class::open(&self.folder)?;
        Ok(())
    }

    /// Adds labs to those that are graded.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn add_labs(&mut self, more: impl Iterator<Item = String>) -> anyhow::Result<()> {
        let labs: BTreeSet<String> = self.settings.labs.iter().cloned().chain(more).collect();
        let labs = labs.into_iter().map(toml::Value::String).collect();
        self.set("labs", &toml::Value::Array(labs))
    }

    /// What is written of each student, in the order of their ids.
    ///
    /// # Errors
    /// A file that can't be read.
    pub fn records(&self) -> anyhow::Result<Vec<Record>> {
        let folder = self.folder.join("in");
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        let mut ids: Vec<String> = Vec::new();
        for entry in entries {
            let name = entry?.file_name().to_string_lossy().into_owned();
            ids.extend(name.strip_suffix(".json").filter(|id| !id.starts_with('.')).map(str::to_owned));
        }
        ids.sort();
        ids.iter().map(|id| self.record(id)?.with_context(|| format!("{id} is gone"))).collect()
    }

    /// What is written of one student.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn record(&self, id: &str) -> anyhow::Result<Option<Record>> {
        let file = self.folder.join("in").join(format!("{id}.json"));
        if !file.exists() {
            return Ok(None);
        }
        let failed = || format!("cannot read {}", file.display());
        Ok(Some(serde_json::from_str(&fs::read_to_string(&file).with_context(failed)?).with_context(failed)?))
    }

    /// Writes down what is known of a student.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn write_record(&self, record: &Record) -> anyhow::Result<()> {
        let file = self.folder.join("in").join(format!("{}.json", record.id));
        let text = format!("{}\n", serde_json::to_string_pretty(record)?);
        whole::write(&file, &text).with_context(|| format!("cannot write {}", file.display()))
    }

    /// The list of students, the only file with names.
    pub fn roster_file(&self) -> PathBuf {
        self.folder.join("roster.csv")
    }

    /// Whether a lab of a hand-in is the course's crate, and it is not said where the course is: it can't be run.
    pub fn lacks_course(&self, record: &Record, lab: &str) -> bool {
        self.settings.course.is_none() && record.labs.get(lab).is_some_and(|lab| lab.is_crate)
    }

    /// What a student handed in.
    pub fn hand_in(&self, id: &str) -> PathBuf {
        self.folder.join("in").join(id)
    }

    /// The units of a student's lab.
    pub fn units(&self, id: &str, lab: &str) -> PathBuf {
        self.folder.join("out").join(id).join(lab)
    }
}

/// Holds names of labs against those that there are.
///
/// # Errors
/// There is no such lab; with the nearest one.
pub fn known(labs: &[String]) -> anyhow::Result<()> {
    for lab in labs {
        if !LABS.iter().any(|known| known.id == *lab) {
            bail!("there is no lab `{lab}`{}", hint(lab, LABS.iter().map(|lab| lab.id)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_run_has_settled_meanwhile_holds_for_this_one() {
        let folder = tempfile::tempdir().unwrap();
        let [mut first, mut second] = [(); 2].map(|()| Class::open_or_begin(&folder.path().join("class"), 1).unwrap());
        for class in [&mut first, &mut second] {
            class.set("box", &toml::Value::String("none".to_owned())).unwrap();
            assert_eq!(class.settings.level, Level::None);
        }
    }
}
