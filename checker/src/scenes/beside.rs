//! The recordings of the small programs that stand beside those of the labs, in the order of the chapters.

use super::scene::{Needs, Scene, expect};

const HTTP: &str = "cargo run -q -p solutions --example http_server -- 4000";
const LOOKUP: &str = "cargo run -q -p solutions --example lookup -- localhost";
const COUNT: &str = "cargo run -q -p solutions --example lab1_count -- 4000";
const PARTIAL: &str = "cargo run -q -p solutions --example lab1_partial";
const GREETING: &str = "cargo run -q -p solutions --example lab1_greeting_server -- 4000";
const GREETED: &str = "cargo run -q -p solutions --example lab1_greeting_client -- 4000";
const COUNT_UDP: &str = "cargo run -q -p solutions --example lab2_count -- 4000";
const RECEIVER: &str = "cargo run -q -p solutions --example lab2_receiver -- 4000";
const DOOR: &str = "cargo run -q -p solutions --example lab3_door";
const COROUTINES: &str = "python3 solutions/examples/lab5_coroutines.py";
const TURNS: &str = "cargo run -q -p solutions --example lab6_turns";
const NC: &str = "nc -N 127.0.0.1 4000";
const NC_UDP: &str = "nc -u 127.0.0.1 4000";

const WITH_NC: Needs = Needs::Tools(&["nc"]);

pub const SCENES: &[Scene] =
    &[A_NAME, A_PAGE, COUNTED, A_PART, GREETED_AGAIN, DATAGRAMS_COUNTED, ONE_WAY, A_DOOR, PICTURES, IN_TURNS];

const A_NAME: Scene = Scene {
    name: "lookup",
    needs: Needs::ThisMachine("which addresses localhost has"),
    run: |stage| {
        let lookup = stage.run("lookup", LOOKUP)?;
        lookup.expect_stdout("127.0.0.1")?;
        lookup.expect_exit(0)
    },
};

const A_PAGE: Scene = Scene {
    name: "http",
    needs: WITH_NC,
    run: |stage| {
        let server = stage.start("server", HTTP)?;
        for (lane, cookie, visit) in [("nc", "", 1), ("nc, again", "Cookie: visits=1\\r\\n", 2)] {
            let request = format!("printf 'GET /visits HTTP/1.1\\r\\nHost: localhost:4000\\r\\n{cookie}\\r\\n' | {NC}");
            let nc = stage.run(lane, &request)?;
            nc.expect_line(&format!("This is your visit number {visit}."))?;
            nc.expect_exit(0)?;
        }
        server.expect_stdouts("GET /visits HTTP/1.1", 2)?;
        server.interrupt()
    },
};

const COUNTED: Scene = Scene {
    name: "lab1-count",
    needs: WITH_NC,
    run: |stage| {
        stage.record_streams("server")?;
        let server = stage.start("server", COUNT)?;
        let client = stage.run("client", &format!("(printf Hel; sleep 0.2; printf lo) | {NC}"))?;
        client.expect_line("5 bytes")?;
        client.expect_exit(0)?;
        server.expect_stdout(" has sent 5 bytes")?;
        server.interrupt()
    },
};

const A_PART: Scene = Scene {
    name: "lab1-partial",
    needs: Needs::ThisMachine("how much the kernel's buffers take"),
    run: |stage| {
        let program = stage.run("sender", PARTIAL)?;
        program.expect_stdout("sending 8388608 bytes")?;
        program.suspend()?;
        program.expect_stdout("write has taken ")?;
        program.expect_line("now somebody reads: 8388608 bytes have come")?;
        program.expect_exit(0)
    },
};

const GREETED_AGAIN: Scene = Scene {
    name: "lab1-greeting-client",
    needs: Needs::Nothing,
    run: |stage| {
        let server = stage.start("server", GREETING)?;
        let client = stage.run("client", GREETED)?;
        client.expect_line("Hello! Say /bye when you are done.")?;
        for line in ["nice to be here", "and to say two things"] {
            client.type_line(line);
            server.expect_line(line)?;
        }
        client.type_line("/bye");
        server.expect_stdout("disconnected ")?;
        server.expect_exit(0)?;
        client.expect_exit(0)
    },
};

const DATAGRAMS_COUNTED: Scene = Scene {
    name: "lab2-count",
    needs: WITH_NC,
    run: |stage| {
        let server = stage.start("server", COUNT_UDP)?;
        let nc = stage.run("nc", NC_UDP)?;
        for (line, told) in [("hello", "6 bytes"), ("", "1 byte")] {
            nc.type_line(line);
            nc.expect_stdout(told)?;
        }
        nc.interrupt()?;
        server.interrupt()
    },
};

const ONE_WAY: Scene = Scene {
    name: "lab2-receiver",
    needs: WITH_NC,
    run: |stage| {
        let receiver = stage.start("receiver", RECEIVER)?;
        for (lane, line) in [("one", "21 degrees"), ("another", "door open")] {
            let nc = stage.run(lane, NC_UDP)?;
            nc.type_line(line);
            receiver.expect_stdout(&format!(" said: {line}"))?;
            nc.interrupt()?;
        }
        receiver.interrupt()
    },
};

const A_DOOR: Scene = Scene {
    name: "lab3-door",
    needs: Needs::Nothing,
    run: |stage| {
        let door = stage.run("door", DOOR)?;
        door.expect_line("state: shut")?;
        let typed = [
            ("push", "state: open"),
            ("lock 7", "a door that is open can't do that"),
            ("let go", "state: shut"),
            ("lock 7", "state: locked"),
            ("unlock 8", "a door that is locked can't do that"),
            ("unlock 7", "state: shut"),
        ];
        for (line, told) in typed {
            door.type_line(line);
            door.expect_line(told)?;
        }
        door.close_stdin();
        door.expect_exit(0)
    },
};

const PICTURES: Scene = Scene {
    name: "lab5-coroutines",
    needs: Needs::Tools(&["python3"]),
    run: |stage| {
        let game = stage.run("game", COROUTINES)?;
        game.expect_exit(0)?;
        let lines = stage.lines(&game);
        expect(lines.len() == 11 && lines[10] == "  the door is open", "four pictures", &lines.join("\n"))
    },
};

const IN_TURNS: Scene = Scene {
    name: "lab6-turns",
    needs: Needs::Nothing,
    run: |stage| {
        let bob = stage.start("bob", &format!("{TURNS} -- server 4000"))?;
        let ann = stage.run("ann", &format!("{TURNS} -- client 4000"))?;
        ann.type_line("Hello, Bob.");
        bob.expect_line("Hello, Bob.")?;
        ann.type_line("Are you there?");
        bob.type_line("Hello, Ann.");
        ann.expect_line("Hello, Ann.")?;
        bob.expect_line("Are you there?")?;
        ann.close_stdin();
        bob.type_line("EXIT");
        bob.expect_exit(0)?;
        ann.expect_exit(0)
    },
};
