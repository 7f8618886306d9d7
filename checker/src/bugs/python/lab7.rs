//! Bugs to find in lab 7's Python programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
    PeerBug {
        file: "buffers.py",
        edit: ("del self.bytes[:sent]", "self.bytes.clear()"),
        check: "server-service",
        was: "What send did not take was thrown away.",
        life: "send is allowed to take a part. On a quiet desk it never does.",
    },
    PeerBug {
        file: "lab7_server.py",
        edit: (
            "return wanted | (selectors.EVENT_WRITE if self.outbox.bytes else 0)",
            "return wanted | (selectors.EVENT_WRITE if self.outbox.bytes or wanted else 0)",
        ),
        check: "server-quiet",
        was: "The loop asked whether it could send although there was nothing to send.",
        life: "The fan of the server room tells it before the monitoring does.",
    },
    PeerBug {
        file: "lab7_server.py",
        edit: ("return not self.is_finished and not self.outbox.is_full()", "return not self.is_finished"),
        check: "server-pushes-back",
        was: "The server read on from a client that did not read.",
        life: "Backpressure is one line, and who leaves it out has a queue in memory instead of in the network.",
    },
];
