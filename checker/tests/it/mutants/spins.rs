//! Wrong programs of all labs: each does what it should, and keeps a processor busy with nothing all the time.

use super::Mutant;

/// A thread that turns in vain, beside the right program.
const EDITS: &[(&str, &str)] = &[(
    "fn main() -> ExitCode {",
    "fn main() -> ExitCode {\n    std::thread::spawn(|| {\n        loop {\n            std::hint::spin_loop();\n        }\n    });",
)];

const fn spins(name: &'static str, program: &'static str, fails: &'static [(&'static str, &'static str)]) -> Mutant {
    Mutant { name, program, edits: EDITS, fails }
}

pub const LAB1: &[Mutant] = &[
    spins("server-spins", "server", &[("server-next-client", "the program spins")]),
    spins("client-spins", "client", &[("client-empty-reply", "the program spins")]),
];
pub const LAB2: &[Mutant] = &[
    spins("server-spins", "server", &[("server-many-clients", "the program spins")]),
    spins("client-spins", "client", &[("client-prints", "the program spins")]),
    spins("tcp-server-spins", "tcp-server", &[("tcp-server-uppercase", "the program spins")]),
    spins("tcp-client-spins", "tcp-client", &[("tcp-client-prints", "the program spins")]),
];
pub const LAB3: &[Mutant] = &[
    spins("server-spins", "server", &[("server-split-line", "the program spins")]),
    spins(
        "client-spins",
        "client",
        &[("client-split-answer", "the program spins"), ("client-backs-off", "the client spins while it waits")],
    ),
];
pub const LAB4: &[Mutant] = &[
    spins("lines-server-spins", "lines-server", &[("lines-empty", "the program spins")]),
    spins("server-spins", "server", &[("frames-empty", "the program spins")]),
    spins("client-spins", "client", &[("client-empty-line", "the program spins")]),
];
pub const LAB5: &[Mutant] = &[
    spins("server-spins", "server", &[("server-two-at-once", "the program spins")]),
    spins("client-spins", "client", &[("client-acks", "the program spins")]),
];
pub const LAB6: &[Mutant] = &[
    spins("pair-server-spins", "pair-server", &[("pair-both-ways", "the program spins")]),
    spins("pair-client-spins", "pair-client", &[("pair-both-ways", "the program spins")]),
    spins("server-spins", "server", &[("users", "the program spins")]),
    spins("client-spins", "client", &[("client-users", "the program spins")]),
];
pub const LAB8: &[Mutant] = &[
    spins("receiver-spins", "receiver", &[("receiver-gap", "the program spins")]),
    spins("sender-spins", "sender", &[("sender-gives-up", "the program spins")]),
];
