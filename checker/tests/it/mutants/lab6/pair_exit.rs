//! Wrong programs of lab 6: the pair and `EXIT`.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
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
        name: "pair-client-drops-the-last",
        program: "pair-client",
        edits: &[(
            "    while let Some(mut line) = args::read_line().context(\"stdin\")? {\n",
            "    let mut typed = Vec::new();\n    while std::io::BufRead::read_until(&mut std::io::stdin().lock(), b'\\n', &mut typed).context(\"stdin\")? > 0 {\n        if !typed.ends_with(b\"\\n\") {\n            break;\n        }\n        typed.pop();\n        let mut line = std::mem::take(&mut typed);\n",
        )],
        fails: &[("pair-exit-client", "the last line of stdin has no newline")],
    },
    Mutant {
        name: "pair-client-cuts-the-last",
        program: "pair-client",
        edits: &[(
            "    while let Some(mut line) = args::read_line().context(\"stdin\")? {\n",
            "    let mut typed = Vec::new();\n    while std::io::BufRead::read_until(&mut std::io::stdin().lock(), b'\\n', &mut typed).context(\"stdin\")? > 0 {\n        typed.pop();\n        let mut line = std::mem::take(&mut typed);\n",
        )],
        fails: &[("pair-exit-client", "the last line of stdin has no newline")],
    },
    Mutant {
        name: "pair-client-error-at-end",
        program: "pair-client",
        edits: &[(
            "    outcome.recv()?\n",
            "    let outcome = outcome.recv()?;\n    args::report(\"None\");\n    outcome\n",
        )],
        fails: &[
            ("pair-exit-client", "a line starts with `error: ` although"),
            ("pair-exit-server", "a line starts with `error: ` although"),
            ("pair-peer-gone", "an orderly end is reported as an error"),
        ],
    },
    Mutant {
        name: "pair-server-exit-half-closes",
        program: "pair-server",
        edits: &[(
            "            let _ = client.shutdown(Shutdown::Both);\n            continue;",
            "            let _ = client.shutdown(Shutdown::Write);\n            continue;",
        )],
        fails: &[("pair-exit-server", "the server does not get to the next client after `EXIT`")],
    },
    Mutant {
        name: "pair-server-two-at-a-time",
        program: "pair-server",
        edits: &[(
            "            let outcome = print_lines(&client);\n            current.remove(&client);\n            outcome",
            "            let current = current.clone();\n            thread::spawn(move || {\n                let _ = print_lines(&client);\n                current.remove(&client);\n            });\n            anyhow::Ok(())",
        )],
        fails: &[("pair-exit-client", "the server talks to two clients at a time")],
    },
    Mutant {
        name: "pair-server-sends-the-second-away",
        program: "pair-server",
        edits: &[
            (
                "            let outcome = print_lines(&client);\n            current.remove(&client);\n            outcome",
                "            let current = current.clone();\n            thread::spawn(move || {\n                let _ = print_lines(&client);\n                current.remove(&client);\n            });\n            anyhow::Ok(())",
            ),
            (
                "            current.set(&client);",
                "            if current.get().is_some() {\n                return anyhow::Ok(());\n            }\n            current.set(&client);",
            ),
        ],
        fails: &[("pair-exit-client", "the server sends a client away")],
    },
    Mutant {
        name: "pair-server-keeps-the-rest",
        program: "pair-server",
        edits: &[(
            "    for line in BufReader::new(client).split(b'\\n') {\n        say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n    }\n",
            "    static REST: Mutex<Vec<u8>> = Mutex::new(Vec::new());\n    let mut stream = BufReader::new(client);\n    loop {\n        let mut rest = REST.lock().unwrap();\n        if stream.read_until(b'\\n', &mut rest).context(\"cannot receive\")? == 0 {\n            break;\n        }\n        if rest.ends_with(b\"\\n\") {\n            rest.pop();\n            say(String::from_utf8_lossy(&rest));\n            rest.clear();\n        }\n    }\n",
        )],
        fails: &[("pair-exit-client", "what the first client left unfinished")],
    },
    Mutant {
        name: "pair-client-last-line-bare",
        program: "pair-client",
        edits: &[(
            "    while let Some(mut line) = args::read_line().context(\"stdin\")? {\n",
            "    let mut typed = Vec::new();\n    while std::io::BufRead::read_until(&mut std::io::stdin().lock(), b'\\n', &mut typed).context(\"stdin\")? > 0 {\n        let mut line = std::mem::take(&mut typed);\n        if !line.ends_with(b\"\\n\") {\n            connection.write_all(&line).context(\"cannot send\")?;\n            break;\n        }\n        line.pop();\n",
        )],
        fails: &[("pair-exit-client", "the last line of stdin, which has no newline there")],
    },
];
