//! What goes to stdout and stderr. Nobody has to listen: a reader that has gone, as in `checker | head`, is no error.

use std::io::{ErrorKind, Write};

use anyhow::Context;
use checker::report::plain::visible;

/// Writes to stdout at once.
///
/// # Errors
/// Stdout can't be written for another reason than that nobody reads it any more.
pub fn say(text: &str) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("cannot write to stdout"),
        _ => Ok(()),
    }
}

/// Writes to stderr; what a name or a message has of a terminal's commands is shown, and does nothing. Where that can't be done, there is no other place to say so.
pub fn complain(text: &str) {
    std::io::stderr().write_all(visible(text).as_bytes()).ok();
}
