//! The recordings of lab 5, in the order of the chapter.

use super::scene::{Needs, Scene, expect};
use super::stage::Stage;
use crate::harness::{Program, frame};
use crate::trace::{Call, What};
use crate::verdict::Step;

const TWO_RATES: &str = "cargo run -q -p solutions --bin lab5-two-rates-solution -- 500 200 1100";
const SLOW_SERVER: &str = "cargo run -q -p solutions --example lab5_slow_server -- 4000";
const SEQUENTIAL: &str = "cargo run -q -p solutions --example lab5_sequential_server -- 4000";
const SERVER: &str = "cargo run -q -p solutions --bin lab5-server-solution -- 4000";
const CLIENT: &str = "cargo run -q -p solutions --bin lab5-client-solution -- 127.0.0.1 4000";
const WAITING: &str = "cargo run -q -p solutions --example lab5_waiting_client -- 127.0.0.1 4000";
const RACE: &str = "cargo run -q -p solutions --example lab5_race";

const TIMERS: &str = "cargo run -q -p solutions --example lab5_timers -- tea=700 egg=500";

pub const SCENES: &[Scene] = &[KITCHEN, RATES, WAITS, NEVER_WAITS, ONE_AFTER_THE_OTHER, AT_ONCE, COUNTING, PS];

const KITCHEN: Scene = Scene {
    name: "lab5-timers",
    needs: Needs::Nothing,
    run: |stage| {
        let program = stage.run("timers", TIMERS)?;
        program.expect_lines(&["2 timers are running", "egg: ready", "tea: ready", "everything is ready"])?;
        program.expect_exit(0)?;
        stage.show_time(&program);
        Ok(())
    },
};

const RATES: Scene = Scene {
    name: "lab5-two-rates",
    needs: Needs::ThisMachine("which of two threads prints first is chance"),
    run: |stage| {
        let program = stage.run("two-rates", TWO_RATES)?;
        program.expect_lines(&["main thread 0", "main thread 1", "main thread 2"])?;
        program.expect_lines(&["other thread 0", "other thread 5"])?;
        program.expect_exit(0)?;
        stage.show_time(&program);
        Ok(())
    },
};

const WAITS: Scene = Scene {
    name: "lab5-waits",
    needs: Needs::Nothing,
    run: |stage| {
        stage.record_streams("server")?;
        let server = stage.start("server", SLOW_SERVER)?;
        let client = stage.run("client", WAITING)?;
        client.expect_stdout("Welcome")?;
        ["one", "two", "three"].iter().for_each(|line| client.type_line(line));
        client.close_stdin();
        client.expect_lines(&["ack: received: one", "ack: received: two", "ack: received: three"])?;
        client.expect_exit(0)?;
        server.expect_exit(0)?;
        stage.show_time(&client);
        Ok(())
    },
};

const NEVER_WAITS: Scene = Scene {
    name: "lab5-never-waits",
    needs: Needs::Nothing,
    run: |stage| {
        stage.record_streams("server")?;
        let server = stage.start("server", SLOW_SERVER)?;
        let client = stage.run("client", CLIENT)?;
        client.expect_stdout("Welcome")?;
        type_three(stage, &client)?;
        client.expect_lines(&["ack: received: one", "ack: received: two", "ack: received: three"])?;
        client.expect_exit(0)?;
        server.expect_exit(0)?;
        stage.show_time(&client);
        Ok(())
    },
};

/// Types three lines, each once the one before has been sent.
fn type_three(stage: &Stage, client: &Program) -> Step {
    for line in ["one", "two", "three"] {
        client.type_line(line);
        stage.expect_event(
            "client",
            line,
            |what| matches!(what, What::Sent { bytes } if bytes.text.ends_with(line)),
        )?;
    }
    client.close_stdin();
    Ok(())
}

const WELCOME: &str = "Welcome, you are connected to the server";

const ONE_AFTER_THE_OTHER: Scene = Scene {
    name: "lab5-one-after-the-other",
    needs: Needs::Nothing,
    run: |stage| {
        let server = stage.start("server", SEQUENTIAL)?;
        let first = stage.connect("first", &server)?;
        first.expect(&frame(WELCOME))?;
        let second = stage.connect("second", &server)?;
        second.send(&frame("Hello?"));
        second.settle()?;
        stage.note("second", "waits, and the first one says nothing");
        server.expect_waiting(&[(Call::Recv, 1)])?;
        first.finish();
        first.expect_end()?;
        second.expect(&frame(WELCOME))?;
        second.expect(&frame("received: Hello?"))?;
        second.finish();
        second.expect_end()?;
        server.expect_stdouts("disconnected", 2)?;
        server.interrupt()
    },
};

const AT_ONCE: Scene = Scene {
    name: "lab5-at-once",
    needs: Needs::Nothing,
    run: |stage| {
        let server = stage.start("server", SERVER)?;
        let first = stage.connect("first", &server)?;
        first.expect(&frame(WELCOME))?;
        let second = stage.connect("second", &server)?;
        second.expect(&frame(WELCOME))?;
        second.send(&frame("Hello?"));
        second.expect(&frame("received: Hello?"))?;
        second.finish();
        second.expect_end()?;
        server.expect_stdout("disconnected")?;
        stage.note("first", "is still there, and says nothing");
        server.expect_waiting(&[(Call::Accept, 1), (Call::Recv, 1)])?;
        first.finish();
        first.expect_end()?;
        server.expect_stdouts("disconnected", 2)?;
        server.interrupt()
    },
};

const COUNTING: Scene = Scene {
    name: "lab5-race",
    needs: Needs::ThisMachine("how many steps are lost is chance"),
    run: |stage| {
        let program = stage.run("race", RACE)?;
        program.expect_exit(0)?;
        let lines = stage.lines(&program);
        expect(!lines[0].ends_with(" 2000000"), "steps are lost", &lines[0])?;
        expect(lines[1..].iter().all(|line| line.ends_with(" 2000000")), "none is lost", &lines.join("\n"))
    },
};

const PS: Scene = Scene {
    name: "lab5-ps",
    needs: Needs::ThisMachine("it names processes and ports"),
    run: |stage| {
        let server = stage.start("server", SERVER)?;
        let guests = [stage.connect("first", &server)?, stage.connect("second", &server)?];
        for guest in &guests {
            guest.expect(&frame(WELCOME))?;
        }
        let threads = stage.look("ps", "ps -eL -o pid,lwp,comm | grep -e COMMAND -e lab5-server -e 127.0.0.1")?;
        expect(threads.len() == 4, "a line for each of three threads", &threads.join("\n"))?;
        let sockets = stage.look("ss", "ss -tn 'sport = :4000'")?;
        expect(
            sockets.iter().filter(|line| line.contains("ESTAB")).count() == 2,
            "two connections",
            &sockets.join("\n"),
        )?;
        stage.expect_event("ss", "its end", |what| matches!(what, What::Exited { .. }))?;
        server.interrupt()
    },
};
