//! TCP clients that are wrong about a server that is not there.

use super::lines::{CONNECT, MAIN, READ_REPLY};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "tcp-client-says-nothing",
        program: "tcp-client",
        edits: &[(MAIN, "Ok((host, port)) => run(&host, port).map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS),")],
        fails: &[("tcp-client-refused", "the client ends without saying what went wrong")],
    },
    Mutant {
        name: "tcp-client-bare-error",
        program: "tcp-client",
        edits: &[(
            MAIN,
            "Ok((host, port)) => match run(&host, port) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!(\"{error:#}\");
                ExitCode::FAILURE
            }
        },",
        )],
        fails: &[("tcp-client-refused", "the line on stderr does not start with `error: `")],
    },
    Mutant {
        name: "tcp-client-error-on-stdout",
        program: "tcp-client",
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
        fails: &[("tcp-client-refused", "the error is printed on stdout")],
    },
    Mutant {
        name: "tcp-client-tries-again",
        program: "tcp-client",
        edits: &[(
            CONNECT,
            "loop {
            if let Ok(connection) = TcpStream::connect((host, port)) {
                break connection;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        };",
        )],
        fails: &[("tcp-client-refused", "the client tries again and again instead of reporting the error")],
    },
    Mutant {
        name: "tcp-client-error-status-0",
        program: "tcp-client",
        edits: &[(
            MAIN,
            "Ok((host, port)) => {
            run(&host, port).unwrap_or_else(args::report);
            ExitCode::SUCCESS
        }",
        )],
        fails: &[("tcp-client-refused", "after an error the exit status is 1")],
    },
    Mutant {
        name: "tcp-client-error-and-waits",
        program: "tcp-client",
        edits: &[(
            MAIN,
            "Ok((host, port)) => {
            let outcome = run(&host, port);
            if let Err(error) = &outcome {
                args::report(error);
                while let Ok(Some(_)) = args::read_line() {}
            }
            outcome.map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
        }",
        )],
        fails: &[("tcp-client-refused", "the client reports the error and goes on running")],
    },
    Mutant {
        name: "tcp-client-takes-a-reset-for-the-end",
        program: "tcp-client",
        edits: &[(READ_REPLY, "let _ = connection.read_to_end(&mut reply);")],
        fails: &[("tcp-client-reset", "the client ends without an error: it takes a reset for the end")],
    },
    Mutant {
        name: "tcp-client-reports-a-reset-and-waits",
        program: "tcp-client",
        edits: &[(
            READ_REPLY,
            "if let Err(error) = connection.read_to_end(&mut reply) {
        args::report(anyhow::anyhow!(error));
        loop {
            std::thread::park();
        }
    }",
        )],
        fails: &[("tcp-client-reset", "the client reports the error and goes on running")],
    },
    Mutant {
        name: "tcp-client-waits-after-a-reset",
        program: "tcp-client",
        edits: &[(
            READ_REPLY,
            "while connection.read_to_end(&mut reply).is_err() {
        std::thread::park();
    }",
        )],
        fails: &[("tcp-client-reset", "the client neither ends nor reports the error")],
    },
];
