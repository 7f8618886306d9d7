//! Finds the hand-ins in what was downloaded, and reads each of them into memory.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::BufReader;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use cap_std::ambient_authority;
use cap_std::fs::Dir;

use super::roots;
use super::shape::{self, Names, Shape, System};
use super::unpack::Sink;
use crate::problem::{Problem, problem};
use crate::tree::{self, Budget, Tree};

/// What one student handed in at one time.
pub struct Arrival {
    /// What its name says.
    pub shape: Shape,
    /// The name itself: the folder or the file in the download.
    pub entry: String,
    /// Which of the downloads it is from.
    pub from: usize,
    parts: Vec<Part>,
}

enum Part {
    /// A folder on the disk.
    Folder(PathBuf),
    /// A file on the disk, and its name in the hand-in.
    File(PathBuf, String),
    /// Entries of a zip, each by its number and its path in the hand-in.
    Entries(PathBuf, Vec<(usize, Vec<u8>)>),
}

/// Ends of files that lie beside hand-ins and are none.
const BESIDE: &[&str] = &["csv", "txt", "md", "html", "toml", "json"];

/// The hand-ins in a download: a zip, a folder of what is in it, of zips, of folders, of clones, or one hand-in alone.
///
/// # Errors
/// There is no such file, or it is none of that.
pub fn find(download: &Path, from: usize, names: &Names) -> anyhow::Result<Vec<Arrival>> {
    let about = fs::metadata(download).with_context(|| format!("cannot find {}", download.display()))?;
    let name = file_name(&download.canonicalize().unwrap_or_else(|_| download.to_owned()));
    if about.is_dir() {
        if is_one_hand_in(download) {
            let shape = names.read(&name);
            return Ok(vec![Arrival { shape, entry: name, from, parts: vec![Part::Folder(download.to_owned())] }]);
        }
        return in_folder(download, from, names);
    }
    if !shape::is_archive(&name) {
        bail!("{} is neither a folder nor an archive ({})", download.display(), shape::ARCHIVES.join(", "));
    }
    if name.to_lowercase().ends_with(".zip") && names.read(&name).system == System::Plain {
        let found = in_zip(download, from, names)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let parts = vec![Part::File(download.to_owned(), name.clone())];
    Ok(vec![Arrival { shape: names.read(&name), entry: name, from, parts }])
}

fn is_one_hand_in(folder: &Path) -> bool {
    let here = fs::read_dir(folder).into_iter().flatten().flatten();
    let names: Vec<String> = here.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.iter().any(|name| name.eq_ignore_ascii_case(roots::PROGRAMS) || name == "Cargo.toml")
}

fn in_folder(folder: &Path, from: usize, names: &Names) -> anyhow::Result<Vec<Arrival>> {
    let mut children: Vec<PathBuf> = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
        .with_context(|| format!("cannot read the folder {}", folder.display()))?;
    children.sort();
    let mut found = Vec::new();
    for child in children {
        let entry = file_name(&child);
        let shape = names.read(&entry);
        let is_folder = fs::symlink_metadata(&child).is_ok_and(|about| about.is_dir());
        if is_no_hand_in(&entry, &shape, is_folder) {
            continue;
        }
        let part = match is_folder {
            true => Part::Folder(child),
            false => Part::File(child, shape.file.clone()),
        };
        found.push(Arrival { shape, entry, from, parts: vec![part] });
    }
    Ok(together(found))
}

/// The hand-ins in a zip; none where the zip is a hand-in itself.
fn in_zip(archive: &Path, from: usize, names: &Names) -> anyhow::Result<Vec<Arrival>> {
    let Ok(read) = open(archive) else { return Ok(Vec::new()) };
    let mut tops: BTreeMap<String, Vec<(usize, Vec<u8>)>> = BTreeMap::new();
    for index in 0..read.len() {
        let Some(raw) = read.name_for_index(index).map(|name| name.replace('\\', "/")) else { continue };
        let (top, rest) = raw.split_once('/').unwrap_or((&raw, ""));
        tops.entry(tree::text(top.as_bytes())).or_default().push((index, rest.as_bytes().to_vec()));
    }
    tops.retain(|top, _| top != "__MACOSX" && !top.starts_with('.'));
    let is_said = |top: &String| names.read(top).system != System::Plain;
    let holds_root = |top: &String| top.eq_ignore_ascii_case(roots::PROGRAMS) || top == "Cargo.toml";
    if tops.keys().any(holds_root) || tops.len() == 1 && !tops.keys().any(is_said) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for (entry, mut entries) in tops {
        let shape = names.read(&entry);
        let is_folder = !matches!(entries.as_slice(), [(_, rest)] if rest.is_empty())
            || entries.iter().any(|(_, rest)| !rest.is_empty());
        if is_no_hand_in(&entry, &shape, is_folder) {
            continue;
        }
        if !is_folder {
            entries[0].1 = shape.file.clone().into_bytes();
        }
        found.push(Arrival { shape, entry, from, parts: vec![Part::Entries(archive.to_owned(), entries)] });
    }
    Ok(together(found))
}

fn is_no_hand_in(entry: &str, shape: &Shape, is_folder: bool) -> bool {
    let end = entry.rsplit_once('.').map_or("", |(_, end)| end);
    let is_text_of_system = shape.system == System::Blackboard && shape.file.is_empty();
    let is_beside = shape.system == System::Plain && !is_folder && BESIDE.contains(&&*end.to_lowercase());
    entry.starts_with('.')
        || entry == "__MACOSX"
        || entry.contains("_assignsubmission_onlinetext")
        || is_text_of_system
        || is_beside
}

/// The files that a system gives one by one become the hand-in that they were.
fn together(found: Vec<Arrival>) -> Vec<Arrival> {
    let mut whole: Vec<Arrival> = Vec::new();
    for arrival in found {
        let is_same = |other: &&mut Arrival| {
            let is_one = other.shape.id == arrival.shape.id && other.shape.attempt == arrival.shape.attempt;
            is_one && arrival.shape.system != System::Plain && other.shape.system == arrival.shape.system
        };
        match whole.iter_mut().find(is_same) {
            Some(other) => {
                other.shape.late |= arrival.shape.late;
                other.parts.extend(arrival.parts);
            }
            None => whole.push(arrival),
        }
    }
    whole
}

impl Arrival {
    /// What was handed in, archives unpacked.
    ///
    /// # Errors
    /// What is wrong with it; of the rest nothing is kept.
    pub fn load(&self) -> Result<Tree, Problem> {
        let mut tree = Tree::default();
        let mut budget = Budget::new();
        let mut sink = Sink { tree: &mut tree, budget: &mut budget, prefix: String::new() };
        for part in &self.parts {
            part.load(&mut sink)?;
        }
        // An archive, and one in an archive.
        for _ in 0..2 {
            if !roots::has_any(&tree) {
                tree = unpacked(tree)?;
            }
        }
        without_builds(&mut tree);
        Ok(tree)
    }
}

impl Part {
    fn load(&self, sink: &mut Sink) -> Result<(), Problem> {
        match self {
            Part::Folder(path) => {
                let folder = Dir::open_ambient_dir(path, ambient_authority()).map_err(|error| unread(path, &error))?;
                sink.folder(&folder, b"")
            }
            Part::File(path, name) => {
                let is_file = fs::symlink_metadata(path).is_ok_and(|about| about.is_file());
                if !is_file {
                    return Err(problem(
                        "special",
                        format!("{} is no regular file", tree::text(path.as_os_str().as_bytes())),
                    ));
                }
                let mut file = File::open(path).map_err(|error| unread(path, &error))?;
                sink.file(name.as_bytes(), false, &mut file)
            }
            Part::Entries(path, entries) => {
                let mut archive = open(path).map_err(|error| unread(path, &error))?;
                let name = file_name(path);
                for (index, rest) in entries.iter().filter(|(_, rest)| !rest.is_empty()) {
                    sink.zip_entry(&name, &mut archive, *index, |_| Some(rest.clone()))?;
                }
                Ok(())
            }
        }
    }
}

/// The same with the archives at its top unpacked, each into a folder of its own where there are several.
fn unpacked(mut tree: Tree) -> Result<Tree, Problem> {
    let at_top = |path: &&String| shape::is_archive(path) && path.matches('/').count() <= 1;
    let archives: Vec<String> = tree.files.keys().filter(at_top).cloned().collect();
    let taken: Vec<_> = archives.iter().filter_map(|path| Some((path.clone(), tree.files.remove(path)?))).collect();
    let mut budget = Budget::new();
    for (path, file) in &taken {
        let prefix = if taken.len() == 1 { String::new() } else { format!("{}/", shape::stem(path)) };
        Sink { tree: &mut tree, budget: &mut budget, prefix }.archive(path, &file.bytes)?;
    }
    Ok(tree)
}

/// Leaves out what `dotnet build` makes: `bin` and `obj` beside a project's file.
fn without_builds(tree: &mut Tree) {
    let ends = [".csproj", ".sln", ".fsproj"];
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let projects: Vec<String> =
        tree.files.keys().filter(|path| ends.iter().any(|end| path.ends_with(end))).map(|path| folder(path)).collect();
    tree.remove(|path, _| {
        let made = |project: &String| ["bin", "obj"].iter().find(|made| path.starts_with(&format!("{project}{made}/")));
        projects.iter().find_map(made).map(|made| format!("{made} of .NET"))
    });
}

fn open(archive: &Path) -> anyhow::Result<zip::ZipArchive<BufReader<File>>> {
    Ok(zip::ZipArchive::new(BufReader::new(File::open(archive)?))?)
}

fn unread(path: &Path, error: &dyn std::fmt::Display) -> Problem {
    problem("cannot-unpack", format!("{} can't be read: {error}", file_name(path)))
}

fn file_name(path: &Path) -> String {
    tree::text(path.file_name().unwrap_or(path.as_os_str()).as_bytes())
}

/// A folder as one hand-in, whatever is in it.
pub fn folder(folder: &Path, names: &Names) -> Arrival {
    let entry = file_name(&folder.canonicalize().unwrap_or_else(|_| folder.to_owned()));
    Arrival { shape: names.read(&entry), entry, from: 0, parts: vec![Part::Folder(folder.to_owned())] }
}
