//! Wrong programs of lab 5: the client that sends and prints.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-refuses-the-largest",
        program: "client",
        edits: &[(
            "if let Err(error) = frames::write(&mut connection, &line) {",
            "if line.len() >= 1_048_576 {
            return;
        }
        if let Err(error) = frames::write(&mut connection, &line) {",
        )],
        fails: &[("client-never-waits", "a line of 1,048,576 bytes is not sent as one whole frame")],
    },
    Mutant {
        name: "client-leaves-at-any-bye",
        program: "client",
        edits: &[(
            "        if let Err(error) = frames::write(&mut connection, &line) {",
            "        if line.starts_with(b\"/bye \") {
            break;
        }
        if let Err(error) = frames::write(&mut connection, &line) {",
        )],
        fails: &[("client-never-waits", "a word is taken for a command")],
    },
    Mutant {
        name: "client-takes-an-empty-frame-for-the-end",
        program: "client",
        edits: &[(
            "    while let Some(payload) = frames::read(&mut stream)? {",
            "    while let Some(payload) = frames::read(&mut stream)?.filter(|payload| !payload.is_empty()) {",
        )],
        fails: &[("client-acks", "an empty frame is not printed")],
    },
    Mutant {
        name: "client-ends-at-quit",
        program: "client",
        edits: &[(
            "        if let Err(error) = frames::write(&mut connection, &line) {",
            "        if line == b\"quit\" {
            break;
        }
        if let Err(error) = frames::write(&mut connection, &line) {",
        )],
        fails: &[("client-never-waits", "a word is taken for a command")],
    },
    Mutant {
        name: "client-types-first",
        program: "client",
        edits: &[(
            "    let receiving = TcpStream::connect",
            "    let _ = args::read_line();\n    let receiving = TcpStream::connect",
        )],
        fails: &[("client-never-waits", "the client does not connect before")],
    },
    Mutant {
        name: "client-ends",
        program: "client",
        edits: &[(
            "    let receiving = TcpStream::connect",
            "    if port > 0 { return Ok(()); }\n    let receiving = TcpStream::connect",
        )],
        fails: &[("client-never-waits", "the client ends without having connected")],
    },
    Mutant {
        name: "client-reads-all-first",
        program: "client",
        edits: &[(
            "    while let Ok(Some(line)) = args::read_line() {",
            "    let mut lines = Vec::new();\n    while let Ok(Some(line)) = args::read_line() {\n        lines.push(line);\n    }\n    for line in lines {",
        )],
        fails: &[("client-never-waits", "the client sends nothing as long as")],
    },
    Mutant {
        name: "client-buffers",
        program: "client",
        edits: &[
            (
                "    while let Ok(Some(line)) = args::read_line() {",
                "    let mut writer = std::io::BufWriter::new(connection.try_clone().expect(\"a handle\"));\n    while let Ok(Some(line)) = args::read_line() {",
            ),
            ("frames::write(&mut connection, &line)", "frames::write(&mut writer, &line)"),
        ],
        fails: &[("client-never-waits", "the client sends nothing as long as")],
    },
    Mutant {
        name: "client-lockstep",
        program: "client",
        edits: &[(
            "        if is_last {\n            break;",
            "        loop {\n            let tally = lock(tally);\n            if tally.acknowledged >= tally.sent {\n                break;\n            }\n            drop(tally);\n            std::thread::sleep(std::time::Duration::from_millis(1));\n        }\n        if is_last {\n            break;",
        )],
        fails: &[("client-never-waits", "the client waits for an answer before")],
    },
    Mutant {
        name: "client-ten-in-flight",
        program: "client",
        edits: &[(
            "        if is_last {\n            break;",
            "        loop {\n            let tally = lock(tally);\n            if tally.acknowledged + 10 > tally.sent {\n                break;\n            }\n            drop(tally);\n            std::thread::sleep(std::time::Duration::from_millis(1));\n        }\n        if is_last {\n            break;",
        )],
        fails: &[("client-never-waits", "the client waits for an answer before")],
    },
    Mutant {
        name: "client-sends-newline",
        program: "client",
        edits: &[(
            "frames::write(&mut connection, &line)",
            "frames::write(&mut connection, &[&line[..], b\"\\n\"].concat())",
        )],
        fails: &[("client-never-waits", "the bytes are not those of the frames")],
    },
    Mutant {
        name: "client-strips",
        program: "client",
        edits: &[("frames::write(&mut connection, &line)", "frames::write(&mut connection, line.trim_ascii())")],
        fails: &[("client-never-waits", "the bytes are not those of the frames")],
    },
    Mutant {
        name: "client-skips-empty",
        program: "client",
        edits: &[(
            "let is_last = line == b\"/bye\";",
            "if line.is_empty() {\n            continue;\n        }\n        let is_last = line == b\"/bye\";",
        )],
        fails: &[("client-never-waits", "an empty line is passed over")],
    },
    Mutant {
        name: "client-one-line",
        program: "client",
        edits: &[("let is_last = line == b\"/bye\";", "let is_last = true;")],
        fails: &[("client-never-waits", "the client closes the connection, or ends, although")],
    },
    Mutant {
        name: "client-receives-after-stdin",
        program: "client",
        edits: &[(
            ".spawn(move || send_lines(sending, &sender))\n        .context(\"cannot start a thread\")?;",
            ".spawn(move || send_lines(sending, &sender))\n        .context(\"cannot start a thread\")?\n        .join()\n        .expect(\"no panic\");",
        )],
        fails: &[("client-acks", "what arrives is printed only once stdin has ended")],
    },
    Mutant {
        name: "client-prints-late",
        program: "client",
        edits: &[
            (
                "    let mut stream = BufReader::new(connection);\n",
                "    let mut stream = BufReader::new(connection);\n    let mut before = None;\n",
            ),
            (
                "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
                "        if let Some(text) = before.replace(String::from_utf8_lossy(&payload).into_owned()) {\n            say(format_args!(\"ack: {text}\"));\n        }\n",
            ),
        ],
        fails: &[("client-acks", "the client does not print what arrives while")],
    },
    Mutant {
        name: "client-ends-unasked",
        program: "client",
        edits: &[(
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "        ensure!(payload.starts_with(b\"received: \") || payload.starts_with(b\"Welcome\"), \"this is no answer\");\n        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
        )],
        fails: &[("client-acks", "the client ends instead of printing")],
    },
    Mutant {
        name: "client-latin-1",
        program: "client",
        edits: &[(
            "String::from_utf8_lossy(&payload)",
            "payload.iter().map(|&byte| char::from(byte)).collect::<String>()",
        )],
        fails: &[("client-acks", "the text is not decoded")],
    },
    Mutant {
        name: "client-no-ack",
        program: "client",
        edits: &[("\"ack: {}\"", "\"{}\"")],
        fails: &[
            ("client-acks", "the line is not `ack: `"),
            ("client-late-acks", "a frame is not printed, as the welcome"),
        ],
    },
    Mutant {
        name: "client-bye-outstanding",
        program: "client",
        edits: &[(" || payload == b\"bye\"", "")],
        fails: &[("client-acks", "after a typed `/bye` the close")],
    },
    Mutant {
        name: "client-waits-for-enter",
        program: "client",
        edits: &[(
            "    let tally = lock(&tally);\n    let missing",
            "    let _ = args::read_line();\n    let tally = lock(&tally);\n    let missing",
        )],
        fails: &[("client-acks", "after a typed `/bye` and the server's close")],
    },
    Mutant {
        name: "client-hides-welcome",
        program: "client",
        edits: &[(
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "        if !payload.starts_with(b\"Welcome\") {\n            say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n        }\n",
        )],
        fails: &[
            ("client-acks", "the client does not print what arrives while nobody types, the welcome"),
            ("client-late-acks", "a frame is not printed, as the welcome"),
        ],
    },
    Mutant {
        name: "client-buy-is-bye",
        program: "client",
        edits: &[("let is_last = line == b\"/bye\";", "let is_last = line.len() == 4 && line.starts_with(b\"/b\");")],
        fails: &[("client-never-waits", "a word is taken for a command")],
    },
    Mutant {
        name: "client-counts-answers-with-a-text",
        program: "client",
        edits: &[(
            "if payload.starts_with(b\"received: \") ||",
            "if (payload.starts_with(b\"received: \") && payload.len() > 10) ||",
        )],
        fails: &[("client-late-acks", "all messages are acknowledged")],
    },
];
