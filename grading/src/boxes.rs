//! The boxes: what each keeps from the programs of strangers, whether this machine can make it, and the line that does.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use nix::unistd::Uid;
use serde::{Deserialize, Serialize};

/// How far programs are kept from the machine and from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Not at all: for programs that are trusted (`--trust`).
    None,
    /// A user of its own for each (root, in a container).
    Uid,
    /// A box around the checker and the programs (bubblewrap).
    Half,
    /// That box, and in it the programs are another user than the checker (bubblewrap, as root).
    Full,
}

/// What each level promises, in the words that are printed and shown.
pub const PROMISES: &[(Level, &str)] = &[
    (Level::None, "nothing is kept from the programs; nothing of them is left when a lab has been graded"),
    (
        Level::Uid,
        "each slot has a user of its own: other hand-ins, results and the checker are out of reach; \
         /etc, the network and the disk are not",
    ),
    (
        Level::Half,
        "no files but /usr and /etc, no network but its own loopback, nothing left running; \
         a program could still reach the checker beside it and its report",
    ),
    (
        Level::Full,
        "no files but /usr and /etc, no network but its own loopback, nothing left running; \
         checker and report belong to another user",
    ),
];

/// The users whom the programs become: each run has so many of its own, each slot one of them, above those of persons.
const USERS: u32 = 1000;
const FIRST_USER: u32 = 100_000;
/// Bytes of the folder that a submission has in a box, of `/tmp`, and of `/dev/shm`.
const ROOM: &str = "268435456";
const ROOM_TMP: &str = "67108864";
const ROOM_SHM: &str = "16777216";

/// Processes and threads of a slot's user: a right server may have a thread for each of a thousand clients, and a bomb ends.
const PROCESSES: &str = "--nproc=2500";

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

impl Level {
    /// As it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Level::None => "none",
            Level::Uid => "uid",
            Level::Half => "half",
            Level::Full => "full",
        }
    }

    /// What it promises.
    pub fn promise(self) -> &'static str {
        PROMISES.iter().find(|(level, _)| *level == self).map_or("", |(_, promise)| promise)
    }

    /// Whether a program could read what is the grader's, and so show it in its report.
    pub fn hides_nothing(self) -> bool {
        self == Level::None
    }
}

/// What goes into a box, and out of it.
pub struct Job<'a> {
    /// Which slot: each has a user of its own.
    pub slot: usize,
    /// The checker.
    pub checker: &'a Path,
    /// The folder that is graded: a copy, which nobody else has.
    pub input: &'a Path,
    /// The folder for the report.
    pub output: &'a Path,
    /// What else is to be read in the box, at the place where it is.
    pub tools: &'a [PathBuf],
    /// More arguments of the checker.
    pub arguments: Vec<String>,
}

/// The user of a slot: no other run on this machine has it, so none takes its processes, nor ends them.
pub fn user(slot: usize) -> u32 {
    let slot = u32::try_from(slot).unwrap_or(0) % USERS;
    FIRST_USER + std::process::id() % 1_000_000 * USERS + slot
}

/// Whether whoever runs this is root.
pub fn is_root() -> bool {
    Uid::effective().is_root()
}

/// Who has to own the input and the output of a slot.
pub fn owners(level: Level, slot: usize) -> (Option<u32>, Option<u32>) {
    let user = is_root().then(|| user(slot));
    match level {
        Level::Half => (user, user),
        Level::Uid => (user, None),
        Level::Full | Level::None => (None, None),
    }
}

/// The command that grades in a box of this level. It writes `report.json` into the output.
pub fn command(level: Level, job: &Job) -> Command {
    let user = user(job.slot);
    match level {
        Level::None => direct(job, &[]),
        Level::Uid => direct(job, &["--as".to_owned(), user.to_string()]),
        Level::Half if is_root() => {
            let mut command = Command::new("setpriv");
            let id = user.to_string();
            command.args([
                "--reuid",
                &id,
                "--regid",
                &id,
                "--clear-groups",
                "--no-new-privs",
                "--bounding-set",
                "-all",
            ]);
            command.args(["--", "bwrap", "--unshare-all", "--unshare-user"]);
            boxed(command, job, &[], "", &[])
        }
        Level::Half => {
            let mut command = Command::new("bwrap");
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

/// Without a box; where the system can, the checker is told to end when whoever started it does.
fn direct(job: &Job, more: &[String]) -> Command {
    let limits: &[&str] = if more.is_empty() { &[] } else { &["prlimit", PROCESSES] };
    let dies: &[&str] = if cfg!(target_os = "linux") { &["setpriv", "--pdeathsig", "TERM", "--"] } else { &[] };
    let mut words = limits.iter().chain(dies).map(OsString::from).chain([job.checker.into()]);
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words);
    with_arguments(command, job, more, job.input, job.output)
}

fn with_arguments(mut command: Command, job: &Job, more: &[String], input: &Path, output: &Path) -> Command {
    command.args(&job.arguments).args(more).arg("--submission").arg(input);
    command.args(["--format", "json", "--output"]).arg(output.join("report.json"));
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
    command.arg("--ro-bind").arg(job.checker).arg("/checker").arg("--ro-bind").arg(job.input).arg("/in");
    command.arg("--bind").arg(job.output).arg("/reports").args(["--remount-ro", "/", "--chdir", "/submission", "--"]);
    // What the processors did is known only inside.
    let script = format!(
        "cp -R /in/. /submission && chmod -R u+w /submission && {first}\
         {{ /checker \"$@\"; status=$?; times >/reports/times; exit $status; }}"
    );
    command.args(["prlimit", PROCESSES, "/bin/sh", "-c", &script, "sh"]);
    with_arguments(command, job, more, Path::new("/submission"), Path::new("/reports"))
}

/// Whether this machine can make such a box: it is tried with a program that does nothing.
///
/// # Errors
/// Why not, and what can be done about it.
pub fn probe(level: Level) -> Result<(), String> {
    match level {
        Level::None => Ok(()),
        Level::Uid if !is_root() => Err("a user of its own for each hand-in wants root, as one is in a container".to_owned()),
        Level::Uid => Ok(()),
        Level::Full if !is_root() => {
            Err("only root can make the programs another user than the checker: run it as root, or ask for less, `--box half`".to_owned())
        }
        Level::Half | Level::Full => probe_bubblewrap(level),
    }
}

fn probe_bubblewrap(level: Level) -> Result<(), String> {
    let job = Job {
        slot: 0,
        checker: Path::new("/usr/bin/true"),
        input: Path::new("/usr/share/doc"),
        output: Path::new("/tmp"),
        tools: &[],
        arguments: Vec::new(),
    };
    let words: Vec<OsString> = {
        let full = command(level, &job);
        std::iter::once(full.get_program()).chain(full.get_args()).map(OsString::from).collect()
    };
    // All of the box, and in place of the script nothing.
    let end = words.iter().rposition(|word| word == "/bin/sh").unwrap_or(words.len());
    let output = Command::new(&words[0]).args(&words[1..end]).arg("/usr/bin/true").stdin(Stdio::null()).output();
    match output {
        Err(_) => Err(format!("there is no {}: install the packages bubblewrap and util-linux", words[0].display())),
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(advice(String::from_utf8_lossy(&output.stderr).trim())),
    }
}

/// What bubblewrap's complaints come from.
fn advice(said: &str) -> String {
    let advice = if said.contains("uid map") {
        "this system keeps user namespaces from bubblewrap: `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`, \
         or give bwrap a profile of AppArmor's"
    } else if said.contains("namespace") || said.contains("not permitted") {
        "a container keeps namespaces from bubblewrap: start it with `--security-opt seccomp=unconfined`, \
         or be root in it and ask for `--box uid`"
    } else {
        "bubblewrap does not work here"
    };
    format!("{advice} (it said: {said})")
}
