//! Bugs to find in lab 6's Python programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
    PeerBug {
        file: "lab6_server.py",
        edit: ("if not text or len(message.encode()) > LARGEST:", "if len(message.encode()) > LARGEST:"),
        check: "message-errors",
        was: "A message without a text was passed on.",
        life: "Input that is empty is the test that everybody forgets, and the first that a user tries.",
    },
    PeerBug {
        file: "lab6_server.py",
        edit: ("\" \".join(sorted(users))", "\" \".join(users)"),
        check: "users",
        was: "The names stood in the order of their logins, not sorted.",
        life: "A dictionary keeps an order today, so that a list looks sorted until somebody logs in anew.",
    },
    PeerBug {
        file: "lab6_server.py",
        edit: (
            "        if self.queue.qsize() >= WAITING:\n            self.hang_up()\n        else:\n            self.queue.put(text.encode())",
            "        self.queue.put(text.encode())",
        ),
        check: "slow-user",
        was: "The queue of a user who did not read had no limit.",
        life: "queue.Queue() is endless unless one says otherwise, and memory is not.",
    },
];
