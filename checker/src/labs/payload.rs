//! Bytes that several labs send: text of which every place is known, and every byte value.

/// Text of which every place is known by its words, so that a piece that is missing or doubled shows:
/// `0000000 0000008 0000016 ...`, each word of eight bytes giving its own place.
pub fn numbered(length: usize) -> Vec<u8> {
    numbered_from(0, length)
}

/// The same, from a place on that eight divides, and that is less than ten million.
pub fn numbered_from(place: usize, length: usize) -> Vec<u8> {
    let mut text = Vec::with_capacity(length + 8);
    let mut word = *b"0000000 ";
    word[..7].copy_from_slice(&format!("{:07}", place % 10_000_000).as_bytes()[..7]);
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
    }
}
