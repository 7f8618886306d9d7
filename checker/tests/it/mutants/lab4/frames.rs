//! The wrong servers of lab 4, where all frames are whole.

use super::{HEADER, LENGTH, NEXT_FRAME, PAYLOAD, REFUSE, SAY_MESSAGE, TEXT};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-ends-at-exit",
        program: "server",
        edits: &[(
            "let text = String::from_utf8_lossy(&payload);",
            "let text = String::from_utf8_lossy(&payload);
        if text == \"exit\" {
            break;
        }",
        )],
        fails: &[("frames-coalesced", "a word is taken for a command")],
    },
    Mutant {
        name: "server-turns-two-bytes-round",
        program: "server",
        edits: &[(
            "let text = String::from_utf8_lossy(&payload);",
            "let mut payload = payload;
        if payload.len() == 2 {
            payload.reverse();
        }
        let text = String::from_utf8_lossy(&payload);",
        )],
        fails: &[("frames-one", "the line is not `message")],
    },
    Mutant {
        name: "server-little-endian",
        program: "server",
        edits: &[(LENGTH, "let length = u32::from_le_bytes(header);")],
        fails: &[("frames-one", "the server closes the connection instead")],
    },
    Mutant {
        name: "server-one-client",
        program: "server",
        edits: &[(
            "            report(error);\n        }\n    }\n",
            "            report(error);\n        }\n        return Ok(());\n    }\n",
        )],
        fails: &[("frames-one", "the server ends after one client")],
    },
    Mutant {
        name: "server-counts-header",
        program: "server",
        edits: &[(SAY_MESSAGE, "say(format_args!(\"message {} bytes: {text}\", payload.len() + 4));")],
        fails: &[("frames-one", "the line is not `message")],
    },
    Mutant {
        name: "server-end-is-error",
        program: "server",
        edits: &[("if header.is_empty() {\n        return Ok(None);\n    }", "")],
        fails: &[("frames-one", "the server takes the end of the stream")],
    },
    Mutant {
        name: "server-header-one-read",
        program: "server",
        edits: &[(
            HEADER,
            "let mut header = vec![0; 4];\n    let length = stream.read(&mut header)?;\n    header.truncate(length);",
        )],
        fails: &[("frames-split", "the server gives up, loses")],
    },
    // Once more is often enough, and not always.
    Mutant {
        name: "server-header-two-reads",
        program: "server",
        edits: &[(
            HEADER,
            "let mut header = vec![0; 4];
    let mut length = stream.read(&mut header)?;
    if (1..4).contains(&length) {
        length += stream.read(&mut header[length..])?;
    }
    header.truncate(length);",
        )],
        fails: &[("frames-split", "the server gives up, loses")],
    },
    Mutant {
        name: "server-header-read-or-exit",
        program: "server",
        edits: &[(
            HEADER,
            "let mut header = vec![0; 4];\n    let length = stream.read(&mut header)?;\n    header.truncate(length);\n    if (1..4).contains(&length) {\n        std::process::exit(1);\n    }",
        )],
        fails: &[("frames-split", "the server ends at a frame")],
    },
    Mutant {
        name: "server-payload-one-read",
        program: "server",
        edits: &[(PAYLOAD, "let mut payload = vec![0; length as usize];\n    stream.read(&mut payload)?;")],
        fails: &[("frames-split", "the server takes what one read")],
    },
    Mutant {
        name: "server-header-zeros",
        program: "server",
        edits: &[(
            HEADER,
            "let mut header = vec![0; 4];\n    let length = stream.read(&mut header)?;\n    if length == 0 {\n        header.clear();\n    }",
        )],
        fails: &[("frames-split", "the server takes what one read")],
    },
    Mutant {
        name: "server-one-frame",
        program: "server",
        edits: &[(SAY_MESSAGE, "say(format_args!(\"message {} bytes: {text}\", payload.len()));\n        break;")],
        fails: &[
            ("frames-split", "the server gives up, loses"),
            ("frames-coalesced", "the server takes only the first frame"),
        ],
    },
    Mutant {
        name: "server-reader-per-frame",
        program: "server",
        edits: &[
            ("let mut stream = BufReader::new(connection);", "let mut connection = connection;"),
            (NEXT_FRAME, "while let Some(payload) = read_frame(&mut BufReader::new(&mut connection))? {"),
        ],
        fails: &[("frames-coalesced", "the server takes only the first frame")],
    },
    Mutant {
        name: "server-read-is-payload",
        program: "server",
        edits: &[
            (
                PAYLOAD,
                "let mut payload = vec![0; 65_536];\n    let count = stream.read(&mut payload)?;\n    payload.truncate(count);",
            ),
            ("ensure!(payload.len() == length as usize, \"connection closed mid-frame\");", ""),
        ],
        fails: &[("frames-coalesced", "the server takes all that")],
    },
    Mutant {
        name: "server-empty-is-end",
        program: "server",
        edits: &[(
            SAY_MESSAGE,
            "if payload.is_empty() {\n            return Ok(());\n        }\n        say(format_args!(\"message {} bytes: {text}\", payload.len()));",
        )],
        fails: &[("frames-empty", "the server takes an empty payload for the end of the stream")],
    },
    Mutant {
        name: "server-empty-exits",
        program: "server",
        edits: &[(
            SAY_MESSAGE,
            "if payload.is_empty() {\n            std::process::exit(0);\n        }\n        say(format_args!(\"message {} bytes: {text}\", payload.len()));",
        )],
        fails: &[("frames-empty", "the server takes an empty payload for the end, and ends")],
    },
    Mutant {
        name: "server-skips-empty",
        program: "server",
        edits: &[(
            SAY_MESSAGE,
            "if payload.is_empty() {\n            continue;\n        }\n        say(format_args!(\"message {} bytes: {text}\", payload.len()));",
        )],
        fails: &[("frames-empty", "the server passes over an empty frame")],
    },
    Mutant {
        name: "server-text-only",
        program: "server",
        edits: &[(TEXT, "let text = std::str::from_utf8(&payload)?;")],
        fails: &[("frames-binary", "the payload ends at")],
    },
    Mutant {
        name: "server-text-or-exit",
        program: "server",
        edits: &[(TEXT, "let Ok(text) = std::str::from_utf8(&payload) else { std::process::exit(1) };")],
        fails: &[("frames-binary", "the server ends at a byte")],
    },
    Mutant {
        name: "server-counts-characters",
        program: "server",
        edits: &[(SAY_MESSAGE, "say(format_args!(\"message {} bytes: {text}\", text.chars().count()));")],
        fails: &[("frames-binary", "the payload is not printed")],
    },
    Mutant {
        name: "server-quotes",
        program: "server",
        edits: &[(SAY_MESSAGE, "say(format_args!(\"message {} bytes: {}\", payload.len(), text.escape_default()));")],
        fails: &[("frames-binary", "the payload is not printed")],
    },
    Mutant {
        name: "server-limit-one-less",
        program: "server",
        edits: &[(REFUSE, "ensure!(length < LIMIT, \"frame of {length} bytes is larger than {LIMIT}\");")],
        fails: &[("frames-largest", "no message comes")],
    },
    Mutant {
        name: "server-prints-64k",
        program: "server",
        edits: &[(TEXT, "let text = String::from_utf8_lossy(&payload[..payload.len().min(65_536)]);")],
        fails: &[("frames-largest", "the payload is cut")],
    },
    Mutant {
        name: "server-reads-64k",
        program: "server",
        edits: &[(PAYLOAD, "let length = length.min(65_536);\n    let payload = read_up_to(stream, length)?;")],
        fails: &[("frames-largest", "a part of the payload")],
    },
    Mutant {
        name: "server-answers",
        program: "server",
        edits: &[(
            SAY_MESSAGE,
            "say(format_args!(\"message {} bytes: {text}\", payload.len()));\n        std::io::Write::write_all(&mut stream.get_ref(), b\"ok\")?;",
        )],
        fails: &[("frames-one", "the server sends something to its client")],
    },
    Mutant {
        name: "server-signed-bytes",
        program: "server",
        edits: &[(
            LENGTH,
            "let length = header.iter().fold(0_i32, |length, &byte| (length << 8) | i32::from(byte as i8)) as u32;",
        )],
        fails: &[("frames-largest", "no message comes")],
    },
    Mutant {
        name: "server-signed-bytes-exits",
        program: "server",
        edits: &[(
            LENGTH,
            "if header[2] > 127 {\n        std::process::exit(1);\n    }\n    let length = u32::from_be_bytes(header);",
        )],
        fails: &[("frames-largest", "the server ends at a frame that is allowed")],
    },
    Mutant {
        name: "server-empty-waits",
        program: "server",
        edits: &[(
            PAYLOAD,
            "if length == 0 {\n        stream.read(&mut [])?;\n    }\n    let payload = read_up_to(stream, length)?;",
        )],
        fails: &[("frames-empty", "the line came only once")],
    },
    Mutant {
        name: "server-empty-no-space",
        program: "server",
        edits: &[(
            SAY_MESSAGE,
            "if payload.is_empty() {\n            say(format_args!(\"message 0 bytes:\"));\n            continue;\n        }\n        say(format_args!(\"message {} bytes: {text}\", payload.len()));",
        )],
        fails: &[("frames-empty", "the server passes over an empty frame")],
    },
    Mutant {
        name: "server-empty-last-is-cut",
        program: "server",
        edits: &[
            (
                "    while let Some(payload) = read_frame(&mut stream)? {",
                "    let mut is_empty = false;\n    while let Some(payload) = read_frame(&mut stream)? {\n        is_empty = payload.is_empty();",
            ),
            (
                "    Ok(())\n    // ANCHOR_END: print-messages",
                "    ensure!(!is_empty, \"connection closed mid-frame\");\n    Ok(())\n    // ANCHOR_END: print-messages",
            ),
        ],
        fails: &[("frames-empty", "the server reports an error although")],
    },
    Mutant {
        name: "server-recursion",
        program: "server",
        edits: &[(
            "    while let Some(payload) = read_frame(&mut stream)? {",
            "    let mut depth = 0;\n    while let Some(payload) = read_frame(&mut stream)? {\n        depth += 1;\n        if depth > 1000 {\n            std::process::exit(1);\n        }",
        )],
        fails: &[("frames-coalesced", "the server ends at many frames")],
    },
    Mutant {
        name: "server-loses-newline",
        program: "server",
        edits: &[(
            SAY_MESSAGE,
            "let text = text.trim_end_matches('\\n');\n        say(format_args!(\"message {} bytes: {text}\", payload.len()));",
        )],
        fails: &[("frames-binary", "the payload ends at")],
    },
    Mutant {
        name: "server-end-is-a-frame",
        program: "server",
        edits: &[(
            "if header.is_empty() {\n        return Ok(None);\n    }",
            "if header.is_empty() {\n        say(\"message 0 bytes: \");\n        return Ok(None);\n    }",
        )],
        fails: &[("frames-one", "the server takes the end of the stream for an empty frame")],
    },
    Mutant {
        name: "server-waits-for-the-end",
        program: "server",
        edits: &[(
            "let mut stream = BufReader::new(connection);",
            "let mut all = Vec::new();\n    (&connection).read_to_end(&mut all)?;\n    let mut stream = BufReader::new(&all[..]);",
        )],
        fails: &[("frames-one", "the message comes only at the end")],
    },
    Mutant {
        name: "server-prints-nothing",
        program: "server",
        edits: &[(SAY_MESSAGE, "let _ = text;")],
        fails: &[("frames-one", "the server reads the frame, and does not print it")],
    },
    Mutant {
        name: "server-keeps-its-first-client",
        program: "server",
        edits: &[(
            "    Ok(())\n    // ANCHOR_END: print-messages",
            "    loop {\n        std::thread::park();\n    }\n    // ANCHOR_END: print-messages",
        )],
        fails: &[("frames-one", "the server does not get to the second")],
    },
    Mutant {
        name: "server-drops-a-piece-of-the-header",
        program: "server",
        edits: &[(
            HEADER,
            "let mut header = vec![0; 4];\n    loop {\n        let length = stream.read(&mut header)?;\n        if length == 0 {\n            return Ok(None);\n        }\n        if length == 4 {\n            break;\n        }\n    }",
        )],
        fails: &[("frames-split", "the server gives up, loses")],
    },
    Mutant {
        name: "server-eight-reads",
        program: "server",
        edits: &[(
            PAYLOAD,
            "let mut payload = vec![0; length as usize];\n    let mut got = 0;\n    for _ in 0..8 {\n        if got < payload.len() {\n            got += stream.read(&mut payload[got..])?;\n        }\n    }\n    payload.truncate(got);",
        )],
        fails: &[("frames-split", "the server gives up, loses")],
    },
];
