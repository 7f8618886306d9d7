//! What can be typed: clap's own part of the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};

use super::list::ListFormat;
use crate::bugs::{Level, Tongue};
use crate::interop;
use crate::report::FORMATS;
use crate::starter;

/// The format that is told check by check.
pub const TERMINAL: &str = "terminal";

/// Starts your socket programs, talks to them, and says what is wrong, why, and where to read on
///
/// Without a lab it shows how far you are and what comes next.
#[derive(Debug, Parser)]
#[command(
    name = "checker",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    override_usage = "checker [LAB]... [OPTIONS]\n       checker COMMAND",
    after_help = "Exit status: 0 all passed, 1 something did not, 2 wrong usage, 3 inconclusive (the checker's own trouble)."
)]
pub struct Arguments {
    /// What to grade: `lab1`, `lab2` ..., or `all`
    #[arg(value_name = "LAB")]
    pub labs: Vec<String>,
    /// How it is graded.
    #[command(flatten)]
    pub options: Options,
    /// What else is asked for.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The options of a grading, as they were typed.
#[derive(Debug, Args)]
pub struct Options {
    /// Grade the reference solutions
    #[arg(long, conflicts_with = "submission")]
    pub solution: bool,
    /// Grade the programs of a folder, in any language, as its programs.toml says
    #[arg(long, value_name = "DIR")]
    pub submission: Option<PathBuf>,
    /// Run this check alone, and what it needs (may be given again): `server-echo`, `lab1/server-echo`
    #[arg(long = "check", value_name = "ID")]
    pub checks: Vec<String>,
    /// How it is run.
    #[command(flatten)]
    pub running: Running,
    /// Take the time for a final grading: long silences, many storms, what may come out differently again and again
    #[arg(long)]
    pub thorough: bool,
    /// Write what was seen on the wire to a file for Wireshark
    #[arg(long, value_name = "FILE")]
    pub pcap: Option<PathBuf>,
    /// Start the programs and their builds as this user, by name or number (for root)
    #[arg(long = "as", value_name = "USER")]
    pub user: Option<String>,
    /// How it is told.
    #[command(flatten)]
    pub telling: Telling,
}

/// How checks are run, or pairs of programs, as it was typed.
#[derive(Debug, Args)]
pub struct Running {
    /// Repeat the random choices of an earlier run
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// How many milliseconds is waited for something that does not come
    #[arg(long, value_name = "MS", default_value_t = 2000, value_parser = clap::value_parser!(u64).range(1..=600_000))]
    pub patience: u64,
    /// How many are run side by side [default: as suits this machine]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// How a report is told and where it goes, as it was typed.
#[derive(Debug, Args)]
pub struct Telling {
    /// Draw what was seen also for the checks that pass
    #[arg(long)]
    pub trace: bool,
    /// Tell every failure in full, also where many follow from one mistake
    #[arg(long)]
    pub all: bool,
    /// Tell only the first failure in full
    #[arg(long, conflicts_with = "all")]
    pub first: bool,
    /// How to report (may be given again, each with an --output of its own) [default: terminal]
    #[arg(long, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))]
    pub format: Vec<String>,
    /// Write the report to a file; a format other than terminal is then shown on the terminal as well
    #[arg(long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
}

/// What can be asked for beside a grading.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the labs and their checks
    List {
        /// How to list them
        #[arg(long, value_enum, default_value_t = ListFormat::Terminal)]
        format: ListFormat,
    },
    /// Say what a check tries and which mistakes it finds
    Explain {
        /// `lab4/frames-split`, or its name alone where no other lab has one of that name
        check: String,
    },
    /// What helps a learner along.
    #[command(flatten)]
    Learner(LearnerCommand),
    /// Let every client of a lab meet every server, in Rust, Python, C#, and with --submission yours
    Interop {
        /// Which labs: `lab4`, or `all`
        #[arg(value_name = "LAB", required = true)]
        labs: Vec<String>,
        /// How they meet.
        #[command(flatten)]
        options: InteropOptions,
    },
    /// Draw reports again that were written with `--format json`
    Report {
        /// The files; labs of the same submission come together
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// How they are told.
        #[command(flatten)]
        telling: Telling,
    },
    /// Grade a class: the download of a learning system in, pages and gradebooks out (`checker grade --help`)
    #[command(disable_help_flag = true)]
    Grade {
        /// What the program checker-grade is to do
        #[arg(value_name = "WORDS", trailing_var_arg = true, allow_hyphen_values = true)]
        words: Vec<OsString>,
    },
    /// Look at a folder as it will be looked at, and write the zip that is to be handed in
    #[command(disable_help_flag = true)]
    HandIn {
        /// The folder
        #[arg(value_name = "DIR", trailing_var_arg = true, allow_hyphen_values = true)]
        words: Vec<OsString>,
    },
    /// Open the course in a browser
    Book,
    /// Fill in the book's tables and diagrams (mdBook calls this)
    #[command(hide = true)]
    Mdbook {
        /// Nothing, `later` or `verify`, and then perhaps `supports RENDERER`
        words: Vec<String>,
    },
    /// Derive the exercises from the solutions (for authors)
    Stubs {
        /// Only say which are not current
        #[arg(long, conflicts_with = "write", required_unless_present = "write")]
        check: bool,
        /// Write those that nobody has worked on
        #[arg(long)]
        write: bool,
    },
    /// Record the runs that the book shows (for authors)
    Record {
        /// Write nothing: say whether they still come out as they are recorded
        #[arg(long)]
        check: bool,
        /// Which; all if left out
        names: Vec<String>,
    },
}

/// What helps a learner along, as it was typed.
#[derive(Debug, Subcommand)]
pub enum LearnerCommand {
    /// Start a lab in another language: a folder with its programs.toml and a stub for each program
    New {
        /// In which language
        #[arg(value_name = "LANGUAGE", value_parser = PossibleValuesParser::new(starter::languages().map(|(language, _)| language.word)))]
        language: String,
        /// The folder; what is in it already is left as it is. From then on it is the one that is graded
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Which lab: `lab1`, or `all`
        #[arg(value_name = "LAB")]
        lab: String,
    },
    /// Say which folder is graded when none is named, or choose one
    Use {
        /// A folder with a programs.toml, or `exercises`
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Grade whenever you save, the check that you work on first
    Watch {
        /// Which lab: `lab1` [default: the one that comes next]
        #[arg(value_name = "LAB")]
        lab: Option<String>,
    },
    /// Give a hint: a question first, then where to look, then the shape of the code
    Hint {
        /// A check, `lab1/server-echo`, or a gap of your program, `lab1/server:3` [default: the check that comes next]
        #[arg(value_name = "CHECK")]
        about: Option<String>,
    },
    /// Play a check by hand: you start your program yourself, and the check does its part a step at a time
    Play {
        /// `lab1/server-half-close`, or its name alone where no other lab has one of that name
        check: String,
        /// Repeat the random choices of an earlier run
        #[arg(long, value_name = "N")]
        seed: Option<u64>,
    },
    /// Find the bug: a wrong program of the course's, to be mended until its lab passes again
    Bug {
        /// Which lab: `lab1` [default: the one whose bug is open]
        #[arg(value_name = "LAB")]
        lab: Option<String>,
        /// In which language [default: Rust in the folder of the course, and Python elsewhere]
        #[arg(long, value_enum)]
        language: Option<Tongue>,
        /// How hard
        #[arg(long, value_enum)]
        level: Option<Level>,
        /// The same choice again
        #[arg(long, value_name = "N")]
        seed: Option<u64>,
        /// Tell what the open one is
        #[arg(long)]
        give_up: bool,
    },
    /// Put a program's stub back, and keep what was there beside it
    Reset {
        /// `lab1/server`
        #[arg(value_name = "PROGRAM")]
        program: String,
    },
    /// Show what you have changed in a program's stub
    Diff {
        /// `lab1/server`
        #[arg(value_name = "PROGRAM")]
        program: String,
    },
}

/// The options of the matrix of languages, as they were typed.
#[derive(Debug, Args)]
pub struct InteropOptions {
    /// Let the programs of a folder take part, as its programs.toml says
    #[arg(long, value_name = "DIR", conflicts_with = "exercises")]
    pub submission: Option<PathBuf>,
    /// Let your programs in the folder exercises take part
    #[arg(long)]
    pub exercises: bool,
    /// How it is run.
    #[command(flatten)]
    pub running: Running,
    /// How to report
    #[arg(long, default_value = TERMINAL, value_parser = PossibleValuesParser::new(interop::report::FORMATS.iter().map(|(name, _)| *name)))]
    pub format: String,
    /// Write the report to a file, too
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}
