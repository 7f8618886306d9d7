//! The process table: who descends from whom, who waits for a processor, who listens where. From /proc; elsewhere unknown.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::fd::{AsFd, AsRawFd};
use std::path::PathBuf;
use std::time::Duration;

/// A process as /proc/PID/stat tells it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub pid: i32,
    pub name: String,
    pub state: char,
    pub parent: i32,
    pub session: i32,
    pub threads: usize,
}

/// All processes that can be seen; none where there is no /proc.
pub fn processes() -> Vec<Entry> {
    let Ok(folder) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    folder.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter_map(process).collect()
}

fn process(pid: i32) -> Option<Entry> {
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
    Some(Entry { pid, name, state, parent, session, threads })
}

/// Names the check that a process belongs to, in its environment: also of a child that left its session.
pub const MARK: &str = "SOCKET_WORKBOOK_CHECK";

/// Whether the environment of a process holds `NAME=value`.
pub fn has_mark(pid: i32, mark: &str) -> bool {
    let wanted = format!("{}={mark}", MARK);
    fs::read(format!("/proc/{pid}/environ"))
        .is_ok_and(|all| all.split(|byte| *byte == 0).any(|one| one == wanted.as_bytes()))
}

impl std::fmt::Display for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} (pid {})", self.name, self.pid)
    }
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

/// The processes of some sessions and all that descend from them, out of a listing.
pub fn family(all: &[Entry], leaders: &[i32]) -> Vec<i32> {
    let mut found: Vec<i32> = all
        .iter()
        .filter(|entry| leaders.contains(&entry.session) || leaders.contains(&entry.pid))
        .map(|entry| entry.pid)
        .collect();
    let mut at = 0;
    while at < found.len() {
        let parent = found[at];
        for entry in all.iter().filter(|entry| entry.parent == parent) {
            if !found.contains(&entry.pid) {
                found.push(entry.pid);
            }
        }
        at += 1;
    }
    found
}

/// Bytes of memory that a process has resident: the second number of /proc/PID/statm, in pages.
pub fn resident(pid: i32) -> u64 {
    let pages =
        || fs::read_to_string(format!("/proc/{pid}/statm")).ok()?.split_whitespace().nth(1)?.parse::<u64>().ok();
    let page = nix::unistd::sysconf(nix::unistd::SysconfVar::PAGE_SIZE)
        .ok()
        .flatten()
        .and_then(|size| u64::try_from(size).ok());
    pages().unwrap_or(0) * page.unwrap_or(4096)
}

/// Bytes of memory that a program and its children have asked for at their most: VmPeak of /proc/PID/status.
pub fn peak(leader: i32) -> Option<u64> {
    let of = |pid: i32| -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmPeak:"))?;
        Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
    };
    let all: Vec<u64> = family(&processes(), &[leader]).into_iter().filter_map(of).collect();
    if all.is_empty() { None } else { Some(all.iter().sum()) }
}

/// What a program and its children hold of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Threads; a process that has ended and was not waited for counts as one.
    pub threads: usize,
    pub descriptors: usize,
}

/// What a program and its children hold; none where the system does not tell.
pub fn held(leader: i32) -> Option<Held> {
    let count = |path: String| fs::read_dir(path).ok().map(|entries| entries.flatten().count());
    count(format!("/proc/{leader}/fd"))?;
    let mut held = Held { threads: 0, descriptors: 0 };
    let all = processes();
    for pid in family(&all, &[leader]) {
        held.threads += all.iter().find(|entry| entry.pid == pid).map_or(0, |entry| entry.threads.max(1));
        held.descriptors += count(format!("/proc/{pid}/fd")).unwrap_or(0);
    }
    Some(held)
}

/// Looks again and again at how long some programs have waited for a processor.
pub struct Sampler {
    leaders: Vec<i32>,
    family: Vec<i32>,
    looks: usize,
}

/// Looks between two listings of the process table, which cost a hundred times as much as a look.
const LOOKS: usize = 8;

impl Sampler {
    pub fn new(leaders: Vec<i32>) -> Sampler {
        Sampler { leaders, family: Vec::new(), looks: 0 }
    }

    pub fn starved(&mut self) -> Duration {
        if self.looks.is_multiple_of(LOOKS) {
            self.family = family(&processes(), &self.leaders);
        }
        self.looks += 1;
        starved(&self.family)
    }
}

/// How long the threads of these processes have been ready to run, and were not let: the second
/// number of /proc/PID/task/TID/schedstat, in nanoseconds.
fn starved(pids: &[i32]) -> Duration {
    let waited = |task: fs::DirEntry| -> Option<u64> {
        fs::read_to_string(task.path().join("schedstat")).ok()?.split_whitespace().nth(1)?.parse().ok()
    };
    let nanos = pids
        .iter()
        .filter_map(|pid| fs::read_dir(format!("/proc/{pid}/task")).ok())
        .flat_map(|tasks| tasks.flatten())
        .filter_map(waited)
        .sum();
    Duration::from_nanos(nanos)
}

/// Whether every thread of these programs and their children waits for something other than a processor.
pub fn are_asleep(leaders: &[i32]) -> bool {
    let is_awake = |task: fs::DirEntry| {
        let stat = fs::read_to_string(task.path().join("stat")).unwrap_or_default();
        stat.rsplit_once(')').is_some_and(|(_, tail)| tail.trim_start().starts_with('R'))
    };
    let tasks =
        family(&processes(), leaders).into_iter().filter_map(|pid| fs::read_dir(format!("/proc/{pid}/task")).ok());
    !tasks.flat_map(|tasks| tasks.flatten()).any(is_awake)
}

/// What a thread has taken of a processor so far, and how long it was ready to run and was not let.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    pub tid: i32,
    pub ran: Duration,
    pub waited: Duration,
}

/// The threads of a program and its children: from /proc, and elsewhere none.
pub fn load(leader: i32) -> Vec<Load> {
    let of = |task: fs::DirEntry| -> Option<Load> {
        let tid = task.file_name().to_str()?.parse().ok()?;
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        let mut nanos = text.split_whitespace().map(str::parse::<u64>);
        let (ran, waited) = (nanos.next()?.ok()?, nanos.next()?.ok()?);
        Some(Load { tid, ran: Duration::from_nanos(ran), waited: Duration::from_nanos(waited) })
    };
    let family = family(&processes(), &[leader]);
    let tasks = family.into_iter().filter_map(|pid| fs::read_dir(format!("/proc/{pid}/task")).ok());
    tasks.flat_map(|tasks| tasks.flatten()).filter_map(of).collect()
}

/// A socket that a program waits on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listening {
    Tcp(SocketAddr),
    Udp(SocketAddr),
}

/// Where the program, or a child of its, listens: for a server that has not said so.
pub fn listening(leader: i32) -> Vec<Listening> {
    let own: Vec<String> = family(&processes(), &[leader]).into_iter().flat_map(sockets).collect();
    let mut found = Vec::new();
    for (file, wanted_state) in [("tcp", "0A"), ("tcp6", "0A"), ("udp", "07"), ("udp6", "07")] {
        let text = fs::read_to_string(format!("/proc/net/{file}")).unwrap_or_default();
        for line in text.lines().skip(1) {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let &[_, local, _, state, _, _, _, _, _, inode, ..] = &fields[..] else {
                continue;
            };
            if state == wanted_state && own.iter().any(|one| one == inode) {
                let kind = if file.starts_with("tcp") { Listening::Tcp } else { Listening::Udp };
                found.extend(address(local).map(kind));
            }
        }
    }
    found
}

/// The inodes of the sockets that a process has open.
fn sockets(pid: i32) -> Vec<String> {
    let Ok(folder) = fs::read_dir(format!("/proc/{pid}/fd")) else {
        return Vec::new();
    };
    folder
        .flatten()
        .filter_map(|entry| fs::read_link(entry.path()).ok())
        .filter_map(|target| Some(target.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_string()))
        .collect()
}

/// `0100007F:1F90`: the words of the address in the machine's own byte order.
fn address(text: &str) -> Option<SocketAddr> {
    let (ip, port) = text.split_once(':')?;
    let port = u16::from_str_radix(port, 16).ok()?;
    let words: Vec<u8> = (0..ip.len() / 8)
        .filter_map(|word| u32::from_str_radix(ip.get(word * 8..word * 8 + 8)?, 16).ok())
        .flat_map(u32::to_ne_bytes)
        .collect();
    let ip = match words.len() {
        4 => IpAddr::V4(Ipv4Addr::from(<[u8; 4]>::try_from(words).ok()?)),
        16 => IpAddr::V6(Ipv6Addr::from(<[u8; 16]>::try_from(words).ok()?)),
        _ => return None,
    };
    Some(SocketAddr::new(ip, port))
}
