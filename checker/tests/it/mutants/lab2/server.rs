//! Servers that are wrong about a datagram and its reply.

use super::lines::{ANSWER, EVERYWHERE, LOOP, MAIN_OF_SERVER, UPPER};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-says-port-0",
        program: "server",
        edits: &[(
            "say(format_args!(\"listening on {}\", socket.local_addr()?));",
            "say(format_args!(\"listening on {address}\"));",
        )],
        fails: &[("server-uppercase", "no reply comes: the server waits at another address")],
    },
    Mutant {
        name: "server-is-everywhere",
        program: "server",
        edits: &[(MAIN_OF_SERVER, EVERYWHERE)],
        fails: &[("server-uppercase", "the server is bound to another address than 127.0.0.1")],
    },
    Mutant {
        name: "server-one-datagram",
        program: "server",
        edits: &[(LOOP, "answer_next(&socket)\n")],
        fails: &[("server-uppercase", "the server ends: receiving and answering belong in a loop")],
    },
    Mutant {
        name: "server-other-socket",
        program: "server",
        edits: &[(ANSWER, "UdpSocket::bind((\"127.0.0.1\", 0))?.send_to(datagram, peer)?;")],
        fails: &[("server-uppercase", "the reply comes from another address")],
    },
    Mutant {
        name: "server-echoes",
        program: "server",
        edits: &[(UPPER, "")],
        fails: &[("server-uppercase", "letters are in the wrong case")],
    },
    Mutant {
        name: "server-newline",
        program: "server",
        edits: &[(ANSWER, "socket.send_to(&[&*datagram, b\"\\n\"].concat(), peer)?;")],
        fails: &[("server-uppercase", "the server adds a newline")],
    },
    Mutant {
        name: "server-whole-buffer",
        program: "server",
        edits: &[("usize = 65_536;", "usize = 1024;"), (ANSWER, "socket.send_to(&buffer, peer)?;")],
        fails: &[("server-uppercase", "the server sends more than it received: its whole buffer")],
    },
    // More than a datagram can hold.
    Mutant {
        name: "server-whole-64k",
        program: "server",
        edits: &[(ANSWER, "socket.send_to(&buffer, peer)?;")],
        fails: &[(
            "server-uppercase",
            "no reply comes: the server waits at another address than it says, or for more than one datagram, or its send fails",
        )],
    },
    Mutant {
        name: "server-answers-twice",
        program: "server",
        edits: &[(ANSWER, "socket.send_to(datagram, peer)?;\n    socket.send_to(datagram, peer)?;")],
        fails: &[("server-uppercase", "the first reply comes again in the place of the second")],
    },
    Mutant {
        name: "server-adds-words",
        program: "server",
        edits: &[(ANSWER, "socket.send_to(&[b\"UPPER CASE: \", &*datagram].concat(), peer)?;")],
        fails: &[("server-uppercase", "the reply is something else")],
    },
];
