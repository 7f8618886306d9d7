//! Whether what cargo has built is of the files that are there: cargo compares dates, and `unzip` and `cp -a` keep old ones.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::Path;
use std::time::SystemTime;

use anyhow::Context;

/// By its path, what is in each file.
type Contents = BTreeMap<String, u64>;

/// Makes cargo build a package anew in which a file is another than at the last build, although it is no younger.
///
/// # Errors
/// The package can't be read, or it can't be written down in the target folder what it is.
pub fn forget_another(root: &Path, package: &str) -> anyhow::Result<()> {
    let target = root.join("target/graded");
    let record = target.join(format!("{package}.contents"));
    let mut now = Contents::new();
    read(&root.join(package), "", &mut now)?;
    let before = fs::read(&record).ok().and_then(|text| serde_json::from_slice::<Contents>(&text).ok());
    let written = fs::metadata(&record).and_then(|about| about.modified()).ok();
    if !before
        .zip(written)
        .is_some_and(|(before, written)| is_seen_by_cargo(&root.join(package), &before, &now, written))
    {
        forget(&target, package)?;
    }
    fs::create_dir_all(&target).with_context(|| format!("cannot make {}", target.display()))?;
    let text = serde_json::to_vec(&now).context("cannot write down what is built")?;
    fs::write(&record, text).with_context(|| format!("cannot write {}", record.display()))
}

/// Whether every file that is another one now is younger than the last build.
fn is_seen_by_cargo(folder: &Path, before: &Contents, now: &Contents, written: SystemTime) -> bool {
    let is_younger = |path: &str| {
        let modified = fs::metadata(folder.join(path)).and_then(|about| about.modified());
        modified.is_ok_and(|modified| modified > written)
    };
    now.iter().all(|(path, content)| before.get(path) == Some(content) || is_younger(path))
}

fn read(folder: &Path, prefix: &str, contents: &mut Contents) -> anyhow::Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    for entry in entries.flatten() {
        let kind = entry.file_type().with_context(|| format!("cannot read {}", entry.path().display()))?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if kind.is_dir() && entry.file_name() != "target" {
            read(&entry.path(), &format!("{path}/"), contents)?;
        } else if kind.is_file() {
            let text = fs::read(entry.path()).with_context(|| format!("cannot read {}", entry.path().display()))?;
            let mut hasher = DefaultHasher::new();
            hasher.write(&text);
            contents.insert(path, hasher.finish());
        }
    }
    Ok(())
}

/// Without its fingerprints cargo knows of no earlier build of the package.
fn forget(target: &Path, package: &str) -> anyhow::Result<()> {
    let entries = fs::read_dir(target.join("debug/.fingerprint")).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(&format!("{package}-"))) {
        fs::remove_dir_all(entry.path()).with_context(|| format!("cannot remove {}", entry.path().display()))?;
    }
    Ok(())
}
