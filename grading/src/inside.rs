//! The checker in a box, beside the programs that it starts: this program, started again. What it starts it locks in.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use checker::harness::Depth;
use checker::labs::LABS;
use checker::process;
use checker::report::{json, lean::lean};
use checker::run::{self, Plan, Progress, Selection};
use checker::submission::{Submission, programs};
use checker::whole;
use clap::Args;

use crate::locks::{self, Places};
use crate::turns;

/// What grades a lab in a box; nobody types it.
#[derive(Debug, Args)]
pub struct Inside {
    /// The lab
    pub lab: String,
    /// The folder with the programs
    #[arg(long)]
    pub submission: PathBuf,
    /// Where the report goes
    #[arg(long)]
    pub output: PathBuf,
    /// What the random choices come from
    #[arg(long)]
    pub seed: u64,
    /// Milliseconds that a check waits for something that does not come
    #[arg(long)]
    pub patience: u64,
    /// How many checks run side by side
    #[arg(long)]
    pub jobs: usize,
    /// The user whom the programs become
    #[arg(long = "as")]
    pub user: Option<String>,
    /// Where the programs may read; without one they are not locked in
    #[arg(long)]
    pub readable: Vec<PathBuf>,
    /// Where they may write, beside the folder with the programs
    #[arg(long)]
    pub writable: Vec<PathBuf>,
    /// The tokens that are shared with the checkers beside this one
    #[arg(long)]
    pub turns: Option<PathBuf>,
    /// Seconds that all programs together may use of the processors
    #[arg(long)]
    pub cpu: u64,
    /// Whether what is built is packed beside the report
    #[arg(long)]
    pub keep: bool,
    /// Whether it has been built before
    #[arg(long)]
    pub built: bool,
}

/// The file with what was built, packed.
pub const KEPT: &str = "built.tar";
/// Where else in a box a build can leave something.
const ELSEWHERE: &[&str] = &["/tmp", "/dev/shm"];

/// Grades, writes the report, and gives the exit status of the checker. To be called before there are threads.
pub fn inside(asked: &Inside) -> u8 {
    process::guarded(|| {
        grade(asked).unwrap_or_else(|error| {
            crate::run::telling::complain(&format!("error: {error:#}\n"));
            3
        })
    })
}

fn grade(asked: &Inside) -> anyhow::Result<u8> {
    let lab = LABS.iter().find(|lab| lab.id == asked.lab).with_context(|| format!("there is no lab {}", asked.lab))?;
    let programs = programs::read(&asked.submission, LABS)?;
    let programs = if asked.built { programs.without_builds() } else { programs };
    let submission = Submission::of_programs(&asked.submission, programs)?;
    submission.look_at(std::iter::once(*lab))?;
    if let Some(user) = &asked.user {
        process::run_as(user)?;
    }
    if !asked.readable.is_empty() {
        let own = asked.writable.iter().chain([&asked.submission]).cloned().collect();
        locks::lock_in(&Places { readable: asked.readable.clone(), own }, asked.cpu)?;
    }
    turns::take(asked.turns.clone(), Duration::from_secs(asked.cpu));
    let plan = Plan {
        selection: vec![Selection { lab, checks: Vec::new() }],
        seed: asked.seed,
        patience: Duration::from_millis(asked.patience),
        jobs: asked.jobs,
        depth: Depth::Quick,
    };
    let keep = |progress: Progress| match progress {
        Progress::Built { failures: [], left: [], .. } if asked.keep => {
            // Without it the next one builds for itself.
            keep(&asked.submission, &asked.output.with_file_name(KEPT)).ok();
        }
        _ => {}
    };
    let mut report = run::run(&plan, &submission, &mut { keep })?;
    let left = process::clean_up_everything();
    report.notes.extend(left.iter().map(|left| format!("left running at the end of the run: {left}")));
    whole::write(&asked.output, json::render(&lean(&report)))
        .with_context(|| format!("cannot write {}", asked.output.display()))?;
    Ok(report.status())
}

/// Packs the folder after a build, unless that has left anything in another one, which the next box would lack.
fn keep(folder: &Path, packed: &Path) -> io::Result<()> {
    if ELSEWHERE.iter().any(|place| has_file(Path::new(place))) {
        return Ok(());
    }
    let fresh = packed.with_extension("begun");
    let mut tar = tar::Builder::new(BufWriter::new(File::create(&fresh)?));
    tar.follow_symlinks(false);
    tar.append_dir_all(".", folder)?;
    tar.into_inner()?.flush()?;
    fs::rename(fresh, packed)
}

/// Whether there is anything but folders; what can't be looked into counts as that.
fn has_file(place: &Path) -> bool {
    let Ok(entries) = fs::read_dir(place) else { return true };
    let is_folder = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
    entries.flatten().any(|entry| !is_folder(&entry) || has_file(&entry.path()))
}
