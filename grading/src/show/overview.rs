//! The overview for the instructor: what needs a person, what is worth teaching again, and every check of every student.

use std::collections::BTreeMap;

use checker::lab::Lab;
use checker::report::html::STYLE;
use checker::report::ladder::{Caption, Heads, svg};
use checker::report::verdicts::{Words, words};
use checker::report::xml::{prose, text};
use checker::verdict::Verdict;

use super::words;
use crate::standing::{Mark, Standing, Student, insight};

/// Sections of the book that are shown, and causes of each.
const LESSONS: usize = 6;
const CAUSES: usize = 3;

/// What the overview has beside the style of all reports.
const MORE: &str = "\
main { max-width: 76rem; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; overflow-wrap: normal; }
table { border-collapse: collapse; font-size: .9em; }
th, td { border: 1px solid var(--line); padding: .15rem .4rem; text-align: left; }
td.number, td.one { text-align: right; font-variant-numeric: tabular-nums; }
td.one { text-align: center; font-weight: bold; }
td.pass { color: var(--good); } td.fail { color: var(--bad); } td.quiet { color: var(--quiet); }
th.check { writing-mode: vertical-rl; font-weight: normal; white-space: nowrap; vertical-align: bottom; }
a { color: var(--links); }
@media print { .scroll { overflow: visible; } th.check { font-size: .7em; } }
";

/// The page; for showing in class nobody is named on it.
pub fn render(standing: &Standing, anonymous: bool) -> String {
    let labs: String = standing.labs.iter().map(|lab| matrix(standing, lab, anonymous)).collect();
    let needs = if anonymous { String::new() } else { needs_you(standing) };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>Socket Workbook: the class</title>\n<style>\n{STYLE}{MORE}</style>\n</head>\n<body>\n<main>\n\
         <h1>The class</h1>\n<p>{}. Box: <code>{}</code>, {}.</p>\n\
         {needs}{}{}{labs}{}</main>\n</body>\n</html>\n",
        counts(standing),
        standing.settings.level.name(),
        text(&standing.settings.level.promise(standing.locks())),
        teach_again(standing),
        look_first(standing),
        costs(standing),
    )
}

/// What one, and what several students are said to be, and which marks make them so.
type Others = (&'static str, &'static str, fn(&Mark) -> bool);

/// How many have a grade, and what of the others.
fn counts(standing: &Standing) -> String {
    let count =
        |is: &dyn Fn(&Student) -> bool| standing.students.iter().filter(|one| one.has_come() && is(one)).count();
    let graded = |mark: &Mark| matches!(mark, Mark::Graded(_) | Mark::Nothing);
    let mut text =
        format!("{} of {} students have a grade", count(&|one| one.labs.values().all(graded)), count(&|_| true));
    let others: [Others; 3] = [
        ("waits for you", "wait for you", |mark| matches!(mark, Mark::Problem(_))),
        ("is inconclusive", "are inconclusive", |mark| matches!(mark, Mark::Inconclusive(_))),
        ("is not run yet", "are not run yet", |mark| matches!(mark, Mark::NotRun(_))),
    ];
    for (one, many, is) in others {
        match count(&|student| student.any(is)) {
            0 => {}
            1 => text.push_str(&format!(", 1 {one}")),
            number => text.push_str(&format!(", {number} {many}")),
        }
    }
    text
}

fn needs_you(standing: &Standing) -> String {
    let lines: String = words::needs_you(standing)
        .iter()
        .map(|need| {
            // Of a proposal of several lines the first says what it is.
            let (first, rest) = need.line.split_once('\n').unwrap_or((&need.line, ""));
            let rest = if rest.is_empty() { String::new() } else { format!("\n<pre>{}</pre>", text(rest)) };
            format!("<li>{}{rest}<br><small>{}</small></li>\n", text(first), how(&need.how))
        })
        .collect();
    let nothing = ids(standing, |student| !student.has_come());
    let nothing = if nothing.is_empty() { nothing } else { format!("<p>Nothing came from {nothing}.</p>\n") };
    let lines = if lines.is_empty() { "<p>Nothing.</p>\n".to_owned() } else { format!("<ul>\n{lines}</ul>\n") };
    format!("<section>\n<h2>Needs you</h2>\n{lines}{nothing}{}</section>\n", late(standing))
}

/// What settles it: its command, if there is one, can be copied.
fn how(words: &str) -> String {
    let at = ["checker grade ", "diff -r "].iter().find_map(|command| words.find(command)).unwrap_or(words.len());
    let (before, command) = words.split_at(at);
    let command = if command.is_empty() { String::new() } else { format!("<code>{}</code>", text(command)) };
    format!("{}{command}", text(before))
}

fn ids(standing: &Standing, is: impl Fn(&Student) -> bool) -> String {
    let ids = standing.students.iter().filter(|student| is(student)).map(|student| text(&student.record.id));
    ids.collect::<Vec<String>>().join(", ")
}

/// Who was late, and of whom that can't be told.
fn late(standing: &Standing) -> String {
    let minutes = |student: &Student| {
        Some(format!("{} ({} minutes)", text(&student.record.id), student.late.filter(|late| *late > 0)?))
    };
    let by_time = standing.students.iter().filter_map(minutes).collect::<Vec<String>>().join(", ");
    let is_by_word = |student: &Student| student.late.is_none() && student.record.late;
    let by_word = ids(standing, is_by_word);
    let is_due = standing.settings.due.is_some();
    let unknown = ids(standing, |one| is_due && one.record.has_come() && one.late.is_none() && !is_by_word(one));
    let lines = [
        ("Late", by_time),
        ("Late, as the learning system says, and it does not say by how much", by_word),
        ("When it came is not known, since the download does not say it", unknown),
    ];
    let lines = lines.iter().filter(|(_, who)| !who.is_empty());
    lines.map(|(what, who)| format!("<p>{what}: {who}.</p>\n")).collect()
}

fn teach_again(standing: &Standing) -> String {
    let lesson = |lesson: &insight::Lesson| {
        let causes: String = lesson
            .causes
            .iter()
            .take(CAUSES)
            .map(|(cause, students)| format!("<li>{students}: {}</li>\n", prose(cause)))
            .collect();
        let causes = if causes.is_empty() { causes } else { format!("<ul>\n{causes}</ul>\n") };
        let example = lesson.example.as_ref().map_or(String::new(), |(check, trace)| {
            let title = format!("What was seen with one of them in {check}");
            let drawn = svg(trace, Caption { title: &title, expected: None, heads: Heads::Owners });
            format!("<details><summary>One of them, in <code>{}</code></summary>\n{drawn}</details>\n", text(check))
        });
        let (students, lost) = (lesson.students.len(), lesson.lost);
        let who = if students == 1 { "student" } else { "students" };
        let check = |(id, claim): (&String, &String)| format!("<code>{}</code> {}", text(id), prose(claim));
        let checks = lesson.checks.iter().map(check).collect::<Vec<String>>().join("; ");
        format!(
            "<h3>{checks}: {students} {who}, {lost} points lost</h3>\n{causes}<p>In the book: <code>{}</code></p>\n{example}",
            text(&lesson.see)
        )
    };
    let lessons: String = insight::lessons(standing).iter().take(LESSONS).map(lesson).collect();
    let lessons = if lessons.is_empty() { "<p>Nothing.</p>\n".to_owned() } else { lessons };
    format!("<section>\n<h2>Teach again</h2>\n{lessons}</section>\n")
}

fn look_first(standing: &Standing) -> String {
    let line = |suspect: &insight::Suspect| {
        format!(
            "<li><code>{}</code>, {} of {}, one cause: {}</li>\n",
            text(&suspect.check),
            suspect.having,
            suspect.of,
            prose(&suspect.cause)
        )
    };
    let lines: String = insight::suspects(standing).iter().map(line).collect();
    match lines.is_empty() {
        true => String::new(),
        false => format!(
            "<section>\n<h2>Look at the check first</h2>\n<p>When so many fail for one reason, it may be the check, or the lecture.</p>\n<ul>\n{lines}</ul>\n</section>\n"
        ),
    }
}

/// How a student is called on the page.
fn called(standing: &Standing, student: &Student, anonymous: bool) -> String {
    if anonymous {
        let place = standing.students.iter().position(|other| other.record.id == student.record.id).unwrap_or_default();
        return format!("student {}", place + 1);
    }
    let id = &student.record.id;
    let path: String = id
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    format!("<a href=\"page/{path}/index.html\">{}</a>", text(id))
}

fn matrix(standing: &Standing, lab: &'static Lab, anonymous: bool) -> String {
    let heads: String =
        lab.checks.iter().map(|check| format!("<th scope=\"col\" class=\"check\">{}</th>", text(check.id))).collect();
    let rows: String = standing
        .students
        .iter()
        .filter(|student| student.record.has_come())
        .filter_map(|student| Some((student, student.labs.get(lab.id)?)))
        .map(|(student, mark)| {
            let cells = cells(lab, mark);
            format!("<tr><th scope=\"row\">{}</th>{cells}</tr>\n", called(standing, student, anonymous))
        })
        .collect();
    format!(
        "<section>\n<h2>{id}: {}</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"checks of {id}\">\n<table>\n\
         <thead><tr><th scope=\"col\">student</th><th scope=\"col\">points</th>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n</section>\n",
        text(lab.title),
        id = text(lab.id),
    )
}

fn cells(lab: &Lab, mark: &Mark) -> String {
    let Some(grade) = mark.grade() else {
        return format!("<td colspan=\"{}\" class=\"quiet\">{}</td>", lab.checks.len() + 1, text(mark.word()));
    };
    let cell = |check: &checker::verdict::CheckReport| {
        let Words { mark, said, .. } = words(check.verdict);
        let class = match check.verdict {
            Verdict::Pass => "pass",
            Verdict::Fail => "fail",
            _ => "quiet",
        };
        let doubt = if grade.unstable.contains(&check.id) { "~" } else { "" };
        format!("<td class=\"one {class}\" title=\"{said}\">{mark}{doubt}</td>")
    };
    let cells: String = grade.lab.checks.iter().map(cell).collect();
    format!("<td class=\"number\">{} of {}</td>{cells}", grade.lab.earned, grade.lab.points)
}

/// Time and processors, by lab; and in which boxes and on which machines it was.
fn costs(standing: &Standing) -> String {
    let mut by_lab: BTreeMap<&str, (usize, u64, u64)> = BTreeMap::new();
    let mut hosts: Vec<String> = Vec::new();
    for unit in standing.students.iter().flat_map(Student::grades).flat_map(|grade| &grade.units) {
        let sum = by_lab.entry(&unit.lab).or_default();
        *sum = (sum.0 + 1, sum.1 + unit.millis, sum.2 + unit.cpu_millis.unwrap_or_default());
        let host = format!("{} ({} processors, box {})", unit.machine.host, unit.machine.cores, unit.level.name());
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    let row = |(lab, (units, millis, cpu)): (&&str, &(usize, u64, u64))| {
        let seconds = |millis: u64| format!("{:.1}", millis as f64 / 1000.0);
        format!(
            "<tr><th scope=\"row\">{}</th><td class=\"number\">{units}</td><td class=\"number\">{}</td><td class=\"number\">{}</td></tr>\n",
            text(lab),
            seconds(*millis),
            seconds(*cpu)
        )
    };
    let rows: String = by_lab.iter().map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!(
        "<section>\n<h2>What it took</h2>\n<table>\n<thead><tr><th scope=\"col\">lab</th><th scope=\"col\">runs</th>\
         <th scope=\"col\">seconds</th><th scope=\"col\">seconds of a processor</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n<p>{}.</p>\n</section>\n",
        text(&hosts.join(", "))
    )
}
