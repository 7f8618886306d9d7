//! Wrong programs of lab 6: the pair that talks.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "pair-connects-late",
        program: "pair-client",
        edits: &[("let failure = ||", "let _ = args::read_line();\n    let failure = ||")],
        fails: &[("pair-both-ways", "the client does not connect to the HOST")],
    },
    Mutant {
        name: "pair-other-port",
        program: "pair-client",
        edits: &[("TcpStream::connect((host, port))", "TcpStream::connect((host, 1))")],
        fails: &[("pair-both-ways", "the client ends without having connected")],
    },
    Mutant {
        name: "pair-keyboard-first",
        program: "pair-server",
        edits: &[("current.set(&client);", "let _ = args::read_line();\n            current.set(&client);")],
        fails: &[("pair-both-ways", "the line came only once the program")],
    },
    Mutant {
        name: "pair-server-deaf",
        program: "pair-server",
        edits: &[(
            "let outcome = print_lines(&client);",
            "while Arc::strong_count(&client) > 0 {\n                thread::park();\n            }\n            let outcome = print_lines(&client);",
        )],
        fails: &[("pair-both-ways", "what arrives is not printed")],
    },
    Mutant {
        name: "pair-server-trims",
        program: "pair-server",
        edits: &[(
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?).trim());",
        )],
        fails: &[("pair-both-ways", "the line is not printed as it is")],
    },
    Mutant {
        name: "pair-client-labels",
        program: "pair-client",
        edits: &[(
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
            "say(format_args!(\"server: {}\", String::from_utf8_lossy(&line.context(\"cannot receive\")?)));",
        )],
        fails: &[("pair-both-ways", "the line is not printed as it is")],
    },
    Mutant {
        name: "pair-client-one-line",
        program: "pair-client",
        edits: &[(
            "connection.write_all(&line).context(\"cannot send\")?;",
            "connection.write_all(&line).context(\"cannot send\")?;\n        break;",
        )],
        fails: &[("pair-both-ways", "the program ends in the middle")],
    },
    Mutant {
        name: "pair-client-no-keyboard",
        program: "pair-client",
        edits: &[(
            "thread::Builder::new().name(\"keyboard\".to_owned()).spawn(keyboard)?;",
            "let _keyboard = keyboard;",
        )],
        fails: &[("pair-both-ways", "what is typed is not sent")],
    },
    Mutant {
        name: "pair-client-buffers",
        program: "pair-client",
        edits: &[(
            "    while let Some(mut line)",
            "    let mut connection = std::io::BufWriter::new(connection);\n    while let Some(mut line)",
        )],
        fails: &[("pair-both-ways", "what is typed is not sent")],
    },
    Mutant {
        name: "pair-client-crlf",
        program: "pair-client",
        edits: &[("line.push(b'\\n');", "line.extend_from_slice(b\"\\r\\n\");")],
        fails: &[("pair-both-ways", "the line is not sent as it is")],
    },
    Mutant {
        name: "pair-server-no-newline",
        program: "pair-server",
        edits: &[("line.push(b'\\n');", "line.extend_from_slice(b\"\");")],
        fails: &[("pair-both-ways", "the line is sent without the newline")],
    },
    Mutant {
        name: "pair-client-one-reply",
        program: "pair-client",
        edits: &[(
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n        break;",
        )],
        fails: &[("pair-both-ways", "the program ends in the middle")],
    },
    Mutant {
        name: "pair-client-skips-empty",
        program: "pair-client",
        edits: &[(
            "        if line == b\"EXIT\" {",
            "        if line.is_empty() {\n            continue;\n        }\n        if line == b\"EXIT\" {",
        )],
        fails: &[("pair-both-ways", "what is typed is not sent")],
    },
    Mutant {
        name: "pair-server-hears-no-empty",
        program: "pair-server",
        edits: &[(
            "        say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
            "        let line = line.context(\"cannot receive\")?;\n        if !line.is_empty() {\n            say(String::from_utf8_lossy(&line));\n        }",
        )],
        fails: &[("pair-both-ways", "what arrives is not printed")],
    },
    Mutant {
        name: "pair-server-turns",
        program: "pair-server",
        edits: &[
            ("let outcome = print_lines(&client);", "let outcome = turns(&client);"),
            ("thread::Builder::new().name(\"keyboard\".to_owned()).spawn(keyboard)?;", "drop(keyboard);"),
            (
                "/// Sends what is typed to whoever",
                "fn turns(mut client: &TcpStream) -> anyhow::Result<()> {\n    for line in BufReader::new(client).split(b'\\n') {\n        say(String::from_utf8_lossy(&line?));\n        let Some(mut answer) = args::read_line()? else {\n            return Ok(());\n        };\n        answer.push(b'\\n');\n        client.write_all(&answer)?;\n    }\n    Ok(())\n}\n\n/// Sends what is typed to whoever",
            ),
        ],
        fails: &[("pair-any-order", "the program waits for its turn: it reads the keyboard, or sends")],
    },
    Mutant {
        name: "pair-client-each-read",
        program: "pair-client",
        edits: &[(
            "    for line in BufReader::new(connection).split(b'\\n') {\n        say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n    }",
            "    let mut buffer = [0; 4096];\n    loop {\n        let length = std::io::Read::read(&mut &*connection, &mut buffer).context(\"cannot receive\")?;\n        if length == 0 {\n            break;\n        }\n        say(String::from_utf8_lossy(&buffer[..length]).trim_end_matches('\\n'));\n    }",
        )],
        fails: &[("pair-any-order", "the program takes each read for a whole line")],
    },
    Mutant {
        name: "pair-server-each-read",
        program: "pair-server",
        edits: &[(
            "    for line in BufReader::new(client).split(b'\\n') {\n        say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n    }",
            "    let mut buffer = [0; 4096];\n    loop {\n        let length = std::io::Read::read(&mut &*client, &mut buffer).context(\"cannot receive\")?;\n        if length == 0 {\n            break;\n        }\n        say(String::from_utf8_lossy(&buffer[..length]).trim_end_matches('\\n'));\n    }",
        )],
        fails: &[("pair-any-order", "the program takes each read for a whole line")],
    },
    Mutant {
        name: "pair-server-one-then-hears",
        program: "pair-server",
        edits: &[
            (
                "        line.push(b'\\n');",
                "        while !HEARD.swap(false, std::sync::atomic::Ordering::SeqCst) {\n            std::thread::sleep(std::time::Duration::from_millis(1));\n        }\n        line.push(b'\\n');",
            ),
            (
                "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
                "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n        HEARD.store(true, std::sync::atomic::Ordering::SeqCst);",
            ),
            (
                "/// Sends what is typed to whoever",
                "static HEARD: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);\n\n/// Sends what is typed to whoever",
            ),
        ],
        fails: &[("pair-any-order", "the program waits for its turn: it sends one line")],
    },
    Mutant {
        name: "pair-server-decodes-pieces",
        program: "pair-server",
        edits: &[(
            "    for line in BufReader::new(client).split(b'\\n') {\n        say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n    }\n",
            "    let (mut stream, mut text, mut piece) = (client, String::new(), [0; 1024]);\n    loop {\n        let count = std::io::Read::read(&mut stream, &mut piece).context(\"cannot receive\")?;\n        if count == 0 {\n            break;\n        }\n        text.push_str(&String::from_utf8_lossy(&piece[..count]));\n        while let Some(end) = text.find('\\n') {\n            say(&text[..end]);\n            text.drain(..=end);\n        }\n    }\n",
        )],
        fails: &[("pair-any-order", "the program takes each read for a whole line")],
    },
    Mutant {
        name: "pair-client-decodes-pieces",
        program: "pair-client",
        edits: &[(
            "    for line in BufReader::new(connection).split(b'\\n') {\n        say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n    }\n",
            "    let (mut stream, mut text, mut piece) = (connection, String::new(), [0; 1024]);\n    loop {\n        let count = std::io::Read::read(&mut stream, &mut piece).context(\"cannot receive\")?;\n        if count == 0 {\n            break;\n        }\n        text.push_str(&String::from_utf8_lossy(&piece[..count]));\n        while let Some(end) = text.find('\\n') {\n            say(&text[..end]);\n            text.drain(..=end);\n        }\n    }\n",
        )],
        fails: &[("pair-any-order", "the program takes each read for a whole line")],
    },
    Mutant {
        name: "pair-client-trims-exit",
        program: "pair-client",
        edits: &[("if line == b\"EXIT\" {", "if line.trim_ascii() == b\"EXIT\" {")],
        fails: &[("pair-exact-exit", "the program takes more than the exact line")],
    },
    Mutant {
        name: "pair-server-exit-prefix",
        program: "pair-server",
        edits: &[("if line == b\"EXIT\" {", "if line.starts_with(b\"EXIT\") {")],
        fails: &[("pair-exact-exit", "the program takes more than the exact line")],
    },
    Mutant {
        name: "pair-client-exit-any-case",
        program: "pair-client",
        edits: &[("if line == b\"EXIT\" {", "if line.eq_ignore_ascii_case(b\"EXIT\") {")],
        fails: &[("pair-exact-exit", "the program takes more than the exact line")],
    },
    Mutant {
        name: "pair-server-swallows-exit",
        program: "pair-server",
        edits: &[(
            "if line == b\"EXIT\" {",
            "if line.starts_with(b\"EXIT \") {\n            continue;\n        }\n        if line == b\"EXIT\" {",
        )],
        fails: &[("pair-exact-exit", "the program keeps a line that looks like")],
    },
    Mutant {
        name: "pair-server-obeys-exit",
        program: "pair-server",
        edits: &[(
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
            "let line = line.context(\"cannot receive\")?;\n        if line == b\"EXIT\" {\n            break;\n        }\n        say(String::from_utf8_lossy(&line));",
        )],
        fails: &[("pair-exact-exit", "an `EXIT` that arrives is not printed")],
    },
    Mutant {
        name: "pair-client-obeys-exit",
        program: "pair-client",
        edits: &[(
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
            "let line = line.context(\"cannot receive\")?;\n        if line == b\"EXIT\" {\n            break;\n        }\n        say(String::from_utf8_lossy(&line));",
        )],
        fails: &[("pair-exact-exit", "the program ends at an `EXIT` that arrives")],
    },
    Mutant {
        name: "pair-client-exit-and-spaces",
        program: "pair-client",
        edits: &[("if line == b\"EXIT\" {", "if line.trim_ascii_end() == b\"EXIT\" {")],
        fails: &[("pair-exact-exit", "the program takes more than the exact line")],
    },
    Mutant {
        name: "pair-client-loses-beginnings",
        program: "pair-client",
        edits: &[(
            "    for line in BufReader::new(connection).split(b'\\n') {\n        say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n    }\n",
            "    let mut piece = [0; 4096];\n    loop {\n        let count = std::io::Read::read(&mut &*connection, &mut piece).context(\"cannot receive\")?;\n        if count == 0 {\n            break;\n        }\n        let mut lines: Vec<&[u8]> = piece[..count].split(|byte| *byte == b'\\n').collect();\n        lines.pop();\n        lines.iter().for_each(|line| say(String::from_utf8_lossy(line)));\n    }\n",
        )],
        fails: &[("pair-any-order", "the beginning of a line is lost")],
    },
    Mutant {
        name: "pair-client-a-line-for-each-look",
        program: "pair-client",
        edits: &[(
            "    while let Some(mut line) = args::read_line().context(\"stdin\")? {\n        if line == b\"EXIT\" {\n            break;\n        }\n        line.push(b'\\n');\n        connection.write_all(&line).context(\"cannot send\")?;\n    }\n",
            "    let (mut kept, mut piece) = (Vec::new(), [0; 4096]);\n    loop {\n        let count = std::io::Read::read(&mut std::io::stdin(), &mut piece).context(\"stdin\")?;\n        kept.extend_from_slice(&piece[..count]);\n        let Some(end) = kept.iter().position(|byte| *byte == b'\\n') else {\n            break;\n        };\n        let line: Vec<u8> = kept.drain(..=end).collect();\n        if line == b\"EXIT\\n\" {\n            break;\n        }\n        connection.write_all(&line).context(\"cannot send\")?;\n    }\n",
        )],
        fails: &[("pair-any-order", "lines that were typed at once sit in a buffer")],
    },
    Mutant {
        name: "pair-server-a-line-for-a-line",
        program: "pair-server",
        edits: &[
            (
                "        line.push(b'\\n');",
                "        while HEARD.load(std::sync::atomic::Ordering::SeqCst) == 0 {\n            std::thread::sleep(std::time::Duration::from_millis(1));\n        }\n        HEARD.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);\n        line.push(b'\\n');",
            ),
            (
                "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
                "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));\n        HEARD.fetch_add(1, std::sync::atomic::Ordering::SeqCst);",
            ),
            (
                "/// Sends what is typed to whoever",
                "static HEARD: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);\n\n/// Sends what is typed to whoever",
            ),
        ],
        fails: &[("pair-any-order", "the program waits for its turn: it sends one line")],
    },
    Mutant {
        name: "pair-server-minds-eintr",
        program: "pair-server",
        edits: &[
            (
                "/// Sends what is typed to whoever",
                "fn watched() {\n    unsafe extern \"C\" {\n        fn epoll_create1(flags: i32) -> i32;\n        fn epoll_wait(epoll: i32, events: *mut u64, most: i32, time: i32) -> i32;\n    }\n    thread::spawn(|| unsafe {\n        let mut events = [0; 4];\n        if epoll_wait(epoll_create1(0), events.as_mut_ptr(), 1, -1) < 0 {\n            args::report(std::io::Error::last_os_error());\n            std::process::exit(1);\n        }\n    });\n}\n\n/// Sends what is typed to whoever",
            ),
            (
                "    let current = Arc::new(Current::default());",
                "    watched();\n    let current = Arc::new(Current::default());",
            ),
        ],
        fails: &[("pair-both-ways", "the conversation ends when the program is stopped")],
    },
    Mutant {
        name: "pair-client-minds-eintr",
        program: "pair-client",
        edits: &[
            (
                "/// Sends what is typed, until",
                "fn watched() {\n    unsafe extern \"C\" {\n        fn epoll_create1(flags: i32) -> i32;\n        fn epoll_wait(epoll: i32, events: *mut u64, most: i32, time: i32) -> i32;\n    }\n    thread::spawn(|| unsafe {\n        let mut events = [0; 4];\n        if epoll_wait(epoll_create1(0), events.as_mut_ptr(), 1, -1) < 0 {\n            args::report(std::io::Error::last_os_error());\n            std::process::exit(1);\n        }\n    });\n}\n\n/// Sends what is typed, until",
            ),
            ("    let failure = ||", "    watched();\n    let failure = ||"),
        ],
        fails: &[("pair-both-ways", "the conversation ends when the program is stopped")],
    },
    Mutant {
        name: "pair-client-edit-is-exit",
        program: "pair-client",
        edits: &[("if line == b\"EXIT\" {", "if line.len() == 4 && line.starts_with(b\"E\") {")],
        fails: &[("pair-exact-exit", "the program takes more than the exact line")],
    },
    Mutant {
        name: "pair-server-exits-is-exit",
        program: "pair-server",
        edits: &[(
            "if line == b\"EXIT\" {",
            "if line.starts_with(b\"EXIT\") && line.len() < 6 && line != b\"EXIT \" {",
        )],
        fails: &[("pair-exact-exit", "the program takes more than the exact line")],
    },
    Mutant {
        name: "pair-client-prints-a-kilobyte",
        program: "pair-client",
        edits: &[(
            "say(String::from_utf8_lossy(&line.context(\"cannot receive\")?));",
            "let mut line = line.context(\"cannot receive\")?;\n        line.truncate(1023);\n        say(String::from_utf8_lossy(&line));",
        )],
        fails: &[("pair-both-ways", "a long line is cut, refused")],
    },
    Mutant {
        name: "pair-server-sends-a-kilobyte",
        program: "pair-server",
        edits: &[("line.push(b'\\n');", "line.truncate(1023);\n        line.push(b'\\n');")],
        fails: &[("pair-both-ways", "a long line is cut, refused")],
    },
];
