//! What Mermaid draws a picture with, and what says nothing of the machine: classes and styles, links, sizes, titles.

use super::cursor::{Cursor, END};
use super::letters::{SourceLine, is_blank, is_word};
use super::mistake::Mistake;
use super::refused;

const STYLES: &str = "the styles, behind a blank";
const CLASS: &str = "the name of a class, of letters, digits and `_`, and a blank";
const CLASSES: &str = "the name of a class, behind the states and a blank";
const STATES: &str = "names of states, of letters, digits and `_`, with commas between them";
const LINK: &str = "`href` and an address in quotes";
const TITLE: &str = "a text behind the colon";
const WIDTH: &str = "a width, `350 width`";

/// Reads what follows a word.
type Rest = fn(&mut Cursor) -> Result<(), Mistake>;

/// Reads a line over that is an ornament, and says how many of the lines it takes; 0 where it is none. The first of the
/// lines is the cursor's, which stands at its first word.
pub fn length(cursor: &mut Cursor, lines: &[SourceLine]) -> Result<usize, Mistake> {
    if cursor.rest().starts_with('#') {
        return comment(cursor).map(|()| 1);
    }
    let start = cursor.at;
    if cursor.take_word("accDescr") || cursor.take_word("accTitle") {
        let taken = title(cursor, lines)?;
        cursor.at = if taken > 0 { cursor.at } else { start };
        return Ok(taken);
    }
    if cursor.take_word("hide empty description") {
        return cursor.end(END).map(|()| 1);
    }
    let table: &[(&str, Rest)] =
        &[("classDef", class_definition), ("class", class), ("style", style), ("click", click), ("scale", scale)];
    for (word, rest) in table {
        if cursor.take_keyword(word)? {
            return rest(cursor).map(|()| 1);
        }
    }
    Ok(0)
}

/// A comment as Mermaid has them beside its own. It puts characters for `#name;` before it looks for comments.
fn comment(cursor: &Cursor) -> Result<(), Mistake> {
    let rest = cursor.rest()[1..].trim_start_matches(is_word);
    let is_entity = rest.starts_with(';') && rest.len() + 1 < cursor.rest().len();
    if is_entity { Err(cursor.refuse(refused::SEMICOLON)) } else { Ok(()) }
}

/// What follows `accTitle` or `accDescr`; nothing where it is the name of a state.
fn title(cursor: &mut Cursor, lines: &[SourceLine]) -> Result<usize, Mistake> {
    cursor.skip_blanks();
    if cursor.take(":") {
        cursor.skip_blanks();
        return if cursor.rest().is_empty() { Err(cursor.expected(TITLE)) } else { Ok(1) };
    }
    if !cursor.rest().starts_with('{') {
        return Ok(0);
    }
    let begin = cursor.at;
    for (at, line) in lines.iter().enumerate() {
        let from = if at == 0 { begin } else { 0 };
        if let Some(found) = line.text[from..].find('}') {
            Cursor::at(*line, from + found + 1).end(END)?;
            return Ok(at + 1);
        }
    }
    Err(cursor.expected("a `}` that ends this description"))
}

/// What follows `classDef`: a class and its styles.
fn class_definition(cursor: &mut Cursor) -> Result<(), Mistake> {
    let start = cursor.at;
    let name = cursor.word(|c| !is_word(c));
    if name.eq_ignore_ascii_case("default") {
        cursor.at = start;
        return Err(cursor.refuse(refused::CLASS_DEFAULT));
    }
    if name.is_empty() || !cursor.rest().starts_with(is_blank) {
        return Err(cursor.expected(CLASS));
    }
    rest(cursor, STYLES)
}

/// What follows `class`: states, and the class that they get.
fn class(cursor: &mut Cursor) -> Result<(), Mistake> {
    loop {
        if cursor.word(|c| !is_word(c)).is_empty() {
            return Err(cursor.expected(STATES));
        }
        if !cursor.take(",") {
            break;
        }
        cursor.skip_blanks();
    }
    if !cursor.rest().starts_with(is_blank) {
        return Err(cursor.expected(STATES));
    }
    rest(cursor, CLASSES)
}

/// What follows `style`: states, and their styles.
fn style(cursor: &mut Cursor) -> Result<(), Mistake> {
    let names = cursor.word(|c| !is_word(c) && c != ',');
    if names.is_empty() || !cursor.rest().starts_with(is_blank) {
        return Err(cursor.expected(STATES));
    }
    rest(cursor, STYLES)
}

/// The rest of the line, which must not be empty: Mermaid would take the next one for it.
fn rest(cursor: &mut Cursor, expected: &'static str) -> Result<(), Mistake> {
    cursor.skip_blanks();
    if cursor.rest().is_empty() { Err(cursor.expected(expected)) } else { Ok(()) }
}

/// What follows `click`: a state and a link. Mermaid wants the line to end right behind it.
fn click(cursor: &mut Cursor) -> Result<(), Mistake> {
    if !cursor.take("[*]") {
        cursor.name("the name of a state")?;
    }
    cursor.class()?;
    cursor.skip_blanks();
    let texts = if cursor.take_word("href") { 1 } else { 2 };
    for _ in 0..texts {
        cursor.skip_blanks();
        if !cursor.take("\"") {
            return Err(cursor.expected(LINK));
        }
        cursor.word(|c| c == '"');
        if !cursor.take("\"") {
            return Err(cursor.expected("a closing quote, `\"`"));
        }
    }
    let behind = cursor.rest();
    cursor.end(END)?;
    if cursor.rest().is_empty() && !behind.is_empty() {
        return Err(cursor.expected("no blank at the end of this line, at which Mermaid stumbles"));
    }
    Ok(())
}

/// What follows `scale`: `350 width`.
fn scale(cursor: &mut Cursor) -> Result<(), Mistake> {
    let has_number = !cursor.word(|c| !c.is_ascii_digit()).is_empty();
    let has_blank = cursor.rest().starts_with(is_blank);
    cursor.skip_blanks();
    if !has_number || !has_blank || !cursor.take_word("width") {
        return Err(cursor.expected(WIDTH));
    }
    cursor.end(END)
}
