//! Hints for lab 6: the chat.

use super::shared::{ARGUMENTS, Gap, Hint};

pub const CHECKS: &[Hint] = &[
    (
        "pair-both-ways",
        [
            "Two people may speak at any time. How many things does your program wait for?",
            "Look at what blocks: the keyboard and the network. Does waiting for the one keep you from the other?",
            "Two threads in each program: keyboard to network, network to screen. Lines are passed on with their newline.",
        ],
    ),
    (
        "pair-any-order",
        [
            "Somebody says three things in a row. Whose turn is it?",
            "Look for a place where one line is sent and then one is waited for.",
            "Neither thread knows of the other: each passes on whatever comes, as often as it comes.",
        ],
    ),
    (
        "pair-exit-client",
        [
            "`EXIT` was typed. Who has to hear of it, and how?",
            "Look at what you send for it (nothing), and at what the server sees: the end of the stream.",
            "The thread of the keyboard stops and shuts the connection down; the program ends with 0. The server's loop accepts again.",
        ],
    ),
    (
        "pair-exit-server",
        [
            "`EXIT` was typed at the server. What ends: the server, or the conversation?",
            "Look at what makes the thread that receives from this client stop, and who goes back to accept.",
            "The current connection is shut down. Whoever reads from it sees the end, and that leads back to waiting.",
        ],
    ),
    (
        "pair-exact-exit",
        [
            "Is ` EXIT` an EXIT? What about one that the other side has typed?",
            "Look at what you compare: the line as it was typed, without its newline and nothing else taken off. And do you compare what arrives, too?",
            "One comparison, on the keyboard's side only, with the whole line.",
        ],
    ),
    (
        "pair-peer-gone",
        [
            "The other side has gone. Did it say goodbye?",
            "Look at the two things that receive can give then: 0 bytes, or an error. They lead to different exit statuses.",
            "The end of the stream is a normal end. A reset is `error: ...`: status 1 at the client, back to waiting at the server.",
        ],
    ),
    (
        "pair-alone",
        [
            "Nobody is there, and somebody types. Where does the line go?",
            "Look at what the keyboard's thread holds when there is no client, and at what it does at the end of stdin.",
            "A place that holds the current client or nothing, behind a lock. Nothing: the error, and the line is forgotten.",
        ],
    ),
    (
        "pair-refused",
        [
            "Nobody listens. Does your client still read the keyboard?",
            "Look at the order: connect, then threads.",
            "Connect in a function that can fail; `error: ...` and status 1.",
        ],
    ),
    (
        "login",
        [
            "Somebody new is there. Who is told what, and does the new one hear of itself?",
            "Look at the order under the lock: taking the name, the `OK`, the news to the others.",
            "A table from names to queues. Whoever enters it tells all the others that are in it.",
        ],
    ),
    (
        "login-refused",
        [
            "A name was refused. Is the connection lost?",
            "Look at which code you give: is the name bad, or taken? And does the loop go on after it?",
            "Two questions in this order: is it a name, is it free. Each has its own refusal, and the connection waits for another try.",
        ],
    ),
    (
        "login-first",
        [
            "Who may say what before they have a name?",
            "Look at where you check for a name: before you look at the command, or in each command?",
            "Two states for a connection, without and with a name. In the first everything but LOGIN has one answer.",
        ],
    ),
    (
        "message",
        [
            "Where does a text end, and can it hold blanks?",
            "Look at how you take the payload apart: into two words and a rest, or into all its words?",
            "Command, name, and everything that is left, as it is. It goes into one queue: that of the receiver.",
        ],
    ),
    (
        "message-errors",
        [
            "Several things are wrong at once. Which is said?",
            "The contract gives the order: what can't be a command comes before who is not there. Look at empty texts and at bytes that are no text.",
            "First make a command of the payload, or refuse. Then carry it out, or refuse. Neither ends the connection.",
        ],
    ),
    (
        "users",
        [
            "In which order do names come, and is `Z` before `a`?",
            "Look at how your language sorts text by default: by dictionary, or by bytes? And does the asker stand in the list?",
            "All names of the table, sorted by their bytes, with a blank between.",
        ],
    ),
    (
        "leaving",
        [
            "In three ways somebody can go. Do all three pass the same line of your code?",
            "Look at what happens on a reset: is the name taken out of the table, and are the others told?",
            "One function takes a user out and tells the rest. It is called at the one place where a client's loop has ended.",
        ],
    ),
    (
        "pairs",
        [
            "Forty users talk at once. Can a text get into the wrong queue?",
            "Look at what is shared between threads beside the table, above all buffers that are used again.",
            "Reading is each client's own. The table is locked for as long as it takes to find a queue and put something into it.",
        ],
    ),
    (
        "slow-user",
        [
            "Somebody does not read. Who waits: the sender, everybody, or nobody?",
            "Look at where a write can block, and whose thread that is. And how long may the queue become?",
            "Each user has a queue with a limit and a thread that writes from it. Putting something in never waits: where there is no room, the user is dropped.",
        ],
    ),
    (
        "suspended",
        [
            "The server was stopped while it was writing a frame. What does the rest of the frame look like?",
            "Look at the writing thread: does it send all of a frame before it takes the next from the queue?",
            "One writer for each connection, and a write that goes on until the frame is out.",
        ],
    ),
    (
        "hundred-users",
        [
            "A hundred come, and everybody is told of everybody. How many frames is that?",
            "Look at how long the lock is held, and at the length of the queues while nobody reads yet.",
            "Under the lock only memory is touched. All writing happens in the writers' threads.",
        ],
    ),
    (
        "bad-frames",
        [
            "A frame is too large. Whose trouble is that?",
            "Look at what the error of reading a frame does: it ends one connection, and the user leaves like any other.",
            "Reading fails, the loop of that client ends, the user is taken out. The same path as for a goodbye, with a line on stderr.",
        ],
    ),
    (
        "client-login",
        [
            "You have asked for a name. When is it yours?",
            "Look at what you print, and at whether other frames may come before the `OK`.",
            "Send LOGIN; read frames until one is the answer to it; then print, and only then take the keyboard's lines.",
        ],
    ),
    (
        "client-chat",
        [
            "A line was typed. To whom does it go?",
            "Look at what /chat changes, and what happens to a line before any /chat.",
            "One variable holds the partner, or nothing. Lines that begin with `/` are looked at, others are sent.",
        ],
    ),
    (
        "client-users",
        [
            "The answer to /users comes later. Who prints it?",
            "Look at the events that the server may send: each has its own form on stdout.",
            "The receiving thread turns every event into a line. The keyboard's thread only sends the question.",
        ],
    ),
    (
        "client-errors",
        [
            "Which refusal is the end, and which is only news?",
            "Look at when it comes: before the `OK`, or after it?",
            "While logging in, an `ERR` ends the program with status 1. Afterwards it is one line on stderr.",
        ],
    ),
    (
        "client-bye",
        [
            "`/bye` was typed right after a message. Is the message out?",
            "Look at what your program does between the goodbye and its end: does it wait for the server's close?",
            "Note that you are leaving, send QUIT, and let the receiving thread see the end of the stream. Then it is a good end.",
        ],
    ),
    (
        "client-server-gone",
        [
            "The server has gone, and nobody types. What wakes your program?",
            "Look at which thread main waits for.",
            "Main waits for the first of the two threads that has something to say. The end of the stream without a goodbye is an error.",
        ],
    ),
    (
        "tui-users",
        [
            "Somebody came. Who tells your screen?",
            "Look at the way of an event: from the network to the state, from the state to the picture. Is it drawn again after each? Do you stand in your own list?",
            "One loop: take a happening, change the state, draw everything. The picture is made from the state alone.",
        ],
    ),
    (
        "tui-click",
        [
            "A click has a row and a column. Whose name stands there?",
            "Look at where the list begins on the screen, with its frame and its title. Is the first name in row 0?",
            "The same numbers that draw the names find them again. Keep the two in one place.",
        ],
    ),
    (
        "tui-talk",
        [
            "Enter was pressed. Where does your own line appear, and from where does it come?",
            "Look at what is kept of each conversation, and at whether what you say is kept as well: the server does not send it back.",
            "Each conversation is a list of lines. Sending adds `me: ...`, an event adds `NAME: ...`, and drawing shows its end.",
        ],
    ),
    (
        "tui-unread",
        [
            "A message came from somebody whose conversation is not open. How does one see it?",
            "Look at when the mark is set and when it is taken away.",
            "A set of names. A message puts one in unless that conversation is open; opening takes it out.",
        ],
    ),
    (
        "tui-resize",
        [
            "The window is smaller now. Which numbers in your program are still the old ones?",
            "Look for sizes that are kept. A new size is a happening like any other.",
            "At each drawing ask how large the screen is, and lay everything out anew. Clicks use the layout of the last drawing.",
        ],
    ),
    (
        "tui-leaves",
        [
            "You have changed the terminal in several ways. Have you taken back each of them?",
            "Compare `stty -a` before and after. Look at the ways out: Esc, Ctrl-C, an error, a panic.",
            "What opening did is undone by one function, in reverse order, which runs at every way out.",
        ],
    ),
    ("arguments", ARGUMENTS),
    (
        "together",
        [
            "Which of your programs is the first that says something which another does not understand?",
            "Follow one message through the ladder: typed, sent, put into a queue, sent on, shown.",
            "Each program keeps to the frames of the contract. Where both ends are yours, hold each against the contract, and not against the other.",
        ],
    ),
];

pub const GAPS: &[Gap] = &[
    ("pair-client", 1, "As in lab 2."),
    ("pair-client", 2, "Both threads report to one channel how they ended. The first report decides."),
    (
        "pair-client",
        3,
        "A loop over the lines of the connection; the end is `Ok`, and a failure says what it was about.",
    ),
    ("pair-client", 4, "Compare before you send. After the loop, whichever way it ended, it is a normal end."),
    ("pair-server", 1, "As in lab 2."),
    ("pair-server", 2, "The keyboard's thread starts once and lives as long as the server does."),
    ("pair-server", 3, "As in the client."),
    (
        "pair-server",
        4,
        "Look into the place behind the lock: a client, or nobody. `EXIT` shuts the client's connection down.",
    ),
    ("protocol", 1, "Two conditions on the bytes: how many, and which."),
    ("protocol", 2, "Text first, or it is no command. Then one split at the first blank, and a match on the word."),
    ("protocol", 3, "The same split; what stands behind the word has another form for each."),
    ("server", 1, "As in lab 2."),
    ("server", 2, "As in lab 5: accept, start a thread."),
    ("server", 3, "A loop over frames with three ways out: the end, a failure, a goodbye."),
    ("server", 4, "A loop over the queue. It ends when nobody can put anything in any more, or when a write fails."),
    ("server", 5, "`try_send` tells you when there is no room: then this user is dropped, and nobody waits."),
    (
        "server",
        6,
        "One lock for the whole of it: between asking whether a name is free and taking it, nobody may come.",
    ),
    ("server", 7, "Take out first, then tell those who are left."),
    ("server", 8, "Found: into that user's queue. Not found: a refusal for the sender."),
    ("server", 9, "One command has a meaning here, every other has the same refusal."),
    ("server", 10, "A match on the command. One of them is refused because it was done already."),
    ("server", 11, "Two questions in the contract's order, each with its refusal; then `join`."),
    ("client", 1, "As in lab 2, with one word more."),
    ("client", 2, "Both threads send their outcome into one channel; the first that comes is the program's."),
    ("client", 3, "News of others may come before the answer: read on until it is an `OK` or an `ERR`."),
    ("client", 4, "A match on the event, a line for each; a refusal goes to stderr."),
    ("client", 5, "A match on how the line begins; what does not begin with `/` is a message, if there is a partner."),
    ("client", 6, "Note it before you send: the answer may be faster than you."),
    (
        "room",
        1,
        "A match on the event: who comes is put in, who goes is taken out, what is said is kept with its speaker.",
    ),
    ("room", 2, "Two fields of the room change."),
    ("room", 3, "Without a partner or without text there is nothing to send. `mem::take` empties what was typed."),
    ("tui", 1, "As in the line client."),
    ("tui", 2, "One waits for the terminal, one for the network. Both put what they get into the same channel."),
    ("tui", 3, "As in the line client; what comes before the `OK` is news for the room."),
    ("tui", 4, "A match on the happening: a key, a click, an event, an end. Each changes the room or sends something."),
    ("tui", 5, "Three steps, and if a later one fails the earlier ones have to be undone."),
    ("tui", 6, "The same three in reverse. Nothing here may stop half-way."),
    ("view", 1, "The row of the click minus the first row of the list is a number; is it one of a name?"),
    ("view", 2, "Each name with its mark or without one makes a line; the title belongs to the frame."),
    ("view", 3, "Count lines from the end: as many as there are rows."),
];
