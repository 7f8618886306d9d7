//! Bugs to find in lab 7.

use super::shared::Bug;

pub const BUGS: &[Bug] = &[
    Bug {
        name: "client-ends-with-stdin",
        was: "At the end of stdin the program ended, with answers still under way.",
        life: "The last answers are the ones that somebody waited for: a script that uploads, and exits before the server has said that it failed.",
    },
    Bug {
        name: "client-listens-while-it-types",
        was: "Answers were only read once there was nothing left to type.",
        life: "A program that is deaf while it talks works until the other side talks as well, and then both wait.",
    },
    Bug {
        name: "client-drops-the-rest",
        was: "What a send did not take was thrown away.",
        life: "A send that reports less than it was given is no error. In a loop that must not wait it is what happens on every busy day.",
    },
    Bug {
        name: "client-always-writable",
        was: "The loop asked whether it could send although there was nothing to send. It always can, so the loop never slept.",
        life: "Laptops that get warm, phones that are empty by noon: one flag that is never taken back.",
    },
    Bug {
        name: "server-one-frame-a-read",
        was: "After each read one frame was answered. A second one that came with it had to wait for more to come.",
        life: "It looks like a network that hangs now and then, and is cured by sending something else.",
    },
    Bug {
        name: "server-empty-is-the-end",
        was: "A message of no bytes was taken for the end of the stream.",
        life: "Nothing was sent and the end has come are two things, and in many libraries one value.",
    },
    Bug {
        name: "server-thread-for-each-message",
        was: "Each message was answered by a thread of its own.",
        life: "It is an event loop only by its name. A thousand messages are a thousand stacks.",
    },
    Bug {
        name: "server-one-inbox-for-all",
        was: "The beginning of a frame was kept in one place for all clients.",
        life: "Session data in a global variable: fine with one user, and with two each sees the other's.",
    },
    Bug {
        name: "server-drops-the-rest",
        was: "What the system did not take at once was forgotten.",
        life: "Downloads that are too short, always at about the same size: that of a kernel's buffer.",
    },
    Bug {
        name: "server-takes-everything",
        was: "The server read on from a client that did not read its answers.",
        life: "A queue without a limit is where a slow customer becomes an outage. Every proxy has learnt it once.",
    },
    Bug {
        name: "server-closes-at-the-end",
        was: "At the client's end of stream the connection was closed, whatever still waited for it.",
        life: "`printf ... | nc` shows nothing, and the same typed by hand works.",
    },
    Bug {
        name: "server-sends-to-the-gone",
        was: "Answers were still sent to clients that had been reset, and the error ended more than their connections.",
        life: "The third write to a socket that is gone, and its exception in a place where nobody thought of one.",
    },
    Bug {
        name: "server-counts-whole-frames",
        was: "For the clock of the silent only whole frames counted.",
        life: "A slow uploader is cut off after 30 seconds, every time, at another byte.",
    },
    Bug {
        name: "server-spins-without-descriptors",
        was: "When there were no descriptors left, accept failed again and again without a pause.",
        life: "At the limit of open files a server ought to be slow. This one is at 100 % of a processor, and slow.",
    },
];
