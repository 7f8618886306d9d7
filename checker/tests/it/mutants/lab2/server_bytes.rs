//! Servers that are wrong about single bytes, or about none.

use super::lines::{DATAGRAM, RECEIVE, ROOM, UPPER};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-text-only",
        program: "server",
        edits: &[(
            DATAGRAM,
            "std::str::from_utf8(&buffer[..length])?;
    let datagram = &mut buffer[..length];",
        )],
        fails: &[("server-bytes", "the server does not answer bytes that are not text")],
    },
    Mutant {
        name: "server-decodes",
        program: "server",
        edits: &[(
            DATAGRAM,
            "let mut text = String::from_utf8_lossy(&buffer[..length]).into_owned().into_bytes();
    let datagram = &mut text[..];",
        )],
        fails: &[("server-bytes", "the server turns the bytes into text and back")],
    },
    Mutant {
        name: "server-turns-two-bytes-round",
        program: "server",
        edits: &[(UPPER, "if length == 2 {\n        datagram.reverse();\n    }\n    datagram.make_ascii_uppercase();")],
        fails: &[("server-bytes", "the server changes more than a to z")],
    },
    // A word of another protocol, after which it never answers again.
    Mutant {
        name: "server-quits",
        program: "server",
        edits: &[(
            UPPER,
            "if datagram == b\"quit\" {\n        std::process::exit(0);\n    }\n    datagram.make_ascii_uppercase();",
        )],
        fails: &[("server-bytes", "a word is taken for a command")],
    },
    // As strlen does it, in a buffer that is never cleared.
    Mutant {
        name: "server-c-string",
        program: "server",
        edits: &[
            (
                ROOM,
                "static BUFFER: std::sync::Mutex<[u8; BUFFER_SIZE]> = std::sync::Mutex::new([0; BUFFER_SIZE]);
    let mut buffer = BUFFER.lock().unwrap();",
            ),
            (
                RECEIVE,
                "let (_, peer) = socket.recv_from(&mut buffer[..])?;
    let length = buffer.iter().position(|byte| *byte == 0).unwrap_or(BUFFER_SIZE);",
            ),
        ],
        fails: &[
            ("server-bytes", "the reply is cut: the server takes a byte for an end"),
            ("server-boundaries", "a reply has bytes of another datagram"),
        ],
    },
    Mutant {
        name: "server-strips-end",
        program: "server",
        edits: &[(
            DATAGRAM,
            "let length = buffer[..length].trim_ascii_end().len();
    let datagram = &mut buffer[..length];",
        )],
        fails: &[(
            "server-bytes",
            "the reply is cut: the server takes a byte for an end, a zero or a newline, or strips",
        )],
    },
    Mutant {
        name: "server-strips-zeros",
        program: "server",
        edits: &[(
            DATAGRAM,
            "let length = buffer[..length].iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let datagram = &mut buffer[..length];",
        )],
        fails: &[("server-bytes", "the reply is cut: the server takes a byte for an end")],
    },
    Mutant {
        name: "server-upper-cases-text",
        program: "server",
        edits: &[(
            DATAGRAM,
            "let mut text = match std::str::from_utf8(&buffer[..length]) {
        Ok(text) => text.to_uppercase().into_bytes(),
        Err(_) => buffer[..length].to_vec(),
    };
    let datagram = &mut text[..];",
        )],
        fails: &[("server-bytes", "the server changes more than a to z")],
    },
    Mutant {
        name: "server-strips",
        program: "server",
        edits: &[(
            DATAGRAM,
            "let mut text = buffer[..length].trim_ascii().to_vec();
    let datagram = &mut text[..];",
        )],
        fails: &[("server-bytes", "the server strips white space")],
    },
    Mutant {
        name: "server-misses-z",
        program: "server",
        edits: &[(
            UPPER,
            "datagram.iter_mut().filter(|byte| (b'a'..b'z').contains(&**byte)).for_each(|byte| *byte -= 32);",
        )],
        fails: &[("server-bytes", "a letter is in the wrong case")],
    },
    Mutant {
        name: "server-turns-it-round",
        program: "server",
        edits: &[(UPPER, "datagram.make_ascii_uppercase();\n    datagram.reverse();")],
        fails: &[("server-uppercase", "the reply has the same letters in another order")],
    },
    Mutant {
        name: "server-swaps-case",
        program: "server",
        edits: &[(
            UPPER,
            "datagram.iter_mut().filter(|byte| byte.is_ascii_alphabetic()).for_each(|byte| *byte ^= 32);",
        )],
        fails: &[("server-bytes", "a letter is in the wrong case")],
    },
    Mutant {
        name: "server-above-a",
        program: "server",
        edits: &[(UPPER, "datagram.iter_mut().filter(|byte| **byte >= b'a').for_each(|byte| *byte -= 32);")],
        fails: &[("server-bytes", "the server changes more than a to z")],
    },
    Mutant {
        name: "server-skips-empty",
        program: "server",
        edits: &[(
            DATAGRAM,
            "if length == 0 {
        return Ok(());
    }
    let datagram = &mut buffer[..length];",
        )],
        fails: &[("server-empty", "the server takes 0 bytes for the end of a stream, or for nothing")],
    },
    Mutant {
        name: "server-empty-ends",
        program: "server",
        edits: &[(
            DATAGRAM,
            "if length == 0 {
        std::process::exit(0);
    }
    let datagram = &mut buffer[..length];",
        )],
        fails: &[("server-empty", "the server takes 0 bytes for the end of a stream and ends")],
    },
    Mutant {
        name: "server-empty-complains",
        program: "server",
        edits: &[(
            DATAGRAM,
            "if length == 0 {
        socket.send_to(b\"error: nothing to do\", peer)?;
        return Ok(());
    }
    let datagram = &mut buffer[..length];",
        )],
        fails: &[("server-empty", "the answer to an empty datagram is not empty")],
    },
    // As a Java DatagramPacket does it that is used again.
    Mutant {
        name: "server-shrinking-room",
        program: "server",
        edits: &[
            (
                ROOM,
                "static ROOM: std::sync::Mutex<Vec<u8>> = std::sync::Mutex::new(Vec::new());
    static ONCE: std::sync::Once = std::sync::Once::new();
    let mut buffer = ROOM.lock().unwrap();
    ONCE.call_once(|| buffer.resize(BUFFER_SIZE, 0));",
            ),
            (
                RECEIVE,
                "let (length, peer) = socket.recv_from(&mut buffer[..])?;
    buffer.truncate(length);",
            ),
        ],
        fails: &[
            ("server-empty", "the datagram after the empty one comes back cut"),
            ("server-boundaries", "a reply has bytes of another datagram, or lacks some of its own"),
            ("server-large", "the room for the datagram is too small"),
        ],
    },
];
