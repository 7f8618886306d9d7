//! Bugs to find in lab 2's Python programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
    PeerBug {
        file: "lab2_server.py",
        edit: ("server.recvfrom(65536)", "server.recvfrom(4096)"),
        check: "server-large",
        was: "The buffer was too small for a large datagram. The rest was thrown away.",
        life: "4096 is a fine number for a stream, where the rest comes with the next call. For datagrams there is no next call.",
    },
    PeerBug {
        file: "lab2_server.py",
        edit: ("data.upper(), sender", "data.decode(\"latin-1\").upper().encode(\"latin-1\", \"replace\"), sender"),
        check: "server-bytes",
        was: "The bytes were made into text before they were upper-cased.",
        life: "upper() of bytes and upper() of str have one name and two meanings.",
    },
    PeerBug {
        file: "lab2_client.py",
        edit: ("if sender[:2] == server[:2]:", "if sender:"),
        check: "client-stranger",
        was: "Whoever sent a datagram was taken for the server.",
        life: "recvfrom gives an address with every datagram. Answers of strangers are how names were forged in DNS.",
    },
    PeerBug {
        file: "lab2_client.py",
        edit: ("            line = line.removesuffix(b\"\\n\")\n", ""),
        check: "client-sends",
        was: "The newline was sent with the line.",
        life: "A line from stdin, or from a file, ends with its newline. A password that was read so is right, and is refused.",
    },
];
