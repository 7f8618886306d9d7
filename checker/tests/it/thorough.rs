//! What `--thorough` is for: a time-out that nobody asked for is longer than the silences of a quick run.

use std::thread;

use checker::verdict::{Report, Verdict};

use crate::fixture::{checker, folder, peers, root, write};
use crate::languages::is_installed;

/// Starts the program of a peer, whose connections give up after two seconds in which nothing could be sent or received.
const IMPATIENT: &str = r#"
import os, runpy, socket, sys
class Impatient(socket.socket):
    def accept(self):
        connection, peer = super().accept()
        connection.settimeout(2)
        return connection, peer
    def connect(self, address):
        super().connect(address)
        if self.type == socket.SOCK_STREAM:
            self.settimeout(2)
socket.socket = Impatient
sys.argv.pop(0)
sys.path.insert(0, os.path.dirname(sys.argv[0]))
runpy.run_path(sys.argv[0], run_name="__main__")
"#;

/// Programs of a lab, by the names of their files, and checks that such a time-out fails.
struct Lab {
    id: &'static str,
    programs: &'static [(&'static str, &'static str)],
    checks: &'static [&'static str],
}

const TABLE: &[Lab] = &[
    Lab {
        id: "lab1",
        programs: &[("server", "lab1_server"), ("client", "lab1_client")],
        checks: &["server-stream", "client-pieces"],
    },
    Lab {
        id: "lab2",
        programs: &[("tcp-server", "lab2_tcp_server"), ("tcp-client", "lab2_tcp_client")],
        checks: &["tcp-server-uppercase", "tcp-client-prints"],
    },
    Lab { id: "lab3", programs: &[("server", "lab3_server")], checks: &["server-split-line"] },
    Lab {
        id: "lab4",
        programs: &[("lines-server", "lab4_lines_server"), ("server", "lab4_server"), ("client", "lab4_client")],
        checks: &["lines-split", "frames-split", "client-slow-server"],
    },
    Lab {
        id: "lab5",
        programs: &[("server", "lab5_server"), ("client", "lab5_client")],
        checks: &["server-stalled-frame", "client-late-acks"],
    },
    Lab {
        id: "lab6",
        programs: &[("server", "lab6_server"), ("client", "lab6_client")],
        checks: &["message", "client-users"],
    },
];

#[test]
fn a_time_out_that_nobody_asked_for_is_found_by_a_thorough_run() {
    if !is_installed("python3") {
        assert!(std::env::var_os("CI").is_none(), "there is no python3 here");
        return;
    }
    let _alone = peers();
    let complaints: Vec<String> = thread::scope(|scope| {
        let labs: Vec<_> = TABLE.iter().map(|lab| scope.spawn(move || unfound(lab))).collect();
        labs.into_iter().flat_map(|lab| lab.join().expect("a report")).collect()
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// The checks that do not find it.
fn unfound(lab: &Lab) -> Vec<String> {
    let Lab { id, programs, checks } = lab;
    let own = folder(&format!("impatient-{id}"));
    let python = root().join("solutions/peers/python");
    let command = |(program, file): &(&str, &str)| {
        format!("{program} = [\"python3\", \"impatient.py\", {:?}]\n", python.join(file).with_extension("py"))
    };
    let toml = format!("[{id}]\n{}", programs.iter().map(command).collect::<String>());
    write(&own, &[("impatient.py", IMPATIENT), ("programs.toml", &toml)]);
    let output = checker()
        .args([id, "--thorough", "--patience", "1000", "--format", "json", "--submission"])
        .arg(&own)
        .args(checks.iter().flat_map(|check| ["--check", check]))
        .output()
        .expect("the checker starts");
    let report: Report = serde_json::from_slice(&output.stdout).expect("a report");
    assert!(report.thorough && report.labs[0].checks.len() == checks.len());
    let passed = report.labs[0].checks.iter().filter(|check| check.verdict != Verdict::Fail);
    passed.map(|check| format!("{id}/{} came to {:?}: {:?}", check.id, check.verdict, check.observed)).collect()
}
