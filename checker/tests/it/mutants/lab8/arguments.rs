//! Programs that are wrong about their arguments, or about IPv6.

use super::lines::STRANGER;
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "receiver-reports-its-arguments",
        program: "receiver",
        edits: &[(
            "match args::receiver(\"lab8-receiver PORT FILE [HOST]\") {",
            "let words: Vec<String> = std::env::args().skip(1).collect();\n    if words.len() < 2 || words.len() > 3 || words[0].parse::<u16>().is_err() {\n        args::report(\"the arguments make no sense\");\n        return ExitCode::from(2);\n    }\n    match args::receiver(\"lab8-receiver PORT FILE [HOST]\") {",
        )],
        fails: &[("arguments", "the program does not say how it is used: no arguments")],
    },
    Mutant {
        name: "receiver-passes-over-a-word",
        program: "receiver",
        edits: &[(
            "match args::receiver(\"lab8-receiver PORT FILE [HOST]\") {",
            "let words: Vec<String> = std::env::args().skip(1).collect();\n    let known = match words.as_slice() {\n        [port, file, host, ..] => port.parse().ok().zip(host.parse().ok()).map(|(port, ip): (u16, std::net::IpAddr)| (SocketAddr::new(ip, port), file.into())),\n        _ => None,\n    };\n    match known.map_or_else(|| args::receiver(\"lab8-receiver PORT FILE [HOST]\"), Ok) {",
        )],
        fails: &[("arguments", "the server listens all the same")],
    },
    Mutant {
        name: "sender-explains-on-stdout",
        program: "sender",
        edits: &[(
            "match args::sender(\"lab8-sender HOST PORT FILE [WINDOW]\") {",
            "match (|| {\n        let words: Vec<String> = std::env::args().skip(1).collect();\n        let window = words.get(3).map_or(Some(1), |word| word.parse().ok())?;\n        if words.len() > 4 {\n            return None;\n        }\n        Some((words.first()?.clone(), words.get(1)?.parse().ok()?, std::path::PathBuf::from(words.get(2)?), window))\n    })()\n    .ok_or_else(|| {\n        say(\"usage: lab8-sender HOST PORT FILE [WINDOW]\");\n        ExitCode::from(2)\n    }) {",
        )],
        fails: &[("arguments", "the usage line is printed on stdout")],
    },
    Mutant {
        name: "sender-asks-for-its-arguments",
        program: "sender",
        edits: &[(
            "match args::sender(\"lab8-sender HOST PORT FILE [WINDOW]\") {",
            "if std::env::args().count() < 4 {\n        let _ = args::read_line();\n    }\n    match args::sender(\"lab8-sender HOST PORT FILE [WINDOW]\") {",
        )],
        fails: &[("arguments", "the program does not say how it is used: it goes on without")],
    },
    Mutant {
        name: "sender-explains-and-ends-with-1",
        program: "sender",
        edits: &[("Err(status) => status,", "Err(_usage) => ExitCode::from(1),")],
        fails: &[("arguments", "arguments that make no sense have an exit status of their own")],
    },
    Mutant {
        name: "receiver-is-for-ipv4",
        program: "receiver",
        edits: &[(
            "Ok((address, file)) => args::exit_status(run(address, &file)),",
            "Ok((address, _)) if address.is_ipv6() => {\n            args::report(\"HOST is not an IPv4 address\");\n            ExitCode::FAILURE\n        }\n        Ok((address, file)) => args::exit_status(run(address, &file)),",
        )],
        fails: &[("arguments", "the receiver does not take an IPv6 address")],
    },
    Mutant {
        name: "receiver-ignores-host",
        program: "receiver",
        edits: &[(
            "Ok((address, file)) => args::exit_status(run(address, &file)),",
            "Ok((address, file)) => args::exit_status(run(SocketAddr::from(([127, 0, 0, 1], address.port())), &file)),",
        )],
        fails: &[("arguments", "the receiver is bound to another address")],
    },
    Mutant {
        name: "sender-is-for-ipv4",
        program: "sender",
        edits: &[
            (
                "SocketAddr::V6(_) => UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 0)),",
                "SocketAddr::V6(_) => UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)),",
            ),
            ("use std::net::{Ipv4Addr, Ipv6Addr, ", "use std::net::{Ipv4Addr, "),
        ],
        fails: &[("arguments", "the sender can't reach an IPv6 address")],
    },
    Mutant {
        name: "sender-has-only-strangers-over-ipv6",
        program: "sender",
        edits: &[(STRANGER, "if peer != self.receiver || peer.is_ipv6() {")],
        fails: &[("arguments", "over IPv6 the sender does not go on")],
    },
    Mutant {
        name: "sender-takes-a-window-of-nothing",
        program: "sender",
        edits: &[(
            "match args::sender(\"lab8-sender HOST PORT FILE [WINDOW]\") {",
            "let words: Vec<String> = std::env::args().skip(1).collect();\n    let known = match words.as_slice() {\n        [host, port, file, window] => match (port.parse(), window.parse::<usize>()) {\n            (Ok(port), Ok(window)) if window <= 1024 => Some((host.clone(), port, std::path::PathBuf::from(file), window)),\n            _ => None,\n        },\n        _ => None,\n    };\n    match known.map_or_else(|| args::sender(\"lab8-sender HOST PORT FILE [WINDOW]\"), Ok) {",
        )],
        fails: &[("arguments", "a WINDOW of 0 makes no sense")],
    },
];
