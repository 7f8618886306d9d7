//! Clients that are wrong about a reply that comes in pieces, is large, or empty.

use super::lines::{RECEIVE, TEXT};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-reads-once",
        program: "client",
        edits: &[(
            RECEIVE,
            "reply.resize(65536, 0);
    let length = connection.read(&mut reply).context(\"cannot receive\")?;
    reply.truncate(length);",
        )],
        fails: &[
            ("client-pieces", "the client stops reading before the end of the stream"),
            ("client-large", "the client prints only the beginning"),
        ],
    },
    Mutant {
        name: "client-decodes-each-piece",
        program: "client",
        edits: &[
            ("let mut reply = Vec::new();", "let mut reply = String::new();"),
            (
                RECEIVE,
                "let mut buffer = [0; 4096];
    while let length @ 1.. = connection.read(&mut buffer).context(\"cannot receive\")? {
        reply.push_str(&String::from_utf8_lossy(&buffer[..length]));
    }",
            ),
            (TEXT, ""),
        ],
        fails: &[("client-pieces", "the client decodes each piece by itself")],
    },
    Mutant {
        name: "client-wants-utf8-in-each-piece",
        program: "client",
        edits: &[
            ("let mut reply = Vec::new();", "let mut reply = String::new();"),
            (
                RECEIVE,
                "let mut buffer = [0; 4096];
    while let length @ 1.. = connection.read(&mut buffer).context(\"cannot receive\")? {
        reply.push_str(std::str::from_utf8(&buffer[..length]).context(\"not UTF-8\")?);
    }",
            ),
            (TEXT, ""),
        ],
        fails: &[("client-pieces", "the client ends without printing the reply: does it decode each piece by itself?")],
    },
    Mutant {
        name: "client-prints-each-piece",
        program: "client",
        edits: &[(
            RECEIVE,
            "let mut buffer = [0; 65536];
    while let length @ 1.. = connection.read(&mut buffer).context(\"cannot receive\")? {
        writeln!(io::stdout(), \"received: {}\", String::from_utf8_lossy(&buffer[..length])).context(\"stdout\")?;
        reply.push(0);
    }
    if !reply.is_empty() {
        return Ok(());
    }",
        )],
        fails: &[
            ("client-pieces", "the client prints each piece by itself"),
            ("client-large", "the client prints each piece by itself"),
        ],
    },
    Mutant {
        name: "client-puts-each-piece-in-front",
        program: "client",
        edits: &[(
            RECEIVE,
            "let mut buffer = [0; 65536];
    loop {
        let length = connection.read(&mut buffer).context(\"cannot receive\")?;
        if length == 0 {
            break;
        }
        reply.splice(0..0, buffer[..length].iter().copied());
    }",
        )],
        fails: &[
            ("client-pieces", "the pieces are not put together"),
            ("client-large", "a part of the reply is lost, doubled"),
        ],
    },
    Mutant {
        name: "client-keeps-the-whole-buffer",
        program: "client",
        edits: &[(
            RECEIVE,
            "let mut buffer = [0; 4096];
    while connection.read(&mut buffer).context(\"cannot receive\")? > 0 {
        reply.extend_from_slice(&buffer);
    }",
        )],
        fails: &[
            ("client-pieces", "the pieces are not put together and printed as they came"),
            ("client-large", "a part of the reply is lost, doubled, or not printed as it came"),
        ],
    },
    Mutant {
        name: "client-has-a-limit",
        program: "client",
        edits: &[(
            RECEIVE,
            "connection.read_to_end(&mut reply).context(\"cannot receive\")?;
    anyhow::ensure!(reply.len() <= 65536, \"the reply is too long\");",
        )],
        fails: &[("client-large", "the client ends without printing a reply of this size")],
    },
    Mutant {
        name: "client-cuts-at-64-kib",
        program: "client",
        edits: &[(RECEIVE, "connection.take(65536).read_to_end(&mut reply).context(\"cannot receive\")?;")],
        fails: &[("client-large", "the client prints only the beginning")],
    },
    Mutant {
        name: "client-cuts-at-1-mib",
        program: "client",
        edits: &[(RECEIVE, "connection.take(1 << 20).read_to_end(&mut reply).context(\"cannot receive\")?;")],
        fails: &[("client-large", "the client prints only the beginning")],
    },
    Mutant {
        name: "client-wants-a-reply",
        program: "client",
        edits: &[(
            RECEIVE,
            "connection.read_to_end(&mut reply).context(\"cannot receive\")?;
    anyhow::ensure!(!reply.is_empty(), \"the server has closed the connection\");",
        )],
        fails: &[("client-empty-reply", "the client takes an empty reply for an error")],
    },
];
