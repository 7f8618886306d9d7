//! The wrong programs of lab 6's third checkpoint: the full-screen client, and all of them together.

use super::super::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "tui-offline",
        program: "tui",
        edits: &[(
            "let mut connection = TcpStream::connect((host, port)).with_context(failure)?;",
            "let mut connection: TcpStream = loop {\n        std::thread::park();\n    };",
        )],
        fails: &[("tui-users", "the program does not connect")],
    },
    Mutant {
        name: "tui-other-host",
        program: "tui",
        edits: &[("run(&host, port, name)", "run(\"127.0.0.2\", port, name)")],
        fails: &[("tui-users", "the program ends without having connected")],
    },
    Mutant {
        name: "tui-no-login",
        program: "tui",
        edits: &[("send(connection, &Command::Login(name))?;", "let _ = name;")],
        fails: &[("tui-users", "the program connects and does not log in")],
    },
    Mutant {
        name: "tui-list-first",
        program: "tui",
        edits: &[(
            "send(connection, &Command::Login(name))?;",
            "let _ = name;\n    send(connection, &Command::Users)?;",
        )],
        fails: &[("tui-users", "the first thing that is sent is not")],
    },
    Mutant {
        name: "tui-line-login",
        program: "tui",
        edits: &[(
            "send(connection, &Command::Login(name))?;",
            "std::io::Write::write_all(connection, format!(\"LOGIN {name}\\n\").as_bytes())?;",
        )],
        fails: &[("tui-users", "the first thing that is sent is not")],
    },
    Mutant {
        name: "tui-gives-up",
        program: "tui",
        edits: &[("send(connection, &Command::Login(name))?;", "if true {\n        bail!(\"no {name}\");\n    }")],
        fails: &[("tui-users", "the program ends without having logged in")],
    },
    Mutant {
        name: "tui-other-title",
        program: "tui",
        edits: &[(".block(Block::bordered().title(\"Users\"))", ".block(Block::bordered().title(\"USERS\"))")],
        fails: &[("tui-users", "the title `Users`, spelled so")],
    },
    Mutant {
        name: "tui-ends-at-once",
        program: "tui",
        edits: &[(
            "    screen.draw(&room)?;\n    for happening",
            "    if true {\n        return Ok(());\n    }\n    for happening",
        )],
        fails: &[("tui-users", "the program ends once it is logged in")],
    },
    Mutant {
        name: "tui-never-asks",
        program: "tui",
        edits: &[("                send(connection, &Command::Users)?;\n", "")],
        fails: &[("tui-users", "a name is missing in the list")],
    },
    Mutant {
        name: "tui-nobody-joins",
        program: "tui",
        edits: &[("self.users.insert(name);", "drop(name);")],
        fails: &[("tui-users", "a name is missing in the list")],
    },
    Mutant {
        name: "tui-title-below",
        program: "tui",
        edits: &[(".block(Block::bordered().title(\"Users\"))", ".block(Block::bordered().title_bottom(\"Users\"))")],
        fails: &[("tui-users", "the names do not stand below")],
    },
    Mutant {
        name: "tui-one-row",
        program: "tui",
        edits: &[(
            "frame.render_widget(Paragraph::new(lines).block(Block::bordered().title(\"Users\")), area);",
            "let all: Vec<String> = lines.iter().map(|line| line.to_string()).collect();\n    let lines = vec![Line::from(all.concat())];\n    frame.render_widget(Paragraph::new(lines).block(Block::bordered().title(\"Users\")), area);",
        )],
        fails: &[("tui-users", "the names stand in one row")],
    },
    Mutant {
        name: "tui-own-name",
        program: "tui",
        edits: &[(".filter(|name| *name != self.own)", "")],
        fails: &[("tui-users", "the client's own name stands in the list")],
    },
    Mutant {
        name: "tui-ends-at-joined",
        program: "tui",
        edits: &[("self.users.insert(name);", "std::process::exit(name.len() as i32 * 0);")],
        fails: &[("tui-users", "the program ends when somebody comes or goes")],
    },
    Mutant {
        name: "tui-nobody-leaves",
        program: "tui",
        edits: &[("self.users.remove(&name);", "")],
        fails: &[("tui-users", "who has left stays in the list")],
    },
    Mutant {
        name: "tui-no-mouse",
        program: "tui",
        edits: &[("EnterAlternateScreen, EnableMouseCapture)?", "EnterAlternateScreen)?")],
        fails: &[("tui-click", "the program does not ask the terminal for the mouse")],
    },
    Mutant {
        name: "tui-deaf-to-clicks",
        program: "tui",
        edits: &[("name.filter(|_| is_click)", "name.filter(|_| is_click && false)")],
        fails: &[("tui-click", "a click on a name opens nothing")],
    },
    Mutant {
        name: "tui-right-button",
        program: "tui",
        edits: &[("Down(MouseButton::Left)", "Down(MouseButton::Right)")],
        fails: &[("tui-click", "a click on a name opens nothing")],
    },
    Mutant {
        name: "tui-other-chat-title",
        program: "tui",
        edits: &[("format!(\"Chat with {name}\")", "format!(\"Talk to {name}\")")],
        fails: &[("tui-click", "a click on a name opens nothing")],
    },
    Mutant {
        name: "tui-next-row",
        program: "tui",
        edits: &[("usize::from(row - list.y)", "usize::from(row - list.y + 1)")],
        fails: &[("tui-click", "a click does not open the conversation of the name")],
    },
    Mutant {
        name: "tui-narrow-names",
        program: "tui",
        edits: &[(
            "if !list.contains(Position { x: column, y: row }) {",
            "if !list.contains(Position { x: column, y: row }) || column > list.x + 4 {",
        )],
        fails: &[("tui-click", "a click does not open the conversation of the name")],
    },
    Mutant {
        name: "tui-first-click-only",
        program: "tui",
        edits: &[(
            "room.open(&name);",
            "if room.conversation().is_none() {\n                        room.open(&name);\n                    }",
        )],
        fails: &[("tui-click", "a click does not open the conversation of the name")],
    },
    Mutant {
        name: "tui-ends-at-click",
        program: "tui",
        edits: &[("room.open(&name);", "drop(name);\n                    return Ok(());")],
        fails: &[("tui-click", "the program ends when a name is clicked")],
    },
    Mutant {
        name: "tui-forgets",
        program: "tui",
        edits: &[(
            "self.notice.clear();\n        // ANCHOR_END: open",
            "self.said.clear();\n        // ANCHOR_END: open",
        )],
        fails: &[("tui-click", "what was said is lost")],
    },
    Mutant {
        name: "tui-nameless",
        program: "tui",
        edits: &[("format!(\"{from}: {}\", printable(&text))", "printable(&text)")],
        fails: &[("tui-click", "what was said stands without `NAME: `")],
    },
    Mutant {
        name: "tui-one-conversation",
        program: "tui",
        edits: &[
            ("self.said.entry(with.to_owned())", "self.said.entry(String::new())"),
            ("self.said.get(name)", "self.said.get(\"\")"),
        ],
        fails: &[("tui-click", "what was said in one conversation stands in the other")],
    },
    Mutant {
        name: "tui-draws-over",
        program: "tui",
        edits: &[(
            "let lines: Vec<Line> = lines[first..].iter()",
            "static SHOWN: std::sync::Mutex<Vec<String>> = std::sync::Mutex::new(Vec::new());\n    let mut shown = SHOWN.lock().unwrap();\n    for line in &lines {\n        if !shown.contains(line) {\n            shown.push(line.clone());\n        }\n    }\n    let lines: Vec<Line> = shown.iter()",
        )],
        fails: &[("tui-click", "what was said in one conversation stands in the other")],
    },
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
        name: "tui-wrong-recipient",
        program: "tui",
        edits: &[(
            "        Some(Command::Message { to, text })",
            "        Some(Command::Message { to: \"carl\".to_owned(), text })",
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
        name: "tui-clicks-on-the-gone",
        program: "tui",
        edits: &[
            ("    unread: BTreeSet<String>,", "    unread: BTreeSet<String>,\n    known: BTreeSet<String>,"),
            (
                "                self.users.insert(name);",
                "                self.known.insert(name.clone());\n                self.users.insert(name);",
            ),
            (
                "filter(|name| *name != self.own).collect();",
                "filter(|name| *name != self.own).collect();\n                self.known = self.users.clone();",
            ),
            (
                "    pub fn users(&self)",
                "    pub fn known(&self) -> impl Iterator<Item = &str> {\n        self.known.iter().map(String::as_str)\n    }\n\n    pub fn users(&self)",
            ),
            ("room.users().nth(number)", "room.known().nth(number)"),
        ],
        fails: &[("tui-click", "a click does not open the conversation of the name")],
    },
    Mutant {
        name: "tui-marks-behind",
        program: "tui",
        edits: &[("format!(\"{mark}{name}\")", "format!(\"  {name} {mark}\")")],
        fails: &[("tui-unread", "a message from somebody whose conversation is not open leaves no mark")],
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
        name: "tui-right-of-80",
        program: "tui",
        edits: &[
            (
                "let [list, right] = Layout::horizontal([Constraint::Length(LIST), Constraint::Fill(1)]).areas(area);",
                "let [right, list] = Layout::horizontal([Constraint::Fill(1), Constraint::Length(LIST)]).areas(area);",
            ),
            (
                "    fn of(area: Rect) -> Parts {",
                "    fn of(_: Rect) -> Parts {\n        let area = Rect::new(0, 0, 80, 24);",
            ),
        ],
        fails: &[("tui-resize", "after a change of the size the names can't be seen")],
    },
    Mutant {
        name: "tui-wide-only",
        program: "tui",
        edits: &[(
            "    draw_talk(frame, room, parts.talk);",
            "    if frame.area().width > 70 {\n        draw_talk(frame, room, parts.talk);\n    }",
        )],
        fails: &[("tui-resize", "after a change of the size no conversation is opened")],
    },
    Mutant {
        name: "tui-clicks-of-80",
        program: "tui",
        edits: &[
            (
                "let [list, right] = Layout::horizontal([Constraint::Length(LIST), Constraint::Fill(1)]).areas(area);",
                "let [right, list] = Layout::horizontal([Constraint::Fill(1), Constraint::Length(LIST)]).areas(area);",
            ),
            ("let area = screen.area()?;", "let area = Rect::new(0, 0, 80, 24);"),
        ],
        fails: &[("tui-resize", "after a change of the size a click does not open")],
    },
    Mutant {
        name: "tui-80-at-most",
        program: "tui",
        edits: &[(
            "let parts = Parts::of(frame.area());",
            "let parts = Parts::of(frame.area().intersection(Rect::new(0, 0, 80, 24)));",
        )],
        fails: &[("tui-resize", "the larger window is not used")],
    },
    Mutant {
        name: "tui-never-redraws",
        program: "tui",
        edits: &[(
            "            Happening::Input(_) => {}",
            "            Happening::Input(Input::Resize(..)) => loop {\n                std::thread::park();\n            },\n            Happening::Input(_) => {}",
        )],
        fails: &[("tui-resize", "after a change of the size a click does not open")],
    },
    Mutant {
        name: "tui-text-for-24-rows",
        program: "tui",
        edits: &[(
            "let lines: Vec<Line> = lines[first..].iter().map(|line| coloured(line)).collect();",
            "let mut lines: Vec<Line> = lines[first..].iter().map(|line| coloured(line)).collect();\n    while lines.len() < 19 {\n        lines.insert(0, Line::default());\n    }",
        )],
        fails: &[("tui-resize", "after a change of the size what is said can't be seen")],
    },
    Mutant {
        name: "tui-ends-at-resize",
        program: "tui",
        edits: &[(
            "            Happening::Input(_) => {}",
            "            Happening::Input(Input::Resize(..)) => return Ok(()),\n            Happening::Input(_) => {}",
        )],
        fails: &[("tui-resize", "the program ends when the size of the window changes")],
    },
    Mutant {
        name: "tui-no-esc",
        program: "tui",
        edits: &[("key.code == KeyCode::Esc || ctrl_c", "ctrl_c")],
        fails: &[("tui-leaves", "the program goes on running")],
    },
    Mutant {
        name: "tui-no-ctrl-c",
        program: "tui",
        edits: &[("key.code == KeyCode::Esc || ctrl_c", "(key.code == KeyCode::Esc && !ctrl_c)")],
        fails: &[("tui-leaves", "the program goes on running")],
    },
    Mutant {
        name: "tui-leaves-with-1",
        program: "tui",
        edits: &[(
            "                let _ = connection.shutdown(Shutdown::Write);\n                return Ok(());",
            "                bail!(\"goodbye\");",
        )],
        fails: &[("tui-leaves", "leaving is a normal end")],
    },
    Mutant {
        name: "tui-leaves-with-130",
        program: "tui",
        edits: &[(
            "                let _ = connection.shutdown(Shutdown::Write);\n                return Ok(());",
            "                if key.code != KeyCode::Esc {\n                    restore();\n                    std::process::exit(130);\n                }\n                return Ok(());",
        )],
        fails: &[("tui-leaves", "leaving is a normal end")],
    },
    Mutant {
        name: "tui-leaves-the-mouse",
        program: "tui",
        edits: &[("DisableMouseCapture, LeaveAlternateScreen, cursor::Show", "LeaveAlternateScreen, cursor::Show")],
        fails: &[("tui-leaves", "the program ends without putting the terminal back")],
    },
    Mutant {
        name: "tui-leaves-the-screen",
        program: "tui",
        edits: &[("DisableMouseCapture, LeaveAlternateScreen, cursor::Show", "DisableMouseCapture, cursor::Show")],
        fails: &[("tui-leaves", "the program ends without putting the terminal back")],
    },
    Mutant {
        name: "tui-leaves-it-raw",
        program: "tui",
        edits: &[("    let _ = disable_raw_mode();\n", "")],
        fails: &[("tui-leaves", "the program ends without putting the terminal back")],
    },
    Mutant {
        name: "tui-just-exits",
        program: "tui",
        edits: &[(
            "                let _ = connection.shutdown(Shutdown::Write);\n                return Ok(());",
            "                std::process::exit(0);",
        )],
        fails: &[("tui-leaves", "the program ends without putting the terminal back")],
    },
    Mutant {
        name: "together-lonely-list",
        program: "server",
        edits: &[("Event::Users(self.users.names())", "Event::Users(vec![name.clone()])")],
        fails: &[("together", "a user who is logged in is missing in the list")],
    },
    Mutant {
        name: "together-silent-leave",
        program: "server",
        edits: &[("other.post(&Event::Left(name.to_owned()));", "let _ = other;")],
        fails: &[("together", "a user who has left stays in the list")],
    },
];
