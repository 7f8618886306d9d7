//! The matrix of languages: green where it should be, and clear about what fails and what is missing.

use std::fs;
use std::path::Path;
use std::time::Duration;

use checker::interop::{self, Mine, Pairing};
use checker::labs::LABS;
use checker::verdict::Verdict;
use serde_json::Value;

use crate::fixture::{checker, folder, peers, root, write};
use crate::languages::is_installed;

/// Whether all the languages are here; where they are not, that is said, and in CI it is a failure.
fn all_are_installed() -> bool {
    let missing = interop::peers().flat_map(|(language, _)| language.tools).find(|tool| !is_installed(tool));
    if let Some(tool) = missing {
        assert!(std::env::var_os("CI").is_none(), "there is no {tool} here");
        println!("SKIPPED: there is no {tool} here");
    }
    missing.is_none()
}

/// What the matrix came to, as JSON, and the exit status.
fn met(arguments: &[&str], submission: Option<&Path>) -> (Value, Option<i32>) {
    let mut checker = checker();
    checker.arg("interop").args(arguments).args(["--format", "json"]).current_dir(root());
    if let Some(folder) = submission {
        checker.arg("--submission").arg(folder);
    }
    let output = checker.output().expect("the checker starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}{said}")), output.status.code())
}

#[test]
fn everybody_understands_everybody() {
    let _built = peers();
    if !all_are_installed() {
        return;
    }
    let output = checker().args(["interop", "all"]).current_dir(root()).output().expect("the checker starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for lab in LABS {
        assert!(text.contains(&format!("\n{}  9 of 9 pairs understand each other\n", lab.id)), "{text}");
    }
    assert_eq!(output.status.code(), Some(0), "{text}");
    let shown = fs::read_to_string(root().join("book/recorded/interop-lab4.txt")).expect("the book's recording");
    assert!(text.contains(&shown), "the book shows\n{shown}\nand it is\n{text}");
}

/// A frame whose length is the wrong way round is understood by its own kind, and by nobody else.
#[test]
fn a_pair_that_fails_says_why() {
    let _built = peers();
    if !all_are_installed() {
        return;
    }
    let mine = folder("interop-little-endian");
    let python = root().join("solutions/peers/python");
    for file in ["common.py", "frames.py", "lab4_client.py", "lab4_server.py"] {
        let text = fs::read_to_string(python.join(file)).expect("a peer");
        write(&mine, &[(file, &text.replace("\"big\"", "\"little\""))]);
    }
    let programs = "[lab4]\nserver = [\"python3\", \"lab4_server.py\"]\nclient = [\"python3\", \"lab4_client.py\"]\n";
    write(&mine, &[("programs.toml", programs)]);
    let (report, status) = met(&["lab4"], Some(&mine));
    assert_eq!(status, Some(1));
    let pairs = report["labs"][0]["pairs"].as_array().expect("pairs");
    assert_eq!(pairs.len(), 16);
    for pair in pairs {
        let is_mixed = (pair["client"] == "yours") != (pair["server"] == "yours");
        assert_eq!(pair["verdict"], if is_mixed { "fail" } else { "pass" }, "{pair}");
        if is_mixed {
            assert!(pair["cause"].is_string() && pair["see"] == interop::SEE, "{pair}");
            assert!(pair["trace"].as_array().is_some_and(|events| !events.is_empty()), "{pair}");
        }
    }
}

/// A Python peer of a lab, what is replaced in it and by what, and the cause that its pair with Rust has to name.
const WRONG: &[(&str, &str, &str, &str, &str)] = &[
    ("lab3", "lab3_server.py", "connection.sendall(b\"accepted\\n\")", "pass", "a line or its answer is lost"),
    ("lab3", "lab3_server.py", "text(line)}", "text(line).upper()}", "a line arrives changed"),
    ("lab3", "lab3_server.py", "b\"closed\\n\"", "b\"accepted\\n\"", "the client is not answered `closed`"),
    ("lab3", "lab3_client.py", "b\"closed\" if", "b\"goodbye\" if", "the client is not answered `closed`"),
    ("lab6", "lab6_pair_server.py", "connection.sendall(line + b\"\\n\")", "pass", "a line or a frame is lost"),
    ("lab6", "lab6_server.py", "tell_all(f\"JOINED {name}\")", "pass", "a line or a frame is lost"),
    ("lab6", "lab6_client.py", "for payload in events:", "for payload in []:", "a program ends in the middle"),
    ("lab6", "lab6_client.py", "{name}: {message}", "{name}: {message.lower()}", "a text arrives changed"),
];

#[test]
fn wrong_programs_are_told_why() {
    let _built = peers();
    if !is_installed("python3") {
        assert!(std::env::var_os("CI").is_none(), "there is no python3 here");
        return;
    }
    for (place, (lab, file, replaced, by, cause)) in WRONG.iter().enumerate() {
        let mine = folder(&format!("interop-wrong-{place}"));
        for entry in fs::read_dir(root().join("solutions/peers/python")).expect("the peers").flatten() {
            let name = entry.file_name().into_string().expect("a name");
            if !entry.path().is_file() {
                continue;
            }
            let mut text = fs::read_to_string(entry.path()).expect("a peer");
            if name == *file {
                assert_eq!(text.matches(replaced).count(), 1, "{file}: {replaced}");
                text = text.replace(replaced, by);
            }
            write(&mine, &[(&name, &text)]);
        }
        let parties = interop::parties(&root(), &Mine::Folder(mine), &[]).expect("the parties");
        let lab = LABS.iter().copied().find(|known| known.id == *lab).expect("a lab");
        let plan = Pairing { labs: vec![lab], seed: 7, patience: Duration::from_secs(2), jobs: 4 };
        let came = interop::run(&plan, &parties, &mut |_| Ok(())).expect("the matrix");
        let pair = if file.ends_with("client.py") { ("yours", "Rust") } else { ("Rust", "yours") };
        let cell = came.labs[0].cells.iter().find(|cell| (&*cell.client, &*cell.server) == pair).expect("the pair");
        assert!(
            cell.report.verdict == Verdict::Fail && cell.report.cause.as_ref().is_some_and(|is| is.starts_with(cause)),
            "{file} with {by} for {replaced}: {:?} {:?} {:?}",
            cell.report.verdict,
            cell.report.cause,
            cell.report.observed
        );
    }
}

#[test]
fn programs_that_are_not_there_are_not_started() {
    let _built = peers();
    let mine = folder("interop-nothing");
    write(&mine, &[("programs.toml", "")]);
    let (report, status) = met(&["lab1"], Some(&mine));
    assert_eq!(status, Some(1));
    let pairs = report["labs"][0]["pairs"].as_array().expect("pairs");
    let own = pairs.iter().filter(|pair| pair["client"] == "yours" || pair["server"] == "yours");
    assert!(own.clone().all(|pair| matches!(pair["verdict"].as_str(), Some("not-started" | "skipped"))), "{pairs:?}");
    assert!(own.clone().any(|pair| pair["verdict"] == "not-started"));
}

#[test]
fn a_language_that_is_missing_says_how_to_get_it() {
    let nothing = [folder("interop-no-tools")];
    let parties = interop::parties(&root(), &Mine::None, &nothing).expect("the peers");
    let plan = Pairing { labs: vec![LABS[0]], seed: 7, patience: Duration::from_secs(5), jobs: 2 };
    let came = interop::run(&plan, &parties, &mut |_| Ok(())).expect("the matrix");
    assert_eq!(came.status(), 0);
    let text = interop::report::whole(Default::default(), &came);
    assert!(text.contains("1 of 1 pairs understand each other, 8 not tried"), "{text}");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (peer, _) in interop::peers() {
        assert!(words.contains(&format!("absent {} is not installed here, there is no", peer.name)), "{text}");
        assert!(words.contains(peer.install), "{text}");
    }
}

#[test]
fn wrong_usage() {
    for (arguments, said) in [
        (&["interop"][..], "<LAB>"),
        (&["interop", "lab44"], "there is no lab `lab44`"),
        (&["interop", "lab4", "--submission", "nowhere"], "there is no folder nowhere"),
        (&["interop", "lab4", "--format", "svg"], "invalid value 'svg'"),
    ] {
        let output = checker().args(arguments).current_dir(root()).output().expect("the checker starts");
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && text.contains(said), "{arguments:?}: {text}");
    }
}
