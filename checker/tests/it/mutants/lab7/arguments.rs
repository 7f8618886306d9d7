//! Wrong programs of lab 7: what they make of their arguments, and IPv6.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-reports-its-arguments",
        program: "server",
        edits: &[(
            "match args::idle_server(\"lab7-server PORT [HOST] [IDLE_MS]\") {",
            "let words: Vec<String> = std::env::args().skip(1).collect();\n    if words.is_empty() || words.len() > 3 || words[0].parse::<u16>().is_err() {\n        args::report(\"the arguments make no sense\");\n        return ExitCode::from(2);\n    }\n    match args::idle_server(\"lab7-server PORT [HOST] [IDLE_MS]\") {",
        )],
        fails: &[("arguments", "the program does not say how it is used: no arguments")],
    },
    Mutant {
        name: "server-passes-over-idle",
        program: "server",
        edits: &[(
            "match args::idle_server(\"lab7-server PORT [HOST] [IDLE_MS]\") {",
            "let words: Vec<String> = std::env::args().skip(1).collect();\n    let known = match words.as_slice() {\n        [port, host] | [port, host, _] => port.parse().ok().zip(host.parse().ok()).map(|(port, ip): (u16, std::net::IpAddr)| (SocketAddr::new(ip, port), words.get(2).and_then(|idle| idle.parse().ok().map(Duration::from_millis)))),\n        _ => None,\n    };\n    match known.map_or_else(|| args::idle_server(\"lab7-server PORT\"), Ok) {",
        )],
        fails: &[("arguments", "the server listens although its IDLE_MS is no number")],
    },
    Mutant {
        name: "client-explains-on-stdout",
        program: "client",
        edits: &[(
            "match args::client(\"lab7-client HOST PORT\") {",
            "match (|| {\n        let words: Vec<String> = std::env::args().skip(1).collect();\n        let [host, port] = <[String; 2]>::try_from(words).ok()?;\n        Some((host, port.parse().ok()?))\n    })()\n    .ok_or_else(|| {\n        args::say(\"usage: HOST PORT\");\n        ExitCode::from(2)\n    }) {",
        )],
        fails: &[("arguments", "the usage line is printed on stdout")],
    },
    Mutant {
        name: "client-asks-for-its-arguments",
        program: "client",
        edits: &[(
            "match args::client(\"lab7-client HOST PORT\") {",
            "match (|| {\n        let words: Vec<String> = std::env::args().skip(1).collect();\n        let [host, port] = <[String; 2]>::try_from(words).ok()?;\n        Some((host, port.parse().ok()?))\n    })()\n    .ok_or_else(|| {\n        let _ = args::read_line();\n        ExitCode::from(2)\n    }) {",
        )],
        fails: &[("arguments", "the program does not say how it is used: it goes on without")],
    },
    Mutant {
        name: "client-explains-and-ends-with-1",
        program: "client",
        edits: &[("Err(status) => status,", "Err(_usage) => ExitCode::from(1),")],
        fails: &[("arguments", "arguments that make no sense have an exit status of their own")],
    },
    Mutant {
        name: "server-is-for-ipv4",
        program: "server",
        edits: &[(
            "Ok((address, idle)) => args",
            "Ok((address, _)) if address.is_ipv6() => {\n            args::report(\"HOST is not an IPv4 address\");\n            ExitCode::FAILURE\n        }\n        Ok((address, idle)) => args",
        )],
        fails: &[("arguments", "the server does not take an IPv6 address")],
    },
    Mutant {
        name: "server-ignores-host",
        program: "server",
        edits: &[(
            "args::exit_status(run(address, idle)),",
            "args::exit_status(run(SocketAddr::from(([127, 0, 0, 1], address.port())), idle)),",
        )],
        fails: &[("arguments", "the server is bound to another address than HOST")],
    },
    Mutant {
        name: "client-is-for-ipv4",
        program: "client",
        edits: &[(
            "TcpStream::connect((host, port))",
            "TcpStream::connect((host.parse::<std::net::Ipv4Addr>()?, port))",
        )],
        fails: &[("arguments", "the client does not take an IPv6 address")],
    },
];
