//! What is to be passed on at a later time: a queue in the order of those times, and the loop that empties it.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Things that wait for their time.
pub(super) struct Later<T> {
    queue: Mutex<Queue<T>>,
    changed: Condvar,
}

struct Queue<T> {
    /// By their time, and those of the same time in the order in which they came.
    waiting: BTreeMap<(Instant, u64), T>,
    count: u64,
    has_ended: bool,
}

impl<T> Later<T> {
    pub(super) fn new() -> Later<T> {
        let queue = Queue { waiting: BTreeMap::new(), count: 0, has_ended: false };
        Later { queue: Mutex::new(queue), changed: Condvar::new() }
    }

    /// Has something passed on after this long.
    pub(super) fn put(&self, time: Duration, one: T) {
        let due = Instant::now() + time;
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.count += 1;
        let place = (due, queue.count);
        queue.waiting.insert(place, one);
        self.changed.notify_all();
    }

    /// What still waits is dropped, and the loop ends.
    pub(super) fn end(&self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).has_ended = true;
        self.changed.notify_all();
    }

    /// Passes on what is due, until it is told to end.
    pub(super) fn carry(&self, pass_on: impl Fn(T)) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        while !queue.has_ended {
            let now = Instant::now();
            let left = queue.waiting.keys().next().map(|(due, _)| due.saturating_duration_since(now));
            queue = match left {
                Some(Duration::ZERO) => {
                    let first = queue.waiting.pop_first();
                    drop(queue);
                    first.into_iter().for_each(|(_, one)| pass_on(one));
                    self.queue.lock().unwrap_or_else(PoisonError::into_inner)
                }
                Some(left) => self.changed.wait_timeout(queue, left).unwrap_or_else(PoisonError::into_inner).0,
                None => self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_first_goes_first() {
        let later = Later::new();
        for (millis, name) in [(30, "c"), (10, "b"), (0, "a"), (40, "end")] {
            later.put(Duration::from_millis(millis), name);
        }
        let seen = Mutex::new(Vec::new());
        later.carry(|name| match name {
            "end" => later.end(),
            name => seen.lock().unwrap().push(name),
        });
        assert_eq!(*seen.lock().unwrap(), ["a", "b", "c"]);
    }
}
