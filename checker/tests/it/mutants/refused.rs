//! Wrong programs of all labs: each takes arguments that make no sense for others, or crashes over them.

use super::Mutant;

/// It begins again, with a 0 in the place of an empty word.
const EMPTY_IS_0: &[(&str, &str)] = &[(
    "fn main() -> ExitCode {",
    "fn main() -> ExitCode {\n    let words: Vec<String> = std::env::args().skip(1).collect();\n    if words.iter().any(|word| word.is_empty()) {\n        let known = words.iter().map(|word| if word.is_empty() { \"0\" } else { word.as_str() });\n        let _ = std::os::unix::process::CommandExt::exec(std::process::Command::new(std::env::args().next().expect(\"a name\")).args(known));\n    }",
)];
/// It begins again, with 127.0.0.1 in the place of a HOST that is no address.
const ANY_HOST: &[(&str, &str)] = &[(
    "fn main() -> ExitCode {",
    "fn main() -> ExitCode {\n    let words: Vec<String> = std::env::args().skip(1).collect();\n    if words.iter().any(|word| word == \"a..b\") {\n        let known = words.iter().map(|word| if word == \"a..b\" { \"127.0.0.1\" } else { word.as_str() });\n        let _ = std::os::unix::process::CommandExt::exec(std::process::Command::new(std::env::args().next().expect(\"a name\")).args(known));\n    }",
)];
/// It looks a HOST up that is no address, and does not look whether that worked.
const NO_HOST_PANICS: &[(&str, &str)] = &[(
    "fn main() -> ExitCode {",
    "fn main() -> ExitCode {\n    let hosts = std::env::args().skip(1).filter(|word| word == \"a..b\");\n    hosts.for_each(|host| drop(std::net::ToSocketAddrs::to_socket_addrs(&(host, 0)).expect(\"an address\")));",
)];
/// It takes a sign for a part of a port.
const NEGATIVE_PANICS: &[(&str, &str)] = &[(
    "fn main() -> ExitCode {",
    "fn main() -> ExitCode {\n    let numbers = std::env::args().skip(1).filter_map(|word| word.parse::<i32>().ok());\n    numbers.filter(|number| *number < 65536).for_each(|number| drop(u16::try_from(number).expect(\"a port\")));",
)];

const fn mutant(
    name: &'static str,
    program: &'static str,
    edits: &'static [(&'static str, &'static str)],
    fails: &'static [(&'static str, &'static str)],
) -> Mutant {
    Mutant { name, program, edits, fails }
}

const LISTENS: &str = "the server listens all the same";
const HOST: &str = "HOST is no address, and the server does not say so";

const fn takes_an_empty_port(name: &'static str, program: &'static str) -> Mutant {
    mutant(name, program, EMPTY_IS_0, &[("arguments", LISTENS)])
}

const fn listens_at_any_host(name: &'static str, program: &'static str) -> Mutant {
    mutant(name, program, ANY_HOST, &[("arguments", HOST)])
}

const CLIENT_PANICS: Mutant = mutant(
    "client-panics-at-a-negative-port",
    "client",
    NEGATIVE_PANICS,
    &[("arguments", "client 4 crashed: thread 'main'")],
);

/// By its check: lab 1 has one for each of its programs.
pub const LAB1: &[Mutant] = &[
    mutant("server-takes-an-empty-port", "server", EMPTY_IS_0, &[("server-arguments", LISTENS)]),
    mutant("server-listens-at-any-host", "server", ANY_HOST, &[("server-arguments", HOST)]),
    mutant(
        "server-panics-without-an-address",
        "server",
        NO_HOST_PANICS,
        &[("server-arguments", "server 7 crashed: thread 'main'")],
    ),
    mutant(
        "server-panics-at-a-negative-port",
        "server",
        NEGATIVE_PANICS,
        &[("server-arguments", "server 4 crashed: thread 'main'")],
    ),
];

pub const LAB2: &[Mutant] = &[
    takes_an_empty_port("server-takes-an-empty-port", "server"),
    listens_at_any_host("tcp-server-listens-at-any-host", "tcp-server"),
    mutant(
        "tcp-client-panics-at-a-negative-port",
        "tcp-client",
        NEGATIVE_PANICS,
        &[("arguments", "tcp-client 4 crashed: thread 'main'")],
    ),
];
pub const LAB3: &[Mutant] = &[
    takes_an_empty_port("server-takes-an-empty-port", "server"),
    listens_at_any_host("server-listens-at-any-host", "server"),
    CLIENT_PANICS,
];
pub const LAB4: &[Mutant] = &[
    takes_an_empty_port("lines-server-takes-an-empty-port", "lines-server"),
    listens_at_any_host("server-listens-at-any-host", "server"),
    CLIENT_PANICS,
];
pub const LAB5: &[Mutant] = &[
    takes_an_empty_port("server-takes-an-empty-port", "server"),
    listens_at_any_host("server-listens-at-any-host", "server"),
    CLIENT_PANICS,
];
pub const LAB6: &[Mutant] = &[
    takes_an_empty_port("pair-server-takes-an-empty-port", "pair-server"),
    listens_at_any_host("server-listens-at-any-host", "server"),
    CLIENT_PANICS,
];
pub const LAB7: &[Mutant] = &[
    takes_an_empty_port("server-takes-an-empty-port", "server"),
    listens_at_any_host("server-listens-at-any-host", "server"),
    CLIENT_PANICS,
];
pub const LAB8: &[Mutant] = &[
    takes_an_empty_port("receiver-takes-an-empty-port", "receiver"),
    listens_at_any_host("receiver-listens-at-any-host", "receiver"),
    mutant(
        "sender-panics-at-a-negative-port",
        "sender",
        NEGATIVE_PANICS,
        &[("arguments", "sender 4 crashed: thread 'main'")],
    ),
];
