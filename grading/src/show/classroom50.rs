//! `result.json` as Classroom 50 reads it, version 1 (`classroom50/result/v1`). Who owns the repository the runner says itself.

use checker::report::plain::visible;
use checker::run::is_counted;
use checker::verdict::Verdict;
use chrono::Utc;
use serde_json::{Map, Value, json};

use crate::standing::{Mark, Student};

/// What of the environment goes into the result, by its key; the last two fall back on the commit.
const KEYS: &[(&str, &str)] = &[
    ("classroom", "CLASSROOM"),
    ("assignment", "ASSIGNMENT"),
    ("submission", "SUBMISSION_TAG"),
    ("commit", "COMMIT_URL"),
    ("release", "RELEASE_URL"),
    ("review", "REVIEW_URL"),
];

/// The exit status of a try that was nobody's fault (`EX_TEMPFAIL`, sysexits(3head)): the runner records no grade.
pub const TRY_AGAIN: u8 = 75;

/// The object, ended by a newline; none where it is inconclusive, and nobody has a grade. A problem with the hand-in is a
/// result of 0 points out of 0, with what to do about it.
pub fn render(student: &Student, variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut tests = Vec::new();
    for (lab, mark) in &student.labs {
        match mark {
            Mark::Graded(grade) => {
                let counted = grade.lab.checks.iter().filter(|check| is_counted(check));
                tests.extend(counted.map(|check| {
                    let name = format!("{lab}/{}: {}", check.id, check.claim);
                    let mut test = test(&name, check.verdict == Verdict::Pass, check.earned, check.points);
                    if let Some(cause) = &check.cause {
                        test.insert("output".into(), visible(cause).into());
                    }
                    test
                }));
            }
            Mark::Problem(problem) => {
                let mut test = test(lab, false, 0, 0);
                test.insert("output".into(), format!("{} {}", visible(&problem.message), problem.advice()).into());
                tests.push(test);
            }
            Mark::Nothing => tests.push(test(lab, false, 0, 0)),
            Mark::NotRun(_) | Mark::Inconclusive(_) => return None,
        }
    }
    let mut all = Map::new();
    all.insert("schema".into(), "classroom50/result/v1".into());
    let value = |name: &str| variable(name).filter(|value| !value.is_empty());
    for (key, name) in KEYS {
        let found = value(name).or_else(|| value("COMMIT_URL"));
        all.insert((*key).into(), found.unwrap_or_else(|| "unknown".to_owned()).into());
    }
    let sum = |key: &str| tests.iter().filter_map(|test| test.get(key)?.as_u64()).sum::<u64>();
    all.insert("datetime".into(), Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string().into());
    all.insert("score".into(), sum("score").into());
    all.insert("max-score".into(), sum("max-score").into());
    all.insert("tests".into(), json!(tests));
    Some(format!("{:#}\n", Value::Object(all)))
}

fn test(name: &str, passed: bool, score: u32, most: u32) -> Map<String, Value> {
    let mut test = Map::new();
    test.insert("test-name".into(), name.into());
    test.insert("passed".into(), passed.into());
    test.insert("score".into(), score.into());
    test.insert("max-score".into(), most.into());
    test
}
