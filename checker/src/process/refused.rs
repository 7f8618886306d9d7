//! What the machine has refused to the checker itself: no process, no thread, no descriptor, no memory. While that goes
//! on nobody can tell what it refuses to the programs, so that no failure is one of theirs.

use std::io;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result};
use nix::errno::Errno;

use super::ours;

static REFUSED: Mutex<Refusal> = Mutex::new(Refusal { times: 0, last: String::new() });

struct Refusal {
    times: usize,
    last: String,
}

/// Bytes of a thread's stack, as none of the checker's own needs many.
const STACK: usize = 256 * 1024;

/// How often the machine has refused something so far.
pub fn refusals() -> usize {
    REFUSED.lock().unwrap_or_else(PoisonError::into_inner).times
}

/// What it has refused since there were so many refusals, in words: the last one.
pub fn refused_since(times: usize) -> Option<String> {
    let refused = REFUSED.lock().unwrap_or_else(PoisonError::into_inner);
    (refused.times > times).then(|| refused.last.clone())
}

/// Whether an error says that the machine has none left of what was asked for.
pub fn is_refusal(error: &io::Error) -> bool {
    use Errno::*;
    let number = error.raw_os_error().map(Errno::from_raw);
    number.is_some_and(|number| [EMFILE, ENFILE, ENOBUFS, ENOMEM, EAGAIN].contains(&number))
}

/// Takes down what the machine has refused, where the error says that it has.
pub fn note_refusal(what: &str, error: &io::Error) {
    if is_refusal(error) {
        let mut refused = REFUSED.lock().unwrap_or_else(PoisonError::into_inner);
        refused.times += 1;
        refused.last = format!("{what}: {error}");
    }
}

/// Starts a thread of the checker's, with a name and a small stack. It works for the one that starts it: while it is not
/// let run, that one's programs are not made responsible ([`super::Ours`]).
///
/// # Errors
/// The machine has none left, and that is taken down.
pub fn spawn_thread(name: String, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
    let started = thread::Builder::new().name(name).stack_size(STACK).spawn(ours::in_company(work));
    started.inspect_err(|error| note_refusal("cannot start a thread", error)).context("cannot start a thread")
}
