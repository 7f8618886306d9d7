//! Notes in all their forms: what stands in one is text, and says nothing of the machine.

use super::cursor::{Cursor, END};
use super::letters::{SourceLine, is_blank, is_word};
use super::mistake::Mistake;
use super::refused;

const SIDE: &str = "`left of` or `right of` and the name of a state, or a text in quotes";
const CLOSED: &str = "a line `end note` below this note, or `:` and its text in this line";

/// A note that was read over.
pub struct Note<'a> {
    /// The state that it stands at, which Mermaid draws even where no arrow has it.
    pub state: Option<&'a str>,
    /// How many lines it takes.
    pub lines: usize,
}

/// What follows the word `note`. The first of the lines is the cursor's.
pub fn read<'a>(cursor: &mut Cursor<'a>, lines: &[SourceLine<'a>]) -> Result<Note<'a>, Mistake> {
    let start = cursor.at;
    if cursor.take("\"") {
        return floating(cursor).map(|()| Note { state: None, lines: 1 });
    }
    if !cursor.take_word("left of") && !cursor.take_word("right of") {
        return Err(cursor.expected(SIDE));
    }
    cursor.skip_blanks();
    if cursor.rest().starts_with("[*]") {
        return Err(cursor.refuse(refused::NOTE_DOT));
    }
    let name = cursor.name("the name of a state")?;
    cursor.refuse_after_name()?;
    let text = cursor.rest().trim_start_matches(is_blank);
    if text.starts_with(':') {
        cursor.skip_blanks();
        cursor.take(":");
        return one_line(cursor).map(|()| Note { state: Some(name), lines: 1 });
    }
    let is_after = text.is_empty() && below(lines).is_some_and(|text| text.starts_with(':'));
    let end = lines.iter().skip(1).position(|line| is_end(line.text)).filter(|_| !is_after);
    cursor.at = start;
    let Some(end) = end else { return Err(cursor.expected(CLOSED)) };
    let last = lines[end + 1];
    let mut behind = Cursor::at(last, last.text.len() - last.text.trim_start_matches(is_blank).len());
    behind.take_word("end note");
    behind.end(END)?;
    Ok(Note { state: Some(name), lines: end + 2 })
}

/// What Mermaid finds first below the head of a note: it looks for a colon also there.
fn below<'a>(lines: &[SourceLine<'a>]) -> Option<&'a str> {
    let mut texts = lines.iter().skip(1).map(|line| line.text.trim_start_matches(is_blank));
    texts.find(|text| !text.is_empty() && (!text.starts_with("%%") || *text == "%%"))
}

/// The text of a note in one line. Mermaid ends it at a colon and at a semicolon, and reads on behind them.
fn one_line(cursor: &mut Cursor) -> Result<(), Mistake> {
    let text = cursor.rest();
    if let Some(at) = text.find([':', ';']) {
        cursor.at += at;
        return Err(cursor.refuse(refused::NOTE_COLON));
    }
    if text.trim_matches(is_blank).is_empty() { Err(cursor.expected("the text of the note")) } else { Ok(()) }
}

/// Whether a line ends a note of several.
fn is_end(text: &str) -> bool {
    const END_NOTE: &str = "end note";
    let text = text.trim_start_matches(is_blank);
    text.get(..END_NOTE.len()).is_some_and(|start| start.eq_ignore_ascii_case(END_NOTE))
        && !text[END_NOTE.len()..].starts_with(is_word)
}

/// A note that stands at no state: `"text" as N1`. Mermaid knows it, and draws nothing.
fn floating(cursor: &mut Cursor) -> Result<(), Mistake> {
    let text = cursor.rest();
    let is_as = text.trim_start_matches(is_blank).get(..2).is_some_and(|start| start.eq_ignore_ascii_case("as"));
    if is_as {
        return Err(cursor.refuse(refused::NOTE_AS));
    }
    cursor.quoted()?;
    cursor.skip_blanks();
    if !cursor.take_word("as") {
        return Err(cursor.expected("`as` and a name"));
    }
    cursor.skip_blanks();
    if cursor.is_at_end() { Err(cursor.expected("a name for the note")) } else { Ok(()) }
}
