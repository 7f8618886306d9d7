//! The folder of the course: where the exercises are, and the book.

use std::path::{Path, PathBuf};

use anyhow::bail;

/// The nearest folder, from `start` upwards, that is a Socket Workbook; else the one in which the checker was built.
///
/// # Errors
/// Where there is neither.
pub fn root(start: &Path) -> anyhow::Result<PathBuf> {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    match start.ancestors().chain(built).find(|folder| is_root(folder)) {
        Some(root) => Ok(root.to_owned()),
        None => bail!(
            "neither {} nor a folder above it is the Socket Workbook (one with exercises/Cargo.toml and checker/Cargo.toml): \
             change to it, or name a folder of programs with --submission",
            start.display()
        ),
    }
}

fn is_root(folder: &Path) -> bool {
    ["exercises", "checker"].iter().all(|member| folder.join(member).join("Cargo.toml").is_file())
}
