//! What a line is, and what a blank and a word are to Mermaid.

/// A line, and its number in the file, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceLine<'a> {
    pub number: usize,
    pub text: &'a str,
}

/// Whether a character is a blank to Mermaid: `\s` of ECMAScript, which knows the byte-order mark and not U+0085.
pub fn is_blank(c: char) -> bool {
    c == '\u{feff}' || c.is_whitespace() && c != '\u{85}'
}

/// Whether a character belongs to a word: `\w` of ECMAScript.
pub fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
