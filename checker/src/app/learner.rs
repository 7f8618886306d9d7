//! What helps a learner along: folders to start from, which of them is graded, and the way back to a stub.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::anyhow;
use checker::cli::explain::paragraph;
use checker::cli::learner::{About, Asked, Work};
use checker::cli::overview;
use checker::diff::{self, Compared};
use checker::hints;
use checker::lab::Lab;
use checker::labs::LABS;
use checker::language::Language;
use checker::own::Own;
use checker::progress::Grades;
use checker::report::paint::{Style, Tone};
use checker::report::plain::visible;
use checker::report::shell::quoted;
use checker::repository;
use checker::starter;
use checker::submission::Submission;
use checker::undo;

use super::course::{here, home, start};
use super::failure::Failure;
use super::out::{complain, say};
use super::{bug, play, watch};

/// Does it, and gives the exit status.
pub fn help(asked: Asked) -> Result<u8, Failure> {
    match asked {
        Asked::New { language, folder, labs } => begin(language, &folder, &labs)?,
        Asked::Use(None) => say(&format!("{}\n", visible(&Own::read(&home()?)?.name())))?,
        Asked::Use(Some(folder)) => choose(&folder)?,
        Asked::Watch(asked) => return watch::watch(&asked),
        Asked::Play(asked) => return play::play(&asked),
        Asked::Bug(asked) => return bug::bug(&asked),
        Asked::Hint(about) => hint(about)?,
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
        Own::Folder(_) if home().is_ok_and(|home| repository::is_root(&home)) => {
            format!("back  {} use exercises\n", start())
        }
        Own::Folder(_) => String::new(),
    };
    say(&format!("now   {} is graded\n{back}", visible(&own.name())))?;
    Ok(())
}

fn remember(folder: &Path) -> Result<(), Failure> {
    remember_named(folder).map(drop)
}

/// Makes a folder the one that is graded from now on, if it can be.
fn remember_named(folder: &Path) -> Result<Own, Failure> {
    let root = match home() {
        Ok(root) => root,
        // Where nothing is remembered yet, it is from now on.
        Err(_) if cfg!(feature = "book") => here()?,
        Err(error) => return Err(error),
    };
    let own = Own::named(&root, folder).map_err(Failure::Usage)?;
    if let Own::Folder(folder) = &own {
        Submission::folder(folder).map_err(Failure::Usage)?;
    }
    own.remember(&root)?;
    Ok(own)
}

/// Gives the next hint, which is remembered and not charged.
fn hint(about: About) -> Result<(), Failure> {
    let root = home()?;
    let own = Own::read(&root)?;
    let (lab, check) = match about {
        About::Check(lab, check) => (lab, check),
        About::Gap(lab, file, number) => return gap(&own, lab, &file, number),
        About::Gaps(work) => return gaps(&own, &work),
        About::Next => overview::open(LABS, &Grades::read(&root, &own, LABS))
            .ok_or_else(|| Failure::Usage(anyhow!("everything passes: name the check that you want a hint for")))?,
    };
    let name = format!("{}/{}", lab.id, check.id);
    let hints = hints::of(lab.id, check.id).ok_or_else(|| {
        Failure::Usage(anyhow!("there is no hint for {name}: `{} explain {name}` says more", start()))
    })?;
    let number = hints::take(&root, &own, &name, hints.len())?;
    say(&format!("{name}, hint {} of {}: {}\n\n", number + 1, hints.len(), hints::KINDS[number].to_lowercase()))?;
    say(&paragraph(hints[number], "  "))?;
    let more = match number + 1 < hints.len() {
        true => format!("{} hint {name}", start()),
        false => format!("{} explain {name}", start()),
    };
    say(&format!("\nmore  {more}\nread  {}\n", check.see(lab)))?;
    Ok(())
}

/// The one hint of a gap, as the exercises number them.
fn gap(own: &Own, lab: &Lab, file: &str, number: usize) -> Result<(), Failure> {
    numbers_gaps(own)?;
    let name = format!("{}/{file}:{number}", lab.id);
    let hint = hints::of_gap(lab.id, file, number);
    let hint = hint
        .ok_or_else(|| Failure::Usage(anyhow!("there is no hint for {name}: is that a gap, as in `lab1/server:3`?")))?;
    say(&format!("{name}\n\n{}", paragraph(hint, "  ")))?;
    Ok(())
}

/// How the hints of a program's gaps are had.
fn gaps(own: &Own, work: &Work) -> Result<(), Failure> {
    numbers_gaps(own)?;
    let name = format!("{}/{}", work.lab.id, work.name);
    say(&format!("a hint for each gap of {name}\n\n"))?;
    for number in hints::gaps(work.lab.id, &work.name) {
        say(&format!("  {} hint {name}:{number}\n", start()))?;
    }
    Ok(())
}

/// The exercises number their gaps, and a folder in another language does not.
fn numbers_gaps(own: &Own) -> Result<(), Failure> {
    match own {
        Own::Exercises => Ok(()),
        Own::Folder(folder) => {
            let folder = folder.display();
            Err(Failure::Usage(anyhow!("the comments at the gaps in {folder} are the hints: they name the calls")))
        }
    }
}

fn find(work: &Work) -> Result<undo::Work, Failure> {
    let root = home()?;
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
            Compared::Both(line) => (Tone::Usual, format!("  {}", visible(line))),
            Compared::Old(line) => (Tone::Bad, format!("- {}", visible(line))),
            Compared::New(line) => (Tone::Good, format!("+ {}", visible(line))),
            Compared::Same(lines) => (Tone::Quiet, format!("  ... {lines} lines are the same")),
        };
        say(&format!("{}\n", style.paint(tone, &line)))?;
    }
    Ok(u8::from(!lines.is_empty()))
}
