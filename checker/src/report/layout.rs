//! The lines of a terminal report: labels, hanging indents, a caret kept under its byte.

use super::look::Look;
use super::paint::{Style, Tone};
use super::plain::{cut, pad, visible, width, window, wrap};
use super::verdicts::{self, Words};
use crate::verdict::{CheckReport, LabReport, Verdict};

/// The column of what belongs to a failure.
pub const BODY: usize = 4;
/// The column of the words after a label.
pub const WORDS: usize = 14;
/// The column of the words of an advice.
pub const ADVICE: usize = 7;

/// The line of a check: its mark, its id and some words, the further lines of them below.
pub fn entry(look: Look, check: &CheckReport, words: &str, said: Tone) -> String {
    let Words { mark, tone, .. } = verdicts::words(check.verdict);
    let mark = look.style.paint(tone, mark);
    let name = visible(&check.id);
    let id = match check.verdict {
        Verdict::NotStarted | Verdict::Skipped => look.style.paint(Tone::Quiet, &name),
        _ => name.clone(),
    };
    let lines = hanging(look, look.claim(), words, said);
    if look.is_narrow() {
        return format!("  {mark} {id}\n{lines}");
    }
    let space = " ".repeat((look.claim() - BODY).saturating_sub(width(&name)).max(1));
    format!("  {mark} {id}{space}{}", lines.trim_start())
}

/// Columns that words have at least: behind a name that nobody gives a lab there may be none left.
const LEAST: usize = 20;

/// Lines that all start in the same column.
pub fn hanging(look: Look, column: usize, words: &str, tone: Tone) -> String {
    let lines = wrap(&visible(words), look.columns.saturating_sub(column).max(LEAST));
    let line = |line: &String| format!("{}{}\n", " ".repeat(column), look.style.paint(tone, line));
    lines.iter().map(line).collect()
}

/// A label, and its lines in a column of their own.
pub fn labelled(look: Look, label: &str, lines: &[String], tone: Tone) -> String {
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let label = if at == 0 { label } else { "" };
        let label = look.style.paint(Tone::Quiet, label) + &" ".repeat(WORDS - BODY - label.len());
        let line = format!("{}{label}{}", " ".repeat(BODY), look.style.paint(tone, line));
        out.push_str(&format!("{}\n", line.trim_end()));
    }
    out
}

/// A line of advice below a lab.
pub fn advice(look: Look, label: &str, words: &str, tone: Tone) -> String {
    let words = hanging(look, ADVICE, words, tone);
    format!("{}{}", look.style.paint(Tone::Quiet, &pad(label, ADVICE)), words.trim_start_matches(' '))
}

/// The lines of a text within the column of words. A line and the caret below it stay together:
/// where they are too long, both are cut around the caret.
pub fn fitted(look: Look, text: &str) -> Vec<String> {
    let room = look.columns - WORDS;
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

/// A text on one line beside a check's id, cut after a whole word where it is too long.
pub fn one_line(look: Look, text: &str) -> String {
    let text = visible(text).replace('\n', " ");
    let line = cut(&text, look.columns - look.claim());
    match line.strip_suffix('…').and_then(|line| line.rsplit_once(' ')) {
        Some((words, _)) if line != text => format!("{words} …"),
        _ => line,
    }
}

/// How much of a lab's points are earned.
pub fn bar(style: Style, lab: &LabReport, columns: usize) -> String {
    let full = columns.saturating_mul(lab.earned as usize) / lab.points.max(1) as usize;
    let full = full.min(columns);
    let earned = style.paint(Tone::Good, &"━".repeat(full));
    format!("{earned}{}", style.paint(Tone::Quiet, &"─".repeat(columns - full)))
}

/// Where the caret of a line stands that has nothing before it.
fn caret_column(line: &str) -> Option<usize> {
    let spaces = line.len() - line.trim_start_matches(' ').len();
    line[spaces..].starts_with('^').then_some(spaces)
}
