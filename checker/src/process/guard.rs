//! Watches what the programs use, and ends one that uses more than any program of the contract needs.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result};

use super::cleanup::{Leader, end_all};
use super::table;
use crate::journal::Journal;

/// Bytes of memory that a program and its children may have resident. A Java machine takes a tenth of it.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// Processes that may come of one program.
const PROCESSES: usize = 200;
/// Bytes more for each client of a crowd. A server that forks shares most of it between its processes, and it is
/// counted for each of them.
const CLIENT: u64 = 12 * 1024 * 1024;
/// Time between two looks.
const PERIOD: Duration = Duration::from_millis(100);

/// Programs that are running.
static WATCHED: Mutex<Vec<Watched>> = Mutex::new(Vec::new());

struct Watched {
    pid: i32,
    /// Its index in the journal.
    id: usize,
    journal: Arc<Journal>,
}

/// The watch of a run. Dropping it ends it.
pub struct Guard {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Guard {
    pub fn start() -> Result<Guard> {
        let (stop, stopped) = channel::<()>();
        let work = move || {
            while stopped.recv_timeout(PERIOD) == Err(RecvTimeoutError::Timeout) {
                look();
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

pub(super) fn watch(pid: i32, id: usize, journal: &Arc<Journal>) {
    let watched = Watched { pid, id, journal: journal.clone() };
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner).push(watched);
}

pub(super) fn forget(pid: i32) {
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner).retain(|watched| watched.pid != pid);
}

fn look() {
    let watched = WATCHED.lock().unwrap_or_else(PoisonError::into_inner);
    if watched.is_empty() {
        return;
    }
    let all = table::processes();
    for program in watched.iter() {
        let family = table::family(&all, &[program.pid]);
        let memory: u64 = family.iter().map(|pid| table::resident(*pid)).sum();
        let clients = program.journal.state().programs[program.id].clients;
        let (processes, allowed) = (PROCESSES + clients, MEMORY + clients as u64 * CLIENT);
        let limit = if family.len() > processes {
            format!("{} processes, and {processes} are allowed", family.len())
        } else if memory > allowed {
            format!("{} MiB of memory, and {} MiB are allowed", memory >> 20, allowed >> 20)
        } else {
            continue;
        };
        let leader = program.journal.write(|state| {
            let known = &mut state.programs[program.id];
            known.limit.get_or_insert(limit);
            known.signalled = true;
            Leader { pid: program.pid, ended: known.exit.is_some() }
        });
        // Without the mark, which the other programs of the check have as well.
        end_all(&[leader], None);
    }
}
