//! Checkpoint 2, the server: a user who does not read holds up nobody.

use std::ops::Range;

use super::user::{SERVER, expect_message, expect_unmixed, log_in, say};
use crate::fault::Reading;
use crate::harness::{Harness, Peer, Server};
use crate::lab::{Cause, Check, Runs};
use crate::verdict::{Seen::*, Step, Want::*};

/// A user who does not read until told to, and whose system takes little in the meantime.
const ASLEEP: Reading = Reading { held: true, buffer: Some(16 * 1024), ..Reading::EAGER };

/// So many frames may wait for a user: fewer than the 256 at which it is dropped.
const MAY_WAIT: usize = 250;

/// With this size of theirs they are more than the system's buffers take.
const TEXT: usize = 128 * 1024;

/// After so many of them a user who does not read has to be dropped, however large the buffers are.
const AT_THE_LATEST: usize = 512;

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
    tries: "Of three users, one sends 250 messages of 128 KiB to another, who does not read. Expects that the one who writes and the third are served meanwhile, and that the server then keeps no processor busy. Then the one who does not read closes the sending side, at which it keeps none busy either, and reads: expects all 250, and the end of the stream. The same user comes back and does not read again, and is sent as many messages as it takes, up to 64 MiB: expects that the two others are served after every 64 of them, and at last `LEFT` with the name, and the end of that connection.",
    run: |lab| {
        let server = lab.start("server")?;
        let three = Three::log_in(lab, &server)?;
        let late = three.asleep(lab, &server)?;
        three.send(0..MAY_WAIT);
        three.unless_all_are_held_up(three.expect_users())?;
        late.fill()?;
        server.program.expect_no_spin("while a user does not read what waits for it")?;
        lab.keep_silent(&server.program)?;
        late.finish();
        late.fill()?;
        server.program.expect_no_spin("while a user who has finished does not read what waits for it")?;
        three.expect_kept(&late)?;
        late.expect_end()?;
        three.ann.expect_frame(News, format!("LEFT {}", three.bob()))?;

        let slow = three.asleep(lab, &server)?;
        three.flood()?;
        slow.read_now();
        slow.expect_over()
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Message, &[Silence], "everybody waits for one who does not read: the server writes to that connection while it holds a lock, or in its only thread. Give each user a queue of its own, and a thread that writes"),
        Cause(Answer, &[Silence], "who writes to somebody who does not read has to wait: the thread that reads a user's commands writes to others. Give each user a queue of its own, and a thread that writes"),
        Cause(News, &[Silence], "the slow user is never dropped (the server's queue for it has no end, or what does not fit is thrown away), or it is, and nobody is told that it has `LEFT`"),
        Cause(End, &[Silence], "the connection of a user who has gone, or was dropped, stays open: close it, in both directions"),
        Cause(Nothing, &[Limit], "the server turns in vain while frames wait for a user who does not read: wait until that connection takes more, and do not try again and again. A user who has closed the sending side is ready to be read all the time: do not ask for that any more"),
        Cause(Answer, &[Different], LOST),
        Cause(Bytes, &[Merged, Unframed], "a frame that had to wait is not whole: a part of another stands in it. A send may take only a part, and says how much: the rest, and no more than that, is sent with the next; and only one thread at a time writes to a connection"),
        Cause(Bytes, &[Fin, Rst, Unterminated, Different], LOST),
        Cause(Answer, &[Fin, Rst], "somebody else than the slow user is dropped: the one who writes to it, or the one who is told that it has gone"),
    ]],
};

/// A user who writes, one who has nothing to do with it, and the name of a third, who does not read.
struct Three {
    ann: Peer,
    carl: Peer,
    /// Of all three, sorted: `bob` stands in the middle.
    names: [String; 3],
    word: String,
}

impl Three {
    /// Logs in the two who read.
    fn log_in(lab: &mut Harness, server: &Server) -> Step<Three> {
        let (names, word) = (lab.names(), lab.word());
        let (ann, carl) = (log_in(lab, server, &names[0])?, log_in(lab, server, &names[2])?);
        ann.expect_frame(News, format!("JOINED {}", names[2]))?;
        Ok(Three { ann, carl, names, word })
    }

    /// The name of the one who does not read.
    fn bob(&self) -> &str {
        &self.names[1]
    }

    /// Logs in the one who does not read, as `ann` is told.
    fn asleep(&self, lab: &mut Harness, server: &Server) -> Step<Peer> {
        let bob = lab.connect_reading(server, ASLEEP)?;
        bob.send_frame(format!("LOGIN {}", self.bob()));
        self.ann.expect_frame(News, format!("JOINED {}", self.bob()))?;
        Ok(bob)
    }

    /// The n-th text for `bob`.
    fn text(&self, n: usize) -> String {
        format!("{n:04} {} {}", self.word, "t".repeat(TEXT))
    }

    fn send(&self, texts: Range<usize>) {
        texts.for_each(|n| say(&self.ann, self.bob(), &self.text(n)));
    }

    /// `ann` is answered: all three are there.
    fn expect_users(&self) -> Step {
        self.ann.send_frame("USERS");
        self.ann.expect_frame(Answer, format!("USERS {}", self.names.join(" ")))
    }

    /// Expects all that waited for `bob`.
    fn expect_kept(&self, bob: &Peer) -> Step {
        bob.read_now();
        bob.expect_frame(Bytes, format!("OK {}", self.bob()))?;
        (0..MAY_WAIT)
            .try_for_each(|n| expect_unmixed(bob, Bytes, &format!("MSG {} {}", self.names[0], self.text(n)), |_| false))
    }

    /// Sends to `bob` until he has `LEFT`. Meanwhile the others are served.
    fn flood(&self) -> Step {
        for sent in (0..AT_THE_LATEST).step_by(BURST) {
            self.send(sent..sent + BURST);
            if self.unless_all_are_held_up(has_left(&self.ann, self.bob()))? {
                return Ok(());
            }
        }
        self.ann.expect_frame(News, format!("LEFT {}", self.bob()))
    }

    /// If somebody is held up, one looks first whether `carl` is, too, who has nothing to do with it.
    fn unless_all_are_held_up<T>(&self, outcome: Step<T>) -> Step<T> {
        let (carl, name) = (&self.carl, &self.names[2]);
        say(carl, name, &self.word);
        expect_message(carl, name, &self.word)?;
        outcome
    }
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
    tries: "A user sends 250 messages of 128 KiB to another, who does not read. Once the server is blocked in sending to that one it is stopped and continued, as by Ctrl-Z and `fg`, several times: each time its send may report less than it was given. A third is served; the one who did not read reads, and expects all 250 whole; all three are still there.",
    run: |lab| {
        let server = lab.start("server")?;
        let three = Three::log_in(lab, &server)?;
        let late = three.asleep(lab, &server)?;
        three.send(0..MAY_WAIT);
        three.expect_users().map_err(|stop| stop.seen_as(Limit))?;
        late.suspend(&server.program)?;
        lab.keep_silent(&server.program)?;
        three.unless_all_are_held_up(Ok(()))?;
        three.expect_kept(&late)?;
        three.expect_users()
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Different], "bytes are lost between the frames, or come twice: a send that was interrupted has taken only a part, and says how much. Send the rest, and no more than that, with the next: sendall, write_all, or a loop"),
        Cause(Bytes, &[Unterminated, Fin, Rst], PART_IS_NO_ERROR),
        Cause(Answer, &[Different, Fin, Rst], PART_IS_NO_ERROR),
        Cause(Bytes, &[Silence], "a message is lost: a user who does not read is dropped only once 256 frames wait for it, and what a user can't take yet waits in that user's queue, and is not thrown away"),
        Cause(Answer, &[Limit], "who writes to somebody who does not read has to wait, or is told that this one has left although fewer than 256 frames wait: look at `slow-user`"),
    ]],
};
