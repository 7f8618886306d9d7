//! What a sender sends, and when it sends something again: stop and wait.

use super::words::*;
use crate::harness::Harness;
use crate::lab::{Cause, Check, Runs};
use crate::labs::shared::NORMAL_STATUS;
use crate::verdict::{Seen::*, Step, Want::*};

pub const SEGMENTS: Check = Check {
    id: "sender-segments",
    claim: "each segment has exactly the bytes of the contract, its checksum too",
    points: 6,
    programs: SENDER,
    needs: &[],
    runs: &[Runs::NotByHand(
        "your sender sends again after a tenth of a second without an answer, and no clock waits for Enter",
    )],
    tries: "Takes four files from a sender: one with an odd length, one whose checksum carries twice, one of full segments of 0xff, and an empty one. Compares each segment byte by byte, acknowledges it, and expects `sent N bytes` and exit status 0.",
    run: |lab| {
        let odd = PAYLOAD + 2 * lab.number(0..=400) + 1;
        let files = [lab.bytes(odd), CARRIES.to_vec(), vec![0xff; 2 * PAYLOAD], Vec::new()];
        files.iter().try_for_each(|file| take(lab, file))
    },
    causes: &[SEGMENTS_CAUSES],
};

/// As segment 0 its words add up to 0x1ffff: what is left over, added again, leaves something over once more.
const CARRIES: &[u8] = &[0xff, 0xff, 0xff, 0x00];

fn take(lab: &mut Harness, file: &[u8]) -> Step {
    let mut receiver = lab.receiving(file, None)?.with_any_window();
    for number in 0..receiver.count() {
        receiver.expect(number)?;
        receiver.acknowledge(number + 1);
    }
    receiver.expect_sent()
}

#[rustfmt::skip]
const SEGMENTS_CAUSES: &[Cause] = &[
    Cause(Segment, &[Checksum], "the checksum is wrong: the header is part of it, an odd last byte is the high half of its pair, what does not fit 16 bits is added again until nothing is left over, and at the end every bit is flipped"),
    Cause(Segment, &[Short], "a segment is too short: all but the last two carry 1,000 bytes"),
    Cause(Segment, &[Extra], "the segment is longer than it should be, or one more comes: at most 1,000 bytes, and after the end nothing"),
    Cause(Segment, &[Different], "the header is not that of the contract: kind 1, a zero, the checksum, then the number in 4 bytes, big-endian; numbers begin with 0"),
    Cause(Segment, &[Number], "the segment has another number: they are counted from 0, one for each segment, not for each byte, and stand in 4 bytes, the highest first (htonl)"),
    Cause(Segment, &[Silence], "the sender does not go on although the segment before is acknowledged: an acknowledgement carries the number that is expected next, one more than that of the last segment that came. Or whole acknowledgements are taken for damaged ones: look at how the checksum is compared"),
    Cause(Segment, &[Ended], "the sender ends before it has sent everything: the end is a segment without payload, and an empty file is nothing else"),
    Cause(Line, &[Ended], "the sender ends without the line `sent N bytes`"),
    Cause(Line, &[Different], "N is the number of bytes in the file"),
    Cause(Exit, &[Running], "the sender does not end although everything is acknowledged, the end too"),
    NORMAL_STATUS,
    Cause(Nothing, &[Extra], "everything is acknowledged, and an error is reported all the same"),
];

pub const WAITS: Check = Check {
    id: "sender-waits",
    claim: "without WINDOW no segment is sent before the one before it is acknowledged",
    points: 4,
    programs: SENDER,
    needs: &["sender-segments"],
    runs: &[Runs::NotByHand(
        "your sender sends again after a tenth of a second without an answer, and no clock waits for Enter",
    )],
    tries: "Does not acknowledge a segment before it has come twice. Until then no other may come.",
    run: |lab| {
        let file = file(lab, 4);
        let mut receiver = lab.receiving(&file, None)?;
        for number in 0..receiver.count() {
            receiver.expect(number)?;
            if number < 2 {
                receiver.expect_again(number, 2)?;
                receiver.pause(10)?;
            }
            receiver.acknowledge(number + 1);
        }
        receiver.expect_sent()
    },
    causes: &[WAITS_CAUSES],
};

#[rustfmt::skip]
const WAITS_CAUSES: &[Cause] = &[
    Cause(Segment, &[Ended], "the sender ends although a segment is not acknowledged yet: it waits for the acknowledgement, and sends again when none comes"),
    Cause(Retry, &[Ended], "the sender ends at a time-out: what is not acknowledged in time is sent again, and only after eight time-outs in a row does the sender give up"),
    Cause(Nothing, &[Early], "a segment is sent before the one before it is acknowledged: without WINDOW there is one at a time, and a time-out acknowledges nothing"),
    NOT_AGAIN,
];

pub const LOSS: Check = Check {
    id: "sender-loss",
    claim: "a segment that is lost is sent again, with the same bytes",
    points: 5,
    programs: SENDER,
    needs: &["sender-segments"],
    runs: &[Runs::NotByHand(
        "your sender sends again after a tenth of a second without an answer, and no clock waits for Enter",
    )],
    tries: "Loses every other segment once, one in the middle twice in a row, and the end: more than eight time-outs, with progress between them. Each segment has to come again, byte for byte.",
    run: |lab| {
        let count = lab.number(17..=20);
        // An odd one: those before it and behind it are lost once.
        let (file, middle) = (file(lab, count), 2 * lab.number(1..=7) - 1);
        let mut receiver = lab.receiving(&file, None)?.with_any_window();
        for number in 0..receiver.count() {
            receiver.expect(number)?;
            for copy in 2..=copies(number, middle, receiver.count()) {
                receiver.expect_again(number, copy)?;
            }
            receiver.acknowledge(number + 1);
        }
        receiver.expect_sent()
    },
    causes: &[LOSS_CAUSES],
};

/// How often a segment has to be sent until it arrives.
fn copies(number: usize, middle: usize, count: usize) -> usize {
    match number {
        lost if lost == middle => 3,
        last if last + 1 == count => 2,
        // With one between that is not lost, so that the time is learnt anew and never gets long.
        other => 2 - other % 2,
    }
}

#[rustfmt::skip]
const LOSS_CAUSES: &[Cause] = &[
    NOT_AGAIN,
    Cause(Retry, &[Ended], "the sender ends although a segment is not acknowledged: a time-out is no error, nor are two. After eight in a row the sender gives up, and every acknowledgement of something new begins that count anew. The end has to be acknowledged as well"),
    Cause(Segment, &[Different], "what is sent again is not what was sent before: the same bytes, with the same number"),
];

pub const LOST_ANSWERS: Check = Check {
    id: "sender-lost-answers",
    claim: "acknowledgements that are lost, late, repeated or old: nothing is passed over",
    points: 5,
    programs: SENDER,
    needs: &["sender-segments", "sender-waits"],
    runs: &[Runs::NotByHand(
        "your sender sends again after a tenth of a second without an answer, and no clock waits for Enter",
    )],
    tries: "Acknowledges a segment only when it has come again, another one twice, and while a third waits repeats older acknowledgements. The sender may go on only when the number in an acknowledgement says so.",
    run: |lab| {
        let file = file(lab, 6);
        let mut receiver = lab.receiving(&file, None)?;
        receiver.expect(0)?;
        receiver.expect_again(0, 2)?;
        receiver.acknowledge(1);
        receiver.expect(1)?;
        receiver.expect_again(1, 2)?;
        // The answer to the first copy is late, and that to the second comes right behind it.
        receiver.acknowledge(2);
        receiver.acknowledge(2);
        receiver.expect(2)?;
        (0..3).for_each(|old| receiver.acknowledge(old));
        receiver.expect_again(2, 2)?;
        for number in 3..receiver.count() {
            receiver.acknowledge(number);
            receiver.expect(number)?;
        }
        receiver.acknowledge(receiver.count());
        receiver.expect_sent()
    },
    causes: &[LOST_ANSWERS_CAUSES],
};

#[rustfmt::skip]
const LOST_ANSWERS_CAUSES: &[Cause] = &[
    Cause(Nothing, &[Early], "the sender goes on at an acknowledgement that says nothing new: only one with a higher number acknowledges anything"),
    Cause(Retry, &[Ended], "the sender ends at an old acknowledgement: it is passed over"),
    Cause(Nothing, &[Extra], "an old acknowledgement is reported as an error: it is passed over"),
];
