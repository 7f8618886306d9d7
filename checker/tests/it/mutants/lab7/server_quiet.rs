//! Wrong programs of lab 7: the server that turns in vain.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-turns-when-crowded",
        program: "server",
        edits: &[(
            "        let due = self.look.into_iter()",
            "        if self.guests.len() > 500 {\n            return Some(Duration::ZERO);\n        }\n        let due = self.look.into_iter()",
        )],
        fails: &[("server-quiet", "the loop turns in vain")],
    },
    Mutant {
        name: "server-always-writable",
        program: "server",
        edits: &[("            (true, true) => Interest::Reading,", "            (true, true) => Interest::Both,")],
        fails: &[("server-quiet", "the loop turns in vain")],
    },
    Mutant {
        name: "server-table-of-900",
        program: "server",
        edits: &[(
            "            match self.listener.accept() {",
            "            if self.guests.len() >= 900 {\n                return self.listener.wait_for(Interest::Nothing).context(\"full\");\n            }\n            match self.listener.accept() {",
        )],
        fails: &[("server-quiet", "the server takes fewer than 1,000 clients")],
    },
    Mutant {
        name: "server-waits-for-what-it-does-not-read",
        program: "server",
        edits: &[("            (false, false) => Interest::Writing,", "            (false, false) => Interest::Both,")],
        fails: &[("server-quiet-while-pending", "the loop turns in vain while somebody")],
    },
    Mutant {
        name: "server-once-full-always-writable",
        program: "server",
        edits: &[
            (
                "    /// Nothing more is read: the client has finished",
                "    was_full: bool,\n    /// Nothing more is read: the client has finished",
            ),
            ("outbox, is_finished: false,", "outbox, was_full: false, is_finished: false,"),
            (
                "            self.heard = Instant::now();\n        }\n        self.outbox.send",
                "            self.heard = Instant::now();\n            self.was_full = true;\n        }\n        self.outbox.send",
            ),
            (
                "            (true, true) => Interest::Reading,",
                "            (true, true) if self.was_full => Interest::Both,\n            (true, true) => Interest::Reading,",
            ),
        ],
        fails: &[("server-quiet-while-pending", "the loop turns in vain once everything")],
    },
    Mutant {
        name: "server-leaves-the-finished",
        program: "server",
        edits: &[(
            "            Ok(0) => self.is_finished = true,",
            "            Ok(0) => {\n                anyhow::ensure!(self.outbox.is_empty(), \"the client has gone\");\n                self.is_finished = true;\n            }",
        )],
        fails: &[("server-half-close", "the connection is closed as soon as")],
    },
];
