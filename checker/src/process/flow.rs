//! Holding up what a program prints, as Ctrl-S and Ctrl-Q do on a terminal: tcflow(3).

use std::fs::OpenOptions;

use nix::fcntl::OFlag;
use nix::sys::termios::{FlowArg, tcflow};

/// Suspends the output of a program's terminal: whoever prints blocks in write(2), from the first byte on. False
/// where there is no /proc to find the terminal by.
pub fn hold(pid: i32) -> bool {
    flow(pid, FlowArg::TCOOFF)
}

/// Lets the output flow again.
pub fn release(pid: i32) -> bool {
    flow(pid, FlowArg::TCOON)
}

fn flow(pid: i32, action: FlowArg) -> bool {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.read(true).write(true).custom_flags(OFlag::O_NOCTTY.bits() | OFlag::O_NONBLOCK.bits());
    options.open(format!("/proc/{pid}/fd/1")).is_ok_and(|terminal| tcflow(terminal, action).is_ok())
}
