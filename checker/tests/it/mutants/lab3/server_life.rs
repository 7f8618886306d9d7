//! The wrong servers of lab 3 that do not outlive their clients, lack their port, or say other states.

use super::{ANSWER, BIND, BOUND, SAY_LINE, SAY_STATE, WHOLE_LINE};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "states-on-stderr",
        program: "server",
        edits: &[(SAY_STATE, "        eprintln!(\"state: {}\", state.name());\n")],
        fails: &[("server-states", "the states are printed on stderr")],
    },
    Mutant {
        name: "server-believes-in-text",
        program: "server",
        edits: &[(SAY_LINE, "        say(format_args!(\"received: {}\", std::str::from_utf8(&line)?));\n")],
        fails: &[("server-client-gone", "a line that is no UTF-8 is not answered")],
    },
    Mutant {
        name: "states-without-newline",
        program: "server",
        edits: &[
            (SAY_STATE, "        print!(\"\\nstate: {}\", state.name());\n        std::io::stdout().flush()?;\n"),
            (SAY_LINE, "        say(format_args!(\"\\nreceived: {}\", String::from_utf8_lossy(&line)));\n"),
        ],
        fails: &[("server-close", "a state is printed without a newline")],
    },
    Mutant {
        name: "states-at-the-end",
        program: "server",
        edits: &[
            (
                "    let mut state = State::Listening;\n",
                "    let mut state = State::Listening;\n    static STATES: std::sync::Mutex<String> = std::sync::Mutex::new(String::new());\n    std::thread::spawn(|| {\n        std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).unwrap();\n        say(STATES.lock().unwrap().trim_end());\n    });\n",
            ),
            (SAY_STATE, "        *STATES.lock().unwrap() += &format!(\"state: {}\\n\", state.name());\n"),
        ],
        fails: &[("server-states", "the states came only once the program was told to end")],
    },
    Mutant {
        name: "says-listening-before-it-listens",
        program: "server",
        edits: &[
            (
                "    let listener = open(address)?;\n",
                "    say(\"state: listening\");\n    let listener = open(address)?;\n    let mut is_said = true;\n",
            ),
            (
                SAY_STATE,
                "        if !std::mem::take(&mut is_said) {\n            say(format_args!(\"state: {}\", state.name()));\n        }\n",
            ),
        ],
        fails: &[("server-states", "the server says that it is listening before it is")],
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
        name: "silent-after-an-error",
        program: "server",
        edits: &[
            (
                "    let mut state = State::Listening;\n",
                "    let mut state = State::Listening;\n    let mut quiet = false;\n",
            ),
            (
                SAY_STATE,
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
        edits: &[(ANSWER, "        while connection.get_mut().write_all(b\"accepted\\n\").is_err() {}\n")],
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
                WHOLE_LINE,
                "    if line.last() != Some(&b'\\n') {\n        *REST.lock().unwrap() = line;\n        return Ok(None);\n    }\n    line.pop();\n",
            ),
        ],
        fails: &[("server-client-gone", "what the last client left")],
    },
    Mutant {
        name: "no-reuseaddr",
        program: "server",
        edits: &[(
            BIND,
            "    let bound = (|| {\n        let socket = socket2::Socket::new(socket2::Domain::for_address(address), socket2::Type::STREAM, None)?;\n        socket.bind(&address.into())?;\n        socket.listen(128)?;\n        Ok::<_, std::io::Error>(TcpListener::from(socket))\n    })();\n",
        )],
        fails: &[("server-restart", "the port is still taken")],
    },
    Mutant {
        name: "waits-for-its-port",
        program: "server",
        edits: &[(
            BIND,
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
            BIND,
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
            BIND,
            "    let bound = (|| {\n        let socket = socket2::Socket::new(socket2::Domain::for_address(address), socket2::Type::STREAM, None)?;\n        socket.set_reuse_address(true)?;\n        socket.set_reuse_port(true)?;\n        socket.bind(&address.into())?;\n        socket.listen(128)?;\n        Ok::<_, std::io::Error>(TcpListener::from(socket))\n    })();\n",
        )],
        fails: &[("server-port-in-use", "the server says that it listens although")],
    },
    Mutant {
        name: "error-without-its-word",
        program: "server",
        edits: &[(
            BOUND,
            "    let Ok(listener) = bound else {\n        eprintln!(\"cannot listen on {address}\");\n        std::process::exit(1);\n    };\n",
        )],
        fails: &[("server-port-in-use", "the error line does not start")],
    },
    Mutant {
        name: "error-on-stdout",
        program: "server",
        edits: &[(
            BOUND,
            "    let Ok(listener) = bound else {\n        println!(\"error: cannot listen on {address}\");\n        std::process::exit(1);\n    };\n",
        )],
        fails: &[("server-port-in-use", "the error is printed on stdout")],
    },
    Mutant {
        name: "error-without-words",
        program: "server",
        edits: &[(BOUND, "    let Ok(listener) = bound else {\n        std::process::exit(1);\n    };\n")],
        fails: &[("server-port-in-use", "the server ends without saying why")],
    },
    Mutant {
        name: "error-and-three",
        program: "server",
        edits: &[(
            BOUND,
            "    let Ok(listener) = bound else {\n        eprintln!(\"error: cannot listen on {address}\");\n        std::process::exit(3);\n    };\n",
        )],
        fails: &[("server-port-in-use", "the server ends with another status")],
    },
    Mutant {
        name: "error-and-on",
        program: "server",
        edits: &[(
            BOUND,
            "    let Ok(listener) = bound else {\n        eprintln!(\"error: cannot listen on {address}\");\n        loop {\n            std::thread::park();\n        }\n    };\n",
        )],
        fails: &[("server-port-in-use", "the server reports the error and goes on")],
    },
    Mutant {
        name: "connected-unsaid",
        program: "server",
        edits: &[(
            SAY_STATE,
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
                SAY_STATE,
                "        if state.name() == \"listening\" {\n            say(format_args!(\"state: {}\", state.name()));\n        }\n",
            ),
            (
                SAY_LINE,
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
            ANSWER,
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
        name: "a-reset-is-no-error",
        program: "server",
        edits: &[(
            "                    report(error.context(format!(\"client {peer}\")));\n",
            "                    if !error.to_string().starts_with(\"cannot receive\") {\n                        report(error.context(format!(\"client {peer}\")));\n                    }\n",
        )],
        fails: &[("server-client-gone", "the server does not report a reset")],
    },
    Mutant {
        name: "client-gone-without-its-word",
        program: "server",
        edits: &[(
            "                    report(error.context(format!(\"client {peer}\")));\n",
            "                    eprintln!(\"client {peer}: {error:#}\");\n",
        )],
        fails: &[("server-client-gone", "the line on stderr does not start")],
    },
    Mutant {
        name: "client-gone-on-stdout",
        program: "server",
        edits: &[(
            "                    report(error.context(format!(\"client {peer}\")));\n",
            "                    say(format_args!(\"error: client {peer}: {error:#}\"));\n",
        )],
        fails: &[("server-client-gone", "the error is printed on stdout")],
    },
];
