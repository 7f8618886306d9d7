//! The runs that lab 7's chapter shows: a client that stands still in the middle of something, at a loop that waits
//! for it and at one that does not.

use super::scene::{Needs, Scene, expect};
use super::stage::Stage;
use crate::fault::Reading;
use crate::harness::{Peer, Program, frame};
use crate::trace::Call;
use crate::verdict::Step;

const WAITING: &str = "cargo run -q -p solutions --example lab7_waiting_loop -- 4000";
const SERVER: &str = "cargo run -q -p solutions --bin lab7-server-solution -- 4000";

const WELCOME: &str = "Welcome, you are connected to the server";

/// It reads nothing, and its kernel keeps little for it.
const NOTHING: Reading = Reading { held: true, buffer: Some(4096), segment: Some(1460), ..Reading::EAGER };

/// Bytes of a message whose answer fits into no buffers between a server and such a client.
const LARGE: usize = 1_000_000;

pub const SCENES: &[Scene] = &[HALF_WAITED_FOR, DEAF_WAITED_FOR, HALF, DEAF];

const HALF_WAITED_FOR: Scene = Scene {
    name: "lab7-half-waits",
    needs: Needs::Nothing,
    run: |stage| {
        let (server, half, other) = half(stage, WAITING)?;
        expect_held_up(stage, &other, "waits: the loop is waiting for the rest of the half one")?;
        server.expect_waiting(&[(Call::Recv, 1)])?;
        half.send(&greeting()[6..]);
        half.expect(&frame("received: Hello"))?;
        other.expect(&frame("received: And me?"))?;
        leave(&server, &[half, other])
    },
};

const HALF: Scene = Scene {
    name: "lab7-half",
    needs: Needs::Nothing,
    run: |stage| {
        let (server, half, other) = half(stage, SERVER)?;
        other.expect(&frame("received: And me?"))?;
        stage.note("half", "takes its time, and nobody waits for it");
        server.expect_waiting(&[(Call::Poll, 1)])?;
        half.send(&greeting()[6..]);
        half.expect(&frame("received: Hello"))?;
        leave(&server, &[half, other])
    },
};

const DEAF_WAITED_FOR: Scene = Scene {
    name: "lab7-deaf-waits",
    needs: Needs::Nothing,
    run: |stage| {
        let (server, deaf, other) = deaf(stage, WAITING)?;
        expect_held_up(stage, &other, "waits: the loop is waiting until the deaf one takes its answer")?;
        server.expect_waiting(&[(Call::Send, 1)])?;
        deaf.reset()?;
        other.expect(&frame("received: And me?"))?;
        server.expect_stdouts("disconnected", 1)?;
        leave(&server, &[other])
    },
};

const DEAF: Scene = Scene {
    name: "lab7-deaf",
    // With more in the outbox than a server reads on with, it hears of the reset by its send, otherwise by its read.
    needs: Needs::ThisMachine("how much the kernel's buffers take"),
    run: |stage| {
        let (server, deaf, other) = deaf(stage, SERVER)?;
        other.expect(&frame("received: And me?"))?;
        stage.note("deaf", "still reads nothing: its answer waits in its outbox");
        server.expect_waiting(&[(Call::Poll, 1)])?;
        deaf.reset()?;
        server.expect_stdouts("disconnected", 1)?;
        leave(&server, &[other])
    },
};

/// One client has sent half a message, then another one a whole one.
fn half(stage: &mut Stage, server: &str) -> Step<(Program, Peer, Peer)> {
    let server = stage.start("server", server)?;
    let half = stage.connect("half", &server)?;
    half.expect(&frame(WELCOME))?;
    let other = stage.connect("other", &server)?;
    other.expect(&frame(WELCOME))?;
    half.send(&greeting()[..6]);
    half.settle()?;
    other.send(&frame("And me?"));
    other.settle()?;
    Ok((server, half, other))
}

/// A message of which the first six bytes are the header and two letters.
fn greeting() -> Vec<u8> {
    frame("Hello")
}

/// One client has sent a large message and reads nothing, then another one sends a small one.
fn deaf(stage: &mut Stage, server: &str) -> Step<(Program, Peer, Peer)> {
    let server = stage.start("server", server)?;
    let deaf = stage.connect_reading("deaf", &server, NOTHING)?;
    server.expect_stdout("(active 1)")?;
    let other = stage.connect("other", &server)?;
    other.expect(&frame(WELCOME))?;
    deaf.send(&frame("x".repeat(LARGE)));
    deaf.settle()?;
    server.expect_stdout("xxx")?;
    deaf.pile_up()?;
    other.send(&frame("And me?"));
    other.settle()?;
    Ok((server, deaf, other))
}

/// What the other has sent lies in the kernel, and nothing has come to it but its welcome.
fn expect_held_up(stage: &Stage, other: &Peer, note: &str) -> Step {
    let unread = frame("And me?").len();
    stage.expect_unread(u32::try_from(unread).unwrap_or_default())?;
    let came = other.look(|heard| heard.received.len());
    expect(came == frame(WELCOME).len(), "the other one is held up", &format!("{came} bytes have come to it"))?;
    stage.note("other", note);
    Ok(())
}

/// One after the other they go.
fn leave(server: &Program, peers: &[Peer]) -> Step {
    let gone = server.look(|program| Some(program.stdout.lines().filter(|line| line.starts_with(b"disc")).count()));
    for (before, peer) in (gone.unwrap_or_default()..).zip(peers) {
        peer.finish();
        peer.expect_end()?;
        server.expect_stdouts("disconnected", before + 1)?;
    }
    server.interrupt()
}
