//! Wrong versions of the Python programs in `solutions/peers/python`, by `python/mutate.py`.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
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

/// All wrong versions of a lab's programs, each in a folder of its own below `target/proof`.
///
/// # Errors
/// Where there is no python3, or a folder can't be written.
pub fn wrong_versions(root: &Path, lab: &'static Lab) -> anyhow::Result<Vec<Wrong>> {
    let mut all = Vec::new();
    for program in lab.programs {
        let file = format!("{}_{}.py", lab.id, program.replace('-', "_"));
        let path = root.join("solutions/peers/python").join(&file);
        // The full-screen client is in Rust alone.
        if !path.is_file() {
            continue;
        }
        let source = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for (count, version) in versions(root, &path)?.into_iter().enumerate() {
            let name = format!("py-{}-{program}-{count:03}", lab.id);
            let folder = root.join("target/proof/python").join(&name);
            lay_out(root, &folder, &file, &version.source)?;
            let Version { line, kind, was, becomes, .. } = version;
            let change = Change { number: line, line: change::line(&source, line), kind, was, becomes };
            all.push(Wrong { name, lab, program: (*program).to_owned(), file: file.clone(), change, folder });
        }
    }
    Ok(all)
}

fn versions(root: &Path, path: &Path) -> anyhow::Result<Vec<Version>> {
    let script = root.join("proof/python/mutate.py");
    let output = Command::new("python3").arg(script).arg(path).output().context("cannot start python3")?;
    ensure!(output.status.success(), "mutate.py: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).context("mutate.py prints no JSON")
}

/// The folder of the right programs, with one of them replaced.
fn lay_out(root: &Path, folder: &Path, wrong: &str, source: &str) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for entry in fs::read_dir(root.join("solutions/peers/python"))? {
        let path = entry?.path();
        // Python's own, which it makes in each folder again.
        if path.ends_with("__pycache__") {
            continue;
        }
        let own = folder.join(path.file_name().context("a file has a name")?);
        let _ = fs::remove_file(&own);
        if own.file_name().is_some_and(|name| name == wrong) {
            fs::write(own, source)?;
        } else {
            symlink(path, own)?;
        }
    }
    Ok(())
}
