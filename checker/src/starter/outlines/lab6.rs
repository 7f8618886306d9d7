//! The programs of lab 6: the chat, but for its full-screen client.

use crate::language::Topic::*;
use crate::starter::outline::{Outline, Task};
use crate::starter::steps::{CLIENT_ARGUMENTS, CONNECT, EACH_CLIENT, OPEN, READ_FRAME, SERVER_ARGUMENTS};

pub const PROGRAMS: &[Outline] = &[
    Outline {
        program: "pair-server",
        about: "checkpoint 1, the server: what is typed here is printed there, and the other way round",
        tasks: &[
            SERVER_ARGUMENTS,
            OPEN,
            Task {
                what: "Start a thread that sends each line of stdin to whoever is connected.",
                more: &[
                    "`EXIT` is not sent, but closes that client. Nobody there: `error: nobody is connected`. The end",
                    "of stdin only means that nothing more is typed.",
                ],
                calls: &[Threads, Stdin, Send],
            },
            EACH_CLIENT,
            Task { what: "Print each line that the client sends, as it is.", more: &[], calls: &[Receive] },
        ],
    },
    Outline {
        program: "pair-client",
        about: "checkpoint 1, the client: what is typed here is printed there, and the other way round",
        tasks: &[
            CLIENT_ARGUMENTS,
            CONNECT,
            Task {
                what: "Start a thread that prints each line that the server sends, as it is.",
                more: &["When the server closes: exit status 0, without waiting for the keyboard."],
                calls: &[Threads, Receive],
            },
            Task {
                what: "Send each line of stdin, until one is `EXIT` or there are no more.",
                more: &["`EXIT` is not sent. Exit status 0; after a network error `error: ...` and 1."],
                calls: &[Stdin, Send],
            },
        ],
    },
    Outline {
        program: "server",
        about: "checkpoint 2, the chat server: many users, each known by a name",
        tasks: &[
            SERVER_ARGUMENTS,
            OPEN,
            Task {
                what: "Serve every client at the same time: a thread that reads its frames, and one that writes.",
                more: &[
                    "What is for a user goes into a queue, and the writer sends it: nobody waits for a user who does",
                    "not read. With 256 frames waiting, the user is dropped.",
                ],
                calls: &[Accept, Threads],
            },
            READ_FRAME,
            Task {
                what: "`LOGIN name`: answer `OK name`, and tell everybody else `JOINED name`.",
                more: &[
                    "`ERR name-taken text`, `ERR bad-name text` (1 to 16 of a-z A-Z 0-9 - _): they may try again.",
                    "Anything else before it: `ERR not-logged-in text`. A second one: `ERR already-logged-in text`.",
                ],
                calls: &[],
            },
            Task {
                what: "`MSG name text`: send `MSG from text` to that user; `USERS`: answer `USERS name name ...`.",
                more: &[
                    "Sorted by bytes, the asker among them. `ERR no-such-user text`; anything that is no command, has",
                    "no text, fits no frame or is not UTF-8: `ERR bad-command text`.",
                ],
                calls: &[],
            },
            Task {
                what: "`QUIT`, the end of the stream or an error: tell everybody else `LEFT name`; the name is free.",
                more: &["What is still in the user's queue is sent first."],
                calls: &[],
            },
        ],
    },
    Outline {
        program: "client",
        about: "checkpoint 2, the line client of the chat",
        tasks: &[
            Task {
                what: "Take HOST, PORT and NAME from the command line.",
                more: &["If they make no sense: a line with the usage on stderr, and exit status 2."],
                calls: &[Arguments],
            },
            CONNECT,
            Task {
                what: "Send the frame `LOGIN NAME`; at `OK` print `logged in as NAME`.",
                more: &["A refusal: `error: ...`, and exit status 1."],
                calls: &[BigEndian, Send],
            },
            Task {
                what: "Start a thread that prints what the server tells.",
                more: &[
                    "`FROM: TEXT`, `users: a b c`, `* NAME joined`, `* NAME left`; `ERR ...` as `error: ...` on stderr.",
                    "The server gone: `error: ...`, and exit status 1, at once.",
                ],
                calls: &[Threads, Receive],
            },
            Task {
                what: "Do what is typed: `/chat NAME`, `/users`, `/bye`; any other line is a message.",
                more: &[
                    "Before any /chat: `error: choose somebody with /chat NAME`. `/bye` and the end of stdin send",
                    "`QUIT` and leave with exit status 0.",
                ],
                calls: &[Stdin],
            },
        ],
    },
];
