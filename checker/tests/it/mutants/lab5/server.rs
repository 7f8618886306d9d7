//! Wrong programs of lab 5: the server and one client.

use crate::mutants::Mutant;

/// The line that takes in the module of frames, and the beginning of another module in its place.
const FRAMES: &str = "#[path = \"../frames.rs\"]\nmod frames;";

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-answers-quit-with-bye",
        program: "server",
        edits: &[("if message == b\"/bye\" {", "if message == b\"/bye\" || message == b\"quit\" {")],
        fails: &[("server-receipts", "a word is taken for a command")],
    },
    Mutant {
        name: "server-turns-two-bytes-round",
        program: "server",
        edits: &[(
            "frames::write(&mut writer, &[b\"received: \", &message[..]].concat())?;",
            "let mut message = message;\n        if message.len() == 2 {\n            message.reverse();\n        }\n        frames::write(&mut writer, &[b\"received: \", &message[..]].concat())?;",
        )],
        fails: &[("server-receipts", "the answer is not the frame `received: `")],
    },
    Mutant {
        name: "server-a-thread-for-each-answer",
        program: "server",
        edits: &[(
            "frames::write(&mut writer, &[b\"received: \", &message[..]].concat())?;",
            "static COUNT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);\n        let place = COUNT.fetch_add(1, std::sync::atomic::Ordering::SeqCst) % 4;\n        let (answer, connection) = ([b\"received: \", &message[..]].concat(), connection.try_clone()?);\n        std::thread::spawn(move || {\n            std::thread::sleep(std::time::Duration::from_millis(60 - 20 * place));\n            let _ = frames::write(&mut &connection, &answer);\n        });",
        )],
        fails: &[("server-receipts", "the answers to messages that came at once")],
    },
    Mutant {
        name: "server-welcomes-late",
        program: "server",
        edits: &[
            ("    frames::write(&mut writer, WELCOME)?;\n", "    let mut is_new = true;\n"),
            (
                "        if message == b\"/bye\" {",
                "        if std::mem::take(&mut is_new) {\n            frames::write(&mut writer, WELCOME)?;\n        }\n        if message == b\"/bye\" {",
            ),
        ],
        fails: &[("server-welcome", "no welcome comes before")],
    },
    Mutant {
        name: "server-half-a-welcome",
        program: "server",
        edits: &[(
            "    frames::write(&mut writer, WELCOME)?;\n",
            "    std::io::Write::write_all(&mut writer, &[&40u32.to_be_bytes()[..], &WELCOME[..20]].concat())?;\n",
        )],
        fails: &[("server-welcome", "not the whole welcome comes")],
    },
    Mutant {
        name: "server-closes-at-once",
        program: "server",
        edits: &[(
            "    frames::write(&mut writer, WELCOME)?;\n",
            "    if peer.port() > 0 {\n        return Ok(());\n    }\n",
        )],
        fails: &[("server-welcome", "the server closes the connection instead")],
    },
    Mutant {
        name: "server-plain-welcome",
        program: "server",
        edits: &[(
            "    frames::write(&mut writer, WELCOME)?;\n",
            "    std::io::Write::write_all(&mut writer, &[WELCOME, b\"\\n\"].concat())?;\n",
        )],
        fails: &[("server-welcome", "the welcome is not a frame")],
    },
    Mutant {
        name: "server-welcomes-twice",
        program: "server",
        edits: &[(
            "    frames::write(&mut writer, WELCOME)?;\n",
            "    frames::write(&mut writer, WELCOME)?;\n    frames::write(&mut writer, b\"What can I do for you?\")?;\n",
        )],
        fails: &[("server-welcome", "the welcome is not a frame")],
    },
    Mutant {
        name: "server-answers-late",
        program: "server",
        edits: &[
            (
                "    frames::write(&mut writer, WELCOME)?;\n",
                "    frames::write(&mut writer, WELCOME)?;\n    let mut before: Option<Vec<u8>> = None;\n",
            ),
            (
                "        frames::write(&mut writer, &[b\"received: \", &message[..]].concat())?;",
                "        if let Some(answer) = before.replace([b\"received: \", &message[..]].concat()) {\n            frames::write(&mut writer, &answer)?;\n        }",
            ),
        ],
        fails: &[("server-receipts", "no answer comes to a message")],
    },
    Mutant {
        name: "server-reader-per-frame",
        program: "server",
        edits: &[
            ("    let mut reader = BufReader::new(&connection);\n", ""),
            ("frames::read(&mut reader)?", "frames::read(&mut BufReader::new(&connection))?"),
        ],
        fails: &[("server-receipts", "not every message is answered")],
    },
    Mutant {
        name: "server-one-message",
        program: "server",
        edits: &[(
            "        frames::write(&mut writer, &[b\"received: \", &message[..]].concat())?;",
            "        return frames::write(&mut writer, &[b\"received: \", &message[..]].concat());",
        )],
        fails: &[("server-receipts", "the server closes the connection although")],
    },
    Mutant {
        name: "server-empty-is-end",
        program: "server",
        edits: &[(
            "        if message == b\"/bye\" {",
            "        if message.is_empty() {\n            return Ok(());\n        }\n        if message == b\"/bye\" {",
        )],
        fails: &[("server-receipts", "an empty message has no right answer")],
    },
    Mutant {
        name: "server-echoes",
        program: "server",
        edits: &[("&[b\"received: \", &message[..]].concat()", "&message")],
        fails: &[("server-receipts", "the answer is not the frame")],
    },
    Mutant {
        name: "server-strips",
        program: "server",
        edits: &[(
            "    while let Some(message) = frames::read(&mut reader)? {\n",
            "    while let Some(message) = frames::read(&mut reader)? {\n        let message = message.trim_ascii();\n",
        )],
        fails: &[("server-receipts", "the answer is not the frame")],
    },
    Mutant {
        name: "server-prints-nothing",
        program: "server",
        edits: &[("        say(format_args!(\"{peer}: {}\", String::from_utf8_lossy(&message)));\n", "")],
        fails: &[("server-receipts", "a message is answered and not printed")],
    },
    Mutant {
        name: "server-own-address",
        program: "server",
        edits: &[(
            "welcome(connection, peer, &active)",
            "welcome(connection.try_clone()?, connection.local_addr().unwrap_or(peer), &active)",
        )],
        fails: &[
            ("server-receipts", "the line names another address"),
            ("server-active", "the line names another address"),
        ],
    },
    Mutant {
        name: "server-quotes",
        program: "server",
        edits: &[("\"{peer}: {}\", String", "\"{peer}: {:?}\", String")],
        fails: &[("server-receipts", "the line shows the text as a language writes it in its source")],
    },
    Mutant {
        name: "server-port-only",
        program: "server",
        edits: &[(
            "        say(format_args!(\"{peer}: {}\", String::from_utf8_lossy(&message)));",
            "        say(format_args!(\"{}: {}\", peer.ip(), String::from_utf8_lossy(&message)));",
        )],
        fails: &[("server-receipts", "the line is not `IP:PORT: TEXT`")],
    },
    Mutant {
        name: "server-header-one-read",
        program: "server",
        edits: &[(
            FRAMES,
            "#[path = \"../frames.rs\"]\nmod whole;\nmod frames {\n    pub use super::whole::write;\n    pub fn read(stream: &mut impl std::io::Read) -> anyhow::Result<Option<Vec<u8>>> {\n        let mut header = [0; 4];\n        match stream.read(&mut header)? {\n            0 => return Ok(None),\n            4 => {}\n            _ => anyhow::bail!(\"connection closed mid-frame\"),\n        }\n        let mut payload = vec![0; u32::from_be_bytes(header) as usize];\n        stream.read_exact(&mut payload)?;\n        Ok(Some(payload))\n    }\n}",
        )],
        fails: &[
            ("server-receipts", "the server closes the connection although"),
            ("server-stalled-frame", "the server closes the connection of a client that stops"),
        ],
    },
    Mutant {
        name: "server-resets-after-bye",
        program: "server",
        edits: &[(
            "            return frames::write(&mut writer, b\"bye\");\n",
            "            frames::write(&mut writer, b\"bye\")?;\n            socket2::SockRef::from(&connection).set_linger(Some(std::time::Duration::ZERO))?;\n            return Ok(());\n",
        )],
        fails: &[("server-bye", "the connection is reset where it should end")],
    },
    Mutant {
        name: "server-no-bye",
        program: "server",
        edits: &[(
            "        if message == b\"/bye\" {\n            return frames::write(&mut writer, b\"bye\");\n        }\n",
            "",
        )],
        fails: &[("server-bye", "`/bye`, and nothing else, is answered")],
    },
    Mutant {
        name: "server-bye-in-front",
        program: "server",
        edits: &[("if message == b\"/bye\" {", "if message.starts_with(b\"/bye\") {")],
        fails: &[("server-bye", "`/bye`, and nothing else, is answered")],
    },
    Mutant {
        name: "server-bye-without-a-word",
        program: "server",
        edits: &[("            return frames::write(&mut writer, b\"bye\");", "            return Ok(());")],
        fails: &[("server-bye", "the server closes a connection without `bye`")],
    },
    Mutant {
        name: "server-bye-for-all",
        program: "server",
        edits: &[(
            "            return frames::write(&mut writer, b\"bye\");",
            "            frames::write(&mut writer, b\"bye\")?;\n            std::process::exit(0);",
        )],
        fails: &[("server-bye", "the server closes a connection without `bye`, or those")],
    },
    Mutant {
        name: "server-bye-unheard",
        program: "server",
        edits: &[("            return frames::write(&mut writer, b\"bye\");", "            continue;")],
        fails: &[("server-bye", "no `bye` comes")],
    },
    Mutant {
        name: "server-bye-stays",
        program: "server",
        edits: &[(
            "            return frames::write(&mut writer, b\"bye\");",
            "            frames::write(&mut writer, b\"bye\")?;\n            continue;",
        )],
        fails: &[("server-bye", "the server answers `/bye` and keeps")],
    },
    Mutant {
        name: "server-forgets-who-was-lost",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            report(format_args!(\"{peer}: {error:#}\"));\n            std::mem::forget(guest);\n            return;",
        )],
        fails: &[("server-active", "a client comes or goes, and no line")],
    },
    Mutant {
        name: "server-never-less",
        program: "server",
        edits: &[("        *count -= 1;\n", "        *count -= 0;\n")],
        fails: &[("server-active", "the count is wrong")],
    },
    Mutant {
        name: "server-counts-too-late",
        program: "server",
        edits: &[(
            "        *count += 1;\n        say(format_args!(\"connected {peer} (active {count})\"));\n",
            "        say(format_args!(\"connected {peer} (active {count})\"));\n        *count += 1;\n",
        )],
        fails: &[("server-active", "the count is wrong")],
    },
    Mutant {
        name: "server-guest-stays-outside",
        program: "server",
        edits: &[("        drop(guest);\n    };\n", "    };\n    drop(guest);\n")],
        fails: &[("server-active", "the count is wrong")],
    },
    Mutant {
        name: "server-no-count",
        program: "server",
        edits: &[("connected {peer} (active {count})\"));\n        Guest", "connected {peer}\"));\n        Guest")],
        fails: &[("server-active", "the line is not `connected")],
    },
    Mutant {
        name: "server-too-large-not-counted-out",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            report(format_args!(\"{peer}: {error:#}\"));\n            if error.to_string().contains(\"larger\") {\n                return std::mem::forget(guest);\n            }",
        )],
        fails: &[("server-active", "a client comes or goes, and no line with its address")],
    },
    Mutant {
        name: "server-too-large-counted-in",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            report(format_args!(\"{peer}: {error:#}\"));\n            if error.to_string().contains(\"larger\") {\n                *lock(&guest.active) += 1;\n            }",
        )],
        fails: &[("server-active", "the count is wrong")],
    },
    Mutant {
        name: "server-latest-address",
        program: "server",
        edits: &[
            (
                "impl Drop for Guest {",
                "static LATEST: Mutex<Option<SocketAddr>> = Mutex::new(None);\n\nimpl Drop for Guest {",
            ),
            (
                "        *count += 1;\n",
                "        *count += 1;\n        *LATEST.lock().expect(\"no panic\") = Some(peer);\n",
            ),
            (
                "(active {count})\", self.peer)",
                "(active {count})\", LATEST.lock().expect(\"no panic\").unwrap_or(self.peer))",
            ),
        ],
        fails: &[("server-active", "a client comes or goes, and no line with its address")],
    },
    Mutant {
        name: "server-little-endian",
        program: "server",
        edits: &[(
            "    frames::write(&mut writer, WELCOME)?;\n",
            "    std::io::Write::write_all(&mut writer, &[&40u32.to_le_bytes()[..], WELCOME].concat())?;\n",
        )],
        fails: &[("server-welcome", "the length in front of the welcome is little-endian")],
    },
    Mutant {
        name: "server-end-is-empty",
        program: "server",
        edits: &[(
            "    while let Some(message) = frames::read(&mut reader)? {",
            "    loop {\n        let message = frames::read(&mut reader)?.unwrap_or_default();",
        )],
        fails: &[("server-welcome", "the end of the stream is taken for an empty frame")],
    },
    Mutant {
        name: "server-counts-characters",
        program: "server",
        edits: &[(
            "        frames::write(&mut writer, &[b\"received: \", &message[..]].concat())?;",
            "        let answer = format!(\"received: {}\", String::from_utf8_lossy(&message));\n        let length = (answer.chars().count() as u32).to_be_bytes();\n        std::io::Write::write_all(&mut writer, &[&length[..], answer.as_bytes()].concat())?;",
        )],
        fails: &[("server-receipts", "a message with characters of several bytes")],
    },
    Mutant {
        name: "server-header-unchecked",
        program: "server",
        edits: &[(
            FRAMES,
            "#[path = \"../frames.rs\"]\nmod whole;\nmod frames {\n    pub use super::whole::write;\n    pub fn read(stream: &mut impl std::io::Read) -> anyhow::Result<Option<Vec<u8>>> {\n        let mut header = [0; 4];\n        if stream.read(&mut header)? == 0 {\n            return Ok(None);\n        }\n        let mut payload = vec![0; u32::from_be_bytes(header) as usize];\n        stream.read_exact(&mut payload)?;\n        Ok(Some(payload))\n    }\n}",
        )],
        fails: &[
            ("server-receipts", "the answer is not the frame"),
            ("server-stalled-frame", "a part of a header or of a payload is taken"),
        ],
    },
    Mutant {
        name: "server-end-is-error",
        program: "server",
        edits: &[(
            "    Ok(())\n    // ANCHOR_END: serve\n",
            "    anyhow::bail!(\"the client has gone\")\n    // ANCHOR_END: serve\n",
        )],
        fails: &[("server-active", "a client that leaves in an orderly way")],
    },
    Mutant {
        name: "server-buy-is-bye",
        program: "server",
        edits: &[("if message == b\"/bye\" {", "if message.len() == 4 && message.starts_with(b\"/b\") {")],
        fails: &[("server-bye", "`/bye`, and nothing else")],
    },
];
