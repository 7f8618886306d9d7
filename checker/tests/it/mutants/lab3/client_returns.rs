//! The wrong clients of lab 3 that do not come back, lose a line, or say other states.

use super::{COUNT, LOST, NEW_ANSWER, REFUSED, SAY_STATE, SEND};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "refused-is-the-end",
        program: "client",
        edits: &[(
            REFUSED,
            "                Ok(connection) => State::Connected(connection),\n                Err(error) => {\n                    return Err(error);\n",
        )],
        fails: &[("client-waits-for-server", "the client ends because nobody listens")],
    },
    Mutant {
        name: "refused-and-connecting",
        program: "client",
        edits: &[(
            REFUSED,
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
            LOST,
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
                SEND,
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
            LOST,
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
                LOST,
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
        name: "half-an-answer-is-no-error",
        program: "client",
        edits: &[(
            "            State::Connected(connection) => match client.talk(connection) {
                Ok(()) => State::Closed,
                Err(error) => {
                    report(error);
",
            "            State::Connected(connection) => match client.talk(connection) {
                Ok(()) => State::Closed,
                Err(error) => {
                    if !error.to_string().starts_with(\"the server closed\") {
                        report(error);
                    }
",
        )],
        fails: &[("client-server-closes", "the client does not report that the server was gone")],
    },
    Mutant {
        name: "half-an-answer-is-kept",
        program: "client",
        edits: &[
            (
                NEW_ANSWER,
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
        name: "connected-said-once",
        program: "client",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\n",
            ),
            (
                SAY_STATE,
                "        if state.name() != \"connected\" || count() == 1 {\n            say(format_args!(\"state: {}\", state.name()));\n        }\n",
            ),
        ],
        fails: &[
            ("client-states", "the client does not say a state"),
            ("client-backs-off", "somebody listens again and has accepted"),
        ],
    },
    Mutant {
        name: "waits-for-ever-after-nine-tries",
        program: "client",
        edits: &[(
            "        let Client { host, port, .. } = self;\n",
            "        let Client { host, port, .. } = self;\n        static TRIES: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);\n        while TRIES.fetch_add(1, std::sync::atomic::Ordering::SeqCst) >= 9 {\n            thread::park();\n        }\n",
        )],
        fails: &[("client-backs-off", "somebody listens again, and the client does not come")],
    },
    Mutant {
        name: "straight-to-connecting",
        program: "client",
        edits: &[(
            LOST,
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
            SEND,
            "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    say(\"state: connected\");\n",
        )],
        fails: &[("client-states", "a state is said again")],
    },
    Mutant {
        name: "forgets-what-a-reset-took",
        program: "client",
        edits: &[(
            LOST,
            "                Ok(()) => State::Closed,\n                Err(error) => {\n                    if format!(\"{error:#}\").starts_with(\"cannot receive\") {\n                        client.in_flight = None;\n                    }\n                    report(error);\n                    State::Disconnected\n",
        )],
        fails: &[("client-server-restarts", "after reconnecting another line comes")],
    },
    Mutant {
        name: "loses-its-server-silently",
        program: "client",
        edits: &[
            (
                LOST,
                "                Ok(()) => State::Closed,\n                Err(error) => {\n                    drop(error);\n                    State::Disconnected\n",
            ),
            (
                REFUSED,
                "                Ok(connection) => State::Connected(connection),\n                Err(error) => {\n                    drop(error);\n                    State::Disconnected\n",
            ),
        ],
        fails: &[("client-server-restarts", "the client does not report that it has lost")],
    },
    Mutant {
        name: "lost-without-its-word",
        program: "client",
        edits: &[
            (
                LOST,
                "                Ok(()) => State::Closed,\n                Err(error) => {\n                    eprintln!(\"{error:#}\");\n                    State::Disconnected\n",
            ),
            (
                REFUSED,
                "                Ok(connection) => State::Connected(connection),\n                Err(error) => {\n                    eprintln!(\"{error:#}\");\n                    State::Disconnected\n",
            ),
        ],
        fails: &[("client-server-restarts", "the line on stderr does not start")],
    },
    Mutant {
        name: "lost-on-stdout",
        program: "client",
        edits: &[
            (
                LOST,
                "                Ok(()) => State::Closed,\n                Err(error) => {\n                    say(format_args!(\"error: {error:#}\"));\n                    State::Disconnected\n",
            ),
            (
                REFUSED,
                "                Ok(connection) => State::Connected(connection),\n                Err(error) => {\n                    say(format_args!(\"error: {error:#}\"));\n                    State::Disconnected\n",
            ),
        ],
        fails: &[("client-server-restarts", "the error is printed on stdout")],
    },
    Mutant {
        name: "forgets-what-was-typed-before-the-first-server",
        program: "client",
        edits: &[
            COUNT,
            (
                "        self.pause = SHORTEST_PAUSE;\n",
                "        let is_late = self.pause > 2 * SHORTEST_PAUSE;\n        while count() == 1 && is_late && self.keyboard.try_recv().is_ok() {}\n        self.pause = SHORTEST_PAUSE;\n",
            ),
        ],
        fails: &[("client-waits-for-server", "the client forgets what was typed")],
    },
    Mutant {
        name: "a-try-too-many-when-idle",
        program: "client",
        edits: &[(
            LOST,
            "                Ok(()) => State::Closed,\n                Err(error) => {\n                    report(error);\n                    if client.in_flight.is_none() {\n                        say(\"state: disconnected\");\n                        say(\"state: connecting\");\n                    }\n                    State::Disconnected\n",
        )],
        fails: &[("client-states", "the client says other states")],
    },
];
