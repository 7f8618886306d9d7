//! The report as one page that needs nothing else: light or dark as the reader's system is, ladders as pictures.

use super::ladder::{Caption, Heads, svg};
use super::paint::Tone;
use super::plain::visible;
use super::told::{self, Part, is_told, parts};
use super::verdicts::{Words, words};
use super::xml::{prose, text};
use super::{screen, sequence, state};
use crate::repository::TYPED;
use crate::verdict::{BuildFailure, CheckReport, CheckpointReport, LabReport, Report, Verdict};

/// How a page looks, in the colours that the reader's system is set to.
pub const STYLE: &str = include_str!("page.css");

/// Where `checker book` serves the course.
const BOOK: &str = "http://localhost:3000/";

/// The page.
pub fn render(report: &Report) -> String {
    let labs: String = report.labs.iter().map(lab).collect();
    let notes: String = report.notes.iter().map(|note| format!("<p>Note: {}.</p>\n", text(note))).collect();
    let style = STYLE;
    let folder = report.folder.as_ref().map(|folder| format!(", the folder <code>{}</code>", text(folder)));
    let folder = folder.unwrap_or_default();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>Socket Workbook: {0}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n\
         <h1>Socket Workbook</h1>\n<p>Submission <code>{0}</code>, seed <code>{1}</code>{folder}{2}. Links lead into the book while <code>{TYPED} book</code> serves it.</p>\n{notes}{labs}</main>\n</body>\n</html>\n",
        text(&report.submission),
        report.seed,
        told::depth(report),
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
    let Words { mark, said, tone, .. } = words(check.verdict);
    let line = format!(
        "<span class=\"mark\" aria-hidden=\"true\">{mark}</span> <code>{}</code> <span class=\"claim\">{}</span> <span class=\"verdict\">{said}</span> <span class=\"points\">{} of {}</span>",
        text(&check.id),
        prose(&check.claim),
        check.earned,
        check.points,
    );
    let (class, inside) = (class(tone), inside(check));
    let open = if is_told(lab, check) { " open" } else { "" };
    match inside.is_empty() {
        true => format!("<li class=\"{class}\">{line}</li>\n"),
        false => format!("<li class=\"{class}\"><details{open}><summary>{line}</summary>\n{inside}</details></li>\n"),
    }
}

/// What is to be said of a check beside its line: the cause, what it comes from, and what can be drawn.
fn inside(check: &CheckReport) -> String {
    let (mut cause, mut terms, mut drawn) = (String::new(), String::new(), String::new());
    let id = &check.id;
    for part in parts(check) {
        match part {
            Part::Cause(words) => cause = format!("<p class=\"cause\">{}</p>\n", prose(&words)),
            Part::Expected(words) => terms.push_str(&term("expected", &block(&words))),
            Part::Observed(words) => terms.push_str(&term(told::seen(check.verdict), &aligned(&words))),
            Part::See(place) => {
                let place = text(place);
                terms.push_str(&term("read", &format!("<a href=\"{BOOK}{place}\"><code>{place}</code></a>")));
            }
            Part::Note(words) => terms.push_str(&term("note", &text(&words))),
            Part::Output(lines) => terms.push_str(&term("output", &block(&lines.join("\n")))),
            Part::Drawing(drawing, diagram) => {
                let title = format!("{}, and what is wrong with it", drawing.file);
                drawn.push_str(&state::svg(&diagram, &drawing.marks, &title));
            }
            Part::Ladder(trace, expected) => {
                drawn.push_str(&sequence::svg(
                    trace,
                    &format!("The segments of the check {id}, and when each was sent"),
                ));
                let title = format!("What was seen in the check {id}");
                drawn.push_str(&svg(
                    trace,
                    Caption { title: &title, expected: expected.as_deref(), heads: Heads::Owners },
                ));
            }
            Part::Screen(lane, shot) => {
                drawn.push_str(&screen::svg(shot, &format!("The screen of {lane} in the check {id}")));
            }
        }
    }
    let terms = if terms.is_empty() { terms } else { format!("<dl>\n{terms}</dl>\n") };
    format!("{cause}{terms}{drawn}")
}

fn term(label: &str, html: &str) -> String {
    format!("<dt>{label}</dt><dd>{html}</dd>\n")
}

/// The class of a line, for the page's style.
fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "pass",
        Tone::Bad => "fail",
        Tone::Doubt => "doubt",
        Tone::Usual | Tone::Strong | Tone::Quiet | Tone::Place => "quiet",
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
