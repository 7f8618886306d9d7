//! Lab 3, robustness: lines that are answered, programs that say what state they are in, and diagrams that say the same.

mod arguments;
mod client_lines;
mod client_pauses;
mod client_returns;
mod diagrams;
mod server_life;
mod server_lines;
mod storm;

use crate::harness::{Door, Harness, Peer, Program};
use crate::lab::{Cause, Lab};
use crate::verdict::{Seen, Step, Stop, Want};

pub const LAB: Lab = Lab {
    id: "lab3",
    title: "Robustness and state diagrams",
    folder: "lab3-states",
    programs: &["server", "client"],
    checks: &[
        server_lines::ACCEPTS,
        server_lines::SPLIT_LINE,
        server_lines::CLOSE,
        server_life::CLIENT_GONE,
        server_life::RESTART,
        server_life::PORT_IN_USE,
        server_life::STATES,
        client_lines::ACCEPTED,
        client_returns::WAITS_FOR_SERVER,
        client_returns::SERVER_RESTARTS,
        client_returns::SERVER_CLOSES,
        client_lines::SPLIT_ANSWER,
        client_pauses::BACKS_OFF,
        client_lines::CLOSE,
        client_returns::STATES,
        diagrams::SERVER,
        diagrams::CLIENT,
        diagrams::HOLDS,
        arguments::ARGUMENTS,
        storm::STORM,
    ],
    checkpoints: &[],
};

/// More than a second, in ms: a time-out that nobody asked for is often that long.
const WAIT: u64 = 1100;

const SERVER: &[&str] = &["server"];
const CLIENT: &[&str] = &["client"];

const SAID_AGAIN: Cause = Cause(Want::State, &[Seen::Repeated], "a state is said again although it has not changed");

/// The client is started, and has connected.
fn meet(lab: &mut Harness) -> Step<(Door, Program, Peer)> {
    let door = lab.listen()?;
    let client = lab.run("client", &["127.0.0.1", &door.port()])?;
    let peer = door.accept(&client)?;
    Ok((door, client, peer))
}

/// A line goes to the server, which prints and answers it.
fn accepts(peer: &Peer, server: &Program, line: &str) -> Step {
    peer.send(format!("{line}\n").as_bytes());
    peer.expect(b"accepted\n")?;
    server.expect_line(&format!("received: {line}"))
}

/// A line comes from the client, and is answered.
fn accept(peer: &Peer, line: &str) -> Step {
    peer.expect(format!("{line}\n").as_bytes())?;
    peer.send(b"accepted\n");
    peer.settle()
}

/// The client says goodbye, and ends.
fn closes(peer: &Peer, client: &Program) -> Step {
    peer.expect(b"close\n")?;
    part(peer, client)
}

/// The client is answered `closed`, says so, and ends.
fn part(peer: &Peer, client: &Program) -> Step {
    peer.send(b"closed\n");
    // The server closes then, and a client may wait for that.
    peer.finish();
    client.expect_state_times("closed", 1)?;
    client.expect_exit(0)?;
    client.expect_last_state("closed")
}

/// That a program does not come all the way shows in what it has not done.
fn tried(step: Step) -> Step {
    match step {
        Err(Stop::Mismatch(_)) => Ok(()),
        other => other,
    }
}
