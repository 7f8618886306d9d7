//! Starting in another language: what `checker new` writes is built, says not-started, and never takes anybody's place.

use std::fs;

use checker::labs::LABS;
use checker::starter;
use checker::verdict::{Report, Verdict};

use crate::fixture::{checker, course, write};
use crate::languages::is_installed;

/// As a newcomer would: all labs of a language into one folder, one after the other, each graded at once.
fn start_in(id: &str) {
    let language =
        starter::languages().map(|(language, _)| language).find(|language| language.word == id).expect("a language");
    if let Some(tool) = language.tools.iter().find(|tool| !is_installed(tool)) {
        assert!(std::env::var_os("CI").is_none(), "there is no {tool} here");
        println!("SKIPPED: there is no {tool} here");
        return;
    }
    let course = course(&format!("new-{id}"));
    let folder = course.join("mine");
    for lab in LABS {
        let new = checker().args(["new", id, "mine", lab.id]).current_dir(&course).output();
        let new = new.expect("the checker starts");
        assert!(new.status.success(), "{id} {}: {}", lab.id, String::from_utf8_lossy(&new.stderr));
        let said = String::from_utf8_lossy(&new.stdout).into_owned();
        assert!(said.ends_with(&format!("next  checker {}\n", lab.id)), "{said}");
        let graded = checker().args([lab.id, "--format", "json", "--submission"]).arg(&folder).output();
        let graded = graded.expect("the checker starts");
        assert_eq!(graded.status.code(), Some(1), "{id} {}", lab.id);
        let report: Report = serde_json::from_slice(&graded.stdout).expect("a report");
        let graded = &report.labs[0];
        assert!(graded.build.is_empty(), "{id} {}: {:?}", lab.id, graded.build);
        for check in &graded.checks {
            assert_eq!(check.verdict, Verdict::NotStarted, "{id} {}/{}: {:?}", lab.id, check.id, check.observed);
        }
        // Where one begins: the step, and the file.
        let begin = graded.checks[0].observed.as_deref().unwrap_or_default();
        assert!(begin.starts_with("TODO(1): Take ") && begin.ends_with(')') && begin.contains(". ("), "{begin}");
    }
}

#[test]
fn a_newcomer_in_python() {
    start_in("python");
}

#[test]
fn a_newcomer_in_c() {
    start_in("c");
}

#[test]
fn a_newcomer_in_csharp() {
    start_in("csharp");
}

#[test]
fn a_newcomer_in_java() {
    start_in("java");
}

#[test]
fn a_newcomer_in_node() {
    start_in("node");
}

#[test]
fn nothing_is_written_over() {
    let course = course("new-over");
    let new = |lab: &str| {
        let output = checker().args(["new", "python", "mine", lab]).current_dir(&course).output();
        let output = output.expect("the checker starts");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&said).into_owned())
    };
    let read = |file: &str| fs::read_to_string(course.join("mine").join(file)).expect("a file");
    let own = "# mine\n[lab1]\nserver = [\"sh\", \"server.sh\"]\n";
    write(&course, &[("mine/lab1_client.py", "mine\n"), ("mine/programs.toml", own)]);
    let (status, said) = new("lab1");
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("wrote mine/lab1_server.py\n") && said.contains("left  mine/lab1_client.py"), "{said}");
    assert_eq!((read("lab1_client.py").as_str(), read("programs.toml").as_str()), ("mine\n", own));

    assert_eq!(new("all").0, Some(0));
    let list = read("programs.toml");
    assert!(list.starts_with(&format!("{own}\n[lab2]\n")) && list.contains("\n[lab6]\n"), "{list}");
    assert!(new("all").1.contains("left  mine/programs.toml"));

    write(&course, &[("mine/programs.toml", "[lab1\n")]);
    let (status, said) = new("lab2");
    assert!(status == Some(2) && said.contains("programs.toml:1"), "{said}");
}
