//! What can be wrong with a diagram that could be read, each in a sentence, and how it is marked in a drawing.

use std::fmt;

/// One difference between a diagram and what it should say. States have the contract's names, or
/// else the ids of the diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No arrow leads from `[*]` to a state.
    NoStart {
        /// The state in which the program starts.
        wanted: String,
    },
    /// It starts in more than one state.
    SeveralStarts {
        /// Each of them, with the line of its arrow.
        starts: Vec<(String, usize)>,
        /// The state in which the program starts.
        wanted: String,
    },
    /// It starts in another state of the contract's.
    WrongStart {
        /// The state in which it starts.
        drawn: String,
        /// The state in which the program starts.
        wanted: String,
        /// That of the arrow.
        line: usize,
    },
    /// The contract has no such state.
    UnknownState {
        /// Its id.
        name: String,
        /// Where it first stands.
        line: usize,
        /// The state of the contract that it resembles.
        meant: Option<String>,
    },
    /// The contract has a state that is not drawn.
    MissingState {
        /// Its name.
        name: String,
        /// The contract's transitions from it and to it.
        lost: Vec<(String, String)>,
    },
    /// A state of the contract's stands in the diagram more than once.
    DrawnTwice {
        /// Its name.
        name: String,
        /// The ids that stand for it, and their lines.
        drawn: Vec<(String, usize)>,
    },
    /// No way leads to it from the start.
    Unreachable {
        /// The state.
        name: String,
        /// Where it first stands.
        line: usize,
    },
    /// The contract has a transition between two states that are drawn, and it is not drawn.
    Missing {
        /// Where it begins.
        from: String,
        /// Where it leads to.
        to: String,
    },
    /// The contract has no such transition.
    Invented {
        /// Where it begins.
        from: String,
        /// Where it leads to.
        to: String,
        /// That of the arrow.
        line: usize,
    },
    /// The contract has it and it is drawn, but it never happened.
    Unseen {
        /// Where it begins.
        from: String,
        /// Where it leads to.
        to: String,
        /// That of the arrow.
        line: usize,
    },
}

impl Problem {
    /// The line of the diagram that is wrong, from 1; nothing where a line is missing.
    pub fn line(&self) -> Option<usize> {
        use Problem::*;
        match self {
            NoStart { .. } | MissingState { .. } | Missing { .. } => None,
            SeveralStarts { starts: lines, .. } | DrawnTwice { drawn: lines, .. } => {
                lines.last().map(|(_, line)| *line)
            }
            WrongStart { line, .. } | UnknownState { line, .. } | Unreachable { line, .. } => Some(*line),
            Invented { line, .. } | Unseen { line, .. } => Some(*line),
        }
    }

    /// Whether it is about the transition between these two.
    pub fn is_of(&self, first: &str, second: &str) -> bool {
        use Problem::*;
        match self {
            Missing { from, to } | Invented { from, to, .. } | Unseen { from, to, .. } => {
                (from.as_str(), to.as_str()) == (first, second)
            }
            _ => false,
        }
    }
}

/// One sentence without its full stop: `line 4: connected --> closed is drawn, ...`.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        use Problem::*;
        if let Some(line) = self.line() {
            write!(f, "line {line}: ")?;
        }
        match self {
            NoStart { wanted } => write!(f, "the diagram has no start: `[*] --> {wanted}` is missing"),
            SeveralStarts { starts, wanted } => {
                let starts: Vec<String> = starts.iter().map(|(name, line)| format!("`{name}` (line {line})")).collect();
                write!(f, "the diagram starts in {}, and the program only in `{wanted}`", listed(&starts))
            }
            WrongStart { drawn, wanted, .. } => {
                write!(f, "the diagram starts in `{drawn}`, and the program in `{wanted}`")
            }
            UnknownState { name, meant, .. } => {
                let hint = meant.as_ref().map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
                write!(f, "`{name}` is no state of this program{hint}")
            }
            MissingState { name, lost } => {
                let lost: Vec<String> = lost.iter().map(|(from, to)| format!("`{from} --> {to}`")).collect();
                write!(f, "the state `{name}` is missing, and with it {}", listed(&lost))
            }
            DrawnTwice { name, drawn } => {
                let drawn: Vec<String> = drawn.iter().map(|(id, line)| format!("`{id}` (line {line})")).collect();
                write!(f, "`{name}` is drawn more than once, as {}", listed(&drawn))
            }
            Unreachable { name, .. } => write!(f, "`{name}` can't be reached from the start"),
            Missing { from, to } => write!(f, "the transition `{from} --> {to}` is missing"),
            Invented { from, to, .. } => write!(f, "`{from} --> {to}` is no transition of this program"),
            Unseen { from, to, .. } => write!(f, "`{from} --> {to}` is drawn, and was never seen to happen"),
        }
    }
}

/// `a, b and c`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
