//! Wrong programs of lab 6: the full-screen client and what is said.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "tui-no-enter",
        program: "tui",
        edits: &[("KeyCode::Enter => return self.say(),", "KeyCode::Tab => return self.say(),")],
        fails: &[("tui-talk", "Enter sends nothing")],
    },
    Mutant {
        name: "tui-newline-only",
        program: "tui",
        edits: &[
            ("KeyCode::Enter => return self.say(),", "KeyCode::Char('\\n') => return self.say(),"),
            ("KeyCode::Char(c) => self.typed.push(c)", "KeyCode::Char(c) if c != '\\n' => self.typed.push(c)"),
        ],
        fails: &[("tui-talk", "Enter sends nothing")],
    },
    Mutant {
        name: "tui-types-ascii",
        program: "tui",
        edits: &[(
            "KeyCode::Char(c) => self.typed.push(c)",
            "KeyCode::Char(c) => self.typed.push(if c.is_ascii() { c } else { '?' })",
        )],
        fails: &[("tui-talk", "what is typed is not sent as UTF-8")],
    },
    Mutant {
        name: "tui-drops-umlauts",
        program: "tui",
        edits: &[("KeyCode::Char(c) => self.typed.push(c)", "KeyCode::Char(c) if c.is_ascii() => self.typed.push(c)")],
        fails: &[("tui-talk", "what is typed is not sent as UTF-8")],
    },
    Mutant {
        name: "tui-types-on",
        program: "tui",
        edits: &[("std::mem::take(&mut self.typed)", "self.typed.clone()")],
        fails: &[("tui-talk", "the frame is not `MSG`")],
    },
    Mutant {
        name: "tui-sends-newline",
        program: "tui",
        edits: &[(
            "        Some(Command::Message { to, text })",
            "        Some(Command::Message { to, text: text + \"\\n\" })",
        )],
        fails: &[("tui-talk", "the frame is not `MSG`")],
    },
    Mutant {
        name: "tui-sends-single-spaces",
        program: "tui",
        edits: &[(
            "        Some(Command::Message { to, text })",
            "        let text = text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(\" \");\n        Some(Command::Message { to, text })",
        )],
        fails: &[("tui-talk", "spaces are lost in what is typed")],
    },
    Mutant {
        name: "tui-shows-single-spaces",
        program: "tui",
        edits: &[(
            "format!(\"{from}: {}\", printable(&text))",
            "format!(\"{from}: {}\", printable(&text).split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(\" \"))",
        )],
        fails: &[("tui-talk", "spaces are lost in what is said")],
    },
    Mutant {
        name: "tui-one-read-payload",
        program: "tui",
        edits: &[(
            "fn read_server(connection: &mut TcpStream, happenings: &Sender<Happening>) {\n    let over = loop {\n        match read_frame(connection) {",
            "fn read_short(connection: &mut TcpStream) -> anyhow::Result<Option<Vec<u8>>> {\n    use std::io::Read;\n    let mut header = [0; 4];\n    connection.read_exact(&mut header)?;\n    let mut payload = vec![0; u32::from_be_bytes(header) as usize];\n    let length = connection.read(&mut payload)?;\n    payload.truncate(length);\n    Ok(Some(payload))\n}\n\nfn read_server(connection: &mut TcpStream, happenings: &Sender<Happening>) {\n    let over = loop {\n        match read_short(connection) {",
        )],
        fails: &[("tui-talk", "a frame that comes in two pieces is not put together")],
    },
    Mutant {
        name: "tui-wrong-recipient",
        program: "tui",
        edits: &[(
            "        Some(Command::Message { to, text })",
            "        Some(Command::Message { to: to.to_uppercase(), text })",
        )],
        fails: &[("tui-talk", "the frame is not `MSG`")],
    },
    Mutant {
        name: "tui-ends-at-key",
        program: "tui",
        edits: &[("KeyCode::Char(c) => self.typed.push(c)", "KeyCode::Char(_) => std::process::exit(0)")],
        fails: &[("tui-talk", "the program ends while something is typed")],
    },
    Mutant {
        name: "tui-own-words-unseen",
        program: "tui",
        edits: &[("self.keep(&to, format!(\"me: {text}\"));", "")],
        fails: &[("tui-talk", "what was said does not stand on the screen")],
    },
    Mutant {
        name: "tui-own-words-bare",
        program: "tui",
        edits: &[("self.keep(&to, format!(\"me: {text}\"));", "self.keep(&to, text.clone());")],
        fails: &[("tui-talk", "the text stands on the screen without")],
    },
    Mutant {
        name: "tui-ends-at-message",
        program: "tui",
        edits: &[(
            "self.keep(&from, format!",
            "if text.contains('\\u{4e16}') {\n                    std::process::exit(0);\n                }\n                self.keep(&from, format!",
        )],
        fails: &[("tui-talk", "the program ends at a message")],
    },
    Mutant {
        name: "tui-ascii-only",
        program: "tui",
        edits: &[(
            "format!(\"{from}: {}\", printable(&text))",
            "format!(\"{from}: {}\", text.chars().filter(char::is_ascii).collect::<String>())",
        )],
        fails: &[("tui-talk", "what was said does not stand on the screen")],
    },
    Mutant {
        name: "tui-unmarked",
        program: "tui",
        edits: &[("self.unread.insert(from);", "drop(from);")],
        fails: &[("tui-unread", "a message from somebody whose conversation is not open leaves no mark")],
    },
    Mutant {
        name: "tui-marks-the-last",
        program: "tui",
        edits: &[("self.unread.insert(from);", "self.unread.clear();\n                    self.unread.insert(from);")],
        fails: &[("tui-unread", "a message from somebody whose conversation is not open leaves no mark")],
    },
    Mutant {
        name: "tui-marks-before-the-first-click",
        program: "tui",
        edits: &[
            ("    unread: BTreeSet<String>,", "    unread: BTreeSet<String>,\n    opened: BTreeSet<String>,"),
            ("if self.open.as_ref() != Some(&from) {", "if !self.opened.contains(&from) {"),
            (
                "        self.unread.remove(name);",
                "        self.unread.remove(name);\n        self.opened.insert(name.to_owned());",
            ),
        ],
        fails: &[("tui-unread", "a message from somebody whose conversation is not open leaves no mark")],
    },
    Mutant {
        name: "tui-marks-behind",
        program: "tui",
        edits: &[("format!(\"{mark}{name}\")", "format!(\"  {name} {mark}\")")],
        fails: &[("tui-unread", "`*` stands behind the name")],
    },
    Mutant {
        name: "tui-opens-whoever-writes",
        program: "tui",
        edits: &[("self.unread.insert(from);", "self.open(&from);")],
        fails: &[("tui-unread", "a message opens the conversation of whoever wrote it")],
    },
    Mutant {
        name: "tui-spins",
        program: "tui",
        edits: &[(
            "talk(screen, &mut connection, Room::new(name), happenings.iter())",
            "talk(screen, &mut connection, Room::new(name), std::iter::repeat_with(|| happenings.try_recv().ok()).flatten())",
        )],
        fails: &[("tui-unread", "the program turns in vain while nothing happens")],
    },
    Mutant {
        name: "tui-marks-all",
        program: "tui",
        edits: &[("if self.open.as_ref() != Some(&from) {", "if true {")],
        fails: &[("tui-unread", "a message in the open conversation puts")],
    },
    Mutant {
        name: "tui-keeps-the-open-only",
        program: "tui",
        edits: &[(
            "self.keep(&from, format!(\"{from}: {}\", printable(&text)));",
            "if self.open.as_ref() == Some(&from) {\n                    self.keep(&from, format!(\"{from}: {}\", printable(&text)));\n                }",
        )],
        fails: &[("tui-unread", "what was written while the conversation was not open is lost")],
    },
    Mutant {
        name: "tui-marked-unclickable",
        program: "tui",
        edits: &[("room.users().nth(number)", "room.users().nth(number).filter(|name| !room.is_unread(name))")],
        fails: &[("tui-unread", "a name with `*` before it can't be clicked")],
    },
    Mutant {
        name: "tui-ends-at-unread",
        program: "tui",
        edits: &[("self.unread.insert(from);", "std::process::exit(from.len() as i32 * 0);")],
        fails: &[("tui-unread", "the program ends at a message from somebody")],
    },
    Mutant {
        name: "tui-clicks-by-the-row",
        program: "tui",
        edits: &[("(mouse.column, mouse.row)", "(5, mouse.row)")],
        fails: &[("tui-talk", "a click below the names, or beside the list")],
    },
    Mutant {
        name: "tui-last-name-goes-down-to-the-end",
        program: "tui",
        edits: &[(
            "                if let Some(name) = name.filter",
            "                let name = name.or_else(|| room.users().last().filter(|_| mouse.row > 2 && mouse.column < 10));\n                if let Some(name) = name.filter",
        )],
        fails: &[("tui-talk", "a click below the names, or beside the list")],
    },
    Mutant {
        name: "tui-obeys-bye",
        program: "tui",
        edits: &[(
            "KeyCode::Enter => return self.say(),",
            "KeyCode::Enter if self.typed == \"/bye\" => return Some(Command::Quit),\n            KeyCode::Enter => return self.say(),",
        )],
        fails: &[("tui-talk", "`/bye` is a command of the line client alone")],
    },
];
