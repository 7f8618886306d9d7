//! Bugs to find in the course's Python programs.

/// A wrong version of one of the programs in `solutions/peers/python`.
pub struct PythonBug {
    pub lab: &'static str,
    /// The file that is wrong.
    pub file: &'static str,
    /// Text that stands there exactly once, and what stands in its place.
    pub edit: (&'static str, &'static str),
    /// The check that is named.
    pub check: &'static str,
    /// What the mistake was, and where one meets it.
    pub was: &'static str,
    pub life: &'static str,
}

pub const BUGS: &[PythonBug] = &[
    PythonBug {
        lab: "lab1",
        file: "lab1_client.py",
        edit: ("while data := connection.recv(65536):\n            reply += data", "reply += connection.recv(65536)"),
        check: "client-pieces",
        was: "One call of recv was taken for the whole reply.",
        life: "The most common mistake in network programs in Python: recv(65536) means at most so many bytes, and never all there are.",
    },
    PythonBug {
        lab: "lab1",
        file: "lab1_server.py",
        edit: ("connection.sendall(data)  # not send(): that may take a part only", "connection.send(data)"),
        check: "server-suspended",
        was: "send took a part when the process was stopped and continued; sendall would have gone on.",
        life: "send and sendall differ by three letters, and by the last bytes of a large reply on a bad day.",
    },
    PythonBug {
        lab: "lab2",
        file: "lab2_server.py",
        edit: ("server.recvfrom(65536)", "server.recvfrom(4096)"),
        check: "server-large",
        was: "The buffer was too small for a large datagram. The rest was thrown away.",
        life: "4096 is a fine number for a stream, where the rest comes with the next call. For datagrams there is no next call.",
    },
    PythonBug {
        lab: "lab2",
        file: "lab2_server.py",
        edit: ("data.upper(), sender", "data.decode(\"latin-1\").upper().encode(\"latin-1\", \"replace\"), sender"),
        check: "server-bytes",
        was: "The bytes were made into text before they were upper-cased.",
        life: "upper() of bytes and upper() of str have one name and two meanings.",
    },
    PythonBug {
        lab: "lab4",
        file: "frames.py",
        edit: ("int.from_bytes(header, \"big\")", "int.from_bytes(header, \"little\")"),
        check: "frames-one",
        was: "The length was read with its bytes in the other order.",
        life: "A format string of struct without `!` does the same, on most machines.",
    },
    PythonBug {
        lab: "lab4",
        file: "lab4_lines_server.py",
        edit: ("(unfinished + piece).split", "piece.split"),
        check: "lines-split",
        was: "What a piece had left unfinished was not put in front of the next one.",
        life: "The rest of a split is easily forgotten, since in the tests there is none.",
    },
    PythonBug {
        lab: "lab5",
        file: "lab5_server.py",
        edit: (
            "threading.Thread(target=serve, args=(connection, peer), name=peer, daemon=True).start()",
            "serve(connection, peer)",
        ),
        check: "server-two-at-once",
        was: "Each client was served in the thread that accepts.",
        life: "`Thread(target=serve(connection))`, with its brackets one word too early, does just this, and looks right.",
    },
    PythonBug {
        lab: "lab5",
        file: "lab5_server.py",
        edit: ("    finally:\n        count(", "    else:\n        count("),
        check: "server-active",
        was: "Only a client that had ended in an orderly way was counted out.",
        life: "`else` and `finally` of a try differ only when something goes wrong, which is the one time that it matters.",
    },
];
