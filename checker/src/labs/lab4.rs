//! Lab 4, framing: lines ended by a newline, and frames that begin with their length.

use super::payload::numbered;
use crate::fault::{LATE_AND_SLOW, byte_by_byte, coalesce, cut, pieces, reset, truncate};
use crate::harness::{Harness, Program, Server};
use crate::lab::{Cause, Check, Lab};
use crate::verdict::{Seen::*, Step, Want::*};

pub const LAB: Lab = Lab {
    id: "lab4",
    title: "Framing",
    folder: "lab4-framing",
    programs: &["lines-server", "server", "client"],
    checks: &[
        LINES_SPLIT,
        LINES_COALESCED,
        LINES_EMPTY,
        LINES_UTF8,
        LINES_UNFINISHED,
        FRAMES_ONE,
        FRAMES_SPLIT,
        FRAMES_COALESCED,
        FRAMES_EMPTY,
        FRAMES_BINARY,
        FRAMES_LARGEST,
        FRAMES_TOO_LARGE,
        FRAMES_CUT_SHORT,
        FRAMES_RESET,
        CLIENT_WIRE,
        CLIENT_EMPTY_LINE,
        CLIENT_UTF8,
        CLIENT_MANY,
        CLIENT_SLOW_SERVER,
        CLIENT_REFUSED,
        TOGETHER,
    ],
    checkpoints: &[],
};

const LINES: &[&str] = &["lines-server"];
const SERVER: &[&str] = &["server"];
const CLIENT: &[&str] = &["client"];

/// The most that a payload may have, in bytes.
const LARGEST: usize = 1_048_576;

/// A payload behind its length.
fn frame(payload: &[u8]) -> Vec<u8> {
    let mut bytes = (payload.len() as u32).to_be_bytes().to_vec();
    bytes.extend_from_slice(payload);
    bytes
}

fn message(payload: &str) -> String {
    format!("message {} bytes: {payload}", payload.len())
}

/// Lines as a program has to print them, from what it has to print of each.
fn expect_all(program: &Program, lines: &[String]) -> Step {
    program.expect_lines(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}

const LINES_SPLIT: Check = Check {
    id: "lines-split",
    claim: "`He` and `llo\\n` are the line `Hello`",
    points: 5,
    programs: LINES,
    needs: &[],
    runs: &[],
    tries: "Sends `He`, waits until it is read, sends `llo` and a newline, and expects `line: Hello`. Then the same with a line that has spaces at its ends, and a line of 5,000 bytes.",
    run: |lab| {
        let server = lab.start("lines-server")?;
        let client = lab.connect(&server)?;
        client.perform(pieces(&[b"He", b"llo\n", b" spaces ", b"stay \n"]));
        server.program.expect_lines(&["line: Hello", "line:  spaces stay "])?;
        let long = String::from_utf8_lossy(&numbered(5_000)).trim().replace(' ', "-");
        client.send(format!("{long}\n").as_bytes());
        server.program.expect_lines(&["line: Hello", "line:  spaces stay ", &format!("line: {long}")])
    },
    causes: &[&[
        Cause(
            Line,
            &[Split],
            "the server takes each read, or a buffer that is full, for a line: put what was read into a buffer that grows, and take lines out of that",
        ),
        Cause(
            Line,
            &[Short],
            "the server takes each read for a line, drops what comes after the first, or has no room for a long line: put what was read into a buffer that grows, and take lines out of that",
        ),
        Cause(
            Line,
            &[Silence],
            "the server does not print the line: it waits for more than the newline, as for the end of the stream or for a full buffer",
        ),
        Cause(
            Line,
            &[Different],
            "the line is not printed as `line: ` and its text: the beginning is lost, or something is added",
        ),
    ]],
};

const LINES_COALESCED: Check = Check {
    id: "lines-coalesced",
    claim: "several lines in one piece are several lines",
    points: 5,
    programs: LINES,
    needs: &[],
    runs: &[],
    tries: "Sends three lines in one segment, with nothing after them, and expects three lines, each by itself. Then a short line and the beginning of a long one in one segment, and its end in another.",
    run: |lab| {
        let server = lab.start("lines-server")?;
        let client = lab.connect(&server)?;
        client.perform(coalesce(&[b"one\n", b"two\n", b"three\n"]));
        server.program.expect_lines(&["line: one", "line: two", "line: three"])?;
        client.perform(pieces(&[b"four\na line much longer than ", b"the one before it\n"]));
        let long = "line: a line much longer than the one before it";
        server.program.expect_lines(&["line: one", "line: two", "line: three", "line: four", long])
    },
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "the server takes only the first line out of what a read brought, or waits for more than a newline: look for newlines until there are none left, then read on",
        ),
        Cause(
            Line,
            &[Different],
            "the server takes each read for one line, keeps only one of its lines, or loses the beginning of one that is not finished yet: a read may bring several, and a piece of the next",
        ),
    ]],
};

const LINES_EMPTY: Check = Check {
    id: "lines-empty",
    claim: "an empty line is a line",
    points: 4,
    programs: LINES,
    needs: &["lines-coalesced"],
    runs: &[],
    tries: "Sends an empty line between two others, and expects `line: ` with nothing behind it.",
    run: |lab| {
        let server = lab.start("lines-server")?;
        let client = lab.connect(&server)?;
        client.perform(coalesce(&[b"before\n", b"\n", b"after\n"]));
        server.program.expect_lines(&["line: before", "line: ", "line: after"])
    },
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "the server takes an empty line for the end, or passes over it: a newline ends a line, whatever stands before it",
        ),
        Cause(
            Line,
            &[Different],
            "the server passes over an empty line, or does not print it as `line: ` with nothing behind it",
        ),
    ]],
};

const LINES_UTF8: Check = Check {
    id: "lines-utf8",
    claim: "a character whose bytes arrive in different pieces is whole",
    points: 5,
    programs: LINES,
    needs: &["lines-split"],
    runs: &[],
    tries: "Sends a line with characters of two, three and four bytes, byte by byte; then one with bytes that are not UTF-8, and one with a carriage return and U+2028 in it: only a newline ends a line.",
    run: |lab| {
        let server = lab.start("lines-server")?;
        let client = lab.connect(&server)?;
        let line = "Gr\u{fc}\u{df}e, \u{4e16}\u{754c} \u{1f44b}";
        client.perform(byte_by_byte(format!("{line}\n").as_bytes()));
        client.send(b"caf\xe9 \xff!\n");
        client.send("one\u{2028}line\ronly\n".as_bytes());
        let whole = format!("line: {line}");
        server.program.expect_lines(&[&whole, "line: caf\u{fffd} \u{fffd}!", "line: one\u{2028}line\ronly"])
    },
    causes: &[&[
        Cause(
            Line,
            &[Short],
            "the server ends a line at more than a newline, as at a carriage return or U+2028, or loses bytes of a line that arrives in more than two pieces",
        ),
        Cause(
            Line,
            &[Reencoded],
            "the server decodes each read by itself, or as something else than UTF-8: collect the bytes of a line first, then decode them as UTF-8",
        ),
        Cause(
            Line,
            &[Silence],
            "the server stops at a piece that is no whole character: collect the bytes of a line first, then decode them",
        ),
        Cause(
            Line,
            &[Different],
            "the server loses bytes of a line that arrives in more than two pieces: add each piece to what is there already",
        ),
    ]],
};

const LINES_UNFINISHED: Check = Check {
    id: "lines-unfinished",
    claim: "the end of the stream in the middle of a line is an error, and the next client is served",
    points: 5,
    programs: LINES,
    needs: &["lines-split"],
    runs: &[],
    tries: "Sends a line and a half, and finishes inside a character. Expects the line, `error: connection closed mid-line`, nothing of the half, and then serves a second client, which finishes behind a line. A third resets the connection in the middle of a line, and two more are served. Behind a whole line the end is no error.",
    run: |lab| {
        let server = lab.start("lines-server")?;
        let client = lab.connect(&server)?;
        client.perform(truncate(b"whole\nunfinished \xe4\xb8", 19));
        server.program.expect_line("line: whole")?;
        server.program.expect_error_that("the line \"error: connection closed mid-line\"", |text| {
            text.starts_with("connection closed mid-line")
        })?;
        let next = lab.connect(&server)?;
        next.send(b"the next one\n");
        let mut printed = vec!["line: whole".to_string(), "line: the next one".to_string()];
        expect_all(&server.program, &printed)?;
        server.program.expect_no_line("unfinished")?;
        next.finish();
        let gone = lab.connect(&server)?;
        gone.perform(reset(b"never complete", 9));
        gone.settle()?;
        for text in ["after the reset", "the last one"] {
            let next = lab.connect(&server)?;
            next.send(format!("{text}\n").as_bytes());
            next.finish();
            printed.push(format!("line: {text}"));
            expect_all(&server.program, &printed)?;
        }
        // One for the unfinished line, and one may be for the reset.
        server.program.expect_errors_at_most(2, "connection closed mid-line")
    },
    causes: &[&[
        Cause(Error, &[Silence], "the server does not report the end of the stream in the middle of a line"),
        Cause(Error, &[Different], "the error is not `error: connection closed mid-line`"),
        Cause(Error, &[OtherStream], "the error is printed on stdout: diagnostics belong on stderr"),
        Cause(Error, &[Ended], "the server ends with its client, and without the error"),
        Cause(
            Error,
            &[Extra],
            "the server reports the end of the stream as an error also where no line is left unfinished: behind a newline it is none",
        ),
        Cause(
            Connection,
            &[Refused],
            "the server ends with a client: accept belongs in a loop, and an error of read ends only that connection",
        ),
        Cause(
            Line,
            &[Ended],
            "the server ends with a client: accept belongs in a loop, and an error of read ends only that connection",
        ),
        Cause(
            Line,
            &[Silence],
            "the server does not print a line behind which the next one begins, or does not get to the next client: the end of the stream has to end that connection",
        ),
        Cause(
            Line,
            &[Different],
            "what the last client left stands before the next client's first line: a buffer belongs to one connection, and so does a decoder",
        ),
        Cause(Nothing, &[Extra], "the server prints the unfinished line: without its newline it is none"),
    ]],
};

const FRAMES_ONE: Check = Check {
    id: "frames-one",
    claim: "a frame is printed with its length",
    points: 6,
    programs: SERVER,
    needs: &[],
    runs: &[],
    tries: "Sends one frame and finishes, then the same as a second client. Expects `message 5 bytes: Hello` and the like, and no error: an end between two frames is none.",
    run: |lab| {
        let server = lab.start("server")?;
        for text in ["Hello", "and again"] {
            let client = lab.connect(&server)?;
            client.send(&frame(text.as_bytes()));
            client.finish();
            server.program.expect_line(&message(text))?;
            client.expect_nothing_more()?;
        }
        server.program.expect_no_error()
    },
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "no message comes: the server reads the length in the wrong byte order, or waits for more than the frame, or does not get to the second client",
        ),
        Cause(
            Line,
            &[Ended],
            "the server ends after one client, or instead of printing the message: accept belongs in a loop",
        ),
        Cause(
            Line,
            &[Different],
            "the line is not `message N bytes: ` and the payload: the header is taken for a part of it, or the length is wrong",
        ),
        Cause(
            Connection,
            &[Refused],
            "the server ends after one client, or instead of printing the message: accept belongs in a loop",
        ),
        Cause(Nothing, &[Extra], "the server takes the end of the stream between two frames for an error"),
        Cause(
            Bytes,
            &[Extra],
            "the server sends something to its client: there are no answers in this protocol, and a client that reads none is reset by them",
        ),
    ]],
};

const FRAMES_SPLIT: Check = Check {
    id: "frames-split",
    claim: "a frame may be cut anywhere, also inside its header",
    points: 8,
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
        client.perform(byte_by_byte(&frame(b"byte by byte")));
        printed.push(message("byte by byte"));
        expect_all(&server.program, &printed)
    },
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "the server gives up, loses its place in the stream, or takes only one frame of a connection: a read may bring a part of the header or of the payload, so read until all of it is there (read_exact)",
        ),
        Cause(Line, &[Ended], "the server ends at a frame that arrives in pieces"),
        Cause(
            Line,
            &[Different],
            "the server takes what one read brings for the whole header or payload: read until all of it is there (read_exact)",
        ),
    ]],
};

const FRAMES_COALESCED: Check = Check {
    id: "frames-coalesced",
    claim: "many frames in one piece are many messages",
    points: 6,
    programs: SERVER,
    needs: &["frames-one"],
    runs: &[],
    tries: "Sends fifty frames in one segment and expects fifty messages, in order. Then 5,000 short ones in one piece.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        let texts: Vec<String> = (0..50).map(|n| format!("number {n}")).collect();
        let frames: Vec<Vec<u8>> = texts.iter().map(|text| frame(text.as_bytes())).collect();
        client.perform(coalesce(&frames.iter().map(Vec::as_slice).collect::<Vec<_>>()));
        expect_all(&server.program, &texts.iter().map(|text| message(text)).collect::<Vec<_>>())?;
        client.perform(coalesce(&[&frame(b"short").repeat(5_000), &frame(b"the last one")]));
        let mut printed: Vec<String> = texts.iter().map(|text| message(text)).collect();
        printed.extend(vec![message("short"); 5_000]);
        printed.push(message("the last one"));
        expect_all(&server.program, &printed)
    },
    causes: &[&[
        Cause(
            Line,
            &[Ended],
            "the server ends at many frames in one piece: with a call inside a call for each frame the stack runs out, so take them out in a loop",
        ),
        Cause(
            Line,
            &[Silence],
            "the server takes only the first frame, or only so many, out of what a read brought, or out of the connection: look for frames until there are none left, then read on",
        ),
        Cause(Line, &[Different], "the server takes all that a read brought for one payload"),
    ]],
};

const FRAMES_EMPTY: Check = Check {
    id: "frames-empty",
    claim: "a frame of length 0 is a message of 0 bytes",
    points: 4,
    programs: SERVER,
    needs: &["frames-coalesced"],
    runs: &[],
    tries: "Sends an empty frame and one behind it, then an empty frame and nothing behind it, and expects `message 0 bytes: ` for each empty one before it sends more. Then finishes behind the empty frame, serves a second client, and expects that no error was reported.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        client.perform(coalesce(&[&frame(b""), &frame(b"after")]));
        let mut printed = vec![message(""), message("after")];
        expect_all(&server.program, &printed)?;
        client.send(&frame(b""));
        printed.push(message(""));
        expect_all(&server.program, &printed)?;
        client.finish();
        served_behind(lab, &server, &mut printed, "the next one")?;
        server.program.expect_errors_at_most(0, "")
    },
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "the server takes an empty payload for the end of the stream, passes over it, or waits for more before it prints it: with its header a frame of length 0 is complete",
        ),
        Cause(
            Line,
            &[Buffered],
            "the line came only once the program was told to end: the server waits for more before it prints an empty frame, which with its header is complete, or the line sat in a buffer",
        ),
        Cause(Line, &[Ended], "the server takes an empty payload for the end, and ends"),
        Cause(
            Error,
            &[Extra],
            "the server reports an error although every frame was complete: with its header a frame of length 0 is, also when the stream ends behind it",
        ),
        Cause(Connection, &[Refused], "the server takes an empty payload for the end, and ends"),
        Cause(
            Line,
            &[Different],
            "the server passes over an empty frame, or does not print it as `message 0 bytes: ` with nothing behind it",
        ),
    ]],
};

const FRAMES_BINARY: Check = Check {
    id: "frames-binary",
    claim: "a payload may hold newlines, zeros and bytes that are not UTF-8",
    points: 5,
    programs: SERVER,
    needs: &["frames-coalesced"],
    runs: &[],
    tries: "Sends a frame with a newline, a zero, a character of two bytes and the byte ff in it, one with a newline at its end, and one behind them.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        client.send(&frame(b"one\ntwo \0 thr\xc3\xa9\xc3\xa9 \xff!"));
        client.send(&frame(b"newline at the end\n"));
        client.send(&frame(b"after"));
        server.program.expect_lines(&[
            "message 20 bytes: one",
            "two \0 thr\u{e9}\u{e9} \u{fffd}!",
            "message 19 bytes: newline at the end",
            "",
            "message 5 bytes: after",
        ])
    },
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "the payload ends at a newline or a zero, a newline at its end is taken off, or the server stops at a byte that is not UTF-8: the length alone says where a payload ends",
        ),
        Cause(
            Line,
            &[Ended],
            "the server ends at a byte that is not UTF-8: it is to be printed with U+FFFD in its place",
        ),
        Cause(
            Line,
            &[Different],
            "the payload is not printed as it came: it is cut at a newline or a zero, quoted, or decoded as something else than UTF-8; or its length is counted in characters",
        ),
    ]],
};

const FRAMES_LARGEST: Check = Check {
    id: "frames-largest",
    claim: "a frame of exactly 1,048,576 bytes is a message",
    points: 5,
    programs: SERVER,
    needs: &["frames-split"],
    runs: &[],
    tries: "Sends a payload of 200 bytes and one of 40,000, then the largest there is. Expects the message of each, whole.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        let mut printed = Vec::new();
        for length in [200, 40_000, LARGEST] {
            let mut payload = numbered(length - 1);
            payload.push(b'.');
            client.send(&frame(&payload));
            printed.push(message(&String::from_utf8_lossy(&payload)));
            expect_all(&server.program, &printed)?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "no message comes: the server refuses a frame that is allowed, can't put it together out of what many reads bring, or takes a byte of the header from 128 on for a negative number",
        ),
        Cause(
            Line,
            &[Ended],
            "the server ends at a frame that is allowed: it refuses the length, or takes a byte of the header from 128 on for a negative number",
        ),
        Cause(Line, &[Short], "the payload is cut: it is larger than a buffer of the server's"),
        Cause(Line, &[Different], "a part of the payload is lost or doubled"),
    ]],
};

const FRAMES_TOO_LARGE: Check = Check {
    id: "frames-too-large",
    claim: "a larger frame is refused at once, with nothing of its size allocated",
    points: 6,
    programs: SERVER,
    needs: &["frames-one"],
    runs: &[],
    tries: "Claims 1,048,577 bytes, and to another server 4,294,967,295, and sends none of them. Each time expects the error, the end of the connection, memory that stays flat, and that the next client is served.",
    run: |lab| {
        for claimed in [1_048_577, u32::MAX] {
            let server = lab.start("server")?;
            let before = lab.memory(&server);
            let client = lab.connect(&server)?;
            client.send(&claimed.to_be_bytes());
            let wanted = format!("frame of {claimed} bytes is larger than {LARGEST}");
            server
                .program
                .expect_error_that(&format!("the line \"error: {wanted}\""), |text| text.starts_with(&wanted))?;
            client.expect_closed()?;
            if claimed == u32::MAX {
                server.program.expect_flat(before, claimed.into())?;
            }
            served(lab, &server, &format!("after {claimed}"))?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Error,
            &[Silence],
            "the server believes the length, or waits for bytes behind the header before it looks at it: check it first, as an unsigned number, against 1048576",
        ),
        Cause(
            Error,
            &[Different],
            "the error is not `error: frame of N bytes is larger than 1048576`, with N as an unsigned number",
        ),
        Cause(Error, &[OtherStream], "the error is printed on stdout: diagnostics belong on stderr"),
        Cause(Error, &[Ended], "the server ends at a length that is too large"),
        Cause(
            End,
            &[Silence],
            "the server reports the length and keeps the connection open: it has to close it at once",
        ),
        Cause(
            Nothing,
            &[Limit],
            "the server allocates what the header claims before it looks at whether that is allowed",
        ),
        Cause(
            Connection,
            &[Refused],
            "the server ends after a frame that is too large: it has to drop that client alone",
        ),
        Cause(Line, &[Ended], "the server ends after a frame that is too large: it has to drop that client alone"),
        Cause(
            Line,
            &[Silence],
            "the server does not get to the next client: it waits for the rest of the frame that is too large",
        ),
    ]],
};

/// A client sends a frame, and it is printed.
fn served(lab: &mut Harness, server: &Server, text: &str) -> Step {
    served_behind(lab, server, &mut Vec::new(), text)
}

/// The same, behind what has been printed by then.
fn served_behind(lab: &mut Harness, server: &Server, printed: &mut Vec<String>, text: &str) -> Step {
    let client = lab.connect(server)?;
    client.send(&frame(text.as_bytes()));
    client.finish();
    printed.push(message(text));
    expect_all(&server.program, printed)
}

const FRAMES_CUT_SHORT: Check = Check {
    id: "frames-cut-short",
    claim: "the end of the stream inside a frame is an error, and the next client is served",
    points: 5,
    programs: SERVER,
    needs: &["frames-one"],
    runs: &[],
    tries: "Ends the stream after two bytes of a header, with another server right behind a header, and with a third after half a payload. Each time expects `error: connection closed mid-frame`, and that the next client is served.",
    run: |lab| {
        for at in [2, 4, 8] {
            let server = lab.start("server")?;
            let client = lab.connect(&server)?;
            client.perform(truncate(&frame(b"cut short"), at));
            server.program.expect_error_that("the line \"error: connection closed mid-frame\"", |text| {
                text.starts_with("connection closed mid-frame")
            })?;
            served(lab, &server, "the next one")?;
            server.program.expect_no_line("cut")?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Error,
            &[Silence],
            "the server does not report the end of the stream inside a frame: in the header, right behind it, or in the payload",
        ),
        Cause(Error, &[Different], "the error is not `error: connection closed mid-frame`"),
        Cause(Error, &[OtherStream], "the error is printed on stdout: diagnostics belong on stderr"),
        Cause(Error, &[Ended], "the server ends with its client, and without the error"),
        Cause(
            Connection,
            &[Refused],
            "the server ends after a frame that is cut short: it has to drop that client alone",
        ),
        Cause(Line, &[Ended], "the server ends after a frame that is cut short: it has to drop that client alone"),
        Cause(
            Line,
            &[Silence],
            "the server does not get to the next client, or takes its first bytes for the rest of the last client's frame",
        ),
        Cause(Line, &[Different], "the next client's bytes are taken for the rest of the last client's frame"),
        Cause(Nothing, &[Extra], "the server prints a message of which a part never came"),
    ]],
};

const FRAMES_RESET: Check = Check {
    id: "frames-reset",
    claim: "after a reset inside a frame the next client is served",
    points: 4,
    programs: SERVER,
    needs: &["frames-one"],
    runs: &[],
    tries: "Resets the connection after two bytes of a header, then sends a frame as the next client. Then the same in the middle of a payload.",
    run: |lab| {
        let server = lab.start("server")?;
        let mut printed = Vec::new();
        for (at, next) in [(2, "after the reset"), (9, "after another one")] {
            let client = lab.connect(&server)?;
            client.perform(reset(&frame(b"never complete"), at));
            client.settle()?;
            served_behind(lab, &server, &mut printed, next)?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Connection,
            &[Refused],
            "an error of read ends the server: report it, drop that client, and accept the next",
        ),
        Cause(Line, &[Ended], "an error of read ends the server: report it, drop that client, and accept the next"),
        Cause(
            Line,
            &[Silence],
            "the server is stuck with the client that is gone, or puts the next client's bytes behind what that one left: an error of read has to end that connection",
        ),
        Cause(
            Line,
            &[Different],
            "what the client that is gone left in the buffer stands before the next client's frame",
        ),
    ]],
};

/// Types lines, closes stdin, and expects their frames and the end of the stream.
fn expect_frames(lab: &mut Harness, lines: &[&str]) -> Step<Program> {
    let door = lab.listen()?;
    let client = lab.run("client", &["127.0.0.1", &door.port()])?;
    let server = door.accept(&client)?;
    lines.iter().for_each(|line| client.type_line(line));
    client.close_stdin();
    server.expect(&lines.iter().flat_map(|line| frame(line.as_bytes())).collect::<Vec<u8>>())?;
    server.expect_end()?;
    server.finish();
    server.settle()?;
    Ok(client)
}

const CLIENT_WIRE: Check = Check {
    id: "client-wire",
    claim: "each line goes as a frame: a length of four bytes, big-endian, then the line",
    points: 6,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Types two lines, closes stdin, and expects exactly the bytes of two frames, in however many sends, then the end of the stream and exit status 0.",
    run: |lab| expect_frames(lab, &["Hello", "how are you?"])?.expect_exit(0),
    causes: &[&[
        Cause(
            Connection,
            &[Silence],
            "the client does not connect before the first line is typed, or not to the HOST and PORT of its arguments",
        ),
        Cause(Connection, &[Ended], "the client ends without having connected to the HOST and PORT of its arguments"),
        Cause(Bytes, &[Silence], "the client sends nothing: its output sits in a buffer, or it waits for something"),
        Cause(
            Bytes,
            &[Fin],
            "the client ends before it has sent all frames: the rest sits in a buffer that was not flushed",
        ),
        Cause(
            Bytes,
            &[Short],
            "the client stops before all frames are sent: it waits for an answer, and there are none in this protocol, or for a full buffer",
        ),
        Cause(
            Bytes,
            &[Different],
            "the bytes are not those of the frames: the length is not four bytes, is little-endian, counts the newline, or the newline is sent",
        ),
        Cause(End, &[Silence], "the client does not close the connection at the end of stdin"),
        Cause(End, &[Rst], "the client resets the connection instead of closing it"),
        Cause(Exit, &[Status], "the end of stdin is a normal end: exit status 0"),
        Cause(Exit, &[Running], "the client goes on running after the end of stdin"),
    ]],
};

const CLIENT_EMPTY_LINE: Check = Check {
    id: "client-empty-line",
    claim: "an empty line is an empty frame",
    points: 3,
    programs: CLIENT,
    needs: &["client-wire"],
    runs: &[],
    tries: "Types an empty line between two others, and expects four zero bytes between their frames. Then closes the stdin of another client without typing anything, and expects no frame, the end of the stream and exit status 0.",
    run: |lab| {
        expect_frames(lab, &["before", "", "after"])?;
        expect_frames(lab, &[])?.expect_exit(0)
    },
    causes: &[&[
        Cause(
            Bytes,
            &[Extra],
            "the client sends a frame although nothing was typed: a stdin that is empty has no line",
        ),
        Cause(
            Exit,
            &[Status],
            "the client takes a stdin that is empty for an error: it has no line, and exit status 0",
        ),
        Cause(Bytes, &[Fin], "the client takes an empty line for the end of stdin"),
        Cause(Bytes, &[Different], "the client passes over an empty line: it is a frame of length 0"),
    ]],
};

const CLIENT_UTF8: Check = Check {
    id: "client-utf8",
    claim: "the length counts bytes, not characters",
    points: 4,
    programs: CLIENT,
    needs: &["client-wire"],
    runs: &[],
    tries: "Types lines with characters of two, three and four bytes and white space at the ends, and expects their bytes, counted as bytes. Then, to another client, types a line and a half that ends inside a character, and, once the first line was sent, the rest.",
    run: |lab| {
        expect_frames(lab, &["Gr\u{fc}\u{df}e", " \u{4e16}\u{754c} \u{1f44b} "])?;
        let door = lab.listen()?;
        let client = lab.run("client", &["127.0.0.1", &door.port()])?;
        let server = door.accept(&client)?;
        let first = frame(b"before");
        client.type_piece(b"before\nGr\xc3");
        server.wait_for(first.len())?;
        client.type_piece(b"\xbc\xc3\x9fe\n");
        client.close_stdin();
        server.expect(&[first, frame("Gr\u{fc}\u{df}e".as_bytes())].concat())
    },
    causes: &[&[Cause(
        Bytes,
        &[Different],
        "the length counts characters, or the line is not sent as it is, in UTF-8: encode first, then count, and decode no piece of stdin by itself",
    )]],
};

const CLIENT_MANY: Check = Check {
    id: "client-many",
    claim: "1,000 lines arrive, in order",
    points: 5,
    programs: CLIENT,
    needs: &["client-wire"],
    runs: &[],
    tries: "Types a thousand lines as fast as the client takes them, and expects a thousand frames.",
    run: |lab| {
        let lines: Vec<String> = (0..1000).map(|n| format!("line number {n}")).collect();
        expect_frames(lab, &lines.iter().map(String::as_str).collect::<Vec<_>>()).map(drop)
    },
    causes: &[&[
        Cause(Bytes, &[Fin], "the client ends before it has sent all lines"),
        Cause(Bytes, &[Different], "lines are missing, doubled or out of order"),
    ]],
};

const CLIENT_SLOW_SERVER: Check = Check {
    id: "client-slow-server",
    claim: "to a server that reads late and slowly nothing is lost",
    points: 4,
    programs: CLIENT,
    needs: &["client-wire"],
    runs: &[],
    tries: "Types 4 MiB in lines of 70,000 bytes while the server does not read, until the client can send no more; then reads slowly, then fast, and expects every byte.",
    run: |lab| {
        let door = lab.listen_reading(LATE_AND_SLOW)?;
        let client = lab.run("client", &["127.0.0.1", &door.port()])?;
        let server = door.accept(&client)?;
        let line = String::from_utf8_lossy(&numbered(70_000)).replace(' ', "-");
        (0..64).for_each(|_| client.type_line(&line));
        client.close_stdin();
        server.fill()?;
        server.read_now();
        server.expect(&frame(line.as_bytes()).repeat(64))?;
        server.expect_end()
    },
    causes: &[&[
        Cause(
            Bytes,
            &[Fin],
            "the client refuses a line of 70,000 bytes, drops what it could not send at once, or gives up: a send may take only a part, so send in a loop (write_all, sendall)",
        ),
        Cause(
            Bytes,
            &[Different],
            "a long line is not sent as one whole frame: a buffer of the client's or the number in its header is too small for it, or the client ignores how many bytes a send has taken",
        ),
    ]],
};

const CLIENT_REFUSED: Check = Check {
    id: "client-refused",
    claim: "nobody listens: an error and exit status 1",
    points: 2,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Runs the client with a port on which nobody listens, types a line, and expects `error: ...` on stderr and exit status 1.",
    run: |lab| {
        let port = lab.free_port()?.to_string();
        let client = lab.run("client", &["127.0.0.1", &port])?;
        client.type_line("hello?");
        client.expect_error()?;
        client.expect_exit(1)
    },
    causes: &[&[
        Cause(Error, &[Ended], "the client ends without saying what went wrong"),
        Cause(Error, &[Different], "the line on stderr does not start with `error: `"),
        Cause(Error, &[OtherStream], "the error is printed on stdout: diagnostics belong on stderr"),
        Cause(Error, &[Silence], "the client does not report the error: it tries again and again, or waits"),
        Cause(Exit, &[Status], "after an error the exit status is 1"),
        Cause(Exit, &[Running], "the client reports the error and goes on running"),
    ]],
};

const TOGETHER: Check = Check {
    id: "together",
    claim: "your client and your server understand each other, however the network cuts",
    points: 3,
    programs: &["server", "client"],
    needs: &["frames-one", "client-wire"],
    runs: &[],
    tries: "Runs your client against your server through a relay that cuts and merges at random, and expects every line as a message.",
    run: |lab| {
        let server = lab.start("server")?;
        let relay = lab.shuffling_relay(&server)?;
        let client = lab.run("client", &["127.0.0.1", &relay.port()])?;
        let lines = ["Hello", "", "a longer line, with Gr\u{fc}\u{df}e in it", "the last one"];
        lines.iter().for_each(|line| client.type_line(line));
        client.close_stdin();
        client.expect_exit(0)?;
        expect_all(&server.program, &lines.map(message))
    },
    causes: &[&[
        Cause(Line, &[Silence], "a message is lost between the two: look at the ladder for what was sent last"),
        Cause(Line, &[Different], "a message is missing or arrives changed: look at the ladder for where that happens"),
        Cause(
            Exit,
            &[Status],
            "the client ends with an error: it refuses a line, or the server has closed the connection",
        ),
    ]],
};
