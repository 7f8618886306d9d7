//! The guardian: what a person starts, and what they send signals to. It does nothing itself; the checker's work is done
//! by a child of it, and each of the two sees to it that nothing is left when the other has ended, however it has.
//!
//! The child is in a process group of its own, so that one signal does not end both. Where it ends, what it has started
//! becomes the guardian's (PR_SET_CHILD_SUBREAPER, prctl(2)). Where the guardian ends, the child sees the end of a pipe.

use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};

use nix::sys::signal::{SigHandler, SigSet, SigmaskHow, Signal, kill, raise, signal};
use nix::sys::wait::{Id, WaitPidFlag, WaitStatus, waitid, waitpid};
use nix::unistd::{ForkResult, Pid, fork, setpgid};

use super::child::while_nothing_starts;
use super::cleanup::{adopt_orphans, end_descendants};
use super::{family, table};

/// The exit status of the checker's own trouble.
const TROUBLE: u8 = 3;

/// By which a person ends a run.
const ENDING: [Signal; 4] = [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP, Signal::SIGQUIT];

/// Whether this process does nothing but one run, so that whatever descends from it belongs to that.
static ALONE: AtomicBool = AtomicBool::new(false);

pub(super) fn is_alone() -> bool {
    ALONE.load(Ordering::Relaxed)
}

/// Continues the guardian, if it was stopped: whoever may do that to it, as with Ctrl-Z, has the guardian stop this process
/// first. To be called by the worker, now and then.
pub(super) fn keep_going() {
    if !is_alone() {
        return;
    }
    let guardian = nix::unistd::getppid();
    if table::process(guardian.as_raw()).is_some_and(|entry| entry.state == 'T') {
        let _ = kill(guardian, Signal::SIGCONT);
    }
}

/// Does some work that starts programs, and gives its exit status. Whatever happens, to the work or to this process,
/// nothing that came of it runs any longer than it does. To be called before there are threads.
pub fn guarded(work: impl FnOnce() -> u8) -> u8 {
    keep_to_oneself();
    adopt_orphans();
    let Ok((end, held)) = std::io::pipe() else {
        return work();
    };
    // Whoever has replaced itself by the checker may have left it children, which are none of its business.
    let others = family::children(std::process::id() as i32);
    let mut signals: SigSet = ENDING.into_iter().collect();
    signals.add(Signal::SIGCHLD);
    signals.add(Signal::SIGTSTP);
    let Ok(before) = signals.thread_swap_mask(SigmaskHow::SIG_BLOCK) else {
        return work();
    };
    // SAFETY: there is no other thread yet that could hold a lock.
    #[expect(unsafe_code, reason = "fork(2) has no safe way")]
    match unsafe { fork() } {
        Ok(ForkResult::Parent { child }) => {
            drop(end);
            let status = Guardian { child, signals, others }.guard();
            drop(held);
            status
        }
        Ok(ForkResult::Child) => {
            drop(held);
            let _ = setpgid(Pid::from_raw(0), Pid::from_raw(0));
            restore(&before);
            adopt_orphans();
            ALONE.store(true, Ordering::Relaxed);
            watch(end);
            let status = work();
            // Nothing runs any more that could stop it again.
            keep_going();
            status
        }
        // Without a guardian, as where there are no more processes to be had: all but a kill is looked after.
        Err(_) => {
            restore(&before);
            work()
        }
    }
}

/// Asks a checker that was started as a process of its own to end: its guardian ends its work, and then itself.
pub fn end_checker(pid: u32) {
    let _ = kill(Pid::from_raw(pid as i32), Signal::SIGTERM);
}

/// Keeps other processes of the same user from reading and writing this one's memory, and from opening what it has open.
fn keep_to_oneself() {
    #[cfg(target_os = "linux")]
    let _ = nix::sys::prctl::set_dumpable(false);
}

fn restore(mask: &SigSet) {
    // The one way in which this fails is a wrong number, and these came from the system.
    let _ = mask.thread_set_mask();
    // The group of its own is in the terminal's background, and may write all the same.
    // SAFETY: no handler is set, only that it is ignored.
    #[expect(unsafe_code, reason = "sigaction(2) has no safe way in nix")]
    let _ = unsafe { signal(Signal::SIGTTOU, SigHandler::SigIgn) };
}

/// Waits for the guardian's end, which closes its end of the pipe, in a thread that ends with the process.
fn watch(mut end: std::io::PipeReader) {
    let wait = move || {
        let _ = end.read(&mut [0]);
        // Nobody is left who would take the exit status.
        while_nothing_starts(|| {
            end_descendants(&[]);
            let _ = raise(Signal::SIGKILL);
        });
    };
    // Where there is no thread to be had, there is no run either.
    let _ = std::thread::Builder::new().name("guardian".into()).stack_size(256 * 1024).spawn(wait);
}

struct Guardian {
    child: Pid,
    /// All that it waits for.
    signals: SigSet,
    /// Children that it had before.
    others: Vec<i32>,
}

impl Guardian {
    fn guard(self) -> u8 {
        let _ = setpgid(self.child, self.child);
        loop {
            match self.signals.wait() {
                Ok(Signal::SIGCHLD) => {
                    if let Some(ended) = self.look() {
                        end_descendants(&self.others);
                        return ended;
                    }
                }
                Ok(Signal::SIGTSTP) => self.rest(),
                Ok(ending) => {
                    let _ = kill(self.child, Signal::SIGKILL);
                    end_descendants(&self.others);
                    return die(ending);
                }
                Err(_) => {}
            }
        }
    }

    /// How the child has ended, if it has. One that was stopped is continued: it was not the guardian who did that.
    fn look(&self) -> Option<u8> {
        match waitpid(self.child, Some(WaitPidFlag::WNOHANG | WaitPidFlag::WUNTRACED)) {
            Ok(WaitStatus::Exited(_, status)) => Some(u8::try_from(status).unwrap_or(u8::MAX)),
            Ok(WaitStatus::Signaled(_, signal, _)) => {
                end_descendants(&self.others);
                // Its own trouble, which it has told, as that there is no memory left.
                if signal == Signal::SIGABRT { Some(TROUBLE) } else { Some(die(signal)) }
            }
            Ok(WaitStatus::Stopped(..)) => {
                let _ = kill(self.child, Signal::SIGCONT);
                None
            }
            _ => None,
        }
    }

    /// Ctrl-Z: both stop, and go on together.
    fn rest(&self) {
        let _ = kill(self.child, Signal::SIGSTOP);
        // Who still runs would take it for a program's doing.
        let rests = WaitPidFlag::WSTOPPED | WaitPidFlag::WEXITED | WaitPidFlag::WNOWAIT;
        let _ = waitid(Id::Pid(self.child), rests);
        let _ = raise(Signal::SIGSTOP);
        let _ = kill(self.child, Signal::SIGCONT);
    }
}

/// Ends as whoever is sent this signal ends, so that a shell sees what it always sees.
fn die(ending: Signal) -> u8 {
    // SAFETY: no handler is set, only the system's own way.
    #[expect(unsafe_code, reason = "sigaction(2) has no safe way in nix")]
    let _ = unsafe { signal(ending, SigHandler::SigDfl) };
    let mut only = SigSet::empty();
    only.add(ending);
    let _ = raise(ending);
    let _ = only.thread_unblock();
    128 + ending as u8
}
