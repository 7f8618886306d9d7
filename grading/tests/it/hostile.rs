//! Programs that mean it, in every box of this machine: a verdict comes out, no grade is forged, nothing is read or left that
//! the box promises to keep, and the neighbour earns everything.

use std::fs;
use std::net::{TcpListener, UdpSocket};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use grading::boxes::{self, Level};
use grading::locks;
use grading::unit::{State, Unit};

use crate::class::{Room, becomes, kills, runs};
use crate::fixture;
use crate::real::best;
use crate::users::By;

/// What a program tries, by the file that has it.
struct Hostile {
    name: &'static str,
    source: &'static str,
    needs: Needs,
}

/// What has to hold so that a program like that is graded in spite of itself; without it there may be no report, and then
/// nobody has a grade.
#[derive(Clone, Copy, PartialEq)]
enum Needs {
    /// Any box.
    ABox,
    /// The checker is out of reach: another user, or behind locks.
    ADistance,
    /// The checker is another user, who has processes and memory of its own.
    AnotherUser,
}

macro_rules! hostile {
    ($name:literal, $needs:ident) => {
        Hostile { name: $name, source: include_str!(concat!("../hostile/", $name, ".py")), needs: Needs::$needs }
    };
}

const CORPUS: &[Hostile] = &[
    hostile!("reads", ABox),
    hostile!("connects", ABox),
    hostile!("calls", ABox),
    hostile!("removes", ADistance),
    hostile!("kills", ADistance),
    hostile!("forges", ADistance),
    hostile!("stays", ABox),
    hostile!("bombs", AnotherUser),
    hostile!("eats", ABox),
    hostile!("fills", AnotherUser),
    hostile!("floods", ABox),
    hostile!("spins", ABox),
    hostile!("hoards", ABox),
    hostile!("meddles", ABox),
    hostile!("silent", ABox),
    hostile!("sleeps", ABox),
    hostile!("builds", ABox),
];

const SECRET: &str = "the-examination-of-next-week";

/// A class of these and a neighbour who is right.
pub fn class(names: &[&str], marker: &str, port: u16) -> Room {
    let room = Room::new();
    fs::write(room.path("secret"), SECRET).unwrap();
    for hostile in CORPUS.iter().filter(|hostile| names.contains(&hostile.name)) {
        let folder = room.path("from").join(hostile.name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("server.py"), hostile.source).unwrap();
        fs::write(folder.join("places"), format!("{0}/secret\n{0}/class/roster.csv\n", room.0.path().display()))
            .unwrap();
        fs::write(folder.join("port"), port.to_string()).unwrap();
        let build = if hostile.name == "builds" {
            format!("build = [\"python3 server.py {marker}\"]\n")
        } else {
            String::new()
        };
        let toml = format!("[lab1]\n{build}server = [\"python3\", \"server.py\", \"{marker}\"]\n");
        fs::write(folder.join("programs.toml"), toml).unwrap();
    }
    let folder = room.path("from/neighbour");
    for (path, bytes) in fixture::echo("python").unwrap() {
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(path), bytes).unwrap();
    }
    room.expect(0, &["take", "from", "--into", "class", "--seed", "7"]);
    let quick = room.read("class/class.toml").replace("patience = 2000", "patience = 1000");
    fs::write(room.path("class/class.toml"), quick).unwrap();
    room
}

/// What a machine keeps in a box: the level, and whether the kernel has all the locks.
#[derive(Clone, Copy)]
pub struct Kept {
    pub level: Level,
    pub has_locks: bool,
}

impl Kept {
    fn has(self, needs: Needs) -> bool {
        match needs {
            Needs::ABox => true,
            Needs::ADistance => self.level != Level::Half || self.has_locks,
            Needs::AnotherUser => self.level != Level::Half,
        }
    }
}

/// Runs the class and holds what came of it against what is kept.
fn hold(kept: Kept, names: &[&str]) {
    hold_by(&By::me(), kept, names);
}

/// The same, whoever starts it.
pub fn hold_by(by: &By, kept: Kept, names: &[&str]) {
    let level = kept.level;
    let marker = format!("hostile-{}-{}-{}", level.name(), kept.has_locks, std::process::id());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let datagrams = UdpSocket::bind(listener.local_addr().unwrap()).unwrap();
    datagrams.set_nonblocking(true).unwrap();
    let room = class(names, &marker, listener.local_addr().unwrap().port());
    if level == Level::Uid {
        // What everybody may read there can be read.
        fs::set_permissions(room.path("secret"), fs::Permissions::from_mode(0o600)).unwrap();
    }
    let (code, said) = room.grade_by(by, &["run", "class", "--box", level.name()]);
    assert!(matches!(code, Some(0 | 3)), "{said}");
    assert!(!runs(&marker), "{}: something is left running", level.name());
    // In a container a program has the container's network, and that is said.
    let is_heard = listener.accept().is_ok() || datagrams.recv(&mut [0; 9]).is_ok();
    assert!(level == Level::Uid || !is_heard, "{}: somebody got out", level.name());
    assert_eq!(level == Level::Uid, said.contains("the network and the disk are not"), "{said}");
    assert_eq!(kept.has_locks, said.contains("keeps files and signals"), "{said}");
    assert_eq!(room.read("secret"), SECRET);
    let units: Vec<(String, Unit)> = room
        .files("class/out")
        .iter()
        .map(|file| {
            let text = fs::read_to_string(file).unwrap();
            let unit = serde_json::from_str(&text).unwrap();
            (text, unit)
        })
        .collect();
    assert_eq!(units.len(), names.len() + 1, "{said}");
    let wrong: Vec<String> = units.iter().filter_map(|(text, unit)| mistake(kept, text, unit)).collect();
    assert_eq!(wrong, Vec::<String>::new(), "{}: {said}", level.name());
}

/// What a unit should not have come to.
fn mistake(kept: Kept, text: &str, unit: &Unit) -> Option<String> {
    let earned = unit.report.iter().flat_map(|report| &report.labs).map(|lab| lab.earned).sum::<u32>();
    let needs = CORPUS.iter().find(|hostile| hostile.name == unit.id).map(|hostile| hostile.needs);
    let is_right = match needs {
        None => unit.state == State::Graded && earned == 100,
        Some(needs) => earned < 50 && (unit.state == State::Graded || !kept.has(needs)),
    };
    let is_quiet = !text.contains(SECRET)
        && !text.contains("FOUND /etc/shadow")
        && !text.contains("root:x:0")
        && !text.contains("root:$")
        && !text.contains("root:*");
    let got = text.split("GOT ").skip(1).map(|rest| rest.split(['"', '\\', ' ']).next().unwrap_or_default());
    // Without locks a program of the same user reaches the checker beside it, and the kernel has all its calls.
    let got: Vec<&str> = got.filter(|_| kept.has_locks).collect();
    (!is_right || !is_quiet || !got.is_empty()).then(|| {
        format!("{}: {:?}, {earned} points, {:?}, quiet {is_quiet}, got {got:?}", unit.id, unit.state, unit.why)
    })
}

pub fn all() -> Vec<&'static str> {
    CORPUS.iter().map(|hostile| hostile.name).collect()
}

/// The box that is asked for, unless this machine has none.
fn kept(level: Level) -> Option<Kept> {
    match boxes::probe(level) {
        Ok(()) => Some(Kept { level, has_locks: locks::probe().are_whole() }),
        Err(why) => {
            eprintln!("not tried, the box {}: {why}", level.name());
            None
        }
    }
}

#[test]
fn none_of_them_gets_what_it_wants_in_a_full_box() {
    if let Some(kept) = kept(Level::Full) {
        hold(kept, &all());
    }
}

#[test]
fn none_of_them_gets_what_it_wants_in_half_a_box() {
    if let Some(kept) = kept(Level::Half) {
        hold(kept, &all());
    }
}

/// A user of its own keeps neither the network nor the disk: who fills the disk, or takes or calls all ports, is not tried.
#[test]
fn none_of_them_gets_what_a_user_of_its_own_keeps() {
    if let Some(kept) = kept(Level::Uid) {
        let names: Vec<&str> =
            all().into_iter().filter(|name| !["fills", "hoards", "meddles"].contains(name)).collect();
        hold(kept, &names);
    }
}

/// A kernel that has neither Landlock nor filters is played by one filter more, which this thread alone has: what is
/// started from it has no system call for locks.
#[test]
fn a_kernel_without_locks_is_said_and_no_grade_is_forged() {
    if boxes::probe(Level::Half).is_err() {
        return;
    }
    let old = || {
        take_locks_away();
        let names = ["reads", "connects", "forges", "kills", "stays"];
        hold(Kept { level: Level::Half, has_locks: false }, &names);
    };
    std::thread::spawn(old).join().unwrap();
}

fn take_locks_away() {
    let calls = [nix::libc::SYS_landlock_create_ruleset].map(|call| (call, Vec::new()));
    let missing = seccompiler::SeccompAction::Errno(nix::libc::ENOSYS as u32);
    let arch = std::env::consts::ARCH.try_into().unwrap();
    let filter =
        seccompiler::SeccompFilter::new(calls.into(), seccompiler::SeccompAction::Allow, missing, arch).unwrap();
    let filter: seccompiler::BpfProgram = filter.try_into().unwrap();
    seccompiler::apply_filter(&filter).unwrap();
}

#[test]
fn nothing_of_a_box_outlives_whoever_made_it() {
    let level = best();
    if level < Level::Half {
        eprintln!("skipped: this machine has no box for it");
        return;
    }
    let marker = format!("outlives-{}", std::process::id());
    let room = class(&["spins"], &marker, 1);
    // So that it is still waited for when the end comes.
    let patient = room.read("class/class.toml").replace("patience = 1000", "patience = 30000");
    fs::write(room.path("class/class.toml"), patient).unwrap();
    let mut longest = Duration::ZERO;
    let kills = kills(1);
    for _ in 0..kills {
        let mut command = Command::new(env!("CARGO_BIN_EXE_checker-grade"));
        command.args(["run", "class", "--box", level.name(), "--only", "spins"]).current_dir(room.0.path());
        let mut run = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        assert!(becomes(true, &marker, Duration::from_secs(60)), "the program starts");
        run.kill().unwrap();
        run.wait().unwrap();
        let killed = Instant::now();
        assert!(becomes(false, &marker, Duration::from_secs(20)), "something is left running");
        longest = longest.max(killed.elapsed());
    }
    eprintln!(
        "{kills} boxes whose maker was killed: the last process was gone after {} ms at most",
        longest.as_millis()
    );
    assert_eq!(room.files("class/out").len(), 0);
}
