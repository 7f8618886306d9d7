//! The wrong clients of lab 3 that send, wait or say goodbye wrongly.

use super::{ASK, CLOSED, COUNT, NEW_ANSWER, SAY_STATE, SEND};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "ends-at-once",
        program: "client",
        edits: &[(
            "    let mut state = State::Disconnected;\n",
            "    if client.pause == Duration::ZERO {\n        return Ok(());\n    }\n    let mut state = State::Disconnected;\n",
        )],
        fails: &[("client-accepted", "the client ends instead of connecting")],
    },
    Mutant {
        name: "waits-for-the-keyboard",
        program: "client",
        edits: &[(
            "    let mut state = State::Disconnected;\n",
            "    client.in_flight = client.keyboard.recv().ok();\n    let mut state = State::Disconnected;\n",
        )],
        fails: &[("client-accepted", "the client does not connect as soon")],
    },
    Mutant {
        name: "sends-at-the-end-of-stdin",
        program: "client",
        edits: &[(
            "    let read = move || {\n        loop {\n",
            "    let read = move || {\n        let mut all = Vec::new();\n        while let Ok(Some(line)) = args::read_line() {\n            all.push(line);\n        }\n        for line in all {\n            let _ = typed.send(line);\n        }\n        return;\n        loop {\n",
        )],
        fails: &[("client-accepted", "the client does not send a line that was typed")],
    },
    Mutant {
        name: "passes-over-empty-lines",
        program: "client",
        edits: &[(
            "                Ok(Some(line)) => {\n",
            "                Ok(Some(line)) if line.is_empty() => {}\n                Ok(Some(line)) => {\n",
        )],
        fails: &[("client-accepted", "the client does not send a line that was typed")],
    },
    Mutant {
        name: "sends-trimmed",
        program: "client",
        edits: &[(
            "    let message = [line, b\"\\n\"].concat();\n",
            "    let message = [line.trim_ascii(), b\"\\n\"].concat();\n",
        )],
        fails: &[("client-accepted", "a line does not go out as it was typed")],
    },
    Mutant {
        name: "sends-crlf",
        program: "client",
        edits: &[(
            "    let message = [line, b\"\\n\"].concat();\n",
            "    let message = [line, b\"\\r\\n\"].concat();\n",
        )],
        fails: &[("client-accepted", "a line does not go out as it was typed")],
    },
    Mutant {
        name: "does-not-wait",
        program: "client",
        edits: &[
            (
                ASK,
                "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    let _ = &connection;\n    Ok(if line == b\"close\" { b\"closed\".to_vec() } else { b\"accepted\".to_vec() })\n",
            ),
            ("    ensure!(connection.buffer().is_empty(), \"the server sent more than one answer\");\n", ""),
            ("        Ok(_) => bail!(\"the server sent an answer to no question\"),\n", "        Ok(_) => Ok(()),\n"),
        ],
        fails: &[("client-accepted", "the client sends a line before the one before it")],
    },
    Mutant {
        name: "fourth-line-at-once",
        program: "client",
        edits: &[
            COUNT,
            (
                "        self.pause = SHORTEST_PAUSE;\n",
                "        self.pause = SHORTEST_PAUSE;\n        *SOCKET.lock().unwrap() = connection.try_clone().ok();\n",
            ),
            ("mpsc::sync_channel(0)", "mpsc::sync_channel(100)"),
            (
                "                Ok(Some(line)) => {\n",
                "                Ok(Some(line)) if count() > 3 => {\n                    let socket = SOCKET.lock().unwrap();\n                    let _ = socket.as_ref().unwrap().write_all(&[&line[..], b\"\\n\"].concat());\n                }\n                Ok(Some(line)) => {\n",
            ),
        ],
        fails: &[("client-accepted", "the client sends a line before the one before it")],
    },
    Mutant {
        name: "close-it-is-close",
        program: "client",
        edits: &[(
            "            let is_close = line.eq_ignore_ascii_case(b\"close\");\n",
            "            let is_close = line.to_ascii_lowercase().starts_with(b\"close\");\n",
        )],
        fails: &[("client-accepted", "the client closes the connection, although")],
    },
    Mutant {
        name: "half-closes-each-time",
        program: "client",
        edits: &[(
            SEND,
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    let _ = connection.get_ref().shutdown(std::net::Shutdown::Write);\n",
        )],
        fails: &[("client-accepted", "the client closes the connection, although")],
    },
    Mutant {
        name: "a-piece-is-the-answer",
        program: "client",
        edits: &[
            (
                ASK,
                "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    let piece = connection.fill_buf().context(\"cannot receive\")?.to_vec();\n    connection.consume(piece.len());\n    ensure!(!piece.is_empty(), \"the server closed before it had answered\");\n    Ok(if piece.starts_with(b\"acc\") || piece.starts_with(b\"ept\") { b\"accepted\".to_vec() } else { b\"closed\".to_vec() })\n",
            ),
            ("    ensure!(connection.buffer().is_empty(), \"the server sent more than one answer\");\n", ""),
            ("        Ok(_) => bail!(\"the server sent an answer to no question\"),\n", "        Ok(_) => Ok(()),\n"),
        ],
        fails: &[("client-split-answer", "the client takes a piece of the answer for the answer")],
    },
    Mutant {
        name: "a-piece-is-ignored",
        program: "client",
        edits: &[(
            ASK,
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    loop {\n        let piece = connection.fill_buf().context(\"cannot receive\")?.to_vec();\n        connection.consume(piece.len());\n        ensure!(!piece.is_empty(), \"the server closed before it had answered\");\n        if piece == b\"accepted\\n\" || piece == b\"closed\\n\" {\n            return Ok(piece[..piece.len() - 1].to_vec());\n        }\n    }\n",
        )],
        fails: &[("client-split-answer", "the client does not recognise")],
    },
    Mutant {
        name: "a-piece-is-wrong",
        program: "client",
        edits: &[(
            ASK,
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    let piece = connection.fill_buf().context(\"cannot receive\")?.to_vec();\n    connection.consume(piece.len());\n    ensure!(!piece.is_empty(), \"the server closed before it had answered\");\n    Ok(piece.trim_ascii_end().to_vec())\n",
        )],
        fails: &[("client-split-answer", "the client closes the connection at a piece")],
    },
    Mutant {
        name: "closed-in-one-piece",
        program: "client",
        edits: &[(
            NEW_ANSWER,
            "    if line == b\"close\" {\n        let piece = connection.fill_buf().context(\"cannot receive\")?.to_vec();\n        connection.consume(piece.len());\n        return Ok(piece.trim_ascii_end().to_vec());\n    }\n    let mut answer = Vec::new();\n",
        )],
        fails: &[("client-split-answer", "the client ends, or says that the connection is over")],
    },
    Mutant {
        name: "closed-only-in-one-piece",
        program: "client",
        edits: &[(
            NEW_ANSWER,
            "    while line == b\"close\" {\n        let piece = connection.fill_buf().context(\"cannot receive\")?.to_vec();\n        connection.consume(piece.len());\n        ensure!(!piece.is_empty(), \"the server closed before it had answered\");\n        if piece == b\"closed\\n\" {\n            return Ok(b\"closed\".to_vec());\n        }\n    }\n    let mut answer = Vec::new();\n",
        )],
        fails: &[("client-split-answer", "the client is answered `closed` in two pieces")],
    },
    Mutant {
        name: "clo-is-closed",
        program: "client",
        edits: &[(
            NEW_ANSWER,
            "    if line == b\"close\" && connection.fill_buf().context(\"cannot receive\")?.starts_with(b\"clo\") {\n        return Ok(b\"closed\".to_vec());\n    }\n    let mut answer = Vec::new();\n",
        )],
        fails: &[("client-split-answer", "the client ends, or says that the connection is over")],
    },
    Mutant {
        name: "answer-times-out",
        program: "client",
        edits: &[(
            "        self.pause = SHORTEST_PAUSE;\n        Ok(BufReader::new(connection))\n",
            "        self.pause = SHORTEST_PAUSE;\n        connection.set_read_timeout(Some(Duration::from_secs(1)))?;\n        Ok(BufReader::new(connection))\n",
        )],
        fails: &[("client-split-answer", "the client closes the connection at a piece")],
    },
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
                "use args::{report, say};\nstatic SOCKET: std::sync::Mutex<Option<TcpStream>> = std::sync::Mutex::new(None);\n",
            ),
            (
                "        self.pause = SHORTEST_PAUSE;\n",
                "        self.pause = SHORTEST_PAUSE;\n        *SOCKET.lock().unwrap() = connection.try_clone().ok();\n",
            ),
            (
                "                Ok(None) => return,\n",
                "                Ok(None) => {\n                    let _ = SOCKET.lock().unwrap().as_ref().unwrap().write_all(b\"close\\n\");\n                    return;\n                }\n",
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
            ("client-states", "the client says other states"),
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
];
