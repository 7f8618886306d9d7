//! The lines of a server that tells of its clients: who says what, who comes and goes, and how many are there.

use std::net::SocketAddr;
use std::ops::RangeInclusive;

use super::Program;
use super::addresses::canonical;
use crate::compare::{self, text};
use crate::hand::About;
use crate::journal::{ProgramState, State};
use crate::verdict::{Seen, Step, Want, unmet};

impl Program {
    /// A line `IP:PORT: TEXT` with this address, in any of its notations.
    ///
    /// Gives: (Line, OtherStream), (Line, Unterminated), (Line, Different), (Line, Ended), (Line, Buffered),
    /// (Line, Silence), (Line, Address).
    pub fn expect_said(&self, from: SocketAddr, said: &str) -> Step {
        let said = text(said.as_bytes());
        let is_it = |line: &str| says(line).is_some_and(|(address, words)| address == canonical(from) && words == said);
        self.expect_guest(format!("{from}: {said}"), is_it, |lines| {
            let about = |line: &&String| !said.is_empty() && line.contains(said.trim());
            let ours = |line: &&String| says(line).is_some_and(|(address, _)| address == canonical(from));
            let near = lines.iter().rev().find(about).or_else(|| lines.iter().rev().find(ours))?;
            let seen = match says(near) {
                Some((address, words)) if words == said && address != canonical(from) => Seen::Address,
                Some((_, words)) => compare::difference(said.as_bytes(), words.as_bytes()),
                None => Seen::Different,
            };
            Some((seen, near.clone()))
        })
    }

    /// A line `WORD IP:PORT (active N)` with this address, in any of its notations.
    ///
    /// Gives: (Line, OtherStream), (Line, Unterminated), (Line, Different), (Line, Ended), (Line, Buffered),
    /// (Line, Silence), (Line, Address), (Line, Count).
    pub fn expect_active(&self, word: &str, address: SocketAddr, active: usize) -> Step {
        let is_it = |line: &str| counted(line, word) == Some((canonical(address), active));
        self.expect_guest(format!("{word} {address} (active {active})"), is_it, |lines| {
            let meant =
                |line: &&String| line.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|one| one == word);
            let ours = lines.iter().rev().find(|line| {
                counted(line, word).is_some_and(|(named, _)| named == canonical(address))
                    || meant(line) && line.contains(&format!(":{}", address.port()))
            });
            // The line about another of the clients is right, and stands for nothing.
            let other = |line: &&String| {
                meant(line) && !counted(line, word).is_some_and(|(named, _)| self.is_of_the_bench(named))
            };
            let near = ours.or_else(|| {
                lines
                    .iter()
                    .rev()
                    .filter(other)
                    .find(|line| !self.ports_of_the_bench().iter().any(|port| line.contains(&format!(":{port}"))))
            })?;
            let seen = match counted(near, word) {
                Some((named, _)) if named == canonical(address) => Seen::Count,
                Some(_) => Seen::Address,
                None => Seen::Different,
            };
            Some((seen, near.clone()))
        })
    }

    /// Expects of the lines `WORD IP:PORT (active N)` that there is one for each of these numbers, and no other, once
    /// there are so many: two threads may print in another order than they have counted.
    ///
    /// Gives: (Line, Short), (Line, Count).
    pub fn expect_counts(&self, word: &str, counts: RangeInclusive<i64>) -> Step {
        self.bench.not_by_hand("it counts the lines of a crowd")?;
        let wanted: Vec<i64> = counts.collect();
        let numbers = |state: &State| numbers(&state.programs[self.id], word);
        let mut before = 0;
        while self
            .bench
            .wait(self.bench.deadline(), |state| (numbers(state).len() >= wanted.len()).then_some(()))?
            .is_none()
        {
            let now = numbers(&self.bench.journal.state()).len();
            if now <= before {
                break;
            }
            before = now;
        }
        let mut told = numbers(&self.bench.journal.state());
        told.sort_unstable();
        if told == wanted {
            return Ok(());
        }
        let missing: Vec<String> = wanted.iter().filter(|number| !told.contains(number)).map(i64::to_string).collect();
        let lines = format!("{} lines `{word} IP:PORT (active N)`", told.len());
        let observed = match missing.first() {
            Some(one) => format!("{lines}; {} numbers stand in none of them, as {one}", missing.len()),
            None => format!("{lines}, with numbers that never were true"),
        };
        let (first, last) = (wanted.first().copied().unwrap_or(0), wanted.last().copied().unwrap_or(0));
        let expected = format!("the numbers {first} to {last}, each in one line `{word} IP:PORT (active N)`");
        let seen = if told.len() < wanted.len() { Seen::Short } else { Seen::Count };
        Err(unmet(Want::Line, seen, expected, observed))
    }

    /// Two things have gone wrong by now, or three: so many lines on stderr that start with `error: `.
    ///
    /// Gives: (Error, Ended), (Error, Silence), what `expect_error` gives.
    pub fn expect_errors(&self, count: usize) -> Step {
        let there =
            format!("has your {} printed {count} lines that start with \"error: \" on stderr by now?", self.lane);
        match (self.bench.is_played(), count) {
            (true, 1) => return self.expect_error().map(drop),
            (true, _) if self.is_said(About::That(&there))? == Some(true) => return Ok(()),
            _ => {}
        }
        let errors = |state: &State| {
            let lines = state.programs[self.id].stderr.lines().map(text).filter(|line| line.starts_with("error: "));
            lines.count()
        };
        let found = |state: &State| (errors(state) >= count).then_some(true).or(self.is_over(state).then_some(false));
        if self.bench.wait(self.deadline(), found)? == Some(true) {
            return Ok(());
        }
        // The one that is there already is no sign of what became of the other.
        if count == 1 {
            return self.expect_error().map(drop);
        }
        let there = errors(&self.bench.journal.state());
        let (seen, observed) = match self.look(|program| program.exit) {
            Some(exit) => (Seen::Ended, format!("{there}, and {} ended with {exit}", self.lane)),
            None => (Seen::Silence, format!("{there} so far")),
        };
        let expected = format!("{count} lines that start with \"error: \" on stderr");
        Err(unmet(Want::Error, seen, expected, observed))
    }

    /// Waits for a line; says why it did not come, by the line that was meant to be it.
    fn expect_guest(
        &self,
        wanted: String,
        is_it: impl Fn(&str) -> bool,
        nearest: impl FnOnce(&[String]) -> Option<(Seen, String)>,
    ) -> Step {
        self.hear_lines(std::slice::from_ref(&wanted))?;
        let mut seen = 0;
        let found = |state: &State| {
            let program = &state.programs[self.id];
            let lines = program.stdout.lines_from(seen);
            seen += lines.len();
            let there = lines.into_iter().any(|line| is_it(&text(line)));
            there.then_some(true).or(program.is_over().then_some(false))
        };
        if self.bench.wait(self.deadline(), found)? == Some(true) {
            return Ok(());
        }
        let expected = format!("the line {} on stdout", compare::excerpt(wanted.as_bytes()));
        let lines: Vec<String> =
            self.look(|program| Some(program.stdout.lines().map(text).collect())).unwrap_or_default();
        let on_stderr = self.look(|program| program.stderr.lines().any(|line| is_it(&text(line))).then_some(()));
        let (seen, observed) = if on_stderr.is_some() {
            (Seen::OtherStream, "the line came on stderr".to_string())
        } else if let Some((seen, line)) = nearest(&lines) {
            (seen, compare::show(wanted.as_bytes(), line.as_bytes()))
        } else if let Some(exit) = self.look(|program| program.exit) {
            (Seen::Ended, format!("no such line, and {} ended with {exit}", self.lane))
        } else if self.says_at_last(&is_it) {
            (Seen::Buffered, "nothing, until the program was told to end: then the line came".to_string())
        } else {
            (Seen::Silence, "no such line".to_string())
        };
        Err(unmet(Want::Line, seen, expected, observed))
    }

    /// The ports of the check's own clients.
    fn ports_of_the_bench(&self) -> Vec<u16> {
        use crate::trace::What;
        let port = |from: &String| from.parse::<SocketAddr>().ok().map(|address| address.port());
        let state = self.bench.journal.state();
        let events = state.trace.events.iter();
        events
            .filter_map(|event| if let What::Connected { from, .. } = &event.what { port(from) } else { None })
            .collect()
    }
}

/// `IP:PORT: TEXT`
fn says(line: &str) -> Option<(SocketAddr, String)> {
    let (address, words) = line.split_once(": ")?;
    Some((canonical(address.parse().ok()?), words.to_string()))
}

/// `WORD IP:PORT (active N)`
fn counted(line: &str, word: &str) -> Option<(SocketAddr, usize)> {
    let (address, count) = line.strip_prefix(word)?.strip_prefix(' ')?.trim_end().split_once(" (active ")?;
    Some((canonical(address.parse().ok()?), count.strip_suffix(')')?.parse().ok()?))
}

/// The numbers of all `WORD IP:PORT (active N)`. Two threads that print at once may have put two in one line.
fn numbers(program: &ProgramState, word: &str) -> Vec<i64> {
    let lines: Vec<String> = program.stdout.lines().map(text).collect();
    let told = lines.iter().flat_map(|line| line.split_inclusive(')'));
    told.filter_map(|told| {
        let (before, number) = told.split_once(" (active ")?;
        let (before, _) = before.rsplit_once(' ')?;
        let is_it = before.ends_with(word) && !before.ends_with(&format!("dis{word}"));
        is_it.then_some(number.strip_suffix(')')?.parse().ok()?)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_guests_are_read() {
        let at = |text: &str| text.parse::<SocketAddr>().expect("an address");
        let said = |line| says(line).map(|(address, words)| (address.to_string(), words));
        assert_eq!(said("127.0.0.1:4: a: b"), Some(("127.0.0.1:4".into(), "a: b".into())));
        assert_eq!(said("[::ffff:127.0.0.1]:4: "), Some(("127.0.0.1:4".into(), "".into())));
        assert_eq!(said("[::1]:4: x"), Some(("[::1]:4".into(), "x".into())));
        assert_eq!(said("127.0.0.1:4 x"), None);
        assert_eq!(counted("connected 127.0.0.1:4 (active 2)", "connected"), Some((at("127.0.0.1:4"), 2)));
        assert_eq!(counted("connected 127.0.0.1:4", "connected"), None);
        assert_eq!(counted("disconnected 127.0.0.1:4 (active 0)", "connected"), None);
    }
}
