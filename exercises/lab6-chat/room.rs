//! Lab 6, what the full-screen client knows: who is there, what was said, and what is being typed.
//!
//! It knows neither the terminal nor the network. Events and keys come in, commands go out.
//!
//! It has tests, at its end: `cargo test -p exercises --features tui --bin lab6-tui`.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::collections::{BTreeSet, HashMap};

use crossterm::event::KeyCode;

use crate::protocol::{Command, Event};

/// Lines of a conversation that are kept.
const KEPT: usize = 1000;

/// All that is to be seen.
#[derive(Debug, Default)]
pub struct Room {
    /// Our own name.
    own: String,
    /// Everybody else who is there, sorted.
    users: BTreeSet<String>,
    /// Those who have written since their conversation was last open.
    unread: BTreeSet<String>,
    /// What was said, by whom we talk to.
    said: HashMap<String, Vec<String>>,
    /// Whose conversation is open.
    open: Option<String>,
    /// The name that the arrow keys have come to.
    picked: Option<String>,
    /// What is being typed.
    typed: String,
    /// What the server has refused, until something else is done.
    notice: String,
}

impl Room {
    pub fn new(own: String) -> Room {
        Room { own, ..Room::default() }
    }

    /// Takes in what the server has told.
    pub fn told(&mut self, event: Event) {
        // TODO(1): Keep `users` and `said` up to date.
        // We are in the list of `USERS`, too, but do not want to see ourselves. A message is
        // `NAME: TEXT` in the conversation with NAME; if that is not open, NAME is unread.
        todo!("TODO(1): Keep `users` and `said` up to date.");
    }

    /// Opens the conversation with somebody; what they wrote is read then.
    pub fn open(&mut self, name: &str) {
        // TODO(2): Note that the conversation is open, and that nothing of it is unread.
        todo!("TODO(2): Note that the conversation is open, and that nothing of it is unread.");
    }

    /// Does what a key asks for, and gives what is to be sent.
    pub fn press(&mut self, key: KeyCode) -> Option<Command> {
        match key {
            KeyCode::Char(c) => self.typed.push(c),
            KeyCode::Backspace => drop(self.typed.pop()),
            KeyCode::Up => self.pick(-1),
            KeyCode::Down => self.pick(1),
            KeyCode::Enter if self.typed.is_empty() => {
                if let Some(name) = self.picked.clone() {
                    self.open(&name);
                }
            }
            KeyCode::Enter => return self.say(),
            _ => {}
        }
        None
    }

    /// What was typed becomes a message to whom we talk to.
    fn say(&mut self) -> Option<Command> {
        // TODO(3): Keep the line as `me: TEXT`, forget what was typed, and give the command.
        // If no conversation is open, say so in `notice`, and keep what was typed.
        todo!("TODO(3): Keep the line as `me: TEXT`, forget what was typed, and give the command.");
    }

    /// Moves up or down in the list, from where we are to where there is somebody.
    fn pick(&mut self, step: isize) {
        let names: Vec<&String> = self.users.iter().collect();
        let at = names.iter().position(|name| Some(*name) == self.picked.as_ref());
        let next = match at {
            Some(at) => at.saturating_add_signed(step).min(names.len() - 1),
            None => 0,
        };
        self.picked = names.get(next).map(|name| (*name).clone());
    }

    fn keep(&mut self, with: &str, line: String) {
        let lines = self.said.entry(with.to_owned()).or_default();
        lines.push(line);
        let excess = lines.len().saturating_sub(KEPT);
        lines.drain(..excess);
    }

    pub fn users(&self) -> impl Iterator<Item = &str> {
        self.users.iter().map(String::as_str)
    }

    pub fn is_unread(&self, name: &str) -> bool {
        self.unread.contains(name)
    }

    /// The place of the picked name in the list.
    pub fn picked(&self) -> Option<usize> {
        self.users().position(|name| Some(name) == self.picked.as_deref())
    }

    /// Whom we talk to, and what was said.
    pub fn conversation(&self) -> Option<(&str, &[String])> {
        let name = self.open.as_deref()?;
        Some((name, self.said.get(name).map_or(&[], Vec::as_slice)))
    }

    pub fn typed(&self) -> &str {
        &self.typed
    }

    pub fn notice(&self) -> &str {
        &self.notice
    }
}

/// Takes the sting out of what others wrote: an escape sequence in it could paint the terminal.
pub fn printable(text: &str) -> String {
    let harmless = |c: char| if c.is_control() { '\u{FFFD}' } else { c };
    text.chars().map(harmless).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room() -> Room {
        let mut room = Room::new("ann".to_owned());
        room.told(Event::Users(["ann", "bob", "carl"].map(str::to_owned).to_vec()));
        room
    }

    fn message(from: &str, text: &str) -> Event {
        Event::Message { from: from.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn users_come_and_go() {
        let mut room = room();
        room.told(Event::Joined("abe".to_owned()));
        room.told(Event::Left("carl".to_owned()));
        assert_eq!(room.users().collect::<Vec<_>>(), ["abe", "bob"]);
    }

    #[test]
    fn each_conversation_is_kept_by_itself() {
        let mut room = room();
        room.open("bob");
        room.told(message("carl", "hi"));
        assert!(room.is_unread("carl") && !room.is_unread("bob"));
        "hey".chars().for_each(|c| drop(room.press(KeyCode::Char(c))));
        let command = room.press(KeyCode::Enter);
        let wanted = Command::Message { to: "bob".to_owned(), text: "hey".to_owned() };
        assert_eq!(command, Some(wanted));
        assert_eq!(room.conversation(), Some(("bob", &["me: hey".to_owned()][..])));
        room.open("carl");
        assert_eq!(room.conversation(), Some(("carl", &["carl: hi".to_owned()][..])));
        assert!(!room.is_unread("carl"));
    }

    #[test]
    fn the_arrow_keys_choose_a_name() {
        let mut room = room();
        for (key, picked) in [(KeyCode::Down, 0), (KeyCode::Down, 1), (KeyCode::Up, 0)] {
            room.press(key);
            assert_eq!(room.picked(), Some(picked));
        }
        room.press(KeyCode::Enter);
        assert_eq!(room.conversation().map(|(name, _)| name), Some("bob"));
    }

    #[test]
    fn without_a_conversation_nothing_is_sent_or_lost() {
        let mut room = room();
        room.press(KeyCode::Char('x'));
        assert_eq!(room.press(KeyCode::Enter), None);
        assert_eq!((room.typed(), room.notice()), ("x", "choose somebody first"));
    }

    #[test]
    fn what_others_write_cannot_paint() {
        assert_eq!(printable("\x1b[2Jhi\n"), "\u{FFFD}[2Jhi\u{FFFD}");
    }
}
