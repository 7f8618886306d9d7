//! What needs a person, in lines: the same on the terminal and on the overview, each with what settles it.

use crate::run::say_course;
use crate::standing::twins::Twins;
use crate::standing::{Mark, Standing, Student};

/// Something that waits for the instructor.
pub struct Need {
    /// What it is. A proposal has lines of its own.
    pub line: String,
    /// What settles it, or where it is seen.
    pub how: String,
}

/// Everything that waits for the instructor, the most urgent kind first.
pub fn needs_you(standing: &Standing) -> Vec<Need> {
    let class = &standing.folder.display().to_string();
    let mut needs = Vec::new();
    for collect in [problems, not_run, inconclusive, unstable, left_running] {
        needs.extend(standing.students.iter().flat_map(|student| collect(class, student)));
    }
    needs.extend(standing.twins.iter().map(|twins| same(class, twins)));
    needs
}

/// An id as a word of a command.
fn word(id: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.@+".contains(c);
    if id.chars().all(is_plain) { id.to_owned() } else { format!("'{id}'") }
}

fn problems(class: &str, student: &Student) -> Vec<Need> {
    let id = &student.record.id;
    let need = |lab: &str, problem: &crate::problem::Problem| {
        let how = match (problem.can_be_accepted(), &problem.proposal) {
            (true, Some(_)) => format!("as proposed: checker grade take --into {class} --accept {}", word(id)),
            (true, None) => format!("as it is: checker grade take --into {class} --accept {}", word(id)),
            (false, _) => format!("when there is another: checker grade take FILE --into {class}"),
        };
        Need { line: format!("{id}{lab}: {}", problem.words()), how }
    };
    if let Some(problem) = &student.record.problem {
        return vec![need("", problem)];
    }
    let of_lab = |(lab, mark): (&&str, &Mark)| match mark {
        Mark::Problem(problem) => Some(need(&format!(", {lab}"), problem)),
        _ => None,
    };
    student.labs.iter().filter_map(of_lab).collect()
}

fn not_run(class: &str, student: &Student) -> Vec<Need> {
    let id = &student.record.id;
    let of_lab = |(lab, mark): (&&str, &Mark)| match mark {
        Mark::NotRun(Some(why)) => Some(Need {
            line: format!("{id}, {lab}: not run yet: {why}"),
            how: format!("{}, then checker grade run {class}", say_course(class)),
        }),
        _ => None,
    };
    student.labs.iter().filter_map(of_lab).collect()
}

fn inconclusive(class: &str, student: &Student) -> Vec<Need> {
    let id = &student.record.id;
    let of_lab = |(lab, mark): (&&str, &Mark)| match mark {
        Mark::Inconclusive(why) => Some(Need {
            line: format!("{id}, {lab}: inconclusive: {why}"),
            how: format!("checker grade run {class} {lab} --again inconclusive --only {}", word(id)),
        }),
        _ => None,
    };
    student.labs.iter().filter_map(of_lab).collect()
}

fn unstable(class: &str, student: &Student) -> Vec<Need> {
    let id = &student.record.id;
    let need = |grade: &crate::standing::Grade| {
        let (lab, checks) = (&grade.lab.id, grade.unstable.join(", "));
        Need {
            line: format!("{id}, {lab}: unstable: {checks} came out differently with the same seed"),
            how: format!(
                "look at {}, or once more: checker grade run {class} {lab} --again unstable --only {}",
                page(class, id),
                word(id)
            ),
        }
    };
    student.grades().filter(|grade| !grade.unstable.is_empty()).map(need).collect()
}

fn left_running(class: &str, student: &Student) -> Vec<Need> {
    let id = &student.record.id;
    let of_lab = |grade: &crate::standing::Grade| {
        let left = grade.left().next()?;
        Some(Need { line: format!("{id}, {}: {left}", grade.lab.id), how: format!("look at {}", page(class, id)) })
    };
    student.grades().filter_map(of_lab).collect()
}

fn page(class: &str, id: &str) -> String {
    format!("{class}/page/{id}/index.html")
}

fn same(class: &str, twins: &Twins) -> Need {
    let folders: Vec<String> = twins.ids.iter().take(2).map(|id| format!("{class}/in/{}", word(id))).collect();
    Need { line: twins.line(), how: format!("compare: diff -r {}", folders.join(" ")) }
}
