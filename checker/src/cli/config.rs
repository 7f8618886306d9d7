//! What is to be done, once all that was typed has been looked up.

use std::ffi::OsString;
use std::path::PathBuf;

use super::learner::Asked;
use super::list::ListFormat;
use crate::interop::{self, Interop, Mine};
use crate::lab::{Check, Lab};
use crate::report::Format;
use crate::report::look::Look;
use crate::run::Plan;
use crate::scenes::Scene;

/// What is to be done.
pub enum Config {
    /// The labs, and how far the learner is.
    Overview,
    /// Grade.
    Grade(Box<Grade>),
    /// All labs and their checks.
    List(ListFormat),
    /// What a check tries.
    #[expect(missing_docs, reason = "the types say it")]
    Explain { lab: &'static Lab, check: &'static Check },
    /// What becomes of bytes on their way.
    ExplainFaults,
    /// What helps a learner along.
    Learner(Asked),
    /// Clients and servers of several languages meet.
    Interop(Meeting),
    /// Reports that were written before, drawn again.
    Report(Redraw),
    /// What is another program's, with what it is told.
    Class(Vec<OsString>),
    /// The course in a browser.
    Book,
    /// What mdBook asks for.
    Mdbook(Mdbook),
    /// The exercises, derived from the solutions.
    Stubs(Stubs),
    /// The runs that the book shows.
    Record(Record),
}

impl Config {
    /// Whether programs of learners are started, so that somebody has to see to what comes of them.
    pub fn starts_programs(&self) -> bool {
        matches!(self, Config::Grade(_) | Config::Interop(_) | Config::Record(_) | Config::Learner(Asked::Bug(_)))
    }
}

/// What is to be graded and how it is reported.
pub struct Grade {
    /// Whose programs.
    pub source: Source,
    /// Which labs and checks, and how they run.
    pub plan: Plan,
    /// Where the reports go.
    pub reports: Destinations,
    /// How it is told on stdout.
    pub look: Look,
    /// Where a capture of what was seen on the wire is written, if anywhere.
    pub pcap: Option<PathBuf>,
    /// Who the programs are started as, where it is not whoever has started the checker.
    pub user: Option<String>,
}

/// Where the reports go.
pub struct Destinations {
    /// What stdout gets.
    pub stdout: Stdout,
    /// What is written once all is done, each into its file.
    pub files: Vec<(&'static Format, PathBuf)>,
}

/// What stdout gets of a report.
pub enum Stdout {
    /// What is told on a terminal, check by check.
    Told,
    /// The report in this format, once all is done.
    Whole(&'static Format),
}

/// Reports that were written as JSON before, and how they are to be drawn again.
pub struct Redraw {
    /// The files, in the order in which their labs are to stand.
    pub sources: Vec<PathBuf>,
    /// Where the reports go.
    pub reports: Destinations,
    /// How it is told on stdout.
    pub look: Look,
}

/// Whose programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The learner's own: the folder `exercises` of the course, or the one that is remembered.
    Own,
    /// The reference solutions.
    Solutions,
    /// A folder with its own programs.toml.
    Folder(PathBuf),
}

/// Who is to meet, and how that is reported.
pub struct Meeting {
    /// Which labs, and how their pairs run.
    pub plan: interop::Pairing,
    /// Whether the learner takes part.
    pub mine: Mine,
    /// The format.
    pub render: fn(&Interop) -> String,
    /// Whether it is told lab by lab.
    pub is_told: bool,
    /// The file to write, if there is one.
    pub output: Option<PathBuf>,
    /// How it is told on stdout.
    pub look: Look,
}

/// What mdBook asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mdbook {
    /// Fill the directives in.
    Fill,
    /// Fill them in for a book that is served later, by a checker that has it in it.
    FillForLater,
    /// Refuse what could not be filled in.
    Verify,
    /// Say whether books for this renderer are filled in.
    Supports(String),
}

/// What is to be done with the exercises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stubs {
    /// Say which are not current.
    Check,
    /// Write those that nobody has worked on.
    Write,
}

/// Which recordings, and what is to be done with them.
pub struct Record {
    /// Whether they are written or compared.
    pub how: Recording,
    /// In their order.
    pub scenes: Vec<&'static Scene>,
}

/// Whether recordings are written or compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recording {
    /// Record them anew.
    Write,
    /// Say which do not come out as they are recorded.
    Check,
}
