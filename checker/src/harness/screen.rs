//! What a check says to and of a full-screen program: keys, clicks, another size of its window; and what its screen shows.
//!
//! Nothing here knows what should stand on a screen. It waits until it does, and takes the screen down where it does not.

use std::time::Duration;

use super::{Heard, Peer, Program};
use crate::journal::{Deadline, State};
use crate::process;
use crate::screen::{Size, click};
use crate::shot::{Cell, Display, Shot, Spot};
use crate::trace::What;
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// A full-screen program in a terminal of its own.
pub struct FullScreen {
    /// The program that draws.
    pub program: Program,
}

/// A key that is no character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Carriage return.
    Enter,
    /// The escape character by itself.
    Esc,
    /// The byte 3.
    CtrlC,
    /// The arrow.
    Up,
    /// The arrow.
    Down,
}

/// Programs may hold Esc back for a second, since it also begins what other keys send: so does curses.
const LEAVING: u32 = 5;

impl FullScreen {
    pub(crate) fn new(program: Program) -> FullScreen {
        FullScreen { program }
    }

    /// Types text, a character at a time.
    pub fn type_text(&self, text: &str) {
        self.note(format!("types {text:?}"));
        for c in text.chars() {
            self.program.bench().with(self.program.id, |process| process.send(c.encode_utf8(&mut [0; 4]).as_bytes()));
        }
    }

    /// One key, in one write.
    pub fn press(&self, key: Key) {
        let has_application_keys = self.with(|display| display.has_application_keys).unwrap_or(false);
        let arrow = |last: char| format!("\x1b{}{last}", if has_application_keys { 'O' } else { '[' });
        let bytes = match key {
            Key::Enter => "\r".to_string(),
            Key::Esc => "\x1b".to_string(),
            Key::Up => arrow('A'),
            Key::Down => arrow('B'),
            Key::CtrlC => {
                self.note("presses Ctrl-C".into());
                self.program.bench().with(self.program.id, |process| process.press_interrupt());
                return;
            }
        };
        self.note(format!("presses {key:?}"));
        self.program.bench().with(self.program.id, |process| process.send(bytes.as_bytes()));
    }

    /// Clicks with the left button, as the program wants to be told of it; false where it does not want to.
    pub fn click(&self, at: Cell, what: &str) -> bool {
        let Some(mouse) = self.with(|display| display.mouse).flatten() else {
            return false;
        };
        self.note(format!("clicks on {what}, column {}, row {}", at.column + 1, at.row + 1));
        self.program.bench().with(self.program.id, |process| process.send(&click(mouse, at)));
        true
    }

    /// Waits until these words stand on the screen, and clicks on them. For who knows how the screen is made.
    ///
    /// Gives: what `expect_mouse` gives, what `expect_shown` gives.
    pub fn click_on(&self, words: &str) -> Step {
        self.expect_mouse()?;
        let spot = self.expect_shown(words)?;
        self.click(spot.middle(), &format!("`{words}`"));
        Ok(())
    }

    /// Waits until these words stand on the screen.
    ///
    /// Gives: (Text, Silence), (Text, Ended).
    pub fn expect_shown(&self, words: &str) -> Step<Spot> {
        let found = self.watch(&mut self.start_patience(), None, |shot, _| shot.find(words).first().copied())?;
        found.ok_or_else(|| {
            let seen = format!("they do not:\n{}", self.shot().text());
            self.unmet(Want::Text, Seen::Silence, format!("`{words}` on the screen"), seen)
        })
    }

    /// Waits until the program asks for the mouse.
    ///
    /// Gives: (Mouse, Silence), (Mouse, Ended).
    pub fn expect_mouse(&self) -> Step {
        let asked = |state: &State| {
            let is_asked = display(state, self.program.id).is_some_and(|display| display.mouse.is_some());
            is_asked.then_some(true).or(self.program.is_over(state).then_some(false))
        };
        if self.program.bench().wait(self.patience(), asked)? == Some(true) {
            return Ok(());
        }
        let expected = "it asks the terminal for the mouse (`ESC [ ? 1000 h`)".to_string();
        Err(self.unmet(Want::Mouse, Seen::Silence, expected, "it has not".into()))
    }

    /// The check is over: the program ends before it can learn that whom it talks to is gone.
    pub fn dismiss(&self) {
        self.program.bench().with(self.program.id, |process| process.dismiss());
    }

    /// Gives the window another size, once the program waits for something: a signal that comes between a look at
    /// the keys and the wait for them wakes nobody, in many a program that uses curses.
    pub fn resize(&self, size: Size) -> Step {
        let pid = self.program.pid;
        self.program.bench().poll(|| process::are_asleep(&[pid]))?;
        self.note(format!("the window becomes {} by {}", size.columns, size.rows));
        self.program.bench().with(self.program.id, |process| process.resize(size));
        Ok(())
    }

    /// What the screen shows now.
    pub fn shot(&self) -> Shot {
        self.with(|display| display.shot.clone()).unwrap_or_default()
    }

    /// Takes the screen down as it is now, for the report or the book.
    pub fn record(&self) {
        let what = What::Screen { screen: self.shot() };
        self.program.bench().journal.event(&self.program.lane, None, what);
    }

    /// The time for something that it owes.
    pub fn patience(&self) -> Deadline<'static> {
        self.program.bench().deadline()
    }

    /// The patience for the first sign of life.
    pub fn start_patience(&self) -> Deadline<'static> {
        self.program.bench().start_deadline()
    }

    /// The patience for the end of the program.
    pub fn last_patience(&self) -> Deadline<'static> {
        self.program.bench().deadline_of(self.program.bench().patience * LEAVING / 2 + Duration::from_secs(1))
    }

    /// Waits for something on the screen, or for something that a peer has received; none when the patience is
    /// over, or the program.
    pub fn watch<T>(
        &self,
        deadline: &mut Deadline,
        peer: Option<&Peer>,
        mut look: impl FnMut(&Shot, Heard) -> Option<T>,
    ) -> Step<Option<T>> {
        let found = self.program.bench().wait_on(deadline, |state| {
            let display = display(state, self.program.id)?;
            let wire = peer.map(|peer| peer.wire(state)).unwrap_or_default();
            look(&display.shot, wire).map(Some).or(self.program.is_over(state).then_some(None))
        })?;
        Ok(found.flatten())
    }

    /// Whether the program has ended.
    pub fn has_ended(&self) -> bool {
        self.program.look(|program| program.exit).is_some()
    }

    /// Expects that a program that has ended has left the terminal as it was.
    ///
    /// Gives: (Restored, Different).
    pub fn expect_restored(&self) -> Step {
        let settings = self.program.bench().with(self.program.id, |process| process.changed_settings());
        let left_behind = self.with(|display| display.left_behind.clone()).unwrap_or_default();
        let left: Vec<&str> = left_behind.into_iter().chain(settings.unwrap_or_default()).collect();
        if left.is_empty() {
            return Ok(());
        }
        let expected = "the terminal is as it was before".to_string();
        Err(self.unmet(Want::Restored, Seen::Different, expected, left.join(", ")))
    }

    /// An expectation that was not met, with the screen as it is now in the record. A program that has ended shows nothing.
    ///
    /// Gives: (want, seen), (want, Ended).
    pub fn unmet(&self, want: Want, seen: Seen, expected: String, observed: String) -> Stop {
        self.record();
        let exit = self.program.look(|program| program.exit).filter(|_| !matches!(want, Want::Restored));
        match exit {
            Some(exit) => {
                let observed = format!("{} ended with {exit}", self.program.lane);
                unmet(want, Seen::Ended, expected, observed)
            }
            None => unmet(want, seen, expected, observed),
        }
    }

    fn with<T>(&self, look: impl FnOnce(&Display) -> T) -> Option<T> {
        display(&self.program.bench().journal.state(), self.program.id).map(look)
    }

    fn note(&self, text: String) {
        self.program.bench().journal.event(&self.program.lane, None, What::Note { text });
    }
}

fn display(state: &State, id: usize) -> Option<&Display> {
    state.programs[id].screen.as_deref()
}
