//! Does what the command line asks for. The only part of the checker that prints.

mod browse;
mod bug;
mod class;
mod course;
mod exercises;
mod failure;
mod files;
mod grade;
mod interop;
mod learner;
mod mdbook;
mod out;
mod record;
mod redraw;
mod reports;
mod watch;

use checker::cli::{Config, Stubs, explain, list, overview};
use checker::labs::LABS;
use checker::own::Own;
use checker::progress::Grades;

use course::{root, start};
pub use failure::Failure;
pub use out::complain;
use out::{say, warn};

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
        Config::Mdbook(asked) => return mdbook::answer(&asked),
        Config::Stubs(Stubs::Write) => exercises::write()?,
        Config::Stubs(Stubs::Check) => exercises::check()?,
        Config::Record(asked) => record::record(&asked)?,
    }
    Ok(0)
}

/// Where the book of the course is, to be linked to: as it is served now, or else as it was built.
pub fn book() -> Option<&'static str> {
    let root = root().ok()?;
    let place = browse::served(&root).or_else(|| browse::built(&root))?;
    // It is asked for once, and shown until the end.
    Some(Box::leak(place.into_boxed_str()))
}
