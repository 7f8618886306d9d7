//! The README's picture: what `docs/report.json` recorded, as it is drawn today, and still what the checker says today.

use std::fs;

use checker::report::{self, FORMATS};
use checker::verdict::{CheckReport, Report};

use crate::fixture::{checker, root};

/// The command whose report the picture shows. The order of what a server prints and sends is left to chance, and
/// so are its times: with `RECORD` set the test records a new run rather than wanting one that is like the old.
const COMMAND: &[&str] =
    &["lab1", "--submission", "checker/tests/programs/one-read", "--check", "server-stream", "--seed", "7"];

#[test]
fn the_readme_s_picture_is_current() {
    if std::env::var_os("RECORD").is_none()
        && std::env::var_os("CI").is_none()
        && std::process::Command::new("python3").arg("--version").output().is_err()
    {
        return;
    }
    let output = checker().args(COMMAND).args(["--format", "json"]).current_dir(root()).output().unwrap();
    // The folder stands where the test runs, and nowhere else.
    let now = Report { folder: None, ..serde_json::from_slice(&output.stdout).unwrap() };
    let docs = root().join("docs");
    if std::env::var_os("RECORD").is_some() {
        fs::write(docs.join("report.json"), report::json::render(&now)).unwrap();
        fs::write(docs.join("report.svg"), drawn(&now)).unwrap();
    }
    let recorded: Report = serde_json::from_str(&fs::read_to_string(docs.join("report.json")).unwrap()).unwrap();
    let again = "`RECORD=1 cargo test -p checker picture` records it again";
    assert!(fs::read_to_string(docs.join("report.svg")).unwrap() == drawn(&recorded), "docs/report.svg: {again}");
    assert_eq!(said(&now), said(&recorded), "docs/report.json: {again}");
}

fn drawn(report: &Report) -> String {
    let format = FORMATS.iter().find(|format| format.name == "svg").expect("a format for pictures");
    (format.render)(report)
}

/// What does not depend on when and in which order things happened.
fn said(report: &Report) -> String {
    let check: &CheckReport = &report.labs[0].checks[0];
    let CheckReport { id, claim, verdict, points, earned, expected, cause, see, .. } = check;
    let lanes: Vec<&str> = check.trace.lanes();
    format!(
        "{} {} {:?}\n{id} {claim} {verdict:?} {earned}/{points} {expected:?} {cause:?} {see} {lanes:?}",
        report.schema, report.seed, report.submission
    )
}
