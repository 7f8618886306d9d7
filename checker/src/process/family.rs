//! Who came of whom. Asked of each process itself, by the list of its children that Linux keeps, so that it costs
//! nothing what else runs on the machine; where there are no such lists, of the whole process table.

use std::collections::BTreeSet;
use std::fs;
use std::sync::OnceLock;

use super::roll;
use super::table::{self, Entry};

/// These processes and all that descend from them.
pub fn descendants(roots: &[i32]) -> Vec<i32> {
    let table = if has_lists() { Vec::new() } else { table::processes() };
    let children_of = |pid: i32| match has_lists() {
        true => children(pid),
        false => table.iter().filter(|entry| entry.parent == pid).map(|entry| entry.pid).collect(),
    };
    let mut found = BTreeSet::new();
    let mut queue = roots.to_vec();
    while let Some(pid) = queue.pop() {
        if found.insert(pid) {
            queue.extend(children_of(pid));
        }
    }
    found.into_iter().collect()
}

/// What came of some leaders: their descendants, and what has lost its parent but is known by its session, or was
/// seen before.
pub fn kin(leaders: &[i32]) -> Vec<i32> {
    let mut roots = leaders.to_vec();
    let is_kin = |orphan: &Entry| leaders.contains(&orphan.session) || roll::is_kin(leaders, orphan);
    roots.extend(orphans().iter().filter(|orphan| is_kin(orphan)).map(|orphan| orphan.pid));
    descendants(&roots)
}

/// What the checker was made the parent of because its own parent had ended. See [`super::adopt_orphans`].
pub fn orphans() -> Vec<Entry> {
    let leaders = roll::pids();
    let own = std::process::id() as i32;
    if !has_lists() {
        return table::processes().into_iter().filter(|one| one.parent == own && !leaders.contains(&one.pid)).collect();
    }
    // They are given to the first thread that is left of a process, and programs are started by others.
    let pids = listed(own, own).into_iter().filter(|pid| !leaders.contains(pid));
    pids.filter_map(table::process).filter(|entry| entry.parent == own).collect()
}

/// The children of a process, whichever of its threads has started them.
pub fn children(pid: i32) -> Vec<i32> {
    if !has_lists() {
        return table::processes().iter().filter(|entry| entry.parent == pid).map(|entry| entry.pid).collect();
    }
    let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let ids = threads.filter_map(|thread| thread.file_name().to_str()?.parse().ok());
    ids.flat_map(|thread| listed(pid, thread)).collect()
}

/// The children that a thread has started: /proc/PID/task/TID/children, proc_pid_task_children(5).
fn listed(pid: i32, thread: i32) -> Vec<i32> {
    let text = fs::read_to_string(format!("/proc/{pid}/task/{thread}/children")).unwrap_or_default();
    text.split_whitespace().filter_map(|pid| pid.parse().ok()).collect()
}

/// Whether the kernel keeps lists of children (CONFIG_PROC_CHILDREN).
fn has_lists() -> bool {
    static HAS: OnceLock<bool> = OnceLock::new();
    *HAS.get_or_init(|| fs::read("/proc/thread-self/children").is_ok())
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn a_family_is_found_through_its_threads_and_generations() {
        let script = "sh -c 'sleep 600 & echo $!; wait' & wait";
        let mut shell = Command::new("sh").args(["-c", script]).stdout(Stdio::piped()).spawn().expect("sh");
        let mut line = String::new();
        let mut said = BufReader::new(shell.stdout.take().expect("its stdout"));
        said.read_line(&mut line).expect("the number of the grandchild");
        let grandchild: i32 = line.trim().parse().expect("a number");
        let family = descendants(&[shell.id() as i32]);
        let ended = family
            .iter()
            .all(|pid| nix::sys::signal::kill(nix::unistd::Pid::from_raw(*pid), nix::sys::signal::SIGKILL).is_ok());
        shell.wait().expect("its end");
        assert!(ended && family.contains(&grandchild) && family.contains(&(shell.id() as i32)), "{family:?}");
    }
}
