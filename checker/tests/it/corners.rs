//! Right programs that a check once failed: each uses a freedom that the contract leaves.

use checker::verdict::{Report, Verdict};

use crate::fixture::{checker, folder, write};
use crate::languages::is_installed;

/// An IPv6 socket that serves IPv4 as well names an IPv4 address in IPv6's notation.
const MAPPED: &str = r#"
import socket, sys
server = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
server.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
server.bind(("::ffff:127.0.0.1", int(sys.argv[1])))
print("listening on [%s]:%d" % server.getsockname()[:2], flush=True)
while True:
    data, sender = server.recvfrom(65536)
    server.sendto(bytes(b - 32 if 97 <= b <= 122 else b for b in data), sender)
"#;

/// Leaves off sending as soon as it sees the end of the stream.
const EASILY_SATISFIED: &str = r#"
import select, socket, sys
server = socket.create_connection((sys.argv[1], int(sys.argv[2])))
rest, reply = sys.argv[3].encode(), b""
while True:
    readable, _, _ = select.select([server], [], [], 0 if rest else None)
    if readable:
        piece = server.recv(4096)
        if not piece:
            break
        reply += piece
    elif rest:
        server.sendall(rest[:1])
        rest = rest[1:]
        if not rest:
            server.shutdown(socket.SHUT_WR)
print("received: " + reply.decode(errors="replace"), flush=True)
"#;

/// Answers only when it has everything.
const AT_THE_END: &str = r#"
import socket, sys
server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("listening on %s:%d" % server.getsockname(), flush=True)
while True:
    client, _ = server.accept()
    data = b""
    try:
        while piece := client.recv(4096):
            data += piece
        client.sendall(bytes(b - 32 if 97 <= b <= 122 else b for b in data))
    except OSError as error:
        print("error:", error, file=sys.stderr, flush=True)
    client.close()
"#;

/// Waits for the server to close behind `closed` before it says that it is closed.
const WAITS_FOR_FIN: &str = r#"
import socket, sys, time
def say(state):
    print("state: " + state, flush=True)
lines, pause = (line.rstrip("\n") for line in sys.stdin), 0.1
line = None
while True:
    say("disconnected")
    if line is not None:
        time.sleep(pause)
    say("connecting")
    server = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    say("connected")
    stream = server.makefile("rwb")
    while True:
        line = next(lines, "close") if line is None else line
        stream.write(line.encode() + b"\n")
        stream.flush()
        answer = stream.readline()
        if not answer.endswith(b"\n"):
            break
        if line.lower() == "close":
            stream.read()
            say("closed")
            sys.exit(0)
        line = None
"#;

#[test]
fn right_programs_at_the_corners_pass() {
    if !is_installed("python3") {
        assert!(std::env::var_os("CI").is_none(), "there is no python3 here");
        return;
    }
    let corners = [
        ("mapped", "lab2", "server", MAPPED, &["server-uppercase", "server-many-clients"][..]),
        ("easily-satisfied", "lab1", "client", EASILY_SATISFIED, &["client-empty-reply", "client-prints"]),
        ("at-the-end", "lab2", "tcp-server", AT_THE_END, &["tcp-server-uppercase", "tcp-server-large"]),
        ("waits-for-fin", "lab3", "client", WAITS_FOR_FIN, &["client-close", "client-split-answer"]),
    ];
    for (name, lab, program, script, checks) in corners {
        let folder = folder(&format!("corner-{name}"));
        let toml = format!("[{lab}]\n{program} = [\"python3\", \"program.py\"]\n");
        write(&folder, &[("program.py", script), ("programs.toml", &toml)]);
        let output = checker()
            .args([lab, "--format", "json", "--submission"])
            .arg(&folder)
            .args(checks.iter().flat_map(|check| ["--check", check]))
            .output()
            .expect("the checker starts");
        let report: Report = serde_json::from_slice(&output.stdout).expect("a report");
        assert_eq!(report.labs[0].checks.len(), checks.len());
        for check in &report.labs[0].checks {
            assert_eq!(check.verdict, Verdict::Pass, "{name}: {}: {:?} {:?}", check.id, check.expected, check.observed);
        }
    }
}

/// Node's client of lab 5 sends what is typed, however long: the contract asks for no more there, and it is worth a word.
#[test]
fn a_frame_that_is_too_large_is_noted_where_the_contract_leaves_it_open() {
    if !is_installed("node") {
        assert!(std::env::var_os("CI").is_none(), "there is no node here");
        return;
    }
    let place = crate::fixture::root().join("checker/tests/programs/node");
    let output = checker()
        .args(["lab5", "--check", "client-never-waits", "--format", "json", "--submission"])
        .arg(place)
        .output()
        .expect("the checker starts");
    let report: Report = serde_json::from_slice(&output.stdout).expect("a report");
    let check = report.labs[0].checks.iter().find(|check| check.id == "client-never-waits").expect("it was asked for");
    assert_eq!(check.verdict, Verdict::Pass);
    assert!(check.notes.iter().any(|note| note.contains("a frame of more than 1,048,576 bytes")), "{:?}", check.notes);
}
