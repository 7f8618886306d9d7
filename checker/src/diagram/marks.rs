//! What is to be marked in a drawing of a state diagram.

use serde::{Deserialize, Serialize};

use super::machine::Taken;
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
pub enum Judgement {
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
    pub states: Vec<(String, Judgement)>,
    /// From where to where, and what is wrong with the arrow.
    pub transitions: Vec<(Option<String>, String, Judgement)>,
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
    pub fn with_step(mut self, step: &Taken) -> Marks {
        self.put(step.from.as_deref(), &step.to, Judgement::Undrawn);
        self
    }

    fn problem(&mut self, problem: &Problem) {
        match problem {
            Problem::NoStart { wanted } => self.put(None, wanted, Judgement::Missing),
            Problem::WrongStart { drawn, wanted, .. } => {
                self.put(None, drawn, Judgement::Invented);
                self.put(None, wanted, Judgement::Missing);
            }
            Problem::SeveralStarts { starts, wanted } => {
                for (name, _) in starts.iter().filter(|(name, _)| name != wanted) {
                    self.put(None, name, Judgement::Invented);
                }
            }
            Problem::UnknownState { name, .. } => self.states.push((name.clone(), Judgement::Invented)),
            Problem::MissingState { name, lost } => {
                self.states.push((name.clone(), Judgement::Missing));
                for (from, to) in lost {
                    self.put(Some(from), to, Judgement::Missing);
                }
            }
            Problem::DrawnTwice { drawn, .. } => {
                let others = drawn.iter().skip(1).map(|(id, _)| (id.clone(), Judgement::Invented));
                self.states.extend(others);
            }
            Problem::Unreachable { name, .. } => self.states.push((name.clone(), Judgement::Unreachable)),
            Problem::Missing { from, to } => self.put(Some(from), to, Judgement::Missing),
            Problem::Invented { from, to, .. } => self.put(Some(from), to, Judgement::Invented),
            Problem::Unseen { from, to, .. } => self.put(Some(from), to, Judgement::Unseen),
        }
    }

    /// A transition has one mark: the first.
    fn put(&mut self, from: Option<&str>, to: &str, mark: Judgement) {
        if !self.transitions.iter().any(|(a, b, _)| a.as_deref() == from && b == to) {
            self.transitions.push((from.map(str::to_owned), to.to_owned(), mark));
        }
    }
}
