//! Lab 5, two loops at two rates: each prints in a thread of its own, and neither waits for the other.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

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
    todo!("TODO(1): Take the three times from `args::millis`, and give them to `run`.");
}

/// Prints at both rates at the same time, until the time is over.
fn run(slow: Duration, fast: Duration, total: Duration) -> anyhow::Result<()> {
    // TODO(2): Start a second thread that prints the lines of `other`, every `fast`.
    // Print those of `main`, every `slow`, in this one. Then wait for the other to end: with
    // `main` the whole program ends, and every thread in it. `print_lines` does the printing.
    // Both count from the same `Instant`.
    todo!("TODO(2): Start a second thread that prints the lines of `other`, every `fast`.");
}

/// Prints `NAME thread 0` at the start, `NAME thread 1` a period later, and so on.
fn print_lines(name: &str, start: Instant, period: Duration, total: Duration) {
    // TODO(3): Print line I at I times the period, as long as that is before `total`.
    // Sleep until the line is due, not for a whole period: printing takes time as well, and
    // would add up.
    todo!("TODO(3): Print line I at I times the period, as long as that is before `total`.");
}
