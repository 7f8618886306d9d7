//! Bugs to find in lab 8's Python programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
    PeerBug {
        file: "segments.py",
        edit: (
            "    while total > 0xFFFF:\n        total = (total & 0xFFFF) + (total >> 16)\n    return total ^ 0xFFFF",
            "    return (total & 0xFFFF) ^ 0xFFFF",
        ),
        check: "receiver-in-order",
        was: "The carries of the checksum were thrown away.",
        life: "Python's numbers have no end, so that the carry has to be added by hand; in C it is lost without a word.",
    },
    PeerBug {
        file: "lab8_sender.py",
        edit: ("self.clock.back_off()", "pass"),
        check: "sender-gives-up",
        was: "After each time-out the same time was waited.",
        life: "Ten thousand devices that try again each second are what a service dies of when it comes back.",
    },
    PeerBug {
        file: "lab8_receiver.py",
        edit: ("        if peer != sender:\n            continue", "        if sender is None:\n            continue"),
        check: "receiver-stranger",
        was: "Whoever sent a segment was taken for the sender.",
        life: "recvfrom gives an address with every datagram. It is there to be looked at.",
    },
    PeerBug {
        file: "lab8_receiver.py",
        edit: (
            "        # What comes too early is thrown away: it will be sent again.\n",
            "        if number < expected and deadline is None:\n            continue\n        # What comes too early is thrown away: it will be sent again.\n",
        ),
        check: "receiver-repeats",
        was: "What had come before was passed over in silence. Its acknowledgement may be what was lost, and then the sender asks for ever.",
        life: "`if id in seen: return` keeps a request from being done twice, and leaves whoever asked without an answer.",
    },
    PeerBug {
        file: "lab8_receiver.py",
        edit: (
            "        if number == expected and deadline is None:\n            file.write",
            "        if number >= expected and deadline is None:\n            file.write",
        ),
        check: "receiver-gap",
        was: "What came too early was written where the file ended just then, and counted as what had been missing.",
        life: "Packets overtake each other, and on the author's desk they don't. A log whose lines are in the wrong order has been through something like this.",
    },
    PeerBug {
        file: "segments.py",
        edit: ("    if len(data) < HEADER or data[0]", "    if data[0]"),
        check: "receiver-damaged",
        was: "Nobody asked how long the datagram was. A slice of what is not there is empty, but an item of it is an IndexError: an empty datagram ended the receiver.",
        life: "One packet of no bytes, from anybody, and the service is off. What comes from the network may be of any length, none included.",
    },
    PeerBug {
        file: "lab8_receiver.py",
        edit: (
            "        if is_end or deadline is not None:\n            file.flush()\n            deadline = time.monotonic() + LINGER\n        receiver.sendto(segments.write(segments.ACKNOWLEDGEMENT, expected), peer)\n",
            "        receiver.sendto(segments.write(segments.ACKNOWLEDGEMENT, expected), peer)\n        if is_end:\n            break\n",
        ),
        check: "receiver-lingers",
        was: "The receiver left as soon as it had acknowledged the end. That acknowledgement may be lost, and nobody is there to send another.",
        life: "It is what TCP's TIME-WAIT is for. A program that takes it away has a peer now and then that reports as failed what has arrived.",
    },
    PeerBug {
        file: "segments.py",
        edit: ("        data += b\"\\0\"", "        data = b\"\\0\" + data"),
        check: "sender-segments",
        was: "The zero that makes the length even was put in front, and not behind. All the pairs of bytes were other ones.",
        life: "Both ends of it were written by the same hand, so they agreed with each other, and with nobody else.",
    },
    PeerBug {
        file: "lab8_sender.py",
        edit: (
            "min(self.first + self.window, len(self.segments))",
            "min(self.first + self.window + 1, len(self.segments))",
        ),
        check: "sender-waits",
        was: "One segment more than the window allows was under way.",
        life: "Off by one at a limit that the other side has set. It goes well until the other side has room for just so many.",
    },
    PeerBug {
        file: "lab8_sender.py",
        edit: ("        self.next = self.first  # all of it again\n", ""),
        check: "sender-loss",
        was: "After a time-out nothing was sent again: the next segment to go was not set back to the first one that is unacknowledged.",
        life: "Code for the bad case that has never run: it counts, doubles its pauses and reports in the end, and leaves out the one thing that would help.",
    },
    PeerBug {
        file: "lab8_sender.py",
        edit: ("peer[:2] == self.receiver[:2] and kind ==", "kind =="),
        check: "sender-damaged-answers",
        was: "Whoever sent an acknowledgement was believed, stranger or not.",
        life: "To break in here it is enough to know a port and to guess a number. TCP's numbers begin at random since others' were guessed.",
    },
    PeerBug {
        file: "lab8_sender.py",
        edit: (
            "        self.first, self.next = number, max(self.next, number)\n",
            "        self.first, self.next = self.first + 1, max(self.next, number)\n",
        ),
        check: "sender-slides",
        was: "An acknowledgement of several segments was counted as one: the window moved on a step at a time.",
        life: "Nothing breaks, it is only slow, and the network is blamed. What a message stands for is not how many messages there are.",
    },
    PeerBug {
        file: "lab8_sender.py",
        edit: ("if self.repetitions == REPETITIONS:", "if self.repetitions > REPETITIONS:"),
        check: "sender-one-lost",
        was: "The segment went again at the fourth repetition and at each one after it, and not at the third alone: `>` stood in the place of `==`.",
        life: "The third repetition is the fourth of its kind. Two readers of one sentence count to different numbers, and both have tests that pass.",
    },
    PeerBug {
        file: "lab8_sender.py",
        edit: ("if all(times == 1 for _, times in", "if all(times for _, times in"),
        check: "sender-karn",
        was: "It was asked whether each segment had been sent, and not whether it had been sent once: any number but 0 is true.",
        life: "`if count` and `all(counts)` ask for more than none. From a segment that went twice the clock may learn far too short a time, and on a bad line it then sends ever more.",
    },
    PeerBug {
        file: "lab8_sender.py",
        edit: (
            "            while self.next < min(self.first + self.window, len(self.segments)):\n                if",
            "            if self.next < min(self.first + self.window, len(self.segments)):\n                if",
        ),
        check: "sender-window",
        was: "`if` stood in the place of `while`: one segment went, and then an acknowledgement was waited for. The window was never full.",
        life: "A pipeline through which one piece goes at a time. It gives the right results, and everybody thinks that this is how fast it is.",
    },
    PeerBug {
        file: "lab8_sender.py",
        edit: (
            "        with open(path, \"rb\") as opened:\n            file = opened.read()\n",
            "        with open(path) as opened:\n            file = opened.read().encode()\n",
        ),
        check: "sender-segments",
        was: "The file was read as text. Bytes that are no UTF-8 raised a UnicodeDecodeError, and of a carriage return and a newline one was left.",
        life: "`open(path)` is the shortest that works with the first file at hand. Archives that can't be unpacked any more were copied with it.",
    },
];
