//! Bugs to find in lab 8's C# programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
    PeerBug {
        file: "Lab8Sender.cs",
        edit: ("        if (isOnce)\n            clock.Learn", "        clock.Learn"),
        check: "sender-karn",
        was: "A segment that had been sent twice was taken for a sample: nobody knows which of the two was acknowledged.",
        life: "Phil Karn met it on packet radio in the eighties: on a bad line the clock learnt ever shorter times, sent everything again, and made the line worse.",
    },
    PeerBug {
        file: "Lab8Sender.cs",
        edit: ("++repetitions == Repetitions", "++repetitions >= Repetitions"),
        check: "sender-one-lost",
        was: "Each further repetition brought the segment once more, and not only the third.",
        life: "`==` and `>=` differ only once it goes on. A repair that is repeated at each sign of damage is how networks have collapsed.",
    },
    PeerBug {
        file: "Lab8Receiver.cs",
        edit: ("const int Linger = 1000; // milliseconds", "const int Linger = 0; // milliseconds"),
        check: "receiver-lingers",
        was: "The receiver ended with its last acknowledgement, which may be lost: then nobody was there to send it again.",
        life: "TCP stays in TIME_WAIT for just this. Who switches that off, since there are so many of them, has a sender now and then that says `failed` of what has arrived.",
    },
    PeerBug {
        file: "Segments.cs",
        edit: ("i + 1 < length ? bytes[i + 1] : 0", "i + 1 < length ? bytes[i + 1] : 1"),
        check: "sender-segments",
        was: "The byte that fills up an odd length was not 0.",
        life: "Two programs with the same mistake understand each other, and everything of an even length is right anyway.",
    },
    PeerBug {
        file: "Segments.cs",
        edit: ("        if (Checksum(bytes, length) != claimed)\n            return null;\n", ""),
        check: "receiver-damaged",
        was: "The checksum was not looked at.",
        life: "It is written with care, and read by nobody. The first broken network card makes broken files.",
    },
    PeerBug {
        file: "Lab8Sender.cs",
        edit: ("        TimeOut = Math.Min(2 * TimeOut, Longest);", "        TimeOut = Math.Min(TimeOut, Longest);"),
        check: "sender-gives-up",
        was: "The time-out did not double.",
        life: "A network that is full gets fuller: all send again at once, at the same pace. In 1986 the Internet stood still because of it.",
    },
    PeerBug {
        file: "Lab8Sender.cs",
        edit: ("        if (++timeOuts == TimeOuts)\n", "        if (++timeOuts == 2)\n"),
        check: "sender-loss",
        was: "The sender gave up at the second time-out.",
        life: "Two losses in a row are nothing on a radio link. How long one is patient is a part of the protocol.",
    },
    PeerBug {
        file: "Lab8Sender.cs",
        edit: (
            "next < Math.Min(first + window, segments.Count); next++)",
            "next < Math.Min(first + window + 1, segments.Count); next++)",
        ),
        check: "sender-waits",
        was: "One segment more was under way than the window allows.",
        life: "`next - first` is how many are under way before one more is sent.",
    },
    PeerBug {
        file: "Lab8Sender.cs",
        edit: (" || !peer.Equals(receiver))", ")"),
        check: "sender-damaged-answers",
        was: "Whoever sent an acknowledgement was believed.",
        life: "A number that anybody can send, and a file of which half is missing. It is why TCP begins with a number that is hard to guess.",
    },
    PeerBug {
        file: "Lab8Sender.cs",
        edit: (
            "        TimeOut = Math.Min(Math.Max(smoothed + 4 * deviation, Shortest), Longest);",
            "        TimeOut = Math.Max(smoothed + 4 * deviation, Shortest);",
        ),
        check: "sender-learns",
        was: "What was learnt had no cap.",
        life: "Behind a slow hour the clock waits for a minute, and everybody believes that the line is dead.",
    },
    PeerBug {
        file: "Lab8Receiver.cs",
        edit: (
            "            if (sender == null && segment.Number == 0)\n                sender = peer;\n",
            "            if (segment.Number == 0)\n                sender = peer;\n",
        ),
        check: "receiver-stranger",
        was: "Whoever sent a segment 0 became the sender, also in the middle of somebody else's file.",
        life: "A second window, a second upload, and two files in one.",
    },
    PeerBug {
        file: "Lab8Receiver.cs",
        edit: (
            "                expected++;\n            }\n",
            "                expected++;\n            }\n            else if (segment.Number > expected)\n                continue;\n",
        ),
        check: "receiver-gap",
        was: "What came too early was not acknowledged.",
        life: "The sender learns of a gap by the answers to what comes behind it. Without them only its clock is left.",
    },
];
