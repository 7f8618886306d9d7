//! The wrong programs of the chat server.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-one-at-a-time",
        program: "server",
        edits: &[
            ("            start(format!(\"reader of {peer}\"), move || {", "            now(move || {"),
            (
                "/// Does what a client asks, until it has gone.",
                "fn now(work: impl FnOnce()) -> anyhow::Result<()> {\n    work();\n    Ok(())\n}\n\n/// Does what a client asks, until it has gone.",
            ),
        ],
        fails: &[("login", "nobody answers")],
    },
    Mutant {
        name: "server-no-header",
        program: "server",
        edits: &[("stream.write_all(&[&header, payload].concat())", "stream.write_all(payload)")],
        fails: &[("login", "the answer is no frame")],
    },
    Mutant {
        name: "server-little-endian",
        program: "server",
        edits: &[(
            "let header = u32::try_from(length)?.to_be_bytes();",
            "let header = u32::try_from(length)?.to_le_bytes();",
        )],
        fails: &[("login", "the answer is no frame")],
    },
    Mutant {
        name: "server-reads-little-endian",
        program: "server",
        edits: &[("u32::from_be_bytes(header)", "u32::from_le_bytes(header)")],
        fails: &[("login", "the server closes the connection instead")],
    },
    Mutant {
        name: "server-counts-more",
        program: "server",
        edits: &[(
            "let header = u32::try_from(length)?.to_be_bytes();",
            "let header = u32::try_from(length + 1)?.to_be_bytes();",
        )],
        fails: &[("login", "the answer is a frame that is not finished")],
    },
    Mutant {
        name: "server-bare-ok",
        program: "server",
        edits: &[("write!(f, \"OK {name}\")", "write!(f, \"OK{}\", &name[..0])")],
        fails: &[("login", "the answer is not `OK` and the name")],
    },
    Mutant {
        name: "server-no-joined",
        program: "server",
        edits: &[(
            "        for other in users.values() {\n            other.post(&Event::Joined(name.to_owned()));\n        }\n        users.insert(name.to_owned(), outbox.clone());",
            "        users.insert(name.to_owned(), outbox.clone());",
        )],
        fails: &[("login", "those who are there already are not told")],
    },
    Mutant {
        name: "server-joined-to-self",
        program: "server",
        edits: &[(
            "        for other in users.values() {\n            other.post(&Event::Joined(name.to_owned()));\n        }\n        users.insert(name.to_owned(), outbox.clone());",
            "        users.insert(name.to_owned(), outbox.clone());\n        for other in users.values() {\n            other.post(&Event::Joined(name.to_owned()));\n        }",
        )],
        fails: &[("login", "the news are not `JOINED`")],
    },
    Mutant {
        name: "server-joined-first",
        program: "server",
        edits: &[
            ("        outbox.post(&Event::LoggedIn(name.to_owned()));\n", ""),
            (
                "        users.insert(name.to_owned(), outbox.clone());",
                "        for other in users.keys() {\n            outbox.post(&Event::Joined(other.clone()));\n        }\n        outbox.post(&Event::LoggedIn(name.to_owned()));\n        users.insert(name.to_owned(), outbox.clone());",
            ),
        ],
        fails: &[("login", "the answer is not `OK` and the name")],
    },
    Mutant {
        name: "server-taken-is-silent",
        program: "server",
        edits: &[("self.refuse(Refusal::NameTaken, \"somebody else has that name\");", "")],
        fails: &[("login-refused", "a LOGIN that has to be refused is not answered")],
    },
    Mutant {
        name: "server-takes-taken",
        program: "server",
        edits: &[("        if users.contains_key(name) {\n            return false;\n        }", "")],
        fails: &[("login-refused", "a LOGIN is accepted that has to be refused")],
    },
    Mutant {
        name: "server-long-names",
        program: "server",
        edits: &[("(1..=16)", "(1..=17)")],
        fails: &[("login-refused", "a LOGIN is accepted that has to be refused")],
    },
    Mutant {
        name: "server-object-of-users",
        program: "server",
        edits: &[("(1..=16).contains(&name.len())", "name != \"constructor\" && (1..=16).contains(&name.len())")],
        fails: &[("login-refused", "a good name is refused")],
    },
    Mutant {
        name: "server-own-name-taken",
        program: "server",
        edits: &[(
            "            Some(Command::Login(_)) => self.refuse(",
            "            Some(Command::Login(name)) if self.name.as_ref() == Some(&name) => {\n                self.refuse(Refusal::NameTaken, \"you have it\")\n            }\n            Some(Command::Login(_)) => self.refuse(",
        )],
        fails: &[("login-first", "another code")],
    },
    Mutant {
        name: "server-nobody-leaves",
        program: "server",
        edits: &[(
            "        if let Some(name) = &self.name {\n            self.users.leave(name);\n        }",
            "        self.users.leave(self.name.as_deref().unwrap_or_default());",
        )],
        fails: &[("bad-frames", "somebody has `LEFT` who has no name")],
    },
    Mutant {
        name: "server-newline-names",
        program: "server",
        edits: &[(
            "(1..=16).contains(&name.len()) && name.bytes().all(allowed)",
            "{ let name = name.strip_suffix('\\n').unwrap_or(name); (1..=16).contains(&name.len()) && name.bytes().all(allowed) }",
        )],
        fails: &[("login-refused", "a LOGIN is accepted that has to be refused")],
    },
    Mutant {
        name: "server-empty-name",
        program: "server",
        edits: &[("(1..=16)", "(0..=16)")],
        fails: &[("login-refused", "a LOGIN is accepted that has to be refused")],
    },
    Mutant {
        name: "server-unicode-names",
        program: "server",
        edits: &[(
            "(1..=16).contains(&name.len()) && name.bytes().all(allowed)",
            "let _ = allowed;\n    (1..=16).contains(&name.len()) && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')",
        )],
        fails: &[("login-refused", "a LOGIN is accepted that has to be refused")],
    },
    Mutant {
        name: "server-any-characters",
        program: "server",
        edits: &[(
            "(1..=16).contains(&name.len()) && name.bytes().all(allowed)",
            "let _ = allowed;\n    (1..=16).contains(&name.len()) && name.is_ascii()",
        )],
        fails: &[("login-refused", "a LOGIN is accepted that has to be refused")],
    },
    Mutant {
        name: "server-taken-is-bad",
        program: "server",
        edits: &[(
            "self.refuse(Refusal::NameTaken, \"somebody else has that name\");",
            "self.refuse(Refusal::BadName, \"somebody else has that name\");",
        )],
        fails: &[("login-refused", "the LOGIN is refused with another code")],
    },
    Mutant {
        name: "server-bad-is-command",
        program: "server",
        edits: &[(
            "self.refuse(Refusal::BadName, \"a name is 1 to 16 of a-z, A-Z, 0-9, - and _\");",
            "self.refuse(Refusal::BadCommand, \"no name\");",
        )],
        fails: &[("login-refused", "the LOGIN is refused with another code")],
    },
    Mutant {
        name: "server-one-try",
        program: "server",
        edits: &[(
            "            return Next::GoOn;",
            "            return if self.name.is_some() { Next::GoOn } else { Next::Quit };",
        )],
        fails: &[("login-refused", "the server closes the connection at a LOGIN")],
    },
    Mutant {
        name: "server-names-any-case",
        program: "server",
        edits: &[("if users.contains_key(name) {", "if users.keys().any(|other| other.eq_ignore_ascii_case(name)) {")],
        fails: &[("login-refused", "a good name is refused")],
    },
    Mutant {
        name: "server-fifteen",
        program: "server",
        edits: &[("(1..=16)", "(1..16)")],
        fails: &[("login-refused", "a good name is refused")],
    },
    Mutant {
        name: "server-tells-refused",
        program: "server",
        edits: &[(
            "        if users.contains_key(name) {\n            return false;\n        }",
            "        if users.contains_key(name) {\n            for other in users.values() {\n                other.post(&Event::Joined(name.to_owned()));\n            }\n            return false;\n        }",
        )],
        fails: &[("login-refused", "a LOGIN that was refused is told")],
    },
    Mutant {
        name: "server-early-is-silent",
        program: "server",
        edits: &[("_ => self.refuse(Refusal::NotLoggedIn, \"log in first\"),", "_ => {}")],
        fails: &[("login-first", "what is not allowed yet, or not any more, is not")],
    },
    Mutant {
        name: "server-twice-is-silent",
        program: "server",
        edits: &[(
            "Some(Command::Login(_)) => self.refuse(Refusal::AlreadyLoggedIn, \"one name is enough\"),",
            "Some(Command::Login(_)) => {}",
        )],
        fails: &[("login-first", "what is not allowed yet, or not any more, is not")],
    },
    Mutant {
        name: "server-early-users",
        program: "server",
        edits: &[(
            "_ => self.refuse(Refusal::NotLoggedIn, \"log in first\"),",
            "Some(Command::Users) => self.outbox.post(&Event::Users(self.users.names())),\n                _ => self.refuse(Refusal::NotLoggedIn, \"log in first\"),",
        )],
        fails: &[("login-first", "the server does what is not allowed yet")],
    },
    Mutant {
        name: "server-second-login",
        program: "server",
        edits: &[(
            "Some(Command::Login(_)) => self.refuse(Refusal::AlreadyLoggedIn, \"one name is enough\"),",
            "Some(Command::Login(new)) => {\n                let old = name.clone();\n                self.users.leave(&old);\n                self.name = None;\n                self.log_in(new);\n            }",
        )],
        fails: &[("login-first", "the server does what is not allowed yet")],
    },
    Mutant {
        name: "server-early-is-command",
        program: "server",
        edits: &[(
            "_ => self.refuse(Refusal::NotLoggedIn, \"log in first\"),",
            "None => self.refuse(Refusal::BadCommand, \"unknown\"),\n                _ => self.refuse(Refusal::NotLoggedIn, \"log in first\"),",
        )],
        fails: &[("login-first", "another code: before LOGIN")],
    },
    Mutant {
        name: "server-twice-is-taken",
        program: "server",
        edits: &[(
            "Some(Command::Login(_)) => self.refuse(Refusal::AlreadyLoggedIn, \"one name is enough\"),",
            "Some(Command::Login(_)) => self.refuse(Refusal::NameTaken, \"one name is enough\"),",
        )],
        fails: &[("login-first", "another code: before LOGIN")],
    },
    Mutant {
        name: "server-early-quit",
        program: "server",
        edits: &[(
            "_ => self.refuse(Refusal::NotLoggedIn, \"log in first\"),",
            "Some(Command::Quit) => return Next::Quit,\n                _ => self.refuse(Refusal::NotLoggedIn, \"log in first\"),",
        )],
        fails: &[("login-first", "the server closes the connection of somebody")],
    },
    Mutant {
        name: "server-second-name-stays",
        program: "server",
        edits: &[(
            "Some(Command::Login(_)) => self.refuse(Refusal::AlreadyLoggedIn, \"one name is enough\"),",
            "Some(Command::Login(new)) => {\n                self.users.lock().insert(new, self.outbox.clone());\n                self.refuse(Refusal::AlreadyLoggedIn, \"one name is enough\");\n            }",
        )],
        fails: &[("login-first", "the LOGIN that was refused has left something")],
    },
    Mutant {
        name: "server-second-name-counts",
        program: "server",
        edits: &[(
            "Some(Command::Login(_)) => self.refuse(Refusal::AlreadyLoggedIn, \"one name is enough\"),",
            "Some(Command::Login(new)) => {\n                self.refuse(Refusal::AlreadyLoggedIn, \"one name is enough\");\n                self.name = Some(new);\n            }",
        )],
        fails: &[("login-first", "the LOGIN that was refused has changed")],
    },
    Mutant {
        name: "server-second-login-leaves",
        program: "server",
        edits: &[(
            "Some(Command::Login(_)) => self.refuse(Refusal::AlreadyLoggedIn, \"one name is enough\"),",
            "Some(Command::Login(_)) => {\n                self.users.leave(name);\n                self.refuse(Refusal::AlreadyLoggedIn, \"one name is enough\");\n            }",
        )],
        fails: &[("login-first", "after a second LOGIN, which was refused")],
    },
    Mutant {
        name: "server-first-of-a-read",
        program: "server",
        edits: &[(
            "    while let Some(payload) = read_frame(&mut stream)? {\n        if client.obey",
            "    let _ = &mut stream;\n    while let Some(payload) = read_frame(&mut BufReader::new(&*connection))? {\n        if client.obey",
        )],
        fails: &[("message", "a message does not arrive")],
    },
    Mutant {
        name: "server-not-to-self",
        program: "server",
        edits: &[(
            "Some(message) if self.users.tell(&to, &message) => {}",
            "Some(_) if to == *name => {}\n                Some(message) if self.users.tell(&to, &message) => {}",
        )],
        fails: &[("message", "a message does not arrive")],
    },
    Mutant {
        name: "server-largest-refused",
        program: "server",
        edits: &[("ensure!(length as usize <= LIMIT,", "ensure!((length as usize) < LIMIT,")],
        fails: &[("message", "a message does not arrive")],
    },
    Mutant {
        name: "server-to-everybody",
        program: "server",
        edits: &[(
            "        outbox.post(event);\n        true",
            "        let _ = outbox;\n        users.values().for_each(|outbox| outbox.post(event));\n        true",
        )],
        fails: &[("message", "what arrives is not `MSG`")],
    },
    Mutant {
        name: "server-from-is-to",
        program: "server",
        edits: &[(
            "Some(Command::Message { to, text }) => match Event::message(name, &text) {",
            "Some(Command::Message { to, text }) => match Event::message(&to, &text) {",
        )],
        fails: &[("message", "what arrives is not `MSG`")],
    },
    Mutant {
        name: "server-trims",
        program: "server",
        edits: &[(
            "let (to, text) = (to.to_owned(), text.to_owned());",
            "let (to, text) = (to.to_owned(), text.trim().to_owned());",
        )],
        fails: &[("message", "what arrives is not `MSG`")],
    },
    Mutant {
        name: "server-one-word",
        program: "server",
        edits: &[(
            "let (to, text) = (to.to_owned(), text.to_owned());",
            "let (to, text) = (to.to_owned(), text.split_whitespace().next().unwrap_or(\"\").to_owned());",
        )],
        fails: &[("message", "what arrives is not `MSG`")],
    },
    Mutant {
        name: "server-counts-characters",
        program: "server",
        edits: &[(
            "    let length = payload.len();\n    ensure!(length <= LIMIT,",
            "    let length = String::from_utf8_lossy(payload).chars().count();\n    ensure!(length <= LIMIT,",
        )],
        fails: &[("message", "the end of the text is lost")],
    },
    Mutant {
        name: "server-acknowledges",
        program: "server",
        edits: &[(
            "Some(message) if self.users.tell(&to, &message) => {}",
            "Some(message) if self.users.tell(&to, &message) => self.outbox.post(&Event::LoggedIn(to)),",
        )],
        fails: &[("message", "what arrives is not `MSG`")],
    },
    Mutant {
        name: "server-no-user-is-silent",
        program: "server",
        edits: &[("Some(_) => self.refuse(Refusal::NoSuchUser, \"there is no user of that name\"),", "Some(_) => {}")],
        fails: &[("message-errors", "a command that can't be done is not answered")],
    },
    Mutant {
        name: "server-empty-text",
        program: "server",
        edits: &[(
            "(!text.is_empty()).then_some(Command::Message { to, text })",
            "Some(Command::Message { to, text })",
        )],
        fails: &[("message-errors", "a command that can't be done is not answered")],
    },
    Mutant {
        name: "server-lossy",
        program: "server",
        edits: &[(
            "        let line = str::from_utf8(payload).ok()?;\n        let (word, rest) = line.split_once(' ').unwrap_or((line, \"\"));\n        match word {\n            \"LOGIN\"",
            "        let lossy = String::from_utf8_lossy(payload).into_owned();\n        let line = lossy.as_str();\n        let (word, rest) = line.split_once(' ').unwrap_or((line, \"\"));\n        match word {\n            \"LOGIN\"",
        )],
        fails: &[("message-errors", "a command that can't be done is not answered")],
    },
    Mutant {
        name: "server-no-user-is-command",
        program: "server",
        edits: &[(
            "Some(_) => self.refuse(Refusal::NoSuchUser, \"there is no user of that name\"),",
            "Some(_) => self.refuse(Refusal::BadCommand, \"no user\"),",
        )],
        fails: &[("message-errors", "another code: `no-such-user`")],
    },
    Mutant {
        name: "server-user-before-text",
        program: "server",
        edits: &[
            (
                "            Some(Command::Message { to, text }) => match",
                "            Some(Command::Message { to, .. }) if !self.users.lock().contains_key(&to) => {\n                self.refuse(Refusal::NoSuchUser, \"no user\");\n            }\n            Some(Command::Message { text, .. }) if text.is_empty() => {\n                self.refuse(Refusal::BadCommand, \"no text\");\n            }\n            Some(Command::Message { to, text }) => match",
            ),
            ("(!text.is_empty()).then_some(Command::Message { to, text })", "Some(Command::Message { to, text })"),
        ],
        fails: &[("message-errors", "another code: `no-such-user`")],
    },
    Mutant {
        name: "server-closes-at-nonsense",
        program: "server",
        edits: &[(
            "None => self.refuse(Refusal::BadCommand, \"LOGIN, MSG, USERS and QUIT are known\"),",
            "None => return Next::Quit,",
        )],
        fails: &[("message-errors", "the server closes the connection at a command")],
    },
    Mutant {
        name: "server-too-long-is-fatal",
        program: "server",
        edits: &[(
            "None => self.refuse(Refusal::BadCommand, \"the message does not fit a frame\"),",
            "None => return Next::Quit,",
        )],
        fails: &[("message-errors", "the server closes the connection at a command")],
    },
    Mutant {
        name: "server-users-silent",
        program: "server",
        edits: &[(
            "Some(Command::Users) => self.outbox.post(&Event::Users(self.users.names())),",
            "Some(Command::Users) => {}",
        )],
        fails: &[("users", "USERS is not answered")],
    },
    Mutant {
        name: "server-users-but-me",
        program: "server",
        edits: &[(
            "Some(Command::Users) => self.outbox.post(&Event::Users(self.users.names())),",
            "Some(Command::Users) => {\n                let names = self.users.names().into_iter().filter(|other| other != name);\n                self.outbox.post(&Event::Users(names.collect()));\n            }",
        )],
        fails: &[("users", "the answer is not `USERS`")],
    },
    Mutant {
        name: "server-users-any-case",
        program: "server",
        edits: &[(
            "        self.lock().keys().cloned().collect()",
            "        let mut names: Vec<String> = self.lock().keys().cloned().collect();\n        names.sort_by_key(|name| name.to_lowercase());\n        names",
        )],
        fails: &[("users", "the answer is not `USERS`")],
    },
    Mutant {
        name: "server-users-with-commas",
        program: "server",
        edits: &[("names.join(\" \")", "names.join(\", \")")],
        fails: &[("users", "the answer is not `USERS`")],
    },
    Mutant {
        name: "server-quit-stays-open",
        program: "server",
        edits: &[(
            "Some(Command::Quit) => return Next::Quit,",
            "Some(Command::Quit) => {\n                self.users.leave(name);\n                self.name = None;\n            }",
        )],
        fails: &[("leaving", "the server does not close the connection of a user")],
    },
    Mutant {
        name: "server-left-is-silent",
        program: "server",
        edits: &[(
            "        for other in users.values() {\n            other.post(&Event::Left(name.to_owned()));\n        }",
            "",
        )],
        fails: &[("leaving", "the others are not told `LEFT`")],
    },
    Mutant {
        name: "server-left-only-at-quit",
        program: "server",
        edits: &[
            ("            self.users.leave(name);", "            self.users.lock().remove(name);"),
            (
                "Some(Command::Quit) => return Next::Quit,",
                "Some(Command::Quit) => {\n                self.users.leave(name);\n                return Next::Quit;\n            }",
            ),
        ],
        fails: &[("leaving", "the others are not told `LEFT`")],
    },
    Mutant {
        name: "server-left-not-at-reset",
        program: "server",
        edits: &[(
            "    while let Some(payload) = read_frame(&mut stream)? {\n        if client.obey",
            "    loop {\n        let payload = match read_frame(&mut stream) {\n            Ok(Some(payload)) => payload,\n            Ok(None) => break,\n            Err(error) => {\n                std::mem::forget(client);\n                return Err(error);\n            }\n        };\n        if client.obey",
        )],
        fails: &[("leaving", "the others are not told `LEFT`")],
    },
    Mutant {
        name: "server-left-twice",
        program: "server",
        edits: &[(
            "Some(Command::Quit) => return Next::Quit,",
            "Some(Command::Quit) => {\n                self.users.leave(name);\n                return Next::Quit;\n            }",
        )],
        fails: &[("leaving", "the others are told something else than `LEFT`")],
    },
    Mutant {
        name: "server-left-to-self",
        program: "server",
        edits: &[
            ("        users.remove(name);\n", ""),
            (
                "        for other in users.values() {\n            other.post(&Event::Left(name.to_owned()));\n        }",
                "        for other in users.values() {\n            other.post(&Event::Left(name.to_owned()));\n        }\n        users.remove(name);",
            ),
        ],
        fails: &[("leaving", "the one who leaves is told so, too")],
    },
    Mutant {
        name: "server-name-stays",
        program: "server",
        edits: &[
            ("        users.remove(name);", "        let gone = users.remove(name);"),
            (
                "        for other in users.values() {\n            other.post(&Event::Left(name.to_owned()));\n        }",
                "        for other in users.values() {\n            other.post(&Event::Left(name.to_owned()));\n        }\n        if let Some(gone) = gone {\n            users.insert(name.to_owned(), Outbox { queue: sync_channel(1).0, connection: gone.connection.clone() });\n        }",
            ),
        ],
        fails: &[("leaving", "the name of a user who has left is not free")],
    },
    Mutant {
        name: "server-thirty-two",
        program: "server",
        edits: &[(
            "    let (outbox, queue) = Outbox::new(connection);",
            "    static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);\n    if COUNT.fetch_add(1, std::sync::atomic::Ordering::SeqCst) >= 32 {\n        std::mem::forget(connection);\n        return Ok(());\n    }\n    let (outbox, queue) = Outbox::new(connection);",
        )],
        fails: &[("pairs", "not all of the 40 are logged in: the server serves only so many")],
    },
    Mutant {
        name: "server-turns-away",
        program: "server",
        edits: &[(
            "    let (outbox, queue) = Outbox::new(connection);",
            "    static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);\n    if COUNT.fetch_add(1, std::sync::atomic::Ordering::SeqCst) >= 32 {\n        drop(connection);\n        return Ok(());\n    }\n    let (outbox, queue) = Outbox::new(connection);",
        )],
        fails: &[("pairs", "not all of the 40 are logged in: the server turns some away")],
    },
    Mutant {
        name: "server-by-prefix",
        program: "server",
        edits: &[(
            "let Some(outbox) = users.get(name) else {",
            "let Some((_, outbox)) = users.iter().rev().find(|(other, _)| other.starts_with(name)) else {",
        )],
        fails: &[("pairs", "messages go to somebody else")],
    },
    Mutant {
        name: "server-writes-under-lock",
        program: "server",
        edits: &[(
            "        if let Err(TrySendError::Full(_)) = self.queue.try_send(event.to_string().into()) {\n            // Its reading thread finds the end of the stream, and says that the user left.\n            let _ = self.connection.shutdown(Shutdown::Both);\n        }",
            "        let _ = write_frame(&mut &*self.connection, event.to_string().as_bytes());",
        )],
        fails: &[("slow-user", "everybody waits for one who does not read")],
    },
    Mutant {
        name: "server-waits-for-room",
        program: "server",
        edits: &[(
            "        if let Err(TrySendError::Full(_)) = self.queue.try_send(event.to_string().into()) {\n            // Its reading thread finds the end of the stream, and says that the user left.\n            let _ = self.connection.shutdown(Shutdown::Both);\n        }",
            "        let _ = self.queue.send(event.to_string().into());",
        )],
        fails: &[("slow-user", "everybody waits for one who does not read")],
    },
    Mutant {
        name: "server-sender-writes",
        program: "server",
        edits: &[
            (
                "        if let Err(TrySendError::Full(_)) = self.queue.try_send(event.to_string().into()) {\n            // Its reading thread finds the end of the stream, and says that the user left.\n            let _ = self.connection.shutdown(Shutdown::Both);\n        }",
                "        let _ = write_frame(&mut &*self.connection, event.to_string().as_bytes());",
            ),
            (
                "        let users = self.lock();\n        let Some(outbox) = users.get(name) else {",
                "        let Some(outbox) = self.lock().get(name).cloned() else {",
            ),
        ],
        fails: &[("slow-user", "who writes to somebody who does not read has to wait")],
    },
    Mutant {
        name: "server-drops-at-64",
        program: "server",
        edits: &[("const WAITING: usize = 256;", "const WAITING: usize = 64;")],
        fails: &[("slow-user", "what waits for a user is lost, although it is fewer than 256 frames")],
    },
    Mutant {
        name: "server-throws-away",
        program: "server",
        edits: &[
            ("            let _ = self.connection.shutdown(Shutdown::Both);\n", ""),
            ("const WAITING: usize = 256;", "const WAITING: usize = 64;"),
        ],
        fails: &[("slow-user", "what waits for a user is lost, although it is fewer than 256 frames")],
    },
    Mutant {
        name: "server-closes-at-end",
        program: "server",
        edits: &[(
            "            self.users.leave(name);",
            "            self.users.leave(name);\n            let _ = self.outbox.connection.shutdown(Shutdown::Both);",
        )],
        fails: &[("slow-user", "what waits for a user is lost, although it is fewer than 256 frames")],
    },
    Mutant {
        name: "server-queues-for-ever",
        program: "server",
        edits: &[("const WAITING: usize = 256;", "const WAITING: usize = 1_000_000;")],
        fails: &[("slow-user", "the slow user is never dropped")],
    },
    Mutant {
        name: "server-throws-away-late",
        program: "server",
        edits: &[("            let _ = self.connection.shutdown(Shutdown::Both);\n", "")],
        fails: &[("slow-user", "the slow user is never dropped")],
    },
    Mutant {
        name: "server-drops-the-sender",
        program: "server",
        edits: &[
            (
                "            let _ = self.connection.shutdown(Shutdown::Both);\n",
                "            FULL.store(true, std::sync::atomic::Ordering::SeqCst);\n",
            ),
            (
                "// ANCHOR: outbox\n",
                "static FULL: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);\n\n// ANCHOR: outbox\n",
            ),
            (
                "        Next::GoOn\n        // ANCHOR_END: obey",
                "        if FULL.load(std::sync::atomic::Ordering::SeqCst) {\n            return Next::Quit;\n        }\n        Next::GoOn\n        // ANCHOR_END: obey",
            ),
        ],
        fails: &[("slow-user", "somebody else than the slow user is dropped")],
    },
    Mutant {
        name: "server-dropped-stays-open",
        program: "server",
        edits: &[(
            "            let _ = self.connection.shutdown(Shutdown::Both);\n",
            "            let _ = self.connection.shutdown(Shutdown::Read);\n            std::mem::forget(self.clone());\n",
        )],
        fails: &[("slow-user", "the connection of a user who has gone")],
    },
    Mutant {
        name: "server-sixty-four",
        program: "server",
        edits: &[(
            "    let (outbox, queue) = Outbox::new(connection);",
            "    static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);\n    if COUNT.fetch_add(1, std::sync::atomic::Ordering::SeqCst) >= 64 {\n        std::mem::forget(connection);\n        return Ok(());\n    }\n    let (outbox, queue) = Outbox::new(connection);",
        )],
        fails: &[("hundred-users", "not all of the 100 are answered")],
    },
    Mutant {
        name: "server-sixty-four-only",
        program: "server",
        edits: &[(
            "    let (outbox, queue) = Outbox::new(connection);",
            "    static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);\n    if COUNT.fetch_add(1, std::sync::atomic::Ordering::SeqCst) >= 64 {\n        drop(connection);\n        return Ok(());\n    }\n    let (outbox, queue) = Outbox::new(connection);",
        )],
        fails: &[("hundred-users", "not all of the 100 are logged in")],
    },
    Mutant {
        name: "server-lists-sixty-four",
        program: "server",
        edits: &[("self.lock().keys().cloned().collect()", "self.lock().keys().take(64).cloned().collect()")],
        fails: &[("hundred-users", "the list is not that of everybody")],
    },
    Mutant {
        name: "server-knows-sixty-four",
        program: "server",
        edits: &[(
            "let Some(outbox) = users.get(name) else {",
            "let Some((_, outbox)) = users.iter().take(64).find(|(other, _)| *other == name) else {",
        )],
        fails: &[("hundred-users", "a message does not reach its user")],
    },
    Mutant {
        name: "server-tells-sixty-four",
        program: "server",
        edits: &[(
            "        for other in users.values() {\n            other.post(&Event::Left(name.to_owned()));\n        }",
            "        for other in users.values().rev().take(64) {\n            other.post(&Event::Left(name.to_owned()));\n        }",
        )],
        fails: &[("hundred-users", "not everybody who leaves is told")],
    },
    Mutant {
        name: "server-no-limit",
        program: "server",
        edits: &[("    ensure!(length as usize <= LIMIT, \"frame of {length} bytes is larger than {LIMIT}\");\n", "")],
        fails: &[("bad-frames", "the connection stays open after a bad frame")],
    },
    Mutant {
        name: "server-bad-frame-not-left",
        program: "server",
        edits: &[(
            "    while let Some(payload) = read_frame(&mut stream)? {\n        if client.obey",
            "    loop {\n        let payload = match read_frame(&mut stream) {\n            Ok(Some(payload)) => payload,\n            Ok(None) => break,\n            Err(error) => {\n                if error.to_string().starts_with(\"frame of\") {\n                    if let Some(name) = client.name.take() {\n                        client.users.lock().remove(&name);\n                    }\n                }\n                return Err(error);\n            }\n        };\n        if client.obey",
        )],
        fails: &[("bad-frames", "a user whose connection ended with a bad frame")],
    },
    Mutant {
        name: "server-bad-frame-ends-all",
        program: "server",
        edits: &[(
            "    while let Some(payload) = read_frame(&mut stream)? {\n        if client.obey",
            "    loop {\n        let payload = match read_frame(&mut stream) {\n            Ok(Some(payload)) => payload,\n            Ok(None) => break,\n            Err(error) => {\n                for user in client.users.lock().values().filter(|_| error.to_string().starts_with(\"frame of\")) {\n                    let _ = user.connection.shutdown(Shutdown::Both);\n                }\n                return Err(error);\n            }\n        };\n        if client.obey",
        )],
        fails: &[("bad-frames", "a bad frame ends more than its own connection")],
    },
];
