//! The report in Markdown, for a pull request or a submission: a table a lab, and below it what failed.

use super::paint::Style;
use super::plain::visible;
use super::told::{self, Part, is_told, parts};
use super::verdicts::{Words, words};
use super::{ladder, screen, state, xml};
use crate::verdict::{BuildFailure, CheckReport, CheckpointReport, LabReport, Report, Verdict};

/// Columns of a ladder in Markdown.
const WIDTH: usize = 80;

/// The report, a section a lab.
pub fn render(report: &Report) -> String {
    let labs: Vec<String> = report.labs.iter().map(lab).collect();
    let notes: String = report.notes.iter().map(|note| format!("\nNote: {}.\n", escaped(note))).collect();
    format!("{}\nSubmission {}, seed {}.\n{notes}", labs.join("\n"), escaped(&report.submission), report.seed)
}

fn lab(lab: &LabReport) -> String {
    let passed = lab.count(Verdict::Pass);
    let mut out = format!("## {}: {}\n\n", lab.id, escaped(&lab.title));
    out.push_str(&format!(
        "**{} of {} points**, {passed} of {} checks pass.\n\n",
        lab.earned,
        lab.points,
        lab.checks.len()
    ));
    out.extend(lab.checkpoints.iter().map(checkpoint));
    if !lab.checkpoints.is_empty() {
        out.push('\n');
    }
    out.extend(lab.build.iter().map(build));
    out.push_str("| | check | what holds | points |\n|---|---|---|--:|\n");
    out.extend(lab.checks.iter().map(|check| row(lab, check)));
    let failures = lab.checks.iter().filter(|check| is_told(lab, check));
    out.extend(failures.map(failure));
    out
}

fn checkpoint(checkpoint: &CheckpointReport) -> String {
    let CheckpointReport { number, earned, points, passed, checks, .. } = checkpoint;
    let done = if checkpoint.done { " **Done.**" } else { "" };
    format!(
        "- Checkpoint {number}, {}: {earned} of {points} points, {passed} of {checks} checks pass.{done}\n",
        escaped(&checkpoint.title)
    )
}

pub(crate) fn build(failure: &BuildFailure) -> String {
    let programs = escaped(&failure.programs.join(", "));
    let said = format!("$ {}\n{}", failure.command, failure.output.trim_end());
    format!("### {programs} could not be built\n\n{}\n", fenced(&said))
}

fn row(lab: &LabReport, check: &CheckReport) -> String {
    let Words { mark, said, .. } = words(check.verdict);
    let mut claim = check.claim.replace('|', "\\|");
    if !is_told(lab, check) {
        claim.extend(parts(check).into_iter().filter_map(|part| in_row(part, check.verdict)));
    }
    format!("| {mark} {said} | `{}` | {claim} | {} of {} |\n", check.id, check.earned, check.points)
}

/// What stands behind the claim of a check that is not told at length: why it came to nothing, and notes.
fn in_row(part: Part, verdict: Verdict) -> Option<String> {
    match part {
        Part::Observed(reason) if verdict != Verdict::Fail => Some(format!(" ({})", escaped(reason))),
        Part::Note(note) => Some(format!(" (note: {})", escaped(note))),
        // Of a build the compiler has said all; and what a check that passed has shown is no news.
        Part::Expected(_) | Part::Observed(_) | Part::Cause(_) | Part::See(_) | Part::Output(_) => None,
        Part::Drawing(..) | Part::Ladder(..) | Part::Screen(..) => None,
    }
}

/// A failure at length: the cause in words, everything else in a block.
pub(crate) fn failure(check: &CheckReport) -> String {
    let (mut said, mut seen, mut drawn) = (Vec::new(), String::new(), String::new());
    for part in parts(check) {
        match part {
            Part::Cause(cause) => said.insert(0, format!("**{cause}**.")),
            Part::See(place) => said.push(format!("Read on: {place}")),
            Part::Expected(text) => seen.push_str(&labelled("expected", text)),
            Part::Observed(text) => seen.push_str(&labelled(told::seen(check.verdict), text)),
            Part::Note(note) => seen.push_str(&labelled("note", note)),
            Part::Output(lines) => seen.extend(lines.iter().map(|line| labelled("output", line))),
            Part::Drawing(drawing, diagram) => {
                let lines = state::text(&diagram, &drawing.marks, Style::Plain);
                drawn.push_str(&format!("\n{}\n{lines}", drawing.file));
            }
            Part::Ladder(trace, expected) => {
                let look = ladder::Look { width: WIDTH, style: Style::Plain, expected };
                drawn.push_str(&format!("\n{}", ladder::text(trace, look)));
            }
            Part::Screen(lane, shot) => {
                let lines = screen::text(shot, WIDTH * 2).join("\n");
                drawn.push_str(&format!("\n{}\n{lines}\n", told::over(lane, shot)));
            }
        }
    }
    let said = if said.is_empty() { String::new() } else { format!("{}\n\n", said.join(" ")) };
    format!("\n### `{}`\n\n{said}{}", check.id, fenced(&format!("{seen}{drawn}")))
}

/// A label, and a text beside it that may have more lines.
fn labelled(label: &str, text: &str) -> String {
    let line = |(at, line): (usize, &str)| format!("{:10}{line}\n", if at == 0 { label } else { "" });
    text.lines().enumerate().map(line).collect()
}

/// A block in which nothing means anything: its fence is longer than any in it.
fn fenced(text: &str) -> String {
    let text = visible(text.trim_end_matches('\n'));
    let mut fence = "```".to_string();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}text\n{text}\n{fence}\n")
}

/// A line of text in which no character means anything to Markdown or HTML.
pub(crate) fn escaped(line: &str) -> String {
    let mut out = String::new();
    for c in xml::text(line).chars() {
        match c {
            '\n' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
