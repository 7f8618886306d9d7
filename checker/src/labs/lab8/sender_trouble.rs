//! What a sender does about damaged answers, strangers, silence, and a file that can't be read.

use std::net::SocketAddr;

use super::words::*;
use crate::harness::{Harness, Receiving, acknowledgement, data, sealed};
use crate::lab::{Cause, Check, Runs};
use crate::labs::shared::SPINS;
use crate::labs::shared::*;
use crate::verdict::{Seen, Seen::*, Step, Stop, Want::*};

pub const DAMAGED_ANSWERS: Check = Check {
    id: "sender-damaged-answers",
    claim: "damaged acknowledgements, and right ones from a stranger, count for nothing",
    points: 4,
    programs: SENDER,
    needs: &["sender-segments", "sender-waits"],
    runs: &[Runs::NotByHand(
        "your sender sends again after a tenth of a second without an answer, and no clock waits for Enter",
    )],
    tries: "Answers segment 0 with an acknowledgement in which a bit is flipped, one with a checksum of zero, one that is cut, and segments of other kinds. A stranger acknowledges segment 1, from another port, and where the machine allows it from another address with the same port. In either case the segment has to come again.",
    run: |lab| {
        let file = file(lab, 4);
        let mut receiver = lab.receiving(&file, None)?;
        receiver.expect(0)?;
        damaged(1).iter().for_each(|bytes| receiver.send(bytes));
        receiver.expect_again(0, 2)?;
        receiver.acknowledge(1);
        let first = receiver.expect(1)?;
        let mut places = vec![SocketAddr::from(([127, 0, 0, 1], 0))];
        if lab.has_second_loopback() {
            places.push(SocketAddr::from(([127, 0, 0, 2], receiver.local().port())));
        }
        for place in places {
            lab.datagrams_at("stranger", place)?.send_to(first.from(), &acknowledgement(2));
        }
        receiver.expect_again(1, 2).map_err(by_a_stranger)?;
        for number in 2..receiver.count() {
            receiver.acknowledge(number);
            receiver.expect(number).map_err(by_a_stranger)?;
        }
        receiver.acknowledge(receiver.count());
        receiver.expect_sent()
    },
    causes: &[DAMAGED_ANSWERS_CAUSES],
};

/// What is no acknowledgement with this number.
fn damaged(number: u32) -> Vec<Vec<u8>> {
    let whole = acknowledgement(number);
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    let mut unsealed = whole.clone();
    unsealed[2..4].fill(0);
    vec![flipped(3), unsealed, whole[..7].to_vec(), sealed(3, number, b""), data(number, b"")]
}

/// What is too early then is so because of the stranger.
fn by_a_stranger(stop: Stop) -> Stop {
    match stop {
        Stop::Mismatch(mismatch) if mismatch.seen == Early => Stop::Mismatch(mismatch).seen_as(Seen::Address),
        other => other,
    }
}

#[rustfmt::skip]
const DAMAGED_ANSWERS_CAUSES: &[Cause] = &[
    Cause(Nothing, &[Early], "a damaged acknowledgement is taken for one: add up the checksum of what comes before you believe a byte of it, and look at its kind"),
    Cause(Nothing, &[Address], "a stranger's acknowledgement is taken for the receiver's: compare the address that recvfrom gives, IP and port, with the receiver's, or connect the socket"),
    Cause(Retry, &[Ended], "the sender ends at a damaged acknowledgement: it never came"),
    Cause(Nothing, &[Extra], "a damaged acknowledgement is reported as an error: nothing went wrong, it is passed over"),
];

pub const GIVES_UP: Check = Check {
    id: "sender-gives-up",
    claim: "nobody answers: eight time-outs, each twice the one before up to 500 ms, then the error",
    points: 5,
    programs: SENDER,
    needs: &["sender-segments", "sender-loss"],
    runs: &[Runs::Waits, Runs::NotByHand("it measures the pauses between eight copies of the same segment")],
    tries: "Acknowledges nothing. Expects segment 0 eight times, after 100, 200, 400 and then 500 ms each, and about 500 ms after the last `error: ...` and exit status 1. At the same time another sender has a port that nobody has, which is silence and no more. To a third one it acknowledges three segments and then only says again what it has said: that is no progress, and after the eighth time-out the sender gives up. To a fourth one it acknowledges each segment a moment late: while it waits the sender must not keep a processor busy.",
    run: |lab| {
        let file = file(lab, 3);
        let mut receiver = lab.receiving(&file, None)?.with_any_window();
        let (nobody, path) = (lab.free_port()?, lab.file("sent to nobody", &file)?);
        let other = lab.run("sender", &["127.0.0.1", &nobody.to_string(), &path])?;
        let last = pauses(&mut receiver)?;
        other.expect_life_of(TIME_OUTS)?;
        receiver.expect_giving_up(&last, 500)?;
        other.expect_error()?;
        other.expect_exit(1)?;
        other.expect_life_of(TIME_OUTS)?;
        old_answers(lab)?;
        rests_while_it_waits(lab)
    },
    causes: &[GIVES_UP_CAUSES],
};

/// How long a sender waits before it sends again, in ms.
const PAUSES: [u64; 7] = [100, 200, 400, 500, 500, 500, 500];
/// All of them, and the last time-out.
const TIME_OUTS: u64 = 3_200;

/// The eight times that segment 0 comes; gives the last.
fn pauses(receiver: &mut Receiving) -> Step<crate::harness::Arrival> {
    let mut last = receiver.expect(0)?;
    for (copy, pause) in (2..).zip(PAUSES) {
        let again = receiver.expect_again(0, copy)?;
        receiver.expect_pause(&last, &again, pause)?;
        last = again;
    }
    Ok(last)
}

/// Segment 3 is lost for ever, and what is said meanwhile is nothing new.
fn old_answers(lab: &mut Harness) -> Step {
    let file = file(lab, 6);
    let mut receiver = lab.receiving(&file, None)?.with_any_window();
    for number in 0..3 {
        receiver.expect(number)?;
        receiver.acknowledge(number + 1);
    }
    let mut last = receiver.expect(3)?;
    // No number is there for the fourth time: that would bring a segment again.
    for (copy, old) in (2..).zip([3, 2, 1, 0, 3, 2, 1]) {
        receiver.acknowledge(old);
        last = receiver.expect_again(3, copy)?;
    }
    // Only that it does: how long its last time-out is depends on what it has learnt.
    receiver.expect_giving_up(&last, 0).map_err(for_old_answers)
}

/// Segments, at each of which it is looked whether the sender rests: more than it takes to know one that spins, on a machine
/// that lets it run an eighth of the time.
const LOOKS: usize = 120;

/// Acknowledged one by one, each a moment later, until it has rested at one.
fn rests_while_it_waits(lab: &mut Harness) -> Step {
    let file = file(lab, LOOKS);
    let mut receiver = lab.receiving(&file, None)?.with_any_window();
    let (mut watched, mut rests) = (None, false);
    for number in 0..receiver.count() {
        receiver.expect(number)?;
        let sender = &receiver.sender;
        let watched = watched.get_or_insert_with(|| sender.watched());
        rests = rests || sender.rests(watched, "while it waits for an acknowledgement")?;
        receiver.acknowledge(number + 1);
    }
    receiver.expect_sent()
}

/// This sender has given up before in time, when there was no answer at all.
fn for_old_answers(stop: Stop) -> Stop {
    match stop {
        Stop::Mismatch(mismatch) if matches!(mismatch.seen, Late | Silence) => {
            Stop::Mismatch(mismatch).seen_as(Seen::Repeated)
        }
        other => other,
    }
}

#[rustfmt::skip]
const GIVES_UP_CAUSES: &[Cause] = &[
    SPINS,
    Cause(Retry, &[Early], "the sender sends again too soon: 100 ms before the first sample, and twice as long after each time-out"),
    Cause(Retry, &[Late], "the sender waits too long before it sends again: 100 ms at first, twice as long after each time-out, and never more than 500 ms"),
    Cause(Retry, &[Ended], "the sender gives up too early: only at the eighth time-out in a row without progress"),
    Cause(Retry, &[Silence], "the sender does not send again, and does not give up either"),
    Cause(Error, &[Early], "the sender gives up before its time: a port that nobody has is silence and no more (`Connection refused` on a UDP socket is the ICMP error for an earlier datagram), and the last time-out has to run out as well"),
    Cause(Error, &[Late], "the sender gives up too late: at the eighth time-out in a row the segment is not sent once more, but the error said"),
    Cause(Error, &[Repeated], "an acknowledgement that says nothing new is taken for progress: only one with a higher number begins the count of time-outs anew, not one that is old or comes again"),
    ENDED_WITHOUT_ERROR,
    STATUS_AFTER_ERROR,
    Cause(Error, &[Silence], "the sender does not give up: after eight time-outs in a row without progress it says so and ends"),
];

pub const CANNOT_READ: Check = Check {
    id: "sender-cannot-read",
    claim: "FILE can't be read: the sender says so, sends nothing, and ends with exit status 1",
    points: 2,
    programs: SENDER,
    needs: &[],
    runs: &[],
    tries: "Starts the sender with a FILE that is not there. Expects `error: ...` on stderr and exit status 1, and no datagram.",
    run: |lab| {
        let path = lab.no_file("no-such-file")?;
        let receiver = lab.datagrams()?;
        let sender = lab.run("sender", &["127.0.0.1", &receiver.port(), &path])?;
        receiver.expect_nothing_from(&sender)?;
        sender.expect_error()?;
        sender.expect_exit(1)
    },
    causes: &[CANNOT_READ_CAUSES],
};

#[rustfmt::skip]
const CANNOT_READ_CAUSES: &[Cause] = &[
    ENDED_WITHOUT_ERROR,
    STATUS_AFTER_ERROR,
    Cause(Nothing, &[Repeated], "something is sent although FILE can't be read: the receiver takes it for an empty file"),
];
