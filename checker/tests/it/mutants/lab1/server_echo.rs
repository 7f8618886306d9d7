//! Servers that send something else back than they received.

use super::lines::{BUFFER, READ, WRITE};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-reads-a-line",
        program: "server",
        edits: &[
            (BUFFER, "let mut reader = io::BufReader::new(connection.try_clone()?);"),
            (
                READ,
                "let mut buffer = Vec::new();
        let length = io::BufRead::read_until(&mut reader, b'\\n', &mut buffer)?;",
            ),
        ],
        fails: &[("server-echo", "the server waits for more before it answers")],
    },
    Mutant {
        name: "server-reads-to-the-end",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = Vec::new();"),
            (READ, "let length = connection.read_to_end(&mut buffer)?;"),
        ],
        fails: &[("server-echo", "the server waits for more before it answers")],
    },
    Mutant {
        name: "server-takes-a-short-read-for-the-end",
        program: "server",
        edits: &[("if length == 0 {", "if length < buffer.len() {")],
        fails: &[("server-echo", "the server closes the connection although the client has not finished")],
    },
    Mutant {
        name: "server-reads-eight-bytes",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 8];"),
            (WRITE, "connection.write_all(&buffer[..length])?;\n        break Ok(());"),
        ],
        fails: &[("server-echo", "the server closes the connection before it has read everything")],
    },
    Mutant {
        name: "server-adds-a-newline",
        program: "server",
        edits: &[(WRITE, "connection.write_all(&buffer[..length])?;\n        connection.write_all(b\"\\n\")?;")],
        fails: &[("server-echo", "the server adds a newline")],
    },
    Mutant {
        name: "server-shouts",
        program: "server",
        edits: &[(WRITE, "connection.write_all(&buffer[..length].to_ascii_uppercase())?;")],
        fails: &[("server-echo", "the server changes the case")],
    },
    Mutant {
        name: "server-turns-it-round",
        program: "server",
        edits: &[(WRITE, "buffer[..length].reverse();\n        connection.write_all(&buffer[..length])?;")],
        fails: &[("server-echo", "the same bytes come back in another order")],
    },
    Mutant {
        name: "server-drops-the-last-byte",
        program: "server",
        edits: &[(WRITE, "connection.write_all(&buffer[..length - 1])?;")],
        fails: &[("server-echo", "the server keeps a part back")],
    },
    Mutant {
        name: "server-fills-blocks-of-eight",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 8];"),
            (READ, "connection.read_exact(&mut buffer)?;\n        let length = buffer.len();"),
        ],
        fails: &[("server-echo", "the server keeps a part back")],
    },
    Mutant {
        name: "server-sends-twice",
        program: "server",
        edits: &[(WRITE, "connection.write(&buffer[..length])?;\n        connection.write_all(&buffer[..length])?;")],
        fails: &[("server-echo", "the server sends the message more than once")],
    },
    Mutant {
        name: "server-sends-the-whole-buffer",
        program: "server",
        edits: &[(WRITE, "connection.write_all(&buffer)?;")],
        fails: &[("server-echo", "the server sends more than it received")],
    },
    Mutant {
        name: "server-sends-debug-text",
        program: "server",
        edits: &[(WRITE, "write!(connection, \"{:?}\", &buffer[..length])?;")],
        fails: &[("server-echo", "the server sends back something else than it received")],
    },
    Mutant {
        name: "server-turns-bytes-into-text",
        program: "server",
        edits: &[(WRITE, "connection.write_all(String::from_utf8_lossy(&buffer[..length]).as_bytes())?;")],
        fails: &[("server-binary", "the server turns the bytes into text and back")],
    },
    Mutant {
        name: "server-wants-utf8",
        program: "server",
        edits: &[(
            WRITE,
            "let text = std::str::from_utf8(&buffer[..length]).map_err(io::Error::other)?;
        connection.write_all(text.as_bytes())?;",
        )],
        fails: &[("server-binary", "the server takes a byte for an end")],
    },
    // A read that begins with a byte above 127 is no text to it, and nothing comes back.
    Mutant {
        name: "server-drops-high-reads",
        program: "server",
        edits: &[(
            WRITE,
            "if buffer[0] < 128 {
            connection.write_all(&buffer[..length])?;
        }",
        )],
        fails: &[("server-binary", "the server passes over some of what it reads")],
    },
    Mutant {
        name: "server-ends-at-quit",
        program: "server",
        edits: &[("if length == 0 {", "if length == 0 || buffer.starts_with(b\"quit\") {")],
        fails: &[("server-binary", "a word is taken for a command")],
    },
    Mutant {
        name: "server-stops-at-a-zero",
        program: "server",
        edits: &[(
            WRITE,
            "let length = buffer[..length].iter().position(|byte| *byte == 0).unwrap_or(length);
        connection.write_all(&buffer[..length])?;",
        )],
        fails: &[
            ("server-binary", "the server takes a byte for an end"),
            ("server-stream", "the server changes what it reads piece by piece"),
        ],
    },
    Mutant {
        name: "server-takes-a-newline-for-the-end",
        program: "server",
        edits: &[(BUFFER, "let mut buffer = [0; 1];"), ("if length == 0 {", "if length == 0 || buffer[0] == b'\\n' {")],
        fails: &[
            ("server-binary", "the server closes with bytes unread"),
            ("server-stream", "the server closes before everything is back"),
        ],
    },
    Mutant {
        name: "server-translates-line-ends",
        program: "server",
        edits: &[(
            WRITE,
            "let text: Vec<&[u8]> = buffer[..length].split(|byte| *byte == b'\\n').collect();
        connection.write_all(&text.join(&b\"\\r\\n\"[..]))?;",
        )],
        fails: &[
            ("server-binary", "the server changes bytes on their way"),
            ("server-stream", "the server changes what it reads piece by piece"),
        ],
    },
    Mutant {
        name: "server-reads-once",
        program: "server",
        edits: &[(WRITE, "connection.write_all(&buffer[..length])?;\n        break Ok(());")],
        fails: &[
            ("server-binary", "the server takes a byte for an end"),
            ("server-stream", "the server closes before everything is back"),
        ],
    },
    Mutant {
        name: "server-drops-a-short-block",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 4];"),
            (READ, "connection.read_exact(&mut buffer)?;\n        let length = buffer.len();"),
        ],
        fails: &[("server-stream", "the server closes before everything is back")],
    },
    Mutant {
        name: "server-reads-once-and-stays",
        program: "server",
        edits: &[(
            WRITE,
            "connection.write_all(&buffer[..length])?;
        std::mem::forget(connection);
        return Ok(());",
        )],
        fails: &[
            ("server-binary", "the server passes over some of what it reads"),
            ("server-stream", "the server stops answering after the first pieces"),
        ],
    },
    Mutant {
        name: "server-strips-every-read",
        program: "server",
        edits: &[(WRITE, "connection.write_all(buffer[..length].trim_ascii())?;")],
        fails: &[("server-stream", "the server changes what it reads piece by piece")],
    },
    Mutant {
        name: "server-turns-two-bytes-round",
        program: "server",
        edits: &[(
            WRITE,
            "if length == 2 {
            buffer[..2].reverse();
        }
        connection.write_all(&buffer[..length])?;",
        )],
        fails: &[("server-stream", "the server changes what it reads piece by piece")],
    },
    // What is blank by itself is nothing to it.
    Mutant {
        name: "server-passes-over-blank-reads",
        program: "server",
        edits: &[(
            WRITE,
            "if !buffer[..length].trim_ascii().is_empty() {
            connection.write_all(&buffer[..length])?;
        }",
        )],
        fails: &[("server-stream", "the server changes what it reads piece by piece")],
    },
    Mutant {
        name: "server-sends-it-all-again",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 4096];\n    let mut message = Vec::new();"),
            (WRITE, "message.extend_from_slice(&buffer[..length]);\n        connection.write_all(&message)?;"),
        ],
        fails: &[
            ("server-stream", "the server changes what it reads piece by piece"),
            ("server-large", "the server drops, repeats or changes a part"),
            ("server-half-close", "the server drops, repeats or changes a part"),
        ],
    },
    Mutant {
        name: "server-never-answers",
        program: "server",
        edits: &[(WRITE, "")],
        fails: &[("server-echo", "the server waits for more before it answers")],
    },
    Mutant {
        name: "server-reads-100-bytes",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 100];"),
            (
                WRITE,
                "connection.write_all(&buffer[..length])?;
        break Ok(());",
            ),
        ],
        fails: &[("server-binary", "the server closes with bytes unread")],
    },
];
