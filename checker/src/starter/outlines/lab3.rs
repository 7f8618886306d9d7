//! The programs of lab 3: lines, accepted by a server that comes and goes.

use crate::language::Topic::*;
use crate::starter::outline::{Outline, Task};
use crate::starter::steps::{CLIENT_ARGUMENTS, OPEN, SERVER_ARGUMENTS};

pub const PROGRAMS: &[Outline] = &[
    Outline {
        program: "server",
        about: "the server: accepts lines from one client at a time, and tells its state",
        tasks: &[
            SERVER_ARGUMENTS,
            OPEN,
            Task {
                what: "For ever: print `state: listening`, accept a client, print `state: connected`.",
                more: &[
                    "Whatever happens to a client (the end of its stream, half a line, a reset): back to listening.",
                    "The first state is listening, and each change is printed once.",
                ],
                calls: &[Accept],
            },
            Task {
                what: "Take lines out of what comes, however it is cut.",
                more: &["A newline ends each. One receive may hold half a line, or three."],
                calls: &[Receive],
            },
            Task {
                what: "Print `received: LINE`, and answer `accepted` and a newline.",
                more: &["The line `close`, in any case, is answered `closed`; then close the connection."],
                calls: &[Send],
            },
        ],
    },
    Outline {
        program: "client",
        about: "the client: sends each line of stdin until it is accepted, to a server that comes and goes",
        tasks: &[
            CLIENT_ARGUMENTS,
            Task {
                what: "Print `state: disconnected`, then `state: connecting`, and connect.",
                more: &[
                    "It worked: `state: connected`. It did not, or the server is lost later: `state: disconnected`, a",
                    "pause (100 ms, doubling, 1 s at most; 100 ms again after a success), `state: connecting`, for ever.",
                ],
                calls: &[Connect],
            },
            Task {
                what: "Send a line of stdin, and wait for `accepted` before you take the next one.",
                more: &[
                    "A line without its answer is sent again on the next connection. The server may be lost",
                    "while nobody types: that has to be noticed, too.",
                ],
                calls: &[Stdin, Send, Receive, Threads],
            },
            Task {
                what: "At the end of stdin, or after a typed `close`: send `close`, and wait for `closed`.",
                more: &["Then `state: closed`, and exit status 0."],
                calls: &[],
            },
        ],
    },
];
