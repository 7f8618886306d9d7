//! Checkpoint 1, a pair: `EXIT`, at the client and at the server.

use super::pair::{PAIR, Talk, at_client, at_server};

use crate::harness::Harness;
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
    tries: "Types `EXIT` at your client: expects the end of the stream, no `EXIT` on the wire, and exit status 0. The same with the end of stdin, behind a line without a newline: expects that, too, with its newline. Then talks to your server while the next client waits, who has said something already; ends the conversation behind half a line, and holds one as the next client.",
    run: |lab| {
        let talk = at_client(lab)?;
        talk.says(&lab.text())?;
        talk.program.type_line("EXIT");
        expect_left(&talk)?;
        let (talk, last) = (at_client(lab)?, lab.text());
        talk.program.type_piece(last.as_bytes());
        talk.program.close_stdin();
        expect_last_line(&talk, last.as_bytes()).map_err(cut_short)?;
        expect_left(&talk)?;
        next_one_waits(lab)
    },
    #[rustfmt::skip]
    causes: &[&[
        EXIT_SENT,
        Cause(End, &[Silence], "the connection stays open: the client does not close it at `EXIT` and at the end of stdin, or does not read the keyboard while it waits for the other side; or the server does not when the client has"),
        Cause(End, &[Rst], "the connection is reset instead of closed"),
        Cause(Bytes, &[Short], "the last line of stdin has no newline, and is lost, or its last byte is: a line without a newline at the end of stdin is a line"),
        Cause(Bytes, &[Newline], "the last line of stdin, which has no newline there, is sent without one: on the wire each line ends with a newline"),
        Cause(Nothing, &[Early], "the server talks to two clients at a time: it accepts the next one once the first has gone"),
        Cause(Line, &[Fin], "the server sends a client away that comes while another is there: accept it later, and it waits until then"),
        Cause(Line, &[Merged], "what the first client left unfinished is glued to the next one's line: begin with nothing for each connection"),
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

fn cut_short(stop: Stop) -> Stop {
    if stop.saw(Newline) { stop } else { stop.seen_as(Short) }
}

/// A line that was typed without a newline is sent with one.
fn expect_last_line(talk: &Talk, line: &[u8]) -> Step {
    talk.peer.expect(line)?;
    talk.peer.expect(b"\n").map_err(|stop| if stop.saw(Empty) { stop.seen_as(Newline) } else { stop })
}

/// A second client comes while the first is there, and has said something: it is served when the first has gone.
fn next_one_waits(lab: &mut Harness) -> Step {
    let server = lab.start("pair-server")?;
    let [one, more, two, half] = [lab.text(), lab.text(), lab.text(), lab.word()];
    let first = at_server(lab, &server, &one)?;
    first.says(&lab.text())?;
    let second = Talk { program: server.program.clone(), peer: lab.connect(&server)? };
    second.peer.send(format!("{two}\n").as_bytes());
    server.program.rest()?;
    first.hears(&more)?;
    server.program.expect_no_line(&two).map_err(|stop| stop.seen_as(Early))?;
    first.peer.send(half.as_bytes());
    first.peer.finish();
    first.peer.expect_closed()?;
    let is_sent_away = second.peer.look(|heard| heard.is_over);
    let served = server.program.expect_line(&two);
    served.map_err(|stop| match (stop.saw(Silence), is_sent_away) {
        (true, true) => stop.seen_as(Fin),
        (true, false) => stop,
        _ if stop.saw(Ended) => stop,
        _ => stop.seen_as(Merged),
    })?;
    second.says(&lab.text())
}

pub(super) const ENDS_AT_EXIT: &str =
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
