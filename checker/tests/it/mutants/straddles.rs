//! Wrong programs of all labs with a stream: each is right as long as no read ends inside a message behind a whole one.

use super::Mutant;

/// Gives lines only once a read of the keyboard ends with a newline.
const TYPED_WHOLE: &[(&str, &str)] = &[
    ("args::read_line()", "typed_line()"),
    (
        "mod args;\n",
        r"mod args;

static TYPED: std::sync::Mutex<Vec<u8>> = std::sync::Mutex::new(Vec::new());

fn typed_line() -> std::io::Result<Option<Vec<u8>>> {
    let mut typed = TYPED.lock().unwrap();
    while typed.last() != Some(&b'\n') {
        let mut piece = [0; 4096];
        let length = std::io::Read::read(&mut std::io::stdin(), &mut piece)?;
        if length == 0 {
            break;
        }
        typed.extend(&piece[..length]);
    }
    if typed.is_empty() {
        return Ok(None);
    }
    let end = typed.iter().position(|byte| *byte == b'\n').map_or(typed.len(), |at| at + 1);
    let mut line: Vec<u8> = typed.drain(..end).collect();
    if line.last() == Some(&b'\n') {
        line.pop();
    }
    Ok(Some(line))
}
",
    ),
];

/// Loses what a read of the keyboard brings behind the last newline.
const TYPED_LOST: &[(&str, &str)] = &[
    ("args::read_line().context", "typed_line().context"),
    (
        "mod args;\n",
        r"mod args;

static TYPED: std::sync::Mutex<std::collections::VecDeque<Vec<u8>>> =
    std::sync::Mutex::new(std::collections::VecDeque::new());

fn typed_line() -> std::io::Result<Option<Vec<u8>>> {
    let mut typed = TYPED.lock().unwrap();
    let mut begun = Vec::new();
    while typed.is_empty() {
        let mut piece = [0; 4096];
        let length = std::io::Read::read(&mut std::io::stdin(), &mut piece)?;
        if length == 0 {
            return Ok(Some(begun).filter(|begun| !begun.is_empty()));
        }
        begun.extend(&piece[..length]);
        let mut lines: Vec<Vec<u8>> = begun.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        begun = lines.pop().unwrap_or_default();
        typed.extend(lines);
    }
    Ok(typed.pop_front())
}
",
    ),
];

pub const LAB2: &[Mutant] = &[Mutant {
    name: "client-loses-half-a-line",
    program: "client",
    edits: TYPED_LOST,
    fails: &[("client-sends", "a read of the keyboard brought a whole line")],
}];

pub const LAB3: &[Mutant] = &[
    Mutant {
        name: "server-waits-for-whole-pieces",
        program: "server",
        edits: &[
            (
                "    while let Some(line) = read_line(&mut connection)? {\n",
                "    while let Some(line) = read_line(&mut connection)? {\n        let mut lines = vec![line];\n        while !connection.buffer().is_empty() {\n            lines.extend(read_line(&mut connection)?);\n        }\n        for line in lines {\n",
            ),
            (
                "        connection.get_mut().write_all(b\"accepted\\n\").context(\"cannot answer\")?;\n",
                "        connection.get_mut().write_all(b\"accepted\\n\").context(\"cannot answer\")?;\n        }\n",
            ),
        ],
        fails: &[("server-split-line", "a whole line is not answered")],
    },
    Mutant {
        name: "server-loses-the-beginning",
        program: "server",
        edits: &[(
            "    while let Some(line) = read_line(&mut connection)? {\n",
            "    while let Some(line) = read_line(&mut connection)? {\n        if !connection.buffer().contains(&b'\\n') {\n            let rest = connection.buffer().len();\n            connection.consume(rest);\n        }\n",
        )],
        fails: &[("server-split-line", "a read brought the end of a line")],
    },
    Mutant {
        name: "server-takes-the-beginning-for-a-line",
        program: "server",
        edits: &[
            (
                "    while let Some(line) = read_line(&mut connection)? {\n",
                "    while let Some(line) = read_line(&mut connection)? {\n        let mut lines = vec![line];\n        let rest = connection.buffer().to_vec();\n        if !rest.is_empty() && !rest.contains(&b'\\n') {\n            connection.consume(rest.len());\n            lines.push(rest);\n        }\n        for line in lines {\n",
            ),
            (
                "        connection.get_mut().write_all(b\"accepted\\n\").context(\"cannot answer\")?;\n",
                "        connection.get_mut().write_all(b\"accepted\\n\").context(\"cannot answer\")?;\n        }\n",
            ),
        ],
        fails: &[("server-split-line", "a read brought the end of a line")],
    },
    Mutant {
        name: "client-waits-for-whole-pieces",
        program: "client",
        edits: &[("match args::read_line() {", "match typed_line() {"), TYPED_WHOLE[1]],
        fails: &[("client-accepted", "a read of the keyboard brought a whole line")],
    },
];

pub const LAB4: &[Mutant] = &[
    Mutant {
        name: "client-loses-half-a-line",
        program: "client",
        edits: TYPED_LOST,
        fails: &[("client-utf8", "a read of the keyboard brought a whole line")],
    },
    Mutant {
        name: "lines-server-waits-for-whole-pieces",
        program: "lines-server",
        edits: &[
            (
                "    let mut lines = LineBuffer::default();\n",
                "    let mut lines = LineBuffer::default();\n    let mut ready = Vec::new();\n",
            ),
            (
                "        for line in lines.take_in(&buffer[..length]) {\n",
                "        ready.extend(lines.take_in(&buffer[..length]));\n        if !lines.unfinished.is_empty() {\n            continue;\n        }\n        for line in ready.drain(..) {\n",
            ),
        ],
        fails: &[("lines-coalesced", "a whole line is not printed")],
    },
    Mutant {
        name: "server-waits-for-whole-pieces",
        program: "server",
        edits: &[
            (
                "    while let Some(payload) = read_frame(&mut stream)? {\n",
                "    while let Some(payload) = read_frame(&mut stream)? {\n        let mut all = vec![payload];\n        while !stream.buffer().is_empty() {\n            all.extend(read_frame(&mut stream)?);\n        }\n        for payload in all {\n",
            ),
            (
                "        say(format_args!(\"message {} bytes: {text}\", payload.len()));\n",
                "        say(format_args!(\"message {} bytes: {text}\", payload.len()));\n        }\n",
            ),
        ],
        fails: &[("frames-coalesced", "a read brought a whole frame")],
    },
    Mutant {
        name: "server-loses-half-a-header",
        program: "server",
        edits: &[
            ("use std::io::{BufReader, Read};", "use std::io::{BufRead, BufReader, Read};"),
            (
                "    while let Some(payload) = read_frame(&mut stream)? {\n",
                "    while let Some(payload) = read_frame(&mut stream)? {\n        if stream.buffer().len() < 4 {\n            let rest = stream.buffer().len();\n            stream.consume(rest);\n        }\n",
            ),
        ],
        fails: &[("frames-coalesced", "a read brought a whole frame")],
    },
];

pub const LAB5: &[Mutant] = &[
    Mutant {
        name: "server-waits-for-whole-pieces",
        program: "server",
        edits: &[
            (
                "    while let Some(message) = frames::read(&mut reader)? {\n",
                "    while let Some(message) = frames::read(&mut reader)? {\n        let mut all = vec![message];\n        while !reader.buffer().is_empty() {\n            all.extend(frames::read(&mut reader)?);\n        }\n        for message in all {\n",
            ),
            (
                "        frames::write(&mut writer, &[b\"received: \", &message[..]].concat())?;\n",
                "        frames::write(&mut writer, &[b\"received: \", &message[..]].concat())?;\n        }\n",
            ),
        ],
        fails: &[("server-receipts", "a read brought a whole message")],
    },
    Mutant {
        name: "server-loses-half-a-header",
        program: "server",
        edits: &[
            ("use std::io::BufReader;", "use std::io::{BufRead, BufReader};"),
            (
                "    while let Some(message) = frames::read(&mut reader)? {\n",
                "    while let Some(message) = frames::read(&mut reader)? {\n        if reader.buffer().len() < 4 {\n            let rest = reader.buffer().len();\n            reader.consume(rest);\n        }\n",
            ),
        ],
        fails: &[("server-receipts", "a read brought a whole message")],
    },
    Mutant {
        name: "client-waits-for-whole-pieces",
        program: "client",
        edits: &[
            (
                "    while let Some(payload) = frames::read(&mut stream)? {\n",
                "    while let Some(payload) = frames::read(&mut stream)? {\n        let mut all = vec![payload];\n        while !stream.buffer().is_empty() {\n            all.extend(frames::read(&mut stream)?);\n        }\n        for payload in all {\n",
            ),
            (
                "            lock(tally).acknowledged += 1;\n        }\n",
                "            lock(tally).acknowledged += 1;\n        }\n        }\n",
            ),
        ],
        fails: &[("client-split-acks", "a read brought a whole frame")],
    },
    Mutant {
        name: "client-reads-the-welcome-by-itself",
        program: "client",
        edits: &[(
            "    let mut stream = BufReader::new(connection);\n",
            "    if let Some(payload) = frames::read(&mut BufReader::new(&connection))? {\n        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n    }\n    let mut stream = BufReader::new(connection);\n",
        )],
        fails: &[("client-split-acks", "an answer that comes in one read with the welcome")],
    },
    Mutant {
        name: "client-types-whole-pieces",
        program: "client",
        edits: TYPED_WHOLE,
        fails: &[("client-never-waits", "a read of the keyboard brought a whole line")],
    },
];

const PAIR_WHOLE: &str = "    let mut kept = Vec::new();\n    loop {\n        let piece = stream.fill_buf().context(\"cannot receive\")?.to_vec();\n        stream.consume(piece.len());\n        kept.extend_from_slice(&piece);\n        if piece.is_empty() {\n            break;\n        }\n        if kept.last() != Some(&b'\\n') {\n            continue;\n        }\n        kept.pop();\n        for line in kept.split(|byte| *byte == b'\\n') {\n            say(String::from_utf8_lossy(line));\n        }\n        kept.clear();\n";

pub const LAB6: &[Mutant] = &[
    Mutant {
        name: "pair-server-types-whole-pieces",
        program: "pair-server",
        edits: TYPED_WHOLE,
        fails: &[("pair-any-order", "a read of the keyboard brought a whole line")],
    },
    Mutant {
        name: "pair-client-types-whole-pieces",
        program: "pair-client",
        edits: TYPED_WHOLE,
        fails: &[("pair-any-order", "a read of the keyboard brought a whole line")],
    },
    Mutant {
        name: "pair-client-waits-for-whole-pieces",
        program: "pair-client",
        edits: &[
            ("    for line in BufReader::new(connection).split(b'\\n') {\n", PAIR_WHOLE),
            ("        say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n", ""),
            (
                "    // ANCHOR: print-lines\n",
                "    // ANCHOR: print-lines\n    let mut stream = BufReader::new(connection);\n",
            ),
        ],
        fails: &[("pair-any-order", "a whole line is not printed")],
    },
    Mutant {
        name: "server-waits-for-whole-pieces",
        program: "server",
        edits: &[(
            "    while let Some(payload) = read_frame(&mut stream)? {\n        if client.obey(&payload) == Next::Quit {\n            break;\n        }\n",
            "    while let Some(payload) = read_frame(&mut stream)? {\n        let mut all = vec![payload];\n        while !stream.buffer().is_empty() {\n            all.extend(read_frame(&mut stream)?);\n        }\n        if all.iter().any(|payload| client.obey(payload) == Next::Quit) {\n            break;\n        }\n",
        )],
        fails: &[("message", "a read brought a whole message")],
    },
    Mutant {
        name: "server-reads-login-by-itself",
        program: "server",
        edits: &[(
            "    let mut stream = BufReader::new(&*connection);\n",
            "    if let Some(payload) = read_frame(&mut BufReader::new(&*connection))? {\n        client.obey(&payload);\n    }\n    let mut stream = BufReader::new(&*connection);\n",
        )],
        fails: &[("message", "a message that comes in one read with LOGIN")],
    },
    Mutant {
        name: "client-loses-half-a-header",
        program: "client",
        edits: &[
            ("use std::io::{BufReader, Read};", "use std::io::{BufRead, BufReader, Read};"),
            (
                "    loop {\n        let payload = match read_frame(stream) {\n",
                "    loop {\n        if stream.buffer().len() < 4 {\n            let rest = stream.buffer().len();\n            stream.consume(rest);\n        }\n        let payload = match read_frame(stream) {\n",
            ),
        ],
        fails: &[("client-chat", "a read brought a whole frame")],
    },
    Mutant {
        name: "tui-loses-half-a-header",
        program: "tui",
        edits: &[(
            "fn read_server(connection: &mut TcpStream, happenings: &Sender<Happening>) {\n    let over = loop {\n        match read_frame(connection) {",
            "fn read_server(connection: &mut TcpStream, happenings: &Sender<Happening>) {\n    let mut stream = std::io::BufReader::new(connection);\n    let over = loop {\n        if stream.buffer().len() < 4 {\n            let rest = stream.buffer().len();\n            std::io::BufRead::consume(&mut stream, rest);\n        }\n        match read_frame(&mut stream) {",
        )],
        fails: &[("tui-talk", "a read brought a whole frame")],
    },
    Mutant {
        name: "client-types-whole-pieces",
        program: "client",
        edits: TYPED_WHOLE,
        fails: &[("client-chat", "a read of the keyboard brought a whole line")],
    },
];

/// An inbox of which nothing is taken while the last frame in it is not whole.
const INBOX_WHOLE: &[(&str, &str)] = &[(
    "        let rest = &self.bytes[self.taken..];\n",
    r#"        let rest = &self.bytes[self.taken..];
        let mut behind = rest;
        while !behind.is_empty() {
            let Some((header, more)) = behind.split_first_chunk::<HEADER>() else {
                return Ok(None);
            };
            let length = u32::from_be_bytes(*header);
            ensure!(length <= LIMIT, "frame of {length} bytes is larger than {LIMIT}");
            let Some(more) = more.get(length as usize..) else {
                return Ok(None);
            };
            behind = more;
        }
"#,
)];

pub const LAB7: &[Mutant] = &[
    Mutant {
        name: "server-waits-for-whole-pieces",
        program: "server",
        edits: INBOX_WHOLE,
        fails: &[("server-service", "a read brought a whole message")],
    },
    Mutant {
        name: "client-waits-for-whole-pieces",
        program: "client",
        edits: INBOX_WHOLE,
        fails: &[("client-service", "a read brought a whole frame")],
    },
    Mutant {
        name: "client-empties-its-inbox-behind-the-first-frame",
        program: "client",
        edits: &[(
            "        self.taken += HEADER + payload.len();\n",
            "        self.taken += HEADER + payload.len();\n        static IS_WELCOMED: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);\n        if !IS_WELCOMED.swap(true, std::sync::atomic::Ordering::SeqCst) {\n            self.taken = self.bytes.len();\n        }\n",
        )],
        fails: &[("client-service", "an answer that comes in one read with the welcome")],
    },
    Mutant {
        name: "client-loses-half-a-line",
        program: "client",
        edits: &[(
            "        self.begun = lines.pop().unwrap_or_default();\n",
            "        let rest = lines.pop().unwrap_or_default();\n        self.begun = if lines.is_empty() { rest } else { Vec::new() };\n",
        )],
        fails: &[("client-service", "a read of the keyboard brought a whole line")],
    },
];
