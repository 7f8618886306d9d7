//! The list of students: id, name, e-mail, and the name of what arrived. Only its owner may read it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use anyhow::{Context, ensure};
use checker::whole;
use serde::{Deserialize, Serialize};

use crate::intake::shape::as_folder;

/// A student.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The name of the student's folders.
    pub id: String,
    /// As a person reads it.
    #[serde(default)]
    pub name: String,
    /// The e-mail address.
    #[serde(default, rename = "e-mail")]
    pub mail: String,
    /// The name of the folder or file that arrived.
    #[serde(default)]
    pub arrival: String,
}

/// All students.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// In the order of their ids.
    pub rows: Vec<Row>,
}

/// How the columns of lists of students are called, in lower case.
const IDS: &[&str] = &["id", "username", "identifier", "student id", "login", "github_username"];
const NAMES: &[&str] = &["name", "full name", "student", "student name"];
const MAILS: &[&str] = &["e-mail", "email", "email address", "mail"];

impl Roster {
    /// The list in this file; an empty one where there is none.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn read(file: &Path) -> anyhow::Result<Roster> {
        if !file.exists() {
            return Ok(Roster::default());
        }
        let mut reader = csv::Reader::from_path(file).with_context(|| format!("cannot read {}", file.display()))?;
        let rows = reader.deserialize().collect::<Result<_, _>>();
        let mut rows: Vec<Row> = rows.with_context(|| format!("there is a mistake in {}", file.display()))?;
        // A person may have written to it.
        rows.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(Roster { rows })
    }

    /// Adds who stands in a list of any system's.
    ///
    /// # Errors
    /// It can't be read, or has no column with ids.
    pub fn add_file(&mut self, file: &Path) -> anyhow::Result<()> {
        let failed = || format!("cannot read the roster {}", file.display());
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file).with_context(failed)?;
        let heads: Vec<String> = reader
            .headers()
            .with_context(failed)?
            .iter()
            .map(|head| head.trim_start_matches('\u{feff}').trim().to_lowercase())
            .collect();
        let column = |names: &[&str]| names.iter().find_map(|name| heads.iter().position(|head| head == name));
        let ids = column(IDS);
        ensure!(ids.is_some(), "{} has no column with ids (one of {})", file.display(), IDS.join(", "));
        for record in reader.records() {
            let record = record.with_context(failed)?;
            let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default().trim().to_owned();
            let id = as_folder(&trailing_number(&cell(ids)));
            let (name, mail) = (cell(column(NAMES)), cell(column(MAILS)));
            self.arrived(Row { id, name, mail, arrival: String::new() });
        }
        Ok(())
    }

    /// Adds a student, or what is newly known of one.
    pub fn arrived(&mut self, row: Row) {
        let known = match self.place(&row.id) {
            Ok(at) => &mut self.rows[at],
            Err(at) => return self.rows.insert(at, row),
        };
        for (known, new) in [(&mut known.mail, row.mail), (&mut known.arrival, row.arrival)] {
            if !new.is_empty() {
                *known = new;
            }
        }
        if known.name.is_empty() {
            known.name = row.name;
        }
    }

    /// Where a student stands in the list, or would.
    fn place(&self, id: &str) -> Result<usize, usize> {
        self.rows.binary_search_by(|row| row.id.as_str().cmp(id))
    }

    /// The student with this id.
    pub fn find(&self, id: &str) -> Option<&Row> {
        self.place(id).ok().map(|at| &self.rows[at])
    }

    /// Writes the list, for its owner's eyes.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn write(&self, file: &Path) -> anyhow::Result<()> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        if self.rows.is_empty() {
            writer.write_record(["id", "name", "e-mail", "arrival"])?;
        }
        for row in &self.rows {
            writer.serialize(row)?;
        }
        let text = String::from_utf8(writer.into_inner()?)?;
        let failed = || format!("cannot write {}", file.display());
        if !file.exists() {
            whole::write(file, "").with_context(failed)?;
            fs::set_permissions(file, fs::Permissions::from_mode(0o600)).with_context(failed)?;
        }
        whole::write(file, &text).with_context(failed)
    }
}

/// Some ids in a line: of many the first ones, and how many more there are.
pub fn listed(ids: &[&str]) -> String {
    const SHOWN: usize = 5;
    match ids.len().saturating_sub(SHOWN) {
        0 => ids.join(", "),
        more => format!("{} and {more} more", ids[..SHOWN].join(", ")),
    }
}

/// Moodle writes `Participant 4711`, and 4711 is the id.
pub fn trailing_number(cell: &str) -> String {
    match cell.rsplit_once(' ') {
        Some((_, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            number.to_owned()
        }
        _ => cell.to_owned(),
    }
}
