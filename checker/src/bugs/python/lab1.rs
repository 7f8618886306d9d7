//! Bugs to find in lab 1's Python programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
    PeerBug {
        file: "lab1_client.py",
        edit: ("while data := connection.recv(65536):\n            reply += data", "reply += connection.recv(65536)"),
        check: "client-pieces",
        was: "One call of recv was taken for the whole reply.",
        life: "The most common mistake in network programs in Python: recv(65536) means at most so many bytes, and never all there are.",
    },
    PeerBug {
        file: "lab1_server.py",
        edit: ("connection.sendall(data)  # not send(): that may take a part only", "connection.send(data)"),
        check: "server-suspended",
        was: "send took a part when the process was stopped and continued; sendall would have gone on.",
        life: "send and sendall differ by three letters, and by the last bytes of a large reply on a bad day.",
    },
    PeerBug {
        file: "lab1_client.py",
        edit: ("        connection.shutdown(socket.SHUT_WR)  # \"I have finished\"; one can still receive\n", ""),
        check: "client-sends",
        was: "The sending side was not closed, and the server waited for more.",
        life: "Both sides are right, and wait for each other. A timeout makes of it something that is slow, and nobody asks why.",
    },
    PeerBug {
        file: "lab1_server.py",
        edit: ("            except OSError as problem:", "            except BrokenPipeError as problem:"),
        check: "server-reset",
        was: "Only a BrokenPipeError was caught, and a reset is a ConnectionResetError: it ended the server.",
        life: "The name of an exception is taken from the one stack trace that somebody saw. The next one has another name.",
    },
    PeerBug {
        file: "lab1_client.py",
        edit: ("except (OSError, UnicodeError) as problem", "except OSError as problem"),
        check: "client-refused",
        was: "A name that can't be one gives a UnicodeError, and that is no OSError.",
        life: "What a user types is never only wrong in the way that was thought of. A host name with a slip of the finger in it should not print a stack trace.",
    },
    PeerBug {
        file: "lab1_server.py",
        edit: (
            "connection.sendall(data)  # not send(): that may take a part only",
            "connection.sendall(data.decode(\"utf-8\", \"replace\").encode())",
        ),
        check: "server-binary",
        was: "The bytes were decoded and encoded again, and what was no UTF-8 came back as something else.",
        life: "Pictures that are broken after an upload, and a few bytes longer than before: somewhere they were text for a moment.",
    },
    PeerBug {
        file: "lab1_server.py",
        edit: (
            "    while data := connection.recv(65536):  # 0 bytes are the end of the stream\n        connection.sendall(data)  # not send(): that may take a part only\n",
            "    size = 65536\n    while True:\n        data = connection.recv(size)\n        connection.sendall(data)\n        if len(data) < size:  # that was the last of it\n            return\n",
        ),
        check: "server-stream",
        was: "A recv that gave fewer bytes than were asked for was taken for the end of the stream. Only one that gives none is the end.",
        life: "It comes from reading files, where a short read is the last one. On one machine a short message comes in one piece, and nobody notices.",
    },
    PeerBug {
        file: "common.py",
        edit: ("word.isdigit() and len(word) <= 5 and int(word) <= 65535", "word.isdigit()"),
        check: "server-arguments",
        was: "A port above 65535 got as far as bind, which raises an OverflowError. That is no OSError, and nobody caught it.",
        life: "A number that is looked at for its digits alone: a month of 13, an age of 999. Somewhere deep inside a library says what it thinks of it, with an exception of its own.",
    },
    PeerBug {
        file: "common.py",
        edit: ("server.bind(address)", "server.bind((\"\", address[1]))"),
        check: "server-bind-address",
        was: "The server was bound to the empty name, which stands for every address of the machine, whatever HOST said.",
        life: "`bind((\"\", port))` is in most tutorials. It is how a service that was meant for its own machine is found by the whole Internet.",
    },
    PeerBug {
        file: "common.py",
        edit: ("socket.SO_REUSEADDR", "socket.SO_REUSEPORT"),
        check: "server-port-in-use",
        was: "SO_REUSEPORT stood in the place of SO_REUSEADDR. With it two servers may listen on one port, and the kernel deals the clients out between them.",
        life: "The old server still runs, the new one started without an error, and every second request is answered as it was last week.",
    },
    PeerBug {
        file: "lab1_client.py",
        edit: (
            "        while data := connection.recv(65536):\n            reply += data\n",
            "        try:\n            while data := connection.recv(65536):\n                reply += data\n        except ConnectionResetError:\n            pass  # the server has gone: that is all there is\n",
        ),
        check: "client-reset",
        was: "A reset was taken for the end of the stream, and half a reply was printed as if it were all of it.",
        life: "`except: pass` around a read makes a download that broke off look like one that is done. Half an archive is found out on the day on which it is needed.",
    },
    PeerBug {
        file: "lab1_client.py",
        edit: ("{text(reply)}", "{reply}"),
        check: "client-prints",
        was: "Bytes were put into a text without being decoded: Python then writes them as in a program, with `bytearray(b'` before them.",
        life: "Letters that begin with `Dear b'Anna'`: an f-string never refuses bytes, and writes down how a programmer would type them.",
    },
    PeerBug {
        file: "lab1_client.py",
        edit: (
            "    say(f\"received: {text(reply)}\")",
            "    if not reply:\n        fail(\"the server has sent nothing\")\n    say(f\"received: {text(reply)}\")",
        ),
        check: "client-empty-reply",
        was: "A reply of no bytes was taken for an error. The server has closed in an orderly way, and so the reply is whole: it is empty.",
        life: "`if not result` means None, 0, an empty text and an empty list all at once. A search that finds nothing is then reported as a search that failed.",
    },
];
