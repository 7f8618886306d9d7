//! Files that may not be there yet, and folders that are made on the way.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context;

/// The text of a file; none where there is no such file.
pub fn read(path: &Path) -> anyhow::Result<Option<String>> {
    match fs::read(path) {
        // Bytes that are not UTF-8 can't be a stub: somebody's work, which stays as it is.
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Writes a file, and makes the folders that it stands in.
pub fn put(path: &Path, text: &str) -> anyhow::Result<()> {
    let put = || {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text)
    };
    put().with_context(|| format!("cannot write {}", path.display()))
}
