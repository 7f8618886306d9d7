//! Right programs in other languages and styles: every one earns everything.
//!
//! A language that is not installed is skipped, loudly; in CI, which installs them all, that is a failure.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use checker::labs::LABS;
use checker::verdict::{CheckReport, Report, Verdict};

use crate::fixture::{checker, peers, root};

const TO_5: &[&str] = &["lab1", "lab2", "lab3", "lab4", "lab5"];
const TO_6: &[&str] = &["lab1", "lab2", "lab3", "lab4", "lab5", "lab6"];
const ALL: &[&str] = &["lab1", "lab2", "lab3", "lab4", "lab5", "lab6", "lab7", "lab8"];
const ALL_BUT_7: &[&str] = &["lab1", "lab2", "lab3", "lab4", "lab5", "lab6", "lab8"];

/// A test for each folder, so that several run side by side: where it is, the labs it has, and what has to be installed.
macro_rules! earn_everything {
    ($($test:ident: $folder:literal, $labs:expr, $tools:expr;)*) => {
        $(#[test]
        fn $test() {
            earn_everything($folder, $labs, $tools);
        })*
    };
}

earn_everything! {
    c: "checker/tests/programs/c", ALL, &["gcc"];
    // With async and await. In the other labs it had nothing that the peers have not: sockets, and threads that wait.
    csharp: "checker/tests/programs/csharp", &["lab3"], &["mono", "mcs"];
    java: "checker/tests/programs/java", ALL, &["java", "javac"];
    node: "checker/tests/programs/node", ALL, &["node"];
    perl: "checker/tests/programs/perl", TO_5, &["perl"];
    python: "checker/tests/programs/python", ALL_BUT_7, &["python3"];
    python_asyncio: "checker/tests/programs/python-asyncio", ALL, &["python3"];
    // The book's own.
    csharp_peers: "solutions/peers/csharp", ALL, &["mono", "mcs"];
    python_peers: "solutions/peers/python", ALL, &["python3"];
    sh_wrapper: "checker/tests/programs/sh-wrapper", TO_6, &["sh", "python3"];
}

/// Labs of clocks and crowds: beside other tests the machine may be too busy to tell, even twice, and it is said. A
/// failure is one here as well.
const TIMED: &[&str] = &["lab7", "lab8"];

fn earn_everything(folder: &str, labs: &[&str], tools: &[&str]) {
    if let Some(missing) = tools.iter().find(|tool| !is_installed(tool)) {
        let said = format!("{folder} SKIPPED: there is no {missing} here");
        // Straight to the terminal: a test's own output is kept back when it passes.
        writeln!(std::io::stderr(), "{said}").expect("stderr");
        assert!(std::env::var_os("CI").is_none(), "{said}");
        return;
    }
    let _built = folder.starts_with("solutions/peers").then(peers);
    let complaints: Vec<String> =
        labs.iter().flat_map(|lab| shortcomings(folder, &grade(&root().join(folder), lab))).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

pub fn is_installed(tool: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {tool} >/dev/null")]).status();
    found.is_ok_and(|status| status.success())
}

/// What the machine was too busy to tell is tried once more, as a person would.
fn grade(folder: &Path, lab: &str) -> Report {
    let report = grade_once(folder, lab);
    let is_told = |check: &CheckReport| check.verdict != Verdict::Inconclusive;
    if report.labs[0].checks.iter().all(is_told) { report } else { grade_once(folder, lab) }
}

fn grade_once(folder: &Path, lab: &str) -> Report {
    let output =
        checker().args([lab, "--format", "json", "--submission"]).arg(folder).output().expect("the checker starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}: {text}", folder.display()))
}

fn shortcomings(folder: &str, report: &Report) -> Vec<String> {
    let lab = &report.labs[0];
    let is_untold = |check: &CheckReport| TIMED.contains(&lab.id.as_str()) && check.verdict == Verdict::Inconclusive;
    for check in lab.checks.iter().filter(|check| is_untold(check)) {
        let said = format!("{folder}: too busy to tell {}/{}: {:?}", lab.id, check.id, check.observed);
        writeln!(std::io::stderr(), "{said}").expect("stderr");
    }
    let fell_short = lab.checks.iter().filter(|check| !matches!(check.verdict, Verdict::Pass | Verdict::Skipped));
    let fell_short = fell_short.filter(|check| !is_untold(check));
    // Of lab 6 these have the first two checkpoints; one may stop there.
    let stops_here = |id: &str, verdict| lab.id == "lab6" && verdict == Verdict::NotStarted && is_of_the_tui(id);
    let fell_short = fell_short.filter(|check| !stops_here(&check.id, check.verdict));
    fell_short
        .map(|check| {
            format!(
                "{folder}: {}/{} came to {:?}: {:?} instead of {:?}",
                lab.id, check.id, check.verdict, check.observed, check.expected
            )
        })
        .chain(lab.build.iter().map(|failure| format!("{folder}: {} failed:\n{}", failure.command, failure.output)))
        .collect()
}

fn is_of_the_tui(id: &str) -> bool {
    id.starts_with("tui-") || id == "arguments" || id == "together"
}

/// The wrong program of the README's picture.
#[test]
fn the_wrong_program_of_the_readme_is_wrong() {
    if !is_installed("python3") {
        assert!(std::env::var_os("CI").is_none(), "there is no python3 here");
        return;
    }
    let report = grade(&root().join("checker/tests/programs/one-read"), "lab1");
    let check = report.labs[0].checks.iter().find(|check| check.id == "server-stream").expect("server-stream");
    assert_eq!(check.verdict, Verdict::Fail);
}

/// Right full-screen clients below `tests/programs/screens`, and what has to be installed for each: with curses;
/// with nothing but escape sequences, the list on the right and the mouse in bytes; drawn anew each time.
const SCREENS: &[(&str, &str)] = &[("curses", "python3"), ("plain", "python3"), ("node", "node")];

#[test]
fn right_full_screen_programs_earn_everything() {
    let mut complaints = Vec::new();
    for (folder, tool) in SCREENS {
        if !is_installed(tool) {
            assert!(std::env::var_os("CI").is_none(), "there is no {tool} here");
            continue;
        }
        let lab = LABS.iter().find(|lab| lab.id == "lab6").expect("lab 6");
        let checks = lab.checks.iter().filter(|check| check.id.starts_with("tui-"));
        let output = checker()
            .args(["lab6", "--format", "json", "--submission"])
            .arg(root().join("checker/tests/programs/screens").join(folder))
            .args(checks.flat_map(|check| ["--check", check.id]))
            .output()
            .expect("the checker starts");
        let report: Report = serde_json::from_slice(&output.stdout).expect("a report");
        assert_eq!(report.labs[0].checks.len(), 6);
        complaints.extend(shortcomings(folder, &report));
        assert_eq!(report.labs[0].count(Verdict::NotStarted), 0, "{folder}");
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
