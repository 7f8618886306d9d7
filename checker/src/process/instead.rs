//! A command in the place of this process.

use std::io;
use std::process::Command;

/// Lets a command run in this process, so that whatever ends the one ends the other: execve(2). Where a system has no
/// such thing it is started and waited for. Gives its exit status.
///
/// # Errors
/// It can't be started.
#[cfg(unix)]
pub fn run_instead(command: &mut Command) -> io::Result<u8> {
    use std::os::unix::process::CommandExt;
    Err(command.exec())
}

#[cfg(not(unix))]
pub fn run_instead(command: &mut Command) -> io::Result<u8> {
    let status = command.status()?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(3))
}
