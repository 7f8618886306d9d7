//! Wrong programs of lab 7: how clients end.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-closes-at-the-end",
        program: "server",
        edits: &[("        self.is_finished && self.outbox.is_empty()\n", "        self.is_finished\n")],
        fails: &[("server-half-close", "the connection is closed as soon as")],
    },
    Mutant {
        name: "server-stays-after-the-end",
        program: "server",
        edits: &[
            (
                "    /// Nothing more is read: the client has finished",
                "    has_kept: bool,\n    /// Nothing more is read: the client has finished",
            ),
            ("outbox, is_finished: false,", "outbox, has_kept: false, is_finished: false,"),
            (
                "        self.outbox.send(&*self.connection)?;",
                "        self.outbox.send(&*self.connection)?;\n        self.has_kept |= !self.outbox.is_empty();",
            ),
            (
                "        self.is_finished && self.outbox.is_empty()\n",
                "        self.is_finished && self.outbox.is_empty() && !self.has_kept\n",
            ),
        ],
        fails: &[("server-half-close", "everything is sent, and the connection")],
    },
    Mutant {
        name: "server-resets-at-the-end",
        program: "server",
        edits: &[(
            "            Ok(0) => self.is_finished = true,",
            "            Ok(0) => {\n                if self.outbox.is_empty() {\n                    socket2::SockRef::from(&*self.connection).set_linger(Some(Duration::ZERO))?;\n                }\n                self.is_finished = true;\n            }",
        )],
        fails: &[("server-half-close", "the connection is reset at its end")],
    },
    Mutant {
        name: "server-asks-for-the-end-again",
        program: "server",
        edits: &[("!self.is_finished && !self.outbox.is_full()", "!self.outbox.is_full()")],
        fails: &[("server-half-close", "the loop turns in vain while answers wait for a client that has finished")],
    },
    Mutant {
        name: "server-is-curt-at-bye",
        program: "server",
        edits: &[(
            "                self.is_finished = true;\n                return self.outbox.put(b\"bye\");",
            "                self.is_finished = true;\n                anyhow::ensure!(self.outbox.is_empty(), \"said /bye, and reads nothing\");\n                return self.outbox.put(b\"bye\");",
        )],
        fails: &[("server-half-close", "the connection is closed as soon as")],
    },
    Mutant {
        name: "server-ends-at-a-broken-pipe",
        program: "server",
        edits: &[(
            "Err(error) => return Err(error).context(\"cannot send\"),",
            "Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),\n                Err(error) => return Err(error).context(\"cannot send\"),",
        )],
        fails: &[("server-resets", "a reset of one client ends")],
    },
    Mutant {
        name: "server-ends-by-a-failed-send",
        program: "server",
        edits: &[("Err(error) => return Err(error).context(\"cannot send\"),", "Err(_) => std::process::exit(1),")],
        fails: &[("server-resets", "a reset of one client ends")],
    },
    Mutant {
        name: "server-sends-to-the-gone",
        program: "server",
        edits: &[("Err(error) => return Err(error).context(\"cannot send\"),", "Err(_) => {}")],
        fails: &[("server-resets", "after resets the others are not answered")],
    },
    Mutant {
        name: "server-keeps-the-broken",
        program: "server",
        edits: &[(
            "        self.guests.remove(&key);\n",
            "        let guest = self.guests.remove(&key);\n        if outcome.is_err() {\n            std::mem::forget(guest);\n        }\n",
        )],
        fails: &[("server-resets", "connections that were reset stay open")],
    },
    Mutant {
        name: "server-waits-without-an-end",
        program: "server",
        edits: &[("let due = self.look.into_iter().chain(self.retry).min()?;", "let due = self.retry?;")],
        fails: &[("server-idle", "a silent client is not sent away")],
    },
    Mutant {
        name: "server-counts-whole-frames",
        program: "server",
        edits: &[
            (
                "                self.inbox.put(&piece[..length]);\n                self.heard = Instant::now();",
                "                self.inbox.put(&piece[..length]);",
            ),
            (
                "            if message == b\"/bye\" {\n",
                "            self.heard = Instant::now();\n            if message == b\"/bye\" {\n",
            ),
        ],
        fails: &[("server-idle", "a client that sends a byte now and then")],
    },
    Mutant {
        name: "server-is-half-as-patient",
        program: "server",
        edits: &[("self.heard + idle)", "self.heard + idle / 2)")],
        fails: &[("server-idle", "a client that sends a byte now and then")],
    },
    Mutant {
        name: "server-idle-time-of-its-own",
        program: "server",
        edits: &[("next: 1, idle,", "next: 1, idle: idle.map(|_| Duration::from_millis(200)),")],
        fails: &[("server-idle", "a client that sends a byte now and then")],
    },
    Mutant {
        name: "server-idle-without-a-word",
        program: "server",
        edits: &[("        self.outbox.put(b\"idle\")?;\n", "")],
        fails: &[("server-idle", "the connection of a silent client is closed")],
    },
    Mutant {
        name: "server-idle-in-other-words",
        program: "server",
        edits: &[("self.outbox.put(b\"idle\")?;", "self.outbox.put(b\"time out\")?;")],
        fails: &[("server-idle", "a silent client gets something else")],
    },
    Mutant {
        name: "server-idle-and-stays",
        program: "server",
        edits: &[(
            "        self.is_finished = true;\n        self.outbox.put(b\"idle\")?;",
            "        self.heard = Instant::now() + Duration::from_secs(3600);\n        self.outbox.put(b\"idle\")?;",
        )],
        fails: &[("server-idle", "after `idle` the connection stays open")],
    },
    Mutant {
        name: "server-always-idle",
        program: "server",
        edits: &[
            ("next: 1, idle,", "next: 1, idle: Some(idle.unwrap_or(Duration::from_millis(700))),"),
            ("if let Some(idle) = self.idle {", "if let Some(idle) = self.idle {"),
        ],
        fails: &[("server-idle", "without IDLE_MS a client that is silent")],
    },
];
