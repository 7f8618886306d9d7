//! The recordings of lab 1, in the order of the chapter.

use super::scene::{Needs, Scene, expect};
use crate::trace::{Call, Event, What};
use crate::verdict::Step;

const SERVER: &str = "cargo run -q -p solutions --bin lab1-server-solution -- 4000";
const CLIENT: &str = "cargo run -q -p solutions --bin lab1-client-solution -- 127.0.0.1 4000";
const READS: &str = "cargo run -q -p solutions --example lab1_reads -- 4000";
const MESSAGE: &str = "cargo run -q -p solutions --example lab1_message_server";
const GREETING: &str = "cargo run -q -p solutions --example lab1_greeting_server -- 4000";
const NC: &str = "nc -N 127.0.0.1 4000";
const SS: &str = "ss -tan 'sport = :4000 or dport = :4000'";

const WITH_NC: Needs = Needs::Tools(&["nc"]);

pub const SCENES: &[Scene] = &[
    HELLO,
    API_ECHO,
    READ_BY_READ,
    PIECES,
    HALF_CLOSE,
    ONE_MESSAGE,
    MESSAGE_ERRORS,
    PORT_IN_USE,
    ONE_GREETING,
    BY_HAND,
    SOCKETS,
    WAITING,
    SEGMENTS,
    REFUSED,
    ADDRESSES,
];

const HELLO: Scene = Scene {
    name: "lab1-hello",
    needs: Needs::Nothing,
    run: |stage| {
        stage.record_streams("server")?;
        let server = stage.start("server", SERVER)?;
        server.expect_waiting(&[(Call::Accept, 1)])?;
        let client = stage.run("client", &format!("{CLIENT} \"Hello, world\""))?;
        client.expect_line("received: Hello, world")?;
        client.expect_exit(0)?;
        server.expect_stdout("connected ")?;
        server.expect_stdout("disconnected ")?;
        server.interrupt()
    },
};

const API_ECHO: Scene = Scene { name: "api-echo", ..HELLO };

const READ_BY_READ: Scene = Scene {
    name: "lab1-reads",
    needs: WITH_NC,
    run: |stage| {
        let server = stage.start("server", READS)?;
        let client = stage.run("client", &format!("seq 1 1000 | {NC}"))?;
        server.expect_stdouts("a read brought 1024 bytes", 2)?;
        server.expect_stdout("end of stream after 3893 bytes")?;
        server.expect_exit(0)?;
        client.expect_exit(0)
    },
};

const PIECES: Scene = Scene {
    name: "lab1-pieces",
    needs: WITH_NC,
    run: |stage| {
        stage.record_streams("server")?;
        let server = stage.start("server", READS)?;
        let client = stage.run("client", &format!("(printf He; sleep 0.2; echo llo) | {NC}"))?;
        for bytes in [2, 4, 0] {
            server.expect_line(&format!("a read brought {bytes} bytes"))?;
        }
        server.expect_exit(0)?;
        client.expect_exit(0)
    },
};

const HALF_CLOSE: Scene = Scene {
    name: "lab1-half-close",
    needs: Needs::Nothing,
    run: |stage| {
        let server = stage.start("server", SERVER)?;
        let client = stage.connect("client", &server)?;
        client.send(b"one\n");
        client.expect(b"one\n")?;
        server.expect_waiting(&[(Call::Recv, 1)])?;
        client.send(b"two\n");
        client.finish();
        client.expect(b"two\n")?;
        client.expect_end()?;
        drop(client);
        server.expect_stdout("disconnected ")?;
        server.expect_waiting(&[(Call::Accept, 1)])?;
        server.interrupt()
    },
};

const ONE_MESSAGE: Scene = Scene {
    name: "lab1-message",
    needs: WITH_NC,
    run: |stage| {
        let server = stage.start("server", &format!("{MESSAGE} -- 4000"))?;
        let client = stage.run("client", &format!("printf 'Good morning' | {NC}"))?;
        server.expect_stdout(" said: Good morning")?;
        server.expect_exit(0)?;
        client.expect_exit(0)
    },
};

const MESSAGE_ERRORS: Scene = Scene {
    name: "lab1-message-errors",
    needs: WITH_NC,
    run: |stage| {
        let nc = stage.run("nc", "nc -l 127.0.0.1 4000")?;
        stage.expect_listening()?;
        let calls = [
            (MESSAGE.to_string(), "Error: usage: "),
            (format!("{MESSAGE} -- abc"), "is not a port"),
            (format!("{MESSAGE} -- 70000"), "is not a port"),
            (format!("{MESSAGE} -- 4000"), "cannot listen on 127.0.0.1 port "),
        ];
        for (call, error) in calls {
            let server = stage.run("server", &call)?;
            server.expect_stderr(error)?;
            server.expect_exit(1)?;
        }
        nc.interrupt()
    },
};

const PORT_IN_USE: Scene = Scene {
    name: "lab1-port-in-use",
    needs: Needs::Nothing,
    run: |stage| {
        let first = stage.start("first server", SERVER)?;
        let second = stage.run("second server", SERVER)?;
        second.expect_stderr("Address already in use (os error 98)")?;
        second.expect_exit(1)?;
        let client = stage.run("client", &format!("{CLIENT} \"still there?\""))?;
        client.expect_line("received: still there?")?;
        client.expect_exit(0)?;
        first.expect_stdout("disconnected ")?;
        first.interrupt()
    },
};

const ONE_GREETING: Scene = Scene {
    name: "lab1-greeting",
    needs: WITH_NC,
    run: |stage| {
        let server = stage.start("server", GREETING)?;
        let first = stage.run("first", NC)?;
        first.expect_stdout("Hello! Say /bye when you are done.")?;
        first.type_line("nice to be here");
        server.expect_line("nice to be here")?;
        let second = stage.run("second", NC)?;
        second.type_line("hello?");
        stage.expect_unread(7)?;
        first.type_line("/bye");
        server.expect_stdout("disconnected ")?;
        server.expect_exit(0)?;
        first.close_stdin();
        first.end()?;
        second.end()?;
        second.expect_no_line("Hello!")
    },
};

const BY_HAND: Scene = Scene {
    name: "lab1-nc",
    needs: WITH_NC,
    run: |stage| {
        let server = stage.start("server", SERVER)?;
        let nc = stage.run("nc", NC)?;
        for line in ["hello", "is anybody there?"] {
            nc.type_line(line);
            nc.expect_line(line)?;
        }
        nc.close_stdin();
        nc.expect_exit(0)?;
        server.expect_stdout("disconnected ")?;
        server.interrupt()
    },
};

const SOCKETS: Scene = Scene {
    name: "lab1-ss",
    needs: Needs::Tools(&["nc", "ss"]),
    run: |stage| {
        let server = stage.start("server", SERVER)?;
        let before = stage.look("ss, before", SS)?;
        expect_states(&before, &["LISTEN"])?;
        let nc = stage.run("nc", NC)?;
        nc.type_line("hello");
        nc.expect_line("hello")?;
        let connected = stage.look("ss, connected", SS)?;
        expect_states(&connected, &["LISTEN", "ESTAB", "ESTAB"])?;
        nc.close_stdin();
        nc.expect_exit(0)?;
        server.expect_stdout("disconnected ")?;
        let afterwards = stage.look("ss, afterwards", SS)?;
        expect_states(&afterwards, &["LISTEN", "TIME-WAIT"])?;
        server.interrupt()
    },
};

const WAITING: Scene = Scene {
    name: "lab1-waiting",
    needs: Needs::Tools(&["nc", "ss"]),
    run: |stage| {
        stage.record_streams("server")?;
        let server = stage.start("server", SERVER)?;
        let first = stage.run("first", NC)?;
        first.type_line("hello");
        first.expect_line("hello")?;
        let second = stage.run("second", &format!("{CLIENT} \"me too\""))?;
        // The FIN counts as one.
        stage.expect_unread(7)?;
        let waiting = stage.look("ss", "ss -tan 'sport = :4000'")?;
        expect_states(&waiting, &["LISTEN", "CLOSE-WAIT", "ESTAB"])?;
        first.close_stdin();
        first.expect_exit(0)?;
        second.expect_line("received: me too")?;
        second.expect_exit(0)?;
        server.expect_stdouts("disconnected ", 2)?;
        let sent = |event: &&Event| event.lane == "server" && event.other.is_some();
        let trace = stage.trace();
        let order: Vec<&Event> = trace.events.iter().filter(sent).collect();
        expect(
            matches!(&order[..], [_, Event { what: What::SentFin, .. }, Event { what: What::Sent { .. }, .. }, _]),
            "the end of the first before what the second gets",
            &format!("{order:?}"),
        )?;
        server.interrupt()
    },
};

const SEGMENTS: Scene = Scene {
    name: "lab1-tcpdump",
    needs: Needs::Tools(&["tcpdump"]),
    run: |stage| {
        let tcpdump = stage.run("tcpdump", "tcpdump -i lo -n -t 'tcp port 4000'")?;
        tcpdump.expect_stderr("listening on lo")?;
        let server = stage.start("server", SERVER)?;
        let client = stage.run("client", &format!("{CLIENT} \"Hello, world\""))?;
        client.expect_line("received: Hello, world")?;
        client.expect_exit(0)?;
        server.expect_stdout("disconnected ")?;
        tcpdump.expect_stdouts("Flags [S", 2)?;
        tcpdump.expect_stdouts("length 12", 2)?;
        tcpdump.expect_stdouts("Flags [F.]", 2)?;
        tcpdump.interrupt()?;
        server.interrupt()?;
        stage.show_last(&tcpdump);
        Ok(())
    },
};

const REFUSED: Scene = Scene {
    name: "lab1-refused",
    needs: Needs::Nothing,
    run: |stage| {
        let client = stage.run("client", &format!("{CLIENT} \"anybody?\""))?;
        client.expect_stderr("Connection refused (os error 111)")?;
        client.expect_exit(1)
    },
};

const ADDRESSES: Scene = Scene {
    name: "lab1-addresses",
    needs: Needs::Nothing,
    run: |stage| {
        const CLIENT: &str = "cargo run -q -p solutions --bin lab1-client-solution -- 127.0.0.2";
        let one = stage.start("server on 127.0.0.1", SERVER)?;
        let refused = stage.run("client", &format!("{CLIENT} 4000 hello"))?;
        refused.expect_stderr("Connection refused (os error 111)")?;
        refused.expect_exit(1)?;
        let all = "cargo run -q -p solutions --bin lab1-server-solution -- 4001 0.0.0.0";
        let all = stage.start("server on 0.0.0.0", all)?;
        let served = stage.run("client", &format!("{CLIENT} 4001 hello"))?;
        served.expect_line("received: hello")?;
        served.expect_exit(0)?;
        all.expect_stdout("disconnected ")?;
        one.interrupt()?;
        all.interrupt()
    },
};

/// The states of the sockets that `ss` has listed, in any order.
fn expect_states(lines: &[String], wanted: &[&str]) -> Step {
    let mut states: Vec<&str> = lines.iter().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    let mut wanted = wanted.to_vec();
    states.sort_unstable();
    wanted.sort_unstable();
    expect(states == wanted, &format!("sockets in the states {wanted:?}"), &lines.join("\n"))
}
