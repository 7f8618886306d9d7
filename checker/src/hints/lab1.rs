//! Hints for lab 1: an echo.

use super::shared::{Gap, Hint};

pub const CHECKS: &[Hint] = &[
    (
        "server-listens",
        [
            "Somebody has to know your port before they can connect. Who knows it first, you or the system?",
            "Look at what you print, and when: is it the address that the socket has, and does the socket listen by then? `getsockname(2)` says what a socket is bound to.",
            "Socket, bind, listen, ask the socket for its address, print the line and flush it. Then a loop that begins with accept.",
        ],
    ),
    (
        "server-echo",
        [
            "The client waits for its words to come back. What does your server wait for?",
            "In the ladder, look for the last arrow: was the message received, and was anything sent after it?",
            "A loop around two calls: one receives into a buffer, the other sends what was received.",
        ],
    ),
    (
        "server-binary",
        [
            "Is what arrives text? Who has said so?",
            "Look at each place between receiving and sending: does anything there decode, trim, or print into a string?",
            "Bytes in, the same bytes out. There is no type for text anywhere in the echo.",
        ],
    ),
    (
        "server-stream",
        [
            "A message of six bytes was sent. How many receives does it take to get it?",
            "Read the section on reads in pieces again, and count the arrows in the ladder.",
            "Nothing in the loop may depend on where a piece ends: each turn sends back what that turn received.",
        ],
    ),
    (
        "server-large",
        [
            "The client does not read yet. What becomes of a send when all the buffers between you are full?",
            "Look at what your send gives back: how many bytes has it taken, and what do you do about the others? `send(2)`, under its return value.",
            "Either a call that sends all of it, or a loop of your own that goes on with the rest until nothing is left.",
        ],
    ),
    (
        "server-half-close",
        [
            "The client has said that it will send no more. Has it said that it will read no more?",
            "Look at what you do when a receive gives 0 bytes, and at what may still be unsent at that moment.",
            "The receive of 0 bytes ends the loop. Everything received before has been sent by then, and only after the loop is the connection closed.",
        ],
    ),
    (
        "server-next-client",
        [
            "Your first client has gone. Which of your two sockets do you go back to?",
            "Look at where the loop over the clients begins, and at both lines: are they printed for each of them?",
            "Two loops, one inside the other: the outer one accepts, the inner one echoes. `connected` is printed before the inner one, `disconnected` after it.",
        ],
    ),
    (
        "server-reset",
        [
            "A client may vanish with a bang. What does your receive give back then, and who deals with it?",
            "Look for a way from an error of one connection to the end of your program: an exception that nobody catches, a `?` that leads out of main.",
            "The serving of one client is a function that can fail. Its caller reports the failure, and accepts the next.",
        ],
    ),
    (
        "server-suspended",
        [
            "Your server was stopped in the middle of a send and continued. Did that send take everything?",
            "Look at the number that send gives back, and at the error `EINTR`. `signal(7)` has a section on system calls that are interrupted.",
            "Keep a place in the buffer: send from there on, move on by what was taken, until the end is reached. An interrupted call is made again.",
        ],
    ),
    (
        "server-arguments",
        [
            "What could somebody type instead of a port, and what does your program do with it?",
            "Try it by hand: without arguments, with `abc`, with 70000. Look at stderr and at `echo $?`.",
            "One function turns words into an address, or into nothing. Where it gives nothing: a line with the usage on stderr, status 2, and no socket was touched.",
        ],
    ),
    (
        "server-port-in-use",
        [
            "Two servers, one port. Which of your calls fails in the second one?",
            "Look at what becomes of an error of bind: what is printed, on which stream, with which exit status? And is the ready line printed only after it?",
            "Opening the socket is a function that can fail. Where it fails, main prints one line that begins with `error: ` and ends with status 1.",
        ],
    ),
    (
        "server-given-port",
        [
            "Which number reaches bind: the one that was typed?",
            "Print the address before you bind. Ports go over the wire in network order: does your language turn them round, or do you?",
            "Argument to number, number to address, address to bind, and the line shows what the socket itself says.",
        ],
    ),
    (
        "server-bind-address",
        [
            "Your machine has several addresses. At which of them did you ask to be found?",
            "Look at what happens to HOST: is it used at all, and what stands there when it is left out? `ss -tln` shows what you are bound to.",
            "HOST becomes the address of bind; 127.0.0.1 stands in its place only when it is missing.",
        ],
    ),
    (
        "server-ipv6",
        [
            "What kind of address is `::1`, and what kind of socket did you ask for?",
            "Look at the first argument of `socket(2)`, and at how you put an address with colons in it before the port.",
            "The family of the socket comes from the address, not from a constant. An IPv6 address is printed in brackets.",
        ],
    ),
    (
        "client-sends",
        [
            "Which bytes did the server get that you did not mean, or which did it miss?",
            "Compare the two in the report, byte for byte: is there a newline too many? And does the ladder show a FIN of yours?",
            "Connect, send all the bytes of the message, close the sending side. Then receive.",
        ],
    ),
    (
        "client-prints",
        [
            "The reply has come. Is it on stdout, in one line, with nothing but the contract's words before it?",
            "Run your client by hand against `nc -l`, and look at what it prints with `| od -c`.",
            "Collect first, print once: the words, the reply, a newline, on stdout.",
        ],
    ),
    (
        "client-pieces",
        [
            "The reply came in pieces. How do you know that you have them all?",
            "Look at the way out of your receiving loop. Which of the things that receive can give back means that there is no more?",
            "An empty collection, a loop that adds each piece to it, and one way out: 0 bytes.",
        ],
    ),
    (
        "client-large",
        [
            "How large is your buffer, and how large is the reply?",
            "Look for a limit: a fixed array that is filled once, a length that is assumed, a decoder that is asked too early.",
            "The buffer is small and used again and again; the collection grows.",
        ],
    ),
    (
        "client-empty-reply",
        [
            "Is an answer of no bytes an error?",
            "Look at what your program does when the very first receive gives 0 bytes.",
            "The same path as for any other reply: the loop ends after no turn at all, and an empty collection is printed.",
        ],
    ),
    (
        "client-reset",
        [
            "The stream has broken off. Is what you have by then the reply?",
            "Look at how you tell the end of the stream from an error of receive: are both the same to you?",
            "0 bytes: the end, print. An error: one line `error: ...` on stderr, nothing printed as the reply, status 1.",
        ],
    ),
    (
        "client-refused",
        [
            "Nobody is there. Which call tells you, and in what form?",
            "Try it by hand with a port that nobody has, and with the host `a..b`: looking up a name can fail as well, before any connection.",
            "Looking up and connecting stand in a function that can fail. One place prints `error: ...` and gives status 1, whatever has failed.",
        ],
    ),
    (
        "client-hostname",
        [
            "A name can stand for several addresses. How many of them do you try?",
            "Look at what `getaddrinfo(3)` gives: a list. Does your language's connect walk through it, or take the first?",
            "A loop over the addresses, each with a socket of its own family, until one connection stands. The last error counts only when none did.",
        ],
    ),
    (
        "client-arguments",
        [
            "How many words does your client want, and what may the second one be?",
            "Try it by hand: without arguments, with the ports `abc` and 70000. Look at stderr and at `echo $?`.",
            "The arguments are looked at before anything else: where they make no sense, a line with the usage on stderr, and status 2.",
        ],
    ),
    (
        "together",
        [
            "Each of your programs passes by itself. What does one of them expect that the other does not do?",
            "Look at the ladder from the top: at which arrow does somebody begin to wait, and for what?",
            "The client closes its sending side after the message; the server closes after the echo. Each end is what the other one waits for.",
        ],
    ),
];

pub const GAPS: &[Gap] = &[
    (
        "server",
        1,
        "Two words at most come in, one address goes out, or nothing: `parse` on each of them gives a result that you can turn into an option.",
    ),
    ("server", 2, "Three questions to answer: which family (ask the address), which type (a stream), which protocol."),
    (
        "server",
        3,
        "Two calls in this order, and each of them can fail. The error says more when the address stands in it.",
    ),
    (
        "server",
        4,
        "listen needs a backlog: any number from 1 on is right. Then ask the socket, print, and give it back.",
    ),
    ("server", 5, "accept gives two things. You need both: one to talk on, one to print."),
    (
        "server",
        6,
        "Keep what `echo` gives back, print the line, and only then give the result back, with the address added to an error.",
    ),
    (
        "server",
        7,
        "A buffer outside the loop; inside, a read whose number decides: 0 is the way out, anything else is written back.",
    ),
    (
        "client",
        1,
        "Collect the words without the program's own name, and match on how many there are. Only the port has to be a number.",
    ),
    ("client", 2, "One call of the standard library takes a pair of name and port, and tries every address."),
    ("client", 3, "There is a method that sends a part, and one that sends all of it."),
    ("client", 4, "The connection has a method for this; it wants to know which of the two directions."),
    ("client", 5, "One method of `Read` reads to the end into a vector. Its error belongs to the connection."),
    ("client", 6, "Bytes that may be no text: the lossy way to make a string of them never fails."),
];
