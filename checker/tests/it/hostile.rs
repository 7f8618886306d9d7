//! Programs that misbehave: each gets its verdict in bounded time, and nothing of it is left running.

use std::fs;

use checker::verdict::{CheckReport, Report, Verdict};

use crate::fixture::{checker, folder, root, write};
use crate::left::running_in;

/// A program as a shell script, the check it is tried with, and what must be said.
struct Hostile {
    name: &'static str,
    script: &'static str,
    check: &'static str,
    /// The beginning of the cause.
    cause: &'static str,
    /// A part of a note.
    note: Option<&'static str>,
}

/// Fills more memory than a program may have, which takes a while.
const GREEDY: Hostile = Hostile {
    name: "memory",
    script: "exec python3 -c 'held = b\"x\" * (1 << 31); input()'",
    check: "server-listens",
    cause: "server was stopped, because it used",
    note: None,
};

/// One that never stops printing.
const FLOOD: Hostile = Hostile {
    name: "flood",
    script: "exec yes nothing that the contract names",
    check: "server-listens",
    cause: "server was stopped, because it used",
    note: None,
};

const HOSTILE: &[Hostile] = &[
    Hostile {
        name: "silent",
        script: "exec sleep 600",
        check: "server-listens",
        cause: "the server neither listens nor ends",
        note: None,
    },
    Hostile {
        name: "chatter",
        script: "yes nothing that the contract names | head -c 100000; exec sleep 600",
        check: "server-listens",
        cause: "the server neither listens nor ends",
        note: None,
    },
    Hostile {
        name: "exits",
        script: "exit 0",
        check: "server-listens",
        cause: "the server ends instead of listening",
        note: None,
    },
    Hostile {
        name: "segfault",
        script: "kill -SEGV $$",
        check: "server-listens",
        cause: "server crashed: signal 11",
        note: None,
    },
    Hostile {
        name: "deaf",
        script: "trap '' TERM INT HUP; while :; do sleep 600; done",
        check: "server-listens",
        cause: "the server neither listens nor ends",
        note: None,
    },
    Hostile {
        name: "leaves-a-child",
        script: "sleep 600 & exit 0",
        check: "server-listens",
        cause: "the server ends instead of listening",
        note: Some("sleep"),
    },
    Hostile {
        name: "leaves-a-daemon",
        script: "setsid sleep 600 </dev/null >/dev/null 2>&1 & while ! grep -q sleep /proc/$!/comm; do :; done; exit 0",
        check: "server-listens",
        cause: "the server ends instead of listening",
        note: Some("sleep"),
    },
    // In a session of its own, without the check's mark, and with the program's streams.
    Hostile {
        name: "leaves-a-stranger",
        script: "env -i setsid sleep 600 & while ! grep -q sleep /proc/$!/comm; do :; done; exit 0",
        check: "server-listens",
        cause: "the server ends instead of listening",
        note: Some("sleep"),
    },
    Hostile {
        name: "many-children",
        script: "i=0; while [ $i -lt 300 ]; do sleep 600 & i=$((i+1)); done; wait",
        check: "server-listens",
        cause: "server was stopped, because it used",
        note: None,
    },
    Hostile {
        name: "forges",
        script: "printf 'listening on \\033[31m127.0.0.1\\n'; exec sleep 600",
        check: "server-listens",
        cause: "the ready line does not have the contract's form",
        note: None,
    },
    Hostile {
        name: "wrong-stream",
        script: "echo 'listening on 127.0.0.1:4000' >&2; exec sleep 600",
        check: "server-listens",
        cause: "the ready line is printed on stderr",
        note: None,
    },
    Hostile {
        name: "no-newline",
        script: "printf 'listening on 127.0.0.1:4000'; exec sleep 600",
        check: "server-listens",
        cause: "the ready line does not end with a newline",
        note: None,
    },
    Hostile {
        name: "last-words",
        script: "trap 'echo listening on 127.0.0.1:4000; exit 0' INT TERM; while :; do sleep 0.1; done",
        check: "server-listens",
        cause: "the line came only once the program was told to end",
        note: None,
    },
    Hostile {
        name: "error-on-stdout",
        script: "echo 'error: refused'; exit 1",
        check: "client-refused",
        cause: "the error is printed on stdout",
        note: None,
    },
    Hostile {
        name: "waits-for-ever",
        script: "exec cat",
        check: "client-refused",
        cause: "the client does not report the error",
        note: None,
    },
];

/// The causes that these programs must be given.
pub fn causes() -> impl Iterator<Item = &'static str> {
    HOSTILE.iter().map(|hostile| hostile.cause).chain([CANNOT_START, NOT_BUILT])
}

const CANNOT_START: &str = "the system can't start the program";
const NOT_BUILT: &str = "the program does not compile";

#[test]
fn hostile_programs_get_their_verdict_and_leave_nothing() {
    let mut complaints = Vec::new();
    let patient = HOSTILE.iter().map(|hostile| (hostile, "400")).chain([(&GREEDY, "8000"), (&FLOOD, "8000")]);
    for (hostile, patience) in patient {
        let place = folder(hostile.name);
        let programs = "[lab1]\nserver = [\"sh\", \"program.sh\"]\nclient = [\"sh\", \"program.sh\"]\n";
        write(&place, &[("program.sh", hostile.script), ("programs.toml", programs)]);
        let report = grade(&place, hostile.check, patience);
        let check = &report.labs[0].checks[0];
        complaints.extend(wrong(hostile, check));
        complaints
            .extend(running_in(&place).into_iter().map(|name| format!("{}: still running: {name}", hostile.name)));
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn wrong(hostile: &Hostile, check: &CheckReport) -> Vec<String> {
    let mut complaints = Vec::new();
    let cause = check.cause.as_deref().unwrap_or("none");
    if check.verdict != Verdict::Fail || !cause.starts_with(hostile.cause) {
        complaints.push(format!("{}: {:?}, cause {cause}, observed {:?}", hostile.name, check.verdict, check.observed));
    }
    if let Some(note) = hostile.note
        && !check.notes.iter().any(|one| one.contains(note) && one.contains("left running"))
    {
        complaints.push(format!("{}: the notes {:?} do not tell of {note}", hostile.name, check.notes));
    }
    if let Some(line) = check.output.iter().find(|line| line.contains('\u{1b}')) {
        complaints.push(format!("{}: an escape sequence in the report: {line}", hostile.name));
    }
    complaints
}

/// Runs one check on a folder in a checker of its own; gives its report.
fn grade(place: &std::path::Path, check: &str, patience: &str) -> Report {
    grade_in("lab1", place, check, patience)
}

fn grade_in(lab: &str, place: &std::path::Path, check: &str, patience: &str) -> Report {
    let arguments = [lab, "--check", check, "--patience", patience, "--format", "json", "--submission"];
    let output = checker().args(arguments).arg(place).output().expect("the checker runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// What can't be started is a verdict as well.
#[test]
fn what_cannot_be_started_is_said() {
    let place = folder("not-executable");
    let programs = "[lab1]\nserver = [\"./server\"]\nclient = [\"no-such-program-anywhere\"]\n";
    write(&place, &[("server", "no program at all"), ("programs.toml", programs)]);
    for check in ["server-listens", "client-refused"] {
        let report = grade(&place, check, "400");
        let check = &report.labs[0].checks[0];
        assert_eq!(check.verdict, Verdict::Fail, "{check:?}");
        assert!(check.cause.as_deref().is_some_and(|cause| cause.starts_with(CANNOT_START)), "{check:?}");
    }
}

/// Nor is what does not compile tried; the others are.
#[test]
fn what_does_not_compile_is_said() {
    let place = folder("not-compiling");
    let programs = "[lab1]\nbuild = [\"sh -c 'echo server.c: no such thing >&2; exit 1'\"]\nserver = [\"./server\"]\nclient = [\"./client\"]\n";
    write(&place, &[("programs.toml", programs)]);
    let report = grade(&place, "server-listens", "400");
    let check = &report.labs[0].checks[0];
    assert_eq!((check.verdict, check.cause.as_deref()), (Verdict::Fail, Some(NOT_BUILT)), "{check:?}");
    assert!(report.labs[0].build[0].output.contains("no such thing"), "{:?}", report.labs[0].build);
}

/// A client that makes another mistake on the way through its states is no witness against its diagram, and earns
/// nothing by it.
#[test]
fn a_tour_that_breaks_off_judges_no_diagram() {
    let drawn = fs::read_to_string(root().join("solutions/lab3-states/client.mmd")).expect("the solution's diagram");
    let table = [
        ("exit 1", Verdict::Skipped, "needs a client that comes all the way"),
        ("echo 'Traceback (most recent call last):' >&2; exit 1", Verdict::Fail, "client crashed"),
        ("echo 'not yet implemented: TODO(1): connect' >&2; exit 101", Verdict::NotStarted, "TODO(1)"),
        ("echo 'state: disconnected'; exec sleep 600", Verdict::Fail, "the diagram is right"),
    ];
    for (at, (script, verdict, words)) in table.into_iter().enumerate() {
        let place = folder(&format!("tour-{at}"));
        let programs = "[lab3]\nclient = [\"sh\", \"program.sh\"]\n";
        write(&place, &[("program.sh", script), ("programs.toml", programs), ("client.mmd", &drawn)]);
        let report = grade_in("lab3", &place, "diagram-client", "400");
        let (lab, check) = (&report.labs[0], &report.labs[0].checks[0]);
        assert_eq!((check.verdict, lab.earned, lab.points), (verdict, 0, 5), "{script}: {check:?}");
        let said = check.cause.as_ref().or(check.observed.as_ref()).expect("words");
        assert!(said.contains(words), "{script}: {check:?}");
    }
}

/// A file that the system can't start, and what is to be said of it beyond the system's own words.
#[test]
fn why_a_file_cannot_be_started_is_said() {
    let table = [
        ("bare", "[\"server\"]", "#!/bin/sh\n", "is `./server`"),
        ("windows", "[\"./server\"]", "#!/bin/sh\r\necho\r\n", "ends as on Windows"),
        ("elsewhere", "[\"./server\"]", "#!/no/such/python3 -u\n", "names /no/such/python3 -u, which is not here"),
    ];
    for (name, command, text, words) in table {
        let place = folder(&format!("cannot-start-{}", name.replace(' ', "-")));
        write(&place, &[("server", text), ("programs.toml", &format!("[lab1]\nserver = {command}\n"))]);
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(place.join("server"), mode).unwrap();
        let report = grade(&place, "server-listens", "400");
        let check = &report.labs[0].checks[0];
        assert_eq!(check.verdict, Verdict::Fail, "{name}: {check:?}");
        assert!(check.observed.as_deref().is_some_and(|said| said.contains(words)), "{name}: {check:?}");
    }
}

/// A folder whose name is no text is graded as any other.
#[test]
fn a_folder_whose_name_is_not_utf_8_is_graded() {
    use std::os::unix::ffi::OsStrExt;
    let place = folder("not-utf-8").join(std::ffi::OsStr::from_bytes(b"M\xfcller"));
    write(
        &place,
        &[
            ("client", "#!/bin/sh\necho error: nobody listens >&2; exit 1\n"),
            ("programs.toml", "[lab1]\nclient = [\"./client\"]\n"),
        ],
    );
    fs::set_permissions(place.join("client"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let report = grade(&place, "client-refused", "2000");
    assert_eq!(report.labs[0].checks[0].verdict, Verdict::Pass, "{:?}", report.labs[0].checks[0]);
}
