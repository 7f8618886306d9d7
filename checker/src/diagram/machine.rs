//! A diagram held against the machine that the contract describes, and against what a program did.
//!
//! What is fair to a learner: a state counts as the contract's where its id is the contract's name,
//! or, where no id is, its long name or its description; upper and lower case differ, as they do in
//! the lines `state: NAME`. Labels and descriptions never matter otherwise, nor does which states the
//! final `[*]` is drawn from, nor how often two states are joined.

use std::collections::BTreeMap;

use super::model::{Diagram, Tip};
use super::problem::Problem;
use crate::nearest::nearest;

/// What a program has to go through: the contract's states, the first one, and the ways between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// The state in which a program starts.
    pub start: &'static str,
    /// All of them, by the names that the lines `state: NAME` have.
    pub states: &'static [&'static str],
    /// From where to where.
    pub transitions: &'static [(&'static str, &'static str)],
}

/// Lab 3's server: one client at a time; whatever happens to it, back to `listening`.
pub const LAB3_SERVER: Machine = Machine {
    start: "listening",
    states: &["listening", "connected"],
    transitions: &[("listening", "connected"), ("connected", "listening")],
};

/// Lab 3's client: it connects as soon as it starts, for ever again, and ends in `closed`.
pub const LAB3_CLIENT: Machine = Machine {
    start: "disconnected",
    states: &["disconnected", "connecting", "connected", "closed"],
    transitions: &[
        ("disconnected", "connecting"),
        ("connecting", "connected"),
        ("connecting", "disconnected"),
        ("connected", "disconnected"),
        ("connected", "closed"),
    ],
};

/// Everything in which a diagram differs from a machine: first its start, then its states, then its
/// transitions. Empty for a right one.
pub fn problems(diagram: &Diagram, machine: &Machine) -> Vec<Problem> {
    let names = Names::of(diagram, machine);
    let mut problems = start(diagram, machine, &names);
    problems.extend(states(diagram, machine, &names));
    problems.extend(unreachable(diagram, &names));
    problems.extend(missing(diagram, machine, &names));
    problems.extend(invented(diagram, machine, &names));
    problems
}

/// A step of a program's that its diagram does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its place among the states observed, from 0.
    pub at: usize,
    /// Nothing where it is the first state that is none to start in.
    pub from: Option<String>,
    /// The state that it went to.
    pub to: String,
}

/// Follows the states that a program went through, the first one included. Gives the first step that
/// is no transition of the diagram's.
pub fn walk(diagram: &Diagram, observed: &[&str]) -> Option<Taken> {
    let ends = |name: &str| diagram.named(name).into_iter().map(Tip::State).collect::<Vec<Tip>>();
    let mut before = vec![Tip::Dot];
    for (at, name) in observed.iter().enumerate() {
        let here = ends(name);
        if !before.iter().any(|from| here.iter().any(|to| diagram.joins(*from, *to))) {
            let from = at.checked_sub(1).map(|before| observed[before].to_owned());
            return Some(Taken { at, from, to: name.to_string() });
        }
        before = here;
    }
    None
}

/// The transitions that are drawn, and right, but that no walk ever took.
pub fn unseen(diagram: &Diagram, machine: &Machine, walks: &[Vec<&str>]) -> Vec<Problem> {
    let names = Names::of(diagram, machine);
    let was_seen = |from, to| walks.iter().any(|walk| walk.windows(2).any(|pair| pair == [from, to]));
    let mut problems = Vec::new();
    for (from, to, transition) in diagram.edges() {
        if let (Some(first), Some(second)) = (names.known(from), names.known(to))
            && machine.transitions.contains(&(first, second))
            && !was_seen(first, second)
            && !problems.iter().any(|problem: &Problem| problem.is_of(first, second))
        {
            problems.push(Problem::Unseen { from: first.into(), to: second.into(), line: transition.line });
        }
    }
    problems
}

/// What the states of a diagram are called in the contract.
struct Names<'a> {
    diagram: &'a Diagram,
    /// By the number of the state.
    known: BTreeMap<usize, &'static str>,
}

impl Names<'_> {
    fn of<'a>(diagram: &'a Diagram, machine: &Machine) -> Names<'a> {
        let mut known = BTreeMap::new();
        // One by its id comes before one by its text.
        for name in machine.states {
            for state in diagram.named(name) {
                let is_id = diagram.states[state].id == *name;
                if is_id || !known.contains_key(&state) {
                    known.insert(state, *name);
                }
            }
        }
        Names { diagram, known }
    }

    fn known(&self, state: usize) -> Option<&'static str> {
        self.known.get(&state).copied()
    }

    /// What a message calls a state: as the contract does, or else as the diagram does.
    fn name(&self, state: usize) -> String {
        self.known(state).map_or_else(|| self.diagram.states[state].id.clone(), str::to_owned)
    }

    fn all(&self, name: &str) -> Vec<usize> {
        self.known.iter().filter(|(_, known)| **known == name).map(|(state, _)| *state).collect()
    }
}

fn start(diagram: &Diagram, machine: &Machine, names: &Names) -> Vec<Problem> {
    let mut starts: Vec<(String, usize)> = Vec::new();
    for (state, transition) in diagram.starts() {
        let name = names.name(state);
        if !starts.iter().any(|(known, _)| *known == name) {
            starts.push((name, transition.line));
        }
    }
    let wanted = machine.start.to_owned();
    match starts.as_slice() {
        [] => vec![Problem::NoStart { wanted }],
        [(name, _)] if *name == wanted => Vec::new(),
        // An unknown state is told by itself.
        [(name, _)] if !machine.states.contains(&name.as_str()) => Vec::new(),
        [(name, line)] => vec![Problem::WrongStart { drawn: name.clone(), wanted, line: *line }],
        _ => vec![Problem::SeveralStarts { starts, wanted }],
    }
}

/// States that are not the contract's, that are drawn twice, or that are not drawn, unless an unknown
/// one is meant for them.
fn states(diagram: &Diagram, machine: &Machine, names: &Names) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut absent: Vec<&str> = machine.states.iter().copied().filter(|name| names.all(name).is_empty()).collect();
    let unknown = diagram.states.iter().enumerate().filter(|(at, _)| names.known(*at).is_none());
    for (_, state) in unknown {
        let meant = [state.id.as_str()].into_iter().chain(state.texts()).find_map(|text| {
            let known = || machine.states.iter().copied();
            // A long name or a description may say the state to the letter.
            known().find(|name| *name == text).or_else(|| nearest(text, known()))
        });
        absent.retain(|name| Some(*name) != meant);
        problems.push(Problem::UnknownState {
            name: state.id.clone(),
            line: state.line,
            meant: meant.map(str::to_owned),
        });
    }
    for name in machine.states {
        let drawn = names.all(name);
        if absent.contains(name) {
            let is_of = |(from, to): &&(&str, &str)| from == name || to == name;
            let lost = machine.transitions.iter().filter(is_of).map(|(from, to)| (from.to_string(), to.to_string()));
            problems.push(Problem::MissingState { name: name.to_string(), lost: lost.collect() });
        } else if drawn.len() > 1 {
            let drawn = drawn.iter().map(|at| (diagram.states[*at].id.clone(), diagram.states[*at].line));
            problems.push(Problem::DrawnTwice { name: name.to_string(), drawn: drawn.collect() });
        }
    }
    problems
}

/// States of the contract to which no way leads from the start; none where there is no start, or an unknown one.
fn unreachable(diagram: &Diagram, names: &Names) -> Vec<Problem> {
    let mut reached: Vec<usize> = diagram.starts().map(|(state, _)| state).collect();
    let has_start = reached.iter().any(|state| names.known(*state).is_some());
    let mut at = 0;
    while let Some(here) = reached.get(at).copied() {
        let next: Vec<usize> = diagram.edges().filter(|(from, ..)| *from == here).map(|(_, to, _)| to).collect();
        for state in next {
            if !reached.contains(&state) {
                reached.push(state);
            }
        }
        at += 1;
    }
    let lost = names.known.iter().filter(|(state, _)| has_start && !reached.contains(state));
    lost.map(|(state, name)| Problem::Unreachable { name: name.to_string(), line: diagram.states[*state].line })
        .collect()
}

/// Transitions of the contract between states that are drawn; those of a missing state are told with it.
fn missing(diagram: &Diagram, machine: &Machine, names: &Names) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (from, to) in machine.transitions {
        let (froms, tos) = (names.all(from), names.all(to));
        let is_drawn = diagram.edges().any(|(a, b, _)| froms.contains(&a) && tos.contains(&b));
        if !froms.is_empty() && !tos.is_empty() && !is_drawn {
            problems.push(Problem::Missing { from: from.to_string(), to: to.to_string() });
        }
    }
    problems
}

/// Transitions between states of the contract that it does not have. Those of an unknown state are
/// as unknown as it is, and told with it.
fn invented(diagram: &Diagram, machine: &Machine, names: &Names) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    for (from, to, transition) in diagram.edges() {
        if let (Some(first), Some(second)) = (names.known(from), names.known(to))
            && !machine.transitions.contains(&(first, second))
            && !problems.iter().any(|problem| problem.is_of(first, second))
        {
            problems.push(Problem::Invented { from: first.into(), to: second.into(), line: transition.line });
        }
    }
    problems
}
