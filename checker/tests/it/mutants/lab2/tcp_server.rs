//! TCP servers with one mistake.

use super::lines::{BUFFER, CONNECTION, EVERYWHERE, MAIN_OF_SERVER, PIECE, PIECE_UPPER, SERVE, WRITE};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "tcp-server-quits",
        program: "tcp-server",
        edits: &[(
            PIECE,
            "let piece = &mut buffer[..length];\n        if piece == b\"exit\" {\n            return Ok(());\n        }",
        )],
        fails: &[("tcp-server-uppercase", "a word is taken for a command")],
    },
    Mutant {
        name: "tcp-server-turns-two-bytes-round",
        program: "tcp-server",
        edits: &[(
            PIECE_UPPER,
            "if length == 2 {
            piece.reverse();
        }
        piece.make_ascii_uppercase();",
        )],
        fails: &[("tcp-server-uppercase", "the same bytes come back in another order")],
    },
    Mutant {
        name: "tcp-server-accepts-once",
        program: "tcp-server",
        edits: &[(SERVE, "    serve_next(&listener)?;\n    loop {\n        std::thread::park();\n    }\n")],
        fails: &[("tcp-server-uppercase", "the server does not answer, or serves one client")],
    },
    Mutant {
        name: "tcp-server-echoes",
        program: "tcp-server",
        edits: &[(PIECE_UPPER, "")],
        fails: &[("tcp-server-uppercase", "letters are in the wrong case")],
    },
    Mutant {
        name: "tcp-server-turns-it-round",
        program: "tcp-server",
        edits: &[(PIECE_UPPER, "piece.make_ascii_uppercase();\n        piece.reverse();")],
        fails: &[("tcp-server-uppercase", "the same bytes come back in another order")],
    },
    Mutant {
        name: "tcp-server-decodes",
        program: "tcp-server",
        edits: &[(
            PIECE,
            "let mut text = String::from_utf8_lossy(&buffer[..length]).into_owned().into_bytes();
        let piece = &mut text[..];",
        )],
        fails: &[("tcp-server-uppercase", "the server turns the bytes into text and back")],
    },
    Mutant {
        name: "tcp-server-upper-cases-text",
        program: "tcp-server",
        edits: &[(
            PIECE,
            "let mut text = match std::str::from_utf8(&buffer[..length]) {
            Ok(text) => text.to_uppercase().into_bytes(),
            Err(_) => buffer[..length].to_vec(),
        };
        let piece = &mut text[..];",
        )],
        fails: &[("tcp-server-uppercase", "what comes back is not the same bytes in upper case")],
    },
    Mutant {
        name: "tcp-server-is-everywhere",
        program: "tcp-server",
        edits: &[(MAIN_OF_SERVER, EVERYWHERE)],
        fails: &[("tcp-server-uppercase", "the server is bound to another address than 127.0.0.1")],
    },
    // Refused, or reset: the end may come before or after the next client's connect.
    Mutant {
        name: "tcp-server-ends-at-a-reset",
        program: "tcp-server",
        edits: &[(SERVE, "    loop {\n        serve_next(&listener)?;\n    }\n")],
        fails: &[("tcp-server-uppercase", "the server ")],
    },
    Mutant {
        name: "tcp-server-reads-once",
        program: "tcp-server",
        edits: &[(WRITE, "connection.write_all(piece)?;\n        return Ok(());")],
        fails: &[("tcp-server-uppercase", "the server closes ")],
    },
    Mutant {
        name: "tcp-server-c-string",
        program: "tcp-server",
        edits: &[(WRITE, "connection.write_all(piece.split(|byte| *byte == 0).next().unwrap_or_default())?;")],
        fails: &[("tcp-server-uppercase", "the server closes with bytes unanswered")],
    },
    Mutant {
        name: "tcp-server-16-bytes",
        program: "tcp-server",
        edits: &[(BUFFER, "let mut buffer = [0; 16];"), (WRITE, "return connection.write_all(piece);")],
        fails: &[("tcp-server-uppercase", "the server closes while more is on its way")],
    },
    Mutant {
        name: "tcp-server-greets",
        program: "tcp-server",
        edits: &[(BUFFER, "let mut buffer = [0; 4096];\n    connection.write_all(b\"welcome\\n\")?;")],
        fails: &[("tcp-server-uppercase", "what comes back is not the same bytes in upper case")],
    },
    Mutant {
        name: "tcp-server-closes-listener",
        program: "tcp-server",
        edits: &[
            ("    let listener = open(address)?;\n", "    let (connection, _) = open(address)?.accept()?;\n"),
            (SERVE, "    Ok(upper_case(connection)?)\n"),
        ],
        fails: &[("tcp-server-uppercase", "the server has ended, or has closed its listening socket")],
    },
    Mutant {
        name: "tcp-server-never-closes",
        program: "tcp-server",
        edits: &[(CONNECTION, "std::mem::forget(connection.try_clone()?);\n    Ok(upper_case(connection)?)")],
        fails: &[("tcp-server-uppercase", "the server does not close after the client")],
    },
    Mutant {
        name: "tcp-server-linger-0",
        program: "tcp-server",
        edits: &[(
            CONNECTION,
            "socket2::SockRef::from(&connection).set_linger(Some(std::time::Duration::ZERO))?;
    Ok(upper_case(connection)?)",
        )],
        fails: &[("tcp-server-uppercase", "the server resets the connection instead of closing it")],
    },
    // Collects into 64 KiB, and answers what fits.
    Mutant {
        name: "tcp-server-keeps-64k",
        program: "tcp-server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 4096];\n    let mut room = 65_536;"),
            (
                WRITE,
                "let fits = length.min(room);
        room -= fits;
        connection.write_all(&piece[..fits])?;",
            ),
        ],
        fails: &[("tcp-server-large", "the server answers only a part and closes")],
    },
    // Early enough that more than it has read has surely arrived: a close then resets.
    Mutant {
        name: "tcp-server-stops-at-4k",
        program: "tcp-server",
        edits: &[(
            WRITE,
            "connection.write_all(piece)?;
        if length == buffer.len() {
            return Ok(());
        }",
        )],
        fails: &[("tcp-server-large", "the server answers only a part and closes")],
    },
    Mutant {
        name: "tcp-server-resets-after-64k",
        program: "tcp-server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 4096];\n    let mut total = 0;"),
            (
                WRITE,
                "connection.write_all(piece)?;
        total += length;
        if total >= 65_536 {
            socket2::SockRef::from(&connection).set_linger(Some(std::time::Duration::ZERO))?;
            return Ok(());
        }",
            ),
        ],
        fails: &[("tcp-server-large", "the server answers only a part and closes although more is on its way")],
    },
    // Sends without waiting, and does not look at how many bytes were taken.
    Mutant {
        name: "tcp-server-drops",
        program: "tcp-server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 4096];\n    let mut is_full = false;"),
            (
                WRITE,
                "connection.set_nonblocking(true)?;
        is_full = is_full || connection.write(piece).unwrap_or(0) < length;
        connection.set_nonblocking(false)?;",
            ),
        ],
        fails: &[("tcp-server-large", "the server answers only a part and closes: it drops what it could not send")],
    },
    // Sends without waiting, and the whole piece again after a part of it was taken.
    Mutant {
        name: "tcp-server-doubles",
        program: "tcp-server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 65_536];"),
            (
                WRITE,
                "connection.set_nonblocking(true)?;
        while connection.write(piece).unwrap_or(0) < length {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        connection.set_nonblocking(false)?;",
            ),
        ],
        fails: &[("tcp-server-large", "bytes are missing or doubled on the way")],
    },
    Mutant {
        name: "tcp-server-sends-once",
        program: "tcp-server",
        edits: &[(BUFFER, "let mut buffer = [0; 65536];"), (WRITE, "let _sent = connection.write(piece)?;")],
        fails: &[("tcp-server-suspended", "a send took only a part")],
    },
    Mutant {
        name: "tcp-server-takes-a-part-for-an-error",
        program: "tcp-server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 65536];"),
            (
                WRITE,
                "if connection.write(piece)? < length {
            return Err(io::ErrorKind::WriteZero.into());
        }",
            ),
        ],
        fails: &[("tcp-server-suspended", "the server takes a send that took only a part")],
    },
    Mutant {
        name: "tcp-server-keeps-a-reset-to-itself",
        program: "tcp-server",
        edits: &[
            (
                "if let Err(error) = serve_next(&listener) {
            report(error);
        }",
                "let _ = serve_next(&listener);",
            ),
            ("use args::{report, say};", "use args::say;"),
        ],
        fails: &[("tcp-server-uppercase", "the server does not report that a connection was reset")],
    },
    Mutant {
        name: "tcp-server-reports-on-stdout",
        program: "tcp-server",
        edits: &[
            ("            report(error);", "            say(format_args!(\"error: {error:#}\"));"),
            ("use args::{report, say};", "use args::say;"),
        ],
        fails: &[("tcp-server-uppercase", "the error is printed on stdout")],
    },
    Mutant {
        name: "tcp-server-reports-without-error",
        program: "tcp-server",
        edits: &[
            ("            report(error);", "            eprintln!(\"{error:#}\");"),
            ("use args::{report, say};", "use args::say;"),
        ],
        fails: &[("tcp-server-uppercase", "the line on stderr does not start with `error: `")],
    },
];
