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
];
