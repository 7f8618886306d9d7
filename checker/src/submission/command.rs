//! Runs one build command: its output kept, its time limited, nothing of it left over.

use std::collections::VecDeque;
use std::io::{PipeReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::process::Build;

/// Bytes of a command's output that are kept, the last ones.
const KEPT: usize = 64 * 1024;

/// Bytes of its newest words in which the last line is looked for.
const LINE: usize = 1024;

/// Bytes of what a command prints for the checker to read.
const READ: usize = 64 * 1024 * 1024;

/// What is waited for the output of a command that has ended, where something it started holds its stdout open.
/// It may come late on a busy machine; where nothing holds it open it ends by itself.
const DRAIN: Duration = Duration::from_secs(3);

/// Time between two looks at whether a command was let run at all.
const SLICE: Duration = Duration::from_millis(250);

/// A command that builds, while it does.
pub struct Going<'a> {
    /// As a person would type it.
    pub command: &'a str,
    /// The last line that it has printed for a person; empty before the first.
    pub last: &'a str,
}

/// How a command ended.
pub struct Outcome {
    /// None where it has not ended by itself.
    pub status: Option<ExitStatus>,
    /// What it printed for a person: its last words.
    pub words: String,
    /// What it printed for the checker, where that is not the same.
    pub read: Vec<u8>,
    /// Why it was ended, where it was.
    pub ended: Option<String>,
    /// The names of what it had left running.
    pub left: Vec<String>,
}

impl Outcome {
    pub fn is_well(&self) -> bool {
        self.status.is_some_and(|status| status.success())
    }

    /// Its words, with a line on how it ended.
    pub fn story(&self) -> String {
        let last = match (&self.ended, self.status) {
            (Some(ended), _) => format!("[{ended}, and ended by the checker]"),
            (None, Some(status)) => format!("[{status}]"),
            (None, None) => "[ended by the checker]".to_owned(),
        };
        let newline = if self.words.is_empty() { "" } else { "\n" };
        format!("{}{newline}{last}", self.words)
    }
}

/// Runs a command of the shell's in `folder`, with no stdin, for no longer than `limit`. Its stdout and its stderr are
/// its words; the last line of them is told again and again until it has ended.
///
/// # Errors
/// The checker's own trouble: there is no `sh`, no more processes, no more descriptors.
pub fn run(command: &str, folder: &Path, limit: Duration, tell: &mut dyn FnMut(&str)) -> anyhow::Result<Outcome> {
    let (told, words) = std::io::pipe().context("cannot open a pipe")?;
    let mut shell = Command::new("sh");
    shell
        .args(["-c", command])
        .current_dir(folder)
        .stdout(words.try_clone().context("cannot open a pipe")?)
        .stderr(words);
    wait(shell, told, None, limit, tell).with_context(|| format!("cannot start sh in {}", folder.display()))
}

/// Runs a program that prints on stdout what the checker reads, and on stderr its words.
///
/// # Errors
/// The checker's own trouble, as that it can't be started.
pub fn ask(mut command: Command, limit: Duration, tell: &mut dyn FnMut(&str)) -> anyhow::Result<Outcome> {
    let (told, words) = std::io::pipe().context("cannot open a pipe")?;
    let (read, write) = std::io::pipe().context("cannot open a pipe")?;
    command.stdout(write).stderr(words);
    wait(command, told, Some(read), limit, tell)
}

fn wait(
    mut command: Command,
    told: PipeReader,
    read: Option<PipeReader>,
    limit: Duration,
    tell: &mut dyn FnMut(&str),
) -> anyhow::Result<Outcome> {
    let (build, child) = Build::start(command.stdin(Stdio::null()))?;
    // It holds the only other ends of the pipes.
    drop(command);
    let mut heard = Hearing::new(told, read, child)?;
    let mut sampler = build.sampler();
    let status = heard.until_exit(limit, || sampler.look().waited, tell).context("cannot wait for a build command")?;
    let over = build.over();
    let left = match status {
        // Also after a good end: a build leaves nothing running.
        Some(_) => build.end_rest(),
        None => {
            build.end();
            Vec::new()
        }
    };
    heard.drain();
    let late = status.is_none().then(|| format!("not done after {limit:?}"));
    let ended = over.map(|over| format!("it used {over}")).or(late);
    Ok(Outcome { status, words: heard.words.text(), read: heard.read, ended, left })
}

enum Heard {
    Words(Vec<u8>),
    Read(Vec<u8>),
    /// One of the pipes has ended.
    Ended,
    Exited(std::io::Result<ExitStatus>),
}

/// What is heard of a command, by threads that end with its output and with itself.
struct Hearing {
    heard: Receiver<Heard>,
    words: Tail,
    read: Vec<u8>,
    /// Pipes that have not ended yet.
    open: usize,
}

impl Hearing {
    fn new(told: PipeReader, read: Option<PipeReader>, mut child: Child) -> anyhow::Result<Hearing> {
        // A command that prints faster than it is read waits.
        let (tell, heard) = sync_channel(16);
        let open = 1 + usize::from(read.is_some());
        let start = |name: &str, work: Box<dyn FnOnce() + Send>| {
            thread::Builder::new().name(name.to_owned()).spawn(work).context("cannot start a thread")
        };
        let (for_words, for_read, for_exit) = (tell.clone(), tell.clone(), tell);
        start("build-words", Box::new(move || listen(told, &for_words, Heard::Words)))?;
        if let Some(read) = read {
            start("build-read", Box::new(move || listen(read, &for_read, Heard::Read)))?;
        }
        start("build-exit", Box::new(move || drop(for_exit.send(Heard::Exited(child.wait())))))?;
        Ok(Hearing { heard, words: Tail::default(), read: Vec::new(), open })
    }

    /// Takes output in until the command has ended; nothing if it has not after so long, what it spent waiting for a
    /// processor not counted.
    fn until_exit(
        &mut self,
        limit: Duration,
        mut starved: impl FnMut() -> Duration,
        tell: &mut dyn FnMut(&str),
    ) -> std::io::Result<Option<ExitStatus>> {
        let mut spent = Duration::ZERO;
        let mut before = Duration::ZERO;
        while spent < limit {
            let began = Instant::now();
            let end = began + SLICE.min(limit - spent);
            while let Some(left) = end.checked_duration_since(Instant::now()) {
                match self.heard.recv_timeout(left) {
                    Ok(Heard::Exited(status)) => return status.map(Some),
                    Ok(other) => self.take(other),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return Ok(None),
                }
            }
            tell(&self.words.last_line());
            let now = starved();
            let waited = now.saturating_sub(before);
            before = now;
            spent += began.elapsed().min(SLICE).saturating_sub(waited).max(SLICE.min(limit) / 32);
        }
        Ok(None)
    }

    fn drain(&mut self) {
        let deadline = Instant::now() + DRAIN;
        while let Some(left) = deadline.checked_duration_since(Instant::now()).filter(|_| self.open > 0) {
            match self.heard.recv_timeout(left) {
                Ok(other) => self.take(other),
                Err(_) => return,
            }
        }
    }

    fn take(&mut self, heard: Heard) {
        match heard {
            Heard::Words(bytes) => self.words.take(bytes),
            Heard::Read(bytes) => {
                let room = READ.saturating_sub(self.read.len()).min(bytes.len());
                self.read.extend_from_slice(&bytes[..room]);
            }
            Heard::Ended => self.open -= 1,
            Heard::Exited(_) => {}
        }
    }
}

fn listen(mut pipe: PipeReader, tell: &SyncSender<Heard>, what: fn(Vec<u8>) -> Heard) {
    let mut buffer = vec![0; KEPT];
    loop {
        let heard = match pipe.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(len) => what(buffer[..len].to_vec()),
        };
        if tell.send(heard).is_err() {
            return;
        }
    }
    // Nobody listens any more where the command had ended before its output.
    tell.send(Heard::Ended).ok();
}

/// The last bytes of an output.
#[derive(Default)]
struct Tail {
    bytes: VecDeque<u8>,
    dropped: usize,
}

impl Tail {
    fn take(&mut self, bytes: Vec<u8>) {
        self.bytes.extend(bytes);
        let surplus = self.bytes.len().saturating_sub(KEPT);
        self.bytes.drain(..surplus);
        self.dropped += surplus;
    }

    /// The last line with anything in it, or what there is of one that is not finished.
    fn last_line(&self) -> String {
        let newest = self.bytes.range(self.bytes.len().saturating_sub(LINE)..).copied().collect::<Vec<u8>>();
        let line = newest.trim_ascii_end().rsplit(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
        String::from_utf8_lossy(line).into_owned()
    }

    fn text(&mut self) -> String {
        let start = if self.dropped > 0 { format!("[{} bytes left out]\n", self.dropped) } else { String::new() };
        let text = String::from_utf8_lossy(self.bytes.make_contiguous());
        format!("{start}{}", text.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(command: &str, limit: Duration) -> Option<String> {
        let outcome = run(command, Path::new("/"), limit, &mut |_| ()).unwrap();
        (!outcome.is_well()).then(|| outcome.story())
    }

    #[test]
    fn what_a_command_leaves_running_is_ended_and_named() {
        let here = "while ! grep -qs sleep /proc/$!/comm; do :; done";
        for (name, command) in [
            ("a child", format!("sleep 600 & {here}")),
            ("a session of its own", format!("setsid sleep 600 >/dev/null 2>&1 & {here}")),
            ("a daemon", format!("(setsid sh -c 'sleep 600 & {here}' >/dev/null 2>&1)")),
        ] {
            let outcome = run(&command, Path::new("/"), Duration::from_secs(60), &mut |_| ()).unwrap();
            assert!(
                outcome.is_well() && outcome.left.iter().any(|left| left.starts_with("sleep")),
                "{name}: {:?}",
                outcome.left
            );
        }
    }

    #[test]
    fn a_command_sees_no_secrets() {
        // Cargo sets it for every test, and no program gets it.
        assert!(std::env::var_os("CARGO_MANIFEST_DIR").is_some());
        let text = output("env; false", Duration::from_secs(60)).unwrap();
        assert!(text.contains("PATH=") && !text.contains("CARGO_MANIFEST_DIR"), "{text}");
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

    #[test]
    fn what_a_command_says_is_told_while_it_runs() {
        let mut told = Vec::new();
        let script = "printf 'one\\ntwo\\n'; sleep 1000";
        run(script, Path::new("/"), Duration::from_millis(600), &mut |line| told.push(line.to_owned())).unwrap();
        assert!(!told.is_empty() && told.last().is_some_and(|line| line == "two"), "{told:?}");
    }
}
