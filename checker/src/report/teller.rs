//! Tells a run on a terminal piece by piece, while it runs: the first failures of a lab in full, the others a line each.

use super::glad;
use super::layout::{ADVICE, advice, bar, entry, hanging, one_line};
use super::look::{Look, Naming, Telling};
use super::paint::Tone;
use super::pieces::{self, Build};
use super::plain::{pad, visible, width};
use super::shell::quoted;
use super::told;
use super::verdicts::{Words, of_checkpoint};
use crate::own::EXERCISES;
use crate::repository::TYPED;
use crate::verdict::{BuildFailure, CheckReport, CheckpointReport, GapReport, LabReport, Report, Verdict};

/// Failures of a lab that are told in full, where they are not the same mistake again.
const IN_FULL: usize = 3;

/// The points of a whole lab.
const ALL: u32 = 100;

/// The column of a checkpoint's title.
const TITLE: usize = 35;

/// Tells the labs of a run, each from its beginning to its end.
pub struct Teller {
    look: Look,
    build: Build,
    /// The failures of the lab that were told in full: their ids and causes.
    told: Vec<(String, Option<String>)>,
    /// Failures of the lab that were told in a line.
    brief: usize,
    /// Whether the last piece ended with an empty line.
    is_parted: bool,
}

impl Teller {
    /// For a terminal that looks like this.
    pub fn new(look: Look) -> Teller {
        Teller { look, build: Build::Whole, told: Vec::new(), brief: 0, is_parted: true }
    }

    /// A lab begins.
    pub fn begin(&mut self, id: &str, title: &str) -> String {
        *self = Teller::new(self.look);
        pieces::head(self.look, id, title)
    }

    /// Its programs were built, or could not be.
    pub fn built(&mut self, failures: &[BuildFailure]) -> String {
        self.build = Build::of(failures);
        pieces::build_failures(self.look, failures)
    }

    /// A check is finished. One that failed is told in a line where its mistake was told already, and where there
    /// are many.
    pub fn check(&mut self, check: &CheckReport) -> String {
        let text = match self.shortened(check) {
            Some(words) => {
                self.brief += 1;
                entry(self.look, check, &one_line(self.look, &words), Tone::Quiet)
            }
            None => pieces::check(self.look, self.build, check),
        };
        self.is_parted = text.ends_with("\n\n");
        text
    }

    /// What is said of a failure that is not told in full; one that is told is remembered.
    fn shortened(&mut self, check: &CheckReport) -> Option<String> {
        if check.verdict != Verdict::Fail || self.look.telling == Telling::AllInFull {
            return None;
        }
        if self.build == Build::Broken && check.trace.events.is_empty() {
            return None;
        }
        let same = |(_, cause): &&(String, Option<String>)| cause.is_some() && *cause == check.cause;
        if let Some((first, _)) = self.told.iter().find(same) {
            return Some(format!("for the same reason as {first}"));
        }
        let in_full = if self.look.telling == Telling::OneInFull { 1 } else { IN_FULL };
        if self.told.len() < in_full {
            self.told.push((check.id.clone(), check.cause.clone()));
            return None;
        }
        Some(told::gist(check).to_owned())
    }

    /// What a lab came to, and what to do next.
    pub fn finish(&self, submission: &str, lab: &LabReport) -> String {
        let look = self.look;
        let (passed, all) = (lab.count(Verdict::Pass), lab.checks.len());
        let id = visible(&lab.id);
        let sum = format!("{} of {} points, {passed} of {all} checks pass", lab.earned, lab.points);
        let sum = hanging(look, width(&id) + 2, &sum, Tone::Usual);
        let blank = if self.is_parted { "" } else { "\n" };
        let mut out = format!("{blank}{}  {}", look.style.paint(Tone::Strong, &id), sum.trim_start());
        out.push_str(&format!("{}\n", bar(look.style, lab, look.columns)));
        out.extend(lab.checkpoints.iter().map(|one| checkpoint(look, one)));
        out.extend(self.more());
        if lab.earned >= ALL {
            let words = glad::of(&lab.id).map(|words| format!("\n{}\n", hanging(look, 0, words, Tone::Good)));
            out.extend(words);
        }
        out.extend(gaps(look, lab));
        let begin_next = lab.begin.as_ref().zip(lab.next.as_ref()).map(|(language, next)| {
            format!("{TYPED} new {} {} {}", quoted(language), quoted(submission), quoted(next))
        });
        let submission = if look.naming == Naming::LeftOut { EXERCISES } else { submission };
        out.extend(begin(look, submission, lab));
        let command = match next(lab) {
            // Whoever watches grades it by saving.
            Some(_) if look.telling == Telling::OneInFull => None,
            Some(next) => Some(command(submission, &lab.id, Some(&next.id))),
            None => begin_next.or_else(|| lab.next.as_ref().map(|id| command(submission, id, None))),
        };
        out.extend(command.map(|command| typed(look, "next", &command)));
        out
    }

    /// Where the rest is to be had of failures that were told in a line.
    fn more(&self) -> Option<String> {
        let words = match self.brief {
            0 => return None,
            1 => "one more failure is told in a line; --all tells it in full".to_owned(),
            more => format!("{more} more failures are told in a line each; --all tells them in full"),
        };
        Some(advice(self.look, "more", &words, Tone::Quiet))
    }
}

/// How many gaps are filled, as long as some are not.
fn gaps(look: Look, lab: &LabReport) -> Option<String> {
    let of = |gap: &GapReport| format!("{} of {} in {}", gap.filled, gap.all, gap.file);
    let is_open = lab.gaps.iter().any(|gap| gap.filled > 0 && gap.filled < gap.all);
    let words: Vec<String> = lab.gaps.iter().map(of).collect();
    is_open.then(|| advice(look, "gaps", &format!("{} filled", words.join(", ")), Tone::Usual))
}

/// Where one begins with a lab of which nothing failed and something is not started.
fn begin(look: Look, submission: &str, lab: &LabReport) -> Option<String> {
    let begin =
        lab.checks.iter().find(|check| check.verdict == Verdict::NotStarted).filter(|_| lab.count(Verdict::Fail) == 0);
    let observed = begin?.observed.as_ref();
    let begin = observed.map(|observed| advice(look, "begin", observed, Tone::Usual)).unwrap_or_default();
    let is_untouched = submission == EXERCISES && lab.count(Verdict::NotStarted) == lab.checks.len();
    let read = if is_untouched { advice(look, "read", &format!("{TYPED} book"), Tone::Place) } else { String::new() };
    Some(begin + &read)
}

/// A part of a lab: what is done is marked as such, whatever becomes of the rest.
fn checkpoint(look: Look, checkpoint: &CheckpointReport) -> String {
    let Words { mark, tone, .. } = of_checkpoint(checkpoint);
    let mark = look.style.paint(tone, mark);
    let CheckpointReport { number, earned, points, .. } = checkpoint;
    let head = format!("  {mark} checkpoint {number}  {earned:>3} of {points:>3} points");
    match look.is_narrow() {
        true => format!("{head}\n{}", hanging(look, look.claim(), &checkpoint.title, Tone::Usual)),
        false => format!("{head}  {}", hanging(look, TITLE, &checkpoint.title, Tone::Usual).trim_start()),
    }
}

/// What the whole run came to: a line a lab where there are several, and the seed.
pub fn end(look: Look, report: &Report) -> String {
    let mut out = String::new();
    if report.labs.len() > 1 {
        out.push('\n');
        for lab in &report.labs {
            let points = format!("{:>3} of {:>3}", lab.earned, lab.points);
            let id = look.style.paint(Tone::Strong, &pad(&visible(&lab.id), 6));
            out.push_str(&format!("{id}{points}  {}\n", bar(look.style, lab, look.columns - 18)));
        }
    }
    for note in &report.notes {
        out.push_str(&advice(look, "note", note, Tone::Quiet));
    }
    if let Some(folder) = &report.folder {
        out.push_str(&advice(look, "folder", folder, Tone::Quiet));
    }
    let again = if report.thorough { "--thorough " } else { "" };
    let (seed, depth) = (report.seed, told::depth(report));
    let seed = format!("{seed}{depth} ({again}--seed {seed} makes the same random choices again)");
    out.push_str(&advice(look, "seed", &seed, Tone::Quiet));
    out
}

/// The check to look at next: the first that failed, or else the first that was not started.
fn next(lab: &LabReport) -> Option<&CheckReport> {
    let first = |verdict| lab.checks.iter().find(|check| check.verdict == verdict);
    first(Verdict::Fail).or(first(Verdict::NotStarted)).or(first(Verdict::Inconclusive))
}

/// A command below a lab, on one line however long it is, so that it can be copied.
fn typed(look: Look, label: &str, command: &str) -> String {
    let label = look.style.paint(Tone::Quiet, &pad(label, ADVICE));
    format!("{label}{}\n", look.style.paint(Tone::Place, &visible(command)))
}

/// The command that grades this, as it is typed into a shell.
fn command(submission: &str, lab: &str, check: Option<&str>) -> String {
    let whose = match submission {
        EXERCISES => String::new(),
        "solutions" => " --solution".to_string(),
        folder => format!(" --submission {}", quoted(folder)),
    };
    let check = check.map(|check| format!(" --check {}", quoted(check))).unwrap_or_default();
    format!("{TYPED} {}{whose}{check}", quoted(lab))
}
