//! Hints for lab 8: reliable transport over UDP.

use super::shared::{ARGUMENTS, Gap, Hint};

pub const CHECKS: &[Hint] = &[
    (
        "receiver-in-order",
        [
            "Segment 0 has come, and nothing else. Which segment does the sender want to hear of?",
            "Print the bytes that you send, in hexadecimal, and compare them with the contract's header. On which socket do they leave?",
            "One number says what is expected next. A segment that has it is written and the number grows; the answer carries the number as it is then.",
        ],
    ),
    (
        "receiver-binary",
        [
            "How do you know that a file has ended: by a short segment, or by something else?",
            "Look at how FILE is opened and written, and at what happens when the first segment of all has no payload.",
            "Bytes in, bytes out, without any idea of what they mean. One kind of segment is the end, and it has a number like the others.",
        ],
    ),
    (
        "receiver-repeats",
        [
            "A segment comes a second time. What has the sender not heard?",
            "Look at what your program does with a number that is lower than the one that it expects: is anything written, and is anything sent?",
            "To write depends on the number. To answer does not: each data segment gets one, with the number that is expected.",
        ],
    ),
    (
        "receiver-gap",
        [
            "Segment 1 is missing, and 2 has come. What do you still expect next?",
            "Look at what you do with a number that is too high. If you keep it: what happens to it when the gap is filled, and what if the end is among what you keep?",
            "After each segment: as long as the one that is expected is there, write it and go on to the next. The answer comes after that.",
        ],
    ),
    (
        "receiver-damaged",
        [
            "A bit has flipped on the way. Which bytes of the datagram may you still believe?",
            "Look at the order: what is read before the checksum was compared? And what becomes of a datagram of seven bytes?",
            "One function from bytes to a segment, or to nothing. Whatever is nothing leads back to receiving, without a word.",
        ],
    ),
    (
        "receiver-stranger",
        [
            "Anybody can send to your port. Who is the sender of this file?",
            "Look at what you compare: the address, the port, or both? And when may that change?",
            "The first segment 0 makes its address, with the port, the sender's. It is compared for every segment, and never set anew.",
        ],
    ),
    (
        "receiver-lingers",
        [
            "You have acknowledged the end. Do you know that the sender knows?",
            "Look at where the second begins: at the first end, or at what came last? And what does a stranger do to a time-out that is set for each receive?",
            "A moment until which you stay, set anew by each data segment. Each wait is only for what is left until then.",
        ],
    ),
    (
        "receiver-cannot-write",
        [
            "The folder is not there. When can you know?",
            "Look at the order: is FILE opened before the ready line is printed, and what is done with the error?",
            "Open first, then listen. What fails ends as in the other labs: `error: ...` on stderr and status 1.",
        ],
    ),
    (
        "sender-segments",
        [
            "Take a segment of three bytes and add it up on paper. What is the pair of the last byte?",
            "Compare byte by byte: kind, zero, checksum, number. Is the checksum's own place zero while you add, and are carries added until there are none?",
            "Pieces of 1,000 bytes, numbered from 0, and one without payload behind them. The sum is made last, over everything, and put in its place.",
        ],
    ),
    (
        "sender-waits",
        [
            "No WINDOW was given. How many segments may be on their way?",
            "Look at what moves your sender on to the next segment. Is it always an acknowledgement?",
            "Send one, wait for its acknowledgement. When the time runs out it is the same segment again.",
        ],
    ),
    (
        "sender-loss",
        [
            "A segment is lost. Who notices, and by what?",
            "Look at whether you still have its bytes when it is to be sent again, and at whether you wait for the end's acknowledgement, too.",
            "All segments are kept until they are acknowledged, the end among them. When the time is up, what is not acknowledged goes again.",
        ],
    ),
    (
        "sender-lost-answers",
        [
            "Acknowledgement 3 never comes, and 4 does. What do you know?",
            "Look at whether you count acknowledgements or read their numbers, and at what an old number does to your place in the file.",
            "The first segment that is not acknowledged only moves forward, and to the number that was said.",
        ],
    ),
    (
        "sender-damaged-answers",
        [
            "An acknowledgement says 200. Who says so, and is it whole?",
            "Look at what comes before you believe a number: the address of whoever sent it, the checksum, the kind, the length.",
            "The receiver's function that makes a segment of bytes serves the sender as well. What is nothing, or comes from elsewhere, leads back to waiting, for the time that is left.",
        ],
    ),
    (
        "sender-gives-up",
        [
            "Nobody has answered eight times. What about the seventh?",
            "Write down the pauses between your segments and compare: 100, 200, 400, and then? What does your socket say when nobody has the port, and what do you make of it?",
            "A counter of time-outs that progress sets to zero, and a time that doubles up to its limit. The eighth ends the program with `error: ...`.",
        ],
    ),
    (
        "sender-cannot-read",
        [
            "FILE is not there. What has the receiver to hear of it?",
            "Look at the order: is anything sent before the file has been read?",
            "Read first, then make a socket. What fails is one line `error: ...` and status 1.",
        ],
    ),
    (
        "sender-window",
        [
            "Eight are under way and one is acknowledged. How many may be sent now?",
            "Look at where the number of those under way is compared with WINDOW, and how often. Is it worked out from two numbers, or counted up and down?",
            "Two places in the file: the first that is not acknowledged, and the next to be sent. Their distance is never larger than WINDOW, and the loop closes the gap after each acknowledgement.",
        ],
    ),
    (
        "sender-slides",
        [
            "One acknowledgement says 5. Of how many segments does it tell?",
            "Look at how far your window moves for one acknowledgement.",
            "The number is the new place of the window's beginning. As much room as it gained is filled at once.",
        ],
    ),
    (
        "sender-uses-the-window",
        [
            "A round trip takes 40 ms. What does your sender do during that time?",
            "Look for whatever waits for something else than an acknowledgement: a sleep, a send that waits for its own answer, a pause for each segment.",
            "Fill the window, wait for one acknowledgement with a time limit, take it in, and begin anew.",
        ],
    ),
    (
        "sender-one-lost",
        [
            "The same acknowledgement comes again and again. What has the receiver got, and what not?",
            "Look at what you do with a number that you know already. Is it counted, when does the count begin anew, and what happens at the fourth repetition?",
            "A counter that a new number sets to zero. When it reaches three, one segment is sent again, and the time runs anew.",
        ],
    ),
    (
        "sender-learns",
        [
            "Answers come after 110 ms, or after 190. After which time is one late?",
            "Work out three samples by hand with the rule of the chapter, and compare with what your program has. Look at the units, and at the order of the two averages.",
            "Two numbers that each sample moves, and a time-out that is made of both and kept between its limits. It has to come down again as well as up.",
        ],
    ),
    (
        "sender-karn",
        [
            "A segment was sent twice, and one acknowledgement comes. Which of the two is it for?",
            "Look at whether you know of each segment how often it was sent, and at what sets the time-out back after it was doubled.",
            "No sample from what was sent more than once. The doubled time stays until there is a sample from something else.",
        ],
    ),
    ("arguments", ARGUMENTS),
    (
        "together-storm",
        [
            "One segment is sent again and again. What was the answer to it, and where did that go?",
            "Look in the record for the number that comes most often, and follow its answers back. Has the receiver left, or does it keep silent to a copy?",
            "Neither side ever believes that something has arrived before it was told so. Each data segment is answered as long as the receiver is there.",
        ],
    ),
    (
        "together-pace",
        [
            "Each of your programs is fast enough alone. In which of them is the time lost when one segment is?",
            "Look at the pauses in the record: is there one behind each loss, and how long is it? Is there a small one everywhere?",
            "The third repetition brings back what is lost, without the clock; a sample brings the time-out down again; and the receiver does nothing for a segment but write it and answer.",
        ],
    ),
];

pub const GAPS: &[Gap] = &[
    ("segment", 1, "Which of the eight bytes do you know only at the end? Leave room for them."),
    ("segment", 2, "Three questions, each with a way out. For the second, a copy in which two bytes are zero."),
    (
        "segment",
        3,
        "A sum with more room than 16 bits, a loop over pairs, and a second loop for what is above the 16 bits. What does the last pair look like?",
    ),
    (
        "clock",
        1,
        "The first sample is a case of its own. In the other one, the old round trip is needed until both have moved.",
    ),
    ("clock", 2, "One line. What is the most that it may become?"),
    ("receiver", 1, "As in lab 7, with a file in place of the time."),
    (
        "receiver",
        2,
        "Each turn asks, in this order: is it a segment, is it the sender's, what does it bring, what is the answer, and how long do you stay from now on?",
    ),
    (
        "receiver",
        3,
        "A loop, because an error may mean no more than that nothing has come. The time that is left is worked out in each round.",
    ),
    ("receiver", 4, "A value becomes bytes, and the bytes go to somebody."),
    (
        "receiver",
        5,
        "Three cases: old, expected, too early. If you keep what is early, all three are one insertion and one loop.",
    ),
    ("sender", 1, "Four things come back from the given function."),
    ("sender", 2, "A loop over addresses that ends with the first success. What is to be said if there was none?"),
    ("sender", 3, "`chunks` makes the pieces. What stands behind them, also when there is none?"),
    ("sender", 4, "A loop with three steps. There is one question that says whether it goes on."),
    ("sender", 5, "Two conditions for one more: the file has one, and the window has room for it."),
    ("sender", 6, "Two facts about the segment are noted, and its bytes go out."),
    (
        "sender",
        7,
        "As in the receiver: a loop, and the time that is left in each round. Three reasons to go round again without an answer.",
    ),
    (
        "sender",
        8,
        "Read the number as a place. When it moves, two counts and the time begin anew; one question comes before the sample.",
    ),
    ("sender", 9, "Count, and compare for equality. Why not with `>=`?"),
    ("sender", 10, "Count, perhaps end; then two lines. Where does the loop begin to send if nothing is acknowledged?"),
];
