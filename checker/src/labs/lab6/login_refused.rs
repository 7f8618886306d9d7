//! Checkpoint 2, the server: a LOGIN that is refused, and what is refused before it.

use super::user::{SERVER, expect_message, is_news, log_in, say, take_name};
use crate::harness::{Harness, Peer, Server};
use crate::lab::{Cause, Check};
use crate::labs::shared::WITH_THREADS;
use crate::verdict::{Seen, Seen::*, Step, Want::*, unmet};

/// How many ask for the same name at the same moment.
const AT_ONCE: usize = 12;

pub const LOGIN_REFUSED: Check = Check {
    id: "login-refused",
    claim: "a taken name and a bad one are refused, and the connection can try again",
    points: 3,
    programs: SERVER,
    needs: &["login"],
    runs: WITH_THREADS,
    tries: "Asks for a name that is taken, for none, for one of 17 characters, for some with another character than a name may have, as the first, inside and as the last, and for two words; then, on the same connection, for a good one in other letters, and on others for one of 16, one that begins with `-`, `constructor` and `__proto__`. Twelve others ask for one name at the same moment: one of them gets it. Last, for a good name with a newline behind it: `bad-name`, or `OK` and the name from a server that cuts words at any white space.",
    run: |lab| {
        let server = lab.start("server")?;
        let [a, b, c, z] = lab.names();
        let ann = log_in(lab, &server, &a)?;
        let other = lab.connect(&server)?;
        other.send_frame(format!("LOGIN {a}"));
        other.expect_denial("name-taken", is_news)?;
        for (bad, accepted) in bad_names(&lab.letters(17), &b) {
            other.send_frame(format!("LOGIN{bad}"));
            let denied = other.expect_denial("bad-name", is_news);
            denied.map_err(|stop| if stop.saw(Different) { stop.seen_as(accepted) } else { stop })?;
        }
        let capital = a[..1].to_uppercase() + &a[1..];
        take_name(&other, &capital)?;
        ann.expect_frame(News, format!("JOINED {capital}"))?;
        for good in [&format!("0-9_Az{}", lab.letters(10)), &format!("-{b}"), "constructor", "__proto__"] {
            log_in(lab, &server, good)?;
        }
        is_given_once(lab, &server, &c)?;
        // Who cuts at any white space has read a good name.
        let line = lab.connect(&server)?;
        line.send_frame(format!("LOGIN {z}\n"));
        line.expect_denial_unless("bad-name", format!("OK {z}").as_bytes(), is_news)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Denial, &[Silence], "a LOGIN that has to be refused is not answered: `ERR name-taken` or `ERR bad-name`, each with a text behind it"),
        Cause(Denial, &[Different], "a LOGIN is accepted that has to be refused: the name is taken, or is not 1 to 16 of a-z, A-Z, 0-9, - and _, of which a newline at its end is none"),
        Cause(Denial, &[Limit], "a character that stands between `Z` and `a` is taken for a letter: a range from A to z holds `[`, `\\`, `]`, `^` and a backquote, too. It takes two ranges, A to Z and a to z"),
        Cause(Denial, &[Split], "of two words behind LOGIN one is taken for the name: the name is all that stands there, and a space is no character of a name"),
        Cause(Denial, &[Code], "the LOGIN is refused with another code: `name-taken` for a name that is taken, `bad-name` for what is no name"),
        Cause(Denial, &[Fin, Rst], "the server closes the connection at a LOGIN that it refuses: it stays open for another try"),
        Cause(Answer, &[Different], "a good name is refused: 1 to 16 of a-z, A-Z, 0-9, - and _, whichever comes first; `Ann` is not `ann`, and `constructor` is a name like any other (in JavaScript keep the users in a Map, not in an object)"),
        Cause(Answer, &[Repeated], "several ask for a name at the same moment, and more than one gets it: look whether it is free and take it under one lock, without letting go of it in between"),
        Cause(News, &[Different], "a LOGIN that was refused is told to the others"),
    ]],
};

/// What stands behind LOGIN and is no name, and as what it is seen when it is taken for one.
fn bad_names(long: &str, word: &str) -> [(String, Seen); 9] {
    [
        (String::new(), Different),
        (format!(" {long}"), Different),
        (format!(" j\u{f6}{word}"), Different),
        (format!(" {word}.b"), Different),
        (format!(" {word}/b"), Different),
        (format!(" !{word}"), Different),
        (format!(" {word}+"), Different),
        (format!(" {word}^b"), Limit),
        (format!(" {word} b"), Split),
    ]
}

/// Of many who ask for a name at the same moment one gets it.
fn is_given_once(lab: &mut Harness, server: &Server, name: &str) -> Step {
    let many = (0..AT_ONCE).map(|_| lab.connect(server)).collect::<Step<Vec<Peer>>>()?;
    many.iter().for_each(|one| one.send_frame(format!("LOGIN {name}")));
    let wanted = format!("OK {name}").into_bytes();
    let mut given = 0;
    for one in &many {
        given += usize::from(one.next_frame(Answer, &wanted)? == wanted);
    }
    let expected = format!(
        "the frame \"OK {name}\" for one of {AT_ONCE} who ask for it at once, and `ERR name-taken` for the others"
    );
    match given {
        1 => Ok(()),
        0 => Err(unmet(Answer, Different, expected, "nobody gets it")),
        _ => Err(unmet(Answer, Repeated, expected, format!("{given} of them get it"))),
    }
}

pub const LOGIN_FIRST: Check = Check {
    id: "login-first",
    claim: "before LOGIN everything else is `not-logged-in`; a second LOGIN is `already-logged-in`",
    points: 3,
    programs: SERVER,
    needs: &["login"],
    runs: &[],
    tries: "Sends USERS, MSG, QUIT, a word that is no command, one that is nearly LOGIN, an empty frame and bytes that are not UTF-8 before LOGIN, each of which is `not-logged-in` and closes nothing; logs in, gets a message, and tries to log in with the same name again, with another, and with a bad one. The other is still free for somebody else.",
    run: |lab| {
        let server = lab.start("server")?;
        let [a, b, c] = lab.names();
        let texts = [lab.text(), lab.text(), lab.text(), lab.text()];
        let bob = log_in(lab, &server, &b)?;
        let ann = lab.connect(&server)?;
        refuses_early(
            &ann,
            &[
                b"USERS",
                format!("MSG {b} {}", texts[0]).as_bytes(),
                b"QUIT",
                lab.word().to_uppercase().as_bytes(),
                format!("LOGON {c}").as_bytes(),
            ],
        )?;
        refuses_early(&ann, &[b"", b"\xff\xfe"]).map_err(|stop| stop.seen_as(Malformed))?;
        take_name(&ann, &a)?;
        say(&bob, &a, &texts[1]);
        expect_message(&ann, &b, &texts[1]).map_err(|stop| stop.seen_as(Empty))?;
        for second in [&a, &c] {
            ann.send_frame(format!("LOGIN {second}"));
            ann.expect_denial("already-logged-in", is_news)?;
        }
        ann.send_frame(format!("LOGIN {c}.c"));
        let denied = ann.expect_denial("already-logged-in", is_news);
        denied.map_err(|stop| if stop.saw(Code) { stop.seen_as(Limit) } else { stop })?;
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
        Cause(Denial, &[Malformed], "an empty frame, or bytes that are not UTF-8, are not `not-logged-in` before LOGIN: they are no LOGIN, and refused like everything else that is none"),
        Cause(Denial, &[Limit], "a second LOGIN with a bad name is refused for the name: whether the client is logged in already comes first, `already-logged-in`"),
        Cause(Denial, &[Fin, Rst], "the server closes the connection of somebody who is not logged in: it stays open, also at QUIT"),
        Cause(Answer, &[Different], "the LOGIN that was refused has left something behind: the name it asked for is not free, or it no longer is the user it was"),
        Cause(Message, &[Different], "the LOGIN that was refused has changed the user's name, a message from somebody without a name was delivered, or who says something gets a copy of it"),
        Cause(Message, &[Fin, Rst], "the connection of somebody who writes, or is written to, ends: look at `message` first"),
        Cause(Message, &[Empty], "no message arrives at all, with or without a second LOGIN: look at `message` first"),
        Cause(Message, &[Silence], "after a second LOGIN, which was refused, messages do not arrive any more"),
    ]],
};

/// Sends what is no LOGIN, of somebody who is not logged in.
fn refuses_early(user: &Peer, payloads: &[&[u8]]) -> Step {
    payloads.iter().try_for_each(|payload| {
        user.send_frame(payload);
        user.expect_denial("not-logged-in", |_| false)
    })
}
