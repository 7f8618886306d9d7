//! Why a text is no diagram: where, and what was expected there.

use std::fmt;

use unicode_width::UnicodeWidthStr;

use crate::trace::escape;

/// The first thing in a text that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// From 1.
    pub line: usize,
    /// In characters, from 1; a tab is one of them.
    pub column: usize,
    /// What stands there.
    pub what: What,
    /// The line as it was written.
    pub source: String,
}

/// Why a place in a text can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Something else should stand there.
    Expected {
        /// The words for it, as in a sentence.
        expected: &'static str,
        /// The word that stands there, escaped, or that the line ends.
        found: String,
    },
    /// Mermaid knows it, and it has no place in these diagrams.
    Refused {
        /// What it is called.
        name: &'static str,
        /// What to do instead.
        instead: &'static str,
    },
}

/// `line 3, column 5: expected ..., found ...`.
impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "line {}, column {}: ", self.line, self.column)?;
        match &self.what {
            What::Expected { expected, found } => write!(f, "expected {expected}, found {found}"),
            What::Refused { name, instead } => write!(f, "{name} is not read here: {instead}"),
        }
    }
}

impl std::error::Error for Mistake {}

/// What a diagram begins with, as a mistake says it.
pub const HEADER: &str = "`stateDiagram-v2`";

impl Mistake {
    /// Whether the text is no state diagram at all: anything else was found where one begins.
    pub fn is_another_kind(&self) -> bool {
        matches!(self.what, What::Expected { expected, .. } if expected == HEADER)
    }

    /// The line, escaped, and below it a caret under the place.
    pub fn pointed(&self) -> String {
        // The line may end in two blanks; the caret may stand behind them.
        let shown = |text: &str| escape(text.replace('\t', " ").as_bytes());
        let before: String = self.source.chars().take(self.column - 1).collect();
        let line = shown(&self.source);
        format!("{}\n{}^", line.trim_end(), " ".repeat(shown(&before).width()))
    }
}
