//! Starting one program, with its streams, its surroundings and its limits.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use anyhow::Context;

use super::cleanup::{self, Leader};
use super::roll::{self, Role};
use super::running::{Process, Screen, Streams};
use super::typing::Input;
use super::{account, child, output, refused, script, table};
use crate::journal::{Journal, ProgramState};
use crate::languages;
use crate::screen::{self, Emulator, Size, Window};
use crate::trace::What;

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
    roll::enter(pid, launch.mark, Role::Program { journal: journal.clone(), id });
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::journal::{Deadline, Processors};

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
