//! Starting one program, with its streams, its surroundings and its limits.

use std::ffi::OsString;
use std::io::Write;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result};
use nix::sys::resource::{Resource, setrlimit};
use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::Pid;

use super::cleanup::{self, Leader};
use super::table::Entry;
use super::{guard, output, table};
use crate::journal::{Deadline, Exit, Journal, ProgramState};
use crate::languages;
use crate::screen::{self, Emulator, Settings, Size, Window};
use crate::trace::{Excerpt, What};

/// The largest file that a program may write, in bytes.
const LARGEST_FILE: u64 = 256 * 1024 * 1024;

/// How long the streams of a program that was ended may stay open until it is looked who holds them. What it has
/// printed is read long before.
const LAST_WORDS: Duration = Duration::from_millis(300);
/// How often that is looked at.
const ROUNDS: usize = 30;

/// Held while a program is being started. Between fork and exec the child has copies of all the checker's
/// sockets: a port that was just given up is still taken, a connection that was just closed is still open.
static SPAWNING: Mutex<()> = Mutex::new(());

/// Does something with sockets that has to be over, for the whole system, when it returns.
pub fn while_nothing_starts<T>(action: impl FnOnce() -> T) -> T {
    let _held = SPAWNING.lock().unwrap_or_else(PoisonError::into_inner);
    action()
}

/// A program to start.
pub struct Launch<'a> {
    /// Its name in the trace.
    pub lane: &'a str,
    pub command: &'a [String],
    /// How the trace shows the command, where that is not what is started.
    pub shown: Option<&'a str>,
    pub folder: &'a Path,
    /// Names the check in the environment of the program.
    pub mark: &'a str,
}

/// A program that was started. Dropping it does not end it: [`super::end_all`] does, and [`Process::join`] waits for that.
pub struct Process {
    /// Its index in the journal.
    pub id: usize,
    pub pid: i32,
    journal: Arc<Journal>,
    stdin: Option<Sender<Input>>,
    threads: Vec<JoinHandle<()>>,
    /// The names that the system has for its standard streams.
    streams: Vec<PathBuf>,
    /// Of a full-screen program, its terminal.
    screen: Option<Screen>,
}

/// A terminal with what is shown on it, and the settings that it had before the program.
struct Screen {
    window: Window,
    emulator: Arc<Mutex<Emulator>>,
    before: Option<Settings>,
}

enum Input {
    Bytes(Vec<u8>),
    /// What a terminal sends by itself, or of which the record has said more than its bytes do.
    Unseen(Vec<u8>),
    End,
}

/// Starts a program. An error is the learner's: the system's own words for why it can't be started.
pub fn launch(journal: &Arc<Journal>, launch: &Launch) -> Result<Process> {
    let terminal = output::Terminal::open().context("cannot open a pseudo-terminal")?;
    let name = table::name(&terminal.child);
    let mut command = command(launch, "dumb");
    command.stdin(Stdio::piped()).stdout(terminal.child).stderr(Stdio::piped());
    prepare(&mut command, prepare_child);
    let mut process = start(journal, launch, command, ProgramState::default())?;
    process.streams.extend(name);
    let (own, id) = (journal.clone(), process.id);
    process.spawn("stdout", move || output::read_lines(&own, id, terminal.ours))?;
    Ok(process)
}

/// Starts a full-screen program in a terminal of its own, with this size from the start.
pub fn launch_on_screen(journal: &Arc<Journal>, launch: &Launch, size: Size) -> Result<Process> {
    let (window, child) = Window::open(size).context("cannot open a pseudo-terminal")?;
    let name = table::name(&child);
    let mut command = command(launch, "xterm-256color");
    command.stdin(child.try_clone().context("dup")?).stdout(child).stderr(Stdio::piped());
    prepare(&mut command, || prepare_child().and_then(|()| screen::control_terminal()));
    let emulator = Emulator::new(size);
    let state = ProgramState { screen: Some(Box::new(emulator.display())), ..ProgramState::default() };
    let (emulator, before) = (Arc::new(Mutex::new(emulator)), window.settings());
    let (keys, ours) = (window.file().context("dup")?, window.file().context("dup")?);
    let mut process = start(journal, launch, command, state)?;
    process.streams.extend(name);
    process.type_into(launch.lane, Some(Box::new(keys)))?;
    let (own, id, answers) = (journal.clone(), process.id, process.stdin.clone());
    let answer = move |bytes: Vec<u8>| {
        // Nobody is left to be answered when the queue is gone.
        let _ = answers.as_ref().map(|queue| queue.send(Input::Unseen(bytes)));
    };
    let drawn = emulator.clone();
    process.spawn("screen", move || output::read_screen(&own, id, ours.into(), &drawn, &answer))?;
    process.screen = Some(Screen { window, emulator, before });
    Ok(process)
}

/// Starts a command whose streams are set. Whoever calls it reads its stdout.
fn start(journal: &Arc<Journal>, launch: &Launch, mut command: Command, state: ProgramState) -> Result<Process> {
    let micros = journal.micros();
    let mut child =
        while_nothing_starts(|| command.spawn()).with_context(|| format!("cannot start {}", launch.command[0]))?;
    // It may hold the only other copies of the terminal.
    drop(command);
    let pid = child.id() as i32;
    let id = journal.write(|journal| {
        journal.programs.push(ProgramState { lane: launch.lane.into(), ..state });
        journal.programs.len() - 1
    });
    let shown = launch.shown.map_or_else(|| launch.command.join(" "), str::to_string);
    guard::watch(pid, id, journal);
    // It may have connected meanwhile.
    journal.write(|state| state.push_late(micros, launch.lane, None, What::Started { command: shown }));
    let (stdin, stderr) = (child.stdin.take(), child.stderr.take());
    let streams =
        stdin.as_ref().and_then(table::name).into_iter().chain(stderr.as_ref().and_then(table::name)).collect();
    let mut process =
        Process { id, pid, journal: journal.clone(), stdin: None, threads: Vec::new(), streams, screen: None };
    if let Some(stderr) = stderr {
        let own = journal.clone();
        process.spawn("stderr", move || output::read_pipe(&own, id, stderr))?;
    }
    if let Some(stdin) = stdin {
        process.type_into(launch.lane, Some(Box::new(stdin)))?;
    }
    let (own, name) = (journal.clone(), launch.lane.to_string());
    process.spawn("wait", move || wait(&own, &name, id, child))?;
    Ok(process)
}

/// The command with its arguments, its folder and its surroundings.
fn command(launch: &Launch, terminal: &str) -> Command {
    let program = &launch.command[0];
    // A path is relative to the submission's folder, a bare name is looked up in PATH.
    let path =
        if program.contains('/') { launch.folder.join(program).into_os_string() } else { OsString::from(program) };
    let mut command = Command::new(path);
    command.args(&launch.command[1..]).current_dir(launch.folder);
    command.env_clear();
    command.envs(languages::environment().filter_map(|name| Some((name, std::env::var_os(name)?))));
    command.envs([("LC_ALL", "C.UTF-8"), ("LANG", "C.UTF-8"), ("TERM", terminal), (table::MARK, launch.mark)]);
    command
}

fn prepare(command: &mut Command, work: impl FnMut() -> std::io::Result<()> + Send + Sync + 'static) {
    // SAFETY: only async-signal-safe calls are made between fork and exec.
    #[expect(
        unsafe_code,
        reason = "a session of its own, limits and the parent's death signal have no safe way in std"
    )]
    unsafe {
        command.pre_exec(work);
    }
}

fn prepare_child() -> std::io::Result<()> {
    nix::unistd::setsid()?;
    #[cfg(target_os = "linux")]
    nix::sys::prctl::set_pdeathsig(Signal::SIGKILL)?;
    // A checker that was started in the background ignores Ctrl-C, and what it starts would inherit that.
    for ignored in [Signal::SIGINT, Signal::SIGQUIT, Signal::SIGHUP, Signal::SIGTERM, Signal::SIGTSTP] {
        // SAFETY: no handler is set, only the system's own way.
        #[expect(unsafe_code, reason = "sigaction(2) has no safe way in nix")]
        unsafe {
            nix::sys::signal::signal(ignored, nix::sys::signal::SigHandler::SigDfl)?;
        }
    }
    setrlimit(Resource::RLIMIT_CORE, 0, 0)?;
    setrlimit(Resource::RLIMIT_FSIZE, LARGEST_FILE, LARGEST_FILE)?;
    Ok(())
}

/// Hands what is typed to the program; one that does not read holds only this thread up.
fn feed(journal: &Journal, lane: &str, mut stdin: Option<Box<dyn Write + Send>>, input: Receiver<Input>) {
    for piece in input {
        match piece {
            Input::Bytes(bytes) => {
                journal.event(lane, None, What::Typed { bytes: Excerpt::of_line(&bytes) });
                if let Some(pipe) = &mut stdin {
                    // A program that has closed its stdin does not want it.
                    let _ = pipe.write_all(&bytes);
                }
            }
            Input::Unseen(bytes) => {
                if let Some(terminal) = &mut stdin {
                    let _ = terminal.write_all(&bytes);
                }
            }
            Input::End => {
                journal.event(lane, None, What::StdinClosed);
                stdin = None;
            }
        }
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

impl Process {
    /// Starts the thread that types what the queue holds.
    fn type_into(&mut self, lane: &str, stdin: Option<Box<dyn Write + Send>>) -> Result<()> {
        let (queue, input) = channel();
        self.stdin = Some(queue);
        let (own, name) = (self.journal.clone(), lane.to_string());
        self.spawn("stdin", move || feed(&own, &name, stdin, input))
    }

    fn spawn(&mut self, name: &str, work: impl FnOnce() + Send + 'static) -> Result<()> {
        let lane = self.journal.state().programs[self.id].lane.clone();
        let builder = std::thread::Builder::new().name(format!("{lane} {name}")).stack_size(256 * 1024);
        self.threads.push(builder.spawn(work).context("cannot start a thread")?);
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
        self.stdin = None;
        let mut left = Vec::new();
        let mut suspects = Vec::new();
        let mut is_over = self.is_over_soon();
        for _ in 0..ROUNDS {
            if is_over {
                break;
            }
            // Seen twice: a program that is just being started has for a moment what the checker has.
            let holders = cleanup::holders(&self.streams);
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
        guard::forget(self.pid);
        left
    }

    fn is_over_soon(&self) -> bool {
        let mut moment = Deadline::new(LAST_WORDS, || Duration::ZERO);
        self.journal.wait(&mut moment, |state| state.programs[self.id].is_over().then_some(())).is_ok()
    }
}
