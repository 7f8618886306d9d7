//! Does what the command line asks for. The only part of the checker that prints.

mod browse;
mod bug;
mod class;
mod course;
mod exercises;
mod failure;
mod files;
mod grade;
#[cfg(feature = "book")]
mod inside;
mod interop;
mod learner;
mod mdbook;
mod out;
mod play;
mod record;
mod redraw;
mod reports;
#[cfg(feature = "book")]
mod serve;
mod watch;
#[cfg(not(feature = "book"))]
mod with_mdbook;

use checker::cli::{Config, Stubs, explain, list, overview};
use checker::labs::LABS;
use checker::own::Own;
use checker::progress::Grades;

use course::{home, start};
pub use failure::Failure;
pub use out::complain;
use out::{say, warn};

/// Does it, and gives the exit status.
pub fn run(config: Config) -> Result<u8, Failure> {
    match config {
        Config::Overview => {
            let (grades, own) = match home() {
                Ok(home) => {
                    let own = Own::read(&home)?;
                    (Grades::read(&home, &own, LABS), Some(own))
                }
                // Nothing is begun yet, and that can be told.
                Err(_) if cfg!(feature = "book") => (Grades::default(), None),
                Err(error) => return Err(error),
            };
            warn(grades.ignored());
            say(&overview::overview(LABS, &grades, own.as_ref(), &start()))?;
        }
        Config::Grade(grade) => return grade::grade(*grade),
        Config::List(format) => say(&list::list(LABS, format))?,
        Config::Explain { lab, check } => say(&explain::explain(lab, check))?,
        Config::ExplainFaults => say(&explain::faults())?,
        Config::Learner(asked) => return learner::help(asked),
        Config::Interop(meeting) => return interop::meet(&meeting),
        Config::Report(asked) => return redraw::redraw(&asked),
        Config::Class(words) => return class::become_it(&words),
        #[cfg(not(feature = "book"))]
        Config::Book => return Ok(with_mdbook::open(&course::root()?)?),
        #[cfg(feature = "book")]
        Config::Book => return Ok(serve::open(&course::here()?)?),
        Config::Mdbook(asked) => return mdbook::answer(&asked),
        Config::Stubs(Stubs::Write) => exercises::write()?,
        Config::Stubs(Stubs::Check) => exercises::check()?,
        Config::Record(asked) => record::record(&asked)?,
    }
    Ok(0)
}

/// Where the book of the course is, to be linked to: as it is served now, or else as it was built.
pub fn book() -> Option<&'static str> {
    let root = home().ok()?;
    let place = browse::served(&root).or_else(|| browse::built(&root))?;
    // It is asked for once, and shown until the end.
    Some(Box::leak(place.into_boxed_str()))
}
