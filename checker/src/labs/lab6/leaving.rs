//! Checkpoint 2, the server: users who go, and those who send nonsense.

use super::user::{SERVER, expect_message, is_news, log_in, say};
use crate::fault::{Move, reset, truncate};
use crate::harness::{Harness, Peer, Server, frame};
use crate::lab::{Cause, Check, Runs};
use crate::labs::shared::{AGAIN, WITH_THREADS};
use crate::verdict::{Seen::*, Step, Stop, Want::*};

pub const LEAVING: Check = Check {
    id: "leaving",
    claim: "who goes, in whatever way, is `LEFT` to the others, and the name is free again",
    points: 3,
    programs: SERVER,
    needs: &["login", "message"],
    runs: WITH_THREADS,
    tries: "A user leaves by QUIT, by the end of the stream, and by a reset. Each time expects `LEFT` and the name for another user, and that one can log in with it again; and an `error: ...` for the reset alone.",
    run: |lab| {
        let server = lab.start("server")?;
        let [a, b] = lab.names();
        let ann = log_in(lab, &server, &a)?;
        for leave in [quit, finish, Peer::reset] {
            let bob = log_in(lab, &server, &b)?;
            ann.expect_frame(News, format!("JOINED {b}"))?;
            let text = lab.text();
            say(&ann, &b, &text);
            expect_message(&bob, &a, &text)?;
            let left = leave(&bob).map_err(|stop| kept(lab, &server, (&ann, &b)).unwrap_or(stop));
            left?;
            ann.expect_frame(News, format!("LEFT {b}"))?;
        }
        let _bob = log_in(lab, &server, &b)?;
        server.program.expect_errors(1)?;
        server.program.expect_errors_at_most(1, "")
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(End, &[Silence], "the server does not close the connection of a user who has left, by QUIT or by closing the sending side"),
        Cause(News, &[Silence], "the others are not told `LEFT`, or not for every way of leaving: QUIT, the end of the stream, an error of read"),
        Cause(News, &[Different], "the others are told something else than `LEFT` and the name, or more than once"),
        Cause(Answer, &[Different], "the name of a user who has left is not free: the dictionary still has it when the others are told"),
        Cause(Bytes, &[Code], "QUIT is refused: it is a command like any other, and ends the connection"),
        Cause(Error, &[Silence], "a connection that is reset is not reported: an error of read is more than an end"),
        Cause(Error, &[Extra], "an orderly end is reported as an error: QUIT and the end of the stream between two frames are normal ends"),
        Cause(Bytes, &[Different], "QUIT is answered by a frame: its answer is the end of the stream"),
        Cause(Bytes, &[Extra], "the one who leaves is told so, too: `LEFT` is for everybody else"),
    ]],
};

/// That the name of somebody who has gone is still taken, although the other is told `LEFT`. What else is wrong with the
/// end of the connection comes of that: the dictionary holds on to it.
fn kept(lab: &mut Harness, server: &Server, (other, name): (&Peer, &str)) -> Option<Stop> {
    other.expect_frame(News, format!("LEFT {name}")).ok()?;
    match log_in(lab, server, name) {
        Err(Stop::Mismatch(unmet)) if (unmet.want, unmet.seen) == (Answer, Code) => Some(Stop::Mismatch(unmet)),
        _ => None,
    }
}

fn quit(user: &Peer) -> Step {
    user.send_frame("QUIT");
    let is_told = |word: &[u8]| user.look(|heard| heard.received.windows(word.len()).any(|bytes| bytes == word));
    user.expect_closed().map_err(|stop| match () {
        () if is_told(b"ERR ") => stop.seen_as(Code),
        () if stop.saw(Extra) && !is_told(b"LEFT ") => stop.seen_as(Different),
        () => stop,
    })
}

fn finish(user: &Peer) -> Step {
    user.finish();
    user.expect_closed()
}

pub const HUNDRED_USERS: Check = Check {
    id: "hundred-users",
    claim: "100 users log in, list, talk and leave",
    points: 3,
    programs: SERVER,
    needs: &["message", "users", "leaving"],
    runs: &[AGAIN, Runs::NotByHand("a hundred users come, talk and leave")],
    tries: "Logs in 100 users. Each asks for USERS and writes to the next one; then all leave but one, who is told so of each, and is alone in the list. The first to leave asks for USERS and resets the connection while the server is stopped, so that the answer is written to a broken pipe.",
    run: |lab| {
        let server = lab.start("server")?;
        let (word, text) = (lab.word(), lab.text());
        let names: Vec<String> = (0..100).map(|n| format!("{word}{n:02}")).collect();
        let users = names.iter().map(|name| log_in(lab, &server, name)).collect::<Step<Vec<Peer>>>()?;
        let all = format!("USERS {}", names.join(" "));
        users.iter().for_each(|user| user.send_frame("USERS"));
        users.iter().try_for_each(|user| user.expect_frame_past(Answer, &all, is_news))?;
        users.iter().zip(1..).for_each(|(user, next)| say(user, &names[next % 100], &text));
        for (place, user) in users.iter().enumerate() {
            expect_message(user, &names[(place + 99) % 100], &text)?;
        }
        let (last, gone) = users.split_first().ok_or_else(|| anyhow::anyhow!("there are users"))?;
        let (broken, gone) = gone.split_first().ok_or_else(|| anyhow::anyhow!("there are users"))?;
        broken.break_pipe(&server.program, &frame("USERS"))?;
        gone.iter().for_each(|user| user.send_frame("QUIT"));
        let mut left = 0;
        while left <= gone.len() {
            left += usize::from(last.next_frame(News, b"LEFT ...")?.starts_with(b"LEFT "));
        }
        last.send_frame("USERS");
        last.expect_frame(Answer, format!("USERS {}", names[0]))?;
        gone.iter().try_for_each(Peer::expect_over)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Answer, &[Silence], "not all of the 100 are answered: the server serves only so many at once, and the others wait"),
        Cause(Answer, &[Fin, Rst], "not all of the 100 are logged in: the server turns some away"),
        Cause(Answer, &[Different], "the list is not that of everybody who is there, and of nobody else"),
        Cause(News, &[Fin, Rst], "the server ends with a user who is gone before an answer, or one who stays loses the connection: a write to a broken pipe, EPIPE, ends that connection alone (in C a signal comes first, SIGPIPE: ignore it, or send with MSG_NOSIGNAL)"),
        Cause(News, &[Silence], "not everybody who leaves is told to those who stay"),
        Cause(Message, &[Different], "a message does not reach its user among so many: somebody else gets it, or nobody"),
    ]],
};

pub const BAD_FRAMES: Check = Check {
    id: "bad-frames",
    claim: "frames that are too large or cut short end that connection alone",
    points: 3,
    programs: SERVER,
    needs: &["message", "leaving"],
    runs: WITH_THREADS,
    tries: "As a user and as somebody without a name, one after the other: claims 1,048,577 and 4,294,967,295 bytes, ends the stream in a header and in a payload, one that begins like a message to another user, and resets inside a payload. Each time expects the end of that connection, `LEFT` and the name if it had one, and that the other user, who gets no half message, can still write to herself; and an `error: ...` for each.",
    run: |lab| {
        let server = lab.start("server")?;
        let [a, b] = lab.names();
        let ann = log_in(lab, &server, &a)?;
        for moves in bad_frames(&a) {
            let nobody = lab.connect(&server)?;
            let bob = log_in(lab, &server, &b)?;
            ann.expect_frame(News, format!("JOINED {b}"))?;
            for one in [nobody, bob] {
                one.perform(moves.clone());
                one.settle()?;
                // Whoever has reset a connection sees no end of it.
                if !moves.contains(&Move::Reset) {
                    one.expect_over()?;
                }
            }
            ann.expect_frame(News, format!("LEFT {b}"))?;
            let text = lab.text();
            say(&ann, &a, &text);
            ann.expect_frame(Message, format!("MSG {a} {text}"))?;
        }
        server.program.expect_errors(10)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(End, &[Silence], "the connection stays open after a bad frame: one that is too large, or cut short by the end of the stream. Nobody knows where the next one begins"),
        Cause(News, &[Silence], "a user whose connection ended with a bad frame has not `LEFT`"),
        Cause(News, &[Different], "half a frame is obeyed: the stream has ended before the message was whole"),
        Cause(Error, &[Silence], "a bad frame is not reported, or not each of them: too large, cut short, or broken off by a reset"),
        Cause(News, &[Short], "somebody has `LEFT` who has no name: a connection that never logged in goes without a word"),
        Cause(News, &[Fin, Rst], "a bad frame ends more than its own connection: those of others, or the whole server"),
    ]],
};

/// Too large, cut short in the length and in the payload, and broken off by a reset.
fn bad_frames(other: &str) -> [Vec<Move>; 5] {
    [
        vec![Move::Send(1_048_577u32.to_be_bytes().to_vec())],
        vec![Move::Send(u32::MAX.to_be_bytes().to_vec())],
        truncate(&frame("USERS"), 2),
        truncate(&frame(format!("MSG {other} half of {}", "it ".repeat(30))), 24),
        reset(&frame("USERS"), 7),
    ]
}
