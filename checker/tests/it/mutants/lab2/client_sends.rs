//! Clients that are wrong about what they send.

use super::lines::{ASK, END, FROM_SERVER, LINES, TRY};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-quits",
        program: "client",
        edits: &[(
            ASK,
            "if line == b\"quit\" {\n            break;\n        }\n        let reply = ask_in_turn(&mut servers, &line)?;",
        )],
        fails: &[("client-sends", "a word is taken for a command")],
    },
    Mutant {
        name: "client-skips-empty",
        program: "client",
        edits: &[(
            LINES,
            "while let Some(line) = args::read_line()? {\n        if line.is_empty() {\n            continue;\n        }",
        )],
        fails: &[("client-sends", "the line is not sent: the client passes over an empty one")],
    },
    Mutant {
        name: "client-reads-all-first",
        program: "client",
        edits: &[(
            LINES,
            "let mut lines = Vec::new();
    while let Some(line) = args::read_line()? {
        lines.push(line);
    }
    for line in lines {",
        )],
        fails: &[
            (
                "client-sends",
                "the line is not sent: the client passes over an empty one, loses one that came together with another, or reads more",
            ),
            (
                "client-server-down",
                "no error comes: the client waits for ever, tries more than three times, waits much longer than 300 ms, or sends nothing",
            ),
        ],
    },
    // What one read gives is a line to it.
    Mutant {
        name: "client-read-is-a-line",
        program: "client",
        edits: &[(
            LINES,
            "loop {
        let mut line = vec![0; 65_536];
        let length = io::Read::read(&mut io::stdin(), &mut line)?;
        if length == 0 {
            break;
        }
        line.truncate(length - 1);",
        )],
        fails: &[("client-sends", "the client sends more than the line")],
    },
    // A greeting of the worksheet's, in place of what was typed.
    Mutant {
        name: "client-greets",
        program: "client",
        edits: &[(ASK, "let reply = ask_in_turn(&mut servers, b\"hello\")?;")],
        fails: &[("client-sends", "the client sends something else than the bytes of the line")],
    },
    Mutant {
        name: "client-empty-ends",
        program: "client",
        edits: &[(LINES, "while let Some(line) = args::read_line()?.filter(|line| !line.is_empty()) {")],
        fails: &[("client-sends", "the client ends before it has sent all lines")],
    },
    Mutant {
        name: "client-empty-reply",
        program: "client",
        edits: &[(FROM_SERVER, "Ok((length, peer)) if peer == server && length > 0 => {")],
        fails: &[("client-sends", "a line comes again: the client sends each line twice")],
    },
    Mutant {
        name: "client-newline",
        program: "client",
        edits: &[(ASK, "let reply = ask_in_turn(&mut servers, &[&line[..], b\"\\n\"].concat())?;")],
        fails: &[("client-sends", "the client sends the newline with the line")],
    },
    Mutant {
        name: "client-strips",
        program: "client",
        edits: &[(ASK, "let reply = ask_in_turn(&mut servers, line.trim_ascii())?;")],
        fails: &[("client-sends", "the client strips white space from the line")],
    },
    Mutant {
        name: "client-strips-end",
        program: "client",
        edits: &[(ASK, "let reply = ask_in_turn(&mut servers, line.trim_ascii_end())?;")],
        fails: &[("client-sends", "only the beginning of the line is sent")],
    },
    Mutant {
        name: "client-latin-1",
        program: "client",
        edits: &[(
            ASK,
            "let line: Vec<u8> = String::from_utf8_lossy(&line).chars().map(|c| c as u8).collect();
        let reply = ask_in_turn(&mut servers, &line)?;",
        )],
        fails: &[("client-sends", "the client encodes the line in something else")],
    },
    Mutant {
        name: "client-sends-twice",
        program: "client",
        edits: &[(TRY, "socket.send_to(line, server)?;\n        socket.send_to(line, server)?;")],
        fails: &[("client-sends", "a line comes again")],
    },
    Mutant {
        name: "client-sends-zero",
        program: "client",
        edits: &[(ASK, "let reply = ask_in_turn(&mut servers, &[&line[..], b\"\\0\"].concat())?;")],
        fails: &[("client-sends", "the client sends more than the line")],
    },
    Mutant {
        name: "client-says-goodbye",
        program: "client",
        edits: &[(
            END,
            "    UdpSocket::bind((\"127.0.0.1\", 0))?.send_to(b\"\", servers[0])?;
    Ok(())
    // ANCHOR_END: lines",
        )],
        fails: &[("client-sends", "the client sends one datagram more than it has lines")],
    },
    Mutant {
        name: "client-sends-without-lines",
        program: "client",
        edits: &[(
            LINES,
            "let mut first = Some(Vec::new());
    while let Some(line) = args::read_line().context(\"stdin\")?.or_else(|| first.take()) {
        first = None;",
        )],
        fails: &[("client-sends", "the client sends one datagram more than it has lines")],
    },
    // Reads ahead, and sends what it has read.
    Mutant {
        name: "client-sends-ahead",
        program: "client",
        edits: &[
            (
                "while let Some(line) = args::read_line().context(\"stdin\")? {",
                "std::thread::spawn(|| {
        while let Ok(Some(line)) = args::read_line() {
            LINES.lock().unwrap().push_back(Some(line));
        }
        LINES.lock().unwrap().push_back(None);
    });
    loop {
        let next = LINES.lock().unwrap().pop_front();
        let Some(next) = next else { std::thread::sleep(std::time::Duration::from_millis(1)); continue };
        let Some(line) = next else { break };
        // Until the line behind it has been read as well.
        while line == b\"two lines\" && LINES.lock().unwrap().is_empty() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }",
            ),
            (
                "if let Some(reply) = wait_for_reply(&socket, server)? {",
                "for next in LINES.lock().unwrap().iter().flatten().filter(|_| line == b\"two lines\") {
            UdpSocket::bind(\"127.0.0.1:0\")?.send_to(next, server)?;
        }
        if let Some(reply) = wait_for_reply(&socket, server)? {",
            ),
            (
                "// ANCHOR: in-turn",
                "static LINES: std::sync::Mutex<std::collections::VecDeque<Option<Vec<u8>>>> =
    std::sync::Mutex::new(std::collections::VecDeque::new());

// ANCHOR: in-turn",
            ),
        ],
        fails: &[("client-sends", "the client sends a line while the one before it still waits")],
    },
    Mutant {
        name: "client-cuts-the-last-byte",
        program: "client",
        edits: &[(
            LINES,
            "while let Some(line) = {
        let mut line = Vec::new();
        let length = io::BufRead::read_until(&mut io::stdin().lock(), b'\\n', &mut line)?;
        line.pop();
        (length > 0).then_some(line)
    } {",
        )],
        fails: &[("client-sends", "only the beginning of the line is sent")],
    },
    Mutant {
        name: "client-drops-an-unfinished-line",
        program: "client",
        edits: &[(
            LINES,
            "while let Some(line) = {
        let mut line = Vec::new();
        let length = io::BufRead::read_until(&mut io::stdin().lock(), b'\\n', &mut line)?;
        (length > 0 && line.pop() == Some(b'\\n')).then_some(line)
    } {",
        )],
        fails: &[("client-sends", "the client ends before it has sent all lines")],
    },
    // As sendto(s, line, sizeof line) does it.
    Mutant {
        name: "client-sends-its-buffer",
        program: "client",
        edits: &[(
            ASK,
            "let mut buffer = line.clone();
        buffer.resize(1024.max(line.len()), 0);
        let reply = ask_in_turn(&mut servers, &buffer)?;",
        )],
        fails: &[("client-sends", "the client sends more than the line: its whole buffer")],
    },
    Mutant {
        name: "client-counts-microseconds",
        program: "client",
        edits: &[("Duration::from_millis(300)", "Duration::from_micros(300)")],
        fails: &[("client-sends", "a line comes again before it was answered")],
    },
    Mutant {
        name: "client-passes-over-its-answer",
        program: "client",
        edits: &[(FROM_SERVER, "Ok((length, peer)) if peer != server => {")],
        fails: &[(
            "client-sends",
            "a line comes again: the client sends each line twice, or again one that was answered",
        )],
    },
];
