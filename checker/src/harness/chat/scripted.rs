//! The chat server of the checker's that a full-screen client talks to.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use super::super::{HEADER, Heard, Peer, first_frame, frame};
use crate::fault::{cut, straddle};

/// A chat server of the checker's with one client.
pub(super) struct Scripted {
    pub peer: Peer,
    pub users: RefCell<BTreeSet<String>>,
    /// Frames that have been dealt with.
    dealt: Cell<usize>,
    /// Messages that the client has sent, as they came.
    pub messages: RefCell<Vec<String>>,
    /// Only the beginning of a frame has been sent so far: nothing else may be until its end is.
    has_begun: Cell<bool>,
    has_finished: Cell<bool>,
    /// The client has said that it leaves.
    pub has_quit: Cell<bool>,
}

impl Scripted {
    /// With these users on it. The client has logged in already.
    pub fn new<'a>(peer: Peer, users: impl Iterator<Item = &'a &'a str>) -> Scripted {
        Scripted {
            peer,
            users: RefCell::new(users.map(|name| name.to_string()).collect()),
            dealt: Cell::new(1),
            messages: RefCell::default(),
            has_begun: Cell::new(false),
            has_finished: Cell::new(false),
            has_quit: Cell::new(false),
        }
    }

    pub fn is_asked(&self, wire: Heard) -> bool {
        !self.has_begun.get() && frames(wire.received).len() > self.dealt.get()
            || wire.is_over && !self.has_finished.get()
    }

    /// Deals with what has come since the last time: with commands only where no frame has been begun, in which an
    /// answer would stand.
    pub fn serve(&self) {
        let (mut commands, is_over) = self.peer.look(|wire| (frames(wire.received), wire.is_over));
        if self.has_begun.get() {
            commands.truncate(self.dealt.get());
        }
        for command in &commands[self.dealt.get().min(commands.len())..] {
            match command.split(' ').next() {
                _ if command == "USERS" => {
                    let users: Vec<String> = self.users.borrow().iter().cloned().collect();
                    self.tell(&format!("USERS {}", users.join(" ")));
                }
                _ if command == "QUIT" => {
                    self.has_quit.set(true);
                    self.finish();
                }
                Some("MSG") => self.messages.borrow_mut().push(command.clone()),
                Some("LOGIN") => self.tell("ERR already-logged-in you are logged in already"),
                _ => self.tell("ERR bad-command what is that?"),
            }
        }
        self.dealt.set(commands.len());
        if is_over {
            self.finish();
        }
    }

    pub fn tell(&self, event: &str) {
        self.peer.send_frame(event);
    }

    /// The frame comes in two pieces, the second once the first has been read.
    pub fn tell_cut(&self, event: &str, at: usize) {
        self.peer.perform(cut(&frame(event), at));
    }

    /// An event, and in one piece with its frame so many bytes of the next one's.
    pub fn tell_and_begin(&self, event: &str, next: &str, at: usize) {
        self.has_begun.set(true);
        self.peer.perform(straddle(&frame(event), &frame(next), at));
    }

    /// The rest of that next frame.
    pub fn tell_rest(&self, event: &str, at: usize) {
        self.peer.send(&frame(event)[at..]);
        self.has_begun.set(false);
    }

    /// The end of the stream, once.
    pub fn finish(&self) {
        if !self.has_finished.replace(true) {
            self.peer.finish();
        }
    }
}

/// The whole frames in what has come, as text. What is no frame ends them.
fn frames(mut bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    while let Some(Ok(payload)) = first_frame(bytes) {
        found.push(String::from_utf8_lossy(payload).into_owned());
        bytes = &bytes[HEADER + payload.len()..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_taken_apart() {
        let bytes = [frame("USERS"), frame(""), b"\0\0\0\x09MSG".to_vec()].concat();
        assert_eq!(frames(&bytes), ["USERS", ""]);
    }
}
