//! The report in Markdown, for a pull request or a submission: a table a lab, and below it what failed.

use super::paint::Style;
use super::plain::visible;
use super::told::{self, Part, is_told, parts};
use super::verdicts::{Words, words};
use super::{ladder, screen, state};
use crate::verdict::{BuildFailure, CheckReport, CheckpointReport, LabReport, Report, Verdict};

/// Columns of a ladder in Markdown.
const WIDTH: usize = 80;

/// The report, a section a lab.
pub fn render(report: &Report) -> String {
    let labs: Vec<String> = report.labs.iter().map(lab).collect();
    let notes: String = report.notes.iter().map(|note| format!("\nNote: {}.\n", code(note))).collect();
    let folder = report.folder.as_ref().map(|folder| format!(", the folder {}", code(folder))).unwrap_or_default();
    let (labs, submission) = (labs.join("\n"), code(&report.submission));
    format!("{labs}\nSubmission {submission}{folder}, seed {}{}.\n{notes}", report.seed, told::depth(report))
}

fn lab(lab: &LabReport) -> String {
    let passed = lab.count(Verdict::Pass);
    let mut out = format!("## {}: {}\n\n", escaped(&lab.id), escaped(&lab.title));
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
    let programs: Vec<String> = failure.programs.iter().map(|program| code(program)).collect();
    let programs = programs.join(", ");
    let said = format!("$ {}\n{}", failure.command, failure.output.trim_end());
    format!("### {programs} could not be built\n\n{}\n", fenced(&said))
}

fn row(lab: &LabReport, check: &CheckReport) -> String {
    let Words { mark, said, .. } = words(check.verdict);
    let mut claim = prose(&check.claim, in_table);
    if !is_told(lab, check) {
        claim.extend(parts(check).into_iter().filter_map(|part| in_row(part, check.verdict)));
    }
    let id = in_table(&check.id);
    format!("| {mark} {said} | {id} | {claim} | {} of {} |\n", check.earned, check.points)
}

/// What stands behind the claim of a check that is not told at length: why it came to nothing, and notes.
fn in_row(part: Part, verdict: Verdict) -> Option<String> {
    match part {
        Part::Observed(reason) if verdict != Verdict::Fail => Some(format!(" ({})", in_table(&reason))),
        Part::Note(note) => Some(format!(" (note: {})", in_table(&note))),
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
            Part::Cause(cause) if told::is_of_a_crash(check) => said.insert(0, format!("{}.", code(&cause))),
            Part::Cause(cause) => said.insert(0, format!("**{}**.", prose(&cause, code))),
            Part::See(place) => said.push(format!("Read on: {}", escaped(place))),
            Part::Expected(text) => seen.push_str(&labelled("expected", &text)),
            Part::Observed(text) => seen.push_str(&labelled(told::seen(check.verdict), &text)),
            Part::Note(note) => seen.push_str(&labelled("note", &note)),
            Part::Output(lines) => seen.extend(lines.iter().map(|line| labelled("output", line))),
            Part::Drawing(drawing, diagram) => {
                let lines = state::text(&diagram, &drawing.marks, state::Room::PLAIN);
                drawn.push_str(&format!("\n{}\n{lines}", drawing.file));
            }
            Part::Ladder(trace, expected) => {
                let look = ladder::Room { width: WIDTH, style: Style::Plain, expected: expected.as_deref() };
                drawn.push_str(&format!("\n{}", ladder::text(trace, look)));
            }
            Part::Screen(lane, shot) => {
                let lines = screen::text(shot, WIDTH * 2).join("\n");
                drawn.push_str(&format!("\n{}\n{lines}\n", told::over(lane, shot)));
            }
        }
    }
    let said = if said.is_empty() { String::new() } else { format!("{}\n\n", said.join(" ")) };
    format!("\n### {}\n\n{said}{}", code(&check.id), fenced(&format!("{seen}{drawn}")))
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

/// A piece of code in a line: nothing in it means anything, since its marks are longer than any in it.
pub(crate) fn code(text: &str) -> String {
    let text = visible(text).replace('\n', " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest + 1);
    // One space at each end belongs to the marks.
    let space = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) || text.is_empty() { " " } else { "" };
    format!("{marks}{space}{text}{space}{marks}")
}

/// The same in a table, where also code ends at a bar.
fn in_table(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// Claims and causes as they are written, with code between backticks.
fn prose(text: &str, code: fn(&str) -> String) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // An odd number of backticks means something else.
    if parts.len().is_multiple_of(2) {
        return escaped(text);
    }
    parts.iter().enumerate().map(|(at, part)| if at % 2 == 0 { escaped(part) } else { code(part) }).collect()
}

/// A line of text in which no character means anything to Markdown or HTML.
pub(crate) fn escaped(line: &str) -> String {
    let mut out = String::new();
    for c in visible(line).chars() {
        match c {
            '\n' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
