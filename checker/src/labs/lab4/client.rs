//! Lab 4's checks of the client: each line is a frame, and nothing else goes out.

use super::CLIENT;
use crate::fault::LATE_AND_SLOW;
use crate::harness::{Harness, Program, frame};
use crate::lab::{Cause, Check};
use crate::labs::payload::numbered;
use crate::labs::shared;
use crate::verdict::{Seen::*, Step, Want::*};

pub const WIRE: Check = Check {
    id: "client-wire",
    claim: "each line goes as a frame: a length of four bytes, big-endian, then the line",
    points: 6,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Types two lines, closes stdin, and expects exactly the bytes of two frames, in however many sends, then the end of the stream and exit status 0.",
    run: |lab| expect_frames(lab, &["Hello", "how are you?"])?.expect_exit(0),
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
];

pub const EMPTY_LINE: Check = Check {
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
    causes: &[EMPTY_LINE_CAUSES],
};

#[rustfmt::skip]
const EMPTY_LINE_CAUSES: &[Cause] = &[
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
    causes: &[UTF8_CAUSES],
};

#[rustfmt::skip]
const UTF8_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Different], "the length counts characters, or the line is not sent as it is, in UTF-8: encode first, then count, and decode no piece of stdin by itself"),
];

pub const MANY: Check = Check {
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
    causes: &[MANY_CAUSES],
};

#[rustfmt::skip]
const MANY_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Fin], "the client ends before it has sent all lines"),
    Cause(Bytes, &[Different], "lines are missing, doubled or out of order"),
];

pub const SLOW_SERVER: Check = Check {
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
    causes: &[SLOW_SERVER_CAUSES],
};

#[rustfmt::skip]
const SLOW_SERVER_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Fin], "the client refuses a line of 70,000 bytes, drops what it could not send at once, or gives up: a send may take only a part, so send in a loop (write_all, sendall)"),
    Cause(Bytes, &[Different], "a long line is not sent as one whole frame: a buffer of the client's or the number in its header is too small for it, or the client ignores how many bytes a send has taken"),
];

pub const REFUSED: Check = Check {
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
    causes: &[shared::UNREPORTED, &[shared::KEEPS_TRYING], shared::EXIT_AFTER_ERROR],
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
