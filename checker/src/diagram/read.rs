//! The reader: a text in, a diagram or the first mistake out.
//!
//! It goes line by line, as learners write, though Mermaid would let statements share a line. It was
//! held against Mermaid 11.17: what it takes, Mermaid reads the same way.

use super::cursor::{Cursor, END};
use super::mistake::Mistake;
use super::refused;
use super::{Diagram, Direction, End, State, Transition};

/// How many states a diagram can have. Nobody could read one that has more.
pub const MOST_STATES: usize = 50;
/// How many transitions it can have.
pub const MOST_TRANSITIONS: usize = 100;

const HEADER: &str = "`stateDiagram-v2`";
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
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut diagram: Option<Diagram> = None;
    let mut number = 0;
    for line in text.split('\n') {
        number += 1;
        let mut cursor = Cursor::new(number, line.strip_suffix('\r').unwrap_or(line));
        cursor.skip_blanks();
        match &mut diagram {
            Some(diagram) => statement(&mut cursor, diagram)?,
            None => diagram = header(&mut cursor)?,
        }
    }
    diagram.ok_or_else(|| Cursor::new(number, "").expected(HEADER))
}

/// The line that begins a diagram; nothing for one that may stand before it.
fn header(cursor: &mut Cursor) -> Result<Option<Diagram>, Mistake> {
    cursor.refuse_beginning()?;
    if cursor.is_at_end() {
        return Ok(None);
    }
    let start = cursor.at;
    let word = cursor.word(|c| c.is_whitespace());
    if !matches!(word, "stateDiagram" | "stateDiagram-v2" | "stateDiagram-V2") {
        cursor.at = start;
        return Err(cursor.expected(HEADER));
    }
    cursor.end(END)?;
    Ok(Some(Diagram::default()))
}

fn statement(cursor: &mut Cursor, diagram: &mut Diagram) -> Result<(), Mistake> {
    cursor.refuse_beginning()?;
    if cursor.is_at_end() {
        diagram.places.extend(cursor.place());
        return Ok(());
    }
    let start = cursor.at;
    let word = cursor.word(|c| c.is_whitespace() || matches!(c, ':' | '{' | '-')).to_ascii_lowercase();
    cursor.skip_blanks();
    let rest = cursor.rest();
    match word.as_str() {
        "state" if !rest.starts_with([':', '-']) => return declaration(cursor, diagram),
        "direction" if !cursor.is_at_end() && !rest.starts_with([':', '-']) => {
            diagram.direction = direction(cursor)?;
            return Ok(());
        }
        _ => cursor.at = start,
    }
    let from = end(cursor, diagram, STATE)?;
    cursor.skip_blanks();
    if cursor.take("-->") {
        return transition(cursor, diagram, from);
    }
    cursor.refuse_after_name()?;
    match from {
        End::Dot if cursor.rest().starts_with(':') => Err(cursor.refuse(refused::DOT_TEXT)),
        End::Dot => Err(cursor.expected(ARROW)),
        End::State(_) if cursor.is_at_end() => Ok(()),
        End::State(state) if cursor.take(":") => {
            let description = cursor.text("a description")?;
            diagram.states[state].descriptions.push(description);
            Ok(())
        }
        End::State(_) => Err(cursor.expected(AFTER_STATE)),
    }
}

/// What follows an arrow.
fn transition(cursor: &mut Cursor, diagram: &mut Diagram, from: End) -> Result<(), Mistake> {
    cursor.skip_blanks();
    let start = cursor.at;
    let to = end(cursor, diagram, STATE)?;
    if (from, to) == (End::Dot, End::Dot) {
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

/// What follows the word `state`: `x`, or `"long name" as x`.
fn declaration(cursor: &mut Cursor, diagram: &mut Diagram) -> Result<(), Mistake> {
    let name = cursor.take("\"").then(|| cursor.quoted()).transpose()?;
    if name.is_some() {
        cursor.skip_blanks();
        let start = cursor.at;
        if !cursor.word(|c| c.is_whitespace()).eq_ignore_ascii_case("as") {
            cursor.at = start;
            return Err(cursor.expected("`as` and the name of a state"));
        }
        cursor.skip_blanks();
    }
    let state = state(cursor, diagram, NAME)?;
    cursor.skip_blanks();
    cursor.refuse_after_name()?;
    let rest = cursor.rest();
    if rest.starts_with(':') {
        return Err(cursor.refuse(refused::STATE_COLON));
    }
    if rest.starts_with("%%") {
        return Err(cursor.refuse(refused::STATE_COMMENT));
    }
    cursor.end(END)?;
    if name.is_some() {
        diagram.states[state].name = name;
    }
    Ok(())
}

fn direction(cursor: &mut Cursor) -> Result<Direction, Mistake> {
    let start = cursor.at;
    let direction = match cursor.word(|c| c.is_whitespace()).to_ascii_uppercase().as_str() {
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
    Ok(direction)
}

fn end(cursor: &mut Cursor, diagram: &mut Diagram, expected: &'static str) -> Result<End, Mistake> {
    if cursor.take("[*]") { Ok(End::Dot) } else { state(cursor, diagram, expected).map(End::State) }
}

/// The number of the state that is named here, which may be a new one.
fn state(cursor: &mut Cursor, diagram: &mut Diagram, expected: &'static str) -> Result<usize, Mistake> {
    let start = cursor.at;
    let id = cursor.name(expected)?;
    if let Some(known) = diagram.states.iter().position(|state| state.id == id) {
        return Ok(known);
    }
    if diagram.states.len() == MOST_STATES {
        cursor.at = start;
        return Err(cursor.expected("at most 50 states"));
    }
    let state = State { id: id.to_owned(), name: None, descriptions: Vec::new(), line: cursor.number };
    diagram.states.push(state);
    Ok(diagram.states.len() - 1)
}
