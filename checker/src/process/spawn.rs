//! Starting one program, with its streams, its surroundings and its limits.

use std::ffi::OsString;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result};
use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::Pid;

use super::cleanup::{self, Leader};
use super::roll::{self, Kind};
use super::table::Entry;
use super::{account, child, output, refused, script, table};
use crate::journal::{Deadline, Exit, Journal, Processors, ProgramState};
use crate::languages;
use crate::screen::{self, Emulator, Settings, Size, Window};
use crate::trace::{Excerpt, What};

/// How long the streams of a program that was ended may stay open until it is looked who holds them. What it has
/// printed is read long before.
const LAST_WORDS: Duration = Duration::from_millis(300);
/// How often that is looked at.
const ROUNDS: usize = 30;

/// A program to start.
pub struct Launch<'a> {
    /// Its name in the trace.
    pub lane: &'a str,
    /// The program and its arguments.
    pub command: &'a [String],
    /// How the trace shows the command, where that is not what is started.
    pub shown: Option<&'a str>,
    /// Where it runs.
    pub folder: &'a Path,
    /// Names the check in the environment of the program.
    pub mark: &'a str,
}

/// Why a program was not started.
#[derive(Debug)]
pub enum Refused {
    /// What exec says of the learner's file, execve(2): it is not there, it is no program, it may not be executed.
    Program(anyhow::Error),
    /// The machine has no process, no descriptor, no memory, no terminal left.
    Machine(anyhow::Error),
}

impl Refused {
    fn of(launch: &Launch, error: std::io::Error) -> Refused {
        use nix::errno::Errno::*;
        const OF_THE_FILE: [nix::errno::Errno; 10] =
            [ENOENT, EACCES, ENOEXEC, ENOTDIR, ELOOP, EISDIR, ENAMETOOLONG, E2BIG, EINVAL, EPERM];
        let number = error.raw_os_error().map(nix::errno::Errno::from_raw);
        let is_of_the_file = number.is_some_and(|number| OF_THE_FILE.contains(&number));
        let program = &launch.command[0];
        refused::note_refusal(&format!("cannot start {program}"), &error);
        let is_missing = number == Some(ENOENT);
        let hint = is_missing.then(|| script::hint(program, launch.folder)).flatten();
        let hint = hint.map(|hint| format!(" ({hint})")).unwrap_or_default();
        let error = anyhow::anyhow!("cannot start {program}: {error}{hint}");
        if is_of_the_file { Refused::Program(error) } else { Refused::Machine(error) }
    }
}

impl From<anyhow::Error> for Refused {
    fn from(error: anyhow::Error) -> Refused {
        Refused::Machine(error)
    }
}

impl From<Refused> for anyhow::Error {
    fn from(refused: Refused) -> anyhow::Error {
        match refused {
            Refused::Program(error) | Refused::Machine(error) => error,
        }
    }
}

/// A program that was started. Dropping it does not end it: [`super::end_all`] does, and [`Process::join`] waits for that.
pub struct Process {
    /// Its index in the journal.
    pub id: usize,
    /// The number of the process, which leads a session: setsid(2).
    pub pid: i32,
    journal: Arc<Journal>,
    stdin: Option<Sender<Input>>,
    threads: Vec<JoinHandle<()>>,
    streams: Streams,
    /// The mark of its check.
    mark: String,
    /// Of a full-screen program, its terminal.
    screen: Option<Screen>,
}

/// A terminal with what is shown on it, and the settings that it had before the program.
struct Screen {
    window: Window,
    emulator: Arc<Mutex<Emulator>>,
    before: Option<Settings>,
}

/// The names that the system has for what a program's streams are. A name counts only as long as the checker has its own
/// end open: after that the system may give it to something else, `/dev/pts/3` to the very next program.
#[derive(Default)]
struct Streams {
    stdin: Option<PathBuf>,
    stdout: Option<PathBuf>,
    stderr: Option<PathBuf>,
}

enum Input {
    Bytes(Vec<u8>),
    /// What a terminal sends by itself, or of which the record has said more than its bytes do.
    Unseen(Vec<u8>),
    End,
}

/// Starts a program.
pub fn launch(journal: &Arc<Journal>, launch: &Launch) -> Result<Process, Refused> {
    let terminal = output::Terminal::open().context("cannot open a pseudo-terminal")?;
    let name = table::name(&terminal.child);
    account::give(&terminal.child);
    let mut command = command(launch, "dumb");
    command.stdin(Stdio::piped()).stdout(terminal.child).stderr(Stdio::piped());
    let mut process = start(journal, launch, command, || Ok(()), ProgramState::default())?;
    process.streams.stdout = name;
    let (own, id) = (journal.clone(), process.id);
    process.spawn("stdout", move || output::read_lines(&own, id, terminal.ours))?;
    Ok(process)
}

/// Starts a full-screen program in a terminal of its own, with this size from the start.
pub fn launch_on_screen(journal: &Arc<Journal>, launch: &Launch, size: Size) -> Result<Process, Refused> {
    let (window, child) = Window::open(size).context("cannot open a pseudo-terminal")?;
    let name = table::name(&child);
    account::give(&child);
    let mut command = command(launch, "xterm-256color");
    command.stdin(child.try_clone().context("dup")?).stdout(child).stderr(Stdio::piped());
    let emulator = Emulator::new(size);
    let state = ProgramState { screen: Some(Box::new(emulator.display())), ..ProgramState::default() };
    let (emulator, before) = (Arc::new(Mutex::new(emulator)), window.settings());
    let (keys, ours) = (window.file().context("dup")?, window.file().context("dup")?);
    let mut process = start(journal, launch, command, screen::control_terminal, state)?;
    process.streams.stdout = name;
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

/// Starts a command whose streams are set; `more` is done between fork and exec. Whoever calls it reads its stdout.
fn start(
    journal: &Arc<Journal>,
    launch: &Launch,
    mut command: Command,
    more: fn() -> std::io::Result<()>,
    state: ProgramState,
) -> Result<Process, Refused> {
    if let Some(mistake) = launch.command.first().and_then(|program| script::mistake(program, launch.folder)) {
        return Err(Refused::Program(anyhow::anyhow!("cannot start {}: {mistake}", launch.command[0])));
    }
    let micros = journal.micros();
    let mut child = child::spawn_program(&mut command, more).map_err(|error| Refused::of(launch, error))?;
    // It may hold the only other copies of the terminal.
    drop(command);
    let pid = child.id() as i32;
    let id = journal.write(|journal| {
        journal.programs.push(ProgramState { lane: launch.lane.into(), ..state });
        journal.programs.len() - 1
    });
    let shown = launch.shown.map_or_else(|| launch.command.join(" "), str::to_string);
    roll::enter(pid, launch.mark, Kind::Program { journal: journal.clone(), id });
    // It may have connected meanwhile.
    journal.write(|state| state.push_late(micros, launch.lane, None, What::Started { command: shown }));
    let (stdin, stderr) = (child.stdin.take(), child.stderr.take());
    stdin.iter().for_each(account::give);
    stderr.iter().for_each(account::give);
    let streams = Streams {
        stdin: stdin.as_ref().and_then(table::name),
        stdout: None,
        stderr: stderr.as_ref().and_then(table::name),
    };
    let mark = launch.mark.to_owned();
    let mut process =
        Process { id, pid, journal: journal.clone(), stdin: None, threads: Vec::new(), streams, mark, screen: None };
    let done = process.attend(launch.lane, stdin, stderr, child);
    if let Err(error) = done {
        // Nobody waits for it: it is ended here, and reaped at the end of the run.
        cleanup::end_all(&[Leader { pid, ended: false }], Some(launch.mark));
        roll::leave(pid);
        return Err(Refused::Machine(error));
    }
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
    command.envs(account::surroundings());
    command
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
    /// Starts the threads that read its stderr, type into it and wait for it.
    fn attend(
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
    fn type_into(&mut self, lane: &str, stdin: Option<Box<dyn Write + Send>>) -> Result<()> {
        let (queue, input) = channel();
        self.stdin = Some(queue);
        let (own, name) = (self.journal.clone(), lane.to_string());
        self.spawn("stdin", move || feed(&own, &name, stdin, input))
    }

    fn spawn(&mut self, name: &str, work: impl FnOnce() + Send + 'static) -> Result<()> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn start(journal: &Arc<Journal>, lane: &str, script: &str) -> Process {
        let command = ["sh", "-c", script].map(str::to_owned);
        let mark = format!("{}-{lane}", std::process::id());
        launch(journal, &Launch { lane, command: &command, shown: None, folder: Path::new("/"), mark: &mark })
            .expect("sh")
    }

    /// A program whose terminal is read to its end gives the name of the terminal up, and the next one gets it.
    #[test]
    fn who_has_the_terminal_of_a_program_that_is_gone_is_left_alone() {
        let journal = Arc::new(Journal::new());
        // It leaves somebody who is no kin of it and holds its stderr alone.
        let script = "env -i setsid sleep 600 </dev/null >/dev/null & while ! grep -qs sleep /proc/$!/comm; do :; done";
        let old = start(&journal, "old", script);
        let wanted = old.streams.stdout.clone().expect("the name of its terminal");
        let mut moment = Deadline::new(Duration::from_secs(60), Processors::unknown);
        journal
            .wait(&mut moment, |state| state.programs[old.id].stdout.closed.then_some(()))
            .expect("the end of its stdout");
        // Other tests open terminals as well, so it may take a few.
        let mut all = Vec::new();
        while all.len() < 200 && !all.iter().any(|one: &Process| one.streams.stdout.as_ref() == Some(&wanted)) {
            all.push(start(&journal, "new", "exec sleep 600"));
        }
        let heir =
            all.iter().position(|one| one.streams.stdout.as_ref() == Some(&wanted)).expect("the same terminal again");
        let left = old.join();
        let is_alive = journal.state().programs[all[heir].id].exit.is_none();
        let leaders: Vec<Leader> = all.iter().map(Process::leader).collect();
        cleanup::end_all(&leaders, None);
        all.into_iter().for_each(|one| drop(one.join()));
        assert!(is_alive && left.iter().all(|one| one.starts_with("sleep")) && left.len() == 1, "{left:?}");
    }
}
