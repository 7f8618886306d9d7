//! Hints for lab 2: UDP, and the same service over TCP.

use super::shared::{ARGUMENTS, Gap, Hint, TOGETHER};

pub const CHECKS: &[Hint] = &[
    (
        "server-uppercase",
        [
            "A datagram has arrived. Who sent it, and how do you know where to answer?",
            "Look at what your receive gives besides the bytes: `recvfrom(2)`, not `recv(2)`.",
            "For ever: receive from somebody, change the bytes, send to that somebody. There is no accept and no connection.",
        ],
    ),
    (
        "server-bytes",
        [
            "Is the letter é one of a to z? Are 200 and 255 letters at all?",
            "Look at which upper-casing you call: one for text, or one for ASCII bytes?",
            "Byte by byte: those from a to z change, all others stay as they are. Nothing is decoded.",
        ],
    ),
    (
        "server-empty",
        [
            "How long can the shortest datagram be, and what does a receive of it give back?",
            "Look for a test for 0. In lab 1 it meant the end; what does it mean here, where there is no stream?",
            "No special case: 0 bytes in, 0 bytes out, and on with the loop.",
        ],
    ),
    (
        "server-boundaries",
        [
            "Three datagrams came before you looked. What does one receive take?",
            "Count the arrows in both directions in the ladder. Is anything collected from one turn to the next?",
            "One receive, one send, in each turn. Only the bytes that this receive gave are sent, not the whole buffer.",
        ],
    ),
    (
        "server-large",
        [
            "What happens to the part of a datagram that your buffer has no room for?",
            "Look at the size of your buffer, and at the largest payload of UDP over IPv4: `udp(7)`, or subtract the headers from 65,535.",
            "One buffer that any datagram fits in, made once, before the loop.",
        ],
    ),
    (
        "server-many-clients",
        [
            "Twenty clients talk to one socket. Which of them does each reply go to?",
            "Look at how long you keep an address: is it the one that came with these very bytes?",
            "The address is a variable of one turn of the loop. Nothing about a client outlives the turn.",
        ],
    ),
    (
        "server-survives",
        [
            "You answered somebody who has gone. Can your next receive fail because of that?",
            "Look at every error that receive and send may give, and at where it leads. The kernel may tell you of an earlier send: `ECONNREFUSED` in `udp(7)`.",
            "An error in a turn is reported as `error: ...`, and the loop goes on.",
        ],
    ),
    (
        "client-sends",
        [
            "Where does a line end, and does its end belong to what is sent?",
            "Compare the bytes in the report. Is the newline cut off, and is an empty line sent as well?",
            "For each line of stdin: without its newline, one datagram, whatever its length.",
        ],
    ),
    (
        "client-prints",
        [
            "Is each reply printed before the next line is asked about?",
            "Run it by hand with three lines, and look at stdout alone: one line for each, nothing else, flushed?",
            "Send, wait, print, next line. A reply is printed with a newline of its own.",
        ],
    ),
    (
        "client-retries",
        [
            "Nothing has come for 300 ms. How does your program find out that time has passed?",
            "Look for what gives a receive a limit: `SO_RCVTIMEO` in `socket(7)`, or `poll(2)`. And is the same line sent again?",
            "A loop of tries: send, wait at most 300 ms. A reply leaves the loop, silence makes another turn.",
        ],
    ),
    (
        "client-gives-up",
        [
            "How often is a line sent in all, and who counts?",
            "Count the datagrams in the ladder, and look at the last wait: does the error come after it, or before?",
            "A loop of exactly three turns. Behind it stands what is done when none of them had a reply: the error with the address, status 1.",
        ],
    ),
    (
        "client-server-down",
        [
            "Nobody has the port, and UDP has no connection. Can your program hear of it all the same?",
            "Look at the errors of send and receive on a connected socket: `ECONNREFUSED` in `udp(7)`. Does it end your program early, or with other words?",
            "For a try, that error is no more than silence: the tries go on, and the end is the same as for a server that says nothing.",
        ],
    ),
    (
        "client-stranger",
        [
            "A datagram has come. Is it from the server?",
            "Look at whose address came with it. A socket that is connected with `connect(2)` lets only its peer in; one that is not has to compare.",
            "Receive, compare the sender. Anybody else: wait on, for the rest of the time and not for a fresh 300 ms.",
        ],
    ),
    (
        "client-long-line",
        [
            "How long may a line be, and how large is the buffer for its reply?",
            "Look at both directions: the buffer of the keyboard, and that of the receive.",
            "The line is read whole, however long it is, and the reply's buffer holds any datagram.",
        ],
    ),
    (
        "client-hostname",
        [
            "`localhost` has two addresses, and the server has one. With UDP, what tells you which?",
            "Nothing but the silence: look at whether you go on to the next address when three tries had no reply.",
            "A loop over the addresses around the loop over the tries. The address that has answered is asked first from then on.",
        ],
    ),
    (
        "tcp-server-uppercase",
        [
            "Over TCP the same bytes come in pieces. What tells you that there are no more?",
            "Compare with your echo of lab 1: what is different but the one line that changes the bytes?",
            "Accept; then read, change, write all, until a read gives 0 bytes; close; accept again.",
        ],
    ),
    (
        "tcp-server-large",
        [
            "Megabytes wait for a client that does not read. Where do they wait?",
            "Look at what your send gives back, and at whether you collect everything before you answer.",
            "Each piece is changed and sent, all of it, before the next one is read. A blocked send is no error: it is the network saying wait.",
        ],
    ),
    (
        "tcp-server-suspended",
        [
            "Your server was stopped while it was sending. How many bytes did that send report when it went on?",
            "Look at whether the rest of a piece is sent after a send that took a part. `signal(7)`, interrupted system calls.",
            "The call that sends all, or your own loop over what is left.",
        ],
    ),
    (
        "tcp-client-prints",
        [
            "The reply comes in pieces, and the server closes after it. What do you wait for?",
            "Look at where `From Server: ` is printed: once, or with each piece?",
            "One line from the keyboard, sent; the sending side closed; then collect until 0 bytes, and print once.",
        ],
    ),
    (
        "tcp-client-reset",
        [
            "A connection that was reset in the middle of a reply: did the reply arrive?",
            "Look at what is caught around your receive, and whether a part is printed as if it were the whole.",
            "An error of receive ends the program with `error: ...` and status 1. Only the end of the stream leads to the printing.",
        ],
    ),
    (
        "tcp-client-refused",
        [
            "Over UDP you waited almost a second to learn that nobody is there. How long does it take here?",
            "Look at which call fails, and at what is printed: it should come before anything is read from the keyboard.",
            "Connect first. Where it fails: `error: ...`, status 1, and nothing is asked of the user.",
        ],
    ),
    ("arguments", ARGUMENTS),
    ("together", TOGETHER),
];

pub const GAPS: &[Gap] = &[
    (
        "server",
        1,
        "Two functions are given: one for the arguments, one for the exit status. Match on what the first gives.",
    ),
    ("server", 2, "For UDP one call makes the socket and binds it. The line shows what the socket says of itself."),
    ("server", 3, "A buffer as large as a datagram can be, and a call that gives the number of bytes and the sender."),
    ("server", 4, "Only the part of the buffer that was filled. There is a method that changes ASCII in place."),
    ("server", 5, "The same slice, to the address that came with it; one call, one datagram."),
    ("client", 1, "The same pattern as in the server: arguments first, then what `run` gives becomes the exit status."),
    ("client", 2, "Looking up gives an iterator of addresses. An empty list is an error, too."),
    ("client", 3, "A loop over `args::read_line`. What `ask_in_turn` gives is printed as a line."),
    ("client", 4, "The unspecified address of the same family, with port 0: one for IPv4, one for IPv6."),
    ("client", 5, "A loop that counts to three. A reply is given back from inside it; behind it stands the error."),
    (
        "client",
        6,
        "Note when the time is up before the loop. In each turn, set the limit to what is left, receive, and compare the sender.",
    ),
    ("tcp-server", 1, "As in the UDP server."),
    ("tcp-server", 2, "A listener is bound by one call. Ask it for its address before you print."),
    ("tcp-server", 3, "For ever: accept, hand over, report what went wrong with that client."),
    ("tcp-server", 4, "The loop of your echo, with one more line in the middle."),
    ("tcp-client", 1, "As in the UDP client."),
    ("tcp-client", 2, "One call that takes name and port; its error names both."),
    ("tcp-client", 3, "No line at all is possible: what is sent then?"),
    ("tcp-client", 4, "The half-close of lab 1."),
    ("tcp-client", 5, "Read to the end, then print once, in the way that never fails on bytes that are no text."),
];
