//! What a learner can ask for beside a grading: a folder to start from, the way back to a stub, and more.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;

use super::arguments::LearnerCommand;
use super::names::{find, unknown_lab};
use super::surroundings::Surroundings;
use crate::bugs::{Level, Tongue};
use crate::harness::Depth;
use crate::hints;
use crate::lab::{Check, Lab};
use crate::language::Language;
use crate::report::look::Look;
use crate::report::paint::Style;
use crate::run::Plan;
use crate::starter;

/// How long a check of a riddle waits for something that does not come.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is asked for, resolved.
pub enum Asked {
    /// A folder to start from.
    #[expect(missing_docs, reason = "the types say it")]
    New { language: &'static Language, folder: PathBuf, labs: Vec<&'static Lab> },
    /// Which folder is graded from now on; with none, which is.
    Use(Option<PathBuf>),
    /// Each save is graded.
    Watch(Watch),
    /// A hint.
    Hint(About),
    /// A check is played by hand.
    Play(Play),
    /// A wrong program is to be found out.
    Bug(Bug),
    /// A stub is put back.
    Reset(Work),
    /// A work is held against its stub, and that is painted so.
    Diff(Work, Style),
}

/// What a hint is about.
pub enum About {
    /// The check that comes next.
    Next,
    /// A check.
    Check(&'static Lab, &'static Check),
    /// A gap, by the file of the lab that it is in, and its number.
    Gap(&'static Lab, String, usize),
    /// A program that has gaps, each with a hint of its own.
    Gaps(Work),
}

/// What is played by hand.
pub struct Play {
    /// The lab.
    pub lab: &'static Lab,
    /// The check.
    pub check: &'static Check,
    /// The seed of its random choices.
    pub seed: u64,
    /// How it is told.
    pub look: Look,
}

/// Which wrong program is to be found out.
pub struct Bug {
    /// Of which lab; of the one whose riddle is open where none is named.
    pub lab: Option<&'static Lab>,
    /// In which language; in the one that can be had where none is said.
    pub tongue: Option<Tongue>,
    /// How hard; any where none is said.
    pub level: Option<Level>,
    /// By which it is chosen, and graded.
    pub seed: u64,
    /// Whether the open one is told instead.
    pub give_up: bool,
    /// Checks that run side by side.
    pub jobs: usize,
}

impl Bug {
    /// How it is graded, without the checks that are to run.
    pub fn plan(&self) -> Plan {
        let (seed, jobs) = (self.seed, self.jobs);
        Plan { selection: Vec::new(), seed, patience: PATIENCE, jobs, depth: Depth::Quick }
    }
}

/// What is watched.
pub struct Watch {
    /// The lab; the one that comes next where none is named.
    pub lab: Option<&'static Lab>,
    /// How it is painted.
    pub style: Style,
}

/// A file of a learner's: its lab, and what it is called there.
pub struct Work {
    /// The lab.
    pub lab: &'static Lab,
    /// `server`, `client.mmd`
    pub name: String,
}

/// Looks up what was typed.
///
/// # Errors
/// Wrong usage: names that do not exist, with the nearest one that does.
pub fn resolve(command: LearnerCommand, around: &Surroundings) -> anyhow::Result<Asked> {
    Ok(match command {
        LearnerCommand::New { language, folder, lab } => {
            let known = starter::languages().map(|(known, _)| known).find(|known| known.word == language);
            let language = known.with_context(|| format!("there is no language `{language}`"))?;
            Asked::New { language, folder, labs: labs(&lab, around.labs)? }
        }
        LearnerCommand::Use { folder } => Asked::Use(folder),
        LearnerCommand::Watch { lab: name } => {
            let lab = name.map(|name| lab(&name, around.labs)).transpose()?;
            Asked::Watch(Watch { lab, style: around.style })
        }
        LearnerCommand::Hint { about } => Asked::Hint(match about {
            None => About::Next,
            Some(name) => about_hint(&name, around.labs)?,
        }),
        LearnerCommand::Play { check, seed } => {
            let (lab, check) = find(&check, around.labs)?;
            let look = Look { style: around.style, columns: around.columns, book: around.book, ..Look::default() };
            Asked::Play(Play { lab, check, seed: seed.unwrap_or(around.seed), look })
        }
        LearnerCommand::Bug { lab: name, language, level, seed, give_up } => {
            let lab = name.map(|name| lab(&name, around.labs)).transpose()?;
            let (seed, jobs) = (seed.unwrap_or(around.seed), around.jobs);
            Asked::Bug(Bug { lab, tongue: language, level, seed, give_up, jobs })
        }
        LearnerCommand::Reset { program } => Asked::Reset(work(&program, around.labs)?),
        LearnerCommand::Diff { program } => Asked::Diff(work(&program, around.labs)?, around.style),
    })
}

fn labs(name: &str, labs: &[&'static Lab]) -> anyhow::Result<Vec<&'static Lab>> {
    if name == "all" { Ok(labs.to_vec()) } else { Ok(vec![lab(name, labs)?]) }
}

fn lab(name: &str, labs: &[&'static Lab]) -> anyhow::Result<&'static Lab> {
    labs.iter().copied().find(|known| known.id == name).with_context(|| unknown_lab(name, labs))
}

/// A check, a gap, `lab1/server:3`, or a program that has gaps, `lab1/server`.
fn about_hint(name: &str, labs: &[&'static Lab]) -> anyhow::Result<About> {
    match name.rsplit_once(':') {
        Some((program, number)) => {
            let Work { lab, name } = work(program, labs)?;
            let number =
                number.parse().with_context(|| format!("`{number}` is no number of a gap, as in `lab1/server:3`"))?;
            Ok(About::Gap(lab, name, number))
        }
        None => match (find(name, labs), work(name, labs)) {
            (Ok((lab, check)), _) => Ok(About::Check(lab, check)),
            (Err(_), Ok(work)) if !hints::gaps(work.lab.id, &work.name).is_empty() => Ok(About::Gaps(work)),
            (Err(error), _) => Err(error),
        },
    }
}

fn work(name: &str, labs: &[&'static Lab]) -> anyhow::Result<Work> {
    let parts = name.split_once('/').with_context(|| format!("`{name}` names no program, as in `lab1/server`"))?;
    Ok(Work { lab: lab(parts.0, labs)?, name: parts.1.to_owned() })
}
