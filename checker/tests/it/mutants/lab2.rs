//! The wrong programs of lab 2.

use super::Mutant;

/// Where the mistakes of the server stand.
const ROOM: &str = "let mut buffer = [0; BUFFER_SIZE];";
const RECEIVE: &str = "let (length, peer) = socket.recv_from(&mut buffer).context(\"cannot receive\")?;";
const DATAGRAM: &str = "let datagram = &mut buffer[..length];";
const UPPER: &str = "datagram.make_ascii_uppercase();";
const ANSWER: &str = "socket.send_to(datagram, peer).with_context(|| format!(\"cannot answer {peer}\"))?;";
const LOOP: &str = "    loop {
        if let Err(error) = answer_next(&socket) {
            report(error);
        }
    }
";

/// Of both servers.
const MAIN_OF_SERVER: &str = "Ok(address) => args::exit_status(run(address)),";
const EVERYWHERE: &str = "Ok(address) => args::exit_status(run(SocketAddr::from(([0, 0, 0, 0], address.port())))),";

/// Of both clients.
const MAIN: &str = "Ok((host, port)) => args::exit_status(run(&host, port)),";

/// Of the client.
const LINES: &str = "while let Some(line) = args::read_line().context(\"stdin\")? {";
const ASK: &str = "let reply = ask_in_turn(&mut servers, &line)?;";
const PRINT: &str = "writeln!(io::stdout(), \"{}\", String::from_utf8_lossy(&reply)).context(\"stdout\")?;";
const END: &str = "    Ok(())
    // ANCHOR_END: lines";
const EACH_TRY: &str = "for _ in 0..TRIES {";
const TRY: &str =
    "socket.send_to(line, server).with_context(|| format!(\"cannot send {} bytes to {server}\", line.len()))?;";
const WAIT: &str = "if let Some(reply) = wait_for_reply(&socket, server)? {
            return Ok(reply);
        }";
const GIVE_UP: &str = "bail!(\"no reply from {server}\")";
const FROM_SERVER: &str = "Ok((length, peer)) if peer == server => {";
const STRANGER: &str = "Ok(_stranger) => {}";

/// Of the TCP server.
const SERVE: &str = "    loop {
        if let Err(error) = serve_next(&listener) {
            report(error);
        }
    }
";
const CONNECTION: &str = "upper_case(connection).with_context(|| format!(\"client {peer}\"))";
const BUFFER: &str = "let mut buffer = [0; 4096];";
const PIECE: &str = "let piece = &mut buffer[..length];";
const PIECE_UPPER: &str = "piece.make_ascii_uppercase();";
const WRITE: &str = "connection.write_all(piece)?;";

/// Of the TCP client.
const CONNECT: &str =
    "TcpStream::connect((host, port)).with_context(|| format!(\"cannot connect to {host} port {port}\"))?;";
const READ_LINE: &str = "let line = args::read_line().context(\"stdin\")?.unwrap_or_default();";
const SEND: &str = "connection.write_all(&line).context(\"cannot send\")?;";
const HALF_CLOSE: &str = "connection.shutdown(Shutdown::Write).context(\"cannot close the sending side\")?;";
const READ_REPLY: &str = "connection.read_to_end(&mut reply).context(\"cannot receive\")?;";
const DECODE: &str = "let reply = String::from_utf8_lossy(&reply);";
const PRINT_REPLY: &str = "writeln!(io::stdout(), \"From Server: {reply}\").context(\"stdout\")";

pub const MUTANTS: &[Mutant] = &[
    // The server.
    Mutant {
        name: "server-says-port-0",
        program: "server",
        edits: &[(
            "say(format_args!(\"listening on {}\", socket.local_addr()?));",
            "say(format_args!(\"listening on {address}\"));",
        )],
        fails: &[("server-uppercase", "no reply comes: the server waits at another address")],
    },
    Mutant {
        name: "server-is-everywhere",
        program: "server",
        edits: &[(MAIN_OF_SERVER, EVERYWHERE)],
        fails: &[("server-uppercase", "the server is bound to another address than 127.0.0.1")],
    },
    Mutant {
        name: "server-one-datagram",
        program: "server",
        edits: &[(LOOP, "answer_next(&socket)\n")],
        fails: &[("server-uppercase", "the server ends: receiving and answering belong in a loop")],
    },
    Mutant {
        name: "server-other-socket",
        program: "server",
        edits: &[(ANSWER, "UdpSocket::bind((\"127.0.0.1\", 0))?.send_to(datagram, peer)?;")],
        fails: &[("server-uppercase", "the reply comes from another address")],
    },
    Mutant {
        name: "server-echoes",
        program: "server",
        edits: &[(UPPER, "")],
        fails: &[("server-uppercase", "letters are in the wrong case")],
    },
    Mutant {
        name: "server-newline",
        program: "server",
        edits: &[(ANSWER, "socket.send_to(&[&*datagram, b\"\\n\"].concat(), peer)?;")],
        fails: &[("server-uppercase", "the server adds a newline")],
    },
    Mutant {
        name: "server-whole-buffer",
        program: "server",
        edits: &[("usize = 65_536;", "usize = 1024;"), (ANSWER, "socket.send_to(&buffer, peer)?;")],
        fails: &[("server-uppercase", "the server sends more than it received: its whole buffer")],
    },
    // More than a datagram can hold.
    Mutant {
        name: "server-whole-64k",
        program: "server",
        edits: &[(ANSWER, "socket.send_to(&buffer, peer)?;")],
        fails: &[(
            "server-uppercase",
            "no reply comes: the server waits at another address than it says, or for more than one datagram, or its send fails",
        )],
    },
    Mutant {
        name: "server-answers-twice",
        program: "server",
        edits: &[(ANSWER, "socket.send_to(datagram, peer)?;\n    socket.send_to(datagram, peer)?;")],
        fails: &[("server-uppercase", "the first reply comes again in the place of the second")],
    },
    Mutant {
        name: "server-adds-words",
        program: "server",
        edits: &[(ANSWER, "socket.send_to(&[b\"UPPER CASE: \", &*datagram].concat(), peer)?;")],
        fails: &[("server-uppercase", "the reply is something else")],
    },
    Mutant {
        name: "server-text-only",
        program: "server",
        edits: &[(
            DATAGRAM,
            "std::str::from_utf8(&buffer[..length])?;
    let datagram = &mut buffer[..length];",
        )],
        fails: &[("server-bytes", "the server does not answer bytes that are not text")],
    },
    Mutant {
        name: "server-decodes",
        program: "server",
        edits: &[(
            DATAGRAM,
            "let mut text = String::from_utf8_lossy(&buffer[..length]).into_owned().into_bytes();
    let datagram = &mut text[..];",
        )],
        fails: &[("server-bytes", "the server turns the bytes into text and back")],
    },
    // As strlen does it, in a buffer that is never cleared.
    Mutant {
        name: "server-c-string",
        program: "server",
        edits: &[
            (
                ROOM,
                "static BUFFER: std::sync::Mutex<[u8; BUFFER_SIZE]> = std::sync::Mutex::new([0; BUFFER_SIZE]);
    let mut buffer = BUFFER.lock().unwrap();",
            ),
            (
                RECEIVE,
                "let (_, peer) = socket.recv_from(&mut buffer[..])?;
    let length = buffer.iter().position(|byte| *byte == 0).unwrap_or(BUFFER_SIZE);",
            ),
        ],
        fails: &[
            ("server-bytes", "the reply is cut: the server takes a byte for an end"),
            ("server-boundaries", "a reply has bytes of another datagram"),
        ],
    },
    Mutant {
        name: "server-strips-end",
        program: "server",
        edits: &[(
            DATAGRAM,
            "let length = buffer[..length].trim_ascii_end().len();
    let datagram = &mut buffer[..length];",
        )],
        fails: &[(
            "server-bytes",
            "the reply is cut: the server takes a byte for an end, a zero or a newline, or strips",
        )],
    },
    Mutant {
        name: "server-strips-zeros",
        program: "server",
        edits: &[(
            DATAGRAM,
            "let length = buffer[..length].iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let datagram = &mut buffer[..length];",
        )],
        fails: &[("server-bytes", "the reply is cut: the server takes a byte for an end")],
    },
    Mutant {
        name: "server-upper-cases-text",
        program: "server",
        edits: &[(
            DATAGRAM,
            "let mut text = match std::str::from_utf8(&buffer[..length]) {
        Ok(text) => text.to_uppercase().into_bytes(),
        Err(_) => buffer[..length].to_vec(),
    };
    let datagram = &mut text[..];",
        )],
        fails: &[("server-bytes", "the server changes more than a to z")],
    },
    Mutant {
        name: "server-strips",
        program: "server",
        edits: &[(
            DATAGRAM,
            "let mut text = buffer[..length].trim_ascii().to_vec();
    let datagram = &mut text[..];",
        )],
        fails: &[("server-bytes", "the server strips white space")],
    },
    Mutant {
        name: "server-misses-z",
        program: "server",
        edits: &[(
            UPPER,
            "datagram.iter_mut().filter(|byte| (b'a'..b'z').contains(&**byte)).for_each(|byte| *byte -= 32);",
        )],
        fails: &[("server-bytes", "a letter is in the wrong case")],
    },
    Mutant {
        name: "server-swaps-case",
        program: "server",
        edits: &[(
            UPPER,
            "datagram.iter_mut().filter(|byte| byte.is_ascii_alphabetic()).for_each(|byte| *byte ^= 32);",
        )],
        fails: &[("server-bytes", "a letter is in the wrong case")],
    },
    Mutant {
        name: "server-above-a",
        program: "server",
        edits: &[(UPPER, "datagram.iter_mut().filter(|byte| **byte >= b'a').for_each(|byte| *byte -= 32);")],
        fails: &[("server-bytes", "the server changes more than a to z")],
    },
    Mutant {
        name: "server-skips-empty",
        program: "server",
        edits: &[(
            DATAGRAM,
            "if length == 0 {
        return Ok(());
    }
    let datagram = &mut buffer[..length];",
        )],
        fails: &[("server-empty", "the server takes 0 bytes for the end of a stream, or for nothing")],
    },
    Mutant {
        name: "server-empty-ends",
        program: "server",
        edits: &[(
            DATAGRAM,
            "if length == 0 {
        std::process::exit(0);
    }
    let datagram = &mut buffer[..length];",
        )],
        fails: &[("server-empty", "the server takes 0 bytes for the end of a stream and ends")],
    },
    Mutant {
        name: "server-empty-complains",
        program: "server",
        edits: &[(
            DATAGRAM,
            "if length == 0 {
        socket.send_to(b\"error: nothing to do\", peer)?;
        return Ok(());
    }
    let datagram = &mut buffer[..length];",
        )],
        fails: &[("server-empty", "the answer to an empty datagram is not empty")],
    },
    // As a Java DatagramPacket does it that is used again.
    Mutant {
        name: "server-shrinking-room",
        program: "server",
        edits: &[
            (
                ROOM,
                "static ROOM: std::sync::Mutex<Vec<u8>> = std::sync::Mutex::new(Vec::new());
    static ONCE: std::sync::Once = std::sync::Once::new();
    let mut buffer = ROOM.lock().unwrap();
    ONCE.call_once(|| buffer.resize(BUFFER_SIZE, 0));",
            ),
            (
                RECEIVE,
                "let (length, peer) = socket.recv_from(&mut buffer[..])?;
    buffer.truncate(length);",
            ),
        ],
        fails: &[
            ("server-empty", "the datagram after the empty one comes back cut"),
            ("server-boundaries", "a reply has bytes of another datagram, or lacks some of its own"),
            ("server-large", "the room for the datagram is too small"),
        ],
    },
    Mutant {
        name: "server-collects",
        program: "server",
        edits: &[(
            RECEIVE,
            "socket.set_read_timeout(None)?;
    let (mut length, peer) = socket.recv_from(&mut buffer)?;
    socket.set_read_timeout(Some(std::time::Duration::from_millis(20)))?;
    while let Ok((more, _)) = socket.recv_from(&mut buffer[length..]) {
        length += more;
    }",
        )],
        fails: &[("server-boundaries", "the server puts datagrams together")],
    },
    Mutant {
        name: "server-drops-repeats",
        program: "server",
        edits: &[(
            DATAGRAM,
            "static LAST: std::sync::Mutex<Vec<u8>> = std::sync::Mutex::new(Vec::new());
    let last = std::mem::replace(&mut *LAST.lock().unwrap(), buffer[..length].to_vec());
    if last == buffer[..length] {
        return Ok(());
    }
    let datagram = &mut buffer[..length];",
        )],
        fails: &[("server-boundaries", "the server answers fewer datagrams than it was sent")],
    },
    Mutant {
        name: "server-ten-datagrams",
        program: "server",
        edits: &[(
            LOOP,
            "for _ in 0..10 {
        if let Err(error) = answer_next(&socket) {
            report(error);
        }
    }
    Ok(())
",
        )],
        fails: &[
            ("server-boundaries", "the server ends before it has answered all"),
            ("server-many-clients", "the server ends after so many datagrams"),
        ],
    },
    Mutant {
        name: "server-small-buffer",
        program: "server",
        edits: &[("usize = 65_536;", "usize = 4096;")],
        fails: &[("server-large", "the room for the datagram is too small")],
    },
    Mutant {
        name: "server-large-twice",
        program: "server",
        edits: &[(
            ANSWER,
            "if length > 1024 {
        socket.send_to(datagram, peer)?;
    }
    socket.send_to(datagram, peer)?;",
        )],
        fails: &[("server-large", "the reply to the datagram before comes again")],
    },
    Mutant {
        name: "server-splits",
        program: "server",
        edits: &[(
            ANSWER,
            "for piece in datagram.chunks(1400) {
        socket.send_to(piece, peer)?;
    }",
        )],
        fails: &[("server-large", "the server sends the reply in several datagrams")],
    },
    Mutant {
        name: "server-first-address",
        program: "server",
        edits: &[(
            ANSWER,
            "static FIRST: std::sync::OnceLock<SocketAddr> = std::sync::OnceLock::new();
    socket.send_to(datagram, FIRST.get_or_init(|| peer))?;",
        )],
        fails: &[
            ("server-many-clients", "a client gets no reply: the server keeps one address"),
            ("together", "a client ends without its reply"),
        ],
    },
    Mutant {
        name: "server-connects",
        program: "server",
        edits: &[(
            ANSWER,
            "static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| socket.connect(peer).unwrap_or_default());
    socket.send_to(datagram, peer)?;",
        )],
        fails: &[
            ("server-many-clients", "a client gets no reply: the server keeps one address"),
            ("server-survives", "after a reply that met nobody the next sender gets none"),
            ("together", "a client ends without its reply"),
        ],
    },
    Mutant {
        name: "server-address-before",
        program: "server",
        edits: &[(
            ANSWER,
            "static LAST: std::sync::Mutex<Option<SocketAddr>> = std::sync::Mutex::new(None);
    let to = LAST.lock().unwrap().replace(peer).unwrap_or(peer);
    socket.send_to(datagram, to)?;",
        )],
        fails: &[("server-many-clients", "a client gets another client's reply")],
    },
    Mutant {
        name: "server-last-address",
        program: "server",
        edits: &[(
            ANSWER,
            "static LAST: std::sync::Mutex<Option<SocketAddr>> = std::sync::Mutex::new(None);
    *LAST.lock().unwrap() = Some(peer);
    let (socket, reply) = (socket.try_clone()?, datagram.to_vec());
    std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(40));
        let peer = LAST.lock().unwrap().unwrap_or(peer);
        socket.send_to(&reply, peer)
    });",
        )],
        fails: &[
            ("server-many-clients", "a client gets no reply: the server keeps one address, the first or the last"),
            ("server-survives", "the reply to a sender that is gone comes to the next one"),
        ],
    },
    // Asks for the ICMP errors, with IP_RECVERR, and ends with the first.
    Mutant {
        name: "server-icmp-ends",
        program: "server",
        edits: &[
            (
                "    Ok(socket)\n",
                "    unsafe extern \"C\" {
        fn setsockopt(socket: i32, level: i32, name: i32, value: *const i32, length: u32) -> i32;
    }
    unsafe { setsockopt(std::os::fd::AsRawFd::as_raw_fd(&socket), 0, 11, &1, 4) };
    Ok(socket)\n",
            ),
            (LOOP, "    loop {\n        answer_next(&socket)?;\n    }\n"),
        ],
        fails: &[("server-survives", "the server ends after a reply that met nobody")],
    },
    // The client, what it sends.
    Mutant {
        name: "client-skips-empty",
        program: "client",
        edits: &[(
            LINES,
            "while let Some(line) = args::read_line()? {\n        if line.is_empty() {\n            continue;\n        }",
        )],
        fails: &[("client-sends", "the line is not sent: the client passes over an empty one")],
    },
    Mutant {
        name: "client-reads-all-first",
        program: "client",
        edits: &[(
            LINES,
            "let mut lines = Vec::new();
    while let Some(line) = args::read_line()? {
        lines.push(line);
    }
    for line in lines {",
        )],
        fails: &[
            (
                "client-sends",
                "the line is not sent: the client passes over an empty one, loses one that came together with another, or reads more",
            ),
            (
                "client-server-down",
                "no error comes: the client waits for ever, tries more than three times, waits much longer than 300 ms, or sends nothing",
            ),
        ],
    },
    // What one read gives is a line to it.
    Mutant {
        name: "client-read-is-a-line",
        program: "client",
        edits: &[(
            LINES,
            "loop {
        let mut line = vec![0; 65_536];
        let length = io::Read::read(&mut io::stdin(), &mut line)?;
        if length == 0 {
            break;
        }
        line.truncate(length - 1);",
        )],
        fails: &[("client-sends", "the client sends something else than the bytes of the line")],
    },
    Mutant {
        name: "client-empty-ends",
        program: "client",
        edits: &[(LINES, "while let Some(line) = args::read_line()?.filter(|line| !line.is_empty()) {")],
        fails: &[("client-sends", "the client ends before it has sent all lines")],
    },
    Mutant {
        name: "client-empty-reply",
        program: "client",
        edits: &[(FROM_SERVER, "Ok((length, peer)) if peer == server && length > 0 => {")],
        fails: &[("client-sends", "the client ends before it has sent all lines")],
    },
    Mutant {
        name: "client-newline",
        program: "client",
        edits: &[(ASK, "let reply = ask_in_turn(&mut servers, &[&line[..], b\"\\n\"].concat())?;")],
        fails: &[("client-sends", "the client sends the newline with the line")],
    },
    Mutant {
        name: "client-strips",
        program: "client",
        edits: &[(ASK, "let reply = ask_in_turn(&mut servers, line.trim_ascii())?;")],
        fails: &[("client-sends", "the client strips white space from the line")],
    },
    Mutant {
        name: "client-strips-end",
        program: "client",
        edits: &[(ASK, "let reply = ask_in_turn(&mut servers, line.trim_ascii_end())?;")],
        fails: &[("client-sends", "only the beginning of the line is sent")],
    },
    Mutant {
        name: "client-latin-1",
        program: "client",
        edits: &[(
            ASK,
            "let line: Vec<u8> = String::from_utf8_lossy(&line).chars().map(|c| c as u8).collect();
        let reply = ask_in_turn(&mut servers, &line)?;",
        )],
        fails: &[("client-sends", "the client encodes the line in something else")],
    },
    Mutant {
        name: "client-sends-twice",
        program: "client",
        edits: &[(TRY, "socket.send_to(line, server)?;\n        socket.send_to(line, server)?;")],
        fails: &[("client-sends", "a line comes again")],
    },
    Mutant {
        name: "client-sends-zero",
        program: "client",
        edits: &[(ASK, "let reply = ask_in_turn(&mut servers, &[&line[..], b\"\\0\"].concat())?;")],
        fails: &[("client-sends", "the client sends something else than the bytes of the line: a zero behind them")],
    },
    Mutant {
        name: "client-says-goodbye",
        program: "client",
        edits: &[(
            END,
            "    UdpSocket::bind((\"127.0.0.1\", 0))?.send_to(b\"\", servers[0])?;
    Ok(())
    // ANCHOR_END: lines",
        )],
        fails: &[("client-sends", "the client sends one datagram more than it has lines")],
    },
    Mutant {
        name: "client-sends-without-lines",
        program: "client",
        edits: &[(
            LINES,
            "let mut first = Some(Vec::new());
    while let Some(line) = args::read_line().context(\"stdin\")?.or_else(|| first.take()) {
        first = None;",
        )],
        fails: &[("client-sends", "the client sends one datagram more than it has lines")],
    },
    // The client, what it prints.
    Mutant {
        name: "client-prints-own-line",
        program: "client",
        edits: &[(PRINT, "writeln!(io::stdout(), \"{}\", String::from_utf8_lossy(&line).to_uppercase())?;")],
        fails: &[("client-prints", "the client does not print the reply")],
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
        fails: &[("client-prints", "the reply is not printed as it came")],
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
    // The client, when nothing comes back.
    Mutant {
        name: "client-no-time-out",
        program: "client",
        edits: &[("socket.set_read_timeout(Some(left)).context(\"SO_RCVTIMEO\")?;", "")],
        fails: &[
            ("client-retries", "no further try comes: the client waits for ever"),
            ("client-gives-up", "no further try comes: the client waits for ever"),
            ("client-server-down", "no error comes: the client waits for ever"),
        ],
    },
    Mutant {
        name: "client-two-tries",
        program: "client",
        edits: &[("TRIES: usize = 3", "TRIES: usize = 2")],
        fails: &[
            ("client-retries", "the client gives up before its third try"),
            ("client-gives-up", "the client gives up before its third try"),
        ],
    },
    Mutant {
        name: "client-time-out-is-error",
        program: "client",
        edits: &[("        ErrorKind::WouldBlock\n            | ErrorKind::TimedOut\n            | ", "        ")],
        fails: &[
            ("client-retries", "the client gives up before its third try: a time-out is no error"),
            ("client-gives-up", "the client gives up before its third try: a time-out is no error"),
        ],
    },
    // Counts the tries over all lines together.
    Mutant {
        name: "client-three-losses",
        program: "client",
        edits: &[
            (
                EACH_TRY,
                "static LOST: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    while LOST.load(std::sync::atomic::Ordering::SeqCst) < TRIES {",
            ),
            (
                WAIT,
                "if let Some(reply) = wait_for_reply(&socket, server)? {
            return Ok(reply);
        }
        LOST.fetch_add(1, std::sync::atomic::Ordering::SeqCst);",
            ),
        ],
        fails: &[("client-retries", "the client gives up before its third try")],
    },
    // Only the second try is short: a reply that a busy machine brings late still finds the client there.
    Mutant {
        name: "client-30-ms",
        program: "client",
        edits: &[
            (EACH_TRY, "for number in 0..TRIES {"),
            ("wait_for_reply(&socket, server)? {", "wait_for_reply(&socket, server, [300, 30, 300][number])? {"),
            (
                "fn wait_for_reply(socket: &UdpSocket, server: SocketAddr)",
                "fn wait_for_reply(socket: &UdpSocket, server: SocketAddr, millis: u64)",
            ),
            ("Instant::now() + PATIENCE;", "Instant::now() + Duration::from_millis(millis);"),
            ("const PATIENCE: Duration = Duration::from_millis(300);", ""),
        ],
        fails: &[
            ("client-retries", "the client sends again too soon"),
            ("client-gives-up", "the client sends again too soon"),
        ],
    },
    Mutant {
        name: "client-2-seconds",
        program: "client",
        edits: &[("from_millis(300)", "from_millis(2000)")],
        fails: &[
            ("client-retries", "the client waits much longer than 300 ms"),
            ("client-gives-up", "the client waits much longer than 300 ms"),
            (
                "client-server-down",
                "no error comes: the client waits for ever, tries more than three times, waits much",
            ),
        ],
    },
    // Takes the newline off for the first try only.
    Mutant {
        name: "client-retries-newline",
        program: "client",
        edits: &[
            (
                EACH_TRY,
                "for number in 0..TRIES {\n        let end: &[u8] = if number == 0 { b\"\" } else { b\"\\n\" };",
            ),
            (TRY, "socket.send_to(&[line, end].concat(), server)?;"),
        ],
        fails: &[
            ("client-retries", "a later try carries other bytes"),
            ("client-gives-up", "a later try carries other bytes"),
        ],
    },
    // Tries each line once, and goes on.
    Mutant {
        name: "client-one-try",
        program: "client",
        edits: &[
            ("TRIES: usize = 3", "TRIES: usize = 1"),
            (ASK, "let Ok(reply) = ask_in_turn(&mut servers, &line) else { continue };"),
        ],
        fails: &[("client-retries", "a later try carries other bytes, or the next line is sent")],
    },
    // Calls itself to try again, and prints at every level.
    Mutant {
        name: "client-prints-each-try",
        program: "client",
        edits: &[(
            WAIT,
            "if let Some(reply) = wait_for_reply(&socket, server)? {
            return Ok(reply);
        }
        let reply = ask(server, line)?;
        writeln!(io::stdout(), \"{}\", String::from_utf8_lossy(&reply))?;
        return Ok(reply);",
        )],
        fails: &[("client-retries", "the client prints the reply once for each try")],
    },
    Mutant {
        name: "client-last-try-no-wait",
        program: "client",
        edits: &[
            (EACH_TRY, "for number in 1..=TRIES {"),
            (
                WAIT,
                "if number == TRIES {
            break;
        }
        if let Some(reply) = wait_for_reply(&socket, server)? {
            return Ok(reply);
        }",
            ),
        ],
        fails: &[("client-retries", "the reply to a later try is not printed")],
    },
    Mutant {
        name: "client-never-gives-up",
        program: "client",
        edits: &[(EACH_TRY, "loop {")],
        fails: &[
            ("client-gives-up", "no error comes after the third try"),
            ("client-server-down", "no error comes: the client waits for ever, tries more"),
        ],
    },
    Mutant {
        name: "client-doubles-its-wait",
        program: "client",
        edits: &[
            (EACH_TRY, "for nth in 0..TRIES {"),
            (
                WAIT,
                "for _ in 0..1 << nth {
            if let Some(reply) = wait_for_reply(&socket, server)? {
                return Ok(reply);
            }
        }",
            ),
        ],
        fails: &[("client-gives-up", "the error comes much later than 300 ms after the third try")],
    },
    Mutant {
        name: "client-four-tries",
        program: "client",
        edits: &[("TRIES: usize = 3", "TRIES: usize = 4")],
        fails: &[("client-gives-up", "the client tries more than three times")],
    },
    Mutant {
        name: "client-says-nothing",
        program: "client",
        edits: &[(GIVE_UP, "std::process::exit(1)")],
        fails: &[
            ("client-gives-up", "the client ends without the error line"),
            ("client-server-down", "the client ends without the error line"),
        ],
    },
    Mutant {
        name: "client-other-error",
        program: "client",
        edits: &[(GIVE_UP, "bail!(\"time-out\")")],
        fails: &[
            ("client-gives-up", "the error is not `error: no reply from IP:PORT` with the address"),
            ("client-server-down", "the error is not `error: no reply from IP:PORT`"),
        ],
    },
    Mutant {
        name: "client-error-on-stdout",
        program: "client",
        edits: &[(
            MAIN,
            "Ok((host, port)) => match run(&host, port) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                println!(\"error: {error:#}\");
                ExitCode::FAILURE
            }
        },",
        )],
        fails: &[
            ("client-gives-up", "the error is printed on stdout"),
            ("client-server-down", "the error is printed on stdout"),
        ],
    },
    Mutant {
        name: "client-error-status-0",
        program: "client",
        edits: &[(
            MAIN,
            "Ok((host, port)) => {
            run(&host, port).unwrap_or_else(args::report);
            ExitCode::SUCCESS
        }",
        )],
        fails: &[
            ("client-gives-up", "after an error the exit status is 1"),
            ("client-server-down", "after an error the exit status is 1"),
        ],
    },
    Mutant {
        name: "client-goes-on",
        program: "client",
        edits: &[(
            ASK,
            "let reply = match ask_in_turn(&mut servers, &line) {
            Ok(reply) => reply,
            Err(error) => {
                args::report(error);
                continue;
            }
        };",
        )],
        fails: &[
            ("client-gives-up", "the client reports the error and goes on"),
            ("client-server-down", "the client reports the error and goes on"),
        ],
    },
    Mutant {
        name: "client-refused-is-error",
        program: "client",
        edits: &[
            ("let socket = socket.context(\"cannot bind\")?;", "let socket = socket?;\n    socket.connect(server)?;"),
            ("            | ErrorKind::ConnectionRefused\n", ""),
        ],
        fails: &[(
            "client-server-down",
            "the error is not `error: no reply from IP:PORT`: `Connection refused` on a UDP",
        )],
    },
    // The client, and datagrams from others.
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
    // The client, and long lines.
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
    // The TCP server.
    Mutant {
        name: "tcp-server-accepts-once",
        program: "tcp-server",
        edits: &[(SERVE, "    serve_next(&listener)?;\n    loop {\n        std::thread::park();\n    }\n")],
        fails: &[("tcp-server-uppercase", "the server does not answer, or serves one client")],
    },
    Mutant {
        name: "tcp-server-echoes",
        program: "tcp-server",
        edits: &[(PIECE_UPPER, "")],
        fails: &[("tcp-server-uppercase", "letters are in the wrong case")],
    },
    Mutant {
        name: "tcp-server-decodes",
        program: "tcp-server",
        edits: &[(
            PIECE,
            "let mut text = String::from_utf8_lossy(&buffer[..length]).into_owned().into_bytes();
        let piece = &mut text[..];",
        )],
        fails: &[("tcp-server-uppercase", "the server turns the bytes into text and back")],
    },
    Mutant {
        name: "tcp-server-upper-cases-text",
        program: "tcp-server",
        edits: &[(
            PIECE,
            "let mut text = match std::str::from_utf8(&buffer[..length]) {
            Ok(text) => text.to_uppercase().into_bytes(),
            Err(_) => buffer[..length].to_vec(),
        };
        let piece = &mut text[..];",
        )],
        fails: &[("tcp-server-uppercase", "what comes back is not the same bytes in upper case")],
    },
    Mutant {
        name: "tcp-server-is-everywhere",
        program: "tcp-server",
        edits: &[(MAIN_OF_SERVER, EVERYWHERE)],
        fails: &[("tcp-server-uppercase", "the server is bound to another address than 127.0.0.1")],
    },
    // Refused, or reset: the end may come before or after the next client's connect.
    Mutant {
        name: "tcp-server-ends-at-a-reset",
        program: "tcp-server",
        edits: &[(SERVE, "    loop {\n        serve_next(&listener)?;\n    }\n")],
        fails: &[("tcp-server-uppercase", "the server ")],
    },
    Mutant {
        name: "tcp-server-reads-once",
        program: "tcp-server",
        edits: &[(WRITE, "connection.write_all(piece)?;\n        return Ok(());")],
        fails: &[("tcp-server-uppercase", "the server closes ")],
    },
    Mutant {
        name: "tcp-server-c-string",
        program: "tcp-server",
        edits: &[(WRITE, "connection.write_all(piece.split(|byte| *byte == 0).next().unwrap_or_default())?;")],
        fails: &[("tcp-server-uppercase", "the server closes with bytes unanswered")],
    },
    Mutant {
        name: "tcp-server-16-bytes",
        program: "tcp-server",
        edits: &[(BUFFER, "let mut buffer = [0; 16];"), (WRITE, "return connection.write_all(piece);")],
        fails: &[("tcp-server-uppercase", "the server closes while more is on its way")],
    },
    Mutant {
        name: "tcp-server-greets",
        program: "tcp-server",
        edits: &[(BUFFER, "let mut buffer = [0; 4096];\n    connection.write_all(b\"welcome\\n\")?;")],
        fails: &[("tcp-server-uppercase", "what comes back is not the same bytes in upper case")],
    },
    Mutant {
        name: "tcp-server-closes-listener",
        program: "tcp-server",
        edits: &[
            ("    let listener = open(address)?;\n", "    let (connection, _) = open(address)?.accept()?;\n"),
            (SERVE, "    Ok(upper_case(connection)?)\n"),
        ],
        fails: &[("tcp-server-uppercase", "the server has ended, or has closed its listening socket")],
    },
    Mutant {
        name: "tcp-server-never-closes",
        program: "tcp-server",
        edits: &[(CONNECTION, "std::mem::forget(connection.try_clone()?);\n    Ok(upper_case(connection)?)")],
        fails: &[("tcp-server-uppercase", "the server does not close after the client")],
    },
    Mutant {
        name: "tcp-server-linger-0",
        program: "tcp-server",
        edits: &[(
            CONNECTION,
            "socket2::SockRef::from(&connection).set_linger(Some(std::time::Duration::ZERO))?;
    Ok(upper_case(connection)?)",
        )],
        fails: &[("tcp-server-uppercase", "the server resets the connection instead of closing it")],
    },
    // Collects into 64 KiB, and answers what fits.
    Mutant {
        name: "tcp-server-keeps-64k",
        program: "tcp-server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 4096];\n    let mut room = 65_536;"),
            (
                WRITE,
                "let fits = length.min(room);
        room -= fits;
        connection.write_all(&piece[..fits])?;",
            ),
        ],
        fails: &[("tcp-server-large", "the server answers only a part and closes")],
    },
    // Early enough that more than it has read has surely arrived: a close then resets.
    Mutant {
        name: "tcp-server-stops-at-4k",
        program: "tcp-server",
        edits: &[(
            WRITE,
            "connection.write_all(piece)?;
        if length == buffer.len() {
            return Ok(());
        }",
        )],
        fails: &[("tcp-server-large", "the server answers only a part and closes")],
    },
    Mutant {
        name: "tcp-server-resets-after-64k",
        program: "tcp-server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 4096];\n    let mut total = 0;"),
            (
                WRITE,
                "connection.write_all(piece)?;
        total += length;
        if total >= 65_536 {
            socket2::SockRef::from(&connection).set_linger(Some(std::time::Duration::ZERO))?;
            return Ok(());
        }",
            ),
        ],
        fails: &[("tcp-server-large", "the server answers only a part and closes although more is on its way")],
    },
    // Sends without waiting, and does not look at how many bytes were taken.
    Mutant {
        name: "tcp-server-drops",
        program: "tcp-server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 4096];\n    let mut is_full = false;"),
            (
                WRITE,
                "connection.set_nonblocking(true)?;
        is_full = is_full || connection.write(piece).unwrap_or(0) < length;
        connection.set_nonblocking(false)?;",
            ),
        ],
        fails: &[("tcp-server-large", "the server answers only a part and closes: it drops what it could not send")],
    },
    // Sends without waiting, and the whole piece again after a part of it was taken.
    Mutant {
        name: "tcp-server-doubles",
        program: "tcp-server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 65_536];"),
            (
                WRITE,
                "connection.set_nonblocking(true)?;
        while connection.write(piece).unwrap_or(0) < length {
            std::thread::yield_now();
        }
        connection.set_nonblocking(false)?;",
            ),
        ],
        fails: &[("tcp-server-large", "bytes are missing or doubled on the way")],
    },
    // The TCP client.
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
        name: "tcp-client-says-nothing",
        program: "tcp-client",
        edits: &[(MAIN, "Ok((host, port)) => run(&host, port).map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS),")],
        fails: &[("tcp-client-refused", "the client ends without saying what went wrong")],
    },
    Mutant {
        name: "tcp-client-bare-error",
        program: "tcp-client",
        edits: &[(
            MAIN,
            "Ok((host, port)) => match run(&host, port) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!(\"{error:#}\");
                ExitCode::FAILURE
            }
        },",
        )],
        fails: &[("tcp-client-refused", "the line on stderr does not start with `error: `")],
    },
    Mutant {
        name: "tcp-client-error-on-stdout",
        program: "tcp-client",
        edits: &[(
            MAIN,
            "Ok((host, port)) => match run(&host, port) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                println!(\"error: {error:#}\");
                ExitCode::FAILURE
            }
        },",
        )],
        fails: &[("tcp-client-refused", "the error is printed on stdout")],
    },
    Mutant {
        name: "tcp-client-tries-again",
        program: "tcp-client",
        edits: &[(
            CONNECT,
            "loop {
            if let Ok(connection) = TcpStream::connect((host, port)) {
                break connection;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        };",
        )],
        fails: &[("tcp-client-refused", "the client tries again and again instead of reporting the error")],
    },
    Mutant {
        name: "tcp-client-error-status-0",
        program: "tcp-client",
        edits: &[(
            MAIN,
            "Ok((host, port)) => {
            run(&host, port).unwrap_or_else(args::report);
            ExitCode::SUCCESS
        }",
        )],
        fails: &[("tcp-client-refused", "after an error the exit status is 1")],
    },
    Mutant {
        name: "tcp-client-error-and-waits",
        program: "tcp-client",
        edits: &[(
            MAIN,
            "Ok((host, port)) => {
            let outcome = run(&host, port);
            if let Err(error) = &outcome {
                args::report(error);
                while let Ok(Some(_)) = args::read_line() {}
            }
            outcome.map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
        }",
        )],
        fails: &[("tcp-client-refused", "the client reports the error and goes on running")],
    },
    // Reads ahead, and sends what it has read.
    Mutant {
        name: "client-sends-ahead",
        program: "client",
        edits: &[
            (
                "while let Some(line) = args::read_line().context(\"stdin\")? {",
                "std::thread::spawn(|| {
        while let Ok(Some(line)) = args::read_line() {
            LINES.lock().unwrap().push_back(Some(line));
        }
        LINES.lock().unwrap().push_back(None);
    });
    loop {
        let next = LINES.lock().unwrap().pop_front();
        let Some(next) = next else { std::thread::yield_now(); continue };
        let Some(line) = next else { break };
        // Until the line behind it has been read as well.
        while line == b\"two lines\" && LINES.lock().unwrap().is_empty() {
            std::thread::yield_now();
        }",
            ),
            (
                "if let Some(reply) = wait_for_reply(&socket, server)? {",
                "for next in LINES.lock().unwrap().iter().flatten().filter(|_| line == b\"two lines\") {
            UdpSocket::bind(\"127.0.0.1:0\")?.send_to(next, server)?;
        }
        if let Some(reply) = wait_for_reply(&socket, server)? {",
            ),
            (
                "// ANCHOR: in-turn",
                "static LINES: std::sync::Mutex<std::collections::VecDeque<Option<Vec<u8>>>> =
    std::sync::Mutex::new(std::collections::VecDeque::new());

// ANCHOR: in-turn",
            ),
        ],
        fails: &[("client-sends", "the client sends a line while the one before it still waits")],
    },
];
