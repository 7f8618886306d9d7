//! Wrong programs of lab 6: the server that delivers messages.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
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
        name: "server-takes-small-letters",
        program: "server",
        edits: &[(
            "        match word {\n            \"LOGIN\" =>",
            "        match word.to_uppercase().as_str() {\n            \"LOGIN\" =>",
        )],
        fails: &[("message-errors", "something is done that is no command")],
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
        name: "server-message-ends",
        program: "server",
        edits: &[(
            "Some(message) if self.users.tell(&to, &message) => {}",
            "Some(message) if self.users.tell(&to, &message) => return Next::Quit,",
        )],
        fails: &[("message", "the connection of somebody who writes")],
    },
    Mutant {
        name: "server-repeats-the-name",
        program: "server",
        edits: &[(
            "Some(_) => self.refuse(Refusal::NoSuchUser, \"there is no user of that name\"),",
            "Some(_) => self.refuse(Refusal::NoSuchUser, &format!(\"there is no user {to}\")),",
        )],
        fails: &[("message-errors", "a message to a name of a million bytes")],
    },
    Mutant {
        name: "server-users-now",
        program: "server",
        edits: &[("\"USERS\" if line == word => Some(Command::Users)", "\"USERS\" => Some(Command::Users)")],
        fails: &[("message-errors", "something is done that is no command")],
    },
    Mutant {
        name: "server-quit-now",
        program: "server",
        edits: &[("\"QUIT\" if line == word => Some(Command::Quit)", "\"QUIT\" => Some(Command::Quit)")],
        fails: &[("message-errors", "`QUIT now`, or a word that only begins like QUIT")],
    },
    Mutant {
        name: "server-user-before-length",
        program: "server",
        edits: &[(
            "            Some(Command::Message { to, text }) => match",
            "            Some(Command::Message { to, .. }) if !self.users.lock().contains_key(&to) => {\n                self.refuse(Refusal::NoSuchUser, \"no user\");\n            }\n            Some(Command::Message { to, text }) => match",
        )],
        fails: &[("message-errors", "another code: `no-such-user`")],
    },
    Mutant {
        name: "server-ascii-text",
        program: "server",
        edits: &[(
            "(!text.is_empty()).then_some(Command::Message { to, text })",
            "(!text.is_empty() && text.is_ascii()).then_some(Command::Message { to, text })",
        )],
        fails: &[("message", "a good message is refused")],
    },
    Mutant {
        name: "server-self-is-refused",
        program: "server",
        edits: &[(
            "Some(message) if self.users.tell(&to, &message) => {}",
            "Some(_) if to == *name => self.refuse(Refusal::NoSuchUser, \"that is you\"),\n                Some(message) if self.users.tell(&to, &message) => {}",
        )],
        fails: &[("message", "a good message is refused")],
    },
    Mutant {
        name: "server-length-in-one-read",
        program: "server",
        edits: &[(
            "    let header = read_up_to(stream, 4)?;\n    if header.is_empty() {",
            "    let mut header = vec![0; 4];\n    let read = stream.read(&mut header)?;\n    header.truncate(read);\n    if header.is_empty() {",
        )],
        fails: &[("message", "a frame that comes byte by byte")],
    },
    Mutant {
        name: "server-mixes-frames",
        program: "server",
        edits: &[
            (
                "    let (outbox, queue) = Outbox::new(connection);",
                "    COUNT.fetch_add(1, std::sync::atomic::Ordering::SeqCst);\n    let (outbox, queue) = Outbox::new(connection);",
            ),
            (
                "// ANCHOR: outbox\n",
                "static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);\n\n// ANCHOR: outbox\n",
            ),
            (
                "        if let Err(TrySendError::Full(_)) = self.queue",
                "        let text = event.to_string();\n        if text.starts_with(\"MSG\") && COUNT.load(std::sync::atomic::Ordering::SeqCst) >= 32 {\n            let connection = self.connection.clone();\n            std::thread::spawn(move || {\n                use std::io::Write;\n                let _ = (&*connection).write_all(&(text.len() as u32).to_be_bytes());\n                std::thread::sleep(std::time::Duration::from_millis(300));\n                let _ = (&*connection).write_all(text.as_bytes());\n            });\n            return;\n        }\n        if let Err(TrySendError::Full(_)) = self.queue",
            ),
        ],
        fails: &[("pairs", "frames are mixed")],
    },
    Mutant {
        name: "server-ends-the-fortieth",
        program: "server",
        edits: &[
            (
                "    let (outbox, queue) = Outbox::new(connection);",
                "    COUNT.fetch_add(1, std::sync::atomic::Ordering::SeqCst);\n    let (outbox, queue) = Outbox::new(connection);",
            ),
            (
                "// ANCHOR: outbox\n",
                "static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);\n\n// ANCHOR: outbox\n",
            ),
            (
                "Some(message) if self.users.tell(&to, &message) => {}",
                "Some(_) if COUNT.load(std::sync::atomic::Ordering::SeqCst) == 40 => return Next::Quit,\n                Some(message) if self.users.tell(&to, &message) => {}",
            ),
        ],
        fails: &[("pairs", "the connection of somebody who is logged in ends")],
    },
    Mutant {
        name: "server-three-bytes-at-most",
        program: "server",
        edits: &[(
            "(!text.is_empty()).then_some(Command::Message { to, text })",
            "(!text.is_empty() && text.chars().all(|c| c.len_utf8() < 4)).then_some(Command::Message { to, text })",
        )],
        fails: &[("message", "a good message is refused")],
    },
    Mutant {
        name: "server-msg-and-more",
        program: "server",
        edits: &[(
            "            \"MSG\" => {\n                let (to, text)",
            "            word if word.starts_with(\"MSG\") => {\n                let (to, text)",
        )],
        fails: &[("message-errors", "a command that can't be done is not answered")],
    },
    Mutant {
        name: "server-first-letter",
        program: "server",
        edits: &[(
            "\"QUIT\" if line == word => Some(Command::Quit)",
            "_ if line.len() == 4 && word.starts_with('Q') => Some(Command::Quit)",
        )],
        fails: &[("message-errors", "`QUIT now`, or a word that only begins")],
    },
    Mutant {
        name: "server-first-bytes-are-utf8",
        program: "server",
        edits: &[(
            "        let line = str::from_utf8(payload).ok()?;\n        let (word, rest) = line.split_once(' ').unwrap_or((line, \"\"));\n        match word {\n            \"LOGIN\"",
            "        let line = match str::from_utf8(payload) {\n            Ok(line) => line,\n            Err(error) if error.error_len().is_none() => str::from_utf8(&payload[..error.valid_up_to()]).ok()?,\n            Err(_) => return None,\n        };\n        let (word, rest) = line.split_once(' ').unwrap_or((line, \"\"));\n        match word {\n            \"LOGIN\"",
        )],
        fails: &[("message-errors", "a command that can't be done is not answered")],
    },
    Mutant {
        name: "server-one-letter-is-nobody",
        program: "server",
        edits: &[(
            "            Some(Command::Message { to, text }) => match",
            "            Some(Command::Message { .. }) if name.len() < 2 => self.refuse(Refusal::NotLoggedIn, \"who are you\"),\n            Some(Command::Message { to, text }) => match",
        )],
        fails: &[("message-errors", "a message of somebody whose name is a single letter")],
    },
];
