//! What is built once is used again, where that is the same as building it anew.

use std::collections::BTreeSet;
use std::fs;

use grading::boxes::Level;
use regex::Regex;

use crate::class::Room;
use crate::real::best;

/// Builds that leave a number of their own, which the programs print.
const STAMPED: &[(&str, &str)] = &[
    ("plain", "date +%N >stamp"),
    ("linked", "mkdir -p a/b && date +%N >a/b/c && ln -s a/b/c stamp && mkfifo f"),
    ("elsewhere", "date +%N >stamp && echo x >/tmp/x"),
    ("failing", "date +%N >stamp; mkdir /usr/x"),
];

/// The numbers that were printed in any of the labs and runs.
fn stamps(room: &Room, id: &str) -> BTreeSet<String> {
    let stamp = Regex::new("stamp ([0-9]+)").unwrap();
    let files = room.files(&format!("class/out/{id}"));
    assert_eq!(files.len(), 4, "two labs, two runs");
    let texts: Vec<String> = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    texts.iter().filter_map(|text| Some(stamp.captures(text)?[1].to_owned())).collect()
}

#[test]
fn what_is_built_once_is_used_by_all_runs_and_labs_that_build_the_same() {
    let level = best();
    if level < Level::Half {
        eprintln!("skipped: this machine has no box in which that is done");
        return;
    }
    let room = Room::new();
    for (id, build) in STAMPED {
        let folder = room.path("from").join(id);
        fs::create_dir_all(&folder).unwrap();
        let programs = |names: &[&str]| {
            let command = r#"["sh", "-c", "echo stamp $(cat stamp)"]"#;
            names.iter().map(|name| format!("{name} = {command}\n")).collect::<String>()
        };
        let lab1 = programs(&["server", "client"]);
        let lab4 = programs(&["lines-server", "server", "client"]);
        let toml = format!("[lab1]\nbuild = [{build:?}]\n{lab1}[lab4]\nbuild = [{build:?}]\n{lab4}");
        fs::write(folder.join("programs.toml"), toml).unwrap();
    }
    room.expect(0, &["take", "from", "--into", "class", "--seed", "7"]);
    let quick = room.read("class/class.toml").replace("patience = 2000", "patience = 500");
    fs::write(room.path("class/class.toml"), quick).unwrap();
    room.expect(0, &["run", "class", "--runs", "2", "--slots", "1", "--box", level.name()]);
    let counts: Vec<(&str, usize)> = STAMPED.iter().map(|(id, _)| (*id, stamps(&room, id).len())).collect();
    assert_eq!(counts, [("plain", 1), ("linked", 1), ("elsewhere", 4), ("failing", 0)]);
    let failed = fs::read_to_string(room.files("class/out/failing").pop().unwrap()).unwrap();
    assert!(failed.contains("mkdir /usr/x"), "{failed}");
}
