//! Copies of hand-ins: each unit has a fresh one, which belongs to whom the programs become.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;

use anyhow::Context;

/// Copies regular files and folders, which a class holds nothing else of; whoever owns the copy may write to it.
///
/// # Errors
/// There is no room, or something can't be read.
pub fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        match entry.file_type()? {
            kind if kind.is_dir() => copy(&source, &target)?,
            kind if kind.is_file() => {
                fs::copy(&source, &target).with_context(|| format!("cannot copy {}", source.display()))?;
                let mode = fs::metadata(&source)?.permissions().mode() | 0o200;
                fs::set_permissions(&target, Permissions::from_mode(mode))?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Gives a folder and all that is in it to a user.
///
/// # Errors
/// Only root may do that.
pub fn own(path: &Path, user: u32) -> anyhow::Result<()> {
    chown(path, Some(user), Some(user)).with_context(|| format!("cannot give {} away", path.display()))?;
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            own(&entry?.path(), user)?;
        }
    }
    Ok(())
}
