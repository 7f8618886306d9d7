//! The states that a program says it is in: its lines `state: NAME`, in their order.

use super::Program;
use crate::compare::{quote, text};
use crate::hand::About;
use crate::journal::{ProgramState, State};
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// How a program names a state.
const STATE: &str = "state: ";

/// The states that one program went through, as one check saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The check in which it was seen.
    pub check: &'static str,
    /// `client`
    pub program: String,
    /// In the order in which they were said.
    pub states: Vec<String>,
}

/// The states of every program of a record, of those that said any.
pub fn walks(check: &'static str, state: &State) -> Vec<Walk> {
    let walk = |program: &ProgramState| {
        let name = program.lane.split(' ').next().unwrap_or_default().to_string();
        Walk { check, program: name, states: states(program) }
    };
    state.programs.iter().map(walk).filter(|walk| !walk.states.is_empty()).collect()
}

fn states(program: &ProgramState) -> Vec<String> {
    program.stdout.lines().filter_map(|line| Some(text(line).strip_prefix(STATE)?.trim_end().to_string())).collect()
}

/// How often a program has said a state; of no name: any.
pub(super) fn count(program: &ProgramState, name: &str) -> usize {
    states(program).iter().filter(|state| name.is_empty() || *state == name).count()
}

/// The state by which it has said that its connection is over, behind the last `connected`.
pub(super) fn parted(program: &ProgramState) -> Option<String> {
    let mut states = states(program);
    let connected = states.iter().rposition(|state| state == "connected");
    let behind = states.split_off(connected.map_or(0, |at| at + 1));
    behind.into_iter().find(|state| state == "closed" || connected.is_some() && state == "disconnected")
}

impl Program {
    /// The states so far.
    pub fn states(&self) -> Vec<String> {
        self.look(|program| Some(states(program))).unwrap_or_default()
    }

    /// Exactly these states so far, one after the other, the first one included.
    ///
    /// Gives: (State, OtherStream), (State, Unterminated), (State, Different), (State, Ended), (State, Buffered),
    /// (State, Silence), (State, Repeated).
    pub fn expect_states(&self, wanted: &[&str]) -> Step {
        self.hear_states(wanted)?;
        let settled = |program: &ProgramState| {
            let states = states(program);
            let upto = states.len().min(wanted.len());
            let is_wrong = states[..upto] != wanted[..upto] || states.len() > wanted.len();
            (is_wrong || states.len() == wanted.len()).then_some(()).or(program.is_over().then_some(()))
        };
        self.bench.wait(self.start_deadline(), |state| settled(&state.programs[self.id]))?;
        let states = self.states();
        if states == wanted {
            return Ok(());
        }
        let same = states.iter().zip(wanted).take_while(|(one, other)| one == other).count();
        let Some(wrong) = states.get(same) else { return Err(self.no_state(wanted[same], &states)) };
        let is_again = same.checked_sub(1).is_some_and(|before| states[before] == *wrong);
        Err(unmet(
            Want::State,
            if is_again { Seen::Repeated } else { Seen::Different },
            format!("the states {}", walked(wanted)),
            format!("the states {}", walked(&states)),
        ))
    }

    /// That it has said no state before its ready line, which has come.
    ///
    /// Gives: (State, Early).
    pub fn expect_ready_first(&self) -> Step {
        let lines = self.look(|program| Some(program.stdout.lines().map(text).collect::<Vec<_>>())).unwrap_or_default();
        let place = |start: &str| lines.iter().position(|line| line.starts_with(start));
        match (place(STATE), place("listening on ")) {
            (Some(state), Some(ready)) if state < ready => {
                let observed =
                    format!("{} came before {}", quote(lines[state].as_bytes()), quote(lines[ready].as_bytes()));
                Err(unmet(
                    Want::State,
                    Seen::Early,
                    "the line \"listening on IP:PORT\", then the first state",
                    observed,
                ))
            }
            _ => Ok(()),
        }
    }

    /// That it has said this state so many times.
    ///
    /// Gives: (State, OtherStream), (State, Unterminated), (State, Different), (State, Ended), (State, Buffered),
    /// (State, Silence).
    pub fn expect_state_times(&self, name: &str, times: usize) -> Step {
        self.hear_state_times(name, times)?;
        let reached = |program: &ProgramState| {
            (count(program, name) >= times).then_some(true).or(program.is_over().then_some(false))
        };
        match self.bench.wait(self.start_deadline(), |state| reached(&state.programs[self.id]))? {
            Some(true) => Ok(()),
            _ => Err(self.no_state(name, &self.states())),
        }
    }

    /// Asks who runs it whether it has said this state so many times, and takes that down.
    fn hear_state_times(&self, name: &str, times: usize) -> Step {
        let said = || self.look(|program| Some(count(program, name))).unwrap_or(0);
        if !self.bench.is_played() || said() >= times {
            return Ok(());
        }
        let often = if times == 1 { String::new() } else { format!(" {times} times by now") };
        if self.is_said(About::That(&format!("has your {} printed the line \"{STATE}{name}\"{often}?", self.lane)))?
            == Some(true)
        {
            (said()..times).for_each(|_| self.print(&format!("{STATE}{name}")));
        }
        Ok(())
    }

    /// Asks for these states, from the first on.
    fn hear_states(&self, wanted: &[&str]) -> Step {
        self.hear_lines(&wanted.iter().map(|name| format!("{STATE}{name}")).collect::<Vec<_>>())
    }

    /// That this is the last state it has said, once it has ended.
    ///
    /// Gives: (State, Different).
    pub fn expect_last_state(&self, name: &str) -> Step {
        let states = self.states();
        match states.last() {
            Some(last) if last != name => Err(unmet(
                Want::State,
                Seen::Different,
                format!("{name} is the last state"),
                format!("the states {}", walked(&states)),
            )),
            _ => Ok(()),
        }
    }

    /// That this is the state it is in, sooner or later.
    ///
    /// Gives: (State, OtherStream), (State, Unterminated), (State, Different), (State, Ended), (State, Buffered),
    /// (State, Silence).
    pub fn expect_state(&self, name: &str) -> Step {
        if self.reaches(|state| state == name)? { Ok(()) } else { Err(self.no_state(name, &self.states())) }
    }

    /// That the state it is in is any but this one, sooner or later.
    ///
    /// Gives: (State, Ended), (State, Silence).
    pub fn expect_no_longer(&self, name: &str) -> Step {
        let another = format!("is the last line \"{STATE}...\" of your {} another than {name}?", self.lane);
        if self.is_said(About::That(&another))? == Some(true) || self.reaches(|state| state != name)? {
            return Ok(());
        }
        let expected = format!("any state but {name}, behind {}", walked(&self.states()));
        Err(match self.look(|program| program.exit) {
            Some(exit) => unmet(Want::State, Seen::Ended, expected, format!("{} ended with {exit}", self.lane)),
            None => unmet(Want::State, Seen::Silence, expected, "no other state"),
        })
    }

    fn reaches(&self, is: impl Fn(&str) -> bool) -> Step<bool> {
        let reached = |program: &ProgramState| {
            let there = states(program).last().is_some_and(|state| is(state));
            there.then_some(true).or(program.is_over().then_some(false))
        };
        Ok(self.bench.wait(self.start_deadline(), |state| reached(&state.programs[self.id]))? == Some(true))
    }

    /// Why a state did not come, behind those that did.
    pub(super) fn no_state(&self, name: &str, came: &[String]) -> Stop {
        let line = format!("{STATE}{name}");
        let expected = match came {
            [] => format!("the line \"{line}\""),
            came => format!("the state {name}, behind {}", walked(came)),
        };
        let mismatch = |seen, observed: String| unmet(Want::State, seen, expected.clone(), observed);
        if self.look(|program| program.stderr.lines().any(|one| text(one) == line).then_some(())).is_some() {
            return mismatch(Seen::OtherStream, "the line came on stderr".into());
        }
        if self.look(|program| (text(program.stdout.partial()) == line).then_some(())).is_some() {
            return mismatch(Seen::Unterminated, "the text came without a newline at its end".into());
        }
        let near = |program: &ProgramState| {
            let lines = program.stdout.lines().map(text);
            let is_near = |line: &String| !line.starts_with(STATE) && line.to_lowercase().contains("state");
            lines.into_iter().find(is_near)
        };
        if let Some(line) = self.look(near).filter(|_| came.is_empty()) {
            return mismatch(Seen::Different, format!("the line {}", quote(line.as_bytes())));
        }
        if let Some(exit) = self.look(|program| program.exit) {
            return mismatch(Seen::Ended, format!("no such line, and {} ended with {exit}", self.lane));
        }
        let before = came.len();
        if self.says_at_last(|one| one == line) && self.states().get(before).is_some_and(|one| one == name) {
            return mismatch(Seen::Buffered, "nothing, until the program was told to end: then the line came".into());
        }
        mismatch(Seen::Silence, "no such line".into())
    }
}

/// `disconnected, connecting, connected`; of a long walk the end.
pub(super) fn walked<T: AsRef<str>>(states: &[T]) -> String {
    const MOST: usize = 10;
    let skipped = states.len().saturating_sub(MOST);
    let shown: Vec<&str> = states[skipped..].iter().map(AsRef::as_ref).collect();
    format!("{}{}", if skipped > 0 { "..., " } else { "" }, crate::trace::escape(shown.join(", ").as_bytes()))
}
