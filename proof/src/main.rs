//! Commands for authors: `cargo proof mutants` has a machine make wrong programs, `cargo proof flakes` repeats gradings,
//! `cargo proof fuzz` feeds the readers, and `cargo proof pack` packs what is installed without cargo.

mod change;
mod crates;
mod flakes;
mod fuzz;
#[path = "../../checker/tests/it/mutants/many.rs"]
mod many;
mod mutants;
mod pack;
mod python;
mod reviewed;
mod rust;
mod timing;
mod wrong;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::bail;
use checker::lab::Lab;
use checker::labs::LABS;
use clap::{Parser, Subcommand};

use mutants::Language;

/// Proves the checker: that it catches what is wrong, and that it says the same twice
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make wrong versions of the solutions, grade them, and say which nothing catches
    Mutants {
        /// `lab1`; all when there is none
        labs: Vec<String>,
        /// Of which programs
        #[arg(long, value_enum, default_values_t = [Language::Rust, Language::Python])]
        language: Vec<Language>,
        /// So many of each lab and language, chosen by the seed [default: all]
        #[arg(long, value_name = "N")]
        sample: Option<usize>,
        /// Repeat the random choices of an earlier run
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
        /// Milliseconds that a right program may let the checker wait: more on a busy machine
        #[arg(long, value_name = "MS", default_value_t = timing::PATIENCE)]
        patience: u64,
    },
    /// Grade right programs again and again, and count what their checks come to
    Flakes {
        /// `lab1`; all when there is none
        labs: Vec<String>,
        /// How often each lab is graded
        #[arg(long, value_name = "N", default_value_t = 100)]
        runs: usize,
        /// Every N-th time with every processor busy; never with 0
        #[arg(long, value_name = "N", default_value_t = 3)]
        busy: usize,
        /// Grade so many at the same time, each in a copy of the folder: what is graded waits most of the time
        #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=64))]
        at_once: u16,
        /// The seed of the first time; each other has the next
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
        /// A folder with programs.toml [default: the reference answers]
        #[arg(long, value_name = "DIR")]
        submission: Option<PathBuf>,
    },
    /// Feed what reads text of others with whatever comes along, and say what makes it panic or hang
    Fuzz {
        /// `diagram`; all of fuzz/targets when there is none
        targets: Vec<String>,
        /// Each for so long
        #[arg(long, value_name = "N", default_value_t = 60)]
        seconds: u64,
        /// Repeat the random choices of an earlier run
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
    },
    /// Pack the checker with the book in it, as a wheel and as a tar archive, into target/one-file
    Pack {
        /// Compile it as for work, which is quicker, and not as it is to be given away
        #[arg(long)]
        dev: bool,
        /// For which target, as x86_64-unknown-linux-musl, which runs on every Linux [default: this machine's]
        #[arg(long, value_name = "TRIPLE")]
        target: Option<String>,
    },
}

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository");
    let mut out = std::io::stdout();
    let mut tell = |line: &str| {
        let _ = writeln!(out, "{line}");
    };
    match Arguments::parse().command {
        Command::Mutants { labs, language, sample, seed, patience } => {
            let (labs, patience) = (chosen(&labs)?, Duration::from_millis(patience));
            let wanted = mutants::Wanted { labs, languages: language, sample, seed, patience };
            mutants::run(root, &wanted, &mut tell)
        }
        Command::Fuzz { targets, seconds, seed } => {
            fuzz::run(root, &fuzz::Wanted { targets, seconds, seed }, &mut tell)
        }
        Command::Pack { dev, target } => {
            let how = if dev { pack::How::Dev } else { pack::How::Release };
            pack::run(root, &pack::Wanted { how, target }, &mut tell)
        }
        Command::Flakes { labs, runs, busy, at_once, seed, submission } => {
            let wanted = flakes::Wanted { labs: chosen(&labs)?, runs, busy, at_once: at_once.into(), seed, submission };
            flakes::run(root, &wanted, &mut tell)
        }
    }
}

fn chosen(words: &[String]) -> anyhow::Result<Vec<&'static Lab>> {
    if words.is_empty() {
        return Ok(LABS.to_vec());
    }
    let lab = |word: &String| match LABS.iter().copied().find(|lab| lab.id == word) {
        Some(lab) => Ok(lab),
        None => bail!("there is no lab `{word}`"),
    };
    words.iter().map(lab).collect()
}
