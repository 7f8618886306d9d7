//! The book's small programs in Python and C# do what their counterpart in Rust does.

mod clients;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::Duration;

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

/// The small programs that stand in the book in several languages, in `solutions/examples`.
const SERVERS: &[&str] = &["lab1_count", "lab1_std_count", "lab2_count", "lab2_receiver"];

/// Echoes that are there once only, each in its own way, with what runs it.
const ECHOES: &[(&str, &str)] =
    &[("python3", "lab5_echo_threads.py"), ("python3", "lab5_echo_coroutines.py"), ("node", "lab5_echo_callbacks.js")];

/// Servers of which the output is looked at: what a client sends, what it is told, and what the server says then, with
/// `*` for the client's address.
const SAY: &[(&str, &str, &str, &[&str])] = &[
    ("lab1_message_server", "Good morning", "", &["* said: Good morning"]),
    ("lab1_reads", "Hello", "", &["a read brought 5 bytes", "a read brought 0 bytes", "end of stream after 5 bytes"]),
    (
        "lab1_greeting_server",
        "hi\n/bye\n",
        "Hello! Say /bye when you are done.\n",
        &["connected *", "hi", "disconnected *"],
    ),
    ("lab3_naive_server", "Hello\n", "accepted\n", &["received: Hello"]),
    ("lab4_sum", "12;30;1;2;4", "", &["sum 12", "sum 42", "sum 43", "sum 45"]),
    (
        "http_server",
        "GET /visits HTTP/1.1\r\nHost: localhost\r\nCookie: visits=1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 29\r\nSet-Cookie: visits=2\r\n\
         Connection: close\r\n\r\nThis is your visit number 2.\n",
        &["GET /visits HTTP/1.1"],
    ),
];

#[test]
fn small_servers_say_the_same() {
    for (name, sent, told, says) in SAY {
        for command in commands(name) {
            let (_server, address, said) = started(&command);
            let mut connection = TcpStream::connect(address).unwrap();
            let client = connection.local_addr().unwrap().to_string();
            connection.write_all(sent.as_bytes()).unwrap();
            connection.shutdown(Shutdown::Write).unwrap();
            let mut heard = String::new();
            connection.read_to_string(&mut heard).unwrap();
            assert_eq!(heard, *told, "{command:?}");
            let lines = said.lines().take(says.len()).map(|line| line.unwrap().replace(&client, "*"));
            assert_eq!(lines.collect::<Vec<String>>(), *says, "{command:?}");
        }
    }
}

/// The commands that start a small program: in Rust, and in what else is installed.
fn commands(name: &str) -> Vec<Vec<PathBuf>> {
    let programs = scenes::build(&root()).unwrap();
    let mut commands = vec![vec![programs.paths[name].clone()]];
    commands.extend(counterparts(name));
    commands
}

/// The commands that start a small program in Python and in C#, as far as they are installed.
fn counterparts(name: &str) -> Vec<Vec<PathBuf>> {
    let examples = root().join("solutions/examples");
    let mut commands = Vec::new();
    if is_installed("python3") {
        commands.push(vec!["python3".into(), examples.join(name).with_extension("py")]);
    }
    let source = examples.join(name).with_extension("cs");
    if source.exists() && is_installed("mcs") && is_installed("mono") {
        let built = folder(&format!("counterparts-{name}")).join("program.exe");
        let out = format!("-out:{}", built.display());
        assert!(Command::new("mcs").arg(out).arg(source).status().unwrap().success(), "{name}");
        commands.push(vec!["mono".into(), built]);
    }
    commands
}

/// A program with its arguments.
fn at(command: &[PathBuf], arguments: &[&str]) -> Command {
    let mut program = Command::new(&command[0]);
    program.args(&command[1..]).args(arguments);
    program
}

/// A server that is ended with its test.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Starts a server, and gives its address and its further output.
fn started(command: &[PathBuf]) -> (Started, SocketAddr, BufReader<ChildStdout>) {
    let start = Command::new(&command[0]).args(&command[1..]).arg("0").stdout(Stdio::piped()).spawn();
    let mut child = start.unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut ready = String::new();
    said.read_line(&mut ready).unwrap();
    let address = ready.trim_end().strip_prefix("listening on ").and_then(|address| address.parse().ok());
    (Started(child), address.unwrap_or_else(|| panic!("{command:?} says {ready:?}")), said)
}

#[test]
fn small_servers_in_three_languages() {
    for name in SERVERS {
        for command in commands(name) {
            let (_server, address, mut said) = started(&command);
            let told = if name.starts_with("lab1") { over_tcp(address) } else { over_udp(address, name) };
            assert_eq!(told, if *name == "lab2_receiver" { "" } else { "5 bytes\n" }, "{command:?}");
            let mut line = String::new();
            said.read_line(&mut line).unwrap();
            let words = if *name == "lab2_receiver" { " said: Hello\n" } else { " has sent 5 bytes\n" };
            assert!(line.starts_with("127.0.0.1:") && line.ends_with(words), "{command:?} says {line:?}");
        }
    }
}

fn over_tcp(address: SocketAddr) -> String {
    let mut connection = TcpStream::connect(address).unwrap();
    connection.write_all(b"Hello").unwrap();
    connection.shutdown(Shutdown::Write).unwrap();
    let mut told = String::new();
    connection.read_to_string(&mut told).unwrap();
    told
}

/// Nobody has to wait until the one before has gone: the last to come is the first to finish.
#[test]
fn many_at_once() {
    let examples = root().join("solutions/examples");
    let echoes = ECHOES.iter().filter(|(tool, _)| is_installed(tool));
    let mut all: Vec<(Vec<PathBuf>, &str)> =
        echoes.map(|(tool, file)| (vec![PathBuf::from(tool), examples.join(file)], "Hello")).collect();
    all.extend(commands("lab7_count").into_iter().map(|command| (command, "5 bytes\n")));
    for (command, told) in all {
        let (_server, address, _said) = started(&command);
        let mut clients: Vec<TcpStream> = (0..3).map(|_| TcpStream::connect(address).unwrap()).collect();
        while let Some(mut client) = clients.pop() {
            client.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
            client.write_all(b"Hello").unwrap();
            client.shutdown(Shutdown::Write).unwrap();
            let mut heard = String::new();
            client.read_to_string(&mut heard).unwrap();
            assert_eq!(heard, told, "{command:?}");
        }
    }
}

/// It tells what has come while the server is silent, says goodbye at the end of stdin, and ends with the server.
#[test]
fn a_listener_has_two_threads() {
    for command in commands("lab5_listener") {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = server.local_addr().unwrap().port().to_string();
        let mut program = at(&command, &["127.0.0.1", &port]);
        let mut child = Started(program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap());
        let (mut connection, _) = server.accept().unwrap();
        let mut typed = child.0.stdin.take().unwrap();
        let mut said = BufReader::new(child.0.stdout.take().unwrap()).lines().map_while(Result::ok);
        typed.write_all(b"\n").unwrap();
        assert_eq!(said.next().as_deref(), Some("0 bytes in 0 reads"), "{command:?}");
        drop(typed);
        assert_eq!(connection.read(&mut [0; 1]).unwrap(), 0, "{command:?}");
        drop(connection);
        assert_eq!(said.next().as_deref(), Some("the server has finished"), "{command:?}");
        assert!(child.0.wait().unwrap().success(), "{command:?}");
    }
}

/// Which of the two is first: a line that is typed, or the time.
#[test]
fn the_first_to_end() {
    for command in commands("lab6_hurry") {
        let mut typing = at(&command, &["60000"]);
        let output = fed(typing.stdin(Stdio::piped()).stdout(Stdio::piped()), "Paris\n").wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(said.ends_with("You have said Paris.\n") && output.status.success(), "{command:?}: {said}");
        let mut silent = at(&command, &["1"]);
        silent.env_remove("RUST_BACKTRACE");
        let mut child = silent.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let _nothing_is_typed = child.stdin.take();
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "Error: the time is over\n", "{command:?}");
        assert_eq!(output.status.code(), Some(1), "{command:?}");
    }
}

fn over_udp(address: SocketAddr, name: &str) -> String {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    socket.send_to(b"Hello", address).unwrap();
    if name == "lab2_receiver" {
        return String::new(); // it answers nothing
    }
    let mut told = [0; 100];
    let (length, _) = socket.recv_from(&mut told).unwrap();
    String::from_utf8_lossy(&told[..length]).into_owned()
}

/// What the book's small receivers of datagrams do with twelve bytes.
#[test]
fn datagrams_come_back_or_are_cut() {
    for (name, told, says) in [
        ("lab2_echo_udp_server", "Hello, world", "12 bytes from *"),
        ("lab2_small_buffer", "", "8 bytes: \"Hello, w\""),
    ] {
        for command in commands(name) {
            let (_server, address, mut said) = started(&command);
            let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
            socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            socket.send_to(b"Hello, world", address).unwrap();
            let mut line = String::new();
            said.read_line(&mut line).unwrap();
            let own = socket.local_addr().unwrap().to_string();
            assert_eq!(line.trim_end().replace(&own, "*"), says, "{command:?}");
            let mut heard = [0; 100];
            let length = if told.is_empty() { 0 } else { socket.recv_from(&mut heard).unwrap().0 };
            assert_eq!(&heard[..length], told.as_bytes(), "{command:?}");
        }
    }
}

fn is_installed(tool: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {tool} >/dev/null")]).status();
    found.is_ok_and(|status| status.success())
}

fn fed(program: &mut Command, typed: &str) -> Child {
    let mut child = program.spawn().unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    child
}
