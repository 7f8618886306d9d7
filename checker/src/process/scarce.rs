//! Whether the machine may be at the end of what a build needs, asked once one has failed: room on the disk, processes.

use std::fs;
use std::path::Path;

use nix::sys::resource::{Resource, getrlimit};
use nix::sys::statvfs::statvfs;
use nix::unistd::Uid;

/// Bytes of a disk below which it is full for a compiler.
const ROOM: u128 = 1024 * 1024;

/// Processes and threads that a compiler may want at once, and what it starts.
const PROCESSES: u64 = 32;

/// What the machine had so little of, in words, that a command which failed in this folder may have failed for that.
pub fn scarce(folder: &Path) -> Option<String> {
    if let Ok(disk) = statvfs(folder)
        && disk.blocks_available() as u128 * disk.fragment_size() as u128 <= ROOM
    {
        return Some(format!("the disk of {} is full", folder.display()));
    }
    // Root is not held to that limit.
    let (most, _) = getrlimit(Resource::RLIMIT_NPROC).ok().filter(|_| !Uid::current().is_root())?;
    let own = threads_of(Uid::current());
    (own + PROCESSES > most).then(|| format!("this user may have {most} processes and threads, and has {own}"))
}

/// How many threads the processes of a user have; 0 where there is no /proc.
fn threads_of(user: Uid) -> u64 {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let statuses = entries.filter_map(|entry| fs::read_to_string(entry.path().join("status")).ok());
    let number = |status: &str, name: &str| -> Option<u64> {
        status.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?.parse().ok()
    };
    let of_the_user = statuses.filter(|status| number(status, "Uid:") == Some(user.as_raw().into()));
    of_the_user.filter_map(|status| number(&status, "Threads:")).sum()
}
