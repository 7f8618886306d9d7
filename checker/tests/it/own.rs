//! A learner's own folder: it is remembered, graded when nothing else is said, and what was done in it can be undone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use checker::labs::LABS;
use checker::own::Own;
use checker::progress::Grades;

use crate::fixture::{checker, course, root, write};

/// A right echo server, and what it uses.
const SERVER: &str = include_str!("../programs/python/lab1_server.py");
const USED: &str = include_str!("../programs/python/netutil.py");

/// What the checker says to these words in the folder.
fn said(folder: &Path, words: &str) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } =
        checker().args(words.split_whitespace()).current_dir(folder).output().expect("the checker starts");
    (status.code(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
}

/// A course with a folder `mine` beside it, which is begun in Python.
fn begun(name: &str) -> PathBuf {
    let course = course(name);
    let (status, said) = said(&course, "new python mine lab1");
    assert_eq!(status, Some(0), "{said}");
    course
}

#[test]
fn the_folder_that_was_begun_is_graded_from_then_on() {
    let course = begun("own-graded");
    let mine = course.join("mine");
    write(&mine, &[("lab1_server.py", SERVER), ("netutil.py", USED)]);
    let (status, told) = said(&mine, "lab1 --check server-echo");
    assert_eq!(status, Some(0), "{told}");
    let own = Own::read(&course).expect("it can be read");
    assert_eq!(own, Own::Folder(mine.clone()));
    let grades = Grades::read(&course, &own, LABS);
    assert_eq!(grades.lab("lab1").map(|lab| lab.earned), LABS[0].check("server-echo").map(|check| check.points));
    assert!(Grades::read(&course, &Own::Exercises, LABS).labs().is_empty());
    // The command that comes next means the same folder, and so does not name it.
    let (_, told) = said(&course, "lab1 --check client-sends");
    assert!(told.contains("next   cargo checker lab1 --check client-sends\n"), "{told}");
    let (_, told) = said(&course, "");
    assert!(told.starts_with(&format!("The Socket Workbook, with the programs in {}\n", mine.display())), "{told}");
}

#[test]
fn the_folder_can_be_chosen() {
    let course = begun("own-chosen");
    let mine = course.join("mine").display().to_string();
    assert_eq!(said(&course, "use"), (Some(0), format!("{mine}\n")));
    assert_eq!(said(&course, "use exercises"), (Some(0), "now   exercises is graded\n".into()));
    assert_eq!(said(&course, "use"), (Some(0), "exercises\n".into()));
    let back = "back  checker use exercises\n";
    assert_eq!(said(&course, "use mine"), (Some(0), format!("now   {mine} is graded\n{back}")));
    assert_eq!(said(&course, "use checker").0, Some(2));
    assert_eq!(said(&course, "use nowhere").0, Some(2));
    fs::remove_dir_all(course.join("mine")).expect("it is there");
    let (status, told) = said(&course, "lab1");
    assert!(status == Some(2) && told.contains("`checker use exercises` goes back"), "{told}");
}

#[test]
fn a_stub_is_put_back_and_the_work_kept() {
    let course = begun("own-reset");
    let file = course.join("mine/lab1_server.py");
    let stub = fs::read_to_string(&file).expect("a stub");
    assert_eq!(said(&course, "diff lab1/server"), (Some(0), String::new()));
    fs::write(&file, stub.replacen("import sys", "import socket", 1)).expect("a file");
    let (status, told) = said(&course, "diff lab1/server");
    assert!(status == Some(1) && told.contains("\n- import sys\n+ import socket\n"), "{told}");
    for number in 1..=2 {
        let kept = course.join(format!("mine/lab1_server.py.{number}"));
        let wanted = format!("kept  {}\nwrote {}\n", kept.display(), file.display());
        assert_eq!(said(&course, "reset lab1/server"), (Some(0), wanted));
        assert!(number == 2 || fs::read_to_string(kept).expect("it is kept").contains("import socket"));
    }
    assert_eq!(fs::read_to_string(&file).expect("a stub"), stub);
    let (status, told) = said(&course, "reset lab1/sevrer");
    assert!(status == Some(2) && told.contains("did you mean `server`? (expected one of server, client)"), "{told}");
}

#[test]
fn the_exercises_have_a_way_back_as_well() {
    let course = course("own-exercises");
    let solution = "solutions/lab1-echo/server.rs";
    write(&course, &[(solution, &fs::read_to_string(root().join(solution)).expect("the solution"))]);
    for given in [
        "args.rs",
        "frames.rs",
        "lab4-framing/naive_client.rs",
        "lab4-framing/naive_server.rs",
        "lab6-chat/frames.rs",
        "lab7-loop/keyboard.rs",
        "lab7-loop/watch.rs",
    ] {
        write(&course, &[(&format!("solutions/{given}"), "//! Given.\n")]);
    }
    let (status, told) = said(&course, "reset lab1/server");
    assert_eq!(status, Some(0), "{told}");
    let stub = fs::read_to_string(course.join("exercises/lab1-echo/server.rs")).expect("it was written");
    assert!(stub.contains("todo!(\"TODO(7)") && !stub.contains("END TODO"), "{stub}");
}

/// A server with one gap left, behind the accept.
const HALF: &str = r#"import socket, sys
server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("listening on %s:%d" % server.getsockname(), flush=True)
server.accept()
print("not yet implemented: TODO(4): Send back every byte. (lab1_server.py)", file=sys.stderr)
sys.exit(101)
"#;

#[test]
fn what_is_there_counts_before_the_last_gap_is_filled() {
    let course = begun("own-half");
    let file = course.join("mine/lab1_server.py");
    fs::write(&file, HALF).expect("a file");
    let (status, told) = said(&course, "lab1 --check server-listens --check server-echo");
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains("✓ server-listens") && told.contains("· server-echo"), "{told}");
    let stub = "import sys\ndef todo(what):\n    pass\ntodo(\"TODO(4): Send back every byte.\")\n";
    fs::write(&file, stub).expect("a file");
    let (_, told) = said(&course, "lab1 --check server-listens");
    assert!(told.contains("gaps   4 of 5 in lab1_server.py, 0 of 5 in lab1_client.py filled"), "{told}");
}
