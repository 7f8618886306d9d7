//! Whether what cargo has built is of the files that are there: cargo compares dates, and `unzip` and `cp -a` keep old ones.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Context;

/// By its path, what is in each file; one that does not belong to the package has its path in full.
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
    let before = known(&record);
    for path in before.keys().filter(|path| is_elsewhere(path)) {
        now.insert(path.clone(), content(Path::new(path)).unwrap_or_default());
    }
    let written = fs::metadata(&record).and_then(|about| about.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let unseen = unseen_by_cargo(&root.join(package), &before, &now, written);
    // Whose a file from elsewhere is nobody knows.
    let is_of_all = unseen.iter().any(|path| is_elsewhere(path));
    if !unseen.is_empty() {
        forget(&target, &|name| is_of_all || name.starts_with(&format!("{package}-")))?;
    }
    write(&record, &now)
}

/// Takes down which files of elsewhere the last build has read, for the next one: a package that is used by its path, what
/// is included. They stand in what cargo leaves beside each binary for make(1).
///
/// # Errors
/// It can't be written down.
pub fn remember_elsewhere(root: &Path, package: &str) -> anyhow::Result<()> {
    let target = root.join("target/graded");
    let record = target.join(format!("{package}.contents"));
    let (own, mut contents) = (root.join(package), known(&record));
    let before = contents.len();
    for rule in fs::read_dir(target.join("debug")).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let text = if rule.extension().is_some_and(|end| end == "d") { fs::read_to_string(&rule) } else { continue };
        let read = prerequisites(&text.unwrap_or_default());
        if read.iter().any(|path| path.starts_with(&own)) {
            let elsewhere = read.iter().filter(|path| !path.starts_with(&own));
            contents.extend(elsewhere.filter_map(|path| Some((path.to_str()?.to_owned(), content(path).ok()?))));
        }
    }
    if contents.len() == before { Ok(()) } else { write(&record, &contents) }
}

/// The files that a rule of make's names behind its colon, each by its path in full; a space in a name has a backslash
/// before it.
fn prerequisites(rule: &str) -> Vec<PathBuf> {
    let named = rule.lines().filter_map(|line| line.split_once(": ")).map(|(_, named)| named.replace("\\ ", "\0"));
    let paths = |named: String| named.split(' ').map(|path| path.replace('\0', " ")).collect::<Vec<String>>();
    named.flat_map(paths).filter_map(|path| fs::canonicalize(path).ok()).collect()
}

fn is_elsewhere(path: &str) -> bool {
    path.starts_with('/')
}

/// What was taken down at the last build; nothing before the first.
fn known(record: &Path) -> Contents {
    fs::read(record).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
}

fn write(record: &Path, contents: &Contents) -> anyhow::Result<()> {
    let folder = record.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let text = serde_json::to_vec(contents).context("cannot write down what is built")?;
    fs::write(record, text).with_context(|| format!("cannot write {}", record.display()))
}

/// The files that are others now, although they are no younger than the last build.
fn unseen_by_cargo(folder: &Path, before: &Contents, now: &Contents, written: SystemTime) -> Vec<String> {
    let is_younger = |path: &str| {
        let modified = fs::metadata(folder.join(path)).and_then(|about| about.modified());
        modified.is_ok_and(|modified| modified > written)
    };
    let unseen = now.iter().filter(|(path, content)| before.get(*path) != Some(content) && !is_younger(path));
    unseen.map(|(path, _)| path.clone()).collect()
}

fn read(folder: &Path, prefix: &str, contents: &mut Contents) -> anyhow::Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    for entry in entries.flatten() {
        let kind = entry.file_type().with_context(|| format!("cannot read {}", entry.path().display()))?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if kind.is_dir() && entry.file_name() != "target" {
            read(&entry.path(), &format!("{path}/"), contents)?;
        } else if kind.is_file() {
            let content = content(&entry.path());
            contents.insert(path, content.with_context(|| format!("cannot read {}", entry.path().display()))?);
        }
    }
    Ok(())
}

fn content(file: &Path) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    hasher.write(&fs::read(file)?);
    Ok(hasher.finish())
}

/// Without their fingerprints cargo knows of no earlier build of these packages.
fn forget(target: &Path, is_theirs: &dyn Fn(&str) -> bool) -> anyhow::Result<()> {
    let entries = fs::read_dir(target.join("debug/.fingerprint")).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_theirs(&entry.file_name().to_string_lossy())) {
        fs::remove_dir_all(entry.path()).with_context(|| format!("cannot remove {}", entry.path().display()))?;
    }
    Ok(())
}
