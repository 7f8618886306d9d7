//! Wrong programs of lab 6: the server with a user who does not read.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-writes-under-lock",
        program: "server",
        edits: &[(
            "        if let Err(TrySendError::Full(_)) = self.queue.try_send(event.to_string().into()) {\n            // Its reading thread finds the end of the stream, and says that the user left.\n            let _ = self.connection.shutdown(Shutdown::Both);\n        }",
            "        let _ = write_frame(&mut &*self.connection, event.to_string().as_bytes());",
        )],
        fails: &[
            ("suspended", "who writes to somebody who does not read has to wait"),
            ("slow-user", "everybody waits for one who does not read"),
        ],
    },
    Mutant {
        name: "server-waits-for-room",
        program: "server",
        edits: &[(
            "        if let Err(TrySendError::Full(_)) = self.queue.try_send(event.to_string().into()) {\n            // Its reading thread finds the end of the stream, and says that the user left.\n            let _ = self.connection.shutdown(Shutdown::Both);\n        }",
            "        let _ = self.queue.send(event.to_string().into());",
        )],
        fails: &[("slow-user", "everybody waits for one who does not read")],
    },
    Mutant {
        name: "server-sender-writes",
        program: "server",
        edits: &[
            (
                "        if let Err(TrySendError::Full(_)) = self.queue.try_send(event.to_string().into()) {\n            // Its reading thread finds the end of the stream, and says that the user left.\n            let _ = self.connection.shutdown(Shutdown::Both);\n        }",
                "        let _ = write_frame(&mut &*self.connection, event.to_string().as_bytes());",
            ),
            (
                "        let users = self.lock();\n        let Some(outbox) = users.get(name) else {",
                "        let Some(outbox) = self.lock().get(name).cloned() else {",
            ),
        ],
        fails: &[
            ("suspended", "who writes to somebody who does not read has to wait"),
            ("slow-user", "who writes to somebody who does not read has to wait"),
        ],
    },
    Mutant {
        name: "server-drops-at-150",
        program: "server",
        edits: &[("const WAITING: usize = 256;", "const WAITING: usize = 150;")],
        fails: &[("slow-user", "what waits for a user is lost, although it is fewer than 256 frames")],
    },
    Mutant {
        name: "server-drops-at-64",
        program: "server",
        edits: &[("const WAITING: usize = 256;", "const WAITING: usize = 64;")],
        fails: &[("slow-user", "what waits for a user is lost, although it is fewer than 256 frames")],
    },
    Mutant {
        name: "server-throws-away",
        program: "server",
        edits: &[
            ("            let _ = self.connection.shutdown(Shutdown::Both);\n", ""),
            ("const WAITING: usize = 256;", "const WAITING: usize = 64;"),
        ],
        fails: &[("slow-user", "what waits for a user is lost, although it is fewer than 256 frames")],
    },
    Mutant {
        name: "server-closes-at-end",
        program: "server",
        edits: &[(
            "            self.users.leave(name);",
            "            self.users.leave(name);\n            let _ = self.outbox.connection.shutdown(Shutdown::Both);",
        )],
        fails: &[("slow-user", "what waits for a user is lost, although it is fewer than 256 frames")],
    },
    Mutant {
        name: "server-queues-for-ever",
        program: "server",
        edits: &[("const WAITING: usize = 256;", "const WAITING: usize = 1_000_000;")],
        fails: &[("slow-user", "the slow user is never dropped")],
    },
    Mutant {
        name: "server-throws-away-late",
        program: "server",
        edits: &[("            let _ = self.connection.shutdown(Shutdown::Both);\n", "")],
        fails: &[("slow-user", "the slow user is never dropped")],
    },
    Mutant {
        name: "server-drops-the-sender",
        program: "server",
        edits: &[
            (
                "            let _ = self.connection.shutdown(Shutdown::Both);\n",
                "            FULL.store(true, std::sync::atomic::Ordering::SeqCst);\n",
            ),
            (
                "// ANCHOR: outbox\n",
                "static FULL: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);\n\n// ANCHOR: outbox\n",
            ),
            (
                "        Next::GoOn\n        // ANCHOR_END: obey",
                "        if FULL.load(std::sync::atomic::Ordering::SeqCst) {\n            return Next::Quit;\n        }\n        Next::GoOn\n        // ANCHOR_END: obey",
            ),
        ],
        fails: &[("slow-user", "somebody else than the slow user is dropped")],
    },
    Mutant {
        name: "server-dropped-stays-open",
        program: "server",
        edits: &[(
            "            let _ = self.connection.shutdown(Shutdown::Both);\n",
            "            let _ = self.connection.shutdown(Shutdown::Read);\n            std::mem::forget(self.clone());\n",
        )],
        fails: &[("slow-user", "the connection of a user who has gone")],
    },
    Mutant {
        name: "server-write-once",
        program: "server",
        edits: &[(
            "    stream.write_all(&[&header, payload].concat()).context(\"cannot send\")",
            "    stream.write(&[&header, payload].concat()).map(drop).context(\"cannot send\")",
        )],
        fails: &[("suspended", "bytes are lost between the frames")],
    },
    Mutant {
        name: "server-partial-is-error",
        program: "server",
        edits: &[(
            "    stream.write_all(&[&header, payload].concat()).context(\"cannot send\")",
            "    let bytes = [&header, payload].concat();\n    ensure!(stream.write(&bytes)? == bytes.len(), \"cannot send all\");\n    Ok(())",
        )],
        fails: &[("suspended", "a send that takes only a part is treated")],
    },
    Mutant {
        name: "server-begins-a-frame-anew",
        program: "server",
        edits: &[(
            "    stream.write_all(&[&header, payload].concat()).context(\"cannot send\")",
            "    static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);\n    if (100_000..200_000).contains(&length) && COUNT.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 100 {\n        stream.write_all(&[&header, &payload[..1000]].concat())?;\n    }\n    stream.write_all(&[&header, payload].concat()).context(\"cannot send\")",
        )],
        fails: &[
            ("slow-user", "a frame that had to wait is not whole"),
            ("suspended", "bytes are lost between the frames"),
        ],
    },
    Mutant {
        name: "server-tries-again-and-again",
        program: "server",
        edits: &[(
            "        if write_frame(&mut connection, payload.as_bytes()).is_err() {\n",
            "        let frame = [&(payload.len() as u32).to_be_bytes()[..], payload.as_bytes()].concat();\n        let (mut sent, dont_wait) = (0, 0x40);\n        while sent < frame.len() {\n            match socket2::SockRef::from(connection).send_with_flags(&frame[sent..], dont_wait) {\n                Ok(more) => sent += more,\n                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}\n                Err(_) => break,\n            }\n        }\n        if sent < frame.len() {\n",
        )],
        fails: &[("slow-user", "the server turns in vain while frames wait")],
    },
    Mutant {
        name: "server-reads-past-the-end",
        program: "server",
        edits: &[(
            "    // `client` goes here, however this function is left: see `Drop` below.\n",
            "    drop(client);\n    while Arc::strong_count(&connection) > 1 {\n        let _ = read_frame(&mut stream);\n    }\n",
        )],
        fails: &[("slow-user", "the server turns in vain while frames wait")],
    },
];
