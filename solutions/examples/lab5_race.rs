//! A race condition, and two ways out of it: two threads count to a million each, in one number.
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

const TIMES: u64 = 1_000_000;

// ANCHOR: race
fn main() {
    let count = AtomicU64::new(0);
    twice(|| {
        let old = count.load(Ordering::Relaxed);
        // Right here the other thread may do the same, with the same old number.
        count.store(old + 1, Ordering::Relaxed);
    });
    println!("read, then write: {}", count.into_inner());

    let count = AtomicU64::new(0);
    twice(|| {
        count.fetch_add(1, Ordering::Relaxed);
    });
    println!("in one step:      {}", count.into_inner());

    let count = Mutex::new(0);
    twice(|| {
        // A thread that panicked with the lock would have ended the program.
        let mut count = count.lock().expect("nobody panics");
        *count += 1;
    });
    println!("with a lock:      {}", count.into_inner().expect("nobody panics"));
}

/// Lets two threads do something, a million times each, and waits for both.
fn twice(step: impl Fn() + Sync) {
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| (0..TIMES).for_each(|_| step()));
        }
    });
}
// ANCHOR_END: race
