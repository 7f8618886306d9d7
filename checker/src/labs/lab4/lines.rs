//! Lab 4's checks of the lines-server: a line ends at its newline, and nowhere else.

use super::words::{ENDS_SILENTLY, LINES};
use crate::fault::{byte_by_byte, coalesce, pieces, reset, truncate};
use crate::harness::{Harness, Server};
use crate::lab::{Cause, Check};
use crate::labs::payload::{COMMANDS_ELSEWHERE, numbered_from};
use crate::labs::shared::{ERROR_ON_STDOUT, OBEYED_LINE, SPINS, STRADDLING_LINE};
use crate::verdict::{Seen::*, Step, Want::*};

const ENDS_WITH_A_CLIENT: &str =
    "the server ends with a client: accept belongs in a loop, and an error of read ends only that connection";

pub const SPLIT: Check = Check {
    id: "lines-split",
    claim: "`He` and `llo\\n` are the line `Hello`",
    points: 4,
    programs: LINES,
    needs: &[],
    runs: &[],
    tries: "Sends `He`, waits until it is read, sends `llo` and a newline, and expects `line: Hello`. Then the same with a line that has spaces at its ends, a line of 5,000 bytes, and lines of one, two, three and four letters.",
    run: |lab| {
        let server = lab.start("lines-server")?;
        let client = lab.connect(&server)?;
        client.perform(pieces(&[b"He", b""]));
        client.settle()?;
        lab.keep_silent(&server.program)?;
        client.perform(pieces(&[b"llo\n", b" spaces ", b"stay \n"]));
        server.program.expect_printed(&client, &["line: Hello", "line:  spaces stay "])?;
        let long = String::from_utf8_lossy(&numbered_from(lab.first_place(), 5_000)).trim().replace(' ', "-");
        client.send(format!("{long}\n").as_bytes());
        let mut printed = vec!["line: Hello".to_owned(), "line:  spaces stay ".to_owned(), format!("line: {long}")];
        server.program.expect_printed(&client, &printed)?;
        let small = lab.small_pieces();
        client.perform(pieces(&small.each_ref().map(|line| format!("{line}\n")).each_ref().map(String::as_bytes)));
        printed.extend(small.map(|line| format!("line: {line}")));
        server.program.expect_printed(&client, &printed)
    },
    causes: &[SPLIT_CAUSES],
};

#[rustfmt::skip]
const SPLIT_CAUSES: &[Cause] = &[
    Cause(Line, &[Split], "the server takes each read, or a buffer that is full, for a line: put what was read into a buffer that grows, and take lines out of that"),
    Cause(Line, &[Short], "the server takes each read for a line, drops what comes after the first, or has no room for a long line: put what was read into a buffer that grows, and take lines out of that"),
    Cause(Line, &[Late], "the line comes only at the end of the stream: the server waits for more than the newline, as for a full buffer"),
    Cause(Line, &[Fin], "the server closes the connection after one read, or at once: read again and again, until the client has finished"),
    Cause(Line, &[Missing], "the server reads what is sent, and does not print the line: as `line: ` and its text, on stdout"),
    Cause(Line, &[Extra], "behind what was sent stands the rest of the buffer, zeros or an older text: take only the bytes that the read has brought"),
    Cause(Line, &[Different], "the line is not printed as `line: ` and its text: the beginning is lost, something is added, or it is turned round"),
];

pub const COALESCED: Check = Check {
    id: "lines-coalesced",
    claim: "several lines in one piece are several lines",
    points: 4,
    programs: LINES,
    needs: &[],
    runs: &[],
    tries: "Sends three lines in one segment, with nothing after them, and expects three lines, each by itself. Then a short line and the beginning of a long one in one segment, and its end once the short one is printed. Then words that are commands elsewhere, as `quit`: here they are text.",
    run: |lab| {
        let server = lab.start("lines-server")?;
        let client = lab.connect(&server)?;
        client.perform(coalesce(&[b"one\n", b"two\n", b"three\n"]));
        server.program.expect_printed(&client, &["line: one", "line: two", "line: three"])?;
        let end = lab.text();
        client.perform(pieces(&[b"four\na line much longer than ", b""]));
        let begun = server.program.expect_lines(&["line: one", "line: two", "line: three", "line: four"]);
        begun.map_err(|stop| stop.seen_as(Straddling))?;
        client.send(format!("the one before it: {end}\n").as_bytes());
        let long = &format!("line: a line much longer than the one before it: {end}");
        server.program.expect_printed(&client, &["line: one", "line: two", "line: three", "line: four", long])?;
        client.send(format!("{}\n", COMMANDS_ELSEWHERE.join("\n")).as_bytes());
        let words: Vec<String> = COMMANDS_ELSEWHERE.iter().map(|word| format!("line: {word}")).collect();
        server.program.expect_printed(&client, &words).map_err(|stop| stop.seen_as(Command))
    },
    causes: &[COALESCED_CAUSES],
};

#[rustfmt::skip]
const COALESCED_CAUSES: &[Cause] = &[
    Cause(Line, &[Silence, Late], "the server takes only the first line out of what a read brought, or waits for more than a newline: look for newlines until there are none left, then read on"),
    Cause(Line, &[Fin], "the server closes the connection after one read, or at once: read again and again, until the client has finished"),
    Cause(Line, &[Missing], "the server reads what is sent, and does not print the lines: each as `line: ` and its text, on stdout"),
    OBEYED_LINE,
    STRADDLING_LINE,
    Cause(Line, &[Different], "the server takes each read for one line, keeps only one of its lines, or loses the beginning of one that is not finished yet: a read may bring several, and a piece of the next"),
];

pub const EMPTY: Check = Check {
    id: "lines-empty",
    claim: "an empty line is a line",
    points: 4,
    programs: LINES,
    needs: &["lines-coalesced"],
    runs: &[],
    tries: "Sends an empty line between two others, and expects `line: ` with nothing behind it. While its client is silent the server must not keep a processor busy.",
    run: |lab| {
        let server = lab.start("lines-server")?;
        let client = lab.connect(&server)?;
        server.program.expect_no_spin("while its client is silent")?;
        let after = lab.text();
        client.perform(coalesce(&[b"before\n", b"\n", format!("{after}\n").as_bytes()]));
        server.program.expect_printed(&client, &["line: before", "line: ", &format!("line: {after}")])
    },
    causes: &[EMPTY_CAUSES],
};

#[rustfmt::skip]
const EMPTY_CAUSES: &[Cause] = &[
    SPINS,
    Cause(Line, &[Fin], "the server takes an empty line for the end, or passes over it: a newline ends a line, whatever stands before it"),
    Cause(Line, &[Different], "the server passes over an empty line, or does not print it as `line: ` with nothing behind it"),
];

pub const UTF8: Check = Check {
    id: "lines-utf8",
    claim: "a character whose bytes arrive in different pieces is whole",
    points: 4,
    programs: LINES,
    needs: &["lines-split"],
    runs: &[],
    tries: "Sends a line with characters of two, three and four bytes, byte by byte; then one with bytes that are not UTF-8, and one with a carriage return and U+2028 in it: only a newline ends a line.",
    run: |lab| {
        let server = lab.start("lines-server")?;
        let client = lab.connect(&server)?;
        let line = format!("Gr\u{fc}\u{df}e, \u{4e16}\u{754c} \u{1f44b} {}", lab.word());
        client.perform(byte_by_byte(format!("{line}\n").as_bytes()));
        client.send(b"caf\xe9 \xff!\n");
        client.send("one\u{2028}line\ronly\n".as_bytes());
        let whole = format!("line: {line}");
        server.program.expect_printed(&client, &[&whole, "line: caf\u{fffd} \u{fffd}!", "line: one\u{2028}line\ronly"])
    },
    causes: &[UTF8_CAUSES],
};

#[rustfmt::skip]
const UTF8_CAUSES: &[Cause] = &[
    Cause(Line, &[Short], "the server ends a line at more than a newline, as at a carriage return or U+2028, or loses bytes of a line that arrives in more than two pieces"),
    Cause(Line, &[Reencoded], "the server decodes each read by itself, or as something else than UTF-8: collect the bytes of a line first, then decode them as UTF-8"),
    Cause(Line, &[Fin], "the server closes the connection at a piece that is no whole character, or at bytes that are not UTF-8: collect the bytes of a line first, then decode them, with U+FFFD for what can't be"),
    Cause(Line, &[Ended], "the server ends at bytes that are not UTF-8: they are to be printed with U+FFFD in their place"),
    Cause(Line, &[Different], "the server loses bytes of a line that arrives in more than two pieces: add each piece to what is there already"),
];

pub const UNFINISHED: Check = Check {
    id: "lines-unfinished",
    claim: "the end of the stream in the middle of a line is an error, and the next client is served",
    points: 5,
    programs: LINES,
    needs: &["lines-split"],
    runs: &[],
    tries: "Sends a line and a half, and finishes inside a character. Expects the line, `error: connection closed mid-line`, nothing of the half, and then serves a second client, which finishes behind a line. A third resets the connection in the middle of a line, which is an error as well, and two more are served; a last one leaves behind a single letter. Behind a whole line the end is no error.",
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
        server.program.expect_lines(&["line: whole", "line: the next one"])?;
        server.program.expect_no_line("unfinished")?;
        next.finish();
        reset_in_a_line(lab, &server)?;
        let last = lab.connect(&server)?;
        last.perform(truncate(b"a", 1));
        // One for each unfinished line; the one that was reset may have its own words.
        server.program.expect_errors(3)?;
        server.program.expect_errors_at_most(3, "")
    },
    causes: &[UNFINISHED_CAUSES],
};

#[rustfmt::skip]
const UNFINISHED_CAUSES: &[Cause] = &[
    Cause(Error, &[Silence], "the server does not report the end of the stream in the middle of a line, or a reset there: each is an error, a line on stderr"),
    Cause(Error, &[Different], "the error is not `error: connection closed mid-line`"),
    ERROR_ON_STDOUT,
    ENDS_SILENTLY,
    Cause(Error, &[Extra], "the server reports the end of the stream as an error also where no line is left unfinished: behind a newline it is none"),
    Cause(Connection, &[Refused], ENDS_WITH_A_CLIENT),
    Cause(Line, &[Ended], ENDS_WITH_A_CLIENT),
    Cause(Line, &[Silence], "the server does not print a line behind which the next one begins, or does not get to the next client: the end of the stream has to end that connection"),
    Cause(Line, &[Different], "what the last client left stands before the next client's first line: a buffer belongs to one connection, and so does a decoder"),
    Cause(Nothing, &[Extra], "the server prints the unfinished line: without its newline it is none"),
];

/// A third client is gone by a reset in the middle of a line, and two more are served.
fn reset_in_a_line(lab: &mut Harness, server: &Server) -> Step {
    let gone = lab.connect(server)?;
    gone.perform(reset(b"never complete", 9));
    gone.settle()?;
    let mut printed = vec!["line: whole".to_string(), "line: the next one".to_string()];
    for text in ["after the reset", &lab.text()] {
        let next = lab.connect(server)?;
        next.send(format!("{text}\n").as_bytes());
        next.finish();
        printed.push(format!("line: {text}"));
        server.program.expect_lines(&printed)?;
    }
    Ok(())
}
