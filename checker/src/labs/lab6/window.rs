//! A conversation with a full-screen client: what it has to show, and the scripted server that it may talk to.
//!
//! The contract names words, and not where they stand: only the names of the list are looked for below the title
//! `Users`. Whenever a check waits for the screen the server answers what the client asks meanwhile, so that a
//! client may ask for the list as often as it likes.

use std::cell::{Cell as Known, RefCell};
use std::collections::BTreeSet;

use crate::compare;
use crate::harness::{FullScreen, Harness, Heard, Key, Peer, Server};
use crate::journal::Deadline;
use crate::screen::Size;
use crate::shot::{Cell, Shot, Spot};
use crate::verdict::{Mismatch, Seen, Step, Stop, Want};

/// The client's own name.
pub const OWN: &str = "ann";

/// The size of an ordinary terminal.
pub const ORDINARY: Size = Size { columns: 80, rows: 24 };

/// What may stand behind a name that is not in the list, but in a line of text.
const SAID_OF: [&str; 9] = [":", ">", " joined", " left", " has ", " is ", " logged", " went", " says"];

/// A full-screen client, and whom it talks to.
pub struct Chat {
    pub tui: FullScreen,
    /// None where it talks to the learner's own server.
    server: Option<Scripted>,
}

/// A chat server of the checker's with one client.
struct Scripted {
    peer: Peer,
    users: RefCell<BTreeSet<String>>,
    /// Frames that have been dealt with.
    dealt: Known<usize>,
    /// Messages that the client has sent, as they came.
    messages: RefCell<Vec<String>>,
    has_finished: Known<bool>,
}

/// What a wait for the screen is interrupted by.
enum Turn<T> {
    Seen(T),
    Asked,
}

impl Chat {
    /// Starts the client against a server of the checker's, and lets it log in. These users are there already.
    pub fn start(lab: &mut Harness, users: &[&str]) -> Step<Chat> {
        let door = lab.listen()?;
        let tui = lab.open("tui", &["127.0.0.1", &door.port(), OWN], ORDINARY)?;
        let peer = door.accept(&tui.program)?;
        peer.expect_frame(Want::Answer, format!("LOGIN {OWN}"))?;
        peer.send_frame(format!("OK {OWN}"));
        let users = users.iter().chain([&OWN]).map(|name| name.to_string()).collect();
        let server = Scripted {
            peer,
            users: RefCell::new(users),
            dealt: Known::new(1),
            messages: RefCell::default(),
            has_finished: Known::new(false),
        };
        Ok(Chat { tui, server: Some(server) })
    }

    /// Starts the client against the learner's own server.
    pub fn start_with(lab: &mut Harness, server: &Server) -> Step<Chat> {
        let port = server.address.port().to_string();
        Ok(Chat { tui: lab.open("tui", &["127.0.0.1", &port, OWN], ORDINARY)?, server: None })
    }

    /// Somebody comes.
    pub fn join(&self, name: &str) {
        if let Some(server) = &self.server {
            server.users.borrow_mut().insert(name.into());
            server.tell(&format!("JOINED {name}"));
        }
    }

    /// Somebody goes.
    pub fn leave(&self, name: &str) {
        if let Some(server) = &self.server {
            server.users.borrow_mut().remove(name);
            server.tell(&format!("LEFT {name}"));
        }
    }

    /// Somebody says something.
    pub fn say(&self, from: &str, text: &str) {
        if let Some(server) = &self.server {
            server.tell(&format!("MSG {from} {text}"));
        }
    }

    /// The title over the list.
    pub fn expect_users_title(&self) -> Step {
        let found = self.wait_first(|shot| shot.has("Users").then_some(()))?;
        found.ok_or_else(|| {
            let shot = self.tui.shot();
            let observed = if shot.is_blank() { "the screen is blank" } else { "no such title" };
            self.tui.unmet(Want::Title, Seen::Silence, "the title `Users`".into(), observed.into())
        })
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

    /// A name in the list.
    pub fn expect_listed(&self, name: &str) -> Step<Spot> {
        let found = self.wait(|shot| listed(shot, name))?;
        found.ok_or_else(|| {
            let elsewhere = self.tui.shot().has(name);
            let (seen, observed) = match elsewhere {
                true => (Seen::Different, "it stands on the screen, but not as a name below that title"),
                false => (Seen::Silence, "it does not stand there"),
            };
            self.tui.unmet(Want::Name, seen, format!("the name `{name}` below the title `Users`"), observed.into())
        })
    }

    /// Names in the list, each in a row of its own, and the client's own name not among them.
    ///
    /// What must not be there is looked for on a screen on which the rest is: a program may draw in several steps.
    pub fn expect_list(&self, names: &[&str]) -> Step {
        for name in names {
            self.expect_listed(name)?;
        }
        let all =
            |shot: &Shot| names.iter().map(|name| listed(shot, name).map(|spot| spot.at)).collect::<Option<Vec<_>>>();
        let found = self.wait(|shot| Some((all(shot)?, entries(shot, OWN))))?;
        let Some((cells, own)) = found else {
            let expected = format!("the names {} below the title `Users`", names.join(", "));
            return Err(self.tui.unmet(Want::Name, Seen::Silence, expected, "never all of them at once".into()));
        };
        let mut rows: Vec<u16> = cells.iter().map(|cell| cell.row).collect();
        rows.sort_unstable();
        rows.dedup();
        if rows.len() < names.len() {
            let expected = format!("a row for each of {}", names.join(", "));
            return Err(self.tui.unmet(Want::Name, Seen::Merged, expected, "several names in one row".into()));
        }
        let is_next =
            |spot: &Spot, cell: &Cell| spot.at.column.abs_diff(cell.column) <= 2 && spot.at.row.abs_diff(cell.row) == 1;
        if !own.iter().any(|spot| cells.iter().any(|cell| is_next(spot, cell))) {
            return Ok(());
        }
        let expected = "the names of everybody else below the title `Users`".to_string();
        Err(self.tui.unmet(Want::Name, Seen::Extra, expected, format!("the client's own name `{OWN}` among them")))
    }

    /// A name is no longer in the column of the list, on a screen that shows what was told after it had gone.
    pub fn expect_unlisted(&self, name: &str, column: u16, after: impl Fn(&Shot) -> bool) -> Step {
        let there = |shot: &Shot| entries(shot, name).into_iter().find(|spot| spot.at.column.abs_diff(column) <= 2);
        let gone = self.wait(|shot| (after(shot) && there(shot).is_none()).then_some(()))?;
        gone.ok_or_else(|| {
            let row = there(&self.tui.shot()).map_or(0, |spot| spot.at.row + 1);
            let expected = format!("no name `{name}` below the title `Users`");
            self.tui.unmet(Want::Gone, Seen::Extra, expected, format!("it stands in row {row}"))
        })
    }

    /// Whether a name is in the list on this screen.
    pub fn lists(shot: &Shot, name: &str) -> bool {
        listed(shot, name).is_some()
    }

    /// A `*` before a name in the list.
    pub fn expect_marked(&self, name: &str) -> Step {
        let found = self.wait(|shot| listed(shot, name).filter(|spot| is_marked(shot, *spot)))?;
        found.map(drop).ok_or_else(|| {
            let expected = format!("`*` before `{name}` in the list, with or without a space between");
            self.tui.unmet(Want::Mark, Seen::Silence, expected, "no `*` there".into())
        })
    }

    /// A `*` before both names, on one screen.
    pub fn expect_both_marked(&self, one: &str, other: &str) -> Step {
        let has = |shot: &Shot, name: &str| listed(shot, name).is_some_and(|spot| is_marked(shot, spot));
        let found = self.wait(|shot| (has(shot, one) && has(shot, other)).then_some(()))?;
        found.ok_or_else(|| {
            let shot = self.tui.shot();
            let there = [one, other].into_iter().find(|name| has(&shot, name));
            let observed = there.map_or("no `*` before either".into(), |name| format!("only `{name}` has one"));
            let expected = format!("`*` before `{one}` and before `{other}` in the list");
            self.tui.unmet(Want::Mark, Seen::Silence, expected, observed)
        })
    }

    /// A `*` before this name in the list, and none before the other.
    pub fn expect_marked_alone(&self, name: &str, other: &str) -> Step {
        self.expect_marked(name)?;
        let marks = |shot: &Shot| {
            listed(shot, name).filter(|spot| is_marked(shot, *spot))?;
            Some(is_marked(shot, listed(shot, other)?))
        };
        if self.wait(marks)? != Some(true) {
            return Ok(());
        }
        let expected = format!("no `*` before `{other}`, whose conversation is open");
        Err(self.tui.unmet(Want::Mark, Seen::Extra, expected, "there is one".into()))
    }

    /// Whether a line stands on this screen.
    pub fn says(shot: &Shot, who: &str, text: &str) -> bool {
        stands(shot, &format!("{who}: {text}"))
    }

    /// A line of the conversation: `bob: hello`.
    pub fn expect_said(&self, who: &str, text: &str) -> Step {
        let line = format!("{who}: {text}");
        let found = self.wait(|shot| stands(shot, &line).then_some(()))?;
        found.ok_or_else(|| {
            let shot = self.tui.shot();
            let is_there = shot.texts().iter().any(|row| row.contains(text));
            let (seen, observed) = match is_there {
                true => (Seen::Different, format!("`{text}` stands there without `{who}: ` before it")),
                false => (Seen::Silence, "it does not stand there".to_string()),
            };
            self.tui.unmet(Want::Text, seen, format!("`{line}` on the screen"), observed)
        })
    }

    /// A line of another conversation is not shown, on a screen that shows a line of the open one, said later.
    pub fn expect_said_alone(&self, (who, text): (&str, &str), (other, words): (&str, &str)) -> Step {
        self.expect_said(who, text)?;
        let (line, wrong) = (format!("{who}: {text}"), format!("{other}: {words}"));
        let gone = self.wait(|shot| (stands(shot, &line) && !stands(shot, &wrong)).then_some(()))?;
        gone.ok_or_else(|| {
            let expected = format!("`{wrong}` is no longer shown: it belongs to another conversation");
            self.tui.unmet(Want::Gone, Seen::Extra, expected, "it still stands on the screen".into())
        })
    }

    /// Something is drawn where a smaller window has nothing.
    pub fn expect_beyond(&self, size: Size) -> Step {
        let Size { columns, rows } = size;
        let found = self.wait(|shot| shot.reaches_beyond(columns, rows).then_some(()))?;
        found.ok_or_else(|| {
            let expected = format!("the larger window is used: something beyond column {columns} or row {rows}");
            self.tui.unmet(Want::Size, Seen::Silence, expected, "there is nothing beyond".into())
        })
    }

    /// The next message that the client sends, exactly so.
    pub fn expect_message(&self, to: &str, text: &str) -> Step {
        let Some(server) = &self.server else { return Ok(()) };
        let expected = format!("MSG {to} {text}");
        // The screen need not change for it: whatever comes is dealt with first.
        self.wait(|_| (!server.messages.borrow().is_empty()).then_some(()))?;
        let mut messages = server.messages.borrow_mut();
        let wanted = compare::quote(expected.as_bytes());
        let (seen, observed) = match messages.first() {
            Some(message) if *message == expected => {
                messages.remove(0);
                return Ok(());
            }
            Some(message) => {
                let seen = compare::difference(expected.as_bytes(), message.as_bytes());
                (seen, format!("the frame {}", compare::quote(message.as_bytes())))
            }
            None => (Seen::Silence, "no frame".into()),
        };
        Err(self.tui.unmet(Want::Message, seen, format!("the frame {wanted}"), observed))
    }

    /// Clicks on a name, in the middle of it.
    pub fn click(&self, name: &str) -> Step {
        self.click_at(name, Spot::middle)
    }

    /// Clicks on a name and waits for its conversation. A window that has just become another size may be drawn
    /// only now: where the name turns out to stand elsewhere, that is where it is clicked again.
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

    /// Leaves by this key: exit status 0, and the terminal as it was.
    pub fn expect_leaves(&self, key: Key) -> Step {
        self.tui.press(key);
        self.wait_on(&mut self.tui.last_patience(), |_| None::<()>)?;
        if !self.tui.has_ended() {
            let expected = format!("{} ends {}", self.tui.program.lane, named(key));
            return Err(self.tui.unmet(Want::Exit, Seen::Running, expected, "it is still running".into()));
        }
        self.tui.program.expect_exit(0).map_err(|stop| match stop {
            Stop::Mismatch(mismatch) => {
                Mismatch { expected: format!("{} {}", mismatch.expected, named(key)), ..*mismatch }.into()
            }
            other => other,
        })?;
        self.tui.expect_restored()
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

impl Scripted {
    fn is_asked(&self, wire: Heard) -> bool {
        frames(wire.received).len() > self.dealt.get() || wire.is_over && !self.has_finished.get()
    }

    /// Deals with what has come since the last time.
    fn serve(&self) {
        let (commands, is_over) = self.peer.look(|wire| (frames(wire.received), wire.is_over));
        for command in &commands[self.dealt.get().min(commands.len())..] {
            match command.split(' ').next() {
                _ if command == "USERS" => {
                    let users: Vec<String> = self.users.borrow().iter().cloned().collect();
                    self.tell(&format!("USERS {}", users.join(" ")));
                }
                _ if command == "QUIT" => self.finish(),
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

    fn tell(&self, event: &str) {
        self.peer.send_frame(event);
    }

    fn finish(&self) {
        if !self.has_finished.replace(true) {
            self.peer.finish();
        }
    }
}

/// The whole frames in what has come, as text. What is no frame ends them.
fn frames(mut bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    while let Some((header, rest)) = bytes.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*header) as usize;
        let Some((payload, after)) = rest.split_at_checked(length) else { break };
        found.push(String::from_utf8_lossy(payload).into_owned());
        bytes = after;
    }
    found
}

/// Where a name stands in the list: of all places the one that is nearest to the title's column.
fn listed(shot: &Shot, name: &str) -> Option<Spot> {
    let title = shot.find("Users").first()?.at;
    entries(shot, name).into_iter().min_by_key(|spot| (spot.at.column.abs_diff(title.column), spot.at.row))
}

/// The places below the title `Users` where a name stands as a name, and not in a line of text.
fn entries(shot: &Shot, name: &str) -> Vec<Spot> {
    let Some(title) = shot.find("Users").first().map(|spot| spot.at) else {
        return Vec::new();
    };
    let is_entry = |spot: &Spot| {
        let behind = shot.behind(*spot);
        let is_text = SAID_OF.iter().any(|words| behind.starts_with(words));
        spot.at.row > title.row && !is_text && !shot.before(*spot).ends_with("with ")
    };
    shot.find(name).into_iter().filter(is_entry).collect()
}

fn is_marked(shot: &Shot, spot: Spot) -> bool {
    let before = shot.before(spot);
    before.strip_suffix(' ').unwrap_or(&before).ends_with('*')
}

/// Whether a line of a conversation stands on the screen. What is before it, as the time, is not a part of a name.
fn stands(shot: &Shot, line: &str) -> bool {
    !shot.find(line).is_empty()
}

fn named(key: Key) -> &'static str {
    if key == Key::Esc { "at Esc" } else { "at Ctrl-C" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::frame;
    use crate::shot::{Paint, Run};

    fn shot(rows: &[&str]) -> Shot {
        let line = |text: &&str| vec![Run { text: (*text).into(), paint: Paint::default() }];
        Shot { columns: 80, rows: 24, lines: rows.iter().map(line).collect(), cursor: None }
    }

    #[test]
    fn names_are_those_of_the_list() {
        let boxed = shot(&[
            "┌Users──────┐┌Chat with bob─────┐",
            "│* bob      ││bob: is carl here?│",
            "│  carl     ││me: ask carl      │",
            "└───────────┘└──────────────────┘",
        ]);
        let right =
            shot(&["Chat with bob          Users", "bob: hi                *carl", "me: hi                 bob"]);
        let above = shot(&["Users", "carl", "* bob", "Chat with bob", "bob: hi", "carl left"]);
        let none = shot(&["bob", "Users", "Chat with bob", "bob: hi", "bob has left", "ann>"]);
        let table = [
            (&boxed, Some((1, 3)), true),
            (&right, Some((2, 23)), false),
            (&above, Some((2, 2)), true),
            (&none, None, false),
        ];
        for (shot, place, mark) in table {
            let spot = listed(shot, "bob");
            assert_eq!(spot.map(|spot| (spot.at.row, spot.at.column)), place, "{}", shot.text());
            assert_eq!(spot.is_some_and(|spot| is_marked(shot, spot)), mark, "{}", shot.text());
        }
        assert!(is_marked(&right, listed(&right, "carl").unwrap()));
    }

    #[test]
    fn frames_are_taken_apart() {
        let bytes = [frame("USERS"), frame(""), b"\0\0\0\x09MSG".to_vec()].concat();
        assert_eq!(frames(&bytes), ["USERS", ""]);
    }
}
