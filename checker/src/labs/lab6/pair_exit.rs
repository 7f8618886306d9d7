//! Checkpoint 1, a pair: `EXIT`, at the client and at the server.

use super::pair::{PAIR, at_client, at_server};
use crate::harness::Program;
use crate::lab::{Cause, Check};
use crate::labs::shared::SERVER_RESETS;
use crate::verdict::{Seen::*, Want::*};

const ENDS_WITH_FIRST: &str = "the server ends with its first client: accept belongs in a loop";

const EXIT_SENT: Cause = Cause(Bytes, &[Extra], "`EXIT` itself is sent: it is for the program, not for the other side");

pub const EXIT_CLIENT: Check = Check {
    id: "pair-exit-client",
    claim: "`EXIT` typed at the client ends the conversation, and the server takes the next client",
    points: 3,
    programs: PAIR,
    needs: &["pair-both-ways"],
    runs: &[],
    tries: "Types `EXIT` at your client: expects the end of the stream, no `EXIT` on the wire, and exit status 0. The same with the end of stdin. Then ends a conversation with your server, and holds one as the next client.",
    run: |lab| {
        for ends in [|client: &Program| client.type_line("EXIT"), Program::close_stdin] {
            let talk = at_client(lab)?;
            talk.says("Leaving now")?;
            ends(&talk.program);
            talk.peer.expect_end()?;
            talk.peer.finish();
            talk.program.expect_exit(0)?;
        }
        let server = lab.start("pair-server")?;
        let first = at_server(lab, &server, "Leaving soon")?;
        first.says("So long")?;
        first.peer.finish();
        first.peer.expect_closed()?;
        let second = at_server(lab, &server, "Next, please")?;
        second.says("Welcome")
    },
    #[rustfmt::skip]
    causes: &[&[
        EXIT_SENT,
        Cause(End, &[Silence], "the connection stays open: the client does not close it at `EXIT` and at the end of stdin, or the server does not when the client has"),
        Cause(End, &[Rst], "the connection is reset instead of closed"),
        Cause(Exit, &[Status], "`EXIT` and the end of stdin are normal ends: exit status 0"),
        Cause(Exit, &[Running], "the client closes the connection and runs on: one of its threads waits for ever. Let the program end with the first of them"),
        Cause(Connection, &[Refused], ENDS_WITH_FIRST),
        Cause(Line, &[Ended], ENDS_WITH_FIRST),
        Cause(Line, &[Silence], "the server does not get to the next client: accept belongs in a loop"),
        Cause(Bytes, &[Silence], "what is typed does not reach the second client: the keyboard's thread still has the first one's connection, or ended with it"),
    ]],
};

const ENDS_AT_EXIT: &str =
    "the server ends at `EXIT`: it has to close that client's connection alone, and to wait for the next";

pub const EXIT_SERVER: Check = Check {
    id: "pair-exit-server",
    claim: "`EXIT` typed at the server closes that client, and the next one is served",
    points: 3,
    programs: PAIR,
    needs: &["pair-both-ways"],
    runs: &[],
    tries: "Types a line and `EXIT` at your server: expects the line, the end of the stream, and no `EXIT` on the wire. Then talks as a second client, both ways. Your client, whose server closes, ends with exit status 0 while its stdin is open.",
    run: |lab| {
        let server = lab.start("pair-server")?;
        let first = at_server(lab, &server, "Hello")?;
        first.says("You have to go")?;
        server.program.type_line("EXIT");
        first.peer.expect_end()?;
        first.peer.finish();
        let second = at_server(lab, &server, "Next, please")?;
        second.says("Welcome")?;
        let client = at_client(lab)?;
        client.hears("You have to go")?;
        client.peer.finish();
        client.program.expect_exit(0)
    },
    #[rustfmt::skip]
    causes: &[&[
        EXIT_SENT,
        Cause(End, &[Silence], "the server does not close the connection at `EXIT`: another thread still reads from it. Shut it down (shutdown), which wakes that thread"),
        SERVER_RESETS,
        Cause(Connection, &[Refused], ENDS_AT_EXIT),
        Cause(Line, &[Ended], ENDS_AT_EXIT),
        Cause(Line, &[Silence], "the server does not get to the next client after `EXIT`"),
        Cause(Bytes, &[Silence], "what is typed does not reach the second client: the keyboard's thread ended at `EXIT`, or still has the first one's connection"),
        Cause(Exit, &[Running], "the server has closed, and the client waits for the keyboard: let the program end with the first of its threads"),
        Cause(Exit, &[Status], "that the server closes is a normal end for the client: exit status 0"),
    ]],
};
