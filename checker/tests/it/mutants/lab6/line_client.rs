//! Wrong programs of lab 6: the line client that talks.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-refuses-the-largest",
        program: "client",
        edits: &[("if text.len() > LIMIT {", "if text.len() >= LIMIT {")],
        fails: &[("client-errors", "the largest message is not sent as one whole frame")],
    },
    Mutant {
        name: "client-leaves-at-quit",
        program: "client",
        edits: &[("(\"/bye\", _) => break,", "(\"/bye\" | \"quit\", _) => break,")],
        fails: &[("client-chat", "a line is obeyed that is no command")],
    },
    Mutant {
        name: "client-ends-after-a-silence",
        program: "client",
        edits: &[(
            "    log_in(&connection, &mut stream, name)?;",
            "    log_in(&connection, &mut stream, name)?;\n    connection.set_read_timeout(Some(std::time::Duration::from_millis(30)))?;",
        )],
        fails: &[("client-users", "the client ends while nobody types and nothing comes")],
    },
    Mutant {
        name: "client-takes-beginnings",
        program: "client",
        edits: &[("line.starts_with(\"/chat \") =>", "line.starts_with(\"/chat\") && line.len() > 6 =>")],
        fails: &[("client-chat", "what is typed is not sent as `MSG NAME TEXT`")],
    },
    Mutant {
        name: "client-connects-late",
        program: "client",
        edits: &[("let failure = ||", "let _ = args::read_line();\n    let failure = ||")],
        fails: &[("client-login", "the client does not connect to the HOST")],
    },
    Mutant {
        name: "client-other-port",
        program: "client",
        edits: &[("TcpStream::connect((host, port))", "TcpStream::connect((host, 1))")],
        fails: &[("client-login", "the client ends without having connected")],
    },
    Mutant {
        name: "client-no-login",
        program: "client",
        edits: &[("    send(connection, &Command::Login(name))?;\n", "    let _ = name;\n")],
        fails: &[("client-login", "the client sends no LOGIN")],
    },
    Mutant {
        name: "client-no-header",
        program: "client",
        edits: &[("stream.write_all(&[&header, payload].concat())", "stream.write_all(payload)")],
        fails: &[("client-login", "what the client sends is no frame")],
    },
    Mutant {
        name: "client-little-endian",
        program: "client",
        edits: &[(
            "let header = u32::try_from(length)?.to_be_bytes();",
            "let header = u32::try_from(length)?.to_le_bytes();",
        )],
        fails: &[("client-login", "what the client sends is no frame")],
    },
    Mutant {
        name: "client-counts-more",
        program: "client",
        edits: &[(
            "let header = u32::try_from(length)?.to_be_bytes();",
            "let header = u32::try_from(length + 1)?.to_be_bytes();",
        )],
        fails: &[("client-login", "the length in front of LOGIN is larger")],
    },
    Mutant {
        name: "client-lower-case",
        program: "client",
        edits: &[("write!(f, \"LOGIN {name}\")", "write!(f, \"login {name}\")")],
        fails: &[("client-login", "the client's first frame is not `LOGIN`")],
    },
    Mutant {
        name: "client-newline",
        program: "client",
        edits: &[("write!(f, \"LOGIN {name}\")", "writeln!(f, \"LOGIN {name}\")")],
        fails: &[("client-login", "the client's first frame is not `LOGIN`")],
    },
    Mutant {
        name: "client-ends-at-once",
        program: "client",
        edits: &[(
            "    log_in(&connection, &mut stream, name)?;\n",
            "    if port > 0 {\n        return Ok(());\n    }\n    log_in(&connection, &mut stream, name)?;\n",
        )],
        fails: &[("client-login", "the client ends without having sent its LOGIN")],
    },
    Mutant {
        name: "client-says-nothing",
        program: "client",
        edits: &[("say(format_args!(\"logged in as {name}\"));", "let _ = name;")],
        fails: &[("client-login", "the client does not print `logged in as NAME`")],
    },
    Mutant {
        name: "client-says-other",
        program: "client",
        edits: &[("say(format_args!(\"logged in as {name}\"));", "say(format_args!(\"Logged in as {name}\"));")],
        fails: &[("client-login", "the line is not `logged in as NAME`")],
    },
    Mutant {
        name: "client-one-read",
        program: "client",
        edits: &[(
            "    stream.take(length.into()).read_to_end(&mut bytes).context(\"cannot receive\")?;",
            "    bytes.resize(length as usize, 0);\n    let got = stream.read(&mut bytes).context(\"cannot receive\")?;\n    bytes.truncate(got);",
        )],
        fails: &[("client-login", "an `OK` that comes byte by byte is not understood")],
    },
    Mutant {
        name: "client-loses-what-follows",
        program: "client",
        edits: &[(
            "log_in(&connection, &mut stream, name)?;",
            "log_in(&connection, &mut BufReader::new(ReadHalf(connection.clone())), name)?;",
        )],
        fails: &[("client-chat", "a message that arrives is not printed")],
    },
    Mutant {
        name: "client-keyboard-first",
        program: "client",
        edits: &[(
            "move || drop(done.send(print_events(&mut stream, &leaving)))",
            "move || {\n            let _ = args::read_line();\n            drop(done.send(print_events(&mut stream, &leaving)))\n        }",
        )],
        fails: &[("client-chat", "the line came only once")],
    },
    Mutant {
        name: "client-trims-message",
        program: "client",
        edits: &[(
            "say(format_args!(\"{from}: {}\", printable(&text)))",
            "say(format_args!(\"{from}: {}\", printable(text.trim())))",
        )],
        fails: &[("client-chat", "a message is not printed as `FROM: TEXT`")],
    },
    Mutant {
        name: "client-other-colon",
        program: "client",
        edits: &[(
            "say(format_args!(\"{from}: {}\", printable(&text)))",
            "say(format_args!(\"<{from}> {}\", printable(&text)))",
        )],
        fails: &[("client-chat", "a message is not printed as `FROM: TEXT`")],
    },
    Mutant {
        name: "client-buffers",
        program: "client",
        edits: &[
            ("        send(connection, &command)?;\n", "        kept.push(command);\n"),
            ("    while let Some(line) = args", "    let mut kept = Vec::new();\n    while let Some(line) = args"),
            (
                "    leaving.store(true, Ordering::SeqCst);\n",
                "    for command in &kept {\n        send(connection, command)?;\n    }\n    leaving.store(true, Ordering::SeqCst);\n",
            ),
        ],
        fails: &[("client-chat", "what is typed is not sent"), ("client-users", "/users is not sent")],
    },
    Mutant {
        name: "client-first-partner",
        program: "client",
        edits: &[(
            "to = Some(line[\"/chat \".len()..].to_owned());",
            "to = to.or(Some(line[\"/chat \".len()..].to_owned()));",
        )],
        fails: &[("client-chat", "what is typed is not sent as `MSG")],
    },
    Mutant {
        name: "client-trims-typed",
        program: "client",
        edits: &[(
            "let line = String::from_utf8_lossy(&line);",
            "let line = String::from_utf8_lossy(line.trim_ascii());",
        )],
        fails: &[("client-chat", "what is typed is not sent as `MSG")],
    },
    Mutant {
        name: "client-unknown-command",
        program: "client",
        edits: &[(
            "            (line, Some(to)) =>",
            "            (line, _) if line.starts_with('/') => {\n                report(\"unknown command\");\n                continue;\n            }\n            (line, Some(to)) =>",
        )],
        fails: &[("client-chat", "what is typed is not sent as `MSG")],
    },
    Mutant {
        name: "client-counts-characters",
        program: "client",
        edits: &[(
            "    let length = payload.len();\n    ensure!(length <= LIMIT,",
            "    let length = String::from_utf8_lossy(payload).chars().count();\n    ensure!(length <= LIMIT,",
        )],
        fails: &[("client-chat", "the end of a line is lost")],
    },
    Mutant {
        name: "client-one-message",
        program: "client",
        edits: &[(
            "say(format_args!(\"{from}: {}\", printable(&text))),",
            "{\n                say(format_args!(\"{from}: {}\", printable(&text)));\n                return Ok(());\n            }",
        )],
        fails: &[("client-chat", "the client ends in the middle of a conversation")],
    },
    Mutant {
        name: "client-asks-otherwise",
        program: "client",
        edits: &[("Command::Users => f.write_str(\"USERS\")", "Command::Users => f.write_str(\"users\")")],
        fails: &[("client-users", "/users is sent as something else")],
    },
    Mutant {
        name: "client-users-is-text",
        program: "client",
        edits: &[("            (\"/users\", _) => Command::Users,\n", "")],
        fails: &[("client-users", "/users is not sent")],
    },
    Mutant {
        name: "client-joined-is-silent",
        program: "client",
        edits: &[(
            "Some(Event::Joined(name)) => say(format_args!(\"* {name} joined\")),",
            "Some(Event::Joined(_)) => {}",
        )],
        fails: &[("client-users", "a line is missing")],
    },
    Mutant {
        name: "client-users-is-silent",
        program: "client",
        edits: &[(
            "Some(Event::Users(names)) => say(format_args!(\"users: {}\", names.join(\" \"))),",
            "Some(Event::Users(_)) => {}",
        )],
        fails: &[("client-users", "what the server tells is not printed")],
    },
    Mutant {
        name: "client-users-with-commas",
        program: "client",
        edits: &[("\"users: {}\", names.join(\" \")", "\"users: {}\", names.join(\", \")")],
        fails: &[("client-users", "a line is missing, or is not `users: a b c`")],
    },
    Mutant {
        name: "client-joined-otherwise",
        program: "client",
        edits: &[("\"* {name} joined\"", "\"{name} joined\"")],
        fails: &[("client-users", "a line is missing, or is not `users: a b c`")],
    },
    Mutant {
        name: "client-ok-is-refusal",
        program: "client",
        edits: &[(
            "            Some(Event::LoggedIn(name)) => {\n                say(format_args!(\"logged in as {name}\"));\n                return Ok(());\n            }\n",
            "            Some(Event::LoggedIn(name)) => bail!(\"{name}: what is that?\"),\n",
        )],
        fails: &[("client-login", "the client ends although it was let in")],
    },
    Mutant {
        name: "client-bye-with-a-space",
        program: "client",
        edits: &[("(\"/bye\", _) => break,", "(line, _) if line.trim() == \"/bye\" => break,")],
        fails: &[("client-chat", "a line is obeyed that is no command")],
    },
    Mutant {
        name: "client-bye-in-any-case",
        program: "client",
        edits: &[("(\"/bye\", _) => break,", "(line, _) if line.eq_ignore_ascii_case(\"/bye\") => break,")],
        fails: &[("client-chat", "a line is obeyed that is no command")],
    },
    Mutant {
        name: "client-leaves-at-exit",
        program: "client",
        edits: &[("(\"/bye\", _) => break,", "(\"/bye\" | \"EXIT\", _) => break,")],
        fails: &[("client-chat", "a line is obeyed that is no command")],
    },
    Mutant {
        name: "client-passes-over-empty-lines",
        program: "client",
        edits: &[(
            "            (\"/users\", _) => Command::Users,",
            "            (\"\", Some(_)) => continue,\n            (\"/users\", _) => Command::Users,",
        )],
        fails: &[("client-chat", "an empty line is not sent")],
    },
    Mutant {
        name: "client-small-names",
        program: "client",
        edits: &[(
            "to = Some(line[\"/chat \".len()..].to_owned());",
            "to = Some(line[\"/chat \".len()..].to_ascii_lowercase());",
        )],
        fails: &[("client-chat", "the name behind `/chat` is made small")],
    },
    Mutant {
        name: "client-looks-for-err",
        program: "client",
        edits: &[(
            "        match Event::parse(&payload) {\n            Some(Event::Message",
            "        if String::from_utf8_lossy(&payload).contains(\" ERR \") {\n            report(\"refused\");\n            continue;\n        }\n        match Event::parse(&payload) {\n            Some(Event::Message",
        )],
        fails: &[("client-chat", "the text of a message is taken for an answer")],
    },
    Mutant {
        name: "client-text-that-begins-with-err",
        program: "client",
        edits: &[(
            "Some(Event::Message { from, text }) => say(format_args!(\"{from}: {}\", printable(&text))),",
            "Some(Event::Message { text, .. }) if text.starts_with(\"ERR\") => report(printable(&text)),\n            Some(Event::Message { from, text }) => say(format_args!(\"{from}: {}\", printable(&text))),",
        )],
        fails: &[("client-chat", "the text of a message is taken for an answer")],
    },
    Mutant {
        name: "client-forgets-who-has-left",
        program: "client",
        edits: &[
            (
                "/// Does what is typed, until",
                "static GONE: std::sync::Mutex<Option<String>> = std::sync::Mutex::new(None);\n\n/// Does what is typed, until",
            ),
            (
                "Some(Event::Left(name)) => say(format_args!(\"* {name} left\")),",
                "Some(Event::Left(name)) => {\n                say(format_args!(\"* {name} left\"));\n                *GONE.lock().unwrap() = Some(name);\n            }",
            ),
            (
                "        let command = match (line.as_ref(), &to) {",
                "        if to == *GONE.lock().unwrap() {\n            to = None;\n        }\n        let command = match (line.as_ref(), &to) {",
            ),
        ],
        fails: &[("client-chat", "once the chosen one has left nothing is sent")],
    },
    Mutant {
        name: "client-takes-the-next-for-the-answer",
        program: "client",
        edits: &[
            (
                "/// Does what is typed, until",
                "static ASKED: AtomicBool = AtomicBool::new(false);\n\n/// Does what is typed, until",
            ),
            (
                "        match Event::parse(&payload) {\n            Some(Event::Message",
                "        if ASKED.swap(false, Ordering::SeqCst) {\n            let text = String::from_utf8_lossy(&payload).into_owned();\n            let names = text.split_once(' ').map_or(\"\", |(_, names)| names);\n            say(format_args!(\"users: {names}\"));\n            continue;\n        }\n        match Event::parse(&payload) {\n            Some(Event::Message",
            ),
            (
                "        send(connection, &command)?;\n",
                "        ASKED.store(command == Command::Users, Ordering::SeqCst);\n        send(connection, &command)?;\n",
            ),
        ],
        fails: &[("client-users", "a message that comes before the answer to /users")],
    },
    Mutant {
        name: "client-minds-eintr",
        program: "client",
        edits: &[
            (
                "/// Does what is typed, until",
                "fn watched() {\n    unsafe extern \"C\" {\n        fn epoll_create1(flags: i32) -> i32;\n        fn epoll_wait(epoll: i32, events: *mut u64, most: i32, time: i32) -> i32;\n    }\n    thread::spawn(|| unsafe {\n        let mut events = [0; 4];\n        if epoll_wait(epoll_create1(0), events.as_mut_ptr(), 1, -1) < 0 {\n            args::report(std::io::Error::last_os_error());\n            std::process::exit(1);\n        }\n    });\n}\n\n/// Does what is typed, until",
            ),
            ("    let failure = ||", "    watched();\n    let failure = ||"),
        ],
        fails: &[("client-users", "the conversation ends when the program is stopped")],
    },
    Mutant {
        name: "client-buy-is-bye",
        program: "client",
        edits: &[("(\"/bye\", _) => break,", "(line, _) if line.len() == 4 && line.starts_with(\"/b\") => break,")],
        fails: &[("client-chat", "a line is obeyed that is no command")],
    },
    Mutant {
        name: "client-reads-signed-bytes",
        program: "client",
        edits: &[(
            "let length = u32::from_be_bytes(header);",
            "let length = header.iter().fold(0i32, |sum, byte| (sum << 8).wrapping_add(i32::from(*byte as i8))) as u32;",
        )],
        fails: &[("client-chat", "a text of 200 bytes, or of 40,000")],
    },
];
