//! Bugs to find in lab 5.

use super::shared::Bug;

pub const BUGS: &[Bug] = &[
    Bug {
        name: "rates-one-thread",
        was: "Both lines were printed by one thread, one after the other.",
        life: "A program that says it does two things at once, and has one loop. It is fine until one of the two takes long.",
    },
    Bug {
        name: "client-lockstep",
        was: "After each message the client waited for its answer.",
        life: "On the same desk it is fast. Over a satellite, with 600 ms for each round trip, a file takes a day.",
    },
    Bug {
        name: "client-exits-at-end",
        was: "At the end of stdin the program ended, with answers still under way.",
        life: "Log shippers that lose the last lines of a process, which are the interesting ones.",
    },
    Bug {
        name: "client-joins-keyboard",
        was: "The program waited for the thread that reads the keyboard, although the server had gone.",
        life: "Windows that can't be closed, services that can't be stopped: somebody waits for an input that does not come.",
    },
    Bug {
        name: "client-counts-welcome",
        was: "The welcome was counted as an answer.",
        life: "Counters that are off by one from the beginning look right as long as nothing is lost, which is when nobody looks at them.",
    },
    Bug {
        name: "client-header-one-read",
        was: "The header of an answer was expected in one read.",
        life: "Correct in the server, forgotten in the client. The same function belongs into both.",
    },
    Bug {
        name: "server-sequential",
        was: "One client was served after the other.",
        life: "Fine for a year, with one user at a time. Then somebody leaves a connection open over lunch.",
    },
    Bug {
        name: "server-lock-around-frames",
        was: "A lock was held while a frame was being read: one silent client stopped all others.",
        life: "The Slowloris attack is no more than this: open connections, send half a header, wait.",
    },
    Bug {
        name: "server-count-lock-while-sending",
        was: "A lock was held while something was sent: one client that did not read stopped all others.",
        life: "Input and output under a lock. It is in every guide as the thing not to do, and in every second server.",
    },
    Bug {
        name: "server-counts-unlocked",
        was: "The count was read, changed and written without a lock, and changes were lost.",
        life: "Seats that are sold twice, stock that is below zero. On one processor it never happened.",
    },
    Bug {
        name: "server-forgets-who-was-lost",
        was: "A client whose connection failed was never counted out.",
        life: "The graph of active users that only ever goes up, and the limit that one day is reached.",
    },
    Bug {
        name: "server-second-handle",
        was: "A second handle of each connection was kept, and so it was never closed.",
        life: "`Too many open files`, after eleven days. Restarting helps, for eleven days.",
    },
];
