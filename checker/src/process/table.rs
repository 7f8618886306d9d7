//! What the system tells of a process: its parent, its session, its memory, what it has open. From /proc; elsewhere unknown.

use std::collections::BTreeSet;
use std::fs;
use std::os::fd::{AsFd, AsRawFd};
use std::path::PathBuf;

/// A process as /proc/PID/stat tells it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub pid: i32,
    pub name: String,
    pub state: char,
    pub parent: i32,
    pub session: i32,
    pub threads: usize,
    /// When it was started, in the kernel's own ticks: with its number it is unmistakable.
    pub start: u64,
    /// Bytes of memory that it has resident.
    pub resident: u64,
}

/// All processes that can be seen; none where there is no /proc.
pub fn processes() -> Vec<Entry> {
    let Ok(folder) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    folder.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter_map(process).collect()
}

/// The process of this number.
pub fn process(pid: i32) -> Option<Entry> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name stands in parentheses and may hold any character.
    let (head, tail) = stat.rsplit_once(')')?;
    let name = head.split_once('(')?.1.to_string();
    let mut fields = tail.split_whitespace();
    let state = fields.next()?.chars().next()?;
    let parent = fields.next()?.parse().ok()?;
    let _group = fields.next()?;
    let session = fields.next()?.parse().ok()?;
    // Behind the terminal, its group, the flags, four counts of faults, four times, priority and nice.
    let threads = fields.nth(13)?.parse().ok()?;
    let _timer = fields.next()?;
    let start = fields.next()?.parse().ok()?;
    let _virtual_memory = fields.next()?;
    let pages: u64 = fields.next()?.parse().ok()?;
    Some(Entry { pid, name, state, parent, session, threads, start, resident: pages * page() })
}

/// Bytes of a page of memory.
fn page() -> u64 {
    let size = nix::unistd::sysconf(nix::unistd::SysconfVar::PAGE_SIZE).ok().flatten();
    size.and_then(|size| u64::try_from(size).ok()).unwrap_or(4096)
}

/// Names the check that a process belongs to, in its environment: also of a child that left its session.
pub const MARK: &str = "SOCKET_WORKBOOK_CHECK";

/// The mark of the check that a process belongs to, from its environment.
pub fn mark(pid: i32) -> Option<String> {
    let start = format!("{MARK}=");
    let environment = fs::read(format!("/proc/{pid}/environ")).ok()?;
    let found = environment.split(|byte| *byte == 0).find_map(|one| one.strip_prefix(start.as_bytes()))?;
    Some(String::from_utf8_lossy(found).into_owned())
}

impl std::fmt::Display for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} (pid {})", self.name, self.pid)
    }
}

/// The numbers of the descriptors that a process has open.
pub fn descriptors(pid: i32) -> Option<BTreeSet<u64>> {
    let open = fs::read_dir(format!("/proc/{pid}/fd")).ok()?;
    Some(open.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect())
}

/// Whether a process has one of these open, by the names that the system has for them: `/dev/pts/3`, `pipe:[4711]`.
/// A child that has not become a program of its own yet has copies of all that the checker has open, and is none.
pub fn holds(pid: i32, names: &[PathBuf]) -> bool {
    let program = |pid: &str| fs::read_link(format!("/proc/{pid}/exe")).ok();
    if program(&pid.to_string()) == program("self") {
        return false;
    }
    let open = fs::read_dir(format!("/proc/{pid}/fd"));
    let mut open = open.into_iter().flatten().flatten().filter_map(|entry| fs::read_link(entry.path()).ok());
    open.any(|name| names.contains(&name))
}

/// The name that the system has for something that the checker has open; none where it does not tell.
pub fn name(open: impl AsFd) -> Option<PathBuf> {
    fs::read_link(format!("/proc/self/fd/{}", open.as_fd().as_raw_fd())).ok()
}
