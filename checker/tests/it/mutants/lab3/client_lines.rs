//! The wrong clients of lab 3 that send or wait wrongly.

use super::{ASK, COUNT, NEW_ANSWER, SEND};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-asks-the-keyboard-all-the-time",
        program: "client",
        edits: &[("match self.keyboard.recv_timeout(GLANCE) {", "match self.keyboard.recv_timeout(Duration::ZERO) {")],
        fails: &[("client-split-answer", "the program spins")],
    },
    Mutant {
        name: "client-closes-at-quit",
        program: "client",
        edits: &[(
            "Ok(line) => return Ok(line),",
            "Ok(line) => return Ok(if line == b\"quit\" { b\"close\".to_vec() } else { line }),",
        )],
        fails: &[("client-accepted", "a word is taken for a command")],
    },
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
        name: "client-cuts-a-long-line",
        program: "client",
        edits: &[(
            "                Ok(Some(line)) => {\n",
            "                Ok(Some(mut line)) => {\n                    line.truncate(1023);\n",
        )],
        fails: &[("client-accepted", "a long line is cut")],
    },
    Mutant {
        name: "client-makes-two-of-a-long-line",
        program: "client",
        edits: &[(
            "                Ok(Some(line)) => {\n",
            "                Ok(Some(mut line)) => {\n                    while line.len() > 1023 {\n                        let _ = typed.send(line.drain(..1023).collect());\n                    }\n",
        )],
        fails: &[("client-accepted", "a long line is cut")],
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
        name: "a-piece-of-one-byte-is-the-end",
        program: "client",
        edits: &[(
            ASK,
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    let mut answer = Vec::new();\n    while answer.last() != Some(&b'\\n') {\n        let piece = connection.fill_buf().context(\"cannot receive\")?.to_vec();\n        connection.consume(piece.len());\n        ensure!(piece.len() > 1, \"the server closed before it had answered\");\n        answer.extend(piece);\n    }\n    answer.pop();\n    Ok(answer)\n",
        )],
        fails: &[("client-split-answer", "the client closes the connection at a piece")],
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
        name: "looks-for-it-in-the-wrong-place",
        program: "client",
        edits: &[(
            "    let read = move || {\n        loop {\n",
            "    let read = move || {\n        let mut held = Vec::new();\n        loop {\n            let mut piece = [0; 4096];\n            let length = std::io::Read::read(&mut std::io::stdin(), &mut piece).unwrap_or(0);\n            held.extend_from_slice(&piece[..length]);\n            if length == 0 {\n                return;\n            }\n            if let Some(at) = held.iter().position(|byte| *byte == b'\\n') {\n                let line: Vec<u8> = held.drain(..=at).collect();\n                if typed.send(line[..at].to_vec()).is_err() {\n                    return;\n                }\n            }\n            continue;\n            #[allow(unreachable_code)]\n",
        )],
        fails: &[("client-accepted", "a line that was typed comes out only")],
    },
    Mutant {
        name: "sends-all-that-is-typed",
        program: "client",
        edits: &[
            ("mpsc::sync_channel(0)", "mpsc::sync_channel(100)"),
            (
                "            let line = self.in_flight.insert(line);\n",
                "            let mut line = line;\n            while let Ok(more) = self.keyboard.try_recv() {\n                line.push(b'\\n');\n                line.extend(more);\n            }\n            let line = self.in_flight.insert(line);\n",
            ),
        ],
        fails: &[("client-accepted", "the client sends a line before the one before it")],
    },
    Mutant {
        name: "clone-is-close",
        program: "client",
        edits: &[(
            "            let is_close = line.eq_ignore_ascii_case(b\"close\");\n",
            "            let is_close = line.len() == 5 && line.to_ascii_lowercase().starts_with(b\"clo\");\n",
        )],
        fails: &[("client-accepted", "a word is taken for a command")],
    },
];
