//! The report as JUnit XML, for servers that show test results: a suite a lab, a case a check.

use std::time::Duration;

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::paint::Style;
use super::plain::visible;
use super::told::{self, Part, parts};
use super::{ladder, screen, state};
use crate::verdict::{BuildFailure, CheckReport, LabReport, Report, Verdict};

/// Columns of what is drawn.
const WIDTH: usize = 80;

/// The report without times of day, so that the same record gives the same text.
pub fn render(report: &Report) -> String {
    let folder = report.folder.as_ref().map(|folder| format!(", {}", visible(folder))).unwrap_or_default();
    let name = format!("Socket Workbook, seed {}{folder}{}", report.seed, told::depth(report));
    let mut junit = quick_junit::Report::new(name);
    let mut suites: Vec<TestSuite> = report.labs.iter().map(suite).collect();
    // What is to be said of the whole run stands in the last suite: there is no other place for it.
    if let Some(last) = suites.last_mut().filter(|_| !report.notes.is_empty()) {
        let notes: Vec<String> = report.notes.iter().map(|note| format!("note: {note}")).collect();
        last.set_system_out(visible(&notes.join("\n")));
    }
    junit.add_test_suites(suites);
    // The writer writes to memory, and what XML does not allow is written as an escape.
    junit.to_string().unwrap_or_default()
}

fn suite(lab: &LabReport) -> TestSuite {
    let mut suite = TestSuite::new(visible(&lab.id));
    suite.add_test_cases(lab.checks.iter().map(|check| case(lab, check)));
    let said = |failure: &BuildFailure| format!("$ {}\n{}", failure.command, failure.output);
    let said: Vec<String> = lab.build.iter().map(said).collect();
    if !said.is_empty() {
        suite.set_system_err(visible(&said.join("\n")));
    }
    suite
}

fn case(lab: &LabReport, check: &CheckReport) -> TestCase {
    let told = Told::of(check);
    let mut case = TestCase::new(visible(&check.id), status(check, &told));
    case.set_classname(visible(&lab.id));
    case.set_time(Duration::from_millis(check.millis));
    let beside = if check.verdict == Verdict::Fail { told.output } else { told.notes + &told.output };
    if !beside.is_empty() {
        case.set_system_out(visible(beside.strip_suffix('\n').unwrap_or(&beside)));
    }
    case
}

/// What was not started has failed, as far as points go; what the checker could not tell is an error.
fn status(check: &CheckReport, told: &Told) -> TestCaseStatus {
    let mut status = match check.verdict {
        Verdict::Pass => return TestCaseStatus::success(),
        Verdict::Skipped => TestCaseStatus::skipped(),
        Verdict::Fail | Verdict::NotStarted => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Verdict::Inconclusive => TestCaseStatus::non_success(NonSuccessKind::Error),
    };
    if let Some(message) = &told.message {
        status.set_message(visible(message));
    }
    if check.verdict == Verdict::NotStarted {
        status.set_type("not-started");
    }
    if check.verdict == Verdict::Fail {
        status.set_description(visible(&format!("{}\n{}{}{}", check.claim, told.words, told.notes, told.drawn)));
    }
    status
}

/// The parts of a check, by the place that a test case has for them.
#[derive(Default)]
struct Told {
    /// The cause, or else what was observed.
    message: Option<String>,
    /// What was expected, what was observed, where to read on.
    words: String,
    notes: String,
    /// What the programs printed.
    output: String,
    drawn: String,
}

impl Told {
    fn of(check: &CheckReport) -> Told {
        let mut told = Told::default();
        for part in parts(check) {
            match part {
                Part::Expected(text) => told.words.push_str(&format!("expected:\n{text}\n")),
                Part::Observed(text) => {
                    told.words.push_str(&format!("{}:\n{text}\n", told::seen(check.verdict)));
                    told.message = Some(text.into());
                }
                Part::Cause(cause) => told.message = Some(cause.into()),
                Part::See(place) => told.words.push_str(&format!("read: {place}\n")),
                Part::Note(note) => told.notes.push_str(&format!("note: {note}\n")),
                Part::Output(lines) => told.output.extend(lines.iter().map(|line| format!("{line}\n"))),
                Part::Drawing(drawing, diagram) => {
                    let lines = state::text(&diagram, &drawing.marks, state::Room::PLAIN);
                    told.drawn.push_str(&format!("\n{}\n{lines}", drawing.file));
                }
                Part::Ladder(trace, expected) => {
                    let look = ladder::Room { width: WIDTH, style: Style::Plain, expected: expected.as_deref() };
                    told.drawn.push_str(&format!("\n{}", ladder::text(trace, look)));
                }
                Part::Screen(lane, shot) => {
                    let lines = screen::text(shot, 2 * WIDTH).join("\n");
                    told.drawn.push_str(&format!("\n{}\n{lines}\n", told::over(lane, shot)));
                }
            }
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use crate::report::samples;

    #[test]
    fn each_verdict_has_its_element() {
        let xml = super::render(&samples::report());
        let expected = [
            r#"<testsuites name="Socket Workbook, seed 7" tests="8" failures="4" errors="1""#,
            r#"<testcase name="server-echo" classname="lab1" time="0.003">"#,
            r#"<failure message="the server closed with bytes still in its own buffer">"#,
            r#"<failure message="exercises/lab1-echo/client.rs:21: TODO(3): connect to the server and send the message" type="not-started"/>"#,
            r#"<skipped message="this machine has no IPv6 (::1 can&apos;t be bound)"/>"#,
            r#"<error message="the machine was busy"#,
        ];
        for part in expected {
            assert!(xml.contains(part), "{part}\n{xml}");
        }
        assert!(!xml.contains('\x1b') && !xml.contains("<script>"), "{xml}");
    }
}
