//! Grades a submission, tells it while it happens, writes the report, and records how far the learner is.

use std::fs::OpenOptions;
use std::path::Path;

use checker::cli::{Destination, Grade, Source};
use checker::progress;
use checker::report::terminal::{self, Build, Look};
use checker::run::{self, Progress};
use checker::submission::Submission;
use checker::verdict::Report;

use super::out::say;
use super::{Failure, root};

pub fn grade(grade: Grade) -> Result<u8, Failure> {
    let root = match grade.source {
        Source::Exercises | Source::Solutions => Some(root()?),
        Source::Folder(_) => None,
    };
    let submission = submission(&grade.source, root.as_deref()).map_err(Failure::Usage)?;
    if let Destination::File(_, file) = &grade.report {
        // Better known before the checks than after them.
        OpenOptions::new().create(true).append(true).open(file).map_err(|error| cannot_write(file, error))?;
    }
    let mut said = Ok(());
    let mut teller = Teller { look: grade.look, build: Build::Whole, submission: submission.name.clone() };
    let report = run::run(&grade.plan, &submission, &mut |progress| {
        let text = match grade.report {
            Destination::Stdout(_) => String::new(),
            Destination::Told | Destination::File(..) => teller.tell(&progress),
        };
        if said.is_ok() {
            said = say(&text);
        }
    })?;
    said?;
    finish(&grade, &report)?;
    if let (Source::Exercises, Some(root)) = (&grade.source, &root) {
        for selected in &grade.plan.selection {
            progress::record(root, &report, selected.lab)?;
        }
    }
    Ok(report.status())
}

fn submission(source: &Source, root: Option<&Path>) -> anyhow::Result<Submission> {
    let root = root.unwrap_or(Path::new("."));
    match source {
        Source::Exercises => Submission::exercises(root),
        Source::Solutions => Submission::solutions(root),
        Source::Folder(folder) => Submission::folder(folder),
    }
}

/// What has to be said once all is done.
fn finish(grade: &Grade, report: &Report) -> Result<(), Failure> {
    match &grade.report {
        Destination::Told => say(&terminal::end(grade.look, report))?,
        Destination::Stdout(format) => say(&(format.render)(report))?,
        Destination::File(format, file) => {
            std::fs::write(file, (format.render)(report)).map_err(|error| cannot_write(file, error))?;
            say(&terminal::end(grade.look, report))?;
            say(&format!("\nThe report is in {}\n", file.display()))?;
        }
    }
    Ok(())
}

fn cannot_write(file: &Path, error: std::io::Error) -> Failure {
    Failure::Usage(anyhow::Error::new(error).context(format!("cannot write {}", file.display())))
}

/// Tells a run piece by piece.
struct Teller {
    look: Look,
    build: Build,
    /// The submission's name.
    submission: String,
}

impl Teller {
    fn tell(&mut self, progress: &Progress) -> String {
        match progress {
            Progress::Building { lab } => terminal::head(self.look, lab.id, lab.title),
            Progress::Built { failures, .. } => {
                self.build = Build::of(failures);
                terminal::build_failures(self.look, failures)
            }
            Progress::Checked { check, .. } => terminal::check(self.look, self.build, check),
            Progress::Finished { lab } => terminal::foot(self.look, &self.submission, lab),
        }
    }
}
