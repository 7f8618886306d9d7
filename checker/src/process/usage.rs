//! What programs use, each with all that came of it: memory, threads, descriptors, processors.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::family::kin;
use super::limits::leave_descriptors;
use super::table;
use crate::journal::Processors;

/// Bytes of memory that a program and its children have asked for at their most: VmPeak of /proc/PID/status.
pub fn peak(leader: i32) -> Option<u64> {
    let of = |pid: i32| -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmPeak:"))?;
        Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
    };
    let all: Vec<u64> = kin(&[leader]).into_iter().filter_map(of).collect();
    if all.is_empty() { None } else { Some(all.iter().sum()) }
}

/// Bytes of memory that a program and its children have resident now.
pub fn resident(leader: i32) -> Option<u64> {
    table::process(leader)?;
    Some(kin(&[leader]).into_iter().filter_map(table::process).map(|entry| entry.resident).sum())
}

/// Leaves each process of a program so many descriptors beyond those that it has open now. False where that can't be done.
pub fn confine(leader: i32, room: u64) -> bool {
    kin(&[leader]).into_iter().all(|pid| leave_descriptors(pid, room))
}

/// What a program and its children hold of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Threads; a process that has ended and was not waited for counts as one.
    pub threads: usize,
    /// Open descriptors of all of them.
    pub descriptors: usize,
}

/// What a program and its children hold; none where the system does not tell. A program that has ended holds nothing.
pub fn held(leader: i32) -> Option<Held> {
    let count = |pid: i32| fs::read_dir(format!("/proc/{pid}/fd")).ok().map(|entries| entries.flatten().count());
    let has_ended = || table::process(leader).is_none_or(|entry| entry.state == 'Z');
    let tells = || count(std::process::id() as i32).is_some();
    if count(leader).is_none() && !(has_ended() && tells()) {
        return None;
    }
    let mut held = Held { threads: 0, descriptors: 0 };
    for pid in kin(&[leader]) {
        held.threads += table::process(pid).map_or(0, |entry| entry.threads.max(1));
        held.descriptors += count(pid).unwrap_or(0);
    }
    Some(held)
}

/// Looks again and again at what some programs have had of the processors.
pub struct Sampler {
    leaders: Vec<i32>,
    /// The family of each leader.
    families: Vec<Vec<i32>>,
    shares: Shares,
    looks: usize,
    last: Option<(Instant, Processors)>,
    /// Time in which a thread was ready and none ran. The kernel counts a wait only once it is over: one that is longer
    /// than the time between two looks would seem none.
    unfinished: Duration,
    waits: Waits,
}

/// Looks between two listings of who has come of the programs meanwhile.
const LOOKS: usize = 8;

/// Threads that are asked whether they are ready: of thousands that sleep it would take too long.
const ASKED: usize = 64;

impl Sampler {
    /// Of the families of these leaders.
    pub fn new(leaders: Vec<i32>) -> Sampler {
        let shares = Shares::default();
        let (unfinished, waits) = (Duration::ZERO, Waits::default());
        Sampler { leaders, families: Vec::new(), shares, looks: 0, last: None, unfinished, waits }
    }

    /// What they have had of the processors: how long the one of them ran that ran most since the first look, and how
    /// long threads of all of them waited. Who waits for one of twenty does not know for which: what the others ran
    /// was no time that this one had.
    pub fn look(&mut self) -> Processors {
        if self.looks.is_multiple_of(LOOKS) {
            self.families = self.leaders.iter().map(|leader| kin(&[*leader])).collect();
        }
        self.looks += 1;
        let had_by = |family: &Vec<i32>| -> Vec<(PathBuf, Processors)> {
            family.iter().flat_map(|pid| tasks(*pid)).filter_map(|task| had(&task).map(|had| (task, had))).collect()
        };
        let each: Vec<_> = self.families.iter().map(had_by).collect();
        let sum =
            |family: &Vec<(PathBuf, Processors)>| family.iter().map(|(_, had)| *had).fold(Processors::default(), add);
        let had: Vec<Processors> = each.iter().map(sum).collect();
        let all = had.iter().copied().fold(Processors::default(), add);
        let now = Instant::now();
        let last = self.last.replace((now, all));
        let threads = || self.families.iter().flatten().flat_map(|pid| tasks(*pid));
        if let Some((then, _)) = last.filter(|(_, last)| *last == all)
            && threads().take(ASKED).any(|task| is_ready(&task))
        {
            self.unfinished += now - then;
        }
        let ran = self.shares.most(had.iter().map(|one| one.ran));
        let waited = self.waits.all(each.into_iter().flatten().map(|(task, had)| (task, had.waited)).collect());
        Processors { ran, waited: waited + self.unfinished }
    }
}

fn add(sum: Processors, one: Processors) -> Processors {
    Processors { ran: sum.ran + one.ran, waited: sum.waited + one.waited }
}

/// How long threads have waited, those that have ended as well: what was waited for does not become less.
#[derive(Default)]
struct Waits {
    each: BTreeMap<PathBuf, Duration>,
    ended: Duration,
}

impl Waits {
    /// All of it, after a look at how long each thread that there is has waited in its life.
    fn all(&mut self, now: BTreeMap<PathBuf, Duration>) -> Duration {
        let ended = self.each.iter().filter(|(task, _)| !now.contains_key(*task));
        self.ended += ended.map(|(_, waited)| *waited).sum::<Duration>();
        self.each = now;
        self.ended + self.each.values().sum::<Duration>()
    }
}

/// How long each of some programs has run since the first look, and how long it had at the last one.
#[derive(Default)]
struct Shares {
    each: Vec<(Duration, Duration)>,
}

impl Shares {
    /// The longest of them, after a look at what each has run in its life. What has come of a program may have ended
    /// between two looks, and is then no part of it any more.
    fn most(&mut self, now: impl Iterator<Item = Duration>) -> Duration {
        let now: Vec<Duration> = now.collect();
        if self.each.len() != now.len() {
            self.each = now.iter().map(|now| (Duration::ZERO, *now)).collect();
        }
        for ((since, last), now) in self.each.iter_mut().zip(now) {
            *since += now.saturating_sub(*last);
            *last = now;
        }
        self.each.iter().map(|(since, _)| *since).max().unwrap_or_default()
    }
}

/// The folders of a process's threads in /proc.
pub(super) fn tasks(pid: i32) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten().map(|task| task.path())
}

/// How long a thread has run, and how long it was ready to and was not let: the first two numbers of
/// /proc/PID/task/TID/schedstat, in nanoseconds.
pub(super) fn had(task: &Path) -> Option<Processors> {
    let text = fs::read_to_string(task.join("schedstat")).ok()?;
    let mut nanos = text.split_whitespace().map(str::parse::<u64>);
    let (ran, waited) = (nanos.next()?.ok()?, nanos.next()?.ok()?);
    Some(Processors { ran: Duration::from_nanos(ran), waited: Duration::from_nanos(waited) })
}

/// Whether every thread of these programs and their children waits for something other than a processor.
pub fn are_asleep(leaders: &[i32]) -> bool {
    !kin(leaders).into_iter().flat_map(tasks).any(|task| is_ready(&task))
}

/// Whether a thread runs, or would if it were let: the state R of /proc/PID/task/TID/stat.
pub(super) fn is_ready(task: &Path) -> bool {
    let stat = fs::read_to_string(task.join("stat")).unwrap_or_default();
    stat.rsplit_once(')').is_some_and(|(_, tail)| tail.trim_start().starts_with('R'))
}

/// What a thread has taken of a processor so far, and how long it was ready to run and was not let.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// The number of the thread.
    pub tid: i32,
    /// Time on a processor.
    pub ran: Duration,
    /// Time in which it could have run, and no processor was free.
    pub waited: Duration,
}

/// The threads of a program and its children: from /proc, and elsewhere none.
pub fn load(leader: i32) -> Vec<Load> {
    let of = |task: PathBuf| {
        let tid = task.file_name()?.to_str()?.parse().ok()?;
        let Processors { ran, waited } = had(&task)?;
        Some(Load { tid, ran, waited })
    };
    kin(&[leader]).into_iter().flat_map(tasks).filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(each: &[u64]) -> impl Iterator<Item = Duration> {
        each.iter().copied().map(Duration::from_millis)
    }

    #[test]
    fn what_others_ran_is_no_time_that_one_had() {
        let mut shares = Shares::default();
        assert_eq!(shares.most(millis(&[5_000, 0, 0])), Duration::ZERO);
        assert_eq!(shares.most(millis(&[5_010, 10, 9])), Duration::from_millis(10));
        // Two of the first one's children have ended; the second one spins.
        assert_eq!(shares.most(millis(&[40, 60, 19])), Duration::from_millis(60));
    }

    #[test]
    fn what_was_waited_for_does_not_become_less() {
        let now = |each: &[(&str, u64)]| {
            each.iter().map(|(task, waited)| (PathBuf::from(task), Duration::from_millis(*waited))).collect()
        };
        let mut waits = Waits::default();
        assert_eq!(waits.all(now(&[("main", 10), ("compiler", 300)])), Duration::from_millis(310));
        assert_eq!(waits.all(now(&[("main", 15)])), Duration::from_millis(315));
        assert_eq!(waits.all(now(&[("main", 20), ("another", 5)])), Duration::from_millis(325));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_program_that_has_ended_holds_nothing() {
        let mut program = std::process::Command::new("cat").stdin(std::process::Stdio::piped()).spawn().unwrap();
        let pid = program.id() as i32;
        assert!(held(pid).is_some_and(|held| held.threads == 1 && held.descriptors >= 3));
        drop(program.stdin.take());
        program.wait().unwrap();
        assert_eq!(held(pid), Some(Held { threads: 0, descriptors: 0 }));
    }
}
