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
    /// What a run does, and what only its floor does.
    run: fn(&Place) -> Duration,
    floor: fn(&Place) -> Duration,
    floor_is: &'static str,
    /// What is promised, in seconds.
    promise: fn(floor: f64) -> f64,
}

struct Place {
    root: PathBuf,
    checker: PathBuf,
    hanging: PathBuf,
}

const ROWS: &[Row] = &[
    Row {
        what: "lab1 --solution, built",
        run: |place| grade(place, &["lab1", "--solution"]),
        floor: |place| build(place, "lab1-server-solution"),
        floor_is: "cargo with nothing to do",
        promise: |_| 0.35,
    },
    Row {
        what: "lab2 --solution, built",
        run: |place| grade(place, &["lab2", "--solution"]),
        floor: |_| Duration::from_millis(900),
        floor_is: "three tries of 300 ms",
        promise: |floor| floor + 0.5,
    },
    Row {
        what: "lab3 --solution, built",
        run: |place| grade(place, &["lab3", "--solution"]),
        floor: |_| Duration::from_millis(6600),
        floor_is: "ten pauses of client-backs-off",
        promise: |floor| floor + 0.5,
    },
    Row {
        what: "lab4 --solution, built",
        run: |place| grade(place, &["lab4", "--solution"]),
        floor: |_| Duration::from_millis(0),
        floor_is: "nothing is waited for",
        promise: |floor| floor + 0.5,
    },
    Row {
        what: "lab5 --solution, built",
        run: |place| grade(place, &["lab5", "--solution"]),
        floor: |_| Duration::from_millis(420),
        floor_is: "two-rates",
        promise: |floor| floor + 0.5,
    },
    Row {
        what: "lab6 --solution, built",
        run: |place| grade(place, &["lab6", "--solution"]),
        floor: |_| Duration::from_millis(0),
        floor_is: "nothing is waited for",
        promise: |floor| floor + 0.5,
    },
    Row {
        what: "lab7 --solution, built",
        run: |place| grade(place, &["lab7", "--solution"]),
        floor: |_| Duration::from_millis(1000),
        floor_is: "three times IDLE_MS",
        promise: |floor| floor + 1.0,
    },
    Row {
        what: "lab8 --solution, built",
        run: |place| grade(place, &["lab8", "--solution"]),
        floor: |_| Duration::from_millis(5200),
        floor_is: "four receivers' last second",
        promise: |floor| floor + 1.0,
    },
    Row {
        what: "lab1, every program hangs",
        run: |place| hang(place, "lab1"),
        floor: |_| Duration::from_secs(5),
        floor_is: "the patience for a start",
        promise: |_| 10.0,
    },
    Row {
        what: "lab2, every program hangs",
        run: |place| hang(place, "lab2"),
        floor: |_| Duration::from_secs(5),
        floor_is: "the patience for a start",
        promise: |_| 10.0,
    },
    Row {
        what: "lab3, every program hangs",
        run: |place| hang(place, "lab3"),
        floor: |_| Duration::from_secs(5),
        floor_is: "the patience for a start",
        promise: |_| 10.0,
    },
    Row {
        what: "lab4, every program hangs",
        run: |place| hang(place, "lab4"),
        floor: |_| Duration::from_secs(5),
        floor_is: "the patience for a start",
        promise: |_| 10.0,
    },
    Row {
        what: "lab5, every program hangs",
        run: |place| hang(place, "lab5"),
        floor: |_| Duration::from_secs(5),
        floor_is: "the patience for a start",
        promise: |_| 10.0,
    },
    Row {
        what: "lab6, every program hangs",
        run: |place| hang(place, "lab6"),
        floor: |_| Duration::from_secs(5),
        floor_is: "the patience for a start",
        promise: |_| 10.0,
    },
    Row {
        what: "one line edited, to the verdict",
        run: edited,
        floor: |place| {
            touch(place);
            build(place, "lab1-server-solution")
        },
        floor_is: "cargo's own build",
        promise: |floor| floor + 0.35,
    },
];

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
        (row.run)(&place);
        let median_run = median(|| (row.run)(&place).as_secs_f64());
        let floor = median(|| (row.floor)(&place).as_secs_f64());
        let promise = (row.promise)(floor);
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
