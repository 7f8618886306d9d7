//! Tells from what a program left on stderr and how it ended whether it crashed, and with which words; pure.

#![warn(missing_docs)]

mod frames;
mod python;
mod read;
mod said;

use crate::compare::quote;
use crate::journal::{Exit, ProgramState, State};
use crate::language::Sign;
use crate::languages::LANGUAGES;
use crate::trace::escape;
use frames::Frame;
use said::{Aftermath, Said};

/// What todo! prints, in Rust and in the stubs of every other language.
const NOT_STARTED: &str = "not yet implemented: TODO(";

/// A line that came so often at a stretch is what fills a stream; and what is told of it.
const OFTEN: usize = 100;
const LINE: usize = 80;

/// What a program has done that no program may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crash {
    /// The program's lane.
    pub lane: String,
    /// What it did, behind its name: `crashed: ValueError: no, in server.py line 3: int("x")`
    pub words: String,
}

/// The program of a check that has crashed, and how; none where all went well. A program that the checker told
/// to end has not crashed, whatever it says then.
pub fn of(state: &State) -> Option<Crash> {
    state.programs.iter().find_map(|program| Some(Crash { lane: program.lane.clone(), words: words(program)? }))
}

fn words(program: &ProgramState) -> Option<String> {
    if let Some(limit) = &program.limit {
        let repeated = repeated(program).map(|line| format!(": again and again {}", quote(line))).unwrap_or_default();
        return Some(format!("was stopped, because it used {limit}{repeated}"));
    }
    let said = &program.stderr.kept[..program.told.unwrap_or(program.stderr.kept.len())];
    let said = String::from_utf8_lossy(said);
    // Of one that ran on until the checker ended it the exit says nothing.
    let exit = program.exit.filter(|exit| match exit {
        Exit::Status(_) => program.told.is_none(),
        Exit::Signal(_) => !program.signalled,
    });
    if let Some(exception) = exception(&said) {
        return Some(escape(told(&exception, exit).as_bytes()));
    }
    let last = || matches!(program.exit, Some(Exit::Status(3..))).then(|| died(&said)).flatten();
    let by_signal = matches!(program.exit, Some(Exit::Signal(_))) && !program.signalled;
    let ended = program.exit.filter(|_| by_signal).map(|exit| exit.to_string());
    last().map(|line| escape(line.as_bytes())).or(ended).map(|words| format!("crashed: {words}"))
}

/// The line with which a program has filled one of its streams, beyond what is kept of it, where it is always the same.
fn repeated(program: &ProgramState) -> Option<&[u8]> {
    let [one, other] = [&program.stdout, &program.stderr];
    let flooded = if one.total > other.total { one } else { other };
    let mut lines = flooded.lines().rev().take(OFTEN);
    let line = lines.next().filter(|_| flooded.total > flooded.kept.len())?;
    (lines.len() + 1 == OFTEN && lines.all(|other| other == line)).then(|| &line[..line.len().min(LINE)])
}

/// The exception of which a program has told on stderr; none where stderr tells of no crash.
fn exception(stderr: &str) -> Option<Said> {
    let lines: Vec<&str> = stderr.lines().collect();
    let at = lines.iter().position(|line| is_sign(line))?;
    Some(read::at(&lines, at))
}

/// What an exception has come to, in words that go behind the name of a program. Of a trace that was printed it is
/// said that it was: the program has caught the exception.
fn told(exception: &Said, exit: Option<Exit>) -> String {
    let has_failed = matches!(exit, Some(Exit::Status(1..) | Exit::Signal(_)));
    let how = match exception.end {
        Aftermath::Program => "crashed",
        Aftermath::Unclear if has_failed => "crashed",
        Aftermath::Thread => "crashed in a thread",
        Aftermath::Task => "crashed in a task",
        Aftermath::Unclear | Aftermath::Printed => {
            "prints a stack trace where the contract asks for one line, `error: ...`"
        }
    };
    let place = exception.place.as_ref().map(|place| format!(", in {place}")).unwrap_or_default();
    format!("{how}: {}{place}", exception.what)
}

/// Perl's last words. A warning reads the same, and so it is only for a program with a status that nobody chose.
fn died(stderr: &str) -> Option<String> {
    let last = stderr.lines().rev().find(|line| !line.trim().is_empty())?;
    let (_, place) = last.strip_suffix('.')?.rsplit_once(" line ")?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(place) && last.contains(" at ") && !last.starts_with("error: ")).then(|| last.to_string())
}

/// Whether a program seems to be in the middle of telling of a crash: what it has said ends inside a line, with a
/// head, or with one of the lines below it.
pub fn is_under_way(state: &State) -> bool {
    state.programs.iter().filter(|program| !program.is_over() && program.told.is_none()).any(|program| {
        let said = String::from_utf8_lossy(&program.stderr.kept);
        let is_unfinished = |line: &str| line.starts_with([' ', '\t']) || line.ends_with(':');
        !said.is_empty() && (!said.ends_with('\n') || said.lines().next_back().is_some_and(is_unfinished))
    })
}

/// The text of the first `todo!` that was reached, with its place where the line before gives it.
pub fn not_started(stderr: &str) -> Option<String> {
    let lines: Vec<&str> = stderr.lines().collect();
    let at = lines.iter().position(|line| line.contains(NOT_STARTED))?;
    let text = &lines[at][lines[at].find("TODO(")?..];
    let place = at
        .checked_sub(1)
        .and_then(|before| lines[before].split_once("panicked at "))
        .map(|(_, place)| place.trim_end_matches(':'));
    Some(match place {
        Some(place) => format!("{place}: {text}"),
        None => text.to_string(),
    })
}

/// Whether the line is a sign of a crash, in whatever language: one's exception may stand in another's output.
fn is_sign(line: &str) -> bool {
    LANGUAGES.iter().flat_map(|language| language.signs).any(|sign| fits(*sign, line))
}

fn fits(sign: Sign, line: &str) -> bool {
    if line.starts_with("error: ") {
        return false;
    }
    match sign {
        Sign::Starts(text) => line.starts_with(text),
        Sign::Holds(text) => line.contains(text),
        Sign::Frame(text) => line.trim_start().starts_with(text) && Frame::read(line).is_some(),
    }
}

#[cfg(test)]
mod tests;
