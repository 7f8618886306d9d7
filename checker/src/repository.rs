//! The folder of the course: where the exercises are, and the book.
//!
//! A checker that has the book in it is installed as one file, by somebody who has no such folder: there it matters only
//! where one is around, and not where the checker was built.

use std::path::{Path, PathBuf};

use anyhow::bail;

/// What a person types to start the checker.
pub const TYPED: &str = if cfg!(feature = "book") { "checker" } else { "cargo checker" };

/// The nearest folder, from `start` upwards, that is a Socket Workbook; else the one in which the checker was built.
///
/// # Errors
/// Where there is neither.
pub fn root(start: &Path) -> anyhow::Result<PathBuf> {
    match start.ancestors().chain(built()).find(|folder| is_root(folder)) {
        Some(root) => Ok(root.to_owned()),
        None if cfg!(feature = "book") => bail!(
            "this needs the folder of the course, with its sources, and neither {} nor a folder above it is that one",
            start.display()
        ),
        None => bail!(
            "neither {} nor a folder above it is the Socket Workbook (one with exercises/Cargo.toml and checker/Cargo.toml): \
             change to it, or name a folder of programs with --submission",
            start.display()
        ),
    }
}

/// The folder in which the checker was built; none of one that is installed without it.
#[cfg(not(feature = "book"))]
pub fn built() -> Option<&'static Path> {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent()
}

/// The folder in which the checker was built; none of one that is installed without it.
#[cfg(feature = "book")]
pub fn built() -> Option<&'static Path> {
    None
}

/// Whether a folder is a Socket Workbook.
pub fn is_root(folder: &Path) -> bool {
    ["exercises", "checker"].iter().all(|member| folder.join(member).join("Cargo.toml").is_file())
}
