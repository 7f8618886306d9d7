//! A unit of work and what came of it: a student, a lab, a run. One file each, named by the digest of all that it depends on.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use checker::cli::ListFormat;
use checker::cli::list::list;
use checker::lab::Lab;
use checker::labs::LABS;
use checker::verdict::Report;
use serde::{Deserialize, Serialize};

use crate::boxes::Level;
use crate::class::Class;
use crate::class::record::{LabRecord, Record};
use crate::locks::Locks;
use crate::machine::{self, Machine};

/// Tries after which an inconclusive unit waits for a person: two among the others, two alone.
pub const MOST_TRIES: u32 = 4;

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The student.
    pub id: String,
    /// The lab.
    pub lab: &'static str,
    /// Which run, from 1.
    pub run: usize,
    /// What its random choices come from.
    pub seed: u64,
    /// The digest of all that it depends on: the name of its file.
    pub key: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Version of this format; 1.
    pub schema: u32,
    /// The digest of all that it depends on.
    pub key: String,
    /// The student.
    pub id: String,
    /// The lab.
    pub lab: String,
    /// Which run, from 1.
    pub run: usize,
    /// What its random choices came from.
    pub seed: u64,
    /// The box that it was in.
    #[serde(rename = "box")]
    pub level: Level,
    /// What the kernel kept from its programs beside that.
    #[serde(default)]
    pub locks: Locks,
    /// Whether it can be graded by this.
    pub state: State,
    /// Why not, where it can't.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// How often it has been tried.
    pub tries: u32,
    /// How long the last try took.
    pub millis: u64,
    /// What it used of processors, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cpu_millis: Option<u64>,
    /// Where.
    pub machine: Machine,
    /// What the checker said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
}

/// What a unit came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Graded, whatever the grade.
    Graded,
    /// The machine could not do its part of some check.
    Inconclusive,
    /// There is no report: it took too long, or the checker was ended.
    Stopped,
}

impl Unit {
    /// Whether it can be graded by this.
    pub fn is_graded(&self) -> bool {
        self.state == State::Graded
    }

    /// Whether nothing more is done about it by itself.
    pub fn is_done(&self) -> bool {
        self.state == State::Graded || self.tries >= MOST_TRIES
    }
}

/// The labs of a class that a hand-in can be graded for, one after the other, each as often as is wanted.
pub fn wanted(class: &Class, record: &Record) -> Vec<Wanted> {
    let labs = LABS.iter().filter(|lab| class.settings.labs.iter().any(|wanted| wanted == lab.id));
    let gradable = labs.filter(|lab| record.problem_of(lab.id).is_none());
    let found = gradable.filter_map(|lab| Some((*lab, record.labs.get(lab.id)?)));
    found
        .flat_map(|(lab, handed_in)| (1..=class.settings.runs).map(move |run| one(class, record, lab, handed_in, run)))
        .collect()
}

fn one(class: &Class, record: &Record, lab: &'static Lab, handed_in: &LabRecord, run: usize) -> Wanted {
    let settings = &class.settings;
    let seed = settings.seeds[(run - 1) % settings.seeds.len()];
    let mut hasher = blake3::Hasher::new();
    let parts = [
        &handed_in.digest,
        lab.id,
        &run.to_string(),
        &seed.to_string(),
        &settings.patience.to_string(),
        &list(&[lab], ListFormat::Json),
        machine::VERSION,
        settings.level.name(),
    ];
    for part in parts {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    Wanted { id: record.id.clone(), lab: lab.id, run, seed, key: hasher.finalize().to_hex()[..32].to_owned() }
}

/// What there is of a unit: usually one, more where machines that did not know of each other came to different verdicts.
///
/// # Errors
/// A file that can't be read.
pub fn there(class: &Class, wanted: &Wanted) -> anyhow::Result<Vec<Unit>> {
    let folder = class.units(&wanted.id, wanted.lab);
    files(&folder).into_iter().filter(|file| name(file).starts_with(&wanted.key)).map(|file| read(&file)).collect()
}

/// The units in a folder, whatever they depend on.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        entries.filter(|file| name(file).ends_with(".json") && !name(file).starts_with('.')).collect();
    files.sort();
    files
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Reads a unit.
///
/// # Errors
/// It can't be read.
pub fn read(file: &Path) -> anyhow::Result<Unit> {
    let failed = || format!("cannot read {}", file.display());
    serde_json::from_str(&fs::read_to_string(file).with_context(failed)?).with_context(failed)
}

/// Writes a unit in place of all that there is of it: whole or not at all, also when the power fails.
///
/// # Errors
/// The machine refuses it.
pub fn write(class: &Class, unit: &Unit) -> anyhow::Result<()> {
    let folder = class.units(&unit.id, &unit.lab);
    put(&folder, &format!("{}.json", unit.key), unit)?;
    for other in files(&folder) {
        if name(&other).starts_with(&format!("{}.", unit.key)) && name(&other) != format!("{}.json", unit.key) {
            fs::remove_file(&other).with_context(|| format!("cannot remove {}", other.display()))?;
        }
    }
    Ok(())
}

/// Writes a unit into a folder, by way of another file beside it.
///
/// # Errors
/// The machine refuses it.
pub fn put(folder: &Path, file: &str, unit: &Unit) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", folder.join(file).display());
    fs::create_dir_all(folder).with_context(failed)?;
    let fresh = folder.join(format!(".{file}.{}-{}.tmp", machine::host(), machine::this_process()));
    let mut out = File::create(&fresh).with_context(failed)?;
    out.write_all(serde_json::to_string(unit)?.as_bytes()).with_context(failed)?;
    out.write_all(b"\n").with_context(failed)?;
    out.sync_all().with_context(failed)?;
    fs::rename(&fresh, folder.join(file)).with_context(failed)?;
    File::open(folder).and_then(|folder| folder.sync_all()).with_context(failed)
}

/// Removes what a run on this machine had begun to write when it was ended.
pub fn remove_begun(class: &Class, wanted: &Wanted) {
    let ours = format!(".{}-", machine::host());
    for entry in fs::read_dir(class.units(&wanted.id, wanted.lab)).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let writer = name.strip_suffix(".tmp").and_then(|name| name.rsplit_once(&ours)).map(|(_, writer)| writer);
        if writer.is_some_and(machine::has_ended) {
            // Whoever else removes it has done so.
            fs::remove_file(entry.path()).ok();
        }
    }
}
