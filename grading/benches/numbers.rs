//! What grading a class costs, in processor seconds, which do not depend on who else is on the machine, beside what it is
//! to cost: `cargo bench -p grading`. Words behind `--` choose: `languages`, `worst`, `intake`, `boxes`, or a language.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use checker::labs::LABS;
use grading::boxes::{self, Level};
use grading::unit::{State, Unit};
use nix::sys::resource::{UsageWho, getrusage};
use tempfile::TempDir;

/// Right programs, and how many hand-ins of five labs a core is to grade in an hour.
const LANGUAGES: &[(&str, f64)] =
    &[("python", 450.0), ("c", 450.0), ("node", 450.0), ("rust", 450.0), ("java", 110.0), ("csharp", 110.0)];
/// Programs that cost as much as they can.
const WORST: &[(&str, &str)] = &[
    ("hangs", "import time\nwhile True: time.sleep(1000)\n"),
    ("spins", "while True: pass\n"),
    (
        "listens and hangs",
        "import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 0))\ns.listen(200)\n\
         print('listening on 127.0.0.1:%d' % s.getsockname()[1], flush=True)\nheld = []\nwhile True: held.append(s.accept())\n",
    ),
    (
        "listens and spins",
        "import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 0))\ns.listen(200)\ns.setblocking(False)\n\
         print('listening on 127.0.0.1:%d' % s.getsockname()[1], flush=True)\nheld = []\nwhile True:\n    try: held.append(s.accept())\n    except OSError: pass\n",
    ),
];
const LAB_COUNT: usize = 5;

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let wants = |word: &str| words.is_empty() || words.iter().any(|one| one == word);
    let level = [Level::Full, Level::Half].into_iter().find(|level| boxes::probe(*level).is_ok());
    let level = level.context("this machine has no box")?;
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    println!(
        "box {}, {} cores, of which {load} were wanted in the last minute",
        level.name(),
        grading::machine::cores()
    );
    if wants("boxes") {
        of_boxes(level);
    }
    for (language, goal) in LANGUAGES {
        if wants("languages") || wants(language) {
            of_a_language(level, language, *goal)?;
        }
    }
    if wants("worst") {
        of_the_worst(level)?;
    }
    if wants("intake") {
        of_the_intake()?;
    }
    Ok(())
}

fn row(what: &str, figure: String, goal: &str, is_kept: bool) {
    println!("{what:<44} {figure:>34}   goal {goal:<22} {}", if is_kept { "kept" } else { "MISSED" });
}

/// What all that was started and has ended has used of the processors.
fn used() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system tells");
    let micros = [usage.user_time(), usage.system_time()].map(|time| time.tv_sec() * 1_000_000 + time.tv_usec());
    Duration::from_micros(micros.iter().sum::<i64>().unsigned_abs())
}

/// The median of what it takes to make a box, in which a program does nothing.
fn of_boxes(level: Level) {
    let start = || {
        let began = Instant::now();
        boxes::probe(level).map(|()| began.elapsed()).unwrap_or_default()
    };
    let before = used();
    let mut all: Vec<Duration> = (0..51).map(|_| start()).collect();
    let each = (used() - before) / 51;
    all.sort();
    row(
        "a box is made",
        format!("{:.1} ms, {:.1} CPU ms", all[25].as_secs_f64() * 1000.0, each.as_secs_f64() * 1000.0),
        "10 ms",
        all[25] < Duration::from_millis(10),
    );
}

/// A hand-in of five labs, graded alone: processor seconds, and bytes that are kept of it.
fn of_a_language(level: Level, language: &str, goal: f64) -> anyhow::Result<()> {
    let room = Room::new()?;
    right(language, &room.0.path().join("from/right"))?;
    let units = room.graded(level)?;
    ensure!(units.len() == LAB_COUNT, "{language} has programs for {} labs", units.len());
    for unit in &units {
        let points = unit.report.iter().flat_map(|report| &report.labs).map(|lab| (lab.earned, lab.points)).next();
        let is_whole = unit.state == State::Graded && points.is_some_and(|(earned, points)| earned == points);
        if !is_whole {
            println!("{language}, {}: {:?}, {points:?} points, {:?}", unit.lab, unit.state, unit.why);
        }
    }
    let cpu = seconds(units.iter().filter_map(|unit| unit.cpu_millis).sum());
    let each = units.iter().map(|unit| format!("{:.1}", seconds(unit.cpu_millis.unwrap_or(0)))).collect::<Vec<_>>();
    let hourly = 3600.0 / cpu;
    row(
        &format!("{language}: CPU s of five labs ({})", each.join(" ")),
        format!("{cpu:.1} s, {hourly:.0} an hour and core"),
        &format!("{goal:.0}"),
        hourly >= goal,
    );
    room.run(&["show", "class"])?;
    let (json, page) = (size(&room.0.path().join("class/out"))?, size(&room.0.path().join("class/page"))?);
    row(&format!("{language}: JSON kept"), format!("{} KB", json / 1000), "150 KB", json <= 150_000);
    row(&format!("{language}: the page"), format!("{} KB", page / 1000), "300 KB", page <= 300_000);
    Ok(())
}

/// Of each kind the lab that costs most.
fn of_the_worst(level: Level) -> anyhow::Result<()> {
    for (kind, source) in WORST {
        let room = Room::new()?;
        let folder = room.0.path().join("from/worst");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("p.py"), source)?;
        let mut toml = String::new();
        for lab in LABS.iter().take(LAB_COUNT) {
            toml.push_str(&format!("[{}]\n", lab.id));
            lab.programs.iter().for_each(|program| toml.push_str(&format!("{program} = [\"python3\", \"p.py\"]\n")));
        }
        fs::write(folder.join("programs.toml"), toml)?;
        let units = room.graded(level)?;
        let most =
            |of: fn(&Unit) -> u64| units.iter().map(|unit| (of(unit), unit.lab.clone())).max().unwrap_or_default();
        let (wall, of_wall) = most(|unit| unit.millis);
        let (cpu, of_cpu) = most(|unit| unit.cpu_millis.unwrap_or(0));
        let figure = format!("{:.0} s ({of_wall}), {:.1} CPU s ({of_cpu})", seconds(wall), seconds(cpu));
        let is_kept = wall <= 90_000 && cpu <= 60_000 && units.iter().all(|unit| unit.state == State::Graded);
        row(&format!("{kind}: the dearest lab"), figure, "90 s, 60 CPU s, graded", is_kept);
    }
    Ok(())
}

/// 200 zips of 5 MB, which can't be pressed.
fn of_the_intake() -> anyhow::Result<()> {
    let room = Room::new()?;
    let mut random = checker::random::Random::new(7);
    let bytes: Vec<u8> = (0..5_000_000).map(|_| random.below(256) as u8).collect();
    let toml = b"[lab1]\nserver = [\"true\"]\nclient = [\"true\"]\n".to_vec();
    let files = BTreeMap::from([("programs.toml".to_owned(), toml), ("data".to_owned(), bytes)]);
    fs::create_dir_all(room.0.path().join("from"))?;
    let zip = zipped(&files)?;
    for at in 0..200 {
        fs::write(room.0.path().join(format!("from/s{at:03}.zip")), &zip)?;
    }
    let (began, before) = (Instant::now(), used());
    room.run(&["take", "from", "--into", "class"])?;
    let (took, cpu) = (began.elapsed(), used() - before);
    let figure = format!("{:.1} s, {:.1} CPU s", took.as_secs_f64(), cpu.as_secs_f64());
    row("intake of 200 zips of 5 MB", figure, "10 s", took <= Duration::from_secs(10));
    Ok(())
}

fn zipped(files: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(path, zip::write::SimpleFileOptions::default())?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Right programs of all labs in a language: the tests' own, or the reference answers in the course's crate.
fn right(language: &str, into: &Path) -> anyhow::Result<()> {
    let root = root();
    match language {
        "rust" => {}
        "csharp" => return copy(&root.join("solutions/peers/csharp"), into),
        _ => return copy(&root.join("checker/tests/programs").join(language), into),
    }
    fs::create_dir_all(into.join("exercises"))?;
    fs::copy(root.join("exercises/Cargo.toml"), into.join("exercises/Cargo.toml"))?;
    for lab in LABS.iter().take(LAB_COUNT) {
        copy(&root.join("solutions").join(lab.folder), &into.join("exercises").join(lab.folder))?;
    }
    Ok(())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    grading::run::copying::copy(from, to)
}

fn seconds(millis: u64) -> f64 {
    millis as f64 / 1000.0
}

/// Bytes of all files below a folder.
fn size(folder: &Path) -> anyhow::Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        sum += if entry.file_type()?.is_dir() { size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(sum)
}

struct Room(TempDir);

impl Room {
    fn new() -> anyhow::Result<Room> {
        Ok(Room(tempfile::tempdir()?))
    }

    fn run(&self, words: &[&str]) -> anyhow::Result<()> {
        let output =
            Command::new(env!("CARGO_BIN_EXE_checker-grade")).args(words).current_dir(self.0.path()).output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(matches!(output.status.code(), Some(0 | 1 | 3)), "{words:?}: {said}");
        Ok(())
    }

    /// Takes what is in `from`, and grades the first five labs of it, one after the other.
    fn graded(&self, level: Level) -> anyhow::Result<Vec<Unit>> {
        self.run(&["take", "from", "--into", "class", "--seed", "7", "--course", &root().display().to_string()])?;
        let labs: Vec<&str> = LABS.iter().take(LAB_COUNT).map(|lab| lab.id).collect();
        self.run(&[&["run", "class"], &labs[..], &["--slots", "1", "--box", level.name()]].concat())?;
        let mut units = Vec::new();
        for id in fs::read_dir(self.0.path().join("class/out"))? {
            let folder = id?.path();
            for file in labs.iter().flat_map(|lab| grading::unit::files(&folder.join(lab))) {
                units.push(grading::unit::read(&file)?);
            }
        }
        Ok(units)
    }
}
