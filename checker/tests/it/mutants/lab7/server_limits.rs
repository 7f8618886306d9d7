//! Wrong programs of lab 7: descriptors, and ten thousand clients.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-spins-without-descriptors",
        program: "server",
        edits: &[(
            "                    return self.listener.wait_for(Interest::Nothing).context(\"cannot wait\");",
            "                    return Ok(());",
        )],
        fails: &[("server-no-descriptors", "the loop turns in vain")],
    },
    Mutant {
        name: "server-tries-again-at-once",
        program: "server",
        edits: &[
            // Whether it would be stopped for what it prints first is the machine's.
            ("                    report(format_args!(\"cannot accept: {error}\"));\n", ""),
            (
                "                    return self.listener.wait_for(Interest::Nothing).context(\"cannot wait\");",
                "                    continue;",
            ),
        ],
        fails: &[("server-no-descriptors", "while accept fails those who are connected are not answered")],
    },
    Mutant {
        name: "server-ends-without-descriptors",
        program: "server",
        edits: &[(
            "                    return self.listener.wait_for(Interest::Nothing).context(\"cannot wait\");",
            "                    return Err(error).context(\"cannot accept\");",
        )],
        fails: &[("server-no-descriptors", "those who are connected lose")],
    },
    Mutant {
        name: "server-waits-for-descriptors",
        program: "server",
        edits: &[(
            "                    self.retry = Some(Instant::now() + PAUSE);\n                    return self.listener.wait_for(Interest::Nothing).context(\"cannot wait\");",
            "                    std::thread::sleep(PAUSE);",
        )],
        fails: &[("server-no-descriptors", "while accept fails those who are")],
    },
    Mutant {
        name: "server-never-listens-again",
        program: "server",
        edits: &[
            ("                    self.retry = Some(Instant::now() + PAUSE);\n", ""),
            (
                "        self.listen_again()\n        // ANCHOR_END: with-guest",
                "        Ok(())\n        // ANCHOR_END: with-guest",
            ),
        ],
        fails: &[("server-no-descriptors", "somebody has gone, and the next one")],
    },
    Mutant {
        name: "server-buffer-for-each",
        program: "server",
        edits: &[(
            "        let guest = Guest::new(watched, peer)?;",
            "        std::mem::forget(vec![1_u8; 70 * 1024]);\n        let guest = Guest::new(watched, peer)?;",
        )],
        fails: &[("server-ten-thousand", "each client costs 64 KiB or more")],
    },
    Mutant {
        name: "server-table-of-5000",
        program: "server",
        edits: &[(
            "            match self.listener.accept() {",
            "            if self.guests.len() >= 5000 {\n                return self.listener.wait_for(Interest::Nothing).context(\"full\");\n            }\n            match self.listener.accept() {",
        )],
        fails: &[("server-ten-thousand", "the server takes only so many clients")],
    },
    Mutant {
        name: "server-takes-its-time-after-4000",
        program: "server",
        edits: &[(
            "            match self.listener.accept() {",
            "            if self.guests.len() >= 4000 {\n                std::thread::sleep(std::time::Duration::from_secs(1));\n            }\n            match self.listener.accept() {",
        )],
        fails: &[("server-ten-thousand", "the server takes only so many clients")],
    },
    Mutant {
        name: "server-turns-away-after-4000",
        program: "server",
        edits: &[(
            "                Ok((connection, peer)) => self.welcome",
            "                Ok(_) if self.guests.len() >= 4000 => {}\n                Ok((connection, peer)) => self.welcome",
        )],
        fails: &[("server-ten-thousand", "the server turns clients away")],
    },
];
