//! Servers that are wrong about where a datagram ends, and how large it may be.

use super::lines::{ANSWER, DATAGRAM, LOOP, RECEIVE};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
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
    // Whatever has come from the same client in the meantime is read away.
    Mutant {
        name: "server-answers-the-first-of-many",
        program: "server",
        edits: &[(
            ANSWER,
            "let (mut room, peer_of) = ([0; 1], peer);
    socket.set_nonblocking(true)?;
    while let Ok((_, next)) = socket.peek_from(&mut room) {
        if next != peer_of {
            break;
        }
        let _ = socket.recv_from(&mut room);
    }
    socket.set_nonblocking(false)?;
    socket.send_to(datagram, peer)?;",
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
];
