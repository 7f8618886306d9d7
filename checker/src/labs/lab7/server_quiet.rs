//! The server that has nothing to do: it waits, whatever number of clients are connected and whatever waits for them.

use super::server::{CLOSED_AT_THE_DOOR, PROGRAM, talker};
use crate::fault::LATE_AND_SLOW;
use crate::harness::{Harness, Peer, Server};
use crate::lab::{Cause, Check, Runs};
use crate::labs::lab5::server::{exchange, guest};
use crate::labs::lab5::words::{WELCOME, frame, receipt};
use crate::verdict::{Seen::*, Step, Want::*};

/// Clients that are connected and silent.
const SILENT: usize = 1_000;

pub const QUIET: Check = Check {
    id: "server-quiet",
    claim: "1,000 connections on which nothing happens cost next to no processor time",
    points: 6,
    programs: PROGRAM,
    needs: &["server-one-loop"],
    runs: &[Runs::NotByHand("it looks at the processor time of your server while a thousand clients are silent")],
    tries: "Connects 1,000 clients, each as soon as one before it is welcomed, lets each send one message and get its answer, and leaves them connected. Then the kernel's count of the processor time of your server has to stand nearly still: there has to be a moment in which it uses less than 2 % of a processor. At last one of two others is answered.",
    run: |lab| {
        lab.need_connections(SILENT as u64)?;
        let (server, word) = (lab.start("server")?, lab.word());
        let crowd = lab.crowd(&server, (1..=SILENT).map(|client| talker(&word, client, 1)).collect())?;
        crowd.expect_greeted()?;
        crowd.expect_answers()?;
        server.program.expect_calm("while 1,000 clients are silent")?;
        let other = guest(lab, &server)?;
        exchange(&server, &other, &lab.text())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Nothing, &[Limit], "the loop turns in vain: it waits for writability while nothing waits to be written (nearly every socket is writable nearly always), it asks each socket in turn without waiting, or it wakes every few milliseconds to look. Wait without a time-out, for what can really go on"),
        CLOSED_AT_THE_DOOR,
        Cause(Connection, &[Limit], "the server takes fewer than 1,000 clients: select() with its limit of 1,024 descriptors, or a table of a fixed size"),
    ]],
};

/// Messages of so many bytes, and how many: more than the kernel keeps for anybody.
const LENGTH: usize = 40_000;
const COUNT: usize = 150;

pub const QUIET_WHILE_PENDING: Check = Check {
    id: "server-quiet-while-pending",
    claim: "while answers wait for a client that does not read, and after it has read them, the loop does not turn in vain",
    points: 6,
    programs: PROGRAM,
    needs: &["server-pending"],
    runs: &[Runs::NotByHand("it looks at the processor time of your server while two clients do not read")],
    tries: "A client sends 6,000,000 bytes of messages, then closes its sending side, and reads nothing; a second one does the same and leaves its sending side open. When nothing moves any more the kernel's count of the processor time of your server has to stand nearly still. Then both read, and get all of it, and it has to stand nearly still again.",
    run: |lab| {
        let server = lab.start("server")?;
        let text = lab.text_of(LENGTH);
        let (finished, open) = (deaf(lab, &server, &text)?, deaf(lab, &server, &text)?);
        finished.finish();
        finished.fill()?;
        open.fill()?;
        server.program.expect_calm("while two clients do not read what waits for them")?;
        for client in [&finished, &open] {
            client.read_now();
            client.expect(&frame(WELCOME))?;
            (0..COUNT).try_for_each(|_| client.expect(&receipt(&text)))?;
        }
        server.program.expect_calm("once everything is read").map_err(|stop| stop.seen_as(Late))?;
        exchange(&server, &open, &lab.text())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Nothing, &[Limit], "the loop turns in vain while somebody does not read: a socket that can be read and is not read is told of again and again. While nothing is read from a client, do not wait for its readability either; after its end of stream, never again"),
        Cause(Nothing, &[Late], "the loop turns in vain once everything is sent: take the wait for writability away when the last byte is gone"),
    ]],
};

/// A client that sends its messages and reads nothing.
fn deaf(lab: &mut Harness, server: &Server, text: &str) -> Step<Peer> {
    let client = lab.connect_reading(server, LATE_AND_SLOW)?;
    client.send(&frame(text).repeat(COUNT));
    Ok(client)
}
