//! The recordings of lab 2, in the order of the chapter.

use std::sync::Arc;

use super::scene::{Needs, Scene, expect};
use crate::fault::{Fate, delay, lose};
use crate::relay::{Faults, Way, faultless};
use crate::trace::{Call, What};

const SERVER: &str = "cargo run -q -p solutions --bin lab2-server-solution -- 4000";
const CLIENT: &str = "cargo run -q -p solutions --bin lab2-client-solution -- 127.0.0.1 4000";
const TCP_SERVER: &str = "cargo run -q -p solutions --bin lab2-tcp-server-solution -- 4000";
const TCP_CLIENT: &str = "cargo run -q -p solutions --bin lab2-tcp-client-solution -- 127.0.0.1 4000";
const PLAIN: &str = "cargo run -q -p solutions --example lab2_plain_client -- 127.0.0.1 4000";
const SMALL: &str = "cargo run -q -p solutions --example lab2_small_buffer -- 4000";

pub const SCENES: &[Scene] = &[
    UDP_HELLO,
    TCP_HELLO,
    FLOOD,
    LOST,
    LOST_REPLY,
    LATE,
    STRANGER,
    SIZES,
    TRUNCATED,
    CONNECTED,
    ECHO,
    BY_HAND,
    DATAGRAMS,
    SERVER_DOWN,
];

const UDP_HELLO: Scene = Scene {
    name: "lab2-udp-hello",
    needs: Needs::Nothing,
    run: |stage| {
        stage.record_datagrams("UDP server", faultless())?;
        let server = stage.start("UDP server", SERVER)?;
        let client = stage.run("UDP client", CLIENT)?;
        client.type_line("hello, udp");
        client.expect_line("HELLO, UDP")?;
        client.close_stdin();
        client.expect_exit(0)?;
        server.interrupt()
    },
};

const TCP_HELLO: Scene = Scene {
    name: "lab2-tcp-hello",
    needs: Needs::Nothing,
    run: |stage| {
        stage.record_streams("TCP server")?;
        let server = stage.start("TCP server", TCP_SERVER)?;
        let client = stage.run("TCP client", TCP_CLIENT)?;
        client.type_line("hello, tcp");
        client.expect_line("From Server: HELLO, TCP")?;
        client.expect_exit(0)?;
        stage.expect_event("TCP server", "its FIN", |what| *what == What::SentFin)?;
        server.interrupt()
    },
};

const FLOOD: Scene = Scene {
    name: "lab2-flood",
    needs: Needs::ThisMachine("how many datagrams a socket's buffer holds"),
    run: |stage| {
        let flood = stage.run("flood", "cargo run -q -p solutions --example lab2_flood")?;
        let line = flood.expect_stdout("sent 2000 datagrams without an error, received ")?;
        flood.expect_exit(0)?;
        expect(!line.ends_with(" 2000"), "some are lost", &line)
    },
};

const LOST: Scene = Scene {
    name: "lab2-lost",
    needs: Needs::Nothing,
    run: |stage| {
        stage.record_datagrams("server", first_is_lost(Way::ToServer))?;
        let server = stage.start("server", SERVER)?;
        let client = stage.run("client", CLIENT)?;
        client.type_line("is this lost?");
        client.expect_line("IS THIS LOST?")?;
        client.close_stdin();
        client.expect_exit(0)?;
        server.interrupt()
    },
};

const LOST_REPLY: Scene = Scene {
    name: "lab2-lost-reply",
    needs: Needs::Nothing,
    run: |stage| {
        stage.record_datagrams("server", first_is_lost(Way::ToClient))?;
        let server = stage.start("server", SERVER)?;
        let client = stage.run("client", CLIENT)?;
        client.expect_waiting(&[(Call::ReadStdin, 1)])?;
        client.type_line("is this lost?");
        stage.expect_event("client", "the lost reply", |what| matches!(what, What::Lost { .. }))?;
        client.expect_waiting(&[(Call::Recv, 1)])?;
        client.expect_line("IS THIS LOST?")?;
        client.close_stdin();
        client.expect_exit(0)?;
        client.expect_once("IS THIS LOST?")?;
        server.interrupt()
    },
};

/// Every reply is held back until the client has sent its line again. The second reply to it then comes
/// while the client waits for the reply to its next line.
const LATE: Scene = Scene {
    name: "lab2-late",
    needs: Needs::Nothing,
    run: |stage| {
        stage.record_datagrams("server", replies_are_late())?;
        let server = stage.start("server", SERVER)?;
        let client = stage.run("client", CLIENT)?;
        client.type_line("first");
        stage.expect_held(2)?;
        stage.release();
        client.expect_line("FIRST")?;
        client.type_line("second");
        stage.expect_held(3)?;
        stage.release();
        stage.note("client", "nobody has the port any more");
        stage.release();
        client.expect_line("SECOND")?;
        client.close_stdin();
        client.expect_exit(0)?;
        client.expect_once("FIRST")?;
        server.interrupt()
    },
};

const STRANGER: Scene = Scene {
    name: "lab2-stranger",
    needs: Needs::Nothing,
    run: |stage| {
        let server = stage.serve_datagrams("server", "client")?;
        let stranger = stage.stranger("stranger", "client")?;
        let client = stage.run("client", CLIENT)?;
        client.type_line("who are you?");
        let question = server.expect_from(&client, b"who are you?")?;
        stranger.send_to(question.from, b"I AM A STRANGER");
        server.reply(&question, b"WHO ARE YOU?");
        client.expect_line("WHO ARE YOU?")?;
        client.close_stdin();
        client.expect_exit(0)?;
        client.expect_no_line("STRANGER")
    },
};

const SIZES: Scene = Scene {
    name: "lab2-sizes",
    needs: Needs::Nothing,
    run: |stage| {
        let server = stage.start("server", SERVER)?;
        let sender = stage.run("sender", "cargo run -q -p solutions --example lab2_sizes -- 4000")?;
        sender.expect_line("65507: sent, 65507 bytes")?;
        sender.expect_line("65508: Message too long (os error 90)")?;
        sender.expect_exit(0)?;
        server.interrupt()
    },
};

const TRUNCATED: Scene = Scene {
    name: "lab2-truncated",
    needs: Needs::Tools(&["nc"]),
    run: |stage| {
        let receiver = stage.start("receiver", SMALL)?;
        for (words, line) in [("Hello, world", "8 bytes: \"Hello, w\""), ("Hi", "2 bytes: \"Hi\"")] {
            let sender = stage.run("sender", &format!("printf '{words}' | nc -u -w1 127.0.0.1 4000"))?;
            receiver.expect_line(line)?;
            sender.expect_exit(0)?;
        }
        receiver.interrupt()
    },
};

const CONNECTED: Scene = Scene {
    name: "lab2-connected",
    needs: Needs::Nothing,
    run: |stage| {
        let program = stage.run("two sockets", "cargo run -q -p solutions --example lab2_connected -- 4000")?;
        program.expect_line("not connected: Resource temporarily unavailable (os error 11)")?;
        program.expect_line("connected: Connection refused (os error 111)")?;
        program.expect_exit(0)
    },
};

const ECHO: Scene = Scene {
    name: "lab2-echo-udp",
    needs: Needs::Nothing,
    run: |stage| {
        let hello = format!("{PLAIN} \"Hello, world\"");
        let early = stage.run("client", &hello)?;
        early.expect_line("sent 12 bytes")?;
        early.interrupt()?;
        let server = stage.start("server", "cargo run -q -p solutions --example lab2_echo_udp_server -- 4000")?;
        let client = stage.run("client, again", &hello)?;
        client.expect_line("received: Hello, world")?;
        client.expect_exit(0)?;
        let long = stage.run("a long message", &format!("{PLAIN} \"$(seq 1 1000)\" | wc -c"))?;
        server.expect_stdout("1024 bytes from ")?;
        long.expect_exit(0)?;
        server.interrupt()
    },
};

const BY_HAND: Scene = Scene {
    name: "lab2-nc",
    needs: Needs::Tools(&["nc", "ss"]),
    run: |stage| {
        let server = stage.start("server", SERVER)?;
        let nc = stage.run("nc", "nc -u 127.0.0.1 4000")?;
        for (line, reply) in [("hello", "HELLO"), ("again", "AGAIN")] {
            nc.type_line(line);
            nc.expect_line(reply)?;
        }
        let lines = stage.look("ss", "ss -uan 'sport = :4000 or dport = :4000'")?;
        let has = |state: &str| lines.iter().filter(|line| line.starts_with(state)).count() == 1;
        expect(has("UNCONN") && has("ESTAB"), "an UNCONN and an ESTAB line", &lines.join("\n"))?;
        nc.interrupt()?;
        server.interrupt()
    },
};

const DATAGRAMS: Scene = Scene {
    name: "lab2-tcpdump",
    needs: Needs::Tools(&["tcpdump"]),
    run: |stage| {
        let tcpdump = stage.run("tcpdump", "tcpdump -i lo -n -t 'udp port 4000 or icmp'")?;
        tcpdump.expect_stderr("listening on lo")?;
        let nobody = stage.run("client, no server", CLIENT)?;
        nobody.type_line("anybody?");
        nobody.expect_stderr("error: no reply from 127.0.0.1:")?;
        nobody.expect_exit(1)?;
        let server = stage.start("server", SERVER)?;
        let client = stage.run("client", CLIENT)?;
        client.type_line("hello");
        client.expect_line("HELLO")?;
        client.close_stdin();
        client.expect_exit(0)?;
        tcpdump.expect_stdouts("UDP, length 8", 3)?;
        tcpdump.expect_stdouts("udp port ", 3)?;
        tcpdump.expect_stdouts("UDP, length 5", 2)?;
        let lines = stage.lines(&tcpdump);
        // Whatever else on this machine is told that a port is nobody's would stand there, too.
        expect(lines.len() == 8 && lines.iter().all(|line| line.contains("4000")), "nothing else", &lines.join("\n"))?;
        tcpdump.interrupt()?;
        server.interrupt()?;
        stage.show_last(&tcpdump);
        Ok(())
    },
};

/// Nobody answers: what the recorder takes is lost. That nobody is there the TCP client says itself.
const SERVER_DOWN: Scene = Scene {
    name: "lab2-server-down",
    needs: Needs::Nothing,
    run: |stage| {
        stage.record_datagrams("nobody", Arc::new(|_, _, bytes| lose(bytes)))?;
        let udp = stage.run("UDP client", CLIENT)?;
        udp.type_line("anybody?");
        udp.expect_stderr("error: no reply from 127.0.0.1:")?;
        udp.expect_exit(1)?;
        let tcp = stage.run("TCP client", TCP_CLIENT)?;
        tcp.expect_stderr("Connection refused (os error 111)")?;
        tcp.expect_exit(1)?;
        stage.note_refused(&tcp, "nobody");
        stage.show_time(&udp);
        stage.show_time(&tcp);
        Ok(())
    },
};

/// The first datagram in a direction does not arrive.
fn first_is_lost(lossy: Way) -> Faults {
    Arc::new(move |way, nth, bytes| match way == lossy && nth == 1 {
        true => lose(bytes),
        false => vec![Fate::Deliver(bytes.to_vec())],
    })
}

/// All that the server sends is held back.
fn replies_are_late() -> Faults {
    Arc::new(|way, _, bytes| match way {
        Way::ToClient => delay(bytes),
        Way::ToServer => vec![Fate::Deliver(bytes.to_vec())],
    })
}
