//! What the book shows step by step, word for word on the class that it speaks of; and which labs a class is graded for.

use std::fs;

use regex::Regex;

use crate::class::Room;
use crate::fixture;
use crate::real::{asked, best};

/// The commands of the book's steps, and the one that does all of it at once.
fn commands() -> Vec<String> {
    let book = include_str!("../../../book/src/instructors.md");
    let command = Regex::new("(?m)(?:^|at once: `)checker grade ((?:take|run|show|Lab1)[^`\n]*)").unwrap();
    command.captures_iter(book).map(|found| found[1].to_owned()).take(4).collect()
}

#[test]
fn the_steps_of_the_book_are_right_word_for_word() {
    let room = Room::new();
    fixture::write(room.0.path()).unwrap();
    let commands = commands();
    let firsts: Vec<&str> = commands.iter().filter_map(|command| command.split(' ').next()).collect();
    assert_eq!(firsts, ["take", "run", "show", "Lab1-moodle.zip"]);
    let said: Vec<String> = commands
        .iter()
        .map(|command| {
            let words: Vec<&str> = command.split(' ').collect();
            // The book's box is the best one, which this machine may not have.
            let more = if ["run", "Lab1-moodle.zip"].contains(&words[0]) { asked(best()) } else { Vec::new() };
            room.expect(1, &[words, more].concat())
        })
        .collect();
    assert!(said[0].ends_with("10 taken, 6 with problems, into class\n"), "{}", said[0]);
    for (at, words) in [
        (1, "4 of 10 graded, 6 wait for you: checker grade show class\n"),
        (2, "class/sheet/Grades-Lab1.csv: 4 grades filled in\n"),
        (2, "  in the gradebook, no hand-in: Participant 199\n"),
        (2, "  in the gradebook, handed in, no grade yet: Participant 104, Participant 105, "),
        (3, "10 taken, 0 new or changed, 10 as before, 6 with problems, into class\n"),
        (3, "class/sheet/Grades-Lab1.csv: 4 grades filled in\n"),
    ] {
        assert!(said[at].contains(words), "{words}\n{}", said[at]);
    }
    assert!(room.read("class/class.toml").contains("labs = [\"lab1\"]"));
}

/// Five who have handed in lab 1, of whom one has brought lab 2 as well.
fn five() -> Room {
    let room = Room::new();
    room.hand_ins(&[("ann", ""), ("bob", ""), ("cyd", ""), ("dan", ""), ("eve", "")]);
    let both = "[lab1]\nserver = [\"true\"]\nclient = [\"true\"]\n[lab2]\nserver = [\"true\"]\n";
    fs::write(room.path("from/eve/programs.toml"), both).unwrap();
    room
}

#[test]
fn a_lab_that_one_student_brought_is_nobody_elses() {
    let room = five();
    let said = room.expect(0, &["take", "from", "--into", "class"]);
    let command = "checker grade take --into class --lab lab1 --lab lab2";
    let told = format!("the class is graded for lab1, and not for lab2 (eve); to choose: {command}\n");
    assert!(said.contains(&told), "{said}");
    room.run(0, "class", &[]);
    room.expect(0, &["show", "class"]);
    assert!(
        !room.read("class/sheet/grades.csv").contains("lab2") && !room.path("class/sheet/feedback-lab2.zip").exists()
    );
    let words: Vec<&str> = command.split(' ').skip(2).collect();
    assert!(room.expect(0, &words).contains("the class is graded for lab1, lab2\n"));
    room.run(0, "class", &[]);
    room.expect(0, &["show", "class"]);
    assert!(room.read("class/sheet/grades.csv").contains("\neve,lab2,"));
    room.expect(0, &["take", "from", "--into", "other", "--lab", "lab2"]);
    assert!(room.read("other/class.toml").contains("labs = [\"lab2\"]"), "a person has said so");
    assert!(room.expect(2, &["take", "from", "--into", "other", "--lab", "lab9"]).contains("there is no lab `lab9`"));
}

#[test]
fn a_gradebook_says_which_lab_it_is_for() {
    let room = five();
    room.expect(0, &["take", "from", "--into", "class", "--lab", "lab1", "--lab", "lab2"]);
    room.run(0, "class", &["lab1"]);
    let plain = "Identifier,Status,Grade,Last modified (grade)\neve,Submitted,,-\n";
    let sheets = [
        ("Grades-Lab1.csv", plain.to_owned(), "1 grades filled in"),
        ("Grades.csv", plain.replace("Status", "Assignment: Lab 1"), "1 grades filled in"),
        ("Second.csv", plain.replace("Status", "Assignment: Lab 2"), "handed in, no grade yet: eve"),
    ];
    for (name, text, words) in sheets {
        fs::write(room.path(name), text).unwrap();
        let said = room.expect(0, &["show", "class", "--sheet", name]);
        assert!(said.contains(words), "{name}: {said}");
    }
    fs::write(room.path("Sheet.csv"), plain).unwrap();
    assert!(room.expect(2, &["show", "class", "--sheet", "Sheet.csv"]).contains("which lab is it?"));
    fs::write(room.path("Lab3.csv"), plain).unwrap();
    let said = room.expect(2, &["show", "class", "--sheet", "Lab3.csv"]);
    assert!(said.contains("it has no place for lab1, lab2, which the class is graded for"), "{said}");
}

#[test]
fn who_hands_in_the_course_holds_up_nobody_where_that_is_not_known() {
    let room = Room::new();
    room.hand_ins(&[("ann", "")]);
    let folder = room.path("from/pat/exercises/lab1-echo");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("server.rs"), "fn main() {}\n").unwrap();
    fs::write(room.path("from/pat/exercises/Cargo.toml"), "[package]\nname = \"exercises\"\n").unwrap();
    room.expect(0, &["take", "from", "--into", "class"]);
    let said = room.run(1, "class", &[]);
    let why = "the course's crate `exercises`, and nobody has said where the course is";
    let how = "checker grade take --into class --course FOLDER, then checker grade run class";
    for words in [
        "1 of 2 graded: checker grade show class\n".to_owned(),
        format!("1 hand-in is not run yet (pat): {why}: {how}\n"),
        format!("not run: pat: {why}\n"),
    ] {
        assert!(said.contains(&words), "{words}\n{said}");
    }
    let shown = room.expect(1, &["show", "class"]);
    assert!(shown.contains(&format!("needs you: pat, lab1: not run yet: {why}\n  {how}\n")), "{shown}");
    assert_eq!(room.states("class")[1].2, "not run yet");
    let page = room.read("class/class.html");
    assert!(page.contains("1 of 2 students have a grade, 1 is not run yet. Box:"), "{page}");
    assert!(page.contains("class=\"quiet\">not run yet</td>"), "{page}");
}
