//! Where reports go: whole or not at all, in several formats at once, drawn again; and what a full disk comes to.

use std::fs;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use checker::report;
use checker::verdict::{Report, Verdict};

use crate::fixture::{checker, folder, write};

/// A folder whose client is refused as it should be, and says one line more that would like to be more.
fn refused(name: &str) -> PathBuf {
    let folder = folder(name);
    let program = "[lab1]\nclient = [\"sh\", \"-c\", \"echo error: refused >&2; exit 1\"]\n";
    write(&folder, &[("programs.toml", program)]);
    folder
}

/// The command that grades its one check.
fn graded(folder: &Path) -> Command {
    let mut command = checker();
    command.args(["lab1", "--check", "client-sends", "--seed", "7", "--submission", "."]).current_dir(folder);
    command
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[track_caller]
fn status(output: &Output, wanted: i32) {
    assert_eq!(output.status.code(), Some(wanted), "{}{}", said(&output.stdout), said(&output.stderr));
}

#[test]
fn one_run_gives_several_reports_and_they_can_be_drawn_again() {
    let folder = refused("reports-several");
    let words = ["--format", "json", "--output", "a.json", "--format", "html", "--output", "a.html"];
    let output = graded(&folder).args(words).output().unwrap();
    status(&output, 1);
    let told = said(&output.stdout);
    assert!(told.contains("✗ client-sends") && told.ends_with("\nThe report is in a.html\n"), "{told}");
    let json = fs::read_to_string(folder.join("a.json")).unwrap();
    let report: Report = serde_json::from_str(&json).unwrap();
    assert_eq!(report.labs[0].checks[0].verdict, Verdict::Fail);
    assert_eq!(report.folder.map(PathBuf::from), Some(fs::canonicalize(&folder).unwrap()));
    assert!(fs::read_to_string(folder.join("a.html")).unwrap().ends_with("</html>\n"));

    let again = |words: &[&str]| checker().arg("report").args(words).current_dir(&folder).output().unwrap();
    let output = again(&["a.json", "--format", "markdown"]);
    status(&output, 1);
    let report: Report = serde_json::from_str(&json).unwrap();
    assert_eq!(said(&output.stdout), report::markdown::render(&report));
    let output = again(&["a.json"]);
    assert_eq!(said(&output.stdout), report::terminal::render(&report));
    status(&again(&["a.json", "a.json"]), 2);
    status(&again(&["a.html"]), 2);
    status(&again(&["/dev/zero"]), 2);
}

#[test]
fn a_report_that_cannot_be_written_is_known_before_the_checks_and_touches_nothing() {
    let folder = refused("reports-unwritable");
    write(&folder, &[("old.json", "old")]);
    // What a link leads to is what is replaced.
    std::os::unix::fs::symlink("old.json", folder.join("link")).unwrap();
    for file in ["none/a.json", "."] {
        let output = graded(&folder).args(["--format", "json", "--output", file]).output().unwrap();
        status(&output, 2);
        assert!(said(&output.stdout).is_empty(), "{}", said(&output.stdout));
    }
    let words = ["--format", "json", "--output", "link", "--format", "html", "--output", "none/a.html"];
    status(&graded(&folder).args(words).output().unwrap(), 2);
    assert_eq!(fs::read_to_string(folder.join("old.json")).unwrap(), "old");
    status(&graded(&folder).args(&words[..4]).output().unwrap(), 1);
    assert!(fs::read_to_string(folder.join("old.json")).unwrap().starts_with("{\n  \"schema\": 1"));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 3);
}

#[test]
fn a_full_disk_is_the_machine_s_trouble_and_no_other_report_is_lost() {
    let folder = refused("reports-full");
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    let words = ["--format", "json", "--output", "/dev/full", "--format", "html", "--output", "a.html"];
    status(&graded(&folder).args(words).output().unwrap(), 3);
    assert!(folder.join("a.html").exists());
    let words = ["--format", "json", "--output", "a.json"];
    status(&graded(&folder).args(words).stdout(full()).output().unwrap(), 3);
    assert!(folder.join("a.json").exists());
    for words in [&["list"][..], &["explain", "lab1/server-echo"], &["--help"], &["--version"]] {
        status(&checker().args(words).stdout(full()).output().unwrap(), 3);
    }
}

#[test]
fn what_a_folder_is_called_does_nothing_to_the_terminal() {
    let folder = folder("reports-named");
    let name = "my \x1b[2J\u{202e}labs";
    write(&folder, &[(&format!("{name}/programs.toml"), "[lab1]\nclient = [\"false\"]\n")]);
    let graded = |words: &[&str]| {
        let words = ["lab1", "--check", "client-sends", "--submission"].iter().chain(words);
        checker().args(words).current_dir(&folder).output().unwrap()
    };
    for format in ["terminal", "markdown", "html", "svg", "junit"] {
        let output = graded(&[name, "--format", format]);
        let text = said(&output.stdout);
        assert!(!text.is_empty() && !text.contains(['\x1b', '\u{202e}']), "{format}: {text}");
    }
    let text = said(&graded(&[name]).stdout);
    assert!(text.contains("--submission $'my \\x1b[2J\\xe2\\x80\\xaelabs' --check client-sends\n"), "{text}");
    write(&folder, &[(&format!("{name}/programs.toml"), "[lab1]\n\"\\u001b[2Jkey\" = [\"false\"]\n")]);
    let stderr = said(&graded(&[name]).stderr);
    assert!(stderr.starts_with("error: ") && !stderr.contains(['\x1b', '\u{202e}']), "{stderr}");
}
