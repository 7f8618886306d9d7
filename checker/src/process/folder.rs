//! A folder for files that a check gives to programs, or that they write: it is gone when the check is.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::account;

/// A folder of its own among the system's temporary ones. Dropping it removes it with all that is in it.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes one of this name, which nobody else has. It is the graded programs' user's, where there is one.
    ///
    /// # Errors
    /// The system's: the disk is full.
    pub fn make(name: &str) -> Result<Folder> {
        let path = std::env::temp_dir().join(format!("checker-{name}"));
        fs::create_dir(&path).with_context(|| format!("cannot make {}", path.display()))?;
        let folder = Folder(path);
        account::give(File::open(&folder.0).with_context(|| format!("cannot open {}", folder.0.display()))?);
        Ok(folder)
    }

    /// Writes a file into it, which is given to whoever the programs belong to.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<PathBuf> {
        let path = self.0.join(name);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        account::give(File::open(&path).with_context(|| format!("cannot open {}", path.display()))?);
        Ok(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What can't be removed the system removes with its other temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_with_what_is_in_it() {
        let folder = Folder::make(&format!("folder-{}", std::process::id())).expect("a folder");
        let path = folder.path().to_owned();
        fs::write(path.join("file"), "words").expect("a file");
        drop(folder);
        assert!(!path.exists());
    }
}
