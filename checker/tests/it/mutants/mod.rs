//! Wrong programs: each is a solution with one mistake in it, and says which checks must fail and which cause must be named.
//!
//! A cause without a mutant that produces it has no reason to exist, and a mutant that is caught for
//! another reason is a bug; so the tables are held against the labs in both directions.

mod lab1;
mod lab2;
mod lab3;
mod lab4;
mod lab5;
mod lab6;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;

use checker::lab::{Cause, Check, EVERYWHERE, Lab};
use checker::labs::LABS;
use checker::run::{self, Plan, Selection};
use checker::submission::Submission;
use checker::verdict::{CheckReport, Seen, Verdict, Want};

/// A wrong program.
pub struct Mutant {
    /// Names its binary; of a-z, 0-9 and `-`.
    pub name: &'static str,
    /// The program that is wrong: `server`, `tcp-client`; or the diagram: `client.mmd`.
    pub program: &'static str,
    /// Text of the solution that stands there exactly once, and what stands in its place.
    pub edits: &'static [(&'static str, &'static str)],
    /// The checks that must fail, each with the beginning of the cause that must be named.
    pub fails: &'static [(&'static str, &'static str)],
}

/// How the name of a diagram ends.
const DIAGRAM: &str = ".mmd";

/// Submissions that are graded side by side.
const SIDE_BY_SIDE: usize = 4;

/// What the full-screen client needs beside. The versions are those of the lock file.
const FULL_SCREEN: &str = "[dependencies]\ncrossterm = { version = \"0.29\", features = [\"use-dev-tty\"] }\nratatui = { version = \"0.30\", default-features = false, features = [\"crossterm\"] }\n";

/// A failing check costs one of these.
const PATIENCE: Duration = Duration::from_millis(1000);

/// Builds all mutants of a lab in one go, grades each, and holds the labs' causes against what was named.
fn hold_all(lab_id: &str, mutants: &[&'static Mutant]) {
    let lab = LABS.iter().copied().find(|lab| lab.id == lab_id).expect("a lab of the course");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository").to_path_buf();
    let folder = root.join("target/mutants").join(lab.id);
    let mut complaints = write_crate(&root, &folder, lab, mutants);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    build(&folder);
    let named = Mutex::new(BTreeSet::new());
    let queue = Mutex::new(mutants.iter());
    let found = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..SIDE_BY_SIDE {
            scope.spawn(|| {
                loop {
                    let Some(mutant) = queue.lock().expect("the queue").next() else { return };
                    let (causes, wrong) = grade(&folder, lab, mutant);
                    named.lock().expect("the causes").extend(causes);
                    found.lock().expect("the complaints").extend(wrong);
                }
            });
        }
    });
    complaints.extend(found.into_inner().expect("the complaints"));
    complaints.extend(unproduced(lab, &named.into_inner().expect("the causes")));
    complaints.extend(uncovered(lab, mutants));
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
    println!(
        "{}: {} mutants caught, {} causes",
        lab.id,
        mutants.len(),
        lab.checks.iter().map(|check| check.causes().count()).sum::<usize>()
    );
}

/// A crate with a binary for each mutant.
fn write_crate(root: &Path, folder: &Path, lab: &Lab, mutants: &[&Mutant]) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut manifest =
        fs::read_to_string(root.join("checker/tests/it/mutants/Cargo.toml.in")).expect("the manifest's head");
    if lab.id == "lab6" {
        manifest = manifest.replace("[dependencies]\n", FULL_SCREEN);
    }
    fs::create_dir_all(folder).expect("the folder");
    for shared in ["args.rs", "frames.rs"] {
        fs::copy(root.join("solutions").join(shared), folder.join(shared)).expect("a shared module");
    }
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("Cargo.lock");
    for mutant in mutants {
        let file = match mutant.program.strip_suffix(DIAGRAM) {
            Some(_) => format!("solutions/{}/{}", lab.folder, mutant.program),
            None => format!("solutions/{}/{}.rs", lab.folder, mutant.program.replace('-', "_")),
        };
        // With the modules of its own that it has beside it: a mistake may as well be in one of those.
        let source = fs::read_to_string(root.join(&file)).expect("the solution");
        let beside = |name: &str| root.join("solutions").join(lab.folder).join(format!("{name}.rs"));
        let modules = source.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
        let modules = modules
            .filter(|name| beside(name).exists())
            .map(|name| (format!("{name}.rs"), fs::read_to_string(beside(name)).expect("a module of the solution")));
        let mut sources: Vec<(String, String)> = modules.collect();
        sources.insert(0, ("main.rs".to_owned(), source));
        for (old, new) in mutant.edits {
            match sources.iter().map(|(_, source)| source.matches(old).count()).sum() {
                1 => sources.iter_mut().for_each(|(_, source)| *source = source.replacen(old, new, 1)),
                count => complaints.push(format!("{}: {old:?} stands {count} times in {file}", mutant.name)),
            }
        }
        let own = folder.join(mutant.name);
        fs::create_dir_all(&own).expect("the mutant's folder");
        for diagram in diagrams(root, lab) {
            fs::copy(&diagram, own.join(diagram.file_name().expect("a file"))).expect("a diagram");
        }
        if mutant.program.ends_with(DIAGRAM) {
            fs::write(own.join(mutant.program), &sources[0].1).expect("a diagram");
            continue;
        }
        for (name, source) in &sources {
            write_if_changed(&own.join(name), source);
        }
        write!(manifest, "\n[[bin]]\nname = \"{0}\"\npath = \"{0}/main.rs\"\n", mutant.name).expect("a string");
    }
    write_if_changed(&folder.join("Cargo.toml"), &manifest);
    complaints
}

/// The diagrams of a lab's solutions.
fn diagrams(root: &Path, lab: &Lab) -> Vec<PathBuf> {
    let folder = fs::read_dir(root.join("solutions").join(lab.folder)).expect("the solutions");
    folder.map(|entry| entry.expect("a file").path()).filter(|path| path.to_string_lossy().ends_with(DIAGRAM)).collect()
}

/// Leaves the time of a file alone where nothing changes, so that cargo builds only what does.
fn write_if_changed(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::write(path, text).expect("a file below target");
}

fn build(folder: &Path) {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--bins"])
        .arg("--target-dir")
        .arg("target")
        .current_dir(folder)
        .output()
        .expect("cargo can be started");
    assert!(output.status.success(), "a mutant does not compile:\n{}", String::from_utf8_lossy(&output.stderr));
}

/// Grades one mutant. Gives the causes that were named, and what is wrong with the verdicts.
fn grade(folder: &Path, lab: &'static Lab, mutant: &Mutant) -> (Vec<(String, String)>, Vec<String>) {
    let own = folder.join(mutant.name);
    write_if_changed(&own.join("programs.toml"), &programs(folder, lab, mutant));
    // What only a storm finds, it has to find alone: all the others are tried as well.
    let is_alone = is_found_by_a_storm_alone(mutant);
    let wanted = mutant.fails.iter().filter_map(|(id, _)| lab.check(id));
    let checks: Vec<&'static Check> = if is_alone { Vec::new() } else { wanted.collect() };
    let plan = Plan { selection: vec![Selection { lab, checks }], seed: 1, patience: PATIENCE, jobs: 4 };
    let submission = Submission::folder(&own).expect("programs.toml");
    let report = run::run(&plan, &submission, &mut |_| {}).expect("a report");
    let checks = &report.labs[0].checks;
    let mut wrong = Vec::new();
    for (id, cause) in mutant.fails {
        match checks.iter().find(|check| check.id == *id) {
            None => wrong.push(format!("{}: there is no check {id}", mutant.name)),
            Some(check) if check.verdict != Verdict::Fail => {
                wrong.push(format!("{}: {id} came to {:?} ({:?})", mutant.name, check.verdict, check.observed))
            }
            Some(check) if !cause_of(check).starts_with(cause) => {
                wrong.push(format!(
                    "{}: {id} names another cause:\n     wanted {cause}\n     named  {}\n     observed {:?}",
                    mutant.name,
                    cause_of(check),
                    check.observed
                ));
            }
            Some(_) => {}
        }
    }
    for check in checks.iter().filter(|check| is_alone && check.id != "storm" && check.verdict != Verdict::Pass) {
        wrong.push(format!("{}: found by {} as well: {:?}", mutant.name, check.id, check.cause));
    }
    (checks.iter().filter_map(|check| Some((check.id.clone(), check.cause.clone()?))).collect(), wrong)
}

fn is_found_by_a_storm_alone(mutant: &Mutant) -> bool {
    matches!(mutant.fails, [("storm", _)])
}

fn cause_of(check: &CheckReport) -> &str {
    check.cause.as_deref().unwrap_or("no cause at all")
}

fn programs(folder: &Path, lab: &'static Lab, mutant: &Mutant) -> String {
    let built = |name: &str| -> PathBuf { folder.join("target/debug").join(name) };
    let has_diagrams =
        lab.programs.iter().any(|program| folder.join(mutant.name).join(format!("{program}.mmd")).exists());
    let diagrams = if has_diagrams { "diagrams = \".\"\n" } else { "" };
    let mut text = format!("[{}]\n{diagrams}", lab.id);
    for program in lab.programs {
        let path = if *program == mutant.program { built(mutant.name) } else { crate::fixture::solution(lab, program) };
        writeln!(text, "{program} = [{:?}]", path.display().to_string()).expect("a string");
    }
    text
}

/// Causes that no mutant has produced.
fn unproduced(lab: &Lab, named: &BTreeSet<(String, String)>) -> Vec<String> {
    let missing = |check: &'static Check| {
        let produced = |text: &str| named.contains(&(check.id.to_string(), text.to_string()));
        check
            .causes()
            .filter(move |cause| !produced(cause.2))
            .map(move |cause| format!("{}: no mutant produces ({:?}, {:?}): {}", check.id, cause.0, cause.1, cause.2))
    };
    lab.checks.iter().flat_map(missing).collect()
}

/// Checks with fewer than two mutants.
fn uncovered(lab: &Lab, mutants: &[&Mutant]) -> Vec<String> {
    let count =
        |check: &Check| mutants.iter().filter(|mutant| mutant.fails.iter().any(|(id, _)| *id == check.id)).count();
    lab.checks
        .iter()
        .filter(|check| count(check) < 2)
        .map(|check| format!("{} has {} mutants", check.id, count(check)))
        .collect()
}

#[test]
fn lab1() {
    hold_all("lab1", &lab1::MUTANTS.iter().copied().flatten().collect::<Vec<_>>());
}

#[test]
fn lab2() {
    hold_all("lab2", &lab2::MUTANTS.iter().copied().flatten().collect::<Vec<_>>());
}

#[test]
fn lab3() {
    hold_all("lab3", &lab3::MUTANTS.iter().copied().flatten().collect::<Vec<_>>());
}

#[test]
fn a_storm_finds_what_nothing_else_does() {
    assert!(lab3::MUTANTS.iter().copied().flatten().filter(|mutant| is_found_by_a_storm_alone(mutant)).count() >= 5);
}

#[test]
fn lab4() {
    hold_all("lab4", &lab4::MUTANTS.iter().copied().flatten().collect::<Vec<_>>());
}

#[test]
fn lab5() {
    hold_all("lab5", &lab5::MUTANTS.iter().copied().flatten().collect::<Vec<_>>());
}

#[test]
fn lab6() {
    hold_all("lab6", &lab6::MUTANTS.iter().copied().flatten().collect::<Vec<_>>());
}

/// Causes that every check has stand in the tables and in [`crate::hostile`] by the beginning of their text.
#[test]
fn causes_of_every_check_have_a_wrong_program() {
    let told = || {
        let mutants = lab1::MUTANTS
            .iter()
            .copied()
            .flatten()
            .chain(lab2::MUTANTS.iter().copied().flatten())
            .chain(lab3::MUTANTS.iter().copied().flatten())
            .chain(lab4::MUTANTS.iter().copied().flatten())
            .chain(lab5::MUTANTS.iter().copied().flatten())
            .chain(lab6::MUTANTS.iter().copied().flatten())
            .flat_map(|mutant| mutant.fails);
        mutants.map(|(_, cause)| *cause).chain(crate::hostile::causes())
    };
    let missing: Vec<&str> =
        EVERYWHERE.iter().map(|cause| cause.2).filter(|text| !told().any(|one| text.starts_with(one))).collect();
    assert!(missing.is_empty(), "no wrong program for {missing:?}");
}

#[test]
fn causes_are_distinct() {
    assert!(twice(EVERYWHERE.iter()).is_empty());
    for check in LABS.iter().flat_map(|lab| lab.checks) {
        assert!(twice(check.causes()).is_empty(), "{}: {:?}", check.id, twice(check.causes()));
    }
}

/// What is wanted and seen in more than one row.
fn twice(causes: impl Iterator<Item = &'static Cause> + Clone) -> Vec<(Want, Seen)> {
    let pairs = || causes.clone().flat_map(|cause| cause.1.iter().map(|seen| (cause.0, *seen)));
    pairs()
        .enumerate()
        .filter(|(at, pair)| pairs().take(*at).any(|other| other == *pair))
        .map(|(_, pair)| pair)
        .collect()
}
