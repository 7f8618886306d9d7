//! Grades right programs again and again, a part of the times with every processor busy, and counts the verdicts.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use anyhow::{Context, bail, ensure};
use checker::lab::Lab;
use checker::verdict::{Report, Verdict};

/// What is asked for.
pub struct Wanted {
    pub labs: Vec<&'static Lab>,
    pub runs: usize,
    /// Every how-many-eth run has every processor busy; none with 0.
    pub busy: usize,
    /// The first run's; each other has the next.
    pub seed: u64,
    /// A folder with `programs.toml`; the reference answers without.
    pub submission: Option<PathBuf>,
}

/// How often each verdict came, of each check.
type Tally = BTreeMap<(String, String), BTreeMap<&'static str, usize>>;

/// Runs them one after the other. Tells of each check that came to anything but pass, and how it is run again.
///
/// # Errors
/// Where the checker can't be built or started, or gives no report.
pub fn run(root: &Path, wanted: &Wanted, tell: &mut dyn FnMut(&str)) -> anyhow::Result<()> {
    let built = Command::new("cargo").args(["build", "--quiet", "-p", "checker"]).current_dir(root).status();
    ensure!(built.context("cannot start cargo")?.success(), "the checker does not compile");
    for lab in &wanted.labs {
        let mut tally = Tally::new();
        for number in 0..wanted.runs {
            let is_busy = wanted.busy > 0 && number % wanted.busy == wanted.busy - 1;
            let seed = wanted.seed + number as u64;
            let once = || grade(root, wanted, lab, seed);
            let report = if is_busy { while_busy(once)? } else { once()? };
            for line in count(&mut tally, lab, &report, seed, is_busy) {
                tell(&line);
            }
        }
        tell(&summary(lab, wanted, &tally));
    }
    Ok(())
}

fn grade(root: &Path, wanted: &Wanted, lab: &Lab, seed: u64) -> anyhow::Result<Report> {
    let file = root.join("target/proof/flakes.json");
    std::fs::create_dir_all(root.join("target/proof")).context("cannot make a folder below target")?;
    let _ = std::fs::remove_file(&file);
    let mut command = Command::new(root.join("target/debug/checker"));
    command.args([lab.id, "--format", "json", "--seed", &seed.to_string(), "--output"]).arg(&file);
    match &wanted.submission {
        Some(folder) => command.arg("--submission").arg(folder),
        None => command.arg("--solution"),
    };
    let status = command.current_dir(root).stdin(Stdio::null()).stdout(Stdio::null()).status();
    let status = status.context("cannot start the checker")?;
    let Ok(text) = std::fs::read(&file) else { bail!("{} gave no report: {status}", lab.id) };
    serde_json::from_slice(&text).context("the report is no JSON of the checker's")
}

/// Does something while a thread for each processor counts.
fn while_busy<T>(work: impl FnOnce() -> T) -> T {
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        for number in 0..thread::available_parallelism().map_or(2, usize::from) {
            let spin = || {
                let mut count = 0u64;
                while !is_over.load(Ordering::Relaxed) {
                    count = black_box(count.wrapping_add(1));
                }
            };
            // One thread fewer only makes it less busy.
            let _ = thread::Builder::new().name(format!("busy {number}")).spawn_scoped(scope, spin);
        }
        let done = work();
        is_over.store(true, Ordering::Relaxed);
        done
    })
}

/// Takes a report in. Gives a line for each check that is no pass.
fn count(tally: &mut Tally, lab: &Lab, report: &Report, seed: u64, is_busy: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for check in report.labs.iter().flat_map(|lab| &lab.checks) {
        let word = word(check.verdict);
        *tally.entry((lab.id.to_owned(), check.id.clone())).or_default().entry(word).or_default() += 1;
        if check.verdict != Verdict::Pass {
            let machine = if is_busy { "busy" } else { "free" };
            let observed = check.observed.as_deref().unwrap_or_default().replace('\n', " ");
            lines.push(format!("{}/{} {word}, seed {seed}, machine {machine}: {observed}", lab.id, check.id));
        }
    }
    lines
}

fn summary(lab: &Lab, wanted: &Wanted, tally: &Tally) -> String {
    let several = tally.values().filter(|verdicts| verdicts.len() > 1).count();
    let mut all = BTreeMap::new();
    for (word, times) in tally.values().flatten() {
        *all.entry(*word).or_insert(0) += times;
    }
    let words: Vec<String> = all.iter().map(|(word, times)| format!("{times} {word}")).collect();
    format!("{}: {} runs, {} verdicts; checks with more than one: {several}", lab.id, wanted.runs, words.join(", "))
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::NotStarted => "not started",
        Verdict::Skipped => "skipped",
        Verdict::Inconclusive => "inconclusive",
    }
}
