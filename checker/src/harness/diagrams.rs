//! The learner's state diagrams: read from their files, held against the contract and against what was seen.

use std::path::Path;

use super::states::{Walk, walked};
use super::{Harness, Program};
use crate::diagram::file::Unread;
use crate::diagram::machine::{self, Machine};
use crate::diagram::{self, Diagram, Drawing, Marks, Problem};
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// A diagram of the learner's.
pub struct Drawn {
    file: &'static str,
    source: String,
    diagram: Diagram,
}

impl Harness<'_> {
    /// The diagram in this file.
    ///
    /// Gives: (Diagram, Malformed).
    pub fn diagram(&mut self, file: &'static str) -> Step<Drawn> {
        self.bench.not_by_hand("it compares a state diagram with what the program prints")?;
        let path = self.built.diagrams.join(file);
        let source = match diagram::file::text(&path) {
            Ok(source) => source,
            Err(Unread::Missing) => return Err(Stop::NotStarted(place(&path, None))),
            Err(Unread::Unfit(observed)) => {
                return Err(unreadable(format!("{file} is a file of at most 1 MiB"), observed));
            }
        };
        let todo = source.lines().position(|line| line.contains("TODO("));
        let is_blank = |line: &str| line.trim().is_empty() || line.trim().starts_with("%%");
        if source.lines().all(is_blank) {
            return Err(Stop::NotStarted(place(&path, todo.map(|at| (at, &*source)))));
        }
        match diagram::read(&source) {
            Ok(diagram) if diagram.edges().next().is_none() => {
                Err(Stop::NotStarted(place(&path, todo.map(|at| (at, &*source)))))
            }
            Ok(diagram) => Ok(Drawn { file, source, diagram }),
            Err(mistake) => {
                let what =
                    if mistake.is_another_kind() { "is a stateDiagram-v2" } else { "holds what diagrams may say here" };
                Err(unreadable(format!("{file} {what}"), format!("{mistake}\n{}", mistake.pointed())))
            }
        }
    }

    /// That it is the diagram of this machine: its start, its states, its transitions.
    ///
    /// Gives: (Diagram, StartState), (Diagram, States), (Diagram, Unreachable), (Diagram, Missing),
    /// (Diagram, Invented).
    pub fn expect_diagram(&mut self, drawn: &Drawn, machine: &Machine) -> Step {
        let problems = machine::problems(&drawn.diagram, machine);
        self.no_problems(drawn, &problems, "it shows the states and transitions of the contract")
    }

    /// That all its transitions have happened, as far as one program could take them.
    ///
    /// Gives: (Diagram, Unseen).
    pub fn expect_seen(&mut self, drawn: &Drawn, machine: &Machine, program: &Program) -> Step {
        let states = program.states();
        let walk: Vec<&str> = states.iter().map(String::as_str).collect();
        let problems = machine::unseen(&drawn.diagram, machine, &[walk]);
        let expected =
            format!("each of its transitions happens: {} was taken through all of the contract's", program.lane);
        self.no_problems(drawn, &problems, &expected).map_err(|stop| match stop {
            Stop::Mismatch(mut mismatch) => {
                mismatch.observed.push_str(&format!("\n{} went {}", program.lane, walked(&states)));
                Stop::Mismatch(mismatch)
            }
            other => other,
        })
    }

    /// That every step which was seen is drawn.
    ///
    /// Gives: (Diagram, Undrawn).
    pub fn expect_drawn(&mut self, drawn: &Drawn, walks: &[Walk]) -> Step {
        for walk in walks {
            let states: Vec<&str> = walk.states.iter().map(String::as_str).collect();
            let Some(step) = machine::walk(&drawn.diagram, &states) else { continue };
            let marks = Marks::default().with_step(&step);
            self.drawings.push(Drawing { file: drawn.file.into(), source: drawn.source.clone(), marks });
            let from = step.from.as_deref().unwrap_or("[*]");
            let before = walked(&states[..=step.at]);
            return Err(unmet(
                Want::Diagram,
                Seen::Undrawn,
                format!("everything that the {} does is drawn in {}", walk.program, drawn.file),
                format!(
                    "in the check {} the {} went {before}, and `{from} --> {}` is not drawn",
                    walk.check, walk.program, step.to
                ),
            ));
        }
        Ok(())
    }

    fn no_problems(&mut self, drawn: &Drawn, problems: &[Problem], expected: &str) -> Step {
        let Some(first) = problems.first() else { return Ok(()) };
        let drawing = Drawing { file: drawn.file.into(), source: drawn.source.clone(), marks: Marks::of(problems) };
        self.drawings.push(drawing);
        let said: Vec<String> = problems.iter().map(Problem::to_string).collect();
        Err(unmet(Want::Diagram, kind(first), format!("{}: {expected}", drawn.file), said.join("\n")))
    }

    /// The states that the lab's programs of this name went through, in all checks that came before this one
    /// and in this one, whose id is given.
    pub fn walks(&self, own: &'static str, program: &str) -> Vec<Walk> {
        let here = super::walks(own, &self.bench.journal.state());
        self.walks.iter().cloned().chain(here).filter(|walk| walk.program == program).collect()
    }
}

fn kind(problem: &Problem) -> Seen {
    use Problem::*;
    match problem {
        NoStart { .. } | SeveralStarts { .. } | WrongStart { .. } => Seen::StartState,
        UnknownState { .. } | MissingState { .. } | DrawnTwice { .. } => Seen::States,
        Unreachable { .. } => Seen::Unreachable,
        Missing { .. } => Seen::Missing,
        Invented { .. } => Seen::Invented,
        Unseen { .. } => Seen::Unseen,
    }
}

fn unreadable(expected: String, observed: String) -> Stop {
    unmet(Want::Diagram, Seen::Malformed, expected, observed)
}

/// Where one begins: the line of the file that says what to do, else the file.
fn place(path: &Path, todo: Option<(usize, &str)>) -> String {
    let name = path.components().rev().take(3).collect::<Vec<_>>();
    let name: std::path::PathBuf = name.into_iter().rev().collect();
    match todo {
        Some((at, source)) => {
            let line = source.lines().nth(at).unwrap_or_default().trim().trim_start_matches("%%").trim();
            format!("{}:{}: {line}", name.display(), at + 1)
        }
        None => format!("{}: draw the states and the transitions", name.display()),
    }
}
