//! Builds the book for later, with nobody's grades in it, and packs it into the file that the checker is compiled with.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::archive::add;

/// What mdBook calls to have the pages filled in.
const FILL: (&str, &str) = ("MDBOOK_PREPROCESSOR__CHECKER__COMMAND", "cargo run -q -p checker -- mdbook later");

/// Writes `book.tar.gz` in this folder.
pub fn build(root: &Path, folder: &Path) -> anyhow::Result<()> {
    let mdbook = mdbook(root).context(
        "there is no mdBook 0.5 in PATH or target/tools: cargo install mdbook --version ^0.5 --locked --root target/tools",
    )?;
    let built = folder.join("book");
    let mut build = Command::new(&mdbook);
    build.args(["build", "book", "--dest-dir"]).arg(&built).env(FILL.0, FILL.1).current_dir(root);
    let status = build.status().with_context(|| format!("cannot start {}", mdbook.display()))?;
    ensure!(status.success(), "mdBook could not build the book ({status})");
    pack(&built, &folder.join("book.tar.gz")).context("cannot pack the book")
}

fn mdbook(root: &Path) -> Option<PathBuf> {
    let is_right = |mdbook: &PathBuf| {
        let said = Command::new(mdbook).arg("--version").stdin(Stdio::null()).stderr(Stdio::null()).output();
        said.is_ok_and(|said| said.stdout.starts_with(b"mdbook v0.5."))
    };
    [PathBuf::from("mdbook"), root.join("target/tools/bin/mdbook")].into_iter().find(is_right)
}

fn pack(built: &Path, file: &Path) -> anyhow::Result<()> {
    let mut files = Vec::new();
    collect(built, built, &mut files)?;
    files.sort();
    let mut tar = tar::Builder::new(GzEncoder::new(File::create(file)?, Compression::best()));
    for name in files {
        add(&mut tar, &name, &fs::read(built.join(&name))?, 0o644)?;
    }
    tar.into_inner()?.finish()?;
    Ok(())
}

/// The paths of all files in a folder, from its top.
fn collect(top: &Path, folder: &Path, files: &mut Vec<String>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(top, &path, files)?;
        } else {
            files.push(path.strip_prefix(top)?.to_str().context("a path that is no text")?.to_owned());
        }
    }
    Ok(())
}
