//! Kitchen timers: one thread for each, and none of them waits for another.
use std::thread;
use std::time::Duration;

use anyhow::{Context, anyhow};

fn main() -> anyhow::Result<()> {
    // ANCHOR: timers
    let mut running = Vec::new();
    for argument in std::env::args().skip(1) {
        let (name, ms) = argument.split_once('=').context("usage: lab5_timers NAME=MS...")?;
        let (name, time) = (name.to_owned(), Duration::from_millis(ms.parse()?));
        let timer = thread::Builder::new().name(name.clone());
        running.push(timer.spawn(move || ring(&name, time))?);
    }
    println!("{} timers are running", running.len());
    for timer in running {
        timer.join().map_err(|_| anyhow!("a timer has failed"))?;
    }
    println!("everything is ready");
    // ANCHOR_END: timers
    Ok(())
}

// ANCHOR: ring
fn ring(name: &str, time: Duration) {
    #[expect(clippy::disallowed_methods, reason = "that is what a timer does")]
    thread::sleep(time);
    println!("{name}: ready");
}
// ANCHOR_END: ring
