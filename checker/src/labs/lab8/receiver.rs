//! What a receiver does with segments that come, in whatever order.

use super::words::*;
use crate::lab::{Cause, Check, Runs};
use crate::labs::payload::every_byte;
use crate::labs::shared::{NORMAL_STATUS, SPINS};
use crate::verdict::{Seen::*, Want::*};

pub const IN_ORDER: Check = Check {
    id: "receiver-in-order",
    claim: "segments that come in order are acknowledged, and their bytes are the file",
    points: 5,
    programs: RECEIVER,
    needs: &[],
    runs: &[Runs::Waits],
    tries: "Sends a file of three segments and the end, each after the acknowledgement of the one before. Expects an acknowledgement for each with the number that comes next, then `received N bytes`, exit status 0, and exactly those bytes in FILE.",
    run: |lab| {
        let bytes = text(lab, 4);
        let sender = lab.sending()?;
        for (number, payload) in pieces(&bytes) {
            sender.deliver(number, payload)?;
        }
        sender.expect_received(&bytes)
    },
    causes: &[IN_ORDER_CAUSES],
};

#[rustfmt::skip]
const IN_ORDER_CAUSES: &[Cause] = &[
    NO_ANSWER,
    RECEIVER_ENDED,
    OTHER_NUMBER,
    Cause(Acknowledgement, &[Checksum], "the acknowledgement's checksum is wrong: it is the Internet checksum over all 8 bytes, with its own two as zero, and then every bit flipped"),
    Cause(Acknowledgement, &[Extra], "the acknowledgement is longer than 8 bytes: it has no payload"),
    Cause(Acknowledgement, &[Different], "that is no acknowledgement: kind 2, a zero, the checksum, then the number in 4 bytes, big-endian"),
    Cause(Acknowledgement, &[Address], "the acknowledgement comes from another port than the one that the receiver is at: a sender takes it for a stranger's. Answer on the socket that you receive on"),
    RECEIVER_STAYS,
    NORMAL_STATUS,
    Cause(Nothing, &[Repeated], "an acknowledgement comes that nobody waits for: one is sent for each data segment that comes, and no more"),
    Cause(Nothing, &[Extra], "everything has come, and an error is reported all the same"),
    RECEIVED_LINE,
    WRONG_COUNT,
    Cause(File, &[Missing], "FILE is not written: it is the second argument of the receiver"),
    Cause(File, &[Short], "the file ends too early: was everything written when the program ended? A buffer has to be flushed"),
    Cause(File, &[Different], "other bytes are in the file than were in the payloads"),
];

pub const BINARY: Check = Check {
    id: "receiver-binary",
    claim: "every byte value arrives; so does a file of full segments, and an empty one",
    points: 4,
    programs: RECEIVER,
    needs: &["receiver-in-order"],
    runs: &[Runs::Waits],
    tries: "Sends three files to a receiver each: one with all 256 byte values, one of 2,000, 3,000 or 4,000 bytes, and an empty one, which is nothing but the end. Where the first one goes there is a file already, a longer one.",
    run: |lab| {
        let (more, full) = (lab.number(1..=500), PAYLOAD * lab.number(2..=4));
        let every = [lab.shuffled(every_byte()), lab.bytes(more)].concat();
        let files = [every, lab.bytes(full), Vec::new()];
        let mut transfers = Vec::new();
        for (bytes, old) in files.iter().zip([&[b'?'; 6 * PAYLOAD][..], &[], &[]]) {
            let sender = if old.is_empty() { lab.sending()? } else { lab.sending_over(old)? };
            for (number, payload) in pieces(bytes) {
                sender.deliver(number, payload)?;
            }
            transfers.push((sender, bytes));
        }
        transfers.iter().try_for_each(|(sender, bytes)| sender.expect_received(bytes))
    },
    causes: &[BINARY_CAUSES],
};

#[rustfmt::skip]
const BINARY_CAUSES: &[Cause] = &[
    Cause(Acknowledgement, &[Silence], "a segment is not acknowledged: the end may be segment 0, and the one before it may be full"),
    RECEIVER_ENDED,
    Cause(Exit, &[Running], "the receiver does not take the end for the end: a data segment without payload is it, whatever its number, and nothing else is"),
    Cause(File, &[Reencoded], "the bytes are not text: write them as they came"),
    Cause(File, &[Different], "the file is changed on its way to the disk (it is no text, no line ends in it), or is written behind or over what an older file held: create it anew, empty"),
    Cause(File, &[Extra], "the file still holds what was in it before: create it anew, empty"),
    Cause(File, &[Missing], "an empty file is a file as well"),
];

pub const REPEATS: Check = Check {
    id: "receiver-repeats",
    claim: "a segment that comes twice is acknowledged twice, and written once",
    points: 4,
    programs: RECEIVER,
    needs: &["receiver-in-order"],
    runs: &[
        Runs::Waits,
        Runs::NotByHand(
            "the end of the file comes twice, and your receiver stays for a second only, which waits for no Enter",
        ),
    ],
    tries: "Sends each segment twice, and an old one once more in the middle. Expects an acknowledgement for each copy with the number that is expected next, and each byte once in FILE.",
    run: |lab| {
        let (bytes, middle) = (text(lab, 4), lab.number(1..=2) as u32);
        let sender = lab.sending()?;
        for (number, payload) in pieces(&bytes) {
            sender.deliver(number, payload)?;
            sender.deliver(number, payload)?;
            if number == middle {
                sender.send(0, &bytes[..PAYLOAD]);
                sender.expect(number + 1)?;
            }
        }
        sender.expect_received(&bytes)
    },
    causes: &[REPEATS_CAUSES],
};

#[rustfmt::skip]
const REPEATS_CAUSES: &[Cause] = &[
    Cause(Acknowledgement, &[Silence], "a segment that has come before is not acknowledged: the sender sends it because it has seen no acknowledgement, and without one it sends it for ever"),
    Cause(Acknowledgement, &[Number], "a copy moves on what is expected, or takes it back: the number is that of the next segment that is missing, whichever came"),
    Cause(Acknowledgement, &[Ended], "the receiver ends while copies still come"),
    Cause(Line, &[Different], "N is the number of bytes in the file: a copy does not count"),
    Cause(File, &[Repeated, Different], "a segment that comes twice is written twice: pass over what has been written"),
];

pub const GAP: Check = Check {
    id: "receiver-gap",
    claim: "while a segment is missing, every later one is acknowledged by the number of the missing one",
    points: 5,
    programs: RECEIVER,
    needs: &["receiver-in-order"],
    runs: &[Runs::Waits],
    tries: "Leaves out one of the first segments, and sends those behind it and the end. Expects the number of the missing one in each acknowledgement. Then sends it, and whatever is asked for after that: a receiver may have kept what came too early, or not. The file has to be whole. While nothing comes the receiver must not keep a processor busy.",
    run: |lab| {
        let (count, missing) = (lab.number(5..=8) as u32, lab.number(1..=3) as u32);
        let bytes = text(lab, count as usize);
        let payloads: Vec<&[u8]> = pieces(&bytes).map(|(_, payload)| payload).collect();
        let sender = lab.sending()?;
        for number in (0..count).filter(|number| *number != missing) {
            sender.send(number, payloads[number as usize]);
            sender.expect(missing.min(number + 1))?;
        }
        sender.receiver.program.expect_no_spin("while nothing comes")?;
        let mut expected = missing;
        while let Some(payload) = payloads.get(expected as usize) {
            sender.send(expected, payload);
            expected = sender.expect_up_to(expected + 1, count)?;
        }
        sender.expect_received(&bytes)
    },
    causes: &[GAP_CAUSES],
};

#[rustfmt::skip]
const GAP_CAUSES: &[Cause] = &[
    SPINS,
    Cause(Acknowledgement, &[Silence], "a segment that comes too early is not acknowledged: the same number again is what tells the sender of the gap"),
    Cause(Acknowledgement, &[Number], "the acknowledgement says that more has come than has: while one is missing, that one is expected, whatever comes"),
    Cause(Acknowledgement, &[Ended], "the receiver ends although a segment is missing: the end counts only with everything before it"),
    Cause(Exit, &[Running], "the receiver does not notice that it has everything: the end may have come before what was missing"),
    Cause(File, &[Reordered, Different], "what came too early is written where it does not belong: keep it until the gap is filled, or throw it away"),
    Cause(File, &[Short], "what came too early is missing in the file, although it was acknowledged in the end"),
];
