//! Brings a finished report to where it is wanted: stdout and files, each in its format.

use std::path::PathBuf;

use checker::cli::{Destinations, Stdout, TERMINAL};
use checker::report::Format;
use checker::report::lean::lean;
use checker::report::look::{Ladders, Look};
use checker::report::paint::Style;
use checker::report::{teller, terminal};
use checker::verdict::Report;

use super::failure::Failure;
use super::files;
use super::out::say;

/// Whether all files can be written: better known before the checks than after them.
pub fn expect_writable(wanted: &Destinations) -> Result<(), Failure> {
    wanted.files.iter().try_for_each(|(_, file)| files::expect_writable(file))
}

/// Writes the files, each of them whatever becomes of the others, and ends what was told on stdout, or writes the
/// whole report there.
pub fn deliver(wanted: &Destinations, look: Look, report: &Report) -> Result<(), Failure> {
    let write = |(format, file): &(&Format, PathBuf)| files::write(file, rendered(format, look, report));
    let written: Vec<Result<(), Failure>> = wanted.files.iter().map(write).collect();
    match wanted.stdout {
        Stdout::Whole(format) => say(&rendered(format, look, report))?,
        Stdout::Told => {
            say(&teller::end(look, report))?;
            for ((_, file), written) in wanted.files.iter().zip(&written) {
                if written.is_ok() {
                    say(&format!("\nThe report is in {}\n", file.display()))?;
                }
            }
        }
    }
    written.into_iter().collect()
}

/// In a file there are no colours and the usual width, but the ladders and failures that were asked for. The record of
/// every check stands in JSON where that was asked for.
fn rendered(format: &Format, look: Look, report: &Report) -> String {
    let usual = Look { style: Style::Plain, columns: Look::default().columns, book: None, ..look };
    match (format.name, look.ladders) {
        (TERMINAL, _) => terminal::whole(usual, report),
        ("json", Ladders::OfFailures) => (format.render)(&lean(report)),
        _ => (format.render)(report),
    }
}
