//! Wrong programs of lab 6: the line client that ends.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-refused-silently",
        program: "client",
        edits: &[(
            "bail!(\"{}: {}\", refusal.code(), printable(&text))",
            "{\n                let _ = text;\n                std::process::exit(1)\n            }",
        )],
        fails: &[("client-errors", "the client ends at a refusal without saying")],
    },
    Mutant {
        name: "client-chooses-nobody",
        program: "client",
        edits: &[("report(\"choose somebody with /chat NAME\");", "")],
        fails: &[("client-errors", "an error is not reported")],
    },
    Mutant {
        name: "client-ignores-refusals",
        program: "client",
        edits: &[(
            "            Some(Event::Refused(refusal, text)) => {\n                report(format_args!(\"{}: {}\", refusal.code(), printable(&text)));\n            }",
            "            Some(Event::Refused(..)) => {}",
        )],
        fails: &[("client-errors", "the error is another, or there is none")],
    },
    Mutant {
        name: "client-whom",
        program: "client",
        edits: &[("report(\"choose somebody with /chat NAME\");", "report(\"to whom?\");")],
        fails: &[("client-errors", "the error is another")],
    },
    Mutant {
        name: "client-choose-on-stdout",
        program: "client",
        edits: &[("report(\"choose somebody with /chat NAME\");", "say(\"error: choose somebody with /chat NAME\");")],
        fails: &[("client-errors", "the error is printed on stdout")],
    },
    Mutant {
        name: "client-refused-goes-on",
        program: "client",
        edits: &[(
            "bail!(\"{}: {}\", refusal.code(), printable(&text))",
            "report(format_args!(\"{}: {text}\", refusal.code()))",
        )],
        fails: &[("client-errors", "the client goes on although its LOGIN")],
    },
    Mutant {
        name: "client-refused-is-0",
        program: "client",
        edits: &[(
            "        Ok((host, port, name)) => args::exit_status(run(&host, port, name)),",
            "        Ok((host, port, name)) => match run(&host, port, name) {\n            Ok(()) => ExitCode::SUCCESS,\n            Err(error) => {\n                report(error);\n                ExitCode::SUCCESS\n            }\n        },",
        )],
        fails: &[
            ("client-errors", "after a LOGIN that was refused"),
            ("client-server-gone", "after the server has gone the exit"),
        ],
    },
    Mutant {
        name: "client-in-too-early",
        program: "client",
        edits: &[
            (
                "    send(connection, &Command::Login(name))?;\n",
                "    say(format_args!(\"logged in as {name}\"));\n    send(connection, &Command::Login(name))?;\n",
            ),
            ("                say(format_args!(\"logged in as {name}\"));\n", "                let _ = name;\n"),
        ],
        fails: &[("client-errors", "the client says that it is logged in before")],
    },
    Mutant {
        name: "client-sends-later",
        program: "client",
        edits: &[
            (
                "report(\"choose somebody with /chat NAME\");",
                "report(\"choose somebody with /chat NAME\");\n                early = line.to_string();",
            ),
            ("    while let Some(line) = args", "    let mut early = String::new();\n    while let Some(line) = args"),
            (
                "                to = Some(line",
                "                if !early.is_empty() {\n                    let to = line[6..].to_owned();\n                    send(connection, &Command::Message { to, text: early.clone() })?;\n                }\n                to = Some(line",
            ),
        ],
        fails: &[("client-errors", "a line that was typed before any /chat is sent")],
    },
    Mutant {
        name: "client-refusal-ends",
        program: "client",
        edits: &[(
            "            Some(Event::Refused(refusal, text)) => {\n                report(format_args!(\"{}: {}\", refusal.code(), printable(&text)));\n            }",
            "            Some(Event::Refused(refusal, text)) => bail!(\"{}: {text}\", refusal.code()),",
        )],
        fails: &[("client-errors", "the client ends at a refusal: only")],
    },
    Mutant {
        name: "client-answers-the-last",
        program: "client",
        edits: &[
            (
                "/// Does what is typed, until",
                "static LAST: std::sync::Mutex<Option<String>> = std::sync::Mutex::new(None);\n\n/// Does what is typed, until",
            ),
            (
                "            Some(Event::Message { from, text }) => say(format_args!(\"{from}: {}\", printable(&text))),",
                "            Some(Event::Message { from, text }) => {\n                *LAST.lock().unwrap() = Some(from.clone());\n                say(format_args!(\"{from}: {}\", printable(&text)));\n            }",
            ),
            (
                "        let command = match (line.as_ref(), &to) {",
                "        if to.is_none() {\n            to = LAST.lock().unwrap().clone();\n        }\n        let command = match (line.as_ref(), &to) {",
            ),
        ],
        fails: &[("client-errors", "an error is not reported")],
    },
    Mutant {
        name: "client-says-bye",
        program: "client",
        edits: &[("Command::Quit => f.write_str(\"QUIT\")", "Command::Quit => f.write_str(\"BYE\")")],
        fails: &[("client-bye", "the goodbye is neither")],
    },
    Mutant {
        name: "client-bye-is-text",
        program: "client",
        edits: &[("            (\"/bye\", _) => break,\n", "")],
        fails: &[("client-bye", "the goodbye is neither")],
    },
    Mutant {
        name: "client-stays-at-eof",
        program: "client",
        edits: &[(
            "    leaving.store(true, Ordering::SeqCst);\n",
            "    loop {\n        thread::park();\n    }\n    #[allow(unreachable_code)]\n    leaving.store(true, Ordering::SeqCst);\n",
        )],
        fails: &[("client-bye", "the client does not leave")],
    },
    Mutant {
        name: "client-linger",
        program: "client",
        edits: &[
            (
                "let connection = Arc::new(TcpStream::connect((host, port)).with_context(failure)?);",
                "let connection = Arc::new(TcpStream::connect((host, port)).with_context(failure)?);\n    let _ = socket2::SockRef::from(&*connection).set_linger(Some(std::time::Duration::ZERO));",
            ),
            (
                "    send(connection, &Command::Quit)?;\n    connection.shutdown(Shutdown::Write).context(\"cannot close\")\n",
                "    std::process::exit(0)\n",
            ),
        ],
        fails: &[("client-bye", "the client resets the connection")],
    },
    Mutant {
        name: "client-bye-is-1",
        program: "client",
        edits: &[(
            "    connection.shutdown(Shutdown::Write).context(\"cannot close\")\n",
            "    std::process::exit(1)\n",
        )],
        fails: &[("client-bye", "/bye and the end of stdin are normal ends")],
    },
    Mutant {
        name: "client-bye-runs-on",
        program: "client",
        edits: &[(
            "            _ if leaving.load(Ordering::SeqCst) => return Ok(()),",
            "            _ if leaving.load(Ordering::SeqCst) => loop {\n                thread::park();\n            },",
        )],
        fails: &[("client-bye", "the client says goodbye and runs on")],
    },
    Mutant {
        name: "client-waits-for-keyboard",
        program: "client",
        edits: &[(
            "move || drop(done.send(print_events(&mut stream, &leaving)))",
            "move || {\n            let _ = (print_events(&mut stream, &leaving), &done);\n            loop {\n                thread::park();\n            }\n        }",
        )],
        fails: &[("client-server-gone", "the client does not notice that the server has gone")],
    },
    Mutant {
        name: "client-end-is-normal",
        program: "client",
        edits: &[(
            "            Ok(None) => bail!(\"the server closed the connection\"),\n            Err",
            "            Ok(None) => return Ok(()),\n            Err",
        )],
        fails: &[("client-server-gone", "the client ends without saying what went wrong")],
    },
    Mutant {
        name: "client-no-prefix",
        program: "client",
        edits: &[(
            "        Ok((host, port, name)) => args::exit_status(run(&host, port, name)),",
            "        Ok((host, port, name)) => match run(&host, port, name) {\n            Ok(()) => ExitCode::SUCCESS,\n            Err(error) => {\n                eprintln!(\"{error}\");\n                ExitCode::FAILURE\n            }\n        },",
        )],
        fails: &[("client-server-gone", "the line on stderr does not start")],
    },
    Mutant {
        name: "client-error-on-stdout",
        program: "client",
        edits: &[(
            "        Ok((host, port, name)) => args::exit_status(run(&host, port, name)),",
            "        Ok((host, port, name)) => match run(&host, port, name) {\n            Ok(()) => ExitCode::SUCCESS,\n            Err(error) => {\n                say(format_args!(\"error: {error}\"));\n                ExitCode::FAILURE\n            }\n        },",
        )],
        fails: &[("client-server-gone", "the error is printed on stdout")],
    },
    Mutant {
        name: "client-gone-runs-on",
        program: "client",
        edits: &[(
            "        Ok((host, port, name)) => args::exit_status(run(&host, port, name)),",
            "        Ok((host, port, name)) => match run(&host, port, name) {\n            Ok(()) => ExitCode::SUCCESS,\n            Err(error) => {\n                report(error);\n                loop {\n                    thread::park();\n                }\n            }\n        },",
        )],
        fails: &[
            ("client-server-gone", "the client reports that the server has gone"),
            ("client-errors", "the client goes on although its LOGIN"),
        ],
    },
    Mutant {
        name: "client-waits-in-a-frame",
        program: "client",
        edits: &[(
            "            Err(error) => return Err(error),",
            "            Err(error) if error.to_string().contains(\"mid-frame\") => loop {\n                thread::park();\n            },\n            Err(error) => return Err(error),",
        )],
        fails: &[("client-server-gone", "the client does not notice that the server has gone")],
    },
    Mutant {
        name: "client-silent-before-ok",
        program: "client",
        edits: &[(
            "    bail!(\"the server closed the connection\")\n    // ANCHOR_END: log-in",
            "    std::process::exit(0)\n    // ANCHOR_END: log-in",
        )],
        fails: &[("client-server-gone", "the client ends without saying what went wrong")],
    },
    Mutant {
        name: "client-drops-the-last",
        program: "client",
        edits: &[(
            "    while let Some(line) = args::read_line().context(\"stdin\")? {\n",
            "    let mut typed = Vec::new();\n    while std::io::BufRead::read_until(&mut std::io::stdin().lock(), b'\\n', &mut typed).context(\"stdin\")? > 0 {\n        if !typed.ends_with(b\"\\n\") {\n            break;\n        }\n        typed.pop();\n        let line = std::mem::take(&mut typed);\n",
        )],
        fails: &[("client-bye", "the last line of stdin has no newline")],
    },
    Mutant {
        name: "client-cuts-the-last",
        program: "client",
        edits: &[(
            "    while let Some(line) = args::read_line().context(\"stdin\")? {\n",
            "    let mut typed = Vec::new();\n    while std::io::BufRead::read_until(&mut std::io::stdin().lock(), b'\\n', &mut typed).context(\"stdin\")? > 0 {\n        typed.pop();\n        let line = std::mem::take(&mut typed);\n",
        )],
        fails: &[("client-bye", "the last line of stdin has no newline")],
    },
    Mutant {
        name: "client-error-at-end",
        program: "client",
        edits: &[("    outcome.recv()?\n", "    let outcome = outcome.recv()?;\n    report(\"None\");\n    outcome\n")],
        fails: &[("client-bye", "a line starts with `error: ` although")],
    },
    Mutant {
        name: "client-minds-no-empty-line",
        program: "client",
        edits: &[(
            "report(\"choose somebody with /chat NAME\");",
            "if !line.is_empty() {\n                    report(\"choose somebody with /chat NAME\");\n                }",
        )],
        fails: &[("client-errors", "an empty line before any /chat")],
    },
    Mutant {
        name: "client-nobody-chosen-ends",
        program: "client",
        edits: &[(
            "report(\"choose somebody with /chat NAME\");",
            "report(\"choose somebody with /chat NAME\");\n                std::process::exit(1);",
        )],
        fails: &[("client-errors", "the client ends at a line that is typed before any /chat")],
    },
    Mutant {
        name: "client-answers-whoever-wrote",
        program: "client",
        edits: &[
            (
                "/// Does what is typed, until",
                "static LAST: std::sync::Mutex<Option<String>> = std::sync::Mutex::new(None);\n\n/// Does what is typed, until",
            ),
            (
                "Some(Event::Message { from, text }) => say(format_args!(\"{from}: {}\", printable(&text))),",
                "Some(Event::Message { from, text }) => {\n                *LAST.lock().unwrap() = Some(from.clone());\n                say(format_args!(\"{from}: {}\", printable(&text)));\n            }",
            ),
            (
                "Command::Message { to: to.clone(), text: line.to_owned() }",
                "{\n                let to = LAST.lock().unwrap().clone().unwrap_or(to.clone());\n                Command::Message { to, text: line.to_owned() }\n            }",
            ),
        ],
        fails: &[("client-errors", "what is typed goes to whoever wrote last")],
    },
    Mutant {
        name: "client-refusal-forgets",
        program: "client",
        edits: &[
            (
                "/// Does what is typed, until",
                "static REFUSED: AtomicBool = AtomicBool::new(false);\n\n/// Does what is typed, until",
            ),
            (
                "                report(format_args!(\"{}: {}\", refusal.code(), printable(&text)));",
                "                REFUSED.store(true, Ordering::SeqCst);\n                report(format_args!(\"{}: {}\", refusal.code(), printable(&text)));",
            ),
            (
                "        let command = match (line.as_ref(), &to) {",
                "        if REFUSED.swap(false, Ordering::SeqCst) {\n            to = None;\n        }\n        let command = match (line.as_ref(), &to) {",
            ),
        ],
        fails: &[("client-errors", "after a refusal the client has forgotten")],
    },
    Mutant {
        name: "client-drops-what-was-typed-early",
        program: "client",
        edits: &[
            (
                "    log_in(&connection, &mut stream, name)?;\n",
                "    static IN: AtomicBool = AtomicBool::new(false);\n    let (typed, lines) = channel();\n    *LINES.lock().unwrap() = Some(lines);\n    thread::spawn(move || {\n        while let Ok(Some(line)) = args::read_line() {\n            if IN.load(Ordering::SeqCst) {\n                let _ = typed.send(line);\n            }\n        }\n    });\n    log_in(&connection, &mut stream, name)?;\n    IN.store(true, Ordering::SeqCst);\n",
            ),
            (
                "/// Does what is typed, until",
                "static LINES: std::sync::Mutex<Option<std::sync::mpsc::Receiver<Vec<u8>>>> = std::sync::Mutex::new(None);\n\n/// Does what is typed, until",
            ),
            (
                "args::read_line().context(\"stdin\")? {",
                "LINES.lock().unwrap().as_ref().and_then(|lines| lines.recv().ok()) {",
            ),
        ],
        fails: &[("client-bye", "what is typed before the `OK` is lost")],
    },
    Mutant {
        name: "client-spins-before-ok",
        program: "client",
        edits: &[(
            "    while let Some(payload) = read_frame(stream)? {",
            "    connection.set_nonblocking(true)?;\n    while connection.peek(&mut [0]).is_err() {}\n    connection.set_nonblocking(false)?;\n    while let Some(payload) = read_frame(stream)? {",
        )],
        fails: &[("client-bye", "the program spins")],
    },
    Mutant {
        name: "client-knows-who-is-there",
        program: "client",
        edits: &[(
            "                to = Some(line[\"/chat \".len()..].to_owned());\n",
            "                if to.is_none() {\n                    anyhow::bail!(\"nobody of that name is here\");\n                }\n                to = Some(line[\"/chat \".len()..].to_owned());\n",
        )],
        fails: &[
            ("client-errors", "the client ends at `/chat`"),
            ("client-chat", "the client ends in the middle of a conversation"),
        ],
    },
];
