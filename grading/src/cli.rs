//! The command line: what can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::boxes::Level;
use crate::inside::Inside;
use crate::intake::Attempt;
use crate::one::As;
use crate::show::{Detail, Format};

/// Grades a class: takes its hand-ins, runs the checker on each in a box, and shows what came of it
///
/// `checker grade ...` starts this program. With FROM and --into it takes, runs and shows in one go.
#[derive(Debug, Parser)]
#[command(
    name = "checker grade",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    override_usage = "checker grade FROM... --into CLASS [OPTIONS]\n       checker grade COMMAND",
    after_help = "Exit status: 0 all graded, 1 something waits for a person, 2 wrong usage, 3 inconclusive after all tries."
)]
pub struct Arguments {
    /// What is taken, run and shown in one go.
    #[command(flatten)]
    pub all: All,
    /// What else is asked for.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Take, run and show in one go.
#[derive(Debug, Args)]
pub struct All {
    /// What is taken.
    #[command(flatten)]
    pub take: TakeArguments,
    /// How it is run.
    #[command(flatten)]
    pub run: RunOptions,
    /// What is written.
    #[command(flatten)]
    pub show: ShowOptions,
}

/// One step alone.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Take hand-ins into a class; nothing of them is started
    Take(TakeArguments),
    /// Run what is not graded yet
    Run {
        /// The folder of the class
        class: PathBuf,
        /// These labs alone
        #[arg(value_name = "LAB")]
        labs: Vec<String>,
        /// How it is run.
        #[command(flatten)]
        options: RunOptions,
    },
    /// Write the pages and lists from what is there, at any time
    Show {
        /// The folder of the class
        class: PathBuf,
        /// What is written.
        #[command(flatten)]
        options: ShowOptions,
    },
    /// Bring the results of other machines into a class
    Merge {
        /// The folder of the class
        class: PathBuf,
        /// Copies of it, or their folders `out`
        #[arg(required = true)]
        others: Vec<PathBuf>,
    },
    /// Grade one hand-in, for an engine that has one at a time
    One {
        /// The hand-in
        folder: PathBuf,
        /// The lab
        lab: String,
        /// Whom it is told to
        #[arg(long = "as", value_enum)]
        told: As,
        /// Where the report goes, in place of stdout
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// The box
        #[arg(long = "box", value_enum, default_value_t = Level::Full)]
        level: Level,
        /// Without a box: only for programs that you trust
        #[arg(long, conflicts_with = "level")]
        trust: bool,
        /// What the random choices come from
        #[arg(long, default_value_t = 7)]
        seed: u64,
        /// The folder of the course, for a hand-in that is its crate
        #[arg(long, value_name = "DIR")]
        course: Option<PathBuf>,
    },
    /// Write an autograder for Gradescope, to be uploaded there
    Pack {
        /// The lab
        lab: String,
        /// The zip file
        file: PathBuf,
    },
    /// For students: look at a folder as it will be looked at, and write the zip that is to be handed in
    HandIn {
        /// The folder
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// Grade a lab in a box: `run` starts it there
    #[command(hide = true)]
    Inside(Inside),
}

/// What is taken, as it was typed.
#[derive(Debug, Args)]
pub struct TakeArguments {
    /// A download: a zip, its folder, a folder of zips, of folders or of clones
    #[arg(value_name = "FROM")]
    pub from: Vec<PathBuf>,
    /// The folder of the class
    #[arg(long, value_name = "CLASS", required = true)]
    pub into: Option<PathBuf>,
    /// The list of students: those who handed in nothing are listed, too
    #[arg(long, value_name = "CSV")]
    pub roster: Option<PathBuf>,
    /// When it was due: `2026-03-01 23:59`
    #[arg(long, value_name = "TIME")]
    pub due: Option<String>,
    /// Which of several attempts counts
    #[arg(long, value_enum, default_value_t = Attempt::Last)]
    pub attempt: Attempt,
    /// How the names of hand-ins are read, with the groups `id`, and if you like `name`, `attempt`, `time`, `file`
    #[arg(long, value_name = "REGEX")]
    pub names: Option<String>,
    /// Grade this hand-in as it is, or with the programs.toml that was proposed for it
    #[arg(long, value_name = "ID")]
    pub accept: Vec<String>,
    /// What the class is graded for (may be given again) [default: the labs that more than a few have handed in first]
    #[arg(long = "lab", value_name = "LAB")]
    pub labs: Vec<String>,
    /// The folder of the course, for hand-ins that are its crate `exercises`
    #[arg(long, value_name = "DIR")]
    pub course: Option<PathBuf>,
    /// What the random choices come from [default: another one for each class]
    #[arg(long)]
    pub seed: Option<u64>,
}

/// How a class is run, as it was typed.
#[derive(Debug, Args)]
pub struct RunOptions {
    /// Only a part of the students: `2/8`, `hash:2/8`, or `auto` in a job array
    #[arg(long, value_name = "K/N")]
    pub part: Option<String>,
    /// Of how many parts, where the array does not say it
    #[arg(long, value_name = "N", requires = "part")]
    pub of: Option<usize>,
    /// This student alone (may be given again)
    #[arg(long, value_name = "ID")]
    pub only: Vec<String>,
    /// Run again: `inconclusive`, `changed`, `failed`, `unstable`, `all`, or a student's id
    #[arg(long, value_name = "WHAT")]
    pub again: Option<String>,
    /// How often each lab is run: a check counts as it came out at its worst
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=100))]
    pub runs: Option<u16>,
    /// How many run side by side [default: as many as there are processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub slots: Option<u16>,
    /// The box; with less than that nothing is run
    #[arg(long = "box", value_enum, value_name = "LEVEL")]
    pub level: Option<Level>,
    /// Without a box: only for programs that you trust
    #[arg(long, conflicts_with = "level")]
    pub trust: bool,
    /// The checker [default: the one beside this program, or in PATH]
    #[arg(long, value_name = "FILE")]
    pub checker: Option<PathBuf>,
}

/// What is written of a class, as it was typed.
#[derive(Debug, Args)]
pub struct ShowOptions {
    /// A gradebook of Moodle, Canvas or Blackboard to be filled in; its lab may stand before it, `lab1=FILE`
    #[arg(long, value_name = "FILE")]
    pub sheet: Vec<String>,
    /// What else is written, for programs (may be given again)
    #[arg(long, value_enum)]
    pub format: Vec<Format>,
    /// How much the students' pages tell
    #[arg(long, value_enum, default_value_t = Detail::All)]
    pub detail: Detail,
    /// No page and no cell for this student
    #[arg(long, value_name = "ID")]
    pub withhold: Vec<String>,
    /// An overview for showing in class
    #[arg(long)]
    pub anonymous: bool,
}
