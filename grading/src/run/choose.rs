//! Which units are run: those that are not done, or those that a person wants again.

use std::collections::HashSet;

use checker::labs::LABS;
use checker::verdict::Verdict;

use super::Run;
use crate::class::Class;
use crate::class::record::Record;
use crate::standing::unstable;
use crate::unit::{self, State, Unit, Wanted};

/// What is run although it has been: nothing else is touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Again {
    /// What is inconclusive.
    Inconclusive,
    /// What something else has come of, before it was changed.
    Changed,
    /// What has a check that failed.
    Failed,
    /// What came out differently from one run to the next.
    Unstable,
    /// Everything.
    All,
    /// All of this student.
    Student(String),
}

impl Again {
    /// What was typed.
    pub fn parse(text: &str) -> Again {
        match text {
            "inconclusive" => Again::Inconclusive,
            "changed" => Again::Changed,
            "failed" => Again::Failed,
            "unstable" => Again::Unstable,
            "all" => Again::All,
            id => Again::Student(id.to_owned()),
        }
    }
}

/// The students of this run.
///
/// # Errors
/// Those that are named are not there, or a file can't be read.
pub fn students(class: &Class, asked: &Run) -> anyhow::Result<Vec<Record>> {
    let records = class.records()?;
    let ids: Vec<String> = records.iter().map(|record| record.id.clone()).collect();
    if let Some(Again::Student(id)) = asked.again.as_ref().filter(|again| !is_known(again, &ids)) {
        let is_check = LABS.iter().any(|lab| lab.check(id).is_some());
        let is = if is_check { "a check: a lab is run as a whole" } else { "no student" };
        anyhow::bail!(
            "--again takes `inconclusive`, `changed`, `failed`, `unstable`, `all`, or a student's id, and {id} is {is}{}",
            checker::nearest::hint(id, ids.iter().map(String::as_str).filter(|_| !is_check))
        );
    }
    if let Some(id) = asked.only.iter().find(|id| !ids.contains(id)) {
        anyhow::bail!(
            "there is no student {id} in {}{}",
            class.folder.display(),
            checker::nearest::hint(id, ids.iter().map(String::as_str))
        );
    }
    let ours: HashSet<&String> = asked.part.of(&ids).iter().collect();
    let is_ours = |id: &String| ours.contains(id) && asked.part.has(id);
    let is_named = |id: &String| asked.only.is_empty() || asked.only.contains(id);
    Ok(records.into_iter().filter(|record| is_ours(&record.id) && is_named(&record.id)).collect())
}

fn is_known(again: &Again, ids: &[String]) -> bool {
    if let Again::Student(id) = again { ids.contains(id) } else { true }
}

/// The units of these students that are to be run.
///
/// # Errors
/// A file can't be read.
pub fn units(class: &Class, asked: &Run, records: &[Record]) -> anyhow::Result<Vec<Wanted>> {
    let mut chosen = Vec::new();
    for record in records {
        for wanted in unit::wanted(class, record) {
            let is_named = asked.labs.is_empty() || asked.labs.iter().any(|lab| lab == wanted.lab);
            if is_named && is_chosen(class, record, &wanted, asked.again.as_ref())? {
                chosen.push(wanted);
            }
        }
    }
    Ok(chosen)
}

fn is_chosen(class: &Class, record: &Record, wanted: &Wanted, again: Option<&Again>) -> anyhow::Result<bool> {
    let there = unit::there(class, wanted)?;
    let any = |is: fn(&Unit) -> bool| there.iter().any(is);
    Ok(match again {
        None => there.is_empty() || !there.iter().all(Unit::is_done),
        Some(Again::All) => true,
        Some(Again::Student(id)) => *id == wanted.id,
        Some(Again::Inconclusive) => any(|unit| unit.state != State::Graded),
        Some(Again::Changed) => there.is_empty() && !unit::files(&class.units(&wanted.id, wanted.lab)).is_empty(),
        Some(Again::Failed) => any(has_failed),
        Some(Again::Unstable) => unstable::is_unstable(class, record, wanted.lab)?,
    })
}

fn has_failed(unit: &Unit) -> bool {
    let checks = unit.report.iter().flat_map(|report| &report.labs).flat_map(|lab| &lab.checks);
    checks.map(|check| check.verdict).any(|verdict| matches!(verdict, Verdict::Fail | Verdict::NotStarted))
}
