//! Bytes that several labs send: text of which every place is known, and every byte value.

/// How far the last four digits of a word count.
const BLOCK: usize = 10_000;

/// Text of which every place is known by its words, so that a piece that is missing or doubled shows:
/// `0000000 0000008 0000016 ...`, each word of eight bytes giving its own place.
pub fn numbered(length: usize) -> Vec<u8> {
    numbered_from(0, length)
}

/// The same, from a place on that eight divides, and that is less than ten million.
pub fn numbered_from(place: usize, length: usize) -> Vec<u8> {
    counted(place, length, b'0', b' ')
}

/// The same, with a letter for every digit, `aaaaaaa.aaaaaai.`, and no white space.
pub fn lettered(length: usize) -> Vec<u8> {
    counted(0, length, b'a', b'.')
}

/// Words that count in eights, with ten digits from `zero` on, and a `gap` behind each.
/// Megabytes are made for every run: a word is one number, of which a block of words shares the first digits.
fn counted(place: usize, length: usize, zero: u8, gap: u8) -> Vec<u8> {
    let word = |number: usize, behind: u8| -> u64 {
        let digits = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1].map(|unit| zero + (number / unit % 10) as u8);
        u64::from_le_bytes([digits[0], digits[1], digits[2], digits[3], digits[4], digits[5], digits[6], behind])
    };
    // A word of eight bytes adds eight to its number: a number is also the place of its word.
    let first_digits = u64::from_le_bytes([0xff, 0xff, 0xff, 0, 0, 0, 0, 0]);
    let last_digits: Vec<u64> = (0..BLOCK).step_by(8).map(|number| word(number, gap) & !first_digits).collect();
    let mut text = Vec::with_capacity(length + BLOCK);
    let mut first = place % BLOCK / 8;
    for block in place / BLOCK.. {
        let block = word(block * BLOCK, gap) & first_digits;
        for last in &last_digits[first..] {
            text.extend_from_slice(&(block | last).to_le_bytes());
        }
        first = 0;
        if text.len() >= length {
            break;
        }
    }
    text.truncate(length);
    text
}

/// Words that end a conversation elsewhere, and are text like any other here. (Lab 3's `close`, lab 5's `/bye` and lab
/// 6's `EXIT` are none of them.) The last is no command anywhere: behind it, what the others have ended has ended.
pub const COMMANDS_ELSEWHERE: &[&str] = &["quit", "exit", "bye", "end", "stop", "q", "QUIT", "END", "and so on"];

/// The length of a long line, in bytes: more than the 1,024 that somebody took for large enough, and less than the 4,095
/// that a terminal takes, so that it can be typed.
pub const LONG: usize = 1100;

/// How many bytes a long text in a frame has: in the header of each another byte is 128 or more.
pub const LONG_TEXTS: [usize; 2] = [200, 40_000];

/// All 256 byte values, in order.
pub fn every_byte() -> Vec<u8> {
    (0..=255).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_text_has_its_length() {
        assert_eq!(numbered(20), b"0000000 0000008 0000");
        assert_eq!(numbered(1024 * 1024).len(), 1024 * 1024);
        assert_eq!(numbered_from(992, 20), b"0000992 0001000 0001");
        assert!(numbered(100_008).ends_with(b"0099992 0100000 "));
        assert_eq!(numbered_from(9_999_992, 16), b"9999992 0000000 ");
        assert_eq!(lettered(20), b"aaaaaaa.aaaaaai.aaaa");
    }
}
