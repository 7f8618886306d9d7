//! The real checker, in the best box that this machine can make, on the class of forty; and every other box on one of them.

use std::fs;
use std::path::Path;

use grading::boxes::{self, Level};
use grading::locks;
use regex::Regex;

use crate::class::Room;
use crate::intake::{expected, taken, taken_and_told};

/// The best box of this machine.
pub fn best() -> Level {
    let can = |level: &&Level| boxes::probe(**level).is_ok();
    let levels = [Level::Full, Level::Half, Level::Uid, Level::None];
    levels.iter().find(can).copied().unwrap_or(Level::None)
}

/// Words that ask for a box.
pub fn asked(level: Level) -> Vec<&'static str> {
    if level == Level::None { vec!["--trust"] } else { vec!["--box", level.name()] }
}

#[test]
fn the_class_of_forty_comes_to_what_is_expected() {
    let (room, took) = taken_and_told();
    let level = best();
    // A box below that can't look into root's own folders, where the Rust toolchain may be.
    if level != Level::Full && boxes::is_root() {
        fs::remove_file(room.path("class/in/lab1-pat.json")).unwrap();
    }
    let said = room.expect(1, &[&["run", "class", "lab1"], &asked(level)[..]].concat());
    let showed = room.expect(1, &["show", "class"]);
    if level == Level::Full && locks::probe().are_whole() {
        is_recorded("class-take.txt", &took);
        // On a terminal what is said on stderr comes first.
        let (last, first) = said.split_once('\n').unwrap();
        is_recorded("class-run.txt", &format!("{first}{last}\n"));
        is_recorded("class-show.txt", &showed);
    }
    let mut wrong = Vec::new();
    let states = room.states("class");
    for (id, earned, state) in states.iter().filter(|(id, ..)| id != "zed") {
        let is_right = match &expected().students[id] {
            toml::Value::Integer(points) => *earned == points.to_string(),
            toml::Value::String(any) if any == "any" => {
                state == "graded" && earned.parse().is_ok_and(|earned: u32| earned < 100)
            }
            _ => state == "problem" && earned.is_empty(),
        };
        if !is_right {
            wrong.push(format!("{id}: {earned} points, {state}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "{said}");
    let page = room.read("class/page/leo/index.html");
    assert!(page.contains("class=\"cause\"") && !page.contains("King"), "{page}");
}

/// Holds what was said against what the book shows; with `RECORD` set the book shows this from now on. A kernel has its own
/// version of Landlock, and that is no difference.
fn is_recorded(name: &str, said: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../book/recorded").join(name);
    let landlock = Regex::new("Landlock [0-9]+").unwrap();
    let said = landlock.replace_all(said, "Landlock 7");
    if std::env::var_os("RECORD").is_some() {
        fs::write(&file, &*said).unwrap();
    }
    assert_eq!(fs::read_to_string(&file).unwrap_or_default(), said, "{}: RECORD=1 records it", file.display());
}

#[test]
fn every_box_of_this_machine_gives_the_same_grade() {
    let room = taken();
    for level in [Level::None, Level::Uid, Level::Half, Level::Full] {
        match boxes::probe(level) {
            Ok(()) => {
                room.expect(0, &[&["run", "class", "lab1", "--only", "101"], &asked(level)[..]].concat());
                room.expect(1, &["show", "class"]);
                assert_eq!(room.states("class")[0].1, "100", "{}", level.name());
            }
            Err(why) => eprintln!("not tried, the box {}: {why}", level.name()),
        }
    }
}

/// A pool of more threads than clients is right, and several checks start one side by side.
#[test]
fn a_box_has_room_for_a_thousand_threads_in_each_check() {
    let room = Room::new();
    let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../checker/tests/programs/c");
    grading::run::copying::copy(&programs, &room.path("from/pool")).unwrap();
    room.expect(0, &["take", "from", "--into", "class", "--seed", "7"]);
    for level in [Level::Uid, Level::Half, Level::Full].into_iter().filter(|level| boxes::probe(*level).is_ok()) {
        let output = room.grade(&["run", "class", "lab5", "--box", level.name()]);
        // A machine may be too busy to tell.
        assert!(matches!(output.status.code(), Some(0 | 3)), "{output:?}");
        let unit = fs::read_to_string(room.files("class/out/pool/lab5").remove(0)).unwrap();
        assert!(!unit.contains("\"verdict\":\"fail\""), "{}: {unit}", level.name());
        fs::remove_dir_all(room.path("class/out/pool")).unwrap();
    }
}

#[test]
fn one_hand_in_is_told_as_an_engine_wants_it() {
    let room = taken();
    let level = best();
    let one = ["one", "class/in/110", "lab1", "--as", "gradescope", "--output", "results.json"];
    room.expect(0, &[&one[..], &asked(level)[..]].concat());
    let results: serde_json::Value = serde_json::from_str(&room.read("results.json")).unwrap();
    let tests = results["tests"].as_array().unwrap();
    let sum = |key: &str| tests.iter().filter_map(|test| test[key].as_u64()).sum::<u64>();
    assert_eq!((sum("score"), sum("max_score"), results["stdout_visibility"].as_str()), (100, 100, Some("hidden")));
    let one = ["one", "downloads/clones/lab1-wes", "lab1", "--as", "github"];
    let said = room.expect(1, &[&one[..], &asked(level)[..]].concat());
    assert!(said.contains("::error file=programs.toml,line=1::programs.toml:1: "), "{said}");
}

#[test]
fn a_box_that_cannot_be_had_is_refused_in_words() {
    let room = Room::new();
    room.hand_ins(&[("ada", "")]);
    room.expect(0, &["take", "from", "--into", "class"]);
    for level in [Level::Uid, Level::Half, Level::Full] {
        if let Err(why) = boxes::probe(level) {
            let said = room.expect(2, &["run", "class", "--box", level.name()]);
            assert!(said.contains(&why) && said.contains("can't be had here"), "{said}");
        }
    }
    let said = room.expect(2, &["run", "class", "--box", "none"]);
    assert!(said.contains("say --trust"), "{said}");
}
