//! The wrong clients of lab 4 whose server is slow, goes, or is not there.

use super::{CONNECT, OWN_HEADER, RUN, SEND};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-nonblocking",
        program: "client",
        edits: &[(
            CONNECT,
            "let mut connection = TcpStream::connect((host, port)).with_context(failure)?;\n    connection.set_nonblocking(true)?;",
        )],
        fails: &[("client-slow-server", "the client refuses")],
    },
    Mutant {
        name: "client-small-buffer",
        program: "client",
        edits: &[(
            SEND,
            "for piece in line.chunks(4096) {\n            write_frame(&mut connection, piece)?;\n        }",
        )],
        fails: &[("client-slow-server", "a long line")],
    },
    Mutant {
        name: "client-silent",
        program: "client",
        edits: &[(RUN, "Ok((host, port)) => run(&host, port).map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS),")],
        fails: &[("client-refused", "the client ends without")],
    },
    Mutant {
        name: "client-other-error",
        program: "client",
        edits: &[(
            RUN,
            "Ok((host, port)) => match run(&host, port) {\n            Ok(()) => ExitCode::SUCCESS,\n            Err(error) => {\n                eprintln!(\"{error:#}\");\n                ExitCode::FAILURE\n            }\n        },",
        )],
        fails: &[("client-refused", "the line on stderr")],
    },
    Mutant {
        name: "client-error-on-stdout",
        program: "client",
        edits: &[(
            RUN,
            "Ok((host, port)) => match run(&host, port) {\n            Ok(()) => ExitCode::SUCCESS,\n            Err(error) => {\n                println!(\"error: {error:#}\");\n                ExitCode::FAILURE\n            }\n        },",
        )],
        fails: &[("client-refused", "the error is printed on stdout")],
    },
    Mutant {
        name: "client-tries-for-ever",
        program: "client",
        edits: &[(
            CONNECT,
            "let _ = failure;\n    let mut connection = loop {\n        if let Ok(connection) = TcpStream::connect((host, port)) {\n            break connection;\n        }\n        std::thread::sleep(std::time::Duration::from_millis(50));\n    };",
        )],
        fails: &[("client-refused", "the client does not report")],
    },
    Mutant {
        name: "client-status-0",
        program: "client",
        edits: &[(
            RUN,
            "Ok((host, port)) => {\n            args::exit_status(run(&host, port));\n            ExitCode::SUCCESS\n        }",
        )],
        fails: &[("client-refused", "after an error")],
    },
    Mutant {
        name: "client-waits-for-enter",
        program: "client",
        edits: &[(
            RUN,
            "Ok((host, port)) => {\n            let status = args::exit_status(run(&host, port));\n            while let Ok(Some(_)) = args::read_line() {}\n            status\n        }",
        )],
        fails: &[("client-refused", "the client reports the error and goes on")],
    },
    Mutant {
        name: "client-16-bits",
        program: "client",
        edits: &[(OWN_HEADER, "let header = u32::from(length as u16).to_be_bytes();")],
        fails: &[("client-slow-server", "a long line")],
    },
    Mutant {
        name: "client-gone-is-the-end",
        program: "client",
        edits: &[(
            SEND,
            "if let Err(error) = write_frame(&mut connection, &line) {\n            let _ = error;\n            std::process::exit(0);\n        }",
        )],
        fails: &[("client-server-gone", "the client ends without saying")],
    },
    Mutant {
        name: "client-gone-without-its-word",
        program: "client",
        edits: &[(
            SEND,
            "if let Err(error) = write_frame(&mut connection, &line) {\n            eprintln!(\"{error:#}\");\n            std::process::exit(1);\n        }",
        )],
        fails: &[("client-server-gone", "the line on stderr does not start")],
    },
    Mutant {
        name: "client-gone-on-stdout",
        program: "client",
        edits: &[(
            SEND,
            "if let Err(error) = write_frame(&mut connection, &line) {\n            println!(\"error: {error:#}\");\n            std::process::exit(1);\n        }",
        )],
        fails: &[("client-server-gone", "the error is printed on stdout")],
    },
    Mutant {
        name: "client-gone-unnoticed",
        program: "client",
        edits: &[(
            SEND,
            "if let Err(error) = write_frame(&mut connection, &line) {\n            let _ = error;\n        }",
        )],
        fails: &[("client-server-gone", "the client does not notice")],
    },
    Mutant {
        name: "client-gone-and-zero",
        program: "client",
        edits: &[(
            SEND,
            "if let Err(error) = write_frame(&mut connection, &line) {\n            eprintln!(\"error: {error:#}\");\n            std::process::exit(0);\n        }",
        )],
        fails: &[("client-server-gone", "after an error")],
    },
    Mutant {
        name: "client-gone-and-on",
        program: "client",
        edits: &[(
            SEND,
            "if let Err(error) = write_frame(&mut connection, &line) {\n            eprintln!(\"error: {error:#}\");\n        }",
        )],
        fails: &[("client-server-gone", "the client reports the error and goes on")],
    },
    Mutant {
        name: "client-sends-once",
        program: "client",
        edits: &[(
            "    stream.write_all(&frame).context(\"cannot send\")\n",
            "    stream.write(&frame).context(\"cannot send\").map(drop)\n",
        )],
        fails: &[("client-suspended", "the client takes a send that was interrupted")],
    },
    Mutant {
        name: "client-sends-header-and-rest",
        program: "client",
        edits: &[(
            "    stream.write_all(&frame).context(\"cannot send\")\n",
            "    stream.write_all(&frame[..4]).context(\"cannot send\")?;\n    let _ = stream.write(&frame[4..]).context(\"cannot send\")?;\n    Ok(())\n",
        )],
        fails: &[("client-suspended", "the client takes a send that was interrupted")],
    },
];
