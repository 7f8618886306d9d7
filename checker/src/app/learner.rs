//! What helps a learner along: folders to start from, which of them is graded, and the way back to a stub.

use std::io::ErrorKind;
use std::path::Path;

use checker::cli::learner::{Asked, Work};
use checker::diff::{self, Line};
use checker::lab::Lab;
use checker::language::Language;
use checker::own::Own;
use checker::report::paint::{Style, Tone};
use checker::report::plain::visible;
use checker::report::shell::quoted;
use checker::starter;
use checker::submission::Submission;
use checker::undo;

use super::out::{complain, say};
use super::{Failure, root, start};

/// Does it, and gives the exit status.
pub fn help(asked: Asked) -> Result<u8, Failure> {
    match asked {
        Asked::New { language, folder, labs } => begin(language, &folder, &labs)?,
        Asked::Use(None) => say(&format!("{}\n", visible(&Own::read(&root()?)?.name())))?,
        Asked::Use(Some(folder)) => choose(&folder)?,
        Asked::Reset(work) => reset(&work)?,
        Asked::Diff(work, style) => return diff(&work, style),
    }
    Ok(0)
}

fn begin(language: &Language, folder: &Path, labs: &[&'static Lab]) -> Result<(), Failure> {
    let plan = starter::plan(language, folder, labs).map_err(Failure::Usage)?;
    for path in starter::write(&plan).map_err(of_writing)? {
        say(&format!("wrote {}\n", visible(&path.display().to_string())))?;
    }
    for path in &plan.left {
        say(&format!("left  {}, which is there already\n", visible(&path.display().to_string())))?;
    }
    let lab = labs.first().map_or("lab1", |lab| lab.id);
    match remember(folder) {
        Ok(()) => say(&format!("next  {} {lab}\n", start()))?,
        // It is a folder like any other, only it has to be named.
        Err(Failure::Usage(error) | Failure::Mistake(error) | Failure::Trouble(error)) => {
            complain(&format!("note: the folder is not remembered: {error:#}\n"));
            say(&format!("next  {} {lab} --submission {}\n", start(), quoted(&folder.display().to_string())))?;
        }
    }
    Ok(())
}

/// What the machine refuses to be written is its trouble, whatever else goes wrong the asker's.
fn of_writing(error: anyhow::Error) -> Failure {
    match error.downcast_ref::<std::io::Error>().map(std::io::Error::kind) {
        Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => Failure::Trouble(error),
        _ => Failure::Usage(error),
    }
}

fn choose(folder: &Path) -> Result<(), Failure> {
    let own = remember_named(folder)?;
    let back = match own {
        Own::Exercises => String::new(),
        Own::Folder(_) => format!("back  {} use exercises\n", start()),
    };
    say(&format!("now   {} is graded\n{back}", visible(&own.name())))?;
    Ok(())
}

fn remember(folder: &Path) -> Result<(), Failure> {
    remember_named(folder).map(drop)
}

/// Makes a folder the one that is graded from now on, if it can be.
fn remember_named(folder: &Path) -> Result<Own, Failure> {
    let root = root()?;
    let own = Own::named(&root, folder).map_err(Failure::Usage)?;
    if let Own::Folder(folder) = &own {
        Submission::folder(folder).map_err(Failure::Usage)?;
    }
    own.remember(&root)?;
    Ok(own)
}

fn find(work: &Work) -> Result<undo::Work, Failure> {
    let root = root()?;
    let own = Own::read(&root)?;
    undo::work(Some(&root), &own, work.lab, &work.name).map_err(Failure::Usage)
}

fn reset(work: &Work) -> Result<(), Failure> {
    let work = find(work)?;
    let kept = undo::reset(&work)?;
    if let Some(kept) = kept {
        say(&format!("kept  {}\n", visible(&kept.display().to_string())))?;
    }
    say(&format!("wrote {}\n", visible(&work.file.display().to_string())))?;
    Ok(())
}

/// Shows what is different, and gives the exit status of `diff(1)`.
fn diff(work: &Work, style: Style) -> Result<u8, Failure> {
    let work = find(work)?;
    let text = std::fs::read(&work.file).map_err(|error| {
        Failure::Usage(anyhow::Error::new(error).context(format!("cannot read {}", work.file.display())))
    })?;
    let text = String::from_utf8_lossy(&text);
    let lines = diff::lines(&work.stub, &text);
    for line in &lines {
        let (tone, line) = match line {
            Line::Both(line) => (Tone::Usual, format!("  {}", visible(line))),
            Line::Old(line) => (Tone::Bad, format!("- {}", visible(line))),
            Line::New(line) => (Tone::Good, format!("+ {}", visible(line))),
            Line::Same(lines) => (Tone::Quiet, format!("  ... {lines} lines are the same")),
        };
        say(&format!("{}\n", style.paint(tone, &line)))?;
    }
    Ok(u8::from(!lines.is_empty()))
}
