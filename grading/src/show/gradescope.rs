//! `results.json` as Gradescope reads it. What is inconclusive has no score: it will be run again.

use checker::report::plain::visible;
use checker::verdict::{CheckReport, Verdict};
use serde_json::{Map, Value, json};

use crate::standing::{Grade, Mark, Student};

/// The object, ended by a newline.
pub fn render(student: &Student) -> String {
    let mut said = Vec::new();
    let mut tests = Vec::new();
    let mut is_inconclusive = false;
    for (lab, mark) in &student.labs {
        match mark {
            Mark::Graded(grade) => tests.extend(grade.lab.checks.iter().map(|check| test(grade, check))),
            Mark::Problem(problem) => said.push((lab, format!("{} {}", visible(&problem.message), problem.advice()))),
            Mark::Nothing => said.push((lab, "nothing was handed in".to_owned())),
            Mark::NotRun(_) | Mark::Inconclusive(_) => {
                is_inconclusive = true;
                said.push((lab, "this is not your fault: it will be run again".to_owned()));
            }
        }
    }
    // Without a score: nobody has one until a person or another run says so.
    tests.extend(
        said.iter().map(|(lab, words)| json!({ "name": lab, "output": words, "tags": [lab], "visibility": "visible" })),
    );
    let said: Vec<String> = said.iter().map(|(lab, words)| format!("{lab}: {words}")).collect();
    let mut all = Map::new();
    all.insert("tests".into(), Value::Array(tests));
    all.insert("output".into(), said.join("\n").into());
    all.insert("output_format".into(), "text".into());
    all.insert("stdout_visibility".into(), "hidden".into());
    all.insert("extra_data".into(), json!({ "inconclusive": is_inconclusive }));
    format!("{:#}\n", Value::Object(all))
}

fn test(grade: &Grade, check: &CheckReport) -> Value {
    let mut test = json!({
        "name": format!("{}/{}: {}", grade.lab.id, check.id, check.claim),
        "tags": [grade.lab.id], "visibility": "visible", "output": output(grade, check), "output_format": "text",
    });
    let counts = checker::run::is_counted(check);
    if let Some(test) = test.as_object_mut().filter(|_| counts) {
        test.insert("score".into(), check.earned.into());
        test.insert("max_score".into(), check.points.into());
        test.insert("status".into(), if check.verdict == Verdict::Pass { "passed" } else { "failed" }.into());
    }
    test
}

fn output(grade: &Grade, check: &CheckReport) -> String {
    let tells_all = !grade.level().hides_nothing();
    let parts = [
        ("cause", check.cause.as_ref()),
        ("expected", check.expected.as_ref().filter(|_| tells_all)),
        ("observed", check.observed.as_ref().filter(|_| tells_all)),
        ("read on", Some(&check.see).filter(|_| check.verdict != Verdict::Pass)),
    ];
    let lines = parts.iter().filter_map(|(what, words)| Some(format!("{what}: {}", visible((*words)?))));
    lines.collect::<Vec<_>>().join("\n")
}
