//! Lab 8, what goes over the wire: a segment is one datagram, and carries a checksum that tells whether it came whole.
//!
//! It knows neither sockets nor clocks: bytes come in, a value goes out, and back.
//!
//! It has tests, at its end: `cargo test -p exercises --bin lab8-receiver`.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

// Each program includes this file, and uses only its own half of it.
#![allow(dead_code)]

/// Bytes before the payload: the kind, a zero, two of the checksum, four of the number.
pub const HEADER: usize = 8;

/// The most that one segment carries.
pub const PAYLOAD: usize = 1000;

/// More than any datagram can hold: over IPv4 the largest has 65,507 bytes.
pub const BUFFER_SIZE: usize = 65_536;

/// How the two kinds begin.
const DATA: u8 = 1;
const ACKNOWLEDGEMENT: u8 = 2;

/// What the two programs say to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// A piece of the file. Without payload it is the end.
    Data { number: u32, payload: Vec<u8> },
    /// Everything before this number has come; the data segment of this number is expected next.
    Acknowledgement { number: u32 },
}

impl Segment {
    /// The bytes of the datagram, with the checksum in its place.
    pub fn to_bytes(&self) -> Vec<u8> {
        // TODO(1): Put the header together, and the payload behind it.
        // The header is the kind, a zero, two bytes of the checksum, and four of the number. Numbers are big-endian. For the sum the two bytes of the checksum are zero; put it there afterwards.
        todo!("TODO(1): Put the header together, and the payload behind it.");
    }

    /// Reads a datagram; `None` if it is no whole segment, as if it had never come.
    pub fn from_bytes(bytes: &[u8]) -> Option<Segment> {
        // TODO(2): Read the header, and refuse what is no segment.
        // That is what is shorter than a header, what has a wrong checksum, and kinds that you do not know.
        todo!("TODO(2): Read the header, and refuse what is no segment.");
    }
}

/// The Internet checksum, RFC 1071, which IP, UDP and TCP use as well.
fn checksum(bytes: &[u8]) -> u16 {
    // TODO(3): Add up the bytes in pairs, as big-endian numbers of 16 bits.
    // Behind an odd last byte stands a zero. What does not fit 16 bits is added again at the low end, until nothing is left over. Then flip every bit.
    todo!("TODO(3): Add up the bytes in pairs, as big-endian numbers of 16 bits.");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_that_of_the_book() {
        assert_eq!(checksum(&[1, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]), 0xfeff);
    }

    #[test]
    fn behind_an_odd_last_byte_stands_a_zero() {
        assert_eq!(checksum(&[0x12, 0x34, 0x56]), !(0x1234 + 0x5600));
    }

    #[test]
    fn segments_are_written_and_read() {
        let odd = Segment::Data { number: 0x0102_0304, payload: b"odd".to_vec() };
        assert_eq!(odd.to_bytes()[..2], [1, 0]);
        assert_eq!(odd.to_bytes()[4..], *b"\x01\x02\x03\x04odd");
        let end = Segment::Data { number: 7, payload: Vec::new() };
        for segment in [odd, end, Segment::Acknowledgement { number: 65_536 }] {
            assert_eq!(Segment::from_bytes(&segment.to_bytes()), Some(segment));
        }
    }

    #[test]
    fn what_is_no_whole_segment_is_none() {
        let whole = Segment::Data { number: 7, payload: b"seven".to_vec() }.to_bytes();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x10;
            assert_eq!(Segment::from_bytes(&damaged), None, "with a bit flipped in byte {at}");
        }
        assert_eq!(Segment::from_bytes(&whole[..HEADER - 1]), None);
        assert_eq!(Segment::from_bytes(&[]), None);
        // A kind that nobody knows, with a sum that is right.
        let mut unknown = vec![3, 0, 0, 0, 0, 0, 0, 7];
        let sum = checksum(&unknown);
        unknown[2..4].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(Segment::from_bytes(&unknown), None);
    }
}
