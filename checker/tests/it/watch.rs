//! `checker watch`: what it says when a program is saved, also in the middle of a run, and by renaming.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::fixture::{checker, course, write};

const SERVER: &str = include_str!("../programs/python/lab1_server.py");
const CLIENT: &str = include_str!("../programs/python/lab1_client.py");
const USED: &str = include_str!("../programs/python/netutil.py");
const LIST: &str = "[lab1]\nserver = [\"python3\", \"lab1_server.py\"]\nclient = [\"python3\", \"lab1_client.py\"]\n";

/// Longer than anything here takes on a busy machine.
const LONGEST: Duration = Duration::from_secs(120);

struct Watcher {
    child: Child,
    keys: ChildStdin,
    lines: Receiver<String>,
}

impl Watcher {
    fn start(course: &Path) -> Watcher {
        let mut child = checker()
            .args(["watch", "lab1"])
            .current_dir(course)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the checker starts");
        let (tell, lines) = channel();
        let out = BufReader::new(child.stdout.take().expect("it is piped"));
        let read = move || out.lines().map_while(Result::ok).take_while(|line| tell.send(line.clone()).is_ok()).count();
        std::thread::Builder::new().name("watch lines".into()).spawn(read).expect("a thread");
        let keys = child.stdin.take().expect("it is piped");
        Watcher { child, keys, lines }
    }

    /// The lines up to one that begins so.
    fn until(&self, begin: &str) -> Vec<String> {
        let mut seen: Vec<String> = Vec::new();
        while !seen.last().is_some_and(|line| line.trim_start().starts_with(begin)) {
            match self.lines.recv_timeout(LONGEST) {
                Ok(line) => seen.push(line),
                Err(error) => panic!("there is no line `{begin}` ({error}):\n{}", seen.join("\n")),
            }
        }
        seen
    }

    fn press(&mut self, key: u8) {
        self.keys.write_all(&[key]).expect("it listens");
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// A course whose own folder has a right client, and this server.
fn begun(name: &str, server: &str) -> std::path::PathBuf {
    let course = course(name);
    let mine = course.join("mine");
    let files = [("programs.toml", LIST), ("lab1_server.py", server), ("lab1_client.py", CLIENT), ("netutil.py", USED)];
    write(&mine, &files);
    assert!(
        checker().args(["use", "mine"]).current_dir(&course).output().expect("the checker starts").status.success()
    );
    course
}

#[test]
fn what_is_saved_is_graded() {
    let broken = SERVER.replace("recv(65536)", "recv(65536).upper()");
    assert_ne!(broken, SERVER);
    let course = begun("watch-saved", &broken);
    let mut watcher = Watcher::start(&course);
    let told = watcher.until("watching ");
    // The first failure in full, the others in a line each.
    assert_eq!(told.iter().filter(|line| line.trim_start().starts_with("expected")).count(), 1, "{told:#?}");
    assert!(told.last().is_some_and(|line| line.ends_with(": lab1/server-echo is next")), "{told:#?}");

    // As many an editor saves.
    write(&course, &[("mine/fresh", SERVER)]);
    fs::rename(course.join("mine/fresh"), course.join("mine/lab1_server.py")).expect("it is there");
    let told = watcher.until("watching ").join("\n");
    let check = told.find("1 of 1 checks pass").expect("the check that was worked on comes first");
    let lab = told.find("all of lab1 passes").expect("then the whole lab");
    assert!(told.contains("saved\n") && check < lab, "{told}");

    watcher.press(b'q');
    assert!(watcher.child.wait().expect("it ends").success());
}

/// A slip of the pen is found by the first check of the lab, whichever check is worked on.
#[test]
fn what_the_check_needs_is_told_where_that_fails() {
    let broken = SERVER.replace("recv(65536)", "recv(65536).upper()");
    let course = begun("watch-needs", &broken);
    let watcher = Watcher::start(&course);
    watcher.until("watching ");
    write(&course, &[("mine/fresh", &SERVER.replacen("def main():", "def main()", 1))]);
    fs::rename(course.join("mine/fresh"), course.join("mine/lab1_server.py")).expect("it is there");
    let told = watcher.until("watching ").join("\n");
    assert!(told.contains("✗ server-listens") && told.contains("SyntaxError: "), "{told}");
    assert!(told.contains("- server-echo           skipped: needs server-listens, which did not pass"), "{told}");
}

#[test]
fn a_save_in_the_middle_of_a_run_begins_again() {
    // It never listens, and so the run takes a while.
    let course = begun("watch-again", "import sys\nsys.stdin.read()\n");
    let watcher = Watcher::start(&course);
    watcher.until("lab1  ");
    fs::write(course.join("mine/lab1_server.py"), SERVER).expect("a file");
    watcher.until("saved");
    let told = watcher.until("watching ");
    assert!(told.last().is_some_and(|line| line.ends_with("all of lab1 passes")), "{told:#?}");
}
