//! A class in a folder of its own, the program that grades it, and a stand-in for the checker whose verdicts a test writes down.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use checker::labs::LABS;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::users::By;

/// A folder for everything that a test writes.
pub struct Room(pub TempDir);

/// What the stand-in does: what is in the file `verdicts` of a hand-in decides, as `server-echo fail` a line. After `never`
/// it leaves no report, after `hangs` it does not end, and with `coin FILE` an echo fails every other time.
const STAND_IN: &str = r#"#!/usr/bin/python3 -ES
import json, os, sys, time
words = sys.argv[1:]
after = lambda word: words[words.index(word) + 1]
folder, lab = after("--submission"), words[0]
report = json.load(open(os.path.join("ROOM", lab + ".json")))
report["seed"] = int(after("--seed"))
verdicts = os.path.join(folder, "verdicts")
for line in open(verdicts) if os.path.exists(verdicts) else []:
    check, verdict = line.split()
    if check == "never":
        sys.exit(1)
    if check == "hangs":
        time.sleep(1000)
    if check == "coin":
        tried = verdict
        count = int(open(tried).read()) + 1 if os.path.exists(tried) else 1
        open(tried, "w").write(str(count))
        check, verdict = "server-echo", "fail" if count % 2 else "pass"
    for one in report["labs"][0]["checks"]:
        if one["id"] == check:
            one["verdict"] = verdict
            one["earned"] = one["points"] if verdict == "pass" else 0
            one["cause"] = "one read is not one message" if verdict == "fail" else None
lab = report["labs"][0]
lab["earned"] = sum(one["earned"] for one in lab["checks"])
json.dump(report, open(after("--output"), "w"))
"#;

/// How often something is killed: as often as `KILLS` says, a hundred times once before a release.
pub fn kills(usual: usize) -> usize {
    std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(usual)
}

/// Whether anything runs that has this word among its own.
pub fn runs(marker: &str) -> bool {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let mut words = processes.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    words.any(|words| String::from_utf8_lossy(&words).contains(marker))
}

/// Waits until that is so, or not so; nobody answers, so this is how long it is between two looks.
pub fn becomes(is: bool, marker: &str, within: Duration) -> bool {
    let (_tell, told) = channel::<()>();
    let until = Instant::now() + within;
    while Instant::now() < until {
        if runs(marker) == is {
            return true;
        }
        told.recv_timeout(Duration::from_millis(20)).ok();
    }
    false
}

impl Room {
    pub fn new() -> Room {
        Room(tempfile::tempdir().expect("a temporary folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// `checker grade` with these words, in this folder.
    pub fn grade(&self, words: &[&str]) -> Output {
        self.started(&By::me().command(self, words))
    }

    /// The same by somebody else: its exit status, and what it printed.
    pub fn grade_by(&self, by: &By, words: &[&str]) -> (Option<i32>, String) {
        let output = self.started(&by.command(self, words));
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.code(), format!("{out}{err}"))
    }

    fn started(&self, words: &[String]) -> Output {
        let mut command = Command::new(&words[0]);
        for name in ["SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "CI_NODE_INDEX", "GITHUB_STEP_SUMMARY"] {
            command.env_remove(name);
        }
        command.args(&words[1..]).current_dir(self.0.path()).output().expect("the program starts")
    }

    /// The same; it has to end with this exit status, and gives what it printed.
    pub fn expect(&self, status: i32, words: &[&str]) -> String {
        let output = self.grade(words);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(status), "{words:?}\n{out}\n{err}");
        format!("{out}{err}")
    }

    /// Hand-ins of lab 1 in the folder `from`, each with its verdicts.
    pub fn hand_ins(&self, verdicts: &[(&str, &str)]) {
        for (id, verdicts) in verdicts {
            let folder = self.path("from").join(id);
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(folder.join("programs.toml"), "[lab1]\nserver = [\"true\"]\nclient = [\"true\"]\n")
                .expect("a file");
            fs::write(folder.join("verdicts"), verdicts).expect("a file");
            fs::write(folder.join("own"), id).expect("a file");
        }
    }

    /// The stand-in for the checker.
    pub fn stand_in(&self) -> String {
        let file = self.path("stand-in");
        if !file.exists() {
            fs::write(&file, STAND_IN.replace("ROOM", &self.0.path().display().to_string())).expect("a file");
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("its mode");
            for lab in LABS {
                let checks: Vec<Value> = lab
                    .checks
                    .iter()
                    .map(|check| {
                        json!({ "id": check.id, "claim": check.claim, "verdict": "pass", "points": check.points,
                            "earned": check.points, "millis": 1, "see": check.see(lab), "trace": [] })
                    })
                    .collect();
                let report = json!({ "schema": 1, "seed": 0, "submission": "x", "folder": "/x", "labs": [
                    { "id": lab.id, "title": lab.title, "earned": 100, "points": 100, "checks": checks }] });
                fs::write(self.path(&format!("{}.json", lab.id)), report.to_string()).expect("a file");
            }
        }
        file.display().to_string()
    }

    /// Runs a class with the stand-in, without a box.
    pub fn run(&self, status: i32, class: &str, more: &[&str]) -> String {
        let stand_in = self.stand_in();
        let words = ["run", class, "--trust", "--checker", &stand_in];
        self.expect(status, &[&words[..], more].concat())
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// The files below a folder.
    pub fn files(&self, folder: &str) -> Vec<PathBuf> {
        fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                match entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    true => walk(&entry.path(), files),
                    false => files.push(entry.path()),
                }
            }
        }
        let mut files = Vec::new();
        walk(&self.path(folder), &mut files);
        files.sort();
        files
    }

    /// What `grades.csv` says of lab 1, by student.
    pub fn states(&self, class: &str) -> Vec<(String, String, String)> {
        let text = self.read(&format!("{class}/sheet/grades.csv"));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows = reader.records().map(|row| row.expect("a row"));
        rows.filter(|row| &row[1] == "lab1")
            .map(|row| (row[0].to_owned(), row[2].to_owned(), row[5].to_owned()))
            .collect()
    }
}
