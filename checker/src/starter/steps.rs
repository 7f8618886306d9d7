//! The steps that several programs have in common.

use super::outline::Task;
use crate::language::Topic::*;

pub const SERVER_ARGUMENTS: Task = Task {
    what: "Take PORT and HOST from the command line.",
    more: &[
        "HOST may be left out, and is 127.0.0.1 then. If the arguments make no sense (a port is a",
        "number up to 65535): a line with the usage on stderr, and exit status 2.",
    ],
    calls: &[Arguments],
};
pub const CLIENT_ARGUMENTS: Task = Task {
    what: "Take HOST and PORT from the command line.",
    more: &[
        "If they make no sense (a port is a number up to 65535): a line with the usage on stderr,",
        "and exit status 2.",
    ],
    calls: &[Arguments],
};
pub const OPEN: Task = Task {
    what: "Listen at HOST and PORT, and print `listening on IP:PORT`.",
    more: &[
        "The address that the socket really has: port 0 means any that is free. Flush stdout after",
        "every line: on a terminal you see no difference, into a pipe or a file it would come late.",
        "If it can't be had: a line `error: ...` on stderr, and exit status 1.",
    ],
    calls: &[Listen],
};
pub const CONNECT: Task = Task {
    what: "Connect to the server.",
    more: &[
        "HOST may be a name with several addresses: try one after the other. If none takes the",
        "connection: a line `error: ...` on stderr, and exit status 1.",
    ],
    calls: &[Connect],
};
pub const EACH_CLIENT: Task = Task {
    what: "For ever: accept a client, serve it, close its connection.",
    more: &["What goes wrong with one client is reported as `error: ...`, and the next one is served."],
    calls: &[Accept],
};
pub const FINISH: Task = Task {
    what: "Close the sending side, and leave the receiving side open.",
    more: &["That is how the server knows that this was all."],
    calls: &[HalfClose],
};
pub const READ_FRAME: Task = Task {
    what: "Read a frame: 4 bytes of length, big-endian, then as many bytes.",
    more: &[
        "One receive is not one frame: read on until all of it is there. The end of the stream",
        "between two frames is the normal end; inside one: `error: connection closed mid-frame`.",
        "A length over 1048576: `error: frame of N bytes is larger than 1048576`, and close at once.",
    ],
    calls: &[Receive, BigEndian],
};
pub const SEND_LINES_AS_FRAMES: Task = Task {
    what: "Send each line of stdin as a frame: 4 bytes of length, big-endian, then the line.",
    more: &["Without its newline. The length counts bytes, not characters. All of it has to go."],
    calls: &[Stdin, BigEndian, Send],
};
