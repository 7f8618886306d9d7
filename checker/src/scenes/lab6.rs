//! The recordings of lab 6's first two checkpoints, in the order of the chapter.

use super::scene::{Needs, Scene};
use crate::trace::Call;

const PAIR_SERVER: &str = "cargo run -q -p solutions --bin lab6-pair-server-solution -- 4000";
const SERVER: &str = "cargo run -q -p solutions --bin lab6-server-solution -- 4000";
const ANN: &str = "cargo run -q -p solutions --bin lab6-client-solution -- 127.0.0.1 4000 ann";
const BOB: &str = "cargo run -q -p solutions --bin lab6-client-solution -- 127.0.0.1 4000 bob";

const HURRY: &str = "cargo run -q -p solutions --example lab6_hurry -- 8000";

pub const SCENES: &[Scene] = &[PAIR, CHAT, IN_TIME];

/// The keyboard is first.
const IN_TIME: Scene = Scene {
    name: "lab6-hurry",
    needs: Needs::Nothing,
    run: |stage| {
        let program = stage.run("hurry", HURRY)?;
        program.expect_line("What is the capital of France?")?;
        program.type_line("Paris");
        program.expect_line("You have said Paris.")?;
        program.expect_exit(0)
    },
};

/// Nobody waits for a turn, and `nc` is a client like any other.
const PAIR: Scene = Scene {
    name: "lab6-pair",
    needs: Needs::Tools(&["nc"]),
    run: |stage| {
        stage.record_streams("server")?;
        let server = stage.start("server", PAIR_SERVER)?;
        let client = stage.run("client", "nc 127.0.0.1 4000")?;
        client.type_line("Hello, server");
        server.expect_line("Hello, server")?;
        client.type_line("Are you there?");
        server.expect_line("Are you there?")?;
        server.expect_waiting(&[(Call::ReadStdin, 1), (Call::Recv, 1)])?;
        server.type_line("I was typing");
        client.expect_line("I was typing")?;
        server.type_line("EXIT");
        client.close_stdin();
        client.expect_exit(0)?;
        server.interrupt()
    },
};

/// Two users log in and talk; one asks who is there, and the other leaves.
const CHAT: Scene = Scene {
    name: "lab6-chat",
    needs: Needs::Nothing,
    run: |stage| {
        stage.record_streams("server")?;
        let server = stage.start("server", SERVER)?;
        let ann = stage.run("ann", ANN)?;
        ann.expect_line("logged in as ann")?;
        let bob = stage.run("bob", BOB)?;
        bob.expect_line("logged in as bob")?;
        ann.expect_line("* bob joined")?;
        ann.type_line("/chat bob");
        ann.type_line("Hello, Bob");
        bob.expect_line("ann: Hello, Bob")?;
        bob.type_line("/users");
        bob.expect_line("users: ann bob")?;
        bob.type_line("/bye");
        bob.expect_exit(0)?;
        ann.expect_line("* bob left")?;
        ann.type_line("/bye");
        ann.expect_exit(0)?;
        server.interrupt()
    },
};
