//! Clients that are wrong about what they print.

use super::lines::{CLIENT_SUCCESS, PRINT, RECEIVE, TEXT};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-never-reads",
        program: "client",
        edits: &[(RECEIVE, "return Ok(());")],
        fails: &[
            ("client-prints", "the client ends without printing the reply"),
            ("client-large", "the client ends without printing a reply of this size"),
            ("together", "the client ends without printing its message"),
        ],
    },
    Mutant {
        name: "client-wants-utf8",
        program: "client",
        edits: &[
            ("let mut reply = Vec::new();", "let mut reply = String::new();"),
            (RECEIVE, "connection.read_to_string(&mut reply).context(\"cannot receive\")?;"),
            (TEXT, ""),
        ],
        fails: &[("client-prints", "the client ends without printing the reply")],
    },
    Mutant {
        name: "client-reads-on-at-the-end",
        program: "client",
        edits: &[(
            RECEIVE,
            "loop {
        let mut buffer = [0; 4096];
        let length = connection.read(&mut buffer).context(\"cannot receive\")?;
        reply.extend_from_slice(&buffer[..length]);
        if length == 0 {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        if reply.ends_with(b\"\\n\") {
            break;
        }
    }",
        )],
        fails: &[
            ("client-prints", "the client does not print the reply although the stream has ended"),
            ("client-pieces", "the client does not print the reply although the stream has ended"),
            ("client-large", "the client does not print the reply although the stream has ended"),
            ("client-empty-reply", "the client takes a read of 0 bytes for `nothing yet`"),
            ("together", "the server does not close after the client has finished, or the client waits on"),
        ],
    },
    Mutant {
        name: "client-reads-as-much-as-it-sent",
        program: "client",
        edits: &[(
            RECEIVE,
            "reply.resize(message.len(), 0);
    connection.read_exact(&mut reply).context(\"cannot receive\")?;",
        )],
        fails: &[
            ("client-prints", "the client prints only a part of the reply"),
            ("client-pieces", "the client stops reading before the end of the stream"),
            ("client-large", "the client prints only the beginning"),
            ("client-empty-reply", "the client takes an empty reply for an error"),
        ],
    },
    Mutant {
        name: "client-closes-both-sides",
        program: "client",
        edits: &[("Shutdown::Write)", "Shutdown::Both)")],
        // Whether its read sees an end or a reset is a race, and a cause of either names the mistake.
        fails: &[("client-prints", "the client ")],
    },
    Mutant {
        name: "client-prints-the-buffer",
        program: "client",
        edits: &[
            ("let mut reply = Vec::new();", "let mut reply = vec![0; 1024];"),
            (RECEIVE, "connection.read(&mut reply).context(\"cannot receive\")?;"),
        ],
        fails: &[("client-prints", "the client prints more than the reply: the whole buffer")],
    },
    Mutant {
        name: "client-prints-the-first-line",
        program: "client",
        edits: &[(
            PRINT,
            "writeln!(io::stdout(), \"received: {}\", reply.lines().next().unwrap_or_default()).context(\"stdout\")",
        )],
        fails: &[("client-prints", "the client prints only a part of the reply")],
    },
    Mutant {
        name: "client-joins-the-lines",
        program: "client",
        edits: &[(PRINT, "writeln!(io::stdout(), \"received: {}\", reply.replace('\\n', \" \")).context(\"stdout\")")],
        fails: &[("client-prints", "the client prints more than the reply")],
    },
    Mutant {
        name: "client-prints-a-full-stop",
        program: "client",
        edits: &[(PRINT, "writeln!(io::stdout(), \"received: {reply}.\").context(\"stdout\")")],
        fails: &[("client-prints", "the client prints more than the reply")],
    },
    Mutant {
        name: "client-prints-latin1",
        program: "client",
        edits: &[(TEXT, "let reply: String = reply.iter().map(|byte| char::from(*byte)).collect();")],
        fails: &[("client-prints", "bytes that are not UTF-8 are to be printed with U+FFFD")],
    },
    Mutant {
        name: "client-prints-quotes",
        program: "client",
        edits: &[(PRINT, "writeln!(io::stdout(), \"received: {reply:?}\").context(\"stdout\")")],
        fails: &[
            ("client-prints", "the line shows the text as a language writes it"),
            ("client-large", "the line shows the text as a language writes it"),
            ("client-empty-reply", "the line shows the text as a language writes it"),
            ("together", "the line shows the text as a language writes it"),
        ],
    },
    Mutant {
        name: "client-prints-the-reply-alone",
        program: "client",
        edits: &[(PRINT, "writeln!(io::stdout(), \"{reply}\").context(\"stdout\")")],
        fails: &[
            ("client-prints", "the line is not `received: ` and the reply"),
            ("together", "the message comes back changed, or is not printed as it came"),
        ],
    },
    Mutant {
        name: "client-ends-with-1",
        program: "client",
        edits: &[(CLIENT_SUCCESS, "Ok(()) => ExitCode::FAILURE,")],
        fails: &[
            ("client-prints", "a normal end has exit status 0"),
            ("client-empty-reply", "an empty reply is a normal end"),
            ("together", "the client gets its message back and yet does not end with exit status 0"),
        ],
    },
    Mutant {
        name: "client-waits-for-enter",
        program: "client",
        edits: &[(
            CLIENT_SUCCESS,
            "Ok(()) => {
            let _ = io::stdin().read_line(&mut String::new());
            ExitCode::SUCCESS
        }",
        )],
        fails: &[
            ("client-prints", "the client goes on running after the server has closed"),
            ("together", "the client gets its message back and goes on running"),
        ],
    },
    Mutant {
        name: "client-writes-on-stderr",
        program: "client",
        edits: &[(PRINT, "writeln!(io::stderr(), \"received: {reply}\").context(\"stderr\")")],
        fails: &[("client-prints", "the line is printed on stderr")],
    },
    Mutant {
        name: "client-writes-no-newline",
        program: "client",
        edits: &[(PRINT, "write!(io::stdout(), \"received: {reply}\").context(\"stdout\")")],
        fails: &[("client-prints", "the line does not end with a newline")],
    },
    Mutant {
        name: "client-waits-for-the-keyboard",
        program: "client",
        edits: &[(
            PRINT,
            "io::stdin().read_to_end(&mut Vec::new())?;\n    writeln!(io::stdout(), \"received: {reply}\").context(\"stdout\")",
        )],
        fails: &[("client-prints", "the line came only once the program was told to end")],
    },
    Mutant {
        name: "client-reports-success",
        program: "client",
        edits: &[(
            CLIENT_SUCCESS,
            "Ok(()) => {
            let _ = writeln!(io::stderr(), \"error: none\");
            ExitCode::SUCCESS
        }",
        )],
        fails: &[("client-prints", "a line starts with `error: ` although nothing went wrong")],
    },
];
