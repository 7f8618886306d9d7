//! What this machine is and can, as it stands in every result.

use std::net::TcpListener;
use std::thread;

use nix::errno::Errno;
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

/// A word for this process that no other has, on this machine: where its number counts, and the number. Two containers may
/// share a folder and a name, and each has a process 7.
pub fn this_process() -> String {
    format!("{}-{}", numbering(), std::process::id())
}

/// A number for this process that another one of the same numbering does not have, nor one of another by being as young.
pub fn this_number() -> u32 {
    let pids = numbering().parse::<u64>().unwrap_or_default();
    std::process::id().wrapping_add(pids.wrapping_mul(2_654_435_761) as u32)
}

/// Whether a word is that of a process of the same numbering that has ended.
pub fn has_ended(process: &str) -> bool {
    let number = process.strip_prefix(&numbering()).and_then(|rest| rest.strip_prefix('-')?.parse().ok());
    number.is_some_and(|pid| kill(Pid::from_raw(pid), None) == Err(Errno::ESRCH))
}

/// Which numbers of processes are meant (pid_namespaces(7)): the digits of `pid:[4026531836]`.
fn numbering() -> String {
    let link = std::fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    link.to_string_lossy().chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_of_its_own_numbering_it_is_known_who_has_ended() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        child.wait().unwrap();
        let ended = format!("{}-{}", numbering(), child.id());
        assert!(has_ended(&ended) && !has_ended(&format!("1{ended}")) && !has_ended(&this_process()));
        assert!(!has_ended(&format!("{}-1", numbering())), "it is another user's, and runs");
    }
}
