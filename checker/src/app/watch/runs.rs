//! A run of the checker's, or of the tests of the stubs' own, as a process that can be ended at any moment.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use anyhow::Context;
use checker::process;

/// A run. Dropping it ends it, with all that it has started.
pub struct Run {
    command: Command,
    /// The process of one that has begun and is not over.
    goes_on: Arc<(Mutex<Option<u32>>, Condvar)>,
    /// What it printed, where that is not shown as it comes.
    printed: Arc<Mutex<String>>,
    /// The words that ask for the same.
    asked: String,
}

impl Run {
    /// This checker, asked something else.
    pub fn checker(words: &[String]) -> anyhow::Result<Run> {
        let mut command = Command::new(std::env::current_exe().context("cannot find the checker's own file")?);
        command.args(words);
        Ok(Run::of(command, false, String::new()))
    }

    /// The tests that the stubs have of their own. Their words are kept, to be summed up.
    pub fn tests(root: &Path, tests: &[String]) -> anyhow::Result<Run> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let words: Vec<&str> = tests.iter().flat_map(|command| command.split_whitespace()).collect();
        // One package, named once.
        let bins = words.iter().filter(|word| !["-p", "exercises"].contains(word));
        let mut command = Command::new(cargo);
        command.args([
            "test",
            "--quiet",
            "--no-fail-fast",
            "--color=never",
            "--target-dir=target/graded",
            "-p",
            "exercises",
        ]);
        command.args(bins).current_dir(root);
        Ok(Run::of(command, true, tests.join("`, `cargo test ")))
    }

    fn of(mut command: Command, has_printed: bool, asked: String) -> Run {
        command.stdin(Stdio::null());
        if has_printed {
            command.stdout(Stdio::piped()).stderr(Stdio::null());
        }
        Run { command, goes_on: Arc::default(), printed: Arc::default(), asked }
    }

    /// Begins it; `over` is called once it has ended, however it has.
    pub fn begin(&mut self, over: impl FnOnce() + Send + 'static) -> anyhow::Result<()> {
        let mut child =
            self.command.spawn().with_context(|| format!("cannot start {:?}", self.command.get_program()))?;
        *self.goes_on.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(child.id());
        let (goes_on, printed, out) = (self.goes_on.clone(), self.printed.clone(), child.stdout.take());
        let wait = move || {
            let mut text = Vec::new();
            if let Some(mut out) = out {
                out.read_to_end(&mut text).ok();
            }
            *printed.lock().unwrap_or_else(PoisonError::into_inner) = String::from_utf8_lossy(&text).into_owned();
            // Its number is nobody's again only after this.
            child.wait().ok();
            *goes_on.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
            goes_on.1.notify_all();
            over();
        };
        std::thread::Builder::new().name("watch-run".into()).spawn(wait).context("cannot start a thread")?;
        Ok(())
    }

    /// What the tests came to, in a line.
    pub fn tested(&self) -> String {
        let printed = self.printed.lock().unwrap_or_else(PoisonError::into_inner);
        let numbers = |word: &str| -> usize {
            let results = printed.lines().filter(|line| line.starts_with("test result: "));
            let of = |line: &str| {
                let words: Vec<&str> = line.split([' ', ';']).filter(|part| !part.is_empty()).collect();
                words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse::<usize>().ok())
            };
            results.filter_map(of).sum()
        };
        let (passed, failed) = (numbers("passed"), numbers("failed"));
        match passed + failed {
            0 => "tests  the tests at the end of the stubs can't be built".to_owned(),
            all => format!("tests  {passed} of {all} tests at the end of the stubs pass: `cargo test {}`", self.asked),
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let (pid, changed) = &*self.goes_on;
        let mut pid = pid.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pid) = *pid {
            process::end_checker(pid);
        }
        // The next one would have to wait for it, and say so.
        while pid.is_some() {
            pid = changed.wait(pid).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
