//! What many have in common: sections of the book that are worth teaching again, and checks that are worth a look first.

use std::collections::{BTreeMap, BTreeSet};

use checker::trace::Trace;
use checker::verdict::{CheckReport, Verdict};

use super::Standing;

/// The share of a class, in percent, from which one cause speaks rather of the check or the lecture.
const MANY: usize = 40;
/// Below so many students a share says nothing.
const FEWEST: usize = 3;

/// A section of the book, and what was lost there.
pub struct Lesson {
    /// `lab1.html#server-half-close`
    pub see: String,
    /// The checks that send their readers there, `lab1/server-half-close`, each with what it claims.
    pub checks: BTreeMap<String, String>,
    /// Who lost points there.
    pub students: BTreeSet<String>,
    /// How many points all of them lost.
    pub lost: u32,
    /// The likely causes, by how many students each has, the most frequent first.
    pub causes: Vec<(String, usize)>,
    /// What was seen with one of them.
    pub example: Option<(String, Trace)>,
}

/// A check that one cause fails for many.
pub struct Suspect {
    /// `lab3/diagram-client`
    pub check: String,
    /// The cause.
    pub cause: String,
    /// How many have it, of how many that are graded.
    pub having: usize,
    /// How many are graded in that lab.
    pub of: usize,
}

/// Every check that failed, with its student and its lab.
fn failures(standing: &Standing) -> impl Iterator<Item = (&str, &str, &CheckReport)> {
    standing.students.iter().flat_map(|student| {
        student.grades().flat_map(move |grade| {
            let failed = grade.lab.checks.iter().filter(|check| check.verdict == Verdict::Fail);
            failed.map(move |check| (student.record.id.as_str(), grade.lab.id.as_str(), check))
        })
    })
}

/// The sections where most was lost, by students times points.
pub fn lessons(standing: &Standing) -> Vec<Lesson> {
    let mut lessons: BTreeMap<&str, Lesson> = BTreeMap::new();
    let mut causes: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for (id, lab, check) in failures(standing) {
        let empty = || Lesson {
            see: check.see.clone(),
            checks: BTreeMap::new(),
            students: BTreeSet::new(),
            lost: 0,
            causes: Vec::new(),
            example: None,
        };
        let lesson = lessons.entry(&check.see).or_insert_with(empty);
        lesson.checks.entry(format!("{lab}/{}", check.id)).or_insert_with(|| check.claim.clone());
        lesson.students.insert(id.to_owned());
        lesson.lost += check.points;
        if lesson.example.is_none() && !check.trace.events.is_empty() {
            lesson.example = Some((format!("{lab}/{}", check.id), check.trace.clone()));
        }
        if let Some(cause) = &check.cause {
            causes.entry((&check.see, cause)).or_default().insert(id);
        }
    }
    for ((see, cause), students) in causes {
        if let Some(lesson) = lessons.get_mut(see) {
            lesson.causes.push((cause.to_owned(), students.len()));
        }
    }
    let mut lessons: Vec<Lesson> = lessons.into_values().collect();
    for lesson in &mut lessons {
        lesson.causes.sort_by_key(|(_, students)| std::cmp::Reverse(*students));
    }
    lessons.sort_by_key(|lesson| (std::cmp::Reverse(lesson.students.len() as u32 * lesson.lost), lesson.see.clone()));
    lessons
}

/// The checks that are worth a look before anybody is graded by them.
pub fn suspects(standing: &Standing) -> Vec<Suspect> {
    let mut having: BTreeMap<(&str, &str, &str), BTreeSet<&str>> = BTreeMap::new();
    for (id, lab, check) in failures(standing) {
        if let Some(cause) = &check.cause {
            having.entry((lab, &check.id, cause)).or_default().insert(id);
        }
    }
    let graded =
        |lab: &str| standing.students.iter().filter(|one| one.grades().any(|grade| grade.lab.id == lab)).count();
    let suspect = |((lab, check, cause), students): ((&str, &str, &str), BTreeSet<&str>)| {
        let (having, of) = (students.len(), graded(lab));
        let is_many = of >= FEWEST && having * 100 >= of * MANY;
        is_many.then(|| Suspect { check: format!("{lab}/{check}"), cause: cause.to_owned(), having, of })
    };
    let mut suspects: Vec<Suspect> = having.into_iter().filter_map(suspect).collect();
    suspects.sort_by_key(|suspect| std::cmp::Reverse(suspect.having * 100 / suspect.of));
    suspects
}
