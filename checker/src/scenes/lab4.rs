//! The recordings of lab 4, in the order of the chapter.

use super::scene::{Needs, Scene, expect};
use crate::trace::{Call, What};

const NAIVE_SERVER: &str = "cargo run -q -p solutions --bin lab4-naive-server-solution -- 4000";
const NAIVE_CLIENT: &str = "cargo run -q -p solutions --bin lab4-naive-client-solution -- 127.0.0.1 4000";
const LINES_SERVER: &str = "cargo run -q -p solutions --bin lab4-lines-server-solution -- 4000";
const SERVER: &str = "cargo run -q -p solutions --bin lab4-server-solution -- 4000";
const CLIENT: &str = "cargo run -q -p solutions --bin lab4-client-solution -- 127.0.0.1 4000";
const SUM: &str = "cargo run -q -p solutions --example lab4_sum -- 4000";
const LABELS: &str = "cargo run -q -p solutions --example lab4_labels -- 4000";
const NC: &str = "nc -N 127.0.0.1 4000";

const WITH_NC: Needs = Needs::Tools(&["nc"]);

pub const SCENES: &[Scene] = &[NAIVE, NAIVE_SLOW, ADDING, SPLIT_LINE, COALESCED, LABELLED, CUT_HEADER, LIES, OCTETS];

/// All messages have arrived long before the first read, so that the reads are full but for the last.
const NAIVE: Scene = Scene {
    name: "lab4-naive",
    needs: Needs::Nothing,
    run: |stage| {
        let server = stage.start("server", NAIVE_SERVER)?;
        let client = stage.run("client", NAIVE_CLIENT)?;
        client.expect_line("sent 1000 messages")?;
        client.expect_exit(0)?;
        let second = server.expect_stdouts("one read, 4096 bytes: ", 2)?;
        let last = server.expect_stdout("one read, 2701 bytes: ")?;
        expect(last.ends_with("Message 1000"), "the last message at the end", &last)?;
        expect(!second.contains("bytes: Message 3"), "a read that begins inside a message", &second)?;
        server.interrupt()
    },
};

const NAIVE_SLOW: Scene = Scene {
    name: "lab4-naive-slow",
    needs: WITH_NC,
    run: |stage| {
        let server = stage.start("server", NAIVE_SERVER)?;
        let client = stage.run("client", &format!("(printf He; sleep 1; printf llo) | {NC}"))?;
        server.expect_line("one read, 2 bytes: He")?;
        server.expect_line("one read, 3 bytes: llo")?;
        client.expect_exit(0)?;
        server.interrupt()
    },
};

const ADDING: Scene = Scene {
    name: "lab4-sum",
    needs: WITH_NC,
    run: |stage| {
        stage.record_streams("server")?;
        let server = stage.start("server", SUM)?;
        let client = stage.run("client", &format!("(printf '12;30'; sleep 0.5; printf ';1;2;4') | {NC}"))?;
        server.expect_line("sum 12")?;
        server.expect_waiting(&[(Call::Recv, 1)])?;
        server.expect_lines(&["sum 42", "sum 43", "sum 45"])?;
        server.expect_stderr("the stream has ended in the middle of a number")?;
        client.expect_exit(0)?;
        server.expect_waiting(&[(Call::Accept, 1)])?;
        server.interrupt()
    },
};

const SPLIT_LINE: Scene = Scene {
    name: "lab4-split-line",
    needs: WITH_NC,
    run: |stage| {
        stage.record_streams("server")?;
        let server = stage.start("server", LINES_SERVER)?;
        let client = stage.run("client", &format!("(printf He; sleep 0.2; echo llo) | {NC}"))?;
        server.expect_line("line: Hello")?;
        client.expect_exit(0)?;
        server.interrupt()
    },
};

const COALESCED: Scene = Scene {
    name: "lab4-coalesced",
    needs: WITH_NC,
    run: |stage| {
        stage.record_streams("server")?;
        let server = stage.start("server", LINES_SERVER)?;
        let client = stage.run("client", &format!("printf 'one\\ntwo\\nthree\\n' | {NC}"))?;
        server.expect_lines(&["line: one", "line: two", "line: three"])?;
        client.expect_exit(0)?;
        server.interrupt()
    },
};

/// Whoever takes them sees three labels in one piece, or in three: the labels are the same.
const LABELLED: Scene = Scene {
    name: "lab4-labels",
    needs: Needs::Nothing,
    run: |stage| {
        let server = stage.listen("server", "client")?;
        let client = stage.run("client", &format!("{LABELS} Gr\u{fc}n \"two words\" \"\""))?;
        let connection = server.accept(&client)?;
        connection.expect(b"\0\x05Gr\xc3\xbcn\0\x09two words\0\0")?;
        connection.expect_end()?;
        connection.finish();
        stage.expect_event("server", "its FIN", |what| matches!(what, What::SentFin))?;
        client.expect_exit(0)
    },
};

const CUT_HEADER: Scene = Scene {
    name: "lab4-cut-header",
    needs: WITH_NC,
    run: |stage| {
        stage.record_streams("server")?;
        let server = stage.start("server", SERVER)?;
        let client = stage.run("client", &format!("(printf '\\0\\0'; sleep 0.5; printf '\\0\\5Hello') | {NC}"))?;
        stage.expect_event("client", "half a header", |what| matches!(what, What::Sent { bytes } if bytes.len == 2))?;
        server.expect_waiting(&[(Call::Recv, 1)])?;
        server.expect_line("message 5 bytes: Hello")?;
        client.expect_exit(0)?;
        server.interrupt()
    },
};

const LIES: Scene = Scene {
    name: "lab4-lies",
    needs: WITH_NC,
    run: |stage| {
        let server = stage.start("server", SERVER)?;
        let lies = [
            (r"\0\0\0\12Hello", "connection closed mid-frame"),
            (r"\377\377\377\377", "frame of 4294967295 bytes is larger than 1048576"),
            (r"GET / HTTP/1.1\r\n\r\n", "frame of 1195725856 bytes is larger than 1048576"),
        ];
        for (lie, error) in lies {
            let client = stage.run("client", &format!("printf '{lie}' | {NC}"))?;
            server.expect_stderr(&format!("error: {error}"))?;
            client.end()?;
        }
        server.interrupt()
    },
};

const OCTETS: Scene = Scene {
    name: "lab4-od",
    needs: Needs::Tools(&["nc", "od"]),
    run: |stage| {
        let server = stage.run("nc and od", "nc -l 127.0.0.1 4000 | od -c")?;
        stage.expect_listening()?;
        let client = stage.run("client", CLIENT)?;
        client.type_line("Gr\u{fc}n");
        client.type_line("");
        client.close_stdin();
        client.expect_exit(0)?;
        server.expect_stdout("0000015")?;
        server.expect_exit(0)
    },
};
