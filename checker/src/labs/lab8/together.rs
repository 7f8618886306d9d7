//! The learner's own pair, through networks that the checker makes.

use super::words::*;
use crate::harness::{storm, twenty_millis};
use crate::lab::{Cause, Check, Runs};
use crate::verdict::{Seen::*, Want::*};

pub const STORM: Check = Check {
    id: "together-storm",
    claim: "your pair brings a file through a storm: lost, repeated, reordered and damaged, both ways",
    points: 4,
    programs: &["receiver", "sender"],
    needs: &["receiver-repeats", "receiver-gap", "receiver-lingers", "sender-slides", "sender-lost-answers"],
    runs: &[
        Runs::Again(10),
        Runs::NotByHand(
            "there is no part to play: your sender and your receiver talk to each other through a network of the check's",
        ),
    ],
    tries: "Sends 30 segments with a WINDOW of 16 through a network of the seed, which loses 20 % of the datagrams, repeats 5 %, reorders 10 % and damages 2 %, both ways, but nothing more than four times in a row: after four tries in vain the segment that the sender waits for, and its acknowledgement, arrive. The file has to be the same.",
    run: |lab| {
        let file = file(lab, 30);
        let network = storm(&mut lab.random);
        lab.transfer(file, 16, network)?.expect_same()
    },
    causes: &[STORM_CAUSES],
};

#[rustfmt::skip]
const STORM_CAUSES: &[Cause] = &[
    Cause(Exit, &[Status], "one of the two ends with an error in the middle of the transfer: what is lost, repeated, reordered or damaged is none, and the time-outs after which a sender gives up are those in a row, without progress between them"),
    Cause(Exit, &[Running], "the transfer does not come to its end: look at the ladder for what is sent again and again, and what answers it"),
    Cause(File, &[Different], "the file that arrives is another one"),
];

pub const PACE: Check = Check {
    id: "together-pace",
    claim: "your pair, 20 ms each way and 1 % lost, a WINDOW of 32: at least half of what the window allows",
    points: 2,
    programs: &["receiver", "sender"],
    needs: &["together-storm", "sender-uses-the-window", "sender-one-lost"],
    runs: &[
        Runs::Again(10),
        Runs::NotByHand(
            "there is no part to play: your sender and your receiver talk to each other through a network of the check's",
        ),
    ],
    tries: "Sends 400 segments through a network that takes 20 ms each way and loses 1 % of the segments. A window of 32 allows 32 of them in 40 ms, which is 520 ms for all. Each that is lost costs a pair that goes back two round trips and a time-out more, 140 ms: 1,080 ms for all. Your pair may take twice as long.",
    run: |lab| {
        let file = file(lab, 400);
        let network = twenty_millis(&mut lab.random);
        let transfer = lab.transfer(file, 32, network)?;
        transfer.expect_within(2 * 1080)?;
        transfer.expect_same()
    },
    causes: &[PACE_CAUSES],
};

#[rustfmt::skip]
const PACE_CAUSES: &[Cause] = &[
    Cause(Exit, &[Late], "the pair is slow although each of the two is right: the receiver takes its time with acknowledgements, or the sender recovers slowly from a loss. A receiver that throws away what comes early needs all of it again: a sender that goes back by one segment only at each time-out then takes a round trip or more for each of the window. Look at the ladder for where nothing happens"),
];
