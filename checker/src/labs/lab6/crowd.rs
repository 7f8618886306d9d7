//! Checkpoint 2, the server: users who go, who do not read, who send nonsense, and many of them.

use super::chat::{SERVER, expect_message, is_news, log_in, say};
use crate::fault::{Move, Reading, reset, truncate};
use crate::harness::{Peer, frame};
use crate::lab::{Cause, Check};
use crate::verdict::{Seen::*, Step, Want::*};

/// A user who does not read until told to, and whose system takes little in the meantime.
const ASLEEP: Reading = Reading { held: true, buffer: Some(16 * 1024), ..Reading::EAGER };

pub const LEAVING: Check = Check {
    id: "leaving",
    claim: "who goes, in whatever way, is `LEFT` to the others, and the name is free again",
    points: 4,
    programs: SERVER,
    needs: &["login", "message"],
    runs: &[],
    tries: "`bob` leaves by QUIT, by the end of his stream, and by a reset. Each time expects `LEFT bob` for `ann`, and that he can log in again.",
    run: |lab| {
        let server = lab.start("server")?;
        let ann = log_in(lab, &server, "ann")?;
        let ways: [fn(&Peer) -> Step; 3] = [
            |bob| {
                bob.send_frame("QUIT");
                bob.expect_closed()
            },
            |bob| {
                bob.finish();
                bob.expect_closed()
            },
            Peer::reset,
        ];
        for leave in ways {
            let bob = log_in(lab, &server, "bob")?;
            ann.expect_frame(News, "JOINED bob")?;
            say(&ann, "bob", "are you there?");
            expect_message(&bob, "ann", "are you there?")?;
            leave(&bob)?;
            ann.expect_frame(News, "LEFT bob")?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            End,
            &[Silence],
            "the server does not close the connection of a user who has left, by QUIT or by closing the sending side",
        ),
        Cause(
            News,
            &[Silence],
            "the others are not told `LEFT`, or not for every way of leaving: QUIT, the end of the stream, an error of read",
        ),
        Cause(News, &[Different], "the others are told something else than `LEFT` and the name, or more than once"),
        Cause(
            Answer,
            &[Different],
            "the name of a user who has left is not free: the dictionary still has it when the others are told",
        ),
        Cause(Bytes, &[Extra], "the one who leaves is told so, too: `LEFT` is for everybody else"),
    ]],
};

pub const PAIRS: Check = Check {
    id: "pairs",
    claim: "20 pairs chat at once, and nothing crosses over",
    points: 3,
    programs: SERVER,
    needs: &["message"],
    runs: &[],
    tries: "Logs in 40 users, who all send their partner 10 messages at the same time. Expects each to get those of their partner, in order, and nothing else.",
    run: |lab| {
        let server = lab.start("server")?;
        let names: Vec<String> = (0..40).map(|n| format!("user-{n}")).collect();
        let users = names.iter().map(|name| log_in(lab, &server, name)).collect::<Step<Vec<Peer>>>()?;
        let text = |n: usize, from: usize| format!("number {n} from {}", names[from]);
        for (place, user) in users.iter().enumerate() {
            let frames = (0..10).flat_map(|n| frame(format!("MSG {} {}", names[place ^ 1], text(n, place))));
            user.send(&frames.collect::<Vec<u8>>());
        }
        for (place, user) in users.iter().enumerate() {
            let partner = place ^ 1;
            for n in 0..10 {
                expect_message(user, &names[partner], &text(n, partner))?;
            }
            say(user, &names[place], "nothing else");
            expect_message(user, &names[place], "nothing else")?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Answer,
            &[Silence],
            "not all of the 40 are logged in: the server serves only so many at once, and the others wait",
        ),
        Cause(Answer, &[Fin], "not all of the 40 are logged in: the server turns some away"),
        Cause(Answer, &[Rst], "not all of the 40 are logged in: the server turns some away"),
        Cause(
            Message,
            &[Silence],
            "messages go to somebody else, or to nobody, or under another name, among so many users: what belongs to a connection must not stand where all of them write, and a name is a whole name",
        ),
        Cause(
            Message,
            &[Different],
            "messages go to somebody else, or to nobody, or under another name, among so many users: what belongs to a connection must not stand where all of them write, and a name is a whole name",
        ),
    ]],
};

/// So many frames may wait for a user: fewer than the 256 at which it is dropped.
const MAY_WAIT: usize = 200;
/// With this size of theirs they are more than the system's buffers take.
const TEXT: usize = 64 * 1024;
/// After so many of them a user who does not read has to be dropped, however large the buffers are.
const AT_THE_LATEST: usize = 1024;
/// Frames between two looks at whether the others are served.
const BURST: usize = 64;

pub const SLOW_USER: Check = Check {
    id: "slow-user",
    claim: "a user who does not read holds up nobody; what waits for it is kept, up to 256 frames, then it is dropped",
    points: 5,
    programs: SERVER,
    needs: &["message", "users", "leaving"],
    runs: &[],
    tries: "`ann` sends 200 messages of 64 KiB to `bob`, who does not read. Expects that `ann` and `carl` are served meanwhile. Then `bob` closes his sending side and reads: expects all 200, and the end of the stream. He comes back and does not read again, while `ann` sends him as many messages as it takes, up to 64 MiB: expects that she and `carl` are served after every 64 of them, and at last `LEFT bob` and the end of his connection.",
    run: |lab| {
        let server = lab.start("server")?;
        let ann = log_in(lab, &server, "ann")?;
        let carl = log_in(lab, &server, "carl")?;
        ann.expect_frame(News, "JOINED carl")?;
        let text = |n: usize| format!("{n:04} {}", "t".repeat(TEXT));

        let late = lab.connect_reading(&server, ASLEEP)?;
        late.send_frame("LOGIN bob");
        ann.expect_frame(News, "JOINED bob")?;
        (0..MAY_WAIT).for_each(|n| say(&ann, "bob", &text(n)));
        ann.send_frame("USERS");
        unless_all_are_held_up(&carl, ann.expect_frame(Answer, "USERS ann bob carl"))?;
        late.finish();
        late.fill()?;
        late.read_now();
        late.expect_frame(Bytes, "OK bob")?;
        (0..MAY_WAIT).try_for_each(|n| late.expect_frame(Bytes, format!("MSG ann {}", text(n))))?;
        late.expect_end()?;
        ann.expect_frame(News, "LEFT bob")?;

        let slow = lab.connect_reading(&server, ASLEEP)?;
        slow.send_frame("LOGIN bob");
        ann.expect_frame(News, "JOINED bob")?;
        let (mut sent, mut dropped) = (0, false);
        while !dropped && sent < AT_THE_LATEST {
            (0..BURST).for_each(|n| say(&ann, "bob", &text(sent + n)));
            sent += BURST;
            dropped = unless_all_are_held_up(&carl, has_left(&ann, "bob"))?;
        }
        if !dropped {
            ann.expect_frame(News, "LEFT bob")?;
        }
        slow.read_now();
        slow.expect_over()
    },
    causes: &[&[
        Cause(
            Message,
            &[Silence],
            "everybody waits for one who does not read: the server writes to that connection while it holds a lock, or in its only thread. Give each user a queue of its own, and a thread that writes",
        ),
        Cause(
            Answer,
            &[Silence],
            "who writes to somebody who does not read has to wait: the thread that reads a user's commands writes to others. Give each user a queue of its own, and a thread that writes",
        ),
        Cause(
            News,
            &[Silence],
            "the slow user is never dropped (the server's queue for it has no end, or what does not fit is thrown away), or it is, and nobody is told that it has `LEFT`",
        ),
        Cause(
            End,
            &[Silence],
            "the connection of a user who has gone, or was dropped, stays open: close it, in both directions",
        ),
        Cause(
            Answer,
            &[Different],
            "what waits for a user is lost, although it is fewer than 256 frames: it is kept until the user reads it, and sent before the connection is closed when the user closes the sending side",
        ),
        Cause(
            Bytes,
            &[Fin],
            "what waits for a user is lost, although it is fewer than 256 frames: it is kept until the user reads it, and sent before the connection is closed when the user closes the sending side",
        ),
        Cause(
            Bytes,
            &[Rst],
            "what waits for a user is lost, although it is fewer than 256 frames: it is kept until the user reads it, and sent before the connection is closed when the user closes the sending side",
        ),
        Cause(
            Bytes,
            &[Unterminated],
            "what waits for a user is lost, although it is fewer than 256 frames: it is kept until the user reads it, and sent before the connection is closed when the user closes the sending side",
        ),
        Cause(
            Bytes,
            &[Different],
            "what waits for a user is lost, although it is fewer than 256 frames: it is kept until the user reads it, and sent before the connection is closed when the user closes the sending side",
        ),
        Cause(
            Answer,
            &[Fin],
            "somebody else than the slow user is dropped: the one who writes to it, or the one who is told that it has gone",
        ),
        Cause(
            Answer,
            &[Rst],
            "somebody else than the slow user is dropped: the one who writes to it, or the one who is told that it has gone",
        ),
    ]],
};

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

pub const HUNDRED_USERS: Check = Check {
    id: "hundred-users",
    claim: "100 users log in, list, talk and leave",
    points: 3,
    programs: SERVER,
    needs: &["message", "users", "leaving"],
    runs: &[],
    tries: "Logs in 100 users. Each asks for USERS and writes to the next one; then all leave but one, who is told so of each, and is alone in the list.",
    run: |lab| {
        let server = lab.start("server")?;
        let names: Vec<String> = (0..100).map(|n| format!("u{n:02}")).collect();
        let users = names.iter().map(|name| log_in(lab, &server, name)).collect::<Step<Vec<Peer>>>()?;
        let all = format!("USERS {}", names.join(" "));
        for user in &users {
            user.send_frame("USERS");
        }
        for user in &users {
            user.expect_frame_past(Answer, &all, is_news)?;
        }
        for (place, user) in users.iter().enumerate() {
            say(user, &names[(place + 1) % 100], "hello, neighbour");
        }
        for (place, user) in users.iter().enumerate() {
            expect_message(user, &names[(place + 99) % 100], "hello, neighbour")?;
        }
        let (last, gone) = users.split_first().ok_or_else(|| anyhow::anyhow!("there are users"))?;
        for user in gone {
            user.send_frame("QUIT");
        }
        let mut left = Vec::new();
        while left.len() < gone.len() {
            let payload = last.next_frame(News, b"LEFT ...")?;
            left.extend(payload.strip_prefix(b"LEFT ").map(|name| String::from_utf8_lossy(name).into_owned()));
        }
        left.sort();
        last.send_frame("USERS");
        last.expect_frame(Answer, "USERS u00")?;
        gone.iter().try_for_each(Peer::expect_over)
    },
    causes: &[&[
        Cause(
            Answer,
            &[Silence],
            "not all of the 100 are answered: the server serves only so many at once, and the others wait",
        ),
        Cause(Answer, &[Fin], "not all of the 100 are logged in: the server turns some away"),
        Cause(Answer, &[Different], "the list is not that of everybody who is there, and of nobody else"),
        Cause(News, &[Silence], "not everybody who leaves is told to those who stay"),
        Cause(Answer, &[Rst], "not all of the 100 are logged in: the server turns some away"),
        Cause(
            Message,
            &[Different],
            "a message does not reach its user among so many: somebody else gets it, or nobody",
        ),
    ]],
};

pub const BAD_FRAMES: Check = Check {
    id: "bad-frames",
    claim: "frames that are too large or cut short end that connection alone",
    points: 3,
    programs: SERVER,
    needs: &["message", "leaving"],
    runs: &[],
    tries: "As `bob` and as somebody without a name, one after the other: claims 1,048,577 and 4,294,967,295 bytes, ends the stream in a header and in a payload, and resets inside a payload. Each time expects the end of that connection, `LEFT bob` if it was his, and that `ann` can still write to herself.",
    run: |lab| {
        let server = lab.start("server")?;
        let ann = log_in(lab, &server, "ann")?;
        let bad = [
            vec![Move::Send(1_048_577u32.to_be_bytes().to_vec())],
            vec![Move::Send(u32::MAX.to_be_bytes().to_vec())],
            truncate(&frame("USERS"), 2),
            truncate(&frame("USERS"), 7),
            reset(&frame("USERS"), 7),
        ];
        for moves in bad {
            let is_reset = moves.contains(&Move::Reset);
            let nobody = lab.connect(&server)?;
            let bob = log_in(lab, &server, "bob")?;
            ann.expect_frame(News, "JOINED bob")?;
            for one in [nobody, bob] {
                one.perform(moves.clone());
                one.settle()?;
                if !is_reset {
                    one.expect_over()?;
                }
            }
            ann.expect_frame(News, "LEFT bob")?;
            say(&ann, "ann", "still here");
            ann.expect_frame(Message, "MSG ann still here")?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            End,
            &[Silence],
            "the connection stays open after a bad frame: one that is too large, or cut short by the end of the stream. Nobody knows where the next one begins",
        ),
        Cause(News, &[Silence], "a user whose connection ended with a bad frame has not `LEFT`"),
        Cause(
            News,
            &[Short],
            "somebody has `LEFT` who has no name: a connection that never logged in goes without a word",
        ),
        Cause(News, &[Fin], "a bad frame ends more than its own connection: those of others, or the whole server"),
        Cause(News, &[Rst], "a bad frame ends more than its own connection: those of others, or the whole server"),
    ]],
};
