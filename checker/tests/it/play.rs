//! `checker play`: each check can be played by hand, or says why it can't; right programs pass as they do else, and what
//! is wrong with wrong ones has its cause.

mod robot;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Child, ExitStatus, Stdio};
use std::sync::Arc;

use checker::lab::{Check, Lab};
use checker::labs::LABS;
use checker::run::{self, Played};
use checker::submission::Submission;
use checker::verdict::{CheckReport, Verdict};

use crate::fixture::{checker, folder, root, write};

/// So many looks at something that comes are enough on any machine.
const PATIENT: usize = 1200;
/// And so many at something that does not.
const SHORT: usize = 40;

#[test]
fn each_check_can_be_played_or_says_why_not() {
    for lab in LABS {
        for check in lab.checks {
            let Some(why) = check.not_by_hand() else { continue };
            let is_whole = why.len() > 20 && !why.ends_with('.') && why.starts_with(char::is_lowercase);
            assert!(is_whole, "{}/{}: {why}", lab.id, check.id);
        }
        assert!(lab.checks.iter().any(|check| check.not_by_hand().is_none()), "{}", lab.id);
    }
}

/// What each playable check of a lab comes to with the solutions.
fn passes(number: usize) {
    let lab = LABS[number - 1];
    let built = Submission::solutions(&root()).and_then(|solutions| solutions.build(lab)).expect("the solutions");
    let built = Arc::new(built);
    let mut wrong = Vec::new();
    for check in lab.checks.iter().filter(|check| check.not_by_hand().is_none()) {
        match run::play(7, lab, check, &robot::hand(built.clone(), PATIENT)).expect("there are ports") {
            Played::Came(report) if report.verdict == Verdict::Pass => {}
            // What can't be tried here can't be played here.
            Played::Came(report) if report.verdict == Verdict::Skipped && !is_refused(&report) => {}
            other => wrong.push(format!("{}: {other:?}", check.id)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether it came to something that can't be done by hand, although the check does not say so.
fn is_refused(report: &CheckReport) -> bool {
    report.observed.as_ref().is_some_and(|observed| observed.contains("can't be played by hand"))
}

#[test]
fn lab1_is_played() {
    passes(1);
}

#[test]
fn lab2_is_played() {
    passes(2);
}

#[test]
fn lab3_is_played() {
    passes(3);
}

#[test]
fn lab4_is_played() {
    passes(4);
}

#[test]
fn lab5_is_played() {
    passes(5);
}

#[test]
fn lab6_is_played() {
    passes(6);
}

#[test]
fn lab7_and_8_are_played() {
    passes(7);
    passes(8);
}

/// A check of a lab, with these programs in a folder.
fn played(name: &str, check: &str, programs: &str, files: &[(&str, &str)]) -> CheckReport {
    let folder = folder(&format!("play-{name}"));
    write(&folder, &[("programs.toml", programs)]);
    write(&folder, files);
    let (lab, check): (&'static Lab, &'static Check) = {
        let (lab, check) = check.split_once('/').expect("a lab");
        let lab = LABS.iter().find(|one| one.id == lab).expect("a lab");
        (lab, lab.check(check).expect("a check"))
    };
    let built = Submission::folder(&folder).and_then(|submission| submission.build(lab)).expect("a folder");
    match run::play(7, lab, check, &robot::hand(Arc::new(built), SHORT)).expect("there are ports") {
        Played::Came(report) => *report,
        Played::Left => panic!("nobody has left"),
    }
}

/// A server that takes one read for the message, and never closes.
const ONE_READ: &str = r#"
import socket, sys
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("listening on %s:%d" % listener.getsockname(), flush=True)
kept = []
while True:
    connection, peer = listener.accept()
    kept.append(connection)
    print("connected %s:%d" % peer, flush=True)
    connection.sendall(connection.recv(1024))
"#;

/// A client that adds a newline, and prints in other words.
const NEWLINE: &str = r#"
import socket, sys
with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as server:
    server.sendall(sys.argv[3].encode() + NEWLINE)
    server.shutdown(socket.SHUT_WR)
    print("reply:", server.makefile().read(), flush=True)
"#;

#[test]
fn what_is_wrong_has_its_cause() {
    let server = "[lab1]\nserver = [\"python3\", \"server.py\"]\n";
    let client = "[lab1]\nclient = [\"python3\", \"client.py\"]\n";
    let (with, without) = (NEWLINE.replace("NEWLINE", "b'\\n'"), NEWLINE.replace("NEWLINE", "b''"));
    let table = [
        // What does not come, as the person says.
        ("silent", "lab1/server-stream", server, ("server.py", ONE_READ), "stops answering after the first pieces"),
        // What comes, and is another.
        ("newline", "lab1/client-sends", client, ("client.py", &with), "the client adds a newline"),
        // What only the person sees.
        ("line", "lab1/client-prints", client, ("client.py", &without), "the client does not print the reply"),
    ];
    for (name, check, programs, file, cause) in table {
        let report = played(name, check, programs, &[file]);
        let named = report.cause.clone().unwrap_or_default();
        assert_eq!(report.verdict, Verdict::Fail, "{name}: {report:?}");
        assert!(named.contains(cause), "{name}: {named}; {:?}", report.observed);
    }
}

/// `checker play` with its input and output in pipes.
fn start(words: &[&str]) -> Child {
    let pipes = checker()
        .arg("play")
        .args(words)
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    pipes.expect("the checker starts")
}

/// Types some lines, and nothing more; or without an end the key Enter again and again.
fn with(words: &[&str], typed: &str, goes_on: bool) -> (ExitStatus, String) {
    let mut child = start(words);
    let mut stdin = child.stdin.take().expect("a pipe");
    let typed = typed.to_owned();
    let typing = std::thread::spawn(move || {
        // It may end before all is typed.
        let _ = stdin.write_all(typed.as_bytes());
        while goes_on && stdin.write_all(b"\n").is_ok() {}
    });
    let mut said = String::new();
    child.stdout.take().expect("a pipe").read_to_string(&mut said).expect("text");
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("text");
    typing.join().expect("it ends with the checker");
    (child.wait().expect("it ends"), said)
}

#[test]
fn enter_plays_it_to_its_end() {
    let lab = LABS[0];
    let built = Submission::solutions(&root()).and_then(|solutions| solutions.build(lab)).expect("the solutions");
    let checker::built::Executable::Ready { command, folder } = built.program("server") else { panic!("built") };
    let mut server = std::process::Command::new(&command[0]);
    let mut server =
        server.args(&command[1..]).arg("0").current_dir(folder).stdout(Stdio::piped()).spawn().expect("it starts");
    let mut ready = String::new();
    let mut stdout = std::io::BufReader::new(server.stdout.take().expect("a pipe"));
    std::io::BufRead::read_line(&mut stdout, &mut ready).expect("its line");
    let (status, said) = with(&["lab1/server-half-close", "--seed", "7"], &ready, true);
    server.kill().and_then(|()| server.wait()).expect("it runs");
    assert_eq!(status.code(), Some(0), "{said}");
    for part in ["lab1/server-half-close", "--bin lab1-server -- 0", "peer sends the", "peer ──> server  FIN", "seed 7"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn whoever_leaves_is_let_go() {
    for typed in ["q\n", ""] {
        let (status, said) = with(&["lab1/server-echo"], typed, false);
        assert_eq!(status.code(), Some(3), "{said}");
        assert!(said.contains("left before its end"), "{said}");
    }
}

#[test]
fn what_can_not_be_meant_is_said() {
    let (status, said) = with(&["lab1/server-suspended"], "", false);
    assert_eq!(status.code(), Some(2), "{said}");
    assert!(said.contains("lab1/server-suspended can't be played by hand: it stops your server"), "{said}");
    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
    let (_, said) = with(&["lab1/server-echo"], &format!("over there\n{port}\nq\n"), false);
    assert!(said.contains("an address looks like 127.0.0.1:4000"), "{said}");
    assert!(said.contains(&format!("nobody has a socket at 127.0.0.1:{port}")), "{said}");
}
