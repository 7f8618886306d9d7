//! The wrong clients of lab 3 that knock too often or too late.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "never-doubles",
        program: "client",
        edits: &[(
            "        self.pause = (self.pause * 2).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);\n",
            "        self.pause = SHORTEST_PAUSE;\n",
        )],
        fails: &[("client-backs-off", "the client tries again too soon")],
    },
    Mutant {
        name: "no-pause",
        program: "client",
        edits: &[("thread::sleep(self.pause);", "thread::sleep(Duration::ZERO);")],
        fails: &[("client-backs-off", "the client tries again too soon")],
    },
    Mutant {
        name: "pauses-with-the-keyboard",
        program: "client",
        edits: &[(
            "        #[expect(clippy::disallowed_methods, reason = \"time is all that is waited for\")]\n        thread::sleep(self.pause);\n",
            "        if self.in_flight.is_some() {\n            thread::sleep(self.pause);\n        } else {\n            self.in_flight = self.keyboard.recv_timeout(self.pause).ok();\n        }\n",
        )],
        fails: &[("client-backs-off", "the client tries again too soon")],
    },
    Mutant {
        name: "no-pause-after-a-loss",
        program: "client",
        edits: &[
            ("        self.pause = SHORTEST_PAUSE;\n", "        self.pause = Duration::ZERO;\n"),
            (
                "const GLANCE: Duration = Duration::from_millis(50);",
                "const GLANCE: Duration = Duration::from_millis(1);",
            ),
        ],
        fails: &[("client-backs-off", "the client tries again too soon")],
    },
    Mutant {
        name: "looks-at-the-clock",
        program: "client",
        edits: &[(
            "        #[expect(clippy::disallowed_methods, reason = \"time is all that is waited for\")]\n        thread::sleep(self.pause);\n",
            "        let until = std::time::Instant::now() + self.pause;\n        while std::time::Instant::now() < until {}\n",
        )],
        fails: &[("client-backs-off", "the client spins")],
    },
    Mutant {
        name: "pause-stays-long",
        program: "client",
        edits: &[("        self.pause = SHORTEST_PAUSE;\n", "")],
        fails: &[("client-backs-off", "the pause is not set back")],
    },
];
