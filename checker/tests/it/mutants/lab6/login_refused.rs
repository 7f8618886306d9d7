//! Wrong programs of lab 6: the server that refuses a LOGIN.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
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
        name: "server-own-name-taken",
        program: "server",
        edits: &[(
            "            Some(Command::Login(_)) => self.refuse(",
            "            Some(Command::Login(name)) if self.name.as_ref() == Some(&name) => {\n                self.refuse(Refusal::NameTaken, \"you have it\")\n            }\n            Some(Command::Login(_)) => self.refuse(",
        )],
        fails: &[("login-first", "another code")],
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
        name: "server-tells-nobody",
        program: "server",
        edits: &[("        outbox.post(event);\n        true", "        let _ = (outbox, event);\n        true")],
        fails: &[("message", "a message does not arrive"), ("login-first", "no message arrives at all")],
    },
    Mutant {
        name: "server-range-from-a-to-z",
        program: "server",
        edits: &[("byte.is_ascii_alphanumeric() ||", "byte.is_ascii_digit() || (b'A'..=b'z').contains(&byte) ||")],
        fails: &[("login-refused", "a character that stands between `Z` and `a`")],
    },
    Mutant {
        name: "server-first-word-is-name",
        program: "server",
        edits: &[(
            "\"LOGIN\" => Some(Command::Login(rest.to_owned())),",
            "\"LOGIN\" => Some(Command::Login(rest.split(' ').next().unwrap_or(\"\").to_owned())),",
        )],
        fails: &[("login-refused", "of two words behind LOGIN one is taken")],
    },
    Mutant {
        name: "server-no-dash-first",
        program: "server",
        edits: &[("(1..=16).contains(&name.len())", "!name.starts_with('-') && (1..=16).contains(&name.len())")],
        fails: &[("login-refused", "a good name is refused"), ("users", "a good name is refused: look at")],
    },
    Mutant {
        name: "server-lets-go-of-the-lock",
        program: "server",
        edits: &[(
            "        if users.contains_key(name) {\n            return false;\n        }",
            "        if users.contains_key(name) {\n            return false;\n        }\n        drop(users);\n        std::thread::sleep(std::time::Duration::from_millis(300));\n        let mut users = self.lock();",
        )],
        fails: &[("login-refused", "several ask for a name at the same moment")],
    },
    Mutant {
        name: "server-early-empty-is-command",
        program: "server",
        edits: &[(
            "_ => self.refuse(Refusal::NotLoggedIn, \"log in first\"),",
            "None if payload.is_empty() => self.refuse(Refusal::BadCommand, \"nothing\"),\n                _ => self.refuse(Refusal::NotLoggedIn, \"log in first\"),",
        )],
        fails: &[("login-first", "an empty frame, or bytes that are not UTF-8")],
    },
    Mutant {
        name: "server-early-latin-is-command",
        program: "server",
        edits: &[(
            "_ => self.refuse(Refusal::NotLoggedIn, \"log in first\"),",
            "None if str::from_utf8(payload).is_err() => self.refuse(Refusal::BadCommand, \"no text\"),\n                _ => self.refuse(Refusal::NotLoggedIn, \"log in first\"),",
        )],
        fails: &[("login-first", "an empty frame, or bytes that are not UTF-8")],
    },
    Mutant {
        name: "server-looks-at-the-name-first",
        program: "server",
        edits: &[(
            "            Some(Command::Login(_)) => self.refuse(",
            "            Some(Command::Login(name)) if !is_name(&name) => self.refuse(Refusal::BadName, \"no name\"),\n            Some(Command::Login(_)) => self.refuse(",
        )],
        fails: &[("login-first", "a second LOGIN with a bad name")],
    },
    Mutant {
        name: "server-first-character-is-not-looked-at",
        program: "server",
        edits: &[("name.bytes().all(allowed)", "name.bytes().skip(1).all(allowed)")],
        fails: &[("login-refused", "a LOGIN is accepted that has to be refused")],
    },
    Mutant {
        name: "server-last-character-is-not-looked-at",
        program: "server",
        edits: &[("name.bytes().all(allowed)", "name.bytes().take(name.len() - 1).all(allowed)")],
        fails: &[("login-refused", "a LOGIN is accepted that has to be refused")],
    },
    Mutant {
        name: "server-logon-is-login",
        program: "server",
        edits: &[("            \"LOGIN\" =>", "            word if word.starts_with('L') && word.len() == 5 =>")],
        fails: &[("login-first", "the server does what is not allowed yet")],
    },
];
