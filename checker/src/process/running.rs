//! A program that runs: what is typed into it, what is sent to it, and its end.

use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, ChildStderr, ChildStdin};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Result;
use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::Pid;

use super::cleanup::{self, Leader};
use super::table::Entry;
use super::typing::{self, Input};
use super::{output, refused, roll};
use crate::journal::{Deadline, Exit, Journal, Processors};
use crate::screen::{Emulator, Settings, Size, Window};
use crate::trace::What;

/// How long the streams of a program that was ended may stay open until it is looked who holds them. What it has
/// printed is read long before.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// How often that is looked at.
const ROUNDS: usize = 30;

/// A program that was started. Dropping it does not end it: [`super::end_all`] does, and [`Process::join`] waits for that.
pub struct Process {
    /// Its index in the journal.
    pub id: usize,
    /// The number of the process, which leads a session: setsid(2).
    pub pid: i32,
    pub(super) journal: Arc<Journal>,
    pub(super) stdin: Option<Sender<Input>>,
    pub(super) threads: Vec<JoinHandle<()>>,
    pub(super) streams: Streams,
    /// The mark of its check.
    pub(super) mark: String,
    /// Of a full-screen program, its terminal.
    pub(super) screen: Option<Screen>,
}

/// A terminal with what is shown on it, and the settings that it had before the program.
pub(super) struct Screen {
    pub(super) window: Window,
    pub(super) emulator: Arc<Mutex<Emulator>>,
    pub(super) before: Option<Settings>,
}

/// The names that the system has for what a program's streams are. A name counts only as long as the checker has its own
/// end open: after that the system may give it to something else, `/dev/pts/3` to the very next program.
#[derive(Default)]
pub(super) struct Streams {
    pub(super) stdin: Option<PathBuf>,
    pub(super) stdout: Option<PathBuf>,
    pub(super) stderr: Option<PathBuf>,
}

impl Process {
    /// Starts the threads that read its stderr, type into it and wait for it.
    pub(super) fn attend(
        &mut self,
        lane: &str,
        stdin: Option<ChildStdin>,
        stderr: Option<ChildStderr>,
        child: Child,
    ) -> Result<()> {
        let id = self.id;
        let (own, name) = (self.journal.clone(), lane.to_string());
        self.spawn("wait", move || wait(&own, &name, id, child))?;
        if let Some(stderr) = stderr {
            let own = self.journal.clone();
            self.spawn("stderr", move || output::read_pipe(&own, id, stderr))?;
        }
        if let Some(stdin) = stdin {
            self.type_into(lane, Some(Box::new(stdin)))?;
        }
        Ok(())
    }

    /// Starts the thread that types what the queue holds.
    pub(super) fn type_into(&mut self, lane: &str, stdin: Option<Box<dyn Write + Send>>) -> Result<()> {
        let (queue, input) = channel();
        self.stdin = Some(queue);
        let (own, name) = (self.journal.clone(), lane.to_string());
        self.spawn("stdin", move || typing::feed(&own, &name, stdin, input))
    }

    pub(super) fn spawn(&mut self, name: &str, work: impl FnOnce() + Send + 'static) -> Result<()> {
        let lane = self.journal.state().programs[self.id].lane.clone();
        self.threads.push(refused::spawn_thread(format!("{lane} {name}"), work)?);
        Ok(())
    }

    /// Sends what a terminal would send for a click, which is in the record already.
    pub fn send(&self, bytes: &[u8]) {
        self.feed(Input::Unseen(bytes.to_vec()));
    }

    /// Presses Ctrl-C: whether that is a signal or a byte is the program's own choice.
    pub fn press_interrupt(&self) {
        self.journal.write(|state| {
            let program = &mut state.programs[self.id];
            program.signalled |= program.exit.is_none();
        });
        self.feed(Input::Bytes(vec![3]));
    }

    /// Gives the window of a full-screen program another size.
    pub fn resize(&self, size: Size) {
        if let Some(screen) = &self.screen {
            // The emulator first: whatever the program draws for the new size has to find it.
            output::draw(&self.journal, self.id, &screen.emulator, |emulator| emulator.resize(size));
            screen.window.set_size(size);
        }
    }

    /// Which settings of the terminal are not as they were before the program, in words.
    pub fn changed_settings(&self) -> Vec<&'static str> {
        let changed = |screen: &Screen| Some(screen.window.settings()?.changed_from(screen.before?));
        self.screen.as_ref().and_then(changed).unwrap_or_default()
    }

    /// Types into the program's stdin; does not wait.
    pub fn type_in(&self, bytes: &[u8]) {
        self.feed(Input::Bytes(bytes.to_vec()));
    }

    /// The end of its standard input.
    pub fn close_stdin(&self) {
        self.feed(Input::End);
    }

    fn feed(&self, input: Input) {
        if let Some(queue) = &self.stdin {
            // The thread behind it lives as long as the queue.
            let _ = queue.send(input);
        }
    }

    /// Sends a signal to the program and whatever is in its session's first process group.
    pub fn signal(&self, signal: Signal) {
        let lane = self.journal.write(|state| {
            let program = &mut state.programs[self.id];
            program.signalled |= program.exit.is_none();
            program.lane.clone()
        });
        self.journal.event(&lane, None, What::Signalled { signal: signal.to_string() });
        if killpg(Pid::from_raw(self.pid), signal).is_err() {
            let _ = kill(Pid::from_raw(self.pid), signal);
        }
    }

    /// Ends the program at once: what it would still do says nothing.
    pub fn dismiss(&self) {
        let leader = self.leader();
        if !leader.ended {
            let _ = killpg(Pid::from_raw(self.pid), Signal::SIGKILL);
        }
    }

    /// The program as a leader of its session, for its end. From here on its death says nothing.
    pub fn leader(&self) -> Leader {
        let ended = self.journal.write(|state| {
            let program = &mut state.programs[self.id];
            program.signalled |= program.exit.is_none();
            program.dismissed = true;
            program.exit.is_some()
        });
        Leader { pid: self.pid, ended }
    }

    /// Waits until all its output is read and it is reaped. Only for a program that was ended. What still holds its
    /// streams then has left its session and lost its mark: that is ended as well, and named.
    pub fn join(mut self) -> Vec<String> {
        // With it the pipe is closed, or is about to be.
        self.stdin = None;
        self.streams.stdin = None;
        let mut left = Vec::new();
        let mut suspects = Vec::new();
        let mut is_over = self.is_over_soon();
        for _ in 0..ROUNDS {
            if is_over {
                break;
            }
            // Seen twice: a program that is just being started has for a moment what the checker has.
            let holders = cleanup::holders(&self.open_streams(), &self.mark);
            let strays: Vec<Entry> = holders.iter().filter(|one| suspects.contains(&one.pid)).cloned().collect();
            cleanup::end(&strays);
            left.extend(strays.iter().map(Entry::to_string));
            suspects = holders.iter().map(|one| one.pid).collect();
            is_over = self.is_over_soon();
        }
        // Where nobody can be found, the end is not awaited.
        for thread in self.threads.drain(..).filter(|thread| is_over || thread.is_finished()) {
            let _ = thread.join();
        }
        roll::leave(self.pid);
        left
    }

    /// The names of its streams that are still its own.
    fn open_streams(&mut self) -> Vec<PathBuf> {
        let state = self.journal.state();
        let program = &state.programs[self.id];
        if program.stdout.closed {
            self.streams.stdout = None;
        }
        if program.stderr.closed {
            self.streams.stderr = None;
        }
        let Streams { stdin, stdout, stderr } = &self.streams;
        [stdin, stdout, stderr].into_iter().flatten().cloned().collect()
    }

    fn is_over_soon(&self) -> bool {
        let mut moment = Deadline::new(LAST_WORDS, Processors::unknown);
        self.journal.wait(&mut moment, |state| state.programs[self.id].is_over().then_some(())).is_ok()
    }
}

fn wait(journal: &Journal, lane: &str, id: usize, mut child: Child) {
    let exit = match child.wait() {
        Ok(status) => status.code().map(Exit::Status).or(status.signal().map(Exit::Signal)).unwrap_or(Exit::Status(-1)),
        Err(_) => Exit::Status(-1),
    };
    let micros = journal.micros();
    journal.write(|state| {
        state.programs[id].exit = Some(exit);
        if !state.programs[id].dismissed {
            state.push(micros, lane, None, What::Exited { status: exit.to_string() });
        }
    });
}

impl std::fmt::Display for Exit {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Exit::Status(status) => write!(f, "exit status {status}"),
            Exit::Signal(number) => match Signal::try_from(*number) {
                Ok(signal) => write!(f, "signal {number} ({signal})"),
                Err(_) => write!(f, "signal {number}"),
            },
        }
    }
}
