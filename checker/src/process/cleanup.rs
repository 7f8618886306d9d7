//! Ending programs with everything that they started: kill, look again, until nothing is left.

use std::path::PathBuf;

use nix::errno::Errno;
use nix::sys::signal::{Signal, kill, killpg};
use nix::sys::wait::{WaitPidFlag, waitpid};
use nix::unistd::Pid;

use super::table::{self, Entry};

/// Rounds of stop, kill and reap; a fork bomb needs a few, nothing needs this many.
const ROUNDS: usize = 200;

/// A program that leads a session of its own.
#[derive(Clone, Copy, Debug)]
pub struct Leader {
    pub pid: i32,
    /// It has ended by itself and is reaped: its number is no longer its own.
    pub ended: bool,
}

/// Makes the checker the parent of whatever its programs leave behind, so that it can be found and reaped.
pub fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    // On a kernel that can't, what leaves its session is not found, and nothing else changes.
    let _ = nix::sys::prctl::set_child_subreaper(true);
}

/// Ends programs and all that came of them; with the mark of their check also what only that tells. Gives the names of what was still running
/// although the program that started it had ended.
pub fn end_all(leaders: &[Leader], mark: Option<&str>) -> Vec<String> {
    let mut victims = belonging(leaders, mark);
    let left =
        victims.iter().filter(|entry| entry.state != 'Z' && is_orphan(entry, leaders)).map(Entry::to_string).collect();
    for leader in leaders.iter().filter(|leader| !leader.ended) {
        let _ = killpg(Pid::from_raw(leader.pid), Signal::SIGKILL);
        let _ = kill(Pid::from_raw(leader.pid), Signal::SIGKILL);
    }
    for _ in 0..ROUNDS {
        if victims.is_empty() {
            break;
        }
        end(&victims);
        victims = belonging(leaders, mark);
    }
    left
}

/// The checker's descendants that hold one of these streams, which are named as the system names them.
pub(super) fn holders(streams: &[PathBuf]) -> Vec<Entry> {
    let all = table::processes();
    let family = table::family(&all, &[std::process::id() as i32]);
    all.into_iter().filter(|entry| family.contains(&entry.pid) && table::holds(entry.pid, streams)).collect()
}

/// Ends whatever still descends from the checker itself; for the end of a run, when no check is left.
pub fn clean_up_everything() {
    let own = std::process::id() as i32;
    for _ in 0..ROUNDS {
        let all = table::processes();
        let family = table::family(&all, &[own]);
        let victims: Vec<Entry> =
            all.into_iter().filter(|entry| entry.pid != own && family.contains(&entry.pid)).collect();
        if victims.is_empty() {
            return;
        }
        end(&victims);
    }
}

/// What runs in the programs' sessions or descends from them, and what carries the check's mark
/// although it has left both. The leaders themselves are waited for elsewhere.
fn belonging(leaders: &[Leader], mark: Option<&str>) -> Vec<Entry> {
    let all = table::processes();
    let own = std::process::id() as i32;
    // The number of one that has ended may be somebody else's by now.
    let is_itself = |leader: &&Leader| !leader.ended || !all.iter().any(|entry| entry.pid == leader.pid);
    let mut roots: Vec<i32> = leaders.iter().filter(is_itself).map(|leader| leader.pid).collect();
    let is_leader = |entry: &Entry| roots.contains(&entry.pid);
    let strays: Vec<i32> = all
        .iter()
        .filter(|entry| entry.parent == own && !is_leader(entry))
        .filter(|entry| mark.is_some_and(|mark| table::has_mark(entry.pid, mark)))
        .map(|entry| entry.pid)
        .collect();
    roots.extend(strays);
    let is_leader = |entry: &Entry| leaders.iter().any(|leader| !leader.ended && leader.pid == entry.pid);
    let family = table::family(&all, &roots);
    all.into_iter().filter(|entry| family.contains(&entry.pid) && !is_leader(entry)).collect()
}

fn is_orphan(entry: &Entry, leaders: &[Leader]) -> bool {
    entry.parent == std::process::id() as i32 && leaders.iter().any(|leader| leader.ended)
}

pub(super) fn end(victims: &[Entry]) {
    for signal in [Signal::SIGSTOP, Signal::SIGKILL] {
        // Also one whose first thread has ended, and looks dead: its others may live on.
        for victim in victims {
            let _ = kill(Pid::from_raw(victim.pid), signal);
        }
    }
    let own = std::process::id() as i32;
    for victim in victims {
        // Only the checker's own children can be waited for; the others become that, or their parents wait.
        let flag = if victim.parent == own { None } else { Some(WaitPidFlag::WNOHANG) };
        while waitpid(Pid::from_raw(victim.pid), flag) == Err(Errno::EINTR) {}
    }
}
