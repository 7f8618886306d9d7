//! Runs one build command of a learner's: its output kept, its time limited, nothing of it left over.

use std::collections::VecDeque;
use std::io::{PipeReader, Read};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;
use nix::errno::Errno;
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

/// Bytes of a command's output that are kept, the last ones.
const KEPT: usize = 64 * 1024;

/// What is waited for the output of a command that has ended, where something it started holds its stdout open.
/// It may come late on a busy machine; where nothing holds it open it ends by itself.
const DRAIN: Duration = Duration::from_secs(3);

/// How a command ended.
pub enum Ended {
    Well,
    /// What it printed, stdout and stderr together, and a line on how it ended.
    Badly(String),
}

/// Runs a command of the shell's in `folder`, with no stdin, for no longer than `limit`.
///
/// # Errors
/// The checker's own trouble: there is no `sh`, no more processes, no more descriptors.
pub fn run(command: &str, folder: &Path, limit: Duration) -> anyhow::Result<Ended> {
    let (told, child) = spawn(command, folder)?;
    let group = Pid::from_raw(child.id().try_into().context("a process id is larger than it can be")?);
    let heard = watch(told, child)?;
    let mut tail = Tail::default();
    let status = tail.until_exit(&heard, Instant::now() + limit).context("cannot wait for a build command")?;
    // Also after a good end: a build leaves nothing running. The group may have gone by itself.
    match killpg(group, Signal::SIGKILL) {
        Ok(()) | Err(Errno::ESRCH | Errno::EPERM) => {}
        Err(error) => return Err(error).context("cannot end a build command"),
    }
    tail.drain(&heard);
    Ok(match status {
        Some(status) if status.success() => Ended::Well,
        Some(status) => Ended::Badly(tail.text(&format!("[{status}]"))),
        None => Ended::Badly(tail.text(&format!("[not done after {limit:?}, and ended by the checker]"))),
    })
}

fn spawn(command: &str, folder: &Path) -> anyhow::Result<(PipeReader, Child)> {
    let (told, tell) = std::io::pipe().context("cannot open a pipe")?;
    let child = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .stdout(tell.try_clone().context("cannot open a pipe")?)
        .stderr(tell)
        .process_group(0)
        .spawn()
        .with_context(|| format!("cannot start sh in {}", folder.display()))?;
    Ok((told, child))
}

enum Heard {
    Output(Vec<u8>),
    OutputEnded,
    Exited(std::io::Result<ExitStatus>),
}

/// Two threads that end with the command's output and with the command.
fn watch(told: PipeReader, mut child: Child) -> anyhow::Result<Receiver<Heard>> {
    let (tell, heard) = channel();
    let tell_exit = tell.clone();
    let named = |name: &str| thread::Builder::new().name(name.to_owned());
    named("build-output").spawn(move || listen(told, &tell)).context("cannot start a thread")?;
    named("build-exit")
        .spawn(move || tell_exit.send(Heard::Exited(child.wait())).ok())
        .context("cannot start a thread")?;
    Ok(heard)
}

fn listen(mut told: PipeReader, tell: &Sender<Heard>) {
    let mut buffer = vec![0; KEPT];
    loop {
        let heard = match told.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(len) => Heard::Output(buffer[..len].to_vec()),
        };
        if tell.send(heard).is_err() {
            return;
        }
    }
    // Nobody listens any more where the command had ended before its output.
    tell.send(Heard::OutputEnded).ok();
}

/// The last bytes of an output.
#[derive(Default)]
struct Tail {
    bytes: VecDeque<u8>,
    dropped: usize,
    ended: bool,
}

impl Tail {
    /// Takes output in until the command has ended; nothing if it has not by the deadline.
    fn until_exit(&mut self, heard: &Receiver<Heard>, deadline: Instant) -> std::io::Result<Option<ExitStatus>> {
        loop {
            match heard.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(Heard::Exited(status)) => return status.map(Some),
                Ok(other) => self.take(other),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Ok(None),
            }
        }
    }

    fn drain(&mut self, heard: &Receiver<Heard>) {
        let deadline = Instant::now() + DRAIN;
        while !self.ended {
            match heard.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(other) => self.take(other),
                Err(_) => return,
            }
        }
    }

    fn take(&mut self, heard: Heard) {
        match heard {
            Heard::Output(bytes) => {
                self.bytes.extend(bytes);
                let surplus = self.bytes.len().saturating_sub(KEPT);
                self.bytes.drain(..surplus);
                self.dropped += surplus;
            }
            Heard::OutputEnded => self.ended = true,
            Heard::Exited(_) => {}
        }
    }

    fn text(mut self, last: &str) -> String {
        let start = if self.dropped > 0 { format!("[{} bytes left out]\n", self.dropped) } else { String::new() };
        let text = String::from_utf8_lossy(self.bytes.make_contiguous());
        let text = text.trim_end();
        let newline = if text.is_empty() { "" } else { "\n" };
        format!("{start}{text}{newline}{last}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(command: &str, limit: Duration) -> Option<String> {
        match run(command, Path::new("/"), limit).unwrap() {
            Ended::Well => None,
            Ended::Badly(text) => Some(text),
        }
    }

    #[test]
    fn a_command_ends_well_or_badly() {
        let minute = Duration::from_secs(60);
        let table = [
            ("true", None),
            ("cat", None),
            ("sleep 1000 &", None),
            ("exit 3", Some("[exit status: 3]")),
            ("echo one; echo two >&2; false", Some("one\ntwo\n[exit status: 1]")),
            ("echo $LC_ALL; pwd; false", Some("C.UTF-8\n/\n[exit status: 1]")),
            ("kill -SEGV $$", Some("[signal: 11 (SIGSEGV)]")),
            ("no-such-compiler-anywhere 2>/dev/null", Some("[exit status: 127]")),
        ];
        for (command, expected) in table {
            assert_eq!(output(command, minute).as_deref(), expected, "{command}");
        }
    }

    #[test]
    fn a_command_that_hangs_is_ended_with_all_it_started() {
        let started = Instant::now();
        let text = output("echo begun; sleep 1000 & sleep 1000; echo never", Duration::from_millis(100)).unwrap();
        assert_eq!(text, "begun\n[not done after 100ms, and ended by the checker]");
        assert!(started.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn of_a_long_output_the_end_is_kept() {
        let text = output("head -c 1000000 /dev/zero | tr '\\0' x; echo end; false", Duration::from_secs(60)).unwrap();
        assert!(text.starts_with("[934468 bytes left out]\nxxx"), "{}", &text[..40]);
        assert!(text.ends_with("xxxend\n[exit status: 1]"));
    }
}
