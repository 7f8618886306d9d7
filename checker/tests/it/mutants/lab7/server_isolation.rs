//! Wrong programs of lab 7: what a client does wrong, as in lab 5.

use crate::mutants::Mutant;

/// The limit of a frame, as the inbox holds to it.
const LIMIT: &str = "        ensure!(length <= LIMIT, \"frame of {length} bytes is larger than {LIMIT}\");\n";
/// Where every error of a client is reported.
const REPORT: &str = "            report(format_args!(\"{}: {error:#}\", guest.peer));";
/// Where a client leaves the table.
const REMOVE: &str = "        self.guests.remove(&key);\n";

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-waits-for-any-length",
        program: "server",
        edits: &[(LIMIT, "        let _ = LIMIT;\n"), ("use anyhow::ensure;\n", "")],
        fails: &[("server-resets", "the server does not report a frame")],
    },
    Mutant {
        name: "server-takes-a-cut-frame-for-an-end",
        program: "server",
        edits: &[("        if self.is_finished && !self.inbox.is_empty() {", "        if false {")],
        fails: &[("server-resets", "the server does not report a frame")],
    },
    Mutant {
        name: "server-reports-nothing",
        program: "server",
        edits: &[(REPORT, "            let _ = (error, guest.peer);")],
        fails: &[("server-resets", "the server does not report a frame")],
    },
    Mutant {
        name: "server-hides-resets",
        program: "server",
        edits: &[(
            REPORT,
            "            if !format!(\"{error:#}\").contains(\"reset\") {\n                report(format_args!(\"{}: {error:#}\", guest.peer));\n            }",
        )],
        fails: &[("server-resets", "a reset inside a frame is not")],
    },
    Mutant {
        name: "server-keeps-the-too-large",
        program: "server",
        edits: &[(
            REMOVE,
            "        let guest = self.guests.remove(&key);\n        if outcome.is_err_and(|error| error.to_string().contains(\"larger\")) {\n            std::mem::forget(guest);\n        }\n",
        )],
        fails: &[("server-resets", "after a frame that is too large the")],
    },
    Mutant {
        name: "server-ends-by-one-byte-too-many",
        program: "server",
        edits: &[(
            LIMIT,
            "        ensure!(length <= LIMIT + 1, \"frame of {length} bytes is larger than {LIMIT}\");\n        if length > LIMIT {\n            std::process::exit(1);\n        }\n",
        )],
        fails: &[("server-resets", "the server ends with a client's")],
    },
];
