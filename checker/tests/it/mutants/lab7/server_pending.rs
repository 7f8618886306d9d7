//! Wrong programs of lab 7: what a client does not take at once.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-sends-and-waits",
        program: "server",
        edits: &[(
            "        connection.set_nonblocking(true).context(\"cannot make a socket non-blocking\")?;\n        let key",
            "        let key",
        )],
        fails: &[("server-pending", "while answers wait for one client")],
    },
    Mutant {
        name: "server-ends-when-it-is-interrupted",
        program: "server",
        edits: &[(
            "fn main() -> ExitCode {",
            "fn main() -> ExitCode {\n    #[cfg(target_os = \"linux\")]\n    std::thread::spawn(|| {\n        unsafe extern \"C\" {\n            fn epoll_create1(flags: i32) -> i32;\n            fn epoll_wait(epoll: i32, events: *mut u8, count: i32, time: i32) -> i32;\n        }\n        let mut events = [0; 64];\n        if unsafe { epoll_wait(epoll_create1(0), events.as_mut_ptr(), 1, -1) } < 0 {\n            args::report(std::io::Error::last_os_error());\n            std::process::exit(1);\n        }\n    });",
        )],
        fails: &[("server-pending", "the server has ended")],
    },
    Mutant {
        name: "server-drops-the-rest",
        program: "server",
        edits: &[("Ok(length) => drop(self.waiting.drain(..length)),", "Ok(_) => self.waiting.clear(),")],
        fails: &[("server-pending", "bytes are lost")],
    },
    Mutant {
        name: "server-would-block-is-an-error",
        program: "server",
        edits: &[(
            "WouldBlock => return Ok(()),\n                Err(error) if error.kind() == ErrorKind::Interrupted",
            "WouldBlock => anyhow::bail!(\"cannot send now\"),\n                Err(error) if error.kind() == ErrorKind::Interrupted",
        )],
        fails: &[("server-pending", "a client that reads late loses")],
    },
    Mutant {
        name: "server-never-writable",
        program: "server",
        edits: &[(
            "            (true, false) => Interest::Both,\n            (false, false) => Interest::Writing,",
            "            (true, false) => Interest::Reading,\n            (false, false) => Interest::Nothing,",
        )],
        fails: &[("server-pending", "what is left of a send is never sent")],
    },
    Mutant {
        name: "server-takes-everything",
        program: "server",
        edits: &[("        !self.is_finished && !self.outbox.is_full()", "        !self.is_finished")],
        fails: &[("server-pushes-back", "the server reads on from a client")],
    },
    Mutant {
        name: "server-hoards-what-it-reads",
        program: "server",
        edits: &[
            ("        !self.is_finished && !self.outbox.is_full()", "        !self.is_finished"),
            (
                "        while let Some(message) = self.inbox.take()? {",
                "        while !self.outbox.is_full() {\n            let Some(message) = self.inbox.take()? else { break };",
            ),
            (
                "        self.outbox.send(&*self.connection)?;",
                "        let was_full = self.outbox.is_full();\n        self.outbox.send(&*self.connection)?;\n        if was_full && !self.outbox.is_full() {\n            self.answer()?;\n        }",
            ),
        ],
        fails: &[("server-pushes-back", "the server reads on from a client")],
    },
    Mutant {
        name: "server-sends-hoarders-away",
        program: "server",
        edits: &[
            ("        !self.is_finished && !self.outbox.is_full()", "        !self.is_finished"),
            (
                "    /// Whether so much waits",
                "    pub fn is_too_much(&self) -> bool {\n        self.waiting.len() > 32 * 1024 * 1024\n    }\n\n    /// Whether so much waits",
            ),
            (
                "        self.outbox.send(&*self.connection)?;",
                "        anyhow::ensure!(!self.outbox.is_too_much(), \"too much waits\");\n        self.outbox.send(&*self.connection)?;",
            ),
        ],
        fails: &[("server-pushes-back", "a client for which too much waits")],
    },
    Mutant {
        name: "server-reads-until-nothing-is-left",
        program: "server",
        edits: &[
            (
                "            self.receive()?;\n            self.answer()?;",
                "            loop {\n                let before = self.heard;\n                self.receive()?;\n                self.answer()?;\n                self.outbox.send(&*self.connection)?;\n                if self.heard == before || !self.is_read_from() {\n                    break;\n                }\n            }",
            ),
            (
                "    pub fn send(&mut self) -> anyhow::Result<()> {\n        if self.outbox.is_full() {\n            // As long as nobody listens to it, a client can't be called silent.\n            self.heard = Instant::now();\n        }\n        self.outbox.send(&*self.connection)?;",
                "    pub fn send(&mut self) -> anyhow::Result<()> {\n        let connection = &*self.connection;\n        self.outbox.send(connection)?;",
            ),
        ],
        fails: &[("server-fair", "as long as one client sends")],
    },
    Mutant {
        name: "server-serves-the-youngest",
        program: "server",
        edits: &[(
            "for ready in self.watch.wait(self.rest())? {",
            "for ready in self.watch.wait(self.rest())?.into_iter().max_by_key(|ready| ready.key) {",
        )],
        fails: &[("server-fair", "as long as one client sends")],
    },
];
