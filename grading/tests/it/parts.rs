//! What runs, with a stand-in for the checker: parts, resuming, what is inconclusive or unstable, and being killed.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use checker::random::Random;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::class::{Room, becomes, kills, runs};

/// A class of so many, some of whom fail something.
pub fn class(students: usize) -> Room {
    let room = Room::new();
    let ids: Vec<String> = (0..students).map(|at| format!("s{at:02}")).collect();
    let verdicts = ["", "server-echo fail\n", "client-reset fail\n", "server-large fail\nclient-sends not-started\n"];
    let all: Vec<(&str, &str)> = ids.iter().enumerate().map(|(at, id)| (id.as_str(), verdicts[at % 4])).collect();
    room.hand_ins(&all);
    room.expect(0, &["take", "from", "--into", "class", "--seed", "7"]);
    room
}

/// The units that there are, each by its place, with when it was written.
fn units(room: &Room, class: &str) -> BTreeMap<String, std::time::SystemTime> {
    let files = room.files(&format!("{class}/out")).into_iter();
    files.map(|file| (file.display().to_string(), fs::metadata(&file).unwrap().modified().unwrap())).collect()
}

#[test]
fn parts_merged_are_the_whole() {
    let room = class(13);
    room.run(0, "class", &[]);
    room.expect(0, &["show", "class"]);
    let whole = room.read("class/sheet/grades.csv");
    for scheme in ["", "hash:"] {
        let copies: Vec<String> = (1..=4).map(|part| format!("copy{}{part}", scheme.trim_end_matches(':'))).collect();
        for (at, copy) in copies.iter().enumerate() {
            room.expect(0, &["take", "from", "--into", copy, "--seed", "7"]);
            room.run(0, copy, &["--part", &format!("{scheme}{}/4", at + 1)]);
        }
        let first = &copies[0];
        let words = ["merge", first, &copies[1], &copies[2], &copies[3]];
        assert!(room.expect(0, &words).contains(" 0 different"));
        room.expect(0, &["show", first]);
        assert_eq!(room.read(&format!("{first}/sheet/grades.csv")), whole);
    }
}

#[test]
fn only_what_is_not_done_is_run() {
    let room = class(4);
    room.run(0, "class", &["--only", "s01"]);
    let one = units(&room, "class");
    assert_eq!(one.len(), 1);
    room.run(0, "class", &[]);
    let all = units(&room, "class");
    assert!(all.len() == 4 && one.iter().all(|(file, time)| all.get(file) == Some(time)));
    room.run(0, "class", &[]);
    assert_eq!(units(&room, "class"), all);
    room.run(0, "class", &["--again", "failed"]);
    let again = units(&room, "class");
    let changed = again.iter().filter(|(file, time)| all.get(*file) != Some(time)).count();
    assert_eq!((again.len(), changed), (4, 3), "all but s00");
    fs::write(room.path("from/s02/own"), "changed").unwrap();
    room.expect(0, &["take", "from", "--into", "class"]);
    room.run(0, "class", &["--again", "changed"]);
    assert_eq!(units(&room, "class").len(), 5, "the old one is still there");
    assert!(room.run(2, "class", &["--only", "s0"]).contains("there is no student s0"));
    let said = room.run(2, "class", &["--again", "server-stream"]);
    assert!(said.contains("or a student's id, and server-stream is a check: a lab is run as a whole"), "{said}");
    assert!(room.run(2, "class", &["--again", "s0"]).contains("or a student's id, and s0 is no student"));
}

#[test]
fn what_is_inconclusive_is_tried_again_and_then_waits() {
    let room = Room::new();
    room.hand_ins(&[("ann", "server-echo inconclusive\n"), ("bob", "never x\n"), ("cyd", "")]);
    room.expect(0, &["take", "from", "--into", "class"]);
    let said = room.run(3, "class", &[]);
    assert!(said.contains("1 of 3 graded, 2 inconclusive: checker grade show class"), "{said}");
    let tries =
        room.files("class/log").iter().map(|file| fs::read_to_string(file).unwrap().lines().count() - 1).sum::<usize>();
    assert_eq!(tries, 4 + 4 + 1);
    let shown = room.expect(3, &["show", "class"]);
    assert!(
        shown.contains("ann, lab1: inconclusive: server-echo")
            && shown.contains("bob, lab1: inconclusive: the checker left no report"),
        "{shown}"
    );
    let states: Vec<String> =
        room.states("class").into_iter().map(|(id, earned, state)| format!("{id} {earned} {state}")).collect();
    assert_eq!(states, ["ann  inconclusive", "bob  inconclusive", "cyd 100 graded"]);
    let written = units(&room, "class");
    room.run(3, "class", &[]);
    assert_eq!(units(&room, "class"), written, "nothing more is done by itself");
    room.run(3, "class", &["--again", "inconclusive"]);
    assert_ne!(units(&room, "class"), written);
}

#[test]
fn the_worst_run_counts_and_what_differs_waits() {
    let room = Room::new();
    let coin = format!("coin {}\n", room.path("coin").display());
    room.hand_ins(&[("ann", &coin), ("bob", "")]);
    room.expect(0, &["take", "from", "--into", "class", "--seed", "7"]);
    room.run(0, "class", &["--runs", "3", "--slots", "1"]);
    let shown = room.expect(1, &["show", "class"]);
    assert!(shown.contains("ann, lab1: unstable: server-echo came out differently with the same seed"), "{shown}");
    let states = room.states("class");
    assert_eq!((states[0].2.as_str(), states[1].2.as_str(), states[1].1.as_str()), ("unstable", "graded", "100"));
    assert_ne!(states[0].1, "100", "its worst run counts");
    let page = room.read("class/page/ann/index.html");
    assert!(page.contains("it came out differently from run to run") && page.contains("Run 3, seed 7"), "{page}");
}

#[test]
fn two_machines_that_disagree_make_it_unstable() {
    let room = class(2);
    room.run(0, "class", &[]);
    room.expect(0, &["take", "from", "--into", "other", "--seed", "7"]);
    room.run(0, "other", &[]);
    let file = room.files("other/out/s00").remove(0);
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("\"verdict\":\"pass\"", "\"verdict\":\"fail\"", 1)).unwrap();
    assert!(room.expect(1, &["merge", "class", "other"]).contains("0 new, 1 the same, 1 different"));
    assert!(room.expect(1, &["show", "class"]).contains("s00, lab1: unstable"));
    room.run(0, "class", &["--again", "unstable"]);
    room.expect(0, &["show", "class"]);
}

#[test]
fn points_that_differ_stand_in_no_sheet_together() {
    let room = class(3);
    room.run(0, "class", &[]);
    let file = room.files("class/out/s02").remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let less =
        text.replacen("\"verdict\":\"pass\"", "\"verdict\":\"skipped\",\"observed\":\"this machine has no IPv6\"", 1);
    fs::write(&file, less).unwrap();
    let shown = room.expect(1, &["show", "class"]);
    assert!(shown.contains("checker grade run class lab1 --again all --only s02"), "{shown}");
    assert_eq!(room.states("class")[2].1, "");
}

/// Words of a stand-in that runs, wherever in the room: those of whoever starts it name its file as well.
fn running(room: &Room) -> String {
    format!("-ES\0{}", room.0.path().display())
}

/// `run` with two slots and the stand-in, and a place for what is temporary in the room.
fn runner(room: &Room, stand_in: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_checker-grade"));
    command.args(["run", "class", "--trust", "--slots", "2", "--checker", stand_in]).current_dir(room.0.path());
    command.env("TMPDIR", room.0.path());
    command
}

#[test]
fn whatever_is_killed_loses_nothing() {
    let kills = kills(12);
    let room = class(12);
    let stand_in = room.stand_in();
    let mut random = Random::new(7);
    let (mut finished, mut longest, mut whole_runs) = (BTreeMap::new(), Duration::ZERO, 0);
    for _ in 0..kills {
        let mut run = runner(&room, &stand_in).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Nobody answers: this waits for so long.
        let (_tell, told) = channel::<()>();
        told.recv_timeout(Duration::from_millis(20 + random.below(400) as u64)).ok();
        run.kill().unwrap();
        run.wait().unwrap();
        let killed = Instant::now();
        assert!(becomes(false, &running(&room), Duration::from_secs(20)), "something is left running");
        longest = longest.max(killed.elapsed());
        let now = units(&room, "class");
        let whole: BTreeMap<_, _> = now.into_iter().filter(|(file, _)| file.ends_with(".json")).collect();
        assert!(
            finished.iter().all(|(file, time)| whole.get(file) == Some(time)),
            "a finished unit is lost or was run again"
        );
        assert!(
            whole
                .keys()
                .all(|file| serde_json::from_str::<serde_json::Value>(&fs::read_to_string(file).unwrap()).is_ok())
        );
        finished = whole;
        if finished.len() == 12 {
            whole_runs += 1;
            fs::remove_dir_all(room.path("class/out")).unwrap();
            finished.clear();
        }
    }
    eprintln!(
        "killed {kills} times, {whole_runs} classes done in spite of it: nothing lost, nothing in part; the last process \
         was gone after {} ms at most",
        longest.as_millis()
    );
    room.run(0, "class", &[]);
    let left: Vec<_> =
        room.files("class/out").into_iter().filter(|file| file.extension().is_none_or(|end| end != "json")).collect();
    assert_eq!((units(&room, "class").len(), left), (12, Vec::new()));
}

#[test]
fn ctrl_c_ends_all_and_says_what_is_left() {
    let room = Room::new();
    room.hand_ins(&[("ann", ""), ("bob", "hangs x\n"), ("cyd", "hangs x\n"), ("dan", "")]);
    room.expect(0, &["take", "from", "--into", "class"]);
    let stand_in = room.stand_in();
    room.run(0, "class", &["--only", "ann"]);
    let done = units(&room, "class");
    let run = runner(&room, &stand_in).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    assert!(becomes(true, &running(&room), Duration::from_secs(60)), "it starts");
    kill(Pid::from_raw(run.id() as i32), Signal::SIGINT).unwrap();
    let output = run.wait_with_output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("ended; what is done is done")
            && said.contains("3 hand-ins are not run yet (bob, cyd, dan): checker grade run class"),
        "{said}"
    );
    assert!(!runs(&running(&room)), "something is left running");
    assert_eq!(units(&room, "class"), done, "what was under way left nothing");
}
