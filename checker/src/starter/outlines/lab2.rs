//! The programs of lab 2: upper case, by datagrams and by a stream.

use crate::language::Topic::*;
use crate::starter::outline::{Outline, Task};
use crate::starter::steps::{CLIENT_ARGUMENTS, CONNECT, EACH_CLIENT, FINISH, OPEN, SERVER_ARGUMENTS};

pub const PROGRAMS: &[Outline] = &[
    Outline {
        program: "server",
        about: "the server: sends each datagram back in upper case",
        tasks: &[
            SERVER_ARGUMENTS,
            Task {
                what: "Bind a UDP socket to HOST and PORT, and print `listening on IP:PORT`.",
                more: &[
                    "The address that the socket really has: port 0 means any that is free. Flush stdout after",
                    "every line: on a terminal you see no difference, into a pipe or a file it would come late.",
                    "If it can't be had: a line `error: ...` on stderr, and exit status 1.",
                ],
                calls: &[BindUdp],
            },
            Task {
                what: "For ever: receive a datagram.",
                more: &["It may have up to 65507 bytes, or none. An error is reported, and ends nothing."],
                calls: &[ReceiveFrom],
            },
            Task {
                what: "Make A-Z of a-z, and send it back to whoever sent it.",
                more: &["Every other byte stays as it is. One datagram for each, of the same length."],
                calls: &[SendTo],
            },
        ],
    },
    Outline {
        program: "client",
        about: "the client: sends each line of stdin as a datagram, and prints the reply",
        tasks: &[
            CLIENT_ARGUMENTS,
            Task {
                what: "Send each line of stdin, without its newline, as one datagram.",
                more: &["At the end of stdin: exit status 0."],
                calls: &[Stdin, SendTo],
            },
            Task {
                what: "Wait 300 ms for the reply, and send the line again without one: three times in all.",
                more: &[
                    "A datagram from any other address is no reply, and the wait goes on. Where HOST has several",
                    "addresses, each is tried three times, until one has answered.",
                ],
                calls: &[Timeout, ReceiveFrom],
            },
            Task {
                what: "Print the reply on a line of its own.",
                more: &["No reply: `error: no reply from IP:PORT` on stderr, and exit status 1."],
                calls: &[],
            },
        ],
    },
    Outline {
        program: "tcp-server",
        about: "the server over TCP: sends the stream back in upper case, to one client at a time",
        tasks: &[
            SERVER_ARGUMENTS,
            OPEN,
            EACH_CLIENT,
            Task {
                what: "Send back what comes with A-Z for a-z, until the client has finished sending.",
                more: &["A receive of 0 bytes is the end of the stream. A send may take a part only."],
                calls: &[Receive, Send],
            },
        ],
    },
    Outline {
        program: "tcp-client",
        about: "the client over TCP: sends one line, and prints what comes back",
        tasks: &[
            CLIENT_ARGUMENTS,
            CONNECT,
            Task {
                what: "Read one line from stdin, and send it without its newline.",
                more: &[],
                calls: &[Stdin, Send],
            },
            FINISH,
            Task {
                what: "Receive until the server closes, and print `From Server: REPLY`.",
                more: &["The reply may come in pieces."],
                calls: &[Receive],
            },
        ],
    },
];
