//! The line that makes a box, with the checker in it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::inside::KEPT;

use super::{Built, Checker, Job, Level, is_root, user};

/// Bytes of the folder that a submission has in a box, of `/tmp`, and of `/dev/shm`.
const ROOM: &str = "268435456";
const ROOM_TMP: &str = "67108864";
const ROOM_SHM: &str = "16777216";

/// Processes and threads of a slot's user, for each check that runs: a right server may have a thread for each of a thousand
/// clients from the first on, and a bomb ends.
const PROCESSES: usize = 1500;

/// What the checker needs beside programs of another user: to start, end, and look at them.
const ABILITIES: &[&str] = &[
    "CAP_SETUID",
    "CAP_SETGID",
    "CAP_KILL",
    "CAP_CHOWN",
    "CAP_FOWNER",
    "CAP_SYS_PTRACE",
    "CAP_DAC_READ_SEARCH",
    "CAP_DAC_OVERRIDE",
];

/// The folders that a box has of the machine.
const SYSTEM: &[&str] = &[
    "--ro-bind",
    "/usr",
    "/usr",
    "--symlink",
    "usr/bin",
    "/bin",
    "--symlink",
    "usr/sbin",
    "/sbin",
    "--symlink",
    "usr/lib",
    "/lib",
    "--symlink",
    "usr/lib64",
    "/lib64",
    "--ro-bind",
    "/etc",
    "/etc",
    "--proc",
    "/proc",
    "--dev",
    "/dev",
];

/// Where programs may read in any box, and where they may write beside their own folder.
const READABLE: &[&str] = &["/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc", "/proc"];
const WRITABLE: &[&str] = &["/tmp", "/dev"];
/// Where else in a container, which has what its maker has put into it.
const READABLE_IN_A_CONTAINER: &[&str] = &["/opt", "/sys"];
const WRITABLE_IN_A_CONTAINER: &[&str] = &["/var/tmp"];

/// What the programs of a checker of ours may reach.
struct Reach {
    readable: Vec<PathBuf>,
    writable: Vec<PathBuf>,
}

impl Reach {
    fn in_a_box(tools: &[PathBuf]) -> Reach {
        let paths = |all: &[&str]| all.iter().map(PathBuf::from).collect::<Vec<_>>();
        let readable = [paths(READABLE), tools.to_vec()].concat();
        Reach { readable, writable: paths(WRITABLE) }
    }

    /// The same, and where the commands of this machine are.
    fn in_a_container(tools: &[PathBuf]) -> Reach {
        let mut reach = Reach::in_a_box(tools);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let commands = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
        let homes = commands.map(|folder| match (folder.ends_with("bin"), folder.parent()) {
            (true, Some(home)) if home.parent().is_some() => home.to_owned(),
            _ => folder,
        });
        reach.readable.extend(READABLE_IN_A_CONTAINER.iter().map(PathBuf::from).chain(homes));
        reach.writable.extend(WRITABLE_IN_A_CONTAINER.iter().map(PathBuf::from));
        reach
    }
}

/// The command that grades in a box of this level. It writes `report.json` into the output.
pub fn command(level: Level, job: &Job) -> Command {
    let own = user(job.slot).filter(|_| is_root());
    // A box that needs one is not made where there is none: `probe` says so.
    let user = own.unwrap_or_default();
    match level {
        Level::None => direct(job, &[]),
        Level::Uid => direct(job, &["--as".to_owned(), user.to_string()]),
        Level::Half => {
            let mut command = match own {
                Some(user) => as_user(user),
                None => Command::new("bwrap"),
            };
            command.args(["--unshare-all", "--unshare-user"]);
            boxed(command, job, &[], "", &[])
        }
        Level::Full => {
            let mut command = Command::new("bwrap");
            command.args(["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]);
            boxed(
                command,
                job,
                ABILITIES,
                &format!("chown -R {user}:{user} /submission && "),
                &["--as".to_owned(), user.to_string()],
            )
        }
    }
}

/// What root starts as a user who can't become anybody else.
fn as_user(user: u32) -> Command {
    let mut command = Command::new("setpriv");
    let id = user.to_string();
    command.args(["--reuid", &id, "--regid", &id, "--clear-groups", "--no-new-privs", "--bounding-set", "-all"]);
    command.args(["--", "bwrap"]);
    command
}

/// Without a box; where the system can, the checker is told to end when whoever started it does.
fn direct(job: &Job, more: &[String]) -> Command {
    let processes = processes(job);
    let limits: &[&str] = if more.is_empty() { &[] } else { &["prlimit", &processes] };
    let dies: &[&str] = if cfg!(target_os = "linux") { &["setpriv", "--pdeathsig", "TERM", "--"] } else { &[] };
    let mut words = limits.iter().chain(dies).map(OsString::from).chain([job.checker.file().into()]);
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words);
    let reach = (!more.is_empty()).then(|| Reach::in_a_container(job.tools));
    with_arguments(command, job, more, reach, [job.input, job.output, job.turns.unwrap_or(Path::new(""))])
}

/// The limit of processes, as prlimit(1) takes it; one share more is for what builds and for the checker itself.
fn processes(job: &Job) -> String {
    format!("--nproc={}", PROCESSES * (job.jobs + 1))
}

fn with_arguments(
    mut command: Command,
    job: &Job,
    more: &[String],
    reach: Option<Reach>,
    [input, output, turns]: [&Path; 3],
) -> Command {
    let is_ours = matches!(job.checker, Checker::Ours(_));
    command
        .args(is_ours.then_some("inside"))
        .args(&job.arguments)
        .arg("--jobs")
        .arg(job.jobs.to_string())
        .args(more)
        .arg("--submission")
        .arg(input);
    match (is_ours, reach) {
        (true, Some(Reach { readable, writable })) => {
            for place in &readable {
                command.arg("--readable").arg(place);
            }
            for place in &writable {
                command.arg("--writable").arg(place);
            }
        }
        (true, None) => {}
        (false, _) => {
            command.args(["--format", "json"]);
        }
    }
    if is_ours {
        command.args(["--cpu", &job.cpu.to_string()]);
        match job.built {
            Built::Anew => {}
            Built::AndKept => drop(command.arg("--keep")),
            Built::Before => drop(command.arg("--built")),
        }
        command.args(job.turns.is_some().then_some("--turns")).args(job.turns.map(|_| turns));
    }
    command.arg("--output").arg(output.join("report.json"));
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

/// In a box that begins with these words.
fn boxed(mut command: Command, job: &Job, abilities: &[&str], first: &str, more: &[String]) -> Command {
    command.args(["--die-with-parent", "--new-session", "--cap-drop", "ALL"]);
    for ability in abilities {
        command.args(["--cap-add", ability]);
    }
    command.args(["--hostname", "box", "--clearenv", "--setenv", "HOME", "/tmp", "--setenv", "LANG", "C.UTF-8"]);
    let path = job.tools.iter().map(|tool| format!("{}/bin:", tool.display())).collect::<String>() + "/usr/bin:/bin";
    command.args(["--setenv", "PATH", &path]).args(SYSTEM);
    command.args(["--perms", "1777", "--size", ROOM_SHM, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]);
    command.args(["--perms", "1777", "--size", ROOM_TMP, "--tmpfs", "/tmp", "--size", ROOM, "--tmpfs", "/submission"]);
    for tool in job.tools {
        // The folders above it belong to the box, and whoever is in it may go through them.
        let above: Vec<&Path> = tool.ancestors().skip(1).filter(|folder| folder.parent().is_some()).collect();
        for folder in above.iter().rev() {
            command.args(["--perms", "0755", "--dir"]).arg(folder);
        }
        command.arg("--ro-bind").args([tool, tool]);
    }
    command.arg("--ro-bind").arg(job.checker.file()).arg("/checker").arg("--ro-bind").arg(job.input).arg("/in");
    if let Some(turns) = job.turns {
        command.arg("--ro-bind").arg(turns).arg("/turns");
    }
    command.arg("--bind").arg(job.output).arg("/reports").args(["--remount-ro", "/", "--chdir", "/submission", "--"]);
    let unpack = match job.built {
        Built::Before => format!("tar -C /submission --no-same-owner -xpf /in/{KEPT}"),
        Built::Anew | Built::AndKept => "cp -R /in/. /submission".to_owned(),
    };
    // What the processors did is known only inside.
    let script = format!(
        "{unpack} && chmod -R u+w /submission && {first}\
         {{ /checker \"$@\"; status=$?; times >/reports/times; exit $status; }}"
    );
    command.args(["prlimit", &processes(job), "/bin/sh", "-c", &script, "sh"]);
    with_arguments(
        command,
        job,
        more,
        Some(Reach::in_a_box(job.tools)),
        ["/submission", "/reports", "/turns"].map(Path::new),
    )
}
