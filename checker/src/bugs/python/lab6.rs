//! Bugs to find in lab 6's Python programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
    PeerBug {
        file: "lab6_server.py",
        edit: ("if not text or len(message.encode()) > LARGEST:", "if len(message.encode()) > LARGEST:"),
        check: "message-errors",
        was: "A message without a text was passed on.",
        life: "Input that is empty is the test that everybody forgets, and the first that a user tries.",
    },
    PeerBug {
        file: "lab6_server.py",
        edit: ("\" \".join(sorted(users))", "\" \".join(users)"),
        check: "users",
        was: "The names stood in the order of their logins, not sorted.",
        life: "A dictionary keeps an order today, so that a list looks sorted until somebody logs in anew.",
    },
    PeerBug {
        file: "lab6_server.py",
        edit: (
            "        if self.queue.qsize() >= WAITING:\n            self.hang_up()\n        else:\n            self.queue.put(text.encode())",
            "        self.queue.put(text.encode())",
        ),
        check: "slow-user",
        was: "The queue of a user who did not read had no limit.",
        life: "queue.Queue() is endless unless one says otherwise, and memory is not.",
    },
    PeerBug {
        file: "lab6_pair_client.py",
        edit: ("connection.sendall(line + b\"\\n\")", "connection.sendall(line)"),
        check: "pair-both-ways",
        was: "The newline was taken off for the comparison with EXIT, and not put back for the way: the other side waited for the end of the line.",
        life: "Whoever takes a mark off in one place has to put it on in another. Until then the bytes are there, and nobody shows them.",
    },
    PeerBug {
        file: "lab6_pair_server.py",
        edit: (
            "                # Not close(): the other thread is in recv(), which this ends for it.\n                connection.shutdown(socket.SHUT_RDWR)\n",
            "                connection.close()\n",
        ),
        check: "pair-exit-server",
        was: "close() does not end the recv() that another thread is in, and while that goes on the connection stays open.",
        life: "A service that is told to stop, closes its sockets, and does not stop. shutdown is what reaches whoever is waiting.",
    },
    PeerBug {
        file: "lab6_pair_client.py",
        edit: ("if line == b\"EXIT\":", "if line.strip().upper() == b\"EXIT\":"),
        check: "pair-exact-exit",
        was: "`exit`, and EXIT between blanks, were taken for the word that ends it. They are text.",
        life: "It was meant to be kind to those who type. Each spelling more that is a command is one less that can be said.",
    },
    PeerBug {
        file: "lab6_pair_client.py",
        edit: ("    os._exit(1 if problem else 0)", "    sys.exit(1 if problem else 0)"),
        check: "pair-exit-client",
        was: "sys.exit() in a thread ends that thread, and not the program.",
        life: "It raises SystemExit, and a thread that ends with that does so in silence. The program lives on without the part that has left.",
    },
    PeerBug {
        file: "lab6_server.py",
        edit: ("NAME.fullmatch(name)", "NAME.match(name)"),
        check: "login-refused",
        was: "match() asks whether a text begins like this; fullmatch() whether it is like this. A good beginning was enough.",
        life: "Filters for file names and for addresses that let through whatever comes behind the good part: `../` need not stand at the front.",
    },
    PeerBug {
        file: "lab6_client.py",
        edit: ("name, _, message = rest.partition(\" \")", "name, message = rest.split(\" \")"),
        check: "client-chat",
        was: "A text with a blank in it made more than two parts, and the client ended with `too many values to unpack`.",
        life: "It is tried with `hi`, and it ends with the first whole sentence that somebody else writes. That somebody can then end every client.",
    },
    PeerBug {
        file: "lab6_server.py",
        edit: (
            "            report(f\"{self.peer}: {problem}\")\n        self.leave()\n",
            "            report(f\"{self.peer}: {problem}\")\n        else:\n            self.leave()\n",
        ),
        check: "leaving",
        was: "Only who went in an orderly way was signed off. After a reset the name stayed taken, and nobody heard of it.",
        life: "`That name is taken already`, says the server to the one whose train has just been through a tunnel.",
    },
    PeerBug {
        file: "lab6_client.py",
        edit: (
            "                elif partner is None:\n                    report(\"choose somebody with /chat NAME\")\n",
            "",
        ),
        check: "client-errors",
        was: "As long as nobody was chosen, None was added to bytes. The TypeError ended the thread of the keyboard.",
        life: "A variable that has no value yet in the one order of events that nobody tried. Users have no order.",
    },
    PeerBug {
        file: "lab6_client.py",
        edit: (
            "                if line == b\"/bye\":\n                    break\n",
            "                if line == b\"/bye\":\n                    return\n",
        ),
        check: "client-bye",
        was: "`return` leaves the function and not only the loop: QUIT was never sent, and the program waited for a server that waited for it.",
        life: "What has to happen at the end stands below the loop. A short cut inside it goes past it: files that are not closed, and transactions that are not finished.",
    },
    PeerBug {
        file: "frames.py",
        edit: (
            "    if length > LARGEST:  # before anything of that size is asked for\n        raise BadFrame(f\"frame of {length} bytes is larger than {LARGEST}\")\n",
            "",
        ),
        check: "bad-frames",
        was: "The length that a client claimed was not held against the limit, and the server waited for four thousand million bytes of it.",
        life: "A number from outside that says how much memory is taken: one of the cheapest attacks there are.",
    },
    PeerBug {
        file: "lab6_server.py",
        edit: (
            "            self.post(f\"OK {name}\")\n            tell_all(f\"JOINED {name}\")\n            self.name, users[name] = name, self\n",
            "            self.post(f\"OK {name}\")\n            self.name, users[name] = name, self\n            tell_all(f\"JOINED {name}\")\n",
        ),
        check: "login",
        was: "The new user stood in the dictionary before the others were told, and so was told of itself.",
        life: "Whether one belongs to `everybody` oneself: bots that answer their own messages, until somebody pulls the plug.",
    },
    PeerBug {
        file: "lab6_pair_server.py",
        edit: ("            desk.clear()\n\n", "\n"),
        check: "pair-alone",
        was: "Once a client had gone the server still held its connection, which was closed: what was typed met an error of the system there.",
        life: "A variable that outlives what it names. `Bad file descriptor` is the mild form: on a bad day the number belongs to another connection by then.",
    },
    PeerBug {
        file: "lab6_client.py",
        edit: ("next(events, b\"ERR the server has gone\")", "next(events)"),
        check: "client-server-gone",
        was: "next() of a generator that is at its end raises StopIteration: a server that closed before it had answered ended the client with a stack trace.",
        life: "`next(rows)` gives the first row of a table, until a table is empty.",
    },
    PeerBug {
        file: "lab6_server.py",
        edit: (
            "            elif command == \"LOGIN\":\n                self.post(f\"ERR already-logged-in you are {self.name}\")\n",
            "            elif command == \"LOGIN\":\n                self.log_in(rest)\n",
        ),
        check: "login-first",
        was: "A second LOGIN was obeyed: the connection got another name, and the first one was never free again.",
        life: "Each command was written for itself, and nobody asked which may follow which. To send a request twice is the first thing that a bored user tries.",
    },
];
