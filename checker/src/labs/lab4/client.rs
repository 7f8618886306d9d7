//! Lab 4's checks of the client: each line is a frame, and nothing else goes out.

use super::words::CLIENT;
use crate::harness::{self, Harness, Program, frame};
use crate::lab::{Cause, Check, Runs};
use crate::labs::payload::{COMMANDS_ELSEWHERE, numbered_from};
use crate::labs::shared;
use crate::verdict::{Seen::*, Step, Want::*};

pub const WIRE: Check = Check {
    id: "client-wire",
    claim: "each line goes as a frame: a length of four bytes, big-endian, then the line",
    points: 5,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Types two lines in one piece, closes stdin, and expects exactly the bytes of two frames, in however many sends, then the end of the stream, exit status 0 and no error on stderr.",
    run: |lab| {
        let text = lab.text();
        let client = expect_frames(lab, &format!("Hello\n{text}\n"))?;
        client.expect_exit(0)?;
        client.expect_no_error_said()
    },
    causes: &[WIRE_CAUSES],
};

#[rustfmt::skip]
const WIRE_CAUSES: &[Cause] = &[
    Cause(Connection, &[Silence], "the client does not connect before the first line is typed, or not to the HOST and PORT of its arguments"),
    shared::NEVER_CONNECTED,
    Cause(Bytes, &[Silence], "the client sends nothing: its output sits in a buffer, or it waits for something"),
    Cause(Bytes, &[Fin], "the client ends before it has sent all frames: the rest sits in a buffer that was not flushed"),
    Cause(Bytes, &[Short], "the client stops before all frames are sent: it waits for an answer, and there are none in this protocol, or for a full buffer"),
    Cause(Bytes, &[Different], "the bytes are not those of the frames: the length is not four bytes, is little-endian, counts the newline, or the newline is sent"),
    Cause(End, &[Silence], "the client does not close the connection at the end of stdin"),
    Cause(End, &[Rst], "the client resets the connection instead of closing it"),
    shared::STATUS_AFTER_STDIN,
    shared::RUNNING_AFTER_STDIN,
    Cause(Error, &[Extra], "the client reports an error although nothing went wrong: the end of stdin is a normal end"),
];

pub const EMPTY_LINE: Check = Check {
    id: "client-empty-line",
    claim: "an empty line is an empty frame",
    points: 3,
    programs: CLIENT,
    needs: &["client-wire"],
    runs: &[],
    tries: "Types an empty line between two others, and expects four zero bytes between their frames. Then closes the stdin of another client without typing anything, and expects no frame, the end of the stream and exit status 0. A third, at which nobody types, must not keep a processor busy.",
    run: |lab| {
        let after = lab.word();
        expect_frames(lab, &format!("before\n\n{after}\n"))?;
        expect_frames(lab, "")?.expect_exit(0)?;
        let door = lab.listen()?;
        let idle = lab.run("client", &["127.0.0.1", &door.port()])?;
        let _server = door.accept(&idle)?;
        idle.expect_no_spin("while nobody types")
    },
    causes: &[EMPTY_LINE_CAUSES],
};

#[rustfmt::skip]
const EMPTY_LINE_CAUSES: &[Cause] = &[
    shared::SPINS,
    Cause(Bytes, &[Extra], "the client sends a frame although nothing was typed: a stdin that is empty has no line"),
    Cause(Exit, &[Status], "the client takes a stdin that is empty for an error: it has no line, and exit status 0"),
    Cause(Bytes, &[Fin], "the client takes an empty line for the end of stdin"),
    Cause(Bytes, &[Different], "the client passes over an empty line: it is a frame of length 0"),
];

pub const UTF8: Check = Check {
    id: "client-utf8",
    claim: "the length counts bytes, not characters",
    points: 4,
    programs: CLIENT,
    needs: &["client-wire"],
    runs: &[Runs::NotByHand("it types half of a character, which no keyboard does")],
    tries: "Types lines with characters of two, three and four bytes, and expects their bytes, counted as bytes; to another client lines with white space at their ends, which is a part of them. Then, to a third, types a line and a half that ends inside a character, and, once the first line was sent, the rest.",
    run: |lab| {
        let word = lab.word();
        expect_frames(lab, &format!("Gr\u{fc}\u{df}e\n\u{4e16}\u{754c} \u{1f44b}\n{word}\n"))?;
        expect_frames(lab, &format!("  {word} \t\n \n")).map_err(|stop| stop.seen_as(Trimmed))?;
        let door = lab.listen()?;
        let client = lab.run("client", &["127.0.0.1", &door.port()])?;
        let server = door.accept(&client)?;
        let first = frame(b"before");
        client.type_piece(b"before\nGr\xc3");
        server.wait_for(first.len())?;
        client.type_piece(b"\xbc\xc3\x9fe\n");
        client.close_stdin();
        let came = server.expect(&[first, frame("Gr\u{fc}\u{df}e".as_bytes())].concat());
        // Of half a character no text can be made.
        let is_torn = || server.look(|heard| String::from_utf8_lossy(heard.received).contains("Gr\u{fffd}"));
        came.map_err(|stop| if is_torn() { stop } else { stop.seen_as(Straddling) })
    },
    causes: &[UTF8_CAUSES],
};

#[rustfmt::skip]
const UTF8_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Trimmed], "the client strips white space from the line, or adds it: the spaces at its ends are a part of it, and only the newline is not"),
    shared::STRADDLING_TYPED,
    Cause(Bytes, &[Different], "the length counts characters, or the line is not sent as it is, in UTF-8: encode first, then count, and decode no piece of stdin by itself"),
];

pub const MANY: Check = Check {
    id: "client-many",
    claim: "1,000 lines arrive, in order, the last one without a newline",
    points: 4,
    programs: CLIENT,
    needs: &["client-wire"],
    runs: &[Runs::NotByHand("it types a thousand lines at once")],
    tries: "Types a thousand lines in one piece, the last one without a newline, and expects a thousand frames. Then to another client words that are commands elsewhere, as `quit`: here each is a line.",
    run: |lab| {
        let word = lab.word();
        let lines: Vec<String> = (0..1000).map(|n| format!("{word} number {n}")).collect();
        // Joined: the last one has no newline, and is a line all the same.
        expect_frames(lab, &lines.join("\n"))?;
        expect_frames(lab, &COMMANDS_ELSEWHERE.join("\n")).map(drop).map_err(|stop| stop.seen_as(Command))
    },
    causes: &[MANY_CAUSES],
};

#[rustfmt::skip]
const MANY_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Fin], "the client ends before it has sent all lines, or drops the last one, which has no newline: it is a line all the same"),
    shared::OBEYED_BYTES,
    Cause(Bytes, &[Different], "lines are missing, doubled or out of order, or the last one, which has no newline, has lost its last byte"),
];

pub const LARGEST: Check = Check {
    id: "client-largest",
    claim: "a line of 1,048,576 bytes is a frame; a longer one is an error, and nothing of it is sent",
    points: 3,
    programs: CLIENT,
    needs: &["client-wire"],
    runs: &[Runs::NotByHand("it types a line of 1 MiB, and a terminal takes 4,095 bytes")],
    tries: "Types a line of 1,048,576 bytes and expects its frame. Then, to another client, types one of a byte more, and ends stdin: expects `error: ...` on stderr, and that nothing is sent before the connection ends. Whether the client goes on behind the error, and its exit status, are left open.",
    run: |lab| {
        let mut line = String::from_utf8_lossy(&numbered_from(lab.first_place(), harness::LARGEST)).replace(' ', "-");
        expect_frames(lab, &line)?;
        line.push('x');
        let door = lab.listen()?;
        let client = lab.run("client", &["127.0.0.1", &door.port()])?;
        let server = door.accept(&client)?;
        client.type_line(&line);
        client.close_stdin();
        let reported = client.expect_error().map(drop);
        server.expect_closed()?;
        reported
    },
    causes: &[LARGEST_CAUSES],
};

#[rustfmt::skip]
const LARGEST_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Fin], "the client refuses a line of 1,048,576 bytes: so many are allowed, only more are not"),
    Cause(Bytes, &[Different], "the line of 1,048,576 bytes does not go out as one whole frame, or one of a byte more is sent: look at the length first, then send"),
    Cause(End, &[Silence], "the client does not end the connection at the end of stdin when a line was too long"),
    Cause(Error, &[Ended], "the client does not report a line that is too long for a frame: `error: ...` on stderr"),
    shared::ERROR_UNMARKED,
    shared::ERROR_ON_STDOUT,
];

/// Types this, closes stdin, and expects their frames and the end of the stream.
fn expect_frames(lab: &mut Harness, typed: &str) -> Step<Program> {
    let door = lab.listen()?;
    let client = lab.run("client", &["127.0.0.1", &door.port()])?;
    let server = door.accept(&client)?;
    // In one write: how many lines a read brings is not left to chance.
    client.type_piece(typed.as_bytes());
    client.close_stdin();
    let lines: Vec<&str> = typed.lines().collect();
    server.expect(&lines.iter().flat_map(|line| frame(line.as_bytes())).collect::<Vec<u8>>())?;
    server.expect_end()?;
    server.finish();
    server.settle()?;
    Ok(client)
}
