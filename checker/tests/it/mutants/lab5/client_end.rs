//! Wrong programs of lab 5: the client whose server has gone.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-counts-any-received",
        program: "client",
        edits: &[(
            "payload.starts_with(b\"received: \")",
            "String::from_utf8_lossy(&payload).contains(\"received: \")",
        )],
        fails: &[(
            "client-unacknowledged",
            "the error is not `error: N messages unacknowledged`, or the number is wrong",
        )],
    },
    Mutant {
        name: "client-for-ever-at-four",
        program: "client",
        edits: &[(
            "    let received = print_answers(receiving, &tally);\n",
            "    let received = print_answers(receiving, &tally);\n    while lock(&tally).sent > 3 {\n        thread::park();\n    }\n",
        )],
        fails: &[("client-unacknowledged", "the client goes on waiting for answers")],
    },
    Mutant {
        name: "client-does-not-count",
        program: "client",
        edits: &[("let missing = tally.sent.saturating_sub(tally.acknowledged);", "let missing = 0;")],
        fails: &[
            ("client-unacknowledged", "the client does not notice"),
            ("client-server-gone", "the line on stderr does not start with"),
        ],
    },
    Mutant {
        name: "client-counts-welcome",
        program: "client",
        edits: &[(
            "        if payload.starts_with(b\"received: \") || payload == b\"bye\" {",
            "        if !payload.is_empty() {",
        )],
        fails: &[("client-unacknowledged", "the error is not `error: N")],
    },
    Mutant {
        name: "client-other-error",
        program: "client",
        edits: &[("{missing} messages unacknowledged", "{missing} answers missing")],
        fails: &[
            ("client-unacknowledged", "the error is not `error: N"),
            ("client-server-gone", "the line on stderr does not start with"),
        ],
    },
    Mutant {
        name: "client-error-on-stdout",
        program: "client",
        edits: &[(
            "args::exit_status(run(&host, port))",
            "run(&host, port).map_or_else(|error| { say(format_args!(\"error: {error:#}\")); ExitCode::from(1) }, |()| ExitCode::SUCCESS)",
        )],
        fails: &[
            ("client-refused", "the error is printed on stdout"),
            ("client-unacknowledged", "the error is printed on stdout"),
            ("client-server-gone", "the error is printed on stdout"),
        ],
    },
    Mutant {
        name: "client-status-0",
        program: "client",
        edits: &[("args::exit_status(run(&host, port))", "{ args::exit_status(run(&host, port)); ExitCode::SUCCESS }")],
        fails: &[
            ("client-refused", "after an error the exit status is 1"),
            ("client-unacknowledged", "after an error the exit status is 1"),
            ("client-server-gone", "the connection is lost while stdin"),
        ],
    },
    Mutant {
        name: "client-reports-and-stays",
        program: "client",
        edits: &[(
            "args::exit_status(run(&host, port))",
            "{ let outcome = run(&host, port); let is_error = outcome.is_err(); let status = args::exit_status(outcome); while is_error { thread::park(); } status }",
        )],
        fails: &[
            ("client-refused", "the client reports the error and goes on"),
            ("client-unacknowledged", "the client reports the error and goes on"),
            ("client-server-gone", "the client waits for the keyboard although"),
        ],
    },
    Mutant {
        name: "client-says-nothing",
        program: "client",
        edits: &[(
            "args::exit_status(run(&host, port))",
            "run(&host, port).map_or(ExitCode::from(1), |()| ExitCode::SUCCESS)",
        )],
        fails: &[
            ("client-unacknowledged", "the client does not notice"),
            ("client-server-gone", "the client ends without saying"),
        ],
    },
    Mutant {
        name: "client-counts-other-texts",
        program: "client",
        edits: &[(
            "        if payload.starts_with(b\"received: \") || payload == b\"bye\" {",
            "        if !payload.starts_with(b\"Welcome\") {",
        )],
        fails: &[("client-unacknowledged", "the error is not `error: N")],
    },
    Mutant {
        name: "client-joins-keyboard",
        program: "client",
        edits: &[
            ("    thread::Builder::new()\n", "    let keyboard = thread::Builder::new()\n"),
            (
                "    let received = print_answers(receiving, &tally);\n",
                "    let received = print_answers(receiving, &tally);\n    keyboard.join().expect(\"no panic\");\n",
            ),
        ],
        fails: &[("client-server-gone", "the client waits for the keyboard although")],
    },
    Mutant {
        name: "client-cut-answer-waits",
        program: "client",
        edits: &[(
            "    let received = print_answers(receiving, &tally);\n",
            "    let received = print_answers(receiving, &tally);\n    if received.as_ref().is_err_and(|error| error.to_string().contains(\"mid-frame\")) {\n        loop {\n            thread::park();\n        }\n    }\n",
        )],
        fails: &[("client-server-gone", "the client waits for the keyboard although")],
    },
    Mutant {
        name: "client-bye-unasked",
        program: "client",
        edits: &[(
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n        lock(tally).finished |= payload == b\"bye\";\n",
        )],
        fails: &[("client-server-gone", "the connection is lost while stdin")],
    },
    Mutant {
        name: "client-counts-texts-once",
        program: "client",
        edits: &[
            (
                "    while let Ok(Some(line)) = args::read_line() {",
                "    let mut texts = std::collections::BTreeSet::new();\n    while let Ok(Some(line)) = args::read_line() {",
            ),
            (
                "            tally.sent += 1;",
                "            if texts.insert(line.clone()) {\n                tally.sent += 1;\n            }",
            ),
        ],
        fails: &[("client-server-gone", "the line on stderr does not start with")],
    },
    Mutant {
        name: "client-refused-silently",
        program: "client",
        edits: &[(
            "    let receiving = TcpStream::connect((host, port)).with_context(failure)?;",
            "    let _ = failure;\n    let Ok(receiving) = TcpStream::connect((host, port)) else { return Ok(()) };",
        )],
        fails: &[("client-refused", "the client ends without saying what went wrong")],
    },
    Mutant {
        name: "client-refused-tries-on",
        program: "client",
        edits: &[(
            "    let receiving = TcpStream::connect((host, port)).with_context(failure)?;",
            "    let _ = failure;\n    let receiving = loop {\n        match TcpStream::connect((host, port)) {\n            Ok(connection) => break connection,\n            Err(_) => thread::sleep(std::time::Duration::from_millis(50)),\n        }\n    };",
        )],
        fails: &[("client-refused", "the client does not report the error")],
    },
    Mutant {
        name: "client-unmarked-error",
        program: "client",
        edits: &[(
            "args::exit_status(run(&host, port))",
            "run(&host, port).map_or_else(|error| { eprintln!(\"{error:#}\"); ExitCode::from(1) }, |()| ExitCode::SUCCESS)",
        )],
        fails: &[("client-refused", "the line on stderr does not start with")],
    },
];
