//! Bugs to find in lab 4.

use super::shared::Bug;

pub const BUGS: &[Bug] = &[
    Bug {
        name: "lines-buffer-per-read",
        was: "The collection of the unfinished line was made anew for each read, so that its beginning was lost.",
        life: "A variable one level too deep. It shows only when a line straddles two reads: rarely, and never in the debugger.",
    },
    Bug {
        name: "lines-decodes-reads",
        was: "Each read was decoded by itself, and a character in two pieces became two question marks.",
        life: "Broken umlauts in one message of a thousand, always at the same place of a long one: at a multiple of the buffer's size.",
    },
    Bug {
        name: "lines-prints-unfinished",
        was: "What had no newline at the end of the stream was printed as if it were a line.",
        life: "The last record of a transfer that broke off is put into the database, with half of its amount.",
    },
    Bug {
        name: "server-little-endian",
        was: "The length was read with its bytes in the other order.",
        life: "Two machines of the same kind never notice. The first reader on another architecture asks for sixteen million bytes.",
    },
    Bug {
        name: "server-header-one-read",
        was: "The header was expected to come in one read.",
        life: "It nearly always does. When it does not, everything after it is out of step, and the log is full of impossible lengths.",
    },
    Bug {
        name: "server-payload-one-read",
        was: "The payload was expected to come in one read.",
        life: "Small messages work, large ones are cut. Somebody then makes the buffer larger, and the bug rarer.",
    },
    Bug {
        name: "server-reader-per-frame",
        was: "A buffered reader was made for each frame, and what it had read too much was lost with it.",
        life: "A buffer is a part of the connection. Whoever wraps a socket twice has two, and each keeps what the other needs.",
    },
    Bug {
        name: "server-empty-is-end",
        was: "An empty frame was taken for the end.",
        life: "0 means nothing, the end, or all of it, as everybody likes. Write down which.",
    },
    Bug {
        name: "server-allocates",
        was: "As much memory was taken as the header claimed, before a byte of it had come.",
        life: "Four bytes from anybody, and the server asks for four gigabytes: one of the cheapest attacks there are.",
    },
    Bug {
        name: "server-signed",
        was: "The length was taken for a signed number, and a very large one was negative, and so not too large.",
        life: "Many a hole in libraries that read pictures and fonts is this comparison.",
    },
    Bug {
        name: "client-counts-characters",
        was: "The length counted characters, and not bytes.",
        life: "The tests were in English. The first customer from elsewhere has a name with an accent, and the stream is out of step from there on.",
    },
    Bug {
        name: "client-little-endian",
        was: "The length was sent with its bytes in the other order.",
        life: "A struct was written to the socket as it stands in memory. It works until the other end is written in another language.",
    },
];
