//! The first to end: a keyboard and a clock, and whichever is first decides.
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let argument = std::env::args().nth(1).context("usage: lab6_hurry MS")?;
    let time = Duration::from_millis(argument.parse().context("MS is a number")?);
    println!("What is the capital of France?");
    // ANCHOR: threads
    let (done, outcome) = channel();
    let clock = {
        let done = done.clone();
        move || drop(done.send(wait(time)))
    };
    let keyboard = move || drop(done.send(ask()));
    thread::Builder::new().name("clock".to_owned()).spawn(clock)?;
    thread::Builder::new().name("keyboard".to_owned()).spawn(keyboard)?;
    println!("You have said {}.", outcome.recv()??);
    // ANCHOR_END: threads
    Ok(())
}

// ANCHOR: work
/// One of the two: it ends with what was typed.
fn ask() -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}

/// The other: it ends with an error.
fn wait(time: Duration) -> anyhow::Result<String> {
    #[expect(clippy::disallowed_methods, reason = "that is what a clock does")]
    thread::sleep(time);
    bail!("the time is over")
}
// ANCHOR_END: work
