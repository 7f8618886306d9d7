//! The labs of the course, in their order.

use crate::lab::Lab;

mod lab1;
mod lab2;
mod lab3;
mod lab4;
mod lab5;
mod lab6;
mod lab7;
mod lab8;
mod payload;
mod rules;
mod shared;

/// In the order of the course.
pub const LABS: &[&Lab] =
    &[&lab1::LAB, &lab2::LAB, &lab3::LAB, &lab4::LAB, &lab5::LAB, &lab6::LAB, &lab7::LAB, &lab8::LAB];

/// The lab that comes after this one.
pub fn after(lab: &Lab) -> Option<&'static Lab> {
    let place = LABS.iter().position(|known| known.id == lab.id)?;
    LABS.get(place + 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labs_are_whole() {
        for lab in LABS {
            assert_eq!(lab.checks.iter().map(|check| check.points).sum::<u32>(), 100, "{}", lab.id);
            let parted: usize = lab.parts().map(|(_, checks)| checks.len()).sum();
            assert!(lab.checkpoints.is_empty() || parted == lab.checks.len(), "{}", lab.id);
            assert!(lab.parts().all(|(_, checks)| !checks.is_empty()), "{}", lab.id);
            for (place, check) in lab.checks.iter().enumerate() {
                assert_eq!(lab.checks.iter().filter(|other| other.id == check.id).count(), 1, "{}", check.id);
                assert!(check.programs.iter().all(|program| lab.programs.contains(program)), "{}", check.id);
                for need in check.needs {
                    assert!(lab.checks[..place].iter().any(|other| other.id == *need), "{} needs {need}", check.id);
                }
            }
        }
    }
}
