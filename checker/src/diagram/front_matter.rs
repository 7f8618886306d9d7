//! What may stand before a diagram between two lines `---`: a title and settings of the drawing, which say nothing of the machine.
//!
//! Mermaid reads it as YAML, and draws nothing where that fails. Here a part of YAML is known: one `name: value` a
//! line, with settings of their own below a name, deeper by blanks. That is all that titles and themes need.

use std::collections::BTreeSet;

use super::cursor::Cursor;
use super::letters::{SourceLine, is_blank};
use super::mistake::Mistake;
use super::refused;

/// How many lines the front matter takes at the head of a text; 0 where there is none.
pub fn length(lines: &[SourceLine]) -> Result<usize, Mistake> {
    let Some(first) = lines.first().filter(|first| fence(first.text).is_some()) else { return Ok(0) };
    let indent = fence(first.text).unwrap_or_default();
    let is_end = |line: &&SourceLine| line.text.strip_prefix(indent).is_some_and(|rest| fence(rest) == Some(""));
    let Some(inside) = lines[1..].iter().position(|line| is_end(&line)) else {
        return Err(Cursor::at(*first, indent.len()).refuse(refused::FRONT_MATTER_OPEN));
    };
    let body = &lines[1..=inside];
    if body.iter().all(|line| line.text.trim_matches(is_blank).is_empty()) {
        return Err(Cursor::at(*first, indent.len()).refuse(refused::FRONT_MATTER_EMPTY));
    }
    settings(body)?;
    Ok(inside + 2)
}

/// What a line has before its `---`; none where it is no fence.
fn fence(text: &str) -> Option<&str> {
    let indent = &text[..text.len() - text.trim_start_matches(is_blank).len()];
    let rest = text[indent.len()..].strip_prefix("---")?;
    rest.trim_matches(is_blank).is_empty().then_some(indent)
}

/// What is open while the lines are read: how far the names of a group are indented, and which it has.
struct Group {
    indent: usize,
    names: BTreeSet<String>,
}

fn settings(lines: &[SourceLine]) -> Result<(), Mistake> {
    let mut open: Vec<Group> = Vec::new();
    let mut may_open = true;
    for line in lines {
        let text = line.text.trim_start_matches(' ');
        if text.trim_matches(is_blank).is_empty() || text.starts_with('#') {
            continue;
        }
        let indent = line.text.len() - text.len();
        let refuse = || Cursor::at(*line, indent).refuse(refused::FRONT_MATTER);
        let (name, value) = setting(text).ok_or_else(refuse)?;
        if !may_open || open.last().is_some_and(|group| indent <= group.indent) {
            while open.last().is_some_and(|group| group.indent > indent) {
                open.pop();
            }
        } else {
            open.push(Group { indent, names: BTreeSet::new() });
        }
        let group = open.last_mut().filter(|group| group.indent == indent).ok_or_else(refuse)?;
        if !group.names.insert(name.to_owned()) {
            return Err(refuse());
        }
        may_open = value.is_empty();
    }
    Ok(())
}

/// A name and its value, where YAML would read no more into them than they look like.
fn setting(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once(':')?;
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if name.is_empty() || !name.chars().all(is_plain) || !name.starts_with(char::is_alphanumeric) {
        return None;
    }
    if !value.is_empty() && !value.starts_with(' ') {
        return None;
    }
    let value = value.trim_matches(' ');
    is_value(value).then_some((name, value))
}

fn is_value(value: &str) -> bool {
    let quoted = |quote: char| {
        let inside = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        inside.is_some_and(|inside| !inside.contains([quote, '\\']))
    };
    let is_text = |c: char| !c.is_control() && (!is_blank(c) || c == ' ');
    let begins_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '(' | '_');
    let is_plain =
        value.starts_with(begins_plain) && !value.contains(": ") && !value.contains(" #") && !value.ends_with(':');
    value.chars().all(is_text) && (value.is_empty() || is_plain || quoted('"') || quoted('\''))
}
