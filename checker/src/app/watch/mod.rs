//! `checker watch`: grades whenever a source is saved, and begins again where one is saved in the middle.
//!
//! Each run is a checker of its own, which nothing outlives, so that it can be ended at any moment. The check that is
//! worked on is run alone, which is quick; once it passes the whole lab follows.

mod keys;
mod runs;

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use checker::cli::learner::Watch;
use checker::cli::overview;
use checker::lab::{Check, Lab};
use checker::labs::LABS;
use checker::own::{EXERCISES, Own};
use checker::progress::Grades;
use checker::report::paint::{Style, Tone};
use checker::report::plain::visible;
use checker::stubs;
use checker::verdict::Verdict;
use checker::watched::Sources;

use super::course::home;
use super::failure::Failure;
use super::out::say;
use keys::Keys;
use runs::Run;

/// Between two looks at the sources.
const LOOK: Duration = Duration::from_millis(100);
/// How long the sources have to stay as they are: an editor may empty a file before it fills it.
const SETTLED: Duration = Duration::from_millis(30);

/// What is heard while nothing is saved.
enum Heard {
    /// A key was pressed.
    Key(u8),
    /// The run of this number is over.
    Over(u64),
}

/// What a run is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    /// The check that is worked on.
    Check,
    /// The whole lab.
    Lab,
    /// The tests of the stubs' own.
    Tests,
    /// What was asked for by a key, after which nothing follows.
    Word,
}

/// Watches until it is told to quit.
pub fn watch(asked: &Watch) -> Result<u8, Failure> {
    let root = home()?;
    let own = Own::read(&root)?;
    let open = |lab: &'static Lab| open(lab, &Grades::read(&root, &own, LABS), None);
    let lab = match asked.lab {
        Some(lab) => lab,
        None => overview::open(LABS, &Grades::read(&root, &own, LABS)).map_or(LABS[0], |(lab, _)| lab),
    };
    let folder = match &own {
        Own::Exercises => root.join(EXERCISES),
        Own::Folder(folder) => folder.clone(),
    };
    let tests = if own == Own::Exercises { stubs::tests(&root, lab.folder).unwrap_or_default() } else { Vec::new() };
    // What takes long to compile is not tested at each save.
    let tests = tests.into_iter().filter(|command| !command.contains("--features")).collect();
    let (tell, heard) = channel();
    let of_keys = tell.clone();
    let keys = Keys::listen(move |key| of_keys.send(Heard::Key(key)).is_ok())?;
    let mut watching = Watching {
        lab,
        own: own.clone(),
        root: root.clone(),
        current: open(lab),
        tests,
        style: asked.style,
        is_terminal: keys.is_terminal(),
        run: None,
        count: 0,
        tell,
    };
    let sources = Sources::of(&folder);
    watching.begin(About::Lab)?;
    watching.go_on(sources, &heard)
}

/// The first check of a lab that is neither passed nor impossible here, behind the one that is given.
fn open(lab: &'static Lab, grades: &Grades, behind: Option<&Check>) -> Option<&'static Check> {
    let is_open = |check: &&&Check| {
        let verdict = grades.check(lab.id, check.id).map(|graded| graded.verdict);
        !matches!(verdict, Some(Verdict::Pass | Verdict::Skipped))
    };
    let open: Vec<&Check> = lab.checks.iter().filter(|check| is_open(&check)).collect();
    let place = |wanted: &Check| lab.checks.iter().position(|check| check.id == wanted.id);
    let next = open.iter().find(|check| behind.is_some_and(|behind| place(check) > place(behind)));
    next.or(open.first()).copied()
}

struct Watching {
    lab: &'static Lab,
    own: Own,
    root: std::path::PathBuf,
    /// What is worked on; none where all passes.
    current: Option<&'static Check>,
    /// What runs the tests of the stubs' own: the words behind `cargo test`.
    tests: Vec<String>,
    style: Style,
    is_terminal: bool,
    run: Option<(About, Run)>,
    /// Runs so far: a run that was ended is told apart from the one that came after it.
    count: u64,
    tell: Sender<Heard>,
}

impl Watching {
    fn go_on(&mut self, mut sources: Sources, heard: &Receiver<Heard>) -> Result<u8, Failure> {
        loop {
            match heard.recv_timeout(LOOK) {
                Ok(Heard::Key(key)) => match keys::meaning(key) {
                    Some(keys::Meaning::Quit) => return Ok(0),
                    Some(meaning) => self.press(meaning)?,
                    None => {}
                },
                Ok(Heard::Over(number)) if number == self.count => self.over()?,
                Ok(Heard::Over(_)) => {}
                Err(RecvTimeoutError::Timeout) => {
                    if sources.have_changed() {
                        self.settle(&mut sources);
                        self.saved()?;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
            }
        }
    }

    /// Waits until a save is whole.
    fn settle(&self, sources: &mut Sources) {
        let (_nobody, never) = channel::<()>();
        while never.recv_timeout(SETTLED) == Err(RecvTimeoutError::Timeout) && sources.have_changed() {}
    }

    fn saved(&mut self) -> Result<(), Failure> {
        let again = if self.run.take().is_some() { ", and the run begins again" } else { "" };
        if self.is_terminal {
            // As `clear(1)` does, so that what is read is about what was saved.
            say("\x1b[2J\x1b[H")?;
        }
        say(&format!("{}\n", self.style.paint(Tone::Quiet, &format!("saved{again}"))))?;
        self.begin(if self.current.is_some() { About::Check } else { About::Lab })
    }

    fn press(&mut self, key: keys::Meaning) -> Result<(), Failure> {
        use keys::Meaning::{All, Hint, Ladder, Next, Quit};
        match key {
            All => self.begin(About::Lab),
            Hint => self.ask(|lab, check| vec!["hint".to_owned(), format!("{lab}/{check}")]),
            Ladder => self.ask(|lab, check| words(&[lab, "--check", check, "--trace"])),
            Next => {
                self.current = open(self.lab, &self.grades(), self.current);
                self.begin(if self.current.is_some() { About::Check } else { About::Lab })
            }
            Quit => Ok(()),
        }
    }

    /// Runs something about the check that is worked on.
    fn ask(&mut self, words: impl Fn(&str, &str) -> Vec<String>) -> Result<(), Failure> {
        match self.current {
            Some(check) => self.start(About::Word, Run::checker(&words(self.lab.id, check.id))?),
            None => self.wait(),
        }
    }

    fn begin(&mut self, about: About) -> Result<(), Failure> {
        let run = match (about, self.current) {
            (About::Check, Some(check)) => Run::checker(&words(&[self.lab.id, "--check", check.id, "--first"]))?,
            (About::Tests, _) => Run::tests(&self.root, &self.tests)?,
            _ => Run::checker(&words(&[self.lab.id, "--first"]))?,
        };
        self.start(about, run)
    }

    fn start(&mut self, about: About, mut run: Run) -> Result<(), Failure> {
        // One that goes on is ended first: two would print into each other.
        self.run = None;
        self.count += 1;
        let (number, tell) = (self.count, self.tell.clone());
        run.begin(move || drop(tell.send(Heard::Over(number))))?;
        self.run = Some((about, run));
        Ok(())
    }

    /// The run is over: what follows from what it came to.
    fn over(&mut self) -> Result<(), Failure> {
        let Some((about, run)) = self.run.take() else { return Ok(()) };
        let grades = self.grades();
        let passes =
            |check: &Check| grades.check(self.lab.id, check.id).is_some_and(|graded| graded.verdict == Verdict::Pass);
        match about {
            About::Check if self.current.is_some_and(passes) => return self.begin(About::Lab),
            About::Lab => {
                self.current = open(self.lab, &grades, None);
                if !self.tests.is_empty() {
                    return self.begin(About::Tests);
                }
            }
            About::Tests => say(&format!("{}\n", run.tested()))?,
            About::Check | About::Word => {}
        }
        self.wait()
    }

    fn wait(&self) -> Result<(), Failure> {
        let keys = if self.is_terminal { keys::SHOWN } else { "" };
        let next = match self.current {
            Some(check) => format!("{}/{} is next", self.lab.id, check.id),
            None => format!("all of {} passes", self.lab.id),
        };
        let line = format!("watching {}: {next}{keys}", visible(&self.own.name()));
        say(&format!("\n{}\n", self.style.paint(Tone::Strong, &line)))?;
        Ok(())
    }

    fn grades(&self) -> Grades {
        Grades::read(&self.root, &self.own, LABS)
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
