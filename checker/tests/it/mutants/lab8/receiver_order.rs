//! Receivers that are wrong about bytes, copies and gaps.

use super::lines::{ACKNOWLEDGE, KEEP, NO_SEGMENT, NOT_THE_SENDER, RECEIVED, TAKE, WHOLE, WRITE};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "receiver-wants-a-first-payload",
        program: "receiver",
        edits: &[(
            NO_SEGMENT,
            "let Some(Segment::Data { number, payload }) = Segment::from_bytes(&datagram) else { continue };\n        if number == 0 && payload.is_empty() {\n            continue;\n        }",
        )],
        fails: &[("receiver-binary", "a segment is not acknowledged: the end may be segment 0")],
    },
    Mutant {
        name: "receiver-wants-text",
        program: "receiver",
        edits: &[(WRITE, "self.file.write_all(String::from_utf8(payload.clone())?.as_bytes())?;")],
        fails: &[("receiver-binary", "the receiver ends too early")],
    },
    Mutant {
        name: "receiver-wants-bytes-before-the-end",
        program: "receiver",
        edits: &[(WHOLE, "self.is_whole = payload.is_empty() && self.bytes > 0;")],
        fails: &[("receiver-binary", "the receiver does not take the end for the end")],
    },
    Mutant {
        name: "receiver-writes-text",
        program: "receiver",
        edits: &[(WRITE, "self.file.write_all(String::from_utf8_lossy(&payload).as_bytes())?;")],
        fails: &[("receiver-binary", "the bytes are not text")],
    },
    Mutant {
        name: "receiver-drops-carriage-returns",
        program: "receiver",
        edits: &[(
            WRITE,
            "let text: Vec<u8> = payload.iter().copied().filter(|byte| *byte != b'\\r').collect();\n            self.file.write_all(&text)?;",
        )],
        fails: &[("receiver-binary", "the file is changed on its way to the disk")],
    },
    Mutant {
        name: "receiver-removes-an-empty-file",
        program: "receiver",
        edits: &[(
            RECEIVED,
            "if incoming.bytes == 0 {\n        std::fs::remove_file(path)?;\n    }\n    say(format_args!(\"received {} bytes\", incoming.bytes));",
        )],
        fails: &[("receiver-binary", "an empty file is a file as well")],
    },
    Mutant {
        name: "receiver-ignores-copies",
        program: "receiver",
        edits: &[(NOT_THE_SENDER, "if sender != Some(peer) || number < incoming.expected {")],
        fails: &[
            ("receiver-repeats", "a segment that has come before is not acknowledged"),
            ("receiver-lingers", "the receiver has left, or keeps silent"),
        ],
    },
    Mutant {
        name: "receiver-asks-for-the-next",
        program: "receiver",
        edits: &[(ACKNOWLEDGE, "acknowledge(&socket, peer, number + 1)?;")],
        fails: &[
            ("receiver-repeats", "a copy moves on what is expected"),
            ("receiver-gap", "the acknowledgement says that more has come"),
        ],
    },
    Mutant {
        name: "receiver-ends-at-a-copy",
        program: "receiver",
        edits: &[(
            TAKE,
            "if number < incoming.expected {\n            anyhow::bail!(\"segment {number} once more\");\n        }\n        incoming.take(number, payload)?;",
        )],
        fails: &[
            ("receiver-repeats", "the receiver ends while copies still come"),
            ("receiver-lingers", "the receiver has left, or keeps silent"),
        ],
    },
    Mutant {
        name: "receiver-counts-copies",
        program: "receiver",
        edits: &[(
            TAKE,
            "if number < incoming.expected {\n            incoming.bytes += payload.len();\n        }\n        incoming.take(number, payload)?;",
        )],
        fails: &[("receiver-repeats", "N is the number of bytes in the file: a copy")],
    },
    Mutant {
        name: "receiver-writes-copies",
        program: "receiver",
        edits: &[(
            TAKE,
            "if number < incoming.expected {\n            incoming.file.write_all(&payload)?;\n        }\n        incoming.take(number, payload)?;",
        )],
        fails: &[("receiver-repeats", "a segment that comes twice is written twice")],
    },
    Mutant {
        name: "receiver-ignores-what-is-early",
        program: "receiver",
        edits: &[(NOT_THE_SENDER, "if sender != Some(peer) || number > incoming.expected {")],
        fails: &[("receiver-gap", "a segment that comes too early is not acknowledged")],
    },
    Mutant {
        name: "receiver-acknowledges-the-highest",
        program: "receiver",
        edits: &[(
            ACKNOWLEDGE,
            "let highest = incoming.early.keys().max().map_or(incoming.expected, |highest| highest + 1);\n        acknowledge(&socket, peer, highest)?;",
        )],
        fails: &[("receiver-gap", "the acknowledgement says that more has come")],
    },
    Mutant {
        name: "receiver-ends-before-the-gap-is-filled",
        program: "receiver",
        edits: &[(
            TAKE,
            "if payload.is_empty() && number > incoming.expected {\n            break;\n        }\n        incoming.take(number, payload)?;",
        )],
        fails: &[("receiver-gap", "the receiver ends although a segment is missing")],
    },
    Mutant {
        name: "receiver-wants-the-end-last",
        program: "receiver",
        edits: &[(WHOLE, "self.is_whole = payload.is_empty() && number + 1 == self.expected;")],
        fails: &[("receiver-gap", "the receiver does not notice that it has everything")],
    },
    Mutant {
        name: "receiver-writes-as-it-comes",
        program: "receiver",
        edits: &[
            (KEEP, "self.file.write_all(&payload)?;\n            self.early.insert(number, payload);"),
            (WRITE, ""),
        ],
        fails: &[("receiver-gap", "what came too early is written where it does not belong")],
    },
    Mutant {
        name: "receiver-forgets-what-was-early",
        program: "receiver",
        edits: &[(
            WRITE,
            "if self.expected == number {\n                self.file.write_all(&payload)?;\n            }",
        )],
        fails: &[("receiver-gap", "what came too early is missing in the file")],
    },
];
