//! Grades a submission, tells it while it happens, writes the report, and records how far the learner is.

use std::fs::OpenOptions;
use std::path::Path;

use checker::cli::{Destination, Grade, Source, TERMINAL};
use checker::process;
use checker::progress;
use checker::report::Format;
use checker::report::paint::Style;
use checker::report::terminal::{self, Build, Look};
use checker::run::{self, Progress};
use checker::submission::Submission;
use checker::verdict::Report;

use super::out::{complain, say};
use super::{Failure, root};

pub fn grade(grade: Grade) -> Result<u8, Failure> {
    let root = match grade.source {
        Source::Exercises | Source::Solutions => Some(root()?),
        Source::Folder(_) => None,
    };
    let submission = submission(&grade.source, root.as_deref()).map_err(Failure::Usage)?;
    if let Some(user) = &grade.user {
        process::run_as(user).map_err(Failure::Usage)?;
    }
    submission.look_at(grade.plan.selection.iter().map(|selected| selected.lab)).map_err(Failure::Usage)?;
    let _alone = submission.alone(|folder| {
        complain(&format!("another checker works in {}: this one begins when it is done\n", folder.display()));
    });
    if let Destination::File(_, file) = &grade.report {
        // Better known before the checks than after them.
        OpenOptions::new().create(true).append(true).open(file).map_err(|error| cannot_write(file, error))?;
    }
    let recorded_in = root.filter(|_| grade.source == Source::Exercises);
    let mut done = Ok(());
    let mut teller = Teller { look: grade.look, build: Build::Whole, submission: submission.name.clone() };
    let mut report = run::run(&grade.plan, &submission, &mut |progress| {
        // The checks go on where the telling fails: what they leave running is cleaned up at their end.
        if done.is_ok() {
            done = tell(&grade, &mut teller, &progress, recorded_in.as_deref());
        }
    })?;
    done?;
    report.notes.extend(
        process::clean_up_everything().iter().map(|left| format!("left running at the end of the run: {left}")),
    );
    finish(&grade, &report)?;
    Ok(report.status())
}

/// Tells a piece of the run, and records a lab once it is finished.
fn tell(grade: &Grade, teller: &mut Teller, progress: &Progress, recorded_in: Option<&Path>) -> anyhow::Result<()> {
    if let (Progress::Finished { lab: graded }, Some(root)) = (progress, recorded_in) {
        let selected = grade.plan.selection.iter().find(|selected| selected.lab.id == graded.id);
        if let Some(selected) = selected {
            progress::record(root, selected.lab, graded, grade.plan.seed)?;
        }
    }
    match grade.report {
        Destination::Stdout(_) => Ok(()),
        Destination::Told | Destination::File(..) => say(&teller.tell(progress)),
    }
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
            std::fs::write(file, rendered(format, grade.look, report)).map_err(|error| cannot_write(file, error))?;
            say(&terminal::end(grade.look, report))?;
            say(&format!("\nThe report is in {}\n", file.display()))?;
        }
    }
    Ok(())
}

/// In a file there are no colours, but the ladders that were asked for.
fn rendered(format: &Format, look: Look, report: &Report) -> String {
    match format.name {
        TERMINAL => terminal::whole(Look { style: Style::Plain, ..look }, report),
        _ => (format.render)(report),
    }
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
