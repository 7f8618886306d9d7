//! The wrong clients of lab 4.

use super::{CONNECT, NEXT_LINE, OWN_HEADER, SEND, SENT};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-ends-at-exit",
        program: "client",
        edits: &[(
            "        write_frame(&mut connection, &line)?;",
            "        if line == b\"exit\" {
            break;
        }
        write_frame(&mut connection, &line)?;",
        )],
        fails: &[("client-many", "a word is taken for a command")],
    },
    Mutant {
        name: "client-connects-late",
        program: "client",
        edits: &[(
            CONNECT,
            "let first = args::read_line()?.unwrap_or_default();\n    let mut connection = TcpStream::connect((host, port)).with_context(failure)?;\n    write_frame(&mut connection, &first)?;",
        )],
        fails: &[("client-wire", "the client does not connect before")],
    },
    Mutant {
        name: "client-own-port",
        program: "client",
        edits: &[(CONNECT, "let mut connection = TcpStream::connect((host, 9)).with_context(failure)?;")],
        fails: &[("client-wire", "the client ends without having")],
    },
    Mutant {
        name: "client-waits-first",
        program: "client",
        edits: &[(
            CONNECT,
            "let mut connection = TcpStream::connect((host, port)).with_context(failure)?;\n    std::io::Read::read(&mut connection, &mut [0; 64])?;",
        )],
        fails: &[("client-wire", "the client sends nothing")],
    },
    Mutant {
        name: "client-unflushed",
        program: "client",
        edits: &[
            (
                CONNECT,
                "let connection = TcpStream::connect((host, port)).with_context(failure)?;\n    let mut connection = std::io::BufWriter::new(connection);",
            ),
            (SENT, "write_frame(&mut connection, &line)?;\n    }\n    std::process::exit(0)"),
        ],
        fails: &[("client-wire", "the client ends before")],
    },
    Mutant {
        name: "client-waits-answer",
        program: "client",
        edits: &[(
            SEND,
            "write_frame(&mut connection, &line)?;\n        std::io::Read::read(&mut connection, &mut [0; 64])?;",
        )],
        fails: &[("client-wire", "the client stops before")],
    },
    Mutant {
        name: "client-little-endian",
        program: "client",
        edits: &[(OWN_HEADER, "let header = u32::try_from(length)?.to_le_bytes();")],
        fails: &[("client-wire", "the bytes are not")],
    },
    Mutant {
        name: "client-keeps-open",
        program: "client",
        edits: &[(
            SENT,
            "write_frame(&mut connection, &line)?;\n    }\n    std::io::Read::read(&mut connection, &mut [0; 64])?;\n    Ok(())",
        )],
        fails: &[("client-wire", "the client does not close")],
    },
    Mutant {
        name: "client-linger",
        program: "client",
        edits: &[(
            CONNECT,
            "let mut connection = TcpStream::connect((host, port)).with_context(failure)?;\n    socket2::SockRef::from(&connection).set_linger(Some(std::time::Duration::ZERO))?;",
        )],
        fails: &[("client-wire", "the client resets")],
    },
    Mutant {
        name: "client-status-1",
        program: "client",
        edits: &[(SENT, "write_frame(&mut connection, &line)?;\n    }\n    anyhow::bail!(\"end of stdin\")")],
        fails: &[("client-wire", "the end of stdin is a normal end")],
    },
    Mutant {
        name: "client-runs-on",
        program: "client",
        edits: &[(
            SENT,
            "write_frame(&mut connection, &line)?;\n    }\n    drop(connection);\n    loop {\n        std::thread::park();\n    }",
        )],
        fails: &[("client-wire", "the client goes on running")],
    },
    Mutant {
        name: "client-empty-is-end",
        program: "client",
        edits: &[(
            SEND,
            "if line.is_empty() {\n            break;\n        }\n        write_frame(&mut connection, &line)?;",
        )],
        fails: &[("client-empty-line", "the client takes an empty line"), ("together", "a message is lost")],
    },
    Mutant {
        name: "client-skips-empty",
        program: "client",
        edits: &[(
            SEND,
            "if line.is_empty() {\n            continue;\n        }\n        write_frame(&mut connection, &line)?;",
        )],
        fails: &[("client-empty-line", "the client passes over"), ("together", "a message is missing")],
    },
    Mutant {
        name: "client-counts-characters",
        program: "client",
        edits: &[(
            OWN_HEADER,
            "let header = u32::try_from(String::from_utf8_lossy(payload).chars().count())?.to_be_bytes();",
        )],
        fails: &[("client-utf8", "the length counts characters")],
    },
    Mutant {
        name: "client-trims",
        program: "client",
        edits: &[(SEND, "write_frame(&mut connection, line.trim_ascii())?;")],
        fails: &[("client-utf8", "the client strips white space")],
    },
    Mutant {
        name: "client-hundred-lines",
        program: "client",
        edits: &[(
            NEXT_LINE,
            "for _ in 0..100 {\n        let Some(line) = args::read_line().context(\"stdin\")? else { break };",
        )],
        fails: &[("client-many", "the client ends before")],
    },
    Mutant {
        name: "client-two-halves",
        program: "client",
        edits: &[(
            NEXT_LINE,
            "let mut lines = Vec::new();\n    while let Some(line) = args::read_line().context(\"stdin\")? {\n        lines.push(line);\n    }\n    for line in lines.iter().step_by(2).chain(lines.iter().skip(1).step_by(2)) {",
        )],
        fails: &[("client-many", "lines are missing")],
    },
    Mutant {
        name: "client-empty-stdin-is-error",
        program: "client",
        edits: &[
            (
                "    while let Some(line) = args::read_line().context(\"stdin\")? {",
                "    let mut count = 0;\n    while let Some(line) = args::read_line().context(\"stdin\")? {\n        count += 1;",
            ),
            (
                "    Ok(())\n    // ANCHOR_END: lines",
                "    ensure!(count > 0, \"nothing was typed\");\n    Ok(())\n    // ANCHOR_END: lines",
            ),
        ],
        fails: &[("client-empty-line", "the client takes a stdin that is empty for an error")],
    },
    Mutant {
        name: "client-empty-stdin-is-a-line",
        program: "client",
        edits: &[
            (
                "    while let Some(line) = args::read_line().context(\"stdin\")? {",
                "    let mut count = 0;\n    while let Some(line) = args::read_line().context(\"stdin\")? {\n        count += 1;",
            ),
            (
                "    Ok(())\n    // ANCHOR_END: lines",
                "    if count == 0 {\n        write_frame(&mut connection, b\"\")?;\n    }\n    Ok(())\n    // ANCHOR_END: lines",
            ),
        ],
        fails: &[("client-empty-line", "the client sends a frame although")],
    },
    Mutant {
        name: "client-decodes-pieces",
        program: "client",
        edits: &[(
            "    while let Some(line) = args::read_line().context(\"stdin\")? {\n        write_frame(&mut connection, &line)?;\n    }",
            "    let _ = args::read_line;\n    let (mut rest, mut buffer) = (String::new(), [0; 4096]);\n    loop {\n        let length = std::io::Read::read(&mut std::io::stdin(), &mut buffer)?;\n        if length == 0 {\n            break;\n        }\n        rest.push_str(&String::from_utf8_lossy(&buffer[..length]));\n        while let Some(at) = rest.find('\\n') {\n            write_frame(&mut connection, rest[..at].as_bytes())?;\n            rest.drain(..=at);\n        }\n    }",
        )],
        fails: &[("client-utf8", "the length counts characters, or the line is not sent")],
    },
    Mutant {
        name: "client-cuts-the-last-line",
        program: "client",
        edits: &[
            (
                "#[path = \"../args.rs\"]\nmod args;\n",
                "#[path = \"../args.rs\"]\nmod args;\nfn read_line() -> std::io::Result<Option<Vec<u8>>> {\n    let mut line = Vec::new();\n    let length = std::io::BufRead::read_until(&mut std::io::stdin().lock(), b'\\n', &mut line)?;\n    line.pop();\n    Ok((length > 0).then_some(line))\n}\n",
            ),
            (
                "while let Some(line) = args::read_line().context(\"stdin\")? {",
                "while let Some(line) = read_line().context(\"stdin\")? {",
            ),
        ],
        fails: &[("client-many", "lines are missing")],
    },
    Mutant {
        name: "client-drops-the-last-line",
        program: "client",
        edits: &[
            (
                "#[path = \"../args.rs\"]\nmod args;\n",
                "#[path = \"../args.rs\"]\nmod args;\nfn read_line() -> std::io::Result<Option<Vec<u8>>> {\n    let mut line = Vec::new();\n    let length = std::io::BufRead::read_until(&mut std::io::stdin().lock(), b'\\n', &mut line)?;\n    Ok((length > 0 && line.pop() == Some(b'\\n')).then_some(line))\n}\n",
            ),
            (
                "while let Some(line) = args::read_line().context(\"stdin\")? {",
                "while let Some(line) = read_line().context(\"stdin\")? {",
            ),
        ],
        fails: &[("client-many", "the client ends before")],
    },
    Mutant {
        name: "client-an-error-at-the-end",
        program: "client",
        edits: &[(SENT, "write_frame(&mut connection, &line)?;\n    }\n    eprintln!(\"error: None\");\n    Ok(())")],
        fails: &[("client-wire", "the client reports an error although")],
    },
    Mutant {
        name: "client-limit-one-less",
        program: "client",
        edits: &[("    ensure!(length <= LIMIT,", "    ensure!(length < LIMIT,")],
        fails: &[("client-largest", "the client refuses a line of")],
    },
    Mutant {
        name: "client-no-limit",
        program: "client",
        edits: &[("    ensure!(length <= LIMIT, \"frame of {length} bytes is larger than {LIMIT}\");\n", "")],
        fails: &[("client-largest", "the line of 1,048,576 bytes does not go out")],
    },
    Mutant {
        name: "client-too-long-and-stuck",
        program: "client",
        edits: &[(
            SEND,
            "if line.len() > LIMIT {\n            eprintln!(\"error: too long\");\n            loop {\n                std::thread::park();\n            }\n        }\n        write_frame(&mut connection, &line)?;",
        )],
        fails: &[("client-largest", "the client does not end the connection")],
    },
    Mutant {
        name: "client-too-long-is-nothing",
        program: "client",
        edits: &[(
            SEND,
            "if line.len() > LIMIT {\n            continue;\n        }\n        write_frame(&mut connection, &line)?;",
        )],
        fails: &[("client-largest", "the client does not report a line")],
    },
    Mutant {
        name: "client-too-long-without-its-word",
        program: "client",
        edits: &[(
            SEND,
            "if line.len() > LIMIT {\n            eprintln!(\"too long\");\n            std::process::exit(1);\n        }\n        write_frame(&mut connection, &line)?;",
        )],
        fails: &[("client-largest", "the line on stderr does not start")],
    },
    Mutant {
        name: "client-too-long-on-stdout",
        program: "client",
        edits: &[(
            SEND,
            "if line.len() > LIMIT {\n            println!(\"error: too long\");\n            std::process::exit(1);\n        }\n        write_frame(&mut connection, &line)?;",
        )],
        fails: &[("client-largest", "the error is printed on stdout")],
    },
];
