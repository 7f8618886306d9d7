//! The wrong diagrams of lab 3, and the programs that are not as theirs.

use super::{CLIENT_ARROW, SAY_STATE, SERVER_ARROW};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-arrow-misspelt",
        program: "server.mmd",
        edits: &[(SERVER_ARROW, "    listening -> connected: a client is accepted\n")],
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
        edits: &[(SERVER_ARROW, "    listening --> conected: a client is accepted\n")],
        fails: &[("diagram-server", "the diagram has other states")],
    },
    Mutant {
        name: "server-unreachable",
        program: "server.mmd",
        edits: &[(SERVER_ARROW, "")],
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
            SERVER_ARROW,
            "    listening --> connected: a client is accepted\n    connected --> connected: a line\n",
        )],
        fails: &[("diagram-server", "a transition that this program")],
    },
    Mutant {
        name: "client-arrow-misspelt",
        program: "client.mmd",
        edits: &[(CLIENT_ARROW, "    connecting -> connected: accepted by the server\n")],
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
        edits: &[(CLIENT_ARROW, "    connecting --> conected: accepted by the server\n")],
        fails: &[("diagram-client", "the diagram has other states")],
    },
    Mutant {
        name: "client-unreachable",
        program: "client.mmd",
        edits: &[(CLIENT_ARROW, "")],
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
            CLIENT_ARROW,
            "    connecting --> connected: accepted by the server\n    connected --> connected: a line\n",
        )],
        fails: &[("diagram-client", "a transition that this program")],
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
                SAY_STATE,
                "        if state.name() != \"listening\" || count() == 1 {\n            say(format_args!(\"state: {}\", state.name()));\n        }\n",
            ),
        ],
        fails: &[("diagram-server", "the diagram is right")],
    },
    Mutant {
        name: "listening-twice-behind-half-a-line",
        program: "server",
        edits: &[(
            "                    report(error.context(format!(\"client {peer}\")));\n",
            "                    if error.to_string().contains(\"mid-line\") {\n                        say(\"state: listening\");\n                    }\n                    report(error.context(format!(\"client {peer}\")));\n",
        )],
        fails: &[("diagram-holds", "the program does something")],
    },
];
