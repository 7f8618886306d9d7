//! Records the runs that the book shows, or says whether they are still what would be recorded.

use std::path::Path;

use anyhow::{Context, anyhow};
use checker::cli::{Record, Recording};
use checker::process;
use checker::scenes::{self, Needs, Programs, Scene};

use super::course::root;
use super::failure::Failure;
use super::out::{complain, say};

pub fn record(asked: &Record) -> Result<(), Failure> {
    process::adopt_orphans();
    let root = root()?;
    let programs = scenes::build(&root)?;
    let mut wrong = Vec::new();
    for scene in &asked.scenes {
        let done = match asked.how {
            Recording::Write => write(&root, &programs, scene),
            Recording::Check if comes_out_the_same(scene.needs) => check(&root, &programs, scene),
            Recording::Check => say(&format!("{}: left out, {}\n", scene.name, why(scene.needs))),
        };
        if let Err(error) = done {
            say(&format!("{error:#}\n"))?;
            wrong.push(scene.name);
        }
    }
    for left in process::clean_up_everything() {
        complain(&format!("note: left running at the end of the recordings: {left}\n"));
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Failure::Mistake(anyhow!("these did not come out as they should: {}", wrong.join(", "))))
}

fn write(root: &Path, programs: &Programs, scene: &Scene) -> anyhow::Result<()> {
    let text = scenes::written(&scenes::play(scene, programs)?)?;
    let file = scenes::file(root, scene.name);
    std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    say(&format!("{}: recorded\n", scene.name))
}

fn check(root: &Path, programs: &Programs, scene: &Scene) -> anyhow::Result<()> {
    let differences = scenes::differences(&scenes::recorded(root, scene.name)?, &scenes::play(scene, programs)?);
    if differences.is_empty() {
        return say(&format!("{}: still so\n", scene.name));
    }
    Err(anyhow!("{}: {}", scene.name, differences.join("\n  ")))
}

/// Tools that print ports, times, or what else the machine has open: no two of their runs are alike.
const RESTLESS: &[&str] = &["ss", "tcpdump"];

/// Whether it can be played on this machine, and has to come out as on any other.
fn comes_out_the_same(needs: Needs) -> bool {
    let has = |tool: &&str| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(tool).is_file())
    };
    match needs {
        Needs::Nothing => true,
        // Where a tool is missing, CI has to hear of it.
        Needs::Tools(tools) => {
            !tools.iter().any(|tool| RESTLESS.contains(tool))
                && (tools.iter().all(has) || std::env::var_os("CI").is_some())
        }
        Needs::ThisMachine(_) => false,
    }
}

fn why(needs: Needs) -> String {
    match needs {
        Needs::Nothing => String::new(),
        Needs::Tools(tools) => match tools.iter().find(|tool| RESTLESS.contains(tool)) {
            Some(tool) => format!("no two runs of {tool} are alike"),
            None => format!("it needs {}", tools.join(", ")),
        },
        Needs::ThisMachine(reason) => format!("it depends on the machine: {reason}"),
    }
}
