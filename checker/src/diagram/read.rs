//! The reader: a text in, a diagram or the first mistake out.
//!
//! It goes line by line, as learners write, though Mermaid would let statements share a line.

use super::cursor::{Cursor, END};
use super::letters::{SourceLine, is_blank, is_word};
use super::mistake::{HEADER, Mistake};
use super::model::{Diagram, Direction, MOST_STATES, MOST_TRANSITIONS, Node, Tip, Transition};
use super::{notes, ornaments, refused, source};

const STATE: &str = "the name of a state, or `[*]`";
const NAME: &str = "the name of a state";
const ARROW: &str = "an arrow, `-->`";
const AFTER_STATE: &str = "an arrow, `-->`, or `:` and a description";
const AFTER_TARGET: &str = "`:` and a label, or the end of the line";
const DIRECTION: &str = "a direction: TB, BT, LR or RL";

/// The diagram of a text in Mermaid's `stateDiagram-v2`.
///
/// # Errors
/// The first thing that can't be read, with its line and column.
pub fn read(text: &str) -> Result<Diagram, Mistake> {
    let text = source::with_newlines(text);
    let lines = source::lines(&text)?;
    let mut diagram: Option<Diagram> = None;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let mut cursor = Cursor::new(*line);
        cursor.skip_blanks();
        at += match &mut diagram {
            _ if cursor.rest().starts_with("%%") => {
                let diagram = diagram.iter_mut();
                diagram.for_each(|diagram| diagram.places.extend(cursor.place()));
                1
            }
            _ if cursor.rest().is_empty() => 1,
            None => {
                diagram = Some(header(&mut cursor)?);
                1
            }
            Some(diagram) => statement(&mut cursor, &lines[at..], diagram)?,
        };
    }
    let end = SourceLine { number: text.split('\n').count(), text: "" };
    diagram.ok_or_else(|| Cursor::new(end).expected(HEADER))
}

/// The line that begins a diagram.
fn header(cursor: &mut Cursor) -> Result<Diagram, Mistake> {
    cursor.refuse_beginning()?;
    if cursor.rest().starts_with('#') {
        return Err(cursor.refuse(refused::EARLY_HASH));
    }
    let start = cursor.at;
    let word = cursor.word(is_blank);
    if !matches!(word, "stateDiagram" | "stateDiagram-v2" | "stateDiagram-V2") {
        cursor.at = start;
        return Err(cursor.expected(HEADER));
    }
    cursor.end(END)?;
    Ok(Diagram::default())
}

/// Reads what a line says, and gives how many lines it took.
fn statement<'a>(cursor: &mut Cursor<'a>, lines: &[SourceLine<'a>], diagram: &mut Diagram) -> Result<usize, Mistake> {
    cursor.refuse_beginning()?;
    if let Some(at) = refused::direction(lines[0].text, next(lines)) {
        return direction(cursor, at, diagram);
    }
    let ornament = ornaments::length(cursor, lines)?;
    if ornament > 0 {
        return Ok(ornament);
    }
    if cursor.take_keyword("note")? {
        let note = notes::read(cursor, lines)?;
        if let Some(name) = note.state {
            known(cursor, diagram, name)?;
        }
        return Ok(note.lines);
    }
    if cursor.take_keyword("state")? {
        declaration(cursor, next(lines), diagram)?;
    } else {
        arrow_or_description(cursor, diagram)?;
    }
    Ok(1)
}

/// The next line that is no comment, from its first word.
fn next<'a>(lines: &[SourceLine<'a>]) -> Option<&'a str> {
    let mut texts = lines[1..].iter().map(|line| line.text.trim_start_matches(is_blank));
    texts.find(|text| !text.is_empty() && !text.starts_with("%%"))
}

fn arrow_or_description(cursor: &mut Cursor, diagram: &mut Diagram) -> Result<(), Mistake> {
    let from = end(cursor, diagram, STATE)?;
    cursor.skip_blanks();
    if cursor.take("-->") {
        return transition(cursor, diagram, from);
    }
    cursor.refuse_after_name()?;
    match from {
        Tip::Dot if cursor.rest().starts_with(':') => Err(cursor.refuse(refused::DOT_TEXT)),
        Tip::Dot => Err(cursor.expected(ARROW)),
        Tip::State(_) if cursor.is_at_end() => Ok(()),
        Tip::State(state) if cursor.take(":") => {
            let description = cursor.text("a description")?;
            diagram.states[state].descriptions.push(description);
            Ok(())
        }
        Tip::State(state) if diagram.states[state].id.eq_ignore_ascii_case("direction") => {
            Err(cursor.expected(DIRECTION))
        }
        Tip::State(_) if is_name_and_arrow(cursor.rest()) => Err(cursor.refuse(refused::BLANK)),
        Tip::State(_) => Err(cursor.expected(AFTER_STATE)),
    }
}

/// Whether what stands here looks like the rest of a name of several words, and an arrow.
fn is_name_and_arrow(rest: &str) -> bool {
    rest.split_once("-->").is_some_and(|(words, _)| {
        let mut words = words.split(is_blank).filter(|word| !word.is_empty());
        words.all(|word| word.chars().all(char::is_alphanumeric))
    })
}

/// What follows an arrow.
fn transition(cursor: &mut Cursor, diagram: &mut Diagram, from: Tip) -> Result<(), Mistake> {
    cursor.skip_blanks();
    let start = cursor.at;
    if cursor.rest().starts_with('|') {
        return Err(cursor.refuse(refused::BARS));
    }
    let to = end(cursor, diagram, STATE)?;
    if (from, to) == (Tip::Dot, Tip::Dot) {
        cursor.at = start;
        return Err(cursor.refuse(refused::DOTS));
    }
    cursor.skip_blanks();
    if cursor.rest().starts_with("-->") {
        return Err(cursor.refuse(refused::CHAIN));
    }
    cursor.refuse_after_name()?;
    let label = if cursor.take(":") { Some(cursor.text("a label")?) } else { None };
    cursor.end(AFTER_TARGET)?;
    if diagram.transitions.len() == MOST_TRANSITIONS {
        cursor.at = start;
        return Err(cursor.expected("at most 100 transitions"));
    }
    diagram.transitions.push(Transition { from, to, label, line: cursor.number });
    Ok(())
}

/// What follows the word `state`: `"long name" as x`, with a description or without one. `x` alone says nothing:
/// Mermaid draws no state for it.
fn declaration(cursor: &mut Cursor, next: Option<&str>, diagram: &mut Diagram) -> Result<(), Mistake> {
    if let Some((at, shape)) = refused::shape_inside(cursor.rest()) {
        cursor.at += at;
        return Err(cursor.refuse(shape));
    }
    let name = cursor.take("\"").then(|| cursor.quoted()).transpose()?;
    if name.is_some() {
        cursor.skip_blanks();
        cursor.refuse_after_name()?;
        if !cursor.take_word("as") || !cursor.rest().is_empty() && !cursor.rest().starts_with(is_blank) {
            return Err(cursor.expected("`as` and the name of a state"));
        }
        cursor.skip_blanks();
    }
    let id = cursor.name(NAME)?;
    cursor.skip_blanks();
    cursor.refuse_after_name()?;
    let Some(name) = name else { return bare(cursor, id, next) };
    let description = cursor.take(":").then(|| short_text(cursor)).transpose()?;
    if description.is_none() && !cursor.rest().is_empty() && !cursor.rest().starts_with("%%") {
        return Err(cursor.expected(END));
    }
    let state = known(cursor, diagram, id)?;
    diagram.states[state].name = Some(name);
    diagram.states[state].descriptions.extend(description);
    Ok(())
}

/// What follows `state x`. Mermaid looks for a brace also in the next line.
fn bare(cursor: &mut Cursor, id: &str, next: Option<&str>) -> Result<(), Mistake> {
    if cursor.rest().starts_with(':') {
        return Err(cursor.refuse(refused::STATE_COLON));
    }
    cursor.end(END)?;
    let is_brace_next = next.is_some_and(|next| next.starts_with(is_word) && next.contains('{'));
    if cursor.rest().is_empty() && id.chars().all(is_word) && is_brace_next {
        return Err(cursor.refuse(refused::BRACE_BELOW));
    }
    if id.eq_ignore_ascii_case("as") { Err(cursor.refuse(refused::STATE_AS)) } else { Ok(()) }
}

/// The description behind `state "long name" as x :`, where Mermaid has other rules: a comment is none of it, and a
/// second colon ends it.
fn short_text(cursor: &mut Cursor) -> Result<String, Mistake> {
    cursor.skip_blanks();
    let start = cursor.at;
    let text = cursor.word(|c| matches!(c, ':' | '{' | ';'));
    let text = &text[..text.find("%%").unwrap_or(text.len())];
    cursor.at = start + text.len();
    let text = text.trim_matches(is_blank);
    match () {
        () if cursor.rest().starts_with(':') => Err(cursor.refuse(refused::SECOND_COLON)),
        () if !cursor.rest().is_empty() && !cursor.rest().starts_with("%%") => {
            cursor.refuse_after_name()?;
            Err(cursor.expected(END))
        }
        () if text.is_empty() => Err(cursor.expected("a description")),
        () => Ok(text.to_owned()),
    }
}

/// A line that Mermaid takes for a direction; anything else that it says would be lost.
fn direction(cursor: &mut Cursor, at: usize, diagram: &mut Diagram) -> Result<usize, Mistake> {
    if at != cursor.at {
        cursor.at = at;
        return Err(cursor.refuse(refused::DIRECTION));
    }
    cursor.word(is_blank);
    cursor.skip_blanks();
    let start = cursor.at;
    diagram.direction = match cursor.word(is_blank).to_ascii_uppercase().as_str() {
        "TB" => Direction::TopBottom,
        "BT" => Direction::BottomTop,
        "LR" => Direction::LeftRight,
        "RL" => Direction::RightLeft,
        _ => {
            cursor.at = start;
            return Err(cursor.expected(DIRECTION));
        }
    };
    cursor.end(END)?;
    Ok(1)
}

fn end(cursor: &mut Cursor, diagram: &mut Diagram, expected: &'static str) -> Result<Tip, Mistake> {
    let end = if cursor.take("[*]") {
        Tip::Dot
    } else {
        let name = cursor.name(expected)?;
        Tip::State(known(cursor, diagram, name)?)
    };
    cursor.class()?;
    Ok(end)
}

/// The number of a state that has just been named, and may be a new one.
fn known(cursor: &mut Cursor, diagram: &mut Diagram, id: &str) -> Result<usize, Mistake> {
    if let Some(known) = diagram.states.iter().position(|state| state.id == id) {
        return Ok(known);
    }
    if diagram.states.len() == MOST_STATES {
        cursor.back_over(id);
        return Err(cursor.expected("at most 50 states"));
    }
    let state = Node { id: id.to_owned(), name: None, descriptions: Vec::new(), line: cursor.number };
    diagram.states.push(state);
    Ok(diagram.states.len() - 1)
}
