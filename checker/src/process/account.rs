//! The user whose programs are graded, where root has named one: programs and builds become that user before they start.

use std::ffi::{CString, OsString};
use std::io;
use std::os::fd::AsFd;
use std::sync::OnceLock;

use anyhow::{Context, bail};
use nix::unistd::{Gid, Uid, User, fchown, getgrouplist, setgid, setgroups, setuid};

static ACCOUNT: OnceLock<Account> = OnceLock::new();

struct Account {
    uid: Uid,
    gid: Gid,
    groups: Vec<Gid>,
    surroundings: Vec<(&'static str, OsString)>,
}

/// From now on all programs and builds are started as this user.
///
/// # Errors
/// There is no such user, or whoever has started the checker may not do that.
pub fn run_as(name: &str) -> anyhow::Result<()> {
    if !Uid::effective().is_root() {
        bail!("only root can start programs as another user: leave --as {name} out");
    }
    if let Ok(number) = name.parse() {
        return run_as_nobody_known(number);
    }
    let user = User::from_name(name).context("cannot look for a user")?;
    let user = user.with_context(|| format!("there is no user `{name}` here"))?;
    if user.uid.is_root() {
        bail!("`{name}` is root: name an ordinary user, from whom the checker can be kept");
    }
    let groups = getgrouplist(&CString::new(name)?, user.gid).context("cannot look for the user's groups")?;
    let surroundings = vec![
        ("USER", name.into()),
        ("LOGNAME", name.into()),
        ("HOME", user.dir.into_os_string()),
        ("SHELL", user.shell.into_os_string()),
    ];
    // Said twice it stays as it was.
    let _ = ACCOUNT.set(Account { uid: user.uid, gid: user.gid, groups, surroundings });
    Ok(())
}

/// The same for the number of a user whom the system need not know: one of its own for each hand-in of a class.
fn run_as_nobody_known(number: u32) -> anyhow::Result<()> {
    if number == 0 {
        bail!("0 is root: name an ordinary user, from whom the checker can be kept");
    }
    let surroundings = vec![("HOME", "/tmp".into())];
    let (uid, gid) = (Uid::from_raw(number), Gid::from_raw(number));
    // Said twice it stays as it was.
    let _ = ACCOUNT.set(Account { uid, gid, groups: Vec::new(), surroundings });
    Ok(())
}

/// What stands in the user's environment instead of the checker's own.
pub fn surroundings() -> impl Iterator<Item = (&'static str, OsString)> {
    ACCOUNT.get().into_iter().flat_map(|account| account.surroundings.clone())
}

/// Gives a program's end of a stream to the user, who may want to open it by its name: `/dev/stderr`.
pub fn give(stream: impl AsFd) {
    if let Some(account) = ACCOUNT.get() {
        // Where that can't be done, the stream is as good without its name.
        let _ = fchown(stream, Some(account.uid), Some(account.gid));
    }
}

/// Becomes the user, if there is one; safe between fork and exec.
pub fn become_it() -> io::Result<()> {
    if let Some(account) = ACCOUNT.get() {
        setgroups(&account.groups)?;
        setgid(account.gid)?;
        setuid(account.uid)?;
    }
    Ok(())
}
