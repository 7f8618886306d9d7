//! Servers that are wrong about whom they answer.

use super::lines::{ANSWER, LOOP};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
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
    // A table with room for eight clients, as an array in C has it.
    Mutant {
        name: "server-knows-eight",
        program: "server",
        edits: &[(
            ANSWER,
            "static KNOWN: std::sync::Mutex<Vec<SocketAddr>> = std::sync::Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap();
    if !known.contains(&peer) && known.len() < 8 {
        known.push(peer);
    }
    if known.contains(&peer) {
        socket.send_to(datagram, peer)?;
    }",
        )],
        fails: &[("server-many-clients", "a client gets no reply: the server keeps one address")],
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
];
