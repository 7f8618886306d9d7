//! The wrong servers of lab 3 that take, print or answer a line wrongly.

use super::{ANSWER, READ_LINE, SAY_LINE, SAY_STATE, WHOLE_LINE};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-closes-at-quit",
        program: "server",
        edits: &[(
            "if line.eq_ignore_ascii_case(b\"close\") {",
            "if line == b\"quit\" || line.eq_ignore_ascii_case(b\"close\") {",
        )],
        fails: &[("server-accepts", "a word is taken for a command")],
    },
    Mutant {
        name: "says-nothing-behind-close",
        program: "server",
        edits: &[
            (
                "use args::{report, say};\n",
                "use args::{report, say};\nuse std::sync::atomic::{AtomicBool, Ordering::SeqCst};\nstatic CLOSED: AtomicBool = AtomicBool::new(false);\n",
            ),
            (
                SAY_STATE,
                "        if !CLOSED.swap(false, SeqCst) {\n            say(format_args!(\"state: {}\", state.name()));\n        }\n",
            ),
            (
                "if line.eq_ignore_ascii_case(b\"close\") {",
                "if line.eq_ignore_ascii_case(b\"close\") {\n            CLOSED.store(true, SeqCst);",
            ),
        ],
        fails: &[("server-close", "the server does not say `state: listening`")],
    },
    Mutant {
        name: "never-answers",
        program: "server",
        edits: &[(ANSWER, "")],
        fails: &[("server-accepts", "the server does not answer a line")],
    },
    Mutant {
        name: "answers-without-newline",
        program: "server",
        edits: &[("write_all(b\"accepted\\n\")", "write_all(b\"accepted\")")],
        fails: &[("server-accepts", "the answer is not")],
    },
    Mutant {
        name: "answers-in-capitals",
        program: "server",
        edits: &[("write_all(b\"accepted\\n\")", "write_all(b\"ACCEPTED\\n\")")],
        fails: &[("server-accepts", "the answer is not")],
    },
    Mutant {
        name: "cuts-a-long-line",
        program: "server",
        edits: &[(SAY_LINE, "        say(format_args!(\"received: {:.1023}\", String::from_utf8_lossy(&line)));\n")],
        fails: &[("server-accepts", "a long line is cut")],
    },
    Mutant {
        name: "makes-two-of-a-long-line",
        program: "server",
        edits: &[
            ("use std::io::{BufRead, BufReader, Write};", "use std::io::{BufRead, BufReader, Read, Write};"),
            (
                READ_LINE,
                "    connection.take(1023).read_until(b'\\n', &mut line).context(\"cannot receive\")?;\n    if line.is_empty() {\n        return Ok(None);\n    }\n    if line.len() == 1023 && !line.ends_with(b\"\\n\") {\n        return Ok(Some(line));\n    }\n",
            ),
        ],
        fails: &[("server-accepts", "a long line is cut")],
    },
    Mutant {
        name: "gives-up-at-a-long-line",
        program: "server",
        edits: &[(
            "    Ok(Some(line))\n",
            "    ensure!(line.len() < 1024, \"the line is too long\");\n    Ok(Some(line))\n",
        )],
        fails: &[("server-accepts", "a long line is cut")],
    },
    Mutant {
        name: "one-line-only",
        program: "server",
        edits: &[(
            ANSWER,
            "        connection.get_mut().write_all(b\"accepted\\n\").context(\"cannot answer\")?;\n        return Ok(());\n",
        )],
        fails: &[("server-accepts", "the server closes the connection instead")],
    },
    Mutant {
        name: "prints-nothing",
        program: "server",
        edits: &[(SAY_LINE, "")],
        fails: &[("server-accepts", "the server answers a line, and does not print")],
    },
    Mutant {
        name: "prints-trimmed",
        program: "server",
        edits: &[(SAY_LINE, "        say(format_args!(\"received: {}\", String::from_utf8_lossy(&line).trim()));\n")],
        fails: &[("server-accepts", "the line is not printed as it came")],
    },
    Mutant {
        name: "prints-without-label",
        program: "server",
        edits: &[(SAY_LINE, "        say(format_args!(\"{}\", String::from_utf8_lossy(&line)));\n")],
        fails: &[("server-accepts", "the line is not printed as it came")],
    },
    Mutant {
        name: "empty-line-is-the-end",
        program: "server",
        edits: &[(
            WHOLE_LINE,
            "    ensure!(line.pop() == Some(b'\\n'), \"the connection was closed mid-line\");\n    if line.is_empty() {\n        return Ok(None);\n    }\n",
        )],
        fails: &[("server-accepts", "the server closes the connection instead")],
    },
    Mutant {
        name: "each-read-is-a-line",
        program: "server",
        edits: &[
            (
                READ_LINE,
                "    let piece = connection.fill_buf()?.to_vec();\n    connection.consume(piece.len());\n    line = piece;\n    if line.is_empty() {\n        return Ok(None);\n    }\n",
            ),
            (WHOLE_LINE, "    if line.last() == Some(&b'\\n') {\n        line.pop();\n    }\n"),
        ],
        fails: &[("server-split-line", "the server takes each read for a line")],
    },
    Mutant {
        name: "half-a-line-is-no-error",
        program: "server",
        edits: &[(WHOLE_LINE, "    if line.pop() != Some(b'\\n') {\n        return Ok(None);\n    }\n")],
        fails: &[("server-client-gone", "the server does not report a reset, or an end")],
    },
    Mutant {
        name: "half-a-line-is-answered",
        program: "server",
        edits: &[(WHOLE_LINE, "    if line.last() == Some(&b'\\n') {\n        line.pop();\n    }\n")],
        fails: &[
            ("server-split-line", "the server answers before"),
            ("server-client-gone", "the server takes half a line"),
        ],
    },
    Mutant {
        name: "waits-at-half-a-line",
        program: "server",
        edits: &[(
            READ_LINE,
            "    let piece = connection.fill_buf()?.to_vec();\n    connection.consume(piece.len());\n    line = piece;\n    if line.is_empty() {\n        return Ok(None);\n    }\n    if line.last() != Some(&b'\\n') {\n        connection.read_to_end(&mut line)?;\n    }\n",
        )],
        fails: &[("server-split-line", "the server does not answer a line that comes in pieces")],
    },
    Mutant {
        name: "rest-of-a-read-is-lost",
        program: "server",
        edits: &[(
            "    while let Some(line) = read_line(&mut connection)? {\n",
            "    while let Some(line) = read_line(&mut connection)? {\n        let rest = connection.buffer().len();\n        connection.consume(rest);\n",
        )],
        fails: &[("server-split-line", "the server answers fewer lines")],
    },
    Mutant {
        name: "gives-up-at-a-piece",
        program: "server",
        edits: &[(
            READ_LINE,
            "    let piece = connection.fill_buf()?.to_vec();\n    connection.consume(piece.len());\n    line = piece;\n    if line.is_empty() {\n        return Ok(None);\n    }\n",
        )],
        fails: &[("server-split-line", "the server gives up at a line")],
    },
    Mutant {
        name: "drops-who-is-slow",
        program: "server",
        edits: &[(
            "    let mut connection = BufReader::new(connection);\n",
            "    connection.set_read_timeout(Some(std::time::Duration::from_secs(1)))?;\n    let mut connection = BufReader::new(connection);\n",
        )],
        fails: &[("server-split-line", "the server gives up at a line")],
    },
    Mutant {
        name: "decodes-each-read",
        program: "server",
        edits: &[(
            "    connection.read_until(b'\\n', &mut line).context(\"cannot receive\")?;\n",
            "    loop {\n        let piece = connection.fill_buf().context(\"cannot receive\")?;\n        let end = piece.iter().position(|byte| *byte == b'\\n').map_or(piece.len(), |at| at + 1);\n        line.extend_from_slice(String::from_utf8_lossy(&piece[..end]).as_bytes());\n        connection.consume(end);\n        if end == 0 || line.ends_with(b\"\\n\") {\n            break;\n        }\n    }\n",
        )],
        fails: &[("server-split-line", "the server makes text of each read")],
    },
    Mutant {
        name: "close-in-three-spellings",
        program: "server",
        edits: &[(
            "line.eq_ignore_ascii_case(b\"close\")",
            "[&b\"close\"[..], b\"CLOSE\", b\"Close\"].contains(&&line[..])",
        )],
        fails: &[("server-close", "`close` in some case is taken")],
    },
    Mutant {
        name: "close-answered-in-its-case",
        program: "server",
        edits: &[("write_all(b\"closed\\n\")", "write_all(&[&line[..], b\"d\\n\"].concat())")],
        fails: &[("server-close", "the answer to `close` is `closed` in small letters")],
    },
    Mutant {
        name: "close-stays-open",
        program: "server",
        edits: &[("            return Ok(());\n", "            continue;\n")],
        fails: &[("server-close", "the server answers `closed`, and does not close")],
    },
    Mutant {
        name: "close-unanswered-and-open",
        program: "server",
        edits: &[(
            "            connection.get_mut().write_all(b\"closed\\n\").context(\"cannot answer\")?;\n            return Ok(());\n",
            "            continue;\n",
        )],
        fails: &[("server-close", "the server does not answer `close`")],
    },
    Mutant {
        name: "close-in-lower-case-only",
        program: "server",
        edits: &[("line.eq_ignore_ascii_case(b\"close\")", "line == b\"close\"")],
        fails: &[("server-close", "`close` in some case is taken")],
    },
    Mutant {
        name: "close-by-its-beginning",
        program: "server",
        edits: &[("line.eq_ignore_ascii_case(b\"close\")", "line.to_ascii_lowercase().starts_with(b\"close\")")],
        fails: &[("server-close", "`close` in some case is taken")],
    },
    Mutant {
        name: "close-trimmed",
        program: "server",
        edits: &[("line.eq_ignore_ascii_case(b\"close\")", "line.trim_ascii().eq_ignore_ascii_case(b\"close\")")],
        fails: &[("server-close", "`close` in some case is taken")],
    },
    Mutant {
        name: "close-without-answer",
        program: "server",
        edits: &[("            connection.get_mut().write_all(b\"closed\\n\").context(\"cannot answer\")?;\n", "")],
        fails: &[("server-close", "the server closes the connection without an answer")],
    },
    Mutant {
        name: "ends-with-its-client",
        program: "server",
        edits: &[(
            "                State::Listening\n            }\n        };",
            "                return Ok(());\n            }\n        };",
        )],
        fails: &[("server-close", "the server ends with its client")],
    },
    Mutant {
        name: "answers-twice-at-close",
        program: "server",
        edits: &[("write_all(b\"closed\\n\")", "write_all(b\"closed\\nbye\\n\")")],
        fails: &[("server-close", "the server goes on answering")],
    },
    Mutant {
        name: "answers-before-it-prints",
        program: "server",
        edits: &[
            (SAY_LINE, ""),
            (
                ANSWER,
                "        connection.get_mut().write_all(b\"accepted\\n\").context(\"cannot answer\")?;\n        say(format_args!(\"received: {}\", String::from_utf8_lossy(&line)));\n",
            ),
        ],
        fails: &[("server-accepts", "the server answers `accepted` before")],
    },
    Mutant {
        name: "an-end-is-an-error",
        program: "server",
        edits: &[(
            "                if let Err(error) = converse(connection) {\n",
            "                let talk = converse(connection);\n                if talk.is_ok() {\n                    report(\"the client has gone\");\n                }\n                if let Err(error) = talk {\n",
        )],
        fails: &[("server-close", "the server reports an error although")],
    },
    Mutant {
        name: "close-by-its-first-letters",
        program: "server",
        edits: &[(
            "line.eq_ignore_ascii_case(b\"close\")",
            "line.len() == 5 && line.to_ascii_lowercase().starts_with(b\"clo\")",
        )],
        fails: &[("server-close", "`close` in some case is taken")],
    },
];
