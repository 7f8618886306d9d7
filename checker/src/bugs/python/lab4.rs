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
    PeerBug {
        file: "lab4_lines_server.py",
        edit: (
            "    unfinished = b\"\"\n    while piece := connection.recv(65536):\n        *lines, unfinished = (unfinished + piece).split(b\"\\n\")\n        for line in lines:\n            say(f\"line: {text(line)}\")  # text only now that all its bytes are here\n",
            "    unfinished = \"\"\n    while piece := text(connection.recv(65536)):\n        *lines, unfinished = (unfinished + piece).split(\"\\n\")\n        for line in lines:\n            say(f\"line: {line}\")\n",
        ),
        check: "lines-utf8",
        was: "Each piece was decoded by itself. A character whose bytes came in two pieces became question marks.",
        life: "Letters with accents that are broken in one message of a thousand, and right when it is sent again: a character was cut in two by the network.",
    },
    PeerBug {
        file: "lab4_lines_server.py",
        edit: (
            "    unfinished = b\"\"\n    while piece := connection.recv(65536):\n        *lines, unfinished = (unfinished + piece).split(b\"\\n\")\n        for line in lines:\n            say(f\"line: {text(line)}\")  # text only now that all its bytes are here\n    if unfinished:\n        report(\"connection closed mid-line\")\n",
            "    for line in connection.makefile(\"rb\"):\n        say(\"line: \" + text(line.removesuffix(b\"\\n\")))\n",
        ),
        check: "lines-unfinished",
        was: "A file that is read line by line gives what stands behind the last newline as a line, too: half a line was printed as a whole one.",
        life: "Of a transfer that broke off the last record is kept, with half of its amount. A file that was cut has no other sign of it than the missing newline.",
    },
    PeerBug {
        file: "lab4_lines_server.py",
        edit: ("        for line in lines:\n", "        for line in filter(None, lines):\n"),
        check: "lines-empty",
        was: "Empty lines were left out.",
        life: "In HTTP and in mail the empty line says that the headers are over. Who tidies it away waits for a body that has come already.",
    },
    PeerBug {
        file: "lab4_server.py",
        edit: ("connection.makefile(\"rb\")", "connection.makefile(\"rb\", buffering=0)"),
        check: "frames-split",
        was: "Without its buffer, read(n) of the file is one recv: it gives what is there, and not n bytes.",
        life: "One word that was to make it faster takes away the promise that all else was built on. With small messages there is no difference.",
    },
    PeerBug {
        file: "lab4_server.py",
        edit: (
            "        with connection, connection.makefile(\"rb\") as stream:\n            try:\n                for payload in frames(stream):\n",
            "        with connection:\n            try:\n                while (payload := next(frames(connection.makefile(\"rb\")), None)) is not None:\n",
        ),
        check: "frames-coalesced",
        was: "For each frame a new buffered reader was made. What the one before had read too much was lost with it.",
        life: "A buffer is a part of the connection. Two libraries that each wrap the same socket steal each other's bytes, and only when messages come close together.",
    },
    PeerBug {
        file: "frames.py",
        edit: ("while (payload := read_frame(stream)) is not None:", "while payload := read_frame(stream):"),
        check: "frames-empty",
        was: "An empty payload counts as false, as None does: an empty frame was taken for the end.",
        life: "`if value` asks whether something is empty, and not whether it is there. A price of 0 and a name that was left blank fall into the same hole.",
    },
    PeerBug {
        file: "frames.py",
        edit: ("    if length > LARGEST:", "    if length >= LARGEST:"),
        check: "frames-largest",
        was: "The largest frame that is allowed was refused: `>=` stood in the place of `>`.",
        life: "Off by one, at a size that nobody tries. The other side fills its frames to the brim, as it may, and is thrown out for it.",
    },
    PeerBug {
        file: "frames.py",
        edit: (
            "    payload = stream.read(length)\n    if len(payload) < length:\n        raise BadFrame(\"connection closed mid-frame\")\n    return payload\n",
            "    return stream.read(length)\n",
        ),
        check: "frames-cut-short",
        was: "At the end of the stream read(n) gives fewer than n bytes, and raises nothing: a payload that was cut off was printed as a whole one.",
        life: "Half a picture is stored as the picture. The length was there to find it out, and nobody compared.",
    },
    PeerBug {
        file: "lab4_client.py",
        edit: (
            "            for line in sys.stdin.buffer:  # bytes: the length counts them, not characters\n                connection.sendall(frame(line.removesuffix(b\"\\n\")))\n",
            "            for line in sys.stdin:\n                line = line.removesuffix(\"\\n\")\n                connection.sendall(len(line).to_bytes(4, \"big\") + line.encode())\n",
        ),
        check: "client-utf8",
        was: "The length counted characters, and what was sent were bytes.",
        life: "The tests were in English. The first customer with an accent in their name puts the stream out of step, and what is reported is a frame of an impossible length.",
    },
    PeerBug {
        file: "lab4_client.py",
        edit: ("line.removesuffix(b\"\\n\")", "line[:-1]"),
        check: "client-many",
        was: "The last byte of each line was cut off, newline or not. The last line has none, and lost a letter.",
        life: "`line[:-1]` is in a great many programs, and right until a file comes from an editor that puts no newline at its end.",
    },
    PeerBug {
        file: "lab4_client.py",
        edit: ("connection.sendall(frame", "connection.send(frame"),
        check: "client-suspended",
        was: "send took a part when the process was stopped and continued, and the rest of that frame never went.",
        life: "A laptop that is closed while it sends. In a stream of frames a few bytes that are missing are not a few bytes: all that follows is read as something else.",
    },
];
