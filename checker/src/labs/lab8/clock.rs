//! What tells a sender that a segment is lost: an acknowledgement that is repeated, and a clock that learns.

use std::time::Duration;

use super::words::*;
use crate::harness::{Harness, Receiving};
use crate::lab::{Cause, Check, Runs};
use crate::verdict::{Seen::*, Step, Stop, Want::*, unmet};

pub const ONE_LOST: Check = Check {
    id: "sender-one-lost",
    claim: "the third repetition of an acknowledgement brings the lost segment at once, and once",
    points: 5,
    programs: SENDER,
    needs: &["sender-slides"],
    runs: &[Runs::NotByHand(
        "it measures how your sender's clock learns from the round trips, which are over before anybody presses Enter",
    )],
    tries: "With a WINDOW of 8 and a round trip of 40 ms, loses one of the first eight segments, and acknowledges all that follow by its number, as a receiver does. Neither before nor at the second repetition may anything be sent again; at the third the segment has to come long before its time has run out, and at those after it not once more. Then loses another one, which has to come again in the same way.",
    run: |lab| {
        let (count, lost) = (lab.number(22..=26), lab.number(2..=4));
        let (file, other) = (file(lab, count), lost + 8);
        let mut receiver = lab.receiving(&file, Some(8))?;
        (0..8).try_for_each(|number| receiver.expect(number).map(drop))?;
        receiver.pause(40)?;
        receiver.acknowledge(1);
        receiver.acknowledge(lost);
        receiver.expect(lost + 7)?;
        // No number is repeated yet, and what goes out in the order of the numbers has come before this one.
        receiver.expect_copies_so_far(lost, 1).map_err(at_no_repetition)?;
        lose(&mut receiver, lost)?;
        (0..3).for_each(|_| receiver.acknowledge(lost));
        receiver.expect_copies_by_repetitions(lost, 2)?;
        receiver.acknowledge(other);
        (other..other + 8).try_for_each(|number| receiver.expect(number).map(drop))?;
        lose(&mut receiver, other).map_err(in_another_gap)?;
        finish(&mut receiver, other + 8)
    },
    causes: &[ONE_LOST_CAUSES],
};

/// This one was lost, and has been asked for once.
fn lose(receiver: &mut Receiving, lost: usize) -> Step {
    (0..2).for_each(|_| receiver.acknowledge(lost));
    receiver.expect_copies(lost, 1)?;
    receiver.expect_at_once(lost)
}

/// Neither a repetition nor the clock has brought it.
fn at_no_repetition(stop: Stop) -> Stop {
    if stop.saw(Early) { stop.seen_as(Extra) } else { stop }
}

/// What was right in the first gap is another mistake in the second.
fn in_another_gap(stop: Stop) -> Stop {
    match stop {
        Stop::Mismatch(mismatch) if mismatch.seen == Early => Stop::Mismatch(mismatch).seen_as(Count),
        Stop::Mismatch(mismatch) if mismatch.seen == Late => Stop::Mismatch(mismatch).seen_as(Limit),
        other => other,
    }
}

#[rustfmt::skip]
const ONE_LOST_CAUSES: &[Cause] = &[
    Cause(Nothing, &[Early], "the segment is sent again too soon: only the third repetition tells of a loss, the fourth acknowledgement with the same number; one or two may come of segments that overtook each other"),
    Cause(Nothing, &[Extra], "what is under way is sent again at an acknowledgement that moves the window: it takes away what is acknowledged, and only what has not been sent yet goes out behind it. What is to be sent next must not go back"),
    Cause(Retry, &[Late], "only the clock brings the lost segment: at the third repetition of an acknowledgement the segment of that number is sent again at once"),
    Cause(Retry, &[Different], "the third repetition of an acknowledgement brings another segment than the lost one: its number is that of the segment that is expected, and lost, not of the last one that has come"),
    Cause(Nothing, &[Repeated], "the lost segment is sent again at every further repetition: once for each gap"),
    Cause(Nothing, &[Count], "in the second gap a segment is sent again too soon: the repetitions of the first are still counted. When the number moves on, the count begins anew"),
    Cause(Retry, &[Limit], "in the second gap only the clock brings the lost segment: it is sent again once for each gap, and not once in the whole transfer. When the number moves on, the count begins anew"),
];

pub const LEARNS: Check = Check {
    id: "sender-learns",
    claim: "the time-out is learnt: a long round trip that wavers causes no repetitions, a short one is noticed, 500 ms are the most",
    points: 5,
    programs: SENDER,
    needs: &["sender-waits", "sender-loss"],
    runs: &[
        Runs::Waits,
        Runs::NotByHand(
            "it measures how your sender's clock learns from the round trips, which are over before anybody presses Enter",
        ),
    ],
    tries: "Acknowledges each segment after 110 to 190 ms; behind the first ten at most two may be sent twice. To another sender it gives eight acknowledgements after 2 ms each, then loses a segment, which has to come again within 95 ms. To a third one it gives four, each later than the one before, up to 450 ms, and loses a segment, which has to come again within 695 ms.",
    run: |lab| {
        long_round_trip(lab)?;
        short_round_trip(lab)?;
        growing_round_trip(lab)
    },
    causes: &[LEARNS_CAUSES],
};

/// Behind so many segments a sender has learnt,
const LEARNT: usize = 10;
/// and sends at most so many again.
const AGAIN: usize = 2;
/// What the machine may have taken of a round trip so that a repetition is the sender's doing.
const MACHINE: Duration = Duration::from_millis(40);

fn long_round_trip(lab: &mut Harness) -> Step {
    let file = file(lab, 2 * LEARNT);
    // A quick one, then a slow one: whoever looks at the last sample alone is wrong every other time.
    let times: Vec<usize> = (0..2 * LEARNT).map(|number| [110, 170][number % 2] + lab.number(0..=20)).collect();
    let mut receiver = lab.receiving(&file, None)?.with_any_window();
    let network = |one: &crate::harness::Arrival| Some(Duration::from_millis(times[one.number] as u64));
    let served = receiver.serve(Duration::from_secs(8), network)?;
    let again = receiver.sent_again(LEARNT);
    if again > AGAIN && served.worst > MACHINE {
        return Err(Stop::Trouble(anyhow::anyhow!("the machine was too busy to tell: acknowledgements came late")));
    }
    if again > AGAIN {
        let expected = format!("at most {AGAIN} of the last {LEARNT} segments are sent again: none is lost");
        return Err(unmet(Retry, Repeated, expected, format!("{again} are")));
    }
    served.unless_cut_short()?;
    receiver.expect_sent()
}

fn short_round_trip(lab: &mut Harness) -> Step {
    let file = file(lab, LEARNT);
    let mut receiver = lab.receiving(&file, None)?;
    for number in 0..receiver.count() {
        let first = receiver.expect(number)?;
        if number == LEARNT - 2 {
            let again = receiver.expect_again(number, 2)?;
            receiver.expect_within(&first, &again, 95)?;
        } else {
            receiver.pause(2)?;
        }
        receiver.acknowledge(number + 1);
    }
    receiver.expect_sent()
}

/// Round trips in ms, each within the time-out that the ones before have taught, behind which that would be 820 ms.
const GROWING: [u64; 4] = [88, 230, 340, 450];

fn growing_round_trip(lab: &mut Harness) -> Step {
    let file = file(lab, GROWING.len() + 1);
    let mut receiver = lab.receiving(&file, None)?.with_any_window();
    for (number, time) in GROWING.into_iter().enumerate() {
        receiver.expect(number)?;
        receiver.pause(time)?;
        receiver.acknowledge(number + 1);
    }
    let (first, again) = (receiver.expect(GROWING.len())?, receiver.expect_again(GROWING.len(), 2)?);
    receiver.expect_at_most(&first, &again, 500)?;
    finish(&mut receiver, GROWING.len() + 1)
}

// Left out on purpose: the 20 ms, which only a sender that has waited for a processor nowhere can be seen to miss; and how
// the round trip and its deviation are smoothed. The contract leaves open what the deviation is
// after one sample, and after more of them two deviations, or an average that follows each sample, are no further off than
// a right program on a busy machine.

#[rustfmt::skip]
const LEARNS_CAUSES: &[Cause] = &[
    Cause(Retry, &[Repeated], "segments are sent again although none is lost: the time-out does not follow the round trip, or leaves out how much it wavers (four deviations)"),
    Cause(Retry, &[Late], "what is lost comes late although the round trip is short: the time-out follows the round trip down as well, to 20 ms"),
    Cause(Retry, &[Limit], "the time-out that is learnt grows over 500 ms: the cap is for what the round trips give as well, not for the doubling alone"),
];

pub const KARN: Check = Check {
    id: "sender-karn",
    claim: "a segment that was sent twice teaches nothing: the doubled time-out stays until the next sample",
    points: 4,
    programs: SENDER,
    needs: &["sender-waits", "sender-loss"],
    runs: &[Runs::NotByHand(
        "it measures how your sender's clock learns from the round trips, which are over before anybody presses Enter",
    )],
    tries: "Acknowledges segment 0 only 40 ms after it was sent again, so that nobody knows which of the two is meant. Loses segment 1, which has to come again after 200 ms, then 2, after 400 ms. Segment 3 is acknowledged at once, and 4 has to come again within 95 ms. It is lost three times, and so 5 must not come again sooner than 4 did at last (or before 120 ms, if that is less). With another sender, repetitions bring segment 0 before its time has run out, which teaches nothing either: segment 1 must not come again within 75 ms.",
    run: |lab| {
        sent_twice_by_the_clock(lab)?;
        sent_twice_at_once(lab)
    },
    causes: &[KARN_CAUSES],
};

fn sent_twice_by_the_clock(lab: &mut Harness) -> Step {
    let file = file(lab, 7);
    let mut receiver = lab.receiving(&file, None)?;
    let first = receiver.expect(0)?;
    let again = receiver.expect_again(0, 2)?;
    receiver.expect_pause(&first, &again, 100).map_err(|stop| stop.seen_as(Different))?;
    receiver.pause(30)?;
    receiver.expect_copies(0, 2)?;
    for (number, pause) in [(1, 200), (2, 400)] {
        receiver.acknowledge(number);
        let first = receiver.expect(number)?;
        let again = receiver.expect_again(number, 2)?;
        let judged = receiver.expect_pause(&first, &again, pause);
        judged.map_err(|stop| receiver.unless_late(number - 1, stop))?;
    }
    receiver.acknowledge(3);
    receiver.expect(3)?;
    receiver.acknowledge(4);
    let (first, again) = (receiver.expect(4)?, receiver.expect_again(4, 2)?);
    receiver.expect_within(&first, &again, 95)?;
    // 20, 40 and 80 ms at the least, so that the next pause is one of 160; and not shorter than the one before, whatever
    // else is wrong.
    let (third, fourth) = (receiver.expect_again(4, 3)?, receiver.expect_again(4, 4)?);
    receiver.acknowledge(5);
    let (first, again) = (receiver.expect(5)?, receiver.expect_again(5, 2)?);
    receiver.expect_not_within(&first, &again, fourth.millis_after(&third).min(120))?;
    finish(&mut receiver, 6)
}

/// There is no sample before that, so that the time-out is 100 ms, and nothing has run out, so that it stays so.
fn sent_twice_at_once(lab: &mut Harness) -> Step {
    let file = file(lab, 6);
    let mut receiver = lab.receiving(&file, None)?;
    receiver.expect(0)?;
    (0..4).for_each(|_| receiver.acknowledge(0));
    receiver.expect_again(0, 2)?;
    receiver.acknowledge(1);
    let (first, again) = (receiver.expect(1)?, receiver.expect_again(1, 2)?);
    receiver.expect_not_within(&first, &again, 75)?;
    finish(&mut receiver, 2)
}

/// Takes all that comes from this one on.
fn finish(receiver: &mut Receiving, next: usize) -> Step {
    for number in next..receiver.count() {
        receiver.acknowledge(number);
        receiver.expect(number)?;
    }
    receiver.acknowledge(receiver.count());
    receiver.expect_sent()
}

#[rustfmt::skip]
const KARN_CAUSES: &[Cause] = &[
    Cause(Retry, &[Early], "the time-out has come down without a sample: a segment that was sent twice gives none (its acknowledgement may be the first copy's), and the doubled time-out stays until there is one. It is all the same whether the clock or a third repetition brought it again"),
    Cause(Retry, &[Different], "the first time-out is not 100 ms: what is learnt, and from which segments, can be told only when that is right"),
    Cause(Retry, &[Late], "the time-out is too long: a segment that was sent twice gives no sample, also not since its first copy; and with the next sample the doubling is forgotten"),
];
