//! The pseudo-terminal itself: opened, sized, made the one that controls a program, and its settings compared.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};

use nix::libc;
use nix::sys::termios::{InputFlags, LocalFlags, OutputFlags, SetArg, Termios, tcgetattr, tcsetattr};

use crate::shot::Size;

/// The checker's end of a terminal.
pub struct Window {
    ours: OwnedFd,
}

/// What of a terminal's settings is seen by whoever uses it next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    input: InputFlags,
    output: OutputFlags,
    local: LocalFlags,
}

/// A setting, and what is said when it has changed.
const LOCAL: [(LocalFlags, &str); 3] = [
    (LocalFlags::ECHO, "what is typed is not echoed"),
    (LocalFlags::ICANON, "what is typed does not come line by line"),
    (LocalFlags::ISIG, "Ctrl-C sends no signal"),
];

impl Window {
    /// Opens a terminal as a person has it: with echo, line by line, Ctrl-C a signal. Gives the program's end, too.
    pub fn open(size: Size) -> nix::Result<(Window, OwnedFd)> {
        let (ours, child) = open()?;
        #[cfg(any(target_os = "linux", target_os = "macos"))]
        {
            let mut settings = tcgetattr(&child)?;
            settings.input_flags |= InputFlags::IUTF8;
            tcsetattr(&child, SetArg::TCSANOW, &settings)?;
        }
        set_size(&child, size);
        Ok((Window { ours }, child))
    }

    /// The end that reads what is drawn and types.
    pub fn file(&self) -> io::Result<File> {
        Ok(File::from(self.ours.try_clone()?))
    }

    /// Gives it another size; the kernel tells the program (SIGWINCH).
    pub fn set_size(&self, size: Size) {
        set_size(&self.ours, size);
    }

    /// The settings now; none where the system tells them only to the program.
    pub fn settings(&self) -> Option<Settings> {
        let Termios { input_flags, output_flags, local_flags, .. } = tcgetattr(&self.ours).ok()?;
        Some(Settings {
            input: input_flags & InputFlags::ICRNL,
            output: output_flags & (OutputFlags::OPOST | OutputFlags::ONLCR),
            local: local_flags & LOCAL.iter().fold(LocalFlags::empty(), |all, (flag, _)| all | *flag),
        })
    }
}

impl Settings {
    /// What is not as it was before, in words.
    pub fn changed_from(self, before: Settings) -> Vec<&'static str> {
        let local = LOCAL.iter().filter(|(flag, _)| (self.local ^ before.local).contains(*flag)).map(|(_, said)| *said);
        let input = (self.input != before.input).then_some("Enter is another character");
        let output = (self.output != before.output).then_some("a newline does not begin at the left");
        local.chain(input).chain(output).collect()
    }
}

/// A new pseudo-terminal: the checker's end and the program's.
#[cfg(target_os = "linux")]
pub fn open() -> nix::Result<(OwnedFd, OwnedFd)> {
    use nix::fcntl::OFlag;
    use nix::pty::{grantpt, posix_openpt, ptsname_r, unlockpt};
    // Close-on-exec from the start: another check's program must not inherit it, or its end is never seen.
    let flags = OFlag::O_RDWR | OFlag::O_NOCTTY | OFlag::O_CLOEXEC;
    let ours = posix_openpt(flags)?;
    grantpt(&ours)?;
    unlockpt(&ours)?;
    let child = nix::fcntl::open(ptsname_r(&ours)?.as_str(), flags, nix::sys::stat::Mode::empty())?;
    Ok((ours.into(), child))
}

#[cfg(not(target_os = "linux"))]
pub fn open() -> nix::Result<(OwnedFd, OwnedFd)> {
    use nix::fcntl::{FcntlArg, FdFlag, fcntl};
    let pair = nix::pty::openpty(None, None)?;
    fcntl(&pair.master, FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC))?;
    fcntl(&pair.slave, FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC))?;
    Ok((pair.master, pair.slave))
}

/// Says how large the window is. A terminal that can't be sized is as good as before.
pub fn set_size(terminal: impl AsFd, size: Size) {
    let size = libc::winsize { ws_row: size.rows, ws_col: size.columns, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: the descriptor is open and the kernel only reads the size.
    #[expect(unsafe_code, reason = "TIOCSWINSZ has no safe way in nix")]
    let _ = unsafe { libc::ioctl(terminal.as_fd().as_raw_fd(), libc::TIOCSWINSZ, &size) };
}

/// Makes stdin's terminal the one that controls the session: Ctrl-C is a signal, and a new size is told.
/// For a program that is about to be started; safe between fork and exec.
pub fn control_terminal() -> io::Result<()> {
    // SAFETY: descriptor 0 is the terminal, and nothing is passed on.
    #[expect(unsafe_code, reason = "TIOCSCTTY has no safe way in nix")]
    let done = unsafe { libc::ioctl(0, libc::TIOCSCTTY, 0) };
    if done == -1 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
