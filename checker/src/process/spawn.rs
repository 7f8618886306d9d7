//! Starting one program, with its streams, its surroundings and its limits.

use std::ffi::OsString;
use std::io::Write;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use anyhow::{Context, Result};
use nix::sys::resource::{Resource, setrlimit};
use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::Pid;

use super::cleanup::Leader;
use super::{guard, output};
use crate::journal::{Exit, Journal, ProgramState};
use crate::trace::{Excerpt, What};

/// Names the check that a process belongs to, in its environment: also of a child that left its session.
pub const MARK: &str = "SOCKET_WORKBOOK_CHECK";

/// What of the checker's own environment a program gets: what runtimes need to find themselves.
const KEPT: &[&str] = &[
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "TMPDIR",
    "TZ",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "JAVA_HOME",
    "CLASSPATH",
    "PYENV_ROOT",
    "PYENV_VERSION",
    "PYTHONPATH",
    "VIRTUAL_ENV",
    "NVM_DIR",
    "NODE_PATH",
    "DOTNET_ROOT",
    "MONO_PATH",
    "GOROOT",
    "GOPATH",
    "GOCACHE",
    "CARGO_HOME",
    "RUSTUP_HOME",
    "RUSTUP_TOOLCHAIN",
    "GEM_HOME",
    "GEM_PATH",
    "PERL5LIB",
    "XDG_RUNTIME_DIR",
    "WSL_DISTRO_NAME",
];

/// The largest file that a program may write, in bytes.
const LARGEST_FILE: u64 = 256 * 1024 * 1024;

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
}

enum Input {
    Bytes(Vec<u8>),
    End,
}

/// Starts a program. An error is the learner's: the system's own words for why it can't be started.
pub fn launch(journal: &Arc<Journal>, launch: &Launch) -> Result<Process> {
    let terminal = output::Terminal::open().context("cannot open a pseudo-terminal")?;
    let mut command = command(launch, terminal.child)?;
    let mut child =
        while_nothing_starts(|| command.spawn()).with_context(|| format!("cannot start {}", launch.command[0]))?;
    let pid = child.id() as i32;
    let id = journal.write(|state| {
        state.programs.push(ProgramState { lane: launch.lane.into(), ..ProgramState::default() });
        state.programs.len() - 1
    });
    let shown = launch.shown.map_or_else(|| launch.command.join(" "), str::to_string);
    guard::watch(pid, id, launch.mark, journal);
    journal.event(launch.lane, None, What::Started { command: shown });
    let (stdin, stderr) = (child.stdin.take(), child.stderr.take());
    let (queue, input) = channel();
    let lane = launch.lane;
    let mut threads = Vec::new();
    let thread = |name: &str, work: Box<dyn FnOnce() + Send>| {
        std::thread::Builder::new()
            .name(format!("{lane} {name}"))
            .stack_size(256 * 1024)
            .spawn(work)
            .context("cannot start a thread")
    };
    let own = journal.clone();
    threads.push(thread("stdout", Box::new(move || output::read_terminal(&own, id, terminal.ours)))?);
    if let Some(stderr) = stderr {
        let own = journal.clone();
        threads.push(thread("stderr", Box::new(move || output::read_pipe(&own, id, stderr)))?);
    }
    let (own, name) = (journal.clone(), lane.to_string());
    threads.push(thread("stdin", Box::new(move || feed(&own, &name, stdin, input)))?);
    let (own, name) = (journal.clone(), lane.to_string());
    threads.push(thread("wait", Box::new(move || wait(&own, &name, id, child)))?);
    Ok(Process { id, pid, journal: journal.clone(), stdin: Some(queue), threads })
}

fn command(launch: &Launch, stdout: std::os::fd::OwnedFd) -> Result<Command> {
    let program = &launch.command[0];
    // A path is relative to the submission's folder, a bare name is looked up in PATH.
    let path =
        if program.contains('/') { launch.folder.join(program).into_os_string() } else { OsString::from(program) };
    let mut command = Command::new(path);
    command.args(&launch.command[1..]).current_dir(launch.folder);
    command.stdin(Stdio::piped()).stdout(stdout).stderr(Stdio::piped());
    command.env_clear();
    command.envs(KEPT.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
    command.envs([("LC_ALL", "C.UTF-8"), ("LANG", "C.UTF-8"), ("TERM", "dumb"), (MARK, launch.mark)]);
    // SAFETY: only async-signal-safe calls are made between fork and exec.
    #[expect(
        unsafe_code,
        reason = "a session of its own, limits and the parent's death signal have no safe way in std"
    )]
    unsafe {
        command.pre_exec(prepare_child);
    }
    Ok(command)
}

fn prepare_child() -> std::io::Result<()> {
    nix::unistd::setsid()?;
    #[cfg(target_os = "linux")]
    nix::sys::prctl::set_pdeathsig(Signal::SIGKILL)?;
    setrlimit(Resource::RLIMIT_CORE, 0, 0)?;
    setrlimit(Resource::RLIMIT_FSIZE, LARGEST_FILE, LARGEST_FILE)?;
    Ok(())
}

/// Hands what is typed to the program; one that does not read holds only this thread up.
fn feed(journal: &Journal, lane: &str, mut stdin: Option<std::process::ChildStdin>, input: Receiver<Input>) {
    for piece in input {
        match piece {
            Input::Bytes(bytes) => {
                journal.event(lane, None, What::Typed { bytes: Excerpt::of_line(&bytes) });
                if let Some(pipe) = &mut stdin {
                    // A program that has closed its stdin does not want it.
                    let _ = pipe.write_all(&bytes);
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

    /// Waits until all its output is read and it is reaped. Only for a program that was ended.
    pub fn join(mut self) {
        self.stdin = None;
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
        guard::forget(self.pid);
    }
}
