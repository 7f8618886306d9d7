//! A line of a diagram, and the words it is made of.

use super::letters::{SourceLine, is_blank, is_word};
use super::mistake::{Mistake, What};
use super::model::{MOST_STATES, Spot};
use super::refused::{self, Refused};
use crate::trace::escape;

pub const END: &str = "the end of the line";
const ARROW: &str = "an arrow, `-->`";

/// A line, and how far it was read.
pub struct Cursor<'a> {
    pub number: usize,
    line: &'a str,
    /// In bytes.
    pub at: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(line: SourceLine<'a>) -> Cursor<'a> {
        Cursor::at(line, 0)
    }

    /// A line of which so many bytes were read.
    pub fn at(line: SourceLine<'a>, at: usize) -> Cursor<'a> {
        Cursor { number: line.number, line: line.text, at }
    }

    pub fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    /// Whether nothing is left but a comment.
    pub fn is_at_end(&self) -> bool {
        let rest = self.rest();
        rest.is_empty() || rest.starts_with("%%") || self.is_at_hash()
    }

    /// Whether a comment with `#` begins here. `#name;` is a character to Mermaid.
    fn is_at_hash(&self) -> bool {
        let rest = self.rest().strip_prefix('#');
        rest.is_some_and(|rest| !rest.trim_start_matches(is_word).starts_with(';'))
    }

    pub fn skip_blanks(&mut self) {
        self.at = self.line.len() - self.rest().trim_start_matches(is_blank).len();
    }

    pub fn take(&mut self, text: &str) -> bool {
        let is_there = self.rest().starts_with(text);
        self.at += if is_there { text.len() } else { 0 };
        is_there
    }

    /// A word in any case, or several with one blank between them, that ends here.
    pub fn take_word(&mut self, word: &str) -> bool {
        let rest = self.rest();
        let is_there = rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && !rest[word.len()..].starts_with(is_word);
        self.at += if is_there { word.len() } else { 0 };
        is_there
    }

    /// A word of Mermaid's that begins a line, in any case, with the blanks behind it. It can't be the name of a state.
    pub fn take_keyword(&mut self, word: &str) -> Result<bool, Mistake> {
        let start = self.at;
        if !self.take_word(word) || !self.rest().starts_with(is_blank) {
            self.at = start;
            return Ok(false);
        }
        self.skip_blanks();
        if self.rest().starts_with("-->") || self.rest().starts_with(':') || self.rest().is_empty() {
            self.at = start;
            self.name("the name of a state")?;
        }
        Ok(true)
    }

    /// Goes back to where this begins, where it was read just now.
    pub fn back_over(&mut self, text: &str) {
        self.at -= if self.line[..self.at].ends_with(text) { text.len() } else { 0 };
    }

    /// As far as no character ends it.
    pub fn word(&mut self, ends: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    /// The name of a state, as Mermaid takes them, without the characters that mean something else.
    pub fn name(&mut self, expected: &'static str) -> Result<&'a str, Mistake> {
        let start = self.at;
        let word = self.word(|c| is_blank(c) || matches!(c, ':' | '-' | '{'));
        let name = &word[..word.find("%%").unwrap_or(word.len())];
        self.at = start + name.len();
        let after = self.rest();
        if let Some(refused) = refused::word(name, after) {
            self.at = start;
            return Err(self.refuse(refused));
        }
        if let Some(at) = name.find([';', '"', '[', ']', '<', '>', '}', '#', '*', '%', '\u{2192}']) {
            self.at = start + at;
            return Err(match &name[at..] {
                bad if bad.starts_with(';') => self.refuse(refused::SEMICOLON),
                bad => match refused::shape(bad) {
                    Some(refused) => self.refuse(refused),
                    None if at > 0 => self.expected(ARROW),
                    None => self.expected(expected),
                },
            });
        }
        if name.is_empty() {
            return Err(self.expected(expected));
        }
        if after.starts_with('-') && after[1..].starts_with(|c: char| c.is_alphanumeric()) {
            return Err(self.refuse(refused::HYPHEN));
        }
        Ok(name)
    }

    /// `:::busy` behind a state, which is a colour.
    pub fn class(&mut self) -> Result<(), Mistake> {
        let start = self.at;
        self.skip_blanks();
        if !self.take(":::") {
            self.at = start;
            return Ok(());
        }
        self.skip_blanks();
        self.name("the name of a style class").map(|_| ())
    }

    /// The text behind a colon, to the end of the line. Mermaid takes a comment there for text.
    pub fn text(&mut self, expected: &'static str) -> Result<String, Mistake> {
        self.skip_blanks();
        let text = self.rest();
        for (mark, refused) in [(";", refused::SEMICOLON), ("::", refused::DOUBLE_COLON)] {
            let entity = |at: &usize| mark == ";" && ends_entity(&text[..*at]);
            if let Some((at, _)) = text.match_indices(mark).find(|(at, _)| !entity(at)) {
                self.at += at;
                return Err(self.refuse(refused));
            }
        }
        let text = text.trim_end_matches(is_blank);
        if text.is_empty() {
            return Err(self.expected(expected));
        }
        if text.ends_with(':') {
            self.at += text.len() - 1;
            return Err(self.expected("more text behind the colon, which Mermaid insists on"));
        }
        self.at = self.line.len();
        Ok(text.to_owned())
    }

    /// The text up to a closing quote.
    pub fn quoted(&mut self) -> Result<String, Mistake> {
        let text = self.word(|c| c == '"').trim_matches(is_blank).to_owned();
        match () {
            () if !self.take("\"") => Err(self.expected("a closing quote, `\"`")),
            () if text.is_empty() => Err(self.expected("a long name between the quotes, before this")),
            () => Ok(text),
        }
    }

    /// `%% place connected 1 2`; any other comment is only that.
    pub fn place(&self) -> Option<Spot> {
        let words: Vec<&str> = self.rest().strip_prefix("%%")?.split_whitespace().collect();
        let number = |word: &str| word.parse().ok().filter(|number| *number < MOST_STATES);
        match words.as_slice() {
            ["place", id, column, row] => {
                Some(Spot { id: id.to_string(), column: number(column)?, row: number(row)?, line: self.number })
            }
            _ => None,
        }
    }

    pub fn end(&mut self, expected: &'static str) -> Result<(), Mistake> {
        self.skip_blanks();
        if self.is_at_end() { Ok(()) } else { Err(self.expected(expected)) }
    }

    pub fn refuse_beginning(&self) -> Result<(), Mistake> {
        refused::beginning(self.rest()).map_or(Ok(()), |refused| Err(self.refuse(refused)))
    }

    pub fn refuse_after_name(&self) -> Result<(), Mistake> {
        refused::after_name(self.rest()).map_or(Ok(()), |refused| Err(self.refuse(refused)))
    }

    pub fn refuse(&self, refused: Refused) -> Mistake {
        self.mistake(What::Refused { name: refused.name, instead: refused.instead })
    }

    pub fn expected(&self, expected: &'static str) -> Mistake {
        let rest = self.rest();
        let word: String = rest.split_whitespace().next().unwrap_or_default().chars().take(24).collect();
        let found = if word.is_empty() { END.to_owned() } else { format!("`{}`", escape(word.as_bytes())) };
        self.mistake(What::Expected { expected, found })
    }

    fn mistake(&self, what: What) -> Mistake {
        let column = self.line[..self.at].chars().count() + 1;
        Mistake { line: self.number, column, what, source: self.line.to_owned() }
    }
}

/// Whether a semicolon behind this ends `#58;`, as Mermaid writes characters by their number.
fn ends_entity(before: &str) -> bool {
    let word = before.trim_end_matches(is_word);
    word.len() < before.len() && word.ends_with('#')
}
