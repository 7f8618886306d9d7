//! What a student sees in a terminal: a line a check, and for a failed one why, where to read on, and a ladder.
//!
//! A lab is told piece by piece while it runs: [`head`], [`build_failures`], [`check`] for each
//! check as it is finished, [`foot`]; at the very end [`end`]. [`whole`] is all of them in a row.

use super::layout::{BODY, CLAIM, WIDTH, advice, bar, entry, fitted, hanging, labelled, one_line};
use super::paint::{Style, Tone};
use super::plain::{pad, visible, width, wrap};
use super::told::{self, Part, parts};
use super::verdicts::{Words, of_checkpoint, words};
use super::{ladder, screen, state};
use crate::diagram::{Diagram, Drawing};
use crate::shot::Shot;
use crate::trace::Trace;
use crate::verdict::{BuildFailure, CheckReport, CheckpointReport, LabReport, Report, Verdict};

/// How a report is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether it is painted.
    pub style: Style,
    /// Which ladders are drawn.
    pub ladders: Ladders,
}

/// Which checks are shown with the ladder of their trace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ladders {
    /// Of the checks that failed.
    #[default]
    OfFailures,
    /// Of every check that saw something.
    OfAll,
}

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

/// The report without colours, as it is written to a file.
pub fn render(report: &Report) -> String {
    whole(Look::default(), report)
}

/// The whole report: what was told piece by piece, in a row.
pub fn whole(look: Look, report: &Report) -> String {
    let mut out = String::new();
    for lab in &report.labs {
        out.push_str(&head(look, &lab.id, &lab.title));
        out.push_str(&build_failures(look, &lab.build));
        for one in &lab.checks {
            out.push_str(&check(look, Build::of(&lab.build), one));
        }
        out.push_str(&foot(look, &report.submission, lab));
    }
    out.push_str(&end(look, report));
    out
}

/// A lab's name and title.
pub fn head(look: Look, id: &str, title: &str) -> String {
    let indent = width(id) + 2;
    let title = wrap(&visible(title), WIDTH - indent).join(&format!("\n{}", " ".repeat(indent)));
    format!("\n{}  {title}\n\n", look.style.paint(Tone::Strong, id))
}

/// What the compiler said, as it said it; nothing where all could be built.
pub fn build_failures(look: Look, failures: &[BuildFailure]) -> String {
    let one = |failure: &BuildFailure| {
        let Words { mark, tone, .. } = words(Verdict::Fail);
        let what = format!("{mark} {} could not be built", failure.programs.join(", "));
        let what = look.style.paint(tone, &visible(&what));
        let command = look.style.paint(Tone::Quiet, &format!("$ {}", visible(&failure.command)));
        format!("  {what}\n\n{command}\n{}\n\n", visible(failure.output.trim_end()))
    };
    failures.iter().map(one).collect()
}

/// A finished check.
pub fn check(look: Look, build: Build, check: &CheckReport) -> String {
    let mut out = match (check.verdict, build) {
        (Verdict::Pass, _) => entry(look.style, check, &one_line(&check.claim), Tone::Usual),
        (Verdict::NotStarted, _) => entry(look.style, check, &one_line(&check.claim), Tone::Quiet),
        (Verdict::Skipped, _) => {
            let reason = format!("{}: {}", words(check.verdict).said, reason(check));
            entry(look.style, check, &reason, Tone::Quiet)
        }
        (Verdict::Inconclusive, _) => {
            let reason = format!("not your fault, the checker could not tell: {}", reason(check));
            entry(look.style, check, &reason, Tone::Usual)
        }
        (Verdict::Fail, Build::Broken) if check.trace.events.is_empty() => {
            entry(look.style, check, &one_line(&reason(check)), Tone::Quiet)
        }
        (Verdict::Fail, _) => return failure(look, check),
    };
    for part in parts(check) {
        match part {
            Part::Note(note) => out.push_str(&hanging(look.style, CLAIM, note, Tone::Quiet)),
            Part::Ladder(trace, expected) if look.ladders == Ladders::OfAll => {
                out.push_str(&format!("\n{}\n", drawn(look, trace, expected)));
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

/// What a lab came to, and what to do next.
pub fn foot(look: Look, submission: &str, lab: &LabReport) -> String {
    let passed = lab.count(Verdict::Pass);
    let all = lab.checks.len();
    let id = look.style.paint(Tone::Strong, &lab.id);
    let (earned, points) = (lab.earned, lab.points);
    let blank = parting(look, lab);
    let mut out = format!("{blank}{id}  {earned} of {points} points, {passed} of {all} checks pass\n");
    out.push_str(&format!("{}\n", bar(look.style, lab, WIDTH)));
    out.extend(lab.checkpoints.iter().map(|one| checkpoint(look, one)));
    // What fails comes before what is not started.
    let begin =
        lab.checks.iter().find(|check| check.verdict == Verdict::NotStarted).filter(|_| lab.count(Verdict::Fail) == 0);
    if let Some(observed) = begin.and_then(|check| check.observed.as_ref()) {
        out.push_str(&advice(look.style, "begin", observed, Tone::Usual));
    }
    if submission == "exercises" && lab.count(Verdict::NotStarted) == all {
        out.push_str(&advice(look.style, "read", "cargo checker book", Tone::Place));
    }
    let command = match next(lab) {
        Some(next) => Some(command(submission, &lab.id, Some(&next.id))),
        None => lab.next.as_ref().map(|id| command(submission, id, None)),
    };
    out.extend(command.map(|command| advice(look.style, "next", &command, Tone::Place)));
    out
}

/// A part of a lab: what is done is marked as such, whatever becomes of the rest.
fn checkpoint(look: Look, checkpoint: &CheckpointReport) -> String {
    let Words { mark, tone, .. } = of_checkpoint(checkpoint);
    let mark = look.style.paint(tone, mark);
    let CheckpointReport { number, earned, points, .. } = checkpoint;
    let title = hanging(look.style, CLAIM + 9, &checkpoint.title, Tone::Usual);
    format!("  {mark} checkpoint {number}  {earned:>3} of {points:>3} points  {}", title.trim_start())
}

/// What the whole run came to: a line a lab where there are several, and the seed.
pub fn end(look: Look, report: &Report) -> String {
    let mut out = String::new();
    if report.labs.len() > 1 {
        out.push('\n');
        for lab in &report.labs {
            let points = format!("{:>3} of {:>3}", lab.earned, lab.points);
            let id = look.style.paint(Tone::Strong, &pad(&lab.id, 6));
            out.push_str(&format!("{id}{points}  {}\n", bar(look.style, lab, WIDTH - 18)));
        }
    }
    for note in &report.notes {
        out.push_str(&advice(look.style, "note", &visible(note), Tone::Quiet));
    }
    let seed = format!("{} (--seed {} makes the same random choices again)", report.seed, report.seed);
    out.push_str(&advice(look.style, "seed", &seed, Tone::Quiet));
    out
}

/// A failed check: what was expected, what came, why that may be, where to read on; then the
/// last output and what can be drawn, each with an empty line after it.
fn failure(look: Look, check: &CheckReport) -> String {
    let (mut said, mut shown) = (String::new(), String::new());
    let said_of = |label, text: &str, tone| labelled(look.style, label, &fitted(text), tone);
    for part in parts(check) {
        match part {
            Part::Expected(text) => said.push_str(&said_of("expected", text, Tone::Usual)),
            Part::Observed(text) => said.push_str(&said_of(told::seen(check.verdict), text, Tone::Usual)),
            Part::Cause(cause) => said.push_str(&cause_of(look, cause)),
            Part::See(place) => said.push_str(&said_of("read", place, Tone::Place)),
            Part::Note(note) => said.push_str(&said_of("note", note, Tone::Usual)),
            Part::Output(lines) => {
                let lines: Vec<String> = lines.iter().flat_map(|line| fitted(line)).collect();
                shown.push_str(&format!("{}\n", labelled(look.style, "output", &lines, Tone::Usual)));
            }
            Part::Drawing(drawing, diagram) => shown.push_str(&states(look, drawing, &diagram)),
            Part::Ladder(trace, expected) => shown.push_str(&format!("{}\n", drawn(look, trace, expected))),
            Part::Screen(lane, shot) => shown.push_str(&on_screen(look, lane, shot)),
        }
    }
    format!("{}\n{said}\n{shown}", entry(look.style, check, &check.claim, Tone::Strong))
}

/// A state diagram, indented, with what is wrong marked in it.
fn states(look: Look, drawing: &Drawing, diagram: &Diagram) -> String {
    let indent = " ".repeat(BODY);
    let lines = state::text(diagram, &drawing.marks, look.style);
    let lines: String = lines.lines().map(|line| format!("{indent}{line}\n")).collect();
    format!("{indent}{}\n{lines}\n", look.style.paint(Tone::Quiet, &visible(&drawing.file)))
}

/// A screen, with a line over it that says whose it is.
fn on_screen(look: Look, lane: &str, shot: &Shot) -> String {
    let lines: String = screen::text(shot, WIDTH - 2).iter().map(|line| format!("  {line}\n")).collect();
    format!("  {}\n{lines}\n", look.style.paint(Tone::Quiet, &visible(&told::over(lane, shot))))
}

/// The sentence that a student looks for: marked in the column of the marks.
fn cause_of(look: Look, cause: &str) -> String {
    let text = labelled(look.style, "cause", &fitted(cause), Tone::Strong);
    let arrow = look.style.paint(Tone::Bad, "→");
    format!("  {arrow} {}", text.get(BODY..).unwrap_or(""))
}

/// A ladder, indented.
fn drawn(look: Look, trace: &Trace, expected: Option<&str>) -> String {
    let ladder = ladder::Look { width: WIDTH - BODY, style: look.style, expected };
    let text = ladder::text(trace, ladder);
    text.lines().map(|line| format!("{}{line}\n", " ".repeat(BODY))).collect()
}

/// The check to look at next: the first that failed, or else the first that was not started.
fn next(lab: &LabReport) -> Option<&CheckReport> {
    let first = |verdict| lab.checks.iter().find(|check| check.verdict == verdict);
    first(Verdict::Fail).or(first(Verdict::NotStarted)).or(first(Verdict::Inconclusive))
}

fn command(submission: &str, lab: &str, check: Option<&str>) -> String {
    let whose = match submission {
        "exercises" => String::new(),
        "solutions" => " --solution".to_string(),
        folder => format!(" --submission {folder}"),
    };
    let check = check.map(|check| format!(" --check {check}")).unwrap_or_default();
    format!("cargo checker {lab}{whose}{check}")
}

/// An empty line, unless the last check has left one.
fn parting(look: Look, lab: &LabReport) -> &'static str {
    let is_long = |last: &CheckReport| check(look, Build::of(&lab.build), last).ends_with("\n\n");
    if lab.checks.last().is_some_and(is_long) { "" } else { "\n" }
}

/// Why a check has no other verdict.
fn reason(check: &CheckReport) -> String {
    check.observed.clone().unwrap_or_else(|| check.claim.clone())
}
