//! The matrix as text for a terminal, as JSON, and as Markdown; pure.

use serde_json::{Value, json};

use super::matrix::{Cell, Interop, Matrix, Seat};
use crate::report::layout::advice;
use crate::report::look::Look;
use crate::report::markdown;
use crate::report::paint::{Style, Tone};
use crate::report::pieces::{self, Build};
use crate::report::plain::{pad, width};
use crate::report::verdicts::{Words, words};
use crate::verdict::Verdict;

/// One lab's matrix, what its pairs that fail have come to, and what is not installed.
pub fn terminal(look: Look, matrix: &Matrix) -> String {
    let mut out = pieces::head(look, matrix.id, matrix.title);
    out.extend(
        matrix
            .parties
            .iter()
            .filter(|seat| !seat.build.is_empty())
            .map(|seat| format!("  in {}:\n\n{}", seat.name, pieces::build_failures(look, &seat.build))),
    );
    out.push_str(&table(look.style, matrix));
    out.push('\n');
    out.extend(matrix.cells.iter().filter(|cell| is_told(cell)).map(|cell| {
        let broken = matrix.parties.iter().any(|seat| !seat.build.is_empty());
        pieces::check(look, if broken { Build::Broken } else { Build::Whole }, &cell.report)
    }));
    out.push_str(&format!("{}  {}\n", look.style.paint(Tone::Strong, matrix.id), sum(matrix)));
    out.extend(begin(matrix).map(|begin| advice(look, "begin", begin, Tone::Usual)));
    out.extend(missing(matrix).map(|missing| advice(look, "absent", missing, Tone::Usual)));
    out
}

/// What is said at the very end.
pub fn end(look: Look, interop: &Interop) -> String {
    let seed = format!("{} (--seed {} makes the same random choices again)", interop.seed, interop.seed);
    format!("\n{}", advice(look, "seed", &seed, Tone::Quiet))
}

/// All of it, as it is told on a terminal.
pub fn whole(look: Look, interop: &Interop) -> String {
    let labs: String = interop.labs.iter().map(|matrix| terminal(look, matrix)).collect();
    labs + &end(look, interop)
}

fn table(style: Style, matrix: &Matrix) -> String {
    let room = matrix.parties.iter().map(|seat| width(&seat.name)).max().unwrap_or(0).max("client".len()) + 3;
    let mut out = format!("  {}server\n  {}", " ".repeat(room), style.paint(Tone::Quiet, &pad("client", room)));
    out.extend(matrix.parties.iter().map(|seat| pad(&seat.name, room)));
    out.truncate(out.trim_end().len());
    out.push('\n');
    for row in &matrix.parties {
        let cells: Vec<String> = matrix
            .cells
            .iter()
            .filter(|cell| cell.client == row.name)
            .map(|cell| {
                let Words { mark, tone, .. } = words(cell.report.verdict);
                style.paint(tone, mark) + &" ".repeat(room - 1)
            })
            .collect();
        out.push_str(format!("  {}{}", pad(&row.name, room), cells.concat()).trim_end());
        out.push('\n');
    }
    out
}

fn sum(matrix: &Matrix) -> String {
    let absent = matrix.count(Verdict::Skipped);
    let tried = matrix.cells.len() - absent;
    let skipped = if absent > 0 { format!(", {absent} not tried") } else { String::new() };
    format!("{} of {tried} pairs understand each other{skipped}", matrix.count(Verdict::Pass))
}

/// A pair that has something to tell: what is absent or not started has one line below, for all its pairs.
fn is_told(cell: &Cell) -> bool {
    matches!(cell.report.verdict, Verdict::Fail | Verdict::Inconclusive)
}

/// Where one begins with what is not started.
fn begin(matrix: &Matrix) -> Option<&str> {
    let cell = matrix.cells.iter().find(|cell| cell.report.verdict == Verdict::NotStarted)?;
    cell.report.observed.as_deref()
}

fn missing(matrix: &Matrix) -> impl Iterator<Item = &str> {
    matrix.parties.iter().filter_map(|seat| seat.missing.as_deref())
}

/// One object, its names those of a report where they mean the same.
pub fn json(interop: &Interop) -> String {
    let labs: Vec<Value> = interop.labs.iter().map(lab).collect();
    format!("{:#}\n", json!({ "schema": 1, "seed": interop.seed, "labs": labs }))
}

fn lab(matrix: &Matrix) -> Value {
    let party = |seat: &Seat| json!({ "name": seat.name, "missing": seat.missing, "build": seat.build });
    let pair = |cell: &Cell| {
        let report = &cell.report;
        json!({
            "client": cell.client, "server": cell.server, "verdict": report.verdict, "millis": report.millis,
            "expected": report.expected, "observed": report.observed, "cause": report.cause, "see": report.see,
            "output": report.output, "trace": report.trace,
        })
    };
    json!({
        "id": matrix.id, "title": matrix.title,
        "parties": matrix.parties.iter().map(party).collect::<Vec<_>>(),
        "pairs": matrix.cells.iter().map(pair).collect::<Vec<_>>(),
    })
}

/// A section for each lab, with its table and its failures.
pub fn markdown(interop: &Interop) -> String {
    let labs: Vec<String> = interop.labs.iter().map(section).collect();
    format!("{}\nSeed {}.\n", labs.join("\n"), interop.seed)
}

fn section(matrix: &Matrix) -> String {
    let mut out = format!("## {}: {}\n\n{}\n{}.\n", matrix.id, matrix.title, grid(matrix), sum(matrix));
    out.extend(missing(matrix).map(|missing| format!("\n{}\n", markdown::escaped(missing))));
    out.extend(begin(matrix).map(|begin| format!("\nBegin: {}\n", markdown::escaped(begin))));
    for seat in &matrix.parties {
        out.extend(seat.build.iter().map(|failure| format!("\nIn {}:\n\n{}", seat.name, markdown::build(failure))));
    }
    out.extend(matrix.cells.iter().filter(|cell| is_told(cell)).map(|cell| markdown::failure(&cell.report)));
    out
}

/// The table alone, a row a client and a column a server.
pub fn grid(matrix: &Matrix) -> String {
    let mut out = String::from("| client \\ server |");
    out.extend(matrix.parties.iter().map(|seat| format!(" {} |", markdown::escaped(&seat.name))));
    out.push_str(&format!("\n|---|{}\n", ":-:|".repeat(matrix.parties.len())));
    for row in &matrix.parties {
        out.push_str(&format!("| **{}** |", markdown::escaped(&row.name)));
        let cells = matrix.cells.iter().filter(|cell| cell.client == row.name);
        out.extend(cells.map(|cell| format!(" {} |", words(cell.report.verdict).mark)));
        out.push('\n');
    }
    out
}

/// A format's name and what writes it.
pub type Format = (&'static str, fn(&Interop) -> String);

/// The formats, by what is given to `--format`. On a terminal it is told lab by lab instead.
pub const FORMATS: &[Format] =
    &[("terminal", |interop| whole(Look::default(), interop)), ("json", json), ("markdown", markdown)];

#[cfg(test)]
mod tests;
