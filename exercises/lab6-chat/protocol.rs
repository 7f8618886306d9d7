//! Lab 6, the language of the chat: what a client asks, and what the server tells, as text.
//!
//! It knows neither sockets nor frames: a payload comes in, a value goes out, and back.
//! So the server and both clients can share it, and tests need no network.
//!
//! It has tests, at its end: `cargo test -p exercises --bin lab6-client`.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

// Each program includes this file, and uses only its own half of it.
#![allow(dead_code)]

use std::fmt;
use std::str;

use crate::frames::LIMIT;

/// What a client asks of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `LOGIN name`. Whether the name is one is for the server to say.
    Login(String),
    /// `MSG name text`
    Message { to: String, text: String },
    /// `USERS`
    Users,
    /// `QUIT`
    Quit,
}

/// What the server tells a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// `OK name`
    LoggedIn(String),
    /// `MSG from text`
    Message { from: String, text: String },
    /// `USERS name name ...`
    Users(Vec<String>),
    /// `JOINED name`
    Joined(String),
    /// `LEFT name`
    Left(String),
    /// `ERR code text`. The text is for people.
    Refused(Refusal, String),
}

/// Why the server refuses a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    NameTaken,
    BadName,
    NotLoggedIn,
    AlreadyLoggedIn,
    NoSuchUser,
    BadCommand,
}

/// Each reason with its code on the wire.
const CODES: [(Refusal, &str); 6] = [
    (Refusal::NameTaken, "name-taken"),
    (Refusal::BadName, "bad-name"),
    (Refusal::NotLoggedIn, "not-logged-in"),
    (Refusal::AlreadyLoggedIn, "already-logged-in"),
    (Refusal::NoSuchUser, "no-such-user"),
    (Refusal::BadCommand, "bad-command"),
];

/// Whether this can be a user's name: 1 to 16 of a-z, A-Z, 0-9, `-` and `_`.
pub fn is_name(name: &str) -> bool {
    // TODO(1): Say whether the name is made of the right characters, and not too long.
    // `is_ascii_alphanumeric` is for bytes, too.
    todo!("TODO(1): Say whether the name is made of the right characters, and not too long.");
}

impl Command {
    /// Reads a command out of a payload; `None` if it is none: an unknown word, something
    /// missing, bytes that are not UTF-8.
    pub fn parse(payload: &[u8]) -> Option<Command> {
        // TODO(2): Take the first word off the payload, and make a command of both.
        // `str::from_utf8` refuses what is no text, `split_once(' ')` cuts at the first space.
        // The text of a message may hold more spaces; only empty it may not be. `LOGIN`
        // alone is a login with an empty name. `USERS` and `QUIT` have nothing behind them.
        todo!("TODO(2): Take the first word off the payload, and make a command of both.");
    }
}

impl Event {
    /// Reads an event out of a payload; `None` if it is none that this program knows.
    ///
    /// Names are checked: what passes here can be shown, whoever runs the server.
    pub fn parse(payload: &[u8]) -> Option<Event> {
        // TODO(3): Do the same for what the server tells.
        // `name` makes a `String` of a name, and `None` of anything else.
        todo!("TODO(3): Do the same for what the server tells.");
    }

    /// A message, if it fits a frame.
    ///
    /// A command that fits may give an event that does not: `from` can be longer than `to`.
    pub fn message(from: &str, text: &str) -> Option<Event> {
        let event = Event::Message { from: from.to_owned(), text: text.to_owned() };
        (event.to_string().len() <= LIMIT).then_some(event)
    }
}

impl Refusal {
    /// `name-taken`
    pub fn code(self) -> &'static str {
        CODES.iter().find(|(refusal, _)| *refusal == self).map_or("", |(_, code)| code)
    }
}

/// The payload of a command is its text, and so is that of an event.
impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Command::Login(name) => write!(f, "LOGIN {name}"),
            Command::Message { to, text } => write!(f, "MSG {to} {text}"),
            Command::Users => f.write_str("USERS"),
            Command::Quit => f.write_str("QUIT"),
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Event::LoggedIn(name) => write!(f, "OK {name}"),
            Event::Message { from, text } => write!(f, "MSG {from} {text}"),
            Event::Users(names) => write!(f, "USERS {}", names.join(" ")),
            Event::Joined(name) => write!(f, "JOINED {name}"),
            Event::Left(name) => write!(f, "LEFT {name}"),
            Event::Refused(refusal, text) => write!(f, "ERR {} {text}", refusal.code()),
        }
    }
}

fn name(word: &str) -> Option<String> {
    is_name(word).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(to: &str, text: &str) -> Command {
        Command::Message { to: to.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn names_are_short_and_plain() {
        for good in ["a", "Bob", "x-1_Y", "0123456789abcdef"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", " ", "a b", "0123456789abcdefg", "Jörg", "a\n", "a.b", "a/b", "\u{661}"] {
            assert!(!is_name(bad), "{bad:?}");
        }
    }

    #[test]
    fn commands_are_read() {
        let login = |name: &str| Some(Command::Login(name.to_owned()));
        let table: [(&[u8], Option<Command>); 18] = [
            (b"LOGIN ann", login("ann")),
            (b"LOGIN", login("")),
            (b"LOGIN ", login("")),
            (b"LOGIN a b", login("a b")),
            (b"MSG bob hi", Some(message("bob", "hi"))),
            (b"MSG bob  two  spaces ", Some(message("bob", " two  spaces "))),
            (b"MSG bob \n", Some(message("bob", "\n"))),
            (b"MSG bob ", None),
            (b"MSG bob", None),
            (b"MSG", None),
            (b"USERS", Some(Command::Users)),
            (b"USERS now", None),
            (b"QUIT", Some(Command::Quit)),
            (b"quit", None),
            (b"QUITE", None),
            (b"", None),
            (b" QUIT", None),
            (b"MSG bob caf\xe9", None),
        ];
        for (payload, wanted) in table {
            let shown = String::from_utf8_lossy(payload);
            assert_eq!(Command::parse(payload), wanted, "{shown:?}");
        }
    }

    #[test]
    fn events_are_read() {
        let text = || "no user bob".to_owned();
        let names = |names: &[&str]| Event::Users(names.iter().map(|n| n.to_string()).collect());
        let table: [(&[u8], Option<Event>); 12] = [
            (b"OK ann", Some(Event::LoggedIn("ann".to_owned()))),
            (b"OK", None),
            (b"MSG ann a b", Event::message("ann", "a b")),
            (b"MSG an\x1bn hi", None),
            (b"USERS ann bob", Some(names(&["ann", "bob"]))),
            (b"USERS", Some(names(&[]))),
            (b"JOINED ann", Some(Event::Joined("ann".to_owned()))),
            (b"LEFT ann", Some(Event::Left("ann".to_owned()))),
            (b"ERR no-such-user no user bob", Some(Event::Refused(Refusal::NoSuchUser, text()))),
            (b"ERR bad-name", Some(Event::Refused(Refusal::BadName, String::new()))),
            (b"ERR too-late", None),
            (b"HELLO", None),
        ];
        for (payload, wanted) in table {
            let shown = String::from_utf8_lossy(payload);
            assert_eq!(Event::parse(payload), wanted, "{shown:?}");
        }
    }

    #[test]
    fn a_message_has_to_fit_a_frame() {
        let longest = "x".repeat(LIMIT - "MSG ann ".len());
        assert!(Event::message("ann", &longest).is_some());
        assert!(Event::message("anna", &longest).is_none());
    }

    /// Payloads at random: pieces of the language, and bytes that are not of it.
    ///
    /// Nothing may panic, and what is read and printed again is read as the same.
    #[test]
    fn whatever_arrives_is_read_without_a_panic() {
        let pieces: [&[u8]; 14] = [
            b"LOGIN",
            b"MSG",
            b"USERS",
            b"QUIT",
            b"OK",
            b"ERR",
            b"LEFT",
            b" ",
            b" ",
            b"ann",
            b"bad-name",
            b"\n",
            "é".as_bytes(),
            b"\xff",
        ];
        let mut random = 6_u64;
        for _ in 0..20_000 {
            let mut payload = Vec::new();
            for _ in 0..next(&mut random) % 6 {
                payload.extend_from_slice(pieces[next(&mut random) as usize % pieces.len()]);
            }
            if let Some(command) = Command::parse(&payload) {
                assert_eq!(Command::parse(command.to_string().as_bytes()), Some(command));
            }
            if let Some(event) = Event::parse(&payload) {
                assert_eq!(Event::parse(event.to_string().as_bytes()), Some(event));
            }
        }
    }

    /// The next number of a simple generator, the same in every run (Marsaglia's xorshift).
    fn next(state: &mut u64) -> u64 {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        *state
    }
}
