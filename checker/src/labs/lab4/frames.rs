//! Lab 4's checks of the server where all frames are whole: however they are cut, merged or filled, each is a message.

use super::words::{SERVER, message, served_behind, straddles};
use crate::fault::{byte_by_byte, coalesce, cut};
use crate::harness::{self, Harness, Server, frame};
use crate::lab::{Cause, Check, Runs};
use crate::labs::payload::{COMMANDS_ELSEWHERE, numbered_from};
use crate::labs::shared::{OBEYED_LINE, SPINS, STRADDLING_PRINTED};
use crate::verdict::{Seen::*, Step, Stop, Want::*, unmet};

const ENDS_AFTER_ONE: &str =
    "the server ends after one client, or instead of printing the message: accept belongs in a loop";
const ENDS_AT_EMPTY: &str = "the server takes an empty payload for the end, and ends";

pub const ONE: Check = Check {
    id: "frames-one",
    claim: "a frame is printed with its length",
    points: 5,
    programs: SERVER,
    needs: &[],
    runs: &[],
    tries: "Sends one frame, expects `message 5 bytes: Hello`, and finishes; then one with a text of the seed as a second client, and four of one to four letters, each as a client of its own. Expects nothing more than that, and no error: an end between two frames is none.",
    run: |lab| {
        let server = lab.start("server")?;
        let mut printed = Vec::new();
        for text in ["Hello".to_owned(), lab.text()].iter().chain(&lab.small_pieces()) {
            printed.push(message(text));
            one(lab, &server, text, &printed).map_err(|stop| ends_as_frames(&server).err().unwrap_or(stop))?;
            // Who takes the end of the stream for a frame never gets to the next client.
            ends_as_frames(&server)?;
        }
        server.program.expect_no_error()
    },
    causes: &[ONE_CAUSES],
};

#[rustfmt::skip]
const ONE_CAUSES: &[Cause] = &[
    Cause(Line, &[Repeated], "the server takes the end of the stream for an empty frame, perhaps for ever: a read of 0 bytes says that the client has closed, and no header has come"),
    Cause(Line, &[Fin], "the server closes the connection instead of printing the message: it reads the length in the wrong byte order, and refuses it, or takes one read for the whole frame"),
    Cause(Line, &[Late], "the message comes only at the end of the stream: the server waits for more than the frame, or the line sits in a buffer: flush stdout after every line"),
    Cause(Line, &[Missing], "the server reads the frame, and does not print it: as `message N bytes: ` and the payload, on stdout; or it waits for more than was sent"),
    Cause(Line, &[Silence], "the server does not get to the second client"),
    Cause(Line, &[Ended], ENDS_AFTER_ONE),
    Cause(Line, &[Different], "the line is not `message N bytes: ` and the payload as it came: it is quoted, the header is taken for a part of it, or the length is wrong (83886080 for 5: its bytes are taken in the machine's order, and big-endian is another)"),
    Cause(Connection, &[Refused], ENDS_AFTER_ONE),
    Cause(Nothing, &[Extra], "the server takes the end of the stream between two frames for an error"),
    Cause(Bytes, &[Extra], "the server sends something to its client: there are no answers in this protocol, and a client that reads none is reset by them"),
];

/// A client that sends one frame.
fn one(lab: &mut Harness, server: &Server, text: &str, printed: &[String]) -> Step {
    let client = lab.connect(server)?;
    client.send(&frame(text.as_bytes()));
    server.program.expect_printed(&client, printed)?;
    client.finish();
    client.expect_nothing_more()
}

/// No end of a stream was taken for a frame.
fn ends_as_frames(server: &Server) -> Step {
    server.program.expect_no_line("message 0 bytes").map_err(|stop| match stop {
        Stop::Mismatch(mismatch) => unmet(Line, Repeated, "a message for each frame, and no other", mismatch.observed),
        other => other,
    })
}

pub const SPLIT: Check = Check {
    id: "frames-split",
    claim: "a frame may be cut anywhere, also inside its header",
    points: 6,
    programs: SERVER,
    needs: &["frames-one"],
    runs: &[],
    tries: "Sends the same kind of frame cut in two at every position in turn, and at last one byte by byte; the second piece is sent once the first was read.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        let length = frame(b"cut at 00").len();
        let mut printed = Vec::new();
        for at in 1..length {
            let text = format!("cut at {at:02}");
            client.perform(cut(&frame(text.as_bytes()), at));
            printed.push(message(&text));
        }
        lab.keep_silent(&server.program)?;
        let text = format!("byte by byte, {}", lab.word());
        client.perform(byte_by_byte(&frame(text.as_bytes())));
        printed.push(message(&text));
        server.program.expect_printed(&client, &printed)
    },
    causes: &[SPLIT_CAUSES],
};

#[rustfmt::skip]
const SPLIT_CAUSES: &[Cause] = &[
    Cause(Line, &[Missing, Silence, Fin], "the server gives up, loses its place in the stream, or takes only one frame of a connection: a read may bring a part of the header or of the payload, so read until all of it is there (read_exact)"),
    Cause(Line, &[Ended], "the server ends at a frame that arrives in pieces"),
    Cause(Line, &[Different], "the server takes what one read brings for the whole header or payload: read until all of it is there (read_exact)"),
];

pub const COALESCED: Check = Check {
    id: "frames-coalesced",
    claim: "many frames in one piece are many messages",
    points: 5,
    programs: SERVER,
    needs: &["frames-one"],
    runs: &[Runs::NotByHand(
        "your server prints five thousand lines, of which nobody can say by eye that none is missing",
    )],
    tries: "Sends fifty frames in one segment and expects fifty messages, in order. Then, twice, a frame and the beginning of another in one segment, and its end once the first is printed. Then words that are commands elsewhere, as `quit`: here they are text. Then 5,000 short ones in one piece.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        let texts: Vec<String> = (0..50).map(|n| format!("number {n}")).collect();
        let frames: Vec<Vec<u8>> = texts.iter().map(|text| frame(text.as_bytes())).collect();
        client.perform(coalesce(&frames.iter().map(Vec::as_slice).collect::<Vec<_>>()));
        let mut printed: Vec<String> = texts.iter().map(|text| message(text)).collect();
        server.program.expect_printed(&client, &printed)?;
        straddles(lab, &server, &client, &mut printed).map_err(|stop| stop.seen_as(Straddling))?;
        client.send(&COMMANDS_ELSEWHERE.iter().flat_map(|word| frame(word.as_bytes())).collect::<Vec<u8>>());
        let words: Vec<String> = COMMANDS_ELSEWHERE.iter().map(|word| message(word)).collect();
        server.program.expect_printed(&client, &words).map_err(|stop| stop.seen_as(Command))?;
        let last = lab.text();
        client.perform(coalesce(&[&frame(b"short").repeat(5_000), &frame(last.as_bytes())]));
        printed.extend(words);
        printed.extend(vec![message("short"); 5_000]);
        printed.push(message(&last));
        server.program.expect_printed(&client, &printed)
    },
    causes: &[COALESCED_CAUSES],
};

#[rustfmt::skip]
const COALESCED_CAUSES: &[Cause] = &[
    STRADDLING_PRINTED,
    Cause(Line, &[Ended], "the server ends at many frames in one piece: with a call inside a call for each frame the stack runs out, so take them out in a loop"),
    Cause(Line, &[Silence, Fin], "the server takes only the first frame, or only so many, out of what a read brought, or out of the connection: look for frames until there are none left, then read on"),
    OBEYED_LINE,
    Cause(Line, &[Different], "the server takes all that a read brought for one payload"),
];

pub const EMPTY: Check = Check {
    id: "frames-empty",
    claim: "a frame of length 0 is a message of 0 bytes",
    points: 4,
    programs: SERVER,
    needs: &["frames-coalesced"],
    runs: &[],
    tries: "Sends an empty frame and one behind it, then an empty frame and nothing behind it, and expects `message 0 bytes: ` for each empty one before it sends more. Then finishes behind the empty frame, serves a second client, and expects that no error was reported. While its client is silent the server must not keep a processor busy.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        server.program.expect_no_spin("while its client is silent")?;
        client.perform(coalesce(&[&frame(b""), &frame(b"after")]));
        let mut printed = vec![message(""), message("after")];
        server.program.expect_lines(&printed)?;
        client.send(&frame(b""));
        printed.push(message(""));
        server.program.expect_lines(&printed)?;
        client.finish();
        let next = lab.text();
        served_behind(lab, &server, &mut printed, &next)?;
        server.program.expect_errors_at_most(0, "")
    },
    causes: &[EMPTY_CAUSES],
};

#[rustfmt::skip]
const EMPTY_CAUSES: &[Cause] = &[
    SPINS,
    Cause(Line, &[Silence], "the server takes an empty payload for the end of the stream, passes over it, or waits for more before it prints it: with its header a frame of length 0 is complete"),
    Cause(Line, &[Buffered], "the line came only once the program was told to end: the server waits for more before it prints an empty frame, which with its header is complete, or the line sat in a buffer"),
    Cause(Line, &[Ended], ENDS_AT_EMPTY),
    Cause(Error, &[Extra], "the server reports an error although every frame was complete: with its header a frame of length 0 is, also when the stream ends behind it"),
    Cause(Connection, &[Refused], ENDS_AT_EMPTY),
    Cause(Line, &[Different], "the server passes over an empty frame, or does not print it as `message 0 bytes: ` with nothing behind it"),
];

pub const BINARY: Check = Check {
    id: "frames-binary",
    claim: "a payload may hold newlines, zeros and bytes that are not UTF-8",
    points: 4,
    programs: SERVER,
    needs: &["frames-coalesced"],
    runs: &[],
    tries: "Sends a frame with a newline, a zero, a character of two bytes and the byte ff in it, one with a newline at its end, and one behind them.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        client.send(&frame(b"one\ntwo \0 thr\xc3\xa9\xc3\xa9 \xff!"));
        client.send(&frame(b"newline at the end\n"));
        let after = lab.text();
        client.send(&frame(after.as_bytes()));
        server.program.expect_lines(&[
            "message 20 bytes: one",
            "two \0 thr\u{e9}\u{e9} \u{fffd}!",
            "message 19 bytes: newline at the end",
            "",
            &message(&after),
        ])
    },
    causes: &[BINARY_CAUSES],
};

#[rustfmt::skip]
const BINARY_CAUSES: &[Cause] = &[
    Cause(Line, &[Silence], "the payload ends at a newline or a zero, a newline at its end is taken off, or the server stops at a byte that is not UTF-8: the length alone says where a payload ends"),
    Cause(Line, &[Ended], "the server ends at a byte that is not UTF-8: it is to be printed with U+FFFD in its place"),
    Cause(Line, &[Different], "the payload is not printed as it came: it is cut at a newline or a zero, quoted, or decoded as something else than UTF-8; or its length is counted in characters"),
];

pub const LARGEST: Check = Check {
    id: "frames-largest",
    claim: "a frame of exactly 1,048,576 bytes is a message",
    points: 5,
    programs: SERVER,
    needs: &["frames-split"],
    runs: &[Runs::NotByHand("your server prints a line of 1 MiB, of which nobody can say by eye that it is whole")],
    tries: "Sends a payload of 200 bytes and one of 40,000, then the largest there is. Expects the message of each, whole.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        let mut printed = Vec::new();
        for length in [200, 40_000, harness::LARGEST] {
            let mut payload = numbered_from(lab.first_place(), length - 1);
            payload.push(b'.');
            client.send(&frame(&payload));
            printed.push(message(&String::from_utf8_lossy(&payload)));
            server.program.expect_lines(&printed)?;
        }
        Ok(())
    },
    causes: &[LARGEST_CAUSES],
};

#[rustfmt::skip]
const LARGEST_CAUSES: &[Cause] = &[
    Cause(Line, &[Silence], "no message comes: the server refuses a frame that is allowed, can't put it together out of what many reads bring, or takes a byte of the header from 128 on for a negative number"),
    Cause(Line, &[Ended], "the server ends at a frame that is allowed: it refuses the length, or takes a byte of the header from 128 on for a negative number"),
    Cause(Line, &[Short], "the payload is cut: it is larger than a buffer of the server's"),
    Cause(Line, &[Different], "a part of the payload is lost or doubled"),
];
