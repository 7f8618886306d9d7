//! What needs a person, in lines: the same on the terminal and on the overview.

use crate::standing::twins::Twins;
use crate::standing::{Mark, Standing, Student};

/// Everything that waits for the instructor, the most urgent kind first.
pub fn needs_you(standing: &Standing) -> Vec<String> {
    let mut lines = Vec::new();
    for collect in [problems, inconclusive, unstable, left_running] {
        lines.extend(standing.students.iter().flat_map(collect));
    }
    lines.extend(standing.twins.iter().map(Twins::line));
    lines
}

fn problems(student: &Student) -> Vec<String> {
    let id = &student.record.id;
    if let Some(problem) = &student.record.problem {
        return vec![format!("{id}: {}: {}", problem.kind, problem.message)];
    }
    let of_lab = |(lab, mark): (&&str, &Mark)| match mark {
        Mark::Problem(problem) => Some(format!("{id}, {lab}: {}: {}", problem.kind, problem.message)),
        _ => None,
    };
    student.labs.iter().filter_map(of_lab).collect()
}

fn inconclusive(student: &Student) -> Vec<String> {
    let id = &student.record.id;
    let of_lab = |(lab, mark): (&&str, &Mark)| match mark {
        Mark::Inconclusive(why) => Some(format!("{id}, {lab}: inconclusive: {why}")),
        _ => None,
    };
    student.labs.iter().filter_map(of_lab).collect()
}

fn unstable(student: &Student) -> Vec<String> {
    let line = |grade: &crate::standing::Grade| {
        format!(
            "{}, {}: unstable: {} came out differently with the same seed",
            student.record.id,
            grade.lab.id,
            grade.unstable.join(", ")
        )
    };
    student.grades().filter(|grade| !grade.unstable.is_empty()).map(line).collect()
}

fn left_running(student: &Student) -> Vec<String> {
    let of_lab = |grade: &crate::standing::Grade| {
        let left = grade.left().next()?;
        Some(format!("{}, {}: {left}", student.record.id, grade.lab.id))
    };
    student.grades().filter_map(of_lab).collect()
}
