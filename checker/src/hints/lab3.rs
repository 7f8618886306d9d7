//! Hints for lab 3: robustness and state diagrams.

use super::shared::{ARGUMENTS, Gap, Hint};

pub const CHECKS: &[Hint] = &[
    (
        "server-accepts",
        [
            "A line has come. Which two things are due, and in which order?",
            "Look at the exact words of the contract, and at the newline behind the answer.",
            "For each line: print it after `received: `, send `accepted` and a newline.",
        ],
    ),
    (
        "server-split-line",
        [
            "What ends a line: the end of a piece, or a byte?",
            "Look at what you do with the bytes behind the newline, and with those before it when no newline has come yet.",
            "A collection that outlives the receives. As long as it holds a newline, take a line off its front; else receive more.",
        ],
    ),
    (
        "server-close",
        [
            "Is `close it` a goodbye? Is `CLOSE`?",
            "Look at what you compare: the whole line or its beginning, with or without regard to case? And what comes after the answer `closed`?",
            "The line without its newline, compared as a whole and in any case. Then the answer, the end of this connection, and back to listening.",
        ],
    ),
    (
        "server-client-gone",
        [
            "In how many ways can a client go? Which of them does your program take for an error of its own?",
            "Try all three by hand: an end, half a line and an end, a reset. Look at which `state:` line follows.",
            "Whatever ends the conversation, the same next state. What went wrong is a line on stderr, nothing more.",
        ],
    ),
    (
        "server-restart",
        [
            "Your server was killed, and the port is still taken. By whom?",
            "`ss -tan` shows the old connection in TIME-WAIT. Look for the option that lets you bind all the same: `SO_REUSEADDR` in `socket(7)`, and when it has to be set.",
            "The option is set between socket and bind, each time the server starts. Does your language's listener do it for you?",
        ],
    ),
    (
        "server-port-in-use",
        [
            "Somebody listens there already. What does your bind say, and who hears it?",
            "Look at what is printed before the error: no state and no ready line can be true yet.",
            "bind and listen stand in a function that can fail. Only when it has not failed does the machine begin.",
        ],
    ),
    (
        "server-states",
        [
            "In which state is your server before the first client, and after the last?",
            "Hold the printed lines against the diagram: is one missing at the very start, is one printed twice?",
            "One place prints, each time a state begins. No other line of code prints `state:`.",
        ],
    ),
    (
        "client-accepted",
        [
            "You have sent a line. May you send the next?",
            "Look at the ladder: between two lines of yours there has to be an arrow towards you.",
            "A function that asks: it sends one line and gives back one answer. The loop over stdin calls it and nothing else.",
        ],
    ),
    (
        "client-waits-for-server",
        [
            "The server is not there yet. Is that the end, or only `not yet`?",
            "Look at where a failed connect leads in the diagram, and where it leads in your code.",
            "From `connecting` two arrows leave: one when the server takes the connection, one back when nobody does.",
        ],
    ),
    (
        "client-server-restarts",
        [
            "A line was sent, and the server died. Has it arrived? Can you know?",
            "Look at where the line is while you reconnect: is it kept somewhere that outlives the connection?",
            "The line in flight belongs to the client, not to the conversation. It is forgotten only when its `accepted` has come.",
        ],
    ),
    (
        "client-server-closes",
        [
            "The stream has ended in an orderly way, and no answer has come. Is the line accepted?",
            "Look at what a receive of 0 bytes means to you while you wait for an answer.",
            "The end of the stream and a reset lead to the same place: disconnected, with the line still in flight.",
        ],
    ),
    (
        "client-split-answer",
        [
            "`acc` has come. Is that an answer?",
            "Look at how your client receives: as many bytes as there are, or up to a newline?",
            "The same reading of lines as in the server, and only a whole line is compared with `accepted`.",
        ],
    ),
    (
        "client-backs-off",
        [
            "The server is away for an hour. How often does your client knock in the first second, and how often in the last?",
            "Look at the number that holds your pause: when does it double, where does it stop, and who sets it back?",
            "The pause is part of what the client remembers: 100 ms at first, doubled after each failure up to 1 s, and 100 ms again after a connection that stood.",
        ],
    ),
    (
        "client-close",
        [
            "stdin has ended. What is still to be said, and what is still to be heard?",
            "Look at the order: `close` goes out, `closed` comes in, the state, then the exit status.",
            "The end of stdin is like a typed `close`: one more line to ask about, whose answer ends the machine.",
        ],
    ),
    (
        "client-states",
        [
            "Which state is your client in before it has tried anything?",
            "Read the `state:` lines aloud beside the diagram. Is each line one arrow further?",
            "A variable for the state, one loop, one place that prints it. Each state's work gives back the next state.",
        ],
    ),
    (
        "diagram-server",
        [
            "How many ways lead away from `connected`? Has your drawing as many?",
            "The report marks what is wrong in the picture. Look also at the names: they are those that your program prints.",
            "One start, two states, and an arrow for each change that the contract knows, with what makes it happen behind a colon.",
        ],
    ),
    (
        "diagram-client",
        [
            "What can happen while the client is `connecting`? And while it is `connected`?",
            "Go through the contract's sentences: each `then` is an arrow. The report says which is missing or never happens.",
            "Four states, one start. Draw the arrows that leave each state before you go to the next.",
        ],
    ),
    (
        "diagram-holds",
        [
            "Your program has done something that you have not drawn. Is the drawing wrong, or the program?",
            "The report names the transition and the check in which it was seen. Look at that check's ladder.",
            "If the contract has the transition, draw it. If it does not, the program skips a state: find where it jumps.",
        ],
    ),
    ("arguments", ARGUMENTS),
    (
        "storm",
        [
            "Everything at once: which of your two programs was in which state when it went wrong?",
            "Begin with what was lost or crashed, and follow it back in the ladder. `--seed` makes the same storm again.",
            "There is nothing new here. Each blow of the storm is one of the earlier checks, at a moment that you have not thought of.",
        ],
    ),
];

pub const GAPS: &[Gap] = &[
    ("server", 1, "As in lab 2: match on what the given function says of the arguments."),
    ("server", 2, "The listener of lab 2. Does the standard library set `SO_REUSEADDR` for you on this system?"),
    (
        "server",
        3,
        "A variable that holds the state, a loop, a match with an arm for each state; every arm gives the next one.",
    ),
    ("server", 4, "Its own loop: what fails in accept is a client's trouble, and the next one may be fine."),
    ("server", 5, "A loop over whole lines. What may be the last line, and what ends without a line?"),
    ("server", 6, "What is left over belongs to the next call: keep it beside the connection."),
    ("client", 1, "As in lab 2."),
    ("client", 2, "The same loop as in the server; one state has no next one, and ends it."),
    ("client", 3, "Two statements: wait for as long as the pause says, then give the pause its next value."),
    ("client", 4, "A result with two arms: each is a state."),
    (
        "client",
        5,
        "If a line is in flight, ask about it, else get the next one. Only an answer takes it out of flight.",
    ),
    ("client", 6, "A receive with a limit on the channel, in a loop: time out, look after the connection, wait on."),
    ("client", 7, "One write of all of it, then the reading of lines that you know from the server."),
    (
        "client.mmd",
        1,
        "Begin at `disconnected`: what happens next, whatever comes of it? Then ask the same of the state that you came to.",
    ),
    ("server.mmd", 1, "Two arrows between the two states. What is written behind the colon is what makes it happen."),
];
