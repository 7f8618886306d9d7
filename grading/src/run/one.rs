//! One unit: a fresh copy of the hand-in goes into a box with the checker, and the report comes out of it.

use std::fs::{self, File, Permissions};
use std::io::Read;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use checker::labs::LABS;
use checker::verdict::{Report, Verdict};
use nix::fcntl::OFlag;
use nix::sys::signal::Signal;
use nix::sys::wait::{Id, WaitPidFlag, waitid};
use nix::unistd::Pid;
use tempfile::TempDir;

use super::builds::Builds;
use super::copying::{copy, own};
use super::ended::Running;
use super::tools::Tools;
use crate::boxes::{self, Checker, Job, Level};
use crate::class::Class;
use crate::class::record::Record;
use crate::locks::Locks;
use crate::machine::{self, Machine};
use crate::turns;
use crate::unit::{self, State, Unit, Wanted};

/// Bytes that a report may have.
const LARGEST: u64 = 256 * 1024 * 1024;
/// Bytes of the checker's complaints that are kept, the last ones.
const KEPT: usize = 2000;
/// What the checker is given to end by itself, where it has no box that ends with it.
const GRACE: Duration = Duration::from_secs(10);

/// What all units share.
pub struct Bench<'a> {
    class: &'a Class,
    records: &'a [Record],
    tools: &'a Tools,
    machine: Machine,
    /// Where the copies and the reports of the slots are, and the checker where everybody may read it.
    room: TempDir,
    checker: Checker,
    locks: Locks,
    /// The tokens that the slots share.
    turns: Option<PathBuf>,
    /// What is built once for several.
    pub builds: Builds,
    /// Whether it goes on.
    pub running: Running,
}

impl<'a> Bench<'a> {
    /// Makes room for units.
    ///
    /// # Errors
    /// There is none.
    pub fn new(
        class: &'a Class,
        records: &'a [Record],
        tools: &'a Tools,
        checker: &Checker,
        units: &[Wanted],
        running: Running,
    ) -> anyhow::Result<Bench<'a>> {
        let room = room()?;
        let mut checker = checker.clone();
        if boxes::is_root() {
            // Whom the programs become can't look into root's own folders.
            fs::set_permissions(room.path(), Permissions::from_mode(0o711))?;
            let copy = room.path().join("checker");
            let file = checker.file();
            fs::copy(file, &copy).with_context(|| format!("cannot copy {}", file.display()))?;
            checker = checker.at(copy);
        }
        let locks = boxes::locks(class.settings.level, &checker);
        let turns = boxes::sharers(class.settings.level, locks).map(|mode| (room.path().join("turns"), mode));
        if let Some((folder, mode)) = &turns {
            turns::make(folder, machine::cores(), *mode)?;
        }
        let turns = turns.map(|(folder, _)| folder);
        let builds = Builds::new(room.path().join("built"), class, records, tools, units, &checker, locks);
        Ok(Bench { class, records, tools, machine: machine::this(), room, checker, locks, turns, builds, running })
    }
}

/// A folder of its own; one that belonged to a run which was killed is removed.
fn room() -> anyhow::Result<TempDir> {
    const NAME: &str = "checker-grade-run-";
    for entry in fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let maker = name.strip_prefix(NAME).and_then(|rest| rest.rsplit_once('-')).map(|(maker, _)| maker);
        if maker.is_some_and(machine::has_ended) {
            // Somebody else's can't be removed, and need not be.
            fs::remove_dir_all(entry.path()).ok();
        }
    }
    let prefix = format!("{NAME}{}-", machine::this_process());
    tempfile::Builder::new().prefix(&prefix).tempdir().context("cannot make a temporary folder")
}

/// Runs a unit in a slot and writes what came of it; nothing where a person has ended the run.
///
/// # Errors
/// The machine's own trouble.
pub fn run(bench: &Bench, slot: usize, jobs: usize, wanted: &Wanted, tries: u32) -> anyhow::Result<Option<Unit>> {
    let settings = &bench.class.settings;
    let place = bench.room.path().join(format!("slot{slot}"));
    let (built, packed) = bench.builds.begin(wanted);
    prepare(bench, slot, wanted, &place)?;
    let (input, output, said) = (packed.unwrap_or(place.join("in")), place.join("out"), place.join("said"));
    let options = [("--seed", wanted.seed), ("--patience", settings.patience)];
    let options = options.iter().flat_map(|(option, value)| [(*option).to_owned(), value.to_string()]);
    let arguments = std::iter::once(wanted.lab.to_owned()).chain(options).collect();
    let tools = &bench.tools.folders;
    let (checker, turns) = (&bench.checker, bench.turns.as_deref());
    let job =
        Job { slot, built, checker, input: &input, output: &output, tools, turns, cpu: settings.cpu, jobs, arguments };
    let mut command = boxes::command(settings.level, &job);
    command.stderr(Stdio::from(File::create(&said)?));
    let began = Instant::now();
    let ended = wait(&bench.running, &mut command, settings.level, Duration::from_secs(settings.wall))?;
    if settings.level == Level::Uid {
        end_user(slot);
    }
    bench.builds.end(wanted, built, &output);
    let millis = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    if bench.running.is_over() {
        return Ok(None);
    }
    let report = verdict(wanted, ended, &output.join("report.json"), settings.wall, &said);
    let unit = Unit { tries, millis, cpu_millis: cpu(&output.join("times")), ..of(bench, wanted, report) };
    unit::write(bench.class, &unit)?;
    Ok(Some(unit))
}

/// The unit by its report, or by why there is none.
fn of(bench: &Bench, wanted: &Wanted, report: Result<Report, String>) -> Unit {
    let (state, why, report) = match report {
        Ok(report) => (state(&report), None, Some(report)),
        Err(why) => (State::Stopped, Some(why), None),
    };
    Unit {
        schema: 1,
        key: wanted.key.clone(),
        id: wanted.id.clone(),
        lab: wanted.lab.to_owned(),
        run: wanted.run,
        seed: wanted.seed,
        level: bench.class.settings.level,
        locks: bench.locks,
        state,
        why,
        tries: 0,
        millis: 0,
        cpu_millis: None,
        machine: bench.machine.clone(),
        report,
    }
}

/// A fresh copy, and an empty folder for the report.
fn prepare(bench: &Bench, slot: usize, wanted: &Wanted, place: &Path) -> anyhow::Result<()> {
    if place.exists() {
        fs::remove_dir_all(place).with_context(|| format!("cannot remove {}", place.display()))?;
    }
    let (input, output) = (place.join("in"), place.join("out"));
    fs::create_dir_all(&output)?;
    fs::create_dir_all(&input)?;
    let record = bench.records.iter().find(|record| record.id == wanted.id);
    let lab = record.and_then(|record| record.labs.get(wanted.lab));
    let lab = lab.with_context(|| format!("{} has no {}", wanted.id, wanted.lab))?;
    let folder = bench.class.hand_in(&wanted.id).join(&lab.folder);
    match lab.is_crate {
        true => bench.tools.crate_to_grade(&folder, &input, wanted.lab)?,
        false => copy(&folder, &input)?,
    }
    let (of_input, of_output) = boxes::owners(bench.class.settings.level, slot);
    if let Some(user) = of_input {
        own(&input, user)?;
    }
    if let Some(user) = of_output {
        own(&output, user)?;
    }
    for folder in [&input, &output] {
        fs::set_permissions(folder, Permissions::from_mode(0o700))?;
    }
    if boxes::is_root() {
        fs::set_permissions(place, Permissions::from_mode(0o711))?;
    }
    Ok(())
}

/// Runs it for so long at most; none where it did not end by itself.
fn wait(running: &Running, command: &mut Command, level: Level, wall: Duration) -> anyhow::Result<Option<ExitStatus>> {
    let program = command.get_program().to_string_lossy().into_owned();
    let child = command.spawn().with_context(|| format!("cannot start {program}"))?;
    let pid = Pid::from_raw(i32::try_from(child.id())?);
    // A box ends with its first process; a checker without one ends what it has started.
    let signal = if level >= Level::Half { Signal::SIGKILL } else { Signal::SIGTERM };
    running.add(pid, signal);
    let (tell, told) = channel();
    let others = running.clone();
    let reap = move || tell.send(reaped(&others, child, pid)).ok();
    thread::Builder::new().name("unit-exit".to_owned()).spawn(reap).context("cannot start a thread")?;
    match told.recv_timeout(wall) {
        Ok(status) => status.map(Some),
        Err(RecvTimeoutError::Disconnected) => Ok(None),
        Err(RecvTimeoutError::Timeout) => {
            running.end(pid, signal);
            if told.recv_timeout(GRACE).is_err() {
                running.end(pid, Signal::SIGKILL);
                told.recv().ok();
            }
            Ok(None)
        }
    }
}

/// Its number is given up only once nobody sends it a signal any more.
fn reaped(running: &Running, mut child: Child, pid: Pid) -> anyhow::Result<ExitStatus> {
    while waitid(Id::Pid(pid), WaitPidFlag::WEXITED | WaitPidFlag::WNOWAIT) == Err(nix::errno::Errno::EINTR) {}
    running.remove(pid);
    child.wait().context("cannot wait for the checker")
}

/// Ends whatever still runs as the user of a slot.
fn end_user(slot: usize) {
    let Some(user) = boxes::user(slot).map(|user| user.to_string()) else { return };
    // It ends itself, too; that nothing was left is no failure.
    let ends = ["--reuid", &user, "--regid", &user, "--clear-groups", "sh", "-c", "kill -KILL -1"];
    Command::new("setpriv").args(ends).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().ok();
}

/// The report, or why there is none.
fn verdict(wanted: &Wanted, ended: Option<ExitStatus>, file: &Path, wall: u64, said: &Path) -> Result<Report, String> {
    let Some(status) = ended else {
        return Err(format!("it was not done after {wall} s (`wall` in class.toml), and was ended"));
    };
    let report = read(file).and_then(|report| is_ours(report, wanted));
    report.map_err(|error| {
        let said = fs::read(said).unwrap_or_default();
        let tail = String::from_utf8_lossy(&said[said.len().saturating_sub(KEPT)..]).trim().to_owned();
        format!("the checker left no report ({status}; {error:#}); it said: {tail:?}")
    })
}

/// In some boxes a program may write beside the report: a link is not followed, and no file is read without end.
fn read(file: &Path) -> anyhow::Result<Report> {
    let flags = (OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK).bits();
    let open = File::options().read(true).custom_flags(flags).open(file).context("it can't be opened")?;
    let about = open.metadata()?;
    ensure!(about.is_file() && about.len() <= LARGEST, "it is no file, or too large");
    let mut text = String::new();
    open.take(LARGEST).read_to_string(&mut text).context("it can't be read")?;
    serde_json::from_str(&text).context("it is no report")
}

/// The report of just this unit, with nothing of this machine in it.
fn is_ours(mut report: Report, wanted: &Wanted) -> anyhow::Result<Report> {
    let lab = LABS.iter().find(|lab| lab.id == wanted.lab).context("there is no such lab")?;
    ensure!(report.seed == wanted.seed && report.labs.len() == 1, "it is of another run");
    let graded = &report.labs[0];
    let ids: Vec<(&str, u32)> = graded.checks.iter().map(|check| (check.id.as_str(), check.points)).collect();
    let known: Vec<(&str, u32)> = lab.checks.iter().map(|check| (check.id, check.points)).collect();
    let earned = graded.checks.iter().map(|check| check.earned).sum::<u32>();
    let is_sound = |check: &checker::verdict::CheckReport| {
        check.earned == if check.verdict == Verdict::Pass { check.points } else { 0 }
    };
    ensure!(graded.id == lab.id && ids == known, "it is of other checks");
    ensure!(earned == graded.earned && graded.checks.iter().all(is_sound), "its points are not those of its verdicts");
    report.submission.clone_from(&wanted.id);
    report.folder = None;
    Ok(report)
}

fn state(report: &Report) -> State {
    let any = |wanted| report.labs.iter().any(|lab| lab.count(wanted) > 0);
    if any(Verdict::Inconclusive) { State::Inconclusive } else { State::Graded }
}

/// What the shell says of its children, the second line: `0m1.52s 0m0.31s`.
fn cpu(file: &Path) -> Option<u64> {
    let said = read_short(file)?;
    let seconds = |word: &str| {
        let (minutes, seconds) = word.strip_suffix('s')?.split_once('m')?;
        Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
    };
    let sum = said.lines().nth(1)?.split_whitespace().map(seconds).sum::<Option<f64>>()?;
    Some((sum * 1000.0) as u64)
}

fn read_short(file: &Path) -> Option<String> {
    let open =
        File::options().read(true).custom_flags((OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK).bits()).open(file).ok()?;
    let mut text = String::new();
    open.take(1000).read_to_string(&mut text).ok()?;
    Some(text)
}
