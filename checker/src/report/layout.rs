//! The lines of a terminal report: labels, hanging indents, a caret kept under its byte.

use super::paint::{Style, Tone};
use super::plain::{cut, pad, visible, width, window, wrap};
use super::verdicts::{self, Words};
use crate::verdict::{CheckReport, LabReport, Verdict};

/// Columns that a report takes at most.
pub const WIDTH: usize = 80;
/// The column of a check's claim: a mark, the longest id of the course, and spaces.
pub const CLAIM: usize = 26;
/// The column of what belongs to a failure.
pub const BODY: usize = 4;
/// The column of the words after a label.
pub const WORDS: usize = 14;

/// The line of a check: its mark, its id and some words, the further lines of them below.
pub fn entry(style: Style, check: &CheckReport, words: &str, said: Tone) -> String {
    let Words { mark, tone, .. } = verdicts::words(check.verdict);
    let mark = style.paint(tone, mark);
    let id = match check.verdict {
        Verdict::NotStarted | Verdict::Skipped => style.paint(Tone::Quiet, &check.id),
        _ => check.id.clone(),
    };
    let space = " ".repeat((CLAIM - BODY).saturating_sub(width(&check.id)).max(1));
    let words = hanging(style, CLAIM, words, said);
    format!("  {mark} {id}{space}{}", words.trim_start())
}

/// Lines that all start in the same column.
pub fn hanging(style: Style, column: usize, words: &str, tone: Tone) -> String {
    let lines = wrap(&visible(words), WIDTH - column);
    let line = |line: &String| format!("{}{}\n", " ".repeat(column), style.paint(tone, line));
    lines.iter().map(line).collect()
}

/// A label, and its lines in a column of their own.
pub fn labelled(style: Style, label: &str, lines: &[String], tone: Tone) -> String {
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let label = if at == 0 { label } else { "" };
        let label = style.paint(Tone::Quiet, label) + &" ".repeat(WORDS - BODY - label.len());
        let line = format!("{}{label}{}", " ".repeat(BODY), style.paint(tone, line));
        out.push_str(&format!("{}\n", line.trim_end()));
    }
    out
}

/// A line of advice below a lab.
pub fn advice(style: Style, label: &str, words: &str, tone: Tone) -> String {
    let words = hanging(style, 7, words, tone);
    format!("{}{}", style.paint(Tone::Quiet, &pad(label, 7)), words.trim_start_matches(' '))
}

/// The lines of a text within the column of words. A line and the caret below it stay together:
/// where they are too long, both are cut around the caret.
pub fn fitted(text: &str) -> Vec<String> {
    let room = WIDTH - WORDS;
    let text = visible(text);
    let lines: Vec<&str> = text.lines().collect();
    let mut out = Vec::new();
    let mut rest = lines.as_slice();
    while let [line, after @ ..] = rest {
        rest = after;
        match after.first().and_then(|below| Some((*below, caret_column(below)?))) {
            Some((below, caret)) => {
                let most = (width(line) + 1).saturating_sub(room);
                let start = caret.saturating_sub(room / 2).min(most);
                out.push(window(line, start, room));
                let caret_line = format!("{}{}", " ".repeat(caret - start), &below[caret..]);
                out.push(cut(&caret_line, room));
                rest = &after[1..];
            }
            None => out.extend(wrap(line, room)),
        }
    }
    out
}

/// A text on one line, cut after a whole word where it is too long.
pub fn one_line(text: &str) -> String {
    let text = visible(text).replace('\n', " ");
    let line = cut(&text, WIDTH - CLAIM);
    match line.strip_suffix('…').and_then(|line| line.rsplit_once(' ')) {
        Some((words, _)) if line != text => format!("{words} …"),
        _ => line,
    }
}

/// How much of a lab's points are earned.
pub fn bar(style: Style, lab: &LabReport, columns: usize) -> String {
    let full = columns * lab.earned as usize / lab.points.max(1) as usize;
    let full = full.min(columns);
    let earned = style.paint(Tone::Good, &"━".repeat(full));
    format!("{earned}{}", style.paint(Tone::Quiet, &"─".repeat(columns - full)))
}

/// Where the caret of a line stands that has nothing before it.
fn caret_column(line: &str) -> Option<usize> {
    let spaces = line.len() - line.trim_start_matches(' ').len();
    line[spaces..].starts_with('^').then_some(spaces)
}
