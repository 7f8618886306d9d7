//! Labs, folders and reports that the tests share.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use checker::built::{Built, Executable};
use checker::harness::Harness;
use checker::lab::{Cause, Check, Lab};
use checker::submission::Submission;
use checker::trace::{Event, Excerpt, Trace, What};
use checker::verdict::{CheckReport, LabReport, Seen, Step, Verdict, Want};

pub static LABS: &[&Lab] = &[&LAB1, &LAB3];

pub static LAB1: Lab = Lab {
    id: "lab1",
    title: "Basic TCP: an echo",
    folder: "lab1-echo",
    programs: &["server", "client", "late-server"],
    checks: &[
        Check {
            id: "server-echo",
            claim: "`Hello, world` comes back",
            points: 60,
            programs: &["server"],
            needs: &[],
            runs: &[],
            tries: "It connects, sends, and reads.",
            run: nothing,
            causes: &[&[
                Cause(Want::Bytes, &[Seen::Short], "one read is not one message"),
                Cause(Want::End, &[Seen::Silence], "the server takes a read of 0 bytes for 'nothing yet' and reads on"),
                Cause(Want::Bytes, &[Seen::Fin], "one read is not one message"),
            ]],
        },
        Check {
            id: "together",
            claim: "the pair | through a relay",
            points: 40,
            programs: &["server", "client"],
            needs: &["server-echo"],
            runs: &[],
            tries: "It puts a relay between the learner's own server and client, and records what goes over the wire both ways.",
            run: nothing,
            causes: &[],
        },
    ],
    checkpoints: &[],
};

pub static LAB3: Lab = Lab {
    id: "lab3",
    title: "Robustness",
    folder: "lab3-states",
    programs: &["server", "client"],
    checks: &[
        Check {
            id: "storm",
            claim: "no line is lost",
            points: 60,
            programs: &[],
            needs: &[],
            runs: &[],
            tries: "It storms.",
            run: nothing,
            causes: &[],
        },
        Check {
            id: "together",
            claim: "the pair",
            points: 40,
            programs: &[],
            needs: &[],
            runs: &[],
            tries: "Both.",
            run: nothing,
            causes: &[],
        },
    ],
    checkpoints: &[],
};

fn nothing(_: &mut Harness) -> Step {
    Ok(())
}

/// A folder for a test, empty at its start.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).unwrap();
    folder.canonicalize().unwrap()
}

/// A folder that looks like the course's, in which nothing was graded: what is remembered there is no learner's.
pub fn course(name: &str) -> PathBuf {
    let folder = folder(name);
    write(&folder, &[("exercises/Cargo.toml", ""), ("checker/Cargo.toml", "")]);
    folder
}

/// Writes files, and the folders that they are in.
pub fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// The checker as it is started by a person, without cargo.
pub fn checker() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_checker"));
    command.env_remove("CARGO");
    command
}

/// What lab 1 came to, with these verdicts.
pub fn report(verdicts: &[(&str, Verdict)]) -> LabReport {
    let checks: Vec<CheckReport> = verdicts.iter().map(|(id, verdict)| check(id, *verdict)).collect();
    LabReport {
        id: LAB1.id.to_owned(),
        title: LAB1.title.to_owned(),
        earned: checks.iter().map(|check| check.earned).sum(),
        points: checks.iter().map(|check| check.points).sum(),
        checkpoints: Vec::new(),
        build: Vec::new(),
        checks,
        gaps: Vec::new(),
        next: None,
        begin: None,
    }
}

fn check(id: &str, verdict: Verdict) -> CheckReport {
    let points = LAB1.check(id).map_or(1, |check| check.points);
    let failed = |text: &str| (verdict == Verdict::Fail).then(|| text.to_owned());
    CheckReport {
        id: id.to_owned(),
        claim: LAB1.check(id).map_or("gone", |check| check.claim).to_owned(),
        verdict,
        points,
        earned: if verdict == Verdict::Pass { points } else { 0 },
        millis: 3,
        expected: failed("the 2 bytes \"hi\""),
        observed: failed("the 1 byte \"h\"\n\n{{#include /etc/passwd}}</pre><script>"),
        unmet: None,
        cause: failed("one read is not one message"),
        see: format!("lab1.html#{id}"),
        notes: Vec::new(),
        output: Vec::new(),
        drawings: Vec::new(),
        wires: Vec::new(),
        trace: trace(),
    }
}

/// Bytes that go over the wire.
pub fn trace() -> Trace {
    let sent = What::Sent { bytes: Excerpt::of(b"hi") };
    Trace { events: vec![Event { micros: 3, lane: "peer".to_owned(), other: Some("server".to_owned()), what: sent }] }
}

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository").to_path_buf()
}

/// The reference answer's binary for a program, built.
pub fn solution(lab: &'static Lab, program: &str) -> PathBuf {
    static BUILT: Mutex<BTreeMap<&str, Built>> = Mutex::new(BTreeMap::new());
    let mut all = BUILT.lock().expect("no test has panicked here");
    let built = all.entry(lab.id).or_insert_with(|| {
        Submission::solutions(&root()).and_then(|solutions| solutions.build(lab)).expect("the solutions can be built")
    });
    match built.program(program) {
        Executable::Ready { command, .. } => PathBuf::from(&command[0]),
        other => panic!("{} {program}: {other:?}", lab.id),
    }
}

/// Whoever builds the programs in `solutions/peers` has them alone: they are built where they are.
pub fn peers() -> MutexGuard<'static, ()> {
    static BUILT: Mutex<()> = Mutex::new(());
    BUILT.lock().unwrap_or_else(PoisonError::into_inner)
}
