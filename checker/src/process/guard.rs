//! Watches what the programs and the builds use, and ends one that uses more than any of the contract needs.

use std::collections::HashSet;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::cleanup::{Leader, end, end_all};
use super::roll::{self, Member, Role};
use super::table::{self, Entry};
use super::{family, guardian};

/// Bytes of memory that a program and its children may have resident. A Java machine takes a tenth of it.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// Processes that may come of one program.
const PROCESSES: usize = 200;
/// Bytes more for each client of a crowd. A server that forks shares most of it between its processes, and it is
/// counted for each of them.
const CLIENT: u64 = 12 * 1024 * 1024;
/// Bytes of memory that a build may have resident: a few compilers at once.
const BUILD: u64 = 4 * 1024 * 1024 * 1024;
/// Bytes that a program may print: the longest line of the contract many times over.
const PRINTED: usize = 16 * 1024 * 1024;
/// Bytes more for each byte that the check has sent: a server prints every message, be it short, behind an address.
const SPELT: usize = 8;
/// Time between two looks; and how many times as long as a look takes it is at least, where a thousand processes run.
const PERIOD: Duration = Duration::from_millis(100);
const SHARE: u32 = 30;

/// The watch of a run. Dropping it ends it.
pub struct Guard {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Guard {
    /// Begins to watch.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start() -> Result<Guard> {
        let (stop, stopped) = channel::<()>();
        let work = move || {
            let mut pause = PERIOD;
            while stopped.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                let began = Instant::now();
                look();
                pause = PERIOD.max(began.elapsed() * SHARE);
            }
        };
        let thread = std::thread::Builder::new().name("guard".into()).spawn(work).context("cannot start a thread")?;
        Ok(Guard { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What may be used.
struct Allowance {
    processes: usize,
    memory: u64,
    printed: usize,
}

/// What is used.
struct Use {
    processes: usize,
    memory: u64,
    printed: usize,
}

impl Use {
    fn of(family: &[Entry], printed: usize) -> Use {
        Use { processes: family.len(), memory: family.iter().map(|entry| entry.resident).sum(), printed }
    }
}

impl Allowance {
    const PROGRAM: Allowance = Allowance { processes: PROCESSES, memory: MEMORY, printed: PRINTED };

    fn of(kind: &Role) -> Allowance {
        match kind {
            Role::Build { .. } => Allowance { processes: PROCESSES, memory: BUILD, printed: usize::MAX },
            Role::Program { journal, id } => {
                let state = journal.state();
                let clients = state.programs[*id].clients;
                let sent: usize = state.streams.iter().map(|stream| stream.written).sum();
                let memory = MEMORY + clients as u64 * CLIENT;
                Allowance { processes: PROCESSES + clients, memory, printed: PRINTED + SPELT * sent }
            }
        }
    }

    /// What is used too much of, in words.
    fn exceeded(&self, used: &Use) -> Option<String> {
        let Use { processes, memory, printed } = used;
        if *processes > self.processes {
            Some(format!("{processes} processes, and {} are allowed", self.processes))
        } else if *memory > self.memory {
            Some(format!("{} MiB of memory, and {} MiB are allowed", memory >> 20, self.memory >> 20))
        } else if *printed > self.printed {
            Some(format!("{} MiB of output, and {} MiB are allowed", printed >> 20, self.printed >> 20))
        } else {
            None
        }
    }
}

/// Bytes that a member has printed so far; of a build they are not counted.
fn printed(kind: &Role) -> usize {
    match kind {
        Role::Build { .. } => 0,
        Role::Program { journal, id } => {
            let program = &journal.state().programs[*id];
            program.stdout.total + program.stderr.total
        }
    }
}

fn look() {
    guardian::keep_going();
    let orphans = family::orphans();
    let members = roll::members();
    if members.is_empty() && orphans.is_empty() {
        return;
    }
    let mut over = Vec::new();
    let mut known = HashSet::new();
    for member in &members {
        let family = family_of(member, &orphans);
        known.extend(family.iter().map(|entry| entry.pid));
        if let Some(limit) = Allowance::of(&member.kind).exceeded(&Use::of(&family, printed(&member.kind))) {
            over.push((member.pid, member.kind.clone(), limit));
        }
        roll::has_seen(member.pid, family.iter().map(|entry| (entry.pid, entry.start)).collect());
    }
    for (pid, kind, limit) in over {
        stop(pid, &kind, limit);
    }
    if guardian::is_alone() {
        let nobodys: Vec<Entry> = orphans.into_iter().filter(|orphan| !known.contains(&orphan.pid)).collect();
        look_at_strays(&nobodys);
    }
}

/// A leader and all that came of it.
fn family_of(member: &Member, orphans: &[Entry]) -> Vec<Entry> {
    let is_kin = |orphan: &&Entry| member.is_kin(orphan) || table::mark(orphan.pid).as_ref() == Some(&member.mark);
    let strays = orphans.iter().filter(is_kin).map(|orphan| orphan.pid);
    let roots: Vec<i32> = std::iter::once(member.pid).chain(strays).collect();
    family::descendants(&roots).into_iter().filter_map(table::process).collect()
}

fn stop(pid: i32, kind: &Role, limit: String) {
    let ended = match kind {
        Role::Program { journal, id } => journal.write(|state| {
            let known = &mut state.programs[*id];
            known.limit.get_or_insert(limit);
            known.signalled = true;
            known.exit.is_some()
        }),
        // Whoever waits for the build tells it.
        Role::Build { over } => over.set(limit).is_err(),
    };
    // Without the mark, which the other programs of the check have as well.
    end_all(&[Leader { pid, ended }], None);
}

/// What has left its parent, its session and its mark behind: it counts together, since nobody can tell whose it is.
fn look_at_strays(orphans: &[Entry]) {
    let (gone, running): (Vec<Entry>, Vec<Entry>) = orphans.iter().cloned().partition(|one| one.state == 'Z');
    end(&gone);
    let pids: Vec<i32> = running.iter().map(|one| one.pid).collect();
    let all: Vec<Entry> = family::descendants(&pids).into_iter().filter_map(table::process).collect();
    if Allowance::PROGRAM.exceeded(&Use::of(&all, 0)).is_some() {
        roll::remember_strays(running.iter().map(Entry::to_string));
        end(&all);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_much_is_named() {
        let words = |used: Use| Allowance::PROGRAM.exceeded(&used);
        let used = |processes, memory, printed| Use { processes, memory, printed };
        assert_eq!(words(used(PROCESSES, MEMORY, PRINTED)), None);
        assert_eq!(words(used(201, 0, 0)).as_deref(), Some("201 processes, and 200 are allowed"));
        assert_eq!(words(used(1, 2 * MEMORY, 0)).as_deref(), Some("2048 MiB of memory, and 1024 MiB are allowed"));
        assert_eq!(words(used(1, 0, PRINTED + 1)).as_deref(), Some("16 MiB of output, and 16 MiB are allowed"));
    }
}
