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
        fails: &[("lines-unfinished", "the server ends with a client")],
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
        fails: &[("lines-unfinished", "what the last client left stands")],
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
    // Mistakes that examiners made who knew the contract alone.
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
        edits: &[(
            "ensure!(lines.unfinished.is_empty(), \"connection closed mid-line\");",
            "ensure!(length > 0, \"connection closed mid-line\");",
        )],
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
                "ensure!(lines.unfinished.is_empty(), \"connection closed mid-line\");",
                "let half = lines.unfinished.iter().rev().take_while(|byte| !byte.is_ascii()).count();\n            *LEFT.lock().expect(\"no panic\") = lines.unfinished.split_off(lines.unfinished.len() - half);\n            ensure!(lines.unfinished.is_empty(), \"connection closed mid-line\");",
            ),
        ],
        fails: &[("lines-unfinished", "what the last client left stands")],
    },
    Mutant {
        name: "server-end-behind-header",
        program: "server",
        edits: &[(
            "let payload = read_up_to(stream, length)?;",
            "let payload = read_up_to(stream, length)?;\n    if payload.is_empty() && length > 0 {\n        return Ok(None);\n    }",
        )],
        fails: &[("frames-cut-short", "the server does not report")],
    },
    Mutant {
        name: "server-header-reset-exits",
        program: "server",
        edits: &[(
            "let header = read_up_to(stream, 4)?;",
            "let header = read_up_to(stream, 4).unwrap_or_else(|_| std::process::exit(1));",
        )],
        fails: &[("frames-reset", "an error of read ends")],
    },
    Mutant {
        name: "server-signed-bytes",
        program: "server",
        edits: &[(
            "let length = u32::from_be_bytes(header);",
            "let length = header.iter().fold(0_i32, |length, &byte| (length << 8) | i32::from(byte as i8)) as u32;",
        )],
        fails: &[("frames-largest", "no message comes")],
    },
    Mutant {
        name: "server-signed-bytes-exits",
        program: "server",
        edits: &[(
            "let length = u32::from_be_bytes(header);",
            "if header[2] > 127 {\n        std::process::exit(1);\n    }\n    let length = u32::from_be_bytes(header);",
        )],
        fails: &[("frames-largest", "the server ends at a frame that is allowed")],
    },
    Mutant {
        name: "server-empty-waits",
        program: "server",
        edits: &[(
            "let payload = read_up_to(stream, length)?;",
            "if length == 0 {\n        stream.read(&mut [])?;\n    }\n    let payload = read_up_to(stream, length)?;",
        )],
        fails: &[("frames-empty", "the line came only once")],
    },
    Mutant {
        name: "server-empty-no-space",
        program: "server",
        edits: &[(
            "say(format_args!(\"message {} bytes: {text}\", payload.len()));",
            "if payload.is_empty() {\n            say(format_args!(\"message 0 bytes:\"));\n            continue;\n        }\n        say(format_args!(\"message {} bytes: {text}\", payload.len()));",
        )],
        fails: &[("frames-empty", "the server passes over an empty frame")],
    },
    Mutant {
        name: "server-empty-last-is-cut",
        program: "server",
        edits: &[
            (
                "    while let Some(payload) = read_frame(&mut stream)? {",
                "    let mut is_empty = false;\n    while let Some(payload) = read_frame(&mut stream)? {\n        is_empty = payload.is_empty();",
            ),
            (
                "    Ok(())\n    // ANCHOR_END: print-messages",
                "    ensure!(!is_empty, \"connection closed mid-frame\");\n    Ok(())\n    // ANCHOR_END: print-messages",
            ),
        ],
        fails: &[("frames-empty", "the server reports an error although")],
    },
    Mutant {
        name: "server-recursion",
        program: "server",
        edits: &[(
            "    while let Some(payload) = read_frame(&mut stream)? {",
            "    let mut depth = 0;\n    while let Some(payload) = read_frame(&mut stream)? {\n        depth += 1;\n        if depth > 1000 {\n            std::process::exit(1);\n        }",
        )],
        fails: &[("frames-coalesced", "the server ends at many frames")],
    },
    Mutant {
        name: "server-loses-newline",
        program: "server",
        edits: &[(
            "say(format_args!(\"message {} bytes: {text}\", payload.len()));",
            "let text = text.trim_end_matches('\\n');\n        say(format_args!(\"message {} bytes: {text}\", payload.len()));",
        )],
        fails: &[("frames-binary", "the payload ends at")],
    },
    Mutant {
        name: "client-16-bits",
        program: "client",
        edits: &[(
            "let header = u32::try_from(length)?.to_be_bytes();",
            "let header = u32::from(length as u16).to_be_bytes();",
        )],
        fails: &[("client-slow-server", "a long line")],
    },
    Mutant {
        name: "client-empty-stdin-is-error",
        program: "client",
        edits: &[
            (
                "    while let Some(line) = args::read_line().context(\"stdin\")? {",
                "    let mut count = 0;\n    while let Some(line) = args::read_line().context(\"stdin\")? {\n        count += 1;",
            ),
            (
                "    Ok(())\n    // ANCHOR_END: lines",
                "    ensure!(count > 0, \"nothing was typed\");\n    Ok(())\n    // ANCHOR_END: lines",
            ),
        ],
        fails: &[("client-empty-line", "the client takes a stdin that is empty for an error")],
    },
    Mutant {
        name: "client-empty-stdin-is-a-line",
        program: "client",
        edits: &[
            (
                "    while let Some(line) = args::read_line().context(\"stdin\")? {",
                "    let mut count = 0;\n    while let Some(line) = args::read_line().context(\"stdin\")? {\n        count += 1;",
            ),
            (
                "    Ok(())\n    // ANCHOR_END: lines",
                "    if count == 0 {\n        write_frame(&mut connection, b\"\")?;\n    }\n    Ok(())\n    // ANCHOR_END: lines",
            ),
        ],
        fails: &[("client-empty-line", "the client sends a frame although")],
    },
    Mutant {
        name: "client-decodes-pieces",
        program: "client",
        edits: &[(
            "    while let Some(line) = args::read_line().context(\"stdin\")? {\n        write_frame(&mut connection, &line)?;\n    }",
            "    let _ = args::read_line;\n    let (mut rest, mut buffer) = (String::new(), [0; 4096]);\n    loop {\n        let length = std::io::Read::read(&mut std::io::stdin(), &mut buffer)?;\n        if length == 0 {\n            break;\n        }\n        rest.push_str(&String::from_utf8_lossy(&buffer[..length]));\n        while let Some(at) = rest.find('\\n') {\n            write_frame(&mut connection, rest[..at].as_bytes())?;\n            rest.drain(..=at);\n        }\n    }",
        )],
        fails: &[("client-utf8", "the length counts characters, or the line is not sent")],
    },
];

const ANSWER: &str = "say(format_args!(\"message {} bytes: {text}\", payload.len()));";
