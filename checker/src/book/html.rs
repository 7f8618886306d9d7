//! Pieces of HTML that stand in Markdown: the table of a lab's checks, what a check came to, drawings.
//!
//! No piece has an empty line in it, which would end the HTML, nor a `{{`, which mdBook would
//! read: what a learner's program printed can't reach beyond its element.

use super::recording::{Printed, on_the_wire};
use crate::diagram::{Diagram, Drawing};
use crate::fault::{FAULTS, Fault};
use crate::hints::KINDS;
use crate::lab::Lab;
use crate::own::Own;
use crate::progress::Grades;
use crate::report::ladder::{Caption, Heads, queues, svg};
use crate::report::told::{self, Part, parts};
use crate::report::verdicts::{Words, words};
use crate::report::xml::{prose, text};
use crate::report::{self, state};
use crate::shot::Shot;
use crate::trace::Trace;
use crate::verdict::{CheckReport, LabReport, Verdict};

/// How the section of a check begins, and how one that is open.
pub const SECTION: &str = "<details class=\"check\">";
pub const OPEN_SECTION: &str = "<details class=\"check\" open>";

/// The checks of a lab with what they try and their points; once it was graded, also what each came to.
pub fn checks(lab: &Lab, grades: &Grades) -> String {
    let graded = grades.lab(lab.id);
    let mut rows = String::new();
    for check in lab.checks {
        let grade = graded.map(|_| grade_cell(grades.check(lab.id, check.id))).unwrap_or_default();
        rows.push_str(&format!(
            "<tr><th scope=\"row\"><a href=\"#{id}\">{id}</a></th><td>{claim}</td><td class=\"points\">{points}</td>{grade}</tr>\n",
            id = check.id,
            claim = prose(check.claim),
            points = check.points,
        ));
    }
    let (head, caption) = match graded {
        Some(graded) => (
            "<th scope=\"col\">yours</th>",
            format!("<caption>You have {} of {} points.</caption>\n", graded.earned, graded.points),
        ),
        None => ("", String::new()),
    };
    // Where one reads on while the checker runs, the grade is seen as well.
    let badge = graded.map(|graded| {
        let LabReport { earned, points, .. } = graded;
        format!("<div class=\"graded\"><a href=\"#your-exercise\" title=\"Your grade in this lab\">{earned} of {points} points</a></div>\n")
    });
    let badge = badge.unwrap_or_default();
    piece(&format!(
        "{badge}<table class=\"checks\">\n{caption}<thead><tr><th scope=\"col\">check</th><th scope=\"col\">what is tried</th>\
         <th scope=\"col\">points</th>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>"
    ))
}

/// What may happen to bytes on their way, each with its drawing.
pub fn faults() -> String {
    let row = |fault: &Fault| {
        let Fault { name, means, drawing } = fault;
        let drawing = text(drawing);
        format!("<tr><th scope=\"row\">{name}</th><td>{}</td><td><code>{drawing}</code></td></tr>\n", prose(means))
    };
    let rows: String = FAULTS.iter().map(row).collect();
    piece(&format!(
        "<table class=\"checks\">\n<thead><tr><th scope=\"col\">fault</th><th scope=\"col\">what your program meets</th>\
         <th scope=\"col\">drawn</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>"
    ))
}

/// The checks of a lab with what they try and their points, each with the way to its chapter.
pub fn contract(lab: &Lab) -> String {
    let mut rows = String::new();
    for check in lab.checks {
        rows.push_str(&format!(
            "<tr><th scope=\"row\"><a href=\"{see}\">{id}</a></th><td>{claim}</td><td class=\"points\">{points}</td></tr>\n",
            see = check.see(lab),
            id = check.id,
            claim = prose(check.claim),
            points = check.points,
        ));
    }
    piece(&format!(
        "<table class=\"checks\">\n<thead><tr><th scope=\"col\">check</th><th scope=\"col\">what is tried</th>\
         <th scope=\"col\">points</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>"
    ))
}

/// How far the learner is: the labs that were graded, with their points, and what they come to together.
/// Nothing where nothing was graded.
pub fn progress(labs: &[&Lab], grades: &Grades, own: &Own) -> String {
    let graded = grades.labs();
    if graded.is_empty() {
        return String::new();
    }
    let item = |lab: &LabReport| {
        let (id, earned, points) = (&lab.id, lab.earned, lab.points);
        let number = id.strip_prefix("lab").unwrap_or(id);
        format!("<li><a href=\"{id}.html\">Lab {number}</a>: {earned} of {points}</li>\n")
    };
    let items: String = graded.iter().map(item).collect();
    let earned: u32 = graded.iter().map(|lab| lab.earned).sum();
    // A lab that was not graded counts in full; what could not be tried here does not count.
    let open = labs.iter().filter(|lab| grades.lab(lab.id).is_none());
    let open: u32 = open.flat_map(|lab| lab.checks).map(|check| check.points).sum();
    let points = open + graded.iter().map(|lab| lab.points).sum::<u32>();
    let whose = match own {
        Own::Exercises => String::new(),
        Own::Folder(folder) => format!(", with the programs in <code>{}</code>", text(&folder.display().to_string())),
    };
    piece(&format!(
        "<div class=\"progress\">\n<p>You have {earned} of the course’s {points} points{whose}.</p>\n\
         <progress value=\"{earned}\" max=\"{points}\" aria-label=\"The course\">{earned} of {points}</progress>\n\
         <ul>\n{items}</ul>\n</div>"
    ))
}

/// The beginning of a check's section: its heading with its id, to be opened, or open already.
pub fn section(heading: &str, id: &str, is_open: bool) -> String {
    let begin = if is_open { OPEN_SECTION } else { SECTION };
    let (words, attributes) = heading.rsplit_once(" {").unwrap_or((heading, "}"));
    format!("{begin}\n<summary>\n\n{words} <code class=\"id\">{id}</code> {{{attributes}\n\n</summary>\n\n")
}

/// What a check came to when it was last run: for one that did not pass why, with its ladder.
pub fn grade(graded: &CheckReport) -> String {
    let has_failed = graded.verdict == Verdict::Fail;
    let (mut said, mut drawings, mut seen) = (String::new(), String::new(), String::new());
    for part in parts(graded) {
        match part {
            Part::Expected(text) => said.push_str(&term("expected", &block(&text))),
            Part::Observed(text) => said.push_str(&term(told::seen(graded.verdict), &block(&text))),
            Part::Cause(cause) => said.push_str(&term("likely cause", &prose(&cause))),
            // One is there.
            Part::See(_) => {}
            Part::Note(note) => said.push_str(&term("note", &text(&note))),
            Part::Output(lines) if has_failed => said.push_str(&term("output", &block(&lines.join("\n")))),
            Part::Drawing(of, diagram) => drawings.push_str(&drawing(of, &diagram)),
            Part::Ladder(trace, expected) if has_failed => {
                let caption = Caption { title: &graded.claim, expected: expected.as_deref(), heads: Heads::Owners };
                seen.push_str(&format!("{}\n", ladder(trace, caption)));
            }
            Part::Screen(lane, shot) if has_failed => {
                seen.push_str(&format!("{}\n", screen(shot, &format!("The screen of {lane}"))));
            }
            // What a check that passed has shown is no news.
            Part::Output(_) | Part::Ladder(..) | Part::Screen(..) => {}
        }
    }
    let said = if said.is_empty() { said } else { format!("<dl>\n{said}</dl>\n") };
    if !seen.is_empty() {
        seen = format!("<details><summary>What was seen</summary>\n{seen}</details>\n");
    }
    let verdict = verdict(graded.verdict);
    piece(&format!("<div class=\"grade\">\n<p>Your last run: {verdict}</p>\n{said}{drawings}{seen}</div>"))
}

/// The hints for a check, each behind a fold of its own: one looks at no more than one wants.
pub fn hints(hints: &[&str; 3]) -> String {
    let fold = |(kind, hint): (&&str, &&str)| {
        format!("<li><details><summary>{kind}</summary><p>{}</p></details></li>\n", prose(hint))
    };
    let folds: String = KINDS.iter().zip(hints).map(fold).collect();
    piece(&format!("<details class=\"hints\"><summary>Three hints</summary>\n<ol>\n{folds}</ol>\n</details>"))
}

/// A recorded run as a ladder diagram.
pub fn recorded(trace: &Trace, title: &str, printed: Printed) -> String {
    ladder(&on_the_wire(trace, printed), Caption { title, expected: None, heads: Heads::Names })
}

/// A recorded transfer as a time-sequence diagram; nothing for one without segments.
pub fn sequence(trace: &Trace, title: &str) -> Option<String> {
    let svg = report::sequence::svg(trace, title);
    (!svg.is_empty()).then(|| piece(&format!("<figure class=\"ladder\">\n{}\n</figure>", svg.trim_end())))
}

fn ladder(trace: &Trace, caption: Caption) -> String {
    // A page shows it row by row; of datagrams there is nothing to show.
    let queues = queues(trace);
    let told = serde_json::to_string(&queues).ok().filter(|_| queues.iter().any(|row| !row.is_empty()));
    let told = told.map(|told| format!(" data-queues=\"{}\"", text(&told))).unwrap_or_default();
    piece(&format!("<figure class=\"ladder\"{told}>\n{}\n</figure>", svg(trace, caption).trim_end()))
}

/// A screen as a picture.
pub fn screen(shot: &Shot, title: &str) -> String {
    piece(&format!("<figure class=\"screen\">\n{}\n</figure>", report::screen::svg(shot, title).trim_end()))
}

/// A state diagram; nothing for one without states.
pub fn states(diagram: &Diagram, title: &str) -> Option<String> {
    let svg = state::svg(diagram, &crate::diagram::Marks::default(), title);
    (!svg.is_empty()).then(|| piece(&format!("<figure class=\"states\">\n{}\n</figure>", svg.trim_end())))
}

/// The learner's own state diagram, with what is wrong with it.
fn drawing(drawing: &Drawing, diagram: &Diagram) -> String {
    let svg = state::svg(diagram, &drawing.marks, &format!("Your {}, and what is wrong with it", drawing.file));
    if svg.is_empty() { svg } else { format!("<figure class=\"states\">\n{}\n</figure>\n", svg.trim_end()) }
}

/// What the programs of a recorded run printed.
pub fn terminals(trace: &Trace) -> String {
    piece(&crate::report::terminals(trace))
}

fn grade_cell(graded: Option<&CheckReport>) -> String {
    format!("<td>{}</td>", graded.map(|graded| verdict(graded.verdict)).unwrap_or_default())
}

fn term(label: &str, html: &str) -> String {
    format!("<dt>{label}</dt><dd>{html}</dd>\n")
}

/// Text in its own lines, in which a caret stands under what it points at.
fn block(lines: &str) -> String {
    let points = lines.lines().any(|line| line.trim_start().starts_with("^ "));
    let class = if points { " class=\"pointed\"" } else { "" };
    format!("<pre{class}>{}</pre>", text(lines))
}

fn verdict(verdict: Verdict) -> String {
    let Words { name, said, .. } = words(verdict);
    format!("<span class=\"verdict {name}\">{said}</span>")
}

fn piece(html: &str) -> String {
    html.trim().replace("\r\n", "\n").replace("\n\n", "\n&#10;").replace("{{", "&#123;&#123;")
}
