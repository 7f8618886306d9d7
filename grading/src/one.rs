//! `one`: a single hand-in, for an engine that starts a container for each: taken, run and told in one go.

use std::path::PathBuf;

use anyhow::Context;

use crate::boxes::{Checker, Level};
use crate::class::Class;
use crate::intake::{arrivals, shape::Names, write};
use crate::part::Part;
use crate::run::{self, Run};
use crate::show::{classroom50, github, gradescope, json};
use crate::standing;

/// The id of the only student.
const ID: &str = "submission";

/// Whom it is told to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum As {
    /// `results.json` of Gradescope's.
    Gradescope,
    /// `result.json` of Classroom 50's; the report goes into `release-body.md` beside it.
    Classroom50,
    /// Annotations of Actions; the summary goes into `$GITHUB_STEP_SUMMARY`.
    Github,
    /// The standing as an object.
    Json,
}

/// What is asked for.
pub struct One {
    /// The hand-in.
    pub folder: PathBuf,
    /// The lab.
    pub lab: String,
    /// Whom it is told to.
    pub told: As,
    /// The box.
    pub level: Level,
    /// The checker that is taken into the box.
    pub checker: Checker,
    /// What the random choices come from.
    pub seed: u64,
    /// The folder of the course, for a hand-in that is its crate.
    pub course: Option<PathBuf>,
}

/// What came of it.
pub struct Told {
    /// In the form that was asked for; none where it has no form for nothing to be told.
    pub text: Option<String>,
    /// The report in Markdown.
    pub summary: String,
    /// The exit status.
    pub status: u8,
}

/// Grades it in a class of its own, which is gone afterwards.
///
/// # Errors
/// The folder is not there, or the box can't be had.
pub fn one(asked: &One) -> anyhow::Result<Told> {
    let room =
        tempfile::Builder::new().prefix("checker-grade-one-").tempdir().context("cannot make a temporary folder")?;
    let mut class = Class::open_or_begin(room.path(), asked.seed)?;
    if let Some(course) = &asked.course {
        let course = course.canonicalize().with_context(|| format!("cannot find {}", course.display()))?;
        class.set("course", &toml::Value::String(course.display().to_string()))?;
    }
    let record = write::hand_in(&class, ID, &arrivals::folder(&asked.folder, &Names::default()))?;
    class.write_record(&record)?;
    class.add_labs(std::iter::once(asked.lab.clone()))?;
    let run = Run {
        labs: vec![asked.lab.clone()],
        part: Part::Whole,
        only: Vec::new(),
        again: None,
        runs: None,
        slots: 1,
        level: Some(asked.level),
        checker: asked.checker.clone(),
    };
    let outcome = run::run(&run, &mut class)?;
    let standing = standing::read(&class)?;
    let student = standing.students.first().context("the hand-in is gone")?;
    let text = match asked.told {
        As::Gradescope => Some(gradescope::render(student)),
        As::Classroom50 => classroom50::render(student, |name| std::env::var(name).ok()),
        As::Github => Some(github::annotations(student)),
        As::Json => Some(json::render(&standing)),
    };
    let status = match (asked.told, &text) {
        // A bad grade, and a hand-in that can't be graded, are results.
        (As::Classroom50, Some(_)) => 0,
        (As::Classroom50, None) => classroom50::TRY_AGAIN,
        _ => outcome.status(),
    };
    Ok(Told { text, summary: summary(student), status })
}

fn summary(student: &standing::Student) -> String {
    let labs = student.grades().map(|grade| grade.lab.clone()).collect();
    let seed = student.grades().flat_map(|grade| &grade.units).map(|unit| unit.seed).next().unwrap_or_default();
    let report = checker::verdict::Report {
        schema: 1,
        seed,
        thorough: false,
        submission: ID.to_owned(),
        folder: None,
        labs,
        notes: Vec::new(),
    };
    checker::report::markdown::render(&report)
}

/// The checker that this program is itself.
///
/// # Errors
/// The system does not tell where it is.
pub fn checker() -> anyhow::Result<Checker> {
    Ok(Checker::Ours(std::env::current_exe().context("cannot tell where this program is")?))
}
