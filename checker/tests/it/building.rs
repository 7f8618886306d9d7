//! What a person sees of a build, and that whoever builds in a folder has it alone.

use std::fs::File;
use std::io::Read;
use std::process::Stdio;

use nix::fcntl::{Flock, FlockArg};

use crate::fixture::{checker, folder, root, write};

/// A build that says something and takes its time, and a client that is refused as it should be.
const SLOW: &str =
    "[lab1]\nbuild = [\"echo halfway; sleep 0.7\"]\nclient = [\"sh\", \"-c\", \"echo error: refused >&2; exit 1\"]\n";

#[test]
fn a_terminal_shows_what_is_built_and_nobody_else_sees_it() {
    let place = folder("build-shown");
    write(&place, &[("programs.toml", SLOW)]);
    let graded = |stderr: Stdio| {
        let mut command = checker();
        command.args(["lab1", "--check", "client-refused", "--submission"]).arg(&place);
        command.stdout(Stdio::null()).stderr(stderr).spawn().expect("the checker")
    };
    let mut child = graded(Stdio::piped());
    let mut said = String::new();
    child.stderr.take().expect("its stderr").read_to_string(&mut said).expect("text");
    assert!(child.wait().expect("its end").success() && said.is_empty(), "{said}");

    let terminal = nix::pty::openpty(None, None).expect("a terminal");
    let mut child = graded(terminal.slave.into());
    let (mut said, mut ours) = (Vec::new(), File::from(terminal.master));
    // The end of a terminal is an error on Linux.
    let _ = ours.read_to_end(&mut said);
    let said = String::from_utf8_lossy(&said);
    assert!(child.wait().expect("its end").success() && said.contains("echo halfway; sleep 0.7 … halfway"), "{said:?}");
    assert!(said.ends_with("\r\x1b[K"), "{said:?}");
}

/// Of the course's own folders as well.
#[test]
fn a_meeting_waits_for_whoever_works_in_one_of_the_folders() {
    let place = folder("meeting-waits");
    write(&place, &[("programs.toml", "[lab1]\n")]);
    let held = Flock::lock(File::open(&place).expect("the folder"), FlockArg::LockExclusive).expect("a lock");
    let mut command = checker();
    command.args(["interop", "lab1", "--submission"]).arg(&place).current_dir(root());
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the checker");
    let mut stderr = child.stderr.take().expect("its stderr");
    let wanted = format!("another checker works in {}: this one begins when it is done\n", place.display());
    let mut said = Vec::new();
    while !String::from_utf8_lossy(&said).contains(&wanted) {
        let mut byte = [0];
        assert_eq!(stderr.read(&mut byte).expect("its words"), 1, "{}", String::from_utf8_lossy(&said));
        said.push(byte[0]);
    }
    child.kill().expect("a signal");
    child.wait().expect("its end");
    drop(held);
}
