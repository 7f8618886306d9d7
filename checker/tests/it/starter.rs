//! Starting in another language: what `checker new` writes is built, says not-started, and never takes anybody's place.

use std::fs;

use checker::labs::LABS;
use checker::starter;
use checker::verdict::{Report, Verdict};

use crate::fixture::{checker, folder, write};
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
    let folder = folder(&format!("new-{id}"));
    for lab in LABS {
        let new = checker().args(["new", id]).arg(&folder).arg(lab.id).output().expect("the checker starts");
        assert!(new.status.success(), "{id} {}: {}", lab.id, String::from_utf8_lossy(&new.stderr));
        let said = String::from_utf8_lossy(&new.stdout).into_owned();
        assert!(said.ends_with(&format!("next  checker {} --submission {}\n", lab.id, folder.display())), "{said}");
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
    let folder = folder("new-over");
    let new = |lab: &str| {
        let output = checker().args(["new", "python"]).arg(&folder).arg(lab).output().expect("the checker starts");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    write(&folder, &[("lab1_client.py", "mine\n")]);
    let (status, said) = new("lab1");
    assert!(status == Some(2) && said.contains("lab1_client.py is there already: nothing was written"), "{said}");
    assert!(!folder.join("lab1_server.py").exists() && !folder.join("programs.toml").exists());

    let own = "# mine\n[lab1]\nserver = [\"sh\", \"server.sh\"]\n";
    write(&folder, &[("programs.toml", own)]);
    assert_eq!(new("lab4").0, Some(0));
    let list = fs::read_to_string(folder.join("programs.toml")).expect("the list");
    assert!(list.starts_with(&format!("{own}\n[lab4]\n")), "{list}");

    fs::remove_file(folder.join("lab1_client.py")).expect("it is there");
    let (status, said) = new("lab1");
    assert!(status == Some(2) && said.contains("has a [lab1] already: nothing was written"), "{said}");
    write(&folder, &[("programs.toml", "[lab1\n")]);
    let (status, said) = new("lab2");
    assert!(status == Some(2) && said.contains("programs.toml:1"), "{said}");
    assert!(!folder.join("lab2_server.py").exists());
}
