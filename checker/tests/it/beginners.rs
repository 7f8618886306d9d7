//! Wrong programs as beginners write them, in other languages than the solutions': the check that finds each, and the
//! cause that is true.

use std::os::unix::fs::PermissionsExt;

use checker::verdict::{Report, Verdict};

use crate::fixture::{checker, folder, write};
use crate::languages::is_installed;

/// A program in one file.
struct Beginner {
    name: &'static str,
    /// What has to be installed.
    tool: &'static str,
    /// The lab, the program of it, and how that is built and started.
    lab: &'static str,
    program: &'static str,
    commands: &'static str,
    file: &'static str,
    text: &'static str,
    /// The check that has to fail, and a part of the cause, or of what was observed.
    check: &'static str,
    says: &'static str,
}

const BEGINNERS: &[Beginner] = &[
    Beginner {
        name: "prints-bytes",
        tool: "python3",
        lab: "lab1",
        program: "client",
        commands: "client = [\"python3\", \"client.py\"]",
        file: "client.py",
        text: "
import socket, sys
server = socket.create_connection((sys.argv[1], int(sys.argv[2])))
server.sendall(sys.argv[3].encode())
server.shutdown(socket.SHUT_WR)
print('received:', server.recv(1024))
",
        check: "client-pieces",
        says: "the line shows the text as a language writes it in its source, in quotes or as `b'...'`",
    },
    Beginner {
        name: "threads-spin",
        tool: "gcc",
        lab: "lab1",
        program: "server",
        commands: "build = [\"gcc -pthread -o server server.c\"]\nserver = [\"./server\"]",
        file: "server.c",
        text: SPINS,
        check: "server-half-close",
        says: "takes a read of 0 bytes for `nothing yet` and reads on, or leaves a descriptor of the connection open; it spins",
    },
    Beginner {
        name: "forgets-unsent",
        tool: "python3",
        lab: "lab1",
        program: "server",
        commands: "server = [\"python3\", \"server.py\"]",
        file: "server.py",
        text: FORGETS_UNSENT,
        check: "server-half-close",
        says: "the client's FIN ends what it reads, not what it has to send",
    },
    Beginner {
        name: "dies-slowly-in-a-thread",
        tool: "python3",
        lab: "lab1",
        program: "server",
        commands: "server = [\"python3\", \"server.py\"]",
        file: "server.py",
        text: DIES_SLOWLY,
        check: "server-echo",
        says: "server crashed in a thread: ValueError: the last line is the one that helps, in server.py line 14",
    },
    Beginner {
        name: "ends-instead-of-accepting",
        tool: "python3",
        lab: "lab1",
        program: "server",
        commands: "server = [\"python3\", \"server.py\"]",
        file: "server.py",
        text: "
import socket, sys
listener = socket.create_server((\"127.0.0.1\", int(sys.argv[1])))
print(\"listening on %s:%d\" % listener.getsockname(), flush=True)
",
        check: "server-listens",
        says: "Or the server has ended by now",
    },
    Beginner {
        name: "script-from-windows",
        tool: "python3",
        lab: "lab1",
        program: "server",
        commands: "server = [\"./server.py\"]",
        file: "server.py",
        text: "#!/usr/bin/env python3\r\nprint('listening')\r\n",
        check: "server-listens",
        says: "its first line ends as on Windows, with CR LF",
    },
];

/// A thread for each client, which never looks whether a read gives 0 bytes.
const SPINS: &str = r#"
#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
static void *serve(void *client) {
    char buffer[4096];
    for (;;) {
        ssize_t length = read((int)(long)client, buffer, sizeof buffer);
        for (ssize_t sent = 0, now; sent < length; sent += now)
            if ((now = write((int)(long)client, buffer + sent, length - sent)) < 0) return NULL;
    }
}
int main(int count, char **arguments) {
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof own;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    own.sin_port = htons(count > 1 ? atoi(arguments[1]) : 0);
    signal(SIGPIPE, SIG_IGN);
    bind(listener, (struct sockaddr *)&own, size);
    listen(listener, 5);
    getsockname(listener, (struct sockaddr *)&own, &size);
    printf("listening on 127.0.0.1:%d\n", ntohs(own.sin_port));
    fflush(stdout);
    for (;;) {
        pthread_t thread;
        long client = accept(listener, NULL, NULL);
        pthread_create(&thread, NULL, serve, (void *)client);
    }
}
"#;

/// One loop for all, which reads little at a time, and leaves at the end of the stream whatever is still to be sent.
const FORGETS_UNSENT: &str = r#"
import selectors, socket, sys
loop = selectors.DefaultSelector()
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("listening on %s:%d" % listener.getsockname(), flush=True)
loop.register(listener, selectors.EVENT_READ)
unsent = {}
while True:
    for key, events in loop.select():
        if key.fileobj is listener:
            client, peer = listener.accept()
            client.setblocking(False)
            unsent[client] = b""
            loop.register(client, selectors.EVENT_READ | selectors.EVENT_WRITE)
            continue
        client = key.fileobj
        if events & selectors.EVENT_READ:
            piece = client.recv(1024)
            unsent[client] += piece
            if not piece:
                loop.unregister(client)
                client.close()
                continue
        if events & selectors.EVENT_WRITE and unsent[client]:
            unsent[client] = unsent[client][client.send(unsent[client]):]
"#;

/// Its client sees the end of the connection before the trace of what ended it is printed.
const DIES_SLOWLY: &str = r#"
import socket, sys, threading, time
def slowly(caught):
    import traceback
    lines = traceback.format_exception(caught.exc_type, caught.exc_value, caught.exc_traceback)
    for line in ["Exception in thread %s:\n" % caught.thread.name] + lines:
        sys.stderr.write(line)
        sys.stderr.flush()
        time.sleep(0.1)
threading.excepthook = slowly
def serve(client):
    client.recv(1)
    client.close()
    raise ValueError("the last line is the one that helps")
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("listening on %s:%d" % listener.getsockname(), flush=True)
while True:
    client, peer = listener.accept()
    threading.Thread(target=serve, args=(client,)).start()
"#;

#[test]
fn beginners_mistakes_are_found_and_named() {
    let complaints: Vec<String> = std::thread::scope(|scope| {
        let trials: Vec<_> = BEGINNERS.iter().map(|one| scope.spawn(move || complaint(one))).collect();
        trials.into_iter().filter_map(|trial| trial.join().expect("a report")).collect()
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn complaint(one: &Beginner) -> Option<String> {
    if !is_installed(one.tool) {
        assert!(std::env::var_os("CI").is_none(), "there is no {} here", one.tool);
        return None;
    }
    let own = folder(&format!("beginner-{}", one.name));
    write(&own, &[(one.file, one.text), ("programs.toml", &format!("[{}]\n{}\n", one.lab, one.commands))]);
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(own.join(one.file), mode).expect("a file of one's own");
    let output = checker()
        .args([one.lab, "--format", "json", "--patience", "1000", "--check", one.check, "--submission"])
        .arg(&own)
        .output()
        .expect("the checker starts");
    let report: Report = serde_json::from_slice(&output.stdout).expect("a report");
    let check = &report.labs[0].checks[0];
    let said = [&check.observed, &check.cause].map(|text| text.clone().unwrap_or_default()).join("\n");
    let is_right = check.verdict == Verdict::Fail && said.contains(one.says);
    (!is_right).then(|| format!("{}: {} of {} came to {:?}: {said}", one.name, one.check, one.program, check.verdict))
}
