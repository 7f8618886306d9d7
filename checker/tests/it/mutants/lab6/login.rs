//! Wrong programs of lab 6: the server that gives names.

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
        name: "server-users-silent",
        program: "server",
        edits: &[(
            "Some(Command::Users) => self.outbox.post(&Event::Users(self.users.names())),",
            "Some(Command::Users) => {}",
        )],
        fails: &[("users", "USERS is not answered")],
    },
    Mutant {
        name: "server-users-leaves",
        program: "server",
        edits: &[
            ("\"QUIT\" if line == word => Some(Command::Quit),", "_ if line == word => Some(Command::Quit),"),
            ("            \"USERS\" if line == word => Some(Command::Users),\n", ""),
        ],
        fails: &[("users", "the server ends the connection at USERS")],
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
        name: "server-joined-drops",
        program: "server",
        edits: &[(
            "            other.post(&Event::Joined(name.to_owned()));",
            "            let _ = other.connection.shutdown(Shutdown::Both);",
        )],
        fails: &[("login", "the connection of somebody who is logged in ends")],
    },
];
