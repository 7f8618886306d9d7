//! How long the checker's own threads were ready to run and were not let: who reads from a program, or passes on what it
//! sends, takes part in a check. While such a thread waits for a processor, a right program can do nothing but wait.

use std::cell::Cell;
use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::usage::{had, is_ready};
use crate::journal::Processors;

/// The threads that were started for others: each with the one that its company began with.
static THREADS: Mutex<Vec<(i32, i32)>> = Mutex::new(Vec::new());

thread_local! {
    /// The thread that this one's company began with: the one that runs a check, of all that it has started.
    static FIRST: Cell<Option<i32>> = const { Cell::new(None) };
}

/// The number of this thread; where there is no /proc to look it up in, none that counts.
fn own() -> i32 {
    #[cfg(target_os = "linux")]
    return nix::unistd::gettid().as_raw();
    #[cfg(not(target_os = "linux"))]
    0
}

fn first() -> i32 {
    FIRST.get().unwrap_or_else(own)
}

/// The same work, for a thread that is started by this one and belongs to its company.
pub(super) fn in_company(work: impl FnOnce() + Send + 'static) -> impl FnOnce() + Send + 'static {
    let first = first();
    move || {
        FIRST.set(Some(first));
        let _listed = Listed::new(first);
        work();
    }
}

/// A thread's place among [`THREADS`], until it ends.
struct Listed(i32);

impl Listed {
    fn new(first: i32) -> Listed {
        THREADS.lock().unwrap_or_else(PoisonError::into_inner).push((own(), first));
        Listed(own())
    }
}

impl Drop for Listed {
    fn drop(&mut self) {
        THREADS.lock().unwrap_or_else(PoisonError::into_inner).retain(|(thread, _)| *thread != self.0);
    }
}

/// Looks again and again at the threads that the one which asks has started, and those that they have.
#[derive(Default)]
pub struct Ours {
    /// What each had of the processors at the last look, and when that was.
    last: Option<(Instant, HashMap<PathBuf, Processors>)>,
    waited: Duration,
}

impl Ours {
    /// Time since the first look in which one of them waited for a processor: of each time between two looks the wait of
    /// the one that waited longest.
    pub fn look(&mut self) -> Duration {
        if !is_crowded() {
            return self.waited;
        }
        let now = Instant::now();
        let all: HashMap<PathBuf, Processors> =
            company().into_iter().filter_map(|task| Some((task.clone(), had(&task)?))).collect();
        if let Some((then, before)) = self.last.take() {
            let since = now - then;
            let longest = all.iter().map(|(task, now)| match before.get(task) {
                // The kernel counts a wait only once it is over.
                Some(before) if before == now => {
                    if is_ready(task) {
                        since
                    } else {
                        Duration::ZERO
                    }
                }
                before => now.waited.saturating_sub(before.copied().unwrap_or_default().waited).min(since),
            });
            self.waited += longest.max().unwrap_or_default();
        }
        self.last = Some((now, all));
        self.waited
    }
}

/// The folders in /proc of the threads of this one's company, without itself.
fn company() -> Vec<PathBuf> {
    let (own, first) = (own(), first());
    let all = THREADS.lock().unwrap_or_else(PoisonError::into_inner);
    let others = all.iter().filter(|(thread, began)| *began == first && *thread != own);
    others.map(|(thread, _)| PathBuf::from(format!("/proc/self/task/{thread}"))).collect()
}

/// Whether more threads are ready to run now than there are processors: the fourth field of /proc/loadavg, proc(5). One
/// cheap look, for machines on which nobody waits.
fn is_crowded() -> bool {
    let ready = || -> Option<usize> {
        let text = fs::read_to_string("/proc/loadavg").ok()?;
        text.split_whitespace().nth(3)?.split('/').next()?.parse().ok()
    };
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    ready().is_some_and(|ready| ready > processors)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    /// More threads than there are processors spin: one of them waits at every moment. Those that somebody else has
    /// started are not looked at.
    #[test]
    #[cfg(target_os = "linux")]
    fn a_thread_that_waits_is_seen_by_who_started_it() {
        let is_over = Arc::new(AtomicBool::new(false));
        let count = 2 * std::thread::available_parallelism().map_or(1, usize::from) + 2;
        let start = || {
            let is_over = is_over.clone();
            let spin = move || {
                while !is_over.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            };
            super::super::spawn_thread("spins".into(), spin).expect("a thread")
        };
        let threads: Vec<_> = (0..count).map(|_| start()).collect();
        let mut ours = Ours::default();
        let mut theirs = Ours::default();
        // Ends by itself: nothing but a wait that is seen lets it.
        while ours.look() < Duration::from_millis(100) {
            std::thread::scope(|scope| scope.spawn(|| theirs.look()).join()).expect("a look");
            std::thread::park_timeout(Duration::from_millis(20));
        }
        assert_eq!(theirs.waited, Duration::ZERO);
        is_over.store(true, Ordering::Relaxed);
        threads.into_iter().for_each(|thread| thread.join().expect("a thread"));
        assert_eq!(company(), Vec::<PathBuf>::new());
    }
}
