//! Bugs to find in lab 7's Python programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
    PeerBug {
        file: "buffers.py",
        edit: ("del self.bytes[:sent]", "self.bytes.clear()"),
        check: "server-service",
        was: "What send did not take was thrown away.",
        life: "send is allowed to take a part. On a quiet desk it never does.",
    },
    PeerBug {
        file: "lab7_server.py",
        edit: (
            "return wanted | (selectors.EVENT_WRITE if self.outbox.bytes else 0)",
            "return wanted | (selectors.EVENT_WRITE if self.outbox.bytes or wanted else 0)",
        ),
        check: "server-quiet",
        was: "The loop asked whether it could send although there was nothing to send.",
        life: "The fan of the server room tells it before the monitoring does.",
    },
    PeerBug {
        file: "lab7_server.py",
        edit: ("return not self.is_finished and not self.outbox.is_full()", "return not self.is_finished"),
        check: "server-pushes-back",
        was: "The server read on from a client that did not read.",
        life: "Backpressure is one line, and who leaves it out has a queue in memory instead of in the network.",
    },
    PeerBug {
        file: "lab7_server.py",
        edit: (
            "    def __init__(self, connection, peer):\n        self.connection, self.peer = connection, peer\n        self.inbox, self.outbox = Inbox(), Outbox()\n",
            "    def __init__(self, connection, peer, inbox=Inbox()):\n        self.connection, self.peer = connection, peer\n        self.inbox, self.outbox = inbox, Outbox()\n",
        ),
        check: "server-half-frames",
        was: "A default value is made once, where the function is defined: all clients had the same inbox.",
        life: "`def f(items=[])` is the best known trap of Python. With one user all is well, and with two each sees what belongs to the other.",
    },
    PeerBug {
        file: "lab7_server.py",
        edit: ("        connection.setblocking(False)\n        guest = Guest", "        guest = Guest"),
        check: "server-pending",
        was: "The listening socket does not block, and each connection that it gives does unless one says otherwise. One client that did not read held up the loop.",
        life: "In C on Linux it is the same, on BSD the other way round. It shows with the first client whose buffers are full.",
    },
    PeerBug {
        file: "lab7_server.py",
        edit: (
            "wanted = selectors.EVENT_READ if self.is_read_from() else 0",
            "wanted = 0 if self.is_finished else selectors.EVENT_READ",
        ),
        check: "server-quiet-while-pending",
        was: "The loop asked to be told of bytes that it did not want to read just then. It was told, again and again.",
        life: "A selector reports what is the case, and not what is new. Whoever does not want to act has to stop asking.",
    },
    PeerBug {
        file: "lab7_server.py",
        edit: (
            "    interest = guest.interest()\n    if not interest:\n",
            "    interest = guest.interest()\n    if guest.is_finished or not interest:\n",
        ),
        check: "server-half-close",
        was: "A client that had finished sending was dropped, although answers still waited for it.",
        life: "The last page of a long answer is missing, and only with those who have a slow line.",
    },
    PeerBug {
        file: "lab7_server.py",
        edit: ("    selector.unregister(guest.connection)\n", ""),
        check: "server-service",
        was: "The connection was closed and left in the selector. The next client got the same descriptor, and the selector said that it had that one already.",
        life: "Descriptors are numbers that are used again, and what was kept of the old one is believed of the new one. The kernel forgets who has gone; the dictionary beside it has to be told.",
    },
    PeerBug {
        file: "lab7_server.py",
        edit: (
            "    for guest in [guest for guest in guests if guest.is_read_from() and now >= guest.heard + idle]:\n",
            "    for guest in filter(lambda guest: guest.is_read_from() and now >= guest.heard + idle, guests):\n",
        ),
        check: "server-idle",
        was: "filter() looks at the set as the loop goes on, and whoever is sent away is taken out of it: `Set changed size during iteration`.",
        life: "A list of what is to be removed, and then the removal. In one step it works for as long as there is nothing to remove.",
    },
    PeerBug {
        file: "lab7_server.py",
        edit: (
            "            report(f\"cannot accept: {problem}\")\n            return False\n",
            "            report(f\"cannot accept: {problem}\")\n            continue\n",
        ),
        check: "server-no-descriptors",
        was: "When there were no descriptors left, accept was tried again at once, for ever: the loop never came to those who were connected.",
        life: "A server that is out of files is to be slow with the new ones. This one is dead for the old ones as well, who could have given some back.",
    },
    PeerBug {
        file: "lab7_client.py",
        edit: (
            "            wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if talk.outbox.bytes else 0)\n",
            "            wanted = selectors.EVENT_WRITE if talk.outbox.bytes else selectors.EVENT_READ\n",
        ),
        check: "client-both-ways",
        was: "As long as there was something to send nothing was read. The server, which did the same, waited for it to read.",
        life: "Two programs that both talk and do not listen: each waits for the other to take what it says. It needs long messages both ways, and so no test has it.",
    },
    PeerBug {
        file: "lab7_client.py",
        edit: ("        return bool(piece)\n", ""),
        check: "client-service",
        was: "The function came to its end without a return, and gives None then: the first piece was taken for the end of the stream.",
        life: "None counts as false, and so a return that was forgotten in one of two ways is an answer nonetheless, and a wrong one.",
    },
    PeerBug {
        file: "buffers.py",
        edit: (
            "                if len(self.bytes) - start < 4 + length:\n",
            "                if len(self.bytes) - start <= 4 + length:\n",
        ),
        check: "client-service",
        was: "`<=` stood in the place of `<`: a frame that was whole was held back until a byte of the next one came.",
        life: "Off by one, and each answer is one question late. Somebody cures it by sending something empty behind.",
    },
    PeerBug {
        file: "buffers.py",
        edit: (
            "            except BlockingIOError:  # not an error: not now\n                return\n",
            "            except BlockingIOError:\n                continue\n",
        ),
        check: "client-both-ways",
        was: "When the socket took nothing more, send was called again at once, until it did: a loop that must not wait for anybody waited, at full speed.",
        life: "An error that means `not now` is met with `then now`. With a quick peer it costs some processor time, with a slow one it costs all of it.",
    },
    PeerBug {
        file: "lab7_client.py",
        edit: ("if talk.outbox.bytes else 0", "if talk.outbox else 0"),
        check: "client-quiet",
        was: "It was asked whether the outbox is true, and an object always is unless its class says otherwise. So the loop always asked whether it could send, and always could.",
        life: "`if waiting:` is right for a list, and never false for an object of one's own. Even `queue.Queue` counts as true when it is empty.",
    },
];
