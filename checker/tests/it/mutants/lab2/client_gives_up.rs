//! Clients that are wrong about giving up.

use super::lines::{ASK, EACH_TRY, GIVE_UP, MAIN, WAIT};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-never-gives-up",
        program: "client",
        edits: &[(EACH_TRY, "loop {")],
        fails: &[
            ("client-gives-up", "no error comes after the third try"),
            ("client-server-down", "no error comes: the client waits for ever, tries more"),
        ],
    },
    Mutant {
        name: "client-doubles-its-wait",
        program: "client",
        edits: &[
            (EACH_TRY, "for nth in 0..TRIES {"),
            (
                WAIT,
                "for _ in 0..1 << nth {
            if let Some(reply) = wait_for_reply(&socket, server)? {
                return Ok(reply);
            }
        }",
            ),
        ],
        fails: &[("client-gives-up", "the error comes much later than 300 ms after the third try")],
    },
    Mutant {
        name: "client-four-tries",
        program: "client",
        edits: &[("TRIES: usize = 3", "TRIES: usize = 4")],
        fails: &[("client-gives-up", "the client tries more than three times")],
    },
    Mutant {
        name: "client-says-nothing",
        program: "client",
        edits: &[(GIVE_UP, "std::process::exit(1)")],
        fails: &[
            ("client-gives-up", "the client ends without the error line"),
            ("client-server-down", "the client ends without the error line"),
        ],
    },
    Mutant {
        name: "client-other-error",
        program: "client",
        edits: &[(GIVE_UP, "bail!(\"time-out\")")],
        fails: &[
            ("client-gives-up", "the error is not `error: no reply from IP:PORT` with the address"),
            ("client-server-down", "the error is not `error: no reply from IP:PORT`"),
        ],
    },
    Mutant {
        name: "client-error-on-stdout",
        program: "client",
        edits: &[(
            MAIN,
            "Ok((host, port)) => match run(&host, port) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                println!(\"error: {error:#}\");
                ExitCode::FAILURE
            }
        },",
        )],
        fails: &[
            ("client-gives-up", "the error is printed on stdout"),
            ("client-server-down", "the error is printed on stdout"),
        ],
    },
    Mutant {
        name: "client-error-status-0",
        program: "client",
        edits: &[(
            MAIN,
            "Ok((host, port)) => {
            run(&host, port).unwrap_or_else(args::report);
            ExitCode::SUCCESS
        }",
        )],
        fails: &[
            ("client-gives-up", "after an error the exit status is 1"),
            ("client-server-down", "after an error the exit status is 1"),
        ],
    },
    Mutant {
        name: "client-goes-on",
        program: "client",
        edits: &[(
            ASK,
            "let reply = match ask_in_turn(&mut servers, &line) {
            Ok(reply) => reply,
            Err(error) => {
                args::report(error);
                continue;
            }
        };",
        )],
        fails: &[
            ("client-gives-up", "the client reports the error and goes on"),
            ("client-server-down", "the client reports the error and goes on"),
        ],
    },
    Mutant {
        name: "client-refused-is-error",
        program: "client",
        edits: &[
            ("let socket = socket.context(\"cannot bind\")?;", "let socket = socket?;\n    socket.connect(server)?;"),
            ("            | ErrorKind::ConnectionRefused\n", ""),
        ],
        fails: &[(
            "client-server-down",
            "the error is not `error: no reply from IP:PORT`: `Connection refused` on a UDP",
        )],
    },
    Mutant {
        name: "client-reports-twice",
        program: "client",
        edits: &[(
            GIVE_UP,
            "{
        args::report(\"three tries, and nothing\");
        bail!(\"no reply from {server}\")
    }",
        )],
        fails: &[("client-gives-up", "the client reports more than the one error")],
    },
];
