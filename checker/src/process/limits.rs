//! Limits of open files: what thousands of connections need, raised for the checker and inherited by its programs, and
//! a low one for a program that is to reach it.

use nix::sys::resource::{Resource, getrlimit, setrlimit};

/// Open files that the checker wants for itself and for each program: ten thousand clients, or a thousand with several
/// for each of them, and what other checks have open meanwhile.
const FILES: u64 = 16_384;

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

/// Leaves a process so many descriptors beyond those that it has open now: prlimit(2). False where that can't be done.
#[cfg(target_os = "linux")]
pub fn leave_descriptors(pid: i32, room: u64) -> bool {
    use nix::libc::{RLIMIT_NOFILE, prlimit, rlimit};
    let Some(numbers) = super::table::descriptors(pid) else { return false };
    // The limit is one of the numbers, in which there may be gaps.
    let mut free = (0..).filter(|number| !numbers.contains(number));
    let Some(limit) = free.nth(usize::try_from(room).unwrap_or(usize::MAX)) else { return false };
    let limit = rlimit { rlim_cur: limit, rlim_max: hard_limit() };
    // SAFETY: both pointers are those of prlimit(2): a limit to be set, and none to be given.
    #[expect(unsafe_code, reason = "nix has no prlimit")]
    let failed = unsafe { prlimit(pid, RLIMIT_NOFILE, &limit, std::ptr::null_mut()) };
    failed == 0
}

#[cfg(not(target_os = "linux"))]
pub fn leave_descriptors(_pid: i32, _room: u64) -> bool {
    false
}

#[cfg(target_os = "linux")]
fn hard_limit() -> u64 {
    getrlimit(Resource::RLIMIT_NOFILE).map_or(0, |(_, hard)| hard)
}
