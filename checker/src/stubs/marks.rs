//! The marks of a solution, line by line: where a gap begins and ends, and what is the book's; pure.

use std::fmt;

/// What a solution is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// A program.
    Rust,
    /// A state diagram.
    Mermaid,
}

impl Syntax {
    /// By the end of the file's name; `None` if the exercises get no such files.
    pub fn of(path: &str) -> Option<Syntax> {
        match path.rsplit_once('.')?.1 {
            "rs" => Some(Syntax::Rust),
            "mmd" => Some(Syntax::Mermaid),
            _ => None,
        }
    }

    /// What a comment begins with.
    pub fn comment(self) -> &'static str {
        match self {
            Syntax::Rust => "//",
            Syntax::Mermaid => "%%",
        }
    }
}

/// What is wrong with the marks of a solution, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Counted from 1.
    pub line: usize,
    /// The rest of a sentence, without a full stop.
    pub what: String,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for Flaw {}

/// A flaw as an error.
pub fn flaw<T>(line: usize, what: String) -> Result<T, Flaw> {
    Err(Flaw { line, what })
}

/// The lines of a text, counted from 1.
pub struct Lines<'a>(std::iter::Peekable<std::iter::Enumerate<std::str::Lines<'a>>>);

impl<'a> Lines<'a> {
    /// All lines of the text.
    pub fn of(text: &'a str) -> Self {
        Lines(text.lines().enumerate().peekable())
    }

    /// The next line, and its number.
    pub fn next(&mut self) -> Option<(usize, &'a str)> {
        self.next_if(|_| true)
    }

    /// The next line, if it is wanted.
    pub fn next_if(&mut self, wanted: impl Fn(&str) -> bool) -> Option<(usize, &'a str)> {
        let (index, text) = self.0.next_if(|(_, text)| wanted(text))?;
        Some((index + 1, text))
    }
}

/// What a line means here.
#[derive(Debug, PartialEq, Eq)]
pub enum Mark<'a> {
    /// A gap begins: its number, and the first line of its instruction.
    Todo(usize, &'a str),
    /// The gap of this number ends.
    End(usize),
    /// A mark of the book's.
    Anchor,
    /// Nothing but what it says.
    None,
}

impl Mark<'_> {
    /// Reads a line. The error says what is wrong with a mark that is misspelled.
    pub fn of(syntax: Syntax, text: &str) -> Result<Mark<'_>, String> {
        let sign = syntax.comment();
        let Some(comment) = text.trim().strip_prefix(sign) else {
            return if ["TODO", "END TODO"].iter().any(|mark| text.contains(&format!("{sign} {mark}"))) {
                Err("a mark needs a line of its own".to_owned())
            } else {
                Ok(Mark::None)
            };
        };
        let comment = comment.trim_start();
        if comment.starts_with("ANCHOR:") || comment.starts_with("ANCHOR_END:") {
            return Ok(Mark::Anchor);
        }
        if let Some(rest) = comment.strip_prefix("END TODO") {
            return match number(rest) {
                Some((n, "")) => Ok(Mark::End(n)),
                _ => Err(format!("this is not `{sign} END TODO(n)`")),
            };
        }
        let Some(rest) = comment.strip_prefix("TODO") else {
            return Ok(Mark::None);
        };
        match number(rest).and_then(|(n, rest)| Some((n, rest.strip_prefix(": ")?))) {
            Some((n, instruction)) => Ok(Mark::Todo(n, instruction)),
            None => Err(format!("this is not `{sign} TODO(n): instruction`")),
        }
    }
}

/// Reads `(n)`, and gives what follows it.
fn number(text: &str) -> Option<(usize, &str)> {
    let (n, rest) = text.strip_prefix('(')?.split_once(')')?;
    Some((n.parse().ok()?, rest))
}

/// Whether the line is a comment and no mark.
pub fn is_plain_comment(syntax: Syntax, text: &str) -> bool {
    text.trim_start().starts_with(syntax.comment()) && Mark::of(syntax, text) == Ok(Mark::None)
}
