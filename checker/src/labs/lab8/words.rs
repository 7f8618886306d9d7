//! Lab 8's own words.

use crate::harness::Harness;
use crate::lab::Cause;
use crate::labs::payload::numbered_from;
use crate::verdict::{Seen::*, Want::*};

pub const RECEIVER: &[&str] = &["receiver"];
pub const SENDER: &[&str] = &["sender"];

/// What a data segment carries.
pub const PAYLOAD: usize = 1000;

/// The payloads of the segments that carry a file, the end too, with their numbers.
pub fn pieces(file: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    (0..).zip(file.chunks(PAYLOAD).chain([&[][..]]))
}

/// A file that so many segments carry, the end among them; the last of them with bytes is not full.
pub fn file(lab: &mut Harness, segments: usize) -> Vec<u8> {
    let rest = lab.number(1..=PAYLOAD - 1);
    lab.bytes((segments - 2) * PAYLOAD + rest)
}

/// The same, and all of it is text: what is wrong about bytes is for one check to find.
pub fn text(lab: &mut Harness, segments: usize) -> Vec<u8> {
    let rest = lab.number(1..=PAYLOAD - 1);
    numbered_from(lab.first_place(), (segments - 2) * PAYLOAD + rest)
}

// What a receiver may do.
#[rustfmt::skip]
pub const NO_ANSWER: Cause = Cause(Acknowledgement, &[Silence], "no acknowledgement comes: one is sent for every data segment that is whole, whatever its number, to the address that it came from. Or whole segments are taken for damaged ones: where no answer comes at all, look at how the checksum is compared");
#[rustfmt::skip]
pub const RECEIVER_ENDED: Cause = Cause(Acknowledgement, &[Ended], "the receiver ends too early: only the end, with everything before it, and a second without a data segment end it");
#[rustfmt::skip]
pub const OTHER_NUMBER: Cause = Cause(Acknowledgement, &[Number], "the acknowledgement carries another number: it is that of the data segment that is expected next, not of the one that came, in 4 bytes, the highest first");
pub const RECEIVER_STAYS: Cause =
    Cause(Exit, &[Running], "the receiver does not end by itself: it ends when no data segment has come for a second");
#[rustfmt::skip]
pub const RECEIVED_LINE: Cause = Cause(Line, &[Ended], "the receiver ends without the line `received N bytes`, with the number of bytes in the file");
pub const WRONG_COUNT: Cause =
    Cause(Line, &[Different], "N is the number of bytes in the file: no header counts, and no segment counts twice");

// What a sender may do.
#[rustfmt::skip]
pub const NOT_AGAIN: Cause = Cause(Retry, &[Silence], "the segment is not sent again: what is not acknowledged when the time has run out was lost, or its acknowledgement was");
