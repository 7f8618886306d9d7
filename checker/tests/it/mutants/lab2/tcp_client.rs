//! TCP clients that are wrong about the line or the reply.

use super::lines::{CONNECT, DECODE, HALF_CLOSE, MAIN, PRINT_REPLY, READ_LINE, READ_REPLY, SEND};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "tcp-client-trims",
        program: "tcp-client",
        edits: &[(SEND, "connection.write_all(line.trim_ascii_end()).context(\"cannot send\")?;")],
        fails: &[("tcp-client-prints", "the stream ends before the whole line")],
    },
    Mutant {
        name: "tcp-client-short-buffer",
        program: "tcp-client",
        edits: &[(SEND, "connection.write_all(&line[..line.len().min(1023)]).context(\"cannot send\")?;")],
        fails: &[("tcp-client-prints", "the stream ends before the whole line")],
    },
    Mutant {
        name: "tcp-client-reads-all-first",
        program: "tcp-client",
        edits: &[
            (
                "    let mut connection =\n",
                "    let line = io::read_to_string(io::stdin())?.into_bytes();\n    let mut connection =\n",
            ),
            (READ_LINE, ""),
        ],
        fails: &[
            ("tcp-client-prints", "the client does not connect to the HOST and PORT of its arguments, or waits"),
            (
                "tcp-client-refused",
                "the client tries again and again instead of reporting the error, or does not connect before",
            ),
        ],
    },
    Mutant {
        name: "tcp-client-fixed-port",
        program: "tcp-client",
        edits: &[(CONNECT, "TcpStream::connect((host, 1))?;")],
        fails: &[("tcp-client-prints", "the client ends without having connected")],
    },
    Mutant {
        name: "tcp-client-newline",
        program: "tcp-client",
        edits: &[(SEND, "connection.write_all(&[&line[..], b\"\\n\"].concat())?;")],
        fails: &[("tcp-client-prints", "the client sends the newline with the line")],
    },
    Mutant {
        name: "tcp-client-reads-all",
        program: "tcp-client",
        edits: &[(READ_LINE, "let line = io::read_to_string(io::stdin())?.into_bytes();")],
        fails: &[("tcp-client-prints", "the client does not send the line: it waits for the end of stdin")],
    },
    Mutant {
        name: "tcp-client-skips-empty",
        program: "tcp-client",
        edits: &[(
            READ_LINE,
            "let mut line = Vec::new();
    while let Some(next) = args::read_line()? {
        line = next;
        if !line.is_empty() {
            break;
        }
    }",
        )],
        fails: &[("tcp-client-prints", "the client sends something else than the first line")],
    },
    Mutant {
        name: "tcp-client-upper-cases",
        program: "tcp-client",
        edits: &[(SEND, "connection.write_all(&line.to_ascii_uppercase())?;")],
        fails: &[("tcp-client-prints", "the client sends something else than the first line")],
    },
    Mutant {
        name: "tcp-client-no-half-close",
        program: "tcp-client",
        edits: &[(HALF_CLOSE, "")],
        fails: &[("tcp-client-prints", "the client never closes its sending side")],
    },
    Mutant {
        name: "tcp-client-reads-once",
        program: "tcp-client",
        edits: &[(
            READ_REPLY,
            "reply.resize(4096, 0);\n    let length = connection.read(&mut reply)?;\n    reply.truncate(length);",
        )],
        fails: &[("tcp-client-prints", "the line holds only the beginning of the reply: the client reads only once")],
    },
    Mutant {
        name: "tcp-client-closes",
        program: "tcp-client",
        edits: &[(HALF_CLOSE, "drop(connection);"), (READ_REPLY, "")],
        fails: &[("tcp-client-prints", "the line holds only the beginning of the reply")],
    },
    Mutant {
        name: "tcp-client-line-per-piece",
        program: "tcp-client",
        edits: &[(
            READ_REPLY,
            "reply.resize(4096, 0);
    loop {
        let length = connection.read(&mut reply)?;
        if length == 0 {
            return Ok(());
        }
        args::say(format_args!(\"From Server: {}\", String::from_utf8_lossy(&reply[..length])));
    }",
        )],
        fails: &[("tcp-client-prints", "the client prints each piece by itself")],
    },
    Mutant {
        name: "tcp-client-decodes-pieces",
        program: "tcp-client",
        edits: &[
            (
                READ_REPLY,
                "let mut text = String::new();
    reply.resize(4096, 0);
    loop {
        let length = connection.read(&mut reply)?;
        if length == 0 {
            break;
        }
        text += &String::from_utf8_lossy(&reply[..length]);
    }",
            ),
            (DECODE, "let reply = text;"),
        ],
        fails: &[("tcp-client-prints", "the client decodes each piece by itself")],
    },
    Mutant {
        name: "tcp-client-text-pieces",
        program: "tcp-client",
        edits: &[
            (
                READ_REPLY,
                "let mut text = String::new();
    reply.resize(4096, 0);
    loop {
        let length = connection.read(&mut reply)?;
        if length == 0 {
            break;
        }
        text += std::str::from_utf8(&reply[..length])?;
    }",
            ),
            (DECODE, "let reply = text;"),
        ],
        fails: &[("tcp-client-prints", "the client ends without printing the reply")],
    },
    Mutant {
        name: "tcp-client-bare-reply",
        program: "tcp-client",
        edits: &[(PRINT_REPLY, "writeln!(io::stdout(), \"{reply}\").context(\"stdout\")")],
        fails: &[("tcp-client-prints", "the line is not `From Server: ` and the reply")],
    },
    Mutant {
        name: "tcp-client-end-is-error",
        program: "tcp-client",
        edits: &[(
            PRINT_REPLY,
            "writeln!(io::stdout(), \"From Server: {reply}\")?;\n    anyhow::bail!(\"the server has closed\")",
        )],
        fails: &[("tcp-client-prints", "a normal end has exit status 0")],
    },
    Mutant {
        name: "tcp-client-stays",
        program: "tcp-client",
        edits: &[(
            PRINT_REPLY,
            "writeln!(io::stdout(), \"From Server: {reply}\")?;\n    while args::read_line()?.is_some() {}\n    Ok(())",
        )],
        fails: &[("tcp-client-prints", "the client goes on running after the server has closed")],
    },
    Mutant {
        name: "tcp-client-cuts-the-last-byte",
        program: "tcp-client",
        edits: &[(
            READ_LINE,
            "let mut line = Vec::new();
    io::BufRead::read_until(&mut io::stdin().lock(), b'\\n', &mut line)?;
    line.pop();",
        )],
        fails: &[("tcp-client-prints", "the stream ends before the whole line")],
    },
    Mutant {
        name: "tcp-client-drops-an-unfinished-line",
        program: "tcp-client",
        edits: &[(
            READ_LINE,
            "let mut line = Vec::new();
    io::BufRead::read_until(&mut io::stdin().lock(), b'\\n', &mut line)?;
    if line.pop() != Some(b'\\n') {
        line.clear();
    }",
        )],
        fails: &[("tcp-client-prints", "the stream ends before the line")],
    },
    Mutant {
        name: "tcp-client-closes-before-it-sends",
        program: "tcp-client",
        edits: &[(
            SEND,
            "connection.shutdown(Shutdown::Write)?;
    connection.write_all(&line).context(\"cannot send\")?;",
        )],
        fails: &[("tcp-client-prints", "the stream ends before the line")],
    },
    Mutant {
        name: "tcp-client-reports-success",
        program: "tcp-client",
        edits: &[(
            MAIN,
            "Ok((host, port)) => {
            let outcome = run(&host, port);
            if outcome.is_ok() {
                args::report(\"none\");
            }
            args::exit_status(outcome)
        }",
        )],
        fails: &[("tcp-client-prints", "a line starts with `error: ` although nothing went wrong")],
    },
];
