//! Wrong programs of lab 5: the server that lets one client wait for another.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
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
        name: "server-lock-while-sending",
        program: "server",
        edits: &[(
            "        frames::write(&mut writer, &[b\"received: \"",
            "        static LOCK: Mutex<()> = Mutex::new(());\n        let _alone = LOCK.lock();\n        frames::write(&mut writer, &[b\"received: \"",
        )],
        fails: &[
            ("server-suspended", "while the server can't send to one client"),
            ("server-slow-reader", "a message is answered, or a client accepted, only when"),
        ],
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
        name: "server-second-welcome",
        program: "server",
        edits: &[(
            "    frames::write(&mut writer, WELCOME)?;\n",
            "    static GUESTS: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);\n    let is_first = GUESTS.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0;\n    frames::write(&mut writer, if is_first { WELCOME } else { b\"Welcome, you are the next\" })?;\n",
        )],
        fails: &[("server-two-at-once", "a second client gets something else")],
    },
    Mutant {
        name: "server-write-once",
        program: "server",
        edits: &[(
            "        frames::write(&mut writer, &[b\"received: \", &message[..]].concat())?;",
            "        let text = [b\"received: \", &message[..]].concat();\n        let bytes = [&(text.len() as u32).to_be_bytes()[..], &text[..]].concat();\n        let _ = std::io::Write::write(&mut writer, &bytes)?;",
        )],
        fails: &[("server-suspended", "bytes are lost in the middle of the answers")],
    },
    Mutant {
        name: "server-partial-is-error",
        program: "server",
        edits: &[(
            "        frames::write(&mut writer, &[b\"received: \", &message[..]].concat())?;",
            "        let text = [b\"received: \", &message[..]].concat();\n        let bytes = [&(text.len() as u32).to_be_bytes()[..], &text[..]].concat();\n        anyhow::ensure!(std::io::Write::write(&mut writer, &bytes)? == bytes.len(), \"cannot send all\");",
        )],
        fails: &[("server-suspended", "a send that takes only a part is treated")],
    },
    Mutant {
        name: "server-impatient-inside",
        program: "server",
        edits: &[(
            "    while let Some(message) = frames::read(&mut reader)? {",
            "    while let Some(message) = {\n        connection.set_read_timeout(None)?;\n        std::io::BufRead::fill_buf(&mut reader)?;\n        connection.set_read_timeout(Some(std::time::Duration::from_millis(500)))?;\n        frames::read(&mut reader)?\n    } {",
        )],
        fails: &[("server-stalled-frame", "the server closes the connection of a client that stops")],
    },
];
