//! Marks in a finished page, around each piece that depends on grades: comments that say what the piece is.

use std::fmt;

/// How a mark begins, and what stands behind the piece.
const OPEN: &str = "<!-- graded ";
const OPENED: &str = " -->";
const CLOSE: &str = "<!-- /graded -->";

/// What a piece is that depends on grades.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark<'a> {
    /// The table of a lab's checks.
    Checks(&'a str),
    /// How far the learner is in the course.
    Progress,
    /// What stands at the head of a check's section, by its lab and id.
    Section(&'a str, &'a str),
}

impl fmt::Display for Mark<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Mark::Checks(lab) => write!(out, "checks {lab}"),
            Mark::Progress => write!(out, "progress"),
            Mark::Section(lab, check) => write!(out, "section {lab} {check}"),
        }
    }
}

impl Mark<'_> {
    fn read(text: &str) -> Option<Mark<'_>> {
        match text.split(' ').collect::<Vec<_>>()[..] {
            ["checks", lab] => Some(Mark::Checks(lab)),
            ["progress"] => Some(Mark::Progress),
            ["section", lab, check] => Some(Mark::Section(lab, check)),
            _ => None,
        }
    }
}

/// A piece with its mark. The comment that opens it has a line of its own, so that in Markdown the piece begins as it
/// would without.
pub fn around(mark: &str, piece: &str) -> String {
    format!("{OPEN}{mark}{OPENED}\n{piece}\n{CLOSE}")
}

/// A page with its marked pieces put in anew: `put` gets the page up to there, and adds to it. What is between
/// marks that say nothing stays as it is.
pub fn replaced(page: &str, mut put: impl FnMut(Mark, &mut String)) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, mark, piece, behind)) = next(rest) {
        out.push_str(before);
        match Mark::read(mark) {
            Some(mark) => put(mark, &mut out),
            None => out.push_str(piece),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn next(page: &str) -> Option<(&str, &str, &str, &str)> {
    let (before, behind) = page.split_once(OPEN)?;
    let (mark, behind) = behind.split_once(OPENED)?;
    let (piece, behind) = behind.split_once(CLOSE)?;
    Some((before, mark, piece, behind))
}
