//! Checkpoint 2, the server: a user who does not read holds up nobody.

use super::user::{SERVER, expect_message, log_in, say};
use crate::fault::Reading;
use crate::harness::{Harness, Peer, Server};
use crate::lab::{Cause, Check, Runs};
use crate::verdict::{Seen::*, Step, Want::*};

/// A user who does not read until told to, and whose system takes little in the meantime.
const ASLEEP: Reading = Reading { held: true, buffer: Some(16 * 1024), ..Reading::EAGER };

/// So many frames may wait for a user: fewer than the 256 at which it is dropped.
const MAY_WAIT: usize = 200;

/// With this size of theirs they are more than the system's buffers take.
const TEXT: usize = 64 * 1024;

/// After so many of them a user who does not read has to be dropped, however large the buffers are.
const AT_THE_LATEST: usize = 1024;

/// Frames between two looks at whether the others are served.
const BURST: usize = 64;

const LOST: &str = "what waits for a user is lost, although it is fewer than 256 frames: it is kept until the user reads it, and sent before the connection is closed when the user closes the sending side";

pub const SLOW_USER: Check = Check {
    id: "slow-user",
    claim: "a user who does not read holds up nobody; what waits for it is kept, up to 256 frames, then it is dropped",
    points: 4,
    programs: SERVER,
    needs: &["message", "users", "leaving"],
    runs: &[Runs::NotByHand(
        "it sends hundreds of messages to somebody who does not read, and looks who is held up meanwhile",
    )],
    tries: "`ann` sends 200 messages of 64 KiB to `bob`, who does not read. Expects that `ann` and `carl` are served meanwhile. Then `bob` closes his sending side and reads: expects all 200, and the end of the stream. He comes back and does not read again, while `ann` sends him as many messages as it takes, up to 64 MiB: expects that she and `carl` are served after every 64 of them, and at last `LEFT bob` and the end of his connection.",
    run: |lab| {
        let server = lab.start("server")?;
        let ann = log_in(lab, &server, "ann")?;
        let carl = log_in(lab, &server, "carl")?;
        ann.expect_frame(News, "JOINED carl")?;

        let late = asleep(lab, &server, &ann)?;
        (0..MAY_WAIT).for_each(|n| say(&ann, "bob", &text(n)));
        ann.send_frame("USERS");
        unless_all_are_held_up(&carl, ann.expect_frame(Answer, "USERS ann bob carl"))?;
        lab.keep_silent(&server.program)?;
        late.finish();
        late.fill()?;
        expect_kept(&late)?;
        ann.expect_frame(News, "LEFT bob")?;

        let slow = asleep(lab, &server, &ann)?;
        flood(&ann, &carl)?;
        slow.read_now();
        slow.expect_over()
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Message, &[Silence], "everybody waits for one who does not read: the server writes to that connection while it holds a lock, or in its only thread. Give each user a queue of its own, and a thread that writes"),
        Cause(Answer, &[Silence], "who writes to somebody who does not read has to wait: the thread that reads a user's commands writes to others. Give each user a queue of its own, and a thread that writes"),
        Cause(News, &[Silence], "the slow user is never dropped (the server's queue for it has no end, or what does not fit is thrown away), or it is, and nobody is told that it has `LEFT`"),
        Cause(End, &[Silence], "the connection of a user who has gone, or was dropped, stays open: close it, in both directions"),
        Cause(Answer, &[Different], LOST),
        Cause(Bytes, &[Fin, Rst, Unterminated, Different], LOST),
        Cause(Answer, &[Fin, Rst], "somebody else than the slow user is dropped: the one who writes to it, or the one who is told that it has gone"),
    ]],
};

/// The n-th text for `bob`.
fn text(n: usize) -> String {
    format!("{n:04} {}", "t".repeat(TEXT))
}

/// Logs in `bob`, who does not read, as `ann` is told.
fn asleep(lab: &mut Harness, server: &Server, ann: &Peer) -> Step<Peer> {
    let bob = lab.connect_reading(server, ASLEEP)?;
    bob.send_frame("LOGIN bob");
    ann.expect_frame(News, "JOINED bob")?;
    Ok(bob)
}

/// Expects all that waited for `bob`, and then the end of his stream.
fn expect_kept(bob: &Peer) -> Step {
    bob.read_now();
    bob.expect_frame(Bytes, "OK bob")?;
    (0..MAY_WAIT).try_for_each(|n| bob.expect_frame(Bytes, format!("MSG ann {}", text(n))))?;
    bob.expect_end()
}

/// Sends to `bob` until he has `LEFT`. Meanwhile the others are served.
fn flood(ann: &Peer, carl: &Peer) -> Step {
    for sent in (0..AT_THE_LATEST).step_by(BURST) {
        (0..BURST).for_each(|n| say(ann, "bob", &text(sent + n)));
        if unless_all_are_held_up(carl, has_left(ann, "bob"))? {
            return Ok(());
        }
    }
    ann.expect_frame(News, "LEFT bob")
}

/// If somebody is held up, one looks first whether `carl` is, too, who has nothing to do with it.
fn unless_all_are_held_up<T>(carl: &Peer, outcome: Step<T>) -> Step<T> {
    say(carl, "carl", "am I held up?");
    expect_message(carl, "carl", "am I held up?")?;
    outcome
}

/// Expects an answer to USERS, and says whether the news came before it that somebody has left.
fn has_left(user: &Peer, name: &str) -> Step<bool> {
    user.send_frame("USERS");
    let news = format!("LEFT {name}");
    let mut left = false;
    loop {
        let payload = user.next_frame(Answer, b"USERS ...")?;
        if payload.starts_with(b"USERS ") {
            return Ok(left);
        }
        left |= payload == news.as_bytes();
    }
}

const PART_IS_NO_ERROR: &str = "a send that takes only a part is treated as an error: it says how much it took, and the rest is sent with the next";

pub const SUSPENDED: Check = Check {
    id: "suspended",
    claim: "stopped and continued while messages wait, the server loses no byte of a frame, and nobody",
    points: 2,
    programs: SERVER,
    needs: &["message", "users"],
    runs: &[Runs::NotByHand(
        "it stops your server (SIGSTOP) while it is blocked in a send, at a moment that only the kernel knows",
    )],
    tries: "`ann` sends 200 messages of 64 KiB to `bob`, who does not read. Once the server is blocked in sending to him it is stopped and continued, as by Ctrl-Z and `fg`, several times: each time its send may report less than it was given. `carl` is served; `bob` reads, and expects all 200 whole; all three are still there.",
    run: |lab| {
        let server = lab.start("server")?;
        let ann = log_in(lab, &server, "ann")?;
        let carl = log_in(lab, &server, "carl")?;
        ann.expect_frame(News, "JOINED carl")?;
        let late = asleep(lab, &server, &ann)?;
        (0..MAY_WAIT).for_each(|n| say(&ann, "bob", &text(n)));
        ann.send_frame("USERS");
        ann.expect_frame(Answer, "USERS ann bob carl").map_err(|stop| stop.seen_as(Limit))?;
        late.suspend(&server.program)?;
        lab.keep_silent(&server.program)?;
        unless_all_are_held_up(&carl, Ok(()))?;
        late.read_now();
        late.expect_frame(Bytes, "OK bob")?;
        (0..MAY_WAIT).try_for_each(|n| late.expect_frame(Bytes, format!("MSG ann {}", text(n))))?;
        ann.send_frame("USERS");
        ann.expect_frame(Answer, "USERS ann bob carl")
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Different], "bytes are lost between the frames: a send that was interrupted has taken only a part, and says how much. Send the rest with the next: sendall, write_all, or a loop"),
        Cause(Bytes, &[Unterminated, Fin, Rst], PART_IS_NO_ERROR),
        Cause(Answer, &[Different, Fin, Rst], PART_IS_NO_ERROR),
        Cause(Answer, &[Limit], "who writes to somebody who does not read has to wait: look at `slow-user`"),
    ]],
};
