//! The wrong programs of lab 5.

use super::Mutant;

/// The line that takes in the module of frames, and the beginning of another module in its place.
const FRAMES: &str = "#[path = \"../frames.rs\"]\nmod frames;";

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "rates-join-first",
        program: "two-rates",
        edits: &[
            ("    print_lines(\"main\", start, slow, total);\n", ""),
            (
                "    other.join().map_err(|_| anyhow::anyhow!(\"the other thread has failed\"))",
                "    let joined = other.join().map_err(|_| anyhow::anyhow!(\"the other thread has failed\"));\n    print_lines(\"main\", start, slow, total);\n    joined",
            ),
        ],
        fails: &[("two-rates-both", "one thread prints only once")],
    },
    Mutant {
        name: "rates-one-thread",
        program: "two-rates",
        edits: &[
            (
                "    print_lines(\"main\", start, slow, total);\n",
                "    print_lines(\"main\", start, slow, total);\n    print_lines(\"other\", Instant::now(), fast, total);\n",
            ),
            (".spawn(move || print_lines(\"other\", start, fast, total))", ".spawn(|| ())"),
        ],
        fails: &[("two-rates-both", "one thread prints only once")],
    },
    Mutant {
        name: "rates-no-sleep",
        program: "two-rates",
        edits: &[("thread::sleep(rest);", "let _ = rest;")],
        fails: &[("two-rates-both", "the lines come sooner")],
    },
    Mutant {
        name: "rates-hardly-sleep",
        program: "two-rates",
        edits: &[("thread::sleep(rest);", "thread::sleep(rest.min(Duration::from_millis(2)));")],
        fails: &[("two-rates-both", "the lines come sooner")],
    },
    Mutant {
        name: "rates-other-in-a-burst",
        program: "two-rates",
        edits: &[("thread::sleep(rest);", "if name == \"main\" || line == 1 { thread::sleep(rest); }")],
        fails: &[("two-rates-both", "the lines come sooner")],
    },
    Mutant {
        name: "rates-swapped",
        program: "two-rates",
        edits: &[
            ("print_lines(\"main\", start, slow, total)", "print_lines(\"main\", start, fast, total)"),
            ("print_lines(\"other\", start, fast, total)", "print_lines(\"other\", start, slow, total)"),
        ],
        fails: &[("two-rates-both", "lines are missing at the end")],
    },
    Mutant {
        name: "rates-same",
        program: "two-rates",
        edits: &[(
            "print_lines(\"other\", start, fast, total)",
            "print_lines(\"other\", start, slow.max(fast), total)",
        )],
        fails: &[("two-rates-both", "lines are missing at the end")],
    },
    Mutant {
        name: "rates-not-joined",
        program: "two-rates",
        edits: &[(
            "    other.join().map_err(|_| anyhow::anyhow!(\"the other thread has failed\"))",
            "    drop(other);\n    Ok(())",
        )],
        fails: &[("two-rates-both", "lines are missing at the end")],
    },
    Mutant {
        name: "rates-whole-periods",
        program: "two-rates",
        edits: &[("(0..).take_while(|&line| due(line) < total)", "(0..).take_while(|&line| due(line + 1) <= total)")],
        fails: &[("two-rates-both", "lines are missing at the end")],
    },
    Mutant {
        name: "rates-one-more",
        program: "two-rates",
        edits: &[("due(line) < total", "due(line) < total + period")],
        fails: &[("two-rates-both", "more lines are printed")],
    },
    Mutant {
        name: "rates-from-one",
        program: "two-rates",
        edits: &[
            (
                "let due = |line: u32| period.saturating_mul(line);",
                "let due = |line: u32| period.saturating_mul(line - 1);",
            ),
            ("in (0..).take_while", "in (1..).take_while"),
        ],
        fails: &[("two-rates-both", "the lines are not")],
    },
    Mutant {
        name: "rates-upper-case",
        program: "two-rates",
        edits: &[("{name} thread {line}", "{name} Thread {line}")],
        fails: &[("two-rates-both", "the lines are not")],
    },
    Mutant {
        name: "rates-status",
        program: "two-rates",
        edits: &[(
            "args::exit_status(run(slow, fast, total))",
            "{ args::exit_status(run(slow, fast, total)); ExitCode::from(1) }",
        )],
        fails: &[("two-rates-both", "a normal end")],
    },
    Mutant {
        name: "rates-sleep-first",
        program: "two-rates",
        edits: &[("due(line).saturating_sub(start.elapsed())", "due(line + 1).saturating_sub(start.elapsed())")],
        fails: &[("two-rates-both", "line 0 comes a period too late")],
    },
    Mutant {
        name: "rates-for-ever",
        program: "two-rates",
        edits: &[(
            "    print_lines(\"main\", start, slow, total);\n",
            "    print_lines(\"main\", start, slow, total);\n    loop { thread::park(); }\n",
        )],
        fails: &[("two-rates-both", "the program goes on")],
    },
    Mutant {
        name: "rates-other-waits",
        program: "two-rates",
        edits: &[(
            "move || print_lines(\"other\", start, fast, total)",
            "move || { thread::park(); print_lines(\"other\", start, fast, total) }",
        )],
        fails: &[("two-rates-both", "a thread prints nothing")],
    },
    // The client.
    Mutant {
        name: "client-types-first",
        program: "client",
        edits: &[(
            "    let receiving = TcpStream::connect",
            "    let _ = args::read_line();\n    let receiving = TcpStream::connect",
        )],
        fails: &[("client-never-waits", "the client does not connect before")],
    },
    Mutant {
        name: "client-ends",
        program: "client",
        edits: &[(
            "    let receiving = TcpStream::connect",
            "    if port > 0 { return Ok(()); }\n    let receiving = TcpStream::connect",
        )],
        fails: &[("client-never-waits", "the client ends without having connected")],
    },
    Mutant {
        name: "client-reads-all-first",
        program: "client",
        edits: &[(
            "    while let Ok(Some(line)) = args::read_line() {",
            "    let mut lines = Vec::new();\n    while let Ok(Some(line)) = args::read_line() {\n        lines.push(line);\n    }\n    for line in lines {",
        )],
        fails: &[("client-never-waits", "the client sends nothing as long as")],
    },
    Mutant {
        name: "client-buffers",
        program: "client",
        edits: &[
            (
                "    while let Ok(Some(line)) = args::read_line() {",
                "    let mut writer = std::io::BufWriter::new(connection.try_clone().expect(\"a handle\"));\n    while let Ok(Some(line)) = args::read_line() {",
            ),
            ("frames::write(&mut connection, &line)", "frames::write(&mut writer, &line)"),
        ],
        fails: &[("client-never-waits", "the client sends nothing as long as")],
    },
    Mutant {
        name: "client-lockstep",
        program: "client",
        edits: &[(
            "        if is_last {\n            break;",
            "        loop {\n            let tally = lock(tally);\n            if tally.acknowledged >= tally.sent {\n                break;\n            }\n            drop(tally);\n            thread::yield_now();\n        }\n        if is_last {\n            break;",
        )],
        fails: &[("client-never-waits", "the client waits for an answer before")],
    },
    Mutant {
        name: "client-ten-in-flight",
        program: "client",
        edits: &[(
            "        if is_last {\n            break;",
            "        loop {\n            let tally = lock(tally);\n            if tally.acknowledged + 10 > tally.sent {\n                break;\n            }\n            drop(tally);\n            thread::yield_now();\n        }\n        if is_last {\n            break;",
        )],
        fails: &[("client-never-waits", "the client waits for an answer before")],
    },
    Mutant {
        name: "client-sends-newline",
        program: "client",
        edits: &[(
            "frames::write(&mut connection, &line)",
            "frames::write(&mut connection, &[&line[..], b\"\\n\"].concat())",
        )],
        fails: &[("client-never-waits", "the bytes are not those of the frames")],
    },
    Mutant {
        name: "client-strips",
        program: "client",
        edits: &[("frames::write(&mut connection, &line)", "frames::write(&mut connection, line.trim_ascii())")],
        fails: &[("client-never-waits", "the bytes are not those of the frames")],
    },
    Mutant {
        name: "client-skips-empty",
        program: "client",
        edits: &[(
            "let is_last = line == b\"/bye\";",
            "if line.is_empty() {\n            continue;\n        }\n        let is_last = line == b\"/bye\";",
        )],
        fails: &[("client-never-waits", "the bytes are not those of the frames")],
    },
    Mutant {
        name: "client-one-line",
        program: "client",
        edits: &[("let is_last = line == b\"/bye\";", "let is_last = true;")],
        fails: &[("client-never-waits", "the client closes the connection, or ends, although")],
    },
    Mutant {
        name: "client-receives-after-stdin",
        program: "client",
        edits: &[(
            ".spawn(move || send_lines(sending, &sender))\n        .context(\"cannot start a thread\")?;",
            ".spawn(move || send_lines(sending, &sender))\n        .context(\"cannot start a thread\")?\n        .join()\n        .expect(\"no panic\");",
        )],
        fails: &[("client-acks", "what arrives is printed only once stdin has ended")],
    },
    Mutant {
        name: "client-prints-late",
        program: "client",
        edits: &[
            (
                "    let mut stream = BufReader::new(connection);\n",
                "    let mut stream = BufReader::new(connection);\n    let mut before = None;\n",
            ),
            (
                "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
                "        if let Some(text) = before.replace(String::from_utf8_lossy(&payload).into_owned()) {\n            say(format_args!(\"ack: {text}\"));\n        }\n",
            ),
        ],
        fails: &[("client-acks", "the client does not print what arrives while")],
    },
    Mutant {
        name: "client-ends-unasked",
        program: "client",
        edits: &[(
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "        ensure!(payload.starts_with(b\"received: \") || payload.starts_with(b\"Welcome\"), \"this is no answer\");\n        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
        )],
        fails: &[("client-acks", "the client ends instead of printing")],
    },
    Mutant {
        name: "client-latin-1",
        program: "client",
        edits: &[(
            "String::from_utf8_lossy(&payload)",
            "payload.iter().map(|&byte| char::from(byte)).collect::<String>()",
        )],
        fails: &[("client-acks", "the text is not decoded")],
    },
    Mutant {
        name: "client-no-ack",
        program: "client",
        edits: &[("\"ack: {}\"", "\"{}\"")],
        fails: &[
            ("client-acks", "the line is not `ack: `"),
            ("client-late-acks", "a frame is not printed, as the welcome"),
        ],
    },
    Mutant {
        name: "client-bye-outstanding",
        program: "client",
        edits: &[(" || payload == b\"bye\"", "")],
        fails: &[("client-acks", "after a typed `/bye` the close")],
    },
    Mutant {
        name: "client-waits-for-enter",
        program: "client",
        edits: &[(
            "    let tally = lock(&tally);\n    let missing",
            "    let _ = args::read_line();\n    let tally = lock(&tally);\n    let missing",
        )],
        fails: &[("client-acks", "after a typed `/bye` and the server's close")],
    },
    Mutant {
        name: "client-joins-keyboard",
        program: "client",
        edits: &[
            ("    thread::Builder::new()\n", "    let keyboard = thread::Builder::new()\n"),
            (
                "    let received = print_answers(receiving, &tally);\n",
                "    let received = print_answers(receiving, &tally);\n    keyboard.join().expect(\"no panic\");\n",
            ),
        ],
        fails: &[("client-server-gone", "the client waits for the keyboard although")],
    },
    Mutant {
        name: "client-closes-at-end",
        program: "client",
        edits: &[("let _ = connection.shutdown(Shutdown::Write);", "let _ = connection.shutdown(Shutdown::Both);")],
        fails: &[("client-late-acks", "the client ends at the end of stdin")],
    },
    Mutant {
        name: "client-waits-half-a-second",
        program: "client",
        edits: &[(
            "    let _ = connection.shutdown(Shutdown::Write);\n",
            "    let _ = connection.shutdown(Shutdown::Write);\n    thread::sleep(std::time::Duration::from_millis(500));\n    std::process::exit(1);\n",
        )],
        fails: &[("client-late-acks", "the client ends at the end of stdin")],
    },
    Mutant {
        name: "client-exits-at-end",
        program: "client",
        edits: &[(
            "    lock(tally).finished = true;\n",
            "    let _ = connection.shutdown(Shutdown::Write);\n    std::process::exit(0);\n    #[allow(unreachable_code)]\n    let finished = true;\n    lock(tally).finished = finished;\n",
        )],
        fails: &[("client-late-acks", "the client ends at the end of stdin")],
    },
    Mutant {
        name: "client-no-shutdown",
        program: "client",
        edits: &[("    let _ = connection.shutdown(Shutdown::Write);\n", "")],
        fails: &[
            ("client-late-acks", "the client does not close its sending side"),
            ("together", "a client or the server does not close"),
        ],
    },
    Mutant {
        name: "client-resets",
        program: "client",
        edits: &[(
            "    let _ = connection.shutdown(Shutdown::Write);\n",
            "    let _ = socket2::SockRef::from(&connection).set_linger(Some(std::time::Duration::ZERO));\n    std::process::exit(0);\n",
        )],
        fails: &[("client-late-acks", "the client resets the connection")],
    },
    Mutant {
        name: "client-stops-receiving",
        program: "client",
        edits: &[(
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "        while lock(tally).finished && payload != b\"bye\" {\n            thread::park();\n        }\n        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
        )],
        fails: &[("client-late-acks", "the client does not receive any more")],
    },
    Mutant {
        name: "client-always-an-error",
        program: "client",
        edits: &[(
            "    ensure!(tally.finished, \"the server has closed the connection\");\n    Ok(())",
            "    anyhow::bail!(\"the server has closed the connection\")",
        )],
        fails: &[
            ("client-late-acks", "all messages are acknowledged"),
            ("client-acks", "after a typed `/bye` the close"),
        ],
    },
    Mutant {
        name: "client-for-ever",
        program: "client",
        edits: &[(
            "    let received = print_answers(receiving, &tally);\n",
            "    let received = print_answers(receiving, &tally);\n    while lock(&tally).sent > 2 {\n        thread::park();\n    }\n",
        )],
        fails: &[("client-late-acks", "the client goes on although stdin")],
    },
    Mutant {
        name: "client-for-ever-at-four",
        program: "client",
        edits: &[(
            "    let received = print_answers(receiving, &tally);\n",
            "    let received = print_answers(receiving, &tally);\n    while lock(&tally).sent > 3 {\n        thread::park();\n    }\n",
        )],
        fails: &[("client-unacknowledged", "the client goes on waiting for answers")],
    },
    Mutant {
        name: "client-read-is-frame",
        program: "client",
        edits: &[(
            FRAMES,
            "#[path = \"../frames.rs\"]\nmod whole;\nmod frames {\n    pub use super::whole::write;\n    pub fn read(stream: &mut impl std::io::Read) -> anyhow::Result<Option<Vec<u8>>> {\n        let mut buffer = vec![0; 65_536];\n        let length = stream.read(&mut buffer)?;\n        if length == 0 {\n            return Ok(None);\n        }\n        buffer.truncate(length);\n        Ok(Some(buffer.split_off(4.min(length))))\n    }\n}",
        )],
        fails: &[("client-split-acks", "the client takes what one read brings")],
    },
    Mutant {
        name: "client-reader-per-frame",
        program: "client",
        edits: &[
            ("let mut stream = BufReader::new(connection);", "let mut connection = connection;"),
            ("frames::read(&mut stream)?", "frames::read(&mut BufReader::new(&mut connection))?"),
        ],
        fails: &[("client-split-acks", "the client loses its place")],
    },
    Mutant {
        name: "client-header-one-read",
        program: "client",
        edits: &[(
            FRAMES,
            "#[path = \"../frames.rs\"]\nmod whole;\nmod frames {\n    pub use super::whole::write;\n    pub fn read(stream: &mut impl std::io::Read) -> anyhow::Result<Option<Vec<u8>>> {\n        let mut header = [0; 4];\n        match stream.read(&mut header)? {\n            0 => return Ok(None),\n            4 => {}\n            _ => anyhow::bail!(\"connection closed mid-frame\"),\n        }\n        let mut payload = vec![0; u32::from_be_bytes(header) as usize];\n        stream.read_exact(&mut payload)?;\n        Ok(Some(payload))\n    }\n}",
        )],
        fails: &[("client-split-acks", "the client ends at a frame")],
    },
    Mutant {
        name: "client-decodes-pieces",
        program: "client",
        edits: &[(
            FRAMES,
            "#[path = \"../frames.rs\"]\nmod whole;\nmod frames {\n    pub use super::whole::write;\n    pub fn read(stream: &mut impl std::io::Read) -> anyhow::Result<Option<Vec<u8>>> {\n        let mut header = [0; 4];\n        if stream.read_exact(&mut header).is_err() {\n            return Ok(None);\n        }\n        let (mut left, mut text) = (u32::from_be_bytes(header) as usize, String::new());\n        while left > 0 {\n            let mut piece = vec![0; left];\n            let length = stream.read(&mut piece)?;\n            anyhow::ensure!(length > 0, \"connection closed mid-frame\");\n            text.push_str(&String::from_utf8_lossy(&piece[..length]));\n            left -= length;\n        }\n        Ok(Some(text.into_bytes()))\n    }\n}",
        )],
        fails: &[("client-split-acks", "the client decodes each piece")],
    },
    Mutant {
        name: "client-does-not-count",
        program: "client",
        edits: &[("let missing = tally.sent.saturating_sub(tally.acknowledged);", "let missing = 0;")],
        fails: &[
            ("client-unacknowledged", "the client does not notice"),
            ("client-server-gone", "the line on stderr does not start with"),
        ],
    },
    Mutant {
        name: "client-counts-welcome",
        program: "client",
        edits: &[(
            "        if payload.starts_with(b\"received: \") || payload == b\"bye\" {",
            "        if !payload.is_empty() {",
        )],
        fails: &[("client-unacknowledged", "the error is not `error: N")],
    },
    Mutant {
        name: "client-other-error",
        program: "client",
        edits: &[("{missing} messages unacknowledged", "{missing} answers missing")],
        fails: &[
            ("client-unacknowledged", "the error is not `error: N"),
            ("client-server-gone", "the line on stderr does not start with"),
        ],
    },
    Mutant {
        name: "client-error-on-stdout",
        program: "client",
        edits: &[(
            "args::exit_status(run(&host, port))",
            "run(&host, port).map_or_else(|error| { say(format_args!(\"error: {error:#}\")); ExitCode::from(1) }, |()| ExitCode::SUCCESS)",
        )],
        fails: &[
            ("client-unacknowledged", "the error is printed on stdout"),
            ("client-server-gone", "the error is printed on stdout"),
        ],
    },
    Mutant {
        name: "client-status-0",
        program: "client",
        edits: &[("args::exit_status(run(&host, port))", "{ args::exit_status(run(&host, port)); ExitCode::SUCCESS }")],
        fails: &[
            ("client-unacknowledged", "after an error the exit status is 1"),
            ("client-server-gone", "the connection is lost while stdin"),
        ],
    },
    Mutant {
        name: "client-reports-and-stays",
        program: "client",
        edits: &[(
            "args::exit_status(run(&host, port))",
            "{ let outcome = run(&host, port); let is_error = outcome.is_err(); let status = args::exit_status(outcome); while is_error { thread::park(); } status }",
        )],
        fails: &[
            ("client-unacknowledged", "the client reports the error and goes on"),
            ("client-server-gone", "the client waits for the keyboard although"),
        ],
    },
    Mutant {
        name: "client-says-nothing",
        program: "client",
        edits: &[(
            "args::exit_status(run(&host, port))",
            "run(&host, port).map_or(ExitCode::from(1), |()| ExitCode::SUCCESS)",
        )],
        fails: &[
            ("client-unacknowledged", "the client does not notice"),
            ("client-server-gone", "the client ends without saying"),
        ],
    },
    Mutant {
        name: "client-drops-eve",
        program: "client",
        edits: &[(
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "        if payload.ends_with(b\"from eve\") {\n            continue;\n        }\n        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
        )],
        fails: &[("together", "a message or its answer is lost")],
    },
    Mutant {
        name: "client-changes-eve",
        program: "client",
        edits: &[(
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "        if payload.ends_with(b\"from eve\") {\n            say(\"ack: received: Hello from ada\");\n            continue;\n        }\n        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
        )],
        fails: &[("together", "an answer arrives changed")],
    },
    Mutant {
        name: "client-ends-at-eve",
        program: "client",
        edits: &[(
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "        ensure!(!payload.ends_with(b\"from eve\"), \"not with eve\");\n        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
        )],
        fails: &[("together", "a client ends before all its messages")],
    },
    Mutant {
        name: "client-no-three",
        program: "client",
        edits: &[("    received?;\n", "    received?;\n    ensure!(tally.sent != 3, \"three is unlucky\");\n")],
        fails: &[("together", "a client ends with an error"), ("client-late-acks", "all messages are acknowledged")],
    },
    // The server.
    Mutant {
        name: "server-welcomes-late",
        program: "server",
        edits: &[
            ("    frames::write(&mut writer, WELCOME)?;\n", "    let mut is_new = true;\n"),
            (
                "        if message == b\"/bye\" {",
                "        if std::mem::take(&mut is_new) {\n            frames::write(&mut writer, WELCOME)?;\n        }\n        if message == b\"/bye\" {",
            ),
        ],
        fails: &[("server-welcome", "no welcome comes before")],
    },
    Mutant {
        name: "server-half-a-welcome",
        program: "server",
        edits: &[(
            "    frames::write(&mut writer, WELCOME)?;\n",
            "    std::io::Write::write_all(&mut writer, &[&40u32.to_be_bytes()[..], &WELCOME[..20]].concat())?;\n",
        )],
        fails: &[("server-welcome", "not the whole welcome comes")],
    },
    Mutant {
        name: "server-closes-at-once",
        program: "server",
        edits: &[(
            "    frames::write(&mut writer, WELCOME)?;\n",
            "    if peer.port() > 0 {\n        return Ok(());\n    }\n",
        )],
        fails: &[("server-welcome", "the server closes the connection instead")],
    },
    Mutant {
        name: "server-plain-welcome",
        program: "server",
        edits: &[(
            "    frames::write(&mut writer, WELCOME)?;\n",
            "    std::io::Write::write_all(&mut writer, &[WELCOME, b\"\\n\"].concat())?;\n",
        )],
        fails: &[("server-welcome", "the welcome is not a frame")],
    },
    Mutant {
        name: "server-welcomes-twice",
        program: "server",
        edits: &[(
            "    frames::write(&mut writer, WELCOME)?;\n",
            "    frames::write(&mut writer, WELCOME)?;\n    frames::write(&mut writer, b\"What can I do for you?\")?;\n",
        )],
        fails: &[("server-welcome", "the welcome is not a frame")],
    },
    Mutant {
        name: "server-answers-late",
        program: "server",
        edits: &[
            (
                "    frames::write(&mut writer, WELCOME)?;\n",
                "    frames::write(&mut writer, WELCOME)?;\n    let mut before: Option<Vec<u8>> = None;\n",
            ),
            (
                "        frames::write(&mut writer, &[b\"received: \", &message[..]].concat())?;",
                "        if let Some(answer) = before.replace([b\"received: \", &message[..]].concat()) {\n            frames::write(&mut writer, &answer)?;\n        }",
            ),
        ],
        fails: &[("server-receipts", "no answer comes to a message")],
    },
    Mutant {
        name: "server-reader-per-frame",
        program: "server",
        edits: &[
            ("    let mut reader = BufReader::new(&connection);\n", ""),
            ("frames::read(&mut reader)?", "frames::read(&mut BufReader::new(&connection))?"),
        ],
        fails: &[("server-receipts", "not every message is answered")],
    },
    Mutant {
        name: "server-one-message",
        program: "server",
        edits: &[(
            "        frames::write(&mut writer, &[b\"received: \", &message[..]].concat())?;",
            "        return frames::write(&mut writer, &[b\"received: \", &message[..]].concat());",
        )],
        fails: &[("server-receipts", "the server closes the connection although")],
    },
    Mutant {
        name: "server-empty-is-end",
        program: "server",
        edits: &[(
            "        if message == b\"/bye\" {",
            "        if message.is_empty() {\n            return Ok(());\n        }\n        if message == b\"/bye\" {",
        )],
        fails: &[("server-receipts", "the server closes the connection although")],
    },
    Mutant {
        name: "server-echoes",
        program: "server",
        edits: &[("&[b\"received: \", &message[..]].concat()", "&message")],
        fails: &[("server-receipts", "the answer is not the frame")],
    },
    Mutant {
        name: "server-strips",
        program: "server",
        edits: &[(
            "    while let Some(message) = frames::read(&mut reader)? {\n",
            "    while let Some(message) = frames::read(&mut reader)? {\n        let message = message.trim_ascii();\n",
        )],
        fails: &[("server-receipts", "the answer is not the frame")],
    },
    Mutant {
        name: "server-prints-nothing",
        program: "server",
        edits: &[("        say(format_args!(\"{peer}: {}\", String::from_utf8_lossy(&message)));\n", "")],
        fails: &[("server-receipts", "a message is answered and not printed")],
    },
    Mutant {
        name: "server-own-address",
        program: "server",
        edits: &[(
            "welcome(connection, peer, &active)",
            "welcome(connection.try_clone()?, connection.local_addr().unwrap_or(peer), &active)",
        )],
        fails: &[
            ("server-receipts", "the line names another address"),
            ("server-active", "the line names another address"),
        ],
    },
    Mutant {
        name: "server-quotes",
        program: "server",
        edits: &[("\"{peer}: {}\", String", "\"{peer}: {:?}\", String")],
        fails: &[("server-receipts", "the line is not `IP:PORT: TEXT`")],
    },
    Mutant {
        name: "server-port-only",
        program: "server",
        edits: &[(
            "        say(format_args!(\"{peer}: {}\", String::from_utf8_lossy(&message)));",
            "        say(format_args!(\"{}: {}\", peer.ip(), String::from_utf8_lossy(&message)));",
        )],
        fails: &[("server-receipts", "the line is not `IP:PORT: TEXT`")],
    },
    Mutant {
        name: "server-sequential",
        program: "server",
        edits: &[(
            "    thread::Builder::new().name(peer.to_string()).spawn(work).context(\"cannot start a thread\")?;\n",
            "    work();\n",
        )],
        fails: &[("server-two-at-once", "the server serves one client at a time")],
    },
    Mutant {
        name: "server-joins-at-once",
        program: "server",
        edits: &[(
            ".spawn(work).context(\"cannot start a thread\")?;",
            ".spawn(work).context(\"cannot start a thread\")?.join().expect(\"no panic\");",
        )],
        fails: &[("server-two-at-once", "the server serves one client at a time")],
    },
    Mutant {
        name: "server-accepts-then-serves",
        program: "server",
        edits: &[
            (
                "    let active = Arc::new(Mutex::new(0));\n",
                "    let active = Arc::new(Mutex::new(0));\n    let (line, queue) = std::sync::mpsc::channel::<Box<dyn FnOnce() + Send>>();\n    thread::spawn(move || queue.into_iter().for_each(|work| work()));\n",
            ),
            ("welcome(connection, peer, &active)", "welcome(connection, peer, &active, &line)"),
            (
                "fn welcome(connection: TcpStream, peer: SocketAddr, active: &Arc<Mutex<usize>>)",
                "fn welcome(connection: TcpStream, peer: SocketAddr, active: &Arc<Mutex<usize>>, line: &std::sync::mpsc::Sender<Box<dyn FnOnce() + Send>>)",
            ),
            (
                "    thread::Builder::new().name(peer.to_string()).spawn(work).context(\"cannot start a thread\")?;\n",
                "    line.send(Box::new(work)).ok();\n",
            ),
        ],
        fails: &[("server-two-at-once", "the server accepts clients and serves them one after")],
    },
    Mutant {
        name: "server-welcomes-then-serves",
        program: "server",
        edits: &[
            (
                "    let active = Arc::new(Mutex::new(0));\n",
                "    let active = Arc::new(Mutex::new(0));\n    let (line, queue) = std::sync::mpsc::channel::<Box<dyn FnOnce() + Send>>();\n    thread::spawn(move || queue.into_iter().for_each(|work| work()));\n",
            ),
            ("welcome(connection, peer, &active)", "welcome(connection, peer, &active, &line)"),
            (
                "fn welcome(connection: TcpStream, peer: SocketAddr, active: &Arc<Mutex<usize>>)",
                "fn welcome(connection: TcpStream, peer: SocketAddr, active: &Arc<Mutex<usize>>, line: &std::sync::mpsc::Sender<Box<dyn FnOnce() + Send>>)",
            ),
            (
                "    thread::Builder::new().name(peer.to_string()).spawn(work).context(\"cannot start a thread\")?;\n",
                "    line.send(Box::new(work)).ok();\n",
            ),
            (
                "    let guest = Guest::new(peer, active);\n",
                "    let guest = Guest::new(peer, active);\n    frames::write(&mut &connection, WELCOME)?;\n",
            ),
            ("    frames::write(&mut writer, WELCOME)?;\n", ""),
        ],
        fails: &[("server-two-at-once", "the server welcomes clients and serves them one after")],
    },
    Mutant {
        name: "server-only-one",
        program: "server",
        edits: &[(
            "    let guest = Guest::new(peer, active);\n",
            "    if *lock(active) > 0 {\n        return Ok(());\n    }\n    let guest = Guest::new(peer, active);\n",
        )],
        fails: &[("server-two-at-once", "the server closes the connection of a second client")],
    },
    Mutant {
        name: "server-pool-of-2",
        program: "server",
        edits: &[(
            "    loop {\n        let client",
            "    for _ in 0..2 {\n        let (listener, active) = (listener.try_clone()?, active.clone());\n        thread::spawn(move || {\n            while let Ok((connection, peer)) = listener.accept() {\n                let _guest = Guest::new(peer, &active);\n                let _ = serve(connection, peer);\n            }\n        });\n    }\n    loop {\n        if address.port() == 0 {\n            thread::park();\n            continue;\n        }\n        let client",
        )],
        fails: &[("server-two-at-once", "the server serves two clients at the same time")],
    },
    Mutant {
        name: "server-pool-of-4",
        program: "server",
        edits: &[(
            "    loop {\n        let client",
            "    for _ in 0..4 {\n        let (listener, active) = (listener.try_clone()?, active.clone());\n        thread::spawn(move || {\n            while let Ok((connection, peer)) = listener.accept() {\n                let _guest = Guest::new(peer, &active);\n                let _ = serve(connection, peer);\n            }\n        });\n    }\n    loop {\n        if address.port() == 0 {\n            thread::park();\n            continue;\n        }\n        let client",
        )],
        fails: &[("server-crowd", "the server serves only so many clients")],
    },
    Mutant {
        name: "server-pool-of-64",
        program: "server",
        edits: &[(
            "        let client = listener",
            "        while *lock(&active) >= 64 {\n            thread::sleep(std::time::Duration::from_millis(1));\n        }\n        let client = listener",
        )],
        fails: &[("server-crowd", "the server serves only so many clients")],
    },
    Mutant {
        name: "server-pool-of-200",
        program: "server",
        edits: &[(
            "        let client = listener",
            "        while *lock(&active) >= 200 {\n            thread::sleep(std::time::Duration::from_millis(1));\n        }\n        let client = listener",
        )],
        fails: &[("server-thousand", "the server serves only so many clients")],
    },
    Mutant {
        name: "server-event-loop-that-waits",
        program: "server",
        edits: &[(
            "    loop {\n        let client",
            "    let mut clients: Vec<(TcpStream, SocketAddr)> = Vec::new();\n    listener.set_nonblocking(true)?;\n    while address.port() == 0 {\n        if let Ok((connection, peer)) = listener.accept() {\n            frames::write(&mut &connection, WELCOME)?;\n            connection.set_nonblocking(true)?;\n            clients.push((connection, peer));\n        }\n        clients.retain(|(connection, _)| match connection.peek(&mut [0]) {\n            Ok(0) => false,\n            Ok(_) => {\n                connection.set_nonblocking(false).expect(\"blocking\");\n                let message = frames::read(&mut &*connection).ok().flatten().unwrap_or_default();\n                let answer = [b\"received: \", &message[..]].concat();\n                let sent = frames::write(&mut &*connection, &answer).is_ok();\n                connection.set_nonblocking(true).expect(\"nonblocking\");\n                sent\n            }\n            Err(error) => error.kind() == std::io::ErrorKind::WouldBlock,\n        });\n        thread::sleep(std::time::Duration::from_micros(200));\n    }\n    loop {\n        let client",
        )],
        fails: &[
            ("server-stalled-frame", "while one client is inside a frame the server reads from nobody"),
            ("server-slow-reader", "while the server sends to a client that does not read, it reads"),
        ],
    },
    Mutant {
        name: "server-lock-around-frames",
        program: "server",
        edits: &[
            (
                "    let mut reader = BufReader::new(&connection);\n",
                "    static LOCK: std::sync::RwLock<()> = std::sync::RwLock::new(());\n    let mut reader = &connection;\n",
            ),
            (
                "    while let Some(message) = frames::read(&mut reader)? {\n",
                "    loop {\n        connection.peek(&mut [0])?;\n        let inside = LOCK.read();\n        let Some(message) = frames::read(&mut reader)? else { break };\n        drop(inside);\n",
            ),
            (
                "        frames::write(&mut writer, &[b\"received: \"",
                "        let _alone = LOCK.write();\n        frames::write(&mut writer, &[b\"received: \"",
            ),
        ],
        fails: &[("server-stalled-frame", "while one client is inside a frame others are not answered")],
    },
    Mutant {
        name: "server-times-out",
        program: "server",
        edits: &[(
            "    let mut reader = BufReader::new(&connection);\n",
            "    connection.set_read_timeout(Some(std::time::Duration::from_millis(500)))?;\n    let mut reader = BufReader::new(&connection);\n",
        )],
        fails: &[("server-stalled-frame", "the server closes the connection of a client that stops")],
    },
    Mutant {
        name: "server-header-one-read",
        program: "server",
        edits: &[(
            FRAMES,
            "#[path = \"../frames.rs\"]\nmod whole;\nmod frames {\n    pub use super::whole::write;\n    pub fn read(stream: &mut impl std::io::Read) -> anyhow::Result<Option<Vec<u8>>> {\n        let mut header = [0; 4];\n        match stream.read(&mut header)? {\n            0 => return Ok(None),\n            4 => {}\n            _ => anyhow::bail!(\"connection closed mid-frame\"),\n        }\n        let mut payload = vec![0; u32::from_be_bytes(header) as usize];\n        stream.read_exact(&mut payload)?;\n        Ok(Some(payload))\n    }\n}",
        )],
        fails: &[
            ("server-receipts", "the server closes the connection although"),
            ("server-stalled-frame", "the server closes the connection of a client that stops"),
        ],
    },
    Mutant {
        name: "server-lock-while-sending",
        program: "server",
        edits: &[(
            "        frames::write(&mut writer, &[b\"received: \"",
            "        static LOCK: Mutex<()> = Mutex::new(());\n        let _alone = LOCK.lock();\n        frames::write(&mut writer, &[b\"received: \"",
        )],
        fails: &[("server-slow-reader", "a message is answered, or a client accepted, only when")],
    },
    Mutant {
        name: "server-count-lock-while-sending",
        program: "server",
        edits: &[
            ("serve(connection, peer) {", "serve(connection, peer, &guest.active) {"),
            (
                "fn serve(connection: TcpStream, peer: SocketAddr)",
                "fn serve(connection: TcpStream, peer: SocketAddr, active: &Mutex<usize>)",
            ),
            (
                "        frames::write(&mut writer, &[b\"received: \"",
                "        let _alone = if message.len() > 1000 { Some(lock(active)) } else { None };\n        frames::write(&mut writer, &[b\"received: \"",
            ),
        ],
        fails: &[("server-slow-reader", "a message is answered, or a client accepted, only when")],
    },
    Mutant {
        name: "server-impatient",
        program: "server",
        edits: &[(
            "        frames::write(&mut writer, &[b\"received: \", &message[..]].concat())?;",
            "        connection.set_nonblocking(true)?;\n        if frames::write(&mut writer, &[b\"received: \", &message[..]].concat()).is_err() {\n            std::process::exit(1);\n        }\n        connection.set_nonblocking(false)?;",
        )],
        fails: &[("server-slow-reader", "a client that does not read costs")],
    },
    Mutant {
        name: "server-no-limit",
        program: "server",
        edits: &[(
            FRAMES,
            "#[path = \"../frames.rs\"]\nmod whole;\nmod frames {\n    pub use super::whole::write;\n    pub fn read(stream: &mut impl std::io::Read) -> anyhow::Result<Option<Vec<u8>>> {\n        let mut header = [0; 4];\n        if stream.read_exact(&mut header).is_err() {\n            return Ok(None);\n        }\n        let mut payload = vec![0; u32::from_be_bytes(header) as usize];\n        stream.read_exact(&mut payload)?;\n        Ok(Some(payload))\n    }\n}",
        )],
        fails: &[("server-isolation", "the server does not report a frame")],
    },
    Mutant {
        name: "server-cut-is-end",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            if !error.to_string().contains(\"mid-frame\") {\n                report(format_args!(\"{peer}: {error:#}\"));\n            }",
        )],
        fails: &[("server-isolation", "the server does not report a frame")],
    },
    Mutant {
        name: "server-other-error",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            eprintln!(\"{peer}: {error:#}\");",
        )],
        fails: &[("server-isolation", "the line on stderr does not start")],
    },
    Mutant {
        name: "server-error-on-stdout",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            say(format_args!(\"error: {peer}: {error:#}\"));",
        )],
        fails: &[("server-isolation", "the error is printed on stdout")],
    },
    Mutant {
        name: "server-exits-in-silence",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            drop(error);\n            std::process::exit(1);",
        )],
        fails: &[("server-isolation", "the server ends with a client's mistake")],
    },
    Mutant {
        name: "server-exits-at-error",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            report(format_args!(\"{peer}: {error:#}\"));\n            std::process::exit(1);",
        )],
        fails: &[
            ("server-isolation", "the server ends with a client's mistake"),
            ("server-active", "the server ends with a client that goes"),
        ],
    },
    Mutant {
        name: "server-ends-all",
        program: "server",
        edits: &[
            ("const WELCOME", "static ALL: Mutex<Vec<TcpStream>> = Mutex::new(Vec::new());\n\nconst WELCOME"),
            (
                "    let guest = Guest::new(peer, active);\n",
                "    let guest = Guest::new(peer, active);\n    ALL.lock().expect(\"no panic\").push(connection.try_clone()?);\n",
            ),
            (
                "            report(format_args!(\"{peer}: {error:#}\"));",
                "            for other in &*ALL.lock().expect(\"no panic\") {\n                let _ = other.shutdown(std::net::Shutdown::Both);\n            }\n            report(format_args!(\"{peer}: {error:#}\"));",
            ),
        ],
        fails: &[("server-isolation", "the server ends with a client's mistake, or closes")],
    },
    Mutant {
        name: "server-keeps-open",
        program: "server",
        edits: &[
            (
                "        if let Err(error) = serve(connection, peer) {",
                "        let second = connection.try_clone();\n        if let Err(error) = serve(connection, peer) {",
            ),
            (
                "            report(format_args!(\"{peer}: {error:#}\"));",
                "            report(format_args!(\"{peer}: {error:#}\"));\n            std::mem::forget(second);",
            ),
        ],
        fails: &[("server-isolation", "the server reports a mistake and keeps")],
    },
    Mutant {
        name: "server-keeps-the-lock",
        program: "server",
        edits: &[
            ("const WELCOME", "static LOCK: Mutex<()> = Mutex::new(());\n\nconst WELCOME"),
            (
                "            report(format_args!(\"{peer}: {error:#}\"));",
                "            report(format_args!(\"{peer}: {error:#}\"));\n            std::mem::forget(LOCK.lock());",
            ),
            (
                "        frames::write(&mut writer, &[b\"received: \"",
                "        drop(LOCK.lock());\n        frames::write(&mut writer, &[b\"received: \"",
            ),
        ],
        fails: &[("server-isolation", "after the mistake of one client another one")],
    },
    Mutant {
        name: "server-no-bye",
        program: "server",
        edits: &[(
            "        if message == b\"/bye\" {\n            return frames::write(&mut writer, b\"bye\");\n        }\n",
            "",
        )],
        fails: &[("server-bye", "`/bye`, and nothing else, is answered")],
    },
    Mutant {
        name: "server-bye-in-front",
        program: "server",
        edits: &[("if message == b\"/bye\" {", "if message.starts_with(b\"/bye\") {")],
        fails: &[("server-bye", "`/bye`, and nothing else, is answered")],
    },
    Mutant {
        name: "server-bye-without-a-word",
        program: "server",
        edits: &[("            return frames::write(&mut writer, b\"bye\");", "            return Ok(());")],
        fails: &[("server-bye", "the server closes a connection without `bye`")],
    },
    Mutant {
        name: "server-bye-for-all",
        program: "server",
        edits: &[(
            "            return frames::write(&mut writer, b\"bye\");",
            "            frames::write(&mut writer, b\"bye\")?;\n            std::process::exit(0);",
        )],
        fails: &[("server-bye", "the server closes a connection without `bye`, or those")],
    },
    Mutant {
        name: "server-bye-unheard",
        program: "server",
        edits: &[("            return frames::write(&mut writer, b\"bye\");", "            continue;")],
        fails: &[("server-bye", "no `bye` comes")],
    },
    Mutant {
        name: "server-bye-stays",
        program: "server",
        edits: &[(
            "            return frames::write(&mut writer, b\"bye\");",
            "            frames::write(&mut writer, b\"bye\")?;\n            continue;",
        )],
        fails: &[("server-bye", "the server answers `/bye` and keeps")],
    },
    Mutant {
        name: "server-forgets-who-was-lost",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            report(format_args!(\"{peer}: {error:#}\"));\n            std::mem::forget(guest);\n            return;",
        )],
        fails: &[("server-active", "a client comes or goes, and no line")],
    },
    Mutant {
        name: "server-never-less",
        program: "server",
        edits: &[("        *count -= 1;\n", "        *count -= 0;\n")],
        fails: &[("server-active", "the count is wrong")],
    },
    Mutant {
        name: "server-counts-too-late",
        program: "server",
        edits: &[(
            "        *count += 1;\n        say(format_args!(\"connected {peer} (active {count})\"));\n",
            "        say(format_args!(\"connected {peer} (active {count})\"));\n        *count += 1;\n",
        )],
        fails: &[("server-active", "the count is wrong")],
    },
    Mutant {
        name: "server-guest-stays-outside",
        program: "server",
        edits: &[("        drop(guest);\n    };\n", "    };\n    drop(guest);\n")],
        fails: &[("server-active", "the count is wrong")],
    },
    Mutant {
        name: "server-no-count",
        program: "server",
        edits: &[("connected {peer} (active {count})\"));\n        Guest", "connected {peer}\"));\n        Guest")],
        fails: &[("server-active", "the line is not `connected")],
    },
    Mutant {
        name: "server-most-50",
        program: "server",
        edits: &[(
            "    let guest = Guest::new(peer, active);\n",
            "    if *lock(active) >= 50 {\n        return Ok(());\n    }\n    let guest = Guest::new(peer, active);\n",
        )],
        fails: &[("server-crowd", "the server turns clients away before there are 100")],
    },
    Mutant {
        name: "server-most-500",
        program: "server",
        edits: &[(
            "    let guest = Guest::new(peer, active);\n",
            "    if *lock(active) >= 500 {\n        return Ok(());\n    }\n    let guest = Guest::new(peer, active);\n",
        )],
        fails: &[("server-thousand", "the server turns clients away before there are 1,000")],
    },
    Mutant {
        name: "server-stuck-with-50",
        program: "server",
        edits: &[
            ("serve(connection, peer) {", "serve(connection, peer, &guest.active) {"),
            (
                "fn serve(connection: TcpStream, peer: SocketAddr)",
                "fn serve(connection: TcpStream, peer: SocketAddr, active: &Mutex<usize>)",
            ),
            (
                "        frames::write(&mut writer, &[b\"received: \"",
                "        while *lock(active) >= 50 {\n            thread::park();\n        }\n        frames::write(&mut writer, &[b\"received: \"",
            ),
        ],
        fails: &[("server-crowd", "with many clients answers stay out")],
    },
    Mutant {
        name: "server-stuck-with-500",
        program: "server",
        edits: &[
            ("serve(connection, peer) {", "serve(connection, peer, &guest.active) {"),
            (
                "fn serve(connection: TcpStream, peer: SocketAddr)",
                "fn serve(connection: TcpStream, peer: SocketAddr, active: &Mutex<usize>)",
            ),
            (
                "        frames::write(&mut writer, &[b\"received: \"",
                "        while *lock(active) >= 500 {\n            thread::park();\n        }\n        frames::write(&mut writer, &[b\"received: \"",
            ),
        ],
        fails: &[("server-thousand", "with 1,000 clients answers stay out")],
    },
    Mutant {
        name: "server-closes-with-500",
        program: "server",
        edits: &[
            ("serve(connection, peer) {", "serve(connection, peer, &guest.active) {"),
            (
                "fn serve(connection: TcpStream, peer: SocketAddr)",
                "fn serve(connection: TcpStream, peer: SocketAddr, active: &Mutex<usize>)",
            ),
            (
                "        frames::write(&mut writer, &[b\"received: \"",
                "        if *lock(active) >= 500 {\n            return Ok(());\n        }\n        frames::write(&mut writer, &[b\"received: \"",
            ),
        ],
        fails: &[("server-thousand", "with 1,000 clients the server closes")],
    },
    Mutant {
        name: "server-answers-the-last",
        program: "server",
        edits: &[
            ("const WELCOME", "static LAST: Mutex<Option<TcpStream>> = Mutex::new(None);\n\nconst WELCOME"),
            (
                "    frames::write(&mut writer, WELCOME)?;\n",
                "    *LAST.lock().expect(\"no panic\") = Some(connection.try_clone()?);\n    frames::write(&mut writer, WELCOME)?;\n",
            ),
            (
                "        frames::write(&mut writer, &[b\"received: \", &message[..]].concat())?;",
                "        if let Some(last) = &mut *LAST.lock().expect(\"no panic\") {\n            frames::write(last, &[b\"received: \", &message[..]].concat())?;\n        }",
            ),
        ],
        fails: &[("server-crowd", "a client gets an answer that is not its own")],
    },
    Mutant {
        name: "server-ten-messages",
        program: "server",
        edits: &[
            (
                "    frames::write(&mut writer, WELCOME)?;\n",
                "    frames::write(&mut writer, WELCOME)?;\n    let mut count = 0;\n",
            ),
            (
                "        if message == b\"/bye\" {",
                "        count += 1;\n        if count > 10 {\n            return Ok(());\n        }\n        if message == b\"/bye\" {",
            ),
        ],
        fails: &[("server-crowd", "the server closes connections before")],
    },
    Mutant {
        name: "server-list-of-all",
        program: "server",
        edits: &[
            ("const WELCOME", "static ALL: Mutex<Vec<TcpStream>> = Mutex::new(Vec::new());\n\nconst WELCOME"),
            (
                "    let guest = Guest::new(peer, active);\n",
                "    let guest = Guest::new(peer, active);\n    ALL.lock().expect(\"no panic\").push(connection.try_clone()?);\n",
            ),
            (
                "            return frames::write(&mut writer, b\"bye\");",
                "            frames::write(&mut writer, b\"bye\")?;\n            return Ok(connection.shutdown(std::net::Shutdown::Both)?);",
            ),
        ],
        fails: &[("server-no-leaks", "sockets of clients that are gone stay in CLOSE_WAIT")],
    },
    Mutant {
        name: "server-second-handle",
        program: "server",
        edits: &[(
            "        if let Err(error) = serve(connection, peer) {",
            "        let second = connection.try_clone().expect(\"a handle\");\n        let served = serve(connection, peer);\n        let _ = second.shutdown(std::net::Shutdown::Both);\n        std::mem::forget(second);\n        if let Err(error) = served {",
        )],
        fails: &[("server-no-leaks", "descriptors that were opened for clients")],
    },
    Mutant {
        name: "server-file-for-each",
        program: "server",
        edits: &[(
            "    let guest = Guest::new(peer, active);\n",
            "    let guest = Guest::new(peer, active);\n    std::mem::forget(std::fs::File::open(\"/dev/null\"));\n",
        )],
        fails: &[("server-no-leaks", "descriptors that were opened for clients")],
    },
    Mutant {
        name: "server-thread-stays",
        program: "server",
        edits: &[(
            "        drop(guest);\n",
            "        drop(guest);\n        loop {\n            thread::park();\n        }\n",
        )],
        fails: &[("server-no-leaks", "threads or processes of clients")],
    },
    Mutant {
        name: "server-thread-stays-after-bye",
        program: "server",
        edits: &[
            (
                "            return frames::write(&mut writer, b\"bye\");",
                "            frames::write(&mut writer, b\"bye\")?;\n            anyhow::bail!(\"said goodbye\");",
            ),
            (
                "            report(format_args!(\"{peer}: {error:#}\"));",
                "            report(format_args!(\"{peer}: {error:#}\"));\n            if error.to_string() == \"said goodbye\" {\n                drop(guest);\n                loop {\n                    thread::park();\n                }\n            }",
            ),
        ],
        fails: &[("server-no-leaks", "threads or processes of clients")],
    },
    // Mistakes that examiners made who knew the contract alone.
    Mutant {
        name: "client-counts-other-texts",
        program: "client",
        edits: &[(
            "        if payload.starts_with(b\"received: \") || payload == b\"bye\" {",
            "        if !payload.starts_with(b\"Welcome\") {",
        )],
        fails: &[("client-unacknowledged", "the error is not `error: N")],
    },
    Mutant {
        name: "client-hides-welcome",
        program: "client",
        edits: &[(
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "        if !payload.starts_with(b\"Welcome\") {\n            say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n        }\n",
        )],
        fails: &[
            ("client-acks", "the client does not print what arrives while nobody types, the welcome"),
            ("client-late-acks", "a frame is not printed, as the welcome"),
        ],
    },
    Mutant {
        name: "client-cut-answer-waits",
        program: "client",
        edits: &[(
            "    let received = print_answers(receiving, &tally);\n",
            "    let received = print_answers(receiving, &tally);\n    if received.as_ref().is_err_and(|error| error.to_string().contains(\"mid-frame\")) {\n        loop {\n            thread::park();\n        }\n    }\n",
        )],
        fails: &[("client-server-gone", "the client waits for the keyboard although")],
    },
    Mutant {
        name: "client-bye-unasked",
        program: "client",
        edits: &[(
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n",
            "        say(format_args!(\"ack: {}\", String::from_utf8_lossy(&payload)));\n        lock(tally).finished |= payload == b\"bye\";\n",
        )],
        fails: &[("client-server-gone", "the connection is lost while stdin")],
    },
    Mutant {
        name: "client-counts-texts-once",
        program: "client",
        edits: &[
            (
                "    while let Ok(Some(line)) = args::read_line() {",
                "    let mut texts = std::collections::BTreeSet::new();\n    while let Ok(Some(line)) = args::read_line() {",
            ),
            (
                "            tally.sent += 1;",
                "            if texts.insert(line.clone()) {\n                tally.sent += 1;\n            }",
            ),
        ],
        fails: &[("client-server-gone", "the line on stderr does not start with")],
    },
    Mutant {
        name: "server-too-large-not-counted-out",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            report(format_args!(\"{peer}: {error:#}\"));\n            if error.to_string().contains(\"larger\") {\n                return std::mem::forget(guest);\n            }",
        )],
        fails: &[("server-active", "a client comes or goes, and no line with its address")],
    },
    Mutant {
        name: "server-too-large-counted-in",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            report(format_args!(\"{peer}: {error:#}\"));\n            if error.to_string().contains(\"larger\") {\n                *lock(&guest.active) += 1;\n            }",
        )],
        fails: &[("server-active", "the count is wrong")],
    },
    Mutant {
        name: "server-latest-address",
        program: "server",
        edits: &[
            (
                "impl Drop for Guest {",
                "static LATEST: Mutex<Option<SocketAddr>> = Mutex::new(None);\n\nimpl Drop for Guest {",
            ),
            (
                "        *count += 1;\n",
                "        *count += 1;\n        *LATEST.lock().expect(\"no panic\") = Some(peer);\n",
            ),
            (
                "(active {count})\", self.peer)",
                "(active {count})\", LATEST.lock().expect(\"no panic\").unwrap_or(self.peer))",
            ),
        ],
        fails: &[("server-active", "a client comes or goes, and no line with its address")],
    },
];
