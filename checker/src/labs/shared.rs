//! Causes that stand in several checks, and in several labs, under the same words; and how checks run.
//!
//! A row may stand in any list; a list may stand beside a check's own in `causes`.

use crate::lab::{Cause, Runs};
use crate::verdict::{Seen::*, Want::*};

/// A check in which threads of a program meet: what they do may come out differently the next time.
pub const WITH_THREADS: &[Runs] = &[AGAIN];
/// The same, beside what else there is to know of how it runs.
pub const AGAIN: Runs = Runs::Again(20);

/// A server whose port is taken, from bind to its end.
#[rustfmt::skip]
pub const PORT_IN_USE: &[Cause] = &[
    Cause(Error, &[Listening], "the server says that it listens although the port is taken: the line is printed before bind and listen have succeeded, an error of bind is ignored, SO_REUSEPORT lets two servers share the port (SO_REUSEADDR does not; but in C# `ReuseAddress` sets both, so leave it out), or another port is bound than the one that was given"),
    Cause(Error, &[Different], "the error line does not start with `error: `"),
    ERROR_ON_STDOUT,
    Cause(Error, &[Ended], "the server ends without saying why"),
    Cause(Error, &[Silence], "the server neither listens nor ends: it tries again and again, or waits"),
    Cause(Exit, &[Status], "the server ends with another status than 1"),
    Cause(Exit, &[Running], "the server reports the error and goes on running"),
];

/// A client that can't connect and does not report it.
pub const UNREPORTED: &[Cause] = &[ENDED_WITHOUT_ERROR, ERROR_UNMARKED, ERROR_ON_STDOUT];
/// A client whose reply was cut by a reset, and that does not report it.
pub const UNREPORTED_RESET: &[Cause] = &[ERROR_UNMARKED, ERROR_ON_STDOUT];
#[rustfmt::skip]
pub const RESET_IS_NO_END: &[Cause] = &[
    Cause(Error, &[Ended], "the client ends without an error: it takes a reset for the end of the reply, or stops reading before it. Only a read of 0 bytes is the end; a read that fails is an error"),
    Cause(Error, &[Silence], "the client neither ends nor reports the error: it reads on after a read that failed"),
];
/// How a client has to end after its error.
pub const EXIT_AFTER_ERROR: &[Cause] = &[STATUS_AFTER_ERROR, RUNNING_AFTER_ERROR];

// What is to be reported.
pub const ENDED_WITHOUT_ERROR: Cause = Cause(Error, &[Ended], "the client ends without saying what went wrong");
pub const ERROR_UNMARKED: Cause = Cause(Error, &[Different], "the line on stderr does not start with `error: `");
pub const ERROR_ON_STDOUT: Cause =
    Cause(Error, &[OtherStream], "the error is printed on stdout: diagnostics belong on stderr");
pub const KEEPS_TRYING: Cause =
    Cause(Error, &[Silence], "the client does not report the error: it tries again and again, or waits");

pub const ERROR_WITHOUT_ONE: Cause =
    Cause(Nothing, &[Extra], "a line starts with `error: ` although nothing went wrong: an orderly end is no error");

/// A program that does not wait.
#[rustfmt::skip]
pub const SPINS: Cause = Cause(Nothing, &[Limit], "the program spins: it asks again and again whether something has come, and keeps a processor busy with that. Let a call wait: accept, recv and read block until there is something, and select and poll wait for several at once. A loop around a non-blocking socket, or one that goes on after a read of 0 bytes, does not wait");

// Words that end a conversation elsewhere.
const NO_COMMAND: &str =
    "a word is taken for a command (`quit`, `exit`, `end`): here it is text like any other, and ends nothing";
pub const OBEYED_BYTES: Cause = Cause(Bytes, &[Command], NO_COMMAND);
pub const OBEYED_DATAGRAM: Cause = Cause(Datagram, &[Command], NO_COMMAND);
pub const OBEYED_LINE: Cause = Cause(Line, &[Command], NO_COMMAND);

// What does not fit where somebody thought that it would.
#[rustfmt::skip]
pub const LONG_LINE: &str = "a long line is cut, refused, or taken for several: the contract names no longest line, so what was read has to grow until its newline is there";

#[rustfmt::skip]
pub const LONG_PRINTED: Cause = Cause(Line, &[Limit], "a text of 200 bytes, or of 40,000, is not printed whole: a byte of the header from 128 on is taken for a negative number, or a buffer is too small");

// A piece with the end of one message and the beginning of the next.
pub const STRADDLING_LINE: Cause = Cause(
    Line,
    &[Straddling],
    "a whole line is not printed where a part of the next has come with it: print each as soon as its newline is there, whatever stands behind it",
);
pub const STRADDLING_PRINTED: Cause = Cause(
    Line,
    &[Straddling],
    "a read brought a whole frame and the beginning of the next, and one of them is not printed as it was sent: take out every frame that is whole, whatever stands behind it, and keep the rest for the next read",
);
pub const STRADDLING_ANSWERED: Cause = Cause(
    Bytes,
    &[Straddling],
    "a read brought a whole message and the beginning of the next, and one of them is not answered as it was sent: take out every frame that is whole, whatever stands behind it, and keep the rest for the next read",
);
pub const STRADDLING_TYPED: Cause = Cause(Bytes, &[Straddling], HALF_TYPED);
pub const HALF_TYPED: &str = "a read of the keyboard brought a whole line and the beginning of the next, and one of them is not sent as it was typed: take out each line as soon as its newline is there, whatever stands behind it, and keep the rest for the next read";

/// What is said of a client that does not look at the length in a lab whose contract leaves it open.
pub const FRAME_TOO_LARGE: &str = "the client sends a frame of more than 1,048,576 bytes, which no server of the course takes: look at the length of the whole payload before you send it";

// How a program ends.
pub const STATUS_AFTER_ERROR: Cause = Cause(Exit, &[Status], "after an error the exit status is 1");
pub const RUNNING_AFTER_ERROR: Cause = Cause(Exit, &[Running], "the client reports the error and goes on running");
pub const NORMAL_STATUS: Cause = Cause(Exit, &[Status], "a normal end has exit status 0");
pub const STATUS_AFTER_STDIN: Cause = Cause(Exit, &[Status], "the end of stdin is a normal end: exit status 0");
pub const RUNNING_AFTER_STDIN: Cause = Cause(Exit, &[Running], "the client goes on running after the end of stdin");
pub const RUNNING_AFTER_CLOSE: Cause =
    Cause(Exit, &[Running], "the client goes on running after the server has closed");

// How a connection begins and ends.
pub const NEVER_CONNECTED: Cause =
    Cause(Connection, &[Ended], "the client ends without having connected to the HOST and PORT of its arguments");
pub const SERVER_RESETS: Cause = Cause(End, &[Rst], "the server resets the connection instead of closing it");

#[rustfmt::skip]
pub const PRINTS_PIECES: Cause = Cause(Line, &[Split], "the client prints each piece by itself: collect the bytes until the end of the stream, then print one line");
