//! Servers that are wrong about much, and about a client that does not read yet.

use super::lines::{BUFFER, CONNECTED, ECHO, FLUSH, PENDING, READ, READ_PENDING, WRITE, WRITE_PENDING};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-has-a-limit",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 4096];\n    let mut total = 0;"),
            (
                WRITE,
                "connection.write_all(&buffer[..length])?;
        total += length;
        if total > 1_048_576 {
            return Err(io::Error::other(\"the message is too long\"));
        }",
            ),
        ],
        fails: &[("server-large", "the server ends the connection with RST")],
    },
    Mutant {
        name: "server-forgets-what-is-pending",
        program: "server",
        edits: &[(BUFFER, PENDING), (READ, READ_PENDING), (WRITE, WRITE_PENDING), ("// ANCHOR: say", FLUSH)],
        fails: &[("server-half-close", "the server closes without having sent everything: the client's FIN")],
    },
    // Nobody waits for room: what a send does not take now is lost.
    Mutant {
        name: "server-drops-what-a-send-does-not-take",
        program: "server",
        edits: &[
            (BUFFER, PENDING),
            (READ, READ_PENDING),
            ("flush(&mut connection, &mut pending)?;\n                continue;", "continue;"),
            (WRITE, WRITE_PENDING),
            ("let mut finished = false;", ""),
            (
                "        flush(&mut connection, &mut pending)?;",
                "flush(&mut connection, &mut pending)?;\n        pending.clear();",
            ),
            ("// ANCHOR: say", FLUSH),
        ],
        fails: &[
            // Whether anything behind the gap still arrives is up to the system; both causes tell of what a send takes.
            ("server-large", "the server "),
            ("server-half-close", "the server "),
        ],
    },
    // What waits is sent when more comes, and at the end: a client that waits for its echo first waits for ever.
    Mutant {
        name: "server-sends-the-rest-at-the-end",
        program: "server",
        edits: &[
            (BUFFER, PENDING),
            (READ, READ_PENDING),
            ("flush(&mut connection, &mut pending)?;\n                continue;", "continue;"),
            (WRITE, WRITE_PENDING),
            ("let mut finished = false;", ""),
            (
                "return Ok(());",
                "connection.set_nonblocking(false)?;\n            return connection.write_all(&pending);",
            ),
            ("// ANCHOR: say", FLUSH),
        ],
        fails: &[("server-large", "the server stops before everything is back")],
    },
    // All that fits is taken, and what still waits to be sent is forgotten with the connection.
    Mutant {
        name: "server-takes-so-many-bytes",
        program: "server",
        edits: &[
            (BUFFER, PENDING),
            (READ, READ_PENDING),
            (WRITE, WRITE_PENDING),
            ("let mut finished = false;", "let mut room: usize = 4 * 1024 * 1024;"),
            (
                "pending.extend_from_slice(&buffer[..length]);",
                "pending.extend_from_slice(&buffer[..length]);
        room = room.saturating_sub(length);
        if room == 0 {
            return flush(&mut connection, &mut pending);
        }",
            ),
            ("// ANCHOR: say", FLUSH),
        ],
        fails: &[
            ("server-large", "the server closes although the client has not finished"),
            ("server-half-close", "the server closes without having sent everything: the client's FIN"),
        ],
    },
    Mutant {
        name: "server-sends-only-after-a-read",
        program: "server",
        edits: &[
            (BUFFER, PENDING),
            (READ, READ_PENDING),
            ("flush(&mut connection, &mut pending)?;\n                continue;", "continue;"),
            (WRITE, WRITE_PENDING),
            ("return Ok(());", "finished = true;"),
            (
                "if length == 0 {",
                "if finished {
            std::thread::sleep(std::time::Duration::from_millis(1));
            if pending.is_empty() {
                return Ok(());
            }
            continue;
        }
        if length == 0 {",
            ),
            ("// ANCHOR: say", FLUSH),
        ],
        fails: &[
            ("server-large", "the server stops before everything is back"),
            ("server-half-close", "the server stops sending and does not close the connection"),
        ],
    },
    Mutant {
        name: "server-repeats-partial-sends",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 65536];"),
            (
                WRITE,
                "connection.set_nonblocking(true)?;
        while !matches!(connection.write(&buffer[..length]), Ok(sent) if sent == length) {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        connection.set_nonblocking(false)?;",
            ),
        ],
        fails: &[
            ("server-large", "the server drops, repeats or changes a part"),
            ("server-half-close", "the server drops, repeats or changes a part"),
        ],
    },
    Mutant {
        name: "server-lingers-for-no-time",
        program: "server",
        edits: &[(
            CONNECTED,
            "say(format_args!(\"connected {peer}\"));
    connection.set_linger(Some(std::time::Duration::ZERO)).context(\"SO_LINGER\")?;",
        )],
        fails: &[("server-half-close", "the server ends the connection with RST")],
    },
    Mutant {
        name: "server-reads-on-at-the-end",
        program: "server",
        edits: &[("return Ok(());", "std::thread::sleep(std::time::Duration::from_millis(1));\n            continue;")],
        fails: &[
            ("server-half-close", "the server does not close the connection"),
            ("server-next-client", "the server does not print the line"),
            ("together", "the server does not close after the client has finished"),
        ],
    },
    Mutant {
        name: "server-never-closes",
        program: "server",
        edits: &[(
            ECHO,
            "let outcome = connection.try_clone().and_then(echo);
    std::mem::forget(connection);",
        )],
        fails: &[
            ("server-half-close", "the server does not close the connection"),
            ("together", "the server does not close after the client has finished"),
        ],
    },
    // What one send takes is all to it: as send() is taken for sendall() in the first program of nearly everybody.
    Mutant {
        name: "server-sends-once",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 65536];"),
            (WRITE, "let _sent = connection.write(&buffer[..length])?;"),
        ],
        fails: &[("server-suspended", "a send took only a part")],
    },
    Mutant {
        name: "server-takes-a-part-for-an-error",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 65536];"),
            (
                WRITE,
                "if connection.write(&buffer[..length])? < length {
            return Err(io::ErrorKind::WriteZero.into());
        }",
            ),
        ],
        fails: &[("server-suspended", "the server takes a send that took only a part")],
    },
];
