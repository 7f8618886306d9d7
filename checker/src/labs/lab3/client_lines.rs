//! Lab 3's checks of the client while its server stays: a line at a time, whole answers, and a goodbye.

use super::words::{CLIENT, WAIT, accept, closes, meet, part};
use crate::fault::{byte_by_byte, pieces};
use crate::harness::{Door, Harness, Peer, Program};
use crate::lab::{Cause, Check, Runs};
use crate::labs::payload::{COMMANDS_ELSEWHERE, LONG};
use crate::labs::shared::{LONG_LINE, OBEYED_BYTES, SPINS, STRADDLING_TYPED};
use crate::verdict::{Seen, Seen::*, Step, Stop, Want, Want::*, unmet};

pub const ACCEPTED: Check = Check {
    id: "client-accepted",
    claim: "lines go out one at a time, each after the answer to the one before",
    points: 5,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Waits until the client has connected, types three lines in one write and holds stdin open. Expects the first line; then, once it is answered, the second, and nothing behind it until that is answered; then the third, `close it`, which is a line like any other, and nothing behind it although a fourth, an empty one, is typed meanwhile; then that one, another, one with the beginning of the next in one write, whose end is typed once the first is answered, one of 1,100 bytes, `clone`, and words that are commands elsewhere, as `quit`.",
    run: |lab| {
        let (_door, client, peer) = meet(lab)?;
        lab.keep_silent(&client)?;
        // In one write, so that whoever sends all that is typed has all of it.
        client.type_line("one\n  two \nclose it");
        peer.expect(b"one\n")?;
        client.rest()?;
        peer.send(b"accepted\n");
        second_line(&client, &peer)?;
        peer.send(b"accepted\n");
        peer.expect(b"close it\n")?;
        client.type_line("");
        client.rest()?;
        peer.expect_quiet()?;
        peer.send(b"accepted\n");
        accept(&peer, "")?;
        let last = format!("Gr\u{fc}\u{df}e, \u{4e16}\u{754c} \u{1f44b} {}", lab.word());
        client.type_line(&last);
        accept(&peer, &last)?;
        types_in_pieces(lab, &client, &peer).map_err(|stop| stop.seen_as(Straddling))?;
        let long = lab.letters(LONG);
        client.type_line(&long);
        accept(&peer, &long).map_err(|stop| stop.seen_as(Limit))?;
        for word in std::iter::once(&"clone").chain(COMMANDS_ELSEWHERE) {
            client.type_line(word);
            accept(&peer, word).map_err(|stop| stop.seen_as(Command))?;
        }
        Ok(())
    },
    causes: &[ACCEPTED_CAUSES],
};

#[rustfmt::skip]
const ACCEPTED_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Buffered], "a line that was typed comes out only when another is typed: it lies in the buffer behind `readline`, while `select` or `poll` looks at the descriptor, from which it is gone. Read with `os.read(0, 4096)` and take the lines out of a buffer of your own, or let a thread read the keyboard"),
    Cause(Connection, &[Ended], "the client ends instead of connecting"),
    Cause(Connection, &[Silence], "the client does not connect as soon as it starts: it must not wait for the keyboard"),
    Cause(Bytes, &[Silence], "the client does not send a line that was typed: its newline is missing, it waits for the end of stdin, lines that were read together with the first are forgotten, an empty one is passed over, or a line that begins with `close` is taken for `close`"),
    Cause(Bytes, &[Different], "a line does not go out as it was typed: its bytes, spaces included, and one newline"),
    Cause(Nothing, &[Early], "the client sends a line before the one before it is answered: one line is in flight, the others wait, also those that are typed meanwhile"),
    Cause(Bytes, &[Limit], LONG_LINE),
    OBEYED_BYTES,
    STRADDLING_TYPED,
    Cause(Bytes, &[Fin], "the client closes the connection, although stdin is open and nobody has typed `close`: a line that only begins with it is a line like any other"),
];

/// A line and the beginning of another in one write; its end once the first is answered.
fn types_in_pieces(lab: &mut Harness, client: &Program, peer: &Peer) -> Step {
    let (line, begun) = (lab.text(), lab.word());
    client.type_piece(format!("{line}\n{begun}, and").as_bytes());
    accept(peer, &line)?;
    client.type_line(" its end");
    accept(peer, &format!("{begun}, and its end"))
}

/// The second of the lines that were typed together, and no more than that. Where it comes out only with what is
/// typed next, it was read already, and the client looked for it in the wrong place.
fn second_line(client: &Program, peer: &Peer) -> Step {
    if let Err(stop) = peer.expect(b"  two \n") {
        let Stop::Mismatch(mismatch) = stop else { return Err(stop) };
        if mismatch.seen == Seen::Silence {
            client.type_line("and another");
            if peer.expect(b"  two \n").is_ok() {
                let observed = "nothing, until another line was typed: then it came";
                return Err(unmet(Want::Bytes, Seen::Buffered, mismatch.expected, observed));
            }
        }
        return Err(Stop::Mismatch(mismatch));
    }
    client.rest()?;
    peer.expect_quiet()
}

pub const SPLIT_ANSWER: Check = Check {
    id: "client-split-answer",
    claim: "`acc` and `epted\\n` are one answer",
    points: 4,
    programs: CLIENT,
    needs: &["client-accepted"],
    runs: &[Runs::NotByHand(
        "it sees by what your client does within a tenth of a second whether it waits for the rest of an answer",
    )],
    tries: "Answers a line in two pieces, `acc` and `epted` with its newline. Between them is more than a second, in which nothing must come; behind them comes the next line. Another answer comes byte by byte. At the end `close` is answered in two pieces, `clo` and `sed` with its newline: the client must wait for both, and not connect again. While the rest of an answer is missing, and while nobody types, the client must not keep a processor busy.",
    run: |lab| {
        let (door, client, peer) = meet(lab)?;
        client.type_line("one");
        peer.expect(b"one\n")?;
        client.type_line("two");
        peer.perform(pieces(&[b"acc", b""]));
        peer.settle()?;
        peer.expect_quiet()?;
        client.hold_back(WAIT.max(lab.silence()))?;
        client.expect_no_spin("while the rest of an answer is missing")?;
        peer.send(b"epted\n");
        accept(&peer, "two")?;
        client.expect_no_spin("while nobody types")?;
        let [three, four] = [lab.text(), lab.text()];
        client.type_line(&three);
        peer.expect(format!("{three}\n").as_bytes())?;
        peer.perform(byte_by_byte(b"accepted\n"));
        client.type_line(&four);
        accept(&peer, &four)?;
        client.close_stdin();
        closed_in_pieces(&door, &client, &peer)
    },
    causes: &[SPLIT_ANSWER_CAUSES],
};

#[rustfmt::skip]
const SPLIT_ANSWER_CAUSES: &[Cause] = &[
    SPINS,
    Cause(Nothing, &[Early], "the client takes a piece of the answer for the answer: read until the newline is there"),
    Cause(Nothing, &[Ended], "the client ends, or says that the connection is over, before it has the whole of `closed`: read until the newline is there"),
    Cause(Connection, &[Connected], "the client is answered `closed` in two pieces, and connects again: collect what comes until the newline is there"),
    Cause(Bytes, &[Silence], "the client does not recognise an answer that comes in pieces: collect what comes until the newline is there"),
    Cause(Bytes, &[Fin], "the client closes the connection at a piece of the answer: it takes it for a wrong one (read until the newline is there), or it does not wait for the rest (no time-out is asked for)"),
];

/// Answers `close` in two pieces; what is wrong with the `close` is for another check to say.
fn closed_in_pieces(door: &Door, client: &Program, peer: &Peer) -> Step {
    match peer.expect(b"close\n") {
        Err(Stop::Mismatch(_)) => return Ok(()),
        said => said?,
    }
    peer.send(b"clo");
    peer.expect_awaited(client)?;
    peer.send(b"sed\n");
    peer.finish();
    match ends(door, client) {
        Err(Stop::Mismatch(_)) if !takes_closed(door, client) => Ok(()),
        other => other,
    }
}

/// Whether a client that has connected again takes `closed` in one piece. One that never does is for another check.
fn takes_closed(door: &Door, client: &Program) -> bool {
    let again = door.accept(client).and_then(|peer| closes(&peer, client));
    again.is_ok()
}

/// That it does not connect again. Whether it ends as it should is for another check to say.
fn ends(door: &Door, client: &Program) -> Step {
    match door.accept(client) {
        Ok(_) => {
            let expected = "the client ends: it was answered `closed`";
            Err(unmet(Want::Connection, Seen::Connected, expected, "it connects again"))
        }
        Err(Stop::Mismatch(_)) => Ok(()),
        Err(other) => Err(other),
    }
}

pub const CLOSE: Check = Check {
    id: "client-close",
    claim: "at the end of stdin the client says `close`, waits for `closed`, and ends with 0",
    points: 5,
    programs: CLIENT,
    needs: &["client-accepted"],
    runs: &[],
    tries: "Types a line without a newline and ends stdin: expects the line, nothing more until it is answered, then `close`, and waits a moment before it answers `closed` and closes. Until then the client must neither end nor say `state: closed`. Then expects `state: closed`, exit status 0 and no error on stderr. Then the same with a typed `CLOSE`, behind a whole line, and stdin held open. At last the server accepts a line without a newline, and closes instead of answering `close`: the client has to connect again, and to say that again, and nothing else.",
    run: |lab| {
        // Its last line has no newline: a line it is all the same.
        let types = |client: &Program| {
            client.type_piece(b"the last line");
            client.close_stdin();
        };
        goes(lab, types, |_| ())?;
        goes_in_capitals(lab)?;
        let (door, client, peer) = meet(lab)?;
        let once = lab.text();
        client.type_piece(once.as_bytes());
        client.close_stdin();
        accept(&peer, &once)?;
        peer.expect(b"close\n")?;
        drop(peer);
        closes(&door.accept(&client)?, &client)
    },
    causes: &[CLOSE_CAUSES],
};

#[rustfmt::skip]
const CLOSE_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Silence], "the client does not say `close` at the end of stdin, or when it is typed"),
    Cause(Bytes, &[Empty], "the client closes the connection at the end of stdin, without saying `close`, or drops a last line that has no newline"),
    Cause(Bytes, &[Fin, Short], "the client says only a part of `close` and its newline, or of a last line that has none: `close` is a line as well, and each goes out whole, with its newline"),
    Cause(Bytes, &[Different], "the client says something else than `close`, says it twice, or cuts the last byte of a line that has no newline"),
    Cause(Nothing, &[Early], "the client says `close` while the line before it has no answer yet: it is a line as well, and one line is in flight"),
    Cause(Nothing, &[Ended], "the client says `close` and does not wait for `closed`: until that has come it must not end, reset the connection, or say that it is closed or disconnected"),
    Cause(Connection, &[Ended], "the client takes the end of the stream for `closed`, or gives up: `close` is sent again on a new connection, as any line that has no answer"),
    Cause(Connection, &[Silence], "the client does not connect again when its server is lost before it has answered `close`"),
    Cause(State, &[Silence], "the client does not say `state: closed` when it has been answered `closed`"),
    Cause(State, &[Case], "the client does not go to `closed` when its typed `CLOSE` is answered `closed`: `close` is meant in any case, so compare without regard to it"),
    Cause(Error, &[Extra], "the client reports an error although nothing went wrong: the end of stdin and `closed` are a normal end"),
    Cause(State, &[Ended], "the client ends without saying `state: closed`"),
    Cause(State, &[Different], "the client says another state behind `closed`: that is its last one"),
    Cause(Exit, &[Status], "the client ends with another status than 0 after a normal end"),
    Cause(Exit, &[Running], "the client does not end after `closed`: it waits for the keyboard, or for another thread that does"),
];

/// A client says goodbye while a line of its is in flight. Nothing has gone wrong then.
fn goes(lab: &mut Harness, types: fn(&Program), says_goodbye: fn(&Program)) -> Step {
    let (_door, client, peer) = meet(lab)?;
    types(&client);
    peer.expect(b"the last line\n")?;
    says_goodbye(&client);
    peer.expect_quiet()?;
    peer.send(b"accepted\n");
    peer.expect_in_any_case(b"close\n")?;
    peer.expect_awaited(&client)?;
    part(&peer, &client)?;
    client.expect_no_error_said()
}

/// `CLOSE` is typed: what comes of `closed` then is about its case.
fn goes_in_capitals(lab: &mut Harness) -> Step {
    let types = |client: &Program| client.type_line("the last line");
    match goes(lab, types, |client| client.type_line("CLOSE")) {
        Err(Stop::Mismatch(mut mismatch)) if matches!(mismatch.want, Want::State | Want::Exit) => {
            mismatch.seen = if mismatch.seen == Seen::Running { Seen::Running } else { Seen::Case };
            Err(Stop::Mismatch(mismatch))
        }
        other => other,
    }
}
