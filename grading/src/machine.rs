//! What this machine is and can, as it stands in every result.

use std::net::TcpListener;
use std::thread;

use nix::sys::resource::{Resource, getrlimit};
use nix::sys::signal::kill;
use nix::unistd::{Pid, gethostname};
use serde::{Deserialize, Serialize};

/// The version of the checker.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A machine's abilities, as far as a grade may depend on them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    /// Its name.
    pub host: String,
    /// Processors that may be used.
    pub cores: usize,
    /// Whether it has `::1`.
    pub ipv6: bool,
    /// Descriptors that a process may have.
    pub descriptors: u64,
    /// The version of the kernel.
    pub kernel: String,
    /// The version of the checker.
    pub checker: String,
}

/// This one.
pub fn this() -> Machine {
    let (descriptors, _) = getrlimit(Resource::RLIMIT_NOFILE).unwrap_or((0, 0));
    Machine {
        host: host(),
        cores: cores(),
        ipv6: TcpListener::bind("[::1]:0").is_ok(),
        descriptors,
        kernel: nix::sys::utsname::uname()
            .map(|uname| uname.release().to_string_lossy().into_owned())
            .unwrap_or_default(),
        checker: VERSION.to_owned(),
    }
}

/// Processors that may be used.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(2, usize::from)
}

/// The name of this machine, as a part of a file's name.
pub fn host() -> String {
    let name = gethostname().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect()
}

/// Whether there is such a process.
pub fn is_running(pid: i32) -> bool {
    kill(Pid::from_raw(pid), None).is_ok()
}
