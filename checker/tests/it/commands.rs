//! The commands that the pages of the repository and the book show: each is one that the checker understands, and those
//! that change nothing are run.

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

/// The pages of the repository.
const PAGES: [&str; 3] = ["README.md", AUTHORS, "docs/architecture.md"];
/// The page for authors.
const AUTHORS: &str = "CONTRIBUTING.md";

#[test]
fn shown_commands_are_understood() {
    let mut complaints = Vec::new();
    let chapters = fs::read_dir(root().join("book/src")).expect("the book").flatten().map(|page| page.path());
    let pages = chapters.chain(PAGES.map(|page| root().join(page)));
    for path in pages.filter(|path| path.extension().is_some_and(|end| end == "md")) {
        let text = fs::read_to_string(&path).expect("a page");
        for command in commands(&text) {
            let command = command.replace("DIR", ".").replace("labN", "lab1").replace(" FILE", " report");
            let arguments = Arguments::try_parse_from(std::iter::once("checker").chain(command.split_whitespace()));
            let around = Surroundings { labs: LABS, seed: 1, jobs: 4, style: Style::Plain, columns: 80, book: None };
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

/// All but `book`, `watch` and `play`, which go on until they are stopped, and `--submission DIR`, which needs a folder.
#[test]
fn the_readmes_commands_run() {
    let text = fs::read_to_string(root().join("README.md")).expect("the README");
    let block = |line: &&str| line.starts_with("    cargo checker");
    let lines: Vec<&str> = text.lines().filter(block).collect();
    assert!(lines.len() >= 7, "{lines:?}");
    let ends = |command: &&String| !["book", "watch", "play"].iter().any(|word| command.starts_with(word));
    for command in commands(&lines.join("\n")).iter().filter(ends) {
        let output =
            checker().args(command.split_whitespace()).current_dir(root()).output().expect("the checker starts");
        let status = output.status.code();
        assert!(matches!(status, Some(0 | 1)), "{command}: {status:?}\n{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Those that only look. `record` plays what other tests play, and takes its time; `new` wants a folder, and `play` a
/// person.
#[test]
fn the_commands_for_authors_run() {
    let text = fs::read_to_string(root().join(AUTHORS)).expect("the page");
    let changes =
        |command: &&String| ["stubs --write", "record", "new", "play"].iter().any(|word| command.starts_with(word));
    let commands: Vec<String> = commands(&text).into_iter().filter(|command| !command.is_empty()).collect();
    assert!(commands.len() >= 8, "{commands:?}");
    for command in commands.iter().filter(|command| !changes(command)) {
        let output =
            checker().args(command.split_whitespace()).current_dir(root()).output().expect("the checker starts");
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// A test that is named by a word which no test has would pass, and try nothing.
#[test]
fn the_tests_for_authors_are_there() {
    let text = fs::read_to_string(root().join(AUTHORS)).expect("the page");
    let lines = text.lines().filter_map(|line| line.split_once("cargo test -p checker --"));
    let mut seen = 0;
    for (before, rest) in lines {
        let rest = rest.split(['#', '`']).next().unwrap_or(rest);
        let (folder, words) = match rest.split_once("test it ") {
            Some((_, words)) => ("checker/tests/it", words),
            None => ("checker/src", rest.trim_start_matches("lib")),
        };
        for word in words.split_whitespace().filter(|word| *word != "--") {
            let path = root().join(folder).join(word.replace("::", "/"));
            let is_there = path.exists() || path.with_extension("rs").exists() || word == "mutants";
            assert!(is_there, "{before} {rest}: there is no {}", path.display());
            seen += 1;
        }
    }
    assert!(seen >= 8, "{seen}");
}

/// Whatever file or folder of the repository the pages name is there.
#[test]
fn the_paths_of_the_pages_are_there() {
    let mut seen = 0;
    for page in PAGES {
        let text = fs::read_to_string(root().join(page)).expect("a page");
        let words = text.split('`').skip(1).step_by(2).filter(|word| !word.contains([' ', '{']) && word.contains('/'));
        let paths = words.filter(|word| {
            ["checker/", "book/src", "book/tests", "solutions/", "docs/"].iter().any(|start| word.starts_with(start))
        });
        for path in paths.filter(|path| !path.contains("lab9") && !path.contains("NAME")) {
            assert!(root().join(path).exists(), "{page}: there is no {path}");
            seen += 1;
        }
    }
    assert!(seen >= 30, "{seen}");
}
