//! What is to be marked in a drawing of a state diagram.

use serde::{Deserialize, Serialize};

use super::machine::Step;
use super::problem::Problem;

/// A diagram of the learner's, as the report shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// `client.mmd`
    pub file: String,
    /// As it was written.
    pub source: String,
    /// What is to be marked in it.
    pub marks: Marks,
}

/// What is wrong with a transition or a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// The contract has it, and it is not drawn.
    Missing,
    /// The program did it, and it is not drawn.
    Undrawn,
    /// It is drawn, and the contract does not have it.
    Invented,
    /// It is drawn, and never happened.
    Unseen,
    /// A state to which no way leads.
    Unreachable,
}

/// The marks of a drawing. States are called as in [`Problem`], and nothing stands for `[*]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// A state, and what is wrong with it.
    pub states: Vec<(String, Mark)>,
    /// From where to where, and what is wrong with the arrow.
    pub transitions: Vec<(Option<String>, String, Mark)>,
}

impl Marks {
    /// What the problems of a diagram mark in it.
    pub fn of(problems: &[Problem]) -> Marks {
        let mut marks = Marks::default();
        for problem in problems {
            marks.problem(problem);
        }
        marks
    }

    /// Also marks a step that a program took and that is not drawn.
    pub fn with_step(mut self, step: &Step) -> Marks {
        self.put(step.from.as_deref(), &step.to, Mark::Undrawn);
        self
    }

    fn problem(&mut self, problem: &Problem) {
        match problem {
            Problem::NoStart { wanted } => self.put(None, wanted, Mark::Missing),
            Problem::WrongStart { drawn, wanted, .. } => {
                self.put(None, drawn, Mark::Invented);
                self.put(None, wanted, Mark::Missing);
            }
            Problem::SeveralStarts { starts, wanted } => {
                for (name, _) in starts.iter().filter(|(name, _)| name != wanted) {
                    self.put(None, name, Mark::Invented);
                }
            }
            Problem::UnknownState { name, .. } => self.states.push((name.clone(), Mark::Invented)),
            Problem::MissingState { name, lost } => {
                self.states.push((name.clone(), Mark::Missing));
                for (from, to) in lost {
                    self.put(Some(from), to, Mark::Missing);
                }
            }
            Problem::DrawnTwice { drawn, .. } => {
                let others = drawn.iter().skip(1).map(|(id, _)| (id.clone(), Mark::Invented));
                self.states.extend(others);
            }
            Problem::Unreachable { name, .. } => self.states.push((name.clone(), Mark::Unreachable)),
            Problem::Missing { from, to } => self.put(Some(from), to, Mark::Missing),
            Problem::Invented { from, to, .. } => self.put(Some(from), to, Mark::Invented),
            Problem::Unseen { from, to, .. } => self.put(Some(from), to, Mark::Unseen),
        }
    }

    /// A transition has one mark: the first.
    fn put(&mut self, from: Option<&str>, to: &str, mark: Mark) {
        if !self.transitions.iter().any(|(a, b, _)| a.as_deref() == from && b == to) {
            self.transitions.push((from.map(str::to_owned), to.to_owned(), mark));
        }
    }
}
