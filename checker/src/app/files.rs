//! What goes into files: whole or not at all.

use std::io::{Error, ErrorKind};
use std::path::Path;

use checker::whole;

use super::failure::Failure;

/// Whether a file can be written, asked before there is anything to write.
pub fn expect_writable(file: &Path) -> Result<(), Failure> {
    whole::writable(file).map_err(|error| cannot_write(file, error))
}

/// Replaces a file as a whole.
pub fn write(file: &Path, text: impl AsRef<[u8]>) -> Result<(), Failure> {
    whole::write(file, text).map_err(|error| cannot_write(file, error))
}

/// A name that makes no sense is wrong usage; what the machine refuses, as a full disk does, is its own trouble.
pub fn cannot_write(file: &Path, error: Error) -> Failure {
    use ErrorKind::{InvalidInput, IsADirectory, NotADirectory, NotFound, PermissionDenied};
    let is_usage = matches!(error.kind(), InvalidInput | IsADirectory | NotADirectory | NotFound | PermissionDenied);
    let error = anyhow::Error::new(error).context(format!("cannot write {}", file.display()));
    if is_usage { Failure::Usage(error) } else { Failure::Trouble(error) }
}
