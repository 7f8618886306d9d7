//! Plays a check by hand: says what comes next, asks, and reads what is typed.

use std::io::{BufRead, IsTerminal, stdin};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use anyhow::{Context, anyhow};
use checker::cli::learner::Play;
use checker::hand::{Hand, Prompt, Reply};
use checker::journal::Journal;
use checker::lab::Lab;
use checker::own::Own;
use checker::report::look::Look;
use checker::report::paint::Tone;
use checker::report::played;
use checker::report::teller::Teller;
use checker::run::{self, Played};
use checker::submission::Submission;
use checker::verdict::Verdict;
use nix::sys::signal::{SigSet, Signal};

use super::course::{home, start};
use super::failure::Failure;
use super::out::say;

/// How long a key is waited for until it is looked whether something has come over the wire.
const GLANCE: Duration = Duration::from_millis(50);

/// Plays it, and gives the exit status.
pub fn play(asked: &Play) -> Result<u8, Failure> {
    let Play { lab, check, seed, look } = *asked;
    if let Some(why) = check.not_by_hand() {
        let (name, start) = (format!("{}/{}", lab.id, check.id), start());
        let run = format!("`{start} {} --check {}` runs it", lab.id, check.id);
        return Err(Failure::Usage(anyhow!("{name} can't be played by hand: {why} ({run})")));
    }
    let (own, folder) = own().unzip();
    say(&played::head(look, lab, check, folder.flatten().as_deref()))?;
    let mut table = Table { look, lab, own, keys: listen()?, told: Told::default(), hinted: false };
    let hand = Arc::new(Hand::new(Box::new(move |journal, prompt| table.talk(journal, prompt))));
    let Played::Came(report) = run::play(seed, lab, check, &hand)? else {
        let words = "left before its end: nothing is said of your program";
        say(&format!("\n{}\n", look.style.paint(Tone::Quiet, words)))?;
        return Ok(3);
    };
    let seed =
        look.style.paint(Tone::Quiet, &format!("seed   {seed} (--seed {seed} makes the same random choices again)"));
    say(&format!("\n{}\n{seed}\n", Teller::new(look).check(&report).trim_end()))?;
    Ok(match report.verdict {
        Verdict::Pass => 0,
        Verdict::Fail => 1,
        _ => 3,
    })
}

/// Whose programs are played with, as they are graded where nothing else is said, and the folder in which one starts
/// those that cargo does not; none outside the course.
fn own() -> Option<(Submission, Option<String>)> {
    let root = home().ok()?;
    Some(match Own::read(&root).ok()? {
        Own::Exercises => (Submission::exercises(&root).ok()?, None),
        Own::Folder(folder) => {
            let own = Submission::folder(&folder).ok()?;
            let folder = own.folder_in_full();
            (own, Some(folder))
        }
    })
}

/// What comes from the keyboard.
enum Key {
    /// A line, without its newline.
    Line(String),
    /// The end of the input, or Ctrl-C.
    End,
}

/// How much of which journal was told.
#[derive(Default)]
struct Told {
    journal: usize,
    events: usize,
}

/// Where it is played.
struct Table {
    look: Look,
    lab: &'static Lab,
    own: Option<Submission>,
    keys: Receiver<Key>,
    told: Told,
    /// Whether it was said which keys count while something is awaited.
    hinted: bool,
}

impl Table {
    /// Tells something, and gives the reply.
    fn talk(&mut self, journal: &Journal, prompt: &Prompt) -> Reply {
        let news = self.news(journal);
        if matches!(prompt, Prompt::Meanwhile) {
            self.show(&news);
            return self.meanwhile();
        }
        self.hinted = false;
        let words = played::prompt(self.look, prompt, &|program| self.typed(program)).unwrap_or_default();
        match prompt {
            Prompt::Next(_) | Prompt::Where { .. } | Prompt::Ask { .. } => {
                self.show(&news);
                self.ask(journal, prompt, &words)
            }
            _ => {
                self.show(&(news + &words));
                Reply::Yes
            }
        }
    }

    /// Shows a prompt until there is a reply that can be meant, and what comes over the wire meanwhile above it.
    fn ask(&mut self, journal: &Journal, prompt: &Prompt, words: &str) -> Reply {
        if stdin().is_terminal() && !matches!(prompt, Prompt::Next(_)) {
            // What was typed before the question is no answer to it.
            while let Ok(Key::Line(_)) = self.keys.try_recv() {}
        }
        self.show(words);
        loop {
            let line = match self.keys.recv_timeout(GLANCE) {
                Ok(Key::Line(line)) => line,
                Ok(Key::End) | Err(RecvTimeoutError::Disconnected) => return Reply::Left,
                Err(RecvTimeoutError::Timeout) => {
                    let news = self.news(journal);
                    if !news.is_empty() {
                        self.show(&format!("\n{news}{words}"));
                    }
                    continue;
                }
            };
            if !stdin().is_terminal() {
                // A terminal shows what is typed, with its newline.
                self.show(&format!("{line}\n"));
            }
            match reply(prompt, line) {
                Ok(reply) => return reply,
                Err(hint) => {
                    let hint = played::prompt(self.look, &Prompt::Unheard(hint), &|_| Vec::new()).unwrap_or_default();
                    self.show(&(hint + words));
                }
            }
        }
    }

    /// What was typed while something is awaited.
    fn meanwhile(&mut self) -> Reply {
        match self.keys.try_recv() {
            Ok(Key::Line(line)) => match line.trim() {
                "n" => Reply::No,
                "q" => Reply::Left,
                _ => {
                    if !std::mem::replace(&mut self.hinted, true) {
                        let hint = Prompt::Unheard("it has not come yet; n says that it does not come, q leaves");
                        self.show(&played::prompt(self.look, &hint, &|_| Vec::new()).unwrap_or_default());
                    }
                    Reply::Yes
                }
            },
            Ok(Key::End) => Reply::Left,
            Err(_) => Reply::Yes,
        }
    }

    /// What has come over the wire since it was told last.
    fn news(&mut self, journal: &Journal) -> String {
        // A check that begins anew has another journal.
        let this = std::ptr::from_ref(journal).addr();
        if self.told.journal != this {
            self.told = Told { journal: this, events: 0 };
        }
        let state = journal.state();
        let events = state.trace.events.get(self.told.events..).unwrap_or_default();
        self.told.events += events.len();
        played::news(self.look, events)
    }

    /// How a program is started, but for its arguments.
    fn typed(&self, program: &str) -> Vec<String> {
        let typed = self.own.as_ref().and_then(|own| own.typed(self.lab, program));
        typed.unwrap_or_else(|| vec![program.to_owned()])
    }

    /// Who can't be shown anything any more need not be told so: they have left, which their input says.
    fn show(&self, text: &str) {
        if !text.is_empty() {
            let _ = say(text);
        }
    }
}

/// What a line means as a reply to a prompt.
///
/// # Errors
/// It can't be meant: a hint.
fn reply(prompt: &Prompt, line: String) -> Result<Reply, &'static str> {
    match (prompt, line.as_str()) {
        (_, "q") => Ok(Reply::Left),
        (_, "") => Ok(Reply::Yes),
        (Prompt::Next(_), "g") => Ok(Reply::Hurry),
        (Prompt::Next(_), _) => Err("Enter does it, g goes on up to what is awaited next, q leaves"),
        (_, "n") => Ok(Reply::No),
        _ => Ok(Reply::Text(line)),
    }
}

/// Listens to the keyboard, and to Ctrl-C: from then on it is the end of the input.
fn listen() -> anyhow::Result<Receiver<Key>> {
    let (sender, keys) = sync_channel(0);
    let signals: SigSet = [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP].into_iter().collect();
    signals.thread_block().context("cannot block signals")?;
    let interrupted = sender.clone();
    let wait = move || while signals.wait().is_ok() && interrupted.send(Key::End).is_ok() {};
    spawn("play-signals", wait)?;
    spawn("play-keys", move || read(&sender))?;
    Ok(keys)
}

fn read(sender: &SyncSender<Key>) {
    for line in stdin().lock().lines() {
        let Ok(line) = line else { break };
        if sender.send(Key::Line(line)).is_err() {
            return;
        }
    }
    // As often as it is asked.
    while sender.send(Key::End).is_ok() {}
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> anyhow::Result<()> {
    std::thread::Builder::new().name(name.into()).spawn(work).context("cannot start a thread")?;
    Ok(())
}
