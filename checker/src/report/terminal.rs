//! What a student sees in a terminal: a line a check, and for a failed one why, where to read on, and a ladder.
//!
//! A lab is told piece by piece while it runs: [`head`], [`build_failures`], [`check`] for each
//! check as it is finished, [`foot`]; at the very end [`end`]. [`whole`] is all of them in a row.

use super::ladder;
use super::layout::{BODY, CLAIM, WIDTH, advice, bar, entry, fitted, hanging, labelled, one_line};
use super::paint::{Style, Tone};
use super::plain::{pad, visible, width, wrap};
use super::state;
use super::{observed, screen};
use crate::diagram::{self, Drawing};
use crate::labs::LABS;
use crate::verdict::{BuildFailure, CheckReport, CheckpointReport, LabReport, Report, Verdict};

/// How a report is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub style: Style,
    pub ladders: Ladders,
}

/// Which checks are shown with the ladder of their trace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ladders {
    #[default]
    OfFailures,
    OfAll,
}

/// Whether a lab's programs could be built: where they could not, the compiler has said all there
/// is to say, and each check that can't be run is one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Build {
    #[default]
    Whole,
    Broken,
}

impl Build {
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
        let what = format!("✗ {} could not be built", failure.programs.join(", "));
        let what = look.style.paint(Tone::Bad, &visible(&what));
        let command = look.style.paint(Tone::Quiet, &format!("$ {}", visible(&failure.command)));
        format!("  {what}\n\n{command}\n{}\n\n", visible(failure.output.trim_end()))
    };
    failures.iter().map(one).collect()
}

/// A finished check.
pub fn check(look: Look, build: Build, check: &CheckReport) -> String {
    let mut out = match (check.verdict, build) {
        (Verdict::Pass, _) => entry(look.style, '✓', Tone::Good, check, &one_line(&check.claim), Tone::Usual),
        (Verdict::NotStarted, _) => entry(look.style, '·', Tone::Quiet, check, &one_line(&check.claim), Tone::Quiet),
        (Verdict::Skipped, _) => {
            let reason = format!("skipped: {}", reason(check));
            entry(look.style, '-', Tone::Quiet, check, &reason, Tone::Quiet)
        }
        (Verdict::Inconclusive, _) => {
            let reason = format!("not your fault, the checker could not tell: {}", reason(check));
            entry(look.style, '?', Tone::Doubt, check, &reason, Tone::Usual)
        }
        (Verdict::Fail, Build::Broken) if check.trace.events.is_empty() => {
            entry(look.style, '✗', Tone::Bad, check, &one_line(&reason(check)), Tone::Quiet)
        }
        (Verdict::Fail, _) => return failure(look, check),
    };
    for note in &check.notes {
        out.push_str(&hanging(look.style, CLAIM, note, Tone::Quiet));
    }
    if look.ladders == Ladders::OfAll && !check.trace.events.is_empty() {
        out.push_str(&format!("\n{}\n", drawn(look, check)));
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
        None => lab_after(lab).map(|id| command(submission, id, None)),
    };
    out.extend(command.map(|command| advice(look.style, "next", &command, Tone::Place)));
    out
}

/// The lab that comes next once all of this one is done.
fn lab_after(lab: &LabReport) -> Option<&'static str> {
    let place = LABS.iter().position(|known| known.id == lab.id)?;
    let is_done = LABS[place].checks.iter().map(|check| check.points).sum::<u32>() == lab.earned;
    LABS.get(place + 1).filter(|_| is_done).map(|next| next.id)
}

/// A part of a lab: what is done is marked as such, whatever becomes of the rest.
fn checkpoint(look: Look, checkpoint: &CheckpointReport) -> String {
    let (mark, tone) = if checkpoint.done { ('✓', Tone::Good) } else { ('·', Tone::Quiet) };
    let mark = look.style.paint(tone, &mark.to_string());
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
    let seed = format!("{} (--seed {} makes the same random choices again)", report.seed, report.seed);
    out.push_str(&advice(look.style, "seed", &seed, Tone::Quiet));
    out
}

/// A failed check: what was expected, what came, why that may be, where to read on; then the
/// last output and the ladder.
fn failure(look: Look, check: &CheckReport) -> String {
    let mut out = entry(look.style, '✗', Tone::Bad, check, &check.claim, Tone::Strong);
    out.push('\n');
    if let Some(expected) = &check.expected {
        out.push_str(&labelled(look.style, "expected", &fitted(expected), Tone::Usual));
    }
    if let Some(observed) = observed(check) {
        out.push_str(&labelled(look.style, "observed", &fitted(observed), Tone::Usual));
    }
    if let Some(cause) = &check.cause {
        out.push_str(&cause_of(look, cause));
    }
    out.push_str(&labelled(look.style, "read", &fitted(&check.see), Tone::Place));
    for note in &check.notes {
        out.push_str(&labelled(look.style, "note", &fitted(note), Tone::Usual));
    }
    out.push('\n');
    if !check.output.is_empty() {
        let lines: Vec<String> = check.output.iter().flat_map(|line| fitted(line)).collect();
        out.push_str(&labelled(look.style, "output", &lines, Tone::Usual));
        out.push('\n');
    }
    for drawing in &check.drawings {
        out.push_str(&diagram(look, drawing));
    }
    if !check.trace.events.is_empty() {
        out.push_str(&drawn(look, check));
        out.push('\n');
    }
    out.push_str(&shown(look, check));
    out
}

/// A state diagram, indented, with what is wrong marked in it; nothing where it can't be read.
fn diagram(look: Look, drawing: &Drawing) -> String {
    let Ok(read) = diagram::read(&drawing.source) else { return String::new() };
    let indent = " ".repeat(BODY);
    let lines = state::text(&read, &drawing.marks, look.style);
    let lines: String = lines.lines().map(|line| format!("{indent}{line}\n")).collect();
    format!("{indent}{}\n{lines}\n", look.style.paint(Tone::Quiet, &visible(&drawing.file)))
}

/// The last screen that was looked at, with a line over it that says whose it is.
fn shown(look: Look, check: &CheckReport) -> String {
    let Some((lane, shot)) = check.trace.screen() else {
        return String::new();
    };
    let head = format!("the screen of {}, {} by {}", visible(lane), shot.columns, shot.rows);
    let lines: String = screen::text(shot, WIDTH - 2).iter().map(|line| format!("  {line}\n")).collect();
    format!("  {}\n{lines}\n", look.style.paint(Tone::Quiet, &head))
}

/// The sentence that a student looks for: marked in the column of the marks.
fn cause_of(look: Look, cause: &str) -> String {
    let text = labelled(look.style, "cause", &fitted(cause), Tone::Strong);
    let arrow = look.style.paint(Tone::Bad, "→");
    format!("  {arrow} {}", text.get(BODY..).unwrap_or(""))
}

/// The ladder of a check, indented.
fn drawn(look: Look, check: &CheckReport) -> String {
    let expected = check.expected.as_deref().filter(|_| check.verdict == Verdict::Fail);
    let ladder = ladder::Look { width: WIDTH - BODY, style: look.style, expected };
    let text = ladder::text(&check.trace, ladder);
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
