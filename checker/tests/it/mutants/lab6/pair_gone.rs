//! Wrong programs of lab 6: the pair whose other side is gone.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "pair-server-end-is-error",
        program: "pair-server",
        edits: &[(
            "    let _ = client.shutdown(Shutdown::Both);\n    Ok(())",
            "    let _ = client.shutdown(Shutdown::Both);\n    anyhow::bail!(\"the client has gone\")",
        )],
        fails: &[("pair-peer-gone", "an orderly end is reported as an error")],
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
            "while current.get().is_none() {\n                std::thread::sleep(std::time::Duration::from_millis(1));\n            }",
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
    Mutant {
        name: "pair-server-drops-the-last",
        program: "pair-server",
        edits: &[(
            "    while let Some(mut line) = args::read_line().context(\"stdin\")? {\n",
            "    let mut typed = Vec::new();\n    while std::io::BufRead::read_until(&mut std::io::stdin().lock(), b'\\n', &mut typed).context(\"stdin\")? > 0 {\n        if !typed.ends_with(b\"\\n\") {\n            break;\n        }\n        typed.pop();\n        let mut line = std::mem::take(&mut typed);\n",
        )],
        fails: &[("pair-alone", "the last line of stdin has no newline")],
    },
    Mutant {
        name: "pair-server-swallows-behind-exit",
        program: "pair-server",
        edits: &[(
            "            let _ = client.shutdown(Shutdown::Both);\n            continue;",
            "            let _ = client.shutdown(Shutdown::Both);\n            let _ = args::read_line();\n            continue;",
        )],
        fails: &[("pair-alone", "what is typed right behind `EXIT` goes")],
    },
    Mutant {
        name: "pair-server-refuses-once",
        program: "pair-server",
        edits: &[(
            "report(\"nobody is connected\");",
            "static TOLD: std::sync::Once = std::sync::Once::new();\n            TOLD.call_once(|| report(\"nobody is connected\"));",
        )],
        fails: &[("pair-alone", "only the first line that is typed")],
    },
    Mutant {
        name: "pair-server-refuses-no-empty-line",
        program: "pair-server",
        edits: &[(
            "report(\"nobody is connected\");",
            "if !line.is_empty() {\n                report(\"nobody is connected\");\n            }",
        )],
        fails: &[("pair-alone", "an empty line that is typed")],
    },
    Mutant {
        name: "pair-server-alone-at-exit-ends",
        program: "pair-server",
        edits: &[(
            "report(\"nobody is connected\");",
            "if line == b\"EXIT\" {\n                std::process::exit(0);\n            }\n            report(\"nobody is connected\");",
        )],
        fails: &[("pair-alone", "`EXIT` that is typed while nobody")],
    },
    Mutant {
        name: "pair-server-keeps-exit",
        program: "pair-server",
        edits: &[
            (
                "report(\"nobody is connected\");",
                "report(\"nobody is connected\");\n            EXIT.fetch_or(line == b\"EXIT\", std::sync::atomic::Ordering::SeqCst);",
            ),
            (
                "            current.set(&client);",
                "            current.set(&client);\n            if EXIT.swap(false, std::sync::atomic::Ordering::SeqCst) {\n                let _ = client.shutdown(Shutdown::Both);\n            }",
            ),
            (
                "/// Sends what is typed to whoever",
                "static EXIT: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);\n\n/// Sends what is typed to whoever",
            ),
        ],
        fails: &[("pair-alone", "`EXIT` that is typed while nobody")],
    },
    Mutant {
        name: "pair-server-eof-half-closes",
        program: "pair-server",
        edits: &[(
            "    }\n    Ok(())\n    // ANCHOR_END: keyboard",
            "    }\n    if let Some(client) = current.get() {\n        let _ = client.shutdown(Shutdown::Write);\n    }\n    Ok(())\n    // ANCHOR_END: keyboard",
        )],
        fails: &[("pair-alone", "the server closes the connection, or its own side")],
    },
];
