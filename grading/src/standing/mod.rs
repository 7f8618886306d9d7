//! What a class has come to, from what is on the disk alone: every page, sheet and list is a function of this.
//!
//! [`worst`] makes one grade of several runs, [`unstable`] says what came out differently, [`twins`] who handed in the
//! same, [`insight`] what is worth teaching again.

pub mod insight;
pub mod twins;
pub mod unstable;
pub mod worst;

use std::collections::BTreeMap;
use std::path::PathBuf;

use checker::lab::Lab;
use checker::labs::LABS;
use checker::verdict::LabReport;

use crate::boxes::Level;
use crate::class::record::Record;
use crate::class::roster::{Roster, Row};
use crate::class::{Class, Settings, when};
use crate::locks::Locks;
use crate::problem::Problem;
use crate::run::tools::NO_COURSE;
use crate::unit::{self, State, Unit, Wanted};
use twins::Twins;

/// A class.
pub struct Standing {
    /// Its folder, as commands name it.
    pub folder: PathBuf,
    /// What it is graded by.
    pub settings: Settings,
    /// The labs that are graded, in the order of the course.
    pub labs: Vec<&'static Lab>,
    /// In the order of their ids.
    pub students: Vec<Student>,
    /// Who handed in the same.
    pub twins: Vec<Twins>,
}

/// A student.
pub struct Student {
    /// The hand-in.
    pub record: Record,
    /// What the list of students says.
    pub row: Row,
    /// What each lab of the class came to.
    pub labs: BTreeMap<&'static str, Mark>,
    /// Minutes that it came late, where that is known.
    pub late: Option<i64>,
}

/// What a lab of a student came to.
pub enum Mark {
    /// Nothing was handed in for it.
    Nothing,
    /// It waits for a person, for this reason.
    Problem(Problem),
    /// It is not run yet; with the reason where the next run can't do it either.
    NotRun(Option<&'static str>),
    /// The machine could not do its part, for this reason.
    Inconclusive(String),
    /// Graded.
    Graded(Box<Grade>),
}

/// A grade.
pub struct Grade {
    /// Every check at its worst.
    pub lab: LabReport,
    /// Checks that came out differently with the same seed.
    pub unstable: Vec<String>,
    /// All that was run for it.
    pub units: Vec<Unit>,
}

impl Mark {
    /// In one word, as it stands in tables.
    pub fn word(&self) -> &'static str {
        match self {
            Mark::Nothing => "nothing",
            Mark::Problem(_) => "problem",
            Mark::NotRun(_) => "not run yet",
            Mark::Inconclusive(_) => "inconclusive",
            Mark::Graded(grade) if !grade.unstable.is_empty() => "unstable",
            Mark::Graded(_) => "graded",
        }
    }

    /// The grade, where there is one.
    pub fn grade(&self) -> Option<&Grade> {
        if let Mark::Graded(grade) = self { Some(grade) } else { None }
    }
}

impl Grade {
    /// What was left running, as the reports say it.
    pub fn left(&self) -> impl Iterator<Item = &String> {
        let reports = self.units.iter().filter_map(|unit| unit.report.as_ref());
        let of_checks =
            reports.clone().flat_map(|report| &report.labs).flat_map(|lab| &lab.checks).flat_map(|check| &check.notes);
        reports.flat_map(|report| &report.notes).chain(of_checks).filter(|note| note.contains("left running"))
    }

    /// The lowest box that any of its runs was in.
    pub fn level(&self) -> Level {
        self.units.iter().map(|unit| unit.level).min().unwrap_or(Level::None)
    }
}

impl Student {
    /// The name where there is one, else the id.
    pub fn title(&self) -> &str {
        if self.row.name.is_empty() { &self.record.id } else { &self.row.name }
    }

    /// Whether something has come that is to be graded.
    pub fn has_come(&self) -> bool {
        self.record.has_come() && self.labs.values().any(|mark| !matches!(mark, Mark::Nothing))
    }

    /// Whether any lab is such.
    pub fn any(&self, is: fn(&Mark) -> bool) -> bool {
        self.labs.values().any(is)
    }

    /// The grades, in the order of the course.
    pub fn grades(&self) -> impl Iterator<Item = &Grade> {
        self.labs.values().filter_map(Mark::grade)
    }
}

impl Standing {
    /// What was kept from programs in all the runs: the least of them.
    pub fn locks(&self) -> Locks {
        let units = self.students.iter().flat_map(Student::grades).flat_map(|grade| &grade.units);
        units.map(|unit| unit.locks).min().unwrap_or_default()
    }
}

/// Reads a class.
///
/// # Errors
/// A file that can't be read.
pub fn read(class: &Class) -> anyhow::Result<Standing> {
    let roster = Roster::read(&class.roster_file())?;
    let wanted = |lab: &&&Lab| class.settings.labs.iter().any(|wanted| wanted == lab.id);
    let labs: Vec<&'static Lab> = LABS.iter().filter(wanted).copied().collect();
    let mut students = Vec::new();
    for record in class.records()? {
        let row = roster.find(&record.id).cloned().unwrap_or_default();
        let late = when::late(&record.time, class.settings.due.as_deref());
        let units = unit::wanted(class, &record);
        let mut marks = BTreeMap::new();
        for lab in &labs {
            let of_lab: Vec<&Wanted> = units.iter().filter(|wanted| wanted.lab == lab.id).collect();
            marks.insert(lab.id, mark(class, &record, lab, &of_lab)?);
        }
        students.push(Student { record, row, labs: marks, late });
    }
    let twins = twins::groups(&students);
    Ok(Standing { folder: class.folder.clone(), settings: class.settings.clone(), labs, students, twins })
}

fn mark(class: &Class, record: &Record, lab: &'static Lab, wanted: &[&Wanted]) -> anyhow::Result<Mark> {
    if let Some(problem) = record.problem_of(lab.id) {
        return Ok(Mark::Problem(problem.clone()));
    }
    if wanted.is_empty() {
        return Ok(Mark::Nothing);
    }
    let (mut units, mut missing) = (Vec::new(), false);
    for wanted in wanted {
        let there = unit::there(class, wanted)?;
        missing |= there.is_empty();
        units.extend(there);
    }
    if missing {
        return Ok(Mark::NotRun(class.lacks_course(record, lab.id).then_some(NO_COURSE)));
    }
    if let Some(unit) = units.iter().find(|unit| unit.state != State::Graded) {
        return Ok(Mark::Inconclusive(reason(unit)));
    }
    let unstable = unstable::checks(&units);
    Ok(match worst::of(lab, &units) {
        Some(lab) => Mark::Graded(Box::new(Grade { lab, unstable, units })),
        None => Mark::Inconclusive("there is no report".to_owned()),
    })
}

fn reason(unit: &Unit) -> String {
    let checks = || unit.report.iter().flat_map(|report| &report.labs).flat_map(|lab| &lab.checks);
    let first = checks().find(|check| check.verdict == checker::verdict::Verdict::Inconclusive);
    let of_check = first.map(|check| {
        format!("{}: {}", check.id, check.observed.as_deref().unwrap_or("the machine could not do its part"))
    });
    unit.why.clone().or(of_check).unwrap_or_else(|| "the machine could not do its part".to_owned())
}
