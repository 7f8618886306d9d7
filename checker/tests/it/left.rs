//! Nothing outlives the checker, however it ends: not what a program or a build has left, not when it is interrupted or killed.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use checker::verdict::{Report, Verdict};
use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::Pid;

use crate::fixture::{checker, folder};

/// How long something is waited for that comes within a second, on a machine that may be busy.
const SOON: Duration = Duration::from_secs(60);

/// A copy of one of the hostile submissions, in a folder of its own for this test.
pub fn hostile(name: &str, test: &str) -> PathBuf {
    let place = folder(&format!("{name}-{test}"));
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs/hostile").join(name);
    for file in fs::read_dir(from).expect("a hostile submission").flatten() {
        fs::copy(file.path(), place.join(file.file_name())).expect("a copy");
    }
    place
}

/// The names of the processes that run in a folder, however they came there.
pub fn running_in(place: &Path) -> Vec<String> {
    let Ok(all) = fs::read_dir("/proc") else { return Vec::new() };
    let is_there = |entry: &fs::DirEntry| fs::read_link(entry.path().join("cwd")).is_ok_and(|cwd| cwd == place);
    let name = |entry: fs::DirEntry| fs::read_to_string(entry.path().join("comm")).ok();
    all.flatten().filter(is_there).filter_map(name).map(|name| name.trim_end().to_owned()).collect()
}

/// Waits until something holds, and says whether it does.
fn soon(mut holds: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    while !holds() {
        if began.elapsed() > SOON {
            return false;
        }
        std::thread::park_timeout(Duration::from_millis(2));
    }
    true
}

#[test]
fn what_is_left_is_ended_at_the_end_of_the_run_and_named() {
    for (name, check, left) in [
        ("daemon-survives", "server-listens", "sleep"),
        ("build-leaves", "client-refused", "sleep"),
        ("squats-ports", "client-refused", "python3"),
    ] {
        let place = hostile(name, "left");
        let arguments = ["lab1", "--check", check, "--format", "json", "--submission"];
        let output = checker().args(arguments).arg(&place).output().expect("the checker runs");
        let still = running_in(&place);
        let text = String::from_utf8_lossy(&output.stdout);
        let report: Report = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}: {text}"));
        let check = &report.labs[0].checks[0];
        assert_ne!(check.verdict, Verdict::Fail, "{name}: {check:?}");
        // Of the check, where it is known to come of its program.
        let mut notes = report.notes.iter().chain(&check.notes);
        let is_named = notes.any(|note| note.contains(left) && note.contains("left running"));
        assert!(is_named, "{name}: neither {:?} nor {:?} name {left}", report.notes, check.notes);
        assert!(still.is_empty(), "{name}: still running: {still:?}");
    }
}

/// Starts a checker in a process group of its own and waits until three of the wrapped programs run.
fn start(place: &Path) -> Child {
    // Whoever runs the tests in the background ignores Ctrl-C, and it would be inherited.
    let mut command = Command::new("env");
    command.arg("--default-signal=INT,TERM,HUP,QUIT").arg(env!("CARGO_BIN_EXE_checker"));
    command.args(["lab1", "--check", "client-refused", "--patience", "60000", "--submission"]).arg(place);
    command.stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    let child = command.spawn().expect("env, and the checker");
    let is_up = || running_in(place).iter().filter(|name| *name == "sleep").count() == 2;
    assert!(soon(is_up), "the programs do not come up: {:?}", running_in(place));
    child
}

/// Who does the checker's work: the only child of what was started.
fn worker(child: &Child) -> Pid {
    let pid = child.id();
    let text = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).expect("a list of children");
    Pid::from_raw(text.trim().parse().expect("one child"))
}

#[test]
fn whoever_interrupts_or_kills_the_checker_leaves_nothing() {
    let group = |child: &Child, signal| killpg(Pid::from_raw(child.id() as i32), signal);
    let guardian = |child: &Child, signal| kill(Pid::from_raw(child.id() as i32), signal);
    let work = |child: &Child, signal| kill(worker(child), signal);
    type Send = dyn Fn(&Child, Signal) -> nix::Result<()>;
    let cases: [(&str, &Send, Signal); 7] = [
        ("Ctrl-C", &group, Signal::SIGINT),
        ("kill", &guardian, Signal::SIGTERM),
        ("a terminal that closes", &group, Signal::SIGHUP),
        ("Ctrl-\\", &group, Signal::SIGQUIT),
        ("kill -9", &guardian, Signal::SIGKILL),
        ("kill -9 of its group", &group, Signal::SIGKILL),
        ("kill -9 of the worker", &work, Signal::SIGKILL),
    ];
    for name in ["interrupted", "interrupted-build"] {
        let place = hostile(name, "interrupted");
        for (how, send, signal) in cases {
            let mut child = start(&place);
            send(&child, signal).expect("a signal");
            let status = child.wait().expect("its end");
            assert_eq!(status.signal(), Some(signal as i32), "{name}, {how}: {status}");
            // Who is killed can clean up nothing any more, and somebody else does; any other is done when it ends.
            if signal != Signal::SIGKILL {
                assert_eq!(running_in(&place), [""; 0], "{name}, {how}");
            }
            assert!(soon(|| running_in(&place).is_empty()), "{name}, {how}: {:?}", running_in(&place));
        }
    }
}

#[test]
fn a_program_that_spins_fails_however_many_processors_it_keeps_busy() {
    let place = hostile("spins", "spins");
    let arguments = ["lab1", "--check", "server-echo", "--format", "json", "--submission"];
    let output = checker().args(arguments).arg(&place).output().expect("the checker runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let report: Report = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let check = &report.labs[0].checks[0];
    assert_eq!(check.verdict, Verdict::Fail, "{check:?}");
    assert!(check.cause.as_deref().is_some_and(|cause| cause.contains("it spins")), "{check:?}");
}

#[test]
fn a_program_that_stops_the_checker_does_not_hold_it_up() {
    for (name, server) in [("worker", "$PPID"), ("guardian", "$guardian")] {
        let place = hostile("stops-checker", name);
        let script = format!("read -r _ _ _ guardian _ </proc/$PPID/stat; kill -STOP {server}");
        let client = format!("client = [\"sh\", \"-c\", \"{script}; echo error: nobody listens >&2; exit 1\"]\n");
        fs::write(place.join("programs.toml"), format!("[lab1]\n{client}")).unwrap();
        let arguments = ["lab1", "--check", "client-refused", "--submission"];
        let output = checker().args(arguments).arg(&place).output().expect("the checker runs");
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stdout));
    }
}

/// An ordinary user's program can't, since the checker keeps to itself; root's can't, since what it would need is taken
/// from whatever the checker starts.
#[test]
fn nothing_of_the_checker_is_open_to_a_program_of_the_same_user() {
    let place = std::env::temp_dir().join(format!("reaches-out-{}", std::process::id()));
    fs::create_dir(&place).expect("a folder that everybody can reach");
    for file in fs::read_dir(hostile("reaches-out", "user")).expect("the copy").flatten() {
        fs::copy(file.path(), place.join(file.file_name())).expect("a copy");
    }
    let binary = place.join("checker");
    fs::copy(env!("CARGO_BIN_EXE_checker"), &binary).expect("a copy");
    let mut commands = vec![("the same user", Command::new(&binary))];
    if nix::unistd::geteuid().is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]).arg(&binary);
        commands.push(("an ordinary user", command));
    }
    let arguments = ["lab1", "--check", "client-refused", "--format", "json", "--submission"];
    for (name, mut command) in commands {
        let output = command.args(arguments).arg(&place).output().expect("the checker runs");
        let text = String::from_utf8_lossy(&output.stdout);
        let report: Report = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let said = &report.labs[0].checks[0].output;
        assert!(report.labs[0].build.is_empty(), "{name}: {:?}", report.labs[0].build);
        assert!(said.iter().any(|line| line.ends_with("reached: nothing")), "{name}: {said:?}");
    }
    fs::remove_dir_all(&place).ok();
}

/// Two checkers on one folder: the second says that it waits, and begins when the first is done.
#[test]
fn two_checkers_on_one_folder_take_turns() {
    let place = hostile("interrupted-build", "turns");
    let mut first = start(&place);
    let arguments = ["lab1", "--check", "client-refused", "--submission"];
    let mut second = checker()
        .args(arguments)
        .arg(&place)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the checker");
    let mut said = String::new();
    BufReader::new(second.stderr.take().expect("its stderr")).read_line(&mut said).expect("a line");
    let running = running_in(&place).iter().filter(|name| *name == "sleep").count();
    for child in [&mut second, &mut first] {
        kill(Pid::from_raw(child.id() as i32), Signal::SIGTERM).expect("a signal");
        child.wait().expect("its end");
    }
    assert!(said.starts_with(&format!("another checker works in {}", place.display())), "{said}");
    assert_eq!(running, 2, "one build alone");
}

/// Root keeps a program from the checker by starting it as somebody else.
#[test]
fn root_can_start_programs_as_an_ordinary_user() {
    let is_root = nix::unistd::geteuid().is_root();
    let place = std::env::temp_dir().join(format!("as-a-user-{}", std::process::id()));
    fs::create_dir(&place).expect("a folder that everybody can reach");
    let script = "import os, sys\nopen('/dev/stderr', 'w').write('reached: %s\\n' % os.access('/proc/%d/mem' % os.getppid(), os.W_OK))\nprint('error: I am %d' % os.getuid(), file=sys.stderr)\nsys.exit(1)\n";
    fs::write(place.join("client.py"), script).unwrap();
    fs::write(place.join("programs.toml"), "[lab1]\nclient = [\"python3\", \"client.py\"]\n").unwrap();
    let arguments = ["lab1", "--check", "client-refused", "--format", "json", "--as", "nobody", "--submission"];
    let output = checker().args(arguments).arg(&place).output().expect("the checker runs");
    fs::remove_dir_all(&place).ok();
    let text = String::from_utf8_lossy(&output.stdout);
    if !is_root {
        assert_eq!(output.status.code(), Some(2), "{text}");
        return;
    }
    let report: Report = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let check = &report.labs[0].checks[0];
    assert_eq!(check.verdict, Verdict::Pass, "{check:?}");
    let nobody = nix::unistd::User::from_name("nobody").unwrap().expect("nobody").uid;
    for line in ["reached: False".to_owned(), format!("error: I am {nobody}")] {
        assert!(check.output.iter().any(|said| said.ends_with(&line)), "{line}: {:?}", check.output);
    }
}
