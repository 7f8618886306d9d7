//! Wrong programs of lab 5: what only the learner's own pair shows.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-drops-eve",
        program: "client",
        edits: &[(
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "        if payload.ends_with(b\"from eve\") {\n            continue;\n        }\n        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
        )],
        fails: &[("together", "a message or its answer is lost")],
    },
    Mutant {
        name: "client-changes-eve",
        program: "client",
        edits: &[(
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "        if payload.ends_with(b\"from eve\") {\n            say(\"ack: received: Hello from ada\");\n            continue;\n        }\n        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
        )],
        fails: &[("together", "an answer arrives changed")],
    },
    Mutant {
        name: "client-ends-at-eve",
        program: "client",
        edits: &[(
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "        ensure!(!payload.ends_with(b\"from eve\"), \"not with eve\");\n        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
        )],
        fails: &[("together", "a client ends before all its messages")],
    },
    Mutant {
        name: "client-no-three",
        program: "client",
        edits: &[("    received?;\n", "    received?;\n    ensure!(tally.sent != 3, \"three is unlucky\");\n")],
        fails: &[("together", "a client ends with an error"), ("client-late-acks", "all messages are acknowledged")],
    },
];
