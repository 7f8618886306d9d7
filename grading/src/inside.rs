//! The checker in a box, beside the programs that it starts: this program, started again. What it starts it locks in.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use checker::harness::Depth;
use checker::labs::LABS;
use checker::process;
use checker::report::{json, lean::lean};
use checker::run::{self, Plan, Selection};
use checker::submission::Submission;
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
}

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
    let submission = Submission::folder(&asked.submission)?;
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
    let mut report = run::run(&plan, &submission, &mut |_| {})?;
    let left = process::clean_up_everything();
    report.notes.extend(left.iter().map(|left| format!("left running at the end of the run: {left}")));
    whole::write(&asked.output, json::render(&lean(&report)))
        .with_context(|| format!("cannot write {}", asked.output.display()))?;
    Ok(report.status())
}
