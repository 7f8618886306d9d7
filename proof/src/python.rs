//! Wrong versions of the Python programs in `solutions/peers/python`, and of the modules that they import, by
//! `python/mutate.py`.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use checker::lab::Lab;
use serde::Deserialize;

use crate::change::{self, Change};
use crate::wrong::Wrong;

/// As `mutate.py` prints it.
#[derive(Deserialize)]
struct Version {
    line: usize,
    kind: String,
    was: String,
    becomes: String,
    source: String,
}

/// What all programs share. It is tried with those of lab 1, which use the most of it.
const COMMON: &str = "common.py";

/// All wrong versions of a lab's programs, each in a folder of its own below `target/proof`.
///
/// # Errors
/// Where there is no python3, or a folder can't be written.
pub fn wrong_versions(root: &Path, lab: &'static Lab) -> anyhow::Result<Vec<Wrong>> {
    let mut all = Vec::new();
    for program in lab.programs {
        let own = format!("{}_{}.py", lab.id, program.replace('-', "_"));
        // The full-screen client is in Rust alone.
        if !peers(root).join(&own).is_file() {
            continue;
        }
        let mut count = 0;
        let files = with_modules(root, &own)?;
        for file in files.iter().filter(|file| *file != COMMON || lab.id == "lab1") {
            let others = files.iter().filter(|other| *file != own && *other != file);
            let others: Vec<PathBuf> = others.map(|other| peers(root).join(other)).collect();
            let path = peers(root).join(file);
            let source = read(&path)?;
            for version in versions(root, &path, &others)? {
                let name = format!("py-{}-{program}-{count:03}", lab.id);
                let folder = root.join("target/proof/python").join(&name);
                lay_out(root, &folder, file, &version.source)?;
                let Version { line, kind, was, becomes, .. } = version;
                let change = Change { number: line, line: change::line(&source, line), kind, was, becomes };
                all.push(Wrong { name, lab, program: (*program).to_owned(), file: file.clone(), change, folder });
                count += 1;
            }
        }
    }
    Ok(all)
}

fn peers(root: &Path) -> PathBuf {
    root.join("solutions/peers/python")
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// A program's file, and those of the modules beside it that it imports, or that they do.
fn with_modules(root: &Path, own: &str) -> anyhow::Result<Vec<String>> {
    let (mut all, mut ahead) = (Vec::new(), vec![own.to_owned()]);
    while let Some(file) = ahead.pop() {
        if all.contains(&file) {
            continue;
        }
        let source = read(&peers(root).join(&file))?;
        let imported = source.lines().filter_map(|line| line.strip_prefix("from ")?.split(' ').next());
        ahead.extend(imported.map(|module| format!("{module}.py")).filter(|file| peers(root).join(file).is_file()));
        all.push(file);
    }
    Ok(all)
}

/// Those of a file; of a module, of what the others use of it.
fn versions(root: &Path, path: &Path, others: &[PathBuf]) -> anyhow::Result<Vec<Version>> {
    let script = root.join("proof/python/mutate.py");
    let output = Command::new("python3").arg(script).arg(path).args(others).output().context("cannot start python3")?;
    ensure!(output.status.success(), "mutate.py: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).context("mutate.py prints no JSON")
}

/// The folder of the right programs, with one of them replaced.
fn lay_out(root: &Path, folder: &Path, wrong: &str, source: &str) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for entry in fs::read_dir(peers(root))? {
        let path = entry?.path();
        // Python's own, which it makes in each folder again.
        if path.ends_with("__pycache__") {
            continue;
        }
        let own = folder.join(path.file_name().context("a file has a name")?);
        let _ = fs::remove_file(&own);
        if own.file_name().is_some_and(|name| name == wrong) {
            fs::write(own, source)?;
        } else if path.is_file() {
            // No link: Python looks for modules where the program really is.
            fs::copy(path, own)?;
        } else {
            symlink(path, own)?;
        }
    }
    Ok(())
}
