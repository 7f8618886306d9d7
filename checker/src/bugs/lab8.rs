//! Bugs to find in lab 8.

use super::shared::Bug;

pub const BUGS: &[Bug] = &[
    Bug {
        name: "receiver-numbers-little-endian",
        was: "The number in the acknowledgement had its bytes in this machine's order.",
        life: "It works between two machines of a kind. On the day of the first other one nobody remembers why.",
    },
    Bug {
        name: "receiver-says-not-how-much",
        was: "The receiver did not say how much it had received.",
        life: "A transfer that can't be checked is believed. Sizes at both ends cost a line and save an evening.",
    },
    Bug {
        name: "receiver-ignores-copies",
        was: "A segment that had come before was not acknowledged once more.",
        life: "The acknowledgement is what was lost. Whoever keeps silent then lets the other side try for ever.",
    },
    Bug {
        name: "receiver-writes-copies",
        was: "A segment that came twice was written twice.",
        life: "Orders that are booked twice after a time-out: sent again means perhaps, and not new.",
    },
    Bug {
        name: "receiver-acknowledges-the-highest",
        was: "The acknowledgement named the highest number that had come, although one below it was missing.",
        life: "An offset that is committed before the work is done: what failed in between is lost for good.",
    },
    Bug {
        name: "receiver-writes-as-it-comes",
        was: "What came too early was written where the file ended just then.",
        life: "Packets from one sender overtake each other more often than one thinks: two routes suffice.",
    },
    Bug {
        name: "receiver-takes-zero-for-no-checksum",
        was: "A checksum of zero was taken for none at all.",
        life: "UDP over IPv4 has just this rule, and so damage gets through where somebody switched the sum off.",
    },
    Bug {
        name: "receiver-knows-the-host-alone",
        was: "Segments from another port of the same host were taken for the sender's.",
        life: "Behind a router with address translation half a street has one address.",
    },
    Bug {
        name: "receiver-leaves-at-once",
        was: "The receiver left as soon as it had acknowledged the end. That acknowledgement may be lost.",
        life: "It is why TCP has TIME-WAIT: the last one to speak has to stay a while.",
    },
    Bug {
        name: "sender-carries-once",
        was: "Of the checksum's carries only one was added back.",
        life: "Wrong for one full segment in a few hundred. Such bugs are found by customers.",
    },
    Bug {
        name: "sender-goes-on-at-old-answers",
        was: "An acknowledgement that said nothing new was taken for one that did.",
        life: "A late answer to an earlier question is the classic of time-outs: from then on every answer is one off.",
    },
    Bug {
        name: "sender-has-one-too-many",
        was: "One segment more than the window allows was under way.",
        life: "Off by one at a limit: it holds until the other side takes the limit seriously.",
    },
    Bug {
        name: "sender-moves-on-by-one",
        was: "A cumulative acknowledgement was counted as one segment.",
        life: "It is not wrong, only slow, and who measures on a quiet network never sees it.",
    },
    Bug {
        name: "sender-does-not-back-off",
        was: "After each time-out the same time was waited.",
        life: "In 1986 a line between two parts of the Internet carried a thousandth of what it could: everybody sent again, as fast as before, into queues that were full.",
    },
    Bug {
        name: "sender-learns-from-repeated-segments",
        was: "A round trip was measured on a segment that had been sent twice. Nobody knows which of the two was answered.",
        life: "Karn and Partridge wrote the rule down in 1987: don't learn from what you have sent again.",
    },
    Bug {
        name: "sender-gives-up-in-silence",
        was: "The sender gave up and did not say so.",
        life: "`|| true` at the end of a backup script.",
    },
];
