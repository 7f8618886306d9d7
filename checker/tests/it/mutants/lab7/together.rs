//! Wrong programs of lab 7: what only the learner's own pair shows.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-drops-the-fifth",
        program: "client",
        edits: &[(
            "            say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "            if payload.ends_with(b\"from 5\") {\n                continue;\n            }\n            say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
        )],
        fails: &[("together", "a message or its answer is lost")],
    },
    Mutant {
        name: "client-changes-the-fifth",
        program: "client",
        edits: &[(
            "            say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "            let payload = if payload.ends_with(b\"from 5\") { b\"received: hello from 6\".to_vec() } else { payload };\n            say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
        )],
        fails: &[("together", "an answer arrives changed")],
    },
    Mutant {
        name: "client-loses-heart-at-the-fifth-goodbye",
        program: "client",
        edits: &[(
            "            say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "            say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n            ensure!(!payload.ends_with(b\"from 5\") || !payload.starts_with(b\"received: and goodbye\"), \"enough\");\n",
        )],
        fails: &[("together", "a client does not end with exit status 0")],
    },
];
