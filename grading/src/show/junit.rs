//! The class as JUnit XML: a suite for each lab of each student. What is inconclusive is an error, what is unstable a flaky failure.

use anyhow::Context;
use checker::report::plain::visible;
use checker::verdict::{CheckReport, Verdict};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestRerun, TestSuite};

use crate::standing::{Mark, Standing};

/// The report.
///
/// # Errors
/// None that happens: it is written into memory.
pub fn render(standing: &Standing) -> anyhow::Result<String> {
    let mut report = Report::new("Socket Workbook, a class");
    for student in &standing.students {
        for (lab, mark) in &student.labs {
            report.add_test_suite(suite(&student.record.id, lab, mark));
        }
    }
    report.to_string().context("the report can't be written as XML")
}

fn suite(id: &str, lab: &str, mark: &Mark) -> TestSuite {
    let name = format!("{id}/{lab}");
    let mut suite = TestSuite::new(visible(&name));
    let whole = |kind: NonSuccessKind, why: &str| {
        let mut status = TestCaseStatus::non_success(kind);
        status.set_message(visible(why));
        TestCase::new("graded", status)
    };
    match mark {
        Mark::Nothing => drop(suite.add_test_case(TestCase::new("handed in", TestCaseStatus::skipped()))),
        Mark::Problem(problem) => drop(suite.add_test_case(whole(NonSuccessKind::Error, &problem.message))),
        Mark::NotRun(_) => drop(suite.add_test_case(whole(NonSuccessKind::Error, "not run yet"))),
        Mark::Inconclusive(why) => drop(suite.add_test_case(whole(NonSuccessKind::Error, why))),
        Mark::Graded(grade) => {
            for check in &grade.lab.checks {
                let mut case = TestCase::new(visible(&check.id), status(check, grade.unstable.contains(&check.id)));
                case.set_classname(visible(&name));
                suite.add_test_case(case);
            }
        }
    }
    suite
}

fn status(check: &CheckReport, is_unstable: bool) -> TestCaseStatus {
    let why = check.cause.as_ref().or(check.observed.as_ref()).map(|why| visible(why));
    let mut status = match check.verdict {
        Verdict::Pass => return TestCaseStatus::success(),
        Verdict::Skipped => TestCaseStatus::skipped(),
        Verdict::Inconclusive => TestCaseStatus::non_success(NonSuccessKind::Error),
        Verdict::Fail | Verdict::NotStarted if is_unstable => {
            // It passed in another run.
            let mut status = TestCaseStatus::success();
            let mut rerun = TestRerun::new(NonSuccessKind::Failure);
            rerun.set_message(why.unwrap_or_default());
            status.add_rerun(rerun);
            return status;
        }
        Verdict::Fail | Verdict::NotStarted => TestCaseStatus::non_success(NonSuccessKind::Failure),
    };
    if let Some(why) = why {
        status.set_message(why);
    }
    status
}
