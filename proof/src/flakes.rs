//! Grades right programs again and again, a part of the times with every processor busy, and counts the verdicts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, mpsc};
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
    /// How many run at the same time.
    pub at_once: usize,
    /// The first run's; each other has the next.
    pub seed: u64,
    /// A folder with `programs.toml`; the reference answers without.
    pub submission: Option<PathBuf>,
}

/// As this is compiled, so is the checker: `cargo run --release -p proof -- flakes` grades with a quicker one.
const RELEASE: Option<&str> = if cfg!(debug_assertions) { None } else { Some("--release") };

fn checker(root: &Path) -> Command {
    Command::new(root.join(if RELEASE.is_some() { "target/release/checker" } else { "target/debug/checker" }))
}

/// How often each verdict came, of each check.
type Tally = BTreeMap<(String, String), BTreeMap<&'static str, usize>>;

/// Runs them, those with busy processors behind the others. Tells of each check that came to anything but pass, and how it
/// is run again.
///
/// # Errors
/// Where the checker can't be built or started, or gives no report, or a folder below target can't be written.
pub fn run(root: &Path, wanted: &Wanted, tell: &mut dyn FnMut(&str)) -> anyhow::Result<()> {
    let mut build = Command::new("cargo");
    build.args(["build", "--quiet", "-p", "checker"]).args(RELEASE).current_dir(root);
    ensure!(build.status().context("cannot start cargo")?.success(), "the checker does not compile");
    for lab in &wanted.labs {
        let folders = folders(root, wanted, lab)?;
        let is_busy = |number: &usize| wanted.busy > 0 && number % wanted.busy == wanted.busy - 1;
        let (busy, free): (Vec<usize>, Vec<usize>) = (0..wanted.runs).partition(is_busy);
        let mut tally = Tally::new();
        let mut take = |seed, report: &Report, is_busy| {
            count(&mut tally, lab, report, seed, is_busy).iter().for_each(|line| tell(line));
        };
        let grade = |folder: &Path, seed| grade(root, folder, lab, seed);
        at_once(&folders, &seeds(wanted, &free), &grade, &mut |seed, report| take(seed, report, false))?;
        if !busy.is_empty() {
            let seeds = seeds(wanted, &busy);
            while_busy(|| at_once(&folders, &seeds, &grade, &mut |seed, report| take(seed, report, true)))?;
        }
        tell(&summary(lab, wanted, &tally));
    }
    Ok(())
}

fn seeds(wanted: &Wanted, numbers: &[usize]) -> Vec<u64> {
    numbers.iter().map(|number| wanted.seed + *number as u64).collect()
}

/// Grades once with each seed, in every folder one at a time, and hands over what came.
fn at_once(
    folders: &[PathBuf],
    seeds: &[u64],
    grade: &(dyn Fn(&Path, u64) -> anyhow::Result<Report> + Sync),
    take: &mut dyn FnMut(u64, &Report),
) -> anyhow::Result<()> {
    let left = Mutex::new(seeds.iter());
    thread::scope(|scope| {
        let (out, came) = mpsc::channel();
        for folder in folders {
            let (left, out) = (&left, out.clone());
            let work = move || {
                while let Some(seed) = { left.lock().expect("no panic").next() } {
                    if out.send((*seed, grade(folder, *seed))).is_err() {
                        break;
                    }
                }
            };
            thread::Builder::new()
                .name("grading".to_owned())
                .spawn_scoped(scope, work)
                .context("cannot start a thread")?;
        }
        drop(out);
        for (seed, report) in came {
            take(seed, &report?);
        }
        Ok(())
    })
}

/// A folder for each that runs at the same time, since two checkers on one folder wait for each other. What is to be
/// built is built once.
fn folders(root: &Path, wanted: &Wanted, lab: &Lab) -> anyhow::Result<Vec<PathBuf>> {
    let all = root.join("target/proof/flakes").join(lab.id);
    let _ = fs::remove_dir_all(&all);
    let first = all.join("0");
    fs::create_dir_all(&first).with_context(|| format!("cannot make {}", first.display()))?;
    match &wanted.submission {
        Some(folder) => {
            copy(folder, &first)?;
            checked(root, lab, &["--submission".as_ref(), first.as_os_str()])?;
            build_no_more(&first.join("programs.toml"))?;
        }
        None => {
            checked(root, lab, &["--solution".as_ref()])?;
            copy(&root.join("solutions").join(lab.folder), &first)?;
            fs::write(first.join("programs.toml"), reference(root, lab)).context("cannot write programs.toml")?;
        }
    }
    let others = (1..wanted.at_once).map(|number| {
        let other = all.join(number.to_string());
        copy(&first, &other)?;
        Ok(other)
    });
    std::iter::once(Ok(first.clone())).chain(others).collect()
}

/// The `programs.toml` of the reference answers, which are compiled.
fn reference(root: &Path, lab: &Lab) -> String {
    let mut text = format!("[{}]\n", lab.id);
    for program in lab.programs {
        let path = root.join(format!("target/graded/debug/{}-{program}-solution", lab.id));
        writeln!(text, "{program} = [{:?}]", path.display().to_string()).expect("a string");
    }
    text
}

/// Takes the commands that build out of a `programs.toml`: what they make is there.
fn build_no_more(file: &Path) -> anyhow::Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut labs: toml::Table = text.parse().with_context(|| format!("{} is no TOML", file.display()))?;
    for (_, lab) in &mut labs {
        lab.as_table_mut().and_then(|lab| lab.remove("build"));
    }
    fs::write(file, labs.to_string()).with_context(|| format!("cannot write {}", file.display()))
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let path = entry?.path();
        let other = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &other)?;
        } else {
            fs::copy(&path, &other).with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    Ok(())
}

/// Runs the checker, whatever comes of it.
fn checked(root: &Path, lab: &Lab, words: &[&std::ffi::OsStr]) -> anyhow::Result<()> {
    let mut command = checker(root);
    command.arg(lab.id).args(words).current_dir(root).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().context("cannot start the checker").map(drop)
}

fn grade(root: &Path, folder: &Path, lab: &Lab, seed: u64) -> anyhow::Result<Report> {
    let file = folder.with_extension("json");
    let _ = fs::remove_file(&file);
    let mut command = checker(root);
    command.args([lab.id, "--format", "json", "--seed", &seed.to_string(), "--output"]).arg(&file);
    command.arg("--submission").arg(folder).current_dir(root).stdin(Stdio::null()).stdout(Stdio::null());
    let status = command.status().context("cannot start the checker")?;
    let Ok(text) = fs::read(&file) else { bail!("{} gave no report: {status}", lab.id) };
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
