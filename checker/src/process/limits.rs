//! The limits that a thousand connections need: raised for the checker, and inherited by its programs.

use nix::sys::resource::{Resource, getrlimit, setrlimit};

/// Open files that the checker wants for itself and for each program: a server may have several for each of a
/// thousand clients.
const FILES: u64 = 8192;

/// Raises the number of files that a process may have open, as far as the system allows and as it is useful.
pub fn raise_limits() {
    if let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE)
        && soft < FILES.min(hard)
    {
        // Where it can't be raised, a check that needs it is skipped.
        let _ = setrlimit(Resource::RLIMIT_NOFILE, FILES.min(hard), hard);
    }
}

/// How many files a process may have open.
pub fn open_files() -> u64 {
    getrlimit(Resource::RLIMIT_NOFILE).map_or(0, |(soft, _)| soft)
}
