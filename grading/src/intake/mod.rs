//! `take`: hand-ins come in, are unpacked, looked at and written down; nothing of them is started.
//!
//! In reading order: [`shape`] reads names, [`arrivals`] finds the hand-ins and [`unpack`] reads them into memory,
//! [`roots`] finds the labs and [`look`] looks at them, [`write`] writes what came of it into the class.

pub mod shape;
pub mod unpack;
pub mod roots;
pub mod arrivals;
pub mod look;
pub mod write;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::ensure;

use crate::class::Class;
use crate::class::record::Record;
use crate::class::roster::{Roster, Row};
use arrivals::Arrival;
use shape::Names;

/// Which of several attempts counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Attempt {
    /// The last one.
    #[default]
    Last,
    /// The first one.
    First,
}

/// What is to be taken.
pub struct Take {
    /// The downloads.
    pub from: Vec<PathBuf>,
    /// How their names are read.
    pub names: Names,
    /// Which of several attempts counts.
    pub attempt: Attempt,
    /// The list of students.
    pub roster: Option<PathBuf>,
}

/// A hand-in that was taken.
pub struct Taken {
    /// What is written of it.
    pub record: Record,
    /// Whether just this was there before.
    pub is_as_before: bool,
}

/// Takes hand-ins into a class, and gives what was written of each. For which labs it is graded is settled elsewhere.
///
/// # Errors
/// A download that can't be read, or a class that can't be written. What is wrong with a hand-in is no error.
pub fn take(asked: &Take, class: &Class) -> anyhow::Result<Vec<Taken>> {
    let mut arrivals = Vec::new();
    for (at, download) in asked.from.iter().enumerate() {
        arrivals.extend(arrivals::find(download, at, &asked.names)?);
    }
    ensure!(!arrivals.is_empty() || asked.from.is_empty(), "there is no hand-in in what was named");
    let mut roster = Roster::read(&class.roster_file())?;
    if let Some(file) = &asked.roster {
        roster.add_file(file)?;
    }
    let taken = by_student(arrivals)
        .into_iter()
        .map(|(id, attempts)| one(class, &mut roster, &id, attempts, asked.attempt))
        .collect::<anyhow::Result<Vec<_>>>()?;
    for row in &roster.rows {
        if class.record(&row.id)?.is_none() {
            class.write_record(&Record::missing(&row.id))?;
        }
    }
    roster.write(&class.roster_file())?;
    Ok(taken)
}

/// The attempts of each student, from the first to the last.
fn by_student(arrivals: Vec<Arrival>) -> BTreeMap<String, Vec<Arrival>> {
    let mut students: BTreeMap<String, Vec<Arrival>> = BTreeMap::new();
    for arrival in arrivals {
        students.entry(shape::as_folder(&arrival.shape.id)).or_default().push(arrival);
    }
    for attempts in students.values_mut() {
        attempts.sort_by(|one, other| (&one.shape.attempt, one.from).cmp(&(&other.shape.attempt, other.from)));
    }
    students
}

fn one(class: &Class, roster: &mut Roster, id: &str, attempts: Vec<Arrival>, which: Attempt) -> anyhow::Result<Taken> {
    let at = if which == Attempt::Last { attempts.len() - 1 } else { 0 };
    let arrival = &attempts[at];
    roster.arrived(Row {
        id: id.to_owned(),
        name: arrival.shape.name.clone(),
        mail: String::new(),
        arrival: arrival.entry.clone(),
    });
    let before = class.record(id)?;
    let mut record = write::hand_in(class, id, arrival)?;
    let had = before.iter().flat_map(|before| before.labs.keys());
    let lost: Vec<&str> = had.filter(|lab| !record.labs.contains_key(*lab)).map(String::as_str).collect();
    if !lost.is_empty() {
        record.notes.push(format!("an earlier hand-in had {}, and this one takes its place", lost.join(", ")));
    }
    let time = |arrival: &Arrival| {
        if arrival.shape.attempt.is_empty() { "one without a time".into() } else { arrival.shape.attempt.clone() }
    };
    record.attempts =
        attempts.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, other)| time(other)).collect();
    class.write_record(&record)?;
    let accepted = before.as_ref().and_then(|before| before.accepted.as_ref());
    let waits = record.proposal.is_some() || record.labs.values().any(|lab| lab.problem.is_some());
    if waits && accepted.is_some_and(|came| *came == record.digest) {
        record = write::accept(class, id)?;
    }
    let is_as_before = before.is_some_and(|before| before.is_like(&record));
    Ok(Taken { record, is_as_before })
}
