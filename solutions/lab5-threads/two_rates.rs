//! Lab 5, two loops at two rates: each prints in a thread of its own, and neither waits for the other.

use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;

#[path = "../args.rs"]
mod args;

fn main() -> ExitCode {
    // TODO(1): Take the three times from `args::millis`, and give them to `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the arguments
    // make no sense, `args::millis` has printed the usage line already, and its error is
    // the status.
    // ANCHOR: main
    match args::millis("lab5-two-rates SLOW_MS FAST_MS TOTAL_MS") {
        Ok([slow, fast, total]) => args::exit_status(run(slow, fast, total)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

/// Prints at both rates at the same time, until the time is over.
fn run(slow: Duration, fast: Duration, total: Duration) -> anyhow::Result<()> {
    // TODO(2): Start a second thread that prints the lines of `other`, every `fast`.
    // Print those of `main`, every `slow`, in this one. Then wait for the other to end: with
    // `main` the whole program ends, and every thread in it. `print_lines` does the printing.
    // Both count from the same `Instant`.
    // ANCHOR: threads
    let start = Instant::now();
    let other = thread::Builder::new()
        .name("other".to_owned())
        .spawn(move || print_lines("other", start, fast, total))
        .context("cannot start a thread")?;
    print_lines("main", start, slow, total);
    // An error would be a panic of the thread, which has been printed already.
    other.join().map_err(|_| anyhow::anyhow!("the other thread has failed"))
    // ANCHOR_END: threads
    // END TODO(2)
}

/// Prints `NAME thread 0` at the start, `NAME thread 1` a period later, and so on.
fn print_lines(name: &str, start: Instant, period: Duration, total: Duration) {
    // TODO(3): Print line I at I times the period, as long as that is before `total`.
    // Sleep until the line is due, not for a whole period: printing takes time as well, and
    // would add up.
    // ANCHOR: print-lines
    let due = |line: u32| period.saturating_mul(line);
    for line in (0..).take_while(|&line| due(line) < total) {
        // Zero if the line is late.
        let rest = due(line).saturating_sub(start.elapsed());
        #[expect(clippy::disallowed_methods, reason = "the exercise is about rates")]
        thread::sleep(rest);
        args::say(format_args!("{name} thread {line}"));
    }
    // ANCHOR_END: print-lines
    // END TODO(3)
}
