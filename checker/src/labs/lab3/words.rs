//! Lab 3's own words: how its programs greet, answer and part.

use crate::harness::{Door, Harness, Peer, Program};
use crate::lab::Cause;
use crate::verdict::{Seen, Step, Stop, Want};

/// More than a second, in ms: a time-out that nobody asked for is often that long.
pub const WAIT: u64 = 1100;

pub const SERVER: &[&str] = &["server"];
pub const CLIENT: &[&str] = &["client"];

pub const SAID_AGAIN: Cause =
    Cause(Want::State, &[Seen::Repeated], "a state is said again although it has not changed");

/// The client is started, and has connected.
pub fn meet(lab: &mut Harness) -> Step<(Door, Program, Peer)> {
    let door = lab.listen()?;
    let client = lab.run("client", &["127.0.0.1", &door.port()])?;
    let peer = door.accept(&client)?;
    Ok((door, client, peer))
}

/// A line goes to the server, which prints and answers it.
pub fn accepts(peer: &Peer, server: &Program, line: &str) -> Step {
    peer.send(format!("{line}\n").as_bytes());
    peer.expect(b"accepted\n")?;
    server.expect_line(&format!("received: {line}"))
}

/// A line comes from the client, and is answered.
pub fn accept(peer: &Peer, line: &str) -> Step {
    peer.expect(format!("{line}\n").as_bytes())?;
    peer.send(b"accepted\n");
    peer.settle()
}

/// The client says goodbye, and ends.
pub fn closes(peer: &Peer, client: &Program) -> Step {
    peer.expect(b"close\n")?;
    part(peer, client)
}

/// The client is answered `closed`, says so, and ends.
pub fn part(peer: &Peer, client: &Program) -> Step {
    peer.send(b"closed\n");
    // The server closes then, and a client may wait for that.
    peer.finish();
    client.expect_state_times("closed", 1)?;
    client.expect_exit(0)?;
    client.expect_last_state("closed")
}

/// That a program does not come all the way shows in what it has not done.
pub fn tried(step: Step) -> Step {
    match step {
        Err(Stop::Mismatch(_)) => Ok(()),
        other => other,
    }
}
