//! Lab 3's checks of the server where nothing goes wrong: lines are printed and answered, and `close` ends a conversation.

use super::words::{SERVER, WAIT, accepts};
use crate::fault::{coalesce, pieces, truncate};
use crate::harness::{Harness, Peer, Program};
use crate::lab::{Cause, Check};
use crate::labs::payload::{COMMANDS_ELSEWHERE, LONG};
use crate::labs::shared::{LONG_LINE, OBEYED_BYTES, SPINS};
use crate::verdict::{Seen::*, Step, Want::*};

const ENDS_WITH_ITS_CLIENT: &str = "the server ends with its client: accept belongs in a loop";

pub const ACCEPTS: Check = Check {
    id: "server-accepts",
    claim: "each line is printed and answered",
    points: 5,
    programs: SERVER,
    needs: &[],
    runs: &[],
    tries: "Sends one line after another, each after the answer to the one before: a plain one, one with spaces at its ends, an empty one, one that is not ASCII, one of 1,100 bytes, and words that are commands elsewhere, as `quit`. Expects `received: LINE` on stdout and `accepted` for each. Then holds up the server's stdout, as Ctrl-S does, and sends one more: no `accepted` may come before the line could be printed.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        for line in ["Hello", "  spaces stay ", "", "Gr\u{fc}\u{df}e, \u{4e16}\u{754c} \u{1f44b}", &lab.text()] {
            accepts(&client, &server.program, line)?;
        }
        let long = lab.letters(LONG);
        accepts(&client, &server.program, &long).map_err(|stop| stop.seen_as(Limit))?;
        for word in COMMANDS_ELSEWHERE {
            accepts(&client, &server.program, word).map_err(|stop| stop.seen_as(Command))?;
        }
        printed_first(&client, &server.program)
    },
    causes: &[ACCEPTS_CAUSES],
};

#[rustfmt::skip]
const ACCEPTS_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Silence], "the server does not answer a line with `accepted` and a newline, or not before more comes: read up to the newline, answer, and read on"),
    Cause(Bytes, &[Different], "the answer is not `accepted` and a newline"),
    Cause(Bytes, &[Fin], "the server closes the connection instead of answering: only `close` ends a conversation"),
    Cause(Line, &[Silence], "the server answers a line, and does not print it as `received: LINE`"),
    Cause(Line, &[Different], "the line is not printed as it came: as `received: `, then its text with every space, without its newline, and with nothing left of the line before"),
    Cause(Bytes, &[Limit], LONG_LINE),
    Cause(Line, &[Limit], LONG_LINE),
    OBEYED_BYTES,
    Cause(Nothing, &[Early], "the server answers `accepted` before it has printed the line: if it is killed in between, a line is confirmed that nobody sees. First the deed, then the receipt"),
];

/// First the deed, then the receipt: who can't print must not confirm.
fn printed_first(client: &Peer, server: &Program) -> Step {
    if !server.hold_output() {
        return Ok(());
    }
    client.send(b"printed first\n");
    client.fill()?;
    let early = client.expect_quiet();
    server.release_output();
    early?;
    client.expect(b"accepted\n")?;
    server.expect_line("received: printed first")
}

pub const SPLIT_LINE: Check = Check {
    id: "server-split-line",
    claim: "a line in three pieces is one line, and two lines in one piece are two",
    points: 5,
    programs: SERVER,
    needs: &["server-accepts"],
    runs: &[],
    tries: "Sends a line in three pieces, each once the one before was read and the last more than a second after it, with a cut between the two bytes of a character, then two lines in one segment, then a line and the beginning of another in one segment. Expects the lines and an answer to each; the rest of the last one is sent once the one before it is answered. Then half a line and the end of the stream, to which there is no answer. While the rest of a line is missing the server must not keep a processor busy.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        client.perform(pieces(&[b"in ", b"three St\xc3", b""]));
        client.settle()?;
        server.program.hold_back(WAIT.max(lab.silence()))?;
        server.program.expect_no_spin("while the rest of a line is missing")?;
        client.send(b"\xbccke\n");
        let once = lab.word();
        client.perform(coalesce(&[b"two at\n", format!("{once}\n").as_bytes()]));
        client.expect(b"accepted\naccepted\naccepted\n")?;
        let mut lines = ["in three St\u{fc}cke", "two at", &once].map(|line| format!("received: {line}")).to_vec();
        server.program.expect_lines(&lines)?;
        straddles(lab, &client)?.iter().for_each(|line| lines.push(format!("received: {line}")));
        server.program.expect_lines(&lines).map_err(|stop| stop.seen_as(Straddling))?;
        client.perform(truncate(b"half a li", 9));
        client.expect_nothing_more()
    },
    causes: &[SPLIT_LINE_CAUSES],
};

/// A line and the beginning of the next in one segment; its end only once the first is answered.
fn straddles(lab: &mut Harness, client: &Peer) -> Step<[String; 2]> {
    let (line, begun) = (lab.text(), lab.word());
    client.perform(pieces(&[format!("{line}\n{begun}, and").as_bytes(), b""]));
    client.expect(b"accepted\n").map_err(|stop| stop.seen_as(Straddling))?;
    client.send(b" its end\n");
    client.expect(b"accepted\n").map_err(|stop| stop.seen_as(Straddling))?;
    Ok([line, format!("{begun}, and its end")])
}

#[rustfmt::skip]
const SPLIT_LINE_CAUSES: &[Cause] = &[
    SPINS,
    Cause(Bytes, &[Straddling], "a whole line is not answered where a part of the next has come with it, or that part takes it along: take out each line as soon as its newline is there, whatever stands behind it, and keep the rest for the next read"),
    Cause(Line, &[Straddling], "a read brought the end of a line and the beginning of the next, and that beginning is lost, doubled, or taken for a line: what stands behind the last newline is kept, and the next read goes on from there"),
    Cause(Bytes, &[Different], "the server answers before it has the whole line, or answers half of one: a line ends at its newline, not where a read ends"),
    Cause(Bytes, &[Silence], "the server does not answer a line that comes in pieces: keep what was read until its newline is there"),
    Cause(Bytes, &[Short], "the server answers fewer lines than came: a read may bring several lines, so take lines out of what was read until no newline is left"),
    Cause(Bytes, &[Fin], "the server gives up at a line that comes in pieces: the end of a read is not the end of a line, and no time-out is asked for"),
    Cause(Line, &[Reencoded], "the server makes text of each read by itself, and of half a character there is none to make: collect bytes until the newline is there, and decode the whole line"),
    Cause(Line, &[Different], "the server takes each read for a line: collect what was read, and take lines out of that"),
];

pub const CLOSE: Check = Check {
    id: "server-close",
    claim: "`close` in any case is answered `closed` and ends that connection; the next client is served",
    points: 5,
    programs: SERVER,
    needs: &["server-accepts"],
    runs: &[],
    tries: "Four clients are served one after the other, each while the next one waits. They say `close`, `CLOSE`, `Close` and `cLoSe` behind a line, and keep their own side open: each expects `closed`, then the end of the stream. A fifth one sends `close it`, ` close`, `closed` and `clone`, which are ordinary lines. No error may be reported by then: nothing went wrong.",
    run: |lab| {
        let server = lab.start("server")?;
        let mut client = lab.connect(&server)?;
        for word in ["close", "CLOSE", "Close", "cLoSe"] {
            let waiting = lab.connect(&server)?;
            accepts(&client, &server.program, &lab.text())?;
            client.send(format!("{word}\n").as_bytes());
            client.expect(b"closed\n")?;
            client.expect_end()?;
            client = waiting;
        }
        for line in ["close it", " close", "closed", "clone"] {
            accepts(&client, &server.program, line)?;
        }
        client.finish();
        server.program.expect_state_times("listening", 6)?;
        server.program.expect_errors_at_most(0, "")
    },
    causes: &[CLOSE_CAUSES],
};

#[rustfmt::skip]
const CLOSE_CAUSES: &[Cause] = &[
    Cause(End, &[Silence], "the server answers `closed`, and does not close the connection"),
    Cause(Bytes, &[Silence], "the server does not answer `close` in some case, or does not get to the next client"),
    Cause(Bytes, &[Case], "the answer to `close` is `closed` in small letters, in whatever case the client has said it"),
    Cause(Bytes, &[Different], "`close` in some case is taken for an ordinary line, or an ordinary line for `close`: compare the whole line, without regard to case, and leave its spaces as they are"),
    Cause(Bytes, &[Fin], "the server closes the connection without an answer, or at a line that only begins with `close`"),
    Cause(Bytes, &[Rst], ENDS_WITH_ITS_CLIENT),
    Cause(Connection, &[Refused], ENDS_WITH_ITS_CLIENT),
    Cause(State, &[Ended], ENDS_WITH_ITS_CLIENT),
    Cause(State, &[Silence], "the server does not say `state: listening` each time that a conversation has ended: say every state when it begins"),
    Cause(Bytes, &[Extra], "the server goes on answering behind `closed`"),
    Cause(Error, &[Extra], "the server reports an error although nothing went wrong: `close` and an orderly end are none"),
];
