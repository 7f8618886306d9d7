//! Bugs to find in lab 3's Python programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
    PeerBug {
        file: "lab3_client.py",
        edit: ("pause = min(2 * pause, LONGEST_PAUSE)", "pause = 2 * pause"),
        check: "client-backs-off",
        was: "The pause between two tries grew without a limit.",
        life: "A service that is back after an hour, and clients that come back after another hour: every doubling needs a cap.",
    },
    PeerBug {
        file: "lab3_client.py",
        edit: (
            "            report(f\"{host} port {port}: {problem}\")",
            "            report(f\"{host} port {port}: {problem}\")\n            keyboard.typed = keyboard.typed[1:]",
        ),
        check: "client-server-restarts",
        was: "With the connection the line in flight was given up, which nobody had accepted yet.",
        life: "Sent is not delivered. Whoever clears up after an error and deletes the message has decided to lose some.",
    },
    PeerBug {
        file: "lab3_server.py",
        edit: (
            "            except OSError as problem:\n                report(f\"{peer}: {problem}\")",
            "            except BrokenPipeError as problem:\n                report(f\"{peer}: {problem}\")",
        ),
        check: "server-client-gone",
        was: "Of the ways in which a client can go only one was handled: a reset ended the server.",
        life: "ConnectionResetError and BrokenPipeError are both OSError, and neither is the other.",
    },
    PeerBug {
        file: "common.py",
        edit: (
            "        if kind == socket.SOCK_STREAM:\n            # Connections of an earlier run that are winding up are no reason to refuse the port.\n            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\n        server.bind(address)\n",
            "        server.bind(address)\n        if kind == socket.SOCK_STREAM:\n            # Connections of an earlier run that are winding up are no reason to refuse the port.\n            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\n",
        ),
        check: "server-restart",
        was: "SO_REUSEADDR was set after bind, which had refused the port by then.",
        life: "The line is there, every review sees it, and still the service can't be started again for a minute. What prepares a call has to stand before it.",
    },
    PeerBug {
        file: "lab3_server.py",
        edit: ("line.lower() == b\"close\"", "line.lower() == \"close\""),
        check: "server-close",
        was: "Bytes were compared with text. In Python they are never equal, and nobody is told: `close` was an ordinary line.",
        life: "It is where programs broke that went from Python 2 to Python 3. `python3 -b` warns of each such comparison.",
    },
    PeerBug {
        file: "lab3_server.py",
        edit: ("{state.value}", "{state}"),
        check: "server-states",
        was: "The member of the enumeration was printed, as `State.LISTENING`, and not its value.",
        life: "Python 3.11 changed what f-strings make of some enumerations. Programs that had left it to them wrote other words into their logs and messages from one day to the next.",
    },
    PeerBug {
        file: "lab3_client.py",
        edit: ("        if not piece:\n            raise Lost(\"the server has closed the connection\")\n", ""),
        check: "client-server-closes",
        was: "The end of the stream was not looked for. recv gives no bytes again and again, and the client turns round and round and never connects anew.",
        life: "`if not data` is the line that is forgotten most often. A process that takes all of a processor, and sends nothing, has probably lost its peer.",
    },
    PeerBug {
        file: "lab3_client.py",
        edit: ("answers.feed(piece)", "piece.splitlines()"),
        check: "client-split-answer",
        was: "Each piece was taken for whole lines: `acc` was taken for an answer, and a wrong one.",
        life: "splitlines() gives an unfinished line like any other. What has come so far is not yet a line.",
    },
    PeerBug {
        file: "lab3_client.py",
        edit: ("os.read(STDIN, 65536)", "open(STDIN, \"rb\", closefd=False).readline()"),
        check: "client-accepted",
        was: "A buffered reader was made for each line. It reads more than the line, and what it holds is lost with it.",
        life: "A buffer belongs to the stream, and has to live as long. Made anew for each call it works as long as a human types.",
    },
    PeerBug {
        file: "lines.py",
        edit: (".split(b\"\\n\")", ".splitlines()"),
        check: "server-accepts",
        was: "splitlines() does not tell a line that is whole from one that is not: a finished line was kept as if it had no end.",
        life: "`split(\"\\n\")` ends with what stands behind the last newline, be it nothing. That empty piece looks like a nuisance, and is what says that the line is whole.",
    },
    PeerBug {
        file: "lab3_client.py",
        edit: (
            "except (OSError, UnicodeError, Lost) as problem:",
            "except (ConnectionResetError, BrokenPipeError, Lost) as problem:",
        ),
        check: "client-waits-for-server",
        was: "A connection that is refused is neither of the errors that were caught, and it ended the client.",
        life: "Containers that are started in any order: this one dies when it comes before its database, and is started again until it is lucky.",
    },
    PeerBug {
        file: "lab3_client.py",
        edit: ("            if self.lines.unfinished:\n                self.typed.append(self.lines.unfinished)\n", ""),
        check: "client-close",
        was: "What was typed last had no newline behind it, and was thrown away.",
        life: "`printf` writes none, and many an editor saves none. Of a file the last record is missing, and nobody counts them.",
    },
];
