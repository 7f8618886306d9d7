//! What an author writes: labs, checks and the causes of their failures. Data only.
#![warn(missing_docs)]

use crate::harness::{Depth, Harness};
use crate::verdict::{Seen, Step, Want};

/// A lab of the course.
pub struct Lab {
    /// `lab1`
    pub id: &'static str,
    /// `Basic TCP: an echo`
    pub title: &'static str,
    /// The folder in `exercises` and `solutions`: `lab1-echo`
    pub folder: &'static str,
    /// Its programs by their names in the contract, in the order in which one writes them.
    pub programs: &'static [&'static str],
    /// In the order of the contract. Their points add up to 100.
    pub checks: &'static [Check],
    /// Where one may stop and have something whole; none for a lab that is one piece.
    pub checkpoints: &'static [Checkpoint],
}

/// A part of a lab that is a success of its own.
pub struct Checkpoint {
    /// `many users`
    pub title: &'static str,
    /// The id of its first check. It goes on to that of the next checkpoint, or to the end.
    pub first: &'static str,
}

/// Something that is tried on a learner's programs.
pub struct Check {
    /// Its stable name: `server-half-close`
    pub id: &'static str,
    /// What holds when it passes: `a client that has finished sending still gets its whole echo`
    pub claim: &'static str,
    /// Points of the lab's hundred.
    pub points: u32,
    /// The programs that it starts.
    pub programs: &'static [&'static str],
    /// Checks of the same lab without which it has no meaning: it is skipped when one of them does not pass.
    pub needs: &'static [&'static str],
    /// What the runner has to know of it: when it may run, and what it costs. Empty for most.
    pub runs: &'static [Runs],
    /// What it does, for `checker explain`, in whole sentences.
    pub tries: &'static str,
    /// What is tried.
    pub run: for<'a, 'b> fn(&'a mut Harness<'b>) -> Step,
    /// The likely causes of what it may see, the first that fits is named: its own, and slices that it shares
    /// with other checks, in the order in which `checker explain` tells them.
    pub causes: &'static [&'static [Cause]],
}

/// How a check runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runs {
    /// Held against what all the others have shown: runs after them, whatever they come to.
    AfterTheOthers,
    /// The contract's own clocks make it long: it begins as soon as it may, and the others run beside it as if it
    /// did not run.
    Waits,
    /// What it shows may come out differently from one time to the next, as with threads or in a storm: in a
    /// thorough run (`--thorough`) it is tried so many times, each with a seed of its own, and fails when one fails.
    Again(usize),
    /// It can't be played a step at a time by somebody who runs the programs by hand, for this reason, in a sentence
    /// that begins with the check: `it stops your server at a moment that only the kernel knows`.
    NotByHand(&'static str),
}

/// What was wanted, what may have been seen instead, and what that is likely to come from.
pub struct Cause(pub Want, pub &'static [Seen], pub &'static str);

impl Check {
    /// Whether it is held against all the others, and so waits for them.
    pub fn is_last(&self) -> bool {
        self.runs.contains(&Runs::AfterTheOthers)
    }

    /// Whether it begins as soon as it may, and takes nobody's place.
    pub fn waits(&self) -> bool {
        self.runs.contains(&Runs::Waits)
    }

    /// Why it can't be played by hand (`checker play`); none where it can.
    pub fn not_by_hand(&self) -> Option<&'static str> {
        self.runs.iter().find_map(|runs| if let Runs::NotByHand(why) = runs { Some(*why) } else { None })
    }

    /// How often it is tried: once in a quick run.
    pub fn tries(&self, depth: Depth) -> usize {
        let again = |runs: &Runs| if let Runs::Again(times) = runs { Some(*times) } else { None };
        match depth {
            Depth::Quick => 1,
            Depth::Thorough => self.runs.iter().find_map(again).unwrap_or(1),
        }
    }

    /// Where the book explains the check: `lab1.html#server-half-close`
    pub fn see(&self, lab: &Lab) -> String {
        format!("{}.html#{}", lab.id, self.id)
    }

    /// Where the book explains what was seen instead of what was wanted: the check, but for what a chapter has a section
    /// of its own about.
    pub fn see_about(&self, lab: &Lab, want: Want, seen: Seen) -> String {
        let elsewhere = ELSEWHERE.iter().find(|(about, _)| *about == (want, seen));
        elsewhere.map_or_else(|| self.see(lab), |(_, place)| place.to_string())
    }

    /// Its causes, own and shared, in order.
    pub fn causes(&self) -> impl Iterator<Item = &'static Cause> + Clone + use<> {
        self.causes.iter().copied().flatten()
    }

    /// The cause of a failure: the check's own before those that every check has, the exact kind
    /// of what was seen before the wider one.
    pub fn cause(&self, want: Want, seen: Seen) -> Option<&'static str> {
        [seen, seen.general()]
            .into_iter()
            .find_map(|seen| self.causes().chain(EVERYWHERE).find(|cause| cause.0 == want && cause.1.contains(&seen)))
            .map(|cause| cause.2)
    }
}

impl Lab {
    /// What all of its checks are worth.
    pub fn points(&self) -> u32 {
        self.checks.iter().map(|check| check.points).sum()
    }

    /// The checks of each checkpoint.
    pub fn parts(&self) -> impl Iterator<Item = (&'static Checkpoint, &'static [Check])> + use<> {
        let (checks, checkpoints) = (self.checks, self.checkpoints);
        let begin = move |at: usize| {
            let first = checkpoints.get(at).map(|checkpoint| checkpoint.first);
            first.and_then(|id| checks.iter().position(|check| check.id == id)).unwrap_or(checks.len())
        };
        checkpoints.iter().enumerate().map(move |(at, checkpoint)| (checkpoint, &checks[begin(at)..begin(at + 1)]))
    }

    /// The check of this id.
    pub fn check(&self, id: &str) -> Option<&'static Check> {
        self.checks.iter().find(|check| check.id == id)
    }
}

/// A ready line that is not true, or not yet.
pub const NOBODY_LISTENS: Cause = Cause(
    Want::Connection,
    &[Seen::Refused],
    "nobody listens at the address in the line: print what getsockname (local_addr) gives, not the arguments, and print it after listen. Or the server has ended by now: it has to accept in a loop, for ever",
);

/// What a chapter has a section of its own about, with the place.
pub const ELSEWHERE: &[((Want, Seen), &str)] = &[((Want::Diagram, Seen::Malformed), "lab3.html#mermaid")];

/// Causes that do not depend on the check.
pub const EVERYWHERE: &[Cause] = &[
    NOBODY_LISTENS,
    Cause(Want::Start, &[Seen::NotBuilt], "the program does not compile"),
    Cause(
        Want::Start,
        &[Seen::CannotStart],
        "the system can't start the program: is the file there, and is it executable?",
    ),
    Cause(
        Want::Ready,
        &[Seen::Buffered],
        "the line came only once the program was told to end: it sat in a buffer (flush stdout after every line), or the program waits for the end of its stdin before it prints",
    ),
    Cause(
        Want::Ready,
        &[Seen::Listening],
        "the server listens without saying so: the ready line is missing, or it sits in a buffer. Flush stdout after every line",
    ),
    Cause(Want::Ready, &[Seen::OtherStream], "the ready line is printed on stderr: it belongs on stdout"),
    Cause(Want::Ready, &[Seen::Unterminated], "the ready line does not end with a newline"),
    Cause(
        Want::Ready,
        &[Seen::Different],
        "the ready line does not have the contract's form: `listening on IP:PORT`, nothing before and nothing behind it",
    ),
    Cause(Want::Ready, &[Seen::Ended], "the server ends instead of listening"),
    Cause(
        Want::Ready,
        &[Seen::Silence],
        "the server neither listens nor ends: it waits for something else first. (One that only starts slowly is given more time by `--patience 5000`)",
    ),
    Cause(
        Want::Line,
        &[Seen::Quoted],
        "the line shows the text as a language writes it in its source, in quotes or as `b'...'`, and not the text itself: decode the bytes (`data.decode()`), and print the text",
    ),
    Cause(
        Want::Line,
        &[Seen::Buffered],
        "the line came only once the program was told to end: it sat in a buffer (flush stdout after every line), or the program waits for the end of its stdin before it prints",
    ),
    Cause(Want::Line, &[Seen::OtherStream], "the line is printed on stderr: it belongs on stdout"),
    Cause(Want::Line, &[Seen::Unterminated], "the line does not end with a newline"),
    Cause(
        Want::State,
        &[Seen::Buffered],
        "the states came only once the program was told to end: they sat in a buffer. Flush stdout after every line",
    ),
    Cause(Want::State, &[Seen::OtherStream], "the states are printed on stderr: they belong on stdout"),
    Cause(Want::State, &[Seen::Unterminated], "a state is printed without a newline behind it"),
    Cause(Want::Error, &[Seen::Different], "the line on stderr does not start with `error: `"),
    Cause(Want::Error, &[Seen::OtherStream], "the error is printed on stdout: diagnostics belong on stderr"),
    Cause(
        Want::End,
        &[Seen::Rst],
        "the connection is reset where it should end: it is closed while bytes that came are still unread, or with SO_LINGER set to 0",
    ),
];
