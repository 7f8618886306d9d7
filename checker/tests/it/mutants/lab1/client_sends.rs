//! Clients that are wrong about what they send.

use super::lines::{CONNECT, HALF_CLOSE, SEND};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
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
];
