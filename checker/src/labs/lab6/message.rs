//! Checkpoint 2, the server: messages, to whom they go, and what is refused.

use super::user::{SERVER, expect_message, is_news, log_in, say};
use crate::fault::{byte_by_byte, coalesce, straddle};
use crate::harness::{Harness, LARGEST, Peer, Server, frame};
use crate::lab::{Cause, Check, Runs};
use crate::labs::shared::AGAIN;
use crate::verdict::{Seen::*, Step, Stop, Want::*, unmet};

pub const MESSAGE: Check = Check {
    id: "message",
    claim: "a message goes to that user alone, both ways, in order",
    points: 4,
    programs: SERVER,
    needs: &["login"],
    runs: &[],
    tries: "Two users send each other 10 messages at once, with spaces, with characters of one to four bytes, cut and merged, twice one with the beginning of the next in one piece; then the first sends one of exactly the largest frame, and one to herself. A third gets none of it, only the one that is for him. At last a fourth sends one in one piece with her LOGIN.",
    run: |lab| {
        let server = lab.start("server")?;
        let [a, b, c] = lab.names();
        let (ann, bob) = (log_in(lab, &server, &a)?, log_in(lab, &server, &b)?);
        let carl = log_in(lab, &server, &c)?;
        lab.keep_silent(&server.program)?;
        // Whose connection has ended is nobody to write to.
        let is_one_gone = || [&ann, &bob].iter().any(|user| user.look(|heard| heard.is_over));
        let said = both_ways(&lab.word(), (&ann, &a), (&bob, &b));
        said.map_err(|stop| if stop.saw(Code) && is_one_gone() { stop.seen_as(Fin) } else { stop })?;
        let largest = lab.letters(LARGEST - format!("MSG {a} ").len());
        let [to_herself, to_carl] = [lab.text(), lab.text()];
        say(&ann, &b, &largest);
        expect_message(&bob, &a, &largest)?;
        say(&ann, &a, &to_herself);
        expect_message(&ann, &a, &to_herself)?;
        say(&ann, &c, &to_carl);
        expect_message(&carl, &a, &to_carl)?;
        talks_at_once(lab, &server, (&carl, &c)).map_err(|stop| stop.seen_as(Early))
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Message, &[Silence], "a message does not arrive: frames that come in one read, or in pieces, or the largest there is, or a message to oneself"),
        Cause(Message, &[Different], "what arrives is not `MSG`, who says it, and the text as it was sent; or messages come to somebody else (who says something gets no copy), or in another order"),
        Cause(Message, &[Code], "a good message is refused: its text is UTF-8 in any language, and as long as the frame that delivers it allows; and one to oneself is delivered like any other"),
        Cause(Message, &[Split], "a frame that comes byte by byte is not understood: one read may bring a part of its length, or of its text. Read on until all of it is there"),
        Cause(Message, &[Straddling], "a read brought a whole message and the beginning of the next, and one of them is not delivered as it was sent: take out every frame that is whole, whatever stands behind it, and keep the rest for the next read"),
        Cause(Message, &[Fin], "the connection of somebody who writes, or is written to, ends"),
        Cause(Message, &[Early], "a message that comes in one read with LOGIN is lost: whoever reads LOGIN has read what is behind it as well. It takes one buffer for the connection, from its first frame on"),
        Cause(Message, &[Short], "the end of the text is lost: the length in front of a message counts bytes, not characters, and spaces at the end belong to the text"),
    ]],
};

/// Somebody who says something in one piece with LOGIN.
fn talks_at_once(lab: &mut Harness, server: &Server, (to, name): (&Peer, &str)) -> Step {
    let (user, own, text) = (lab.connect(server)?, lab.letters(12), lab.text());
    user.perform(coalesce(&[&frame(format!("LOGIN {own}")), &frame(format!("MSG {name} {text}"))]));
    expect_message(to, &own, &text)
}

/// Ten messages each way at once: to `ann`, whose name is `a`, in one piece, to `bob` the third byte by byte.
fn both_ways(word: &str, (ann, a): (&Peer, &str), (bob, b): (&Peer, &str)) -> Step {
    let texts: Vec<String> = (1..=10).map(|n| format!(" {n}  {word} caf\u{e9} \u{4e16}\u{754c} \u{1f44b} ")).collect();
    let to = |name: &str| -> Vec<Vec<u8>> { texts.iter().map(|text| frame(format!("MSG {name} {text}"))).collect() };
    bob.perform(coalesce(&to(a).iter().map(Vec::as_slice).collect::<Vec<_>>()));
    for (text, whole) in texts.iter().zip(to(b)).take(2) {
        ann.send(&whole);
        expect_message(bob, a, text)?;
    }
    ann.perform(byte_by_byte(&to(b)[2]));
    let is_lost = |stop: &Stop| [Silence, Fin, Rst].into_iter().any(|seen| stop.saw(seen));
    expect_message(bob, a, &texts[2]).map_err(|stop| if is_lost(&stop) { stop.seen_as(Split) } else { stop })?;
    ann.send(&to(b)[3..6].concat());
    texts[3..6].iter().try_for_each(|text| expect_message(bob, a, text))?;
    straddles((ann, a), bob, &to(b)[6..], &texts[6..]).map_err(|stop| stop.seen_as(Straddling))?;
    texts.iter().try_for_each(|text| expect_message(ann, b, text))
}

/// Two messages at a time, the first with the first bytes of the other in one piece, inside its header and behind it; the
/// end of the other once the first is delivered.
fn straddles((ann, a): (&Peer, &str), bob: &Peer, frames: &[Vec<u8>], texts: &[String]) -> Step {
    for ((two, texts), at) in frames.chunks(2).zip(texts.chunks(2)).zip([2, 7]) {
        ann.perform(straddle(&two[0], &two[1], at));
        expect_message(bob, a, &texts[0])?;
        ann.send(&two[1][at..]);
        expect_message(bob, a, &texts[1])?;
    }
    Ok(())
}

pub const MESSAGE_ERRORS: Check = Check {
    id: "message-errors",
    claim: "what can't be done is refused with the right code, and the connection goes on",
    points: 3,
    programs: SERVER,
    needs: &["message"],
    runs: &[],
    tries: "Sends a message to nobody there, a message to a name of a million bytes, words that are no command, some of them nearly one (`MSGS`, `QUID`), `USERS now`, `QUIT now`, commands in small letters, messages without a text, bytes that are not UTF-8, at the end of a text and inside it, an empty frame, and messages that would not fit a frame with the sender's name in it, one of them to nobody. Then an ordinary message each way, of which one is the first that arrives; the name of the other user has one letter.",
    run: |lab| {
        let server = lab.start("server")?;
        let ([a, nobody], b) = (lab.names(), lab.letters(1));
        let (ann, bob) = (log_in(lab, &server, &a)?, log_in(lab, &server, &b)?);
        ann.send_frame(format!("MSG {nobody} {}", lab.text()));
        ann.expect_denial("no-such-user", is_news)?;
        refuses_long_name(&ann, &lab.letters(LARGEST - "MSG  h".len()))?;
        for payload in no_commands(&lab.word().to_uppercase(), &b, &nobody) {
            ann.send_frame(&payload);
            let denied = ann.expect_denial("bad-command", is_news);
            let is_obeyed = |stop: &Stop| payload.starts_with(b"QUI") && (stop.saw(Fin) || stop.saw(Rst));
            denied.map_err(|stop| if is_obeyed(&stop) { stop.seen_as(Command) } else { stop })?;
        }
        let [text, answer] = [lab.text(), lab.text()];
        say(&ann, &b, &text);
        expect_message(&bob, &a, &text)?;
        say(&bob, &a, &answer);
        expect_message(&ann, &b, &answer).map_err(|stop| stop.seen_as(Limit))
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Denial, &[Silence], "a command that can't be done is not answered: nobody of that name, an empty text, an unknown word, bytes that are not UTF-8, an empty frame, a message too long for a frame"),
        Cause(Denial, &[Different], "something is done that is no command, as `USERS now` or `users`: where a command takes no words, it is the whole payload, and commands are in capital letters"),
        Cause(Denial, &[Code], "another code: `no-such-user` where the command is right and nobody has the name, `bad-command` for everything that is no command, whoever it is for, also for a message that would not fit a frame"),
        Cause(Denial, &[Command], "`QUIT now`, or a word that only begins like QUIT, is obeyed: QUIT takes no words, it is the whole payload"),
        Cause(Denial, &[Limit], "a message to a name of a million bytes is not refused, or nothing is answered after it: a refusal that repeats the name does not fit a frame, and whoever should write it fails"),
        Cause(Message, &[Limit], "a message of somebody whose name is a single letter is not delivered, or not under that name: a name is 1 to 16 characters, and one is enough"),
        Cause(Denial, &[Fin, Rst], "the server closes the connection at a command that it has to refuse: the frame was whole, so the connection goes on"),
    ]],
};

/// A name as long as a frame allows: nobody has it, or it is no name.
fn refuses_long_name(user: &Peer, name: &str) -> Step {
    user.send_frame(format!("MSG {name} h"));
    let got = user.next_frame(Denial, b"ERR no-such-user").map_err(|stop| stop.seen_as(Limit))?;
    if [&b"ERR no-such-user"[..], b"ERR bad-command"].iter().any(|code| got.starts_with(code)) {
        return Ok(());
    }
    let observed = format!("a frame of {}", String::from_utf8_lossy(&got[..got.len().min(60)]));
    Err(unmet(Denial, Limit, "the frame \"ERR no-such-user\" or \"ERR bad-command\"", observed))
}

/// What is no command: `b`, whose name has one letter, is there, and nobody else.
fn no_commands(word: &str, b: &str, nobody: &str) -> Vec<Vec<u8>> {
    let empty = ["MSG".to_owned(), format!("MSG {b}"), format!("MSG {b} "), format!("MSG {nobody} ")];
    // A letter of Latin-1, the first bytes of a character that is cut, one in the middle, and what only goes on.
    let no_text = [&b"\xe9"[..], b"\xe4\xb8", b"\xc3 and", b"\x80"];
    let no_text = no_text.map(|end| [format!("MSG {b} {word} caf").as_bytes(), end].concat());
    // Each of its characters is two bytes: it is bytes that have to fit.
    let too_long = format!("MSG {b} {}", "\u{fc}".repeat((LARGEST - "MSG b ".len()) / 2)).into_bytes();
    let to_nobody = format!("MSG _ {}", "t".repeat(LARGEST - "MSG _ ".len())).into_bytes();
    let small = ["users".to_owned(), format!("msg {b} {word}"), "quit".to_owned()];
    let nearly = ["USUAL".to_owned(), "QUID".to_owned(), format!("MAG {b} {word}"), format!("MSGS {b} {word}")];
    let texts = [word.to_owned(), "USERS now".to_owned(), "QUIT now".to_owned()]
        .into_iter()
        .chain(nearly)
        .chain(small)
        .chain(empty)
        .map(String::into_bytes);
    texts.chain(no_text).chain([b"\xff\xfe".to_vec(), Vec::new(), too_long, to_nobody]).collect()
}

pub const PAIRS: Check = Check {
    id: "pairs",
    claim: "20 pairs chat at once, and nothing crosses over",
    points: 3,
    programs: SERVER,
    needs: &["message"],
    runs: &[AGAIN, Runs::NotByHand("forty users send four hundred messages at once")],
    tries: "Logs in 40 users, who all send their partner 10 messages at the same time. Expects each to get those of their partner, in order, and nothing else.",
    run: |lab| {
        let server = lab.start("server")?;
        let word = lab.word();
        let names: Vec<String> = (0..40).map(|n| format!("{word}-{n}")).collect();
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
    #[rustfmt::skip]
    causes: &[&[
        Cause(Answer, &[Silence], "not all of the 40 are logged in: the server serves only so many at once, and the others wait"),
        Cause(Answer, &[Fin, Rst], "not all of the 40 are logged in: the server turns some away"),
        Cause(Message, &[Fin, Rst], "the connection of somebody who is logged in ends although nobody has left: nobody is sent away for being silent for a while, and an error of one connection is about that one"),
        Cause(Message, &[Merged, Unframed, Unterminated], "frames are mixed: the length of one stands inside another, because two threads write to one connection at the same time. Send the length and the payload in one go, under a lock of that connection, or give it one thread that writes"),
        Cause(Message, &[Silence, Different], "messages go to somebody else, or to nobody, or under another name, among so many users: what belongs to a connection must not stand where all of them write, and a name is a whole name"),
    ]],
};
