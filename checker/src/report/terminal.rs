//! What a student sees in a terminal: a line a check, and for a failed one why, where to read on, and a ladder.
//!
//! A lab is told piece by piece while it runs, by a [`Teller`]; [`whole`] is all of it in a row.

use super::look::Look;
use super::teller::{Teller, end};
use crate::verdict::Report;

/// The report without colours, as it is written to a file.
pub fn render(report: &Report) -> String {
    whole(Look::default(), report)
}

/// The whole report: what was told piece by piece, in a row.
pub fn whole(look: Look, report: &Report) -> String {
    told(look, report) + &end(look, report)
}

/// The labs as they were told while they ran, without what is said at the very end.
pub fn told(look: Look, report: &Report) -> String {
    let mut teller = Teller::new(look);
    let mut out = String::new();
    for lab in &report.labs {
        out.push_str(&teller.begin(&lab.id, &lab.title));
        out.push_str(&teller.built(&lab.build));
        out.extend(lab.checks.iter().map(|check| teller.check(check)));
        out.push_str(&teller.finish(&report.submission, lab));
    }
    out
}
