//! What comes in: a class of forty in the shapes of four systems, with everything that goes wrong.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;
use serde_json::Value;

use crate::class::Room;
use crate::fixture;

#[derive(Deserialize)]
pub struct Expected {
    pub needs_you: String,
    pub students: BTreeMap<String, toml::Value>,
}

pub fn expected() -> Expected {
    toml::from_str(include_str!("../class/expected.toml")).expect("what is expected")
}

fn record(room: &Room, id: &str) -> Value {
    serde_json::from_str(&room.read(&format!("class/in/{id}.json"))).expect("a record")
}

/// Takes the class of forty.
pub fn taken() -> Room {
    taken_and_told().0
}

/// The same, and what was said meanwhile.
pub fn taken_and_told() -> (Room, String) {
    let room = Room::new();
    let (from, roster) = fixture::write(&room.path("downloads")).expect("the class");
    let from: Vec<String> = from.iter().map(|path| path.display().to_string()).collect();
    let roster = roster.display().to_string();
    let mut words = vec!["take"];
    words.extend(from.iter().map(String::as_str));
    words.extend(["--into", "class", "--roster", &roster, "--seed", "7", "--due", "2026-03-01 23:59"]);
    words.extend(["--course", concat!(env!("CARGO_MANIFEST_DIR"), "/..")]);
    let said = room.expect(1, &words);
    (room, said)
}

#[test]
fn every_arrival_is_known_and_every_problem_has_its_kind() {
    let room = taken();
    let mut wrong = Vec::new();
    let expected = expected();
    for (id, expected) in &expected.students {
        let record = record(&room, id);
        let problem = record["problem"]["kind"].as_str().or_else(|| record["labs"]["lab1"]["problem"]["kind"].as_str());
        let is_right = match (expected, problem) {
            (toml::Value::String(kind), problem) if kind != "any" => problem == Some(kind),
            (_, problem) => problem.is_none() && record["labs"]["lab1"].is_object(),
        };
        if !is_right {
            wrong.push(format!("{id} was to be {expected}: {record}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    let taken = fs::read_dir(room.path("class/in")).unwrap().flatten();
    let records = taken.filter(|entry| entry.file_name().to_string_lossy().ends_with(".json")).count();
    assert_eq!(records, expected.students.len() + 1, "and zed, who is on the list alone");
    let shown = room.expect(1, &["show", "class"]);
    assert!(shown.starts_with(&format!("needs you: {}\n", expected.needs_you)), "{shown}");
    assert!(shown.contains("\n  as proposed: checker grade take --into class --accept 105\n"), "{shown}");
    assert!(shown.contains("\n  as it is: checker grade take --into class --accept 107\n"), "{shown}");
    assert!(shown.contains("\n  when there is another: checker grade take FILE --into class\n"), "{shown}");
    let page = room.read("class/page/105/index.html");
    let said = ["in it. Put a programs.toml beside", "By the names of your files it would be", "<pre>[lab1]\nserver"];
    let places: Vec<usize> = said.iter().filter_map(|words| page.find(words)).collect();
    assert!(places.len() == 3 && places.is_sorted() && !page.contains("seed <code>0"), "{page}");
    let messages = [
        ("105", "\"proposal\":\"[lab1]\nserver = [\"python3\", \"lab1_server.py\"]"),
        ("106", "programs.toml:2: lab1 has no program `sever`; did you mean `server`?"),
        ("107", "there is no lab1_server.py; there is Lab1_Server.py, which differs in upper and lower case"),
        ("108", "server is a program for macOS: add a `build` line"),
        ("109", "report.pdf can't be unpacked here"),
        ("207", "../../evil leads out of the folder"),
        ("208", "shadow is a link to /etc/shadow, which lies outside"),
        ("ida", "lab1 stands in two places, new and old"),
        ("lab1-quin", "fifo is a FIFO"),
        ("lab1-tom", "more than 64 MiB"),
        ("lab1-wes", "programs.toml:1: "),
    ];
    for (id, words) in messages {
        let message = record(&room, id).to_string().replace("\\n", "\n").replace("\\\"", "\"");
        assert!(message.contains(words), "{id}: {words}\n{message}");
    }
}

#[test]
fn what_is_taken_is_what_is_graded_and_nothing_else() {
    let room = taken();
    let outside: Vec<_> = room.files("").into_iter().filter(|file| !file.starts_with(room.path("class"))).collect();
    assert!(outside.iter().all(|file| file.starts_with(room.path("downloads"))), "{outside:?}");
    for id in ["206", "207", "208", "lab1-quin", "lab1-rex", "lab1-sue", "lab1-tom"] {
        assert!(!room.path(&format!("class/in/{id}")).exists(), "of {id} nothing is written");
    }
    let hal: Vec<String> = room
        .files("class/in/hal")
        .iter()
        .map(|file| file.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(hal, ["lab1_client.py", "lab1_server.py", "netutil.py", "programs.toml"]);
    assert!(room.path("class/in/103/\u{e9}t\u{e9}.txt").exists(), "names are composed");
    assert!(room.path("class/in/nan/caf\\xe9.txt").exists(), "{:?}", room.files("class/in/nan"));
    assert!(!room.path("class/in/mia/lab1-server").exists(), "what is built here is no part of a hand-in");
    assert!(room.read("class/in/eve/lab1_server.py").len() > 500, "the last attempt counts");
    assert_eq!(record(&room, "eve")["attempts"][0], "2026-03-01-10-20-30");
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&fs::metadata(room.path("class/roster.csv")).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    assert!(room.read("class/roster.csv").contains("103,Jos\u{e9} \u{c5}ngstr\u{f6}m,"));
    assert!(
        !room.files("class/in").iter().any(|file| file.extension().is_some_and(|end| end == "json")
            && fs::read_to_string(file).unwrap().contains("King"))
    );
}

#[test]
fn a_proposal_is_taken_once_a_person_says_so() {
    let room = taken();
    let said = room.expect(0, &["take", "--into", "class", "--accept", "105", "--accept", "107"]);
    assert!(said.contains("2 taken, 0 with problems, 2 with a note each, into class"), "{said}");
    assert!(room.read("class/in/105/programs.toml").contains("lab1_client.py"));
    let again = room.expect(1, &["take", "downloads/Lab1-moodle.zip", "--into", "class"]);
    assert!(again.contains("10 taken, 0 new or changed, 10 as before, 4 with problems, 2 with a note each"), "{again}");
    assert!(room.path("class/in/105/programs.toml").exists(), "what a person has said holds for the same hand-in");
    let again = room.expect(2, &["take", "--into", "class", "--accept", "105"]);
    assert!(again.contains("nothing of 105 waits for a person"), "{again}");
    assert!(room.expect(2, &["take", "--into", "class", "--accept", "206"]).contains("can't be graded as it is"));
}

#[test]
fn what_a_later_hand_in_lacks_is_said() {
    let room = Room::new();
    room.hand_ins(&[("ada", "")]);
    room.expect(0, &["take", "from", "--into", "class"]);
    assert!(room.expect(0, &["take", "from", "--into", "class"]).contains("1 taken, 0 new or changed, 1 as before"));
    fs::write(room.path("from/ada/programs.toml"), "[lab2]\nserver = [\"true\"]\n").unwrap();
    room.hand_ins(&[("bob", "")]);
    let said = room.expect(0, &["take", "from", "--into", "class"]);
    assert!(!said.contains("as before") && said.contains("not for lab2 (ada)"), "{said}");
    assert!(said.contains("ada: an earlier hand-in had lab1, and this one takes its place"), "{said}");
}

#[test]
fn wrong_usage_is_told() {
    let room = Room::new();
    room.hand_ins(&[("ada", "")]);
    let table: [(&[&str], &str); 8] = [
        (&["take", "none", "--into", "class"], "cannot find none"),
        (&["run", "class"], "class is no class"),
        (&["take", "from", "--into", "from"], "from is no class, and not empty"),
        (&["take", "from", "--into", "class", "--names", "("], "--names is no regular expression"),
        (&["take", "from", "--into", "class", "--due", "soon"], "is no date"),
        (&["from"], "--into"),
        (&["one", "from/ada", "lab1", "--as", "moodle"], "invalid value 'moodle'"),
        (&["take", "--into", "class"], "what is to be taken?"),
    ];
    for (words, said) in table {
        let output = room.expect(2, words);
        assert!(output.contains(said), "{words:?}: {output}");
    }
}

#[test]
fn a_student_is_told_the_same_beforehand() {
    let room = Room::new();
    room.hand_ins(&[("ada", "")]);
    let said = room.expect(0, &["hand-in", "from/ada"]);
    assert!(said.contains("labs: lab1") && said.contains("ada.zip can be handed in"), "{said}");
    room.expect(0, &["take", "ada.zip", "--into", "class"]);
    assert_eq!(room.read("class/in/ada/own"), "ada");
    fs::write(room.path("from/ada/programs.toml"), "[lab1]\nserver = [\"python3\", \"server.py\"]\n").unwrap();
    assert!(room.expect(1, &["hand-in", "from/ada"]).contains("wrong: lab1: there is no server.py"));
}
