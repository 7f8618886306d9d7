//! The lines of a text as Mermaid's own first pass leaves them: without front matter and without directives.

use super::cursor::{Cursor, END};
use super::front_matter;
use super::letters::{SourceLine, is_blank, is_word};
use super::mistake::Mistake;
use super::refused;

/// Ends lines as Mermaid does: CR LF and CR alone are line ends, too.
pub fn with_newlines(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n")
}

/// The lines that are left of a text whose lines end in LF.
pub fn lines(text: &str) -> Result<Vec<SourceLine<'_>>, Mistake> {
    let all: Vec<SourceLine> =
        text.split('\n').enumerate().map(|(at, text)| SourceLine { number: at + 1, text }).collect();
    let mut left = Vec::new();
    let mut at = front_matter::length(&all)?;
    while let Some(line) = all.get(at) {
        if starts_directive(line.text) {
            at += directive(&all[at..])?;
            continue;
        }
        if let Some(found) = line.text.find("%%{") {
            return Err(Cursor::at(*line, found).refuse(refused::DIRECTIVE_INSIDE));
        }
        left.push(*line);
        at += 1;
    }
    Ok(left)
}

fn starts_directive(text: &str) -> bool {
    text.trim_start_matches(is_blank).starts_with("%%{")
}

/// How many lines a directive takes, `%%{ init: ... }%%`. It has them for itself, and Mermaid has to find its end.
fn directive(lines: &[SourceLine]) -> Result<usize, Mistake> {
    let first = lines[0];
    let start = first.text.find("%%{").unwrap_or_default();
    let refuse = || Err(Cursor::at(first, start).refuse(refused::DIRECTIVE));
    let Some((last, end)) = lines.iter().enumerate().find_map(|(at, line)| Some((at, line.text.find("}%%")?))) else {
        return refuse();
    };
    let between = |at: usize| {
        let from = if at == 0 { start + 3 } else { 0 };
        let to = if at == last { end } else { lines[at].text.len() };
        lines[at].text.get(from..to).unwrap_or_default()
    };
    let inside: Vec<&str> = (0..=last).map(between).collect();
    if !is_directive(&inside.join("\n")) {
        return refuse();
    }
    let mut behind = Cursor::at(lines[last], end + 3);
    if behind.rest().contains("%%{") {
        return Err(behind.refuse(refused::DIRECTIVE_INSIDE));
    }
    behind.end(END)?;
    Ok(last + 1)
}

/// Whether Mermaid takes all of this for the inside of a directive: a word, a colon or not, and a value, which is
/// one word or does not begin with one.
fn is_directive(inside: &str) -> bool {
    let inside = inside.trim_start_matches(is_blank);
    let rest = inside.trim_start_matches(is_word);
    let value = rest.trim_start_matches(is_blank);
    let value = value.strip_prefix(':').unwrap_or(value).trim_start_matches(is_blank);
    let is_one_word = value.trim_start_matches(is_word).chars().all(is_blank);
    rest.len() < inside.len() && (is_one_word || !value.starts_with(is_word))
}
