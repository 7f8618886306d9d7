//! The report in Markdown, for a pull request or a submission: a table a lab, and below it what failed.

use super::ladder;
use super::paint::Style;
use super::plain::visible;
use super::state;
use super::xml;
use super::{observed, screen};
use crate::diagram;
use crate::verdict::{BuildFailure, CheckReport, CheckpointReport, LabReport, Report, Verdict};

/// Columns of a ladder in Markdown.
const WIDTH: usize = 80;

/// The report, a section a lab.
pub fn render(report: &Report) -> String {
    let labs: Vec<String> = report.labs.iter().map(lab).collect();
    format!("{}\nSubmission {}, seed {}.\n", labs.join("\n"), escaped(&report.submission), report.seed)
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
    out.extend(lab.checks.iter().map(row));
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

fn row(check: &CheckReport) -> String {
    let reason = match check.verdict {
        Verdict::Pass | Verdict::Fail => None,
        Verdict::NotStarted | Verdict::Skipped | Verdict::Inconclusive => check.observed.as_deref(),
    };
    let reason = reason.map(|reason| format!(" ({})", escaped(reason)));
    format!(
        "| {} | `{}` | {}{} | {} of {} |\n",
        mark(check.verdict),
        check.id,
        check.claim.replace('|', "\\|"),
        reason.unwrap_or_default(),
        check.earned,
        check.points
    )
}

pub(crate) fn failure(check: &CheckReport) -> String {
    let mut out = format!("\n### `{}`\n\n", check.id);
    if let Some(cause) = &check.cause {
        out.push_str(&format!("**{cause}**. Read on: {}\n\n", check.see));
    } else {
        out.push_str(&format!("Read on: {}\n\n", check.see));
    }
    let mut seen = String::new();
    for (label, text) in [("expected", check.expected.as_deref()), ("observed", observed(check))] {
        for (at, line) in text.into_iter().flat_map(str::lines).enumerate() {
            seen.push_str(&format!("{:10}{line}\n", if at == 0 { label } else { "" }));
        }
    }
    seen.extend(check.notes.iter().map(|note| format!("note      {note}\n")));
    seen.extend(check.output.iter().map(|line| format!("output    {line}\n")));
    let look = ladder::Look { width: WIDTH, style: Style::Plain, expected: check.expected.as_deref() };
    let drawn = ladder::text(&check.trace, look);
    for drawing in &check.drawings {
        if let Ok(diagram) = diagram::read(&drawing.source) {
            seen.push_str(&format!("\n{}\n{}", drawing.file, state::text(&diagram, &drawing.marks, Style::Plain)));
        }
    }
    let space = if drawn.is_empty() { "" } else { "\n" };
    let shown = check.trace.screen().map(|(lane, shot)| {
        let lines = screen::text(shot, WIDTH * 2).join("\n");
        format!("\nthe screen of {lane}, {} by {}\n{lines}\n", shot.columns, shot.rows)
    });
    out.push_str(&fenced(&format!("{seen}{space}{drawn}{}", shown.unwrap_or_default())));
    out
}

/// A failure is told at length, unless it is that of a build, which has been told.
fn is_told(lab: &LabReport, check: &CheckReport) -> bool {
    let is_build = !lab.build.is_empty() && check.trace.events.is_empty();
    check.verdict == Verdict::Fail && !is_build
}

fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "✓ passed",
        Verdict::Fail => "✗ failed",
        Verdict::NotStarted => "· not started",
        Verdict::Skipped => "- skipped",
        Verdict::Inconclusive => "? inconclusive, not your fault",
    }
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
