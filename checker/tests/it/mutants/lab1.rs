//! The wrong programs of lab 1.

use super::Mutant;

// The lines of the solutions that most mistakes are made in.
const READ: &str = "let length = connection.read(&mut buffer)?;";
const WRITE: &str = "connection.write_all(&buffer[..length])?;";
const BUFFER: &str = "let mut buffer = [0; 4096];";
const ECHO: &str = "let outcome = echo(connection);";
const ACCEPT: &str = "let (connection, peer) = listener.accept().context(\"cannot accept\")?;";
const CONNECTED: &str = "say(format_args!(\"connected {peer}\"));";
const LISTENING: &str = "say(format_args!(\"listening on {bound}\"));";
const BIND: &str = "socket.bind(&address.into()).with_context(|| format!(\"cannot bind {address}\"))?;";
const SERVER_FAILS: &str = "report(error);\n            ExitCode::FAILURE";
const SERVER_ERROR: &str = "let _ = writeln!(io::stderr(), \"error: {error:#}\");";
const SEND: &str = "connection.write_all(message.as_bytes()).context(\"cannot send\")?;";
const HALF_CLOSE: &str = "connection.shutdown(Shutdown::Write).context(\"cannot close the sending side\")?;";
const RECEIVE: &str = "connection.read_to_end(&mut reply).context(\"cannot receive\")?;";
const TEXT: &str = "let reply = String::from_utf8_lossy(&reply);";
const PRINT: &str = "writeln!(io::stdout(), \"received: {reply}\").context(\"stdout\")";
const CONNECT: &str = "let mut connection =\n        TcpStream::connect((host, port))";
const CLIENT_ERROR: &str = "let _ = writeln!(io::stderr(), \"error: {error:#}\");";
const CLIENT_SUCCESS: &str = "Ok(()) => ExitCode::SUCCESS,";
const USAGE: &str = "let _ = writeln!(io::stderr(), \"usage: lab1-client HOST PORT MESSAGE\");";

/// The read and the write of an event loop: what the system does not take at once waits in `pending`.
const PENDING: &str = "let mut buffer = [0; 4096];
    connection.set_nonblocking(true)?;
    let mut pending: Vec<u8> = Vec::new();
    let mut finished = false;";
const READ_PENDING: &str = "let length = match connection.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                std::thread::sleep(std::time::Duration::from_millis(1));
                flush(&mut connection, &mut pending)?;
                continue;
            }
            other => other?,
        };";
const WRITE_PENDING: &str = "pending.extend_from_slice(&buffer[..length]);
        flush(&mut connection, &mut pending)?;";
const FLUSH: &str = "/// Sends what the system takes now.
fn flush(connection: &mut Socket, pending: &mut Vec<u8>) -> io::Result<()> {
    match connection.write(pending) {
        Ok(sent) => drop(pending.drain(..sent)),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

// ANCHOR: say";

pub const MUTANTS: &[Mutant] = &[
    // The ready line.
    Mutant {
        name: "server-says-its-arguments",
        program: "server",
        edits: &[(LISTENING, "say(format_args!(\"listening on {address}\"));")],
        fails: &[("server-listens", "nobody listens at the address in the line")],
    },
    Mutant {
        name: "server-forgets-listen",
        program: "server",
        edits: &[("socket.listen(backlog).with_context(|| format!(\"cannot listen on {address}\"))?;", "")],
        fails: &[("server-listens", "nobody listens at the address in the line")],
    },
    Mutant {
        name: "server-waits-for-enter",
        program: "server",
        edits: &[(
            ACCEPT,
            "io::stdin().read_line(&mut String::new())?;
    let (connection, peer) = listener.accept().context(\"cannot accept\")?;",
        )],
        fails: &[("server-listens", "the server listens, but does not get to accept")],
    },
    // What comes back.
    Mutant {
        name: "server-reads-a-line",
        program: "server",
        edits: &[
            (BUFFER, "let mut reader = io::BufReader::new(connection.try_clone()?);"),
            (
                READ,
                "let mut buffer = Vec::new();
        let length = io::BufRead::read_until(&mut reader, b'\\n', &mut buffer)?;",
            ),
        ],
        fails: &[("server-echo", "the server waits for more before it answers")],
    },
    Mutant {
        name: "server-reads-to-the-end",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = Vec::new();"),
            (READ, "let length = connection.read_to_end(&mut buffer)?;"),
        ],
        fails: &[("server-echo", "the server waits for more before it answers")],
    },
    Mutant {
        name: "server-takes-a-short-read-for-the-end",
        program: "server",
        edits: &[("if length == 0 {", "if length < buffer.len() {")],
        fails: &[("server-echo", "the server closes the connection although the client has not finished")],
    },
    Mutant {
        name: "server-reads-eight-bytes",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 8];"),
            (WRITE, "connection.write_all(&buffer[..length])?;\n        break Ok(());"),
        ],
        fails: &[("server-echo", "the server closes the connection before it has read everything")],
    },
    Mutant {
        name: "server-adds-a-newline",
        program: "server",
        edits: &[(WRITE, "connection.write_all(&buffer[..length])?;\n        connection.write_all(b\"\\n\")?;")],
        fails: &[("server-echo", "the server adds a newline")],
    },
    Mutant {
        name: "server-shouts",
        program: "server",
        edits: &[(WRITE, "connection.write_all(&buffer[..length].to_ascii_uppercase())?;")],
        fails: &[("server-echo", "the server changes the case")],
    },
    Mutant {
        name: "server-drops-the-last-byte",
        program: "server",
        edits: &[(WRITE, "connection.write_all(&buffer[..length - 1])?;")],
        fails: &[("server-echo", "the server keeps a part back")],
    },
    Mutant {
        name: "server-fills-blocks-of-eight",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 8];"),
            (READ, "connection.read_exact(&mut buffer)?;\n        let length = buffer.len();"),
        ],
        fails: &[("server-echo", "the server keeps a part back")],
    },
    Mutant {
        name: "server-sends-twice",
        program: "server",
        edits: &[(WRITE, "connection.write(&buffer[..length])?;\n        connection.write_all(&buffer[..length])?;")],
        fails: &[("server-echo", "the server sends the message more than once")],
    },
    Mutant {
        name: "server-sends-the-whole-buffer",
        program: "server",
        edits: &[(WRITE, "connection.write_all(&buffer)?;")],
        fails: &[("server-echo", "the server sends more than it received")],
    },
    Mutant {
        name: "server-sends-debug-text",
        program: "server",
        edits: &[(WRITE, "write!(connection, \"{:?}\", &buffer[..length])?;")],
        fails: &[("server-echo", "the server sends back something else than it received")],
    },
    // Any bytes, in any pieces.
    Mutant {
        name: "server-turns-bytes-into-text",
        program: "server",
        edits: &[(WRITE, "connection.write_all(String::from_utf8_lossy(&buffer[..length]).as_bytes())?;")],
        fails: &[("server-binary", "the server turns the bytes into text and back")],
    },
    Mutant {
        name: "server-wants-utf8",
        program: "server",
        edits: &[(
            WRITE,
            "let text = std::str::from_utf8(&buffer[..length]).map_err(io::Error::other)?;
        connection.write_all(text.as_bytes())?;",
        )],
        fails: &[("server-binary", "the server takes a byte for an end")],
    },
    Mutant {
        name: "server-stops-at-a-zero",
        program: "server",
        edits: &[(
            WRITE,
            "let length = buffer[..length].iter().position(|byte| *byte == 0).unwrap_or(length);
        connection.write_all(&buffer[..length])?;",
        )],
        fails: &[
            ("server-binary", "the server takes a byte for an end"),
            ("server-stream", "the server changes what it reads piece by piece"),
        ],
    },
    Mutant {
        name: "server-takes-a-newline-for-the-end",
        program: "server",
        edits: &[(BUFFER, "let mut buffer = [0; 1];"), ("if length == 0 {", "if length == 0 || buffer[0] == b'\\n' {")],
        fails: &[
            ("server-binary", "the server takes a byte for an end"),
            ("server-stream", "the server closes before everything is back"),
        ],
    },
    Mutant {
        name: "server-translates-line-ends",
        program: "server",
        edits: &[(
            WRITE,
            "let text: Vec<&[u8]> = buffer[..length].split(|byte| *byte == b'\\n').collect();
        connection.write_all(&text.join(&b\"\\r\\n\"[..]))?;",
        )],
        fails: &[
            ("server-binary", "the server changes bytes on their way"),
            ("server-stream", "the server changes what it reads piece by piece"),
        ],
    },
    Mutant {
        name: "server-reads-once",
        program: "server",
        edits: &[(WRITE, "connection.write_all(&buffer[..length])?;\n        break Ok(());")],
        fails: &[("server-stream", "the server closes before everything is back")],
    },
    Mutant {
        name: "server-drops-a-short-block",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 4];"),
            (READ, "connection.read_exact(&mut buffer)?;\n        let length = buffer.len();"),
        ],
        fails: &[("server-stream", "the server closes before everything is back")],
    },
    Mutant {
        name: "server-reads-once-and-stays",
        program: "server",
        edits: &[(
            WRITE,
            "connection.write_all(&buffer[..length])?;
        std::mem::forget(connection);
        return Ok(());",
        )],
        fails: &[("server-stream", "the server stops answering after the first pieces")],
    },
    Mutant {
        name: "server-strips-every-read",
        program: "server",
        edits: &[(WRITE, "connection.write_all(buffer[..length].trim_ascii())?;")],
        fails: &[("server-stream", "the server changes what it reads piece by piece")],
    },
    Mutant {
        name: "server-sends-it-all-again",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 4096];\n    let mut message = Vec::new();"),
            (WRITE, "message.extend_from_slice(&buffer[..length]);\n        connection.write_all(&message)?;"),
        ],
        fails: &[
            ("server-stream", "the server changes what it reads piece by piece"),
            ("server-large", "the server drops, repeats or changes a part"),
            ("server-half-close", "the server drops, repeats or changes a part"),
        ],
    },
    // Much, and to a client that does not read yet.
    Mutant {
        name: "server-has-a-limit",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 4096];\n    let mut total = 0;"),
            (
                WRITE,
                "connection.write_all(&buffer[..length])?;
        total += length;
        if total > 1_048_576 {
            return Err(io::Error::other(\"the message is too long\"));
        }",
            ),
        ],
        fails: &[("server-large", "the server ends the connection with RST")],
    },
    Mutant {
        name: "server-forgets-what-is-pending",
        program: "server",
        edits: &[(BUFFER, PENDING), (READ, READ_PENDING), (WRITE, WRITE_PENDING), ("// ANCHOR: say", FLUSH)],
        fails: &[
            ("server-large", "the server closes without having sent everything: it drops"),
            ("server-half-close", "the server closes without having sent everything: the client's FIN"),
        ],
    },
    Mutant {
        name: "server-sends-only-after-a-read",
        program: "server",
        edits: &[
            (BUFFER, PENDING),
            (READ, READ_PENDING),
            ("flush(&mut connection, &mut pending)?;\n                continue;", "continue;"),
            (WRITE, WRITE_PENDING),
            ("return Ok(());", "finished = true;"),
            (
                "if length == 0 {",
                "if finished {
            std::thread::sleep(std::time::Duration::from_millis(1));
            if pending.is_empty() {
                return Ok(());
            }
            continue;
        }
        if length == 0 {",
            ),
            ("// ANCHOR: say", FLUSH),
        ],
        fails: &[
            ("server-large", "the server stops before everything is back"),
            ("server-half-close", "the server stops sending and does not close the connection"),
        ],
    },
    Mutant {
        name: "server-repeats-partial-sends",
        program: "server",
        edits: &[
            (BUFFER, "let mut buffer = [0; 65536];"),
            (
                WRITE,
                "connection.set_nonblocking(true)?;
        while !matches!(connection.write(&buffer[..length]), Ok(sent) if sent == length) {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        connection.set_nonblocking(false)?;",
            ),
        ],
        fails: &[
            ("server-large", "the server drops, repeats or changes a part"),
            ("server-half-close", "the server drops, repeats or changes a part"),
        ],
    },
    Mutant {
        name: "server-lingers-for-no-time",
        program: "server",
        edits: &[(
            CONNECTED,
            "say(format_args!(\"connected {peer}\"));
    connection.set_linger(Some(std::time::Duration::ZERO)).context(\"SO_LINGER\")?;",
        )],
        fails: &[
            ("server-large", "the server ends the connection with RST"),
            ("server-half-close", "the server ends the connection with RST"),
        ],
    },
    Mutant {
        name: "server-reads-on-at-the-end",
        program: "server",
        edits: &[("return Ok(());", "std::thread::sleep(std::time::Duration::from_millis(1));\n            continue;")],
        fails: &[
            ("server-large", "the server does not close the connection"),
            ("server-half-close", "the server does not close the connection"),
            ("server-next-client", "the server does not print the line"),
            ("together", "the server does not close after the client has finished"),
        ],
    },
    Mutant {
        name: "server-never-closes",
        program: "server",
        edits: &[(
            ECHO,
            "let outcome = connection.try_clone().and_then(echo);
    std::mem::forget(connection);",
        )],
        fails: &[
            ("server-large", "the server does not close the connection"),
            ("server-half-close", "the server does not close the connection"),
            ("together", "the server does not close after the client has finished"),
        ],
    },
    // One client after the other.
    Mutant {
        name: "server-ends-after-one-client",
        program: "server",
        edits: &[(
            "-> ! {\n    loop {\n        if let Err(error) = serve_next(listener) {\n            report(error);\n        }\n    }",
            "-> ExitCode {
    if let Err(error) = serve_next(listener) {
        report(error);
    }
    ExitCode::SUCCESS",
        )],
        fails: &[
            ("server-next-client", "the server ends, or closes its listening socket, after one client"),
            ("server-reset", "the server ends with a client that is gone"),
        ],
    },
    Mutant {
        name: "server-waits-for-enter-after-one-client",
        program: "server",
        edits: &[(
            "            report(error);\n        }\n    }\n}",
            "            report(error);\n        }\n        let _ = io::stdin().read_line(&mut String::new());\n    }\n}",
        )],
        fails: &[
            ("server-next-client", "the server serves one client and does not get to accept the next"),
            ("server-reset", "the server is stuck with a client that is gone, or accepts no more"),
        ],
    },
    Mutant {
        name: "server-says-its-own-address",
        program: "server",
        edits: &[(
            CONNECTED,
            "let own = connection.local_addr().context(\"getsockname\")?;
    say(format_args!(\"connected {}\", own.as_socket().context(\"not an IP address\")?));",
        )],
        fails: &[
            ("server-next-client", "the line names another address"),
            ("server-ipv6", "the line names another address"),
        ],
    },
    Mutant {
        name: "server-says-the-first-client-again",
        program: "server",
        edits: &[(
            CONNECTED,
            "static FIRST: std::sync::OnceLock<SocketAddr> = std::sync::OnceLock::new();
    say(format_args!(\"connected {}\", FIRST.get_or_init(|| peer)));",
        )],
        fails: &[("server-next-client", "the line names another address")],
    },
    Mutant {
        name: "server-says-address-and-port-apart",
        program: "server",
        edits: &[(CONNECTED, "say(format_args!(\"connected {} {}\", peer.ip(), peer.port()));")],
        fails: &[("server-next-client", "the line does not have the contract's form")],
    },
    Mutant {
        name: "server-says-it-in-other-words",
        program: "server",
        edits: &[(CONNECTED, "say(format_args!(\"Client connected: {peer}\"));")],
        fails: &[("server-next-client", "the line does not have the contract's form")],
    },
    Mutant {
        name: "server-announces-at-the-first-byte",
        program: "server",
        edits: &[(
            CONNECTED,
            "let _ = connection.peek(&mut [std::mem::MaybeUninit::uninit()]);
    say(format_args!(\"connected {peer}\"));",
        )],
        fails: &[("server-next-client", "the server does not print the line, or prints it only later")],
    },
    Mutant {
        name: "server-says-no-goodbye",
        program: "server",
        edits: &[("say(format_args!(\"disconnected {peer}\"));", "")],
        fails: &[("server-next-client", "the server does not print the line")],
    },
    // Clients that reset.
    Mutant {
        name: "server-ends-at-an-error",
        program: "server",
        edits: &[(
            "            report(error);\n        }",
            "            report(error);\n            std::process::exit(1);\n        }",
        )],
        fails: &[("server-reset", "the server ends with a client that is gone")],
    },
    Mutant {
        name: "server-panics-at-an-error",
        program: "server",
        edits: &[(ECHO, "let outcome = echo(connection);\n    outcome.as_ref().unwrap();")],
        fails: &[("server-reset", "server crashed: thread 'main'")],
    },
    Mutant {
        name: "server-tries-to-write-for-ever",
        program: "server",
        edits: &[(
            WRITE,
            "while connection.write_all(&buffer[..length]).is_err() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }",
        )],
        fails: &[("server-reset", "the server is stuck with a client that is gone")],
    },
    // Ports and addresses.
    Mutant {
        name: "server-shares-its-port",
        program: "server",
        edits: &[(
            BIND,
            "socket.set_reuse_port(true).context(\"SO_REUSEPORT\")?;
    socket.bind(&address.into()).with_context(|| format!(\"cannot bind {address}\"))?;",
        )],
        fails: &[("server-port-in-use", "the server says that it listens although the port is taken")],
    },
    Mutant {
        name: "server-ignores-that-bind-failed",
        program: "server",
        edits: &[(BIND, "let _ = socket.bind(&address.into());")],
        fails: &[("server-port-in-use", "the server says that it listens although the port is taken")],
    },
    Mutant {
        name: "server-says-it-before-bind",
        program: "server",
        edits: &[(
            BIND,
            "if address.port() != 0 {
        say(format_args!(\"listening on {address}\"));
    }
    socket.bind(&address.into()).with_context(|| format!(\"cannot bind {address}\"))?;",
        )],
        fails: &[("server-port-in-use", "the server says that it listens although the port is taken")],
    },
    Mutant {
        name: "server-reports-without-error",
        program: "server",
        edits: &[(SERVER_ERROR, "let _ = writeln!(io::stderr(), \"{error:#}\");")],
        fails: &[("server-port-in-use", "the error line does not start with `error: `")],
    },
    Mutant {
        name: "server-reports-on-stdout",
        program: "server",
        edits: &[(SERVER_ERROR, "say(format_args!(\"error: {error:#}\"));")],
        fails: &[("server-port-in-use", "the error is printed on stdout")],
    },
    Mutant {
        name: "server-ends-in-silence",
        program: "server",
        edits: &[(SERVER_FAILS, "ExitCode::FAILURE")],
        fails: &[("server-port-in-use", "the server ends without saying why")],
    },
    Mutant {
        name: "server-tries-to-bind-for-ever",
        program: "server",
        edits: &[(
            BIND,
            "while socket.bind(&address.into()).is_err() {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }",
        )],
        fails: &[("server-port-in-use", "the server neither listens nor ends")],
    },
    Mutant {
        name: "server-ends-with-success",
        program: "server",
        edits: &[(SERVER_FAILS, "report(error);\n            ExitCode::SUCCESS")],
        fails: &[("server-port-in-use", "the server ends with another status than 1")],
    },
    Mutant {
        name: "server-fails-and-waits-for-enter",
        program: "server",
        edits: &[(
            SERVER_FAILS,
            "report(error);
            let _ = io::stdin().read_line(&mut String::new());
            ExitCode::FAILURE",
        )],
        fails: &[("server-port-in-use", "the server reports the error and goes on running")],
    },
    Mutant {
        name: "server-takes-any-port",
        program: "server",
        edits: &[(
            BIND,
            "socket.bind(&SocketAddr::new(address.ip(), 0).into()).with_context(|| format!(\"cannot bind {address}\"))?;",
        )],
        fails: &[
            ("server-given-port", "the server listens on another port than its first argument"),
            ("server-port-in-use", "the server says that it listens although the port is taken"),
        ],
    },
    Mutant {
        name: "server-wants-host-beside-port",
        program: "server",
        edits: &[("[port] => (port.as_str(), \"127.0.0.1\"),", "[_port] => (\"0\", \"127.0.0.1\"),")],
        fails: &[("server-given-port", "the server listens on another port than its first argument")],
    },
    Mutant {
        name: "server-is-everywhere-without-host",
        program: "server",
        edits: &[("[port] => (port.as_str(), \"127.0.0.1\"),", "[port] => (port.as_str(), \"0.0.0.0\"),")],
        fails: &[("server-bind-address", "the server is bound to every address")],
    },
    Mutant {
        name: "server-ignores-host",
        program: "server",
        edits: &[(
            "[port, host] => (port.as_str(), host.as_str()),",
            "[port, _host] => (port.as_str(), \"127.0.0.1\"),",
        )],
        fails: &[
            ("server-bind-address", "the server ignores HOST"),
            ("server-ipv6", "the server is bound to another address than HOST"),
        ],
    },
    Mutant {
        name: "server-says-127-for-every-address",
        program: "server",
        edits: &[(
            LISTENING,
            "if bound.ip().is_unspecified() {
        say(format_args!(\"listening on 127.0.0.1:{}\", bound.port()));
    } else {
        say(format_args!(\"listening on {bound}\"));
    }",
        )],
        fails: &[("server-bind-address", "the line names another address than the one that the server is bound to")],
    },
    Mutant {
        name: "server-makes-an-ipv4-socket",
        program: "server",
        edits: &[("Domain::for_address(address)", "Domain::IPV4")],
        fails: &[("server-ipv6", "the server does not take an IPv6 address")],
    },
    Mutant {
        name: "server-listens-without-brackets",
        program: "server",
        edits: &[(LISTENING, "say(format_args!(\"listening on {}:{}\", bound.ip(), bound.port()));")],
        fails: &[("server-ipv6", "the address is not in the form `[IP]:PORT`")],
    },
    Mutant {
        name: "server-connects-without-brackets",
        program: "server",
        edits: &[(CONNECTED, "say(format_args!(\"connected {}:{}\", peer.ip(), peer.port()));")],
        fails: &[("server-ipv6", "the line does not have the contract's form, `connected [IP]:PORT`")],
    },
    // What the client sends.
    Mutant {
        name: "client-waits-for-stdin",
        program: "client",
        edits: &[(
            CONNECT,
            "io::stdin().read_line(&mut String::new())?;
    let mut connection =\n        TcpStream::connect((host, port))",
        )],
        fails: &[("client-sends", "the client does not connect to the HOST and PORT")],
    },
    Mutant {
        name: "client-takes-port-first",
        program: "client",
        edits: &[("let [host, port, message]", "let [port, host, message]")],
        fails: &[("client-sends", "the client ends without having connected")],
    },
    Mutant {
        name: "client-adds-a-newline",
        program: "client",
        edits: &[(SEND, "writeln!(connection, \"{message}\").context(\"cannot send\")?;")],
        fails: &[("client-sends", "the client adds a newline")],
    },
    Mutant {
        name: "client-sends-a-final-zero",
        program: "client",
        edits: &[(SEND, "write!(connection, \"{message}\\0\").context(\"cannot send\")?;")],
        fails: &[("client-sends", "the client sends more than the message")],
    },
    Mutant {
        name: "client-strips-the-message",
        program: "client",
        edits: &[(SEND, "connection.write_all(message.trim().as_bytes()).context(\"cannot send\")?;")],
        fails: &[("client-sends", "the client strips white space from the message")],
    },
    Mutant {
        name: "client-sends-ascii",
        program: "client",
        edits: &[(
            SEND,
            "let bytes: Vec<u8> = message.chars().map(|c| if c.is_ascii() { c as u8 } else { b'?' }).collect();
    connection.write_all(&bytes).context(\"cannot send\")?;",
        )],
        fails: &[("client-sends", "the client encodes the message in something else than UTF-8")],
    },
    Mutant {
        name: "client-never-flushes",
        program: "client",
        edits: &[(
            SEND,
            "let mut writer = io::BufWriter::with_capacity(65536, connection.try_clone().context(\"dup\")?);
    writer.write_all(message.as_bytes()).context(\"cannot send\")?;",
        )],
        fails: &[("client-sends", "the connection ends before anything was sent")],
    },
    Mutant {
        name: "client-tries-the-server-first",
        program: "client",
        edits: &[(
            CONNECT,
            "TcpStream::connect((host, port))?;\n    let mut connection =\n        TcpStream::connect((host, port))",
        )],
        fails: &[("client-sends", "the connection ends before anything was sent")],
    },
    Mutant {
        name: "client-counts-characters",
        program: "client",
        edits: &[(
            SEND,
            "connection.write_all(&message.as_bytes()[..message.chars().count()]).context(\"cannot send\")?;",
        )],
        fails: &[("client-sends", "the client ends the stream before the whole message is sent")],
    },
    Mutant {
        name: "client-waits-to-be-greeted",
        program: "client",
        edits: &[(
            SEND,
            "connection.read(&mut [0; 100]).context(\"cannot receive\")?;
    connection.write_all(message.as_bytes()).context(\"cannot send\")?;",
        )],
        fails: &[("client-sends", "the client connects and sends nothing")],
    },
    Mutant {
        name: "client-waits-for-the-echo-of-each-part",
        program: "client",
        edits: &[(
            SEND,
            "let (first, rest) = message.as_bytes().split_at(message.len().min(1024));
    connection.write_all(first).context(\"cannot send\")?;
    for part in rest.chunks(1024) {
        connection.read_exact(&mut [0; 1024]).context(\"cannot receive\")?;
        connection.write_all(part).context(\"cannot send\")?;
    }",
        )],
        fails: &[("client-sends", "the client sends only a part of the message and does not end the stream")],
    },
    Mutant {
        name: "client-sends-quotes",
        program: "client",
        edits: &[(SEND, "write!(connection, \"{message:?}\").context(\"cannot send\")?;")],
        fails: &[("client-sends", "the client sends something else than the bytes of its argument")],
    },
    Mutant {
        name: "client-never-finishes",
        program: "client",
        edits: &[(HALF_CLOSE, "")],
        fails: &[("client-sends", "the client never closes its sending side")],
    },
    Mutant {
        name: "client-resets",
        program: "client",
        edits: &[(
            HALF_CLOSE,
            "socket2::SockRef::from(&connection).set_linger(Some(std::time::Duration::ZERO))?;
    return Ok(());",
        )],
        fails: &[("client-sends", "the client resets the connection")],
    },
    // What the client prints.
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
            ("client-prints", "the line is not `received: ` and the reply"),
            ("client-large", "a part of the reply is lost, doubled, or not printed as it came"),
            ("client-empty-reply", "an empty reply is printed as `received: `"),
            ("together", "the message comes back changed, or is not printed as it came"),
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
        name: "client-reads-once",
        program: "client",
        edits: &[(
            RECEIVE,
            "reply.resize(65536, 0);
    let length = connection.read(&mut reply).context(\"cannot receive\")?;
    reply.truncate(length);",
        )],
        fails: &[
            ("client-pieces", "the client stops reading before the end of the stream"),
            ("client-large", "the client prints only the beginning"),
        ],
    },
    Mutant {
        name: "client-decodes-each-piece",
        program: "client",
        edits: &[
            ("let mut reply = Vec::new();", "let mut reply = String::new();"),
            (
                RECEIVE,
                "let mut buffer = [0; 4096];
    while let length @ 1.. = connection.read(&mut buffer).context(\"cannot receive\")? {
        reply.push_str(&String::from_utf8_lossy(&buffer[..length]));
    }",
            ),
            (TEXT, ""),
        ],
        fails: &[("client-pieces", "the client decodes each piece by itself")],
    },
    Mutant {
        name: "client-wants-utf8-in-each-piece",
        program: "client",
        edits: &[
            ("let mut reply = Vec::new();", "let mut reply = String::new();"),
            (
                RECEIVE,
                "let mut buffer = [0; 4096];
    while let length @ 1.. = connection.read(&mut buffer).context(\"cannot receive\")? {
        reply.push_str(std::str::from_utf8(&buffer[..length]).context(\"not UTF-8\")?);
    }",
            ),
            (TEXT, ""),
        ],
        fails: &[("client-pieces", "the client ends without printing the reply: does it decode each piece by itself?")],
    },
    Mutant {
        name: "client-prints-each-piece",
        program: "client",
        edits: &[(
            RECEIVE,
            "let mut buffer = [0; 65536];
    while let length @ 1.. = connection.read(&mut buffer).context(\"cannot receive\")? {
        writeln!(io::stdout(), \"received: {}\", String::from_utf8_lossy(&buffer[..length])).context(\"stdout\")?;
        reply.push(0);
    }
    if !reply.is_empty() {
        return Ok(());
    }",
        )],
        fails: &[
            ("client-pieces", "the client prints each piece by itself"),
            ("client-large", "the client prints each piece by itself"),
        ],
    },
    Mutant {
        name: "client-keeps-the-whole-buffer",
        program: "client",
        edits: &[(
            RECEIVE,
            "let mut buffer = [0; 4096];
    while connection.read(&mut buffer).context(\"cannot receive\")? > 0 {
        reply.extend_from_slice(&buffer);
    }",
        )],
        fails: &[
            ("client-pieces", "the pieces are not put together and printed as they came"),
            ("client-large", "a part of the reply is lost, doubled, or not printed as it came"),
        ],
    },
    Mutant {
        name: "client-has-a-limit",
        program: "client",
        edits: &[(
            RECEIVE,
            "connection.read_to_end(&mut reply).context(\"cannot receive\")?;
    anyhow::ensure!(reply.len() <= 65536, \"the reply is too long\");",
        )],
        fails: &[("client-large", "the client ends without printing a reply of this size")],
    },
    Mutant {
        name: "client-cuts-at-64-kib",
        program: "client",
        edits: &[(RECEIVE, "connection.take(65536).read_to_end(&mut reply).context(\"cannot receive\")?;")],
        fails: &[("client-large", "the client prints only the beginning")],
    },
    Mutant {
        name: "client-cuts-at-1-mib",
        program: "client",
        edits: &[(RECEIVE, "connection.take(1 << 20).read_to_end(&mut reply).context(\"cannot receive\")?;")],
        fails: &[("client-large", "the client prints only the beginning")],
    },
    Mutant {
        name: "client-wants-a-reply",
        program: "client",
        edits: &[(
            RECEIVE,
            "connection.read_to_end(&mut reply).context(\"cannot receive\")?;
    anyhow::ensure!(!reply.is_empty(), \"the server has closed the connection\");",
        )],
        fails: &[("client-empty-reply", "the client takes an empty reply for an error")],
    },
    // What the client does when something is wrong.
    Mutant {
        name: "client-fails-in-silence",
        program: "client",
        edits: &[(CLIENT_ERROR, "")],
        fails: &[("client-refused", "the client ends without saying what went wrong")],
    },
    Mutant {
        name: "client-reports-without-error",
        program: "client",
        edits: &[(CLIENT_ERROR, "let _ = writeln!(io::stderr(), \"{error:#}\");")],
        fails: &[("client-refused", "the line on stderr does not start with `error: `")],
    },
    Mutant {
        name: "client-reports-on-stdout",
        program: "client",
        edits: &[(CLIENT_ERROR, "let _ = writeln!(io::stdout(), \"error: {error:#}\");")],
        fails: &[("client-refused", "the error is printed on stdout")],
    },
    Mutant {
        name: "client-tries-for-ever",
        program: "client",
        edits: &[(
            CONNECT,
            "let mut connection = loop {
        let attempt = TcpStream::connect((host, port));
        if attempt.is_ok() {
            break attempt;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }",
        )],
        fails: &[("client-refused", "the client does not report the error")],
    },
    Mutant {
        name: "client-fails-with-success",
        program: "client",
        edits: &[("ExitCode::FAILURE", "ExitCode::SUCCESS")],
        fails: &[("client-refused", "after an error the exit status is 1")],
    },
    Mutant {
        name: "client-fails-and-waits-for-enter",
        program: "client",
        edits: &[(
            "ExitCode::FAILURE",
            "let _ = io::stdin().read_line(&mut String::new());\n            ExitCode::FAILURE",
        )],
        fails: &[("client-refused", "the client reports the error and goes on running")],
    },
    Mutant {
        name: "client-takes-addresses-only",
        program: "client",
        edits: &[(
            CONNECT,
            "let ip: std::net::IpAddr = host.parse().context(\"HOST is no address\")?;
    let mut connection =\n        TcpStream::connect((ip, port))",
        )],
        fails: &[("client-hostname", "the client takes HOST for an address although it may be a name")],
    },
    Mutant {
        name: "client-takes-ipv4-only",
        program: "client",
        edits: &[(
            CONNECT,
            "let mut addresses = std::net::ToSocketAddrs::to_socket_addrs(&(host, port))?;
    let address = addresses.find(|address| address.is_ipv4()).context(\"no such host\")?;
    let mut connection =\n        TcpStream::connect(address)",
        )],
        fails: &[("client-hostname", "the client takes HOST for an address although it may be a name")],
    },
    Mutant {
        name: "client-takes-ipv6-of-a-name",
        program: "client",
        edits: &[(
            CONNECT,
            "let addresses: Vec<_> = std::net::ToSocketAddrs::to_socket_addrs(&(host, port))?.collect();
    let by_name = host.parse::<std::net::IpAddr>().is_err();
    let address = addresses.iter().find(|address| !by_name || address.is_ipv6()).context(\"no such host\")?;
    let mut connection =\n        TcpStream::connect(address)",
        )],
        fails: &[("client-hostname", "the client takes HOST for an address although it may be a name")],
    },
    Mutant {
        name: "client-reports-its-arguments",
        program: "client",
        edits: &[(USAGE, "let _ = writeln!(io::stderr(), \"error: the arguments make no sense\");")],
        fails: &[("client-arguments", "the client does not say how it is used: no arguments")],
    },
    Mutant {
        name: "client-wraps-the-port",
        program: "client",
        edits: &[("port.parse().ok()?", "port.parse::<u32>().ok()? as u16")],
        fails: &[("client-arguments", "the client does not say how it is used: no arguments")],
    },
    Mutant {
        name: "client-takes-port-65536",
        program: "client",
        edits: &[("port.parse().ok()?", "port.parse::<u32>().ok().filter(|port| *port <= 65536)? as u16")],
        fails: &[("client-arguments", "the client does not say how it is used: no arguments")],
    },
    Mutant {
        name: "client-explains-on-stdout",
        program: "client",
        edits: &[(USAGE, "let _ = writeln!(io::stdout(), \"usage: lab1-client HOST PORT MESSAGE\");")],
        fails: &[("client-arguments", "the usage line is printed on stdout")],
    },
    Mutant {
        name: "client-asks-for-its-arguments",
        program: "client",
        edits: &[(
            USAGE,
            "let _ = writeln!(io::stdout(), \"Which host and port?\");
        let _ = io::stdin().read_line(&mut String::new());",
        )],
        fails: &[("client-arguments", "the client does not say how it is used: it goes on without")],
    },
    Mutant {
        name: "client-explains-and-ends-with-1",
        program: "client",
        edits: &[("ExitCode::from(2)", "ExitCode::from(1)")],
        fails: &[("client-arguments", "arguments that make no sense have an exit status of their own")],
    },
    Mutant {
        name: "client-explains-and-waits-for-enter",
        program: "client",
        edits: &[(
            "return ExitCode::from(2);",
            "let _ = io::stdin().read_line(&mut String::new());\n        return ExitCode::from(2);",
        )],
        fails: &[("client-arguments", "the client prints its usage and goes on running")],
    },
    // What every check has a cause for.
    Mutant {
        name: "server-says-nothing",
        program: "server",
        edits: &[(LISTENING, "")],
        fails: &[("server-listens", "the server listens without saying so")],
    },
    Mutant {
        name: "server-says-it-on-stderr",
        program: "server",
        edits: &[(LISTENING, "eprintln!(\"listening on {bound}\");")],
        fails: &[("server-listens", "the ready line is printed on stderr")],
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
];
