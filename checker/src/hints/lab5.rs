//! Hints for lab 5: threads.

use super::shared::{ARGUMENTS, Gap, Hint};

pub const CHECKS: &[Hint] = &[
    (
        "two-rates-both",
        [
            "While one of them waits, can the other print?",
            "Look at when each line is due: line I at I times its period. Does your wait add up small delays?",
            "Two threads with the same function. Each works out when its next line is due, and waits for that moment rather than for a period.",
        ],
    ),
    (
        "client-never-waits",
        [
            "You have sent a message. Who waits for its answer?",
            "Look at what stands between two sends in your sending thread. Is there a receive?",
            "One thread only sends, another only receives. The two share the connection and nothing else that blocks.",
        ],
    ),
    (
        "client-acks",
        [
            "Nobody types, and an answer comes. Which thread is awake?",
            "Look at where your receiving thread is started: before the first line is read? And is each line of output flushed?",
            "The receiving thread runs from the moment the connection stands, in a loop of its own.",
        ],
    ),
    (
        "client-late-acks",
        [
            "stdin has ended. Are you finished?",
            "Look at what the end of stdin does: it may close only one half of the connection.",
            "The sender closes the sending side. The program ends when the receiver has seen the end of the stream.",
        ],
    ),
    (
        "client-split-acks",
        [
            "Is one receive one answer?",
            "Look at your reading of frames: it is that of lab 4. Has the receiving thread got it right, for the header as well?",
            "Read exactly four, then exactly as many. The network's cuts never show.",
        ],
    ),
    (
        "client-unacknowledged",
        [
            "How many messages have you sent, and for how many have you an answer?",
            "Look at which frames you count: the welcome is no receipt. And who may change the counter?",
            "Two numbers that both threads can reach safely. At the end, the one minus the other goes into the error.",
        ],
    ),
    (
        "client-server-gone",
        [
            "The server has gone, and your program waits for the keyboard. Who can end it?",
            "Look at what the receiving thread does at the end of the stream, and what main waits for.",
            "Main waits for the network, not for the keyboard. The thread that reads stdin may be left where it is when the program ends.",
        ],
    ),
    (
        "client-refused",
        [
            "Nobody listens. Has a thread been started by then?",
            "Look at the order: the connection first, then the threads.",
            "Connect in main; where it fails, `error: ...` and status 1, and there is nothing to stop.",
        ],
    ),
    (
        "server-welcome",
        [
            "Who speaks first, the client or you?",
            "Look at the ladder: the first arrow after the connection is yours, and it is a frame.",
            "In the thread of the client, before the loop: one frame with the contract's words.",
        ],
    ),
    (
        "server-receipts",
        [
            "Each message needs two things from you. In which order, and to whom?",
            "Compare both texts with the contract, and look at the address: is it the client's own?",
            "In the client's loop: read a frame, print a line, write a frame.",
        ],
    ),
    (
        "server-two-at-once",
        [
            "The first client says nothing. Where does your program stand while it waits for it?",
            "Look at what is called between two accepts. Does it return only when the client has gone?",
            "The loop over accept does nothing but start a thread and accept again. Whatever can wait, waits in the thread.",
        ],
    ),
    (
        "server-stalled-frame",
        [
            "A client has sent half a header. Who has to wait for the other half?",
            "Look for anything that is locked, or that all share, while a frame is being read.",
            "The reading happens in the client's own thread, without holding a lock.",
        ],
    ),
    (
        "server-slow-reader",
        [
            "You send to somebody who does not read, and your send blocks. What do you hold in your hands at that moment?",
            "Look at locks that are held while something is sent or printed.",
            "Take the lock, change the number, give it back; then send. Nothing that can block stands inside.",
        ],
    ),
    (
        "server-suspended",
        [
            "The server was stopped in a send. Does the answer go on where it was?",
            "Look at whether all of an answer is sent, in every thread, also after a send that took a part.",
            "The call that sends all, for the header and the payload together or one after the other.",
        ],
    ),
    (
        "server-isolation",
        [
            "One client breaks the rules. Whose connection ends?",
            "Look at where an error in a client's thread goes: out of the thread only, or out of the program? What does your language do with an exception in a thread?",
            "The thread's function catches all of its own failures: a line `error: ...`, the connection closed, the count put right.",
        ],
    ),
    (
        "server-bye",
        [
            "`/bye` has come. What is sent, and what is not?",
            "Look at the order of the answer and the close, and at the lines that follow the `/bye` in the same piece.",
            "The frame `bye`, then the way out of the loop, as at the end of the stream.",
        ],
    ),
    (
        "server-active",
        [
            "When exactly is somebody active, and when no more?",
            "Look at every way out of the client's thread: does each of them count down? And is the number printed the one that you have just made?",
            "Count up and print under one lock, and the same for counting down. Something that is done at every way out: a guard, a `finally`, a `Drop`.",
        ],
    ),
    (
        "server-crowd",
        [
            "A hundred threads change one number. Can two of them see the same?",
            "Look at what you do between reading the number and printing it. And is an answer ever sent on another client's connection?",
            "The change and its line belong together, under one lock. Everything else of a client is in its own thread's variables.",
        ],
    ),
    (
        "server-thousand",
        [
            "A thousand clients wait. What does each of them cost you?",
            "Look at the limit of open files, at the size of a thread's stack, and at whether a failed accept ends the loop: `accept(2)`, `EMFILE`.",
            "Accepting goes on whatever becomes of one client, and a thread that can't be had is that client's trouble.",
        ],
    ),
    (
        "server-no-leaks",
        [
            "A client has gone. What of it is still there?",
            "`ls /proc/NUMBER/fd` and `ps -L` show it. Look for a copy of the connection that somebody still holds, and for CLOSE-WAIT in `ss -tan`.",
            "At the end of a thread every copy of its connection is closed. A list of clients is a place where copies like to stay.",
        ],
    ),
    ("arguments", ARGUMENTS),
    (
        "together",
        [
            "Three clients at once: whose answer came to whom?",
            "Follow one client's lane in the ladder from the top, and leave the others out.",
            "One thread for each client in the server, two in each client. Nothing waits for anybody else.",
        ],
    ),
];

pub const GAPS: &[Gap] = &[
    ("two-rates", 1, "Three numbers come back from the given function; the rest is as in lab 2."),
    ("two-rates", 2, "A thread takes a closure that owns what it uses. Who waits for it to end?"),
    (
        "two-rates",
        3,
        "When the work began is known. The moment of line I follows from it, and what is left until then is the wait.",
    ),
    ("client", 1, "As in lab 2."),
    ("client", 2, "Two handles for one connection: `try_clone`. A thread that is named is easier to find."),
    (
        "client",
        3,
        "What do you know now: how the stream ended, whether a goodbye was said, and two counts. Which of them decides?",
    ),
    ("client", 4, "In this order: count, then send. Could the answer come before the count otherwise?"),
    ("client", 5, "A loop over frames; only a receipt counts, and everything is printed."),
    ("server", 1, "As in lab 2."),
    ("server", 2, "As in lab 3."),
    ("server", 3, "Accept in the loop; the closure of the thread takes the guest and the connection along."),
    ("server", 4, "Change and print while you hold the lock, so that no number is printed twice or out of order."),
    ("server", 5, "This runs whenever a guest ends, however it ends. The same lock, the same care."),
    ("server", 6, "One frame before the loop. In the loop one message decides whether it is the last."),
];
