//! The programs of lab 8: a file over a network that loses, repeats, reorders, delays and damages datagrams.

use crate::language::Topic::*;
use crate::starter::outline::{Outline, Task};

const SEGMENTS: Task = Task {
    what: "Write and read segments: kind, zero, checksum (2 bytes), number (4 bytes), payload.",
    more: &[
        "Kind 1 is data, kind 2 an acknowledgement. Numbers are big-endian. The checksum is the Internet",
        "checksum (RFC 1071) over the whole segment, with its own bytes taken as zero. A wrong checksum, an",
        "unknown kind, less than 8 bytes: the segment never came.",
    ],
    calls: &[BigEndian],
};

pub const PROGRAMS: &[Outline] = &[
    Outline {
        program: "receiver",
        about: "the receiver: writes a file that comes in segments, each byte once and in order",
        tasks: &[
            Task {
                what: "Take PORT, FILE and HOST from the command line.",
                more: &[
                    "HOST may be left out, and is 127.0.0.1 then. If the arguments make no sense (a port is a",
                    "number up to 65535): a line with the usage on stderr, and exit status 2.",
                ],
                calls: &[Arguments],
            },
            Task {
                what: "Open FILE, bind a UDP socket, and print `listening on IP:PORT`.",
                more: &["If one of them can't be had: a line `error: ...` on stderr, and exit status 1."],
                calls: &[BindUdp],
            },
            SEGMENTS,
            Task {
                what: "Acknowledge every data segment with the number that is expected next.",
                more: &[
                    "Write each payload once and in order. Who sends segment 0 first is the sender; what comes",
                    "from any other address is ignored, without an answer.",
                ],
                calls: &[ReceiveFrom, SendTo],
            },
            Task {
                what: "A data segment without payload is the end. Stay for one second since the last segment.",
                more: &["Acknowledge as before. Then print `received N bytes`, and exit status 0."],
                calls: &[Timeout],
            },
        ],
    },
    Outline {
        program: "sender",
        about: "the sender: brings a file to a receiver, with a window of segments under way",
        tasks: &[
            Task {
                what: "Take HOST, PORT, FILE and WINDOW from the command line.",
                more: &[
                    "WINDOW may be left out, and is 1 then; 1024 is the most. If the arguments make no sense: a",
                    "line with the usage on stderr, and exit status 2. FILE can't be read: `error: ...`, status 1.",
                ],
                calls: &[Arguments],
            },
            SEGMENTS,
            Task {
                what: "Cut the file into data segments of 1000 bytes, and one without payload: the end.",
                more: &["They are numbered from 0. Send while fewer than WINDOW are unacknowledged."],
                calls: &[SendTo],
            },
            Task {
                what: "Wait for an acknowledgement, as long as the time-out says, and move the window on.",
                more: &[
                    "What comes from any other address, or is damaged, counts for nothing. The third repetition",
                    "of an acknowledgement: send the segment of that number again at once, once for each gap.",
                ],
                calls: &[ReceiveFrom, Timeout],
            },
            Task {
                what: "Send again what is not acknowledged in time, and learn the time (RFC 6298).",
                more: &[
                    "Smoothed round trip plus four deviations, 100 ms at first, from 20 to 500 ms, doubled each",
                    "time it runs out until the next sample; no sample from what was sent twice. Eight time-outs",
                    "in a row without progress: `error: ...`, and exit status 1.",
                ],
                calls: &[],
            },
            Task {
                what: "Everything acknowledged, the end too: print `sent N bytes`.",
                more: &["Exit status 0."],
                calls: &[],
            },
        ],
    },
];
