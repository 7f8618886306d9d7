//! What there is to tell of a check beside its line, part by part: every format walks over the same parts.
//!
//! A format matches on each [`Part`] by its name, never on `_`: a part that it does not draw does not compile.

use std::borrow::Cow;

use crate::diagram::{self, Diagram, Drawing};
use crate::shot::Shot;
use crate::trace::Trace;
use crate::verdict::{CheckReport, LabReport, Report, Verdict};

/// One thing that a check has to tell.
pub enum Part<'a> {
    /// What was expected.
    Expected(Cow<'a, str>),
    /// What came instead; of a check that did not fail, the [reason](seen) for its verdict.
    Observed(Cow<'a, str>),
    /// What that is likely to come from.
    Cause(Cow<'a, str>),
    /// Where to read on, relative to the book.
    See(&'a str),
    /// What else is worth saying.
    Note(Cow<'a, str>),
    /// The last lines that the programs printed.
    Output(Vec<Cow<'a, str>>),
    /// A state diagram of the learner's, with its marks.
    Drawing(&'a Drawing, Box<Diagram>),
    /// Everything that was seen, and what was expected where it ends.
    Ladder(&'a Trace, Option<Cow<'a, str>>),
    /// The last screen that was looked at, and the program whose it is.
    Screen(&'a str, &'a Shot),
}

/// How a run is called, behind its seed, that was not a quick one.
pub fn depth(report: &Report) -> &'static str {
    if report.thorough { ", thorough" } else { "" }
}

/// Characters of a text that are told; of more, so many of the first and so many of the last.
const FIRST: usize = 3000;
const LAST: usize = 1000;
/// Lines of output that are told.
const OUTPUT: usize = 200;

/// The parts of a check, in the order in which a reader wants them.
pub fn parts(check: &CheckReport) -> Vec<Part<'_>> {
    let has_failed = check.verdict == Verdict::Fail;
    let mut parts = Vec::new();
    parts.extend(check.expected.as_deref().map(quoted).map(Part::Expected));
    parts.extend(observed(check).map(quoted).map(Part::Observed));
    parts.extend(check.cause.as_deref().map(quoted).map(Part::Cause));
    parts.extend(has_failed.then_some(Part::See(&check.see)));
    parts.extend(check.notes.iter().map(|note| Part::Note(quoted(note))));
    let output: Vec<Cow<str>> = check.output.iter().take(OUTPUT).map(|line| quoted(line)).collect();
    parts.extend((!output.is_empty()).then_some(Part::Output(output)));
    for drawing in &check.drawings {
        // One that can't be read has nothing to mark: its mistake is what was observed.
        parts.extend(diagram::read(&drawing.source).ok().map(|read| Part::Drawing(drawing, Box::new(read))));
    }
    let expected = check.expected.as_deref().map(quoted).filter(|_| has_failed);
    parts.extend((!check.trace.events.is_empty()).then_some(Part::Ladder(&check.trace, expected)));
    parts.extend(check.trace.screen().map(|(lane, shot)| Part::Screen(lane, shot)));
    parts
}

/// A failure in a line: its cause, or else what was observed.
pub fn gist(check: &CheckReport) -> &str {
    let said = check.cause.as_deref().or(check.observed.as_deref()).unwrap_or(&check.claim);
    said.lines().next().unwrap_or_default()
}

/// Whether the cause is what the program itself has said: of a crash it stands at the end of what was observed.
pub fn is_of_a_crash(check: &CheckReport) -> bool {
    let ends_with = |(observed, cause): (&String, &String)| observed.ends_with(cause.as_str());
    check.observed.as_ref().zip(check.cause.as_ref()).is_some_and(ends_with)
}

/// How what was observed is labelled.
pub fn seen(verdict: Verdict) -> &'static str {
    if verdict == Verdict::Fail { "observed" } else { "reason" }
}

/// Whether a failed check is told at length. That of a build is not: the compiler has said all there is to say.
pub fn is_told(lab: &LabReport, check: &CheckReport) -> bool {
    let is_build = !lab.build.is_empty() && check.trace.events.is_empty();
    check.verdict == Verdict::Fail && !is_build
}

/// The line over a screen: `the screen of tui, 80 by 24`
pub fn over(lane: &str, shot: &Shot) -> String {
    format!("the screen of {lane}, {} by {}", shot.columns, shot.rows)
}

/// The text, or its beginning and its end where it is so long that nobody would read it.
fn quoted(text: &str) -> Cow<'_, str> {
    let ends = (text.char_indices().nth(FIRST), text.char_indices().rev().nth(LAST - 1));
    match ends {
        (Some((first, _)), Some((last, _))) if first < last => {
            let left_out = text[first..last].chars().count();
            format!("{}\n… {left_out} characters left out …\n{}", &text[..first], &text[last..]).into()
        }
        _ => text.into(),
    }
}

/// What came instead, without the words that the cause repeats: of a crash both are its message.
fn observed(check: &CheckReport) -> Option<&str> {
    let observed = check.observed.as_deref()?;
    let rest = check.cause.as_deref().and_then(|cause| observed.strip_suffix(cause)).map(str::trim_end);
    rest.filter(|rest| !rest.is_empty()).or(Some(observed))
}
