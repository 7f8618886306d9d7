//! The book's sources: whatever they point at is there, and whatever is there for them is pointed at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use checker::book::lines::{Directive, Kind, directives, lines};
use checker::labs::LABS;
use checker::scenes;

/// Directives that show a recording.
const SHOW: &[&str] = &["ladder", "wire", "sequence", "terminal", "screen"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The chapters by their file names, `lab1.md`.
fn chapters() -> BTreeMap<String, String> {
    files("book/src", "md").map(|path| (name(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

fn files(folder: &str, extension: &'static str) -> impl Iterator<Item = PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(move |path| path.extension().is_some_and(|found| found == extension))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// The directives of a chapter, mdBook's own among them, with their line numbers.
fn all_directives(text: &str) -> Vec<(usize, Directive<'_>)> {
    lines(text).iter().flat_map(|line| directives(line.text).into_iter().map(|found| (line.number, found))).collect()
}

/// What a link may lead to within a chapter: headings, as mdBook names them, and elements with an id.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    for line in lines(text) {
        if let Kind::Heading { text, id } = line.kind {
            let mut anchor = id.map_or_else(|| normalized(text), str::to_owned);
            let count = (1..).find(|count| !anchors.contains(&numbered(&anchor, *count))).unwrap();
            anchor = numbered(&anchor, count);
            anchors.insert(anchor);
        } else if line.kind == Kind::Text {
            anchors.extend(quoted(line.text, " id=\"").map(str::to_owned));
        }
    }
    anchors
}

/// A second heading with the same words gets a number.
fn numbered(anchor: &str, count: usize) -> String {
    if count == 1 { anchor.to_owned() } else { format!("{anchor}-{}", count - 1) }
}

fn normalized(heading: &str) -> String {
    let keep = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c.to_ascii_lowercase()),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    };
    heading.chars().filter_map(keep).collect()
}

/// What stands between a start and the next quotation mark.
fn quoted<'a>(line: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    line.split(start).skip(1).filter_map(|rest| rest.split('"').next())
}

/// The targets of the links in a line of text, in Markdown or in HTML.
fn links(line: &str) -> Vec<&str> {
    // In code between backticks nothing is a link.
    let text = line.split('`').step_by(2);
    let markdown = text.flat_map(|part| part.split("](").skip(1)).filter_map(|rest| rest.split(')').next());
    markdown.chain(quoted(line, " href=\"")).collect()
}

#[test]
fn every_check_leads_to_a_heading() {
    let chapters = chapters();
    let mut missing = Vec::new();
    for (lab, check) in LABS.iter().flat_map(|lab| lab.checks.iter().map(move |check| (lab, check))) {
        let see = check.see(lab);
        let (page, anchor) = see.split_once('#').unwrap_or((&see, ""));
        let chapter = chapters.get(&page.replace(".html", ".md"));
        let is_heading = |line: &checker::book::lines::Line| match line.kind {
            Kind::Heading { text, id } => id.map_or_else(|| normalized(text), str::to_owned) == anchor,
            _ => false,
        };
        if !chapter.is_some_and(|text| lines(text).iter().any(is_heading)) {
            missing.push(format!("{}/{} leads to {}", lab.id, check.id, see));
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn recordings_are_shown_and_what_is_shown_is_recorded() {
    let recorded: BTreeSet<String> =
        files("book/traces", "json").map(|path| name(&path).trim_end_matches(".json").to_owned()).collect();
    let chapters = chapters();
    let all = chapters.values().flat_map(|text| all_directives(text));
    let shown: BTreeSet<String> = all
        .filter(|(_, found)| SHOW.contains(&found.name))
        // Behind a slash stands which part of it is shown.
        .map(|(_, found)| found.argument.split([' ', '/']).next().unwrap_or_default().to_owned())
        .collect();
    let played: BTreeSet<String> = scenes::all().map(|scene| scene.name.to_owned()).collect();
    assert_eq!(shown, recorded, "shown, and recorded");
    assert_eq!(played, recorded, "played, and recorded");
    for name in &recorded {
        assert!(!scenes::recorded(root(), name).unwrap().events.is_empty(), "{name}");
    }
}

#[test]
fn every_include_brings_something() {
    let mut wrong = Vec::new();
    for (chapter, text) in chapters() {
        for (number, found) in all_directives(&text).into_iter().filter(|(_, found)| found.name.ends_with("include")) {
            if !brings_something(found.argument) {
                wrong.push(format!("{chapter}:{number}: {}", found.argument));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// What a program of lab 8 remembers, which the stubs give in Rust: there is no line in it that does anything.
const GIVEN: &[&str] = &[
    "/python/segments.py:segment",
    "/csharp/Segments.cs:segment",
    "/python/lab8_sender.py:learnt",
    "/csharp/Lab8Sender.cs:learnt",
    "/python/lab8_sender.py:outgoing",
    "/csharp/Lab8Sender.cs:outgoing",
];

/// What is to be written is not printed before it: of the reference programs only what the stubs have as well, and of
/// those in other languages nothing. `Common.cs` is what all programs in C# share, and no exercise.
#[test]
fn no_solution_stands_before_its_exercise() {
    let mut told = Vec::new();
    for (chapter, text) in chapters().into_iter().filter(|(chapter, _)| chapter.starts_with("lab")) {
        let (before, _) =
            text.split_once("\n## Your exercise\n").unwrap_or_else(|| panic!("{chapter} has no exercise"));
        for (number, found) in all_directives(before).into_iter().filter(|(_, found)| found.name == "include") {
            let (path, anchor) = found.argument.split_once(':').unwrap_or((found.argument, ""));
            let of_others = ["solutions/peers/", "checker/tests/programs/"].iter().any(|folder| path.contains(folder));
            let is_given =
                path.ends_with("/csharp/Common.cs") || GIVEN.iter().any(|piece| found.argument.ends_with(piece));
            let source = std::fs::read_to_string(root().join("book/src").join(path)).unwrap();
            if (of_others && !is_given) || shows_a_gap(&source, anchor) {
                told.push(format!("{chapter}:{number}: {}", found.argument));
            }
        }
    }
    assert_eq!(told, Vec::<String>::new());
}

/// Whether a part of a file, or all of it, has lines that a stub leaves out.
fn shows_a_gap(source: &str, anchor: &str) -> bool {
    let (mut is_gap, mut is_shown) = (false, anchor.is_empty());
    for line in source.lines() {
        let mark = line.trim_start().trim_start_matches("// ");
        if mark.starts_with("TODO(") {
            is_gap = true;
        } else if mark.starts_with("END TODO(") {
            is_gap = false;
        } else if let Some(name) = mark.strip_prefix("ANCHOR: ") {
            is_shown |= name == anchor;
        } else if let Some(name) = mark.strip_prefix("ANCHOR_END: ") {
            is_shown &= name != anchor;
        } else if is_gap && is_shown {
            return true;
        }
    }
    false
}

#[test]
fn a_gap_is_seen() {
    let source = "// ANCHOR: all\n// ANCHOR: given\nfn main() {\n// ANCHOR_END: given\n    // TODO(1): Write it.\n    \
                  // ANCHOR: gap\n    done();\n    // ANCHOR_END: gap\n    // END TODO(1)\n}\n// ANCHOR_END: all\n";
    let told = ["all", "given", "gap", ""].map(|anchor| shows_a_gap(source, anchor));
    assert_eq!(told, [true, false, true, true]);
}

/// Whether a file has lines that are not empty between the marks of an anchor, or from one number to another.
fn brings_something(argument: &str) -> bool {
    let (path, anchor) = argument.split_once(':').unwrap_or((argument, ""));
    let Ok(text) = std::fs::read_to_string(root().join("book/src").join(path)) else { return false };
    let (first, last) = anchor.split_once(':').unwrap_or((anchor, anchor));
    if let Ok(first) = first.parse::<usize>() {
        let last = last.parse().unwrap_or(usize::MAX);
        return text.lines().zip(1..=last).any(|(line, number)| number >= first && !line.trim().is_empty());
    }
    let marks = |line: &str, mark: &str| {
        line.split_once(mark).is_some_and(|(_, name)| name.split_whitespace().next() == Some(anchor))
    };
    let mut is_inside = anchor.is_empty();
    let mut shown = 0;
    for line in text.lines() {
        if marks(line, "ANCHOR_END:") {
            return shown > 0;
        } else if marks(line, "ANCHOR:") {
            is_inside = true;
        } else if is_inside && !line.trim().is_empty() && !line.contains("ANCHOR") {
            shown += 1;
        }
    }
    anchor.is_empty() && shown > 0
}

#[test]
fn links_within_the_book_lead_somewhere() {
    let chapters = chapters();
    let mut wrong = Vec::new();
    for (chapter, text) in &chapters {
        for line in lines(text).iter().filter(|line| matches!(line.kind, Kind::Text | Kind::Heading { .. })) {
            for link in
                links(line.text).into_iter().filter(|link| !link.contains("://") && !link.starts_with("mailto:"))
            {
                let (page, anchor) = link.split_once('#').unwrap_or((link, ""));
                let page = if page.is_empty() { chapter.clone() } else { page.replace(".html", ".md") };
                let target = chapters.get(&page);
                if !target.is_some_and(|text| anchor.is_empty() || anchors(text).contains(anchor)) {
                    wrong.push(format!("{chapter}:{}: {link}", line.number));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Nobody here can try the container; that its description can be read is the least.
#[test]
fn the_container_is_described() {
    let text = std::fs::read_to_string(root().join(".devcontainer/devcontainer.json")).unwrap();
    let described: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(described["forwardPorts"], serde_json::json!([3000]));
    let install = described["onCreateCommand"].as_str().unwrap();
    let ci = std::fs::read_to_string(root().join(".ci/run")).unwrap();
    for package in ["gcc", "python3", "nodejs", "mono-mcs", "netcat-openbsd", "iproute2", "tcpdump", "tshark"] {
        assert!(install.contains(package) && ci.contains(package), "{package}");
    }
}

#[test]
fn links_and_anchors_are_found() {
    assert_eq!(links("[a](b.md#c) and `[x](y)`, <a href=\"#d\">d</a>"), ["b.md#c", "#d"]);
    let text =
        "# Lab 1: the *echo*\n## `accept`\n## `accept`\n## Ready {#server-listens}\n<p id=\"here\">\n```\n# no\n```\n";
    let found: Vec<String> = anchors(text).into_iter().collect();
    assert_eq!(found, ["accept", "accept-1", "here", "lab-1-the-echo", "server-listens"]);
}

/// The letter and the words of an answer to choose from: `- b) **Yes.**`.
fn answer(line: &str) -> Option<(char, &str)> {
    let rest = line.strip_prefix("- ")?;
    let letter = rest.chars().next().filter(|letter| ('a'..='d').contains(letter))?;
    Some((letter, rest[1..].strip_prefix(") ")?))
}

/// Who has seen ten answers must not know the letter of the eleventh. What is said of the right one begins in bold
/// type: that is how the page's script knows it.
#[test]
fn the_right_answer_has_each_letter_as_often() {
    let (mut complaints, mut right) = (Vec::new(), BTreeMap::new());
    for (chapter, text) in chapters() {
        let lists = text.split("\n\n").map(|part| part.lines().filter_map(answer).collect::<Vec<_>>());
        for said in lists.filter(|list| list.iter().any(|(_, words)| words.starts_with("**"))) {
            let letters: String = said.iter().map(|(letter, _)| *letter).collect();
            let bold: Vec<char> = said.iter().filter(|(_, words)| words.starts_with("**")).map(|(l, _)| *l).collect();
            if bold.len() != 1 || !"abcd".starts_with(&letters) {
                complaints.push(format!("{chapter}: {said:?}"));
            }
            *right.entry(bold[0]).or_insert(0) += usize::from(said.len() == 3);
        }
    }
    assert_eq!(complaints, Vec::<String>::new(), "one right answer, and the letters in order");
    let all: usize = right.values().sum();
    assert!(all >= 67, "{right:?}");
    for letter in 'a'..='c' {
        let share = right[&letter] * 100 / all;
        assert!((26..=42).contains(&share), "{letter} is right in {share} of 100: {right:?}");
    }
}
