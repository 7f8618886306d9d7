//! Bugs to find in lab 6.

use super::shared::Bug;

pub const BUGS: &[Bug] = &[
    Bug {
        name: "pair-server-turns",
        was: "The server waited for its turn: it read the keyboard only after a line had come.",
        life: "Protocols that are thought of as question and answer, until the other side has news of its own.",
    },
    Bug {
        name: "pair-client-each-read",
        was: "Each read was taken for a line.",
        life: "The mistake of lab 3 once more. It comes back with every new program.",
    },
    Bug {
        name: "pair-client-obeys-exit",
        was: "The client obeyed an `EXIT` that the other side had sent.",
        life: "Words in the data that are taken for commands: from the dot that ends a mail, to every kind of injection.",
    },
    Bug {
        name: "pair-server-kept-for-next",
        was: "What was typed while nobody was connected was kept, and sent to the next client.",
        life: "The message that reaches a stranger. A queue belongs to somebody, and is emptied when they go.",
    },
    Bug {
        name: "server-one-word",
        was: "Only the first word of a text was passed on.",
        life: "Everything was split at blanks, and the rest of the command was forgotten. File names with a blank meet it daily.",
    },
    Bug {
        name: "server-users-any-case",
        was: "The names were sorted without regard to case.",
        life: "Two programs that sort differently disagree about whether a list is sorted, and a binary search in it finds nothing.",
    },
    Bug {
        name: "server-name-stays",
        was: "The name of somebody who had gone was not free again.",
        life: "`You are already logged in`, said to somebody whose train went through a tunnel.",
    },
    Bug {
        name: "server-left-not-at-reset",
        was: "The others were not told when a connection was reset.",
        life: "Ghosts in the list of users: the goodbye was written, the way without a goodbye was not.",
    },
    Bug {
        name: "server-writes-under-lock",
        was: "Frames were written while the table of users was locked.",
        life: "One user with a bad connection, and the whole chat stands still. In the logs there is nothing at all.",
    },
    Bug {
        name: "server-queues-for-ever",
        was: "What waited for a user had no limit.",
        life: "Memory grows for days, and then the kernel ends the largest program: yours. Every queue needs a limit and an answer to what happens there.",
    },
    Bug {
        name: "client-loses-what-follows",
        was: "What came in the same read behind the answer to LOGIN was lost.",
        life: "Handshakes that are read by other code than what follows: STARTTLS has had holes for exactly this reason.",
    },
    Bug {
        name: "client-first-partner",
        was: "A second /chat was ignored: everything went to the first partner.",
        life: "The message to the wrong person. No protocol can take it back.",
    },
];
