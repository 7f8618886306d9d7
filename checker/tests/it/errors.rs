//! The book's table of errors says what this system says: each of them is provoked.

use std::collections::BTreeMap;
use std::process::Command;

use checker::scenes;

use crate::fixture::root;

/// The rows of the page's tables: the name of an error, and its number here.
fn table(text: &str) -> BTreeMap<String, String> {
    let cells = |line: &str| -> Vec<String> { line.split('|').map(|cell| cell.trim().to_owned()).collect() };
    let rows = text.lines().filter(|line| line.starts_with("| `E")).map(cells);
    rows.map(|row| (row[1].trim_matches('`').to_owned(), row[2].clone())).collect()
}

#[test]
#[cfg(target_os = "linux")]
fn every_error_of_the_page_is_provoked_and_has_its_number() {
    let text = std::fs::read_to_string(root().join("book/src/errors.md")).expect("the page");
    let programs = scenes::build(&root()).expect("the examples can be built");
    // With few files allowed it is done at once.
    let output = Command::new("sh")
        .args(["-c", "ulimit -n 256; exec \"$0\""])
        .arg(&programs.paths["errors"])
        .output()
        .expect("it can be started");
    let said = String::from_utf8(output.stdout).expect("text");
    let provoked: BTreeMap<String, String> = said
        .lines()
        .filter_map(|line| {
            let (name, rest) = line.split_once(": ")?;
            let (_, number) = rest.split_once("(os error ")?;
            Some((name.to_owned(), number.split_once(')')?.0.to_owned()))
        })
        .collect();
    assert_eq!(provoked.len(), said.lines().count(), "an error did not come: {said}");
    assert_eq!(table(&text), provoked, "the table, and what came");
}
