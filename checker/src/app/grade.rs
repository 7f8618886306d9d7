//! Grades a submission, tells it while it happens, writes the reports, and records how far the learner is.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use checker::cli::{Grade, Source, Stdout};
use checker::own::Own;
use checker::process;
use checker::progress;
use checker::report::capture::capture;
use checker::report::teller::Teller;
use checker::repository;
use checker::run::{self, Progress};
use checker::submission::Submission;
use checker::verdict::LabReport;

use super::course::{home, root};
use super::failure::Failure;
use super::out::wait_for;
use super::out::{StatusLine, complain, say};
use super::{files, reports};

pub fn grade(grade: Grade) -> Result<u8, Failure> {
    let root = match grade.source {
        Source::Own => Some(home()?),
        Source::Solutions => Some(root()?),
        Source::Folder(_) => None,
    };
    let own = root.as_deref().filter(|_| grade.source == Source::Own).map(Own::read).transpose()?;
    let submission = submission(&grade.source, own.as_ref(), root.as_deref()).map_err(Failure::Usage)?;
    if let Some(user) = &grade.user {
        process::run_as(user).map_err(Failure::Usage)?;
    }
    submission.look_at(grade.plan.selection.iter().map(|selected| selected.lab)).map_err(Failure::Usage)?;
    reports::expect_writable(&grade.reports)?;
    grade.pcap.as_deref().map_or(Ok(()), files::expect_writable)?;
    let began = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let _alone = submission.alone(wait_for);
    let recorded_in = root.zip(own);
    let (teller, status) = (Teller::new(grade.look), StatusLine::new(grade.look.columns));
    let mut telling = Delivery { grade: &grade, teller, status, recorded_in, said: Ok(()) };
    let mut report = run::run(&grade.plan, &submission, &mut |progress| telling.take(&submission.name, &progress))?;
    report.notes.extend(
        process::clean_up_everything().iter().map(|left| format!("left running at the end of the run: {left}")),
    );
    let said = telling.said;
    // A stdout that can't be written is no reason to lose the files.
    reports::deliver(&grade.reports, grade.look, &report)?;
    if let Some(file) = &grade.pcap {
        files::write(file, capture(&report, began.as_micros() as u64))?;
    }
    said?;
    Ok(report.status())
}

/// What is done with the run while it goes on.
struct Delivery<'a> {
    grade: &'a Grade,
    teller: Teller,
    status: StatusLine,
    /// The folder of the course, where progress is recorded, and whose.
    recorded_in: Option<(PathBuf, Own)>,
    /// Where the telling fails the checks go on: what they leave running is cleaned up at their end.
    said: anyhow::Result<()>,
}

impl Delivery<'_> {
    /// Tells a piece of the run, and records a lab once it is finished.
    fn take(&mut self, submission: &str, progress: &Progress) {
        match progress {
            Progress::StillBuilding { going } => self.status.show(&format!("{} … {}", going.command, going.last)),
            _ => self.status.clear(),
        }
        if let (Progress::Finished { lab }, Some((root, own))) = (progress, &self.recorded_in) {
            record(self.grade, root, own, lab);
        }
        if let (Stdout::Told, Ok(())) = (&self.grade.reports.stdout, &self.said) {
            self.said = say(&told(&mut self.teller, submission, progress));
        }
    }
}

/// That progress can't be written down is no reason to lose the report.
fn record(grade: &Grade, root: &Path, own: &Own, graded: &LabReport) {
    let selected = grade.plan.selection.iter().find(|selected| selected.lab.id == graded.id);
    let recorded =
        selected.map_or(Ok(()), |selected| progress::record(root, own, selected.lab, graded, grade.plan.seed));
    if let Err(error) = recorded {
        complain(&format!("warning: how far you are is not recorded: {error:#}\n"));
    }
}

fn submission(source: &Source, own: Option<&Own>, root: Option<&Path>) -> anyhow::Result<Submission> {
    let root = root.unwrap_or(Path::new("."));
    match (source, own) {
        (Source::Own, Some(Own::Folder(folder))) => {
            let back = if repository::is_root(root) { "exercises` goes back" } else { "DIR` chooses another" };
            Submission::folder(folder).with_context(|| format!("the folder that is remembered (`checker use {back})"))
        }
        (Source::Own, _) => Submission::exercises(root),
        (Source::Solutions, _) => Submission::solutions(root),
        (Source::Folder(folder), _) => Submission::folder(folder),
    }
}

/// Tells a piece of a run.
fn told(teller: &mut Teller, submission: &str, progress: &Progress) -> String {
    match progress {
        Progress::Building { lab } => teller.begin(lab.id, lab.title),
        Progress::StillBuilding { .. } => String::new(),
        Progress::Built { failures, .. } => teller.built(failures),
        Progress::Checked { check, .. } => teller.check(check),
        Progress::Finished { lab } => teller.finish(submission, lab),
    }
}
