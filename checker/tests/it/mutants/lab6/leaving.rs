//! Wrong programs of lab 6: the server whose users leave.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
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
        name: "server-name-is-never-free",
        program: "server",
        edits: &[("        users.remove(name);\n", "        let _ = users.get_mut(name);\n")],
        fails: &[("leaving", "the name of a user who has left is not free")],
    },
    Mutant {
        name: "server-name-stays-after-a-reset",
        program: "server",
        edits: &[(
            "    while let Some(payload) = read_frame(&mut stream)? {\n        if client.obey",
            "    loop {\n        let payload = match read_frame(&mut stream) {\n            Ok(Some(payload)) => payload,\n            Ok(None) => break,\n            Err(error) => {\n                if error.to_string().contains(\"cannot receive\")\n                    && let Some(name) = client.name.take()\n                {\n                    users.lock().values().for_each(|other| other.post(&Event::Left(name.clone())));\n                }\n                return Err(error);\n            }\n        };\n        if client.obey",
        )],
        fails: &[("leaving", "the name of a user who has left is not free")],
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
        name: "server-nobody-leaves",
        program: "server",
        edits: &[(
            "        if let Some(name) = &self.name {\n            self.users.leave(name);\n        }",
            "        self.users.leave(self.name.as_deref().unwrap_or_default());",
        )],
        fails: &[("bad-frames", "somebody has `LEFT` who has no name")],
    },
    Mutant {
        name: "server-ends-at-a-broken-pipe",
        program: "server",
        edits: &[(
            "        if write_frame(&mut connection, payload.as_bytes()).is_err() {\n",
            "        if let Err(error) = write_frame(&mut connection, payload.as_bytes()) {\n            if format!(\"{error:#}\").contains(\"Broken pipe\") {\n                std::process::exit(0);\n            }\n",
        )],
        fails: &[("hundred-users", "the server ends with a user who is gone before an answer")],
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
    Mutant {
        name: "server-knows-no-quit",
        program: "server",
        edits: &[(
            "Some(Command::Quit) => return Next::Quit,",
            "Some(Command::Quit) => self.refuse(Refusal::BadCommand, \"what is that?\"),",
        )],
        fails: &[("leaving", "QUIT is refused")],
    },
    Mutant {
        name: "server-reports-nothing",
        program: "server",
        edits: &[(
            "                    report(format_args!(\"{peer}: {error:#}\"));",
            "                    let _ = (peer, error);",
        )],
        fails: &[("leaving", "a connection that is reset is not reported")],
    },
    Mutant {
        name: "server-end-is-error",
        program: "server",
        edits: &[(
            "    // `client` goes here, however this function is left: see `Drop` below.\n    Ok(())",
            "    // `client` goes here, however this function is left: see `Drop` below.\n    anyhow::bail!(\"the client has gone\")",
        )],
        fails: &[("leaving", "an orderly end is reported as an error")],
    },
    Mutant {
        name: "server-obeys-half",
        program: "server",
        edits: &[("    ensure!(payload.len() == length as usize, \"connection closed mid-frame\");\n", "")],
        fails: &[("bad-frames", "half a frame is obeyed")],
    },
    Mutant {
        name: "server-hides-bad-frames",
        program: "server",
        edits: &[(
            "                    report(format_args!(\"{peer}: {error:#}\"));",
            "                    if format!(\"{error:#}\").contains(\"cannot receive\") {\n                        report(format_args!(\"{peer}: {error:#}\"));\n                    }",
        )],
        fails: &[("bad-frames", "a bad frame is not reported")],
    },
    Mutant {
        name: "server-says-goodbye",
        program: "server",
        edits: &[(
            "Some(Command::Quit) => return Next::Quit,",
            "Some(Command::Quit) => {\n                self.outbox.post(&Event::LoggedIn(name.clone()));\n                return Next::Quit;\n            }",
        )],
        fails: &[("leaving", "QUIT is answered by a frame")],
    },
];
