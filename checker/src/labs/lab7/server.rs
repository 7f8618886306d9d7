//! The server and its service: that of lab 5, by one loop, whatever a client is in the middle of.

use crate::fault::Move;
use crate::harness::{Harness, Leave, Peer, Script, Server};
use crate::lab::{Cause, Check, Runs};
use crate::labs::lab5::server::{ACTIVE, BYE, RECEIPTS, exchange, guest};
use crate::labs::lab5::words::{WELCOME, frame, frames, receipt};
use crate::labs::shared::STRADDLING_ANSWERED;
use crate::verdict::{Seen::*, Step, Stop, Want::*};

pub const PROGRAM: &[&str] = &["server"];

pub const SERVICE: Check = Check {
    id: "server-service",
    claim: "lab 5's service, to one client and to twenty: welcome, receipts in order, `/bye`, the active count",
    points: 10,
    programs: PROGRAM,
    needs: &[],
    runs: &[Runs::NotByHand(
        "a part of it is a crowd that talks at once (the others are lab5/server-receipts, server-bye and server-active, which can be played)",
    )],
    tries: "Does what lab 5 does in `server-receipts`, `server-bye` and `server-active`: messages one by one, in one piece, cut, one with the beginning of the next, empty and large; `/bye`; clients that come and go in every way. Then twenty clients at the same time send five messages each, and expect their own answers in order, and the numbers 1 to 20 and 19 to 0 as they come and go.",
    run: |lab| {
        for part in [RECEIPTS.run, BYE.run, ACTIVE.run] {
            part(lab)?;
            lab.begin_anew();
        }
        let (server, word) = (lab.start("server")?, lab.word());
        let crowd = lab.crowd(&server, (1..=20).map(|client| talker(&word, client, 5)).collect())?;
        crowd.expect_greeted()?;
        crowd.expect_answers()?;
        server.program.expect_counts("connected", 1..=20)?;
        crowd.leave()?;
        server.program.expect_counts("disconnected", 0..=19)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Silence], "nothing comes where a welcome or an answer should: it lies in the outbox and nobody sends it, or the loop waits for something else. Or the message is lost on its way in: on a non-blocking socket a call that reads to the end, `read_to_end` say, gives an error in place of what it has read"),
        Cause(Bytes, &[Backlog], "the server serves one client at a time: the next one is accepted only when the first has gone. Wait for the listener and for all connections in the same call"),
        Cause(Bytes, &[Short], "not every message is answered: one read may bring several frames, and the system does not tell again of what your program has read already. Take frames out until none is whole"),
        STRADDLING_ANSWERED,
        Cause(Bytes, &[Early], "an empty message has no right answer: a frame of length 0 is a message like any other, and not the end"),
        Cause(Bytes, &[Fin, Rst], "the connection is closed before everything that waits for the client is sent, or by something that is no error: WouldBlock says only that there is nothing now"),
        Cause(Bytes, &[Different], "the answer is not the frame `received: ` and the text of the message, or `bye`"),
        SO_MANY,
        CLOSED_AT_THE_DOOR,
        Cause(End, &[Silence], "`/bye` is answered and the connection stays open: close it once the answer is sent, and take it out of the table"),
        Cause(Line, &[Count], "the active count is wrong: it is the number of clients in the table, after one has come or gone"),
        Cause(Line, &[Silence, Short], "a client comes or goes, and no line with its address says so: print one whichever way a connection ends, also by an error"),
        Cause(Line, &[Different, Address], "the line is not `IP:PORT: TEXT`, `connected IP:PORT (active N)` or `disconnected IP:PORT (active N)`"),
        Cause(Nothing, &[Extra], "a client that leaves in an orderly way is reported as an error: the end of the stream between two frames is the normal end"),
    ]],
};

#[rustfmt::skip]
const SO_MANY: Cause = Cause(Connection, &[Limit], "the server takes only so many clients: a table of a fixed size, or select() with its limit of 1,024 descriptors");
#[rustfmt::skip]
pub(super) const CLOSED_AT_THE_DOOR: Cause = Cause(Connection, &[Fin], "a new client is accepted, and its connection closed before the welcome: a table that is full, or an error in what comes behind accept, is no reason to send somebody away");

/// A client of a crowd, with so many messages that only it sends.
pub fn talker(word: &str, client: usize, messages: usize) -> Script {
    let texts: Vec<String> = (1..=messages).map(|message| format!("{word} {client}, message {message}")).collect();
    Script {
        greeting: frame(WELCOME),
        request: frames(&texts),
        answer: texts.iter().flat_map(|text| receipt(text)).collect(),
        leave: Leave::Reset,
    }
}

/// Clients that one thread has to have room for.
const MANY: usize = 300;

pub const ONE_LOOP: Check = Check {
    id: "server-one-loop",
    claim: "300 clients are answered by as many threads and processes as one is",
    points: 6,
    programs: PROGRAM,
    needs: &["server-service"],
    runs: &[Runs::NotByHand("it counts the threads of your server while many clients talk at once")],
    tries: "Serves one client, and counts the threads and processes of your server. Then 300 clients come, send a message and get their answers, and while they are all connected the threads are counted again. A runtime may start threads of its own; they must not grow with the clients.",
    run: |lab| {
        let server = lab.start("server")?;
        let one = guest(lab, &server)?;
        exchange(&server, &one, &lab.text())?;
        let (before, word) = (server.in_use()?, lab.word());
        let crowd = lab.crowd(&server, (1..=MANY).map(|client| talker(&word, client, 1)).collect())?;
        crowd.expect_greeted()?;
        crowd.expect_answers()?;
        server.expect_same_threads(before, MANY)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Nothing, &[Threads], "the server starts a thread or a process for each client: let one thread wait for all connections at once (poll, epoll, selectors, Selector), and do for each only what can be done without waiting"),
        SO_MANY,
        CLOSED_AT_THE_DOOR,
    ]],
};

/// Clients that are each stuck at another byte.
const STUCK: usize = 20;

pub const HALF_FRAMES: Check = Check {
    id: "server-half-frames",
    claim: "twenty clients are each stuck at another byte of a frame; the next one is answered, and each of them as soon as its frame is whole",
    points: 6,
    programs: PROGRAM,
    needs: &["server-service"],
    runs: &[Runs::NotByHand("a client stands still at each byte of a frame, side by side with twenty others")],
    tries: "Twenty clients send the first 1 to 20 bytes of a frame of 24 and stop. A client that comes after them is answered. Then, one after the other, each sends the rest and gets its answer.",
    run: |lab| {
        let server = lab.start("server")?;
        let (stuck, word) = (guests(lab, &server, STUCK)?, lab.letters(14));
        for (at, client) in (1..).zip(&stuck) {
            let (whole, _) = half_sent(&word, at);
            client.perform(vec![Move::Send(whole[..at].to_vec()), Move::Pause]);
            client.settle()?;
        }
        let limit = |stop: Stop| stop.seen_as(Limit);
        let other = guest(lab, &server).map_err(limit)?;
        exchange(&server, &other, &lab.text()).map_err(limit)?;
        for (at, client) in (1..).zip(&stuck) {
            let (whole, text) = half_sent(&word, at);
            client.send(&whole[at..]);
            client.expect_reply(&server, &receipt(&text))?;
        }
        Ok(())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Limit], "while clients are inside a frame, another one is not answered: the loop reads on at one client until its frame is whole, and waits. Read once, keep what came, and go on with the next"),
        Cause(Bytes, &[Silence], "a frame that came in two parts is not answered: what has come of a frame has to be kept until the rest comes, for each client by itself"),
        Cause(Bytes, &[Fin, Rst], "a client that stops inside a frame loses its connection: it may take all the time it wants"),
    ]],
};

/// A frame of 24 bytes and its text, which begins with these 14 letters.
fn half_sent(letters: &str, at: usize) -> (Vec<u8>, String) {
    let text = format!("{letters}{at:>6}");
    (frame(&text), text)
}

/// Connects this many clients, and expects their welcomes.
pub fn guests(lab: &mut Harness, server: &Server, count: usize) -> Step<Vec<Peer>> {
    (0..count).map(|_| guest(lab, server)).collect()
}
