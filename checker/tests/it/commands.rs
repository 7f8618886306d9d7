//! The commands that the README and the book show: each is one that the checker understands, and the README's are run.

use std::collections::BTreeSet;
use std::fs;

use checker::cli::{self, Arguments, Surroundings};
use checker::labs::LABS;
use checker::report::paint::Style;
use clap::Parser;

use crate::fixture::{checker, root};

/// What stands behind `cargo checker` in a text, up to the end of the code or the line, without a comment.
fn commands(text: &str) -> BTreeSet<String> {
    text.lines()
        .flat_map(|line| line.match_indices("cargo checker").map(move |(at, found)| &line[at + found.len()..]))
        .map(|rest| rest.split(['`', '#', '<', '"', ',']).next().unwrap_or(rest).trim().to_string())
        .map(|rest| rest.split(" -> ").next().unwrap_or(&rest).trim_end_matches(['.', ':', ')']).to_string())
        .collect()
}

#[test]
fn shown_commands_are_understood() {
    let mut complaints = Vec::new();
    let pages = fs::read_dir(root().join("book/src")).expect("the book").flatten().map(|page| page.path());
    for path in pages.chain([root().join("README.md")]).filter(|path| path.extension().is_some_and(|end| end == "md")) {
        let text = fs::read_to_string(&path).expect("a page");
        for command in commands(&text) {
            let command = command.replace("DIR", ".").replace("labN", "lab1").replace(" FILE", " report");
            let arguments = Arguments::try_parse_from(std::iter::once("checker").chain(command.split_whitespace()));
            let around = Surroundings { labs: LABS, seed: 1, jobs: 4, style: Style::Plain, columns: 80 };
            let resolved = arguments
                .map_err(|error| error.to_string())
                .and_then(|arguments| cli::resolve(arguments, &around).map(drop).map_err(|error| format!("{error:#}")));
            if let Err(error) = resolved {
                complaints.push(format!("{}: `cargo checker {command}`: {error}", path.display()));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// All but `book`, which serves until it is stopped, and `--submission DIR`, which needs a folder.
#[test]
fn the_readmes_commands_run() {
    let text = fs::read_to_string(root().join("README.md")).expect("the README");
    let block = |line: &&str| line.starts_with("    cargo checker");
    let lines: Vec<&str> = text.lines().filter(block).collect();
    assert!(lines.len() >= 7, "{lines:?}");
    for command in commands(&lines.join("\n")).iter().filter(|command| *command != "book") {
        let output =
            checker().args(command.split_whitespace()).current_dir(root()).output().expect("the checker starts");
        let status = output.status.code();
        assert!(matches!(status, Some(0 | 1)), "{command}: {status:?}\n{}", String::from_utf8_lossy(&output.stderr));
    }
}
