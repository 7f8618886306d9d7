//! Ending programs with everything that they started: stop, kill, look again, until nothing is left.

use nix::errno::Errno;
use nix::sys::signal::{Signal, kill, killpg};
use nix::sys::wait::{WaitPidFlag, waitpid};
use nix::unistd::Pid;

use super::table::{self, Entry};
use super::{family, roll};

/// Rounds of stop, kill and reap; a fork bomb needs a few, nothing needs this many.
const ROUNDS: usize = 200;

/// A program that leads a session of its own.
#[derive(Clone, Copy, Debug)]
pub struct Leader {
    /// The number of the process.
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
/// although the program that started it had ended, or that has gone a way of its own.
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

/// What has lost its parent, or descends from that, and holds one of these streams, which are named as the system
/// names them; nothing that belongs to another check than the one of this mark.
pub(super) fn holders(streams: &[std::path::PathBuf], own: &str) -> Vec<Entry> {
    let orphans: Vec<i32> = family::orphans().iter().map(|orphan| orphan.pid).collect();
    let is_others = |pid: i32| table::mark(pid).is_some_and(|mark| mark != own);
    let holds = |pid: &i32| table::holds(*pid, streams) && !is_others(*pid);
    family::descendants(&orphans).into_iter().filter(holds).filter_map(table::process).collect()
}

/// Ends whatever still descends from the checker itself, for the end of a run, when no check is left. Gives the names of
/// what was still running, and of what was ended before although no check could be told to have started it.
pub fn clean_up_everything() -> Vec<String> {
    let mut left = roll::strays();
    left.extend(end_descendants(&[]));
    left
}

/// Ends whatever descends from this process but for these children and theirs.
pub(super) fn end_descendants(but: &[i32]) -> Vec<String> {
    let own = std::process::id() as i32;
    let mut left = Vec::new();
    for _ in 0..ROUNDS {
        let children: Vec<i32> = family::children(own).into_iter().filter(|pid| !but.contains(pid)).collect();
        let victims: Vec<Entry> = family::descendants(&children).into_iter().filter_map(table::process).collect();
        if victims.is_empty() {
            break;
        }
        left.extend(victims.iter().filter(|victim| victim.state != 'Z').map(Entry::to_string));
        end(&victims);
    }
    left.sort();
    left.dedup();
    left
}

/// What runs in the programs' sessions or descends from them, and what carries the check's mark
/// although it has left both. The leaders themselves are waited for elsewhere.
fn belonging(leaders: &[Leader], mark: Option<&str>) -> Vec<Entry> {
    // The number of one that has ended may be somebody else's by now.
    let is_itself = |leader: &&Leader| !leader.ended || table::process(leader.pid).is_none();
    let known: Vec<i32> = leaders.iter().filter(is_itself).map(|leader| leader.pid).collect();
    let is_kin = |orphan: &Entry| {
        known.contains(&orphan.session)
            || roll::is_kin(&known, orphan)
            || mark.is_some_and(|mark| table::mark(orphan.pid).as_deref() == Some(mark))
    };
    let strays = family::orphans().into_iter().filter(is_kin).map(|orphan| orphan.pid);
    let running = leaders.iter().filter(|leader| !leader.ended).map(|leader| leader.pid);
    let roots: Vec<i32> = strays.chain(running).collect();
    let is_leader = |pid: &i32| leaders.iter().any(|leader| !leader.ended && leader.pid == *pid);
    family::descendants(&roots).into_iter().filter(|pid| !is_leader(pid)).filter_map(table::process).collect()
}

/// Whether it is on its own: its parent has ended, and a program has, or it has left the session of every one.
fn is_orphan(entry: &Entry, leaders: &[Leader]) -> bool {
    let has_left = leaders.iter().all(|leader| leader.pid != entry.session);
    entry.parent == std::process::id() as i32 && (has_left || leaders.iter().any(|leader| leader.ended))
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
