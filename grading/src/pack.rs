//! `pack`: an autograder for Gradescope, ready to be uploaded: what builds its image, what it runs, and this program.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use checker::whole;
use zip::write::SimpleFileOptions;

use crate::class;

/// What Gradescope wants at the root of the zip, and what they read there.
const SETUP: &str = include_str!("../machines/gradescope/setup.sh");
const RUN: &str = include_str!("../machines/gradescope/run_autograder");

/// Writes the zip for a lab.
///
/// # Errors
/// There is no such lab, or the file can't be written.
pub fn pack(lab: &str, file: &Path) -> anyhow::Result<()> {
    class::known(&[lab.to_owned()])?;
    let own = std::env::current_exe().context("cannot tell where this program is")?;
    let own = fs::read(&own).with_context(|| format!("cannot read {}", own.display()))?;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut add = |name: &str, mode: u32, bytes: &[u8]| -> anyhow::Result<()> {
        zip.start_file(name, SimpleFileOptions::default().unix_permissions(mode))?;
        Ok(zip.write_all(bytes)?)
    };
    add("setup.sh", 0o755, SETUP.as_bytes())?;
    add("run_autograder", 0o755, RUN.as_bytes())?;
    add("lab", 0o644, lab.as_bytes())?;
    add("checker-grade", 0o755, &own)?;
    let bytes = zip.finish()?.into_inner();
    whole::write(file, bytes).with_context(|| format!("cannot write {}", file.display()))
}
