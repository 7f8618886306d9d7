//! Wrong programs of lab 6: the full-screen client.

use crate::mutants::Mutant;

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
        name: "tui-one-read-header",
        program: "tui",
        edits: &[(
            "fn read_server(connection: &mut TcpStream, happenings: &Sender<Happening>) {\n    let over = loop {\n        match read_frame(connection) {",
            "fn read_short(connection: &mut TcpStream) -> anyhow::Result<Option<Vec<u8>>> {\n    use std::io::Read;\n    let mut header = [0; 4];\n    match connection.read(&mut header)? {\n        0 => Ok(None),\n        _ => {\n            let mut payload = vec![0; u32::from_be_bytes(header) as usize];\n            connection.read_exact(&mut payload)?;\n            Ok(Some(payload))\n        }\n    }\n}\n\nfn read_server(connection: &mut TcpStream, happenings: &Sender<Happening>) {\n    let over = loop {\n        match read_short(connection) {",
        )],
        fails: &[("tui-users", "a frame that comes in two pieces is not put together")],
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
        name: "tui-obeys-the-last-frame",
        program: "tui",
        edits: &[(
            "fn read_server(connection: &mut TcpStream, happenings: &Sender<Happening>) {\n    let over = loop {\n        match read_frame(connection) {",
            "fn last_frame(connection: &mut TcpStream, kept: &mut Vec<u8>) -> anyhow::Result<Option<Vec<u8>>> {\n    use std::io::Read;\n    let mut piece = [0; 65536];\n    loop {\n        let count = connection.read(&mut piece)?;\n        if count == 0 {\n            return Ok(None);\n        }\n        kept.extend_from_slice(&piece[..count]);\n        let mut last = None;\n        while kept.len() >= 4 {\n            let length = u32::from_be_bytes(kept[..4].try_into()?) as usize;\n            if kept.len() < 4 + length {\n                break;\n            }\n            last = Some(kept.drain(..4 + length).skip(4).collect());\n        }\n        if last.is_some() {\n            return Ok(last);\n        }\n    }\n}\n\nfn read_server(connection: &mut TcpStream, happenings: &Sender<Happening>) {\n    let mut kept = Vec::new();\n    let over = loop {\n        match last_frame(connection, &mut kept) {",
        )],
        fails: &[("tui-users", "of two frames that come in one piece")],
    },
];
