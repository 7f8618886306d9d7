//! Clients that are wrong about what they print.

use super::lines::{ASK, END, FROM_SERVER, LINES, MAIN, PRINT, STRANGER, TRY};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-prints-own-line",
        program: "client",
        edits: &[(PRINT, "writeln!(io::stdout(), \"{}\", String::from_utf8_lossy(&line).to_uppercase())?;")],
        fails: &[
            ("client-prints", "the client does not print the reply"),
            ("client-long-line", "the client ends without having printed the replies"),
        ],
    },
    Mutant {
        name: "client-prints-at-end",
        program: "client",
        edits: &[
            (LINES, "let mut replies = String::new();\n    while let Some(line) = args::read_line()? {"),
            (PRINT, "replies += &format!(\"{}\\n\", String::from_utf8_lossy(&reply));"),
            (END, "    print!(\"{replies}\");\n    Ok(())\n    // ANCHOR_END: lines"),
        ],
        fails: &[("client-prints", "the reply is printed only at the end")],
    },
    Mutant {
        name: "client-text-only",
        program: "client",
        edits: &[(PRINT, "writeln!(io::stdout(), \"{}\", String::from_utf8(reply)?)?;")],
        fails: &[("client-prints", "the client ends without having printed the reply")],
    },
    Mutant {
        name: "client-strips-reply",
        program: "client",
        edits: &[(PRINT, "writeln!(io::stdout(), \"{}\", String::from_utf8_lossy(&reply).trim())?;")],
        fails: &[("client-prints", "the client strips white space from the reply")],
    },
    Mutant {
        name: "client-prints-latin-1",
        program: "client",
        edits: &[(
            PRINT,
            "writeln!(io::stdout(), \"{}\", reply.iter().map(|byte| char::from(*byte)).collect::<String>())?;",
        )],
        fails: &[("client-prints", "bytes that are not UTF-8 are to be printed with U+FFFD")],
    },
    Mutant {
        name: "client-adds-words",
        program: "client",
        edits: &[(PRINT, "writeln!(io::stdout(), \"From Server: {}\", String::from_utf8_lossy(&reply))?;")],
        fails: &[
            ("client-prints", "the reply is not printed as it came"),
            ("arguments", "over IPv6 the program does not do what it has to do"),
        ],
    },
    Mutant {
        name: "client-prints-the-whole-buffer",
        program: "client",
        edits: &[(
            PRINT,
            "let whole: String = String::from_utf8_lossy(&reply).chars().chain(\"\\0\".repeat(100).chars()).collect();\n        writeln!(io::stdout(), \"{whole}\")?;",
        )],
        fails: &[
            ("client-prints", "the reply is not printed as it came, whole and alone on its line: print as many bytes"),
            ("arguments", "over IPv6 the program does not do what it has to do"),
        ],
    },
    Mutant {
        name: "client-first-word",
        program: "client",
        edits: &[(
            PRINT,
            "writeln!(io::stdout(), \"{}\", String::from_utf8_lossy(&reply).split(' ').next().unwrap_or_default())?;",
        )],
        fails: &[("client-prints", "the reply is not printed as it came, whole")],
    },
    Mutant {
        name: "client-end-is-error",
        program: "client",
        edits: &[(END, "    bail!(\"end of stdin\")\n    // ANCHOR_END: lines")],
        fails: &[("client-prints", "the end of stdin is a normal end")],
    },
    Mutant {
        name: "client-stays",
        program: "client",
        edits: &[(END, "    loop {\n        std::thread::park();\n    }\n    // ANCHOR_END: lines")],
        fails: &[("client-prints", "the client goes on running after the end of stdin")],
    },
    Mutant {
        name: "client-any-sender",
        program: "client",
        edits: &[(FROM_SERVER, "Ok((length, _)) => {"), (STRANGER, "")],
        fails: &[("client-stranger", "the client takes any datagram for the reply")],
    },
    Mutant {
        name: "client-compares-port",
        program: "client",
        edits: &[(FROM_SERVER, "Ok((length, peer)) if peer.port() == server.port() => {")],
        fails: &[(
            "client-stranger",
            "the client takes any datagram for the reply: compare the address that recvfrom gives, IP and port",
        )],
    },
    Mutant {
        name: "client-compares-ip",
        program: "client",
        edits: &[(FROM_SERVER, "Ok((length, peer)) if peer.ip() == server.ip() => {")],
        fails: &[(
            "client-stranger",
            "the client takes any datagram for the reply: compare the address that recvfrom gives, IP and port",
        )],
    },
    Mutant {
        name: "client-stranger-is-error",
        program: "client",
        edits: &[(STRANGER, "Ok((_, stranger)) => bail!(\"a datagram from {stranger}\"),")],
        fails: &[("client-stranger", "a stranger's datagram ends the wait for the reply")],
    },
    Mutant {
        name: "client-stranger-is-a-try",
        program: "client",
        edits: &[(STRANGER, "Ok(_stranger) => return Ok(None),")],
        fails: &[("client-stranger", "the client sends again because a stranger's datagram came")],
    },
    Mutant {
        name: "client-long-line-in-pieces",
        program: "client",
        edits: &[(
            ASK,
            "let mut reply = Vec::new();
        for from in (0..=line.len()).step_by(1023) {
            reply.extend(ask_in_turn(&mut servers, &line[from..line.len().min(from + 1023)])?);
        }",
        )],
        fails: &[("client-long-line", "the datagram holds only the beginning of the line")],
    },
    Mutant {
        name: "client-small-buffer",
        program: "client",
        edits: &[("usize = 65_536;", "usize = 1024;")],
        fails: &[("client-long-line", "the client's buffer for the reply is too small")],
    },
    Mutant {
        name: "client-takes-8192-bytes",
        program: "client",
        edits: &[("usize = 65_536;", "usize = 8192;")],
        fails: &[("client-long-line", "the client's buffer for the reply is too small")],
    },
    Mutant {
        name: "client-reports-success",
        program: "client",
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
        fails: &[("client-prints", "a line starts with `error: ` although nothing went wrong")],
    },
    Mutant {
        name: "client-refuses-a-long-line",
        program: "client",
        edits: &[(
            TRY,
            "if line.len() > 4096 {
            bail!(\"the line is too long\");
        }
        socket.send_to(line, server)?;",
        )],
        fails: &[("client-long-line", "the client ends at a line of this size")],
    },
];
