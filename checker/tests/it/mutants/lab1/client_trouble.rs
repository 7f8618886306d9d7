//! Clients that are wrong about what they can't help: nobody listens, a name, arguments.

use super::lines::{CLIENT_ERROR, CONNECT, RECEIVE, USAGE};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-fails-in-silence",
        program: "client",
        edits: &[(CLIENT_ERROR, "")],
        fails: &[("client-refused", "the client ends without saying what went wrong")],
    },
    Mutant {
        name: "client-reports-without-error",
        program: "client",
        edits: &[(CLIENT_ERROR, "let _ = writeln!(io::stderr(), \"{error:#}\");")],
        fails: &[("client-refused", "the line on stderr does not start with `error: `")],
    },
    Mutant {
        name: "client-reports-on-stdout",
        program: "client",
        edits: &[(CLIENT_ERROR, "let _ = writeln!(io::stdout(), \"error: {error:#}\");")],
        fails: &[("client-refused", "the error is printed on stdout")],
    },
    Mutant {
        name: "client-tries-for-ever",
        program: "client",
        edits: &[(
            CONNECT,
            "let mut connection = loop {
        let attempt = TcpStream::connect((host, port));
        if attempt.is_ok() {
            break attempt;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }",
        )],
        fails: &[("client-refused", "the client does not report the error")],
    },
    Mutant {
        name: "client-fails-with-success",
        program: "client",
        edits: &[("ExitCode::FAILURE", "ExitCode::SUCCESS")],
        fails: &[("client-refused", "after an error the exit status is 1")],
    },
    Mutant {
        name: "client-fails-and-waits-for-enter",
        program: "client",
        edits: &[(
            "ExitCode::FAILURE",
            "let _ = io::stdin().read_line(&mut String::new());\n            ExitCode::FAILURE",
        )],
        fails: &[("client-refused", "the client reports the error and goes on running")],
    },
    Mutant {
        name: "client-takes-addresses-only",
        program: "client",
        edits: &[(
            CONNECT,
            "let ip: std::net::IpAddr = host.parse().context(\"HOST is no address\")?;
    let mut connection =\n        TcpStream::connect((ip, port))",
        )],
        fails: &[("client-hostname", "the client takes HOST for an address although it may be a name")],
    },
    Mutant {
        name: "client-takes-ipv4-only",
        program: "client",
        edits: &[(
            CONNECT,
            "let mut addresses = std::net::ToSocketAddrs::to_socket_addrs(&(host, port))?;
    let address = addresses.find(|address| address.is_ipv4()).context(\"no such host\")?;
    let mut connection =\n        TcpStream::connect(address)",
        )],
        fails: &[("client-hostname", "the client takes HOST for an address although it may be a name")],
    },
    Mutant {
        name: "client-takes-ipv6-of-a-name",
        program: "client",
        edits: &[(
            CONNECT,
            "let addresses: Vec<_> = std::net::ToSocketAddrs::to_socket_addrs(&(host, port))?.collect();
    let by_name = host.parse::<std::net::IpAddr>().is_err();
    let address = addresses.iter().find(|address| !by_name || address.is_ipv6()).context(\"no such host\")?;
    let mut connection =\n        TcpStream::connect(address)",
        )],
        fails: &[("client-hostname", "the client takes HOST for an address although it may be a name")],
    },
    Mutant {
        name: "client-reports-its-arguments",
        program: "client",
        edits: &[(USAGE, "let _ = writeln!(io::stderr(), \"error: the arguments make no sense\");")],
        fails: &[("client-arguments", "the client does not say how it is used: no arguments")],
    },
    Mutant {
        name: "client-wraps-the-port",
        program: "client",
        edits: &[("port.parse().ok()?", "port.parse::<u32>().ok()? as u16")],
        fails: &[("client-arguments", "the client does not say how it is used: no arguments")],
    },
    Mutant {
        name: "client-takes-port-65536",
        program: "client",
        edits: &[("port.parse().ok()?", "port.parse::<u32>().ok().filter(|port| *port <= 65536)? as u16")],
        fails: &[("client-arguments", "the client does not say how it is used: no arguments")],
    },
    Mutant {
        name: "client-passes-over-a-word",
        program: "client",
        edits: &[(
            "let [host, port, message] = <[String; 3]>::try_from(words).ok()?;",
            "let [host, port, message] = <[String; 3]>::try_from(words.into_iter().take(3).collect::<Vec<_>>()).ok()?;",
        )],
        fails: &[("client-arguments", "the client does not say how it is used: no arguments")],
    },
    Mutant {
        name: "client-panics-at-a-negative-port",
        program: "client",
        edits: &[(
            "port.parse().ok()?",
            "port.parse::<i32>().ok().filter(|port| *port <= 65535).map(|port| u16::try_from(port).expect(\"a port\"))?",
        )],
        fails: &[("client-arguments", "client 5 crashed: thread 'main'")],
    },
    Mutant {
        name: "client-explains-on-stdout",
        program: "client",
        edits: &[(USAGE, "let _ = writeln!(io::stdout(), \"usage: lab1-client HOST PORT MESSAGE\");")],
        fails: &[("client-arguments", "the usage line is printed on stdout")],
    },
    Mutant {
        name: "client-asks-for-its-arguments",
        program: "client",
        edits: &[(
            USAGE,
            "let _ = writeln!(io::stdout(), \"Which host and port?\");
        let _ = io::stdin().read_line(&mut String::new());",
        )],
        fails: &[("client-arguments", "the client does not say how it is used: it goes on without")],
    },
    Mutant {
        name: "client-explains-and-ends-with-1",
        program: "client",
        edits: &[("ExitCode::from(2)", "ExitCode::from(1)")],
        fails: &[("client-arguments", "arguments that make no sense have an exit status of their own")],
    },
    Mutant {
        name: "client-explains-and-waits-for-enter",
        program: "client",
        edits: &[(
            "return ExitCode::from(2);",
            "let _ = io::stdin().read_line(&mut String::new());\n        return ExitCode::from(2);",
        )],
        fails: &[("client-arguments", "the client prints its usage and goes on running")],
    },
    Mutant {
        name: "client-takes-a-reset-for-the-end",
        program: "client",
        edits: &[(RECEIVE, "let _ = connection.read_to_end(&mut reply);")],
        fails: &[("client-reset", "the client ends without an error: it takes a reset for the end")],
    },
    Mutant {
        name: "client-waits-after-a-reset",
        program: "client",
        edits: &[(
            RECEIVE,
            "while connection.read_to_end(&mut reply).is_err() {
        std::thread::park();
    }",
        )],
        fails: &[("client-reset", "the client neither ends nor reports the error")],
    },
    Mutant {
        name: "client-panics-at-a-name",
        program: "client",
        edits: &[(
            CONNECT,
            "let addresses = std::net::ToSocketAddrs::to_socket_addrs(&(host, port)).expect(\"a name\");
    let mut connection =
        TcpStream::connect(addresses.collect::<Vec<_>>().as_slice())",
        )],
        fails: &[("client-refused", "client 2 crashed: thread 'main'")],
    },
];
