//! Somebody who plays a check by hand, tirelessly: starts what is to be started, types, looks, and says what they see.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use checker::built::{Built, Executable};
use checker::compare::text;
use checker::hand::{About, Act, Hand, Prompt, Reply};
use checker::journal::Journal;
use checker::process;

/// How long they look for something that should be there.
const LOOK: Duration = Duration::from_secs(20);

/// A person who has these programs, and says after so many looks that something does not come.
pub fn hand(built: Arc<Built>, patience: usize) -> Arc<Hand> {
    let mut robot = Robot { built, patience, programs: BTreeMap::new(), journal: 0, looks: 0 };
    Arc::new(Hand::new(Box::new(move |journal, prompt| robot.talk(journal, prompt))))
}

struct Robot {
    built: Arc<Built>,
    patience: usize,
    /// By their lanes: `client 2`.
    programs: BTreeMap<String, Running>,
    journal: usize,
    looks: usize,
}

/// What a program has printed so far.
#[derive(Default)]
struct Screen {
    streams: Mutex<[Vec<u8>; 2]>,
    changed: Condvar,
}

struct Running {
    child: Child,
    stdin: Option<ChildStdin>,
    screen: Arc<Screen>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const STDOUT: usize = 0;
const STDERR: usize = 1;

impl Robot {
    fn talk(&mut self, journal: &Journal, prompt: &Prompt) -> Reply {
        let this = std::ptr::from_ref(journal).addr();
        if self.journal != this {
            self.journal = this;
            self.programs.clear();
        }
        self.looks = if matches!(prompt, Prompt::Meanwhile) { self.looks + 1 } else { 0 };
        match prompt {
            Prompt::Meanwhile if self.looks > self.patience => Reply::No,
            Prompt::Start { program, lane, arguments } => {
                self.start(program, lane, arguments);
                Reply::Yes
            }
            Prompt::Do { program, act } => {
                self.programs.get_mut(*program).expect("a program that runs").act(act);
                Reply::Yes
            }
            Prompt::Where { program, .. } => {
                let ready = |line: &String| line.starts_with("listening on ");
                let line = self.programs[*program].sees(STDOUT, |lines| lines.iter().find(|line| ready(line)).cloned());
                line.map_or(Reply::No, Reply::Text)
            }
            Prompt::Ask { program, about } => self.programs.get_mut(*program).expect("a program that runs").says(about),
            _ => Reply::Yes,
        }
    }

    fn start(&mut self, program: &str, lane: &str, arguments: &[String]) {
        let Executable::Ready { command, folder } = self.built.program(program) else { panic!("{program} is built") };
        let word = |word: &String| match word.strip_prefix("$(cat ").and_then(|rest| rest.strip_suffix(')')) {
            Some(path) => std::fs::read_to_string(path).expect("an argument in a file"),
            None => word.clone(),
        };
        let path = if command[0].contains('/') { folder.join(&command[0]) } else { command[0].clone().into() };
        let mut child = Command::new(path)
            .args(&command[1..])
            .args(arguments.iter().map(word))
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a program");
        let screen = Arc::new(Screen::default());
        read(STDOUT, child.stdout.take().expect("a pipe"), screen.clone());
        read(STDERR, child.stderr.take().expect("a pipe"), screen.clone());
        self.programs.insert(lane.to_owned(), Running { stdin: child.stdin.take(), child, screen });
    }
}

fn read(stream: usize, mut from: impl Read + Send + 'static, screen: Arc<Screen>) {
    let work = move || {
        let mut piece = [0; 65_536];
        while let Ok(count @ 1..) = from.read(&mut piece) {
            screen.streams.lock().unwrap_or_else(PoisonError::into_inner)[stream].extend_from_slice(&piece[..count]);
            screen.changed.notify_all();
        }
    };
    std::thread::Builder::new().name("robot".into()).spawn(work).expect("a thread");
}

impl Running {
    fn act(&mut self, act: &Act) {
        match act {
            Act::Type(bytes) => {
                // Nobody types within microseconds of what they see: what the program is in the middle of, it finishes.
                while !process::are_asleep(&[self.child.id() as i32]) {
                    std::thread::yield_now();
                }
                let _ = self.stdin.as_mut().map(|stdin| stdin.write_all(bytes));
            }
            Act::EndInput => self.stdin = None,
            // The system lets go of its port at its end, not at the signal.
            Act::Kill => drop(self.child.kill().and_then(|()| self.child.wait()).expect("it runs")),
            Act::Note(_) => {}
        }
    }

    /// Looks until something stands there.
    fn sees<T>(&self, stream: usize, find: impl Fn(&[String]) -> Option<T>) -> Option<T> {
        let mut found = None;
        let streams = self.screen.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let is_missing = |streams: &mut [Vec<u8>; 2]| {
            found = find(&lines(&streams[stream]));
            found.is_none()
        };
        drop(self.screen.changed.wait_timeout_while(streams, LOOK, is_missing));
        found
    }

    fn says(&mut self, about: &About) -> Reply {
        let yes = |seen: Option<()>| if seen.is_some() { Reply::Yes } else { Reply::No };
        match about {
            About::Lines(wanted) => {
                let behind = |lines: &[String]| {
                    let mut rest = lines.iter();
                    wanted.iter().all(|line| rest.any(|one| one == line)).then_some(())
                };
                yes(self.sees(STDOUT, behind))
            }
            About::Stderr(what) => {
                let part = what.split('"').nth(1).unwrap_or("error: ").to_owned();
                yes(self.sees(STDERR, |lines| lines.iter().any(|line| line.contains(&part)).then_some(())))
            }
            About::Exit(_) => match self.ends() {
                Some(status) => Reply::Text(status.to_string()),
                None => Reply::No,
            },
            About::Nothing(what) => {
                let stream = if what.ends_with("on stderr") { STDERR } else { STDOUT };
                let part = what.split('"').nth(1).unwrap_or_default().to_owned();
                let streams = self.screen.streams.lock().unwrap_or_else(PoisonError::into_inner);
                let found = lines(&streams[stream]).into_iter().find(|line| line.contains(&part));
                found.filter(|_| !what.ends_with("once more")).map_or(Reply::Yes, Reply::Text)
            }
            About::That(what) if what.contains("running now?") => Reply::No,
            About::That(what) if what.contains("another than") => {
                let name = what.trim_end_matches('?').rsplit(' ').next().unwrap_or_default().to_owned();
                let last = |lines: &[String]| lines.iter().rfind(|line| line.starts_with("state: ")).cloned();
                yes(self
                    .sees(STDOUT, |lines| last(lines).filter(|line| !line.ends_with(&format!(" {name}"))).map(drop)))
            }
            About::That(what) => {
                let line = what.split('"').nth(1).unwrap_or_default().to_owned();
                // `2 times`, `2 lines`; the number of a lane stands in front of another word.
                let words: Vec<&str> = what.split_whitespace().collect();
                let counted = words.windows(2).filter(|pair| ["times", "lines"].contains(&pair[1]));
                let times = counted.filter_map(|pair| pair[0].parse::<usize>().ok()).next().unwrap_or(1);
                let stream = if what.contains("on stderr") { STDERR } else { STDOUT };
                let many = |lines: &[String]| {
                    (lines.iter().filter(|one| one.starts_with(&line)).count() >= times).then_some(())
                };
                // That there are at most so many is so from the beginning.
                if what.contains("at most") { Reply::Yes } else { yes(self.sees(stream, many)) }
            }
        }
    }

    /// Its exit status, once it has one. Its streams end with it, which wakes whoever waits.
    fn ends(&mut self) -> Option<i32> {
        let mut moment = Duration::ZERO;
        while moment < LOOK {
            if let Some(status) = self.child.try_wait().ok()? {
                return status.code();
            }
            let slice = Duration::from_millis(20);
            std::thread::park_timeout(slice);
            moment += slice;
        }
        None
    }
}

/// The whole lines so far, as text.
fn lines(bytes: &[u8]) -> Vec<String> {
    let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    bytes[..end].split(|byte| *byte == b'\n').map(text).collect()
}
