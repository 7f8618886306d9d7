//! What a check waited for, what came instead, and how that ends it.

/// What a check waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Want {
    /// That the program can be built and started.
    Start,
    /// The ready line of a server.
    Ready,
    /// That a server takes a connection, or that a client opens one.
    Connection,
    /// That a connection is refused.
    Refusal,
    /// Bytes of a stream.
    Bytes,
    /// The end of a stream.
    End,
    /// A datagram.
    Datagram,
    /// That a datagram is sent again.
    Retry,
    /// A data segment of a sender.
    Segment,
    /// A receiver's acknowledgement of a data segment.
    Acknowledgement,
    /// What stands in a file that a program has written.
    File,
    /// A line on stdout.
    Line,
    /// A line on stderr that starts with `error: `.
    Error,
    /// A line on stderr that says how the program is used.
    Usage,
    /// An exit status.
    Exit,
    /// Nothing more than what had come already.
    Nothing,
    /// A line on stdout `state: NAME`.
    State,
    /// A state diagram that is that of the program.
    Diagram,
    /// A frame that answers a command: `OK name`, `USERS name name`.
    Answer,
    /// A frame that refuses a command: `ERR code text`.
    Denial,
    /// A frame that tells who came or went: `JOINED name`, `LEFT name`.
    News,
    /// A frame with what somebody says: `MSG name text`, by whichever side.
    Message,
    /// A title on the screen of a full-screen program.
    Title,
    /// A name in the list on its screen.
    Name,
    /// Text of a conversation on its screen.
    Text,
    /// That something no longer stands on its screen.
    Gone,
    /// A mark before a name in the list on its screen.
    Mark,
    /// That it asks the terminal for the mouse.
    Mouse,
    /// That it draws for the size that the window has.
    Size,
    /// That it leaves the terminal as it was.
    Restored,
}

/// What came instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seen {
    /// Nothing, for a whole patience.
    Silence,
    /// An orderly end of stream (FIN), too early.
    Fin,
    /// The same, before anything else came.
    Empty,
    /// A reset (RST).
    Rst,
    /// The program ended.
    Ended,
    /// The program crashed: a panic, an uncaught exception, a stack trace, a signal.
    Crash,
    /// A connection was refused.
    Refused,
    /// A connection was made.
    Connected,
    /// The program kept running.
    Running,
    /// A server said that it listens.
    Listening,
    /// The wrong exit status.
    Status,
    /// A line without a newline at its end.
    Unterminated,
    /// The right line on the wrong stream: stdout for stderr, or the other way round.
    OtherStream,
    /// The right line, but only once the program ended: it sat in a buffer.
    Buffered,
    /// An address or port other than the real one.
    Address,
    /// Only the beginning.
    Short,
    /// All of it, and more.
    Extra,
    /// All of it, and a newline.
    Newline,
    /// All of it, more than once.
    Repeated,
    /// The right bytes in another order.
    Reordered,
    /// Letters in the wrong case.
    Case,
    /// The same text in another encoding, or U+FFFD in the place of bytes.
    Reencoded,
    /// All of it, and more or less white space.
    Trimmed,
    /// A text as a language writes it in its source: in quotes, as `b'...'`.
    Quoted,
    /// Several messages as one.
    Merged,
    /// One message as several.
    Split,
    /// Sooner than it may come.
    Early,
    /// Later than it may come.
    Late,
    /// Something else.
    Different,
    /// The program does not compile.
    NotBuilt,
    /// The system can't start the program.
    CannotStart,
    /// The program used more memory, processor time or processes than it may, or serves no more clients than so many.
    Limit,
    /// A text that can't be read as what it should be.
    Malformed,
    /// A state diagram begins nowhere, in several places or in the wrong one.
    StartState,
    /// It has a state that is not the program's, or lacks one, or has one twice.
    States,
    /// It has a state to which no way leads.
    Unreachable,
    /// It lacks a transition of the contract's.
    Missing,
    /// It has a transition that the contract does not have.
    Invented,
    /// It has a transition that never happened.
    Unseen,
    /// It lacks a transition that happened.
    Undrawn,
    /// Nothing, and the connection still waits in the listening socket's backlog.
    Backlog,
    /// Nothing, and what was sent lies unread in the far end's buffer.
    Unread,
    /// The right line with a wrong number in it.
    Count,
    /// Threads or processes that are left of clients that are gone.
    Threads,
    /// Descriptors that are left of clients that are gone.
    Descriptors,
    /// Sockets that are left in CLOSE_WAIT, of clients that are gone.
    CloseWait,
    /// Bytes that can't be a frame: what should be its length is too large.
    Unframed,
    /// A refusal with another code.
    Code,
    /// A segment or an acknowledgement with another number.
    Number,
    /// A segment or an acknowledgement that is right but for its checksum.
    Checksum,
    /// Whatever came of a word that elsewhere is a command, and here is text like any other.
    Command,
    /// Whatever came of a message and the next one, of which the beginning was in the same piece.
    Straddling,
}

impl Seen {
    /// The wider name, where this one is a kind of another.
    pub fn general(self) -> Seen {
        use Seen::*;
        match self {
            Short | Extra | Newline | Repeated | Reordered | Case | Reencoded | Trimmed | Quoted | Merged | Split
            | Address | Count | Unframed | Code | Number | Checksum => Different,
            // Whoever closes with bytes unread resets: where no cause is named for that, it is the end.
            Empty | Rst => Fin,
            Backlog | Unread => Silence,
            other => other,
        }
    }
}

/// An expectation that was not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What the check waited for.
    pub want: Want,
    /// What came instead.
    pub seen: Seen,
    /// What was expected, in the learner's words: `the 12 bytes "Hello, world"`.
    pub expected: String,
    /// What came, with its bytes; may have more lines, the last ones with a caret under the first wrong byte.
    pub observed: String,
}

/// An expectation that was not met, as the end of a check: what was wanted, what was seen, and both in the learner's
/// words.
pub fn unmet(want: Want, seen: Seen, expected: impl Into<String>, observed: impl Into<String>) -> Stop {
    Mismatch { want, seen, expected: expected.into(), observed: observed.into() }.into()
}

/// Why a check ended before its end.
#[derive(Debug)]
pub enum Stop {
    /// The program did something else: a fail.
    Mismatch(Box<Mismatch>),
    /// Reached `todo!`, with its text and place; or there is no such program.
    NotStarted(String),
    /// Can't be tried here, for this reason.
    Skip(String),
    /// The checker's own trouble.
    Trouble(anyhow::Error),
}

impl Stop {
    /// Whether an expectation was not met because of this.
    pub fn saw(&self, seen: Seen) -> bool {
        matches!(self, Stop::Mismatch(mismatch) if mismatch.seen == seen)
    }

    /// The same, seen as something that only the check knows: what it sent before, what it had tried already.
    pub fn seen_as(mut self, seen: Seen) -> Stop {
        if let Stop::Mismatch(mismatch) = &mut self {
            mismatch.seen = seen;
        }
        self
    }
}

impl From<Mismatch> for Stop {
    fn from(mismatch: Mismatch) -> Stop {
        Stop::Mismatch(Box::new(mismatch))
    }
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Stop {
        Stop::Trouble(error)
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Stop {
        Stop::Trouble(error.into())
    }
}

/// What a step of a check comes to.
pub type Step<T = ()> = Result<T, Stop>;
