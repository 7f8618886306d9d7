//! What a receiver does about damage, strangers, a lost acknowledgement, and a file that can't be written.

use std::net::SocketAddr;

use super::words::*;
use crate::harness::{acknowledgement, data, sealed};
use crate::lab::{Cause, Check, Runs};
use crate::labs::shared::*;
use crate::verdict::{Seen::*, Want::*};

pub const DAMAGED: Check = Check {
    id: "receiver-damaged",
    claim: "what is damaged never came: no answer, and no byte of it in the file",
    points: 5,
    programs: RECEIVER,
    needs: &["receiver-in-order"],
    runs: &[Runs::Waits],
    tries: "Between the segments of a file sends what is none: with a bit flipped in the payload, in the number or in the checksum, with a checksum of zero, of an unknown kind, an acknowledgement, and datagrams that are shorter than 8 bytes. The acknowledgements have to be those of the real segments alone.",
    run: |lab| {
        let (bytes, words) = (text(lab, 4), lab.text());
        let sender = lab.sending()?;
        for (number, payload) in pieces(&bytes) {
            damaged(number, words.as_bytes()).iter().for_each(|bytes| sender.send_bytes(bytes));
            sender.deliver(number, payload)?;
        }
        sender.expect_received(&bytes)
    },
    causes: &[DAMAGED_CAUSES],
};

/// What is no segment of this number, or none that a receiver has to do with.
fn damaged(number: u32, words: &[u8]) -> Vec<Vec<u8>> {
    let whole = data(number, words);
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    let mut unsealed = whole.clone();
    unsealed[2..4].fill(0);
    // One of 65,536 has a checksum of zero.
    let unsealed = (unsealed != whole).then_some(unsealed);
    let mut end = data(number, b"");
    end[3] ^= 1;
    let short = [0, 1, 7].map(|length| whole[..length].to_vec());
    let kinds = [0, 3, 255].map(|kind| sealed(kind, number, words));
    let flips = [3, 7, 8, whole.len() - 1].map(flipped);
    flips.into_iter().chain(unsealed).chain([end, acknowledgement(number)]).chain(kinds).chain(short).collect()
}

#[rustfmt::skip]
const DAMAGED_CAUSES: &[Cause] = &[
    Cause(Acknowledgement, &[Number], "a damaged segment, or one of an unknown kind, is taken or answered: add up the checksum of every datagram before you believe a byte of it, and look at its kind"),
    Cause(Acknowledgement, &[Silence], "after a damaged segment the right one is not acknowledged: what is damaged is passed over, and nothing else"),
    Cause(Acknowledgement, &[Ended], "a damaged segment ends the receiver: it is no error, such things happen to networks"),
    Cause(Nothing, &[Extra], "a damaged segment is reported as an error: nothing went wrong, it is passed over"),
];

pub const STRANGER: Check = Check {
    id: "receiver-stranger",
    claim: "whoever sent segment 0 first is the sender; anybody else is ignored, without an answer",
    points: 4,
    programs: RECEIVER,
    needs: &["receiver-in-order"],
    runs: &[Runs::Waits],
    tries: "First somebody else sends a segment 0 that is damaged, which never came. After segment 0 has come, sends other segments with the same numbers, right ones, from another port, and where the machine allows it from another address with the same port. They get no answer, and none of their bytes is in FILE.",
    run: |lab| {
        let bytes = text(lab, 4);
        let sender = lab.sending()?;
        let mut places = vec![SocketAddr::from(([127, 0, 0, 1], 0))];
        if lab.has_second_loopback() {
            places.push(SocketAddr::from(([127, 0, 0, 2], sender.local().port())));
        }
        let (mut strangers, words) = (Vec::new(), lab.text());
        for place in places {
            strangers.push(lab.stranger(&sender, place)?);
        }
        let mut damaged = data(0, words.as_bytes());
        damaged[3] ^= 1;
        strangers.iter().for_each(|stranger| stranger.send_bytes(&damaged));
        for (number, payload) in pieces(&bytes) {
            sender.deliver(number, payload)?;
            for stranger in &strangers {
                stranger.send(0, words.as_bytes());
                // Not the end's: whoever believes it is to get there.
                if number < 2 {
                    stranger.send(number + 1, words.as_bytes());
                }
            }
        }
        sender.expect_received(&bytes)?;
        strangers.iter().try_for_each(|stranger| stranger.expect_nothing_more())
    },
    causes: &[STRANGER_CAUSES],
};

#[rustfmt::skip]
const STRANGER_CAUSES: &[Cause] = &[
    Cause(Acknowledgement, &[Silence], "after a stranger's segment the sender gets no answer: whoever sent segment 0 first is the sender, and stays it; what is damaged never came"),
    Cause(Acknowledgement, &[Ended], "a stranger's segment ends the receiver"),
    Cause(File, &[Different], "a stranger's bytes are in the file: compare the address that recvfrom gives, IP and port, with that of whoever sent segment 0 first"),
    Cause(Nothing, &[Repeated], "a stranger is answered: what comes from elsewhere is ignored, without an answer"),
    Cause(Nothing, &[Extra], "a stranger's segment is reported as an error: it is ignored"),
];

pub const LINGERS: Check = Check {
    id: "receiver-lingers",
    claim: "after the end the receiver stays for a second, and acknowledges the end again",
    points: 5,
    programs: RECEIVER,
    needs: &["receiver-in-order"],
    runs: &[Runs::Waits, Runs::NotByHand("it measures how long your receiver stays behind the end of the file")],
    tries: "Sends a file, then the end once more after about 600 ms, as a sender does whose last acknowledgement was lost, and once more after as long again. Each copy has to be acknowledged. Then the receiver has to end by itself, a second after the last of them.",
    run: |lab| {
        let bytes = text(lab, 2);
        let sender = lab.sending()?;
        for (number, payload) in pieces(&bytes) {
            sender.deliver(number, payload)?;
        }
        for _ in 0..2 {
            sender.pause(lab.number(590..=650) as u64)?;
            sender.deliver(1, b"")?;
        }
        sender.expect_end_after_a_second()?;
        sender.expect_received(&bytes)
    },
    causes: &[LINGERS_CAUSES],
};

#[rustfmt::skip]
const LINGERS_CAUSES: &[Cause] = &[
    Cause(Acknowledgement, &[Ended, Silence], "the receiver has left, or keeps silent, when the end comes again: a sender whose last acknowledgement was lost never learns that all has come. Stay for one second since the last data segment, whenever that was"),
    Cause(Acknowledgement, &[Number], "the second acknowledgement of the end carries another number than the first"),
    Cause(Exit, &[Running], "the receiver stays much longer than a second since the last data segment, or for ever"),
];

pub const CANNOT_WRITE: Check = Check {
    id: "receiver-cannot-write",
    claim: "FILE can't be written: the receiver says so and ends with exit status 1",
    points: 2,
    programs: RECEIVER,
    needs: &[],
    runs: &[],
    tries: "Starts the receiver with a FILE in a folder that is not there. If it listens all the same, it is sent a file. Expects `error: ...` on stderr and exit status 1.",
    run: |lab| {
        let path = lab.no_file("no-such-folder/received")?;
        let receiver = lab.run("receiver", &["0", &path])?;
        if let Ok(address) = receiver.expect_ready() {
            let (sender, file) = (lab.datagrams()?, lab.text());
            sender.send_to(address, &data(0, file.as_bytes()));
            sender.send_to(address, &data(1, b""));
        }
        receiver.expect_error()?;
        receiver.expect_exit(1)
    },
    causes: &[CANNOT_WRITE_CAUSES],
};

#[rustfmt::skip]
const CANNOT_WRITE_CAUSES: &[Cause] = &[
    ENDED_WITHOUT_ERROR,
    STATUS_AFTER_ERROR,
    Cause(Error, &[Silence], "the receiver does not say that FILE can't be written, and goes on"),
];
