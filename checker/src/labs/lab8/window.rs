//! What a sender does with its window: how much is under way, and when more may go.

use std::time::Duration;

use super::words::*;
use crate::lab::{Cause, Check, Runs};
use crate::verdict::{Seen::*, Want::*, unmet};

pub const WINDOW: Check = Check {
    id: "sender-window",
    claim: "with a WINDOW of 8 there are never more than 8 unacknowledged, and 8 whenever there are so many",
    points: 5,
    programs: SENDER,
    needs: &["sender-segments", "sender-loss"],
    runs: &[Runs::NotByHand(
        "your sender sends again after a tenth of a second without an answer, and no clock waits for Enter",
    )],
    tries: "Acknowledges nothing until eight segments have come and the first of them again, then one after the other. Each acknowledgement has to let one more go, and no more than one.",
    run: |lab| {
        let count = lab.number(17..=23);
        let file = file(lab, count);
        let mut receiver = lab.receiving(&file, Some(8))?;
        for number in 0..8 {
            receiver.expect(number)?;
        }
        receiver.expect_again(0, 2)?;
        for number in 8..receiver.count() {
            receiver.acknowledge(number - 7);
            receiver.expect(number)?;
        }
        for number in receiver.count() - 7..=receiver.count() {
            receiver.acknowledge(number);
        }
        receiver.expect_sent()
    },
    causes: &[WINDOW_CAUSES],
};

#[rustfmt::skip]
const MORE_THAN_THE_WINDOW: Cause = Cause(Nothing, &[Early], "more segments are under way than the window allows: what counts is what is sent and not acknowledged, up to the highest number in an acknowledgement");

#[rustfmt::skip]
const WINDOW_CAUSES: &[Cause] = &[
    MORE_THAN_THE_WINDOW,
    Cause(Segment, &[Silence], "fewer segments are under way than the window allows: as long as there are fewer than WINDOW unacknowledged, the next one goes"),
    NOT_AGAIN,
];

pub const SLIDES: Check = Check {
    id: "sender-slides",
    claim: "one acknowledgement for several segments lets as many more go",
    points: 4,
    programs: SENDER,
    needs: &["sender-window"],
    runs: &[Runs::NotByHand(
        "your sender sends again after a tenth of a second without an answer, and no clock waits for Enter",
    )],
    tries: "With a WINDOW of 6 to 10, acknowledges some segments by the number of the last of them alone, then all that are under way at once, as when acknowledgements are lost. As many more have to come each time.",
    run: |lab| {
        let (window, some) = (lab.number(6..=10), lab.number(3..=5));
        let (all, count) = (some + window, some + 2 * window + 3);
        let file = file(lab, count);
        let mut receiver = lab.receiving(&file, Some(window))?;
        for acknowledged in [0, some, all, all + 1, all + 3, count] {
            if acknowledged > 0 {
                receiver.acknowledge(acknowledged);
            }
            for number in acknowledged..(acknowledged + window).min(count) {
                receiver.expect(number)?;
            }
        }
        receiver.expect_sent()
    },
    causes: &[SLIDES_CAUSES],
};

#[rustfmt::skip]
const SLIDES_CAUSES: &[Cause] = &[
    Cause(Segment, &[Silence], "an acknowledgement is counted as one segment: it acknowledges everything before its number"),
];

pub const USES_THE_WINDOW: Check = Check {
    id: "sender-uses-the-window",
    claim: "200 segments, a WINDOW of 32 and a round trip of 40 ms: not much longer than seven round trips",
    points: 4,
    programs: SENDER,
    needs: &["sender-window"],
    runs: &[Runs::NotByHand(
        "it measures how your sender's clock learns from the round trips, which are over before anybody presses Enter",
    )],
    tries: "Acknowledges each segment 40 ms after it has come. A window of 32 lets 32 segments go in every round trip, so that 200 take seven of them, 280 ms; a sender may take twice as long. And the first segment that comes again, if one does, must not have been sent within the last 30 ms: no time-out is shorter than the round trips.",
    run: |lab| {
        let file = file(lab, 200);
        let mut receiver = lab.receiving(&file, Some(32))?;
        let served = receiver.serve(Duration::from_secs(2), |_| Some(Duration::from_millis(40)))?;
        receiver.expect_none_before(AT_LEAST)?;
        if served.took.saturating_sub(served.excused) > MOST {
            let took = format!("{} ms", served.took.as_millis());
            return Err(unmet(Segment, Late, "all 200 segments are acknowledged within 560 ms", took));
        }
        served.unless_cut_short()?;
        receiver.expect_sent()
    },
    causes: &[USES_THE_WINDOW_CAUSES],
};

/// Seven round trips, twice.
const MOST: Duration = Duration::from_millis(2 * 7 * 40);

/// Less than a round trip, and a tick of a clock: nothing is sent again so soon, in ms.
const AT_LEAST: u64 = 30;

#[rustfmt::skip]
const USES_THE_WINDOW_CAUSES: &[Cause] = &[
    MORE_THAN_THE_WINDOW,
    Cause(Retry, &[Early], "a segment is sent again before its own time has run out: the time runs since a segment that is acknowledged by now. Every acknowledgement of something new lets it begin anew"),
    Cause(Segment, &[Late], "the sender does not keep its window full: it sends at its own pace, looks for acknowledgements only now and then, or waits for all of them before it sends more"),
];
