//! The programs of lab 7: an event loop.

use crate::language::Topic::*;
use crate::starter::outline::{Outline, Task};
use crate::starter::steps::{CLIENT_ARGUMENTS, CONNECT, OPEN};

pub const PROGRAMS: &[Outline] = &[
    Outline {
        program: "server",
        about: "the server: serves all its clients at the same time, in one loop",
        tasks: &[
            Task {
                what: "Take PORT, HOST and IDLE_MS from the command line.",
                more: &[
                    "HOST may be left out, and is 127.0.0.1 then; so may IDLE_MS. If the arguments make no sense (a",
                    "port is a number up to 65535): a line with the usage on stderr, and exit status 2.",
                ],
                calls: &[Arguments],
            },
            OPEN,
            Task {
                what: "For ever: wait until the listener or any of the connections can go on.",
                more: &["No socket may wait by itself: make each of them non-blocking."],
                calls: &[Poll],
            },
            Task {
                what: "The listener can go on: accept, print `connected IP:PORT (active N)`, send the welcome.",
                more: &[
                    "It is the frame `Welcome, you are connected to the server`: 4 bytes of length, big-endian, then",
                    "the payload. If accept fails because there is no descriptor left, do not wait for the listener",
                    "until somebody has gone.",
                ],
                calls: &[Accept, BigEndian],
            },
            Task {
                what: "A connection can be read: read once, and take out every frame that is whole by now.",
                more: &[
                    "Print `IP:PORT: TEXT`, answer with the frame `received: TEXT`. `/bye` is answered by the frame",
                    "`bye`; then close the connection. A frame over 1048576 bytes, or an end inside a frame:",
                    "`error: ...`, and close it.",
                ],
                calls: &[Receive],
            },
            Task {
                what: "Send what the system takes, and keep the rest until the connection can be written.",
                more: &[
                    "Wait for that only while something is left. While 256 KiB or more are left, read nothing from",
                    "this client. One that has finished sending gets what is left, then the end of the stream.",
                ],
                calls: &[Send],
            },
            Task {
                what: "With IDLE_MS: who has sent no byte for so long gets the frame `idle`, then the end.",
                more: &["Wait no longer than until the next one is due."],
                calls: &[Timeout],
            },
            Task {
                what: "When a client is gone, print `disconnected IP:PORT (active N)`.",
                more: &["However it went. What goes wrong is reported as `error: ...`, and ends that client alone."],
                calls: &[],
            },
        ],
    },
    Outline {
        program: "client",
        about: "the client: one loop over the keyboard and the connection",
        tasks: &[
            CLIENT_ARGUMENTS,
            CONNECT,
            Task {
                what: "Wait until the keyboard or the connection can go on.",
                more: &[
                    "Read the keyboard past any buffer of the language's own: the loop would not hear of what is in it.",
                ],
                calls: &[Poll, Stdin],
            },
            Task {
                what: "The connection can be read: print each frame that is whole as `ack: TEXT`.",
                more: &["Count those that start with `received: `, and `bye`."],
                calls: &[Receive, BigEndian],
            },
            Task {
                what: "The keyboard can be read: each line is a frame to be sent.",
                more: &[
                    "4 bytes of length, big-endian, then the line without its newline. Send what the system takes, and",
                    "keep the rest until the connection can be written; go on receiving meanwhile.",
                ],
                calls: &[Send, BigEndian],
            },
            Task {
                what: "At the end of stdin, or after `/bye`, close the sending side once everything is sent.",
                more: &["Go on printing until the server closes. Do not wait for the keyboard any more."],
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
