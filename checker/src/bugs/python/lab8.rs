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
];
