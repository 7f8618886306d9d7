//! Bugs to find in lab 5's Python programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
    PeerBug {
        file: "lab5_server.py",
        edit: (
            "threading.Thread(target=serve, args=(connection, peer), name=peer, daemon=True).start()",
            "serve(connection, peer)",
        ),
        check: "server-two-at-once",
        was: "Each client was served in the thread that accepts.",
        life: "`Thread(target=serve(connection))`, with its brackets one word too early, does just this, and looks right.",
    },
    PeerBug {
        file: "lab5_server.py",
        edit: ("    finally:\n        count(", "    else:\n        count("),
        check: "server-active",
        was: "Only a client that had ended in an orderly way was counted out.",
        life: "`else` and `finally` of a try differ only when something goes wrong, which is the one time that it matters.",
    },
    PeerBug {
        file: "lab5_client.py",
        edit: (
            "threading.Thread(target=conversation.send_lines, name=\"keyboard\", daemon=True).start()",
            "conversation.send_lines()",
        ),
        check: "client-acks",
        was: "The keyboard was read in the main thread, and only then what had arrived.",
        life: "`Thread(target=f()).start()` calls f at once, in the thread that is there, and starts another one for nothing. It is two brackets too many.",
    },
    PeerBug {
        file: "lab5_two_rates.py",
        edit: ("other.start()", "other.run()"),
        check: "two-rates-both",
        was: "run() does the work in the thread that calls it; start() makes a new one, and that calls run(). So the two came one after the other.",
        life: "The names are as alike as the effects are not, and nothing warns. A server that is made of threads, and has one.",
    },
    PeerBug {
        file: "lab5_client.py",
        edit: ("self.connection.shutdown(socket.SHUT_WR)", "self.connection.close()"),
        check: "client-late-acks",
        was: "A socket whose makefile is still open is not closed by close(), and that says nothing to the peer: the server waited for more, and the client for the server.",
        life: "`close` only gives back one of several handles. The end of the stream goes out with the last of them, or with shutdown, whoever holds the others.",
    },
    PeerBug {
        file: "lab5_client.py",
        edit: (
            "                    if answer.startswith(b\"received: \") or answer == b\"bye\":\n                        acknowledged += 1\n",
            "                    acknowledged += 1\n",
        ),
        check: "client-unacknowledged",
        was: "The welcome was counted as an answer, so that one lost message was not noticed.",
        life: "A count that is off by one from the start looks right for as long as nothing is lost.",
    },
    PeerBug {
        file: "lab5_client.py",
        edit: (
            "    # Not sys.exit(): the keyboard's thread may hold stdin, and Python would wait for it to let go.\n    os._exit(1 if problem else 0)",
            "    sys.exit(1 if problem else 0)",
        ),
        check: "client-server-gone",
        was: "sys.exit() lets Python tidy up, and it wants stdin, which the keyboard's thread is reading: that ended in a fatal error instead of exit status 1.",
        life: "A daemon thread does not keep a program alive, and may still trip it up as it leaves. A crash on the way out is put down to whatever was done last.",
    },
    PeerBug {
        file: "lab5_server.py",
        edit: (
            "            connection.sendall(frame(b\"received: \" + message))",
            "            with lock:\n                connection.sendall(frame(b\"received: \" + message))",
        ),
        check: "server-slow-reader",
        was: "A lock was held while something was sent. One client that did not read kept it, and all the others waited.",
        life: "The lock was put in to be on the safe side. One customer with a bad connection, and the service stands still without an error in any log.",
    },
    PeerBug {
        file: "lab5_server.py",
        edit: ("except (BadFrame, OSError) as problem:", "except BadFrame or OSError as problem:"),
        check: "server-isolation",
        was: "`BadFrame or OSError` is BadFrame: `or` gives the first that counts as true. A reset was caught by nobody.",
        life: "It reads like English, and Python takes it without a word. `if word == \"yes\" or \"y\"` is the same mistake, and always true.",
    },
    PeerBug {
        file: "lab5_server.py",
        edit: (
            "                connection.sendall(frame(b\"bye\"))\n                return\n",
            "                connection.sendall(frame(b\"bye\"))\n",
        ),
        check: "server-bye",
        was: "After `bye` the server went on as after any other message: it printed `/bye`, answered it once more, and did not close.",
        life: "A case that is dealt with and not left: what was meant for all the rest is done as well. An order that was cancelled is confirmed, and delivered.",
    },
    PeerBug {
        file: "lab5_server.py",
        edit: (
            "    connection.sendall(frame(WELCOME))\n    with connection.makefile(\"rb\") as stream:\n        for message in frames(stream):\n",
            "    with connection.makefile(\"rb\") as stream:\n        for message in frames(stream):\n            connection.sendall(frame(WELCOME))\n",
        ),
        check: "server-welcome",
        was: "The welcome stood in the loop, four blanks too deep: it came before each answer, and only once the client had said something.",
        life: "In Python the indentation is the program. A line that was moved by a merge is still valid, and means something else.",
    },
    PeerBug {
        file: "lab5_server.py",
        edit: ("{text(message)}", "{message.decode('ascii')}"),
        check: "server-receipts",
        was: "The message was decoded as ASCII. One letter with an accent raises a UnicodeDecodeError, which nobody caught, and the client's thread was gone.",
        life: "It runs for months, and then somebody signs up whose name is Zoë. Only the conversation with her ends, each time at the same word.",
    },
];
