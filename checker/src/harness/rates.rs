//! What a check says of the times of lines, without a clock that a busy machine could make it miss: only that
//! lines came side by side, and that some did not come sooner than they may.

use std::time::Duration;

use super::Program;
use crate::compare::{quote, text};
use crate::trace::{Event, What};
use crate::verdict::{Seen, Step, Want, unmet};

/// How much sooner than it is due a line may come: timers are rounded.
const ROUNDING: Duration = Duration::from_millis(20);

/// A second of the contract, and as much again for a runtime that takes its time to end.
const AT_ONCE: Duration = Duration::from_secs(2);

impl Program {
    /// The end of the program within a second in which it could run, with this exit status.
    pub fn expect_exit_at_once(&self, status: i32) -> Step {
        self.expect_exit_within(status, AT_ONCE)
    }

    /// Lets it run until it has ended, or for so long.
    pub fn let_run(&self, time: Duration) -> Step {
        self.bench.wait(self.bench.deadline_of(time), |state| self.is_over(state).then_some(()))?;
        Ok(())
    }

    /// Expects of two groups of lines, all of which have come, that they came side by side and none too soon. With
    /// each group stands how long after the program's start its last line is due, in ms.
    ///
    /// Lines that follow each other too soon are no mistake if the first was late: a runtime that takes its time to
    /// start, or a busy machine. What comes before it may even by the program's start is one. Where all lines come
    /// much closer than they may, but none before its time, nothing can be told: `false`.
    pub fn expect_side_by_side(&self, groups: [(&[String], u64); 2]) -> Step<bool> {
        let well_before = |due: u64| Duration::from_millis(due) / 2;
        let is_early = |(lines, due): (&[String], u64)| self.took(lines) < well_before(due);
        let is_sequence = self.is_before(groups[0].0, groups[1].0) || self.is_before(groups[1].0, groups[0].0);
        let name = |line: Option<&String>| line.map(|line| quote(line.as_bytes())).unwrap_or_default();
        // Without any timer it is chance how the lines mix.
        if is_sequence && !groups.into_iter().all(is_early) {
            let expected = "the lines of both threads come side by side";
            let (first, second) = if self.is_before(groups[0].0, groups[1].0) { (0, 1) } else { (1, 0) };
            let (last, begin) = (name(groups[first].0.last()), name(groups[second].0.first()));
            let observed = format!("{last} came before {begin}");
            return Err(unmet(Want::Line, Seen::Reordered, expected, observed));
        }
        // A line may be late for many reasons; before its time, even by the program's start, none can come.
        let is_too_soon = |lines: &[String], due: u64| {
            self.age_at(lines.last()) < Duration::from_millis(due).saturating_sub(ROUNDING)
        };
        let Some((lines, due)) = groups.into_iter().find(|(lines, due)| is_too_soon(lines, *due)) else {
            return Ok(!groups.into_iter().any(is_early));
        };
        let expected = format!("{} comes {due} ms behind {}", name(lines.last()), name(lines.first()));
        let observed = format!("it came {} ms behind it", self.took(lines).as_millis());
        Err(unmet(Want::Line, Seen::Early, expected, observed))
    }

    /// Expects of two lines, both of which have come, that the one that is due much sooner came first.
    pub fn expect_before(&self, first: &str, second: &str) -> Step {
        let place = |line: &str| self.moment(line).map(|(place, _)| place);
        if place(first) <= place(second) {
            return Ok(());
        }
        Err(unmet(
            Want::Line,
            Seen::Late,
            format!("{} before {}", quote(first.as_bytes()), quote(second.as_bytes())),
            format!("{} came first", quote(second.as_bytes())),
        ))
    }

    /// The time between the first and the last of these lines.
    fn took(&self, lines: &[String]) -> Duration {
        let micros = |line: Option<&String>| line.and_then(|line| self.moment(line)).map_or(0, |(_, micros)| micros);
        Duration::from_micros(micros(lines.last()).saturating_sub(micros(lines.first())))
    }

    /// How long the program had been started when this line came.
    fn age_at(&self, line: Option<&String>) -> Duration {
        let is_start = |event: &Event| event.lane == self.lane && matches!(event.what, What::Started { .. });
        let state = self.bench.journal.state();
        let started = state.trace.events.iter().find(|event| is_start(event)).map_or(0, |event| event.micros);
        drop(state);
        let came = line.and_then(|line| self.moment(line)).map_or(0, |(_, micros)| micros);
        Duration::from_micros(came.saturating_sub(started))
    }

    /// Whether the last of the first came before the first of the second.
    fn is_before(&self, first: &[String], second: &[String]) -> bool {
        let place = |line: Option<&String>| self.moment(line?).map(|(place, _)| place);
        place(first.last()).zip(place(second.first())).is_some_and(|(last, begin)| last < begin)
    }

    /// Where a line stands among all that was seen, and when.
    fn moment(&self, line: &str) -> Option<(usize, u64)> {
        let is_it = |what: &What| matches!(what, What::Printed { bytes } if text(bytes.text.as_bytes()) == line);
        let state = self.bench.journal.state();
        let mut events = state.trace.events.iter().enumerate();
        events.find(|(_, event)| event.lane == self.lane && is_it(&event.what)).map(|(at, event)| (at, event.micros))
    }
}
