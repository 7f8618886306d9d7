//! One change that makes a program wrong; data.

use std::ops::Range;

use serde::Serialize;

/// What a person reads of a change, and by which it is found in the reviewed list: not by the number of its line,
/// which moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Counted from 1.
    pub number: usize,
    /// The line itself, without the white space around it.
    pub line: String,
    /// What kind of mistake it is: `statement removed`.
    pub kind: String,
    /// What stands there, and what takes its place; of more lines the first.
    pub was: String,
    pub becomes: String,
}

/// A change of a Rust source by its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub at: Range<usize>,
    pub text: String,
    pub kind: &'static str,
}

impl Edit {
    /// The source with the change made.
    pub fn apply(&self, source: &str) -> String {
        format!("{}{}{}", &source[..self.at.start], self.text, &source[self.at.end..])
    }

    /// How it is told.
    pub fn told(&self, source: &str) -> Change {
        let number = source[..self.at.start].matches('\n').count() + 1;
        Change {
            number,
            line: line(source, number),
            kind: self.kind.to_owned(),
            was: first_line(&source[self.at.clone()]),
            becomes: first_line(&self.text),
        }
    }
}

/// A line of a source by its number.
pub fn line(source: &str, number: usize) -> String {
    source.lines().nth(number.saturating_sub(1)).unwrap_or_default().trim().to_owned()
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim().to_owned()
}
