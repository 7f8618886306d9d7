//! What is to be written, step by step, in words that fit every language: each program of the labs, as its section of the contract has it.

use super::languages::Topic::{self, *};

/// A program that somebody is going to write.
pub struct Outline {
    pub lab: &'static str,
    /// Its name in the contract.
    pub program: &'static str,
    /// `the server: sends back every byte it receives`
    pub about: &'static str,
    pub steps: &'static [Step],
}

/// One thing to write.
pub struct Step {
    /// The first sentence: `Connect to the server.`
    pub what: &'static str,
    /// What else has to be known, a line each.
    pub more: &'static [&'static str],
    /// The calls that it takes, in the words of the language.
    pub calls: &'static [Topic],
}

const SERVER_ARGUMENTS: Step = Step {
    what: "Take PORT and HOST from the command line.",
    more: &[
        "HOST may be left out, and is 127.0.0.1 then. If the arguments make no sense (a port is a",
        "number up to 65535): a line with the usage on stderr, and exit status 2.",
    ],
    calls: &[Arguments],
};
const CLIENT_ARGUMENTS: Step = Step {
    what: "Take HOST and PORT from the command line.",
    more: &[
        "If they make no sense (a port is a number up to 65535): a line with the usage on stderr,",
        "and exit status 2.",
    ],
    calls: &[Arguments],
};
const OPEN: Step = Step {
    what: "Listen at HOST and PORT, and print `listening on IP:PORT`.",
    more: &[
        "The address that the socket really has: port 0 means any that is free. Flush stdout after",
        "every line. If it can't be had: a line `error: ...` on stderr, and exit status 1.",
    ],
    calls: &[Listen],
};
const CONNECT: Step = Step {
    what: "Connect to the server.",
    more: &[
        "HOST may be a name with several addresses: try one after the other. If none takes the",
        "connection: a line `error: ...` on stderr, and exit status 1.",
    ],
    calls: &[Connect],
};
const EACH_CLIENT: Step = Step {
    what: "For ever: accept a client, serve it, close its connection.",
    more: &["What goes wrong with one client is reported as `error: ...`, and the next one is served."],
    calls: &[Accept],
};
const FINISH: Step = Step {
    what: "Close the sending side, and leave the receiving side open.",
    more: &["That is how the server knows that this was all."],
    calls: &[HalfClose],
};
const READ_FRAME: Step = Step {
    what: "Read a frame: 4 bytes of length, big-endian, then as many bytes.",
    more: &[
        "One receive is not one frame: read on until all of it is there. The end of the stream",
        "between two frames is the normal end; inside one: `error: connection closed mid-frame`.",
        "A length over 1048576: `error: frame of N bytes is larger than 1048576`, and close at once.",
    ],
    calls: &[Receive, BigEndian],
};
const SEND_LINES_AS_FRAMES: Step = Step {
    what: "Send each line of stdin as a frame: 4 bytes of length, big-endian, then the line.",
    more: &["Without its newline. The length counts bytes, not characters. All of it has to go."],
    calls: &[Stdin, BigEndian, Send],
};

pub const OUTLINES: &[Outline] = &[
    Outline {
        lab: "lab1",
        program: "server",
        about: "the server: sends back every byte it receives, to one client at a time",
        steps: &[
            SERVER_ARGUMENTS,
            OPEN,
            Step {
                what: "For ever: accept a client, and print `connected IP:PORT`.",
                more: &["The client's address; an IPv6 address stands in brackets."],
                calls: &[Accept],
            },
            Step {
                what: "Send back every byte, until the client has finished sending.",
                more: &["A receive of 0 bytes is the end of the stream. A send may take a part only."],
                calls: &[Receive, Send],
            },
            Step {
                what: "Close the connection, and print `disconnected IP:PORT`.",
                more: &["What goes wrong with one client is reported as `error: ...`, and the next one is served."],
                calls: &[],
            },
        ],
    },
    Outline {
        lab: "lab1",
        program: "client",
        about: "the client: sends a message, and prints what comes back",
        steps: &[
            Step {
                what: "Take HOST, PORT and MESSAGE from the command line.",
                more: &[
                    "If they make no sense (a port is a number up to 65535): a line with the usage on stderr,",
                    "and exit status 2.",
                ],
                calls: &[Arguments],
            },
            CONNECT,
            Step { what: "Send the bytes of MESSAGE, all of them.", more: &["No newline is added."], calls: &[Send] },
            FINISH,
            Step {
                what: "Receive until the server closes, and print `received: REPLY`.",
                more: &["The reply may come in pieces, and a character in two of them. Exit status 0."],
                calls: &[Receive],
            },
        ],
    },
    Outline {
        lab: "lab2",
        program: "server",
        about: "the server: sends each datagram back in upper case",
        steps: &[
            SERVER_ARGUMENTS,
            Step {
                what: "Bind a UDP socket to HOST and PORT, and print `listening on IP:PORT`.",
                more: &[
                    "The address that the socket really has: port 0 means any that is free. Flush stdout after",
                    "every line. If it can't be had: a line `error: ...` on stderr, and exit status 1.",
                ],
                calls: &[BindUdp],
            },
            Step {
                what: "For ever: receive a datagram.",
                more: &["It may have up to 65507 bytes, or none. An error is reported, and ends nothing."],
                calls: &[ReceiveFrom],
            },
            Step {
                what: "Make A-Z of a-z, and send it back to whoever sent it.",
                more: &["Every other byte stays as it is. One datagram for each, of the same length."],
                calls: &[SendTo],
            },
        ],
    },
    Outline {
        lab: "lab2",
        program: "client",
        about: "the client: sends each line of stdin as a datagram, and prints the reply",
        steps: &[
            CLIENT_ARGUMENTS,
            Step {
                what: "Send each line of stdin, without its newline, as one datagram.",
                more: &["At the end of stdin: exit status 0."],
                calls: &[Stdin, SendTo],
            },
            Step {
                what: "Wait 300 ms for the reply, and send the line again without one: three times in all.",
                more: &[
                    "A datagram from any other address is no reply, and the wait goes on. Where HOST has several",
                    "addresses, each is tried three times, until one has answered.",
                ],
                calls: &[Timeout, ReceiveFrom],
            },
            Step {
                what: "Print the reply on a line of its own.",
                more: &["No reply: `error: no reply from IP:PORT` on stderr, and exit status 1."],
                calls: &[],
            },
        ],
    },
    Outline {
        lab: "lab2",
        program: "tcp-server",
        about: "the server over TCP: sends the stream back in upper case, to one client at a time",
        steps: &[
            SERVER_ARGUMENTS,
            OPEN,
            EACH_CLIENT,
            Step {
                what: "Send back what comes with A-Z for a-z, until the client has finished sending.",
                more: &["A receive of 0 bytes is the end of the stream. A send may take a part only."],
                calls: &[Receive, Send],
            },
        ],
    },
    Outline {
        lab: "lab2",
        program: "tcp-client",
        about: "the client over TCP: sends one line, and prints what comes back",
        steps: &[
            CLIENT_ARGUMENTS,
            CONNECT,
            Step {
                what: "Read one line from stdin, and send it without its newline.",
                more: &[],
                calls: &[Stdin, Send],
            },
            FINISH,
            Step {
                what: "Receive until the server closes, and print `From Server: REPLY`.",
                more: &["The reply may come in pieces."],
                calls: &[Receive],
            },
        ],
    },
    Outline {
        lab: "lab3",
        program: "server",
        about: "the server: accepts lines from one client at a time, and tells its state",
        steps: &[
            SERVER_ARGUMENTS,
            OPEN,
            Step {
                what: "For ever: print `state: listening`, accept a client, print `state: connected`.",
                more: &[
                    "Whatever happens to a client (the end of its stream, half a line, a reset): back to listening.",
                    "The first state is listening, and each change is printed once.",
                ],
                calls: &[Accept],
            },
            Step {
                what: "Take lines out of what comes, however it is cut.",
                more: &["A newline ends each. One receive may hold half a line, or three."],
                calls: &[Receive],
            },
            Step {
                what: "Print `received: LINE`, and answer `accepted` and a newline.",
                more: &["The line `close`, in any case, is answered `closed`; then close the connection."],
                calls: &[Send],
            },
        ],
    },
    Outline {
        lab: "lab3",
        program: "client",
        about: "the client: sends each line of stdin until it is accepted, to a server that comes and goes",
        steps: &[
            CLIENT_ARGUMENTS,
            Step {
                what: "Print `state: disconnected`, then `state: connecting`, and connect.",
                more: &[
                    "It worked: `state: connected`. It did not, or the server is lost later: `state: disconnected`, a",
                    "pause (100 ms, doubling, 1 s at most; 100 ms again after a success), `state: connecting`, for ever.",
                ],
                calls: &[Connect],
            },
            Step {
                what: "Send a line of stdin, and wait for `accepted` before you take the next one.",
                more: &[
                    "A line without its answer is sent again on the next connection. The server may be lost",
                    "while nobody types: that has to be noticed, too.",
                ],
                calls: &[Stdin, Send, Receive, Threads],
            },
            Step {
                what: "At the end of stdin, or after a typed `close`: send `close`, and wait for `closed`.",
                more: &["Then `state: closed`, and exit status 0."],
                calls: &[],
            },
        ],
    },
    Outline {
        lab: "lab4",
        program: "lines-server",
        about: "the server of lines: prints each line that arrives, from one client at a time",
        steps: &[
            SERVER_ARGUMENTS,
            OPEN,
            EACH_CLIENT,
            Step {
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
        lab: "lab4",
        program: "server",
        about: "the server: prints each frame that arrives, from one client at a time",
        steps: &[
            SERVER_ARGUMENTS,
            OPEN,
            EACH_CLIENT,
            READ_FRAME,
            Step {
                what: "Print `message N bytes: PAYLOAD`.",
                more: &["Any bytes can be in it: those that are not UTF-8 are printed as U+FFFD."],
                calls: &[],
            },
        ],
    },
    Outline {
        lab: "lab4",
        program: "client",
        about: "the client: sends each line of stdin as a frame",
        steps: &[
            CLIENT_ARGUMENTS,
            CONNECT,
            SEND_LINES_AS_FRAMES,
            Step { what: "At the end of stdin: close, exit status 0.", more: &[], calls: &[] },
        ],
    },
    Outline {
        lab: "lab5",
        program: "two-rates",
        about: "two loops at two rates, each in a thread of its own",
        steps: &[
            Step {
                what: "Take SLOW_MS, FAST_MS and TOTAL_MS from the command line.",
                more: &["If they make no sense: a line with the usage on stderr, and exit status 2."],
                calls: &[Arguments],
            },
            Step {
                what: "Start a second thread that prints `other thread I` every FAST_MS.",
                more: &["I from 0: line I at I times its period, as long as that is before TOTAL_MS."],
                calls: &[Threads],
            },
            Step {
                what: "Print `main thread I` every SLOW_MS, then wait for the other thread to end.",
                more: &["Flush stdout after every line. Exit status 0."],
                calls: &[],
            },
        ],
    },
    Outline {
        lab: "lab5",
        program: "server",
        about: "the server: serves all its clients at the same time",
        steps: &[
            SERVER_ARGUMENTS,
            OPEN,
            Step {
                what: "For ever: accept a client, print `connected IP:PORT (active N)`, start a thread for it.",
                more: &["N is how many there are now; several threads count, so it needs a lock."],
                calls: &[Accept, Threads],
            },
            Step {
                what: "In the thread: send the frame `Welcome, you are connected to the server`.",
                more: &["A frame is 4 bytes of length, big-endian, then the payload."],
                calls: &[BigEndian, Send],
            },
            READ_FRAME,
            Step {
                what: "Print `IP:PORT: TEXT`, and answer with the frame `received: TEXT`.",
                more: &["`/bye` is answered by the frame `bye`; then close the connection."],
                calls: &[],
            },
            Step {
                what: "When the client is gone, print `disconnected IP:PORT (active N)`.",
                more: &["However it went. What goes wrong is reported as `error: ...`, and ends that client alone."],
                calls: &[],
            },
        ],
    },
    Outline {
        lab: "lab5",
        program: "client",
        about: "the client: sends what is typed at once, and prints what arrives whenever it arrives",
        steps: &[
            CLIENT_ARGUMENTS,
            CONNECT,
            Step {
                what: "Start a thread that prints each frame that arrives as `ack: TEXT`.",
                more: &["Count those that start with `received: `, and `bye`."],
                calls: &[Threads, Receive],
            },
            SEND_LINES_AS_FRAMES,
            Step {
                what: "At the end of stdin, or after `/bye`, close the sending side, and wait for the server to close.",
                more: &["Meanwhile go on printing."],
                calls: &[HalfClose],
            },
            Step {
                what: "Were all messages acknowledged? Then exit status 0.",
                more: &[
                    "Else `error: N messages unacknowledged`, and exit status 1. If the server closes while stdin is",
                    "open: the same, or any `error: ...`, at once, without waiting for the keyboard.",
                ],
                calls: &[],
            },
        ],
    },
    Outline {
        lab: "lab6",
        program: "pair-server",
        about: "checkpoint 1, the server: what is typed here is printed there, and the other way round",
        steps: &[
            SERVER_ARGUMENTS,
            OPEN,
            Step {
                what: "Start a thread that sends each line of stdin to whoever is connected.",
                more: &[
                    "`EXIT` is not sent, but closes that client. Nobody there: `error: nobody is connected`. The end",
                    "of stdin only means that nothing more is typed.",
                ],
                calls: &[Threads, Stdin, Send],
            },
            EACH_CLIENT,
            Step { what: "Print each line that the client sends, as it is.", more: &[], calls: &[Receive] },
        ],
    },
    Outline {
        lab: "lab6",
        program: "pair-client",
        about: "checkpoint 1, the client: what is typed here is printed there, and the other way round",
        steps: &[
            CLIENT_ARGUMENTS,
            CONNECT,
            Step {
                what: "Start a thread that prints each line that the server sends, as it is.",
                more: &["When the server closes: exit status 0, without waiting for the keyboard."],
                calls: &[Threads, Receive],
            },
            Step {
                what: "Send each line of stdin, until one is `EXIT` or there are no more.",
                more: &["`EXIT` is not sent. Exit status 0; after a network error `error: ...` and 1."],
                calls: &[Stdin, Send],
            },
        ],
    },
    Outline {
        lab: "lab6",
        program: "server",
        about: "checkpoint 2, the chat server: many users, each known by a name",
        steps: &[
            SERVER_ARGUMENTS,
            OPEN,
            Step {
                what: "Serve every client at the same time: a thread that reads its frames, and one that writes.",
                more: &[
                    "What is for a user goes into a queue, and the writer sends it: nobody waits for a user who does",
                    "not read. With 256 frames waiting, the user is dropped.",
                ],
                calls: &[Accept, Threads],
            },
            READ_FRAME,
            Step {
                what: "`LOGIN name`: answer `OK name`, and tell everybody else `JOINED name`.",
                more: &[
                    "`ERR name-taken text`, `ERR bad-name text` (1 to 16 of a-z A-Z 0-9 - _): they may try again.",
                    "Anything else before it: `ERR not-logged-in text`. A second one: `ERR already-logged-in text`.",
                ],
                calls: &[],
            },
            Step {
                what: "`MSG name text`: send `MSG from text` to that user; `USERS`: answer `USERS name name ...`.",
                more: &[
                    "Sorted by bytes, the asker among them. `ERR no-such-user text`; anything that is no command, has",
                    "no text, fits no frame or is not UTF-8: `ERR bad-command text`.",
                ],
                calls: &[],
            },
            Step {
                what: "`QUIT`, the end of the stream or an error: tell everybody else `LEFT name`; the name is free.",
                more: &["What is still in the user's queue is sent first."],
                calls: &[],
            },
        ],
    },
    Outline {
        lab: "lab6",
        program: "client",
        about: "checkpoint 2, the line client of the chat",
        steps: &[
            Step {
                what: "Take HOST, PORT and NAME from the command line.",
                more: &["If they make no sense: a line with the usage on stderr, and exit status 2."],
                calls: &[Arguments],
            },
            CONNECT,
            Step {
                what: "Send the frame `LOGIN NAME`; at `OK` print `logged in as NAME`.",
                more: &["A refusal: `error: ...`, and exit status 1."],
                calls: &[BigEndian, Send],
            },
            Step {
                what: "Start a thread that prints what the server tells.",
                more: &[
                    "`FROM: TEXT`, `users: a b c`, `* NAME joined`, `* NAME left`; `ERR ...` as `error: ...` on stderr.",
                    "The server gone: `error: ...`, and exit status 1, at once.",
                ],
                calls: &[Threads, Receive],
            },
            Step {
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
