//! Bugs to find in lab 1.

use super::shared::Bug;

pub const BUGS: &[Bug] = &[
    Bug {
        name: "server-reads-a-line",
        was: "The server read up to a newline before it answered. A message without one waited for ever.",
        life: "Programs that were tried only from a terminal, where every message ends with Enter, often do this; they hang as soon as another program speaks to them.",
    },
    Bug {
        name: "server-takes-a-short-read-for-the-end",
        was: "A read that did not fill the buffer was taken for the end of the stream.",
        life: "Code that was written for files does this: there, a short read is the end. It works for years on a fast local network, and breaks over a slow one.",
    },
    Bug {
        name: "server-drops-the-last-byte",
        was: "One byte too few was written back in each turn.",
        life: "Off by one: a length that once counted a final zero or newline, and was not changed when that went away.",
    },
    Bug {
        name: "server-sends-the-whole-buffer",
        was: "The whole buffer was sent, not only the part that had been read.",
        life: "The famous Heartbleed was of this kind: a server that sent more of its memory than the peer had given it, with other people's secrets in it.",
    },
    Bug {
        name: "server-turns-bytes-into-text",
        was: "The bytes were made into text and back, and what was no UTF-8 came back as something else.",
        life: "Downloads that arrive broken, pictures that can't be opened: somewhere on the way a binary file went through a string.",
    },
    Bug {
        name: "server-drops-what-a-send-does-not-take",
        was: "A send that took only a part was believed to have taken all.",
        life: "It shows only when a peer reads slowly, so it is met in production and not on a developer's machine: large replies with a hole in them.",
    },
    Bug {
        name: "server-lingers-for-no-time",
        was: "The socket was set to end with a reset: SO_LINGER with no time. What was still under way was thrown away.",
        life: "Linger 0 is copied from advice against TIME-WAIT. It gets rid of TIME-WAIT, and of the last bytes of every reply.",
    },
    Bug {
        name: "server-ends-at-an-error",
        was: "An error of one connection led out of the loop over all clients, and so the server ended.",
        life: "One port scan in the night, and the service is down in the morning.",
    },
    Bug {
        name: "server-ignores-host",
        was: "HOST was not looked at: the server was bound to an address of its own choice.",
        life: "A database that was to be reachable from the same machine only, and is found on the Internet. It has happened to thousands.",
    },
    Bug {
        name: "server-sends-once",
        was: "A single send was made for each piece. When the process was stopped and continued, it took only a part.",
        life: "Signals interrupt system calls: a laptop that sleeps, a debugger that attaches, a container that is paused.",
    },
    Bug {
        name: "client-reads-once",
        was: "The client took one read for the whole reply.",
        life: "Perhaps the most common mistake in network programs. It passes every test on one machine, and fails when the network cuts a reply in two.",
    },
    Bug {
        name: "client-takes-a-reset-for-the-end",
        was: "A reset was taken for the end of the stream, and half a reply was printed as if it were whole.",
        life: "Backups that stop in the middle and report success; half a configuration file that is put to use.",
    },
];
