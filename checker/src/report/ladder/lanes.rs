//! The lanes of a ladder: which there are, in which order they stand, and whose they are.

use crate::trace::{Event, Trace, What};

/// More do not fit side by side.
pub const MOST: usize = 5;

/// Whose program a lane is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The learner's program: what it sends is seen at the other end only.
    Learner,
    /// A peer or the relay, which record what they send and receive.
    Checker,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    pub name: String,
    pub owner: Owner,
}

/// The lanes that are drawn. Those for which there is no room share the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lanes {
    pub drawn: Vec<Lane>,
    /// The names that the last lane stands for, where it stands for several.
    shared: Vec<String>,
}

impl Lanes {
    pub fn of(trace: &Trace) -> Lanes {
        let mut names = trace.lanes();
        let asides = |name: &&str| !trace.events.iter().any(|event| makes_a_lane(event, name));
        if !names.iter().all(asides) {
            names.retain(|name| !asides(name));
        }
        relays_between(&mut names, trace);
        let shared = share(&mut names, trace);
        let mut drawn: Vec<Lane> =
            names.iter().map(|name| Lane { name: name.to_string(), owner: owner(trace, name) }).collect();
        if !shared.is_empty() {
            let name = format!("{} others", shared.len());
            drawn.push(Lane { name, owner: owner(trace, &shared[0]) });
        }
        Lanes { drawn, shared }
    }

    /// The number of the lane that stands for this name; of a name that has none, the first.
    pub fn index(&self, name: &str) -> usize {
        match self.drawn.iter().position(|lane| lane.name == name) {
            Some(at) => at,
            None if self.shared.iter().any(|shared| shared == name) => self.drawn.len() - 1,
            None => 0,
        }
    }

    pub fn is_drawn(&self, name: &str) -> bool {
        self.drawn.iter().any(|lane| lane.name == name) || self.shared.iter().any(|n| n == name)
    }

    pub fn name(&self, index: usize) -> &str {
        self.drawn.get(index).map_or("", |lane| &lane.name)
    }

    pub fn len(&self) -> usize {
        self.drawn.len()
    }

    pub fn is_empty(&self) -> bool {
        self.drawn.is_empty()
    }
}

/// A lane of which nothing but notes are known, as of the checker itself, gets no line of its own.
fn makes_a_lane(event: &Event, name: &str) -> bool {
    event.other.as_deref() == Some(name) || event.lane == name && !matches!(event.what, What::Note { .. })
}

fn owner(trace: &Trace, name: &str) -> Owner {
    let acts = |event: &Event| event.lane == name && is_wire(&event.what);
    match trace.events.iter().any(acts) {
        true => Owner::Checker,
        false => Owner::Learner,
    }
}

fn is_wire(what: &What) -> bool {
    use What::*;
    !matches!(
        what,
        Started { .. }
            | Typed { .. }
            | StdinClosed
            | Printed { .. }
            | Complained { .. }
            | Exited { .. }
            | Signalled { .. }
            | Stopped
            | Continued
            | Asked { .. }
            | Note { .. }
            | Screen { .. }
    )
}

/// A lane that talks with two others, be they the two programs of the learner's or two who talk with
/// nobody else, stands between them, so that no arrow has to cross a lane.
fn relays_between(names: &mut Vec<&str>, trace: &Trace) {
    let relays: Vec<&str> = names.iter().copied().filter(|name| is_relay(name, trace)).collect();
    for relay in relays {
        let ends = partners(relay, trace);
        let at = |names: &[&str], name: &str| names.iter().position(|n| *n == name).unwrap_or(0);
        let (first, second) = (at(names, ends[0]), at(names, ends[1]));
        let (own, low, high) = (at(names, relay), first.min(second), first.max(second));
        if own > high {
            names.remove(own);
            names.insert(low + 1, relay);
        } else if own < low {
            names.insert(low + 1, relay);
            names.remove(own);
        }
    }
}

fn is_relay(name: &str, trace: &Trace) -> bool {
    let ends = partners(name, trace);
    let is_between_programs =
        || owner(trace, name) == Owner::Checker && ends.iter().all(|end| owner(trace, end) == Owner::Learner);
    let is_alone_with_each = || ends.iter().all(|end| partners(end, trace) == [name]);
    ends.len() == 2 && (is_between_programs() || is_alone_with_each())
}

fn partners<'a>(name: &str, trace: &'a Trace) -> Vec<&'a str> {
    let mut partners: Vec<&str> = Vec::new();
    for event in &trace.events {
        let partner = match &event.other {
            Some(other) if event.lane == name => other.as_str(),
            Some(other) if other == name => event.lane.as_str(),
            _ => continue,
        };
        if !partners.contains(&partner) {
            partners.push(partner);
        }
    }
    partners
}

/// Where there are more lanes than fit: the learner's programs stay, those of the last event
/// stay, then the first ones; the others are taken out and returned.
fn share(names: &mut Vec<&str>, trace: &Trace) -> Vec<String> {
    if names.len() <= MOST {
        return Vec::new();
    }
    let last: Vec<&str> = trace
        .events
        .last()
        .into_iter()
        .flat_map(|event| [Some(event.lane.as_str()), event.other.as_deref()])
        .flatten()
        .collect();
    let mut wanted = names.clone();
    wanted.sort_by_key(|name| match () {
        () if last.contains(name) => 0,
        () if owner(trace, name) == Owner::Learner => 1,
        () => 2,
    });
    wanted.truncate(MOST - 1);
    let (kept, shared): (Vec<&str>, Vec<&str>) = names.iter().partition(|name| wanted.contains(name));
    *names = kept;
    shared.into_iter().map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Question;

    #[test]
    fn what_is_done_to_a_program_leaves_it_the_learners() {
        let asked = What::Asked { question: Question::Unread, answer: Some(12) };
        for what in [asked, What::Stopped, What::Continued] {
            let event = |lane: &str, other: Option<&str>, what| Event {
                micros: 0,
                lane: lane.into(),
                other: other.map(str::to_string),
                what,
            };
            let events = vec![event("peer", Some("server"), What::SentFin), event("server", None, what)];
            let lanes = Lanes::of(&Trace { events });
            let owners: Vec<Owner> = lanes.drawn.iter().map(|lane| lane.owner).collect();
            assert_eq!(owners, [Owner::Checker, Owner::Learner]);
        }
    }
}
