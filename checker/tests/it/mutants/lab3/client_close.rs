//! The wrong clients of lab 3 that say goodbye wrongly.

use super::{CLOSED, SAY_STATE, SEND};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "end-of-stdin-unnoticed",
        program: "client",
        edits: &[(
            "                Err(RecvTimeoutError::Disconnected) => return Ok(b\"close\".to_vec()),\n",
            "                Err(RecvTimeoutError::Disconnected) => thread::sleep(GLANCE),\n",
        )],
        fails: &[("client-close", "the client does not say `close`")],
    },
    Mutant {
        name: "end-of-stdin-ends-it",
        program: "client",
        edits: &[(
            "                Err(RecvTimeoutError::Disconnected) => return Ok(b\"close\".to_vec()),\n",
            "                Err(RecvTimeoutError::Disconnected) => std::process::exit(0),\n",
        )],
        fails: &[("client-close", "the client closes the connection at the end")],
    },
    Mutant {
        name: "says-bye",
        program: "client",
        edits: &[("return Ok(b\"close\".to_vec())", "return Ok(b\"bye\".to_vec())")],
        fails: &[("client-close", "the client says something else")],
    },
    Mutant {
        name: "close-at-once",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nstatic SOCKET: std::sync::Mutex<Option<TcpStream>> = std::sync::Mutex::new(None);\nstatic SENT: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);\n",
            ),
            (
                "        self.pause = SHORTEST_PAUSE;\n",
                "        self.pause = SHORTEST_PAUSE;\n        *SOCKET.lock().unwrap() = connection.try_clone().ok();\n",
            ),
            (
                SEND,
                "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    SENT.store(true, std::sync::atomic::Ordering::SeqCst);\n",
            ),
            (
                "                Ok(None) => return,\n",
                "                Ok(None) => {\n                    while !SENT.load(std::sync::atomic::Ordering::SeqCst) {\n                        std::thread::sleep(std::time::Duration::from_millis(1));\n                    }\n                    let _ = SOCKET.lock().unwrap().as_ref().unwrap().write_all(b\"close\\n\");\n                    return;\n                }\n",
            ),
        ],
        fails: &[("client-close", "the client says `close` while the line before it")],
    },
    Mutant {
        name: "closed-unawaited",
        program: "client",
        edits: &[(
            SEND,
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    if line == b\"close\" {\n        return Ok(b\"closed\".to_vec());\n    }\n",
        )],
        fails: &[("client-close", "the client says `close` and does not wait")],
    },
    Mutant {
        name: "closed-said-early",
        program: "client",
        edits: &[
            (
                SEND,
                "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    if line == b\"close\" {\n        say(\"state: closed\");\n    }\n",
            ),
            (
                SAY_STATE,
                "        if state.name() != \"closed\" {\n            say(format_args!(\"state: {}\", state.name()));\n        }\n",
            ),
        ],
        fails: &[("client-close", "the client says `close` and does not wait")],
    },
    Mutant {
        name: "disconnected-behind-closed",
        program: "client",
        edits: &[(
            CLOSED,
            "            State::Closed => {\n                say(\"state: disconnected\");\n                return Ok(());\n            }",
        )],
        fails: &[
            ("client-close", "the client says another state behind"),
            ("client-states", "the client does not go to `closed`"),
        ],
    },
    Mutant {
        name: "closed-and-stuck",
        program: "client",
        edits: &[(
            "            if is_close {\n                return Ok(());\n",
            "            while is_close {\n                thread::park();\n",
        )],
        fails: &[("client-close", "the client does not say `state: closed` when")],
    },
    Mutant {
        name: "closed-unsaid",
        program: "client",
        edits: &[("            State::Closed => \"closed\",", "            State::Closed => \"done\",")],
        fails: &[("client-close", "the client ends without saying"), ("diagram-client", "the diagram is right")],
    },
    Mutant {
        name: "ends-with-one",
        program: "client",
        edits: &[(CLOSED, "            State::Closed => std::process::exit(1),")],
        fails: &[("client-close", "the client ends with another status")],
    },
    Mutant {
        name: "stays-after-closed",
        program: "client",
        edits: &[(CLOSED, "            State::Closed => loop {\n                thread::park();\n            },")],
        fails: &[("client-close", "the client does not end after")],
    },
    Mutant {
        name: "cuts-the-last-line",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nfn read_line() -> std::io::Result<Option<Vec<u8>>> {\n    let mut line = Vec::new();\n    let length = std::io::stdin().lock().read_until(b'\\n', &mut line)?;\n    line.pop();\n    Ok((length > 0).then_some(line))\n}\n",
            ),
            ("args::read_line()", "read_line()"),
        ],
        fails: &[("client-close", "the client says something else than")],
    },
    Mutant {
        name: "drops-the-last-line",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nfn read_line() -> std::io::Result<Option<Vec<u8>>> {\n    let mut line = Vec::new();\n    let length = std::io::stdin().lock().read_until(b'\\n', &mut line)?;\n    Ok((length > 0 && line.pop() == Some(b'\\n')).then_some(line))\n}\n",
            ),
            ("args::read_line()", "read_line()"),
        ],
        fails: &[("client-close", "the client says something else than")],
    },
    Mutant {
        name: "close-without-its-newline",
        program: "client",
        edits: &[(
            "    let message = [line, b\"\\n\"].concat();\n",
            "    let message = if line == b\"close\" { line.to_vec() } else { [line, b\"\\n\"].concat() };\n",
        )],
        fails: &[("client-close", "the client says only a part")],
    },
    Mutant {
        name: "close-without-its-newline-and-fin",
        program: "client",
        edits: &[
            (
                "    let message = [line, b\"\\n\"].concat();\n",
                "    let message = if line == b\"close\" { line.to_vec() } else { [line, b\"\\n\"].concat() };\n",
            ),
            (
                SEND,
                "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    if line == b\"close\" {\n        let _ = connection.get_ref().shutdown(std::net::Shutdown::Write);\n    }\n",
            ),
        ],
        fails: &[("client-close", "the client says only a part")],
    },
    Mutant {
        name: "close-in-small-letters-only",
        program: "client",
        edits: &[(
            "            let is_close = line.eq_ignore_ascii_case(b\"close\");\n",
            "            let is_close = line == b\"close\";\n",
        )],
        fails: &[("client-close", "the client does not go to `closed` when its typed")],
    },
    Mutant {
        name: "an-error-at-closed",
        program: "client",
        edits: &[(
            CLOSED,
            "            State::Closed => {\n                report(\"the connection is closed\");\n                return Ok(());\n            }",
        )],
        fails: &[("client-close", "the client reports an error although")],
    },
    Mutant {
        name: "never-takes-closed",
        program: "client",
        edits: &[(
            "            let wanted = if is_close { \"closed\" } else { \"accepted\" };\n",
            "            let wanted = \"accepted\";\n",
        )],
        fails: &[
            ("client-close", "the client does not say `state: closed` when"),
            ("client-states", "the client does not go to `closed`"),
        ],
    },
];
