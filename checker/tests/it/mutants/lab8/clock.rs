//! Senders that are wrong about repetitions and time.

use super::lines::{COUNTED, MOVE, NOTE, ONCE, THIRD, TIME};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "sender-repeats-at-the-first-repetition",
        program: "sender",
        edits: &[("REPETITIONS: usize = 3", "REPETITIONS: usize = 1")],
        fails: &[("sender-one-lost", "the segment is sent again too soon")],
    },
    Mutant {
        name: "sender-counts-acknowledgements-for-repetitions",
        program: "sender",
        edits: &[("REPETITIONS: usize = 3", "REPETITIONS: usize = 2")],
        fails: &[("sender-one-lost", "the segment is sent again too soon")],
    },
    Mutant {
        name: "sender-has-only-its-clock",
        program: "sender",
        edits: &[("REPETITIONS: usize = 3", "REPETITIONS: usize = 3000")],
        fails: &[("sender-one-lost", "only the clock brings the lost segment")],
    },
    Mutant {
        name: "sender-repeats-at-every-repetition",
        program: "sender",
        edits: &[(THIRD, "if self.repetitions >= REPETITIONS {")],
        fails: &[("sender-one-lost", "the lost segment is sent again at every")],
    },
    Mutant {
        name: "sender-repeats-the-one-behind-the-lost-one",
        program: "sender",
        edits: &[("self.send(self.first)?;", "self.send(self.first + 1)?;")],
        fails: &[("sender-one-lost", "the third repetition of an acknowledgement brings another")],
    },
    Mutant {
        name: "sender-goes-back-at-each-acknowledgement",
        program: "sender",
        edits: &[(MOVE, "(self.first, self.next) = (number, number);")],
        fails: &[("sender-one-lost", "what is under way is sent again at an acknowledgement")],
    },
    Mutant {
        name: "sender-forgets-the-deviation",
        program: "sender",
        edits: &[(TIME, "self.time_out = smoothed.clamp(SHORTEST, LONGEST);")],
        fails: &[("sender-learns", "segments are sent again although none is lost")],
    },
    Mutant {
        name: "sender-does-not-learn",
        program: "sender",
        edits: &[(TIME, "self.time_out = FIRST;")],
        fails: &[("sender-learns", "segments are sent again although none is lost")],
    },
    Mutant {
        name: "sender-never-waits-less-than-200-ms",
        program: "sender",
        edits: &[("Duration::from_millis(20)", "Duration::from_millis(200)")],
        fails: &[("sender-learns", "what is lost comes late although")],
    },
    Mutant {
        name: "sender-has-no-cap-on-what-it-learns",
        program: "sender",
        edits: &[(TIME, "self.time_out = (smoothed + self.deviation * 4).max(SHORTEST);")],
        fails: &[("sender-learns", "the time-out that is learnt grows over 500 ms")],
    },
    Mutant {
        name: "sender-learns-from-repeated-segments",
        program: "sender",
        edits: &[(ONCE, "if true {")],
        fails: &[("sender-karn", "the time-out has come down without a sample")],
    },
    Mutant {
        name: "sender-forgets-that-it-backed-off",
        program: "sender",
        edits: &[(
            MOVE,
            "if self.sent[number - 1].1 > 1 {\n                self.clock = Clock::new();\n            }\n            (self.first, self.next) = (number, self.next.max(number));",
        )],
        fails: &[("sender-karn", "the time-out has come down without a sample")],
    },
    Mutant {
        name: "sender-learns-since-the-first-copy",
        program: "sender",
        edits: &[
            (
                NOTE,
                "if self.sent[number].1 == 0 {\n            self.sent[number].0 = Instant::now();\n        }\n        self.sent[number].1 += 1;",
            ),
            (ONCE, "if true {"),
        ],
        fails: &[("sender-karn", "the time-out is too long")],
    },
    Mutant {
        name: "sender-repeats-once-in-all",
        program: "sender",
        edits: &[(
            COUNTED,
            "self.time_outs = 0;\n            if self.repetitions < REPETITIONS {\n                self.repetitions = 0;\n            }",
        )],
        fails: &[("sender-one-lost", "in the second gap only the clock")],
    },
    Mutant {
        name: "sender-counts-repetitions-of-several-numbers",
        program: "sender",
        edits: &[(
            COUNTED,
            "self.time_outs = 0;\n            self.repetitions = self.repetitions.min(REPETITIONS - 1);",
        )],
        fails: &[("sender-one-lost", "in the second gap a segment is sent again too soon")],
    },
    Mutant {
        name: "sender-learns-from-what-it-repeats-at-once",
        program: "sender",
        edits: &[("self.send(self.first)?;", "self.send(self.first)?;\n            self.sent[self.first].1 = 1;")],
        fails: &[("sender-karn", "the time-out has come down without a sample")],
    },
    Mutant {
        name: "sender-goes-back-to-what-it-has-learnt",
        program: "sender",
        edits: &[
            (
                "    /// The time has run out.\n",
                "    pub fn go_back(&mut self) {\n        if let Some(smoothed) = self.smoothed {\n            self.time_out = (smoothed + self.deviation * 4).max(SHORTEST).min(LONGEST);\n        }\n    }\n\n    /// The time has run out.\n",
            ),
            (MOVE, "self.clock.go_back();\n            (self.first, self.next) = (number, self.next.max(number));"),
        ],
        fails: &[("sender-karn", "the time-out has come down without a sample")],
    },
];
