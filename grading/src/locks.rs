//! What the kernel is asked to keep from the programs in a box, beside the box itself: files and signals by Landlock
//! (landlock(7)), system calls by seccomp (seccomp(2)). The checker keeps its freedom; what it starts is locked in.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::thread;

use anyhow::{Context, anyhow};
use landlock::{
    ABI, Access, AccessFs, CompatLevel, Compatible, LandlockStatus, Ruleset, RulesetAttr, RulesetCreated,
    RulesetCreatedAttr, RulesetError, Scope, path_beneath_rules,
};
use nix::libc;
use nix::sys::resource::{Resource, setrlimit};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};
use serde::{Deserialize, Serialize};

/// The version of Landlock that the rules are written for: the first that keeps signals in.
const RULES: ABI = ABI::V6;

/// Which locks a kernel has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Locks {
    /// The version of Landlock; 0 where there is none.
    pub landlock: u32,
    /// Whether system calls are kept from programs.
    pub seccomp: bool,
}

impl Locks {
    /// Whether a program can't reach files that are not its own, nor the memory of the checker.
    pub fn keep_files(self) -> bool {
        self.landlock > 0
    }

    /// Whether a program can't send the checker a signal either.
    pub fn keep_signals(self) -> bool {
        self.landlock >= RULES as u32
    }

    /// Whether all is locked that there are locks for.
    pub fn are_whole(self) -> bool {
        self.keep_signals() && self.seccomp
    }

    /// In words, as they are printed.
    pub fn words(self) -> String {
        let landlock = match self {
            Locks { landlock: 0, .. } => "no Landlock here: a program can reach the checker beside it".to_owned(),
            Locks { landlock, .. } if !self.keep_signals() => {
                format!("Landlock {landlock} keeps files, and has no lock for signals (version 6, Linux 6.12, has)")
            }
            Locks { landlock, .. } => format!("Landlock {landlock} keeps files and signals"),
        };
        let seccomp =
            if self.seccomp { "seccomp keeps system calls" } else { "no seccomp here: every system call can be made" };
        format!("{landlock}; {seccomp}")
    }
}

/// What a program may do with files.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Where it may read and start what is there.
    pub readable: Vec<PathBuf>,
    /// Where it may do everything.
    pub own: Vec<PathBuf>,
}

struct Lock {
    files: Option<RulesetCreated>,
    calls: Vec<BpfProgram>,
    /// Seconds that one process may use of a processor.
    seconds: u64,
}

static LOCK: OnceLock<Lock> = OnceLock::new();

/// The locks of this kernel: a thread is locked in and ends, so what is told has been seen.
pub fn probe() -> Locks {
    let tried = thread::Builder::new().name("locks".to_owned()).spawn(|| {
        let files = ruleset(&Places::default()).and_then(RulesetCreated::restrict_self);
        let landlock = match files.map(|status| status.landlock) {
            Ok(LandlockStatus::Available { effective_abi, kernel_abi }) => {
                kernel_abi.and_then(|version| u32::try_from(version).ok()).unwrap_or(effective_abi as u32)
            }
            _ => 0,
        };
        let seccomp = calls().is_ok_and(|calls| calls.iter().all(|calls| seccompiler::apply_filter(calls).is_ok()));
        Locks { landlock, seccomp }
    });
    tried.ok().and_then(|thread| thread.join().ok()).unwrap_or_default()
}

/// From now on the checker locks in whatever it starts, as far as this kernel can, and no process of that may use more
/// than so many seconds of a processor.
///
/// # Errors
/// The kernel has a lock and refuses it.
pub fn lock_in(places: &Places, seconds: u64) -> anyhow::Result<()> {
    let locks = probe();
    let lock = Lock {
        files: locks.keep_files().then(|| ruleset(places)).transpose().context("Landlock refuses the rules")?,
        calls: if locks.seccomp { calls()? } else { Vec::new() },
        seconds,
    };
    LOCK.set(lock).map_err(|_| anyhow!("programs are locked in already"))?;
    checker::process::lock_each(lock_this);
    Ok(())
}

/// Between fork and exec: a few system calls, and a number of its own where one of them fails.
fn lock_this() -> io::Result<()> {
    let failed = || io::Error::from_raw_os_error(libc::EIO);
    let Some(lock) = LOCK.get() else { return Ok(()) };
    setrlimit(Resource::RLIMIT_CPU, lock.seconds, lock.seconds).map_err(|_| failed())?;
    if let Some(files) = &lock.files {
        files.try_clone().map_err(|_| failed())?.restrict_self().map_err(|_| failed())?;
    }
    lock.calls.iter().try_for_each(|calls| seccompiler::apply_filter(calls).map_err(|_| failed()))
}

fn ruleset(places: &Places) -> Result<RulesetCreated, RulesetError> {
    let all = AccessFs::from_all(RULES);
    // What a program does to a terminal or a device that it was given is its own affair.
    let handled = all & !AccessFs::IoctlDev;
    Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(handled)?
        .scope(Scope::Signal | Scope::AbstractUnixSocket)?
        .create()?
        .add_rules(path_beneath_rules(&places.readable, AccessFs::from_read(RULES)))?
        .add_rules(path_beneath_rules(&places.own, handled))
}

/// What no program of the course asks a kernel for, and what leads out of a box or far into the kernel: answered as by a
/// kernel that does not have it.
const MISSING: &[i64] = &[
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_keyctl,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    // Its flags can't be seen by a filter; the C library takes clone(2) in its place.
    libc::SYS_clone3,
];

/// What is refused whatever its arguments are.
const REFUSED: &[i64] = &[libc::SYS_unshare, libc::SYS_setns, libc::SYS_mount, libc::SYS_pivot_root, libc::SYS_chroot];

/// The filters: the first says that there is no such call, the second that it is not allowed.
fn calls() -> anyhow::Result<Vec<BpfProgram>> {
    let mut refused: BTreeMap<i64, Vec<SeccompRule>> = REFUSED.iter().map(|call| (*call, Vec::new())).collect();
    let user = libc::CLONE_NEWUSER as u64;
    refused.insert(libc::SYS_socket, rule(0, SeccompCmpOp::Eq, libc::AF_VSOCK as u64)?);
    refused.insert(libc::SYS_clone, rule(0, SeccompCmpOp::MaskedEq(user), user)?);
    // The limits of another process: the checker is one, and where it is the same user it may not be given a lower one.
    refused.insert(libc::SYS_prlimit64, rule(0, SeccompCmpOp::Ne, 0)?);
    let missing = MISSING.iter().map(|call| (*call, Vec::new())).collect();
    Ok(vec![filter(missing, libc::ENOSYS)?, filter(refused, libc::EPERM)?])
}

fn rule(argument: u8, how: SeccompCmpOp, value: u64) -> anyhow::Result<Vec<SeccompRule>> {
    let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, how, value)?;
    Ok(vec![SeccompRule::new(vec![condition])?])
}

fn filter(rules: BTreeMap<i64, Vec<SeccompRule>>, answer: i32) -> anyhow::Result<BpfProgram> {
    let answer = SeccompAction::Errno(u32::try_from(answer)?);
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, answer, std::env::consts::ARCH.try_into()?)?;
    Ok(filter.try_into()?)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn what_is_missing_is_said() {
        let words = |landlock, seccomp| Locks { landlock, seccomp }.words();
        assert!(words(0, false).contains("no Landlock here") && words(0, false).contains("no seccomp here"));
        assert!(words(4, true).contains("no lock for signals"));
        assert_eq!(words(7, true), "Landlock 7 keeps files and signals; seccomp keeps system calls");
    }

    /// In a thread that ends with it: nothing else of this test is locked in.
    #[test]
    fn what_is_locked_in_reaches_its_own_and_nothing_else() {
        let locks = probe();
        if !locks.keep_files() {
            eprintln!("skipped: {}", locks.words());
            return;
        }
        let room = tempfile::tempdir().unwrap();
        let (own, other) = (room.path().join("own"), room.path().join("other"));
        for folder in [&own, &other] {
            std::fs::create_dir(folder).unwrap();
            std::fs::write(folder.join("file"), "x").unwrap();
        }
        let inside = move || {
            let places = Places { readable: vec!["/usr".into()], own: vec![own.clone()] };
            ruleset(&places).unwrap().restrict_self().unwrap();
            let read = |file: &Path| std::fs::read(file).is_ok();
            assert!(read(&own.join("file")) && !read(&other.join("file")) && !read(Path::new("/etc/hostname")));
            assert!(std::fs::write(own.join("new"), "x").is_ok() && std::fs::write(other.join("new"), "x").is_err());
            assert!(std::fs::write("/usr/new", "x").is_err() && std::fs::read_dir("/usr/bin").is_ok());
        };
        thread::spawn(inside).join().unwrap();
    }
}
