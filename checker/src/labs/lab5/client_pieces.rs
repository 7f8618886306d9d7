//! The client and pieces: answers that the network cuts and merges.

use super::client::{CLIENT, expect_acks, welcomed};
use super::words::{WELCOME, frame};
use crate::fault::{byte_by_byte, coalesce, cut, straddle};
use crate::harness::{Harness, Peer, Program};
use crate::lab::{Cause, Check};
use crate::labs::payload::LONG_TEXTS;
use crate::labs::shared::{LONG_PRINTED, STRADDLING_PRINTED, WITH_THREADS};
use crate::verdict::{Seen::*, Step, Want::*};

#[rustfmt::skip]
pub const WITH_THE_WELCOME: Cause = Cause(Line, &[Merged], "an answer that comes in one read with the welcome is lost: whoever reads the welcome has read what is behind it as well. It takes one buffer for the connection, from its first frame on");

pub const SPLIT_ACKS: Check = Check {
    id: "client-split-acks",
    claim: "answers that the network cuts and merges are printed whole, each by itself",
    points: 4,
    programs: CLIENT,
    needs: &["client-acks"],
    runs: WITH_THREADS,
    tries: "Sends one answer byte by byte, one cut inside its header, several in one piece, and, twice, one and the beginning of another in one piece, whose end is sent once the first is printed, then one of 200 bytes and one of 40,000. Then, to another client, the welcome and an answer in one piece. Expects each on a line of its own.",
    run: |lab| {
        let (client, server) = welcomed(lab)?;
        // What comes with the welcome in one read is tried at the end.
        expect_acks(&client, &[""; 0])?;
        let mut texts = lab.texts(5);
        texts[0].push_str(" \u{4e16}\u{754c}");
        server.perform(byte_by_byte(&frame(&texts[0])));
        expect_acks(&client, &texts[..1])?;
        server.perform(cut(&frame(&texts[1]), 2));
        expect_acks(&client, &texts[..2])?;
        server.perform(coalesce(&[&frame(&texts[2]), &frame(&texts[3]), &frame(&texts[4])]));
        expect_acks(&client, &texts)?;
        straddles(lab, &client, &server, &mut texts).map_err(|stop| stop.seen_as(Straddling))?;
        for length in LONG_TEXTS {
            texts.push(lab.text_of(length));
            server.send(&frame(texts.last().expect("one was added")));
            expect_acks(&client, &texts).map_err(|stop| stop.seen_as(Limit))?;
        }
        answered_with_the_welcome(lab).map_err(|stop| stop.seen_as(Merged))
    },
    #[rustfmt::skip]
    causes: &[&[
        STRADDLING_PRINTED,
        WITH_THE_WELCOME,
        LONG_PRINTED,
        Cause(Line, &[Silence], "the client loses its place in the stream: it drops what a read brings beyond a frame, or takes a part of a header for a whole one"),
        Cause(Line, &[Ended], "the client ends at a frame that comes in pieces: read until all of it is there"),
        Cause(Line, &[Reencoded], "the client decodes each piece by itself: collect the bytes of a frame first"),
        Cause(Line, &[Different], "the client takes what one read brings for a frame: read until all of it is there, and no more"),
    ]],
};

/// A frame and the first bytes of another in one piece, inside its header and behind it; the end of the other once the
/// first is printed.
fn straddles(lab: &mut Harness, client: &Program, server: &Peer, texts: &mut Vec<String>) -> Step {
    for at in [2, 7] {
        let (one, other) = (lab.text(), lab.text());
        let rest = frame(&other);
        server.perform(straddle(&frame(&one), &rest, at));
        texts.push(one);
        expect_acks(client, texts)?;
        server.send(&rest[at..]);
        texts.push(other);
        expect_acks(client, texts)?;
    }
    Ok(())
}

/// A client to which the welcome and an answer come in one piece.
fn answered_with_the_welcome(lab: &mut Harness) -> Step {
    let (door, text) = (lab.listen()?, lab.text());
    let client = lab.run("client", &["127.0.0.1", &door.port()])?;
    let server = door.accept(&client)?;
    server.perform(coalesce(&[&frame(WELCOME), &frame(&text)]));
    expect_acks(&client, &[text])
}
