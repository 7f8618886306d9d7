//! What is recorded of a learner's progress, and what `checker` alone makes of it.

use std::fs;

use checker::cli::ListFormat;
use checker::cli::explain::explain;
use checker::cli::list::list;
use checker::cli::overview::overview;
use checker::own::Own;
use checker::progress::{self, Grades};
use checker::verdict::Verdict::{self, Fail, NotStarted, Pass, Skipped};

use crate::fixture::{LAB1, LABS, folder, report, write};

type Verdicts = &'static [(&'static str, Verdict)];

#[test]
fn single_checks_are_merged_into_what_was_graded_before() {
    let root = folder("progress");
    let table: &[(Verdicts, Verdicts, u32)] = &[
        (&[("together", NotStarted)], &[("together", NotStarted)], 0),
        (&[("server-echo", Pass)], &[("server-echo", Pass), ("together", NotStarted)], 60),
        (&[("together", Pass)], &[("server-echo", Pass), ("together", Pass)], 100),
        (&[("server-echo", Fail), ("gone", Pass)], &[("server-echo", Fail), ("together", Pass)], 40),
    ];
    for (now, kept, earned) in table {
        progress::record(&root, &Own::Exercises, &LAB1, &report(now), 7).unwrap();
        let grades = Grades::read(&root, &Own::Exercises, LABS);
        let lab = grades.lab("lab1").unwrap();
        let found: Vec<(&str, Verdict)> = lab.checks.iter().map(|check| (check.id.as_str(), check.verdict)).collect();
        assert_eq!((found.as_slice(), lab.earned), (*kept, *earned));
    }
    assert_eq!(fs::read_to_string(root.join(".progress/.gitignore")).unwrap(), "*\n");
    let mut files: Vec<_> =
        fs::read_dir(root.join(".progress")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    files.sort();
    assert_eq!(files, [".gitignore", "lab1.json"]);
}

#[test]
fn a_record_that_cannot_be_read_counts_as_not_graded() {
    let root = folder("progress-broken");
    let old = r#"{"schema": 0, "seed": 7, "submission": "exercises", "labs": []}"#;
    let other = old.replace('0', "1");
    for (text, why) in [
        ("{\"schema\":", "it is no report (EOF while parsing a value at line 1 column 10)"),
        ("{}", "it is no report (missing field `schema` at line 1 column 2)"),
        (old, "it is a report of schema 0, and not 1"),
        (&other, "lab3 is not in it"),
    ] {
        write(&root, &[(".progress/lab1.json", "{\"schema\":"), (".progress/lab3.json", text)]);
        let grades = Grades::read(&root, &Own::Exercises, LABS);
        assert!(grades.labs().is_empty());
        assert_eq!(grades.ignored()[1], format!(".progress/lab3.json is ignored: {why}"));
    }
    progress::record(&root, &Own::Exercises, &LAB1, &report(&[("together", Pass)]), 7).unwrap();
    let grades = Grades::read(&root, &Own::Exercises, LABS);
    assert!(grades.lab("lab1").is_some());
    assert_eq!(grades.ignored().len(), 1);
}

#[test]
fn the_overview_says_how_far_one_is_and_what_comes_next() {
    let root = folder("overview");
    let table: &[(Verdicts, &str, &str)] = &[
        (
            &[],
            "not graded yet",
            "Next: lab1 in the book (`checker book`), then the programs in exercises/lab1-echo, then `checker lab1`",
        ),
        (
            &[("together", Pass)],
            " 40 of 100 points, 1 of 2 checks pass",
            "Next: lab1/server-echo: `Hello, world` comes back",
        ),
        (
            &[("server-echo", Pass), ("together", Fail)],
            " 60 of 100 points, 1 of 2 checks pass",
            "Next: lab1/together: the pair | through a relay",
        ),
        (&[("together", Skipped)], " 60 of 60 points, 1 of 2 checks pass", "Next: lab3 in the book"),
        (&[("together", Pass)], "100 of 100 points, all 2 checks pass", "Next: lab3 in the book"),
    ];
    for (now, far, next) in table {
        if !now.is_empty() {
            progress::record(&root, &Own::Exercises, &LAB1, &report(now), 7).unwrap();
        }
        let text = overview(LABS, &Grades::read(&root, &Own::Exercises, LABS), Some(&Own::Exercises), "checker");
        let start = format!(
            "The Socket Workbook, with the programs in exercises\n\n  lab1  Basic TCP: an echo  {far}\n  lab3  Robustness          not graded yet\n\n{next}"
        );
        assert!(text.starts_with(&start), "{text}\n--- expected to start with\n{start}");
    }
}

#[test]
fn a_check_is_explained() {
    let expected = "\
lab1/server-echo, 60 points
  `Hello, world` comes back

What it does
  It connects, sends, and reads.
  It starts: server.

Mistakes that it can name
  - one read is not one message
  - the server takes a read of 0 bytes for 'nothing yet' and reads on

Read on: lab1.html#server-echo in the book
";
    assert_eq!(explain(&LAB1, &LAB1.checks[0]), expected);
    let expected = "\
lab1/together, 40 points
  the pair | through a relay

What it does
  It puts a relay between the learner's own server and client, and records what
  goes over the wire both ways.
  It starts: server, client.
  It is skipped unless these pass: server-echo.

Read on: lab1.html#together in the book
";
    assert_eq!(explain(&LAB1, &LAB1.checks[1]), expected);
}

#[test]
fn labs_are_listed() {
    let text = list(LABS, ListFormat::Terminal);
    assert!(text.starts_with("lab1  Basic TCP: an echo\n  server-echo  60  `Hello, world` comes back\n"), "{text}");
    let markdown = list(LABS, ListFormat::Markdown);
    assert!(markdown.contains("| together | the pair \\| through a relay | 40 |\n"), "{markdown}");
    let json: serde_json::Value = serde_json::from_str(&list(LABS, ListFormat::Json)).unwrap();
    assert_eq!(json["labs"][0]["checks"][1]["needs"][0], "server-echo");
    assert_eq!(json["labs"][1]["checks"][0]["see"], "lab3.html#storm");
}
