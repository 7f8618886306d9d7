//! The programs of lab 4: frames.

use crate::language::Topic::*;
use crate::starter::outline::{Outline, Task};
use crate::starter::steps::{
    CLIENT_ARGUMENTS, CONNECT, EACH_CLIENT, OPEN, READ_FRAME, SEND_LINES_AS_FRAMES, SERVER_ARGUMENTS,
};

pub const PROGRAMS: &[Outline] = &[
    Outline {
        program: "lines-server",
        about: "the server of lines: prints each line that arrives, from one client at a time",
        tasks: &[
            SERVER_ARGUMENTS,
            OPEN,
            EACH_CLIENT,
            Task {
                what: "Take lines out of what comes, however it is cut, and print `line: TEXT`.",
                more: &[
                    "Make text of a line only once all its bytes are there. The end of the stream with an",
                    "unfinished line: `error: connection closed mid-line`.",
                ],
                calls: &[Receive],
            },
        ],
    },
    Outline {
        program: "server",
        about: "the server: prints each frame that arrives, from one client at a time",
        tasks: &[
            SERVER_ARGUMENTS,
            OPEN,
            EACH_CLIENT,
            READ_FRAME,
            Task {
                what: "Print `message N bytes: PAYLOAD`.",
                more: &["Any bytes can be in it: those that are not UTF-8 are printed as U+FFFD."],
                calls: &[],
            },
        ],
    },
    Outline {
        program: "client",
        about: "the client: sends each line of stdin as a frame",
        tasks: &[
            CLIENT_ARGUMENTS,
            CONNECT,
            SEND_LINES_AS_FRAMES,
            Task { what: "At the end of stdin: close, exit status 0.", more: &[], calls: &[] },
        ],
    },
];
