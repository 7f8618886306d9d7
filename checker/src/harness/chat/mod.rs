//! What a check says to and of a full-screen chat client: who comes, goes and speaks, and where it clicks.
//!
//! The contract names words, and not where they stand: only the names of the list are looked for below the title
//! `Users`. Whenever a check waits for the screen the server answers what the client asks meanwhile, so that a
//! client may ask for the list as often as it likes.

mod list;
mod names;
mod said;
mod scripted;

use crate::fault::coalesce;
use crate::journal::Deadline;
use crate::screen::Size;
use crate::shot::{Cell, Shot, Spot};
use crate::verdict::{Mismatch, Seen, Step, Stop, Want};

use super::{FullScreen, HEADER, Harness, Key, Server, frame};
use names::listed;
use scripted::Scripted;

/// The size of an ordinary terminal.
pub const ORDINARY: Size = Size { columns: 80, rows: 24 };

/// A full-screen client, and whom it talks to.
pub struct Chat {
    /// The program on its terminal.
    pub tui: FullScreen,
    /// The client's own name.
    own: String,
    /// None where it talks to the learner's own server.
    server: Option<Scripted>,
}

/// What a wait for the screen is interrupted by.
enum Turn<T> {
    Seen(T),
    Asked,
}

impl Chat {
    /// Starts the client with a name of its own against a server of the checker's, and lets it log in. These users are
    /// there already.
    ///
    /// Gives: what `run` gives, what `accept` gives, what `expect_frame` gives.
    pub fn start(lab: &mut Harness, own: &str, users: &[&str]) -> Step<Chat> {
        let door = lab.listen()?;
        let tui = lab.open("tui", &["127.0.0.1", &door.port(), own], ORDINARY)?;
        let peer = door.accept(&tui.program)?;
        peer.expect_frame(Want::Answer, format!("LOGIN {own}"))?;
        peer.send_frame(format!("OK {own}"));
        let server = Scripted::new(peer, users.iter().chain([&own]));
        Ok(Chat { tui, own: own.to_owned(), server: Some(server) })
    }

    /// Starts the client against the learner's own server.
    ///
    /// Gives: what `run` gives.
    pub fn start_with(lab: &mut Harness, own: &str, server: &Server) -> Step<Chat> {
        let port = server.address.port().to_string();
        let tui = lab.open("tui", &["127.0.0.1", &port, own], ORDINARY)?;
        Ok(Chat { tui, own: own.to_owned(), server: None })
    }

    /// Somebody comes.
    pub fn join(&self, name: &str) {
        if let Some(server) = &self.server {
            server.users.borrow_mut().insert(name.into());
            server.tell(&format!("JOINED {name}"));
        }
    }

    /// Somebody comes, and the frame that says so is cut inside its length.
    pub fn join_cut(&self, name: &str) {
        if let Some(server) = &self.server {
            server.users.borrow_mut().insert(name.into());
            server.tell_cut(&format!("JOINED {name}"), 2);
        }
    }

    /// Somebody goes.
    pub fn leave(&self, name: &str) {
        if let Some(server) = &self.server {
            server.users.borrow_mut().remove(name);
            server.tell(&format!("LEFT {name}"));
        }
    }

    /// Somebody goes and another comes: both frames come in one piece.
    pub fn change(&self, goes: &str, comes: &str) {
        if let Some(server) = &self.server {
            server.users.borrow_mut().remove(goes);
            server.users.borrow_mut().insert(comes.into());
            let frames = [frame(format!("LEFT {goes}")), frame(format!("JOINED {comes}"))];
            server.peer.perform(coalesce(&[&frames[0], &frames[1]]));
        }
    }

    /// The server closes the connection, although nobody has asked for that.
    pub fn hang_up(&self) {
        if let Some(server) = &self.server {
            server.finish();
        }
    }

    /// Somebody says something.
    pub fn say(&self, from: &str, text: &str) {
        if let Some(server) = &self.server {
            server.tell(&format!("MSG {from} {text}"));
        }
    }

    /// Somebody says something, and the frame is cut inside the text.
    pub fn say_cut(&self, from: &str, text: &str) {
        if let Some(server) = &self.server {
            let event = format!("MSG {from} {text}");
            server.tell_cut(&event, HEADER + event.len() - text.len() / 2);
        }
    }

    /// Somebody says something, and with its frame, in one piece, come the first bytes of the next.
    pub fn say_and_begin(&self, from: &str, [text, next]: [&str; 2], at: usize) {
        if let Some(server) = &self.server {
            server.tell_and_begin(&format!("MSG {from} {text}"), &format!("MSG {from} {next}"), at);
        }
    }

    /// The rest of that next frame.
    pub fn say_rest(&self, from: &str, text: &str, at: usize) {
        if let Some(server) = &self.server {
            server.tell_rest(&format!("MSG {from} {text}"), at);
        }
    }

    /// Clicks on a name, in the middle of it.
    ///
    /// Gives: what `click_at` gives.
    pub fn click(&self, name: &str) -> Step {
        self.click_at(name, Spot::middle)
    }

    /// Clicks on a name and waits for its conversation. A window that has just become another size may be drawn
    /// only now: where the name turns out to stand elsewhere, that is where it is clicked again.
    ///
    /// Gives: (Title, Different), (Title, Silence), (Title, Ended), what `expect_listed` gives,
    /// what `expect_mouse` gives.
    pub fn click_at(&self, name: &str, place: fn(Spot) -> Cell) -> Step {
        let title = format!("Chat with {name}");
        let mut spot = self.expect_listed(name)?;
        self.tui.expect_mouse()?;
        let mut deadline = self.tui.patience();
        loop {
            self.tui.click(place(spot), &format!("`{name}`"));
            let moved = |shot: &Shot| listed(shot, name).filter(|now| *now != spot);
            let look = |shot: &Shot| shot.has(&title).then_some(None).or(moved(shot).map(Some));
            match self.wait_on(&mut deadline, look)? {
                Some(None) => return Ok(()),
                Some(Some(now)) => spot = now,
                None => return Err(self.other_title(&title)),
            }
        }
    }

    /// The title of a conversation that was opened before.
    ///
    /// Gives: (Title, Different), (Title, Silence), (Title, Ended).
    pub fn expect_chat_title(&self, name: &str) -> Step {
        let title = format!("Chat with {name}");
        let found = self.wait(|shot| shot.has(&title).then_some(()))?;
        found.ok_or_else(|| self.other_title(&title))
    }

    fn other_title(&self, title: &str) -> Stop {
        let shot = self.tui.shot();
        let other = shot.texts().iter().find_map(|row| Some(row[row.find("Chat with ")?..].to_string()));
        let name = |text: String| text.chars().take_while(|c| !"│|┃║".contains(*c)).take(28).collect::<String>();
        let (seen, observed) = match other.map(name) {
            Some(other) => {
                (Seen::Different, format!("the title `{}`", other.trim_end_matches([' ', '─', '-', '┐', '═', '╮'])))
            }
            None => (Seen::Silence, "no such title".to_string()),
        };
        self.tui.unmet(Want::Title, seen, format!("the title `{title}`"), observed)
    }

    /// Something is drawn where a smaller window has nothing.
    ///
    /// Gives: (Size, Silence), (Size, Ended).
    pub fn expect_beyond(&self, size: Size) -> Step {
        let Size { columns, rows } = size;
        let found = self.wait(|shot| shot.reaches_beyond(columns, rows).then_some(()))?;
        found.ok_or_else(|| {
            let expected = format!("the larger window is used: something beyond column {columns} or row {rows}");
            self.tui.unmet(Want::Size, Seen::Silence, expected, "there is nothing beyond".into())
        })
    }

    /// Leaves by this key: exit status 0, and the terminal as it was.
    ///
    /// Gives: (Exit, Running), (Exit, Fin), what `expect_exit` gives, what `expect_restored` gives.
    pub fn expect_leaves(&self, key: Key) -> Step {
        self.tui.press(key);
        self.wait_on(&mut self.tui.last_patience(), |_| None::<()>)?;
        if !self.tui.has_ended() {
            let expected = format!("{} ends {}", self.tui.program.lane, named(key));
            return Err(self.tui.unmet(Want::Exit, Seen::Running, expected, "it is still running".into()));
        }
        self.tui.program.expect_exit(0).map_err(|stop| match stop {
            Stop::Mismatch(mismatch) => {
                let seen = if self.minds_the_end() { Seen::Fin } else { mismatch.seen };
                Mismatch { expected: format!("{} {}", mismatch.expected, named(key)), seen, ..*mismatch }.into()
            }
            other => other,
        })?;
        self.tui.expect_restored()
    }

    /// Whether it has said `QUIT`, upon which the server closes, and has reported an error then.
    fn minds_the_end(&self) -> bool {
        let has_quit = self.server.as_ref().is_some_and(|server| server.has_quit.get());
        let error = |line: &[u8]| line.starts_with(b"error: ").then_some(());
        has_quit && self.tui.program.look(|program| program.stderr.lines().find_map(error)).is_some()
    }

    /// The first sign of life may take longer.
    fn wait_first<T>(&self, look: impl FnMut(&Shot) -> Option<T>) -> Step<Option<T>> {
        self.wait_on(&mut self.tui.start_patience(), look)
    }

    fn wait<T>(&self, look: impl FnMut(&Shot) -> Option<T>) -> Step<Option<T>> {
        self.wait_on(&mut self.tui.patience(), look)
    }

    /// Waits for the screen, and serves the client meanwhile; none when the patience is over, or the client.
    fn wait_on<T>(&self, deadline: &mut Deadline, mut look: impl FnMut(&Shot) -> Option<T>) -> Step<Option<T>> {
        let peer = self.server.as_ref().map(|server| &server.peer);
        loop {
            let turn = self.tui.watch(deadline, peer, |shot, wire| {
                let asks = self.server.as_ref().is_some_and(|server| server.is_asked(wire));
                if asks { Some(Turn::Asked) } else { look(shot).map(Turn::Seen) }
            })?;
            match (turn, &self.server) {
                (Some(Turn::Asked), Some(server)) => server.serve(),
                (Some(Turn::Seen(seen)), _) => return Ok(Some(seen)),
                _ => return Ok(None),
            }
        }
    }
}

/// What a client does when its server is gone is for other checks, and would be chance here.
impl Drop for Chat {
    fn drop(&mut self) {
        self.tui.dismiss();
    }
}

fn named(key: Key) -> &'static str {
    if key == Key::Esc { "at Esc" } else { "at Ctrl-C" }
}
