//! A student's page: what each lab came to, why, what was seen, and how to see it again. Nobody else stands on it.

use checker::report::html;
use checker::report::ladder::{Caption, Heads, svg};
use checker::report::verdicts::words;
use checker::report::xml::{prose, text};
use checker::trace::Trace;
use checker::verdict::{CheckReport, LabReport, Report};

use super::Detail;
use crate::problem::Problem;
use crate::standing::{Grade, Mark, Student, unstable};

/// Where the page of the checker's own has its title: what is said first stands behind it.
const TITLE: &str = "<h1>Socket Workbook</h1>\n";

/// What the checker's page says of the seed where nothing was run.
const NO_SEED: &str = ", seed <code>0</code>";

/// The page with all labs.
pub fn render(student: &Student, detail: Detail) -> String {
    let labs: Vec<(&str, &Mark)> = student.labs.iter().map(|(lab, mark)| (*lab, mark)).collect();
    page(student, &labs, detail)
}

/// The page with one of them.
pub fn of_lab(student: &Student, lab: &str, detail: Detail) -> String {
    let labs: Vec<(&str, &Mark)> =
        student.labs.iter().filter(|(id, _)| **id == lab).map(|(lab, mark)| (*lab, mark)).collect();
    page(student, &labs, detail)
}

fn page(student: &Student, labs: &[(&str, &Mark)], detail: Detail) -> String {
    let mut graded: Vec<&Grade> = labs.iter().filter_map(|(_, mark)| mark.grade()).collect();
    // The best news first.
    graded.sort_by_key(|grade| std::cmp::Reverse(grade.lab.earned * 100 / grade.lab.points.max(1)));
    let seed = graded.first().and_then(|grade| grade.units.first()).map_or(0, |unit| unit.seed);
    let report = Report {
        schema: 1,
        seed,
        submission: student.record.id.clone(),
        thorough: false,
        folder: None,
        labs: graded.iter().map(|grade| lab(grade, detail)).collect(),
        notes: Vec::new(),
    };
    let first = format!("{TITLE}{}{}{}", summary(student, labs), intake(student), repeat(&graded));
    let behind: String = graded.iter().map(|grade| differently(grade, detail)).collect();
    let mut page = html::render(&report).replacen(TITLE, &first, 1);
    if graded.is_empty() {
        page = page.replacen(NO_SEED, "", 1);
    }
    page.replacen("</main>\n</body>", &format!("{behind}</main>\n</body>"), 1)
}

fn summary(student: &Student, labs: &[(&str, &Mark)]) -> String {
    let line = |(lab, mark): &(&str, &Mark)| {
        let lab = text(lab);
        match mark {
            Mark::Nothing => format!("<li><strong>{lab}</strong>: nothing was handed in.</li>\n"),
            Mark::Problem(problem) if student.record.problem.is_none() => {
                format!("<li><strong>{lab}</strong>: not graded yet. {}</li>\n", of_problem(problem))
            }
            Mark::Problem(_) => format!("<li><strong>{lab}</strong>: not graded yet.</li>\n"),
            Mark::NotRun(_) | Mark::Inconclusive(_) => {
                format!("<li><strong>{lab}</strong>: not graded yet. This is not your fault.</li>\n")
            }
            Mark::Graded(grade) => {
                let passed = grade.lab.count(checker::verdict::Verdict::Pass);
                let (earned, points, all) = (grade.lab.earned, grade.lab.points, grade.lab.checks.len());
                format!(
                    "<li><strong>{lab}</strong>: {earned} of {points} points, {passed} of {all} checks pass.</li>\n"
                )
            }
        }
    };
    let lines: String = labs.iter().map(line).collect();
    let late = match student.late {
        Some(minutes @ 1..) => format!("<p>It came {minutes} minutes late.</p>\n"),
        None if student.record.late => "<p>It came late.</p>\n".to_owned(),
        _ => String::new(),
    };
    format!("<ul>\n{lines}</ul>\n{late}")
}

fn of_problem(problem: &Problem) -> String {
    format!("<code>{}</code>. {}", text(&problem.message), prose(problem.advice()))
}

/// What was wrong with the hand-in, and what is to be known of how it was taken.
fn intake(student: &Student) -> String {
    let record = &student.record;
    let problem = record.problem.as_ref().map_or(String::new(), |problem| {
        let proposal = problem.proposal.as_ref().map_or(String::new(), |proposal| {
            format!("<p>By the names of your files it would be:</p>\n<pre>{}</pre>\n", text(proposal.trim_end()))
        });
        format!("<p class=\"cause\">{}. {}</p>\n{proposal}", text(&problem.message), prose(problem.advice()))
    });
    let mut notes: Vec<String> = record.notes.iter().map(|note| text(note)).collect();
    notes.extend(record.left_out.iter().map(|(what, count)| format!("left out: {} ({count})", text(what))));
    if !record.attempts.is_empty() {
        notes.push(format!("other attempts, which do not count: {}", text(&record.attempts.join(", "))));
    }
    let notes: String = notes.iter().map(|note| format!("<li>{note}</li>\n")).collect();
    let notes = if notes.is_empty() { notes } else { format!("<p>How it was taken:</p>\n<ul>\n{notes}</ul>\n") };
    format!("{problem}{notes}")
}

/// How it is seen again.
fn repeat(graded: &[&Grade]) -> String {
    let mut lines: Vec<String> = graded
        .iter()
        .flat_map(|grade| &grade.units)
        .map(|unit| format!("checker {} --submission . --seed {}", unit.lab, unit.seed))
        .collect();
    lines.sort();
    lines.dedup();
    match lines.is_empty() {
        true => String::new(),
        false => format!(
            "<p>In your folder this runs it again, with the same choices:</p>\n<pre>{}</pre>\n",
            text(&lines.join("\n"))
        ),
    }
}

/// As much of a lab as is told. What comes from a program without a box could be somebody else's: it is not told.
fn lab(grade: &Grade, detail: Detail) -> LabReport {
    let detail = told(grade, detail);
    let mut lab = grade.lab.clone();
    lab.checks = lab.checks.into_iter().map(|check| cut(check, detail)).collect();
    if detail < Detail::All {
        lab.build.clear();
    }
    lab
}

fn told(grade: &Grade, detail: Detail) -> Detail {
    if grade.level().hides_nothing() { detail.min(Detail::Causes) } else { detail }
}

fn cut(mut check: CheckReport, detail: Detail) -> CheckReport {
    if detail < Detail::All {
        check.expected = None;
        check.observed = None;
        check.output.clear();
        check.drawings.clear();
        check.notes.clear();
        check.trace = Trace::default();
    }
    if detail < Detail::Causes {
        check.cause = None;
    }
    check
}

/// What came out differently: each run's verdict, and what was seen in it.
fn differently(grade: &Grade, detail: Detail) -> String {
    let detail = told(grade, detail);
    let of_check = |id: &String| {
        let runs: String = unstable::all(&grade.units)
            .filter(|(_, check)| check.id == *id)
            .map(|(unit, check)| {
                let title = format!("Run {} of {id}", unit.run);
                let shows = detail == Detail::All && !check.trace.events.is_empty();
                let caption = Caption { title: &title, expected: None, heads: Heads::Owners };
                let drawn = if shows { svg(&check.trace, caption) } else { String::new() };
                format!("<p>Run {}, seed {}: {}.</p>\n{drawn}", unit.run, unit.seed, words(check.verdict).said)
            })
            .collect();
        format!("<h3><code>{}</code></h3>\n{runs}", text(id))
    };
    let checks: String = grade.unstable.iter().map(of_check).collect();
    match checks.is_empty() {
        true => String::new(),
        false => format!(
            "<section>\n<h2>{}: it came out differently from run to run</h2>\n{checks}</section>\n",
            text(&grade.lab.id)
        ),
    }
}
