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
