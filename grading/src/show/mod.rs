//! `show`: everything that a class has come to, written from what is on the disk, at any time.
//!
//! Pages: [`overview`] for the instructor, [`page`] for each student. Lists: [`table`], [`sheet`] (by way of [`cells`]),
//! [`feedback`]. For programs: [`json`], [`junit`], [`gradescope`], [`classroom50`], [`github`]. All are functions from the
//! standing to text.

pub mod cells;
pub mod classroom50;
pub mod feedback;
pub mod github;
pub mod gradescope;
pub mod json;
pub mod junit;
pub mod overview;
pub mod page;
pub mod sheet;
pub mod table;
pub mod uneven;
pub mod words;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use checker::whole;

use crate::class::Class;
use crate::standing::{self, Mark, Standing};

/// How much a student's page tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Detail {
    /// What passed and what did not.
    Verdicts,
    /// Also the likely causes, and where to read on.
    Causes,
    /// Also what was expected, what came, and the drawings.
    #[default]
    All,
}

/// What else is written, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The pages, which are written in any case.
    Html,
    /// The list of grades, which is written in any case.
    Csv,
    /// `class.json`
    Json,
    /// `class.xml`
    Junit,
    /// `results.json` beside each student's page.
    Gradescope,
    /// Annotations for GitHub's Actions, on stdout.
    Github,
}

/// What is asked of `show`.
#[derive(Default)]
pub struct Show {
    /// Gradebooks to be filled in, each perhaps with its lab before it: `lab1=FILE`.
    pub sheets: Vec<String>,
    /// What else is written.
    pub formats: Vec<Format>,
    /// How much a student's page tells.
    pub detail: Detail,
    /// Students who get no page and no cell.
    pub withheld: Vec<String>,
    /// Whether the overview is for showing in class.
    pub anonymous: bool,
}

/// What was written, and what is to be said.
#[derive(Default)]
pub struct Shown {
    /// For stdout.
    pub text: String,
    /// Whether something waits for a person.
    pub waits: bool,
    /// Whether something is inconclusive after all tries.
    pub is_inconclusive: bool,
}

/// Writes all that was asked for.
///
/// # Errors
/// A file can't be read or written, or a gradebook is none.
pub fn show(asked: &Show, class: &Class) -> anyhow::Result<Shown> {
    let mut standing = standing::read(class)?;
    let overview = overview::render(&standing, asked.anonymous);
    let waits = words::needs_you(&standing);
    let is_inconclusive =
        standing.students.iter().flat_map(|one| one.labs.values()).any(|mark| matches!(mark, Mark::Inconclusive(_)));
    let uneven = uneven::find(&standing);
    uneven::take_out(&mut standing, &uneven);
    let mut shown = Shown {
        text: waits.iter().map(|need| format!("needs you: {}\n  {}\n", need.line, need.how)).collect(),
        is_inconclusive,
        ..Shown::default()
    };
    shown.text.extend(uneven.iter().map(|one| format!("{}\n", one.words(&class.folder))));
    shown.waits = !waits.is_empty() || !uneven.is_empty();
    write(&class.folder.join("class.html"), &overview)?;
    pages(asked, class, &standing)?;
    standing.students.retain(|student| !asked.withheld.contains(&student.record.id));
    lists(asked, class, &standing, &mut shown)?;
    Ok(shown)
}

/// What is for the instructor's own lists and for other programs.
fn lists(asked: &Show, class: &Class, standing: &Standing, shown: &mut Shown) -> anyhow::Result<()> {
    let sheets = class.folder.join("sheet");
    fs::create_dir_all(&sheets)?;
    write(&sheets.join("grades.csv"), &table::render(standing)?)?;
    feedback::write(&sheets, standing, asked.detail)?;
    for named in &asked.sheets {
        shown.text.push_str(&sheet::fill_file(named, &sheets, standing)?);
    }
    for format in &asked.formats {
        shown.text.push_str(&for_programs(*format, class, standing)?);
    }
    shown.text.push_str(&format!(
        "{}\n{}\n",
        class.folder.join("class.html").display(),
        sheets.join("grades.csv").display()
    ));
    Ok(())
}

fn pages(asked: &Show, class: &Class, standing: &Standing) -> anyhow::Result<()> {
    for student in &standing.students {
        let folder = class.folder.join("page").join(&student.record.id);
        if asked.withheld.contains(&student.record.id) {
            if folder.exists() {
                fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
            }
            continue;
        }
        fs::create_dir_all(&folder)?;
        write(&folder.join("index.html"), &page::render(student, asked.detail))?;
    }
    Ok(())
}

fn for_programs(format: Format, class: &Class, standing: &Standing) -> anyhow::Result<String> {
    let at = |name: &str| -> PathBuf { class.folder.join(name) };
    match format {
        Format::Html | Format::Csv => {}
        Format::Json => write(&at("class.json"), &json::render(standing))?,
        Format::Junit => write(&at("class.xml"), &junit::render(standing)?)?,
        Format::Github => return Ok(standing.students.iter().map(github::annotations).collect()),
        Format::Gradescope => {
            for student in &standing.students {
                let folder = at("page").join(&student.record.id);
                write(&folder.join("results.json"), &gradescope::render(student))?;
            }
        }
    }
    Ok(String::new())
}

fn write(file: &Path, text: &str) -> anyhow::Result<()> {
    whole::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}
