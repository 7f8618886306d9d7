//! How long the checker's own threads were ready to run and were not let: who reads from a program, or passes on what it
//! sends, takes part in a check. While such a thread waits for a processor, a right program can do nothing but wait.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::usage::{had, is_ready, tasks};
use crate::journal::Processors;

/// Looks again and again at all of the checker's threads but the one that asks.
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
        let asks = PathBuf::from(format!("/proc/{}/task/{}", std::process::id(), nix::unistd::gettid()));
        let others = tasks(std::process::id() as i32).filter(|task| *task != asks);
        let all: HashMap<PathBuf, Processors> = others.filter_map(|task| Some((task.clone(), had(&task)?))).collect();
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
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    /// As many threads as processors spin, and some more: one of them waits at every moment.
    #[test]
    #[cfg(target_os = "linux")]
    fn a_thread_that_waits_is_seen() {
        let is_over = AtomicBool::new(false);
        let spinners = 2 * std::thread::available_parallelism().map_or(1, usize::from) + 2;
        std::thread::scope(|scope| {
            for _ in 0..spinners {
                scope.spawn(|| {
                    while !is_over.load(Ordering::Relaxed) {
                        std::hint::spin_loop();
                    }
                });
            }
            let mut ours = Ours::default();
            // Ends by itself: nothing but a wait that is seen lets it.
            while ours.look() < Duration::from_millis(100) {
                std::thread::park_timeout(Duration::from_millis(20));
            }
            is_over.store(true, Ordering::Relaxed);
        });
    }
}
