//! Wrong programs of lab 7: the service of lab 5, and how many it is for.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-never-sends",
        program: "server",
        edits: &[("        self.outbox.send(&*self.connection)?;\n", "")],
        fails: &[("server-service", "nothing comes where a welcome")],
    },
    Mutant {
        name: "server-one-at-a-time",
        program: "server",
        edits: &[(
            "            match self.listener.accept() {",
            "            if !self.guests.is_empty() {\n                return Ok(());\n            }\n            match self.listener.accept() {",
        )],
        fails: &[("server-service", "the server serves one client at a time")],
    },
    Mutant {
        name: "server-one-frame-a-read",
        program: "server",
        edits: &[("while let Some(message) = self.inbox.take()? {", "if let Some(message) = self.inbox.take()? {")],
        fails: &[("server-service", "not every message is answered")],
    },
    Mutant {
        name: "server-empty-is-the-end",
        program: "server",
        edits: &[(
            "            if message == b\"/bye\" {\n",
            "            if message.is_empty() {\n                self.is_finished = true;\n                return Ok(());\n            }\n            if message == b\"/bye\" {\n",
        )],
        fails: &[("server-service", "an empty message has no right answer")],
    },
    Mutant {
        name: "server-bye-without-a-word",
        program: "server",
        edits: &[("return self.outbox.put(b\"bye\");", "return Ok(());")],
        fails: &[("server-service", "the connection is closed before everything")],
    },
    Mutant {
        name: "server-answers-without-a-space",
        program: "server",
        edits: &[("&[b\"received: \",", "&[b\"received:\",")],
        fails: &[("server-service", "the answer is not the frame")],
    },
    Mutant {
        name: "server-bye-and-stays",
        program: "server",
        edits: &[(
            "                self.is_finished = true;\n                return self.outbox",
            "                return self.outbox",
        )],
        fails: &[("server-service", "`/bye` is answered and the connection")],
    },
    Mutant {
        name: "server-counts-too-early",
        program: "server",
        edits: &[(
            "say(format_args!(\"connected {peer} (active {})\", self.guests.len()));",
            "say(format_args!(\"connected {peer} (active {})\", self.guests.len() - 1));",
        )],
        fails: &[("server-service", "the active count is wrong")],
    },
    Mutant {
        name: "server-errors-without-a-line",
        program: "server",
        edits: &[(
            "        say(format_args!(\"disconnected {peer} (active {})\", self.guests.len()));",
            "        if outcome.is_ok() {\n            say(format_args!(\"disconnected {peer} (active {})\", self.guests.len()));\n        }",
        )],
        fails: &[("server-service", "a client comes or goes, and no line")],
    },
    Mutant {
        name: "server-names-itself",
        program: "server",
        edits: &[(
            "say(format_args!(\"connected {peer} (active",
            "let own = self.listener.local_addr()?;\n        say(format_args!(\"connected {own} (active",
        )],
        fails: &[("server-service", "the line is not `IP:PORT: TEXT`")],
    },
    Mutant {
        name: "server-with-a-dash",
        program: "server",
        edits: &[("say(format_args!(\"{}: {}\", self.peer, String", "say(format_args!(\"{} - {}\", self.peer, String")],
        fails: &[("server-service", "the line is not `IP:PORT: TEXT`")],
    },
    Mutant {
        name: "server-end-is-an-error",
        program: "server",
        edits: &[(
            "            Ok(0) => self.is_finished = true,",
            "            Ok(0) => anyhow::bail!(\"the client has gone\"),",
        )],
        fails: &[("server-service", "a client that leaves in an orderly way")],
    },
    Mutant {
        name: "server-thread-for-each",
        program: "server",
        edits: &[(
            "        let guest = Guest::new(watched, peer)?;",
            "        if key < 400 {\n            std::thread::spawn(std::thread::park);\n        }\n        let guest = Guest::new(watched, peer)?;",
        )],
        fails: &[("server-one-loop", "the server starts a thread or a process")],
    },
    Mutant {
        name: "server-thread-for-each-message",
        program: "server",
        edits: &[(
            "            if message == b\"/bye\" {\n",
            "            static MESSAGES: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);\n            if MESSAGES.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < 400 {\n                std::thread::spawn(std::thread::park);\n            }\n            if message == b\"/bye\" {\n",
        )],
        fails: &[("server-one-loop", "the server starts a thread or a process")],
    },
    Mutant {
        name: "server-table-of-ten",
        program: "server",
        edits: &[(
            "            match self.listener.accept() {",
            "            if self.guests.len() >= 10 {\n                return self.listener.wait_for(Interest::Nothing).context(\"full\");\n            }\n            match self.listener.accept() {",
        )],
        fails: &[("server-service", "the server takes only so many clients")],
    },
    Mutant {
        name: "server-closes-at-15",
        program: "server",
        edits: &[(
            "                Ok((connection, peer)) => self.welcome(connection, peer)?,\n",
            "                Ok(_) if self.guests.len() >= 15 => {}\n                Ok((connection, peer)) => self.welcome(connection, peer)?,\n",
        )],
        fails: &[("server-service", "a new client is accepted, and its connection closed")],
    },
    Mutant {
        name: "server-closes-at-200",
        program: "server",
        edits: &[(
            "                Ok((connection, peer)) => self.welcome(connection, peer)?,\n",
            "                Ok(_) if self.guests.len() >= 200 => {}\n                Ok((connection, peer)) => self.welcome(connection, peer)?,\n",
        )],
        fails: &[("server-one-loop", "a new client is accepted, and its connection closed")],
    },
    Mutant {
        name: "server-closes-at-500",
        program: "server",
        edits: &[(
            "                Ok((connection, peer)) => self.welcome(connection, peer)?,\n",
            "                Ok(_) if self.guests.len() >= 500 => {}\n                Ok((connection, peer)) => self.welcome(connection, peer)?,\n",
        )],
        fails: &[("server-quiet", "a new client is accepted, and its connection closed")],
    },
    Mutant {
        name: "server-table-of-200",
        program: "server",
        edits: &[(
            "            match self.listener.accept() {",
            "            if self.guests.len() >= 200 {\n                return self.listener.wait_for(Interest::Nothing).context(\"full\");\n            }\n            match self.listener.accept() {",
        )],
        fails: &[("server-one-loop", "the server takes only so many clients")],
    },
    Mutant {
        name: "server-has-room-for-nineteen-halves",
        program: "server",
        edits: &[
            ("    inbox: Inbox,", "    pub inbox: Inbox,"),
            (
                "            match self.listener.accept() {",
                "            if self.guests.values().filter(|guest| !guest.inbox.is_empty()).count() > 19 {\n                return self.listener.wait_for(Interest::Nothing).context(\"full\");\n            }\n            match self.listener.accept() {",
            ),
        ],
        fails: &[("server-half-frames", "while clients are inside a frame")],
    },
    Mutant {
        name: "server-reads-whole-frames",
        program: "server",
        edits: &[
            (
                "            self.receive()?;\n            self.answer()?;",
                "            self.connection.set_nonblocking(false)?;\n            self.receive()?;\n            while !self.inbox.is_whole() && !self.is_finished {\n                self.receive()?;\n            }\n            self.connection.set_nonblocking(true)?;\n            self.answer()?;",
            ),
            (
                "    /// Whether there is nothing in it: an end",
                "    pub fn is_whole(&self) -> bool {\n        let rest = &self.bytes[self.taken..];\n        let whole = |(header, rest): (&[u8; HEADER], &[u8])| rest.len() >= u32::from_be_bytes(*header) as usize;\n        rest.split_first_chunk().map_or(rest.is_empty(), whole)\n    }\n\n    /// Whether there is nothing in it: an end",
            ),
        ],
        fails: &[("server-half-frames", "while clients are inside a frame")],
    },
    Mutant {
        name: "server-one-inbox-for-all",
        program: "server",
        edits: &[(
            "        let mut piece = [0; PIECE];",
            "        static LAST: std::sync::atomic::AtomicU16 = std::sync::atomic::AtomicU16::new(0);\n        if LAST.swap(self.peer.port(), std::sync::atomic::Ordering::Relaxed) != self.peer.port() {\n            self.inbox = Inbox::default();\n        }\n        let mut piece = [0; PIECE];",
        )],
        fails: &[("server-half-frames", "a frame that came in two parts")],
    },
    Mutant {
        name: "server-refuses-half-a-payload",
        program: "server",
        edits: &[
            (
                "            self.answer()?;\n",
                "            self.answer()?;\n            anyhow::ensure!(!(8..24).contains(&self.inbox.len()), \"where is the rest of the frame?\");\n",
            ),
            (
                "    /// Whether there is nothing in it: an end",
                "    pub fn len(&self) -> usize {\n        self.bytes.len() - self.taken\n    }\n\n    /// Whether there is nothing in it: an end",
            ),
        ],
        fails: &[("server-half-frames", "a client that stops inside a frame")],
    },
];
