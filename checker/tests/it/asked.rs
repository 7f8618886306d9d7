//! What the kernel was asked stands in the record, so that the verdict can be had from there again.

use checker::harness::Harness;
use checker::lab::Check;
use checker::trace::{Call, Question, What};
use checker::verdict::{Step, Verdict};

use crate::single::{BLANK, graded};

/// It listens, and does nothing else.
const SLEEPS: &str = r#"
import socket, sys
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("listening on %s:%d" % listener.getsockname(), flush=True)
sys.stdin.read()
"#;

/// It accepts, and reads nothing.
const ACCEPTS: &str = r#"
import socket, sys
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("listening on %s:%d" % listener.getsockname(), flush=True)
client, peer = listener.accept()
sys.stdin.read()
"#;

/// It listens, and does not say so.
const SILENT: &str = r#"
import socket, sys
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
sys.stdin.read()
"#;

/// It answers with something else, and waits for the next.
const ANSWERS: &str = r#"
import socket, sys
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("listening on %s:%d" % listener.getsockname(), flush=True)
client, peer = listener.accept()
client.sendall(client.recv(100).upper())
sys.stdin.read()
"#;

fn reply(lab: &mut Harness) -> Step {
    let server = lab.start("server")?;
    let client = lab.connect(&server)?;
    client.send(b"hello");
    client.expect_reply(&server, b"hello")
}

fn accepted(lab: &mut Harness) -> Step {
    let server = lab.start("server")?;
    let client = lab.connect(&server)?;
    lab.expect_accepted(&server, &client)
}

fn ready(lab: &mut Harness) -> Step {
    lab.start("server").map(drop)
}

#[test]
fn what_the_kernel_said_is_in_the_record() {
    const REPLY: Check = Check { run: reply, ..BLANK };
    const ACCEPTED: Check = Check { run: accepted, ..BLANK };
    const READY: Check = Check { run: ready, ..BLANK };
    let waits = (Question::Waiting(Call::ReadStdin), Some(1));
    assert_eq!(answers("reply", &REPLY, SLEEPS), [(Question::Backlog, Some(1)), waits]);
    assert_eq!(answers("unread", &REPLY, ACCEPTS), [(Question::Backlog, Some(0)), (Question::Unread, Some(5)), waits]);
    assert_eq!(answers("accepted", &ACCEPTED, SLEEPS), [(Question::Backlog, Some(1)), waits]);
    let [said, (Question::Listening, Some(1024..))] = answers("ready", &READY, SILENT)[..] else {
        panic!("the port at which it listens is not in the record")
    };
    assert_eq!(said, waits);
}

/// Where something has come nobody has waited in vain, and where a program stands just then is chance.
#[test]
fn of_a_wrong_answer_nobody_is_asked_who_waits() {
    const REPLY: Check = Check { run: reply, ..BLANK };
    assert_eq!(answers("wrong", &REPLY, ANSWERS), []);
}

/// What was asked in a check that fails, and what the answers were.
fn answers(name: &str, check: &'static Check, program: &str) -> Vec<(Question, Option<u64>)> {
    let files = [("server.py", program.to_owned())];
    let report = graded(&format!("asked-{name}"), check, r#"server = ["python3", "server.py"]"#, &files);
    assert_eq!(report.verdict, Verdict::Fail, "{name}: {:?}", report.observed);
    let asked =
        |what: &What| if let What::Asked { question, answer } = what { Some((*question, *answer)) } else { None };
    report.trace.events.iter().filter_map(|event| asked(&event.what)).collect()
}
