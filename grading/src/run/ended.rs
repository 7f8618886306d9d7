//! Ctrl-C: nothing more is started and what runs is ended, at once; a second one ends the program itself.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use anyhow::Context;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level::emulate_default_handler;

/// What runs, and whether it is to go on.
#[derive(Clone, Default)]
pub struct Running {
    over: Arc<AtomicBool>,
    children: Arc<Mutex<Vec<(Pid, Signal)>>>,
}

impl Running {
    /// Whether it was ended by a person.
    pub fn is_over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }

    /// From now on this child is ended with the others, by this signal.
    pub fn add(&self, child: Pid, signal: Signal) {
        self.children().push((child, signal));
        if self.is_over() {
            // Whether it has ended by itself is no matter.
            kill(child, signal).ok();
        }
    }

    /// From now on it is not: called before it is reaped, so that its number is nobody else's yet.
    pub fn remove(&self, child: Pid) {
        self.children().retain(|(other, _)| *other != child);
    }

    /// Ends this child, if it still runs.
    pub fn end(&self, child: Pid, signal: Signal) {
        if self.children().iter().any(|(other, _)| *other == child) {
            kill(child, signal).ok();
        }
    }

    fn end_all(&self) {
        self.over.store(true, Ordering::SeqCst);
        for (child, signal) in self.children().iter() {
            kill(*child, *signal).ok();
        }
    }

    fn children(&self) -> std::sync::MutexGuard<'_, Vec<(Pid, Signal)>> {
        self.children.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Watches for Ctrl-C as long as it lives.
pub struct Watch {
    handle: Handle,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Begins to watch.
    ///
    /// # Errors
    /// The system refuses it.
    pub fn new(running: Running) -> anyhow::Result<Watch> {
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).context("cannot watch for Ctrl-C")?;
        let handle = signals.handle();
        let watch = move || {
            for signal in signals.forever() {
                if running.is_over() {
                    emulate_default_handler(signal).ok();
                }
                running.end_all();
            }
        };
        let thread = thread::Builder::new().name("signals".to_owned()).spawn(watch).context("cannot start a thread")?;
        Ok(Watch { handle, thread: Some(thread) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.handle.close();
        self.thread.take().map(JoinHandle::join);
    }
}
