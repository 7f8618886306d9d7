//! Who handed in the same: all files alike, or alike but for white space and comments. Only the instructor is told.

use std::collections::{BTreeSet, HashMap};

use super::Student;
use crate::class::record::Record;

/// Students who handed in the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twins {
    /// Their ids, in order; two at least.
    pub ids: Vec<String>,
    /// What is the same.
    pub how: &'static str,
}

/// All groups, in the order of their first ids. Each hand-in is looked at once, however many there are.
pub fn groups(students: &[Student]) -> Vec<Twins> {
    of(students.iter().map(|student| &student.record))
}

fn of<'a>(records: impl Iterator<Item = &'a Record> + Clone) -> Vec<Twins> {
    let mut groups = Vec::new();
    let mut whole: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    let mut gist: HashMap<&str, (BTreeSet<&str>, BTreeSet<&str>)> = HashMap::new();
    for record in records {
        if !record.digest.is_empty() {
            whole.entry(&record.digest).or_default().insert(&record.id);
        }
        if !record.gist.is_empty() {
            let (ids, digests) = gist.entry(&record.gist).or_default();
            ids.insert(&record.id);
            digests.insert(&record.digest);
        }
    }
    groups.extend(whole.into_values().filter_map(|ids| group(&ids, "all files")));
    // Those of whom all are alike to the last byte have been told.
    let differ = gist.into_values().filter(|(_, digests)| digests.len() > 1);
    groups.extend(differ.filter_map(|(ids, _)| group(&ids, "all but white space and comments")));
    groups.sort_by(|one: &Twins, other| (&one.ids, one.how).cmp(&(&other.ids, other.how)));
    groups
}

fn group(ids: &BTreeSet<&str>, how: &'static str) -> Option<Twins> {
    (ids.len() > 1).then(|| Twins { ids: ids.iter().map(|id| (*id).to_owned()).collect(), how })
}

impl Twins {
    /// In one line: `a, b and c handed in the same: all files`
    pub fn line(&self) -> String {
        let (last, first) = self.ids.split_last().map_or(("", &[][..]), |(last, first)| (last.as_str(), first));
        format!("{} and {last} handed in the same: {}", first.join(", "), self.how)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: &str, digest: &str, gist: &str) -> Record {
        let record = serde_json::json!({ "schema": 1, "id": id, "system": null, "digest": digest, "gist": gist, "files": 1,
            "late": false, "labs": {} });
        serde_json::from_value(record).unwrap()
    }

    #[test]
    fn each_group_is_told_once() {
        let all = [
            record("a", "1", "x"),
            record("b", "1", "x"),
            record("c", "2", "x"),
            record("d", "3", "y"),
            record("e", "3", "y"),
            record("f", "", ""),
            record("g", "", ""),
        ];
        let lines: Vec<String> = of(all.iter()).iter().map(Twins::line).collect();
        let expected = [
            "a and b handed in the same: all files",
            "a, b and c handed in the same: all but white space and comments",
            "d and e handed in the same: all files",
        ];
        assert_eq!(lines, expected);
    }

    /// Pairs of them would be two hundred million.
    #[test]
    fn a_large_class_that_is_all_the_same_is_one_group() {
        let all: Vec<Record> = (0..20_000).map(|at| record(&format!("s{at:05}"), "1", "x")).collect();
        assert_eq!(of(all.iter()).iter().map(|group| group.ids.len()).collect::<Vec<_>>(), [20_000]);
    }
}
