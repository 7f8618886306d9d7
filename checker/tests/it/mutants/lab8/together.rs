//! Programs that only a network finds out.

use super::lines::{KEEP, LAST, TAKE, THIRD};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "receiver-keeps-eight",
        program: "receiver",
        edits: &[(
            KEEP,
            "anyhow::ensure!(self.early.len() < 8, \"no room for segment {number}\");\n            self.early.insert(number, payload);",
        )],
        fails: &[("together-storm", "one of the two ends with an error")],
    },
    Mutant {
        name: "sender-hangs-in-a-storm",
        program: "sender",
        edits: &[(
            LAST,
            "while self.window == 16 && self.time_outs == 1 {\n            std::thread::park();\n        }\n        if self.time_outs == TIME_OUTS {",
        )],
        fails: &[("together-storm", "the transfer does not come to its end")],
    },
    Mutant {
        name: "receiver-cuts-what-it-keeps",
        program: "receiver",
        edits: &[(
            KEEP,
            "let room = if self.early.len() > 3 { payload.len() / 2 } else { payload.len() };\n            self.early.insert(number, payload[..room].to_vec());",
        )],
        fails: &[("together-storm", "the file that arrives is another one")],
    },
    Mutant {
        name: "receiver-takes-its-time",
        program: "receiver",
        edits: &[(TAKE, "std::thread::sleep(Duration::from_millis(10));\n        incoming.take(number, payload)?;")],
        fails: &[("together-pace", "the pair is slow")],
    },
    Mutant {
        name: "sender-never-recovers",
        program: "sender",
        edits: &[(
            THIRD,
            "if self.repetitions == REPETITIONS && self.first > 200 {\n            self.window = 2;\n        }\n        if self.repetitions == REPETITIONS {",
        )],
        fails: &[("together-pace", "the pair is slow")],
    },
];
