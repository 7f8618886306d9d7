//! The wrong programs of lab 4.

use super::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "lines-each-read",
        program: "lines-server",
        edits: &[(
            "for line in lines.take_in(&buffer[..length]) {",
            "for line in [buffer[..length].trim_ascii_end()] {",
        )],
        fails: &[
            ("lines-split", "the server takes each read for a line: put"),
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
        fails: &[("lines-split", "the server takes each read for a line, or drops")],
    },
    Mutant {
        name: "lines-at-the-end",
        program: "lines-server",
        edits: &[(
            "let length = stream.read(&mut buffer)",
            "let mut buffer = Vec::new();\n        let length = stream.read_to_end(&mut buffer)",
        )],
        fails: &[
            ("lines-split", "the server does not print the line"),
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
            "say(format_args!(\"line: {}\", String::from_utf8_lossy(&line)));",
            "if line.is_empty() {\n                return Ok(());\n            }\n            say(format_args!(\"line: {}\", String::from_utf8_lossy(&line)));",
        )],
        fails: &[("lines-empty", "the server takes an empty line for the end")],
    },
    Mutant {
        name: "lines-skips-empty",
        program: "lines-server",
        edits: &[(
            "say(format_args!(\"line: {}\", String::from_utf8_lossy(&line)));",
            "if line.is_empty() {\n                continue;\n            }\n            say(format_args!(\"line: {}\", String::from_utf8_lossy(&line)));",
        )],
        fails: &[("lines-empty", "the server passes over an empty line, or does not")],
    },
    Mutant {
        name: "lines-decodes-reads",
        program: "lines-server",
        edits: &[(
            "for line in lines.take_in(&buffer[..length]) {",
            "for line in lines.take_in(String::from_utf8_lossy(&buffer[..length]).as_bytes()) {",
        )],
        fails: &[("lines-utf8", "the server decodes each read")],
    },
    Mutant {
        name: "lines-latin1",
        program: "lines-server",
        edits: &[(
            "say(format_args!(\"line: {}\", String::from_utf8_lossy(&line)));",
            "say(format_args!(\"line: {}\", line.iter().map(|byte| char::from(*byte)).collect::<String>()));",
        )],
        fails: &[("lines-utf8", "the server decodes each read")],
    },
    Mutant {
        name: "lines-text-only",
        program: "lines-server",
        edits: &[(
            "for line in lines.take_in(&buffer[..length]) {",
            "std::str::from_utf8(&buffer[..length])?;\n        for line in lines.take_in(&buffer[..length]) {",
        )],
        fails: &[("lines-utf8", "the server stops at a piece")],
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
        edits: &[("ensure!(lines.unfinished.is_empty(), \"connection closed mid-line\");", "")],
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
        edits: &[("ensure!(lines.unfinished.is_empty(), \"connection closed mid-line\");", "std::process::exit(0);")],
        fails: &[("lines-unfinished", "the server ends with its client")],
    },
    Mutant {
        name: "lines-exits",
        program: "lines-server",
        edits: &[(
            "            report(error);\n        }",
            "            report(error);\n            std::process::exit(1);\n        }",
        )],
        fails: &[("lines-unfinished", "the server ends after one client")],
    },
    Mutant {
        name: "lines-reads-on",
        program: "lines-server",
        edits: &[
            (
                "ensure!(lines.unfinished.is_empty(), \"connection closed mid-line\");",
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
            "for line in lines.take_in(&buffer[..length]) {",
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
        fails: &[("lines-unfinished", "what the last client left")],
    },
    Mutant {
        name: "lines-prints-unfinished",
        program: "lines-server",
        edits: &[(
            "ensure!(lines.unfinished.is_empty(), \"connection closed mid-line\");",
            "if !lines.unfinished.is_empty() {\n                say(format_args!(\"line: {}\", String::from_utf8_lossy(&lines.unfinished)));\n            }\n            ensure!(lines.unfinished.is_empty(), \"connection closed mid-line\");",
        )],
        fails: &[("lines-unfinished", "the server prints the unfinished line")],
    },
    Mutant {
        name: "server-little-endian",
        program: "server",
        edits: &[("let length = u32::from_be_bytes(header);", "let length = u32::from_le_bytes(header);")],
        fails: &[("frames-one", "no message comes")],
    },
    Mutant {
        name: "server-one-client",
        program: "server",
        edits: &[(
            "            report(error);\n        }\n    }\n",
            "            report(error);\n        }\n        return Ok(());\n    }\n",
        )],
        fails: &[("frames-one", "the server ends after one client")],
    },
    Mutant {
        name: "server-counts-header",
        program: "server",
        edits: &[(
            "say(format_args!(\"message {} bytes: {text}\", payload.len()));",
            "say(format_args!(\"message {} bytes: {text}\", payload.len() + 4));",
        )],
        fails: &[("frames-one", "the line is not `message")],
    },
    Mutant {
        name: "server-end-is-error",
        program: "server",
        edits: &[("if header.is_empty() {\n        return Ok(None);\n    }", "")],
        fails: &[("frames-one", "the server takes the end of the stream")],
    },
    Mutant {
        name: "server-header-one-read",
        program: "server",
        edits: &[(
            "let header = read_up_to(stream, 4)?;",
            "let mut header = vec![0; 4];\n    let length = stream.read(&mut header)?;\n    header.truncate(length);",
        )],
        fails: &[("frames-split", "the server gives up, loses")],
    },
    Mutant {
        name: "server-header-read-or-exit",
        program: "server",
        edits: &[(
            "let header = read_up_to(stream, 4)?;",
            "let mut header = vec![0; 4];\n    let length = stream.read(&mut header)?;\n    header.truncate(length);\n    if (1..4).contains(&length) {\n        std::process::exit(1);\n    }",
        )],
        fails: &[("frames-split", "the server ends at a frame")],
    },
    Mutant {
        name: "server-payload-one-read",
        program: "server",
        edits: &[(
            "let payload = read_up_to(stream, length)?;",
            "let mut payload = vec![0; length as usize];\n    stream.read(&mut payload)?;",
        )],
        fails: &[("frames-split", "the server takes what one read")],
    },
    Mutant {
        name: "server-header-zeros",
        program: "server",
        edits: &[(
            "let header = read_up_to(stream, 4)?;",
            "let mut header = vec![0; 4];\n    let length = stream.read(&mut header)?;\n    if length == 0 {\n        header.clear();\n    }",
        )],
        fails: &[("frames-split", "the server takes what one read")],
    },
    Mutant {
        name: "server-one-frame",
        program: "server",
        edits: &[(
            "say(format_args!(\"message {} bytes: {text}\", payload.len()));",
            "say(format_args!(\"message {} bytes: {text}\", payload.len()));\n        break;",
        )],
        fails: &[
            ("frames-split", "the server gives up, loses"),
            ("frames-coalesced", "the server takes only the first frame"),
        ],
    },
    Mutant {
        name: "server-reader-per-frame",
        program: "server",
        edits: &[
            ("let mut stream = BufReader::new(connection);", "let mut connection = connection;"),
            (
                "while let Some(payload) = read_frame(&mut stream)? {",
                "while let Some(payload) = read_frame(&mut BufReader::new(&mut connection))? {",
            ),
        ],
        fails: &[("frames-coalesced", "the server takes only the first frame")],
    },
    Mutant {
        name: "server-read-is-payload",
        program: "server",
        edits: &[
            (
                "let payload = read_up_to(stream, length)?;",
                "let mut payload = vec![0; 65_536];\n    let count = stream.read(&mut payload)?;\n    payload.truncate(count);",
            ),
            ("ensure!(payload.len() == length as usize, \"connection closed mid-frame\");", ""),
        ],
        fails: &[("frames-coalesced", "the server takes all that")],
    },
    Mutant {
        name: "server-empty-is-end",
        program: "server",
        edits: &[(
            "say(format_args!(\"message {} bytes: {text}\", payload.len()));",
            "if payload.is_empty() {\n            return Ok(());\n        }\n        say(format_args!(\"message {} bytes: {text}\", payload.len()));",
        )],
        fails: &[("frames-empty", "the server takes an empty payload for the end of the stream")],
    },
    Mutant {
        name: "server-empty-exits",
        program: "server",
        edits: &[(
            "say(format_args!(\"message {} bytes: {text}\", payload.len()));",
            "if payload.is_empty() {\n            std::process::exit(0);\n        }\n        say(format_args!(\"message {} bytes: {text}\", payload.len()));",
        )],
        fails: &[("frames-empty", "the server takes an empty payload for the end, and ends")],
    },
    Mutant {
        name: "server-skips-empty",
        program: "server",
        edits: &[(
            "say(format_args!(\"message {} bytes: {text}\", payload.len()));",
            "if payload.is_empty() {\n            continue;\n        }\n        say(format_args!(\"message {} bytes: {text}\", payload.len()));",
        )],
        fails: &[("frames-empty", "the server passes over an empty frame")],
    },
    Mutant {
        name: "server-text-only",
        program: "server",
        edits: &[("let text = String::from_utf8_lossy(&payload);", "let text = std::str::from_utf8(&payload)?;")],
        fails: &[("frames-binary", "the payload ends at")],
    },
    Mutant {
        name: "server-text-or-exit",
        program: "server",
        edits: &[(
            "let text = String::from_utf8_lossy(&payload);",
            "let Ok(text) = std::str::from_utf8(&payload) else { std::process::exit(1) };",
        )],
        fails: &[("frames-binary", "the server ends at a byte")],
    },
    Mutant {
        name: "server-counts-characters",
        program: "server",
        edits: &[(
            "say(format_args!(\"message {} bytes: {text}\", payload.len()));",
            "say(format_args!(\"message {} bytes: {text}\", text.chars().count()));",
        )],
        fails: &[("frames-binary", "the payload is not printed")],
    },
    Mutant {
        name: "server-quotes",
        program: "server",
        edits: &[(
            "say(format_args!(\"message {} bytes: {text}\", payload.len()));",
            "say(format_args!(\"message {} bytes: {}\", payload.len(), text.escape_default()));",
        )],
        fails: &[("frames-binary", "the payload is not printed")],
    },
    Mutant {
        name: "server-limit-one-less",
        program: "server",
        edits: &[(
            "ensure!(length <= LIMIT, \"frame of {length} bytes is larger than {LIMIT}\");",
            "ensure!(length < LIMIT, \"frame of {length} bytes is larger than {LIMIT}\");",
        )],
        fails: &[("frames-largest", "no message comes")],
    },
    Mutant {
        name: "server-prints-64k",
        program: "server",
        edits: &[(
            "let text = String::from_utf8_lossy(&payload);",
            "let text = String::from_utf8_lossy(&payload[..payload.len().min(65_536)]);",
        )],
        fails: &[("frames-largest", "the payload is cut")],
    },
    Mutant {
        name: "server-reads-64k",
        program: "server",
        edits: &[(
            "let payload = read_up_to(stream, length)?;",
            "let length = length.min(65_536);\n    let payload = read_up_to(stream, length)?;",
        )],
        fails: &[("frames-largest", "a part of the payload")],
    },
    Mutant {
        name: "server-no-limit",
        program: "server",
        edits: &[("ensure!(length <= LIMIT, \"frame of {length} bytes is larger than {LIMIT}\");", "")],
        fails: &[("frames-too-large", "the server believes")],
    },
    Mutant {
        name: "server-signed",
        program: "server",
        edits: &[(
            "ensure!(length <= LIMIT, \"frame of {length} bytes is larger than {LIMIT}\");",
            "ensure!(length as i32 <= LIMIT as i32, \"frame of {length} bytes is larger than {LIMIT}\");",
        )],
        fails: &[("frames-too-large", "the server believes")],
    },
    Mutant {
        name: "server-other-error",
        program: "server",
        edits: &[
            (
                "ensure!(length <= LIMIT, \"frame of {length} bytes is larger than {LIMIT}\");",
                "ensure!(length <= LIMIT, \"frame too large\");",
            ),
            ("bail!(\"connection closed mid-frame\");", "bail!(\"the client has gone\");"),
        ],
        fails: &[("frames-too-large", "the error is not"), ("frames-cut-short", "the error is not")],
    },
    Mutant {
        name: "server-error-on-stdout",
        program: "server",
        edits: &[(
            "            report(error);\n        }",
            "            say(format_args!(\"error: {error:#}\"));\n        }",
        )],
        fails: &[
            ("frames-too-large", "the error is printed on stdout"),
            ("frames-cut-short", "the error is printed on stdout"),
        ],
    },
    Mutant {
        name: "server-too-large-exits",
        program: "server",
        edits: &[(
            "ensure!(length <= LIMIT, \"frame of {length} bytes is larger than {LIMIT}\");",
            "if length > LIMIT {\n        std::process::exit(1);\n    }",
        )],
        fails: &[("frames-too-large", "the server ends at a length")],
    },
    Mutant {
        name: "server-too-large-goes-on",
        program: "server",
        edits: &[(
            "ensure!(length <= LIMIT, \"frame of {length} bytes is larger than {LIMIT}\");",
            "if length > LIMIT {\n        report(format_args!(\"frame of {length} bytes is larger than {LIMIT}\"));\n        return Ok(Some(Vec::new()));\n    }",
        )],
        fails: &[("frames-too-large", "the server reports the length")],
    },
    Mutant {
        name: "server-allocates",
        program: "server",
        edits: &[(
            "let length = u32::from_be_bytes(header);",
            "let length = u32::from_be_bytes(header);\n    let room: Vec<u8> = Vec::with_capacity(length as usize);\n    std::hint::black_box(&room);",
        )],
        fails: &[("frames-too-large", "the server allocates")],
    },
    Mutant {
        name: "server-exits-at-error",
        program: "server",
        edits: &[(
            "            report(error);\n        }",
            "            report(error);\n            std::process::exit(1);\n        }",
        )],
        fails: &[
            ("frames-too-large", "the server ends after"),
            ("frames-cut-short", "the server ends after"),
            ("frames-reset", "an error of read ends"),
        ],
    },
    Mutant {
        name: "server-drains",
        program: "server",
        edits: &[(
            "while let Some(payload) = read_frame(&mut stream)? {",
            "while let Some(payload) = read_frame(&mut stream).or_else(|error| {\n        report(error);\n        stream.get_ref().shutdown(std::net::Shutdown::Write)?;\n        std::io::copy(&mut stream, &mut std::io::sink())?;\n        Ok::<_, anyhow::Error>(None)\n    })? {",
        )],
        fails: &[("frames-too-large", "the server does not get")],
    },
    Mutant {
        name: "server-drains-for-ever",
        program: "server",
        edits: &[(
            "while let Some(payload) = read_frame(&mut stream)? {",
            "while let Some(payload) = read_frame(&mut stream).or_else(|error| {\n        report(error);\n        while stream.read(&mut [0; 64]).is_ok() {}\n        Ok::<_, anyhow::Error>(None)\n    })? {",
        )],
        fails: &[("frames-cut-short", "the server does not get"), ("frames-reset", "the server is stuck")],
    },
    Mutant {
        name: "server-header-cut-silent",
        program: "server",
        edits: &[("bail!(\"connection closed mid-frame\");", "return Ok(None);")],
        fails: &[("frames-cut-short", "the server does not report")],
    },
    Mutant {
        name: "server-cut-exits",
        program: "server",
        edits: &[("bail!(\"connection closed mid-frame\");", "std::process::exit(0);")],
        fails: &[("frames-cut-short", "the server ends with its client")],
    },
    Mutant {
        name: "server-keeps-payload",
        program: "server",
        edits: &[
            (
                "let payload = read_up_to(stream, length)?;",
                "static LEFT: std::sync::Mutex<Vec<u8>> = std::sync::Mutex::new(Vec::new());\n    let mut left = LEFT.lock().unwrap_or_else(|poisoned| poisoned.into_inner());\n    let missing = (length as usize).saturating_sub(left.len());\n    while left.len() < length as usize {\n        let mut buffer = vec![0; missing];\n        let count = stream.read(&mut buffer)?;\n        ensure!(count > 0, \"connection closed mid-frame\");\n        left.extend(&buffer[..count]);\n    }\n    let payload = std::mem::take(&mut *left);",
            ),
            ("ensure!(payload.len() == length as usize, \"connection closed mid-frame\");", ""),
        ],
        fails: &[("frames-cut-short", "the next client"), ("frames-reset", "what the client that is gone")],
    },
    Mutant {
        name: "server-prints-part",
        program: "server",
        edits: &[(
            "ensure!(payload.len() == length as usize, \"connection closed mid-frame\");",
            "if payload.len() < length as usize {\n        report(\"connection closed mid-frame\");\n    }",
        )],
        fails: &[("frames-cut-short", "the server prints a message")],
    },
    Mutant {
        name: "client-connects-late",
        program: "client",
        edits: &[(
            "let mut connection = TcpStream::connect((host, port)).with_context(failure)?;",
            "let first = args::read_line()?.unwrap_or_default();\n    let mut connection = TcpStream::connect((host, port)).with_context(failure)?;\n    write_frame(&mut connection, &first)?;",
        )],
        fails: &[("client-wire", "the client does not connect before")],
    },
    Mutant {
        name: "client-own-port",
        program: "client",
        edits: &[(
            "let mut connection = TcpStream::connect((host, port)).with_context(failure)?;",
            "let mut connection = TcpStream::connect((host, 9)).with_context(failure)?;",
        )],
        fails: &[("client-wire", "the client ends without having")],
    },
    Mutant {
        name: "client-waits-first",
        program: "client",
        edits: &[(
            "let mut connection = TcpStream::connect((host, port)).with_context(failure)?;",
            "let mut connection = TcpStream::connect((host, port)).with_context(failure)?;\n    std::io::Read::read(&mut connection, &mut [0; 64])?;",
        )],
        fails: &[("client-wire", "the client sends nothing")],
    },
    Mutant {
        name: "client-unflushed",
        program: "client",
        edits: &[
            (
                "let mut connection = TcpStream::connect((host, port)).with_context(failure)?;",
                "let connection = TcpStream::connect((host, port)).with_context(failure)?;\n    let mut connection = std::io::BufWriter::new(connection);",
            ),
            (
                "write_frame(&mut connection, &line)?;\n    }\n    Ok(())",
                "write_frame(&mut connection, &line)?;\n    }\n    std::process::exit(0)",
            ),
        ],
        fails: &[("client-wire", "the client ends before")],
    },
    Mutant {
        name: "client-waits-answer",
        program: "client",
        edits: &[(
            "write_frame(&mut connection, &line)?;",
            "write_frame(&mut connection, &line)?;\n        std::io::Read::read(&mut connection, &mut [0; 64])?;",
        )],
        fails: &[("client-wire", "the client stops before")],
    },
    Mutant {
        name: "client-little-endian",
        program: "client",
        edits: &[(
            "let header = u32::try_from(length)?.to_be_bytes();",
            "let header = u32::try_from(length)?.to_le_bytes();",
        )],
        fails: &[("client-wire", "the bytes are not")],
    },
    Mutant {
        name: "client-keeps-open",
        program: "client",
        edits: &[(
            "write_frame(&mut connection, &line)?;\n    }\n    Ok(())",
            "write_frame(&mut connection, &line)?;\n    }\n    std::io::Read::read(&mut connection, &mut [0; 64])?;\n    Ok(())",
        )],
        fails: &[("client-wire", "the client does not close")],
    },
    Mutant {
        name: "client-linger",
        program: "client",
        edits: &[(
            "let mut connection = TcpStream::connect((host, port)).with_context(failure)?;",
            "let mut connection = TcpStream::connect((host, port)).with_context(failure)?;\n    socket2::SockRef::from(&connection).set_linger(Some(std::time::Duration::ZERO))?;",
        )],
        fails: &[("client-wire", "the client resets")],
    },
    Mutant {
        name: "client-status-1",
        program: "client",
        edits: &[(
            "write_frame(&mut connection, &line)?;\n    }\n    Ok(())",
            "write_frame(&mut connection, &line)?;\n    }\n    anyhow::bail!(\"end of stdin\")",
        )],
        fails: &[("client-wire", "the end of stdin is a normal end")],
    },
    Mutant {
        name: "client-runs-on",
        program: "client",
        edits: &[(
            "write_frame(&mut connection, &line)?;\n    }\n    Ok(())",
            "write_frame(&mut connection, &line)?;\n    }\n    drop(connection);\n    loop {\n        std::thread::park();\n    }",
        )],
        fails: &[("client-wire", "the client goes on running")],
    },
    Mutant {
        name: "client-empty-is-end",
        program: "client",
        edits: &[(
            "write_frame(&mut connection, &line)?;",
            "if line.is_empty() {\n            break;\n        }\n        write_frame(&mut connection, &line)?;",
        )],
        fails: &[("client-empty-line", "the client takes an empty line"), ("together", "a message is lost")],
    },
    Mutant {
        name: "client-skips-empty",
        program: "client",
        edits: &[(
            "write_frame(&mut connection, &line)?;",
            "if line.is_empty() {\n            continue;\n        }\n        write_frame(&mut connection, &line)?;",
        )],
        fails: &[("client-empty-line", "the client passes over"), ("together", "a message is missing")],
    },
    Mutant {
        name: "client-refuses-empty",
        program: "client",
        edits: &[(
            "write_frame(&mut connection, &line)?;",
            "ensure!(!line.is_empty(), \"nothing to send\");\n        write_frame(&mut connection, &line)?;",
        )],
        fails: &[("together", "the client ends with an error")],
    },
    Mutant {
        name: "client-counts-characters",
        program: "client",
        edits: &[(
            "let header = u32::try_from(length)?.to_be_bytes();",
            "let header = u32::try_from(String::from_utf8_lossy(payload).chars().count())?.to_be_bytes();",
        )],
        fails: &[("client-utf8", "the length counts characters")],
    },
    Mutant {
        name: "client-trims",
        program: "client",
        edits: &[("write_frame(&mut connection, &line)?;", "write_frame(&mut connection, line.trim_ascii())?;")],
        fails: &[("client-utf8", "the length counts characters")],
    },
    Mutant {
        name: "client-hundred-lines",
        program: "client",
        edits: &[(
            "while let Some(line) = args::read_line().context(\"stdin\")? {",
            "for _ in 0..100 {\n        let Some(line) = args::read_line().context(\"stdin\")? else { break };",
        )],
        fails: &[("client-many", "the client ends before")],
    },
    Mutant {
        name: "client-two-halves",
        program: "client",
        edits: &[(
            "while let Some(line) = args::read_line().context(\"stdin\")? {",
            "let mut lines = Vec::new();\n    while let Some(line) = args::read_line().context(\"stdin\")? {\n        lines.push(line);\n    }\n    for line in lines.iter().step_by(2).chain(lines.iter().skip(1).step_by(2)) {",
        )],
        fails: &[("client-many", "lines are missing")],
    },
    Mutant {
        name: "client-nonblocking",
        program: "client",
        edits: &[(
            "let mut connection = TcpStream::connect((host, port)).with_context(failure)?;",
            "let mut connection = TcpStream::connect((host, port)).with_context(failure)?;\n    connection.set_nonblocking(true)?;",
        )],
        fails: &[("client-slow-server", "the client refuses")],
    },
    Mutant {
        name: "client-small-buffer",
        program: "client",
        edits: &[(
            "write_frame(&mut connection, &line)?;",
            "for piece in line.chunks(4096) {\n            write_frame(&mut connection, piece)?;\n        }",
        )],
        fails: &[("client-slow-server", "a long line")],
    },
    Mutant {
        name: "client-silent",
        program: "client",
        edits: &[(
            "Ok((host, port)) => args::exit_status(run(&host, port)),",
            "Ok((host, port)) => run(&host, port).map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS),",
        )],
        fails: &[("client-refused", "the client ends without")],
    },
    Mutant {
        name: "client-other-error",
        program: "client",
        edits: &[(
            "Ok((host, port)) => args::exit_status(run(&host, port)),",
            "Ok((host, port)) => match run(&host, port) {\n            Ok(()) => ExitCode::SUCCESS,\n            Err(error) => {\n                eprintln!(\"{error:#}\");\n                ExitCode::FAILURE\n            }\n        },",
        )],
        fails: &[("client-refused", "the line on stderr")],
    },
    Mutant {
        name: "client-error-on-stdout",
        program: "client",
        edits: &[(
            "Ok((host, port)) => args::exit_status(run(&host, port)),",
            "Ok((host, port)) => match run(&host, port) {\n            Ok(()) => ExitCode::SUCCESS,\n            Err(error) => {\n                println!(\"error: {error:#}\");\n                ExitCode::FAILURE\n            }\n        },",
        )],
        fails: &[("client-refused", "the error is printed on stdout")],
    },
    Mutant {
        name: "client-tries-for-ever",
        program: "client",
        edits: &[(
            "let mut connection = TcpStream::connect((host, port)).with_context(failure)?;",
            "let _ = failure;\n    let mut connection = loop {\n        if let Ok(connection) = TcpStream::connect((host, port)) {\n            break connection;\n        }\n        std::thread::sleep(std::time::Duration::from_millis(50));\n    };",
        )],
        fails: &[("client-refused", "the client does not report")],
    },
    Mutant {
        name: "client-status-0",
        program: "client",
        edits: &[(
            "Ok((host, port)) => args::exit_status(run(&host, port)),",
            "Ok((host, port)) => {\n            args::exit_status(run(&host, port));\n            ExitCode::SUCCESS\n        }",
        )],
        fails: &[("client-refused", "after an error")],
    },
    Mutant {
        name: "client-waits-for-enter",
        program: "client",
        edits: &[(
            "Ok((host, port)) => args::exit_status(run(&host, port)),",
            "Ok((host, port)) => {\n            let status = args::exit_status(run(&host, port));\n            while let Ok(Some(_)) = args::read_line() {}\n            status\n        }",
        )],
        fails: &[("client-refused", "the client reports the error and goes on")],
    },
    // Answers, although nobody asked.
    Mutant {
        name: "server-answers",
        program: "server",
        edits: &[(
            ANSWER,
            "say(format_args!(\"message {} bytes: {text}\", payload.len()));\n        std::io::Write::write_all(&mut stream.get_ref(), b\"ok\")?;",
        )],
        fails: &[("frames-one", "the server sends something to its client")],
    },
];

const ANSWER: &str = "say(format_args!(\"message {} bytes: {text}\", payload.len()));";
