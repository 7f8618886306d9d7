//! Wrong programs of lab 5: a client's answers that come late, in pieces, or after the end of stdin.

use crate::mutants::Mutant;

/// The line that takes in the module of frames, and the beginning of another module in its place.
const FRAMES: &str = "#[path = \"../frames.rs\"]\nmod frames;";

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-closes-at-end",
        program: "client",
        edits: &[("let _ = connection.shutdown(Shutdown::Write);", "let _ = connection.shutdown(Shutdown::Both);")],
        fails: &[("client-late-acks", "the client ends at the end of stdin")],
    },
    Mutant {
        name: "client-waits-half-a-second",
        program: "client",
        edits: &[(
            "    let _ = connection.shutdown(Shutdown::Write);\n",
            "    let _ = connection.shutdown(Shutdown::Write);\n    thread::sleep(std::time::Duration::from_millis(500));\n    std::process::exit(1);\n",
        )],
        fails: &[("client-late-acks", "the client ends at the end of stdin")],
    },
    Mutant {
        name: "client-exits-at-end",
        program: "client",
        edits: &[(
            "    lock(tally).finished = true;\n",
            "    let _ = connection.shutdown(Shutdown::Write);\n    std::process::exit(0);\n    #[allow(unreachable_code)]\n    let finished = true;\n    lock(tally).finished = finished;\n",
        )],
        fails: &[("client-late-acks", "the client ends at the end of stdin")],
    },
    Mutant {
        name: "client-no-shutdown",
        program: "client",
        edits: &[("    let _ = connection.shutdown(Shutdown::Write);\n", "")],
        fails: &[
            ("client-late-acks", "the client does not close its sending side"),
            ("together", "a client or the server does not close"),
        ],
    },
    Mutant {
        name: "client-resets",
        program: "client",
        edits: &[(
            "    let _ = connection.shutdown(Shutdown::Write);\n",
            "    let _ = socket2::SockRef::from(&connection).set_linger(Some(std::time::Duration::ZERO));\n    std::process::exit(0);\n",
        )],
        fails: &[("client-late-acks", "the client resets the connection")],
    },
    Mutant {
        name: "client-stops-receiving",
        program: "client",
        edits: &[(
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "        while lock(tally).finished && payload != b\"bye\" {\n            thread::park();\n        }\n        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
        )],
        fails: &[("client-late-acks", "the client does not receive any more")],
    },
    Mutant {
        name: "client-always-an-error",
        program: "client",
        edits: &[(
            "    ensure!(tally.finished, \"the server has closed the connection\");\n    Ok(())",
            "    anyhow::bail!(\"the server has closed the connection\")",
        )],
        fails: &[
            ("client-late-acks", "all messages are acknowledged"),
            ("client-acks", "after a typed `/bye` the close"),
        ],
    },
    Mutant {
        name: "client-for-ever",
        program: "client",
        edits: &[(
            "    let received = print_answers(receiving, &tally);\n",
            "    let received = print_answers(receiving, &tally);\n    while lock(&tally).sent > 2 {\n        thread::park();\n    }\n",
        )],
        fails: &[("client-late-acks", "the client goes on although stdin")],
    },
    Mutant {
        name: "client-read-is-frame",
        program: "client",
        edits: &[(
            FRAMES,
            "#[path = \"../frames.rs\"]\nmod whole;\nmod frames {\n    pub use super::whole::write;\n    pub fn read(stream: &mut impl std::io::Read) -> anyhow::Result<Option<Vec<u8>>> {\n        let mut buffer = vec![0; 65_536];\n        let length = stream.read(&mut buffer)?;\n        if length == 0 {\n            return Ok(None);\n        }\n        buffer.truncate(length);\n        Ok(Some(buffer.split_off(4.min(length))))\n    }\n}",
        )],
        fails: &[("client-split-acks", "the client takes what one read brings")],
    },
    Mutant {
        name: "client-reader-per-frame",
        program: "client",
        edits: &[
            ("let mut stream = BufReader::new(connection);", "let mut connection = connection;"),
            ("frames::read(&mut stream)?", "frames::read(&mut BufReader::new(&mut connection))?"),
        ],
        fails: &[("client-split-acks", "the client loses its place")],
    },
    Mutant {
        name: "client-header-one-read",
        program: "client",
        edits: &[(
            FRAMES,
            "#[path = \"../frames.rs\"]\nmod whole;\nmod frames {\n    pub use super::whole::write;\n    pub fn read(stream: &mut impl std::io::Read) -> anyhow::Result<Option<Vec<u8>>> {\n        let mut header = [0; 4];\n        match stream.read(&mut header)? {\n            0 => return Ok(None),\n            4 => {}\n            _ => anyhow::bail!(\"connection closed mid-frame\"),\n        }\n        let mut payload = vec![0; u32::from_be_bytes(header) as usize];\n        stream.read_exact(&mut payload)?;\n        Ok(Some(payload))\n    }\n}",
        )],
        fails: &[("client-split-acks", "the client ends at a frame")],
    },
    Mutant {
        name: "client-decodes-pieces",
        program: "client",
        edits: &[(
            FRAMES,
            "#[path = \"../frames.rs\"]\nmod whole;\nmod frames {\n    pub use super::whole::write;\n    pub fn read(stream: &mut impl std::io::Read) -> anyhow::Result<Option<Vec<u8>>> {\n        let mut header = [0; 4];\n        if stream.read_exact(&mut header).is_err() {\n            return Ok(None);\n        }\n        let (mut left, mut text) = (u32::from_be_bytes(header) as usize, String::new());\n        while left > 0 {\n            let mut piece = vec![0; left];\n            let length = stream.read(&mut piece)?;\n            anyhow::ensure!(length > 0, \"connection closed mid-frame\");\n            text.push_str(&String::from_utf8_lossy(&piece[..length]));\n            left -= length;\n        }\n        Ok(Some(text.into_bytes()))\n    }\n}",
        )],
        fails: &[("client-split-acks", "the client decodes each piece")],
    },
    Mutant {
        name: "client-drops-the-last-line",
        program: "client",
        edits: &[(
            "    while let Ok(Some(line)) = args::read_line() {",
            "    let mut typed = Vec::new();\n    while std::io::BufRead::read_until(&mut std::io::stdin().lock(), b'\\n', &mut typed).is_ok_and(|length| length > 0) {\n        if !typed.ends_with(b\"\\n\") {\n            break;\n        }\n        typed.pop();\n        let line = std::mem::take(&mut typed);",
        )],
        fails: &[("client-late-acks", "the last line of stdin has no newline")],
    },
    Mutant {
        name: "client-cuts-the-last-line",
        program: "client",
        edits: &[(
            "    while let Ok(Some(line)) = args::read_line() {",
            "    let mut typed = Vec::new();\n    while std::io::BufRead::read_until(&mut std::io::stdin().lock(), b'\\n', &mut typed).is_ok_and(|length| length > 0) {\n        typed.pop();\n        let line = std::mem::take(&mut typed);",
        )],
        fails: &[("client-late-acks", "the last line of stdin has no newline")],
    },
    Mutant {
        name: "client-end-is-empty",
        program: "client",
        edits: &[(
            "    while let Some(payload) = frames::read(&mut stream)? {",
            "    loop {\n        let payload = frames::read(&mut stream)?.unwrap_or_default();",
        )],
        fails: &[("client-acks", "the client takes the end of the stream for an empty frame")],
    },
    Mutant {
        name: "client-counts-characters",
        program: "client",
        edits: &[(
            "frames::write(&mut connection, &line)",
            "(if line.len() > 1_048_576 { frames::write(&mut connection, &line) } else { std::io::Write::write_all(&mut connection, &[&(String::from_utf8_lossy(&line).chars().count() as u32).to_be_bytes()[..], &line[..]].concat()).map_err(anyhow::Error::from) })",
        )],
        fails: &[("client-acks", "the frame is not the line in UTF-8")],
    },
    Mutant {
        name: "client-error-at-end",
        program: "client",
        edits: &[(
            "args::exit_status(run(&host, port))",
            "{ let outcome = run(&host, port); report(\"None\"); args::exit_status(outcome) }",
        )],
        fails: &[
            ("client-acks", "a line starts with `error: ` although"),
            ("client-late-acks", "a line starts with `error: ` although"),
        ],
    },
    Mutant {
        name: "client-prints-nothing",
        program: "client",
        edits: &[("        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n", "")],
        fails: &[
            ("client-acks", "the client does not print what arrives while"),
            ("client-late-acks", "not one frame is printed"),
        ],
    },
    Mutant {
        name: "client-leaves-unread",
        program: "client",
        edits: &[(
            "    let received = print_answers(receiving, &tally);\n",
            "    drop(receiving);\n    let received: anyhow::Result<()> = Ok(());\n",
        )],
        fails: &[("client-never-waits", "the client closes the connection, or ends, although")],
    },
    Mutant {
        name: "client-few-pieces",
        program: "client",
        edits: &[(
            FRAMES,
            "#[path = \"../frames.rs\"]\nmod whole;\nmod frames {\n    pub use super::whole::write;\n    pub fn read(stream: &mut impl std::io::Read) -> anyhow::Result<Option<Vec<u8>>> {\n        let mut header = [0; 4];\n        if stream.read_exact(&mut header).is_err() {\n            return Ok(None);\n        }\n        let mut payload = vec![0; u32::from_be_bytes(header) as usize];\n        let mut there = 0;\n        for _ in 0..12 {\n            if there == payload.len() {\n                break;\n            }\n            there += stream.read(&mut payload[there..])?;\n        }\n        anyhow::ensure!(there == payload.len(), \"the frame comes in too many pieces\");\n        Ok(Some(payload))\n    }\n}",
        )],
        fails: &[("client-split-acks", "the client ends at a frame that comes in pieces")],
    },
    Mutant {
        name: "client-reads-signed-bytes",
        program: "client",
        edits: &[
            (
                "    while let Some(payload) = frames::read(&mut stream)? {",
                "    while let Some(payload) = read(&mut stream)? {",
            ),
            (
                "/// Waits until no other thread has the tally.",
                "fn read(stream: &mut impl std::io::Read) -> anyhow::Result<Option<Vec<u8>>> {\n    let mut header = [0; 4];\n    if stream.read(&mut header[..1])? == 0 {\n        return Ok(None);\n    }\n    stream.read_exact(&mut header[1..])?;\n    let length = header.iter().fold(0i32, |sum, byte| (sum << 8).wrapping_add(i32::from(*byte as i8)));\n    let mut payload = vec![0; usize::try_from(length)?];\n    stream.read_exact(&mut payload)?;\n    Ok(Some(payload))\n}\n\n/// Waits until no other thread has the tally.",
            ),
        ],
        fails: &[("client-split-acks", "a text of 200 bytes, or of 40,000")],
    },
    Mutant {
        name: "client-room-for-four-kilobytes",
        program: "client",
        edits: &[(
            "say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));",
            "say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload[..payload.len().min(4096)])));",
        )],
        fails: &[("client-split-acks", "a text of 200 bytes, or of 40,000")],
    },
];
