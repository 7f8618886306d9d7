//! A command that builds a learner's programs: it leads a session as a program does, in surroundings as plain as a
//! program's, and nothing of it outlives it.

use std::io;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::cleanup::{Leader, end_all};
use super::roll::{self, Role};
use super::table::MARK;
use super::usage::Sampler;
use super::{account, child};
use crate::languages;

/// What compilers and package managers want beyond what a program gets.
const WANTED: &[&str] = &[
    "CC",
    "CXX",
    "CFLAGS",
    "CXXFLAGS",
    "LDFLAGS",
    "CPATH",
    "LIBRARY_PATH",
    "PKG_CONFIG_PATH",
    "RUSTFLAGS",
    "CARGO_HTTP_CAINFO",
    "CARGO_NET_OFFLINE",
    "CARGO_BUILD_JOBS",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
];

/// A build command that was started.
pub struct Build {
    pid: i32,
    mark: String,
    over: Arc<OnceLock<String>>,
}

impl Build {
    /// Starts a command with its arguments, its folder and its streams set. It gets no more of the checker's own
    /// environment than it needs: what it prints when it fails stands in reports. Whoever calls it waits for the child.
    ///
    /// # Errors
    /// There is no such program, or the system refuses a process.
    pub fn start(command: &mut Command) -> io::Result<(Build, Child)> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let mark = format!("{}-build-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        command.env_clear();
        let names = languages::environment().chain(WANTED.iter().copied());
        command.envs(names.filter_map(|name| Some((name, std::env::var_os(name)?))));
        command.envs([("LC_ALL", "C.UTF-8"), ("LANG", "C.UTF-8"), ("TERM", "dumb"), (MARK, &mark)]);
        command.envs(account::surroundings());
        let child = child::spawn_build(command)?;
        let pid = child.id() as i32;
        let over = Arc::new(OnceLock::new());
        roll::enter(pid, &mark, Role::Build { over: over.clone() });
        Ok((Build { pid, mark, over }, child))
    }

    /// Looks again and again at how long it, and what came of it, has waited for a processor.
    pub fn sampler(&self) -> Sampler {
        Sampler::new(vec![self.pid])
    }

    /// What it was ended for, if it used more than a build may.
    pub fn over(&self) -> Option<String> {
        self.over.get().cloned()
    }

    /// Ends it with all that came of it, before it is over by itself.
    pub fn end(self) {
        self.finish(false);
    }

    /// Ends what is left of it once it is over and was waited for. Gives the names of what was still running.
    pub fn end_rest(self) -> Vec<String> {
        self.finish(true)
    }

    fn finish(self, ended: bool) -> Vec<String> {
        let left = end_all(&[Leader { pid: self.pid, ended }], Some(&self.mark));
        roll::leave(self.pid);
        left
    }
}
