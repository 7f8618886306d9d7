//! The source files of a folder, and whether one of them is another than before: what `checker watch` waits for.
//!
//! They are looked at again and again rather than waited for: an editor that saves by renaming, a folder that is shared
//! with another system, and a new file are all seen alike. What a build or a program writes is no source.

#![warn(missing_docs)]

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs::{self, Metadata};
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Folders that hold what was built or fetched.
const BUILT: &[&str] = &["bin", "build", "node_modules", "obj", "out", "target", "venv"];
/// How the names of sources end. A file whose name has no end is one if it is text.
const ENDS: &[&str] = &[
    "c", "cc", "cjs", "cpp", "cs", "csproj", "go", "h", "hpp", "java", "js", "kt", "mjs", "mmd", "pl", "pm", "py",
    "rb", "rs", "sh", "swift", "toml", "ts", "zig",
];
/// Bytes that a source may have.
const LARGEST: u64 = 1024 * 1024;
/// Folders that stand in each other.
const DEEPEST: usize = 6;

/// The sources of a folder as they were last seen.
pub struct Sources {
    folder: PathBuf,
    seen: BTreeMap<PathBuf, Source>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Source {
    length: u64,
    modified: Option<SystemTime>,
    digest: u64,
}

impl Sources {
    /// The sources of a folder as they are now.
    pub fn of(folder: &Path) -> Sources {
        let mut sources = Sources { folder: folder.to_owned(), seen: BTreeMap::new() };
        sources.seen = sources.now();
        sources
    }

    /// Looks again: whether a source has other contents, is new, or is gone. A file that was written anew with what was
    /// in it before is the same.
    pub fn have_changed(&mut self) -> bool {
        let now = self.now();
        let contents = |seen: &BTreeMap<PathBuf, Source>| -> Vec<(PathBuf, u64)> {
            seen.iter().map(|(path, source)| (path.clone(), source.digest)).collect()
        };
        let have_changed = contents(&now) != contents(&self.seen);
        self.seen = now;
        have_changed
    }

    fn now(&self) -> BTreeMap<PathBuf, Source> {
        let mut now = BTreeMap::new();
        self.look(&self.folder, DEEPEST, &mut now);
        now
    }

    /// What can't be read is not there: it may be gone already.
    fn look(&self, folder: &Path, deep: usize, now: &mut BTreeMap<PathBuf, Source>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            let Ok(about) = fs::metadata(&path) else { continue };
            if name.starts_with('.') {
            } else if about.is_dir() && deep > 0 && !BUILT.contains(&name.as_str()) && !name.starts_with("__") {
                self.look(&path, deep - 1, now);
            } else if let Some(source) = self.source(&path, &about) {
                now.insert(path, source);
            }
        }
    }

    fn source(&self, path: &Path, about: &Metadata) -> Option<Source> {
        let end = path.extension().map(|end| end.to_string_lossy().into_owned());
        let is_named_so = end.as_ref().is_some_and(|end| ENDS.contains(&end.as_str()));
        if !about.is_file() || about.len() > LARGEST || (end.is_some() && !is_named_so) {
            return None;
        }
        let (length, modified) = (about.len(), about.modified().ok());
        if let Some(before) = self.seen.get(path).filter(|one| one.length == length && one.modified == modified) {
            return Some(*before);
        }
        let bytes = fs::read(path).ok().filter(|bytes| is_named_so || !bytes.contains(&0))?;
        let mut hasher = DefaultHasher::new();
        hasher.write(&bytes);
        Some(Source { length, modified, digest: hasher.finish() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_that_was_saved_is_noticed_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("watched-{}", std::process::id()));
        fs::create_dir_all(folder.join("bin")).unwrap();
        fs::create_dir_all(folder.join("deep")).unwrap();
        let put = |name: &str, text: &[u8]| fs::write(folder.join(name), text).unwrap();
        put("server.py", b"one");
        let mut sources = Sources::of(&folder);
        let table: &[(&str, &[u8], bool)] = &[
            ("server.py", b"one", false),
            ("server.py", b"two", true),
            ("deep/frames.py", b"new", true),
            ("bin/server.py", b"built", false),
            (".server.py.swp", b"an editor's", false),
            ("server.py~", b"an editor's", false),
            ("server.log", b"printed", false),
            ("program", b"\x7fELF\0", false),
            ("Makefile", b"all:", true),
        ];
        for (name, text, wanted) in table {
            put(name, text);
            assert_eq!(sources.have_changed(), *wanted, "{name}");
        }
        put("fresh", b"three");
        assert!(sources.have_changed());
        fs::rename(folder.join("fresh"), folder.join("server.py")).unwrap();
        assert!(sources.have_changed(), "saved by renaming");
        fs::remove_file(folder.join("server.py")).unwrap();
        assert!(sources.have_changed() && !sources.have_changed());
        fs::remove_dir_all(folder).unwrap();
    }
}
