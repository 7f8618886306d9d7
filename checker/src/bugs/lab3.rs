//! Bugs to find in lab 3.

use super::shared::Bug;

pub const BUGS: &[Bug] = &[
    Bug {
        name: "each-read-is-a-line",
        was: "Each read was taken for a line.",
        life: "It works as long as people type. Then a script sends two lines at once, and the second becomes a part of the first.",
    },
    Bug {
        name: "rest-of-a-read-is-lost",
        was: "What came behind the newline in the same read was thrown away.",
        life: "Pipelining breaks such servers: a mail server that forgets the second command of two.",
    },
    Bug {
        name: "close-by-its-beginning",
        was: "Every line that began with `close` was taken for the goodbye.",
        life: "Filters that compare beginnings: `.example.com.evil.net` passes for a name of example.com's if one looks from the wrong end.",
    },
    Bug {
        name: "an-error-ends-it",
        was: "A reset by a client ended the server.",
        life: "Load balancers ask whether a service lives by connecting and resetting at once. This one died of the question.",
    },
    Bug {
        name: "no-reuseaddr",
        was: "SO_REUSEADDR was not set, and the port could not be had for a minute after a crash.",
        life: "The deployment that fails only when it is done in a hurry: stop, start, `Address already in use`.",
    },
    Bug {
        name: "half-a-line-is-kept",
        was: "What one client had left unfinished was put in front of the next client's line.",
        life: "State that outlives a connection. In web proxies it is called request smuggling, and it is worse than a crash.",
    },
    Bug {
        name: "never-doubles",
        was: "The pause between two tries stayed the same.",
        life: "After an outage ten thousand clients knock ten times a second, and the server that has just come back goes down again.",
    },
    Bug {
        name: "pause-stays-long",
        was: "After a success the pause was not set back.",
        life: "A client that has been up for weeks takes its longest pause after the shortest interruption. Nobody knows why it is so slow to come back.",
    },
    Bug {
        name: "line-in-flight-is-lost",
        was: "The line that was not yet answered was forgotten when the connection was lost.",
        life: "The order that was placed during the deployment and that nobody can find.",
    },
    Bug {
        name: "answered-and-sent-again",
        was: "A line was sent again although it had been answered.",
        life: "The payment that was taken twice. Exactly once is hard: at least once, and a number on each message, is what one builds.",
    },
    Bug {
        name: "end-is-an-answer",
        was: "The orderly end of the stream was taken for the answer.",
        life: "Acknowledged because nothing went wrong: the write-ahead log that was never written.",
    },
    Bug {
        name: "a-piece-is-the-answer",
        was: "The first piece of an answer was taken for all of it.",
        life: "`250 OK` was compared with `25`. It is found on the day on which somebody's network has a smaller packet size.",
    },
];
