//! Hints: three for each check and one for each gap, from a question to the shape of the code; never the answer.
//!
//! A table for each lab, beside the labs; the book shows them where a check is explained, and `checker hint` one at a
//! time. How many were taken is remembered, and not charged.
#![warn(missing_docs)]

mod lab1;
mod lab2;
mod lab3;
mod lab4;
mod lab5;
mod lab6;
mod lab7;
mod lab8;
mod shared;
mod taken;

pub use shared::{Gap, Hint};
pub use taken::take;

/// What each of the three is.
pub const KINDS: [&str; 3] = ["A question", "Where to look", "The shape"];

/// The hints of a lab.
struct Table {
    lab: &'static str,
    checks: &'static [Hint],
    gaps: &'static [Gap],
}

const TABLES: &[Table] = &[
    Table { lab: "lab1", checks: lab1::CHECKS, gaps: lab1::GAPS },
    Table { lab: "lab2", checks: lab2::CHECKS, gaps: lab2::GAPS },
    Table { lab: "lab3", checks: lab3::CHECKS, gaps: lab3::GAPS },
    Table { lab: "lab4", checks: lab4::CHECKS, gaps: lab4::GAPS },
    Table { lab: "lab5", checks: lab5::CHECKS, gaps: lab5::GAPS },
    Table { lab: "lab6", checks: lab6::CHECKS, gaps: lab6::GAPS },
    Table { lab: "lab7", checks: lab7::CHECKS, gaps: lab7::GAPS },
    Table { lab: "lab8", checks: lab8::CHECKS, gaps: lab8::GAPS },
];

/// The three hints of a check; none where nobody has written any.
pub fn of(lab: &str, check: &str) -> Option<&'static [&'static str; 3]> {
    let table = TABLES.iter().find(|table| table.lab == lab)?;
    table.checks.iter().find(|(id, _)| *id == check).map(|(_, hints)| hints)
}

/// The hint of a gap; none where nobody has written one.
pub fn of_gap(lab: &str, file: &str, number: usize) -> Option<&'static str> {
    let table = TABLES.iter().find(|table| table.lab == lab)?;
    table.gaps.iter().find(|gap| (gap.0, gap.1) == (file, number)).map(|(.., hint)| *hint)
}

/// The numbers of the gaps of a file that have a hint; none of one that has no gaps, or that there is not.
pub fn gaps(lab: &str, file: &str) -> Vec<usize> {
    let gaps = TABLES.iter().filter(|table| table.lab == lab).flat_map(|table| table.gaps);
    gaps.filter(|gap| gap.0 == file).map(|gap| gap.1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::LABS;

    #[test]
    fn every_check_has_three_hints_and_every_hint_a_check() {
        for lab in LABS {
            let missing: Vec<&str> =
                lab.checks.iter().map(|check| check.id).filter(|check| of(lab.id, check).is_none()).collect();
            assert_eq!(missing, Vec::<&str>::new(), "{}", lab.id);
        }
        for table in TABLES {
            let lab = LABS.iter().find(|lab| lab.id == table.lab).expect("a lab");
            for (at, (id, hints)) in table.checks.iter().enumerate() {
                assert_eq!(lab.checks.get(at).map(|check| check.id), Some(*id), "{}: in the lab's order", lab.id);
                assert!(hints[0].contains('?'), "{id}: the first is a question");
                assert!(hints.iter().all(|hint| hint.ends_with(['.', '?']) && hint.len() > 20), "{id}");
            }
        }
    }
}
