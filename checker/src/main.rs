//! Parses the command line, does what it asks for, and maps what came of it to an exit status.

mod app;

use std::io::{ErrorKind, IsTerminal};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use checker::cli::{self, Arguments, Surroundings};
use checker::labs::LABS;
use checker::process;
use checker::report::look;
use checker::report::paint::Style;
use clap::Parser;

use app::Failure;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Where its words can't be written, the exit status still says it, and of help that it was not given.
            let status = u8::try_from(error.exit_code()).unwrap_or(2);
            let is_unsaid = error.print().is_err_and(|error| error.kind() != ErrorKind::BrokenPipe);
            return ExitCode::from(if is_unsaid && status == 0 { 3 } else { status });
        }
    };
    let config = cli::resolve(arguments, &surroundings()).map_err(Failure::Usage);
    ExitCode::from(match config {
        Ok(config) if config.starts_programs() => process::guarded(|| status(app::run(config))),
        config => status(config.and_then(app::run)),
    })
}

/// The exit status for what came of it; of a failure also its words.
fn status(done: Result<u8, Failure>) -> u8 {
    let (status, error) = match done {
        Ok(status) => return status,
        Err(Failure::Usage(error)) => (2, error),
        Err(Failure::Mistake(error)) => (1, error),
        Err(Failure::Trouble(error)) => (3, error),
    };
    app::complain(&format!("error: {error:#}\n"));
    status
}

fn surroundings() -> Surroundings {
    let processors = std::thread::available_parallelism().map_or(2, usize::from);
    let is_coloured = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty());
    Surroundings {
        labs: LABS,
        seed: seed(),
        // Checks mostly wait, and a program that hangs costs everybody behind it a patience.
        jobs: (2 * processors).max(8),
        columns: columns(),
        style: if is_coloured { Style::Colour } else { Style::Plain },
        book: if is_coloured { app::book() } else { None },
    }
}

/// Of the terminal that stdout is, which is used as it is; the usual ones where it is none.
fn columns() -> usize {
    let size = std::io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    size.map_or(look::USUAL, |(width, _)| usize::from(width.0).max(look::NARROWEST))
}

/// Another one for each run, short enough to be typed and to be a number in any JSON.
fn seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let mixed = (now.as_nanos() as u64 ^ u64::from(std::process::id()) << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed >> 40
}
