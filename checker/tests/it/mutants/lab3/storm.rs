//! The wrong programs of lab 3 that only a storm finds.

use super::{CLOSED, COUNT, COUNT_CONNECTIONS, LOST, SAY_STATE, SEND};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
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
        name: "storm-losses-in-all",
        program: "client",
        edits: &[
            COUNT,
            (
                LOST,
                "                Ok(()) => State::Closed,\n                Err(error) => {\n                    report(error);\n                    if count() > 5 {\n                        std::process::exit(1);\n                    }\n                    State::Disconnected\n",
            ),
        ],
        fails: &[("storm", "the client ends by itself")],
    },
    Mutant {
        name: "storm-resends-twice",
        program: "client",
        edits: &[
            (
                LOST,
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
            COUNT_CONNECTIONS,
            (
                SEND,
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
            COUNT_CONNECTIONS,
            (
                SEND,
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
            COUNT_CONNECTIONS,
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
                SAY_STATE,
                "        if state.name() != \"connected\" || count() <= 4 {\n            say(format_args!(\"state: {}\", state.name()));\n        }\n",
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
            COUNT_CONNECTIONS,
            (
                CLOSED,
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
            COUNT_CONNECTIONS,
            (
                CLOSED,
                "            State::Closed if COUNT.load(SeqCst) > 3 => loop {\n                thread::park();\n            },\n            State::Closed => return Ok(()),",
            ),
        ],
        fails: &[("storm", "the client does not end")],
    },
];
