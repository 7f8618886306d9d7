//! Somebody who starts and watches a learner's programs by hand while a check's part is played a step at a time: what
//! they are told and asked, and what they say.
#![warn(missing_docs)]

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::journal::Journal;

/// What a person is told, or asked.
#[derive(Clone, Debug)]
pub enum Prompt<'a> {
    /// What the check does next, once they say so: `send 12 bytes`.
    Next(&'a str),
    /// What the check waits for now.
    Awaits(&'a str),
    /// It still waits. What came meanwhile stands in the journal.
    Meanwhile,
    /// They are to start a program with these arguments.
    Start {
        /// Its name in the contract: `client`.
        program: &'a str,
        /// What it is called from then on: `client 2`.
        lane: &'a str,
        /// As the contract has them.
        arguments: &'a [String],
    },
    /// They are to do something to a program of theirs that runs.
    Do {
        /// Which: `client 2`.
        program: &'a str,
        /// What.
        act: Act<'a>,
    },
    /// Where does a server listen?
    Where {
        /// Which: `server`.
        program: &'a str,
        /// Where it does if they say nothing else.
        usual: Option<SocketAddr>,
    },
    /// They have said something that can't be meant, for this reason. The question comes again.
    Unheard(&'a str),
    /// Has a program of theirs done this?
    Ask {
        /// Which: `client`.
        program: &'a str,
        /// What.
        about: About<'a>,
    },
}

/// What a person is to do to a program of theirs.
#[derive(Clone, Copy, Debug)]
pub enum Act<'a> {
    /// Type these bytes: lines, and perhaps one at the end that is not finished.
    Type(&'a [u8]),
    /// End its standard input: Ctrl-D.
    EndInput,
    /// End it at once: `kill -9`.
    Kill,
    /// Nothing but to be told this.
    Note(&'a str),
}

/// What a person is asked about a program of theirs, which only they can see.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// That it has printed these lines on stdout, behind those that they were asked about before.
    Lines(&'a [String]),
    /// That something came on stderr: `a line that starts with "error: "`.
    Stderr(&'a str),
    /// That it has ended with this status.
    Exit(i32),
    /// That something has not come: `a line with "late"`.
    Nothing(&'a str),
    /// Something else, as a question: `has your server printed the line "state: listening" 2 times by now?`
    That(&'a str),
}

/// What a person says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Go on; yes.
    Yes,
    /// Go on without asking up to the next expectation.
    Hurry,
    /// It has not; it does not come.
    No,
    /// What it is instead.
    Text(String),
    /// They have left.
    Left,
}

/// Tells a person something and gives their reply: at once for what needs none.
pub type Talk = dyn FnMut(&Journal, &Prompt) -> Reply + Send;

/// The person.
pub struct Hand {
    talk: Mutex<Box<Talk>>,
    has_left: AtomicBool,
    hurries: AtomicBool,
    /// Where they said that a program listens which was started with these words.
    places: Mutex<HashMap<String, SocketAddr>>,
}

impl Hand {
    /// Somebody who is talked to in this way.
    pub fn new(talk: Box<Talk>) -> Hand {
        Hand {
            talk: Mutex::new(talk),
            has_left: AtomicBool::new(false),
            hurries: AtomicBool::new(false),
            places: Mutex::default(),
        }
    }

    /// Whether they have left: then nothing more is done.
    pub fn has_left(&self) -> bool {
        self.has_left.load(Ordering::SeqCst)
    }

    /// Tells them, and gives their reply.
    pub fn talk(&self, journal: &Journal, prompt: &Prompt) -> Reply {
        if self.has_left() {
            return Reply::Left;
        }
        if !matches!(prompt, Prompt::Next(_) | Prompt::Meanwhile) {
            self.hurries.store(false, Ordering::SeqCst);
        }
        let reply = (self.talk.lock().unwrap_or_else(PoisonError::into_inner))(journal, prompt);
        if reply == Reply::Left {
            self.has_left.store(true, Ordering::SeqCst);
        }
        reply
    }

    /// Tells what comes next. False where they have left, and it is not to be done.
    pub fn next(&self, journal: &Journal, what: &str) -> bool {
        if self.hurries.load(Ordering::SeqCst) {
            return !self.has_left();
        }
        let reply = self.talk(journal, &Prompt::Next(what));
        self.hurries.store(reply == Reply::Hurry, Ordering::SeqCst);
        reply != Reply::Left
    }

    /// Looks whether they have said that what is awaited does not come. What else they say meanwhile is no answer.
    pub fn gives_up(&self, journal: &Journal) -> bool {
        matches!(self.talk(journal, &Prompt::Meanwhile), Reply::No | Reply::Left)
    }

    /// Where a program listens that was started with these words, as they have said before.
    pub fn place(&self, started: &str) -> Option<SocketAddr> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner).get(started).copied()
    }

    /// Remembers it.
    pub fn remember(&self, started: &str, address: SocketAddr) {
        self.places.lock().unwrap_or_else(PoisonError::into_inner).insert(started.to_owned(), address);
    }
}
