//! Draws reports again that were written as JSON, in any format.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use checker::cli::{Redraw, Stdout};
use checker::report::terminal;
use checker::verdict::Report;

use super::failure::Failure;
use super::out::say;
use super::reports;

/// The only kind of report that is read.
const SCHEMA: u32 = 1;
/// Bytes that a report may have.
const MOST: u64 = 256 * 1024 * 1024;

/// Draws them, and gives the exit status that they had.
pub fn redraw(asked: &Redraw) -> Result<u8, Failure> {
    reports::expect_writable(&asked.reports)?;
    let read: anyhow::Result<Vec<Report>> = asked.sources.iter().map(|file| read(file)).collect();
    let report = read.and_then(joined).map_err(Failure::Usage)?;
    if let Stdout::Told = asked.reports.stdout {
        say(&terminal::told(asked.look, &report))?;
    }
    reports::deliver(&asked.reports, asked.look, &report)?;
    Ok(report.status())
}

fn read(file: &Path) -> anyhow::Result<Report> {
    let name = file.display();
    let opened = File::open(file).with_context(|| format!("cannot read {name}"))?;
    let about = opened.metadata().with_context(|| format!("cannot read {name}"))?;
    ensure!(about.is_file(), "{name} is no regular file");
    let mut text = String::new();
    opened.take(MOST + 1).read_to_string(&mut text).with_context(|| format!("cannot read {name}"))?;
    ensure!(text.len() as u64 <= MOST, "{name} is larger than a report may be, {MOST} bytes");
    let report: Report = serde_json::from_str(&text).with_context(|| format!("{name} is no report in JSON"))?;
    ensure!(report.schema == SCHEMA, "{name} is a report of schema {}, and not {SCHEMA}", report.schema);
    Ok(report)
}

/// One report of the labs of all: those of one submission, since a report has one.
fn joined(reports: Vec<Report>) -> anyhow::Result<Report> {
    let mut reports = reports.into_iter();
    let mut joined = reports.next().context("no report is named")?;
    for report in reports {
        if report.submission != joined.submission {
            bail!(
                "these are reports of two submissions, {} and {}: draw them one by one",
                joined.submission,
                report.submission
            );
        }
        if let Some(lab) = report.labs.iter().find(|lab| joined.labs.iter().any(|other| other.id == lab.id)) {
            bail!("two of the reports are about {}", lab.id);
        }
        ensure!(
            report.seed == joined.seed,
            "the seed of a report is {}, that of another {}: draw them one by one",
            joined.seed,
            report.seed
        );
        ensure!(
            report.thorough == joined.thorough,
            "one of the reports is of a thorough run, another is not: draw them one by one"
        );
        joined.labs.extend(report.labs);
        joined.notes.extend(report.notes);
    }
    Ok(joined)
}
