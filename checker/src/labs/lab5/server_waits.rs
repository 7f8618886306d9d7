//! The server and clients that are silent, stuck or slow: they hold up nobody but themselves.

use super::server::{SERVER, exchange, guest};
use super::words::{WAIT, WELCOME, frame, frames, receipt};
use crate::fault::{LATE, LATE_AND_SLOW, Move};
use crate::lab::{Cause, Check, Runs};
use crate::labs::payload::numbered;
use crate::labs::shared::{SPINS, WITH_THREADS};
use crate::verdict::{Seen::*, Stop, Want::*};

pub const TWO_AT_ONCE: Check = Check {
    id: "server-two-at-once",
    claim: "a second client is served while the first is silent, and so is a third",
    points: 7,
    programs: SERVER,
    needs: &["server-welcome"],
    runs: WITH_THREADS,
    tries: "Connects a first client, which is welcomed and says nothing. Connects a second, and expects its welcome and its answer. Leaves both connected and does the same with a third; then the first says something, and has to be answered itself. While its clients are silent the server must not keep a processor busy.",
    run: |lab| {
        let server = lab.start("server")?;
        let silent = guest(lab, &server)?;
        let second = guest(lab, &server)?;
        exchange(&server, &second, &lab.text())?;
        server.program.expect_no_spin("while its clients are silent")?;
        let third = lab.connect(&server)?;
        third.expect_reply(&server, &frame(WELCOME)).map_err(|stop| stop.seen_as(Limit))?;
        exchange(&server, &third, &lab.text())?;
        let text = lab.text();
        let is_elsewhere = |stop: &Stop| stop.saw(Silence) && third.expect(&receipt(&text)).is_ok();
        let answered = exchange(&server, &silent, &text);
        answered.map_err(|stop| if is_elsewhere(&stop) { stop.seen_as(Address) } else { stop })
    },
    #[rustfmt::skip]
    causes: &[&[
        SPINS,
        Cause(Bytes, &[Backlog], "the server serves one client at a time: the next one is accepted only when the first has gone. Accept in a loop that does nothing else, and give each client a thread"),
        Cause(Bytes, &[Silence], "the server accepts clients and serves them one after the other: to accept early is not enough, each has to be served by a thread of its own"),
        Cause(Bytes, &[Unread], "the server welcomes clients and serves them one after the other: nobody reads what the second one sends while the first is connected"),
        Cause(Bytes, &[Fin], "the server closes the connection of a second client, or ends"),
        Cause(Bytes, &[Different], "a second client gets something else than a first one: what belongs to one connection stands where all of them can change it"),
        Cause(Bytes, &[Address], "the answer to one client goes to another, who came later: the connection stands in a variable that the next client changes. Each thread needs a connection of its own: give it to the thread when that starts"),
        Cause(Bytes, &[Limit], "the server serves two clients at the same time, and no third: its pool has two threads. Give each client a thread of its own"),
    ]],
};

pub const STALLED_FRAME: Check = Check {
    id: "server-stalled-frame",
    claim: "a client stuck inside a frame holds up nobody but itself",
    points: 5,
    programs: SERVER,
    needs: &["server-two-at-once"],
    runs: &[],
    tries: "One client sends half of a header and stops, another a header and half of the payload. A third, which was there before, and a fourth that connects then have to be served. Then, after half a second, the first two send the rest and get their answers.",
    run: |lab| {
        let server = lab.start("server")?;
        let early = guest(lab, &server)?;
        let stuck = [(2, guest(lab, &server)?), (9, guest(lab, &server)?)];
        let text = lab.text();
        let whole = frame(&text);
        for (at, client) in &stuck {
            client.perform(vec![Move::Send(whole[..*at].to_vec()), Move::Pause]);
            client.settle()?;
        }
        exchange(&server, &early, &lab.text())?;
        let late = guest(lab, &server)?;
        exchange(&server, &late, &lab.text())?;
        server.program.hold_back(WAIT.max(lab.silence()))?;
        for (at, client) in &stuck {
            client.send(&whole[*at..]);
            client.expect_reply(&server, &receipt(&text))?;
        }
        Ok(())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Unread], "while one client is inside a frame the server reads from nobody else: a thread that serves several clients must not wait for the rest of one client's frame"),
        Cause(Bytes, &[Silence], "while one client is inside a frame others are not answered, or not accepted: a lock is held while a frame is read, or the thread that answers or accepts waits for that client"),
        Cause(Bytes, &[Different], "a part of a header or of a payload is taken for all of it: recv(4) gives what is there, and that may be 2 bytes. Read until all of it has come"),
        Cause(Bytes, &[Fin, Rst], "the server closes the connection of a client that stops inside a frame: it may take all the time it wants"),
    ]],
};

pub const SLOW_READER: Check = Check {
    id: "server-slow-reader",
    claim: "a client that never reads its answers holds up nobody but itself",
    points: 5,
    programs: SERVER,
    needs: &["server-two-at-once"],
    runs: &[],
    tries: "One client sends messages and never reads an answer, until the server can't send it any more. A client that was there before and one that connects then have to be served.",
    run: |lab| {
        let server = lab.start("server")?;
        let early = guest(lab, &server)?;
        let slow = lab.connect_reading(&server, LATE_AND_SLOW)?;
        // One that is only slow goes on while others are served: then it has to be given more.
        loop {
            let is_blocked = slow.send_until_blocked(&flood(&lab.text_of(6)))?;
            (0..10).try_for_each(|_| exchange(&server, &early, &lab.text()))?;
            let late = guest(lab, &server)?;
            exchange(&server, &late, &lab.text())?;
            if !is_blocked || slow.is_still_blocked() {
                break;
            }
        }
        lab.keep_silent(&server.program)?;
        let last = guest(lab, &server)?;
        exchange(&server, &last, &lab.text())?;
        slow.abort();
        Ok(())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Unread], "while the server sends to a client that does not read, it reads from nobody: one thread does all the sending, and send waits when the buffers are full"),
        Cause(Bytes, &[Silence], "a message is answered, or a client accepted, only when a client that does not read has read: a lock is held while an answer is sent. Hold a lock to look something up, never across a send"),
        Cause(Bytes, &[Fin, Rst], "a client that does not read costs another one its connection, or the server ends"),
    ]],
};

/// As many messages as 64 KiB hold, of these six letters again and again.
fn flood(letters: &str) -> Vec<u8> {
    frame(&letters.repeat(680)).repeat(16)
}

pub const SUSPENDED: Check = Check {
    id: "server-suspended",
    claim: "stopped and continued while it sends, the server loses no byte of an answer, and nobody else notices",
    points: 4,
    programs: SERVER,
    needs: &["server-receipts", "server-two-at-once"],
    runs: &[Runs::NotByHand(
        "it stops your server (SIGSTOP) while it is blocked in a send, at a moment that only the kernel knows",
    )],
    tries: "One client sends five messages of 1,000,000 bytes and reads no answer until the server is blocked in sending. Then the server is stopped and continued, as by Ctrl-Z and `fg`, several times: each time its send may report less than it was given. Another client is served; the first one reads, and expects all five answers whole.",
    run: |lab| {
        let server = lab.start("server")?;
        let other = guest(lab, &server)?;
        let late = lab.connect_reading(&server, LATE)?;
        let text = String::from_utf8_lossy(&numbered(1_000_000)).into_owned();
        let texts: Vec<String> = (0..5).map(|_| format!("{} {text}", lab.word())).collect();
        late.send(&frames(&texts));
        late.suspend(&server.program)?;
        lab.keep_silent(&server.program)?;
        exchange(&server, &other, &lab.text()).map_err(|stop| stop.seen_as(Limit))?;
        late.read_now();
        late.expect(&frame(WELCOME))?;
        texts.iter().try_for_each(|text| late.expect(&receipt(text)))
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Different], "bytes are lost in the middle of the answers: a send that was interrupted has taken only a part, and says how much. Send the rest with the next: sendall, write_all, or a loop"),
        Cause(Bytes, &[Rst], "a send that takes only a part is treated as an error: it says how much it took, and the rest is sent with the next"),
        Cause(Bytes, &[Limit], "while the server can't send to one client, or after it was stopped, another client is not answered"),
    ]],
};
