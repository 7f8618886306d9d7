//! The book's small programs in Python and C# do what their counterpart in Rust does.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Command, Output};

use checker::scenes;
use socket2::{Domain, Socket, Type};

use crate::fixture::{folder, root};

/// What a server does to its client, and what the three say then: on stdout, and how stderr begins.
const TABLE: &[(&str, &str, &str)] = &[
    ("", "state: disconnected\n", "error: "),
    ("-", "state: disconnected\n", "error: closed before it had answered"),
    ("accepted\n", "answer: accepted\nstate: connected\n", ""),
];

#[test]
fn one_question_in_three_languages() {
    let programs = scenes::build(&root()).unwrap();
    let examples = root().join("solutions/examples");
    let mut commands = vec![vec![programs.paths["lab3_ask"].clone()]];
    if is_installed("python3") {
        commands.push(vec!["python3".into(), examples.join("lab3_ask.py")]);
    }
    if is_installed("mcs") && is_installed("mono") {
        let built = folder("counterparts").join("lab3_ask.exe");
        let out = format!("-out:{}", built.display());
        assert!(Command::new("mcs").arg(out).arg(examples.join("lab3_ask.cs")).status().unwrap().success());
        commands.push(vec!["mono".into(), built]);
    }
    for command in &commands {
        for (answer, stdout, stderr) in TABLE {
            let output = asked(command, answer);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(String::from_utf8_lossy(&output.stdout), *stdout, "{command:?} {answer:?}: {said}");
            assert!(said.starts_with(stderr) && said.lines().count() <= 1, "{command:?} {answer:?}: {said}");
            assert!(output.status.success(), "{command:?}");
        }
    }
}

/// Runs a program against a server that gives this answer; none for `-`, and without a server for nothing.
fn asked(command: &[PathBuf], answer: &str) -> Output {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    let port = socket.local_addr().unwrap().as_socket().unwrap().port().to_string();
    let mut ask = Command::new(&command[0]);
    ask.args(&command[1..]).arg(port);
    if answer.is_empty() {
        // The port is taken, and nobody listens: no other test can be asked in its place.
        return ask.output().unwrap();
    }
    socket.listen(1).unwrap();
    let listener = TcpListener::from(socket);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let (mut connection, _) = listener.accept().unwrap();
            let mut line = [0; 6];
            connection.read_exact(&mut line).unwrap();
            assert_eq!(&line, b"hello\n");
            connection.write_all(answer.trim_start_matches('-').as_bytes()).unwrap();
        });
        ask.output().unwrap()
    })
}

fn is_installed(tool: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {tool} >/dev/null")]).status();
    found.is_ok_and(|status| status.success())
}
