//! What a check can come to: the five verdicts, what was wanted and what was seen instead, and the record of a run.
#![warn(missing_docs)]

use serde::{Deserialize, Serialize};

use crate::diagram::Drawing;
use crate::trace::{Trace, Wire};

/// What became of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// All that was expected came.
    Pass,
    /// Something was expected, and something else came.
    Fail,
    /// The program reached a `todo!`, or there is no such program.
    NotStarted,
    /// Not tried, for the reason given: no IPv6 here, or a check that it needs did not pass.
    Skipped,
    /// The checker's own trouble. Never charged to the learner.
    Inconclusive,
}

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
    /// All of it and more, or less, in the white space at its ends.
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

/// The record of a whole run: what every report is a function of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Version of this format; 1.
    pub schema: u32,
    /// The seed of all random choices: `--seed` makes them again.
    pub seed: u64,
    /// Whether it took the time of a final grading (`--thorough`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub thorough: bool,
    /// The submission, as a person would name it: `exercises`, `solutions`, a folder.
    pub submission: String,
    /// The folder that was graded, in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// In the order of the course.
    pub labs: Vec<LabReport>,
    /// What is to be said of the run as a whole: what was still running at its end, and was ended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// What a lab came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabReport {
    /// The stable name: `lab1`, `server-echo`.
    pub id: String,
    /// In words.
    pub title: String,
    /// Points that were earned.
    pub earned: u32,
    /// What the checks that were run are worth: 100, or less where only some were chosen.
    pub points: u32,
    /// What each checkpoint came to of which a check was run; none where the lab has no checkpoints.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checkpoints: Vec<CheckpointReport>,
    /// What the compiler said of the programs that could not be built, as it said it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub build: Vec<BuildFailure>,
    /// In the order of the contract.
    pub checks: Vec<CheckReport>,
    /// How many gaps are filled, of each file of the learner's that began with some.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<GapReport>,
    /// The lab of the course that comes next, once all the points of this one are earned: `lab2`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The language in which that lab is begun, in a folder that has nothing of it: `python`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin: Option<String>,
}

/// The gaps of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapReport {
    /// Its name: `server.rs`.
    pub file: String,
    /// Those that hold code.
    pub filled: usize,
    /// All there are.
    pub all: usize,
}

/// What a part of a lab came to that is a success of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckpointReport {
    /// Its place among those of the lab, from 1.
    pub number: usize,
    /// In words.
    pub title: String,
    /// Points that were earned.
    pub earned: u32,
    /// What those of its checks that were run are worth.
    pub points: u32,
    /// Checks that passed.
    pub passed: usize,
    /// How many of its checks were run.
    pub checks: usize,
    /// Every check of it was run, and none that can be tried here did not pass.
    pub done: bool,
}

/// A program that could not be built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildFailure {
    /// The programs that this leaves unbuilt: `server`.
    pub programs: Vec<String>,
    /// The command that failed.
    pub command: String,
    /// What it printed, unescaped, without colours.
    pub output: String,
}

/// What a check came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckReport {
    /// The stable name: `lab1`, `server-echo`.
    pub id: String,
    /// What holds if it passes.
    pub claim: String,
    /// What it came to.
    pub verdict: Verdict,
    /// Points that can be earned.
    pub points: u32,
    /// Points that were earned.
    pub earned: u32,
    /// How long it took, in milliseconds.
    pub millis: u64,
    /// Of a failed check: what was expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// Of a failed check: what came instead. Of any other verdict but pass: the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed: Option<String>,
    /// Of a failed check, where nothing crashed: what was wanted and what was seen, by which its cause was looked up.
    /// For whoever holds the causes against what produces them; no format has it.
    #[serde(skip)]
    pub unmet: Option<(Want, Seen)>,
    /// Of a failed check: the likely cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// Where to read on, relative to the book: `lab1.html#server-half-close`.
    pub see: String,
    /// What else is worth saying: a half that was skipped, a process that was left running.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The last lines that the programs printed, escaped: `server stderr: error: ...`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub output: Vec<String>,
    /// State diagrams in which something is marked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drawings: Vec<Drawing>,
    /// What was seen.
    pub trace: Trace,
    /// The addresses at both ends of what went over the wire. Only a capture has them.
    #[serde(skip)]
    pub wires: Vec<Wire>,
}

/// How the reason begins for which a check is skipped that builds on another.
pub const NEEDS: &str = "needs ";

impl CheckReport {
    /// Skipped because a check that it builds on did not pass.
    pub fn is_for_a_need(&self) -> bool {
        self.verdict == Verdict::Skipped && self.observed.as_deref().is_some_and(|reason| reason.starts_with(NEEDS))
    }
}

impl LabReport {
    /// How many checks came to this.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.checks.iter().filter(|check| check.verdict == verdict).count()
    }
}

impl Report {
    /// The exit status of a run: 0 all passed, 3 something was inconclusive, 1 something else did not pass.
    /// A check that can't be tried on this machine is no failure; one that was chosen and needs another that did
    /// not pass is one, although that other is not in the report.
    pub fn status(&self) -> u8 {
        let checks = || self.labs.iter().flat_map(|lab| &lab.checks);
        let any = |wanted: Verdict| checks().any(|check| check.verdict == wanted);
        if any(Verdict::Inconclusive) {
            3
        } else if any(Verdict::Fail) || any(Verdict::NotStarted) || checks().any(CheckReport::is_for_a_need) {
            1
        } else {
            0
        }
    }
}
