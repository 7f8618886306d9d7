//! Wrong programs of lab 5: the server that is not made for many.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
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
        name: "server-most-50",
        program: "server",
        edits: &[(
            "    let guest = Guest::new(peer, active);\n",
            "    if *lock(active) >= 50 {\n        return Ok(());\n    }\n    let guest = Guest::new(peer, active);\n",
        )],
        fails: &[("server-crowd", "the server turns clients away before there are 100")],
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
        fails: &[("server-two-at-once", "the answer to one client goes to another")],
    },
    Mutant {
        name: "server-keeps-one-message-for-all",
        program: "server",
        edits: &[
            (
                "/// Waits until no other thread has the count.\n",
                "static MESSAGE: Mutex<Vec<u8>> = Mutex::new(Vec::new());\n\n/// Waits until no other thread has the count.\n",
            ),
            (
                "        frames::write(&mut writer, &[b\"received: \"",
                "        *MESSAGE.lock().unwrap() = message;\n        thread::sleep(std::time::Duration::from_millis(5));\n        let message = MESSAGE.lock().unwrap().clone();\n        frames::write(&mut writer, &[b\"received: \"",
            ),
        ],
        fails: &[("server-crowd", "a client gets an answer that is not its own")],
    },
    Mutant {
        name: "server-eighteen-messages",
        program: "server",
        edits: &[
            (
                "    frames::write(&mut writer, WELCOME)?;\n",
                "    frames::write(&mut writer, WELCOME)?;\n    let mut count = 0;\n",
            ),
            (
                "        if message == b\"/bye\" {",
                "        count += 1;\n        if count > 18 {\n            return Ok(());\n        }\n        if message == b\"/bye\" {",
            ),
        ],
        fails: &[("server-crowd", "the server closes connections before")],
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
        name: "server-most-500",
        program: "server",
        edits: &[(
            "    let guest = Guest::new(peer, active);\n",
            "    if *lock(active) >= 500 {\n        return Ok(());\n    }\n    let guest = Guest::new(peer, active);\n",
        )],
        fails: &[("server-thousand", "the server turns clients away before there are 1,000")],
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
        fails: &[("server-no-leaks", "sockets of clients that are gone stay in CLOSE-WAIT")],
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
                "            if error.to_string() == \"said goodbye\" {\n                drop(guest);\n                loop {\n                    thread::park();\n                }\n            }\n            report(format_args!(\"{peer}: {error:#}\"));",
            ),
        ],
        fails: &[("server-no-leaks", "threads or processes of clients")],
    },
    Mutant {
        name: "server-takes-several-ends-for-one",
        program: "server",
        edits: &[(
            "        let mut count = lock(&self.active);\n        *count -= 1;\n",
            "        static HAS_ENDED: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);\n        if HAS_ENDED.swap(true, std::sync::atomic::Ordering::Relaxed) {\n            *lock(&self.active) -= 1;\n            return;\n        }\n        thread::sleep(std::time::Duration::from_millis(5));\n        HAS_ENDED.store(false, std::sync::atomic::Ordering::Relaxed);\n        let mut count = lock(&self.active);\n        *count -= 1;\n",
        )],
        fails: &[("server-crowd", "where many come or go at once, for some")],
    },
    Mutant {
        name: "server-counts-unlocked",
        program: "server",
        edits: &[
            (
                "        let mut count = lock(active);\n        *count += 1;\n",
                "        let count = *lock(active) + 1;\n        thread::sleep(std::time::Duration::from_millis(1));\n        *lock(active) = count;\n",
            ),
            (
                "        let mut count = lock(&self.active);\n        *count -= 1;\n",
                "        let count = lock(&self.active).saturating_sub(1);\n        thread::sleep(std::time::Duration::from_millis(1));\n        *lock(&self.active) = count;\n",
            ),
        ],
        fails: &[("server-crowd", "the active count is wrong where many")],
    },
];
