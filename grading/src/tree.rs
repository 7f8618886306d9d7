//! What a hand-in holds: regular files below one folder, in memory, so that nothing is written before it has been judged.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use unicode_normalization::UnicodeNormalization;

use crate::problem::{Problem, problem};

/// Bytes that a hand-in may have.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// Files that it may have.
pub const MOST_FILES: usize = 20_000;
/// Folders in folders.
pub const MOST_DEPTH: usize = 32;
/// Bytes of a name (`NAME_MAX`, `limits.h(0p)`).
const MOST_NAME: usize = 255;
/// How many times larger than the archive its contents may be.
pub const MOST_RATIO: u64 = 200;
/// Bytes below which that is no matter: a file of zeros is no bomb.
const SMALL: u64 = 1024 * 1024;
/// How long it may take to unpack one.
const LONGEST: Duration = Duration::from_secs(10);

/// Folders that are no part of anybody's work.
const FOLDERS: &[&str] = &[
    ".git",
    "__MACOSX",
    "__pycache__",
    "target",
    ".venv",
    ".idea",
    ".vscode",
    ".vs",
    ".settings",
    ".gradle",
    ".mypy_cache",
    ".pytest_cache",
];
/// Files that systems and editors leave.
const FILES: &[&str] = &[".DS_Store", "Thumbs.db", "desktop.ini"];

/// A regular file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Whether it may be executed.
    pub executable: bool,
}

/// The files of a hand-in by their paths, with `/` between the names.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// In the order of their paths.
    pub files: BTreeMap<String, File>,
    /// What was left out, and how often.
    pub left_out: BTreeMap<String, usize>,
    /// What else is worth saying.
    pub notes: Vec<String>,
}

/// What may still be taken of one arrival.
pub struct Budget {
    bytes: u64,
    files: usize,
    /// Bytes of the archives that it came in; none where it came as it is.
    packed: Option<u64>,
    until: Instant,
}

impl Budget {
    /// That of an arrival which has taken nothing yet.
    pub fn new() -> Budget {
        Budget { bytes: 0, files: 0, packed: None, until: Instant::now() + LONGEST }
    }

    /// From now on what is taken comes out of so many packed bytes.
    pub fn unpacks(&mut self, packed: u64) {
        self.packed = Some(self.packed.unwrap_or(0) + packed);
    }

    /// Bytes of which the next one would be too many: what is read is read no further.
    pub fn left(&self) -> u64 {
        let by_ratio = self.packed.map(|packed| (packed.max(1) * MOST_RATIO).max(SMALL));
        MOST_BYTES.min(by_ratio.unwrap_or(MOST_BYTES)).saturating_sub(self.bytes)
    }

    /// Takes a file of so many bytes.
    ///
    /// # Errors
    /// It is too much: which limit, and where.
    pub fn take(&mut self, path: &str, bytes: u64) -> Result<(), Problem> {
        let is_bomb = bytes > self.left() && self.left() + self.bytes < MOST_BYTES;
        self.files += 1;
        if Instant::now() > self.until {
            return Err(problem("too-large", format!("it was not unpacked after {} s", LONGEST.as_secs())));
        }
        if self.files > MOST_FILES {
            return Err(problem("too-large", format!("it has more than {MOST_FILES} files (at {path})")));
        }
        if is_bomb {
            return Err(problem("bomb", format!("{path} unpacks to more than {MOST_RATIO} times the archive's size")));
        }
        if bytes > self.left() {
            let most = MOST_BYTES / 1024 / 1024;
            return Err(problem("too-large", format!("with {path} it has more than {most} MiB")));
        }
        self.bytes += bytes;
        Ok(())
    }
}

impl Default for Budget {
    fn default() -> Budget {
        Budget::new()
    }
}

/// Where an entry goes.
pub enum Place {
    /// To this path.
    At(String),
    /// Nowhere, by this name.
    LeftOut(String),
}

/// The place of an entry of this name, as an archive or a folder has it.
///
/// # Errors
/// The name leads out of the folder, or too deep into it.
pub fn place(raw: &[u8], notes: &mut Vec<String>) -> Result<Place, Problem> {
    let name = text(raw);
    if name.contains("\\x") && std::str::from_utf8(raw).is_err() {
        notes.push(format!("the name of a file is not UTF-8, and is written {name}"));
    }
    let mut parts: Vec<&str> = Vec::new();
    let has_drive = name.len() >= 2 && name.as_bytes()[1] == b':' && name.as_bytes()[0].is_ascii_alphabetic();
    if name.starts_with('/') || has_drive || name.contains('\0') {
        return Err(escapes(&name));
    }
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => return Err(escapes(&name)),
            part => parts.push(part),
        }
    }
    if parts.len() > MOST_DEPTH {
        return Err(problem("too-large", format!("{name} lies more than {MOST_DEPTH} folders deep")));
    }
    if parts.iter().any(|part| part.len() > MOST_NAME) {
        return Err(problem("too-large", format!("a name in it has more than {MOST_NAME} bytes")));
    }
    let folders = &parts[..parts.len().saturating_sub(1)];
    if let Some(folder) = folders.iter().find(|part| FOLDERS.contains(part)) {
        return Ok(Place::LeftOut((*folder).to_owned()));
    }
    match parts.last() {
        Some(file) if FILES.contains(file) => Ok(Place::LeftOut((*file).to_owned())),
        Some(file) if file.starts_with("._") => Ok(Place::LeftOut("._*".to_owned())),
        _ => Ok(Place::At(parts.join("/"))),
    }
}

fn escapes(name: &str) -> Problem {
    problem(
        "escapes",
        format!("the entry {} leads out of the folder: nothing of this hand-in was written", name.escape_debug()),
    )
}

/// A name as text, composed (NFC): what is not UTF-8 in it is written `\xe9`.
pub fn text(raw: &[u8]) -> String {
    let mut said = String::new();
    for chunk in raw.utf8_chunks() {
        said.extend(chunk.valid().nfc());
        said.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    said
}

impl Tree {
    /// Notes that an entry was left out.
    pub fn leave_out(&mut self, what: &str) {
        *self.left_out.entry(what.to_owned()).or_default() += 1;
    }

    /// Puts a file there. Of two with one path the later one stays, and is noted.
    ///
    /// # Errors
    /// A file stands where a folder would have to.
    pub fn put(&mut self, path: String, file: File) -> Result<(), Problem> {
        let above = path.match_indices('/').map(|(at, _)| &path[..at]).find(|above| self.files.contains_key(*above));
        let below =
            self.files.range(format!("{path}/")..).next().filter(|(below, _)| below.starts_with(&format!("{path}/")));
        if above.is_some() || below.is_some() {
            return Err(problem("escapes", format!("{path} is a file and a folder at once")));
        }
        if self.files.insert(path.clone(), file).is_some() {
            self.notes.push(format!("{path} stands in it twice: the later one was taken"));
        }
        Ok(())
    }

    /// The files below a folder, by their paths from there; all where it is empty.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a File)> + 'a {
        self.files.iter().filter_map(move |(path, file)| {
            let rest = if folder.is_empty() { path } else { path.strip_prefix(folder)?.strip_prefix('/')? };
            Some((rest, file))
        })
    }

    /// Removes what this asks for, noted by its name.
    pub fn remove(&mut self, mut gone: impl FnMut(&str, &File) -> Option<String>) {
        let mut named = Vec::new();
        self.files.retain(|path, file| match gone(path, file) {
            Some(name) => {
                named.push(name);
                false
            }
            None => true,
        });
        named.iter().for_each(|name| self.leave_out(name));
    }

    /// The digest of what lies below a folder: paths, contents and x bits, nothing else.
    pub fn digest(&self, folder: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        for (path, file) in self.below(folder) {
            hasher.update(path.as_bytes()).update(&[0, u8::from(file.executable)]);
            hasher.update(&(file.bytes.len() as u64).to_be_bytes()).update(&file.bytes);
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_their_place_or_none() {
        let table: [(&[u8], Option<Option<&str>>); 14] = [
            (b"a/./b//c.py", Some(Some("a/b/c.py"))),
            ("e\u{301}.py".as_bytes(), Some(Some("\u{e9}.py"))),
            (b"caf\xe9.py", Some(Some("caf\\xe9.py"))),
            (b"../a", None),
            (b"a/../../b", None),
            (b"/etc/passwd", None),
            (b"C:/x", None),
            (b"a\0b", None),
            (b"x/.git/config", Some(None)),
            (b"__MACOSX/a", Some(None)),
            (b"a/._b", Some(None)),
            (b"target/debug/x", Some(None)),
            (b"target", Some(Some("target"))),
            (b"a/.DS_Store", Some(None)),
        ];
        for (raw, expected) in table {
            let placed = place(raw, &mut Vec::new()).ok().map(|place| match place {
                Place::At(path) => Some(path),
                Place::LeftOut(_) => None,
            });
            assert_eq!(placed, expected.map(|path| path.map(str::to_owned)), "{}", raw.escape_ascii());
        }
        assert!(place("d/".repeat(40).as_bytes(), &mut Vec::new()).is_err());
    }

    #[test]
    fn a_budget_ends_with_bytes_files_and_ratio() {
        let mut bomb = Budget::new();
        bomb.unpacks(10_000);
        assert!(bomb.take("a", 1_900_000).is_ok());
        assert_eq!(bomb.take("b", 200_000).unwrap_err().kind, "bomb");
        assert_eq!(Budget::new().take("a", MOST_BYTES + 1).unwrap_err().kind, "too-large");
        let mut many = Budget::new();
        assert!((0..MOST_FILES).all(|_| many.take("a", 0).is_ok()));
        assert_eq!(many.take("a", 0).unwrap_err().kind, "too-large");
    }

    #[test]
    fn no_file_stands_where_a_folder_has_to() {
        let file = || File { bytes: Vec::new(), executable: false };
        let mut tree = Tree::default();
        tree.put("a/b".into(), file()).unwrap();
        assert!(tree.put("a/b/c".into(), file()).is_err() && tree.put("a".into(), file()).is_err());
        assert!(tree.put("ab".into(), file()).is_ok());
    }
}
