//! The programs of lab 1: an echo.

use crate::language::Topic::*;
use crate::starter::outline::{Outline, Task};
use crate::starter::steps::{CONNECT, FINISH, OPEN, SERVER_ARGUMENTS};

pub const PROGRAMS: &[Outline] = &[
    Outline {
        program: "server",
        about: "the server: sends back every byte it receives, to one client at a time",
        tasks: &[
            SERVER_ARGUMENTS,
            OPEN,
            Task {
                what: "For ever: accept a client, and print `connected IP:PORT`.",
                more: &["The client's address; an IPv6 address stands in brackets."],
                calls: &[Accept],
            },
            Task {
                what: "Send back every byte, until the client has finished sending.",
                more: &["A receive of 0 bytes is the end of the stream. A send may take a part only."],
                calls: &[Receive, Send],
            },
            Task {
                what: "Close the connection, and print `disconnected IP:PORT`.",
                more: &["What goes wrong with one client is reported as `error: ...`, and the next one is served."],
                calls: &[],
            },
        ],
    },
    Outline {
        program: "client",
        about: "the client: sends a message, and prints what comes back",
        tasks: &[
            Task {
                what: "Take HOST, PORT and MESSAGE from the command line.",
                more: &[
                    "If they make no sense (a port is a number up to 65535): a line with the usage on stderr,",
                    "and exit status 2.",
                ],
                calls: &[Arguments],
            },
            CONNECT,
            Task { what: "Send the bytes of MESSAGE, all of them.", more: &["No newline is added."], calls: &[Send] },
            FINISH,
            Task {
                what: "Receive until the server closes, and print `received: REPLY`.",
                more: &["The reply may come in pieces, and a character in two of them. Exit status 0."],
                calls: &[Receive],
            },
        ],
    },
];
