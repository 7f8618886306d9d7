//! The book's small programs in Python and C# do what their counterpart in Rust does.

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
const SERVERS: &[&str] = &["lab1_count", "lab2_count", "lab2_receiver"];

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

/// Programs that only read and print: what is typed, and what they say in all languages.
const TYPED: &[(&str, &str, &str)] = &[
    (
        "lab3_door",
        "push\nlock 1\nlet go\nlock 7\nunlock 8\nunlock 7\n",
        "state: shut\nstate: open\na door that is open can't do that\nstate: shut\nstate: locked\n\
         a door that is locked can't do that\nstate: shut\n",
    ),
    ("lookup", "", "127.0.0.1\n"),
    ("lab2_plain_client", "", "sent 5 bytes\nreceived: HELLO\n"),
    ("lab1_greeting_client", "one\n/bye\nnever\n", "Hello!\n"),
];

#[test]
fn small_clients_in_several_languages() {
    for (name, typed, told) in TYPED {
        for command in commands(name) {
            let mut program = Command::new(&command[0]);
            program.args(&command[1..]).stdin(Stdio::piped()).stdout(Stdio::piped());
            let output = match *name {
                "lab2_plain_client" => with_datagrams(program, typed),
                "lab1_greeting_client" => with_a_greeting(program, typed),
                "lookup" => fed(program.arg("127.0.0.1"), typed).wait_with_output().unwrap(),
                _ => fed(&mut program, typed).wait_with_output().unwrap(),
            };
            assert_eq!(String::from_utf8_lossy(&output.stdout), *told, "{command:?}");
            assert!(output.status.success(), "{command:?}");
        }
    }
}

fn fed(program: &mut Command, typed: &str) -> Child {
    let mut child = program.spawn().unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    child
}

fn with_datagrams(mut program: Command, typed: &str) -> Output {
    let server = UdpSocket::bind("127.0.0.1:0").unwrap();
    let port = server.local_addr().unwrap().port().to_string();
    let child = fed(program.args(["127.0.0.1", &port, "hello"]), typed);
    let mut datagram = [0; 100];
    let (length, client) = server.recv_from(&mut datagram).unwrap();
    datagram.make_ascii_uppercase();
    server.send_to(&datagram[..length], client).unwrap();
    child.wait_with_output().unwrap()
}

fn with_a_greeting(mut program: Command, typed: &str) -> Output {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let child = fed(program.arg(server.local_addr().unwrap().port().to_string()), typed);
    let (mut connection, _) = server.accept().unwrap();
    connection.write_all(b"Hello!\n").unwrap();
    let mut heard = String::new();
    connection.read_to_string(&mut heard).unwrap();
    assert_eq!(heard, "one\n/bye\n");
    child.wait_with_output().unwrap()
}

/// Programs that run to their end, what they begin with and what they end with; between the two stands what chance or a
/// language's own words decide.
const RUN: &[(&str, &[&str], &str, &str)] = &[
    ("rust_needed", &[], "port 4000\nerror: port 80 is the administrator's\n", "a thread knows ann\n"),
    ("lab2_flood", &[], "sent 2000 datagrams without an error, received ", "\n"),
    ("lab5_race", &[], "read, then write: ", "with a lock:      2000000\n"),
    ("lab5_timers", &["a=1", "b=1"], "", "\neverything is ready\n"),
];

#[test]
fn small_programs_run() {
    let coroutines = (counterparts("lab5_coroutines"), &[][..], "picture 1\n", "");
    let all = RUN.iter().map(|&(name, arguments, begins, ends)| (commands(name), arguments, begins, ends));
    for (commands, arguments, begins, ends) in all.chain([coroutines]) {
        for command in commands {
            let output = at(&command, arguments).output().unwrap();
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && output.stderr.is_empty(), "{command:?}: {output:?}");
            assert!(said.starts_with(begins) && said.ends_with(ends), "{command:?}: {said}");
        }
    }
}

/// At a port that nobody has: who is not connected hears of nothing, and who is connected is refused.
#[test]
fn who_is_connected_is_refused() {
    // Connected to itself it hears nobody else: the port is taken, and for all others nobody is there.
    let taken = UdpSocket::bind("127.0.0.1:0").unwrap();
    taken.connect(taken.local_addr().unwrap()).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    for command in commands("lab2_connected") {
        let output = at(&command, &[&port]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).to_lowercase().replace(' ', "");
        assert!(said.contains("\nconnected:") && said.contains("refused"), "{command:?}: {said}");
        assert_eq!(said.matches("refused").count(), 1, "{command:?}: {said}");
    }
}

/// The naive pair in Python and C#: a thousand messages, and hardly as many reads.
#[test]
fn the_naive_pair() {
    let (senders, receivers) = (counterparts("lab4_naive_sender"), counterparts("lab4_naive_receiver"));
    for (sender, receiver) in senders.iter().zip(receivers) {
        let (_server, address, said) = started(&receiver);
        let output = at(sender, &[&address.ip().to_string(), &address.port().to_string()]).output().unwrap();
        assert_eq!(output.stdout, b"sent 1000 messages\n", "{sender:?}");
        let reads = said.lines().map_while(Result::ok).filter(|line| line.starts_with("one read, ")).count();
        assert!((3..500).contains(&reads), "{receiver:?}: {reads}");
    }
}

/// Labels: the same bytes in each language, and a text that does not fit is an error.
#[test]
fn labels_are_the_same_bytes() {
    for command in commands("lab4_labels") {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = server.local_addr().unwrap().port().to_string();
        let (words, long) = (["Gr\u{fc}n", "two words", ""], "x".repeat(65536));
        let sent = |words: &[&str]| {
            let mut sender = at(&command, &[&[port.as_str()], words].concat()).stderr(Stdio::null()).spawn().unwrap();
            let mut heard = Vec::new();
            server.accept().unwrap().0.read_to_end(&mut heard).unwrap();
            (heard, sender.wait().unwrap().success())
        };
        let bytes = b"\x00\x05Gr\xc3\xbcn\x00\x09two words\x00\x00".to_vec();
        assert_eq!(sent(&words), (bytes, true), "{command:?}");
        assert_eq!(sent(&[&long]), (Vec::new(), false), "{command:?}");
    }
}

/// What answers `hello` is taken for an answer, and its end as well.
#[test]
fn the_naive_client() {
    for command in commands("lab3_naive_client") {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut client = at(&command, &[&server.local_addr().unwrap().port().to_string()]);
        let child = fed(client.stdin(Stdio::piped()).stdout(Stdio::piped()), "hello\n");
        let (mut connection, _) = server.accept().unwrap();
        let mut heard = [0; 6];
        connection.read_exact(&mut heard).unwrap();
        assert_eq!(&heard, b"hello\n", "{command:?}");
        connection.write_all(b"accepted\n").unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.stdout, b"answer to hello: accepted\n", "{command:?}");
    }
}

/// The client that waits and the server that serves one after the other, each with one in another language.
#[test]
fn who_waits_is_answered_by_who_serves_one() {
    for (server, client) in commands("lab5_sequential_server").iter().zip(commands("lab5_waiting_client").iter().rev())
    {
        let (_server, address, mut said) = started(server);
        let mut program = at(client, &[&address.ip().to_string(), &address.port().to_string()]);
        let output = fed(program.stdin(Stdio::piped()).stdout(Stdio::piped()), "one\nGr\u{fc}n\n");
        let output = output.wait_with_output().unwrap();
        let heard = "ack: Welcome, you are connected to the server\nack: received: one\nack: received: Gr\u{fc}n\n";
        assert_eq!(String::from_utf8_lossy(&output.stdout), heard, "{client:?} at {server:?}");
        let mut lines = String::new();
        while !lines.contains("disconnected") && said.read_line(&mut lines).unwrap() > 0 {}
        let says = [": one\n", ": Gr\u{fc}n\n", "(active 1)\n", "(active 0)\n"];
        assert!(says.iter().all(|line| lines.contains(line)), "{server:?}: {lines}");
    }
}

/// Each in its turn: what one side types stands on the other's screen, in Rust and in Python.
#[test]
fn a_chat_in_turns() {
    for command in commands("lab6_turns") {
        let server = |role: &str, port: &str| {
            let mut program = Command::new(&command[0]);
            program.args(&command[1..]).args([role, port]).stdin(Stdio::piped()).stdout(Stdio::piped());
            program
        };
        let mut bob = Started(fed(&mut server("server", "0"), "Hello, Ann.\nEXIT\n"));
        let mut said = BufReader::new(bob.0.stdout.take().unwrap());
        let mut ready = String::new();
        said.read_line(&mut ready).unwrap();
        let port = ready.trim_end().rsplit(':').next().unwrap().to_string();
        let ann = fed(&mut server("client", &port), "Hello, Bob.\nHow are you?\n").wait_with_output().unwrap();
        let heard: Vec<String> = said.lines().map_while(Result::ok).collect();
        assert_eq!(String::from_utf8_lossy(&ann.stdout), "Hello, Ann.\n", "{command:?}");
        assert_eq!(heard, ["Hello, Bob.", "How are you?"], "{command:?}");
    }
}

fn is_installed(tool: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {tool} >/dev/null")]).status();
    found.is_ok_and(|status| status.success())
}
