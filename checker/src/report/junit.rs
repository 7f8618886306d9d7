//! The report as JUnit XML, for servers that show test results: a suite a lab, a case a check.

use std::time::Duration;

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::ladder;
use super::paint::Style;
use super::plain::visible;
use crate::verdict::{BuildFailure, CheckReport, LabReport, Report, Verdict};

/// The report without times of day, so that the same record gives the same text.
pub fn render(report: &Report) -> String {
    let mut junit = quick_junit::Report::new(format!("Socket Workbook, seed {}", report.seed));
    junit.add_test_suites(report.labs.iter().map(suite));
    // The writer writes to memory, and the crate takes out what XML does not allow.
    junit.to_string().unwrap_or_default()
}

fn suite(lab: &LabReport) -> TestSuite {
    let mut suite = TestSuite::new(lab.id.as_str());
    suite.add_test_cases(lab.checks.iter().map(|check| case(lab, check)));
    let said = |failure: &BuildFailure| format!("$ {}\n{}", failure.command, failure.output);
    let said: Vec<String> = lab.build.iter().map(said).collect();
    if !said.is_empty() {
        suite.set_system_err(visible(&said.join("\n")));
    }
    suite
}

fn case(lab: &LabReport, check: &CheckReport) -> TestCase {
    let mut case = TestCase::new(check.id.as_str(), status(check));
    case.set_classname(lab.id.as_str());
    case.set_time(Duration::from_millis(check.millis));
    if !check.output.is_empty() {
        case.set_system_out(visible(&check.output.join("\n")));
    }
    case
}

/// What was not started has failed, as far as points go; what the checker could not tell is an error.
fn status(check: &CheckReport) -> TestCaseStatus {
    let mut status = match check.verdict {
        Verdict::Pass => return TestCaseStatus::success(),
        Verdict::Skipped => TestCaseStatus::skipped(),
        Verdict::Fail | Verdict::NotStarted => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Verdict::Inconclusive => TestCaseStatus::non_success(NonSuccessKind::Error),
    };
    let message = check.cause.as_ref().or(check.observed.as_ref());
    if let Some(message) = message {
        status.set_message(visible(message));
    }
    if check.verdict == Verdict::NotStarted {
        status.set_type("not-started");
    }
    if check.verdict == Verdict::Fail {
        status.set_description(description(check));
    }
    status
}

fn description(check: &CheckReport) -> String {
    let said = |label: &str, text: &Option<String>| {
        text.as_ref().map_or(String::new(), |text| format!("{label}:\n{}\n", visible(text)))
    };
    let look = ladder::Look { width: 80, style: Style::Plain, expected: check.expected.as_deref() };
    format!(
        "{}\n{}{}read: {}\n\n{}",
        visible(&check.claim),
        said("expected", &check.expected),
        said("observed", &check.observed),
        check.see,
        ladder::text(&check.trace, look)
    )
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
