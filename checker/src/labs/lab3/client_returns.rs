//! Lab 3's checks of the client whose server is not there, or goes and comes back.

use super::words::{CLIENT, SAID_AGAIN, accept, closes, meet, tried};
use crate::fault::Move;
use crate::harness::{Door, Harness, Peer, Program};
use crate::lab::{Cause, Check};
use crate::labs::shared::{ERROR_ON_STDOUT, ERROR_UNMARKED};
use crate::verdict::{Seen::*, Step, Stop, Want::*};

const STAYS_AWAY: Cause = Cause(
    Connection,
    &[Silence],
    "the client does not connect again after its server was lost, or has not noticed it: also while it waits for the keyboard",
);

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
        let early = lab.text();
        client.type_line(&early);
        client.expect_state_times("disconnected", 3)?;
        let door = lab.listen_at(port)?;
        let peer = door.accept(&client)?;
        accept(&peer, &early)
    },
    causes: &[WAITS_FOR_SERVER_CAUSES],
};

#[rustfmt::skip]
const WAITS_FOR_SERVER_CAUSES: &[Cause] = &[
    Cause(State, &[Ended], "the client ends because nobody listens yet: a refused connection is no end, it means `state: disconnected`, a pause, and another try"),
    Cause(State, &[Silence], "the client does not try again, or does not say `state: disconnected` after each try that has failed"),
    Cause(Connection, &[Silence], "the client does not try again: it has given up before the server appeared"),
    Cause(Connection, &[Ended], "the client gives up before the server appears"),
    Cause(Bytes, &[Silence], "the client forgets what was typed while there was no server: the line has to wait until it is answered"),
];

pub const SERVER_RESTARTS: Check = Check {
    id: "client-server-restarts",
    claim: "the server is killed and started again: the client reconnects, and every line arrives, in order",
    points: 7,
    programs: CLIENT,
    needs: &["client-accepted"],
    runs: &[],
    tries: "The server is gone by a reset with a line in flight, and nobody listens until the client has failed once. That it has lost its server has to stand on stderr, in a line that starts with `error: `. Back again, it expects that line first, then the next one. Then it goes once more, while nothing is in flight: the client has to notice without a line to send, and the next line typed has to be the next to arrive.",
    run: |lab| {
        let port = lab.free_port()?;
        let door = lab.listen_at(port)?;
        let client = lab.run("client", &["127.0.0.1", &port.to_string()])?;
        let peer = door.accept(&client)?;
        client.type_line("one");
        peer.expect(b"one\n")?;
        client.type_line("two\nthree");
        client.rest()?;
        peer.send(b"accepted\n");
        peer.expect(b"two\n")?;
        lost_in_flight(&client, door, peer)?;
        let door = lab.listen_at(port)?;
        let peer = door.accept(&client)?;
        accept(&peer, "two")?;
        accept(&peer, "three")?;
        lost_at_rest(lab, port, &client, door, peer)
    },
    causes: &[SERVER_RESTARTS_CAUSES],
};

#[rustfmt::skip]
const SERVER_RESTARTS_CAUSES: &[Cause] = &[
    Cause(State, &[Ended], "the client ends with its server: a reset or an end of stream is no end, it means `state: disconnected`, a pause, and another try"),
    Cause(State, &[Silence], "the client does not notice that its server is lost, or does not say so: also while it waits for the keyboard, and after a reset as after an end of stream"),
    STAYS_AWAY,
    Cause(Connection, &[Ended], "the client ends instead of connecting again"),
    Cause(Bytes, &[Silence], "a line is lost: one that was sent and not answered has to be sent again after reconnecting"),
    Cause(Bytes, &[Different], "after reconnecting another line comes than the one in flight: that one comes first, lines that were answered never again, and no line is left out"),
    Cause(Error, &[Silence], "the client does not report that it has lost its server: a reset is an error, and so is a server that is not there, a line on stderr that starts with `error: `"),
    ERROR_UNMARKED,
    ERROR_ON_STDOUT,
];

/// The server is gone by a reset with a line in flight, which is an error, and nobody listens.
fn lost_in_flight(client: &Program, door: Door, peer: Peer) -> Step {
    drop(door);
    peer.reset()?;
    client.expect_state_times("disconnected", 3)?;
    client.expect_errors(1)
}

/// The server is gone while nothing is in flight, and comes back.
fn lost_at_rest(lab: &mut Harness, port: u16, client: &Program, door: Door, peer: Peer) -> Step {
    let lines = lab.texts(2);
    client.type_line(&lines[0]);
    accept(&peer, &lines[0])?;
    client.rest()?;
    drop(door);
    drop(peer);
    client.expect_no_longer("connected")?;
    client.type_line(&lines[1]);
    let door = lab.listen_at(port)?;
    accept(&door.accept(client)?, &lines[1])
}

pub const SERVER_CLOSES: Check = Check {
    id: "client-server-closes",
    claim: "the server closes in an orderly way before answering: no line is lost, none is sent twice that was answered",
    points: 6,
    programs: CLIENT,
    needs: &["client-accepted"],
    runs: &[],
    tries: "The server closes when it has a line, with no answer; the next time after half an answer, `acc`; the next time right behind an answer. Each time the client has to connect again, and to send what has no answer, and only that. On stderr a line has to start with `error: `: half an answer is an error.",
    run: |lab| {
        let (door, client, peer) = meet(lab)?;
        client.type_line("one");
        peer.expect(b"one\n")?;
        client.type_line("two");
        client.rest()?;
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
        let three = lab.text();
        client.type_line(&three);
        accept(&peer, &three)?;
        // Of the three ends the one behind half an answer has to be reported.
        client.expect_errors(1)
    },
    causes: &[SERVER_CLOSES_CAUSES],
};

#[rustfmt::skip]
const SERVER_CLOSES_CAUSES: &[Cause] = &[
    Cause(Connection, &[Ended], "the client ends when its server closes: only `closed` is a normal end, anything else means another try"),
    Cause(Connection, &[Silence], "the client does not connect again: it takes the end of the stream, or half an answer, for an answer, or waits for one that can't come"),
    Cause(Bytes, &[Silence], "a line without its answer is not sent again, or a rest of the last connection's answer stands before the next one's"),
    Cause(Bytes, &[Different], "after reconnecting another line comes than the one in flight: an end of stream or half an answer is no answer, and what was answered is not sent again"),
    Cause(Error, &[Silence], "the client does not report that the server was gone behind half an answer: an end inside a line is an error, a line on stderr that starts with `error: `"),
    ERROR_UNMARKED,
    ERROR_ON_STDOUT,
];

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
            let line = lab.text();
            client.type_line(&line);
            accept(&peer, &line)?;
            client.rest()?;
            leaves(leave, peer, &client)?;
        }
        states.push("closed");
        client.expect_states(&states).map_err(at_the_end)
    },
    causes: &[STATES_CAUSES],
};

#[rustfmt::skip]
const STATES_CAUSES: &[Cause] = &[
    Cause(State, &[Silence], "the client does not say a state when it comes to it: `disconnected` at its start and when the server is lost, `connecting` before each try, `connected` when it has succeeded"),
    Cause(State, &[Different], "the client says other states than the contract's, or in another order: from `connected` it goes to `disconnected`, never straight to `connecting`"),
    SAID_AGAIN,
    Cause(Connection, &[Ended], "the client ends where it should go on to the next state"),
    STAYS_AWAY,
    Cause(Bytes, &[Different], "a line that was answered is sent again after the connection was lost"),
    Cause(State, &[Missing], "the client does not go to `closed` when its `close` is answered `closed`, or says another state behind it: that is its last one"),
];

/// Up to here the states were right: what is wrong is the last one alone.
fn at_the_end(stop: Stop) -> Stop {
    let Stop::Mismatch(mut mismatch) = stop else { return stop };
    mismatch.seen = Missing;
    Stop::Mismatch(mismatch)
}

/// A connection ends. What is wrong with a goodbye is for another check to say.
fn leaves(how: &str, peer: Peer, client: &Program) -> Step {
    match how {
        // What it has not read when the reset comes it need not know to be answered.
        "a reset" => peer.reset()?,
        "an end" => drop(peer),
        _ => {
            client.close_stdin();
            tried(closes(&peer, client))?;
        }
    }
    Ok(())
}
