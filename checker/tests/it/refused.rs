//! What the machine refuses is never charged to a program: no terminal, no descriptor, no process, no memory, no network.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use checker::labs::LABS;
use checker::verdict::{Report, Verdict};

use crate::fixture::solution;
use crate::left::hostile;

/// A shell command that makes the machine a tight one, and then becomes what it is given.
fn tight(how: &str) -> Command {
    let mut command = Command::new("unshare");
    let user = if nix::unistd::geteuid().is_root() { "-mn" } else { "-rmn" };
    command.args([user, "sh", "-c", &format!("{how} exec \"$@\""), "sh", env!("CARGO_BIN_EXE_checker")]);
    command
}

#[test]
fn what_the_machine_refuses_is_never_charged() {
    let place = hostile("build-leaves", "tight");
    fs::write(
        place.join("programs.toml"),
        "[lab1]\nclient = [\"sh\", \"-c\", \"echo error: nobody listens >&2; exit 1\"]\n",
    )
    .unwrap();
    for (name, how) in [
        ("no pseudo-terminals", "ip link set lo up; mount -t tmpfs none /dev/pts;"),
        ("no descriptors", "ip link set lo up; ulimit -n 12;"),
    ] {
        let arguments = ["lab1", "--check", "client-refused", "--format", "json", "--submission"];
        let output = tight(how).args(arguments).arg(&place).output().expect("unshare");
        let text = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(3), "{name}: {text} {}", String::from_utf8_lossy(&output.stderr));
        if let Ok(report) = serde_json::from_str::<Report>(&text) {
            let checks = &report.labs[0].checks;
            assert!(checks.iter().all(|check| check.verdict == Verdict::Inconclusive), "{name}: {checks:?}");
        }
    }
}

#[test]
fn without_loopback_there_is_no_run_and_it_is_said_why() {
    let place = hostile("build-leaves", "loopback");
    let arguments = ["lab1", "--check", "client-refused", "--submission"];
    let output = tight("").args(arguments).arg(&place).output().expect("unshare");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("loopback interface"), "{said}");
}

/// The reference answers of lab 1, and a checker, where everybody can reach them.
fn answers(name: &str) -> PathBuf {
    let place = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
    fs::create_dir(&place).expect("a folder that everybody can reach");
    fs::copy(env!("CARGO_BIN_EXE_checker"), place.join("checker")).expect("a copy");
    for program in ["server", "client"] {
        fs::copy(solution(LABS[0], program), place.join(program)).expect("a copy");
    }
    fs::write(place.join("programs.toml"), "[lab1]\nserver = [\"./server\"]\nclient = [\"./client\"]\n").unwrap();
    place
}

/// The whole lab, by a user who has nothing else running, so that a limit on processes means something.
fn limited(place: &Path, limits: &str) -> Output {
    let mut command = match nix::unistd::geteuid().is_root() {
        true => Command::new("setpriv"),
        false => Command::new("env"),
    };
    if nix::unistd::geteuid().is_root() {
        command.args(["--reuid", "20013", "--regid", "20013", "--clear-groups"]);
    }
    command.args(["sh", "-c", &format!("{limits}; exec ./checker lab1 --submission . --format json")]);
    command.current_dir(place).output().expect("setpriv")
}

#[test]
fn right_programs_never_fail_for_want_of_descriptors_or_processes() {
    let place = answers("limited");
    let mut limits: Vec<String> = [20, 28, 31, 34, 38].iter().map(|files| format!("ulimit -n {files}")).collect();
    // Of an ordinary user nobody knows how many there are already.
    let processes = if nix::unistd::geteuid().is_root() { &[6, 16, 24, 32, 40, 48][..] } else { &[] };
    limits.extend(processes.iter().map(|processes| format!("ulimit -u {processes}")));
    // As any limit that can't be raised again.
    limits.push("ulimit -f 1000".to_owned());
    for limits in limits {
        let output = limited(&place, &limits);
        let text = String::from_utf8_lossy(&output.stdout);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 3)), "{limits}: {:?} {said} {text}", output.status);
        let Ok(report) = serde_json::from_str::<Report>(&text) else {
            assert!(said.starts_with("error: "), "{limits}: {said}");
            continue;
        };
        for check in &report.labs[0].checks {
            assert!(!matches!(check.verdict, Verdict::Fail | Verdict::NotStarted), "{limits}: {check:?}");
        }
        assert_eq!(report.labs[0].earned, report.labs[0].points, "{limits}");
    }
    fs::remove_dir_all(&place).ok();
}

#[test]
fn a_checker_that_has_no_memory_says_so() {
    let place = answers("no-memory");
    for kilobytes in [60_000, 120_000, 200_000] {
        let output = limited(&place, &format!("ulimit -v {kilobytes}"));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 3)), "{kilobytes}: {:?} {said}", output.status);
    }
    fs::remove_dir_all(&place).ok();
}
