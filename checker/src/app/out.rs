//! What goes to stdout and stderr, and a line of a terminal that is written over. Nobody has to listen: a reader that has gone, as in `checker | head`, is no error.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;

use anyhow::Context;
use checker::report::plain::{cut, visible};

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

/// Says that somebody else is at work, who has to be done first.
pub fn wait_for(folder: &Path) {
    complain(&format!("another checker works in {}: this one begins when it is done\n", folder.display()));
}

/// What is no reason to stop, on stderr.
pub fn warn(warnings: &[String]) {
    for warning in warnings {
        complain(&format!("warning: {warning}\n"));
    }
}

/// A line on stderr that says what is being done, and is gone when it is done: only where stderr is a terminal.
pub struct StatusLine {
    columns: usize,
    is_terminal: bool,
    is_shown: bool,
}

impl StatusLine {
    pub fn new(columns: usize) -> StatusLine {
        StatusLine { columns, is_terminal: std::io::stderr().is_terminal(), is_shown: false }
    }

    /// Writes this in the place of what stands there.
    pub fn show(&mut self, text: &str) {
        if self.is_terminal {
            let line = visible(text).replace('\n', " ");
            self.put(&format!("\r{}\x1b[K", cut(&line, self.columns.saturating_sub(1))));
            self.is_shown = true;
        }
    }

    /// Leaves the line as if nothing had stood there.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            self.put("\r\x1b[K");
        }
    }

    fn put(&self, text: &str) {
        let mut stderr = std::io::stderr().lock();
        stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush()).ok();
    }
}
