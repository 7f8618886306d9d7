//! Programs that mean it, each in the best box of this machine: a verdict comes out, no grade is forged, nothing is read or left, and the neighbour earns everything.

use std::fs;
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use grading::boxes::Level;
use grading::unit::{State, Unit};

use crate::class::Room;
use crate::fixture;
use crate::real::{best, is_built};

/// What has to come out of a program, by the file that has it.
struct Hostile {
    name: &'static str,
    source: &'static str,
    /// In a full box it is graded; in less a report may be missing, and then nobody has a grade.
    comes: Comes,
}

#[derive(PartialEq)]
enum Comes {
    /// Graded in any box.
    Graded,
    /// Graded where checker and program are two users.
    GradedInFull,
}

const CORPUS: &[Hostile] = &[
    Hostile { name: "reads", source: include_str!("../hostile/reads.py"), comes: Comes::Graded },
    Hostile { name: "connects", source: include_str!("../hostile/connects.py"), comes: Comes::Graded },
    Hostile { name: "kills", source: include_str!("../hostile/kills.py"), comes: Comes::GradedInFull },
    Hostile { name: "forges", source: include_str!("../hostile/forges.py"), comes: Comes::GradedInFull },
    Hostile { name: "stays", source: include_str!("../hostile/stays.py"), comes: Comes::Graded },
    Hostile { name: "bombs", source: include_str!("../hostile/bombs.py"), comes: Comes::GradedInFull },
    Hostile { name: "fills", source: include_str!("../hostile/fills.py"), comes: Comes::GradedInFull },
    Hostile { name: "spins", source: include_str!("../hostile/spins.py"), comes: Comes::Graded },
];

const SECRET: &str = "the-examination-of-next-week";

/// A class of these and a neighbour who is right.
fn class(names: &[&str], marker: &str, port: u16) -> Room {
    let room = Room::new();
    fs::write(room.path("secret"), SECRET).unwrap();
    for hostile in CORPUS.iter().filter(|hostile| names.contains(&hostile.name)) {
        let folder = room.path("from").join(hostile.name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("server.py"), hostile.source).unwrap();
        fs::write(folder.join("places"), format!("{0}/secret\n{0}/class/roster.csv\n", room.0.path().display()))
            .unwrap();
        fs::write(folder.join("port"), port.to_string()).unwrap();
        let toml = format!("[lab1]\nserver = [\"python3\", \"server.py\", \"{marker}\"]\n");
        fs::write(folder.join("programs.toml"), toml).unwrap();
    }
    let folder = room.path("from/neighbour");
    for (path, bytes) in fixture::echo("python").unwrap() {
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(path), bytes).unwrap();
    }
    room.expect(0, &["take", "from", "--into", "class", "--seed", "7"]);
    let quick =
        room.read("class/class.toml").replace("patience = 2000", "patience = 500").replace("wall = 90", "wall = 60");
    fs::write(room.path("class/class.toml"), quick).unwrap();
    room
}

/// Whether anything runs that has this word among its own.
fn runs(marker: &str) -> bool {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let mut words = processes.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    words.any(|words| String::from_utf8_lossy(&words).contains(marker))
}

/// Waits until that is so, or not so; nobody answers, so this is how long it is between two looks.
fn becomes(is: bool, marker: &str, within: Duration) -> bool {
    let (_tell, told) = channel::<()>();
    let until = Instant::now() + within;
    while Instant::now() < until {
        if runs(marker) == is {
            return true;
        }
        told.recv_timeout(Duration::from_millis(20)).ok();
    }
    false
}

#[test]
fn none_of_them_gets_what_it_wants() {
    let level = best();
    if level < Level::Half || !is_built() {
        eprintln!("skipped: this machine has no box for it");
        return;
    }
    let marker = format!("hostile-{}", std::process::id());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let names: Vec<&str> = CORPUS.iter().map(|hostile| hostile.name).collect();
    let room = class(&names, &marker, listener.local_addr().unwrap().port());
    let output = room.grade(&["run", "class", "--box", level.name()]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(matches!(output.status.code(), Some(0 | 3)), "{said}");
    assert!(!runs(&marker), "something is left running");
    assert!(listener.accept().is_err(), "somebody got out");
    assert_eq!(room.read("secret"), SECRET);
    let mut wrong = Vec::new();
    for file in room.files("class/out") {
        let text = fs::read_to_string(&file).unwrap();
        let unit: Unit = serde_json::from_str(&text).unwrap();
        let earned = unit.report.iter().flat_map(|report| &report.labs).map(|lab| lab.earned).sum::<u32>();
        let comes = CORPUS.iter().find(|hostile| hostile.name == unit.id).map(|hostile| &hostile.comes);
        let is_right = match comes {
            None => unit.state == State::Graded && earned == 100,
            Some(comes) if *comes == Comes::Graded || level == Level::Full => {
                unit.state == State::Graded && earned < 50
            }
            Some(_) => earned < 50,
        };
        let is_quiet = !text.contains(SECRET) && !text.contains("FOUND /etc/shadow") && !text.contains("root:");
        if !is_right || !is_quiet {
            wrong.push(format!("{}: {:?}, {earned} points, {:?}, quiet {is_quiet}", unit.id, unit.state, unit.why));
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "{said}");
}

#[test]
fn nothing_of_a_box_outlives_whoever_made_it() {
    let level = best();
    if level < Level::Half || !is_built() {
        eprintln!("skipped: this machine has no box for it");
        return;
    }
    let marker = format!("outlives-{}", std::process::id());
    let room = class(&["spins"], &marker, 1);
    // So that it is still waited for when the end comes.
    let patient = room.read("class/class.toml").replace("patience = 500", "patience = 30000");
    fs::write(room.path("class/class.toml"), patient).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_checker-grade"));
    command.args(["run", "class", "--box", level.name(), "--only", "spins"]).current_dir(room.0.path());
    let mut run = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    assert!(becomes(true, &marker, Duration::from_secs(60)), "the program starts");
    run.kill().unwrap();
    run.wait().unwrap();
    assert!(becomes(false, &marker, Duration::from_secs(20)), "something is left running");
    assert_eq!(room.files("class/out").len(), 0);
}
