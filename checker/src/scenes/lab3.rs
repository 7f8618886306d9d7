//! The recordings of lab 3, in the order of the chapter.

use super::scene::{Needs, Scene, expect};
use crate::trace::{Call, What};

const SERVER: &str = "cargo run -q -p solutions --bin lab3-server-solution -- 4000";
const CLIENT: &str = "cargo run -q -p solutions --bin lab3-client-solution -- 127.0.0.1 4000";
const NAIVE_SERVER: &str = "cargo run -q -p solutions --example lab3_naive_server -- 4000";
const NAIVE_CLIENT: &str = "cargo run -q -p solutions --example lab3_naive_client -- 4000";
const RESET: &str = "cargo run -q -p solutions --example lab3_reset -- 4000";
const NC: &str = "nc -N 127.0.0.1 4000";
const NC_SERVER: &str = "nc -l 127.0.0.1 4000";

const WITH_NC: Needs = Needs::Tools(&["nc"]);

pub const SCENES: &[Scene] = &[
    HELLO,
    ANSWER_LOST,
    NAIVE_CLIENT_FAILS,
    NAIVE_SERVER_FAILS,
    SPLIT_LINE,
    NEXT_CLIENT,
    RESTART,
    CLIENTS_BY_HAND,
    SERVER_BY_HAND,
    KNOCKING,
    TIME_WAIT,
];

const HELLO: Scene = Scene {
    name: "lab3-hello",
    needs: Needs::Nothing,
    run: |stage| {
        stage.record_streams("server")?;
        let server = stage.start("server", SERVER)?;
        let client = stage.run("client", CLIENT)?;
        client.expect_line("state: connected")?;
        server.expect_waiting(&[(Call::Recv, 1)])?;
        client.expect_waiting(&[(Call::ReadStdin, 1), (Call::Futex, 1)])?;
        client.type_line("hello");
        stage.expect_event("server", "an answer", |what| matches!(what, What::Sent { .. }))?;
        client.type_line("close");
        client.expect_line("state: closed")?;
        client.expect_exit(0)?;
        server.expect_stdouts("state: listening", 2)?;
        server.interrupt()
    },
};

/// The server of this scene has printed the line, and is gone before it has answered.
const ANSWER_LOST: Scene = Scene {
    name: "lab3-answer-lost",
    needs: Needs::Nothing,
    run: |stage| {
        let first = stage.listen("server", "client")?;
        let client = stage.run("client", CLIENT)?;
        let connection = first.accept(&client)?;
        client.expect_line("state: connected")?;
        client.type_line("hello");
        connection.expect(b"hello\n")?;
        client.expect_waiting(&[(Call::ReadStdin, 1), (Call::Recv, 1)])?;
        stage.note("server", "prints received: hello");
        stage.note("server", "is killed");
        drop(first);
        connection.finish();
        connection.expect_end()?;
        client.expect_stderr("Connection refused (os error 111)")?;
        client.expect_waiting(&[(Call::ReadStdin, 1), (Call::Sleep, 1)])?;
        stage.note("server", "is started again");
        let second = stage.listen("server", "client")?;
        let connection = second.accept(&client)?;
        connection.expect(b"hello\n")?;
        stage.note("server", "prints received: hello");
        connection.send(b"accepted\n");
        client.close_stdin();
        connection.expect(b"close\n")?;
        connection.send(b"closed\n");
        connection.finish();
        connection.expect_end()?;
        client.expect_line("state: closed")?;
        client.expect_exit(0)
    },
};

const NAIVE_CLIENT_FAILS: Scene = Scene {
    name: "lab3-naive-client",
    needs: Needs::Nothing,
    run: |stage| {
        let early = stage.run("client, too early", NAIVE_CLIENT)?;
        early.expect_stderr("Connection refused (os error 111)")?;
        early.expect_exit(1)?;
        let server = stage.start("server", NAIVE_SERVER)?;
        let client = stage.run("client", NAIVE_CLIENT)?;
        client.type_line("one");
        client.expect_line("answer to one: accepted")?;
        server.kill();
        server.end()?;
        client.type_line("two");
        client.expect_line("answer to two: ")?;
        client.type_line("three");
        client.expect_stderr("Broken pipe (os error 32)")?;
        client.expect_exit(1)
    },
};

const NAIVE_SERVER_FAILS: Scene = Scene {
    name: "lab3-naive-server",
    needs: WITH_NC,
    run: |stage| {
        let server = stage.start("server", NAIVE_SERVER)?;
        let second = stage.run("second server", NAIVE_SERVER)?;
        second.expect_stderr("Address already in use (os error 98)")?;
        second.expect_exit(1)?;
        let slow = stage.run("a slow client", &format!("(printf hel; sleep 0.2; echo lo) | {NC}"))?;
        server.expect_line("received: hel")?;
        server.expect_line("received: lo")?;
        slow.expect_exit(0)?;
        let rude = stage.run("a client that breaks off", RESET)?;
        rude.expect_exit(0)?;
        server.expect_stderr("Connection reset by peer (os error 104)")?;
        server.expect_exit(1)?;
        let next = stage.run("the next client", NAIVE_CLIENT)?;
        next.expect_stderr("Connection refused (os error 111)")?;
        next.expect_exit(1)
    },
};

const SPLIT_LINE: Scene = Scene {
    name: "lab3-split-line",
    needs: WITH_NC,
    run: |stage| {
        stage.record_streams("server")?;
        let server = stage.start("server", SERVER)?;
        let pieces = "(printf he; sleep 0.5; printf ll; sleep 0.5; printf 'o\\ntwo\\n')";
        let client = stage.run("client", &format!("{pieces} | {NC}"))?;
        stage.expect_event("client", "a piece", |what| matches!(what, What::Sent { bytes } if bytes.len == 2))?;
        server.expect_waiting(&[(Call::Recv, 1)])?;
        server.expect_lines(&["received: hello", "received: two"])?;
        client.expect_lines(&["accepted", "accepted"])?;
        client.expect_exit(0)?;
        server.expect_stdouts("state: listening", 2)?;
        server.interrupt()
    },
};

const NEXT_CLIENT: Scene = Scene {
    name: "lab3-next-client",
    needs: Needs::Nothing,
    run: |stage| {
        let server = stage.start("server", SERVER)?;
        server.expect_stdouts("state: listening", 1)?;
        let first = stage.connect("first", &server)?;
        first.send(b"half a li");
        stage.expect_event("first", "half a line", |what| matches!(what, What::Sent { .. }))?;
        server.expect_stdouts("state: connected", 1)?;
        server.expect_waiting(&[(Call::Recv, 1)])?;
        first.reset()?;
        server.expect_stderr("Connection reset by peer (os error 104)")?;
        server.expect_stdouts("state: listening", 2)?;
        server.expect_waiting(&[(Call::Accept, 1)])?;
        let next = stage.connect("next", &server)?;
        next.send(b"hello\n");
        next.expect(b"accepted\n")?;
        next.send(b"close\n");
        next.expect(b"closed\n")?;
        next.expect_end()?;
        drop(next);
        server.expect_stdouts("state: listening", 3)?;
        server.expect_no_line("half")?;
        server.interrupt()
    },
};

/// After three refusals the client rests for 800 ms: time enough for the server to come back.
const RESTART: Scene = Scene {
    name: "lab3-restart",
    needs: Needs::ThisMachine("how often the client tries depends on the time"),
    run: |stage| {
        let server = stage.start("server", SERVER)?;
        let client = stage.run("client", CLIENT)?;
        client.expect_line("state: connected")?;
        client.type_line("one");
        server.expect_line("received: one")?;
        server.kill();
        server.end()?;
        client.type_line("two");
        client.expect_stdouts("state: disconnected", 4)?;
        let again = stage.start("server, again", SERVER)?;
        again.expect_line("received: two")?;
        client.close_stdin();
        client.expect_line("state: closed")?;
        client.expect_exit(0)?;
        again.expect_once("received: two")?;
        again.expect_stdouts("state: listening", 2)?;
        again.interrupt()
    },
};

const CLIENTS_BY_HAND: Scene = Scene {
    name: "lab3-clients-by-hand",
    needs: WITH_NC,
    run: |stage| {
        let server = stage.start("server", SERVER)?;
        let polite = stage.run("a polite client", NC)?;
        for (count, line) in [(1, "hello"), (2, "close it")] {
            polite.type_line(line);
            polite.expect_stdouts("accepted", count)?;
        }
        polite.type_line("Close");
        polite.expect_line("closed")?;
        server.expect_stdouts("state: listening", 2)?;
        polite.close_stdin();
        polite.end()?;
        let half = stage.run("half a line", &format!("printf 'half a li' | {NC}"))?;
        half.expect_exit(0)?;
        server.expect_stderr("the connection was closed mid-line")?;
        server.expect_stdouts("state: listening", 3)?;
        let rude = stage.run("a reset", RESET)?;
        rude.expect_exit(0)?;
        server.expect_stderr("Connection reset by peer (os error 104)")?;
        server.expect_stdouts("state: listening", 4)?;
        server.expect_no_line("half")?;
        server.interrupt()
    },
};

const SERVER_BY_HAND: Scene = Scene {
    name: "lab3-server-by-hand",
    needs: WITH_NC,
    run: |stage| {
        let server = stage.run("you, as the server", NC_SERVER)?;
        stage.expect_listening()?;
        let client = stage.run("client", CLIENT)?;
        client.expect_line("state: connected")?;
        client.type_line("one");
        server.expect_line("one")?;
        server.type_line("accepted");
        client.type_line("two");
        server.expect_line("two")?;
        server.interrupt()?;
        client.expect_stderr("the server closed before it had answered")?;
        let again = stage.run("you, again", NC_SERVER)?;
        again.expect_line("two")?;
        again.type_line("accepted");
        client.close_stdin();
        again.expect_line("close")?;
        again.type_line("closed");
        client.expect_line("state: closed")?;
        client.expect_exit(0)?;
        again.end()
    },
};

const KNOCKING: Scene = Scene {
    name: "lab3-knocking",
    needs: Needs::Tools(&["tcpdump"]),
    run: |stage| {
        let tcpdump =
            stage.run("tcpdump", "tcpdump -i lo -n -q -ttttt 'tcp port 4000 and tcp[tcpflags] & tcp-syn != 0'")?;
        tcpdump.expect_stderr("listening on lo")?;
        let client = stage.run("client", &format!("{CLIENT} 2> /dev/null"))?;
        tcpdump.expect_stdouts(": tcp 0", 6)?;
        client.interrupt()?;
        tcpdump.interrupt()?;
        stage.show_last(&tcpdump);
        Ok(())
    },
};

const TIME_WAIT: Scene = Scene {
    name: "lab3-time-wait",
    needs: Needs::Tools(&["nc", "ss", "python3"]),
    run: |stage| {
        let server = stage.start("server", SERVER)?;
        let client = stage.run("client", NC)?;
        client.type_line("hello");
        client.expect_line("accepted")?;
        server.kill();
        server.end()?;
        client.interrupt()?;
        let left = stage.look("ss", "ss -tano 'sport = :4000 or dport = :4000'")?;
        let is_left = left.len() == 2 && left[1].starts_with("TIME-WAIT") && left[1].contains("timewait");
        expect(is_left, "a socket in TIME-WAIT and no other", &left.join("\n"))?;
        let plain = "python3 -c 'import socket; socket.socket().bind((\"127.0.0.1\", 4000))'";
        let python = stage.run("Python, socket()", plain)?;
        python.expect_stderr("OSError: [Errno 98] Address already in use")?;
        python.expect_exit(1)?;
        let short = "python3 -c 'import socket; print(socket.create_server((\"127.0.0.1\", 4000)))'";
        let python = stage.run("Python, create_server()", short)?;
        python.expect_stdout("laddr=")?;
        python.expect_exit(0)?;
        let again = stage.start("server, again", SERVER)?;
        again.expect_line("state: listening")?;
        again.interrupt()
    },
};
