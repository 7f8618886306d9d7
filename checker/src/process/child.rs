//! What a child is made before it becomes a program: a leader of a session of its own, with limits, that dies with the checker.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command};
use std::sync::{Mutex, OnceLock, PoisonError};

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::sys::signal::Signal;

use super::account;
use super::cleanup::adopt_orphans;

/// The largest file that a program may write, in bytes.
const LARGEST_FILE: u64 = 256 * 1024 * 1024;

/// What a checker in the background, or its guardian, may have set otherwise for itself; a child would inherit it.
const USUAL: [Signal; 7] = [
    Signal::SIGINT,
    Signal::SIGQUIT,
    Signal::SIGHUP,
    Signal::SIGTERM,
    Signal::SIGTSTP,
    Signal::SIGTTIN,
    Signal::SIGTTOU,
];

/// Held while a program is being started. Between fork and exec the child has copies of all the checker's
/// sockets: a port that was just given up is still taken, a connection that was just closed is still open.
static SPAWNING: Mutex<()> = Mutex::new(());

/// What else is kept from programs and builds, by whoever has started the checker in a box.
static LOCK: OnceLock<fn() -> io::Result<()>> = OnceLock::new();

/// From now on every program and every build does this last before it becomes one, between fork and exec: only what is
/// async-signal-safe may be done there. It stays as it was when it is said twice.
///
/// An error has to be one that execve(2) does not have, `EIO` say: it is the machine's trouble, and not the program's.
pub fn lock_each(lock: fn() -> io::Result<()>) {
    let _ = LOCK.set(lock);
}

/// Does something that has to be over, for the whole system, when it returns; meanwhile no program is started.
pub fn while_nothing_starts<T>(action: impl FnOnce() -> T) -> T {
    let _held = SPAWNING.lock().unwrap_or_else(PoisonError::into_inner);
    action()
}

/// Starts a program of a check; `more` is done last between fork and exec, and may only do what is safe there.
pub fn spawn_program(
    command: &mut Command,
    more: impl FnMut() -> io::Result<()> + Send + Sync + 'static,
) -> io::Result<Child> {
    prepare(command, lead);
    prepare(command, limit);
    prepare(command, more);
    prepare(command, put_on_lock);
    spawn(command)
}

/// Starts a command that builds: a leader as well, without the limits of a program.
pub fn spawn_build(command: &mut Command) -> io::Result<Child> {
    prepare(command, lead);
    prepare(command, put_on_lock);
    spawn(command)
}

fn spawn(command: &mut Command) -> io::Result<Child> {
    // What it leaves behind has to be found.
    adopt_orphans();
    while_nothing_starts(|| command.spawn())
}

fn prepare(command: &mut Command, work: impl FnMut() -> io::Result<()> + Send + Sync + 'static) {
    // SAFETY: only async-signal-safe calls are made between fork and exec.
    #[expect(
        unsafe_code,
        reason = "a session of its own, limits and the parent's death signal have no safe way in std"
    )]
    unsafe {
        command.pre_exec(work);
    }
}

fn put_on_lock() -> io::Result<()> {
    LOCK.get().map_or(Ok(()), |lock| lock())
}

fn lead() -> io::Result<()> {
    nix::unistd::setsid()?;
    give_up_powers();
    // Before the signal is chosen: who becomes somebody else loses it.
    account::become_it()?;
    #[cfg(target_os = "linux")]
    nix::sys::prctl::set_pdeathsig(Signal::SIGKILL)?;
    close_what_was_inherited();
    for usual in USUAL {
        // SAFETY: no handler is set, only the system's own way.
        #[expect(unsafe_code, reason = "sigaction(2) has no safe way in nix")]
        unsafe {
            nix::sys::signal::signal(usual, nix::sys::signal::SigHandler::SigDfl)?;
        }
    }
    Ok(())
}

/// What root may do that no program of the contract needs, and by which it would reach into the checker: its memory,
/// what it has open, its namespaces, the kernel. Bits of capabilities(7).
const POWERS: [(&str, u64); 10] = [
    ("CAP_DAC_READ_SEARCH", 2),
    ("CAP_SYS_MODULE", 16),
    ("CAP_SYS_RAWIO", 17),
    ("CAP_SYS_PTRACE", 19),
    ("CAP_SYS_ADMIN", 21),
    ("CAP_SYS_BOOT", 22),
    ("CAP_MAC_ADMIN", 33),
    ("CAP_PERFMON", 38),
    ("CAP_BPF", 39),
    ("CAP_CHECKPOINT_RESTORE", 40),
];

/// Where the checker is root's, the program that is about to be started never gets these: capabilities(7), the
/// bounding set. Anybody else has none, and is refused.
fn give_up_powers() {
    #[cfg(target_os = "linux")]
    for (_, power) in POWERS {
        // SAFETY: numbers alone are passed. A kernel that does not know one has nothing to give up.
        #[expect(unsafe_code, reason = "PR_CAPBSET_DROP has no safe way")]
        unsafe {
            nix::libc::prctl(nix::libc::PR_CAPBSET_DROP, power, 0, 0, 0);
        }
    }
}

/// What the checker itself opens is closed by exec; what was handed to it open, as a jobserver's pipe, is closed here.
fn close_what_was_inherited() {
    #[cfg(target_os = "linux")]
    // SAFETY: the descriptors are only marked, close_range(2), so that none is closed which is in use until exec.
    #[expect(unsafe_code, reason = "close_range(2) has no safe way")]
    // A kernel before 5.11 does not know the flag: then they stay as they are.
    unsafe {
        nix::libc::syscall(nix::libc::SYS_close_range, 3, u32::MAX, nix::libc::CLOSE_RANGE_CLOEXEC);
    }
}

fn limit() -> io::Result<()> {
    setrlimit(Resource::RLIMIT_CORE, 0, 0)?;
    // Where the machine allows less, that is the limit.
    let (_, hard) = getrlimit(Resource::RLIMIT_FSIZE)?;
    let most = LARGEST_FILE.min(hard);
    setrlimit(Resource::RLIMIT_FSIZE, most, most)?;
    Ok(())
}
