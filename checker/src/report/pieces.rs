//! The pieces of a report in a terminal: a lab's head, what a compiler said, a check in full.

use super::layout::{BODY, entry, fitted, hanging, labelled, one_line};
use super::look::{Ladders, Look};
use super::paint::Tone;
use super::plain::{visible, width, wrap};
use super::told::{self, Part, parts};
use super::verdicts::{Words, words};
use super::{ladder, screen, state};
use crate::diagram::{Diagram, Drawing};
use crate::shot::Shot;
use crate::trace::Trace;
use crate::verdict::{BuildFailure, CheckReport, Verdict};

/// Whether a lab's programs could be built: where they could not, the compiler has said all there
/// is to say, and each check that can't be run is one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Build {
    /// All programs could be built.
    #[default]
    Whole,
    /// Some could not.
    Broken,
}

impl Build {
    /// What these failures come to.
    pub fn of(failures: &[BuildFailure]) -> Build {
        if failures.is_empty() { Build::Whole } else { Build::Broken }
    }
}

/// A lab's name and title.
pub fn head(look: Look, id: &str, title: &str) -> String {
    let id = visible(id);
    let indent = width(&id) + 2;
    let title =
        wrap(&visible(title), look.columns.saturating_sub(indent).max(1)).join(&format!("\n{}", " ".repeat(indent)));
    format!("\n{}  {title}\n\n", look.style.paint(Tone::Strong, &id))
}

/// What the compiler said, with an edge on its left: nothing that it says can pass for a line of the report. Nothing
/// where all could be built.
pub fn build_failures(look: Look, failures: &[BuildFailure]) -> String {
    let one = |failure: &BuildFailure| {
        let Words { mark, tone, .. } = words(Verdict::Fail);
        let what = format!("{mark} {} could not be built", failure.programs.join(", "));
        let what = look.style.paint(tone, &visible(&what));
        let edge = look.style.paint(Tone::Quiet, EDGE);
        let command = look.style.paint(Tone::Quiet, &format!("$ {}", one_row(&failure.command)));
        let said = visible(failure.output.trim_end());
        let lines: String = said.lines().map(|line| format!("{}\n", format!("  {edge} {line}").trim_end())).collect();
        format!("  {what}\n\n  {edge} {command}\n{lines}\n")
    };
    failures.iter().map(one).collect()
}

fn one_row(text: &str) -> String {
    visible(text).replace('\n', " ")
}

/// What stands on the left of a build's own words.
const EDGE: &str = "│";

/// A finished check, in full.
pub fn check(look: Look, build: Build, check: &CheckReport) -> String {
    let mut out = match (check.verdict, build) {
        (Verdict::Pass, _) => entry(look, check, &one_line(look, &check.claim), Tone::Usual),
        (Verdict::NotStarted, _) => entry(look, check, &one_line(look, &check.claim), Tone::Quiet),
        (Verdict::Skipped, _) => {
            let reason = format!("{}: {}", words(check.verdict).said, reason(check));
            entry(look, check, &reason, Tone::Quiet)
        }
        (Verdict::Inconclusive, _) => {
            let reason = format!("not your fault: {}", reason(check));
            entry(look, check, &reason, Tone::Usual)
        }
        (Verdict::Fail, Build::Broken) if check.trace.events.is_empty() => {
            entry(look, check, &one_line(look, &reason(check)), Tone::Quiet)
        }
        (Verdict::Fail, _) => return failure(look, check),
    };
    for part in parts(check) {
        match part {
            Part::Note(note) => out.push_str(&hanging(look, look.claim(), &note, Tone::Quiet)),
            Part::Ladder(trace, expected) if look.ladders == Ladders::OfAll => {
                out.push_str(&format!("\n{}\n", drawn(look, trace, expected.as_deref())));
            }
            Part::Ladder(..) => {}
            // Its line has said why.
            Part::Expected(_) | Part::Observed(_) | Part::Cause(_) | Part::See(_) => {}
            // Of interest where something has failed.
            Part::Output(_) | Part::Drawing(..) | Part::Screen(..) => {}
        }
    }
    out
}

/// A failed check: what was expected, what came, why that may be, where to read on; then the
/// last output and what can be drawn, each with an empty line after it.
fn failure(look: Look, check: &CheckReport) -> String {
    let (mut said, mut shown) = (String::new(), String::new());
    let said_of = |label, text: &str, tone| labelled(look, label, &fitted(look, text), tone);
    for part in parts(check) {
        match part {
            Part::Expected(text) => said.push_str(&said_of("expected", &text, Tone::Usual)),
            Part::Observed(text) => said.push_str(&said_of(told::seen(check.verdict), &text, Tone::Usual)),
            Part::Cause(cause) => said.push_str(&cause_of(look, &cause)),
            Part::See(place) => said.push_str(&look.linked(&said_of("read", place, Tone::Place), place)),
            Part::Note(note) => said.push_str(&said_of("note", &note, Tone::Usual)),
            Part::Output(lines) => {
                let lines: Vec<String> = lines.iter().flat_map(|line| fitted(look, line)).collect();
                shown.push_str(&format!("{}\n", labelled(look, "output", &lines, Tone::Usual)));
            }
            Part::Drawing(drawing, diagram) => shown.push_str(&states(look, drawing, &diagram)),
            Part::Ladder(trace, expected) => shown.push_str(&format!("{}\n", drawn(look, trace, expected.as_deref()))),
            Part::Screen(lane, shot) => shown.push_str(&on_screen(look, lane, shot)),
        }
    }
    format!("{}\n{said}\n{shown}", entry(look, check, &check.claim, Tone::Strong))
}

/// A state diagram, indented, with what is wrong marked in it.
fn states(look: Look, drawing: &Drawing, diagram: &Diagram) -> String {
    let indent = " ".repeat(BODY);
    let lines = state::text(diagram, &drawing.marks, state::Room { style: look.style, width: look.columns - BODY });
    let lines: String = lines.lines().map(|line| format!("{indent}{line}\n")).collect();
    format!("{indent}{}\n{lines}\n", look.style.paint(Tone::Quiet, &visible(&drawing.file)))
}

/// A screen, with a line over it that says whose it is.
fn on_screen(look: Look, lane: &str, shot: &Shot) -> String {
    let lines: String = screen::text(shot, look.columns - 2).iter().map(|line| format!("  {line}\n")).collect();
    format!("  {}\n{lines}\n", look.style.paint(Tone::Quiet, &visible(&told::over(lane, shot))))
}

/// The sentence that a student looks for: marked in the column of the marks.
fn cause_of(look: Look, cause: &str) -> String {
    let text = labelled(look, "cause", &fitted(look, cause), Tone::Strong);
    let arrow = look.style.paint(Tone::Bad, "→");
    format!("  {arrow} {}", text.get(BODY..).unwrap_or(""))
}

/// A ladder, indented.
fn drawn(look: Look, trace: &Trace, expected: Option<&str>) -> String {
    let ladder = ladder::Room { width: look.columns - BODY, style: look.style, expected };
    let text = ladder::text(trace, ladder);
    text.lines().map(|line| format!("{}{line}\n", " ".repeat(BODY))).collect()
}

/// Why a check has no other verdict.
fn reason(check: &CheckReport) -> String {
    check.observed.clone().unwrap_or_else(|| check.claim.clone())
}
