//! The wrong programs of the pair.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "pair-connects-late",
        program: "pair-client",
        edits: &[("let failure = ||", "let _ = args::read_line();\n    let failure = ||")],
        fails: &[("pair-both-ways", "the client does not connect to the HOST")],
    },
    Mutant {
        name: "pair-other-port",
        program: "pair-client",
        edits: &[("TcpStream::connect((host, port))", "TcpStream::connect((host, 1))")],
        fails: &[("pair-both-ways", "the client ends without having connected")],
    },
    Mutant {
        name: "pair-keyboard-first",
        program: "pair-server",
        edits: &[("current.set(&client);", "let _ = args::read_line();\n            current.set(&client);")],
        fails: &[("pair-both-ways", "the line came only once the program")],
    },
    Mutant {
        name: "pair-server-deaf",
        program: "pair-server",
        edits: &[(
            "let outcome = print_lines(&client);",
            "while Arc::strong_count(&client) > 0 {\n                thread::park();\n            }\n            let outcome = print_lines(&client);",
        )],
        fails: &[("pair-both-ways", "what arrives is not printed")],
    },
    Mutant {
        name: "pair-server-trims",
        program: "pair-server",
        edits: &[(
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?).trim());",
        )],
        fails: &[("pair-both-ways", "the line is not printed as it is")],
    },
    Mutant {
        name: "pair-client-labels",
        program: "pair-client",
        edits: &[(
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
            "say(format_args!(\"server: {}\", String::from_utf8_lossy(&line.context(\"cannot receive\")?)));",
        )],
        fails: &[("pair-both-ways", "the line is not printed as it is")],
    },
    Mutant {
        name: "pair-client-one-line",
        program: "pair-client",
        edits: &[(
            "connection.write_all(&line).context(\"cannot send\")?;",
            "connection.write_all(&line).context(\"cannot send\")?;\n        break;",
        )],
        fails: &[("pair-both-ways", "the program ends in the middle")],
    },
    Mutant {
        name: "pair-client-no-keyboard",
        program: "pair-client",
        edits: &[(
            "thread::Builder::new().name(\"keyboard\".to_owned()).spawn(keyboard)?;",
            "let _keyboard = keyboard;",
        )],
        fails: &[("pair-both-ways", "what is typed is not sent")],
    },
    Mutant {
        name: "pair-client-buffers",
        program: "pair-client",
        edits: &[(
            "    while let Some(mut line)",
            "    let mut connection = std::io::BufWriter::new(connection);\n    while let Some(mut line)",
        )],
        fails: &[("pair-both-ways", "what is typed is not sent")],
    },
    Mutant {
        name: "pair-client-crlf",
        program: "pair-client",
        edits: &[("line.push(b'\\n');", "line.extend_from_slice(b\"\\r\\n\");")],
        fails: &[("pair-both-ways", "the line is not sent as it is")],
    },
    Mutant {
        name: "pair-server-no-newline",
        program: "pair-server",
        edits: &[("line.push(b'\\n');", "line.extend_from_slice(b\"\");")],
        fails: &[("pair-both-ways", "the line is sent without the newline")],
    },
    Mutant {
        name: "pair-client-one-reply",
        program: "pair-client",
        edits: &[(
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n        break;",
        )],
        fails: &[("pair-both-ways", "the program ends in the middle")],
    },
    Mutant {
        name: "pair-server-turns",
        program: "pair-server",
        edits: &[
            ("let outcome = print_lines(&client);", "let outcome = turns(&client);"),
            ("thread::Builder::new().name(\"keyboard\".to_owned()).spawn(keyboard)?;", "drop(keyboard);"),
            (
                "/// Sends what is typed to whoever",
                "fn turns(mut client: &TcpStream) -> anyhow::Result<()> {\n    for line in BufReader::new(client).split(b'\\n') {\n        say(String::from_utf8_lossy(&line?));\n        let Some(mut answer) = args::read_line()? else {\n            return Ok(());\n        };\n        answer.push(b'\\n');\n        client.write_all(&answer)?;\n    }\n    Ok(())\n}\n\n/// Sends what is typed to whoever",
            ),
        ],
        fails: &[("pair-any-order", "the program waits for its turn: it reads the keyboard, or sends")],
    },
    Mutant {
        name: "pair-client-each-read",
        program: "pair-client",
        edits: &[(
            "    for line in BufReader::new(connection).split(b'\\n') {\n        say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n    }",
            "    let mut buffer = [0; 4096];\n    loop {\n        let length = std::io::Read::read(&mut &*connection, &mut buffer).context(\"cannot receive\")?;\n        if length == 0 {\n            break;\n        }\n        say(String::from_utf8_lossy(&buffer[..length]).trim_end_matches('\\n'));\n    }",
        )],
        fails: &[("pair-any-order", "the program takes each read for a whole line")],
    },
    Mutant {
        name: "pair-server-each-read",
        program: "pair-server",
        edits: &[(
            "    for line in BufReader::new(client).split(b'\\n') {\n        say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n    }",
            "    let mut buffer = [0; 4096];\n    loop {\n        let length = std::io::Read::read(&mut &*client, &mut buffer).context(\"cannot receive\")?;\n        if length == 0 {\n            break;\n        }\n        say(String::from_utf8_lossy(&buffer[..length]).trim_end_matches('\\n'));\n    }",
        )],
        fails: &[("pair-any-order", "the program takes each read for a whole line")],
    },
    Mutant {
        name: "pair-server-one-then-hears",
        program: "pair-server",
        edits: &[
            (
                "        line.push(b'\\n');",
                "        while !HEARD.swap(false, std::sync::atomic::Ordering::SeqCst) {\n            thread::yield_now();\n        }\n        line.push(b'\\n');",
            ),
            (
                "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
                "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n        HEARD.store(true, std::sync::atomic::Ordering::SeqCst);",
            ),
            (
                "/// Sends what is typed to whoever",
                "static HEARD: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);\n\n/// Sends what is typed to whoever",
            ),
        ],
        fails: &[("pair-any-order", "the program waits for its turn: it sends one line")],
    },
    Mutant {
        name: "pair-client-sends-exit",
        program: "pair-client",
        edits: &[(
            "if line == b\"EXIT\" {\n            break;",
            "if line == b\"EXIT\" {\n            connection.write_all(b\"EXIT\\n\")?;\n            break;",
        )],
        fails: &[("pair-exit-client", "`EXIT` itself is sent")],
    },
    Mutant {
        name: "pair-client-ignores-eof",
        program: "pair-client",
        edits: &[(
            "    }\n    Ok(())\n    // ANCHOR_END: keyboard",
            "    }\n    loop {\n        thread::park();\n    }\n    // ANCHOR_END: keyboard",
        )],
        fails: &[("pair-exit-client", "the connection stays open")],
    },
    Mutant {
        name: "pair-server-leaves-open",
        program: "pair-server",
        edits: &[(
            "    let _ = client.shutdown(Shutdown::Both);\n    Ok(())",
            "    std::mem::forget(client.try_clone());\n    Ok(())",
        )],
        fails: &[
            ("pair-exit-client", "the connection stays open"),
            ("pair-peer-gone", "the server does not close the connection of a client"),
        ],
    },
    Mutant {
        name: "pair-client-linger",
        program: "pair-client",
        edits: &[(
            "    // TODO(2)",
            "    std::mem::forget(socket2::SockRef::from(&*connection).set_linger(Some(std::time::Duration::ZERO)));\n    // TODO(2)",
        )],
        fails: &[("pair-exit-client", "the connection is reset")],
    },
    Mutant {
        name: "pair-client-exit-1",
        program: "pair-client",
        edits: &[(
            "if line == b\"EXIT\" {\n            break;",
            "if line == b\"EXIT\" {\n            std::process::exit(1);",
        )],
        fails: &[("pair-exit-client", "`EXIT` and the end of stdin are normal")],
    },
    Mutant {
        name: "pair-client-waits-for-both",
        program: "pair-client",
        edits: &[
            ("    outcome.recv()?\n", "    outcome.recv()??;\n    outcome.recv()?\n"),
            (
                "    }\n    Ok(())\n    // ANCHOR_END: keyboard",
                "    }\n    let _ = connection.shutdown(std::net::Shutdown::Both);\n    Ok(())\n    // ANCHOR_END: keyboard",
            ),
            (
                "    }\n    Ok(())\n    // ANCHOR_END: print-lines",
                "    }\n    loop {\n        thread::park();\n    }\n    // ANCHOR_END: print-lines",
            ),
        ],
        fails: &[("pair-exit-client", "the client closes the connection and runs on")],
    },
    Mutant {
        name: "pair-server-one-client",
        program: "pair-server",
        edits: &[(
            "            current.remove(&client);\n            outcome",
            "            current.remove(&client);\n            outcome?;\n            if true {\n                std::process::exit(0);\n            }\n            anyhow::Ok(())",
        )],
        fails: &[
            ("pair-exit-client", "the server ends with its first client"),
            ("pair-exit-server", "the server ends at `EXIT`"),
        ],
    },
    Mutant {
        name: "pair-server-accepts-once",
        program: "pair-server",
        edits: &[
            (
                "            current.remove(&client);\n            outcome",
                "            current.remove(&client);\n            outcome?;\n            while port != 0 {\n                thread::park();\n            }\n            anyhow::Ok(())",
            ),
            (
                "    let current = Arc::new(Current::default());",
                "    let current = Arc::new(Current::default());\n    let port = listener.local_addr()?.port();",
            ),
        ],
        fails: &[
            ("pair-exit-client", "the server does not get to the next client"),
            ("pair-exit-server", "the server does not get to the next client after"),
        ],
    },
    Mutant {
        name: "pair-server-keeps-first",
        program: "pair-server",
        edits: &[(
            "    while let Some(mut line) = args::read_line().context(\"stdin\")? {\n        let Some(client) = current.get() else {",
            "    let mut kept = None;\n    while let Some(mut line) = args::read_line().context(\"stdin\")? {\n        kept = kept.or_else(|| current.get());\n        let Some(client) = kept.clone() else {",
        )],
        fails: &[
            ("pair-exit-client", "what is typed does not reach the second client"),
            ("pair-exit-server", "what is typed does not reach the second client"),
            ("pair-peer-gone", "what is typed does not reach the client"),
        ],
    },
    Mutant {
        name: "pair-server-sends-exit",
        program: "pair-server",
        edits: &[(
            "if line == b\"EXIT\" {",
            "if line == b\"EXIT\" {\n            (&*client).write_all(b\"EXIT\\n\")?;",
        )],
        fails: &[("pair-exit-server", "`EXIT` itself is sent")],
    },
    Mutant {
        name: "pair-server-exit-keeps-open",
        program: "pair-server",
        edits: &[(
            "            let _ = client.shutdown(Shutdown::Both);\n            continue;",
            "            continue;",
        )],
        fails: &[("pair-exit-server", "the server does not close the connection at `EXIT`")],
    },
    Mutant {
        name: "pair-server-exit-resets",
        program: "pair-server",
        edits: &[
            (
                "            let _ = client.shutdown(Shutdown::Both);\n            continue;",
                "            let _ = socket2::SockRef::from(&*client).set_linger(Some(std::time::Duration::ZERO));\n            let _ = client.shutdown(Shutdown::Read);\n            continue;",
            ),
            ("    let _ = client.shutdown(Shutdown::Both);\n    Ok(())", "    Ok(())"),
        ],
        fails: &[("pair-exit-server", "the server resets the connection")],
    },
    Mutant {
        name: "pair-server-exit-ends",
        program: "pair-server",
        edits: &[(
            "            let _ = client.shutdown(Shutdown::Both);\n            continue;",
            "            std::process::exit(0);",
        )],
        fails: &[("pair-exit-server", "the server ends at `EXIT`")],
    },
    Mutant {
        name: "pair-server-exit-ends-keyboard",
        program: "pair-server",
        edits: &[(
            "            let _ = client.shutdown(Shutdown::Both);\n            continue;",
            "            let _ = client.shutdown(Shutdown::Both);\n            return Ok(());",
        )],
        fails: &[("pair-exit-server", "what is typed does not reach the second client")],
    },
    Mutant {
        name: "pair-client-waits-for-keyboard",
        program: "pair-client",
        edits: &[(
            "move || drop(done.send(print_lines(&connection)))",
            "move || {\n            let _ = (print_lines(&connection), &done);\n            loop {\n                thread::park();\n            }\n        }",
        )],
        fails: &[
            ("pair-exit-server", "the server has closed, and the client waits"),
            ("pair-peer-gone", "the server has gone, and the client waits"),
        ],
    },
    Mutant {
        name: "pair-client-closed-is-error",
        program: "pair-client",
        edits: &[(
            "    }\n    Ok(())\n    // ANCHOR_END: print-lines",
            "    }\n    anyhow::bail!(\"the server has closed the connection\")\n    // ANCHOR_END: print-lines",
        )],
        fails: &[
            ("pair-exit-server", "that the server closes is a normal end"),
            ("pair-peer-gone", "the exit status is not that of the end"),
        ],
    },
    Mutant {
        name: "pair-client-trims-exit",
        program: "pair-client",
        edits: &[("if line == b\"EXIT\" {", "if line.trim_ascii() == b\"EXIT\" {")],
        fails: &[("pair-exact-exit", "the program takes more than the exact line")],
    },
    Mutant {
        name: "pair-server-exit-prefix",
        program: "pair-server",
        edits: &[("if line == b\"EXIT\" {", "if line.starts_with(b\"EXIT\") {")],
        fails: &[("pair-exact-exit", "the program takes more than the exact line")],
    },
    Mutant {
        name: "pair-client-exit-any-case",
        program: "pair-client",
        edits: &[("if line == b\"EXIT\" {", "if line.eq_ignore_ascii_case(b\"EXIT\") {")],
        fails: &[("pair-exact-exit", "the program takes more than the exact line")],
    },
    Mutant {
        name: "pair-server-swallows-exit",
        program: "pair-server",
        edits: &[(
            "if line == b\"EXIT\" {",
            "if line.starts_with(b\"EXIT \") {\n            continue;\n        }\n        if line == b\"EXIT\" {",
        )],
        fails: &[("pair-exact-exit", "the program keeps a line that looks like")],
    },
    Mutant {
        name: "pair-server-obeys-exit",
        program: "pair-server",
        edits: &[(
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
            "let line = line.context(\"cannot receive\")?;\n        if line == b\"EXIT\" {\n            break;\n        }\n        say(String::from_utf8_lossy(&line));",
        )],
        fails: &[("pair-exact-exit", "an `EXIT` that arrives is not printed")],
    },
    Mutant {
        name: "pair-client-obeys-exit",
        program: "pair-client",
        edits: &[(
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
            "let line = line.context(\"cannot receive\")?;\n        if line == b\"EXIT\" {\n            break;\n        }\n        say(String::from_utf8_lossy(&line));",
        )],
        fails: &[("pair-exact-exit", "the program ends at an `EXIT` that arrives")],
    },
    Mutant {
        name: "pair-server-end-is-error",
        program: "pair-server",
        edits: &[(
            "    let _ = client.shutdown(Shutdown::Both);\n    Ok(())",
            "    let _ = client.shutdown(Shutdown::Both);\n    anyhow::bail!(\"the client has gone\")",
        )],
        fails: &[("pair-peer-gone", "the server reports an orderly end")],
    },
    Mutant {
        name: "pair-server-error-ends",
        program: "pair-server",
        edits: &[(
            "        if let Err(error) = talked {\n            report(error);",
            "        if let Err(error) = talked {\n            return Err(error);",
        )],
        fails: &[("pair-peer-gone", "the server ends when its client has gone")],
    },
    Mutant {
        name: "pair-server-error-hangs",
        program: "pair-server",
        edits: &[(
            "        if let Err(error) = talked {\n            report(error);",
            "        if let Err(error) = talked {\n            report(error);\n            loop {\n                thread::park();\n            }",
        )],
        fails: &[("pair-peer-gone", "the server does not get to the next client")],
    },
    Mutant {
        name: "pair-server-hides-reset",
        program: "pair-server",
        edits: &[(
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
            "let Ok(line) = line else {\n            break;\n        };\n        say(String::from_utf8_lossy(&line));",
        )],
        fails: &[("pair-peer-gone", "a reset is not reported")],
    },
    Mutant {
        name: "pair-client-hides-reset",
        program: "pair-client",
        edits: &[(
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
            "let Ok(line) = line else {\n            std::process::exit(1);\n        };\n        say(String::from_utf8_lossy(&line));",
        )],
        fails: &[("pair-peer-gone", "the program ends at a reset without saying")],
    },
    Mutant {
        name: "pair-server-other-error",
        program: "pair-server",
        edits: &[(
            "        if let Err(error) = talked {\n            report(error);",
            "        if let Err(error) = talked {\n            eprintln!(\"oops, {error}\");",
        )],
        fails: &[("pair-peer-gone", "the line on stderr does not start")],
    },
    Mutant {
        name: "pair-server-error-on-stdout",
        program: "pair-server",
        edits: &[(
            "        if let Err(error) = talked {\n            report(error);",
            "        if let Err(error) = talked {\n            say(format_args!(\"error: {error}\"));",
        )],
        fails: &[("pair-peer-gone", "the error is printed on stdout")],
    },
    Mutant {
        name: "pair-client-error-is-0",
        program: "pair-client",
        edits: &[(
            "        Ok((host, port)) => args::exit_status(run(&host, port)),",
            "        Ok((host, port)) => {\n            let _ = args::exit_status(run(&host, port));\n            ExitCode::SUCCESS\n        }",
        )],
        fails: &[
            ("pair-peer-gone", "the exit status is not that of the end"),
            ("pair-refused", "after an error the exit status is 1"),
        ],
    },
    Mutant {
        name: "pair-server-decodes-pieces",
        program: "pair-server",
        edits: &[(
            "    for line in BufReader::new(client).split(b'\\n') {\n        say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n    }\n",
            "    let (mut stream, mut text, mut piece) = (client, String::new(), [0; 1024]);\n    loop {\n        let count = std::io::Read::read(&mut stream, &mut piece).context(\"cannot receive\")?;\n        if count == 0 {\n            break;\n        }\n        text.push_str(&String::from_utf8_lossy(&piece[..count]));\n        while let Some(end) = text.find('\\n') {\n            say(&text[..end]);\n            text.drain(..=end);\n        }\n    }\n",
        )],
        fails: &[("pair-any-order", "the program takes each read for a whole line")],
    },
    Mutant {
        name: "pair-client-decodes-pieces",
        program: "pair-client",
        edits: &[(
            "    for line in BufReader::new(connection).split(b'\\n') {\n        say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n    }\n",
            "    let (mut stream, mut text, mut piece) = (connection, String::new(), [0; 1024]);\n    loop {\n        let count = std::io::Read::read(&mut stream, &mut piece).context(\"cannot receive\")?;\n        if count == 0 {\n            break;\n        }\n        text.push_str(&String::from_utf8_lossy(&piece[..count]));\n        while let Some(end) = text.find('\\n') {\n            say(&text[..end]);\n            text.drain(..=end);\n        }\n    }\n",
        )],
        fails: &[("pair-any-order", "the program takes each read for a whole line")],
    },
    Mutant {
        name: "pair-client-skips-empty",
        program: "pair-client",
        edits: &[(
            "        if line == b\"EXIT\" {",
            "        if line.is_empty() {\n            continue;\n        }\n        if line == b\"EXIT\" {",
        )],
        fails: &[("pair-both-ways", "what is typed is not sent")],
    },
    Mutant {
        name: "pair-server-hears-no-empty",
        program: "pair-server",
        edits: &[(
            "        say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
            "        let line = line.context(\"cannot receive\")?;\n        if !line.is_empty() {\n            say(String::from_utf8_lossy(&line));\n        }",
        )],
        fails: &[("pair-both-ways", "what arrives is not printed")],
    },
    Mutant {
        name: "pair-client-exit-and-spaces",
        program: "pair-client",
        edits: &[("if line == b\"EXIT\" {", "if line.trim_ascii_end() == b\"EXIT\" {")],
        fails: &[("pair-exact-exit", "the program takes more than the exact line")],
    },
    Mutant {
        name: "pair-server-keeps-the-gone",
        program: "pair-server",
        edits: &[("            current.remove(&client);\n            outcome", "            outcome")],
        fails: &[("pair-alone", "the error is not `error: nobody")],
    },
    Mutant {
        name: "pair-server-keeps-typed",
        program: "pair-server",
        edits: &[(
            "report(\"nobody is connected\");",
            "while current.get().is_none() {\n                thread::yield_now();\n            }",
        )],
        fails: &[("pair-alone", "the server does not say that nobody is connected")],
    },
    Mutant {
        name: "pair-server-nobody-here",
        program: "pair-server",
        edits: &[("report(\"nobody is connected\");", "report(\"there is nobody here\");")],
        fails: &[("pair-alone", "the error is not `error: nobody")],
    },
    Mutant {
        name: "pair-server-nobody-on-stdout",
        program: "pair-server",
        edits: &[("report(\"nobody is connected\");", "say(\"error: nobody is connected\");")],
        fails: &[("pair-alone", "the error is printed on stdout")],
    },
    Mutant {
        name: "pair-server-nobody-ends",
        program: "pair-server",
        edits: &[("report(\"nobody is connected\");", "std::process::exit(1);")],
        fails: &[("pair-alone", "the server ends when something is typed")],
    },
    Mutant {
        name: "pair-server-kept-for-next",
        program: "pair-server",
        edits: &[
            (
                "report(\"nobody is connected\");",
                "report(\"nobody is connected\");\n            line.push(b'\\n');\n            kept.extend_from_slice(&line);",
            ),
            ("    while let Some(mut line)", "    let mut kept = Vec::new();\n    while let Some(mut line)"),
            ("write_all(&line)", "write_all(&[std::mem::take(&mut kept), line].concat())"),
        ],
        fails: &[("pair-alone", "what was typed while nobody was connected is kept")],
    },
    Mutant {
        name: "pair-server-nobody-ends-keyboard",
        program: "pair-server",
        edits: &[("report(\"nobody is connected\");", "report(\"nobody is connected\");\n            return Ok(());")],
        fails: &[("pair-alone", "once something was typed and nobody")],
    },
    Mutant {
        name: "pair-server-eof-ends",
        program: "pair-server",
        edits: &[(
            "    }\n    Ok(())\n    // ANCHOR_END: keyboard",
            "    }\n    std::process::exit(0)\n    // ANCHOR_END: keyboard",
        )],
        fails: &[("pair-alone", "the server ends with its stdin")],
    },
    Mutant {
        name: "pair-server-eof-is-exit",
        program: "pair-server",
        edits: &[(
            "    }\n    Ok(())\n    // ANCHOR_END: keyboard",
            "    }\n    if let Some(client) = current.get() {\n        let _ = client.shutdown(Shutdown::Both);\n    }\n    Ok(())\n    // ANCHOR_END: keyboard",
        )],
        fails: &[("pair-alone", "the server takes the end of its stdin")],
    },
    Mutant {
        name: "pair-client-silent",
        program: "pair-client",
        edits: &[(
            "        Ok((host, port)) => args::exit_status(run(&host, port)),",
            "        Ok((host, port)) => match run(&host, port) {\n            Ok(()) => ExitCode::SUCCESS,\n            Err(_) => ExitCode::FAILURE,\n        },",
        )],
        fails: &[("pair-refused", "the client ends without saying what went wrong")],
    },
    Mutant {
        name: "pair-client-no-prefix",
        program: "pair-client",
        edits: &[(
            "        Ok((host, port)) => args::exit_status(run(&host, port)),",
            "        Ok((host, port)) => match run(&host, port) {\n            Ok(()) => ExitCode::SUCCESS,\n            Err(error) => {\n                eprintln!(\"{error}\");\n                ExitCode::FAILURE\n            }\n        },",
        )],
        fails: &[("pair-refused", "the line on stderr does not start")],
    },
    Mutant {
        name: "pair-client-error-on-stdout",
        program: "pair-client",
        edits: &[(
            "        Ok((host, port)) => args::exit_status(run(&host, port)),",
            "        Ok((host, port)) => match run(&host, port) {\n            Ok(()) => ExitCode::SUCCESS,\n            Err(error) => {\n                say(format_args!(\"error: {error}\"));\n                ExitCode::FAILURE\n            }\n        },",
        )],
        fails: &[("pair-refused", "the error is printed on stdout")],
    },
    Mutant {
        name: "pair-client-tries-again",
        program: "pair-client",
        edits: &[(
            "    let connection = Arc::new(TcpStream::connect((host, port)).with_context(failure)?);",
            "    let _ = failure;\n    let connection = loop {\n        if let Ok(connection) = TcpStream::connect((host, port)) {\n            break Arc::new(connection);\n        }\n        thread::park_timeout(std::time::Duration::from_millis(100));\n    };",
        )],
        fails: &[("pair-refused", "the client does not report the error")],
    },
    Mutant {
        name: "pair-client-runs-on",
        program: "pair-client",
        edits: &[(
            "        Ok((host, port)) => args::exit_status(run(&host, port)),",
            "        Ok((host, port)) => match run(&host, port) {\n            Ok(()) => ExitCode::SUCCESS,\n            Err(error) => {\n                args::report(error);\n                loop {\n                    thread::park();\n                }\n            }\n        },",
        )],
        fails: &[("pair-refused", "the client reports the error and goes on")],
    },
];
