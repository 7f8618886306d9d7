//! Records made by hand, for the tests of every format.

use crate::shot::{Paint, Run, Shot};
use crate::trace::{Event, Excerpt, Trace, What};
use crate::verdict::{BuildFailure, CheckReport, LabReport, Report, Verdict};

/// An event between two lanes.
pub fn wire(micros: u64, lane: &str, other: &str, what: What) -> Event {
    Event { micros, lane: lane.into(), other: Some(other.into()), what }
}

/// An event in one lane.
pub fn local(micros: u64, lane: &str, what: What) -> Event {
    Event { micros, lane: lane.into(), other: None, what }
}

pub fn sent(bytes: &[u8]) -> What {
    What::Sent { bytes: Excerpt::of(bytes) }
}

pub fn received(bytes: &[u8]) -> What {
    What::Received { bytes: Excerpt::of(bytes) }
}

pub fn printed(line: &str) -> What {
    What::Printed { bytes: Excerpt::of(line.as_bytes()) }
}

pub fn complained(line: &str) -> What {
    What::Complained { bytes: Excerpt::of(line.as_bytes()) }
}

pub fn started(command: &str) -> What {
    What::Started { command: command.into() }
}

fn connected() -> What {
    What::Connected { from: "127.0.0.1:50122".into(), to: "127.0.0.1:40021".into() }
}

fn exited(status: &str) -> What {
    What::Exited { status: status.into() }
}

pub fn trace(events: Vec<Event>) -> Trace {
    Trace { events }
}

/// A server that answers only the beginning.
pub fn short_echo() -> Trace {
    trace(vec![
        local(210, "server", started("lab1-server 0")),
        local(1_420, "server", printed("listening on 127.0.0.1:40021")),
        wire(1_510, "peer", "server", connected()),
        wire(1_530, "peer", "server", sent(b"last words")),
        wire(1_535, "peer", "server", What::SentFin),
        local(1_560, "server", printed("connected 127.0.0.1:50122")),
        wire(1_700, "peer", "server", received(b"last ")),
        wire(1_702, "peer", "server", What::ReceivedFin),
    ])
}

/// 4 MiB both ways, then silence.
pub fn large() -> Trace {
    let piece = vec![b'a'; 32_768];
    let mut events = vec![local(200, "server", started("lab1-server 0")), wire(1_100, "peer", "server", connected())];
    for at in 0..128u64 {
        events.push(wire(1_200 + at * 40, "peer", "server", sent(&piece)));
        if at % 3 == 2 {
            events.push(wire(1_210 + at * 40, "peer", "server", received(&piece)));
        }
    }
    events.push(wire(9_000, "peer", "server", What::SentFin));
    events.push(local(2_009_000, "peer", What::Note { text: "nothing for 2000 ms".into() }));
    trace(events)
}

/// A datagram that is lost, and sent again.
pub fn loss() -> Trace {
    let datagram = |bytes: &[u8]| What::ReceivedDatagram { bytes: Excerpt::of(bytes) };
    trace(vec![
        local(300, "client", started("lab2-client 127.0.0.1 40030")),
        local(310, "client", What::Typed { bytes: Excerpt::of(b"hello\n") }),
        wire(900, "peer", "client", What::Lost { bytes: Excerpt::of(b"hello") }),
        wire(301_200, "peer", "client", datagram(b"hello")),
        wire(301_250, "peer", "client", What::SentDatagram { bytes: Excerpt::of(b"HELLO") }),
        local(301_400, "client", printed("HELLO")),
        local(301_500, "client", What::StdinClosed),
        wire(301_600, "peer", "client", datagram(b"")),
        local(301_900, "client", exited("exit status 0")),
    ])
}

/// The learner's own pair through the relay.
pub fn relayed() -> Trace {
    trace(vec![
        local(200, "server", started("lab1-server 0")),
        local(900, "server", printed("listening on 127.0.0.1:40021")),
        local(1_000, "client", started("lab1-client 127.0.0.1 40022 接続")),
        wire(1_900, "relay", "client", What::Accepted { from: "127.0.0.1:50124".into() }),
        wire(1_950, "relay", "server", connected()),
        wire(2_000, "relay", "client", received("接続".as_bytes())),
        wire(2_010, "relay", "server", sent("接続".as_bytes())),
        wire(2_020, "relay", "client", What::ReceivedFin),
        wire(2_030, "relay", "server", What::SentFin),
        wire(2_400, "relay", "server", What::ReceivedReset),
        wire(2_410, "relay", "client", What::SentReset),
        local(2_500, "client", complained("error: Connection reset by peer (os error 104)")),
        local(2_600, "client", exited("exit status 1")),
    ])
}

/// Bytes that would like to paint the terminal or to leave the page.
pub fn nasty() -> Trace {
    trace(vec![
        local(100, "server", started("lab1-server 0 </svg><script>alert(1)</script>")),
        wire(200, "peer", "server", sent(b"\x1b[2J</svg>]]>&\"'\xff\x00")),
        local(300, "server", printed("\u{202e}]]></pre><b>\x07")),
        local(400, "server", exited("signal 11 (SIGSEGV)")),
    ])
}

pub fn check(id: &str, claim: &str, verdict: Verdict) -> CheckReport {
    let passes = verdict == Verdict::Pass;
    CheckReport {
        id: id.into(),
        claim: claim.into(),
        verdict,
        points: 5,
        earned: if passes { 5 } else { 0 },
        millis: 3,
        expected: None,
        observed: None,
        unmet: None,
        cause: None,
        see: format!("lab1.html#{id}"),
        notes: Vec::new(),
        output: Vec::new(),
        drawings: Vec::new(),
        wires: Vec::new(),
        trace: Trace::default(),
    }
}

pub fn reasoned(id: &str, claim: &str, verdict: Verdict, reason: &str) -> CheckReport {
    CheckReport { observed: Some(reason.into()), ..check(id, claim, verdict) }
}

/// A failure with a caret and a cause.
pub fn half_close() -> CheckReport {
    CheckReport {
        expected: Some("the 10 bytes \"last words\"".into()),
        observed: Some("5 bytes, then the end of the stream (FIN)\n\"last \"\n      ^".into()),
        cause: Some("the server closed with bytes still in its own buffer".into()),
        trace: short_echo(),
        ..check(
            "server-half-close",
            "a client that has finished sending still gets its whole echo, to the last byte",
            Verdict::Fail,
        )
    }
}

/// A program that crashed.
pub fn crash() -> CheckReport {
    CheckReport {
        expected: Some("the ready line `listening on IP:PORT`".into()),
        observed: Some("the server crashed: signal 11 (SIGSEGV)".into()),
        cause: Some("an error was answered by unwrap()".into()),
        notes: vec!["the server left a process running: sleep 1000".into()],
        output: vec![
            "server stderr: thread 'main' panicked at exercises/lab1-echo/server.rs:17:52:".into(),
            "server stderr: called `Result::unwrap()` on an `Err` value: Os { code: 98, kind: AddrInUse, message: \"Address already in use\" }".into(),
        ],
        trace: nasty(),
        ..check("server-reset", "after a client resets its connection the next one is served", Verdict::Fail)
    }
}

/// One of each.
pub fn report() -> Report {
    let todo = "exercises/lab1-echo/client.rs:21: TODO(3): connect to the server and send the message";
    let checks = vec![
        check("server-listens", "the ready line names the real address, and a connection is accepted", Verdict::Pass),
        check("server-echo", "`Hello, world` comes back", Verdict::Pass),
        half_close(),
        crash(),
        reasoned("server-ipv6", "HOST `::1` works", Verdict::Skipped, "this machine has no IPv6 (::1 can't be bound)"),
        reasoned(
            "server-large",
            "4 MiB come back exactly",
            Verdict::Inconclusive,
            "the machine was busy: the checker itself did not run for 1.8 s of 2 s",
        ),
        reasoned(
            "client-sends",
            "the peer receives exactly the message's bytes, then the end of the stream",
            Verdict::NotStarted,
            todo,
        ),
        reasoned("client-prints", "the reply is printed as `received: ...`", Verdict::NotStarted, todo),
    ];
    Report {
        schema: 1,
        seed: 7,
        thorough: false,
        submission: "exercises".into(),
        folder: None,
        labs: vec![LabReport {
            id: "lab1".into(),
            title: "Basic TCP: an echo".into(),
            earned: 10,
            points: 40,
            checkpoints: Vec::new(),
            build: Vec::new(),
            checks,
            gaps: Vec::new(),
            next: None,
            begin: None,
        }],
        notes: Vec::new(),
    }
}

/// A lab of which one program does not compile.
pub fn unbuilt() -> LabReport {
    let output = "error[E0425]: cannot find value `stream` in this scope\n  --> exercises/lab1-echo/server.rs:12:5\n   |\n12 |     stream.read(&mut buffer)\n   |     ^^^^^^ not found in this scope\n";
    LabReport {
        id: "lab1".into(),
        title: "Basic TCP: an echo".into(),
        earned: 5,
        points: 15,
        checkpoints: Vec::new(),
        build: vec![BuildFailure {
            programs: vec!["server".into()],
            command: "cargo build --bin lab1-server".into(),
            output: output.into(),
        }],
        checks: vec![
            reasoned("server-listens", "the ready line is printed", Verdict::Fail, "the server does not compile"),
            reasoned("server-echo", "`Hello, world` comes back", Verdict::Fail, "the server does not compile"),
            check("client-sends", "the peer receives exactly the message's bytes", Verdict::Pass),
        ],
        gaps: Vec::new(),
        next: None,
        begin: None,
    }
}

/// Eight peers at one server, more than there are lanes for.
pub fn crowd() -> Trace {
    let mut events = vec![
        local(200, "server", started("lab5-server 0")),
        local(700, "checker", What::Note { text: "eight clients connect".into() }),
    ];
    for at in 1..=8u64 {
        events.push(wire(800 + at * 10, &format!("client {at}"), "server", connected()));
    }
    events.push(wire(1_000, "client 2", "server", sent(b"hello")));
    events.push(wire(1_100, "client 7", "server", sent("\u{1f600} 你好，世界".as_bytes())));
    let error = What::ConnectFailed { to: "127.0.0.1:1".into(), error: "connection refused".into() };
    events.push(wire(1_200, "client 8", "server", error));
    trace(events)
}

/// A conversation too long to be drawn.
pub fn conversation() -> Trace {
    let mut events = vec![local(200, "server", started("lab4-lines-server 0"))];
    for at in 0..40u64 {
        events.push(wire(1_000 + at * 100, "peer", "server", sent(format!("line {at}\n").as_bytes())));
        events.push(local(1_050 + at * 100, "server", printed(&format!("line: line {at}"))));
    }
    trace(events)
}

/// A failure whose caret stands far to the right, below wide characters.
pub fn wide() -> CheckReport {
    let line = format!("\"接続{}\"", "0123456789".repeat(12));
    let caret = format!("{}^", " ".repeat(100));
    CheckReport {
        expected: Some("the 126 bytes of the message, unchanged and in order, as they were sent".into()),
        observed: Some(format!("126 bytes, of which byte 101 differs\n{line}\n{caret}")),
        ..check("server-binary", "all 256 byte values come back, in order", Verdict::Fail)
    }
}

/// One of each thing that can happen, in and between so many lanes.
pub fn anything(lanes: usize) -> Trace {
    let bytes = || Excerpt::of(&[0xff; 70]);
    let (from, to, error) = (String::new, String::new, String::new);
    let whats = [
        started(""),
        What::Typed { bytes: bytes() },
        What::StdinClosed,
        What::Printed { bytes: Excerpt::of(b"") },
        What::Complained { bytes: bytes() },
        exited("signal 9 (SIGKILL)"),
        What::Signalled { signal: "SIGKILL".into() },
        What::Connected { from: from(), to: to() },
        What::ConnectFailed { to: to(), error: error() },
        What::Accepted { from: from() },
        What::Sent { bytes: bytes() },
        What::Received { bytes: bytes() },
        What::SentFin,
        What::ReceivedFin,
        What::SentReset,
        What::ReceivedReset,
        What::WriteFailed { error: error() },
        What::SentDatagram { bytes: bytes() },
        What::ReceivedDatagram { bytes: bytes() },
        What::Lost { bytes: bytes() },
        What::Note { text: "a note\nof two lines".into() },
    ];
    let mut events = Vec::new();
    for (at, what) in whats.iter().cycle().take(whats.len() * lanes * 6).enumerate() {
        let (lane, other) = (format!("{}", at / 6 % lanes), format!("{}", at % lanes));
        events.push(wire(at as u64, &lane, &other, what.clone()));
        events.push(local(899_999_999, &lane, what.clone()));
    }
    trace(events)
}

/// A full-screen program whose screen was looked at, with a message on it that wants to be more than text.
pub fn screen() -> Trace {
    let line = |text: &str| vec![Run { text: text.into(), paint: Paint::default() }];
    let lines = vec![line("Users    Chat with bob"), line("* carl   bob: </svg></pre>```\u{202e}")];
    let screen = Shot { columns: 80, rows: 24, lines, cursor: None };
    trace(vec![
        local(100, "tui", started("/x/lab6-tui 127.0.0.1 40000 ann")),
        local(900, "tui", What::Note { text: "clicks on `bob`, column 3, row 2".into() }),
        local(2_000_900, "tui", What::Screen { screen }),
    ])
}
