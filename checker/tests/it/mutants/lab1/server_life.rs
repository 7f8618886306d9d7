//! Servers that are wrong about the next client, or about one that resets.

use super::lines::{CONNECTED, ECHO, END_OF_STREAM, REPORT, WRITE};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-ends-after-one-client",
        program: "server",
        edits: &[(
            "-> ! {\n    loop {\n        if let Err(error) = serve_next(listener) {\n            report(error);\n        }\n    }",
            "-> ExitCode {
    if let Err(error) = serve_next(listener) {
        report(error);
    }
    ExitCode::SUCCESS",
        )],
        fails: &[
            ("server-binary", "the server ends, or closes its listening socket, after one client"),
            ("server-next-client", "the server ends, or closes its listening socket, after one client"),
            ("server-reset", "the server ends with its client"),
        ],
    },
    Mutant {
        name: "server-waits-for-enter-after-one-client",
        program: "server",
        edits: &[(
            "            report(error);\n        }\n    }\n}",
            "            report(error);\n        }\n        let _ = io::stdin().read_line(&mut String::new());\n    }\n}",
        )],
        fails: &[
            ("server-next-client", "the server serves one client and does not get to accept the next"),
            ("server-reset", "the server is stuck with a client that is gone, or accepts no more"),
        ],
    },
    Mutant {
        name: "server-says-its-own-address",
        program: "server",
        edits: &[(
            CONNECTED,
            "let own = connection.local_addr().context(\"getsockname\")?;
    say(format_args!(\"connected {}\", own.as_socket().context(\"not an IP address\")?));",
        )],
        fails: &[
            ("server-next-client", "the line names another address"),
            ("server-ipv6", "the line names another address"),
        ],
    },
    Mutant {
        name: "server-says-the-first-client-again",
        program: "server",
        edits: &[(
            CONNECTED,
            "static FIRST: std::sync::OnceLock<SocketAddr> = std::sync::OnceLock::new();
    say(format_args!(\"connected {}\", FIRST.get_or_init(|| peer)));",
        )],
        fails: &[("server-next-client", "the line names another address")],
    },
    Mutant {
        name: "server-says-address-and-port-apart",
        program: "server",
        edits: &[(CONNECTED, "say(format_args!(\"connected {} {}\", peer.ip(), peer.port()));")],
        fails: &[("server-next-client", "the line does not have the contract's form")],
    },
    Mutant {
        name: "server-says-it-in-other-words",
        program: "server",
        edits: &[(CONNECTED, "say(format_args!(\"Client connected: {peer}\"));")],
        fails: &[("server-next-client", "the line does not have the contract's form")],
    },
    Mutant {
        name: "server-announces-at-the-first-byte",
        program: "server",
        edits: &[(
            CONNECTED,
            "let _ = connection.peek(&mut [std::mem::MaybeUninit::uninit()]);
    say(format_args!(\"connected {peer}\"));",
        )],
        fails: &[("server-next-client", "the server does not print the line, or prints it only later")],
    },
    Mutant {
        name: "server-says-no-goodbye",
        program: "server",
        edits: &[("say(format_args!(\"disconnected {peer}\"));", "")],
        fails: &[("server-next-client", "the server does not print the line")],
    },
    Mutant {
        name: "server-ends-at-an-error",
        program: "server",
        edits: &[(
            "            report(error);\n        }",
            "            report(error);\n            std::process::exit(1);\n        }",
        )],
        fails: &[("server-reset", "the server ends with its client")],
    },
    Mutant {
        name: "server-panics-at-an-error",
        program: "server",
        edits: &[(ECHO, "let outcome = echo(connection);\n    outcome.as_ref().unwrap();")],
        fails: &[("server-reset", "server crashed: thread 'main'")],
    },
    Mutant {
        name: "server-tries-to-write-for-ever",
        program: "server",
        edits: &[(
            WRITE,
            "while connection.write_all(&buffer[..length]).is_err() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }",
        )],
        fails: &[("server-reset", "the server is stuck with a client that is gone")],
    },
    Mutant {
        name: "server-reports-an-orderly-end",
        program: "server",
        edits: &[(
            END_OF_STREAM,
            "report(\"the client has gone\");
            return Ok(());",
        )],
        fails: &[("server-next-client", "the server reports an error although the client has ended in an orderly way")],
    },
    Mutant {
        name: "server-keeps-a-reset-to-itself",
        program: "server",
        edits: &[(
            REPORT,
            "        let _ = serve_next(listener);
",
        )],
        fails: &[("server-reset", "the server does not report that a connection was reset")],
    },
    Mutant {
        name: "server-misspells-disconnected",
        program: "server",
        edits: &[("say(format_args!(\"disconnected {peer}\"));", "say(format_args!(\"disconnecte {peer}\"));")],
        fails: &[("server-next-client", "the line does not have the contract's form")],
    },
    Mutant {
        name: "server-leaves-no-space",
        program: "server",
        edits: &[(CONNECTED, "say(format_args!(\"connected{peer}\"));")],
        fails: &[("server-next-client", "the line does not have the contract's form")],
    },
];
