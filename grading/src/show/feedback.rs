//! `feedback.zip`: each student's page in the form in which the learning system takes it back.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use zip::write::SimpleFileOptions;

use super::Detail;
use super::page;
use crate::intake::shape::{self, System};
use crate::standing::{Mark, Standing, Student};

/// Writes one zip for each lab: `feedback-lab1.zip`.
///
/// # Errors
/// It can't be written.
pub fn write(sheets: &Path, standing: &Standing, detail: Detail) -> anyhow::Result<()> {
    for lab in &standing.labs {
        let file = sheets.join(format!("feedback-{}.zip", lab.id));
        let failed = || format!("cannot write {}", file.display());
        let mut zip = zip::ZipWriter::new(File::create(&file).with_context(failed)?);
        for student in standing.students.iter().filter(|student| is_told(student, lab.id)) {
            zip.start_file(entry(student, lab.id), SimpleFileOptions::default()).with_context(failed)?;
            zip.write_all(page::of_lab(student, lab.id, detail).as_bytes()).with_context(failed)?;
        }
        zip.finish().with_context(failed)?;
    }
    Ok(())
}

/// There is something to be told of what was handed in and does not wait for a machine.
fn is_told(student: &Student, lab: &str) -> bool {
    matches!(student.labs.get(lab), Some(Mark::Graded(_) | Mark::Problem(_)))
}

/// Moodle splits the name at `_` and wants the number in the second place; Canvas wants the name of the file that came.
fn entry(student: &Student, lab: &str) -> String {
    let arrival = &student.row.arrival;
    match student.record.system {
        Some(System::Moodle) => {
            let name = student.row.name.replace('_', " ");
            format!("{name}_{}_assignsubmission_file_/{lab}.html", student.record.id)
        }
        Some(System::Canvas) if !arrival.is_empty() => {
            let stem = shape::stem(arrival);
            let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
            format!("{stem}.html")
        }
        _ => format!("{}/{lab}.html", student.record.id),
    }
}
