//! Does what the command line asks for. The only part of the checker that prints.

mod browse;
mod bug;
mod class;
mod files;
mod grade;
mod interop;
mod learner;
mod out;
mod record;
mod redraw;
mod reports;
mod watch;

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use checker::cli::{Config, Mdbook, Stubs, explain, list, overview};
use checker::labs::LABS;
use checker::own::Own;
use checker::progress::Grades;
use checker::stubs::{self, Outcome, Overwrite, Stale};
use checker::{book, repository};

pub use out::complain;
use out::say;

/// Why it could not be done.
pub enum Failure {
    /// What was asked for makes no sense: exit status 2.
    Usage(anyhow::Error),
    /// What was looked at is wrong: exit status 1.
    Mistake(anyhow::Error),
    /// The checker's own trouble: exit status 3.
    Trouble(anyhow::Error),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        Failure::Trouble(error)
    }
}

/// Does it, and gives the exit status.
pub fn run(config: Config) -> Result<u8, Failure> {
    match config {
        Config::Overview => {
            let root = root()?;
            let own = Own::read(&root)?;
            let grades = Grades::read(&root, &own, LABS);
            warn(grades.ignored());
            say(&overview::overview(LABS, &grades, &own, &start()))?;
        }
        Config::Grade(grade) => return grade::grade(*grade),
        Config::List(format) => say(&list::list(LABS, format))?,
        Config::Explain { lab, check } => say(&explain::explain(lab, check))?,
        Config::ExplainFaults => say(&explain::faults())?,
        Config::Learner(asked) => return learner::help(asked),
        Config::Interop(meeting) => return interop::meet(&meeting),
        Config::Report(asked) => return redraw::redraw(&asked),
        Config::Class(words) => return class::become_it(&words),
        Config::Book => return Ok(browse::open(&root()?)?),
        Config::Mdbook(asked) => return mdbook(&asked),
        Config::Stubs(Stubs::Write) => write_stubs()?,
        Config::Stubs(Stubs::Check) => check_stubs()?,
        Config::Record(asked) => record::record(&asked)?,
    }
    Ok(0)
}

fn root() -> Result<PathBuf, Failure> {
    let here = std::env::current_dir().context("cannot tell in which folder this is")?;
    repository::root(&here).map_err(Failure::Usage)
}

/// Where the book of the course is, to be linked to: as it is served now, or else as it was built.
pub fn book() -> Option<&'static str> {
    let root = root().ok()?;
    let place = browse::served(&root).or_else(|| browse::built(&root))?;
    // It is asked for once, and shown until the end.
    Some(Box::leak(place.into_boxed_str()))
}

/// How a person starts the checker from where they are.
fn start() -> String {
    let is_under_cargo = std::env::var_os("CARGO").is_some();
    if is_under_cargo { "cargo checker" } else { "checker" }.to_owned()
}

fn mdbook(asked: &Mdbook) -> Result<u8, Failure> {
    let answer = match asked {
        Mdbook::Supports(renderer) => return Ok(u8::from(renderer != book::RENDERER)),
        Mdbook::Fill => {
            book::fill(&message()?, LABS).inspect(|filled| warn(&filled.ignored)).map(|filled| filled.answer)
        }
        Mdbook::Verify => book::verify(&message()?),
    };
    say(&answer.map_err(Failure::Mistake)?)?;
    Ok(0)
}

/// Says that somebody else is at work, who has to be done first.
fn wait_for(folder: &Path) {
    complain(&format!("another checker works in {}: this one begins when it is done\n", folder.display()));
}

/// What is no reason to stop, on stderr.
fn warn(warnings: &[String]) {
    for warning in warnings {
        complain(&format!("warning: {warning}\n"));
    }
}

fn message() -> anyhow::Result<String> {
    let mut message = String::new();
    std::io::stdin().read_to_string(&mut message).context("cannot read mdBook's message from stdin")?;
    Ok(message)
}

fn write_stubs() -> Result<(), Failure> {
    let outcomes = stubs::write(&root()?, Overwrite::Untouched)?;
    let mut refused = Vec::new();
    for (path, outcome) in &outcomes {
        match outcome {
            Outcome::Current => {}
            Outcome::Written => say(&format!("wrote {path}\n"))?,
            Outcome::Refused => refused.push(path.as_str()),
        }
    }
    if refused.is_empty() {
        return Ok(());
    }
    Err(Failure::Mistake(anyhow!("left alone, since somebody has worked on them: {}", refused.join(", "))))
}

fn check_stubs() -> Result<(), Failure> {
    let stale = stubs::check(&root()?)?;
    let lines: Vec<String> = stale.iter().map(|(path, stale)| format!("{path} {}", said(*stale))).collect();
    if lines.is_empty() {
        return Ok(());
    }
    Err(Failure::Mistake(anyhow!("not current (`checker stubs --write` writes them): {}", lines.join(", "))))
}

fn said(stale: Stale) -> &'static str {
    match stale {
        Stale::Missing => "is missing",
        Stale::Differs => "is not what its solution gives",
        Stale::Orphaned => "has no solution any more",
    }
}
