//! Hints for lab 7: an event loop.

use super::shared::{ARGUMENTS, Gap, Hint};

pub const CHECKS: &[Hint] = &[
    (
        "server-service",
        [
            "Your server of lab 5 does all of this. What did its threads do that nobody does now?",
            "Follow one message: who reads it, who makes a frame of it, who puts the answer somewhere, and who sends it from there?",
            "For each client a record with an inbox and an outbox. Whatever is put into the outbox is sent in the same turn, as far as it goes.",
        ],
    ),
    (
        "server-one-loop",
        [
            "Three hundred clients are connected. How many places does your program wait in?",
            "Look for whatever starts a thread or a process, also inside a library: a pool, a resolver, an executor.",
            "One list of sockets, one call that waits for all of them, one thread that goes on with those that can.",
        ],
    ),
    (
        "server-half-frames",
        [
            "Two bytes of a header have come, and no third. Where do they stay until it does?",
            "Look for a loop that reads until something is complete. Does the main loop get its turn before that?",
            "A read puts what there is into the client's own inbox. Frames are taken out of it, as many as are whole; the rest stays.",
        ],
    ),
    (
        "server-quiet",
        [
            "Nothing happens, and your loop goes round. What has the system told it?",
            "Print what the waiting call gives back while nobody speaks. Look at what you have asked for, and at the time that you let it wait.",
            "Nothing waits to be written: ask for reading only. Nothing is due: wait without a time.",
        ],
    ),
    (
        "server-pending",
        [
            "A send has taken 3,000 of 10,000 bytes. Where are the others, and who sends them?",
            "Look at what you do with the number that send gives back, and with the error that says that it would wait.",
            "An outbox for each client: new answers go to its end, a send removes from its front what it has taken, and while it is not empty you ask for writability.",
        ],
    ),
    (
        "server-quiet-while-pending",
        [
            "For which clients does your loop wait although it does not want to know?",
            "Write down what is asked for in each of four cases: read from or not, outbox empty or not. What has the end of a stream to do with it?",
            "What is waited for follows from two questions, and is worked out anew whenever the answer to one of them may have changed.",
        ],
    ),
    (
        "server-pushes-back",
        [
            "A client never reads its answers. What makes it stop sending?",
            "Look at how large the outbox is when you decide to read. And does the inbox grow in its place?",
            "A full outbox makes a client one that is not read from. Once it is less than full again, reading goes on, and with it what is still in the inbox.",
        ],
    ),
    (
        "server-fair",
        [
            "One client always has something more to read. When is it the next one's turn?",
            "Look for a loop around a read, and at the order in which you go through those who can go on.",
            "In each turn of the loop everybody who can goes on once: one read of a limited size, its answers, one look at the outbox.",
        ],
    ),
    (
        "server-half-close",
        [
            "A read gives 0 bytes. What does that say about the other direction?",
            "Look at what follows the end of a stream in your code. Is there something in the outbox at that moment?",
            "Two facts about a client: it has finished, and something waits for it. The connection is closed when the first is true and the second no more, whichever comes last.",
        ],
    ),
    (
        "server-resets",
        [
            "A read or a send fails. Whom is that about?",
            "Look at how far an error travels: out of this client's turn, or out of the loop? And who closes the socket then?",
            "One place through which every client's turn goes. An error there is printed, and the client is taken out of the table as if it had ended well.",
        ],
    ),
    (
        "server-idle",
        [
            "Nothing happens for a while. Who tells your loop that the while is over?",
            "Look at the time that you give to the waiting call, and at the lines that remember when a byte came. Do they stand where bytes come, or where messages are whole?",
            "The wait ends at the latest when the first client is due. After it, whoever is due gets the frame, and counts as finished from then on.",
        ],
    ),
    (
        "server-no-descriptors",
        [
            "`accept` fails, and the client still waits. What does the next wait tell you?",
            "Look at which errors of accept end your program, which are passed over, and what you are waiting for afterwards.",
            "The listener is taken off the list. It comes back when a connection has been closed; and, in case others had used the descriptors up, after a time as well.",
        ],
    ),
    (
        "server-ten-thousand",
        [
            "What does a client cost you that says nothing?",
            "Look at what is made for each client when it comes: buffers of a fixed size, tables, a copy of something that all could share.",
            "One buffer for reading, for all of them, and inbox and outbox that are empty as long as nothing is in them. And no table has a size of its own.",
        ],
    ),
    (
        "client-service",
        [
            "Five lines were typed at once, and your loop is told once. How many do you send?",
            "Look at how the keyboard is read: does a library keep lines back where the system does not see them?",
            "Bytes from the keyboard go into a buffer of yours. All whole lines are taken out of it; at the end of the input, what is left as well.",
        ],
    ),
    (
        "client-both-ways",
        [
            "Your client waits in send, the server waits in send. Who reads?",
            "Look for a call on the connection that can wait: is it non-blocking, and is it closed only when the outbox is empty?",
            "The same outbox as in the server. While it is full, the keyboard is not read; the connection always is.",
        ],
    ),
    (
        "client-quiet",
        [
            "The input has ended. What does the system say about it from now on?",
            "Look at what is asked for when nothing waits to be sent, and at the list once stdin has ended.",
            "After its end the keyboard is no part of the list any more, and writability is asked for only while something waits.",
        ],
    ),
    ("arguments", ARGUMENTS),
    (
        "together",
        [
            "Twenty clients, bytes cut anywhere. Which of your two programs takes a piece for a whole?",
            "Find the first message in the ladder that has no answer, and look at how its bytes were cut.",
            "Both programs have the same inbox: bytes in, whole frames out.",
        ],
    ),
];

pub const GAPS: &[Gap] = &[
    ("inbox", 1, "Two steps, in this order. Where do the bytes begin that are still of use?"),
    (
        "inbox",
        2,
        "Two questions one after the other, each with a way out that changes nothing. What is untaken is a slice: ask it for its first four bytes, and compare before you take.",
    ),
    (
        "outbox",
        1,
        "A loop with a `match` in it. How many bytes leave the front, and which errors lead out of the loop, out of the function, or round again?",
    ),
    ("guest", 1, "Two questions before you read: can it be, and is it to be? The last call does the rest."),
    ("guest", 2, "One read, no loop. A `match` with four arms: the end, some bytes, nothing now, and trouble."),
    ("guest", 3, "A `while let` over the inbox. One message leads out of it early."),
    ("guest", 4, "Two questions, four answers: a `match` on a pair. Which of the four asks for nothing?"),
    ("guest", 5, "Two conditions, and both have to hold."),
    ("server", 1, "As in lab 5, with one argument more."),
    ("server", 2, "What is made first, and what can fail? The ready line comes when everything is in place."),
    ("server", 3, "A `match` on the key. Whatever a guest does goes through `with_guest`."),
    (
        "server",
        4,
        "A loop with a `match` in it. One arm goes on with a client, one leads out, one does nothing, and one takes precautions.",
    ),
    (
        "server",
        5,
        "Who is in the table before the number is printed? And when does the first look at the silent have to be?",
    ),
    (
        "server",
        6,
        "An early return for one who is not there. Then the outcome is looked at twice: is there something to report, and is there a reason to go?",
    ),
    (
        "server",
        7,
        "Find out first who is due, and keep the keys: a table can't be changed while you walk through it. The next look is the smallest of what is left.",
    ),
    ("client", 1, "As in lab 5."),
    (
        "client",
        2,
        "A connection that exists already can be made non-blocking. `turn` says whether there is to be another one.",
    ),
    (
        "client",
        3,
        "What do you know now: how it ended, whether more was to be sent, and a count. In which order do they decide?",
    ),
    (
        "client",
        4,
        "Three things in turn, the last of them always. How long may the wait be when the keyboard is a file?",
    ),
    (
        "client",
        5,
        "One read; then a loop over whole frames. Two beginnings of a text are of interest, the end of the stream is a third thing.",
    ),
    ("client", 6, "A loop over whole lines. What comes after the last one, and what is `self.keyboard` then?"),
    (
        "client",
        7,
        "First what can be sent; then what is waited for at the connection and at the keyboard; then whether this was all.",
    ),
];
