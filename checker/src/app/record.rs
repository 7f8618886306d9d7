//! Records the runs that the book shows, or says whether they are still what would be recorded.

use std::path::Path;

use anyhow::{Context, anyhow};
use checker::cli::{Record, Recording};
use checker::process;
use checker::scenes::{self, Needs, Programs, Scene};

use super::out::say;
use super::{Failure, root};

pub fn record(asked: &Record) -> Result<(), Failure> {
    process::adopt_orphans();
    let root = root()?;
    let programs = scenes::build(&root)?;
    let mut wrong = Vec::new();
    for scene in &asked.scenes {
        let done = match asked.how {
            Recording::Write => write(&root, &programs, scene),
            Recording::Check if scene.needs == Needs::Nothing => check(&root, &programs, scene),
            Recording::Check => say(&format!("{}: left out, {}\n", scene.name, why(scene.needs))),
        };
        if let Err(error) = done {
            say(&format!("{error:#}\n"))?;
            wrong.push(scene.name);
        }
    }
    process::clean_up_everything();
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

fn why(needs: Needs) -> String {
    match needs {
        Needs::Nothing => String::new(),
        Needs::Tools(tools) => format!("it needs {}", tools.join(", ")),
        Needs::ThisMachine(reason) => format!("it depends on the machine: {reason}"),
    }
}
