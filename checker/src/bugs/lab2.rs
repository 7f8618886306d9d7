//! Bugs to find in lab 2.

use super::shared::Bug;

pub const BUGS: &[Bug] = &[
    Bug {
        name: "server-empty-ends",
        was: "An empty datagram was taken for the end, as in a stream.",
        life: "Anybody could switch the service off with a single packet of no bytes. Bugs like this have numbers in the lists of vulnerabilities.",
    },
    Bug {
        name: "server-icmp-ends",
        was: "An error that was about an earlier reply came out of the next receive, and ended the server.",
        life: "On Windows it is an old acquaintance: WSAECONNRESET from recvfrom, although UDP knows no connections.",
    },
    Bug {
        name: "server-first-address",
        was: "All replies went to the address of the first client.",
        life: "It passes every test with one client. Game servers in their first week look like this.",
    },
    Bug {
        name: "server-small-buffer",
        was: "The buffer was too small for a large datagram, and the rest of it was thrown away without a word.",
        life: "DNS servers that knew only 512 bytes cut longer answers for years. UDP does not say that something is missing.",
    },
    Bug {
        name: "server-upper-cases-text",
        was: "The bytes were upper-cased as text, and so letters beyond a to z were changed, too.",
        life: "User names that are the same for one part of a system and different for another; with some letters even their length changes.",
    },
    Bug {
        name: "client-two-tries",
        was: "The client tried twice, and not three times.",
        life: "A loop that counts retries where tries are meant. One lost packet more, and the user sees an error that need not be.",
    },
    Bug {
        name: "client-any-sender",
        was: "A datagram from anybody was taken for the reply.",
        life: "This is how DNS caches are poisoned: the answer that comes first wins, whoever sent it.",
    },
    Bug {
        name: "client-refused-is-error",
        was: "The refusal that a UDP socket may report was taken for the end, instead of another try.",
        life: "Clients that give up for good because they were started a second before their server.",
    },
    Bug {
        name: "client-skips-empty",
        was: "Empty lines were not sent.",
        life: "Somebody thought that nothing is not worth sending. Keep-alives are often exactly that: nothing, sent on purpose.",
    },
    Bug {
        name: "tcp-server-doubles",
        was: "After a send that took a part, some bytes were sent a second time.",
        life: "Retry logic that begins again at the start instead of where it was: doubled orders, doubled lines in a log.",
    },
    Bug {
        name: "tcp-client-no-half-close",
        was: "The client did not close its sending side, and so the server waited for more, and the client for the reply.",
        life: "A deadlock of two polite programs. It ends when somebody's time limit strikes, which is why such a service takes exactly 30 seconds.",
    },
    Bug {
        name: "tcp-client-reads-once",
        was: "One read was taken for the whole reply.",
        life: "Replies that are cut at 1,460 bytes, or at a power of two: the size of the first segment, or of the buffer.",
    },
];
