//! Reading a program's stdout from a raw pseudo-terminal and its stderr from a pipe, line by line.

use std::fs::File;
use std::io::{ErrorKind, Read};
#[cfg(target_os = "linux")]
use std::os::fd::AsRawFd;
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

use nix::sys::termios::{SetArg, cfmakeraw, tcgetattr, tcsetattr};

use crate::journal::{Journal, Output, ProgramState};
use crate::trace::{Excerpt, What};

/// Bytes of a stream that are kept: the longest line of the contract and as much again; the rest is only counted.
const KEPT: usize = 2 * 1024 * 1024 + 4096;

/// A pseudo-terminal without echo and without any translation.
pub struct Terminal {
    pub ours: OwnedFd,
    pub child: OwnedFd,
}

impl Terminal {
    #[cfg(target_os = "linux")]
    pub fn open() -> nix::Result<Terminal> {
        use nix::fcntl::{OFlag, open};
        use nix::pty::{grantpt, posix_openpt, ptsname_r, unlockpt};
        // Close-on-exec from the start: another check's program must not inherit it, or its end is never seen.
        let flags = OFlag::O_RDWR | OFlag::O_NOCTTY | OFlag::O_CLOEXEC;
        let ours = posix_openpt(flags)?;
        grantpt(&ours)?;
        unlockpt(&ours)?;
        let child = open(ptsname_r(&ours)?.as_str(), flags, nix::sys::stat::Mode::empty())?;
        make_raw(&child)?;
        set_size(&child);
        Ok(Terminal { ours: ours.into(), child })
    }

    #[cfg(not(target_os = "linux"))]
    pub fn open() -> nix::Result<Terminal> {
        use nix::fcntl::{FcntlArg, FdFlag, fcntl};
        let pair = nix::pty::openpty(None, None)?;
        fcntl(&pair.master, FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC))?;
        fcntl(&pair.slave, FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC))?;
        make_raw(&pair.slave)?;
        Ok(Terminal { ours: pair.master, child: pair.slave })
    }
}

/// The size of an ordinary terminal: without one, ss(8) leaves no space between its columns.
#[cfg(target_os = "linux")]
fn set_size(terminal: impl AsFd) {
    let size = nix::libc::winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: the descriptor is open and the kernel only reads the size.
    #[expect(unsafe_code, reason = "TIOCSWINSZ has no safe way in nix")]
    // A terminal that can't be sized is as good as before.
    let _ = unsafe { nix::libc::ioctl(terminal.as_fd().as_raw_fd(), nix::libc::TIOCSWINSZ, &size) };
}

fn make_raw(terminal: impl AsFd) -> nix::Result<()> {
    let mut settings = tcgetattr(&terminal)?;
    cfmakeraw(&mut settings);
    tcsetattr(&terminal, SetArg::TCSANOW, &settings)
}

/// Reads stdout to its end. EIO says that nobody has the terminal open, but on Linux it may come
/// while bytes are still on their way through it: three in a row, a moment apart, are the end.
pub fn read_terminal(journal: &Journal, id: usize, terminal: OwnedFd) {
    let mut terminal = File::from(terminal);
    let mut buffer = [0; 64 * 1024];
    let mut ends = 0;
    while ends < 3 {
        match terminal.read(&mut buffer) {
            Ok(length) if length > 0 => {
                ends = 0;
                take(journal, id, &buffer[..length], stdout, |bytes| What::Printed { bytes });
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            _ => {
                ends += 1;
                std::thread::park_timeout(Duration::from_micros(300));
            }
        }
    }
    journal.write(|state| state.programs[id].stdout.closed = true);
}

/// Reads stderr to its end.
pub fn read_pipe(journal: &Journal, id: usize, mut pipe: impl Read) {
    let mut buffer = [0; 64 * 1024];
    loop {
        match pipe.read(&mut buffer) {
            Ok(length) if length > 0 => {
                take(journal, id, &buffer[..length], stderr, |bytes| What::Complained { bytes })
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            _ => break,
        }
    }
    journal.write(|state| state.programs[id].stderr.closed = true);
}

fn stdout(program: &mut ProgramState) -> &mut Output {
    &mut program.stdout
}

fn stderr(program: &mut ProgramState) -> &mut Output {
    &mut program.stderr
}

fn take(
    journal: &Journal,
    id: usize,
    bytes: &[u8],
    which: fn(&mut ProgramState) -> &mut Output,
    what: fn(Excerpt) -> What,
) {
    let micros = journal.micros();
    journal.write(|state| {
        let program = &mut state.programs[id];
        let lane = program.lane.clone();
        for line in which(program).take(bytes, KEPT) {
            state.push(micros, &lane, None, what(Excerpt::of_line(&line)));
        }
    });
}
