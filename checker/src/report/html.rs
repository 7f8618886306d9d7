//! The report as one page that needs nothing else: light or dark as the reader's system is, ladders as pictures.

use super::ladder::{Caption, Heads, svg};
use super::plain::visible;
use super::state;
use super::xml::{prose, text};
use super::{observed, screen};
use crate::diagram;
use crate::verdict::{BuildFailure, CheckReport, CheckpointReport, LabReport, Report, Verdict};

/// The page.
pub fn render(report: &Report) -> String {
    let labs: String = report.labs.iter().map(lab).collect();
    let style = include_str!("page.css");
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>Socket Workbook: {0}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n\
         <h1>Socket Workbook</h1>\n<p>Submission <code>{0}</code>, seed <code>{1}</code>.</p>\n{labs}</main>\n</body>\n</html>\n",
        text(&report.submission),
        report.seed,
    )
}

fn lab(lab: &LabReport) -> String {
    let (id, title) = (text(&lab.id), text(&lab.title));
    let passed = lab.count(Verdict::Pass);
    let checkpoints: String = lab.checkpoints.iter().map(checkpoint).collect();
    let build: String = lab.build.iter().map(build).collect();
    let checks: String = lab.checks.iter().map(|one| check(lab, one)).collect();
    format!(
        "<section>\n<h2>{id}: {title}</h2>\n\
         <p><strong>{} of {} points</strong>, {passed} of {} checks pass.</p>\n\
         <progress aria-label=\"points of {id}\" max=\"{}\" value=\"{}\"></progress>\n\
         {checkpoints}{build}<ul class=\"checks\">\n{checks}</ul>\n</section>\n",
        lab.earned,
        lab.points,
        lab.checks.len(),
        lab.points.max(1),
        lab.earned,
    )
}

fn checkpoint(checkpoint: &CheckpointReport) -> String {
    let CheckpointReport { number, earned, points, passed, checks, .. } = checkpoint;
    let done = if checkpoint.done { " <strong>Done.</strong>" } else { "" };
    format!(
        "<p>Checkpoint {number}, {}: {earned} of {points} points, {passed} of {checks} checks pass.{done}</p>\n",
        text(&checkpoint.title)
    )
}

fn build(failure: &BuildFailure) -> String {
    format!(
        "<h3>{} could not be built</h3>\n{}",
        text(&failure.programs.join(", ")),
        block(&format!("$ {}\n{}", failure.command, failure.output.trim_end()))
    )
}

/// A failed check is open, unless it is a build's failure, which has been told; any other can be
/// opened where there is something to see.
fn check(lab: &LabReport, check: &CheckReport) -> String {
    let (class, mark, word) = words(check.verdict);
    let line = format!(
        "<span class=\"mark\" aria-hidden=\"true\">{mark}</span> <code>{}</code> <span class=\"claim\">{}</span> <span class=\"verdict\">{word}</span>",
        text(&check.id),
        prose(&check.claim),
    );
    let inside = inside(check);
    let is_build = !lab.build.is_empty() && check.trace.events.is_empty();
    let open = if check.verdict == Verdict::Fail && !is_build { " open" } else { "" };
    match inside.is_empty() {
        true => format!("<li class=\"{class}\">{line}</li>\n"),
        false => format!("<li class=\"{class}\"><details{open}><summary>{line}</summary>\n{inside}</details></li>\n"),
    }
}

/// What is to be said of a check beside its line.
fn inside(check: &CheckReport) -> String {
    let mut out = String::new();
    if let Some(cause) = &check.cause {
        out.push_str(&format!("<p class=\"cause\">{}</p>\n", prose(cause)));
    }
    let mut terms = String::new();
    let seen = if check.verdict == Verdict::Fail { "observed" } else { "reason" };
    if let Some(expected) = &check.expected {
        terms.push_str(&format!("<dt>expected</dt><dd>{}</dd>\n", block(expected)));
    }
    if let Some(observed) = observed(check) {
        terms.push_str(&format!("<dt>{seen}</dt><dd>{}</dd>\n", aligned(observed)));
    }
    if check.verdict == Verdict::Fail {
        terms.push_str(&format!("<dt>read</dt><dd><code>{}</code></dd>\n", text(&check.see)));
    }
    for note in &check.notes {
        terms.push_str(&format!("<dt>note</dt><dd>{}</dd>\n", text(note)));
    }
    if !check.output.is_empty() {
        terms.push_str(&format!("<dt>output</dt><dd>{}</dd>\n", block(&check.output.join("\n"))));
    }
    if !terms.is_empty() {
        out.push_str(&format!("<dl>\n{terms}</dl>\n"));
    }
    for drawing in &check.drawings {
        if let Ok(diagram) = diagram::read(&drawing.source) {
            out.push_str(&state::svg(
                &diagram,
                &drawing.marks,
                &format!("{}, and what is wrong with it", drawing.file),
            ));
        }
    }
    let expected = check.expected.as_deref().filter(|_| check.verdict == Verdict::Fail);
    let title = format!("What was seen in the check {}", check.id);
    out.push_str(&svg(&check.trace, Caption { title: &title, expected, heads: Heads::Owners }));
    if let Some((lane, shot)) = check.trace.screen() {
        let title = format!("The screen of {lane} in the check {}", check.id);
        out.push_str(&screen::svg(shot, &title));
    }
    out
}

fn words(verdict: Verdict) -> (&'static str, &'static str, &'static str) {
    match verdict {
        Verdict::Pass => ("pass", "✓", "passed"),
        Verdict::Fail => ("fail", "✗", "failed"),
        Verdict::NotStarted => ("quiet", "·", "not started"),
        Verdict::Skipped => ("quiet", "–", "skipped"),
        Verdict::Inconclusive => ("doubt", "?", "inconclusive, not your fault"),
    }
}

/// Text whose lines are broken where the page is too narrow.
fn block(source: &str) -> String {
    format!("<pre>{}</pre>\n", text(&visible(source)))
}

/// Text whose lines stay as they are, since a caret may stand below one. It can be scrolled, and
/// so has to be reached with the keyboard too.
fn aligned(source: &str) -> String {
    format!("<pre class=\"aligned\" tabindex=\"0\">{}</pre>\n", text(&visible(source)))
}
