//! Hints for lab 4: framing.

use super::shared::{ARGUMENTS, Gap, Hint};

pub const CHECKS: &[Hint] = &[
    (
        "lines-split",
        [
            "`He` has arrived. Is it time to print?",
            "Look at what you do with bytes that have no newline behind them yet.",
            "What is unfinished is kept until the next piece. Only a newline makes a line of it.",
        ],
    ),
    (
        "lines-coalesced",
        [
            "One receive has brought three lines. How many does your program print?",
            "Look at what happens to the bytes behind the first newline.",
            "For each piece: as long as there is a newline in what you hold, take a line off. An `if` does it once, a loop as often as needed.",
        ],
    ),
    (
        "lines-empty",
        [
            "Two newlines in a row: what stands between them?",
            "Look for a test that leaves out what is empty, or a split that swallows it.",
            "A line of no bytes is printed like any other, with nothing behind `line: `.",
        ],
    ),
    (
        "lines-utf8",
        [
            "Half of the letter é has arrived. What does your decoder make of it?",
            "Look at where bytes become text: for each piece, or for each line?",
            "Collect bytes, cut at the newline byte, and decode what was cut out: then it is whole.",
        ],
    ),
    (
        "lines-unfinished",
        [
            "The stream has ended, and something without a newline is left. Is it a line?",
            "Look at the moment when receive gives 0 bytes: what do you hold then, and what do you say about it?",
            "After the loop, one question: is anything left? Then the error of the contract, and on to the next client either way.",
        ],
    ),
    (
        "frames-one",
        [
            "Four bytes of length, then the payload. Which of the four is worth most?",
            "Print the four bytes and the number that you make of them. Look at the order in which they count.",
            "Read exactly four, make a number, read exactly as many, print number and payload.",
        ],
    ),
    (
        "frames-split",
        [
            "You asked for four bytes and got two. What are these two?",
            "Look at every receive: is what it gives taken for all that was asked for? The header can be cut as well as the payload.",
            "A function that reads exactly so many bytes, by a loop, is used twice: for the header and for the payload.",
        ],
    ),
    (
        "frames-coalesced",
        [
            "One piece holds the end of a frame and the beginning of the next. Who keeps the rest?",
            "Look at whether you ever receive more than you still need, and where the surplus goes.",
            "Either never ask for more than is missing, or keep what is left over for the next frame.",
        ],
    ),
    (
        "frames-empty",
        [
            "A length of 0: how many bytes do you wait for?",
            "Look at what a receive of 0 bytes means in your loop: an empty payload, or the end of the stream?",
            "The end of the stream is asked about only where bytes are still missing. Nothing is missing from an empty payload.",
        ],
    ),
    (
        "frames-binary",
        [
            "The length has told you how many bytes there are. Do you look at them as well?",
            "Look for anything that stops at a newline or a zero, or that fails on bytes that are no text.",
            "The payload is bytes until it is printed; printing uses the way that never fails.",
        ],
    ),
    (
        "frames-largest",
        [
            "Is 1,048,576 too large?",
            "Look at the comparison with the limit: is the limit itself allowed? And does your buffer grow to it?",
            "The limit is the largest that is accepted. Payloads of that size go the same way as small ones.",
        ],
    ),
    (
        "frames-too-large",
        [
            "Somebody claims that four gigabytes will follow. What do you do before you have seen a single one?",
            "Look at the order: the number is compared before anything is allocated or read. And is the number unsigned in your language?",
            "Header, number, comparison. Too large: the error, close, next client. The memory comes only after the comparison.",
        ],
    ),
    (
        "frames-cut-short",
        [
            "The stream ends. Where in a frame are you at that moment?",
            "There are three places: between two frames, inside the header, inside the payload. Look at which of them you take for a normal end.",
            "No byte of a header: the end. Some of them, or a payload with less than its length: the error of the contract.",
        ],
    ),
    (
        "frames-reset",
        [
            "A receive fails in the middle of a frame. Does the next client care?",
            "Look at the way that this error takes: does it end at the loop over clients?",
            "One function serves one client and can fail; its caller reports and accepts.",
        ],
    ),
    (
        "client-wire",
        [
            "What stands in the first byte that you send for a short line?",
            "Run `nc -l` with `od -c` as your server, and compare: three zeros come first. Is the newline counted?",
            "The length of the line without its newline, as four bytes with the most significant first, then the line.",
        ],
    ),
    (
        "client-empty-line",
        [
            "Somebody presses Enter and nothing else. Is that a message?",
            "Look for a test that skips empty lines, or takes one for the end of the input.",
            "An empty line is four zeros on the wire. Only the end of stdin is the end.",
        ],
    ),
    (
        "client-utf8",
        [
            "How long is é: one, or two?",
            "Look at what your language's length counts: characters, units of UTF-16, or bytes?",
            "Encode first, then take the length of what was encoded.",
        ],
    ),
    (
        "client-many",
        [
            "A thousand lines were typed. Which one is missing?",
            "Look at the last one: it has no newline behind it. And look at whether each frame is sent in full.",
            "A loop over lines until the end of stdin; what stands before the end without a newline is a line, too.",
        ],
    ),
    (
        "client-largest",
        [
            "A line is longer than a frame may be. What is the first byte that you send of it?",
            "Look at where you compare with the limit: before the header goes out, or after it?",
            "Compare, and only then send. Of a line that is too long nothing is sent, and the error says so.",
        ],
    ),
    (
        "client-server-gone",
        [
            "The server has gone while somebody types. Which of your calls notices, and when?",
            "A first send after the end may still succeed: look at the second, and at `SIGPIPE` or `EPIPE` in `send(2)`.",
            "Every send can fail. Where it does: `error: ...`, status 1, and no stack trace.",
        ],
    ),
    (
        "client-slow-server",
        [
            "The server takes its time. Does your send wait, or does it give up?",
            "Look for a time limit or a socket that does not block, and at what send gives back.",
            "A blocking send of all the bytes. It takes as long as it takes.",
        ],
    ),
    (
        "client-suspended",
        [
            "You were stopped in the middle of a frame. From which byte do you go on?",
            "Look at what a send that was interrupted has taken: not nothing, and not all.",
            "A place in what is to be sent, moved on by each send, until the end. Or the call that does this for you.",
        ],
    ),
    (
        "client-refused",
        [
            "Nobody listens. Does your client say so, and with which status?",
            "Look at connect, and at what is printed on stderr.",
            "Connecting stands in a function that can fail; main makes one line and status 1 of it.",
        ],
    ),
    ("arguments", ARGUMENTS),
    (
        "together",
        [
            "The network cuts where it likes. Where do your two programs rely on a piece?",
            "The ladder shows each piece. Look for the first frame that is printed wrongly, and at the cuts just before it.",
            "Reading exactly so many bytes, and sending all of them: nothing else makes the cuts invisible.",
        ],
    ),
];

pub const GAPS: &[Gap] = &[
    ("lines-server", 1, "As in lab 2."),
    ("lines-server", 2, "As in lab 3; then a loop over the clients."),
    ("lines-server", 3, "A buffer for pieces, a `LineBuffer` for what they complete. 0 bytes: is anything unfinished?"),
    ("lines-server", 4, "Byte by byte is enough: a newline takes what was collected and leaves an empty collection."),
    ("server", 1, "As in lab 2."),
    ("server", 2, "As in lab 3."),
    ("server", 3, "A loop as long as there are frames; N is the length in bytes, whatever the text looks like."),
    ("server", 4, "Look at how many bytes you got: all four, none, or something between. Each has its own meaning."),
    (
        "server",
        5,
        "Four bytes to a number: there is a method for the order. The comparison comes before any allocation.",
    ),
    ("server", 6, "The same helper as for the header. Too few bytes are an error here, even none."),
    ("server", 7, "Grow the vector by what each read gives, and ask for no more than is missing."),
    ("client", 1, "As in lab 2."),
    ("client", 2, "As in lab 1."),
    ("client", 3, "A loop over `args::read_line`; `None` is the end."),
    ("client", 4, "The length may not fit into four bytes, and may be over the limit: say so before anything is sent."),
    ("client", 5, "Two writes of everything are right. One write of both is kinder to the network."),
];
