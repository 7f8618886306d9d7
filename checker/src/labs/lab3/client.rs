//! Lab 3's checks of the client.

use std::time::Duration;

use super::{CLIENT, WAIT, accept, closes, part, tried};
use crate::fault::{Move, pieces};
use crate::harness::{Door, Program};
use crate::lab::{Cause, Check};
use crate::verdict::{Mismatch, Seen, Seen::*, Step, Stop, Want, Want::*};

/// Tries to connect in the first second: pauses of 100, 200 and 400 ms make four, and this leaves room.
const MOST_TRIES: usize = 7;
/// The first pause is 100 ms. What is watched begins before it and ends after it, so that it can only look longer.
const SHORTEST_PAUSE: Duration = Duration::from_millis(60);
/// A pause of 100 ms is over by then, one of a second is not.
const AGAIN: Duration = Duration::from_millis(500);
/// How often a client may need longer than that.
const CHANCES: usize = 3;

pub const ACCEPTED: Check = Check {
    id: "client-accepted",
    claim: "lines go out one at a time, each after the answer to the one before",
    points: 5,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Waits until the client has connected, types three lines at once and holds stdin open. Expects the first line, and nothing behind it until it is answered, although a fourth, an empty one, is typed meanwhile; then the others, one after the other. The third is `close it`, which is a line like any other.",
    run: |lab| {
        let door = lab.listen()?;
        let client = lab.run("client", &["127.0.0.1", &door.port()])?;
        let peer = door.accept(&client)?;
        client.type_line("one\n  two \nclose it");
        peer.expect(b"one\n")?;
        client.type_line("");
        peer.expect_quiet()?;
        peer.send(b"accepted\n");
        for line in ["  two ", "close it", ""] {
            accept(&peer, line)?;
        }
        client.type_line("Gr\u{fc}\u{df}e");
        accept(&peer, "Gr\u{fc}\u{df}e")
    },
    causes: &[&[
        Cause(Connection, &[Ended], "the client ends instead of connecting"),
        Cause(
            Connection,
            &[Silence],
            "the client does not connect as soon as it starts: it must not wait for the keyboard",
        ),
        Cause(
            Bytes,
            &[Silence],
            "the client does not send a line that was typed: its newline is missing, it waits for the end of stdin, lines that were read together with the first are forgotten, an empty one is passed over, or a line that begins with `close` is taken for `close`",
        ),
        Cause(
            Bytes,
            &[Different],
            "a line does not go out as it was typed: its bytes, spaces included, and one newline",
        ),
        Cause(
            Nothing,
            &[Early],
            "the client sends a line before the one before it is answered: one line is in flight, the others wait, also those that are typed meanwhile",
        ),
        Cause(
            Bytes,
            &[Fin],
            "the client closes the connection, although stdin is open and nobody has typed `close`: a line that only begins with it is a line like any other",
        ),
    ]],
};

pub const WAITS_FOR_SERVER: Check = Check {
    id: "client-waits-for-server",
    claim: "started before the server, the client connects when it appears",
    points: 5,
    programs: CLIENT,
    needs: &["client-accepted"],
    runs: &[],
    tries: "Starts the client at a port where nobody listens and types a line. Once it has failed twice, somebody listens there: it has to connect, and to send the line.",
    run: |lab| {
        let port = lab.free_port()?;
        let client = lab.run("client", &["127.0.0.1", &port.to_string()])?;
        client.type_line("typed early");
        client.expect_state_times("disconnected", 3)?;
        let door = lab.listen_at(port)?;
        let peer = door.accept(&client)?;
        accept(&peer, "typed early")
    },
    causes: &[&[
        Cause(
            State,
            &[Ended],
            "the client ends because nobody listens yet: a refused connection is no end, it means `state: disconnected`, a pause, and another try",
        ),
        Cause(
            State,
            &[Silence],
            "the client does not try again, or does not say `state: disconnected` after each try that has failed",
        ),
        Cause(Connection, &[Silence], "the client does not try again: it has given up before the server appeared"),
        Cause(Connection, &[Ended], "the client gives up before the server appears"),
        Cause(
            Bytes,
            &[Silence],
            "the client forgets what was typed while there was no server: the line has to wait until it is answered",
        ),
    ]],
};

pub const SERVER_RESTARTS: Check = Check {
    id: "client-server-restarts",
    claim: "the server is killed and started again: the client reconnects, and every line arrives, in order",
    points: 7,
    programs: CLIENT,
    needs: &["client-accepted"],
    runs: &[],
    tries: "The server is gone by a reset with a line in flight, and nobody listens until the client has failed once. Back again, it expects that line first, then the next one. Then it goes once more, while nothing is in flight: the client has to notice without a line to send, and the next line typed has to be the next to arrive.",
    run: |lab| {
        let port = lab.free_port()?;
        let door = lab.listen_at(port)?;
        let client = lab.run("client", &["127.0.0.1", &port.to_string()])?;
        let peer = door.accept(&client)?;
        client.type_line("one\ntwo\nthree");
        accept(&peer, "one")?;
        peer.expect(b"two\n")?;
        drop(door);
        peer.reset()?;
        client.expect_state_times("disconnected", 3)?;
        let door = lab.listen_at(port)?;
        let peer = door.accept(&client)?;
        accept(&peer, "two")?;
        accept(&peer, "three")?;
        client.type_line("four");
        accept(&peer, "four")?;
        client.rest()?;
        drop(door);
        drop(peer);
        client.expect_no_longer("connected")?;
        client.type_line("five");
        let door = lab.listen_at(port)?;
        let peer = door.accept(&client)?;
        accept(&peer, "five")
    },
    causes: &[&[
        Cause(
            State,
            &[Ended],
            "the client ends with its server: a reset or an end of stream is no end, it means `state: disconnected`, a pause, and another try",
        ),
        Cause(
            State,
            &[Silence],
            "the client does not notice that its server is lost, or does not say so: also while it waits for the keyboard, and after a reset as after an end of stream",
        ),
        Cause(Connection, &[Silence], "the client does not connect again after its server was lost"),
        Cause(Connection, &[Ended], "the client ends instead of connecting again"),
        Cause(
            Bytes,
            &[Silence],
            "a line is lost: one that was sent and not answered has to be sent again after reconnecting",
        ),
        Cause(
            Bytes,
            &[Different],
            "after reconnecting another line comes than the one in flight: that one comes first, lines that were answered never again, and no line is left out",
        ),
    ]],
};

pub const SERVER_CLOSES: Check = Check {
    id: "client-server-closes",
    claim: "the server closes in an orderly way before answering: no line is lost, none is sent twice that was answered",
    points: 7,
    programs: CLIENT,
    needs: &["client-accepted"],
    runs: &[],
    tries: "The server closes when it has a line, with no answer; the next time after half an answer, `acc`; the next time right behind an answer. Each time the client has to connect again, and to send what has no answer, and only that.",
    run: |lab| {
        let door = lab.listen()?;
        let client = lab.run("client", &["127.0.0.1", &door.port()])?;
        let peer = door.accept(&client)?;
        client.type_line("one\ntwo");
        peer.expect(b"one\n")?;
        drop(peer);
        let peer = door.accept(&client)?;
        peer.expect(b"one\n")?;
        peer.perform(vec![Move::Send(b"acc".to_vec()), Move::Pause]);
        peer.settle()?;
        drop(peer);
        let peer = door.accept(&client)?;
        peer.expect(b"one\n")?;
        peer.send_and_leave(b"accepted\n")?;
        let peer = door.accept(&client)?;
        accept(&peer, "two")?;
        client.type_line("three");
        accept(&peer, "three")
    },
    causes: &[&[
        Cause(
            Connection,
            &[Ended],
            "the client ends when its server closes: only `closed` is a normal end, anything else means another try",
        ),
        Cause(
            Connection,
            &[Silence],
            "the client does not connect again: it takes the end of the stream, or half an answer, for an answer, or waits for one that can't come",
        ),
        Cause(
            Bytes,
            &[Silence],
            "a line without its answer is not sent again, or a rest of the last connection's answer stands before the next one's",
        ),
        Cause(
            Bytes,
            &[Different],
            "after reconnecting another line comes than the one in flight: an end of stream or half an answer is no answer, and what was answered is not sent again",
        ),
    ]],
};

pub const SPLIT_ANSWER: Check = Check {
    id: "client-split-answer",
    claim: "`acc` and `epted\\n` are one answer",
    points: 4,
    programs: CLIENT,
    needs: &["client-accepted"],
    runs: &[],
    tries: "Answers a line in two pieces, `acc` and `epted` with its newline. Between them is more than a second, in which nothing must come; behind them comes the next line. At the end `close` is answered in two pieces, `clo` and `sed` with its newline: the client must wait for both, and not connect again.",
    run: |lab| {
        let door = lab.listen()?;
        let client = lab.run("client", &["127.0.0.1", &door.port()])?;
        let peer = door.accept(&client)?;
        client.type_line("one\ntwo");
        peer.expect(b"one\n")?;
        peer.perform(pieces(&[b"acc", b""]));
        peer.settle()?;
        peer.expect_quiet()?;
        client.hold_back(WAIT)?;
        peer.send(b"epted\n");
        accept(&peer, "two")?;
        client.type_line("three");
        accept(&peer, "three")?;
        client.close_stdin();
        // What is wrong with that is for another check to say.
        match peer.expect(b"close\n") {
            Err(Stop::Mismatch(_)) => return Ok(()),
            said => said?,
        }
        peer.send(b"clo");
        peer.expect_awaited(&client)?;
        peer.send(b"sed\n");
        peer.finish();
        ends(&door, &client)
    },
    causes: &[&[
        Cause(
            Nothing,
            &[Early],
            "the client takes a piece of the answer for the answer: read until the newline is there",
        ),
        Cause(
            Nothing,
            &[Ended],
            "the client ends, or says that the connection is over, before it has the whole of `closed`: read until the newline is there",
        ),
        Cause(
            Connection,
            &[Connected],
            "the client is answered `closed` in two pieces, and connects again: collect what comes until the newline is there",
        ),
        Cause(
            Bytes,
            &[Silence],
            "the client does not recognise an answer that comes in two pieces: collect what comes until the newline is there",
        ),
        Cause(
            Bytes,
            &[Fin],
            "the client closes the connection at a piece of the answer: it takes it for a wrong one (read until the newline is there), or it does not wait for the rest (no time-out is asked for)",
        ),
    ]],
};

/// That it does not connect again. Whether it ends as it should is for another check to say.
fn ends(door: &Door, client: &Program) -> Step {
    match door.accept(client) {
        Ok(_) => Err(Mismatch {
            want: Want::Connection,
            seen: Seen::Connected,
            expected: "the client ends: it was answered `closed`".into(),
            observed: "it connects again".into(),
        }
        .into()),
        Err(Stop::Mismatch(_)) => Ok(()),
        Err(other) => Err(other),
    }
}

pub const BACKS_OFF: Check = Check {
    id: "client-backs-off",
    claim: "with no server the client does not spin, and after a success its pause is short again",
    points: 6,
    programs: CLIENT,
    needs: &["client-waits-for-server", "client-server-restarts"],
    runs: &[],
    tries: "Starts the client where nobody listens: at most 7 lines `state: connecting` in its first second, and next to no processor time once it has started. A second client, whose stdin has ended, must not try more often, either. Then somebody listens, and is gone again as soon as the client is connected: its next try has to come after a pause of 100 ms, not of a second.",
    run: |lab| {
        let port = lab.free_port()?;
        let client = lab.run("client", &["127.0.0.1", &port.to_string()])?;
        // Another one, whose stdin has ended: who waits with the keyboard alone does not wait any more.
        let elsewhere = lab.free_port()?.to_string();
        let other = lab.run("client", &["127.0.0.1", &elsewhere])?;
        other.close_stdin();
        client.expect_unhurried("connecting", MOST_TRIES)?;
        other.expect_few("connecting", MOST_TRIES)?;
        for _ in 0..CHANCES {
            let connected = client.count("connected");
            let door = lab.listen_at(port)?;
            let peer = door.accept(&client)?;
            client.expect_state_times("connected", connected + 1)?;
            drop(door);
            let (tries, lost) = (client.count("connecting"), client.micros());
            drop(peer);
            if client.says_within("connecting", tries, AGAIN)? {
                let waited = client.said("connecting").get(tries).map_or(0, |micros| micros.saturating_sub(lost));
                return paused(Duration::from_micros(waited));
            }
        }
        Err(Mismatch {
            want: Want::State,
            seen: Seen::Late,
            expected: "`state: connecting` after a pause of 100 ms: the connection before it was a success".into(),
            observed: format!("nothing within {} ms", AGAIN.as_millis()),
        }
        .into())
    },
    causes: &[&[
        Cause(
            State,
            &[Early],
            "the client tries again too soon: pause 100 ms after a failure, and double the pause each time, up to a second; also after a connection that was lost, and also when stdin has ended",
        ),
        Cause(
            Nothing,
            &[Limit],
            "the client spins while it waits: sleep through the pause, don't look at the clock again and again",
        ),
        Cause(State, &[Late], "the pause is not set back to 100 ms after a success"),
    ]],
};

fn paused(waited: Duration) -> Step {
    if waited >= SHORTEST_PAUSE {
        return Ok(());
    }
    Err(Mismatch {
        want: Want::State,
        seen: Seen::Early,
        expected: "a pause of 100 ms before the next `state: connecting`".into(),
        observed: format!("it came {} ms after the connection was lost", waited.as_millis()),
    }
    .into())
}

pub const CLOSE: Check = Check {
    id: "client-close",
    claim: "at the end of stdin the client says `close`, waits for `closed`, and ends with 0",
    points: 5,
    programs: CLIENT,
    needs: &["client-accepted"],
    runs: &[],
    tries: "Types a line and ends stdin before the line is answered: expects the line, nothing more until it is answered, then `close`, and waits a moment before it answers `closed` and closes. Until then the client must neither end nor say `state: closed`. Then expects `state: closed` and exit status 0. Then the same with a typed `close` and stdin held open. At last the server closes instead of answering `close`: the client has to connect again and to say it again.",
    run: |lab| {
        for is_typed in [false, true] {
            let door = lab.listen()?;
            let client = lab.run("client", &["127.0.0.1", &door.port()])?;
            let peer = door.accept(&client)?;
            client.type_line("the last line");
            peer.expect(b"the last line\n")?;
            if is_typed {
                client.type_line("close");
            } else {
                client.close_stdin();
            }
            peer.expect_quiet()?;
            peer.send(b"accepted\n");
            peer.expect(b"close\n")?;
            peer.expect_awaited(&client)?;
            part(&peer, &client)?;
        }
        let door = lab.listen()?;
        let client = lab.run("client", &["127.0.0.1", &door.port()])?;
        let peer = door.accept(&client)?;
        client.close_stdin();
        peer.expect(b"close\n")?;
        drop(peer);
        let peer = door.accept(&client)?;
        closes(&peer, &client)
    },
    causes: &[&[
        Cause(Bytes, &[Silence], "the client does not say `close` at the end of stdin, or when it is typed"),
        Cause(Bytes, &[Fin], "the client closes the connection at the end of stdin, without saying `close`"),
        Cause(Bytes, &[Different], "the client says something else than `close`, or says it twice"),
        Cause(
            Nothing,
            &[Early],
            "the client says `close` while the line before it has no answer yet: it is a line as well, and one line is in flight",
        ),
        Cause(
            Nothing,
            &[Ended],
            "the client says `close` and does not wait for `closed`: until that has come it must not end, reset the connection, or say that it is closed or disconnected",
        ),
        Cause(
            Connection,
            &[Ended],
            "the client takes the end of the stream for `closed`, or gives up: `close` is sent again on a new connection, as any line that has no answer",
        ),
        Cause(
            Connection,
            &[Silence],
            "the client does not connect again when its server is lost before it has answered `close`",
        ),
        Cause(State, &[Silence], "the client does not say `state: closed` when it has been answered `closed`"),
        Cause(State, &[Ended], "the client ends without saying `state: closed`"),
        Cause(State, &[Different], "the client says another state behind `closed`: that is its last one"),
        Cause(Exit, &[Status], "the client ends with another status than 0 after a normal end"),
        Cause(
            Exit,
            &[Running],
            "the client does not end after `closed`: it waits for the keyboard, or for another thread that does",
        ),
    ]],
};

pub const STATES: Check = Check {
    id: "client-states",
    claim: "the client says each state when it comes to it, and no other",
    points: 4,
    programs: CLIENT,
    needs: &["client-accepted"],
    runs: &[],
    tries: "Takes the client through two connections that are lost, by a reset and by the end of the stream, with nothing in flight, and one that is closed. Expects `disconnected`, `connecting`, `connected` three times, and `closed` at the end; nothing else, nothing twice.",
    run: |lab| {
        let door = lab.listen()?;
        let client = lab.run("client", &["127.0.0.1", &door.port()])?;
        let mut states = Vec::new();
        for leave in ["a reset", "an end", "a goodbye"] {
            let peer = door.accept(&client)?;
            states.extend(["disconnected", "connecting", "connected"]);
            client.expect_states(&states)?;
            client.type_line(leave);
            accept(&peer, leave)?;
            client.rest()?;
            match leave {
                // What it has not read when the reset comes it need not know to be answered.
                "a reset" => peer.reset()?,
                "an end" => drop(peer),
                _ => {
                    client.close_stdin();
                    // What is wrong with that is for another check to say.
                    tried(closes(&peer, &client))?;
                }
            }
        }
        states.push("closed");
        client.expect_states(&states)
    },
    causes: &[&[
        Cause(
            State,
            &[Silence],
            "the client does not say a state when it comes to it: `disconnected` at its start and when the server is lost, `connecting` before each try, `connected` when it has succeeded",
        ),
        Cause(
            State,
            &[Different],
            "the client says other states than the contract's, or in another order: from `connected` it goes to `disconnected`, never straight to `connecting`",
        ),
        Cause(State, &[Repeated], "a state is said again although it has not changed"),
        Cause(Connection, &[Ended], "the client ends where it should go on to the next state"),
        Cause(Connection, &[Silence], "the client does not connect again after its server was lost"),
        Cause(Bytes, &[Different], "a line that was answered is sent again after the connection was lost"),
    ]],
};
