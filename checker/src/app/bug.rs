//! `checker bug`: one of the course's wrong programs, to be found out; it is solved once its whole lab passes again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use checker::bugs::{self, LEFT_OUT, Riddle, Tongue};
use checker::cli::explain::paragraph;
use checker::cli::learner::Bug;
use checker::lab::Lab;
use checker::labs::LABS;
use checker::own::Own;
use checker::process;
use checker::report::plain::visible;
use checker::repository;
use checker::run::{self, Plan, Selection};
use checker::submission::Submission;
use checker::verdict::{LabReport, Verdict};
use serde::{Deserialize, Serialize};

use super::course::{self, home, start};
use super::failure::Failure;
use super::out::say;

/// Where it is remembered which were had.
const FILE: &str = "bugs.json";
/// The folder of the course in which they are written.
const FOLDER: &str = "bugs";

/// What is remembered.
#[derive(Default, Serialize, Deserialize)]
struct Had {
    /// By lab, the riddle that is open, and its folder.
    open: BTreeMap<String, (String, PathBuf)>,
    solved: BTreeSet<String>,
    given_up: BTreeSet<String>,
}

/// Writes a riddle, or grades the one that is open, or tells what it was.
pub fn bug(asked: &Bug) -> Result<u8, Failure> {
    let root = home()?;
    let text = fs::read(Own::Exercises.kept(&root).join(FILE)).unwrap_or_default();
    let mut had: Had = serde_json::from_slice(&text).unwrap_or_default();
    let lab = asked.lab.or_else(|| LABS.iter().copied().find(|lab| had.open.contains_key(lab.id))).unwrap_or(LABS[0]);
    let open = had.open.get(lab.id).cloned();
    let riddle = open.as_ref().and_then(|(id, _)| bugs::of(lab).into_iter().find(|riddle| riddle.id == *id));
    match (open, riddle) {
        (Some((id, _)), Some(riddle)) if asked.give_up => {
            had.open.remove(lab.id);
            had.given_up.insert(id);
            remember(&root, &had)?;
            tell(&riddle)?;
            Ok(0)
        }
        (Some((id, folder)), Some(riddle)) if folder.is_dir() => {
            if !grade(asked, lab, &folder)? {
                return Ok(1);
            }
            had.open.remove(lab.id);
            had.solved.insert(id);
            remember(&root, &had)?;
            let alike: Vec<Riddle> = bugs::of(lab).into_iter().filter(|one| one.tongue == riddle.tongue).collect();
            let solved = alike.iter().filter(|one| had.solved.contains(&one.id)).count();
            let (all, name) = (alike.len(), riddle.tongue.name());
            say(&format!("Found: {} passes again. That is {solved} of {all} in {name} in this lab.\n\n", lab.id))?;
            tell(&riddle)?;
            Ok(0)
        }
        _ if asked.give_up => {
            Err(Failure::Usage(anyhow!("no bug of {} is open: `{} bug {}` takes one", lab.id, start(), lab.id)))
        }
        _ => {
            begin(&root, asked, lab, &mut had)?;
            Ok(0)
        }
    }
}

fn begin(root: &Path, asked: &Bug, lab: &'static Lab, had: &mut Had) -> Result<(), Failure> {
    let known: BTreeSet<String> = had.solved.union(&had.given_up).cloned().collect();
    let tongue = match asked.tongue {
        Some(tongue) => tongue,
        None if repository::is_root(root) => Tongue::Rust,
        None => Tongue::Python,
    };
    // Those in Rust are made of the solutions.
    let course = if tongue == Tongue::Rust { course::root()? } else { root.to_owned() };
    let riddle = bugs::choose(lab, tongue, asked.level, &known, asked.seed);
    let riddle = riddle.ok_or_else(|| {
        let left = left(root, lab, &known);
        Failure::Usage(anyhow!("there is no such bug in {} that you have not had yet{left}", lab.id))
    })?;
    let number = (1..).find(|number| !root.join(FOLDER).join(name(lab, *number)).exists()).unwrap_or(1);
    let name = name(lab, number);
    let folder = root.join(FOLDER).join(&name);
    for (path, text) in bugs::files(&course, &riddle, &name)? {
        let file = folder.join(path);
        let put = || -> std::io::Result<()> {
            fs::create_dir_all(file.parent().unwrap_or(&folder))?;
            fs::write(&file, text)
        };
        put().with_context(|| format!("cannot write {}", file.display()))?;
    }
    // They are nobody's work: git need not see them.
    fs::write(root.join(FOLDER).join(".gitignore"), "*\n").context("cannot write bugs/.gitignore")?;
    had.open.insert(lab.id.to_owned(), (riddle.id.clone(), folder.clone()));
    remember(root, had)?;
    let (shown, start) = (visible(&folder.display().to_string()), start());
    say(&format!(
        "In {shown} is {} with one mistake in it.\n{}/{} fails. What is wrong?\n\n\
         mend  the programs there, then `{start} bug {}`: it is found once all of the lab passes\n\
         look  {start} {} --check {} --trace --submission {shown}\n\
         stop  {start} bug {} --give-up\n",
        lab.id, lab.id, riddle.check.id, lab.id, lab.id, riddle.check.id, lab.id
    ))?;
    Ok(())
}

/// How many a learner has not had yet, and how one comes to them.
fn left(root: &Path, lab: &'static Lab, known: &BTreeSet<String>) -> String {
    let tongues = [Tongue::Rust, Tongue::Python, Tongue::CSharp].into_iter();
    let parts: Vec<String> = tongues
        // Those in Rust are made of the solutions.
        .filter(|tongue| *tongue != Tongue::Rust || repository::is_root(root))
        .filter_map(|tongue| {
            let is_left = |one: &&Riddle| one.tongue == tongue && !known.contains(&one.id);
            let count = bugs::of(lab).iter().filter(is_left).count();
            (count > 0).then(|| format!("{count} with `{} bug {} --language {}`", start(), lab.id, tongue.word()))
        })
        .collect();
    if parts.is_empty() { String::new() } else { format!(": left are {}", parts.join(", ")) }
}

fn name(lab: &Lab, number: usize) -> String {
    format!("{}-{number}", lab.id)
}

/// Grades the whole lab, and says which checks fail and no more. Whether it passes.
fn grade(asked: &Bug, lab: &'static Lab, folder: &Path) -> Result<bool, Failure> {
    let submission = Submission::folder(folder).map_err(Failure::Usage)?;
    let checks = lab.checks.iter().filter(|check| !check.programs.contains(&LEFT_OUT)).collect();
    let plan = Plan { selection: vec![Selection { lab, checks }], ..asked.plan() };
    let report = run::run(&plan, &submission, &mut |_| {})?;
    process::clean_up_everything();
    let lab = &report.labs[0];
    for failure in &lab.build {
        say(&format!("{}\n{}\n", visible(&failure.command), visible_lines(&failure.output)))?;
    }
    let fail: Vec<&str> = failed(lab).collect();
    if report.status() == 3 {
        return Err(Failure::Trouble(anyhow!("the machine was too busy to tell: try again")));
    }
    if fail.is_empty() {
        return Ok(true);
    }
    let passed = lab.count(Verdict::Pass);
    say(&format!("Not yet: {passed} of {} checks pass. Failing: {}\n", lab.checks.len(), fail.join(", ")))?;
    Ok(false)
}

fn failed(lab: &LabReport) -> impl Iterator<Item = &str> {
    let fails = |verdict| matches!(verdict, Verdict::Fail | Verdict::NotStarted);
    lab.checks.iter().filter(move |check| fails(check.verdict)).map(|check| check.id.as_str())
}

fn visible_lines(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join("\n")
}

fn remember(root: &Path, had: &Had) -> anyhow::Result<()> {
    let text = serde_json::to_string(had)?;
    Own::Exercises.write(root, FILE, &text).context("cannot remember which bugs you have had")
}

/// What it was, and where one meets it.
fn tell(riddle: &Riddle) -> anyhow::Result<()> {
    let wrong = format!("The mistake, in {}", riddle.file);
    let [was, life] = [riddle.was, riddle.life].map(|text| paragraph(text, "  "));
    say(&format!("{wrong}\n{was}\nIn real life\n{life}"))
}
