//! `class.json`: the whole standing for a script, without names.

use serde_json::{Value, json};

use super::words;
use crate::standing::{Mark, Standing, Student, insight};

/// The object, ended by a newline.
pub fn render(standing: &Standing) -> String {
    let lessons: Vec<Value> = insight::lessons(standing)
        .iter()
        .map(|lesson| json!({ "see": lesson.see, "students": lesson.students.len(), "lost": lesson.lost, "causes": lesson.causes }))
        .collect();
    let suspects: Vec<Value> = insight::suspects(standing)
        .iter()
        .map(|suspect| json!({ "check": suspect.check, "cause": suspect.cause, "having": suspect.having, "of": suspect.of }))
        .collect();
    let students: Vec<Value> = standing.students.iter().map(student).collect();
    let all = json!({
        "schema": 1, "box": standing.settings.level, "labs": standing.settings.labs, "runs": standing.settings.runs,
        "needs_you": words::needs_you(standing).iter().map(|need| &need.line).collect::<Vec<_>>(), "teach_again": lessons, "look_first": suspects, "students": students,
        "identical": standing.twins.iter().map(|twins| json!({ "ids": twins.ids, "how": twins.how })).collect::<Vec<_>>(),
    });
    format!("{all:#}\n")
}

fn student(student: &Student) -> Value {
    let labs: Vec<Value> = student.labs.iter().map(|(lab, mark)| of_lab(lab, mark)).collect();
    json!({
        "id": student.record.id, "problem": student.record.problem, "late": student.late, "labs": labs,
    })
}

fn of_lab(lab: &str, mark: &Mark) -> Value {
    let why = match mark {
        Mark::Problem(problem) => Some(problem.message.clone()),
        Mark::Inconclusive(why) => Some(why.clone()),
        _ => None,
    };
    let grade = mark.grade();
    let checks = grade.map(|grade| {
        let of_check = |check: &checker::verdict::CheckReport| json!({ "id": check.id, "verdict": check.verdict, "earned": check.earned, "points": check.points, "cause": check.cause });
        grade.lab.checks.iter().map(of_check).collect::<Vec<_>>()
    });
    json!({
        "lab": lab, "state": mark.word(), "why": why,
        "earned": grade.map(|grade| grade.lab.earned), "points": grade.map(|grade| grade.lab.points),
        "unstable": grade.map(|grade| &grade.unstable), "checks": checks,
    })
}
