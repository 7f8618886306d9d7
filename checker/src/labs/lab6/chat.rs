//! Checkpoint 2, the server: names, messages, and what is refused.

use crate::fault::{byte_by_byte, coalesce};
use crate::harness::{Harness, LARGEST, Peer, Server, frame};
use crate::lab::{Cause, Check};
use crate::verdict::{Seen::*, Step, Want::*};

pub(super) const SERVER: &[&str] = &["server"];

/// A user who is logged in.
pub(super) fn log_in(lab: &mut Harness, server: &Server, name: &str) -> Step<Peer> {
    let user = lab.connect(server)?;
    take_name(&user, name)?;
    Ok(user)
}

/// Logs in on a connection that is there already.
pub(super) fn take_name(user: &Peer, name: &str) -> Step {
    user.send_frame(format!("LOGIN {name}"));
    user.expect_frame_past(Answer, format!("OK {name}"), is_news)
}

/// Who comes and goes is told at any time. A check that is not about it passes over it.
pub(super) fn is_news(payload: &[u8]) -> bool {
    payload.starts_with(b"JOINED ") || payload.starts_with(b"LEFT ")
}

pub(super) fn say(user: &Peer, to: &str, text: &str) {
    user.send_frame(format!("MSG {to} {text}"));
}

pub(super) fn expect_message(user: &Peer, from: &str, text: &str) -> Step {
    user.expect_frame_past(Message, format!("MSG {from} {text}"), is_news)
}

pub const LOGIN: Check = Check {
    id: "login",
    claim: "who logs in is told `OK`, and everybody else who is logged in `JOINED`",
    points: 4,
    programs: SERVER,
    needs: &[],
    runs: &[],
    tries: "Connects a client that says nothing, and logs in `ann`, `bob` and `carl`, one after the other. Expects `OK` for each, `JOINED` for those who are there already and for nobody else, and then logs in the silent one.",
    run: |lab| {
        let server = lab.start("server")?;
        let silent = lab.connect(&server)?;
        let mut there: Vec<Peer> = Vec::new();
        for name in ["ann", "bob", "carl"] {
            let user = lab.connect(&server)?;
            user.send_frame(format!("LOGIN {name}"));
            user.expect_frame(Answer, format!("OK {name}"))?;
            for other in &there {
                other.expect_frame(News, format!("JOINED {name}"))?;
            }
            there.push(user);
        }
        silent.send_frame("LOGIN dora");
        silent.expect_frame(Answer, "OK dora")?;
        there.iter().try_for_each(|other| other.expect_frame(News, "JOINED dora"))
    },
    causes: &[&[
        Cause(
            Answer,
            &[Silence],
            "nobody answers: the length of a frame is read in the wrong byte order, the answer sits in a buffer, or the server serves one client at a time",
        ),
        Cause(Answer, &[Unframed], "the answer is no frame: its length goes in front of it, four bytes, big-endian"),
        Cause(Answer, &[Fin], "the server closes the connection instead of answering"),
        Cause(
            Answer,
            &[Unterminated],
            "the answer is a frame that is not finished: the length is larger than what follows",
        ),
        Cause(
            Answer,
            &[Different],
            "the answer is not `OK` and the name, or something else comes before it: news are for those who are logged in",
        ),
        Cause(
            News,
            &[Silence],
            "those who are there already are not told who joins, or not all of them: who was told `OK` has to stand in the dictionary already",
        ),
        Cause(
            News,
            &[Different],
            "the news are not `JOINED` and the name, or somebody gets news that are not for them: `JOINED` goes to everybody else",
        ),
    ]],
};

pub const LOGIN_REFUSED: Check = Check {
    id: "login-refused",
    claim: "a taken name and a bad one are refused, and the connection can try again",
    points: 3,
    programs: SERVER,
    needs: &["login"],
    runs: &[],
    tries: "Asks for a name that is taken, for none, for one of 17 characters, and for some with other characters than a name may have; then, on the same connection, for a good one in other letters, and on others for one of 16, for `constructor` and for `__proto__`. Last, for `zoe` with a newline behind it: `bad-name`, or `OK zoe` from a server that cuts words at any white space.",
    run: |lab| {
        let server = lab.start("server")?;
        let ann = log_in(lab, &server, "ann")?;
        let other = lab.connect(&server)?;
        other.send_frame("LOGIN ann");
        other.expect_denial("name-taken", is_news)?;
        for bad in ["LOGIN", "LOGIN 0123456789abcdefg", "LOGIN j\u{f6}rg", "LOGIN a.b", "LOGIN a/b"] {
            other.send_frame(bad);
            other.expect_denial("bad-name", is_news)?;
        }
        take_name(&other, "Ann")?;
        ann.expect_frame(News, "JOINED Ann")?;
        for good in ["0-9_Az9876543210", "constructor", "__proto__"] {
            log_in(lab, &server, good)?;
        }
        // Who cuts at any white space has read a good name.
        let line = lab.connect(&server)?;
        line.send_frame("LOGIN zoe\n");
        line.expect_denial_unless("bad-name", b"OK zoe", is_news)
    },
    causes: &[&[
        Cause(
            Denial,
            &[Silence],
            "a LOGIN that has to be refused is not answered: `ERR name-taken` or `ERR bad-name`, each with a text behind it",
        ),
        Cause(
            Denial,
            &[Different],
            "a LOGIN is accepted that has to be refused: the name is taken, or is not 1 to 16 of a-z, A-Z, 0-9, - and _, of which a newline at its end is none",
        ),
        Cause(
            Denial,
            &[Code],
            "the LOGIN is refused with another code: `name-taken` for a name that is taken, `bad-name` for what is no name",
        ),
        Cause(
            Denial,
            &[Fin],
            "the server closes the connection at a LOGIN that it refuses: it stays open for another try",
        ),
        Cause(
            Answer,
            &[Different],
            "a good name is refused: 1 to 16 of a-z, A-Z, 0-9, - and _; `Ann` is not `ann`, and `constructor` is a name like any other (in JavaScript keep the users in a Map, not in an object)",
        ),
        Cause(News, &[Different], "a LOGIN that was refused is told to the others"),
        Cause(
            Denial,
            &[Rst],
            "the server closes the connection at a LOGIN that it refuses: it stays open for another try",
        ),
    ]],
};

pub const LOGIN_FIRST: Check = Check {
    id: "login-first",
    claim: "before LOGIN everything else is `not-logged-in`; a second LOGIN is `already-logged-in`",
    points: 3,
    programs: SERVER,
    needs: &["login"],
    runs: &[],
    tries: "Sends USERS, MSG, QUIT and a word that is no command before LOGIN, each of which is `not-logged-in` and closes nothing; logs in, and tries to log in with the same name again, and with another. That one is still free for somebody else.",
    run: |lab| {
        let server = lab.start("server")?;
        let bob = log_in(lab, &server, "bob")?;
        let ann = lab.connect(&server)?;
        for early in ["USERS", "MSG bob hello", "QUIT", "HELLO"] {
            ann.send_frame(early);
            ann.expect_denial("not-logged-in", |_| false)?;
        }
        take_name(&ann, "ann")?;
        for second in ["ann", "carl"] {
            ann.send_frame(format!("LOGIN {second}"));
            ann.expect_denial("already-logged-in", is_news)?;
        }
        let carl = log_in(lab, &server, "carl")?;
        say(&carl, "ann", "I am carl");
        expect_message(&ann, "carl", "I am carl")?;
        say(&ann, "bob", "I am still ann");
        expect_message(&bob, "ann", "I am still ann")
    },
    causes: &[&[
        Cause(
            Denial,
            &[Silence],
            "what is not allowed yet, or not any more, is not answered: `ERR not-logged-in` before LOGIN, `ERR already-logged-in` after it",
        ),
        Cause(
            Denial,
            &[Different],
            "the server does what is not allowed yet, or not any more: before LOGIN nothing else is, after it no second LOGIN",
        ),
        Cause(
            Denial,
            &[Code],
            "another code: before LOGIN everything else is `not-logged-in`, also what is no command; a second LOGIN is `already-logged-in`",
        ),
        Cause(
            Denial,
            &[Fin],
            "the server closes the connection of somebody who is not logged in: it stays open, also at QUIT",
        ),
        Cause(
            Answer,
            &[Different],
            "the LOGIN that was refused has left something behind: the name it asked for is not free, or it no longer is the user it was",
        ),
        Cause(
            Message,
            &[Different],
            "the LOGIN that was refused has changed the user's name, or a message from somebody without a name was delivered",
        ),
        Cause(Message, &[Silence], "after a second LOGIN, which was refused, messages do not arrive any more"),
        Cause(
            Denial,
            &[Rst],
            "the server closes the connection of somebody who is not logged in: it stays open, also at QUIT",
        ),
    ]],
};

pub const MESSAGE: Check = Check {
    id: "message",
    claim: "a message goes to that user alone, both ways, in order",
    points: 4,
    programs: SERVER,
    needs: &["login"],
    runs: &[],
    tries: "`ann` and `bob` send each other 10 messages at once, cut and merged, with spaces, in UTF-8; then one of exactly the largest frame, and one to herself. `carl` gets none of it, only the one that is for him.",
    run: |lab| {
        let server = lab.start("server")?;
        let ann = log_in(lab, &server, "ann")?;
        let bob = log_in(lab, &server, "bob")?;
        let carl = log_in(lab, &server, "carl")?;
        let texts: Vec<String> = (1..=10).map(|n| format!(" {n}  caf\u{e9} ")).collect();
        let to =
            |name: &str| -> Vec<Vec<u8>> { texts.iter().map(|text| frame(format!("MSG {name} {text}"))).collect() };
        bob.perform(coalesce(&to("ann").iter().map(Vec::as_slice).collect::<Vec<_>>()));
        ann.perform(byte_by_byte(&to("bob")[0]));
        ann.send(&to("bob")[1..].concat());
        for text in &texts {
            expect_message(&bob, "ann", text)?;
            expect_message(&ann, "bob", text)?;
        }
        let largest = "x".repeat(LARGEST - "MSG ann ".len());
        say(&ann, "bob", &largest);
        expect_message(&bob, "ann", &largest)?;
        say(&ann, "ann", "note to myself");
        expect_message(&ann, "ann", "note to myself")?;
        say(&ann, "carl", "the first for you");
        expect_message(&carl, "ann", "the first for you")
    },
    causes: &[&[
        Cause(
            Message,
            &[Silence],
            "a message does not arrive: frames that come in one read, or in pieces, or the largest there is, or a message to oneself",
        ),
        Cause(
            Message,
            &[Different],
            "what arrives is not `MSG`, who says it, and the text as it was sent; or messages come to somebody else, or in another order",
        ),
        Cause(
            Message,
            &[Short],
            "the end of the text is lost: the length in front of a message counts bytes, not characters, and spaces at the end belong to the text",
        ),
    ]],
};

pub const MESSAGE_ERRORS: Check = Check {
    id: "message-errors",
    claim: "what can't be done is refused with the right code, and the connection goes on",
    points: 3,
    programs: SERVER,
    needs: &["message"],
    runs: &[],
    tries: "Sends a message to nobody there, words that are no command, messages without a text, bytes that are not UTF-8, an empty frame, and a message that would not fit a frame with the sender's name in it. Then an ordinary message, which is the first that arrives.",
    run: |lab| {
        let server = lab.start("server")?;
        let ann = log_in(lab, &server, "ann")?;
        let b = log_in(lab, &server, "b")?;
        ann.send_frame("MSG nobody hello");
        ann.expect_denial("no-such-user", is_news)?;
        // Each of its characters is two bytes: it is bytes that have to fit.
        let too_long = format!("MSG b {}", "\u{fc}".repeat((LARGEST - "MSG b ".len()) / 2));
        let wrong: [&[u8]; 9] = [
            b"HELLO",
            b"MSG",
            b"MSG b",
            b"MSG b ",
            b"MSG nobody ",
            b"MSG b caf\xe9",
            b"\xff\xfe",
            b"",
            too_long.as_bytes(),
        ];
        for payload in wrong {
            ann.send_frame(payload);
            ann.expect_denial("bad-command", is_news)?;
        }
        say(&ann, "b", "all is well");
        expect_message(&b, "ann", "all is well")
    },
    causes: &[&[
        Cause(
            Denial,
            &[Silence],
            "a command that can't be done is not answered: nobody of that name, an empty text, an unknown word, bytes that are not UTF-8, an empty frame, a message too long for a frame",
        ),
        Cause(
            Denial,
            &[Code],
            "another code: `no-such-user` where the command is right and nobody has the name, `bad-command` for everything that is no command, whoever it is for",
        ),
        Cause(
            Denial,
            &[Fin],
            "the server closes the connection at a command that it has to refuse: the frame was whole, so the connection goes on",
        ),
        Cause(
            Denial,
            &[Rst],
            "the server closes the connection at a command that it has to refuse: the frame was whole, so the connection goes on",
        ),
    ]],
};

pub const USERS: Check = Check {
    id: "users",
    claim: "USERS gives everybody who is logged in, sorted by bytes",
    points: 2,
    programs: SERVER,
    needs: &["login"],
    runs: &[],
    tries: "Logs in six users whose names begin with a digit, `_`, `-` and letters in both cases, connects one who does not log in, and asks two of them for USERS.",
    run: |lab| {
        let server = lab.start("server")?;
        let names = ["bob", "_x", "Zoe", "-y", "0zed", "ann"];
        let users = names.iter().map(|name| log_in(lab, &server, name)).collect::<Step<Vec<Peer>>>()?;
        let stranger = lab.connect(&server)?;
        for user in [&users[0], &users[5]] {
            user.send_frame("USERS");
            user.expect_frame_past(Answer, "USERS -y 0zed Zoe _x ann bob", is_news)?;
        }
        drop(stranger);
        Ok(())
    },
    causes: &[&[
        Cause(Answer, &[Silence], "USERS is not answered"),
        Cause(
            Answer,
            &[Different],
            "the answer is not `USERS` and the names with a space before each: everybody who is logged in, the asker too, sorted by bytes, so that `Z` comes before `a`",
        ),
    ]],
};
