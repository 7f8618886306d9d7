//! The checker's pace: how long a person waits, as medians of seven whole runs, beside the floor that no checker could
//! go below.
//!
//! `cargo bench -p checker --bench pace` prints the table; `... -- clone` adds the first verdict
//! in a fresh clone, which compiles everything.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Of how many runs each figure is the median.
const RUNS: usize = 7;

/// A row of the table.
struct Row {
    what: &'static str,
    run: Run,
    floor: Floor,
    floor_is: &'static str,
    promise: Promise,
}

/// What is waited for.
enum Run {
    /// A lab with the reference answers.
    Solution(&'static str),
    /// A lab with programs that do nothing at all.
    Hanging(&'static str),
    /// Lab 1 with the reference answers, after an edit.
    Edited,
}

/// What no checker could go below.
enum Floor {
    Millis(u64),
    /// Cargo finds nothing to do.
    NothingToBuild,
    /// Cargo builds what was edited.
    Build,
}

/// What is promised, in seconds.
enum Promise {
    Within(f64),
    /// So much beyond the floor.
    Beyond(f64),
}

struct Place {
    root: PathBuf,
    checker: PathBuf,
    hanging: PathBuf,
}

const ROWS: &[Row] = &[
    solution(
        "lab1 --solution, built",
        "lab1",
        Floor::NothingToBuild,
        "cargo with nothing to do",
        Promise::Within(0.35),
    ),
    solution("lab2 --solution, built", "lab2", Floor::Millis(900), "three tries of 300 ms", Promise::Beyond(0.5)),
    solution(
        "lab3 --solution, built",
        "lab3",
        Floor::Millis(6600),
        "ten pauses of client-backs-off",
        Promise::Beyond(0.5),
    ),
    solution("lab4 --solution, built", "lab4", Floor::Millis(0), "nothing is waited for", Promise::Beyond(0.5)),
    solution("lab5 --solution, built", "lab5", Floor::Millis(420), "two-rates", Promise::Beyond(0.5)),
    solution("lab6 --solution, built", "lab6", Floor::Millis(0), "nothing is waited for", Promise::Beyond(0.5)),
    solution("lab7 --solution, built", "lab7", Floor::Millis(1000), "three times IDLE_MS", Promise::Beyond(1.0)),
    solution(
        "lab8 --solution, built",
        "lab8",
        Floor::Millis(5200),
        "four receivers' last second",
        Promise::Beyond(1.0),
    ),
    hanging("lab1, every program hangs", "lab1"),
    hanging("lab2, every program hangs", "lab2"),
    hanging("lab3, every program hangs", "lab3"),
    hanging("lab4, every program hangs", "lab4"),
    hanging("lab5, every program hangs", "lab5"),
    hanging("lab6, every program hangs", "lab6"),
    Row {
        what: "one line edited, to the verdict",
        run: Run::Edited,
        floor: Floor::Build,
        floor_is: "cargo's own build",
        promise: Promise::Beyond(0.35),
    },
];

const fn solution(
    what: &'static str,
    lab: &'static str,
    floor: Floor,
    floor_is: &'static str,
    promise: Promise,
) -> Row {
    Row { what, run: Run::Solution(lab), floor, floor_is, promise }
}

const fn hanging(what: &'static str, lab: &'static str) -> Row {
    let (floor, promise) = (Floor::Millis(5000), Promise::Within(10.0));
    Row { what, run: Run::Hanging(lab), floor, floor_is: "the patience for a start", promise }
}

impl Run {
    fn time(&self, place: &Place) -> Duration {
        match self {
            Run::Solution(lab) => grade(place, &[lab, "--solution"]),
            Run::Hanging(lab) => hang(place, lab),
            Run::Edited => edited(place),
        }
    }
}

impl Floor {
    fn time(&self, place: &Place) -> Duration {
        match self {
            Floor::Millis(millis) => Duration::from_millis(*millis),
            Floor::NothingToBuild => build(place, "lab1-server-solution"),
            Floor::Build => {
                touch(place);
                build(place, "lab1-server-solution")
            }
        }
    }
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository").to_path_buf();
    let hanging = root.join("target/pace");
    std::fs::create_dir_all(&hanging).expect("a folder below target");
    std::fs::write(hanging.join("hang.sh"), "exec sleep 600\n").expect("a file below target");
    let program = |name: &str| format!("{name} = [\"sh\", \"hang.sh\"]\n");
    let lab =
        |id: &str, names: &[&str]| format!("[{id}]\n{}", names.iter().map(|name| program(name)).collect::<String>());
    let programs: String = checker::labs::LABS.iter().map(|one| lab(one.id, one.programs)).collect();
    std::fs::write(hanging.join("programs.toml"), programs).expect("a file below target");
    // The binary that a learner runs is the one that `cargo checker` builds, without optimisation.
    timed(
        Command::new("cargo").args(["build", "--quiet", "-p", "checker", "--target-dir", "target"]).current_dir(&root),
    );
    let checker = root.join("target/debug/checker");
    let place = Place { root, checker, hanging };
    println!("{:<34} {:>9} {:>9}  {:<26} {:>9}", "", "median", "floor", "", "promised");
    for row in ROWS {
        row.run.time(&place);
        let median_run = median(|| row.run.time(&place).as_secs_f64());
        let floor = median(|| row.floor.time(&place).as_secs_f64());
        let promise = match row.promise {
            Promise::Within(seconds) => seconds,
            Promise::Beyond(seconds) => floor + seconds,
        };
        let kept = if median_run <= promise { "kept" } else { "MISSED" };
        println!(
            "{:<34} {:>7.2} s {:>7.2} s  {:<26} {:>7.2} s  {kept}",
            row.what, median_run, floor, row.floor_is, promise
        );
    }
    if std::env::args().any(|argument| argument == "clone") {
        println!(
            "{:<34} {:>7.2} s {:>19} {:>27.2} s",
            "a fresh clone, to the first verdict",
            clone(&place).as_secs_f64(),
            "",
            60.0
        );
    }
}

fn median(once: impl FnMut() -> f64) -> f64 {
    let mut figures: Vec<f64> = std::iter::repeat_with(once).take(RUNS).collect();
    figures.sort_by(f64::total_cmp);
    figures[RUNS / 2]
}

fn timed(command: &mut Command) -> Duration {
    let began = Instant::now();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().expect("it can be started");
    began.elapsed()
}

fn grade(place: &Place, arguments: &[&str]) -> Duration {
    timed(Command::new(&place.checker).args(arguments).current_dir(&place.root))
}

fn hang(place: &Place, lab: &str) -> Duration {
    timed(Command::new(&place.checker).args([lab, "--submission"]).arg(&place.hanging).current_dir(&place.root))
}

fn build(place: &Place, bin: &str) -> Duration {
    let arguments = ["build", "--quiet", "-p", "solutions", "--bin", bin, "--target-dir", "target/graded"];
    timed(Command::new("cargo").args(arguments).current_dir(&place.root))
}

/// Makes cargo build a solution again, as after an edit.
fn touch(place: &Place) {
    let file = std::fs::File::options().append(true).open(place.root.join("solutions/lab1-echo/server.rs"));
    file.and_then(|file| file.set_modified(std::time::SystemTime::now())).expect("a source of the solutions");
}

fn edited(place: &Place) -> Duration {
    touch(place);
    grade(place, &["lab1", "--solution"])
}

/// What a newcomer waits for: `git clone` is not counted, all compiling is.
fn clone(place: &Place) -> Duration {
    let folder = place.root.join("target/pace/clone");
    let _ = std::fs::remove_dir_all(&folder);
    timed(Command::new("git").args(["clone", "--quiet"]).arg(&place.root).arg(&folder));
    let spent =
        timed(Command::new("cargo").args(["checker", "lab1"]).env_remove("CARGO_TARGET_DIR").current_dir(&folder));
    let _ = std::fs::remove_dir_all(&folder);
    spent
}
