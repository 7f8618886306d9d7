//! The labs of the course, in their order.

use crate::lab::Lab;

mod lab1;
mod lab2;
mod lab3;
mod lab4;
mod lab5;
mod lab6;
mod shared;

pub const LABS: &[&Lab] = &[&lab1::LAB, &lab2::LAB, &lab3::LAB, &lab4::LAB, &lab5::LAB, &lab6::LAB];

/// Labs of the course that have no checks yet. A submission may have programs for them.
pub const LATER: &[&str] = &[];

/// Text of which every place is known by its words, so that a piece that is missing or doubled shows:
/// `0000000 0000008 0000016 ...`, each word of eight bytes giving its own place.
fn numbered(length: usize) -> Vec<u8> {
    let mut text = Vec::with_capacity(length + 8);
    let mut word = *b"0000000 ";
    while text.len() < length {
        text.extend_from_slice(&word);
        add_eight(&mut word);
    }
    text.truncate(length);
    text
}

/// Adds eight to the number that a word gives, by hand: megabytes of these are made for every run.
fn add_eight(word: &mut [u8; 8]) {
    let mut carry = 8;
    for digit in word[..7].iter_mut().rev() {
        let sum = *digit - b'0' + carry;
        *digit = b'0' + sum % 10;
        carry = sum / 10;
        if carry == 0 {
            return;
        }
    }
}

/// All 256 byte values, in order.
fn every_byte() -> Vec<u8> {
    (0..=255).collect()
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

    #[test]
    fn numbered_text_has_its_length() {
        assert_eq!(numbered(20), b"0000000 0000008 0000");
        assert_eq!(numbered(1024 * 1024).len(), 1024 * 1024);
        assert!(numbered(100_008).ends_with(b"0099992 0100000 "));
    }
}
