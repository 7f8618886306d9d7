//! A trace as the rows of a ladder: arrows between lanes and notes at them, long runs folded, the middle left out.

use std::mem::{Discriminant, discriminant};

use super::lanes::Lanes;
use super::words::{Figure, Label, drawn, noun};
use crate::compare::grouped;
use crate::report::plain::counted;
use crate::trace::{Event, Trace, What};

/// One row of a ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Microseconds since the check began; of a fold, those of its last event.
    pub micros: Option<u64>,
    pub figure: Figure,
    /// The row in words, for who can't see the picture.
    pub sentence: String,
    /// Events that it stands for.
    events: usize,
}

/// How many rows are drawn at most: so many of the first and so many of the last.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub first: usize,
    pub last: usize,
}

/// Like events in a row that are still drawn one by one.
const RUN: usize = 4;

/// The rows of a trace, in its order.
pub fn rows(trace: &Trace, lanes: &Lanes, limit: Limit) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut rest = trace.events.as_slice();
    while !rest.is_empty() {
        let (run, others) = rest.split_at(run_length(rest, lanes));
        match run.len() > RUN {
            true => rows.extend(folded(run, lanes)),
            false => rows.extend(run.iter().map(|event| row(event, lanes))),
        }
        rest = others;
    }
    limited(rows, limit)
}

/// What makes events alike: what happened, in which lane, with which other.
type Class = (Discriminant<What>, usize, Option<usize>);

fn class(event: &Event, lanes: &Lanes) -> Class {
    let other = event.other.as_ref().map(|other| lanes.index(other));
    (discriminant(&event.what), lanes.index(&event.lane), other)
}

/// A piece of a stream from which one can't read more than that there was one, being too long or
/// a single byte: whichever way such pieces go, it is enough to know how many there were.
fn is_bulk(event: &Event) -> bool {
    match &event.what {
        What::Sent { bytes } | What::Received { bytes } => bytes.is_cut() || bytes.len == 1,
        _ => false,
    }
}

/// The number of events at the start that are all alike.
fn run_length(events: &[Event], lanes: &Lanes) -> usize {
    let Some(first) = events.first() else {
        return 0;
    };
    let alike = |event: &Event| match is_bulk(first) {
        true => is_bulk(event),
        false => class(event, lanes) == class(first, lanes) && !is_bulk(event),
    };
    events.iter().take_while(|event| alike(event)).count()
}

/// Of each class in a run its first event, and what the others come to, in the order of their times. Of lines the last
/// one is shown as well: there the error stands.
fn folded(run: &[Event], lanes: &Lanes) -> Vec<Row> {
    let mut classes: Vec<(Class, Vec<&Event>)> = Vec::new();
    for event in run {
        let class = class(event, lanes);
        match classes.iter_mut().find(|(known, _)| *known == class) {
            Some((_, events)) => events.push(event),
            None => classes.push((class, vec![event])),
        }
    }
    let mut rows: Vec<Row> = classes.iter().map(|(_, events)| row(events[0], lanes)).collect();
    for (_, events) in classes {
        let (last, others) = match events.as_slice() {
            [_, others @ .., last] if is_line(last) => (Some(last), others),
            [_, others @ ..] => (None, others),
            [] => (None, [].as_slice()),
        };
        rows.extend((!others.is_empty()).then(|| fold(others, lanes)));
        rows.extend(last.map(|last| row(last, lanes)));
    }
    rows.sort_by_key(|row| row.micros);
    rows
}

fn is_line(event: &Event) -> bool {
    matches!(event.what, What::Printed { .. } | What::Complained { .. })
}

fn fold(events: &[&Event], lanes: &Lanes) -> Row {
    let last = events[events.len() - 1];
    if events.len() == 1 {
        return row(last, lanes);
    }
    let bytes: usize = events.iter().filter_map(|event| event.what.bytes()).map(|b| b.len).sum();
    let things = format!("{} more {}s", grouped(events.len()), noun(&last.what));
    let long = match bytes {
        0 => format!("… {things}"),
        bytes => format!("… {things}, {}", counted(bytes, "byte")),
    };
    let mut row = row(last, lanes);
    row.events = events.len();
    match &mut row.figure {
        Figure::Arrow { from, to, label, .. } => {
            let (from, to) = (lanes.name(*from), lanes.name(*to));
            row.sentence = format!("{} go from {from} to {to}.", &long["… ".len()..]);
            let short = format!("… {} more", grouped(events.len()));
            *label = Label::Words(vec![long, format!("… {things}"), short]);
        }
        Figure::Note { lane, text, .. } => {
            row.sentence = format!("{} at {}.", &long["… ".len()..], lanes.name(*lane));
            *text = format!("… {things}");
        }
        Figure::Aside(text) => *text = format!("… {things}"),
    }
    row
}

fn limited(mut rows: Vec<Row>, limit: Limit) -> Vec<Row> {
    if rows.len() <= limit.first + limit.last + 1 {
        return rows;
    }
    let left_out = limit.first..rows.len() - limit.last;
    let events: usize = rows[left_out.clone()].iter().map(|row| row.events).sum();
    let text = format!("{} left out", counted(events, "event"));
    let sentence = format!("{text}.");
    let figure = Figure::Aside(format!("… {text}"));
    rows.splice(left_out, [Row { micros: None, figure, sentence, events }]);
    rows
}

fn row(event: &Event, lanes: &Lanes) -> Row {
    let (figure, sentence) = drawn(event, lanes);
    Row { micros: Some(event.micros), figure, sentence, events: 1 }
}
