//! The wrong programs and diagrams of lab 3.

use super::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "never-answers",
        program: "server",
        edits: &[("        connection.get_mut().write_all(b\"accepted\\n\").context(\"cannot answer\")?;\n", "")],
        fails: &[("server-accepts", "the server does not answer a line")],
    },
    Mutant {
        name: "answers-without-newline",
        program: "server",
        edits: &[("write_all(b\"accepted\\n\")", "write_all(b\"accepted\")")],
        fails: &[("server-accepts", "the answer is not")],
    },
    Mutant {
        name: "answers-in-capitals",
        program: "server",
        edits: &[("write_all(b\"accepted\\n\")", "write_all(b\"ACCEPTED\\n\")")],
        fails: &[("server-accepts", "the answer is not")],
    },
    Mutant {
        name: "one-line-only",
        program: "server",
        edits: &[(
            "        connection.get_mut().write_all(b\"accepted\\n\").context(\"cannot answer\")?;\n",
            "        connection.get_mut().write_all(b\"accepted\\n\").context(\"cannot answer\")?;\n        return Ok(());\n",
        )],
        fails: &[("server-accepts", "the server closes the connection instead")],
    },
    Mutant {
        name: "prints-nothing",
        program: "server",
        edits: &[("        say(format_args!(\"received: {}\", String::from_utf8_lossy(&line)));\n", "")],
        fails: &[("server-accepts", "the server answers a line, and does not print")],
    },
    Mutant {
        name: "prints-trimmed",
        program: "server",
        edits: &[(
            "        say(format_args!(\"received: {}\", String::from_utf8_lossy(&line)));\n",
            "        say(format_args!(\"received: {}\", String::from_utf8_lossy(&line).trim()));\n",
        )],
        fails: &[("server-accepts", "the line is not printed as it came")],
    },
    Mutant {
        name: "prints-without-label",
        program: "server",
        edits: &[(
            "        say(format_args!(\"received: {}\", String::from_utf8_lossy(&line)));\n",
            "        say(format_args!(\"{}\", String::from_utf8_lossy(&line)));\n",
        )],
        fails: &[("server-accepts", "the line is not printed as it came")],
    },
    Mutant {
        name: "empty-line-is-the-end",
        program: "server",
        edits: &[(
            "    ensure!(line.pop() == Some(b'\\n'), \"the connection was closed mid-line\");\n",
            "    ensure!(line.pop() == Some(b'\\n'), \"the connection was closed mid-line\");\n    if line.is_empty() {\n        return Ok(None);\n    }\n",
        )],
        fails: &[("server-accepts", "the server closes the connection instead")],
    },
    Mutant {
        name: "each-read-is-a-line",
        program: "server",
        edits: &[
            (
                "    connection.read_until(b'\\n', &mut line).context(\"cannot receive\")?;\n    if line.is_empty() {\n        return Ok(None);\n    }\n",
                "    let piece = connection.fill_buf()?.to_vec();\n    connection.consume(piece.len());\n    line = piece;\n    if line.is_empty() {\n        return Ok(None);\n    }\n",
            ),
            (
                "    ensure!(line.pop() == Some(b'\\n'), \"the connection was closed mid-line\");\n",
                "    if line.last() == Some(&b'\\n') {\n        line.pop();\n    }\n",
            ),
        ],
        fails: &[("server-split-line", "the server takes each read for a line")],
    },
    Mutant {
        name: "half-a-line-is-answered",
        program: "server",
        edits: &[(
            "    ensure!(line.pop() == Some(b'\\n'), \"the connection was closed mid-line\");\n",
            "    if line.last() == Some(&b'\\n') {\n        line.pop();\n    }\n",
        )],
        fails: &[
            ("server-split-line", "the server answers before"),
            ("server-client-gone", "the server takes half a line"),
        ],
    },
    Mutant {
        name: "waits-at-half-a-line",
        program: "server",
        edits: &[(
            "    connection.read_until(b'\\n', &mut line).context(\"cannot receive\")?;\n    if line.is_empty() {\n        return Ok(None);\n    }\n",
            "    let piece = connection.fill_buf()?.to_vec();\n    connection.consume(piece.len());\n    line = piece;\n    if line.is_empty() {\n        return Ok(None);\n    }\n    if line.last() != Some(&b'\\n') {\n        connection.read_to_end(&mut line)?;\n    }\n",
        )],
        fails: &[("server-split-line", "the server does not answer a line that comes in pieces")],
    },
    Mutant {
        name: "rest-of-a-read-is-lost",
        program: "server",
        edits: &[(
            "    while let Some(line) = read_line(&mut connection)? {\n",
            "    while let Some(line) = read_line(&mut connection)? {\n        let rest = connection.buffer().len();\n        connection.consume(rest);\n",
        )],
        fails: &[("server-split-line", "the server answers fewer lines")],
    },
    Mutant {
        name: "gives-up-at-a-piece",
        program: "server",
        edits: &[(
            "    connection.read_until(b'\\n', &mut line).context(\"cannot receive\")?;\n    if line.is_empty() {\n        return Ok(None);\n    }\n",
            "    let piece = connection.fill_buf()?.to_vec();\n    connection.consume(piece.len());\n    line = piece;\n    if line.is_empty() {\n        return Ok(None);\n    }\n",
        )],
        fails: &[("server-split-line", "the server gives up at a line")],
    },
    Mutant {
        name: "drops-who-is-slow",
        program: "server",
        edits: &[(
            "    let mut connection = BufReader::new(connection);\n",
            "    connection.set_read_timeout(Some(std::time::Duration::from_secs(1)))?;\n    let mut connection = BufReader::new(connection);\n",
        )],
        fails: &[("server-split-line", "the server gives up at a line")],
    },
    Mutant {
        name: "decodes-each-read",
        program: "server",
        edits: &[(
            "    connection.read_until(b'\\n', &mut line).context(\"cannot receive\")?;\n",
            "    loop {\n        let piece = connection.fill_buf().context(\"cannot receive\")?;\n        let end = piece.iter().position(|byte| *byte == b'\\n').map_or(piece.len(), |at| at + 1);\n        line.extend_from_slice(String::from_utf8_lossy(&piece[..end]).as_bytes());\n        connection.consume(end);\n        if end == 0 || line.ends_with(b\"\\n\") {\n            break;\n        }\n    }\n",
        )],
        fails: &[("server-split-line", "the server makes text of each read")],
    },
    Mutant {
        name: "close-in-three-spellings",
        program: "server",
        edits: &[(
            "line.eq_ignore_ascii_case(b\"close\")",
            "[&b\"close\"[..], b\"CLOSE\", b\"Close\"].contains(&&line[..])",
        )],
        fails: &[("server-close", "`close` in some case is taken")],
    },
    Mutant {
        name: "close-answered-in-its-case",
        program: "server",
        edits: &[("write_all(b\"closed\\n\")", "write_all(&[&line[..], b\"d\\n\"].concat())")],
        fails: &[("server-close", "the answer to `close` is `closed` in small letters")],
    },
    Mutant {
        name: "closed-and-waits-for-the-client",
        program: "server",
        edits: &[(
            "            connection.get_mut().write_all(b\"closed\\n\").context(\"cannot answer\")?;\n",
            "            connection.get_mut().write_all(b\"closed\\n\").context(\"cannot answer\")?;\n            connection.get_mut().shutdown(std::net::Shutdown::Write)?;\n            std::io::copy(&mut connection, &mut std::io::sink())?;\n",
        )],
        fails: &[("server-states", "the server answers `closed`, and then waits")],
    },
    Mutant {
        name: "close-stays-open",
        program: "server",
        edits: &[("            return Ok(());\n", "            continue;\n")],
        fails: &[("server-close", "the server answers `closed`, and does not close")],
    },
    Mutant {
        name: "close-unanswered-and-open",
        program: "server",
        edits: &[(
            "            connection.get_mut().write_all(b\"closed\\n\").context(\"cannot answer\")?;\n            return Ok(());\n",
            "            continue;\n",
        )],
        fails: &[("server-close", "the server does not answer `close`")],
    },
    Mutant {
        name: "close-in-lower-case-only",
        program: "server",
        edits: &[("line.eq_ignore_ascii_case(b\"close\")", "line == b\"close\"")],
        fails: &[("server-close", "`close` in some case is taken")],
    },
    Mutant {
        name: "close-by-its-beginning",
        program: "server",
        edits: &[("line.eq_ignore_ascii_case(b\"close\")", "line.to_ascii_lowercase().starts_with(b\"close\")")],
        fails: &[("server-close", "`close` in some case is taken")],
    },
    Mutant {
        name: "close-trimmed",
        program: "server",
        edits: &[("line.eq_ignore_ascii_case(b\"close\")", "line.trim_ascii().eq_ignore_ascii_case(b\"close\")")],
        fails: &[("server-close", "`close` in some case is taken")],
    },
    Mutant {
        name: "close-without-answer",
        program: "server",
        edits: &[("            connection.get_mut().write_all(b\"closed\\n\").context(\"cannot answer\")?;\n", "")],
        fails: &[("server-close", "the server closes the connection without an answer")],
    },
    Mutant {
        name: "ends-with-its-client",
        program: "server",
        edits: &[(
            "                State::Listening\n            }\n        };",
            "                return Ok(());\n            }\n        };",
        )],
        fails: &[("server-close", "the server ends with its client")],
    },
    Mutant {
        name: "answers-twice-at-close",
        program: "server",
        edits: &[("write_all(b\"closed\\n\")", "write_all(b\"closed\\nbye\\n\")")],
        fails: &[("server-close", "the server goes on answering")],
    },
    Mutant {
        name: "silent-after-an-error",
        program: "server",
        edits: &[
            (
                "    let mut state = State::Listening;\n",
                "    let mut state = State::Listening;\n    let mut quiet = false;\n",
            ),
            (
                "        say(format_args!(\"state: {}\", state.name()));\n",
                "        if !std::mem::take(&mut quiet) {\n            say(format_args!(\"state: {}\", state.name()));\n        }\n",
            ),
            (
                "                    report(error.context(format!(\"client {peer}\")));\n",
                "                    report(error.context(format!(\"client {peer}\")));\n                    quiet = true;\n",
            ),
        ],
        fails: &[
            ("server-client-gone", "the server does not say `state: listening`"),
            ("server-states", "the server does not say a state"),
        ],
    },
    Mutant {
        name: "an-error-ends-it",
        program: "server",
        edits: &[(
            "                    report(error.context(format!(\"client {peer}\")));\n",
            "                    return Err(error.context(format!(\"client {peer}\")));\n",
        )],
        fails: &[
            ("server-client-gone", "the server ends with its client"),
            ("server-states", "the server ends instead"),
        ],
    },
    Mutant {
        name: "answers-until-it-works",
        program: "server",
        edits: &[(
            "        connection.get_mut().write_all(b\"accepted\\n\").context(\"cannot answer\")?;\n",
            "        while connection.get_mut().write_all(b\"accepted\\n\").is_err() {}\n",
        )],
        fails: &[("server-client-gone", "the server does not get to the next client")],
    },
    Mutant {
        name: "asks-who-it-was",
        program: "server",
        edits: &[(
            "        match listener.accept() {\n            Ok(accepted) => return accepted,\n",
            "        match listener.accept() {\n            Ok((stream, from)) => {\n                if stream.peer_addr().is_err() {\n                    std::process::exit(1);\n                }\n                return (stream, from);\n            }\n",
        )],
        fails: &[("server-client-gone", "the server ends, or drops the next client")],
    },
    Mutant {
        name: "half-a-line-is-kept",
        program: "server",
        edits: &[
            (
                "    let mut line = Vec::new();\n",
                "    static REST: std::sync::Mutex<Vec<u8>> = std::sync::Mutex::new(Vec::new());\n    let mut line = std::mem::take(&mut *REST.lock().unwrap());\n    let before = line.len();\n",
            ),
            ("    if line.is_empty() {\n", "    if line.len() == before {\n        *REST.lock().unwrap() = line;\n"),
            (
                "    ensure!(line.pop() == Some(b'\\n'), \"the connection was closed mid-line\");\n",
                "    if line.last() != Some(&b'\\n') {\n        *REST.lock().unwrap() = line;\n        return Ok(None);\n    }\n    line.pop();\n",
            ),
        ],
        fails: &[("server-client-gone", "what the last client left")],
    },
    Mutant {
        name: "no-reuseaddr",
        program: "server",
        edits: &[(
            "    let bound = TcpListener::bind(address);\n",
            "    let bound = (|| {\n        let socket = socket2::Socket::new(socket2::Domain::for_address(address), socket2::Type::STREAM, None)?;\n        socket.bind(&address.into())?;\n        socket.listen(128)?;\n        Ok::<_, std::io::Error>(TcpListener::from(socket))\n    })();\n",
        )],
        fails: &[("server-restart", "the port is still taken")],
    },
    Mutant {
        name: "waits-for-its-port",
        program: "server",
        edits: &[(
            "    let bound = TcpListener::bind(address);\n",
            "    let bound = loop {\n        let bound = (|| {\n            let socket = socket2::Socket::new(socket2::Domain::for_address(address), socket2::Type::STREAM, None)?;\n            socket.bind(&address.into())?;\n            socket.listen(128)?;\n            Ok::<_, std::io::Error>(TcpListener::from(socket))\n        })();\n        match bound {\n            Ok(bound) => break Ok::<_, std::io::Error>(bound),\n            Err(_) => std::thread::sleep(std::time::Duration::from_millis(50)),\n        }\n    };\n",
        )],
        fails: &[
            ("server-restart", "the server does not listen again"),
            ("server-port-in-use", "the server neither listens nor ends"),
        ],
    },
    Mutant {
        name: "another-port",
        program: "server",
        edits: &[(
            "    let bound = TcpListener::bind(address);\n",
            "    let bound = (|| {\n        let socket = socket2::Socket::new(socket2::Domain::for_address(address), socket2::Type::STREAM, None)?;\n        if socket.bind(&address.into()).is_err() {\n            socket.bind(&SocketAddr::new(address.ip(), 0).into())?;\n        }\n        socket.listen(128)?;\n        Ok::<_, std::io::Error>(TcpListener::from(socket))\n    })();\n",
        )],
        fails: &[
            ("server-restart", "the server listens at another port"),
            ("server-port-in-use", "the server says that it listens although"),
        ],
    },
    Mutant {
        name: "reuseport",
        program: "server",
        edits: &[(
            "    let bound = TcpListener::bind(address);\n",
            "    let bound = (|| {\n        let socket = socket2::Socket::new(socket2::Domain::for_address(address), socket2::Type::STREAM, None)?;\n        socket.set_reuse_address(true)?;\n        socket.set_reuse_port(true)?;\n        socket.bind(&address.into())?;\n        socket.listen(128)?;\n        Ok::<_, std::io::Error>(TcpListener::from(socket))\n    })();\n",
        )],
        fails: &[("server-port-in-use", "the server says that it listens although")],
    },
    Mutant {
        name: "error-without-its-word",
        program: "server",
        edits: &[(
            "    let listener = bound.with_context(|| format!(\"cannot listen on {address}\"))?;\n",
            "    let Ok(listener) = bound else {\n        eprintln!(\"cannot listen on {address}\");\n        std::process::exit(1);\n    };\n",
        )],
        fails: &[("server-port-in-use", "the error line does not start")],
    },
    Mutant {
        name: "error-on-stdout",
        program: "server",
        edits: &[(
            "    let listener = bound.with_context(|| format!(\"cannot listen on {address}\"))?;\n",
            "    let Ok(listener) = bound else {\n        println!(\"error: cannot listen on {address}\");\n        std::process::exit(1);\n    };\n",
        )],
        fails: &[("server-port-in-use", "the error is printed on stdout")],
    },
    Mutant {
        name: "error-without-words",
        program: "server",
        edits: &[(
            "    let listener = bound.with_context(|| format!(\"cannot listen on {address}\"))?;\n",
            "    let Ok(listener) = bound else {\n        std::process::exit(1);\n    };\n",
        )],
        fails: &[("server-port-in-use", "the server ends without saying why")],
    },
    Mutant {
        name: "error-and-three",
        program: "server",
        edits: &[(
            "    let listener = bound.with_context(|| format!(\"cannot listen on {address}\"))?;\n",
            "    let Ok(listener) = bound else {\n        eprintln!(\"error: cannot listen on {address}\");\n        std::process::exit(3);\n    };\n",
        )],
        fails: &[("server-port-in-use", "the server ends with another status")],
    },
    Mutant {
        name: "error-and-on",
        program: "server",
        edits: &[(
            "    let listener = bound.with_context(|| format!(\"cannot listen on {address}\"))?;\n",
            "    let Ok(listener) = bound else {\n        eprintln!(\"error: cannot listen on {address}\");\n        loop {\n            std::thread::park();\n        }\n    };\n",
        )],
        fails: &[("server-port-in-use", "the server reports the error and goes on")],
    },
    Mutant {
        name: "connected-unsaid",
        program: "server",
        edits: &[(
            "        say(format_args!(\"state: {}\", state.name()));\n",
            "        if state.name() == \"listening\" {\n            say(format_args!(\"state: {}\", state.name()));\n        }\n",
        )],
        fails: &[
            ("server-states", "the server does not say a state"),
            ("diagram-server", "the diagram is right"),
            ("diagram-holds", "the program does something"),
        ],
    },
    Mutant {
        name: "connected-at-the-first-line",
        program: "server",
        edits: &[
            (
                "        say(format_args!(\"state: {}\", state.name()));\n",
                "        if state.name() == \"listening\" {\n            say(format_args!(\"state: {}\", state.name()));\n        }\n",
            ),
            (
                "        say(format_args!(\"received: {}\", String::from_utf8_lossy(&line)));\n",
                "        say(format_args!(\"received: {}\", String::from_utf8_lossy(&line)));\n        if CONNECTED.swap(false, std::sync::atomic::Ordering::SeqCst) {\n            say(format_args!(\"state: connected\"));\n        }\n",
            ),
            (
                "    let mut connection = BufReader::new(connection);\n",
                "    let mut connection = BufReader::new(connection);\n    CONNECTED.store(true, std::sync::atomic::Ordering::SeqCst);\n",
            ),
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nstatic CONNECTED: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);\n",
            ),
        ],
        fails: &[("server-states", "the server does not say a state")],
    },
    Mutant {
        name: "waiting-for-listening",
        program: "server",
        edits: &[("            State::Listening => \"listening\",", "            State::Listening => \"waiting\",")],
        fails: &[("server-states", "a state has another name"), ("diagram-server", "the diagram is right")],
    },
    Mutant {
        name: "a-state-a-line",
        program: "server",
        edits: &[(
            "        connection.get_mut().write_all(b\"accepted\\n\").context(\"cannot answer\")?;\n",
            "        say(format_args!(\"state: connected\"));\n        connection.get_mut().write_all(b\"accepted\\n\").context(\"cannot answer\")?;\n",
        )],
        fails: &[("server-states", "a state is said again"), ("diagram-holds", "the program does something")],
    },
    Mutant {
        name: "listens-and-ends",
        program: "server",
        edits: &[(
            "                State::Listening\n            }\n        };",
            "                drop(listener);\n                say(format_args!(\"state: listening\"));\n                return Ok(());\n            }\n        };",
        )],
        fails: &[("server-states", "the server ends instead of")],
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
                "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    let mut answer = Vec::new();\n    connection.read_until(b'\\n', &mut answer).context(\"cannot receive\")?;\n    ensure!(answer.pop() == Some(b'\\n'), \"the server closed before it had answered\");\n    Ok(answer)\n",
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
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\nstatic SOCKET: std::sync::Mutex<Option<TcpStream>> = std::sync::Mutex::new(None);\n",
            ),
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
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n",
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    let _ = connection.get_ref().shutdown(std::net::Shutdown::Write);\n",
        )],
        fails: &[("client-accepted", "the client closes the connection, although")],
    },
    Mutant {
        name: "refused-is-the-end",
        program: "client",
        edits: &[(
            "                Ok(connection) => State::Connected(connection),\n                Err(error) => {\n                    report(error);\n                    State::Disconnected\n",
            "                Ok(connection) => State::Connected(connection),\n                Err(error) => {\n                    return Err(error);\n",
        )],
        fails: &[("client-waits-for-server", "the client ends because nobody listens")],
    },
    Mutant {
        name: "refused-and-connecting",
        program: "client",
        edits: &[(
            "                Ok(connection) => State::Connected(connection),\n                Err(error) => {\n                    report(error);\n                    State::Disconnected\n",
            "                Ok(connection) => State::Connected(connection),\n                Err(error) => {\n                    report(error);\n                    client.wait();\n                    State::Connecting\n",
        )],
        fails: &[
            ("client-waits-for-server", "the client does not try again, or does not say"),
            ("diagram-holds", "the program does something"),
            ("diagram-client", "the diagram is right"),
        ],
    },
    Mutant {
        name: "three-tries-and-sleeps",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\n",
            ),
            (
                "        thread::sleep(self.pause);\n",
                "        thread::sleep(self.pause);\n        while count() > 2 {\n            thread::park();\n        }\n",
            ),
        ],
        fails: &[
            ("client-waits-for-server", "the client does not try again: it has given up"),
            ("client-server-restarts", "the client does not connect again"),
        ],
    },
    Mutant {
        name: "three-tries-and-ends",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\n",
            ),
            (
                "        thread::sleep(self.pause);\n",
                "        thread::sleep(self.pause);\n        if count() > 2 {\n            report(\"no server\");\n            std::process::exit(1);\n        }\n",
            ),
        ],
        fails: &[
            ("client-waits-for-server", "the client gives up before"),
            ("client-server-restarts", "the client ends instead of connecting again"),
        ],
    },
    Mutant {
        name: "forgets-what-was-typed-early",
        program: "client",
        edits: &[(
            "        self.pause = SHORTEST_PAUSE;\n",
            "        while self.pause > 2 * SHORTEST_PAUSE && self.keyboard.try_recv().is_ok() {}\n        self.pause = SHORTEST_PAUSE;\n",
        )],
        fails: &[("client-waits-for-server", "the client forgets what was typed")],
    },
    Mutant {
        name: "lost-is-the-end",
        program: "client",
        edits: &[(
            "                Ok(()) => State::Closed,\n                Err(error) => {\n                    report(error);\n                    State::Disconnected\n",
            "                Ok(()) => State::Closed,\n                Err(error) => {\n                    return Err(error);\n",
        )],
        fails: &[
            ("client-server-restarts", "the client ends with its server"),
            ("client-server-closes", "the client ends when its server closes"),
            ("client-states", "the client ends where"),
            ("client-close", "the client takes the end of the stream for `closed`"),
        ],
    },
    Mutant {
        name: "idle-loss-unnoticed",
        program: "client",
        edits: &[(
            "            match self.keyboard.recv_timeout(GLANCE) {\n",
            "            match self.keyboard.recv().map_err(|_| RecvTimeoutError::Disconnected) {\n",
        )],
        fails: &[
            ("client-server-restarts", "the client does not notice"),
            ("client-states", "the client does not connect again"),
        ],
    },
    Mutant {
        name: "sent-once",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nstatic SENT: std::sync::Mutex<Vec<u8>> = std::sync::Mutex::new(Vec::new());\n",
            ),
            (
                "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n",
                "    if *SENT.lock().unwrap() != line {\n        connection.get_mut().write_all(&message).context(\"cannot send\")?;\n        *SENT.lock().unwrap() = line.to_vec();\n    }\n",
            ),
        ],
        fails: &[
            ("client-server-restarts", "a line is lost: one that was sent"),
            ("client-server-closes", "a line without its answer is not sent again"),
        ],
    },
    Mutant {
        name: "line-in-flight-is-lost",
        program: "client",
        edits: &[(
            "                Ok(()) => State::Closed,\n                Err(error) => {\n                    report(error);\n                    State::Disconnected\n",
            "                Ok(()) => State::Closed,\n                Err(error) => {\n                    report(error);\n                    client.in_flight = None;\n                    State::Disconnected\n",
        )],
        fails: &[
            ("client-server-restarts", "after reconnecting another line comes"),
            ("client-server-closes", "after reconnecting another line comes"),
        ],
    },
    Mutant {
        name: "answered-and-sent-again",
        program: "client",
        edits: &[
            ("            self.in_flight = None;\n", "            self.last = self.in_flight.take();\n"),
            ("    in_flight: Option<Vec<u8>>,\n", "    in_flight: Option<Vec<u8>>,\n    last: Option<Vec<u8>>,\n"),
            ("in_flight: None, pause }", "in_flight: None, last: None, pause }"),
            (
                "                Ok(()) => State::Closed,\n                Err(error) => {\n                    report(error);\n                    State::Disconnected\n",
                "                Ok(()) => State::Closed,\n                Err(error) => {\n                    report(error);\n                    if client.in_flight.is_none() {\n                        client.in_flight = client.last.take();\n                    }\n                    State::Disconnected\n",
            ),
        ],
        fails: &[
            ("client-server-restarts", "after reconnecting another line comes"),
            ("client-states", "a line that was answered is sent again"),
        ],
    },
    Mutant {
        name: "end-is-an-answer",
        program: "client",
        edits: &[(
            "    ensure!(answer.pop() == Some(b'\\n'), \"the server closed before it had answered\");\n    Ok(answer)\n",
            "    if answer.pop() != Some(b'\\n') {\n        return Ok(if line.eq_ignore_ascii_case(b\"close\") { b\"closed\".to_vec() } else { b\"accepted\".to_vec() });\n    }\n    Ok(answer)\n",
        )],
        fails: &[
            ("client-server-closes", "after reconnecting another line comes"),
            ("client-close", "the client takes the end of the stream"),
        ],
    },
    Mutant {
        name: "waits-for-the-rest-of-an-answer",
        program: "client",
        edits: &[(
            "    ensure!(answer.pop() == Some(b'\\n'), \"the server closed before it had answered\");\n",
            "    while answer.last() != Some(&b'\\n') {\n        std::thread::park();\n    }\n    answer.pop();\n",
        )],
        fails: &[
            ("client-server-closes", "the client does not connect again"),
            ("client-close", "the client does not connect again when"),
        ],
    },
    Mutant {
        name: "half-an-answer-is-kept",
        program: "client",
        edits: &[
            (
                "    let mut answer = Vec::new();\n",
                "    static REST: std::sync::Mutex<Vec<u8>> = std::sync::Mutex::new(Vec::new());\n    let mut answer = std::mem::take(&mut *REST.lock().unwrap());\n",
            ),
            (
                "    ensure!(answer.pop() == Some(b'\\n'), \"the server closed before it had answered\");\n",
                "    if answer.last() != Some(&b'\\n') {\n        *REST.lock().unwrap() = answer;\n        bail!(\"the server closed before it had answered\");\n    }\n    answer.pop();\n",
            ),
        ],
        fails: &[("client-server-closes", "after reconnecting another line comes")],
    },
    Mutant {
        name: "a-piece-is-the-answer",
        program: "client",
        edits: &[
            (
                "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    let mut answer = Vec::new();\n    connection.read_until(b'\\n', &mut answer).context(\"cannot receive\")?;\n    ensure!(answer.pop() == Some(b'\\n'), \"the server closed before it had answered\");\n    Ok(answer)\n",
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
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    let mut answer = Vec::new();\n    connection.read_until(b'\\n', &mut answer).context(\"cannot receive\")?;\n    ensure!(answer.pop() == Some(b'\\n'), \"the server closed before it had answered\");\n    Ok(answer)\n",
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    loop {\n        let piece = connection.fill_buf().context(\"cannot receive\")?.to_vec();\n        connection.consume(piece.len());\n        ensure!(!piece.is_empty(), \"the server closed before it had answered\");\n        if piece == b\"accepted\\n\" || piece == b\"closed\\n\" {\n            return Ok(piece[..piece.len() - 1].to_vec());\n        }\n    }\n",
        )],
        fails: &[("client-split-answer", "the client does not recognise")],
    },
    Mutant {
        name: "a-piece-is-wrong",
        program: "client",
        edits: &[(
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    let mut answer = Vec::new();\n    connection.read_until(b'\\n', &mut answer).context(\"cannot receive\")?;\n    ensure!(answer.pop() == Some(b'\\n'), \"the server closed before it had answered\");\n    Ok(answer)\n",
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    let piece = connection.fill_buf().context(\"cannot receive\")?.to_vec();\n    connection.consume(piece.len());\n    ensure!(!piece.is_empty(), \"the server closed before it had answered\");\n    Ok(piece.trim_ascii_end().to_vec())\n",
        )],
        fails: &[("client-split-answer", "the client closes the connection at a piece")],
    },
    Mutant {
        name: "closed-in-one-piece",
        program: "client",
        edits: &[(
            "    let mut answer = Vec::new();\n",
            "    if line == b\"close\" {\n        let piece = connection.fill_buf().context(\"cannot receive\")?.to_vec();\n        connection.consume(piece.len());\n        return Ok(piece.trim_ascii_end().to_vec());\n    }\n    let mut answer = Vec::new();\n",
        )],
        fails: &[("client-split-answer", "the client ends, or says that the connection is over")],
    },
    Mutant {
        name: "closed-only-in-one-piece",
        program: "client",
        edits: &[(
            "    let mut answer = Vec::new();\n",
            "    while line == b\"close\" {\n        let piece = connection.fill_buf().context(\"cannot receive\")?.to_vec();\n        connection.consume(piece.len());\n        ensure!(!piece.is_empty(), \"the server closed before it had answered\");\n        if piece == b\"closed\\n\" {\n            return Ok(b\"closed\".to_vec());\n        }\n    }\n    let mut answer = Vec::new();\n",
        )],
        fails: &[("client-split-answer", "the client is answered `closed` in two pieces")],
    },
    Mutant {
        name: "clo-is-closed",
        program: "client",
        edits: &[(
            "    let mut answer = Vec::new();\n",
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
        name: "never-doubles",
        program: "client",
        edits: &[(
            "        self.pause = (self.pause * 2).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);\n",
            "        self.pause = SHORTEST_PAUSE;\n",
        )],
        fails: &[("client-backs-off", "the client tries again too soon")],
    },
    Mutant {
        name: "no-pause",
        program: "client",
        edits: &[("thread::sleep(self.pause);", "thread::sleep(Duration::ZERO);")],
        fails: &[("client-backs-off", "the client tries again too soon")],
    },
    Mutant {
        name: "pauses-with-the-keyboard",
        program: "client",
        edits: &[(
            "        #[expect(clippy::disallowed_methods, reason = \"time is all that is waited for\")]\n        thread::sleep(self.pause);\n",
            "        if self.in_flight.is_some() {\n            thread::sleep(self.pause);\n        } else {\n            self.in_flight = self.keyboard.recv_timeout(self.pause).ok();\n        }\n",
        )],
        fails: &[("client-backs-off", "the client tries again too soon")],
    },
    Mutant {
        name: "no-pause-after-a-loss",
        program: "client",
        edits: &[
            ("        self.pause = SHORTEST_PAUSE;\n", "        self.pause = Duration::ZERO;\n"),
            // It has to notice sooner than a pause would take, also on a busy machine.
            (
                "const GLANCE: Duration = Duration::from_millis(50);",
                "const GLANCE: Duration = Duration::from_millis(1);",
            ),
        ],
        fails: &[("client-backs-off", "the client tries again too soon")],
    },
    Mutant {
        name: "looks-at-the-clock",
        program: "client",
        edits: &[(
            "        #[expect(clippy::disallowed_methods, reason = \"time is all that is waited for\")]\n        thread::sleep(self.pause);\n",
            "        let until = std::time::Instant::now() + self.pause;\n        while std::time::Instant::now() < until {}\n",
        )],
        fails: &[("client-backs-off", "the client spins")],
    },
    Mutant {
        name: "pause-stays-long",
        program: "client",
        edits: &[("        self.pause = SHORTEST_PAUSE;\n", "")],
        fails: &[("client-backs-off", "the pause is not set back")],
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
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n",
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    if line == b\"close\" {\n        return Ok(b\"closed\".to_vec());\n    }\n",
        )],
        fails: &[("client-close", "the client says `close` and does not wait")],
    },
    Mutant {
        name: "closed-said-early",
        program: "client",
        edits: &[
            (
                "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n",
                "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    if line == b\"close\" {\n        say(\"state: closed\");\n    }\n",
            ),
            (
                "        say(format_args!(\"state: {}\", state.name()));\n",
                "        if state.name() != \"closed\" {\n            say(format_args!(\"state: {}\", state.name()));\n        }\n",
            ),
        ],
        fails: &[("client-close", "the client says `close` and does not wait")],
    },
    Mutant {
        name: "disconnected-behind-closed",
        program: "client",
        edits: &[(
            "            State::Closed => return Ok(()),",
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
        edits: &[(
            "            State::Closed => return Ok(()),",
            "            State::Closed => std::process::exit(1),",
        )],
        fails: &[("client-close", "the client ends with another status")],
    },
    Mutant {
        name: "stays-after-closed",
        program: "client",
        edits: &[(
            "            State::Closed => return Ok(()),",
            "            State::Closed => loop {\n                thread::park();\n            },",
        )],
        fails: &[("client-close", "the client does not end after")],
    },
    Mutant {
        name: "connected-said-once",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\n",
            ),
            (
                "        say(format_args!(\"state: {}\", state.name()));\n",
                "        if state.name() != \"connected\" || count() == 1 {\n            say(format_args!(\"state: {}\", state.name()));\n        }\n",
            ),
        ],
        fails: &[("client-states", "the client does not say a state")],
    },
    Mutant {
        name: "straight-to-connecting",
        program: "client",
        edits: &[(
            "                Ok(()) => State::Closed,\n                Err(error) => {\n                    report(error);\n                    State::Disconnected\n",
            "                Ok(()) => State::Closed,\n                Err(error) => {\n                    report(error);\n                    client.wait();\n                    State::Connecting\n",
        )],
        fails: &[("client-states", "the client says other states"), ("diagram-holds", "the program does something")],
    },
    Mutant {
        name: "begins-connecting",
        program: "client",
        edits: &[("    let mut state = State::Disconnected;\n", "    let mut state = State::Connecting;\n")],
        fails: &[("client-states", "the client says other states"), ("diagram-holds", "the program does something")],
    },
    Mutant {
        name: "connected-with-each-line",
        program: "client",
        edits: &[(
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n",
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    say(\"state: connected\");\n",
        )],
        fails: &[("client-states", "a state is said again")],
    },
    Mutant {
        name: "server-arrow-misspelt",
        program: "server.mmd",
        edits: &[(
            "    listening --> connected: a client is accepted\n",
            "    listening -> connected: a client is accepted\n",
        )],
        fails: &[("diagram-server", "the diagram can't be read")],
    },
    Mutant {
        name: "server-of-another-kind",
        program: "server.mmd",
        edits: &[("stateDiagram-v2\n", "flowchart TD\n")],
        fails: &[("diagram-server", "the diagram can't be read")],
    },
    Mutant {
        name: "server-without-start",
        program: "server.mmd",
        edits: &[("    [*] --> listening\n", "")],
        fails: &[("diagram-server", "a diagram has one start")],
    },
    Mutant {
        name: "server-with-two-starts",
        program: "server.mmd",
        edits: &[("    [*] --> listening\n", "    [*] --> listening\n    [*] --> connected\n")],
        fails: &[("diagram-server", "a diagram has one start")],
    },
    Mutant {
        name: "server-state-misspelt",
        program: "server.mmd",
        edits: &[(
            "    listening --> connected: a client is accepted\n",
            "    listening --> conected: a client is accepted\n",
        )],
        fails: &[("diagram-server", "the diagram has other states")],
    },
    Mutant {
        name: "server-unreachable",
        program: "server.mmd",
        edits: &[("    listening --> connected: a client is accepted\n", "")],
        fails: &[("diagram-server", "a state to which no way leads")],
    },
    Mutant {
        name: "server-missing",
        program: "server.mmd",
        edits: &[("    connected --> listening: close is answered, or the client is gone\n", "")],
        fails: &[("diagram-server", "a transition is missing"), ("diagram-holds", "the program does something")],
    },
    Mutant {
        name: "server-invented",
        program: "server.mmd",
        edits: &[(
            "    listening --> connected: a client is accepted\n",
            "    listening --> connected: a client is accepted\n    connected --> connected: a line\n",
        )],
        fails: &[("diagram-server", "a transition that this program")],
    },
    Mutant {
        name: "client-arrow-misspelt",
        program: "client.mmd",
        edits: &[(
            "    connecting --> connected: accepted by the server\n",
            "    connecting -> connected: accepted by the server\n",
        )],
        fails: &[("diagram-client", "the diagram can't be read")],
    },
    Mutant {
        name: "client-of-another-kind",
        program: "client.mmd",
        edits: &[("stateDiagram-v2\n", "flowchart TD\n")],
        fails: &[("diagram-client", "the diagram can't be read")],
    },
    Mutant {
        name: "client-without-start",
        program: "client.mmd",
        edits: &[("    [*] --> disconnected\n", "")],
        fails: &[("diagram-client", "a diagram has one start")],
    },
    Mutant {
        name: "client-with-two-starts",
        program: "client.mmd",
        edits: &[("    [*] --> disconnected\n", "    [*] --> disconnected\n    [*] --> connected\n")],
        fails: &[("diagram-client", "a diagram has one start")],
    },
    Mutant {
        name: "client-state-misspelt",
        program: "client.mmd",
        edits: &[(
            "    connecting --> connected: accepted by the server\n",
            "    connecting --> conected: accepted by the server\n",
        )],
        fails: &[("diagram-client", "the diagram has other states")],
    },
    Mutant {
        name: "client-unreachable",
        program: "client.mmd",
        edits: &[("    connecting --> connected: accepted by the server\n", "")],
        fails: &[("diagram-client", "a state to which no way leads")],
    },
    Mutant {
        name: "client-missing",
        program: "client.mmd",
        edits: &[("    connecting --> disconnected: nobody answers\n", "")],
        fails: &[("diagram-client", "a transition is missing"), ("diagram-holds", "the program does something")],
    },
    Mutant {
        name: "client-invented",
        program: "client.mmd",
        edits: &[(
            "    connecting --> connected: accepted by the server\n",
            "    connecting --> connected: accepted by the server\n    connected --> connected: a line\n",
        )],
        fails: &[("diagram-client", "a transition that this program")],
    },
    Mutant {
        name: "storm-third-reset",
        program: "server",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\n",
            ),
            (
                "                    report(error.context(format!(\"client {peer}\")));\n",
                "                    let is_reset = format!(\"{error:#}\").starts_with(\"cannot receive\");\n                    report(error.context(format!(\"client {peer}\")));\n                    if is_reset && count() > 2 {\n                        return Ok(());\n                    }\n",
            ),
        ],
        fails: &[("storm", "the server ends by itself")],
    },
    Mutant {
        name: "storm-tries-in-all",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\n",
            ),
            (
                "        thread::sleep(self.pause);\n",
                "        thread::sleep(self.pause);\n        if count() > 9 {\n            report(\"no server\");\n            std::process::exit(1);\n        }\n",
            ),
        ],
        fails: &[("storm", "the client ends by itself")],
    },
    Mutant {
        name: "storm-resends-twice",
        program: "client",
        edits: &[
            (
                "                Ok(()) => State::Closed,\n                Err(error) => {\n                    report(error);\n                    State::Disconnected\n",
                "                Ok(()) => State::Closed,\n                Err(error) => {\n                    report(error);\n                    let again = client.in_flight.clone();\n                    client.losses = if again.is_some() && again == client.lost { client.losses + 1 } else { 1 };\n                    client.lost = again;\n                    if client.losses > 2 {\n                        client.in_flight = None;\n                    }\n                    State::Disconnected\n",
            ),
            (
                "    in_flight: Option<Vec<u8>>,\n",
                "    in_flight: Option<Vec<u8>>,\n    lost: Option<Vec<u8>>,\n    losses: usize,\n",
            ),
            ("in_flight: None, pause }", "in_flight: None, lost: None, losses: 0, pause }"),
        ],
        fails: &[("storm", "a line is lost")],
    },
    Mutant {
        name: "storm-fifth-connection-is-mute",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\n",
            ),
            ("        self.pause = SHORTEST_PAUSE;\n", "        self.pause = SHORTEST_PAUSE;\n        count();\n"),
            (
                "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n",
                "    while COUNT.load(SeqCst) >= 5 {\n        std::thread::park();\n    }\n    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n",
            ),
        ],
        fails: &[("storm", "a line does not arrive")],
    },
    Mutant {
        name: "storm-sends-an-old-line",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\nstatic FIRST: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();\n",
            ),
            (
                "        self.pause = SHORTEST_PAUSE;\n",
                "        self.pause = SHORTEST_PAUSE;\n        if count() >= 5 && self.in_flight.is_none() {\n            self.in_flight = FIRST.get().cloned();\n        }\n",
            ),
            (
                "            self.in_flight = None;\n",
                "            let _ = FIRST.set(line.clone());\n            self.in_flight = None;\n",
            ),
        ],
        fails: &[("storm", "a line that was answered is sent again")],
    },
    Mutant {
        name: "storm-sends-twice",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\n",
            ),
            ("        self.pause = SHORTEST_PAUSE;\n", "        self.pause = SHORTEST_PAUSE;\n        count();\n"),
            (
                "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n",
                "    if COUNT.load(SeqCst) >= 5 && line != b\"close\" {\n        connection.get_mut().write_all(&message).context(\"cannot send\")?;\n        connection.read_until(b'\\n', &mut Vec::new()).context(\"cannot receive\")?;\n    }\n    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n",
            ),
        ],
        fails: &[("storm", "a line is sent twice on one connection")],
    },
    Mutant {
        name: "storm-sends-half",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\n",
            ),
            ("        self.pause = SHORTEST_PAUSE;\n", "        self.pause = SHORTEST_PAUSE;\n        count();\n"),
            (
                "    let message = [line, b\"\\n\"].concat();\n",
                "    let half = if COUNT.load(SeqCst) >= 5 && line != b\"close\" { &line[..line.len() / 2] } else { line };\n    let message = [half, b\"\\n\"].concat();\n",
            ),
        ],
        fails: &[("storm", "a line is received that nobody typed")],
    },
    Mutant {
        name: "storm-states-run-out",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\n",
            ),
            (
                "        say(format_args!(\"state: {}\", state.name()));\n",
                "        if count() <= 20 {\n            say(format_args!(\"state: {}\", state.name()));\n        }\n",
            ),
        ],
        fails: &[("storm", "a program does not say the state that is true")],
    },
    Mutant {
        name: "storm-half-a-goodbye",
        program: "client",
        edits: &[(
            "    ensure!(answer.pop() == Some(b'\\n'), \"the server closed before it had answered\");\n",
            "    if line == b\"close\" && answer.starts_with(b\"clo\") {\n        return Ok(b\"closed\".to_vec());\n    }\n    ensure!(answer.pop() == Some(b'\\n'), \"the server closed before it had answered\");\n",
        )],
        fails: &[("storm", "the client ends without having been answered")],
    },
    Mutant {
        name: "storm-status-one",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\n",
            ),
            ("        self.pause = SHORTEST_PAUSE;\n", "        self.pause = SHORTEST_PAUSE;\n        count();\n"),
            (
                "            State::Closed => return Ok(()),",
                "            State::Closed if COUNT.load(SeqCst) > 3 => std::process::exit(1),\n            State::Closed => return Ok(()),",
            ),
        ],
        fails: &[("storm", "the client ends with another status")],
    },
    Mutant {
        name: "storm-stays",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\n",
            ),
            ("        self.pause = SHORTEST_PAUSE;\n", "        self.pause = SHORTEST_PAUSE;\n        count();\n"),
            (
                "            State::Closed => return Ok(()),",
                "            State::Closed if COUNT.load(SeqCst) > 3 => loop {\n                thread::park();\n            },\n            State::Closed => return Ok(()),",
            ),
        ],
        fails: &[("storm", "the client does not end")],
    },
    Mutant {
        name: "server-says-listening-once",
        program: "server",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\n",
            ),
            (
                "        say(format_args!(\"state: {}\", state.name()));\n",
                "        if state.name() != \"listening\" || count() == 1 {\n            say(format_args!(\"state: {}\", state.name()));\n        }\n",
            ),
        ],
        fails: &[("diagram-server", "the diagram is right")],
    },
];
