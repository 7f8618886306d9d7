//! Programs that are wrong about their arguments, or about IPv6.

use super::lines::{FROM_SERVER, MAIN_OF_SERVER};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    // As a comparison of all that Python's recvfrom gives with HOST and PORT.
    Mutant {
        name: "client-knows-no-server-over-ipv6",
        program: "client",
        edits: &[(FROM_SERVER, "Ok((length, peer)) if peer == server && peer.is_ipv4() => {")],
        fails: &[("arguments", "over IPv6 the client passes over the server's reply")],
    },
    Mutant {
        name: "tcp-server-reports-its-arguments",
        program: "tcp-server",
        edits: &[(
            "match args::server(\"lab2-tcp-server PORT [HOST]\") {",
            "let words: Vec<String> = std::env::args().skip(1).collect();
    if words.is_empty() || words.len() > 2 || words[0].parse::<u16>().is_err() {
        args::report(\"the arguments make no sense\");
        return ExitCode::from(2);
    }
    match args::server(\"lab2-tcp-server PORT [HOST]\") {",
        )],
        fails: &[("arguments", "the program does not say how it is used: no arguments")],
    },
    Mutant {
        name: "server-passes-over-a-word",
        program: "server",
        edits: &[(
            "match args::server(\"lab2-server PORT [HOST]\") {",
            "let words: Vec<String> = std::env::args().skip(1).collect();
    let known = match words.as_slice() {
        [port, host, ..] => port.parse().ok().zip(host.parse().ok()).map(|(port, ip): (u16, std::net::IpAddr)| SocketAddr::new(ip, port)),
        _ => None,
    };
    match known.map_or_else(|| args::server(\"lab2-server PORT [HOST]\"), Ok) {",
        )],
        fails: &[("arguments", "the server listens all the same")],
    },
    Mutant {
        name: "client-explains-on-stdout",
        program: "client",
        edits: &[(
            "match args::client(\"lab2-client HOST PORT\") {",
            "match (|| {
        let words: Vec<String> = std::env::args().skip(1).collect();
        let [host, port] = <[String; 2]>::try_from(words).ok()?;
        Some((host, port.parse().ok()?))
    })()
    .ok_or_else(|| {
        let _ = writeln!(io::stdout(), \"usage: lab2-client HOST PORT\");
        ExitCode::from(2)
    }) {",
        )],
        fails: &[("arguments", "the usage line is printed on stdout")],
    },
    Mutant {
        name: "tcp-client-asks-for-its-arguments",
        program: "tcp-client",
        edits: &[(
            "match args::client(\"lab2-tcp-client HOST PORT\") {",
            "match (|| {
        let words: Vec<String> = std::env::args().skip(1).collect();
        let [host, port] = <[String; 2]>::try_from(words).ok()?;
        Some((host, port.parse().ok()?))
    })()
    .ok_or_else(|| {
        let _ = args::read_line();
        ExitCode::from(2)
    }) {",
        )],
        fails: &[("arguments", "the program does not say how it is used: it goes on without")],
    },
    Mutant {
        name: "tcp-client-explains-and-ends-with-1",
        program: "tcp-client",
        edits: &[("Err(status) => status,", "Err(_usage) => ExitCode::from(1),")],
        fails: &[("arguments", "arguments that make no sense have an exit status of their own")],
    },
    Mutant {
        name: "server-is-for-ipv4",
        program: "server",
        edits: &[(
            MAIN_OF_SERVER,
            "Ok(address) if address.is_ipv6() => {
            args::report(\"HOST is not an IPv4 address\");
            ExitCode::FAILURE
        }
        Ok(address) => args::exit_status(run(address)),",
        )],
        fails: &[("arguments", "the server does not take an IPv6 address")],
    },
    Mutant {
        name: "tcp-server-ignores-host",
        program: "tcp-server",
        edits: &[(
            MAIN_OF_SERVER,
            "Ok(address) => args::exit_status(run(SocketAddr::from(([127, 0, 0, 1], address.port())))),",
        )],
        fails: &[("arguments", "the server is bound to another address than HOST")],
    },
    Mutant {
        name: "tcp-client-is-for-ipv4",
        program: "tcp-client",
        edits: &[(
            "TcpStream::connect((host, port))",
            "TcpStream::connect((host.parse::<std::net::Ipv4Addr>()?, port))",
        )],
        fails: &[("arguments", "the client does not take an IPv6 address")],
    },
    Mutant {
        name: "client-is-for-ipv4",
        program: "client",
        edits: &[
            (
                "SocketAddr::V6(_) => UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 0)),",
                "SocketAddr::V6(_) => UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)),",
            ),
            ("use std::net::{Ipv4Addr, Ipv6Addr, ", "use std::net::{Ipv4Addr, "),
        ],
        fails: &[("arguments", "the client can't reach an IPv6 address")],
    },
];
