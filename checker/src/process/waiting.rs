//! In which system calls the threads of a program wait: /proc/PID/task/TID/syscall, see proc(5).

use std::collections::BTreeMap;
use std::fs;
use std::io;

use nix::libc;

use super::family::kin;
use super::usage::tasks;
use crate::trace::Call;

/// How many threads of a program and its children wait in which call. None as long as one of them does not wait, or waits
/// in a call in which nobody waits for long.
///
/// # Errors
/// The system does not tell: it is not Linux, or does not let the checker look.
pub fn waiting(leader: i32) -> io::Result<Option<BTreeMap<Call, u64>>> {
    let mut calls = BTreeMap::new();
    for task in kin(&[leader]).into_iter().flat_map(tasks) {
        // The number of the call, then its arguments; the word `running` of one that does not wait.
        let said = fs::read_to_string(task.join("syscall"))?;
        let Some(call) = call(&said) else { return Ok(None) };
        *calls.entry(call).or_insert(0) += 1;
    }
    Ok(Some(calls).filter(|calls| !calls.is_empty()))
}

fn call(said: &str) -> Option<Call> {
    let mut words = said.split_whitespace();
    let number: libc::c_long = words.next()?.parse().ok()?;
    match (named(number)?, words.next()) {
        (Call::Read, Some("0x0")) => Some(Call::ReadStdin),
        (call, _) => Some(call),
    }
}

#[cfg(target_os = "linux")]
fn named(number: libc::c_long) -> Option<Call> {
    Some(match number {
        libc::SYS_accept | libc::SYS_accept4 => Call::Accept,
        libc::SYS_connect => Call::Connect,
        libc::SYS_read | libc::SYS_readv => Call::Read,
        libc::SYS_recvfrom | libc::SYS_recvmsg => Call::Recv,
        libc::SYS_write | libc::SYS_writev => Call::Write,
        libc::SYS_sendto | libc::SYS_sendmsg => Call::Send,
        libc::SYS_ppoll | libc::SYS_pselect6 | libc::SYS_epoll_pwait => Call::Poll,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_poll | libc::SYS_select | libc::SYS_epoll_wait => Call::Poll,
        libc::SYS_futex => Call::Futex,
        libc::SYS_nanosleep | libc::SYS_clock_nanosleep => Call::Sleep,
        _ => return None,
    })
}

#[cfg(not(target_os = "linux"))]
fn named(_number: libc::c_long) -> Option<Call> {
    None
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn what_the_kernel_says_is_read() {
        let said =
            |number: libc::c_long, first: &str| call(&format!("{number} {first} 0x7f00 0x1 0x0 0x0 0x0 0x7f 0x7f\n"));
        assert_eq!(said(libc::SYS_recvfrom, "0x4"), Some(Call::Recv));
        assert_eq!(said(libc::SYS_read, "0x0"), Some(Call::ReadStdin));
        assert_eq!(said(libc::SYS_read, "0x3"), Some(Call::Read));
        assert_eq!(said(libc::SYS_getpid, "0x0"), None);
        assert_eq!(call("running\n"), None);
    }
}
