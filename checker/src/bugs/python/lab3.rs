//! Bugs to find in lab 3's Python programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
    PeerBug {
        file: "lab3_client.py",
        edit: ("pause = min(2 * pause, LONGEST_PAUSE)", "pause = 2 * pause"),
        check: "client-backs-off",
        was: "The pause between two tries grew without a limit.",
        life: "A service that is back after an hour, and clients that come back after another hour: every doubling needs a cap.",
    },
    PeerBug {
        file: "lab3_client.py",
        edit: (
            "            report(f\"{host} port {port}: {problem}\")",
            "            report(f\"{host} port {port}: {problem}\")\n            keyboard.typed = keyboard.typed[1:]",
        ),
        check: "client-server-restarts",
        was: "With the connection the line in flight was given up, which nobody had accepted yet.",
        life: "Sent is not delivered. Whoever clears up after an error and deletes the message has decided to lose some.",
    },
    PeerBug {
        file: "lab3_server.py",
        edit: (
            "            except OSError as problem:\n                report(f\"{peer}: {problem}\")",
            "            except BrokenPipeError as problem:\n                report(f\"{peer}: {problem}\")",
        ),
        check: "server-client-gone",
        was: "Of the ways in which a client can go only one was handled: a reset ended the server.",
        life: "ConnectionResetError and BrokenPipeError are both OSError, and neither is the other.",
    },
];
