//! Checkpoint 2, the server: a LOGIN that is refused, and what is refused before it.

use super::user::{SERVER, expect_message, is_news, log_in, say, take_name};
use crate::lab::{Cause, Check};
use crate::verdict::{Seen::*, Want::*};

pub const LOGIN_REFUSED: Check = Check {
    id: "login-refused",
    claim: "a taken name and a bad one are refused, and the connection can try again",
    points: 3,
    programs: SERVER,
    needs: &["login"],
    runs: &[],
    tries: "Asks for a name that is taken, for none, for one of 17 characters, and for some with other characters than a name may have; then, on the same connection, for a good one in other letters, and on others for one of 16, for `constructor` and for `__proto__`. Last, for a good name with a newline behind it: `bad-name`, or `OK` and the name from a server that cuts words at any white space.",
    run: |lab| {
        let server = lab.start("server")?;
        let [a, b, z] = lab.names();
        let ann = log_in(lab, &server, &a)?;
        let other = lab.connect(&server)?;
        other.send_frame(format!("LOGIN {a}"));
        other.expect_denial("name-taken", is_news)?;
        let bad = [format!(" {}", lab.letters(17)), format!(" j\u{f6}{b}"), format!(" {b}.b"), format!(" {b}/b")];
        for bad in [String::new()].iter().chain(&bad) {
            other.send_frame(format!("LOGIN{bad}"));
            other.expect_denial("bad-name", is_news)?;
        }
        let capital = a[..1].to_uppercase() + &a[1..];
        take_name(&other, &capital)?;
        ann.expect_frame(News, format!("JOINED {capital}"))?;
        for good in [&format!("0-9_Az{}", lab.letters(10)), "constructor", "__proto__"] {
            log_in(lab, &server, good)?;
        }
        // Who cuts at any white space has read a good name.
        let line = lab.connect(&server)?;
        line.send_frame(format!("LOGIN {z}\n"));
        line.expect_denial_unless("bad-name", format!("OK {z}").as_bytes(), is_news)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Denial, &[Silence], "a LOGIN that has to be refused is not answered: `ERR name-taken` or `ERR bad-name`, each with a text behind it"),
        Cause(Denial, &[Different], "a LOGIN is accepted that has to be refused: the name is taken, or is not 1 to 16 of a-z, A-Z, 0-9, - and _, of which a newline at its end is none"),
        Cause(Denial, &[Code], "the LOGIN is refused with another code: `name-taken` for a name that is taken, `bad-name` for what is no name"),
        Cause(Denial, &[Fin, Rst], "the server closes the connection at a LOGIN that it refuses: it stays open for another try"),
        Cause(Answer, &[Different], "a good name is refused: 1 to 16 of a-z, A-Z, 0-9, - and _; `Ann` is not `ann`, and `constructor` is a name like any other (in JavaScript keep the users in a Map, not in an object)"),
        Cause(News, &[Different], "a LOGIN that was refused is told to the others"),
    ]],
};

pub const LOGIN_FIRST: Check = Check {
    id: "login-first",
    claim: "before LOGIN everything else is `not-logged-in`; a second LOGIN is `already-logged-in`",
    points: 3,
    programs: SERVER,
    needs: &["login"],
    runs: &[],
    tries: "Sends USERS, MSG, QUIT and a word that is no command before LOGIN, each of which is `not-logged-in` and closes nothing; logs in, gets a message, and tries to log in with the same name again, and with another. That one is still free for somebody else.",
    run: |lab| {
        let server = lab.start("server")?;
        let [a, b, c] = lab.names();
        let texts = [lab.text(), lab.text(), lab.text(), lab.text()];
        let bob = log_in(lab, &server, &b)?;
        let ann = lab.connect(&server)?;
        for early in ["USERS", &format!("MSG {b} {}", texts[0]), "QUIT", &lab.word().to_uppercase()] {
            ann.send_frame(early);
            ann.expect_denial("not-logged-in", |_| false)?;
        }
        take_name(&ann, &a)?;
        say(&bob, &a, &texts[1]);
        expect_message(&ann, &b, &texts[1]).map_err(|stop| stop.seen_as(Empty))?;
        for second in [&a, &c] {
            ann.send_frame(format!("LOGIN {second}"));
            ann.expect_denial("already-logged-in", is_news)?;
        }
        let carl = log_in(lab, &server, &c)?;
        say(&carl, &a, &texts[2]);
        expect_message(&ann, &c, &texts[2])?;
        say(&ann, &b, &texts[3]);
        expect_message(&bob, &a, &texts[3])
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Denial, &[Silence], "what is not allowed yet, or not any more, is not answered: `ERR not-logged-in` before LOGIN, `ERR already-logged-in` after it"),
        Cause(Denial, &[Different], "the server does what is not allowed yet, or not any more: before LOGIN nothing else is, after it no second LOGIN"),
        Cause(Denial, &[Code], "another code: before LOGIN everything else is `not-logged-in`, also what is no command; a second LOGIN is `already-logged-in`"),
        Cause(Denial, &[Fin, Rst], "the server closes the connection of somebody who is not logged in: it stays open, also at QUIT"),
        Cause(Answer, &[Different], "the LOGIN that was refused has left something behind: the name it asked for is not free, or it no longer is the user it was"),
        Cause(Message, &[Different], "the LOGIN that was refused has changed the user's name, a message from somebody without a name was delivered, or who says something gets a copy of it"),
        Cause(Message, &[Fin, Rst], "the connection of somebody who writes, or is written to, ends: look at `message` first"),
        Cause(Message, &[Empty], "no message arrives at all, with or without a second LOGIN: look at `message` first"),
        Cause(Message, &[Silence], "after a second LOGIN, which was refused, messages do not arrive any more"),
    ]],
};
