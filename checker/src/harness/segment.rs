//! Lab 8's segments as bytes: what a right program sends, and in what one differs that is not right. Pure.

use crate::compare;
use crate::verdict::Seen;

/// Bytes before the payload: kind, zero, checksum, number.
const HEADER: usize = 8;
/// What every data segment but the last two carries.
const PAYLOAD: usize = 1000;
const DATA: u8 = 1;
const ACKNOWLEDGEMENT: u8 = 2;

/// A data segment.
pub fn data(number: u32, payload: &[u8]) -> Vec<u8> {
    sealed(DATA, number, payload)
}

/// An acknowledgement: the data segment of this number is expected next.
pub fn acknowledgement(number: u32) -> Vec<u8> {
    sealed(ACKNOWLEDGEMENT, number, &[])
}

/// A segment of any kind, with its right checksum.
pub fn sealed(kind: u8, number: u32, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![kind, 0, 0, 0];
    bytes.extend(number.to_be_bytes());
    bytes.extend(payload);
    let sum = checksum(&bytes);
    bytes[2..4].copy_from_slice(&sum.to_be_bytes());
    bytes
}

/// The segments that carry a file, the end too.
pub(super) fn cut(file: &[u8]) -> Vec<Vec<u8>> {
    let pieces = file.chunks(PAYLOAD).chain([&[][..]]);
    (0..).zip(pieces).map(|(number, piece)| data(number, piece)).collect()
}

/// The number of a segment, where the bytes are long enough to have one.
pub(super) fn number(bytes: &[u8]) -> Option<u32> {
    let header = bytes.first_chunk::<HEADER>()?;
    Some(u32::from_be_bytes([header[4], header[5], header[6], header[7]]))
}

/// The number of the data segment that a segment is about: its own, or the last one that it acknowledges.
pub(super) fn subject(bytes: &[u8]) -> Option<u32> {
    let number = number(bytes)?;
    Some(if bytes[0] == ACKNOWLEDGEMENT { number.wrapping_sub(1) } else { number })
}

/// Which data segment is expected next, where it is an acknowledgement, and a right one.
pub(super) fn acknowledged(bytes: &[u8]) -> Option<u32> {
    number(bytes).filter(|number| bytes == acknowledgement(*number))
}

/// Whether it is the segment without payload that ends a file.
pub(super) fn is_end(bytes: &[u8]) -> bool {
    bytes.first() == Some(&DATA) && bytes.len() == HEADER
}

/// The Internet checksum (RFC 1071).
fn checksum(bytes: &[u8]) -> u16 {
    let words = bytes.chunks(2).map(|pair| u32::from(pair[0]) << 8 | pair.get(1).map_or(0, |low| u32::from(*low)));
    let sum = words.sum::<u32>();
    let once = (sum & 0xffff) + (sum >> 16);
    !((once & 0xffff) + (once >> 16)) as u16
}

/// What kind of difference it is, and how to show it. Call it only for bytes that differ.
pub(super) fn difference(expected: &[u8], got: &[u8]) -> (Seen, String) {
    let Some(of) = number(got) else {
        return (Seen::Short, format!("a datagram of {} bytes, which is shorter than a header", got.len()));
    };
    let body = |bytes: &[u8]| [&bytes[..2], &bytes[4..]].concat();
    if body(expected) == body(got) {
        let sums = [got, expected].map(|bytes| u16::from_be_bytes([bytes[2], bytes[3]]));
        let shown = format!("{} with the checksum {:#06x}, which should be {:#06x}", name(got), sums[0], sums[1]);
        return (Seen::Checksum, shown);
    }
    if number(expected) != Some(of) && got[0] == expected[0] {
        return (Seen::Number, name(got));
    }
    if expected[..2] != got[..2] || number(expected) != Some(of) {
        return (Seen::Different, compare::show(expected, got));
    }
    (compare::difference(&expected[HEADER..], &got[HEADER..]), compare::show(expected, got))
}

/// `data segment 3 (1,000 bytes)`, `the end as segment 4`, `an acknowledgement: 3 is expected`
pub(super) fn name(bytes: &[u8]) -> String {
    match (bytes.first(), number(bytes)) {
        (_, Some(number)) if is_end(bytes) => format!("data segment {number}, the end"),
        (Some(&DATA), Some(number)) => {
            format!("data segment {number} ({} bytes)", compare::grouped(bytes.len() - HEADER))
        }
        (Some(&ACKNOWLEDGEMENT), Some(number)) => format!("an acknowledgement: {number} is expected"),
        _ => format!("a datagram of {}", compare::name(bytes).trim_start_matches("the ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 1071, section 3: the sum of these is ddf2.
    #[test]
    fn the_checksum_is_that_of_the_rfc() {
        assert_eq!(checksum(&[0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]), !0xddf2);
        assert_eq!(checksum(&[0xff, 0xff, 0xff]), !0xff00);
        // Adding what was left over leaves something over again.
        assert_eq!(checksum(&[0x01, 0x00, 0xff, 0xff, 0xff, 0x00]), 0xfffe);
    }

    #[test]
    fn a_file_is_cut_into_segments() {
        let sizes = |length: usize| cut(&vec![7; length]).iter().map(|one| one.len() - HEADER).collect::<Vec<_>>();
        assert_eq!(sizes(0), [0]);
        assert_eq!(sizes(1), [1, 0]);
        assert_eq!(sizes(2000), [1000, 1000, 0]);
        assert_eq!(sizes(2001), [1000, 1000, 1, 0]);
        assert_eq!(cut(b"a")[1][4..], [0, 0, 0, 1]);
    }

    #[test]
    fn differences_have_names() {
        let right = data(3, b"payload");
        let mut damaged = right.clone();
        damaged[3] ^= 1;
        let table = [
            (damaged, Seen::Checksum),
            (data(4, b"payload"), Seen::Number),
            (data(3, b"payloa"), Seen::Short),
            (acknowledgement(3), Seen::Different),
            (vec![1, 0, 0], Seen::Short),
        ];
        for (got, seen) in table {
            assert_eq!(difference(&right, &got).0, seen, "{got:?}");
        }
        assert_eq!(subject(&acknowledgement(4)), subject(&right));
    }
}
