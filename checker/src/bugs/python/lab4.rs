//! Bugs to find in lab 4's Python programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
    PeerBug {
        file: "frames.py",
        edit: ("int.from_bytes(header, \"big\")", "int.from_bytes(header, \"little\")"),
        check: "frames-one",
        was: "The length was read with its bytes in the other order.",
        life: "A format string of struct without `!` does the same, on most machines.",
    },
    PeerBug {
        file: "lab4_lines_server.py",
        edit: ("(unfinished + piece).split", "piece.split"),
        check: "lines-split",
        was: "What a piece had left unfinished was not put in front of the next one.",
        life: "The rest of a split is easily forgotten, since in the tests there is none.",
    },
    PeerBug {
        file: "lab4_server.py",
        edit: (
            "except BadFrame as problem:\n                report(problem)\n            except OSError",
            "except OSError",
        ),
        check: "frames-too-large",
        was: "A frame that was too large was no OSError: nothing caught it, and it ended the server.",
        life: "An exception of one's own has to be caught by hand. One bad message, and the service is off for all.",
    },
];
