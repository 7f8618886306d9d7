//! The roll of what runs: every program and every build command that was started and is not over. Each leads a session of its own.
//!
//! Its lock is held for no other call: whoever waits on a record asks the roll while it holds the record's lock, and
//! the other way round the two would wait for each other.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::table::Entry;
use crate::journal::Journal;

static ROLL: Mutex<Vec<Member>> = Mutex::new(Vec::new());

/// What was ended although no check can be told to have started it, by name.
static STRAYS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// A leader, and what is known of its family.
#[derive(Clone)]
pub(super) struct Member {
    pub pid: i32,
    /// Its mark in the environment, which whatever comes of it inherits: also what has left its session.
    pub mark: String,
    pub kind: Role,
    /// What was seen to descend from it, each with the time it was started: also what loses its parent, its session and
    /// its mark afterwards is known by that.
    pub seen: Vec<(i32, u64)>,
}

#[derive(Clone)]
pub(super) enum Role {
    /// A program of a check: its record, and its index there.
    Program { journal: Arc<Journal>, id: usize },
    /// A command that builds, and what it used too much of, once it did.
    Build { over: Arc<OnceLock<String>> },
}

impl Member {
    /// Whether a process that has lost its parent came of this one.
    pub fn is_kin(&self, orphan: &Entry) -> bool {
        orphan.session == self.pid || self.seen.contains(&(orphan.pid, orphan.start))
    }
}

/// Everybody, as they stand now.
pub(super) fn members() -> Vec<Member> {
    roll().clone()
}

/// Takes down what descends from a leader, if it still is one.
pub(super) fn has_seen(pid: i32, family: Vec<(i32, u64)>) {
    if let Some(member) = roll().iter_mut().find(|member| member.pid == pid) {
        member.seen = family;
    }
}

pub(super) fn enter(pid: i32, mark: &str, kind: Role) {
    roll().push(Member { pid, mark: mark.to_owned(), kind, seen: Vec::new() });
}

pub(super) fn leave(pid: i32) {
    roll().retain(|member| member.pid != pid);
}

/// The numbers of all leaders.
pub(super) fn pids() -> Vec<i32> {
    roll().iter().map(|member| member.pid).collect()
}

/// Whether one of these leaders is known to be the ancestor of an orphan.
pub(super) fn is_kin(leaders: &[i32], orphan: &Entry) -> bool {
    roll().iter().any(|member| leaders.contains(&member.pid) && member.is_kin(orphan))
}

/// Takes down the names of what was ended although no check can be told to have started it.
pub(super) fn remember_strays(names: impl Iterator<Item = String>) {
    STRAYS.lock().unwrap_or_else(PoisonError::into_inner).extend(names);
}

/// Those names, each told once.
pub(super) fn strays() -> Vec<String> {
    std::mem::take(&mut *STRAYS.lock().unwrap_or_else(PoisonError::into_inner))
}

fn roll() -> MutexGuard<'static, Vec<Member>> {
    ROLL.lock().unwrap_or_else(PoisonError::into_inner)
}
