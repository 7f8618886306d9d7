//! What `checker` alone shows: the labs, how far the learner is, and what comes next.

use std::fmt::Write;

use crate::lab::{Check, Lab};
use crate::own::Own;
use crate::progress::Grades;
use crate::report::plain::visible;
use crate::report::shell::quoted;
use crate::report::verdicts::of_checkpoint;
use crate::starter;
use crate::verdict::Verdict;

/// The text, for a person whose own programs these are, if they have any, and who starts the checker as `start`:
/// `cargo checker`.
pub fn overview(labs: &[&Lab], grades: &Grades, own: Option<&Own>, start: &str) -> String {
    let mut text = match own {
        Some(own) => format!("The Socket Workbook, with the programs in {}\n\n", visible(&own.name())),
        None => "The Socket Workbook. No folder of programs has been begun here\n\n".to_owned(),
    };
    let width = labs.iter().map(|lab| lab.title.chars().count()).max().unwrap_or(0);
    for lab in labs {
        writeln!(text, "  {}  {:width$}  {}", lab.id, lab.title, far(lab, grades)).expect("a String takes all");
        for checkpoint in grades.lab(lab.id).into_iter().flat_map(|graded| &graded.checkpoints) {
            let mark = of_checkpoint(checkpoint).mark;
            let (number, earned, points) = (checkpoint.number, checkpoint.earned, checkpoint.points);
            let part = format!("{mark} checkpoint {number}");
            writeln!(text, "        {part:width$}  {earned:>3} of {points} points").expect("a String takes all");
        }
    }
    text.push('\n');
    text.push_str(&next(labs, grades, own, start));
    text
}

fn far(lab: &Lab, grades: &Grades) -> String {
    let Some(graded) = grades.lab(lab.id) else {
        return "not graded yet".to_owned();
    };
    let passed = graded.count(Verdict::Pass);
    let (earned, points) = (graded.earned, graded.points);
    match lab.checks.len() {
        all if passed == all => format!("{earned:>3} of {points} points, all {all} checks pass"),
        all => format!("{earned:>3} of {points} points, {passed} of {all} checks pass"),
    }
}

/// The first check, in the order of the course, that is neither passed nor impossible here, and its lab.
pub fn open<'a>(labs: &[&'a Lab], grades: &Grades) -> Option<(&'a Lab, &'static Check)> {
    let is_open = |lab: &Lab, check: &Check| {
        let verdict = grades.check(lab.id, check.id).map(|graded| graded.verdict);
        !matches!(verdict, Some(Verdict::Pass | Verdict::Skipped))
    };
    labs.iter().find_map(|lab| Some((*lab, lab.checks.iter().find(|check| is_open(lab, check))?)))
}

fn next(labs: &[&Lab], grades: &Grades, own: Option<&Own>, start: &str) -> String {
    let Some((lab, check)) = open(labs, grades) else {
        return "Everything passes. There is nothing left to do.\n".to_owned();
    };
    match grades.lab(lab.id) {
        None => format!(
            "Next: {} in the book (`{start} book`), then {}, then `{start} {}`\n",
            lab.id,
            programs(lab, own, start),
            lab.id
        ),
        Some(_) => format!(
            "Next: {}/{}: {}\n      `{start} {}` grades it, `{start} explain {}/{}` says more\n",
            lab.id, check.id, check.claim, lab.id, lab.id, check.id
        ),
    }
}

/// Where the programs of a lab are written, or what begins them.
fn programs(lab: &Lab, own: Option<&Own>, start: &str) -> String {
    match own {
        None => format!("`{start} new python my-labs {}` (or c, csharp, java, node)", lab.id),
        Some(Own::Exercises) => format!("the programs in exercises/{}", lab.folder),
        Some(own @ Own::Folder(folder)) => match starter::beginning(folder, lab) {
            Some(language) => {
                format!("`{start} new {} {} {}`", language.word, visible(&quoted(&own.name())), lab.id)
            }
            None => format!("its programs in {}", visible(&own.name())),
        },
    }
}
