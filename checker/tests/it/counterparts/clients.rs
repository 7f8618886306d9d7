//! The small clients and pairs: what they send, print and do when it ends.

use checker::harness::Key;
use checker::screen::Size;

use super::*;

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

/// The narrow link passes on what comes, to both ends, and what comes back.
#[test]
fn a_link_for_two_pairs() {
    for command in commands("lab8_link") {
        let far = [0, 1].map(|_| UdpSocket::bind("127.0.0.1:0").unwrap());
        let ports = far.each_ref().map(|socket| socket.local_addr().unwrap().port().to_string());
        let mut link = at(&command, &["0", &ports[0], "0", &ports[1]]).stdout(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(link.stdout.take().unwrap()).lines();
        for receiver in &far {
            let line = said.next().unwrap().unwrap();
            let near = line.strip_prefix("listening on ").unwrap().parse::<SocketAddr>().unwrap();
            let sender = UdpSocket::bind("127.0.0.1:0").unwrap();
            sender.send_to(b"segment", near).unwrap();
            let mut datagram = [0; 100];
            let (length, through) = receiver.recv_from(&mut datagram).unwrap();
            assert_eq!(&datagram[..length], b"segment", "{command:?}");
            receiver.send_to(b"acknowledgement", through).unwrap();
            assert_eq!(sender.recv(&mut datagram).unwrap(), b"acknowledgement".len(), "{command:?}");
        }
        link.kill().unwrap();
        link.wait().unwrap();
    }
}

/// A window to click in: a lamp is on once it is clicked, and the terminal is as it was in the end.
#[test]
fn lamps_are_clicked() {
    let programs = scenes::build(&root()).unwrap();
    for command in commands("lab6_lamps") {
        let words: Vec<String> = command.iter().map(|word| word.display().to_string()).collect();
        let mut stage = scenes::Stage::new(&programs.paths, &programs.folder).unwrap();
        let lamps = stage.open("lamps", &words.join(" "), Size { columns: 40, rows: 5 }).unwrap();
        let clicked =
            lamps.expect_shown("0 on").and_then(|_| lamps.click_on("off")).and_then(|()| lamps.expect_shown("1 on"));
        clicked.unwrap_or_else(|stop| panic!("{words:?}: {stop:?}"));
        lamps.press(Key::Esc);
        let left = lamps.program.expect_exit(0).and_then(|()| lamps.expect_restored());
        left.unwrap_or_else(|stop| panic!("{words:?}: {stop:?}"));
    }
}

/// Lines that are typed at once, silence, and a server that goes meanwhile: none of them has to wait for another.
#[test]
fn the_keyboard_and_the_server_are_waited_for() {
    for command in counterparts("lab3_two_things") {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut program = at(&command, &[&server.local_addr().unwrap().port().to_string()]);
        let mut child = Started(program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap());
        let (connection, _) = server.accept().unwrap();
        let mut typed = child.0.stdin.take().unwrap();
        let mut said = BufReader::new(child.0.stdout.take().unwrap()).lines().map_while(Result::ok);
        typed.write_all(b"one\nGr\xc3\xbcn\n").unwrap();
        assert_eq!([said.next(), said.next()], ["3 bytes", "5 bytes"].map(|line| Some(line.to_owned())), "{command:?}");
        drop(connection);
        assert_eq!(said.next().as_deref(), Some("one of the two has ended"), "{command:?}");
        assert!(child.0.wait().unwrap().success(), "{command:?}");
    }
}

/// The loop that waits in the wrong places: whose message is whole is answered once the half one before it is, too.
#[test]
fn a_loop_that_waits() {
    let frame = |text: &str| [&(text.len() as u32).to_be_bytes(), text.as_bytes()].concat();
    for command in commands("lab7_waiting_loop") {
        let (_server, address, _said) = started(&command);
        let welcomed = || {
            let mut client = TcpStream::connect(address).unwrap();
            client.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
            heard(&mut client, &frame("Welcome, you are connected to the server"), &command);
            client
        };
        let (mut half, mut other) = (welcomed(), welcomed());
        half.write_all(&frame("Hello")[..6]).unwrap();
        other.write_all(&frame("And me?")).unwrap();
        half.write_all(&frame("Hello")[6..]).unwrap();
        heard(&mut half, &frame("received: Hello"), &command);
        heard(&mut other, &frame("received: And me?"), &command);
    }
}

fn heard(client: &mut TcpStream, wanted: &[u8], command: &[PathBuf]) {
    let mut came = vec![0; wanted.len()];
    client.read_exact(&mut came).unwrap();
    assert_eq!(came, wanted, "{command:?}");
}
