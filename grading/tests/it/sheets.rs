//! What comes out: gradebooks that their importers take, feedback in the form that goes back, and lists for programs.

use std::fs;
use std::io::Read;

use serde_json::Value;

use crate::class::Room;
use crate::fixture::{Files, zipped};

/// A class of three systems: ada has everything, bob has lost an echo, cyd has handed in nothing that can be read.
fn class() -> Room {
    let room = Room::new();
    let hand_in = |verdicts: &str| {
        let mut files = Files::new();
        files.insert("programs.toml".into(), b"[lab1]\nserver = [\"true\"]\nclient = [\"true\"]\n".to_vec());
        files.insert("verdicts".into(), verdicts.as_bytes().to_vec());
        zipped(&files).unwrap()
    };
    let (ada, bob) = (hand_in(""), hand_in("server-echo fail\n"));
    fs::create_dir_all(room.path("from")).unwrap();
    for (system, names) in [
        (
            "moodle",
            [
                "Ada King_11_assignsubmission_file_lab1.zip",
                "Bo_b Li_12_assignsubmission_file_lab1.zip",
                "Cyd_13_assignsubmission_file_lab1.zip",
            ],
        ),
        ("canvas", ["kingada_21_900_lab1.zip", "libob_LATE_22_901_lab1.zip", "cyd_23_902_lab1.zip"]),
        (
            "board",
            [
                "Lab 1_ada_attempt_2026-03-01-10-20-30_a.zip",
                "Lab 1_bob_attempt_2026-03-02-10-20-30_a.zip",
                "Lab 1_cyd_attempt_2026-03-01-10-20-30_a.zip",
            ],
        ),
    ] {
        fs::create_dir_all(room.path(system)).unwrap();
        for (name, bytes) in names.iter().zip([&ada, &bob, &b"Rar!".to_vec()]) {
            fs::write(room.path(system).join(name), bytes).unwrap();
        }
    }
    room.expect(1, &["take", "moodle", "canvas", "board", "--into", "class", "--due", "2026-03-01 23:59"]);
    room.run(1, "class", &[]);
    room
}

const MOODLE: &str = concat!(
    "\u{feff}Identifier,\"Full name\",\"Email address\",Status,Grade,\"Maximum Grade\",\"Grade can be changed\",",
    "\"Last modified (submission)\",\"Last modified (grade)\",\"Feedback comments\"\r\n",
    "\"Participant 11\",\"King, Ada\",a@x,\"Submitted\",,10.00,Yes,\"Sunday, 1 March 2026\",-,\r\n",
    "\"Participant 12\",\"Bo\",b@x,Submitted,,10.00,Yes,-,-,\"\"\r\n",
    "\"Participant 13\",Cyd,c@x,Submitted,,10.00,Yes,-,-,\r\n",
    "\"Participant 99\",New,n@x,-,,10.00,Yes,-,-,\r\n",
);

const CANVAS: &str = concat!(
    "Student,ID,SIS User ID,SIS Login ID,Section,Lab 1 (70001),Quiz (70002)\n",
    "    Points Possible,,,,,50,10\n",
    "\"King, Ada\",21,,ada,A,,7\n",
    "\"Li, Bob\",22,,bob,A,,8\n",
    "\"Cyd\",23,,cyd,A,,9\n",
    "\"Student, Test\",999,,test,A,,\n",
);

const BOARD: &str = "\"Last Name\"\t\"First Name\"\t\"Username\"\t\"Lab 1 [Total Pts: 20 Score] |123\"\r\n\"King\"\t\"Ada\"\t\"ada\"\t\"\"\r\n\"Li\"\t\"Bob\"\t\"bob\"\t\"\"\r\n\"Dee\"\t\"Cyd\"\t\"cyd\"\t\"\"\r\n";

#[test]
fn gradebooks_come_back_with_grades_and_nothing_else_changed() {
    let room = class();
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(BOARD.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    fs::write(room.path("Grades-Lab1.csv"), MOODLE).unwrap();
    fs::write(room.path("canvas.csv"), CANVAS).unwrap();
    fs::write(room.path("board.xls"), utf16).unwrap();
    let said = room
        .expect(1, &["show", "class", "--sheet", "Grades-Lab1.csv", "--sheet", "canvas.csv", "--sheet", "board.xls"]);
    assert!(
        said.contains("in the gradebook, no hand-in: Participant 99") && said.contains("no hand-in: 999"),
        "{said}"
    );
    assert!(said.contains("in the gradebook, handed in, no grade yet: Participant 13\n"), "{said}");
    let bob = room.states("class").iter().find(|(id, ..)| id == "bob").unwrap().1.parse::<f64>().unwrap();
    let text = |most: f64| format!("{}", bob * most / 100.0);
    let words =
        |points: f64| format!("\"{points} of 100 points; the report is in the feedback file\"").replace('"', "");
    let filled = MOODLE
        .replacen(
            ",,10.00,Yes,\"Sunday, 1 March 2026\",-,\r",
            &format!(",10,10.00,Yes,\"Sunday, 1 March 2026\",-,{}\r", words(100.0)),
            1,
        )
        .replacen(
            "Submitted,,10.00,Yes,-,-,\"\"\r",
            &format!("Submitted,{},10.00,Yes,-,-,\"{}\"\r", text(10.0), words(bob)),
            1,
        );
    assert_eq!(room.read("class/sheet/Grades-Lab1.csv"), filled);
    let filled =
        CANVAS.replacen("ada,A,,7", "ada,A,50,7", 1).replacen("bob,A,,8", &format!("bob,A,{},8", text(50.0)), 1);
    assert_eq!(room.read("class/sheet/canvas.csv"), filled);
    let filled = BOARD.replacen("\"ada\"\t\"\"", "\"ada\"\t\"20\"", 1).replacen(
        "\"bob\"\t\"\"",
        &format!("\"bob\"\t\"{}\"", text(20.0)),
        1,
    );
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(filled.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(fs::read(room.path("class/sheet/board.xls")).unwrap(), utf16);
    fs::write(room.path("German-lab1.csv"), MOODLE.replace("Last modified (grade)", "Zuletzt")).unwrap();
    assert!(room.expect(2, &["show", "class", "--sheet", "German-lab1.csv"]).contains("Last modified (grade)"));
}

#[test]
fn feedback_goes_back_by_the_names_it_came_by() {
    let room = class();
    room.expect(1, &["show", "class"]);
    let zip = fs::File::open(room.path("class/sheet/feedback-lab1.zip")).unwrap();
    let mut zip = zip::ZipArchive::new(zip).unwrap();
    let names: Vec<String> = zip.file_names().map(str::to_owned).collect();
    for name in [
        "Ada King_11_assignsubmission_file_/lab1.html",
        "Bo b Li_12_assignsubmission_file_/lab1.html",
        "kingada_21_900_lab1.html",
        "libob_LATE_22_901_lab1.html",
        "ada/lab1.html",
    ] {
        assert!(names.iter().any(|one| one == name), "{name}: {names:?}");
    }
    // `importziplib.php` splits the name at `_` and wants the number in the second place.
    let moodle = names.iter().filter(|name| name.contains("assignsubmission"));
    assert!(moodle.map(|name| name.split('_').nth(1).unwrap()).all(|id| id.parse::<u32>().is_ok()));
    let mut page = String::new();
    zip.by_name("libob_LATE_22_901_lab1.html").unwrap().read_to_string(&mut page).unwrap();
    assert!(page.contains("It came late.") && page.contains("server-echo") && page.contains("--seed"), "{page}");
}

#[test]
fn lists_for_programs_say_what_waits() {
    let room = class();
    let said = room.expect(
        1,
        &["show", "class", "--format", "json", "--format", "junit", "--format", "gradescope", "--format", "github"],
    );
    assert!(said.contains("::error::lab1/server-echo: one read is not one message"), "{said}");
    let class: Value = serde_json::from_str(&room.read("class/class.json")).unwrap();
    assert_eq!(class["students"].as_array().unwrap().len(), 9);
    assert!(!room.read("class/class.json").contains("King"));
    let xml = room.read("class/class.xml");
    assert!(xml.contains("<testsuite name=\"bob/lab1\"") && xml.contains("<error message="), "{xml}");
    let results: Value = serde_json::from_str(&room.read("class/page/bob/results.json")).unwrap();
    let tests = results["tests"].as_array().unwrap();
    let echo = tests.iter().find(|test| test["name"].as_str().unwrap().starts_with("lab1/server-echo")).unwrap();
    assert!(echo["score"] == 0 && echo["status"] == "failed" && results["stdout_visibility"] == "hidden", "{results}");
    let waiting: Value = serde_json::from_str(&room.read("class/page/cyd/results.json")).unwrap();
    assert!(waiting["score"].is_null() && waiting["tests"][0]["score"].is_null(), "{waiting}");
    let page = room.read("class/class.html");
    for words in [
        "<p>Late: bob (621 minutes).</p>",
        "it does not say by how much: 22.</p>",
        "<p>When it came is not known, since the download does not say it: 11, 12, 13, 21, 23.</p>",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    let grades = room.read("class/sheet/grades.csv");
    assert!(grades.lines().any(|line| line.starts_with("22,lab1,") && line.contains(",graded,,1,")), "{grades}");
    let late: Vec<String> = room
        .read("class/sheet/grades.csv")
        .lines()
        .filter(|line| line.starts_with("bob,"))
        .map(str::to_owned)
        .collect();
    assert!(late[0].contains(",621,"), "{late:?}");
}

#[test]
fn the_overview_says_what_many_have_in_common() {
    let room = Room::new();
    let wrong = "server-echo fail\n";
    room.hand_ins(&[("a", wrong), ("b", wrong), ("c", wrong), ("d", "")]);
    fs::write(room.path("from/b/own"), "a").unwrap();
    room.expect(0, &["take", "from", "--into", "class"]);
    room.run(0, "class", &[]);
    room.expect(1, &["show", "class", "--withhold", "b"]);
    let page = room.read("class/class.html");
    for words in [
        "Needs you",
        "a and b handed in the same",
        "Teach again",
        "<h3><code>lab1/server-echo</code> <code>Hello, world</code> comes back: 3 students",
        "<p>In the book: <code>lab1.html#server-echo</code></p>",
        "4 of 4 students have a grade. Box:",
        "compare: <code>diff -r class/in/a class/in/b</code>",
        "<code>lab1/server-echo</code>, 3 of 4, one cause",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    assert!(!room.path("class/page/b").exists() && !room.read("class/sheet/grades.csv").contains("\nb,"));
    room.expect(1, &["show", "class", "--anonymous"]);
    assert!(
        !room.read("class/class.html").contains("handed in the same")
            && room.read("class/class.html").contains("student 4")
    );
}
