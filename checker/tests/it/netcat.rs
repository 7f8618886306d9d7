//! The pair of lab 6 speaks plain lines: `nc` can take either part.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use checker::lab::Lab;
use checker::labs::LABS;

use crate::fixture::solution;

/// A program with a keyboard and a screen; it is killed when it is let go.
struct Side {
    child: Child,
    keyboard: ChildStdin,
    screen: BufReader<ChildStdout>,
}

impl Side {
    fn start(program: &Path, arguments: &[&str]) -> Side {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it can be started");
        let keyboard = child.stdin.take().expect("a pipe");
        let screen = BufReader::new(child.stdout.take().expect("a pipe"));
        Side { child, keyboard, screen }
    }

    fn types(&mut self, line: &str) {
        // Whoever has ended does not want it; that nothing comes out then is seen on the other side.
        let _ = writeln!(self.keyboard, "{line}").and_then(|()| self.keyboard.flush());
    }

    /// The next line on its screen; empty once it has ended.
    fn shows(&mut self) -> String {
        let mut line = String::new();
        self.screen.read_line(&mut line).expect("lines of text");
        line.trim_end_matches('\n').to_owned()
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn chat(one: &mut Side, other: &mut Side) {
    for line in ["Hello", "  and spaces  ", "caf\u{e9}"] {
        one.types(line);
        assert_eq!(other.shows(), line);
        other.types(line);
        assert_eq!(one.shows(), line);
    }
}

#[test]
fn netcat_takes_either_part_of_the_pair() {
    let nc = Path::new("nc");
    if Command::new(nc).arg("-h").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        println!("SKIPPED: there is no nc here");
        assert!(std::env::var_os("CI").is_none(), "CI has to have nc");
        return;
    }
    let lab: &'static Lab = LABS.iter().copied().find(|lab| lab.id == "lab6").expect("lab 6");

    let mut server = Side::start(&solution(lab, "pair-server"), &["0"]);
    let ready = server.shows();
    let port = ready.rsplit_once(':').expect("the ready line").1;
    chat(&mut Side::start(nc, &["127.0.0.1", port]), &mut server);

    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port().to_string();
    let mut server = Side::start(nc, &["-l", "127.0.0.1", &port]);
    // Nothing says when nc listens: a client that comes too early ends, and the next one tries.
    let mut client = loop {
        let mut client = Side::start(&solution(lab, "pair-client"), &["127.0.0.1", &port]);
        server.types("Are you there?");
        if client.shows() == "Are you there?" {
            break client;
        }
    };
    client.types("I am");
    assert_eq!(server.shows(), "I am");
}
