//! Stopping a program and continuing it, as Ctrl-Z and `fg` do: signal(7), SIGSTOP and SIGCONT.

use std::fs;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::family::kin;

/// Sends SIGSTOP to a program and all that came of it, and says whether the kernel has stopped every thread of
/// them by now. One that has ended has nothing left to stop. Where there is no /proc nothing is stopped: nobody
/// could say when.
pub fn stop(leader: i32) -> bool {
    signal(leader, Signal::SIGSTOP).iter().all(|pid| threads(*pid).all(|state| matches!(state, 'T' | 'Z' | 'X')))
}

/// Sends SIGCONT to the same processes, and says whether none of them is stopped any more.
pub fn go_on(leader: i32) -> bool {
    !signal(leader, Signal::SIGCONT).iter().any(|pid| threads(*pid).any(|state| state == 'T'))
}

fn signal(leader: i32, signal: Signal) -> Vec<i32> {
    let family = kin(&[leader]);
    for pid in &family {
        // Who is gone needs no signal.
        let _ = kill(Pid::from_raw(*pid), signal);
    }
    family
}

/// The states of a process's threads, as /proc/PID/task/TID/stat gives them.
fn threads(pid: i32) -> impl Iterator<Item = char> {
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    tasks.filter_map(|task| {
        let stat = fs::read_to_string(task.path().join("stat")).ok()?;
        stat.rsplit_once(')')?.1.trim_start().chars().next()
    })
}
