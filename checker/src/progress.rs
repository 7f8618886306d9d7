//! How far the learner is: the last verdict of each check of theirs, in `.progress/` of the repository, for each folder
//! of programs that is graded as their own.
//!
//! The book is served with that folder watched, so a file there is replaced whole. A folder that
//! git ignores from outside is not watched: it ignores itself, with a `.gitignore` of its own.
//! What cannot be read there never stands in the way: it counts as not graded, and that is said.

#![warn(missing_docs)]

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::lab::Lab;
use crate::own::Own;
use crate::report::lean;
use crate::run::{checkpoints, is_counted};
use crate::stubs::digest;
use crate::verdict::{CheckReport, LabReport, Report};

/// The only kind of report that is read.
const SCHEMA: u32 = 1;

/// The labs that were graded.
#[derive(Debug, Default)]
pub struct Grades {
    labs: Vec<LabReport>,
    ignored: Vec<String>,
}

impl Grades {
    /// What is recorded in the repository at `root` of these labs, as they were graded last with the learner's own
    /// programs. What cannot be read counts as not graded.
    pub fn read(root: &Path, own: &Own, labs: &[&Lab]) -> Grades {
        let mut grades = Grades::default();
        for lab in labs {
            let file = file(root, own, lab);
            match read(&file, lab) {
                Ok(graded) => grades.labs.extend(graded),
                Err(why) => {
                    let name = file.strip_prefix(root).unwrap_or(&file).display();
                    grades.ignored.push(format!("{name} is ignored: {why}"));
                }
            }
        }
        grades
    }

    /// The files that could not be read, each with its reason.
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// The labs that were graded, in the order of the course.
    pub fn labs(&self) -> &[LabReport] {
        &self.labs
    }

    /// A lab that was graded.
    pub fn lab(&self, id: &str) -> Option<&LabReport> {
        self.labs.iter().find(|lab| lab.id == id)
    }

    /// A check that was graded.
    pub fn check(&self, lab: &str, check: &str) -> Option<&CheckReport> {
        self.lab(lab)?.checks.iter().find(|graded| graded.id == check)
    }
}

/// A word for all that is recorded of these labs with these programs: another one once any of it is another.
pub fn version(root: &Path, own: &Own, labs: &[&Lab]) -> String {
    let mut all = format!("{}\n", own.name());
    for lab in labs {
        let text = fs::read(file(root, own, lab)).unwrap_or_default();
        all.push_str(&format!("{} {}\n", text.len(), String::from_utf8_lossy(&text)));
    }
    digest(&all)
}

/// Records what a lab came to with these programs. Checks of the lab that were graded before and not now keep their verdict.
///
/// # Errors
/// The file cannot be written.
pub fn record(root: &Path, own: &Own, lab: &Lab, graded: &LabReport, seed: u64) -> anyhow::Result<()> {
    // What cannot be read is replaced.
    let file = file(root, own, lab);
    let merged = merge(lab, read(&file, lab).ok().flatten(), lean::lab(graded));
    // A file is a whole report, of one lab, so that whoever can read a report can read it.
    let report = Report {
        schema: SCHEMA,
        seed,
        thorough: false,
        submission: own.name(),
        folder: None,
        labs: vec![merged],
        notes: Vec::new(),
    };
    own.write(root, &name(lab), &serde_json::to_string(&report)?)
        .with_context(|| format!("cannot write {}", file.display()))
}

fn file(root: &Path, own: &Own, lab: &Lab) -> PathBuf {
    own.kept(root).join(name(lab))
}

fn name(lab: &Lab) -> String {
    format!("{}.json", lab.id)
}

/// Nothing where the lab was not graded, and why where it cannot be told.
fn read(file: &Path, lab: &Lab) -> Result<Option<LabReport>, String> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.to_string()),
    };
    let report: Report = serde_json::from_str(&text).map_err(|error| format!("it is no report ({error})"))?;
    if report.schema != SCHEMA {
        return Err(format!("it is a report of schema {}, and not {SCHEMA}", report.schema));
    }
    let graded = report.labs.into_iter().find(|graded| graded.id == lab.id);
    graded.map(|graded| Some(keep_known(lab, graded))).ok_or_else(|| format!("{} is not in it", lab.id))
}

/// Checks that the lab no longer has are dropped; those it has are put in its order. The points are those of
/// the whole lab, without the checks that could not be tried here.
fn keep_known(lab: &Lab, mut graded: LabReport) -> LabReport {
    let place = |check: &CheckReport| lab.checks.iter().position(|known| known.id == check.id);
    graded.checks.retain(|check| place(check).is_some());
    graded.checks.sort_by_key(place);
    // Whoever wrote the file could write any number into it.
    let sum = |points: &mut dyn Iterator<Item = u32>| points.fold(0, u32::saturating_add);
    graded.earned = sum(&mut graded.checks.iter().map(|check| check.earned));
    let lost = sum(&mut graded.checks.iter().filter(|check| !is_counted(check)).map(|check| check.points));
    graded.points = lab.points().saturating_sub(lost);
    graded.checkpoints = checkpoints(lab, &graded.checks);
    graded
}

fn merge(lab: &Lab, before: Option<LabReport>, mut now: LabReport) -> LabReport {
    let is_new = |check: &CheckReport| now.checks.iter().any(|new| new.id == check.id);
    let old: Vec<CheckReport> = before.into_iter().flat_map(|lab| lab.checks).filter(|check| !is_new(check)).collect();
    now.checks.extend(old);
    keep_known(lab, now)
}
