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
    PeerBug {
        file: "lab2_server.py",
        edit: (
            "            server.sendto(data.upper(), sender)",
            "            if not data:\n                break\n            server.sendto(data.upper(), sender)",
        ),
        check: "server-empty",
        was: "An empty datagram was taken for the end. With UDP there is no end of a stream, and a datagram may be empty.",
        life: "`if not data: break` is in every TCP server, and right there. Here one packet of no bytes, from anybody, switches the service off.",
    },
    PeerBug {
        file: "lab2_server.py",
        edit: (
            "            server.sendto(data.upper(), sender)",
            "            server.connect(sender)\n            server.send(data.upper())",
        ),
        check: "server-many-clients",
        was: "The socket was connected to the first sender. From then on the kernel threw away what came from anybody else.",
        life: "connect() of a UDP socket sends nothing, and changes everything: it is a filter. With one client it can't be told from sendto.",
    },
    PeerBug {
        file: "lab2_client.py",
        edit: ("WAIT = 0.3  # seconds", "WAIT = 300"),
        check: "client-retries",
        was: "The time to wait was written in milliseconds. settimeout takes seconds, so the client waited for five minutes.",
        life: "Python counts in seconds, poll(2) and most other languages in milliseconds. A time-out that is a thousand times too long looks like a program that hangs.",
    },
    PeerBug {
        file: "lab2_client.py",
        edit: ("range(TRIES)", "range(1, TRIES)"),
        check: "client-gives-up",
        was: "The loop ran twice, and not three times: a range stops before its end.",
        life: "Off by one, and one lost packet more becomes an error that the user sees. The configuration says 3 all the while.",
    },
    PeerBug {
        file: "lab2_client.py",
        edit: (
            "        client = socket.socket(family, socket.SOCK_DGRAM)\n",
            "        client = socket.socket(family, socket.SOCK_DGRAM)\n        client.connect(server)\n",
        ),
        check: "client-server-down",
        was: "A connected UDP socket is told when nobody has the port, as a ConnectionRefusedError: the client gave up at once, and said something else.",
        life: "It is a clever thing to hear of it early. But the server may be on its way back, and the second try would have met it.",
    },
    PeerBug {
        file: "lab2_tcp_server.py",
        edit: ("while data := connection.recv(65536):", "if data := connection.recv(65536):"),
        check: "tcp-server-uppercase",
        was: "recv was called once for each client. What came later was never read.",
        life: "In UDP one recv is one message, and the code was copied from there. With TCP it works until a message comes in two pieces.",
    },
    PeerBug {
        file: "lab2_tcp_client.py",
        edit: ("reply += data", "reply = data"),
        check: "tcp-client-prints",
        was: "Each piece of the reply took the place of the one before: only the last one was printed.",
        life: "Replies whose beginning is missing, and only the long ones: as long as all comes in one piece, `=` and `+=` do the same.",
    },
    PeerBug {
        file: "lab2_tcp_client.py",
        edit: ("sys.stdin.buffer.readline().removesuffix(b\"\\n\")", "sys.stdin.buffer.read().removesuffix(b\"\\n\")"),
        check: "tcp-client-refused",
        was: "read() waits for the end of stdin, and one line was meant. At a terminal nothing happens before somebody presses Ctrl-D.",
        life: "With `echo hello | client` it works, since a pipe ends by itself. So it passes every test in a script, and hangs for the first person who types.",
    },
    PeerBug {
        file: "lab2_tcp_client.py",
        edit: (
            "except (OSError, UnicodeError) as problem:",
            "except (ConnectionRefusedError, UnicodeError) as problem:",
        ),
        check: "tcp-client-reset",
        was: "Of the errors of a connection one alone was handled: a reset in the middle of the reply ended the client with a stack trace.",
        life: "The list of exceptions was made by trying what happens without a server. What a network does later is not on it.",
    },
    PeerBug {
        file: "lab2_client.py",
        edit: ("            say(text(reply))", "            say(text(reply).strip())"),
        check: "client-prints",
        was: "strip() without an argument takes blanks away as well, and a reply may begin and end with them.",
        life: "Whoever only wants to be rid of a newline takes tabs and blanks with it: the first column of a table, the end of somebody's password.",
    },
    PeerBug {
        file: "common.py",
        edit: ("if len(words) not in (1, 2) or", "if len(words) < 1 or"),
        check: "arguments",
        was: "A word too many was let through, and with it HOST was not looked at: the server was bound where nobody had asked for.",
        life: "Command lines with a slip in them that run nonetheless, and do something else. Whoever is told at once has lost a second, and not a day.",
    },
];
