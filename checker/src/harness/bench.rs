//! What all handles of one check share: the journal, the patience, and the programs that were started.

use std::any::Any;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::anyhow;

use crate::crash;
use crate::hand::Hand;
use crate::journal::{Deadline, Journal, Over, Processors, State};
use crate::process::{self, Folder, Ours, Process, Sampler};
use crate::random;
use crate::trace::{Question, What};
use crate::verdict::{Step, Stop};

/// A program that has only been started gets this many times the patience for its first sign of life:
/// a Java machine takes its time.
const START: u32 = 5;

/// Nothing more is awaited on stderr after such a time; after the longer one where a trace of calls is being printed.
const QUIET: Duration = Duration::from_millis(60);
const UNDER_WAY: Duration = Duration::from_millis(500);
/// Pieces of stderr that are awaited at the most.
const PIECES: usize = 50;

/// What the words of one check share: the record, the programs, the patience.
pub struct Bench {
    /// The record.
    pub journal: Arc<Journal>,
    /// How long a right program may let the checker wait.
    pub patience: Duration,
    /// Stands in the environment of the check's programs and of nobody else: a number that tells them nothing.
    pub mark: String,
    /// Who runs the programs, where the check is played by hand.
    pub(super) hand: Option<Arc<Hand>>,
    processes: Mutex<Vec<Option<Process>>>,
    names: Mutex<HashMap<String, usize>>,
    /// Ends of connections that the check has let go of, and that are not closed yet.
    let_go: Mutex<Vec<LetGo>>,
    /// Where the check's files are, once there are any.
    folder: Mutex<Option<Folder>>,
}

/// An end that the check has let go of, and what closing it does for all to see.
struct LetGo {
    does: Option<String>,
    end: Box<dyn Any + Send>,
}

impl Bench {
    /// With an empty record.
    pub fn new(patience: Duration) -> Bench {
        let mark = format!("{:016x}", random::without_a_seed());
        Bench {
            journal: Arc::new(Journal::new()),
            patience,
            mark,
            hand: None,
            processes: Mutex::default(),
            names: Mutex::default(),
            let_go: Mutex::default(),
            folder: Mutex::default(),
        }
    }

    /// A fresh one for the same check.
    pub(super) fn another(&self) -> Bench {
        Bench { hand: self.hand.clone(), ..Bench::new(self.patience) }
    }

    pub(super) fn let_go(&self, does: Option<String>, end: Box<dyn Any + Send>) {
        self.let_go.lock().unwrap_or_else(PoisonError::into_inner).push(LetGo { does, end });
    }

    /// Closes, in their order, the ends that the check has let go of.
    pub(super) fn close_what_was_let_go(&self) {
        let ends = std::mem::take(&mut *self.let_go.lock().unwrap_or_else(PoisonError::into_inner));
        for LetGo { does, end } in ends {
            does.map(|does| self.next(|| does));
            drop(end);
        }
    }

    /// A name of its own for everything that takes part: `peer`, `peer 2`.
    pub fn lane(&self, name: &str) -> String {
        self.close_what_was_let_go();
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let count = names.entry(name.to_string()).or_insert(0);
        *count += 1;
        if *count == 1 { name.to_string() } else { format!("{name} {count}") }
    }

    pub(super) fn keep(&self, process: Process) {
        self.processes.lock().unwrap_or_else(PoisonError::into_inner).push(Some(process));
    }

    /// Does something with a process that has not been cleaned up yet.
    pub(super) fn with<T>(&self, id: usize, action: impl FnOnce(&Process) -> T) -> Option<T> {
        self.close_what_was_let_go();
        let processes = self.processes.lock().unwrap_or_else(PoisonError::into_inner);
        processes.iter().flatten().find(|process| process.id == id).map(action)
    }

    /// Writes down what the kernel was asked of a program, and what it said.
    pub fn asked(&self, lane: &str, question: Question, answer: Option<u64>) {
        self.journal.event(lane, None, What::Asked { question, answer });
    }

    /// Where a file of the check's is, or will be.
    pub(super) fn file(&self, name: &str) -> anyhow::Result<PathBuf> {
        self.in_folder(|folder| Ok(folder.path().join(name)))
    }

    /// A file there with these bytes.
    pub(super) fn written(&self, name: &str, bytes: &[u8]) -> anyhow::Result<PathBuf> {
        self.in_folder(|folder| folder.put(name, bytes))
    }

    fn in_folder(&self, find: impl FnOnce(&Folder) -> anyhow::Result<PathBuf>) -> anyhow::Result<PathBuf> {
        let mut folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *folder {
            Some(folder) => find(folder),
            none => find(none.insert(Folder::make(&format!("{:016x}", random::without_a_seed()))?)),
        }
    }

    fn leaders(&self) -> Vec<i32> {
        self.processes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .flatten()
            .map(|process| process.pid)
            .collect()
    }

    /// The programs that have not ended, by their lanes and the numbers of their processes.
    pub(super) fn running(&self) -> Vec<(String, i32)> {
        let processes = self.processes.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self.journal.state();
        let lane = |id: usize| Some(&state.programs[id]).filter(|program| !program.is_over());
        processes.iter().flatten().filter_map(|one| Some((lane(one.id)?.lane.clone(), one.pid))).collect()
    }

    /// Looks again and again at what the programs that run now have had of the processors.
    pub(super) fn sampler(&self) -> Sampler {
        Sampler::new(self.leaders())
    }

    /// Whether no program has anything left to do, as far as the system tells.
    pub fn are_asleep(&self) -> bool {
        process::are_asleep(&self.leaders())
    }

    /// The time for something that a running program owes.
    pub fn deadline(&self) -> Deadline<'static> {
        self.as_they_say().unwrap_or_else(|| self.deadline_of(self.patience))
    }

    /// The time for the first sign of life of a program.
    pub fn start_deadline(&self) -> Deadline<'static> {
        self.as_they_say().unwrap_or_else(|| self.deadline_of(self.patience * START / 2))
    }

    /// So much time, of which only that counts in which the programs could run, and the checker's own threads.
    pub fn deadline_of(&self, patience: Duration) -> Deadline<'static> {
        let (mut sampler, mut ours) = (Sampler::new(self.leaders()), Ours::default());
        let look = move || {
            let programs = sampler.look();
            Processors { waited: programs.waited + ours.look(), ..programs }
        };
        Deadline::new(patience, look)
    }

    /// Waits for something in the journal; none when the patience is over.
    pub fn wait<T>(&self, mut deadline: Deadline, look: impl FnMut(&State) -> Option<T>) -> Step<Option<T>> {
        self.wait_on(&mut deadline, look)
    }

    /// The same, with what is left of the patience for whoever waits on.
    pub fn wait_on<T>(&self, deadline: &mut Deadline, look: impl FnMut(&State) -> Option<T>) -> Step<Option<T>> {
        self.close_what_was_let_go();
        let found = unless_starved(self.journal.wait(deadline, look));
        self.unless_left()?;
        found
    }

    /// Lets so much time pass, whoever has had the processors meanwhile: who calls it asks afterwards.
    pub fn pause(&self, time: Duration) -> Step {
        self.wait(Deadline::new(time, Processors::unknown), |_| None::<()>).map(drop)
    }

    /// Waits until the kernel says that something holds; false when the patience is over. Nothing
    /// announces such a thing, so it is looked at again and again.
    pub fn poll(&self, mut holds: impl FnMut() -> bool) -> Step<bool> {
        self.close_what_was_let_go();
        for doubled in 0..8 {
            if holds() {
                return Ok(true);
            }
            std::thread::park_timeout(Duration::from_micros(200 << doubled));
        }
        Ok(unless_starved(self.journal.poll(&mut self.deadline(), holds))?.is_some())
    }

    /// Lets programs finish what they have begun to say on stderr, and end where they are about to: what a crash came
    /// of stands at the end of what is printed of it. No expectation.
    pub fn hear_out(&self) -> Step {
        let said = |state: &State| -> usize {
            state.programs.iter().map(|program| program.stderr.total + usize::from(program.is_over())).sum()
        };
        for _ in 0..PIECES {
            let (before, goes_on) = {
                let state = self.journal.state();
                (said(&state), crash::is_under_way(&state))
            };
            let time = if goes_on { UNDER_WAY } else { QUIET };
            if self.wait(self.deadline_of(time), |state| (said(state) > before).then_some(()))?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// Ends all programs and reads their output to its end. Gives what they had left running.
    pub fn clean_up(&self) -> Vec<String> {
        let processes: Vec<Process> =
            self.processes.lock().unwrap_or_else(PoisonError::into_inner).drain(..).flatten().collect();
        let leaders: Vec<_> = processes.iter().map(Process::leader).collect();
        let mut left = process::end_all(&leaders, Some(&self.mark));
        left.extend(processes.into_iter().flat_map(Process::join));
        // Nobody is asked any more: that is the end of the check, and no step of it.
        self.let_go.lock().unwrap_or_else(PoisonError::into_inner).clear();
        left
    }
}

/// None when the patience is over, trouble where that can't be told.
fn unless_starved<T>(outcome: Result<T, Over>) -> Step<Option<T>> {
    match outcome {
        Ok(found) => Ok(Some(found)),
        Err(Over::Patience) => Ok(None),
        Err(Over::Starved) => Err(Stop::Trouble(anyhow!(
            "the machine was too busy to tell: the programs spent most of the time waiting for a processor"
        ))),
    }
}
