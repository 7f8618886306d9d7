//! What can be wrong with a diagram that could be read, each in a sentence, and how it is marked in a drawing.

use std::fmt;

/// One difference between a diagram and what it should say. States have the contract's names, or
/// else the ids of the diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    NoStart {
        wanted: String,
    },
    /// Each start with its line.
    SeveralStarts {
        starts: Vec<(String, usize)>,
        wanted: String,
    },
    WrongStart {
        drawn: String,
        wanted: String,
        line: usize,
    },
    UnknownState {
        name: String,
        line: usize,
        meant: Option<String>,
    },
    /// With the transitions that are lost with it.
    MissingState {
        name: String,
        lost: Vec<(String, String)>,
    },
    /// With the ids that stand for it, and their lines.
    DrawnTwice {
        name: String,
        drawn: Vec<(String, usize)>,
    },
    Unreachable {
        name: String,
        line: usize,
    },
    Missing {
        from: String,
        to: String,
    },
    Invented {
        from: String,
        to: String,
        line: usize,
    },
    /// Drawn, and of the contract, but it never happened.
    Unseen {
        from: String,
        to: String,
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
