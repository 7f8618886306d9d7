//! Senders that are wrong about their window.

use super::lines::{ANEW, GO_BACK, NEW, NOTE, ROOM, WAIT, WINDOW};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "sender-window-of-one-more-from-17-on",
        program: "sender",
        edits: &[("cut(&file), window)", "cut(&file), window + usize::from(window > 16))")],
        fails: &[("sender-uses-the-window", "more segments are under way")],
    },
    Mutant {
        name: "sender-has-one-too-many",
        program: "sender",
        edits: &[(
            ROOM,
            "while self.next < self.segments.len() && self.next < self.first + self.window + usize::from(self.window > 1) {",
        )],
        fails: &[("sender-window", "more segments are under way")],
    },
    Mutant {
        name: "sender-ignores-the-window",
        program: "sender",
        edits: &[(WINDOW, "Outgoing::new(receiver, cut(&file), { let _ = window; 1 })")],
        fails: &[("sender-window", "fewer segments are under way")],
    },
    Mutant {
        name: "sender-uses-half-the-window",
        program: "sender",
        edits: &[(WINDOW, "Outgoing::new(receiver, cut(&file), window.div_ceil(2))")],
        fails: &[("sender-window", "fewer segments are under way")],
    },
    Mutant {
        name: "sender-repeats-the-newest",
        program: "sender",
        edits: &[(GO_BACK, "self.send(self.next - 1)?;\n        self.restart();")],
        fails: &[("sender-window", "the segment is not sent again")],
    },
    Mutant {
        name: "sender-moves-on-by-one",
        program: "sender",
        edits: &[(NEW, "if number > self.first {\n            let number = self.first + 1;")],
        fails: &[("sender-slides", "an acknowledgement is counted as one segment")],
    },
    Mutant {
        name: "sender-moves-on-by-four-at-most",
        program: "sender",
        edits: &[(NEW, "let number = number.min(self.first + 4);\n        if number > self.first {")],
        fails: &[("sender-slides", "an acknowledgement is counted as one segment")],
    },
    Mutant {
        name: "sender-lets-its-time-run",
        program: "sender",
        edits: &[(ANEW, "            (self.repetitions, self.time_outs) = (0, 0);\n            return Ok(());")],
        fails: &[("sender-uses-the-window", "a segment is sent again before its own time")],
    },
    Mutant {
        name: "sender-paces-itself",
        program: "sender",
        edits: &[(
            NOTE,
            "if self.window > 16 {\n            std::thread::sleep(std::time::Duration::from_millis(20));\n        }\n        self.sent[number] = (Instant::now(), self.sent[number].1 + 1);",
        )],
        fails: &[("sender-uses-the-window", "the sender does not keep its window full")],
    },
    Mutant {
        name: "sender-looks-now-and-then",
        program: "sender",
        edits: &[(
            WAIT,
            "if self.window > 16 {\n                std::thread::sleep(std::time::Duration::from_millis(50));\n            }\n            self.socket.set_read_timeout(Some(left)).context(\"SO_RCVTIMEO\")?;",
        )],
        fails: &[("sender-uses-the-window", "the sender does not keep its window full")],
    },
];
