//! Checkpoint 1, a pair: `EXIT`, at the client and at the server.

use super::pair::{PAIR, Talk, at_client, at_server};

use crate::lab::{Cause, Check};
use crate::labs::shared::{ERROR_WITHOUT_ONE, SERVER_RESETS, WITH_THREADS};
use crate::verdict::{Seen::*, Step, Stop, Want::*};

const ENDS_WITH_FIRST: &str = "the server ends with its first client: accept belongs in a loop";

pub(super) const EXIT_SENT: Cause =
    Cause(Bytes, &[Extra], "`EXIT` itself is sent: it is for the program, not for the other side");

pub const EXIT_CLIENT: Check = Check {
    id: "pair-exit-client",
    claim: "`EXIT` typed at the client ends the conversation, and the server takes the next client",
    points: 3,
    programs: PAIR,
    needs: &["pair-both-ways"],
    runs: WITH_THREADS,
    tries: "Types `EXIT` at your client: expects the end of the stream, no `EXIT` on the wire, and exit status 0. The same with the end of stdin, behind a line without a newline: expects that, too, with a newline or without. Then ends a conversation with your server, and holds one as the next client.",
    run: |lab| {
        let talk = at_client(lab)?;
        talk.says(&lab.text())?;
        talk.program.type_line("EXIT");
        expect_left(&talk)?;
        let (talk, last) = (at_client(lab)?, lab.text());
        talk.program.type_piece(last.as_bytes());
        talk.program.close_stdin();
        expect_last_line(&talk, last.as_bytes()).map_err(|stop| stop.seen_as(Short))?;
        expect_left(&talk)?;
        let server = lab.start("pair-server")?;
        let [one, two] = [lab.text(), lab.text()];
        let first = at_server(lab, &server, &one)?;
        first.says(&lab.text())?;
        first.peer.finish();
        first.peer.expect_closed()?;
        let second = at_server(lab, &server, &two)?;
        second.says(&lab.text())
    },
    #[rustfmt::skip]
    causes: &[&[
        EXIT_SENT,
        Cause(End, &[Silence], "the connection stays open: the client does not close it at `EXIT` and at the end of stdin, or does not read the keyboard while it waits for the other side; or the server does not when the client has"),
        Cause(End, &[Rst], "the connection is reset instead of closed"),
        Cause(Bytes, &[Short], "the last line of stdin has no newline, and is lost, or its last byte is: a line without a newline at the end of stdin is a line"),
        ERROR_WITHOUT_ONE,
        Cause(Exit, &[Status], "`EXIT` and the end of stdin are normal ends: exit status 0"),
        Cause(Exit, &[Running], "the client closes the connection and runs on: one of its threads waits for ever. Let the program end with the first of them"),
        Cause(Connection, &[Refused], ENDS_WITH_FIRST),
        Cause(Line, &[Ended], ENDS_WITH_FIRST),
        Cause(Line, &[Silence], "the server does not get to the next client: accept belongs in a loop"),
        Cause(Bytes, &[Silence], "what is typed does not reach the second client: the keyboard's thread still has the first one's connection, or ended with it"),
    ]],
};

/// The end of the stream, and of the learner's client.
fn expect_left(talk: &Talk) -> Step {
    talk.peer.expect_end()?;
    talk.peer.finish();
    talk.program.expect_normal_end()
}

/// A line that was typed without a newline may be sent with one or without.
fn expect_last_line(talk: &Talk, line: &[u8]) -> Step {
    talk.peer.expect(line)?;
    match talk.peer.expect(b"\n") {
        Err(Stop::Mismatch(mismatch)) if mismatch.seen == Empty => Ok(()),
        other => other,
    }
}

const ENDS_AT_EXIT: &str =
    "the server ends at `EXIT`: it has to close that client's connection alone, and to wait for the next";

pub const EXIT_SERVER: Check = Check {
    id: "pair-exit-server",
    claim: "`EXIT` typed at the server closes that client, and the next one is served",
    points: 3,
    programs: PAIR,
    needs: &["pair-both-ways"],
    runs: WITH_THREADS,
    tries: "Types a line and `EXIT` at your server: expects the line, the end of the stream, and no `EXIT` on the wire. Then talks as a second client, both ways. Your client, whose server closes, ends with exit status 0 while its stdin is open.",
    run: |lab| {
        let server = lab.start("pair-server")?;
        let [one, two] = [lab.text(), lab.text()];
        let first = at_server(lab, &server, &one)?;
        first.says(&lab.text())?;
        server.program.type_line("EXIT");
        first.peer.expect_end()?;
        // Its side of the connection is still open.
        let second = at_server(lab, &server, &two)?;
        second.says(&lab.text())?;
        drop(first);
        let client = at_client(lab)?;
        client.hears(&lab.text())?;
        client.peer.finish();
        client.program.expect_normal_end()
    },
    #[rustfmt::skip]
    causes: &[&[
        EXIT_SENT,
        Cause(End, &[Silence], "the server does not close the connection at `EXIT`: it looks at the keyboard only when it is its turn, or another thread still reads from the connection. Shut it down (shutdown), which wakes that thread"),
        SERVER_RESETS,
        Cause(Connection, &[Refused], ENDS_AT_EXIT),
        Cause(Line, &[Ended], ENDS_AT_EXIT),
        Cause(Line, &[Silence], "the server does not get to the next client after `EXIT`: it waits until the first one leaves. Shut the connection down in both directions, and don't wait for what it says"),
        Cause(Bytes, &[Silence], "what is typed does not reach the second client: the keyboard's thread ended at `EXIT`, or still has the first one's connection"),
        Cause(Exit, &[Running], "the server has closed, and the client waits for the keyboard: let the program end with the first of its threads"),
        Cause(Exit, &[Status], "that the server closes is a normal end for the client: exit status 0"),
        ERROR_WITHOUT_ONE,
    ]],
};
