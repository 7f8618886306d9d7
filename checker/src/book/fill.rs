//! Fills the directives of a chapter in, and says where one of mdBook's own leads nowhere.

use std::path::Path;

use super::blocks::{Blocks, Checked};
use super::html;
use super::lines::{Directive, Kind, Line, directives, lines};
use super::marks::{self, Mark};
use super::page::{Marks, Mistakes, Page, Sources};
use super::recording::Printed;
use crate::diagram;
use crate::hints;
use crate::lab::Lab;
use crate::nearest::hint;
use crate::progress::Grades;
use crate::trace::Trace;
use crate::verdict::Verdict;

/// A directive of the course's: what stands in its place, or why nothing can.
type Fill = fn(&Sources, &str) -> Result<String, String>;

/// `{{#checks lab1}}`, `{{#progress}}`, `{{#contract lab1}}` for the same table on another page, `{{#faults}}`, `{{#ladder NAME The picture's title}}`,
/// `{{#wire NAME The picture's title}}` for a ladder without what is printed, `{{#sequence NAME The picture's title}}`
/// for a transfer of segments (`NAME/relay-2` of several at once the one over this network), `{{#terminal NAME}}`,
/// `{{#states PATH The picture's title}}` for a state diagram, and `{{#screen NAME The picture's title}}` for the
/// last screen of a recorded run, each on a line of its own.
const DIRECTIVES: &[(&str, Fill)] = &[
    ("checks", checks),
    ("contract", contract),
    ("faults", faults),
    ("progress", progress),
    ("ladder", ladder),
    ("wire", wire),
    ("sequence", sequence),
    ("terminal", terminal),
    ("states", states),
    ("screen", screen),
];

/// `{{#tab LANGUAGE}}` and `{{#tabs-end}}`, around what stands in several languages.
const BLOCKS: &[&str] = &["tab", "tabs-end"];

/// Those of mdBook's that are followed by a file.
const INCLUDES: &[&str] = &["include", "rustdoc_include", "playground"];

/// The rest of mdBook's.
const OTHERS: &[&str] = &["title"];

pub fn page(page: &Page, sources: &Sources) -> Result<String, Mistakes> {
    let mut text = String::with_capacity(page.text.len());
    let mut mistakes = Mistakes::new();
    let mut blocks = Blocks::default();
    let lines = lines(page.text);
    for line in &lines {
        match filled(line, page, sources, &mut blocks) {
            Ok(filled) => text.push_str(&filled),
            Err(message) => mistakes.push(format!("{}:{}: {message}", page.name, line.number)),
        }
        text.push('\n');
    }
    match blocks.end() {
        Ok(end) => text.push_str(&end),
        Err(message) => mistakes.push(format!("{}:{}: {message}", page.name, lines.len())),
    }
    if mistakes.is_empty() { Ok(text) } else { Err(mistakes) }
}

fn filled(line: &Line, page: &Page, sources: &Sources, blocks: &mut Blocks) -> Result<String, String> {
    for directive in directives(line.text) {
        let Directive { name, argument, .. } = directive;
        if INCLUDES.contains(&name) {
            follow(argument, page.file)?;
        } else if BLOCKS.contains(&name) {
            alone(line, &directive)?;
            return if name == "tab" { blocks.tab(argument) } else { blocks.end_tabs() };
        } else if let Some((_, fill)) = DIRECTIVES.iter().find(|(known, _)| *known == name) {
            alone(line, &directive)?;
            return Ok(format!("\n{}\n", fill(sources, argument)?));
        } else if !OTHERS.contains(&name) {
            let known = DIRECTIVES.iter().map(|(name, _)| name).chain(BLOCKS).chain(INCLUDES).chain(OTHERS);
            let known: Vec<&str> = known.copied().collect();
            let hint = hint(name, known.iter().copied());
            return Err(format!("there is no `{{{{#{name}}}}}`{hint} (expected one of {})", known.join(", ")));
        }
    }
    match line.kind {
        Kind::Heading { id, .. } => blocks.heading(line.text, id.and_then(|id| checked(id, page.file, sources))),
        _ => Ok(line.text.to_owned()),
    }
}

/// Whether a directive of the course's stands where something can be put in its place.
fn alone(line: &Line, Directive { name, is_alone, .. }: &Directive) -> Result<(), String> {
    match line.kind {
        Kind::Text if *is_alone => Ok(()),
        Kind::Text => Err(format!("`{{{{#{name}}}}}` has to stand on a line of its own")),
        _ => Err(format!("`{{{{#{name}}}}}` can't stand in a listing or a heading")),
    }
}

/// In the chapter of a lab, the check that a heading names with its id, what it came to, if it was graded, and its hints.
/// Of one that was not started the table of checks says enough, and of one that passed no hint is wanted.
fn checked<'a>(id: &'a str, file: &Path, sources: &'a Sources) -> Option<Checked<'a>> {
    let lab = sources.labs.iter().find(|lab| file.file_stem().is_some_and(|stem| stem == lab.id))?;
    lab.checks.iter().find(|check| check.id == id)?;
    let mark = (sources.marks == Marks::Around).then(|| Mark::Section(lab.id, id).to_string());
    Some(Checked { mark, ..of(lab.id, id, &sources.grades) })
}

/// A check with what it came to.
pub fn of<'a>(lab: &str, id: &'a str, grades: &'a Grades) -> Checked<'a> {
    let graded = grades.check(lab, id);
    let passed = graded.is_some_and(|graded| graded.verdict == Verdict::Pass);
    Checked {
        id,
        mark: None,
        graded: graded.filter(|graded| graded.verdict != Verdict::NotStarted),
        hints: hints::of(lab, id).filter(|_| !passed),
    }
}

/// A piece that depends on grades, with its mark where the page is one for later.
fn marked(sources: &Sources, mark: Mark, piece: &str) -> String {
    match sources.marks {
        Marks::None => piece.to_owned(),
        Marks::Around => marks::around(&mark.to_string(), piece),
    }
}

/// Whether there is what an include names, `FILE`, `FILE:ANCHOR` or `FILE:FIRST:LAST`: mdBook itself
/// leaves the page with a hole.
fn follow(argument: &str, page: &Path) -> Result<(), String> {
    let (path, part) = argument.split_once(':').unwrap_or((argument, ""));
    let path = path.split_whitespace().next().unwrap_or_default();
    let file = page.parent().unwrap_or(Path::new("")).join(path);
    let text = std::fs::read_to_string(&file).map_err(|error| format!("cannot include {path}: {error}"))?;
    let anchor = part.split_whitespace().next().unwrap_or_default();
    let is_lines = anchor.split(':').all(|number| number.chars().all(|c| c.is_ascii_digit()));
    let marks = |line: &str| {
        let after = line.split_once("ANCHOR:").map(|(_, after)| after.trim());
        after.is_some_and(|name| name.split_whitespace().next() == Some(anchor))
    };
    if is_lines || text.lines().any(marks) { Ok(()) } else { Err(format!("{path} has no anchor `{anchor}`")) }
}

fn checks(sources: &Sources, id: &str) -> Result<String, String> {
    Ok(marked(sources, Mark::Checks(id), &html::checks(lab(sources, id)?, &sources.grades)))
}

fn contract(sources: &Sources, id: &str) -> Result<String, String> {
    Ok(html::contract(lab(sources, id)?))
}

/// What the checker does to bytes on their way.
fn faults(_: &Sources, argument: &str) -> Result<String, String> {
    if argument.is_empty() {
        Ok(html::faults())
    } else {
        Err(format!("`{{{{#faults}}}}` is about all of them, and takes no `{argument}`"))
    }
}

fn lab<'a>(sources: &Sources<'a>, id: &str) -> Result<&'a Lab, String> {
    let ids = || sources.labs.iter().map(|lab| lab.id);
    let lab = sources.labs.iter().copied().find(|lab| lab.id == id);
    lab.ok_or_else(|| format!("there is no lab `{id}`{}", hint(id, ids())))
}

/// How far the learner is in the whole course; nothing where nothing was graded.
fn progress(sources: &Sources, argument: &str) -> Result<String, String> {
    if !argument.is_empty() {
        return Err(format!("`{{{{#progress}}}}` is about the whole course, and takes no `{argument}`"));
    }
    let progress = html::progress(sources.labs, &sources.grades, &sources.own);
    Ok(marked(sources, Mark::Progress, &progress))
}

fn ladder(sources: &Sources, argument: &str) -> Result<String, String> {
    drawn(sources, argument, Printed::Shown)
}

fn wire(sources: &Sources, argument: &str) -> Result<String, String> {
    drawn(sources, argument, Printed::LeftOut)
}

fn drawn(sources: &Sources, argument: &str, printed: Printed) -> Result<String, String> {
    let (name, title) = titled(argument);
    let title = if title.is_empty() { name.replace('-', " ") } else { title.to_owned() };
    Ok(html::recorded(&trace(sources, name)?, &title, printed))
}

/// A recorded transfer of segments, as a time-sequence diagram.
fn sequence(sources: &Sources, argument: &str) -> Result<String, String> {
    let (name, title) = titled(argument);
    let title = if title.is_empty() { name.replace('-', " ") } else { title.to_owned() };
    let (name, relay) = name.split_once('/').unwrap_or((name, ""));
    let mut trace = trace(sources, name)?;
    trace.events.retain(|event| relay.is_empty() || event.lane.replace(' ', "-") == relay);
    html::sequence(&trace, &title).ok_or_else(|| format!("traces/{name}.json has no segments"))
}

fn terminal(sources: &Sources, name: &str) -> Result<String, String> {
    Ok(html::terminals(&trace(sources, name)?))
}

fn screen(sources: &Sources, argument: &str) -> Result<String, String> {
    let (name, title) = titled(argument);
    let title = if title.is_empty() { name.replace('-', " ") } else { title.to_owned() };
    let trace = trace(sources, name)?;
    let (_, shot) = trace.screen().ok_or_else(|| format!("traces/{name}.json has no screen"))?;
    Ok(html::screen(shot, &title))
}

/// A state diagram of the repository's: `solutions/lab3-states/client.mmd`.
fn states(sources: &Sources, argument: &str) -> Result<String, String> {
    let (path, title) = titled(argument);
    let text = std::fs::read_to_string(sources.repository.join(path));
    let text = text.map_err(|error| format!("cannot draw {path}: {error}"))?;
    let diagram = diagram::read(&text).map_err(|mistake| format!("{path}: {mistake}"))?;
    diagram.check_places().map_err(|mistake| format!("{path}: {mistake}"))?;
    let name = Path::new(path).file_stem().unwrap_or_default().to_string_lossy();
    let title = if title.is_empty() { format!("The states of the {name}") } else { title.to_owned() };
    match html::states(&diagram, &title) {
        Some(drawn) => Ok(drawn),
        None => Err(format!("{path} has no states")),
    }
}

/// A name, and the words behind it.
fn titled(argument: &str) -> (&str, &str) {
    let (name, title) = argument.split_once(char::is_whitespace).unwrap_or((argument, ""));
    (name, title.trim())
}

/// A recorded run.
fn trace(sources: &Sources, name: &str) -> Result<Trace, String> {
    let text = std::fs::read_to_string(sources.traces.join(format!("{name}.json")));
    let text = text.map_err(|error| format!("there is no recorded run `{name}` in traces/: {error}"))?;
    let trace: Trace =
        serde_json::from_str(&text).map_err(|error| format!("traces/{name}.json is no recorded run: {error}"))?;
    if trace.events.is_empty() { Err(format!("nothing was recorded in traces/{name}.json")) } else { Ok(trace) }
}
