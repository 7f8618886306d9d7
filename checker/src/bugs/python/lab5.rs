//! Bugs to find in lab 5's Python programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
    PeerBug {
        file: "lab5_server.py",
        edit: (
            "threading.Thread(target=serve, args=(connection, peer), name=peer, daemon=True).start()",
            "serve(connection, peer)",
        ),
        check: "server-two-at-once",
        was: "Each client was served in the thread that accepts.",
        life: "`Thread(target=serve(connection))`, with its brackets one word too early, does just this, and looks right.",
    },
    PeerBug {
        file: "lab5_server.py",
        edit: ("    finally:\n        count(", "    else:\n        count("),
        check: "server-active",
        was: "Only a client that had ended in an orderly way was counted out.",
        life: "`else` and `finally` of a try differ only when something goes wrong, which is the one time that it matters.",
    },
    PeerBug {
        file: "lab5_client.py",
        edit: (
            "threading.Thread(target=conversation.send_lines, name=\"keyboard\", daemon=True).start()",
            "conversation.send_lines()",
        ),
        check: "client-acks",
        was: "The keyboard was read in the main thread, and only then what had arrived.",
        life: "`Thread(target=f()).start()` calls f at once, in the thread that is there, and starts another one for nothing. It is two brackets too many.",
    },
];
