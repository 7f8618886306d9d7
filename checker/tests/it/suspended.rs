//! A program that is stopped while it is blocked in sending: who takes the part that was sent for the whole loses the
//! rest, who sends on does not notice. Servers and clients, in Python and in C.

use checker::fault::LATE;
use checker::harness::Harness;
use checker::lab::Check;
use checker::trace::What;
use checker::verdict::{CheckReport, Step, Verdict};

use crate::single::{BLANK, graded};

const SERVER: Check = Check { run: server_suspended, ..BLANK };
const CLIENT: Check = Check { run: client_suspended, ..BLANK };

fn message(size: usize) -> Vec<u8> {
    (0..size / 8).flat_map(|number| format!("{number:07}\n").into_bytes()).collect()
}

fn server_suspended(lab: &mut Harness) -> Step {
    let server = lab.start("server")?;
    let client = lab.connect_reading(&server, LATE)?;
    let message = message(4 * 1024 * 1024);
    client.send(&message);
    client.suspend(&server.program)?;
    client.read_now();
    client.expect(&message)
}

fn client_suspended(lab: &mut Harness) -> Step {
    let door = lab.listen_reading(LATE)?;
    let client = lab.run("client", &[&door.port()])?;
    let peer = door.accept(&client)?;
    peer.suspend(&client)?;
    peer.read_now();
    peer.expect(&message(8 * 1024 * 1024))
}

const PYTHON_SERVER: &str = r#"
import socket, sys
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("listening on %s:%d" % listener.getsockname(), flush=True)
client, peer = listener.accept()
while piece := client.recv(65536):
    client.SEND(piece)
"#;

const PYTHON_CLIENT: &str = r#"
import socket, sys
server = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
server.SEND(b"".join(b"%07d\n" % number for number in range(1024 * 1024)))
"#;

const C_SERVER: &str = r#"
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
int main(int count, char **arguments) {
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    own.sin_port = htons(atoi(arguments[1]));
    socklen_t length = sizeof own;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    bind(listener, (struct sockaddr *)&own, sizeof own);
    listen(listener, 8);
    getsockname(listener, (struct sockaddr *)&own, &length);
    printf("listening on 127.0.0.1:%d\n", ntohs(own.sin_port));
    fflush(stdout);
    int client = accept(listener, NULL, NULL);
    static char buffer[65536];
    for (ssize_t got; (got = read(client, buffer, sizeof buffer)) > 0;)
        for (ssize_t sent = 0, part; sent < got; sent += part)
            if ((part = write(client, buffer + sent, got - sent)) < 0) return 1;
            else if (ONCE) break;
    return 0;
}
"#;

#[test]
fn a_server_that_sends_once_is_caught_and_one_that_sends_all_is_not() {
    let python = |send: &str| vec![("server.py", PYTHON_SERVER.replace("SEND", send))];
    assert_loses(&graded("send-server", &SERVER, r#"server = ["python3", "server.py"]"#, &python("send")));
    assert_passes(&graded("sendall-server", &SERVER, r#"server = ["python3", "server.py"]"#, &python("sendall")));
}

#[test]
fn a_client_that_sends_once_is_caught_and_one_that_sends_all_is_not() {
    let python = |send: &str| vec![("client.py", PYTHON_CLIENT.replace("SEND", send))];
    assert_loses(&graded("send-client", &CLIENT, r#"client = ["python3", "client.py"]"#, &python("send")));
    assert_passes(&graded("sendall-client", &CLIENT, r#"client = ["python3", "client.py"]"#, &python("sendall")));
}

#[test]
fn write_without_a_loop_is_caught_in_c() {
    let c = |once: &str| vec![("server.c", C_SERVER.replace("ONCE", once))];
    let build = "build = [\"cc -o server server.c\"]\nserver = [\"./server\"]";
    assert_loses(&graded("write-server", &SERVER, build, &c("1")));
    assert_passes(&graded("write-all-server", &SERVER, build, &c("0")));
}

fn assert_loses(report: &CheckReport) {
    assert_eq!(report.verdict, Verdict::Fail);
    assert!(report.observed.as_deref().is_some_and(|text| text.contains("byte")), "{:?}", report.observed);
    assert_stopped(report, 1);
}

fn assert_passes(report: &CheckReport) {
    assert_eq!((report.verdict, report.observed.as_deref()), (Verdict::Pass, None));
    assert_stopped(report, 3);
}

/// The record shows at least so many stops, and each is continued.
fn assert_stopped(report: &CheckReport, least: usize) {
    let count = |what: &What| report.trace.events.iter().filter(|event| event.what == *what).count();
    let stops = count(&What::Stopped);
    assert!(stops >= least && stops == count(&What::Continued), "{stops} stops");
}
