//! Find the bug: the riddles are those wrong programs that prove the checks, and one is begun, mended and solved.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use checker::bugs::{self, Change, Changes, Tongue};
use checker::labs::LABS;

use crate::fixture::{checker, course, root};
use crate::languages::is_installed;
use crate::mutants;

/// Set to write the table anew: `BUGS=write cargo test -p checker --test it -- bugs`.
const WRITE: &str = "BUGS";

#[test]
fn what_is_changed_is_what_the_wrong_programs_of_the_tests_change() {
    let mut wanted: Changes = BTreeMap::new();
    for (lab, name) in bugs::names() {
        let mutant = mutants::named(lab, name).unwrap_or_else(|| panic!("{lab} has no wrong program {name}"));
        let edits = mutant.edits.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect();
        let (program, check) = (mutant.program.to_owned(), mutant.fails[0].0.to_owned());
        wanted.entry(lab.to_owned()).or_default().insert(name.to_owned(), Change { program, check, edits });
    }
    if std::env::var_os(WRITE).is_some() {
        let text = serde_json::to_string_pretty(&wanted).expect("JSON") + "\n";
        fs::write(root().join("checker/src/bugs/edits.json"), text).expect("the file");
        return;
    }
    assert!(bugs::changes() == wanted, "not current: {WRITE}=write cargo test -p checker --test it -- bugs writes it");
}

#[test]
fn each_riddle_is_written_with_its_mistake() {
    for lab in LABS {
        let riddles = bugs::of(lab);
        for tongue in [Tongue::Rust, Tongue::Python, Tongue::CSharp] {
            assert!(riddles.iter().filter(|riddle| riddle.tongue == tongue).count() >= 10, "{}", lab.id);
        }
        for riddle in riddles {
            let files = bugs::files(&root(), &riddle, "lab-1").unwrap_or_else(|error| panic!("{error:#}"));
            let told = files.iter().find(|(_, text)| text.contains("TODO(") || text.contains("ANCHOR"));
            assert!(told.is_none(), "{}: {:?}", riddle.id, told.map(|(path, _)| path));
        }
    }
}

fn said(course: &Path, words: &str) -> (Option<i32>, String) {
    let output = checker().args(words.split_whitespace()).current_dir(course).output().expect("the checker starts");
    (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

/// A course with the solutions in it.
fn with_solutions(name: &str) -> PathBuf {
    let course = course(name);
    std::os::unix::fs::symlink(root().join("solutions"), course.join("solutions")).expect("a link");
    course
}

#[test]
fn a_bug_is_found_once_the_lab_passes_again() {
    let course = with_solutions("bugs-found");
    let (status, told) = said(&course, "bug lab2 --language python --seed 7");
    assert!(status == Some(0) && told.contains("fails. What is wrong?"), "{told}");
    let (status, told) = said(&course, "bug lab2");
    assert!(status == Some(1) && told.contains("Not yet: ") && !told.contains("mistake"), "{told}");
    for entry in fs::read_dir(course.join("bugs/lab2-1")).expect("the bug").flatten() {
        let right = root().join("solutions/peers/python").join(entry.file_name());
        if right.extension().is_some_and(|end| end == "py") {
            fs::copy(right, entry.path()).expect("the solution");
        }
    }
    let lab2 = LABS.iter().find(|lab| lab.id == "lab2").expect("lab 2");
    let count = bugs::of(lab2).iter().filter(|riddle| riddle.tongue == Tongue::Python).count();
    let (status, told) = said(&course, "bug lab2");
    assert!(
        status == Some(0)
            && told.starts_with(&format!("Found: lab2 passes again. That is 1 of {count} in Python in this lab.")),
        "{told}"
    );
    assert!(told.contains("The mistake, in ") && told.contains("\nIn real life\n"), "{told}");
    let (_, told) = said(&course, "bug lab2 --language python");
    assert!(told.contains("bugs/lab2-2"), "another one: {told}");
    let (status, told) = said(&course, "bug lab2 --give-up");
    assert!(status == Some(0) && told.starts_with("The mistake, in "), "{told}");
    for _ in 3..=count {
        said(&course, "bug lab2 --language python");
        said(&course, "bug lab2 --give-up");
    }
    let (status, told) = said(&course, "bug lab2 --language python");
    assert!(status == Some(2) && told.contains("that you have not had yet: left are "), "{told}");
    assert!(told.contains("11 with `checker bug lab2 --language csharp`"), "{told}");
}

/// Each mistake in Python is seen by the check that is named; those in Rust are tried with the other wrong programs.
#[test]
fn each_mistake_in_python_is_seen() {
    each_mistake_is_seen(Tongue::Python);
}

#[test]
fn each_mistake_in_csharp_is_seen() {
    if is_installed("mcs") && is_installed("mono") {
        each_mistake_is_seen(Tongue::CSharp);
    } else {
        assert!(std::env::var_os("CI").is_none(), "there is no mono here");
        eprintln!("SKIPPED: there is no mono here");
    }
}

/// Side by side, more than there are processors: a check that waits leaves them to others.
fn each_mistake_is_seen(tongue: Tongue) {
    let course = with_solutions(&format!("bugs-{}", tongue.word()));
    let riddles: Vec<_> = LABS.iter().flat_map(|lab| bugs::of(lab)).filter(|riddle| riddle.tongue == tongue).collect();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let workers = 2 * std::thread::available_parallelism().map_or(2, usize::from);
    let take = || riddles.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
    let missed: Vec<String> = std::thread::scope(|scope| {
        let work = || std::iter::from_fn(take).filter_map(|riddle| missed(&course, riddle)).collect::<Vec<_>>();
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect()
    });
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// What was said of a mistake that the check which is named did not see.
fn missed(course: &Path, riddle: &bugs::Riddle) -> Option<String> {
    let name = riddle.id.replace('/', "-");
    for (path, text) in bugs::files(&root(), riddle, &name).expect("the files") {
        crate::fixture::write(&course.join(&name), &[(&path, &text)]);
    }
    let words = format!("{} --patience 1000 --check {} --submission {name}", riddle.lab.id, riddle.check.id);
    let (status, told) = said(course, &words);
    let is_seen = status == Some(1) && told.contains(&format!("✗ {}", riddle.check.id));
    (!is_seen).then(|| format!("{name}: {told}"))
}
