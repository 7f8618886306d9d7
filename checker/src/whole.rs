//! Writes a file as a whole or not at all: whoever reads it sees the old text or the new one.

#![warn(missing_docs)]

use std::ffi::OsString;
use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Replaces a file by this text, by way of another one beside it (`rename(2)`). What is no regular file, such as
/// `/dev/stdout` or a FIFO, can't be replaced, and is written to.
///
/// # Errors
/// The system's, as when the disk is full: then the file is as it was, and nothing is left beside it.
pub fn write(file: &Path, text: impl AsRef<[u8]>) -> io::Result<()> {
    let text = text.as_ref();
    let Some(target) = replaceable(file)? else {
        return fs::write(file, text);
    };
    let fresh = beside(&target);
    let written = filled(&fresh, text).and_then(|()| {
        if let Ok(before) = fs::metadata(&target) {
            fs::set_permissions(&fresh, before.permissions())?;
        }
        fs::rename(&fresh, &target)
    });
    if written.is_err() {
        fs::remove_file(&fresh).ok();
    }
    written
}

/// Whether a file could be written, as far as that can be told without touching it.
///
/// # Errors
/// Its folder is missing or may be written to by nobody, or it is a folder itself.
pub fn writable(file: &Path) -> io::Result<()> {
    let Some(target) = replaceable(file)? else { return Ok(()) };
    let folder = fs::metadata(folder(&target))?;
    match (folder.is_dir(), folder.permissions().readonly()) {
        (false, _) => Err(ErrorKind::NotADirectory.into()),
        (true, true) => Err(ErrorKind::PermissionDenied.into()),
        (true, false) => Ok(()),
    }
}

/// The file that is to be replaced, behind all links; none for what is no regular file.
fn replaceable(file: &Path) -> io::Result<Option<PathBuf>> {
    match fs::metadata(file) {
        Ok(there) if there.is_dir() => Err(ErrorKind::IsADirectory.into()),
        Ok(there) if there.is_file() => fs::canonicalize(file).map(Some),
        Ok(_) => Ok(None),
        Err(error) if error.kind() == ErrorKind::NotFound && file.file_name().is_some() => Ok(Some(file.to_owned())),
        Err(error) => Err(error),
    }
}

fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A name beside the file that nobody else has, also not a process of the same number on another machine that shares the
/// folder.
fn beside(file: &Path) -> PathBuf {
    let chance = RandomState::new().build_hasher().finish();
    let mut name = OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(format!(".{}-{chance:016x}", std::process::id()));
    folder(file).join(name)
}

fn filled(fresh: &Path, text: &[u8]) -> Result<(), Error> {
    let mut out = File::create_new(fresh)?;
    out.write_all(text)?;
    // What the disk could not take is known only once it has to be there.
    out.sync_data()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh_folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("checker-whole-{name}-{}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = fresh_folder("replaced");
        let file = folder.join("report.json");
        for text in ["the first", "the second"] {
            write(&file, text).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_cannot_be_written_is_known_and_left_as_it_is() {
        let folder = fresh_folder("refused");
        assert_eq!(writable(&folder).unwrap_err().kind(), ErrorKind::IsADirectory);
        assert_eq!(writable(&folder.join("none/report")).unwrap_err().kind(), ErrorKind::NotFound);
        assert!(writable(&folder.join("report")).is_ok() && !folder.join("report").exists());
        assert_eq!(write(Path::new("/dev/full"), "text").unwrap_err().kind(), ErrorKind::StorageFull);
        assert!(write(Path::new("/dev/null"), "text").is_ok() && !Path::new("/dev/null").is_file());
        fs::remove_dir_all(folder).unwrap();
    }
}
