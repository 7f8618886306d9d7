//! The programs of lab 5: threads.

use crate::language::Topic::*;
use crate::starter::outline::{Outline, Task};
use crate::starter::steps::{CLIENT_ARGUMENTS, CONNECT, OPEN, READ_FRAME, SEND_LINES_AS_FRAMES, SERVER_ARGUMENTS};

pub const PROGRAMS: &[Outline] = &[
    Outline {
        program: "two-rates",
        about: "two loops at two rates, each in a thread of its own",
        tasks: &[
            Task {
                what: "Take SLOW_MS, FAST_MS and TOTAL_MS from the command line.",
                more: &["If they make no sense: a line with the usage on stderr, and exit status 2."],
                calls: &[Arguments],
            },
            Task {
                what: "Start a second thread that prints `other thread I` every FAST_MS.",
                more: &["I from 0: line I at I times its period, as long as that is before TOTAL_MS."],
                calls: &[Threads],
            },
            Task {
                what: "Print `main thread I` every SLOW_MS, then wait for the other thread to end.",
                more: &["Flush stdout after every line. Exit status 0."],
                calls: &[],
            },
        ],
    },
    Outline {
        program: "server",
        about: "the server: serves all its clients at the same time",
        tasks: &[
            SERVER_ARGUMENTS,
            OPEN,
            Task {
                what: "For ever: accept a client, print `connected IP:PORT (active N)`, start a thread for it.",
                more: &["N is how many there are now; several threads count, so it needs a lock."],
                calls: &[Accept, Threads],
            },
            Task {
                what: "In the thread: send the frame `Welcome, you are connected to the server`.",
                more: &["A frame is 4 bytes of length, big-endian, then the payload."],
                calls: &[BigEndian, Send],
            },
            READ_FRAME,
            Task {
                what: "Print `IP:PORT: TEXT`, and answer with the frame `received: TEXT`.",
                more: &["`/bye` is answered by the frame `bye`; then close the connection."],
                calls: &[],
            },
            Task {
                what: "When the client is gone, print `disconnected IP:PORT (active N)`.",
                more: &["However it went. What goes wrong is reported as `error: ...`, and ends that client alone."],
                calls: &[],
            },
        ],
    },
    Outline {
        program: "client",
        about: "the client: sends what is typed at once, and prints what arrives whenever it arrives",
        tasks: &[
            CLIENT_ARGUMENTS,
            CONNECT,
            Task {
                what: "Start a thread that prints each frame that arrives as `ack: TEXT`.",
                more: &["Count those that start with `received: `, and `bye`."],
                calls: &[Threads, Receive],
            },
            SEND_LINES_AS_FRAMES,
            Task {
                what: "At the end of stdin, or after `/bye`, close the sending side, and wait for the server to close.",
                more: &["Meanwhile go on printing."],
                calls: &[HalfClose],
            },
            Task {
                what: "Were all messages acknowledged? Then exit status 0.",
                more: &[
                    "Else `error: N messages unacknowledged`, and exit status 1. If the server closes while stdin is",
                    "open: the same, or any `error: ...`, at once, without waiting for the keyboard.",
                ],
                calls: &[],
            },
        ],
    },
];
