//! Hints: one for each gap of the exercises, one after the other on the command line, and folded in the book.

use std::collections::BTreeSet;
use std::path::Path;

use checker::labs::LABS;
use checker::own::Own;
use checker::{hints, undo};

use crate::fixture::{checker, course, root};

#[test]
fn every_gap_has_a_hint() {
    let mut missing = BTreeSet::new();
    let mut seen = 0;
    for lab in LABS {
        let works = undo::works(Some(&root()), &Own::Exercises, lab).expect("the stubs");
        for (work, number) in works.iter().flat_map(|work| (1..=gaps(&work.stub)).map(move |number| (work, number))) {
            seen += 1;
            if hints::of_gap(lab.id, &work.name, number).is_none() {
                missing.insert(format!("{}/{}:{number}", lab.id, work.name));
            }
        }
    }
    assert_eq!(missing, BTreeSet::new());
    assert!(seen > 100, "{seen}");
}

/// The number of the last gap of a stub, in Rust or a diagram.
fn gaps(stub: &str) -> usize {
    let number = |rest: &str| rest.split(')').next().and_then(|number| number.parse::<usize>().ok());
    stub.split("TODO(").skip(1).filter_map(number).max().unwrap_or(0)
}

fn said(course: &Path, words: &str) -> String {
    let output = checker().args(words.split_whitespace()).current_dir(course).output().expect("the checker starts");
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

#[test]
fn one_hint_after_the_other_is_given_and_the_last_one_again() {
    let course = course("hints-taken");
    let hints = hints::of("lab1", "server-echo").expect("three hints");
    for number in [1, 2, 3, 3] {
        let said = said(&course, "hint lab1/server-echo");
        assert!(said.starts_with(&format!("lab1/server-echo, hint {number} of 3: ")), "{said}");
        let words: Vec<&str> = said.split_whitespace().collect();
        assert!(words.join(" ").contains(hints[number - 1]), "{said}");
    }
    assert!(said(&course, "hint").starts_with("lab1/server-listens, hint 1 of 3: a question\n"));
    assert!(said(&course, "hint lab1/server:7").starts_with("lab1/server:7\n\n  A buffer "));
    assert!(said(&course, "hint lab1/server:8").contains("there is no hint for lab1/server:8"));
}

#[test]
fn a_program_leads_to_the_hints_of_its_gaps() {
    let course = course("hints-of-gaps");
    let server = said(&course, "hint lab1/server");
    let commands: Vec<&str> = server.lines().skip(2).collect();
    let wanted: Vec<String> = (1..=7).map(|number| format!("hint lab1/server:{number}")).collect();
    assert!(server.starts_with("a hint for each gap of lab1/server\n\n"), "{server}");
    assert!(commands.len() == 7 && commands.iter().zip(&wanted).all(|(line, end)| line.ends_with(end)), "{server}");
    assert!(said(&course, "hint lab4/naive-server").contains("lab4 has no check `naive-server`"), "it has no gaps");
    std::fs::create_dir(course.join("mine")).expect("a folder");
    std::fs::write(course.join("mine/programs.toml"), "[lab1]\nserver = [\"true\"]\n").expect("the list");
    said(&course, "use mine");
    assert!(said(&course, "hint lab1/server").contains("are the hints: they name the calls"));
}
