//! The wrong lines-servers of lab 4.

use super::{LINES_END, SAY_LINE, TAKE_LINES};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "lines-server-ends-at-end",
        program: "lines-server",
        edits: &[(
            "for line in lines.take_in(&buffer[..length]) {",
            "for line in lines.take_in(&buffer[..length]) {
            if line == b\"end\" {
                return Ok(());
            }",
        )],
        fails: &[("lines-coalesced", "a word is taken for a command")],
    },
    Mutant {
        name: "lines-turns-two-letters-round",
        program: "lines-server",
        edits: &[(
            "for line in lines.take_in(&buffer[..length]) {",
            "for mut line in lines.take_in(&buffer[..length]) {
            if line.len() == 2 {
                line.reverse();
            }",
        )],
        fails: &[("lines-split", "the line is not printed as `line: ` and its text")],
    },
    Mutant {
        name: "lines-each-read",
        program: "lines-server",
        edits: &[(TAKE_LINES, "for line in [buffer[..length].trim_ascii_end()] {")],
        fails: &[
            ("lines-split", "the server takes each read, or a buffer"),
            ("lines-coalesced", "the server takes each read for one line"),
        ],
    },
    Mutant {
        name: "lines-one-read",
        program: "lines-server",
        edits: &[(
            "        for line in lines.take_in(&buffer[..length]) {",
            "        if length > 0 {\n            say(format_args!(\"line: {}\", String::from_utf8_lossy(buffer[..length].trim_ascii_end())));\n            return Ok(());\n        }\n        for line in lines.take_in(&buffer[..length]) {",
        )],
        fails: &[("lines-split", "the server takes each read for a line, drops")],
    },
    Mutant {
        name: "lines-at-the-end",
        program: "lines-server",
        edits: &[(
            "let length = stream.read(&mut buffer)",
            "let mut buffer = Vec::new();\n        let length = stream.read_to_end(&mut buffer)",
        )],
        fails: &[
            ("lines-split", "the line comes only at the end"),
            ("lines-coalesced", "the server takes only the first line out of what a read brought, or waits"),
        ],
    },
    Mutant {
        name: "lines-buffer-per-read",
        program: "lines-server",
        edits: &[(
            "    loop {\n        let length",
            "    loop {\n        let mut lines = LineBuffer::default();\n        let length",
        )],
        fails: &[("lines-split", "the line is not printed as")],
    },
    Mutant {
        name: "lines-first-only",
        program: "lines-server",
        edits: &[(
            "lines.push(mem::take(&mut self.unfinished));",
            "lines.push(mem::take(&mut self.unfinished));\n                break;",
        )],
        fails: &[("lines-coalesced", "the server takes only the first line")],
    },
    Mutant {
        name: "lines-long-rest-lost",
        program: "lines-server",
        edits: &[(
            "        lines\n        // ANCHOR_END: take-in",
            "        if lines.last().is_some_and(|line| line.len() < self.unfinished.len()) {\n            self.unfinished.drain(..4);\n        }\n        lines\n        // ANCHOR_END: take-in",
        )],
        fails: &[("lines-coalesced", "the server takes each read for one line")],
    },
    Mutant {
        name: "lines-stops-at-empty",
        program: "lines-server",
        edits: &[(
            SAY_LINE,
            "if line.is_empty() {\n                return Ok(());\n            }\n            say(format_args!(\"line: {}\", String::from_utf8_lossy(&line)));",
        )],
        fails: &[("lines-empty", "the server takes an empty line for the end")],
    },
    Mutant {
        name: "lines-skips-empty",
        program: "lines-server",
        edits: &[(
            SAY_LINE,
            "if line.is_empty() {\n                continue;\n            }\n            say(format_args!(\"line: {}\", String::from_utf8_lossy(&line)));",
        )],
        fails: &[("lines-empty", "the server passes over an empty line, or does not")],
    },
    Mutant {
        name: "lines-decodes-reads",
        program: "lines-server",
        edits: &[(TAKE_LINES, "for line in lines.take_in(String::from_utf8_lossy(&buffer[..length]).as_bytes()) {")],
        fails: &[("lines-utf8", "the server decodes each read")],
    },
    Mutant {
        name: "lines-latin1",
        program: "lines-server",
        edits: &[(
            SAY_LINE,
            "say(format_args!(\"line: {}\", line.iter().map(|byte| char::from(*byte)).collect::<String>()));",
        )],
        fails: &[("lines-utf8", "the server decodes each read")],
    },
    Mutant {
        name: "lines-text-only",
        program: "lines-server",
        edits: &[(
            TAKE_LINES,
            "std::str::from_utf8(&buffer[..length])?;\n        for line in lines.take_in(&buffer[..length]) {",
        )],
        fails: &[("lines-utf8", "the server closes the connection at a piece")],
    },
    Mutant {
        name: "lines-last-two-reads",
        program: "lines-server",
        edits: &[(
            "let mut lines = Vec::new();\n        for &byte in piece {",
            "let mut lines = Vec::new();\n        if !piece.contains(&b'\\n') {\n            self.unfinished.clear();\n        }\n        for &byte in piece {",
        )],
        fails: &[("lines-utf8", "the server loses bytes of a line")],
    },
    Mutant {
        name: "lines-no-error",
        program: "lines-server",
        edits: &[(LINES_END, "")],
        fails: &[("lines-unfinished", "the server does not report")],
    },
    Mutant {
        name: "lines-other-error",
        program: "lines-server",
        edits: &[(
            "\"connection closed mid-line\");\n            return",
            "\"the client has gone\");\n            return",
        )],
        fails: &[("lines-unfinished", "the error is not")],
    },
    Mutant {
        name: "lines-error-on-stdout",
        program: "lines-server",
        edits: &[(
            "            report(error);\n        }",
            "            say(format_args!(\"error: {error:#}\"));\n        }",
        )],
        fails: &[("lines-unfinished", "the error is printed on stdout")],
    },
    Mutant {
        name: "lines-exits-silently",
        program: "lines-server",
        edits: &[(LINES_END, "std::process::exit(0);")],
        fails: &[("lines-unfinished", "the server ends with its client")],
    },
    Mutant {
        name: "lines-exits",
        program: "lines-server",
        edits: &[(
            "            report(error);\n        }",
            "            report(error);\n            std::process::exit(1);\n        }",
        )],
        fails: &[("lines-unfinished", "the server ends with a client")],
    },
    Mutant {
        name: "lines-reads-on",
        program: "lines-server",
        edits: &[
            (
                LINES_END,
                "if !lines.unfinished.is_empty() {\n                report(\"connection closed mid-line\");\n                lines.unfinished.clear();\n                continue;\n            }",
            ),
            ("            return Ok(());", "            continue;"),
        ],
        fails: &[("lines-unfinished", "the server does not print a line behind")],
    },
    Mutant {
        name: "lines-piece-ends-with-newline",
        program: "lines-server",
        edits: &[(
            TAKE_LINES,
            "lines.unfinished.extend(&buffer[..length]);\n        if !lines.unfinished.ends_with(b\"\\n\") {\n            continue;\n        }\n        let whole = mem::take(&mut lines.unfinished);\n        for line in lines.take_in(&whole) {",
        )],
        fails: &[("lines-unfinished", "the server does not print a line behind")],
    },
    Mutant {
        name: "lines-global-buffer",
        program: "lines-server",
        edits: &[(
            "let mut lines = LineBuffer::default();\n    //",
            "static LINES: std::sync::Mutex<LineBuffer> = std::sync::Mutex::new(LineBuffer { unfinished: Vec::new() });\n    let mut lines = LINES.lock().unwrap_or_else(|poisoned| poisoned.into_inner());\n    //",
        )],
        fails: &[("lines-unfinished", "what the last client left stands")],
    },
    Mutant {
        name: "lines-prints-unfinished",
        program: "lines-server",
        edits: &[(
            LINES_END,
            "if !lines.unfinished.is_empty() {\n                say(format_args!(\"line: {}\", String::from_utf8_lossy(&lines.unfinished)));\n            }\n            ensure!(lines.unfinished.is_empty(), \"connection closed mid-line\");",
        )],
        fails: &[("lines-unfinished", "the server prints the unfinished line")],
    },
    Mutant {
        name: "lines-one-byte-is-no-line",
        program: "lines-server",
        edits: &[(LINES_END, "ensure!(lines.unfinished.len() < 2, \"connection closed mid-line\");")],
        fails: &[("lines-unfinished", "the server does not report the end")],
    },
    Mutant {
        name: "lines-splits-at-cr",
        program: "lines-server",
        edits: &[("            if byte == b'\\n' {", "            if matches!(byte, b'\\n' | b'\\r') {")],
        fails: &[("lines-utf8", "the server ends a line at more than a newline")],
    },
    Mutant {
        name: "lines-fixed-buffer",
        program: "lines-server",
        edits: &[(
            "self.unfinished.push(byte);",
            "self.unfinished.push(byte);\n                if self.unfinished.len() == 1023 {\n                    lines.push(mem::take(&mut self.unfinished));\n                }",
        )],
        fails: &[("lines-split", "the server takes each read, or a buffer")],
    },
    Mutant {
        name: "lines-cuts-long-lines",
        program: "lines-server",
        edits: &[("            } else {\n", "            } else if self.unfinished.len() < 1023 {\n")],
        fails: &[("lines-split", "the server takes each read for a line, drops")],
    },
    Mutant {
        name: "lines-error-at-every-end",
        program: "lines-server",
        edits: &[(LINES_END, "ensure!(length > 0, \"connection closed mid-line\");")],
        fails: &[("lines-unfinished", "the server reports the end of the stream as an error also")],
    },
    Mutant {
        name: "lines-exits-at-reset",
        program: "lines-server",
        edits: &[(
            "let length = stream.read(&mut buffer).context(\"cannot receive\")?;",
            "let length = stream.read(&mut buffer).unwrap_or_else(|_| std::process::exit(1));",
        )],
        fails: &[("lines-unfinished", "the server ends with a client")],
    },
    Mutant {
        name: "lines-half-character-left",
        program: "lines-server",
        edits: &[
            (
                "let mut lines = LineBuffer::default();\n    //",
                "static LEFT: std::sync::Mutex<Vec<u8>> = std::sync::Mutex::new(Vec::new());\n    let mut lines = LineBuffer { unfinished: mem::take(&mut LEFT.lock().expect(\"no panic\")) };\n    //",
            ),
            (
                LINES_END,
                "let half = lines.unfinished.iter().rev().take_while(|byte| !byte.is_ascii()).count();\n            *LEFT.lock().expect(\"no panic\") = lines.unfinished.split_off(lines.unfinished.len() - half);\n            ensure!(lines.unfinished.is_empty(), \"connection closed mid-line\");",
            ),
        ],
        fails: &[("lines-unfinished", "what the last client left stands")],
    },
    Mutant {
        name: "lines-closes-at-once",
        program: "lines-server",
        edits: &[(
            "        if let Err(error) = client.and_then(|(connection, _)| print_lines(connection)) {\n",
            "        if let Err(error) = client.and_then(|(connection, _)| print_lines((&connection).take(0))) {\n",
        )],
        fails: &[
            ("lines-split", "the server closes the connection after one read"),
            ("lines-coalesced", "the server closes the connection after one read"),
        ],
    },
    Mutant {
        name: "lines-prints-nothing",
        program: "lines-server",
        edits: &[(SAY_LINE, "let _ = line;")],
        fails: &[
            ("lines-split", "the server reads what is sent, and does not print the line"),
            ("lines-coalesced", "the server reads what is sent, and does not print the lines"),
        ],
    },
    Mutant {
        name: "lines-whole-buffer",
        program: "lines-server",
        edits: &[(TAKE_LINES, "for line in lines.take_in(&buffer) {")],
        fails: &[("lines-split", "behind what was sent stands the rest of the buffer")],
    },
    Mutant {
        name: "lines-text-or-exit",
        program: "lines-server",
        edits: &[(
            SAY_LINE,
            "let Ok(text) = String::from_utf8(line) else { std::process::exit(1) };\n            say(format_args!(\"line: {text}\"));",
        )],
        fails: &[("lines-utf8", "the server ends at bytes that are not UTF-8")],
    },
    Mutant {
        name: "lines-reset-is-no-error",
        program: "lines-server",
        edits: &[(
            "let length = stream.read(&mut buffer).context(\"cannot receive\")?;",
            "let Ok(length) = stream.read(&mut buffer) else { return Ok(()) };",
        )],
        fails: &[("lines-unfinished", "the server does not report")],
    },
];
