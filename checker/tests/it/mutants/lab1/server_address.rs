//! Servers that are wrong about where they listen.

use super::lines::{ACCEPT, BIND, CONNECTED, LISTENING, SERVER_ERROR, SERVER_FAILS, SERVER_USAGE};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-says-its-arguments",
        program: "server",
        edits: &[(LISTENING, "say(format_args!(\"listening on {address}\"));")],
        fails: &[("server-listens", "nobody listens at the address in the line")],
    },
    Mutant {
        name: "server-forgets-listen",
        program: "server",
        edits: &[("socket.listen(backlog).with_context(|| format!(\"cannot listen on {address}\"))?;", "")],
        fails: &[("server-listens", "nobody listens at the address in the line")],
    },
    Mutant {
        name: "server-waits-for-enter",
        program: "server",
        edits: &[(
            ACCEPT,
            "io::stdin().read_line(&mut String::new())?;
    let (connection, peer) = listener.accept().context(\"cannot accept\")?;",
        )],
        fails: &[("server-listens", "the server listens, but does not get to accept")],
    },
    Mutant {
        name: "server-shares-its-port",
        program: "server",
        edits: &[(
            BIND,
            "socket.set_reuse_port(true).context(\"SO_REUSEPORT\")?;
    socket.bind(&address.into()).with_context(|| format!(\"cannot bind {address}\"))?;",
        )],
        fails: &[("server-port-in-use", "the server says that it listens although the port is taken")],
    },
    Mutant {
        name: "server-ignores-that-bind-failed",
        program: "server",
        edits: &[(BIND, "let _ = socket.bind(&address.into());")],
        fails: &[("server-port-in-use", "the server says that it listens although the port is taken")],
    },
    Mutant {
        name: "server-says-it-before-bind",
        program: "server",
        edits: &[(
            BIND,
            "if address.port() != 0 {
        say(format_args!(\"listening on {address}\"));
    }
    socket.bind(&address.into()).with_context(|| format!(\"cannot bind {address}\"))?;",
        )],
        fails: &[("server-port-in-use", "the server says that it listens although the port is taken")],
    },
    Mutant {
        name: "server-reports-without-error",
        program: "server",
        edits: &[(SERVER_ERROR, "let _ = writeln!(io::stderr(), \"{error:#}\");")],
        fails: &[("server-port-in-use", "the error line does not start with `error: `")],
    },
    Mutant {
        name: "server-reports-on-stdout",
        program: "server",
        edits: &[(SERVER_ERROR, "say(format_args!(\"error: {error:#}\"));")],
        fails: &[("server-port-in-use", "the error is printed on stdout")],
    },
    Mutant {
        name: "server-ends-in-silence",
        program: "server",
        edits: &[(SERVER_FAILS, "ExitCode::FAILURE")],
        fails: &[("server-port-in-use", "the server ends without saying why")],
    },
    Mutant {
        name: "server-tries-to-bind-for-ever",
        program: "server",
        edits: &[(
            BIND,
            "while socket.bind(&address.into()).is_err() {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }",
        )],
        fails: &[("server-port-in-use", "the server neither listens nor ends")],
    },
    Mutant {
        name: "server-ends-with-success",
        program: "server",
        edits: &[(SERVER_FAILS, "report(error);\n            ExitCode::SUCCESS")],
        fails: &[("server-port-in-use", "the server ends with another status than 1")],
    },
    Mutant {
        name: "server-fails-and-waits-for-enter",
        program: "server",
        edits: &[(
            SERVER_FAILS,
            "report(error);
            let _ = io::stdin().read_line(&mut String::new());
            ExitCode::FAILURE",
        )],
        fails: &[("server-port-in-use", "the server reports the error and goes on running")],
    },
    Mutant {
        name: "server-takes-any-port",
        program: "server",
        edits: &[(
            BIND,
            "socket.bind(&SocketAddr::new(address.ip(), 0).into()).with_context(|| format!(\"cannot bind {address}\"))?;",
        )],
        fails: &[
            ("server-given-port", "the server listens on another port than its first argument"),
            ("server-port-in-use", "the server says that it listens although the port is taken"),
        ],
    },
    Mutant {
        name: "server-wants-host-beside-port",
        program: "server",
        edits: &[("[port] => (port.as_str(), \"127.0.0.1\"),", "[_port] => (\"0\", \"127.0.0.1\"),")],
        fails: &[("server-given-port", "the server listens on another port than its first argument")],
    },
    Mutant {
        name: "server-is-everywhere-without-host",
        program: "server",
        edits: &[("[port] => (port.as_str(), \"127.0.0.1\"),", "[port] => (port.as_str(), \"0.0.0.0\"),")],
        fails: &[("server-bind-address", "the server is bound to every address")],
    },
    Mutant {
        name: "server-ignores-host",
        program: "server",
        edits: &[(
            "[port, host] => (port.as_str(), host.as_str()),",
            "[port, _host] => (port.as_str(), \"127.0.0.1\"),",
        )],
        fails: &[
            ("server-bind-address", "the server ignores HOST"),
            ("server-ipv6", "the server is bound to another address than HOST"),
        ],
    },
    Mutant {
        name: "server-says-127-for-every-address",
        program: "server",
        edits: &[(
            LISTENING,
            "if bound.ip().is_unspecified() {
        say(format_args!(\"listening on 127.0.0.1:{}\", bound.port()));
    } else {
        say(format_args!(\"listening on {bound}\"));
    }",
        )],
        fails: &[("server-bind-address", "the line names another address than the one that the server is bound to")],
    },
    Mutant {
        name: "server-makes-an-ipv4-socket",
        program: "server",
        edits: &[("Domain::for_address(address)", "Domain::IPV4")],
        fails: &[("server-ipv6", "the server does not take an IPv6 address")],
    },
    Mutant {
        name: "server-listens-without-brackets",
        program: "server",
        edits: &[(LISTENING, "say(format_args!(\"listening on {}:{}\", bound.ip(), bound.port()));")],
        fails: &[("server-ipv6", "the address is not in the form `[IP]:PORT`")],
    },
    Mutant {
        name: "server-connects-without-brackets",
        program: "server",
        edits: &[(CONNECTED, "say(format_args!(\"connected {}:{}\", peer.ip(), peer.port()));")],
        fails: &[("server-ipv6", "the line does not have the contract's form, `connected [IP]:PORT`")],
    },
    Mutant {
        name: "server-says-nothing",
        program: "server",
        edits: &[(LISTENING, "")],
        fails: &[("server-listens", "the server listens without saying so")],
    },
    Mutant {
        name: "server-says-it-on-stderr",
        program: "server",
        edits: &[(LISTENING, "eprintln!(\"listening on {bound}\");")],
        fails: &[("server-listens", "the ready line is printed on stderr")],
    },
    Mutant {
        name: "server-explains-on-stdout",
        program: "server",
        edits: &[(SERVER_USAGE, "say(\"usage: lab1-server PORT [HOST]\");")],
        fails: &[("server-arguments", "the usage line is printed on stdout")],
    },
    Mutant {
        name: "server-reports-its-arguments",
        program: "server",
        edits: &[(SERVER_USAGE, "report(\"the arguments make no sense\");")],
        fails: &[("server-arguments", "the program does not say how it is used: no arguments")],
    },
    Mutant {
        name: "server-explains-and-ends-with-1",
        program: "server",
        edits: &[("ExitCode::from(2)", "ExitCode::from(1)")],
        fails: &[("server-arguments", "arguments that make no sense have an exit status of their own")],
    },
    Mutant {
        name: "server-cuts-the-port",
        program: "server",
        edits: &[(
            "Some(SocketAddr::new(host.parse().ok()?, port.parse().ok()?))",
            "Some(SocketAddr::new(host.parse().ok()?, port.parse::<u32>().ok()? as u16))",
        )],
        fails: &[("server-arguments", "the server listens all the same")],
    },
    Mutant {
        name: "server-passes-over-a-word",
        program: "server",
        edits: &[("[port, host] => (", "[port, host, ..] => (")],
        fails: &[("server-arguments", "the server listens all the same")],
    },
    Mutant {
        name: "server-asks-for-its-port",
        program: "server",
        edits: &[(
            SERVER_USAGE,
            "say(\"Which port?\");
        let _ = io::stdin().read_line(&mut String::new());",
        )],
        fails: &[("server-arguments", "the program does not say how it is used: it goes on without")],
    },
    Mutant {
        name: "server-panics-without-arguments",
        program: "server",
        edits: &[(
            "let Some(address) = address_to_bind() else {",
            "let Some(address) = env::args().nth(1).map(|_| address_to_bind()).expect(\"a port\") else {",
        )],
        fails: &[("server-arguments", "server crashed: thread 'main'")],
    },
    Mutant {
        name: "server-announces-nobody-over-ipv6",
        program: "server",
        edits: &[(
            CONNECTED,
            "if peer.is_ipv4() {
        say(format_args!(\"connected {peer}\"));
    }",
        )],
        fails: &[("server-ipv6", "the server does not print")],
    },
    // A port below those that the system gives is none of its business, it thinks.
    Mutant {
        name: "server-takes-high-ports-only",
        program: "server",
        edits: &[(
            "Some(SocketAddr::new(host.parse().ok()?, port.parse().ok()?))",
            "let port = port.parse().ok()?;
    Some(SocketAddr::new(host.parse().ok()?, if port < 32768 { 0 } else { port }))",
        )],
        fails: &[("server-given-port", "the server listens on another port than its first argument")],
    },
];
