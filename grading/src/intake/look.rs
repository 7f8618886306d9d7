//! Looks at each lab of a hand-in before it is run: what it names is there, and can run on this machine.

use std::collections::BTreeMap;

use checker::labs::LABS;
use checker::submission::programs::{LabPrograms, Programs};

use super::roots::{self, Holds, Root, join};
use crate::problem::{Problem, problem};
use crate::tree::{File, Tree};

/// A lab as it was handed in.
#[derive(Clone, Debug)]
pub struct Found {
    /// `lab1`
    pub lab: &'static str,
    /// The folder of the hand-in from which it is built.
    pub folder: String,
    /// Whether that is the course's crate.
    pub is_crate: bool,
    /// Why it is not graded.
    pub problem: Option<Problem>,
}

/// All labs of a hand-in, and what else is worth saying.
///
/// # Errors
/// What is wrong with all of it.
pub fn labs(tree: &mut Tree) -> Result<Vec<Found>, Problem> {
    let roots = roots::find(tree);
    if roots.is_empty() {
        return Err(roots::none(tree));
    }
    let mut found: BTreeMap<&'static str, Found> = BTreeMap::new();
    let (mut first, mut wrong) = (None, 0);
    for root in &roots {
        match of_root(tree, root) {
            Ok(labs) => {
                for lab in labs {
                    add(&mut found, lab);
                }
            }
            Err(problem) => {
                wrong += 1;
                first.get_or_insert(problem);
            }
        }
    }
    match first {
        Some(problem) if wrong == roots.len() => Err(problem),
        Some(problem) => {
            tree.notes.push(problem.message);
            Ok(found.into_values().collect())
        }
        None if found.is_empty() => Err(problem("nothing", format!("its {} names no lab", roots::PROGRAMS))),
        None => Ok(found.into_values().collect()),
    }
}

fn add(found: &mut BTreeMap<&'static str, Found>, lab: Found) {
    let Some(other) = found.get_mut(lab.lab) else {
        found.insert(lab.lab, lab);
        return;
    };
    let places = [&other.folder, &lab.folder].map(|folder| if folder.is_empty() { "the top" } else { folder });
    let message = format!("{} stands in two places, {} and {}", lab.lab, places[0], places[1]);
    other.problem = Some(problem("overlapping", message));
}

fn of_root(tree: &mut Tree, root: &Root) -> Result<Vec<Found>, Problem> {
    let Holds::Programs(name) = &root.holds else {
        return Ok(of_crate(tree, root));
    };
    let read = roots::read(tree, root, name)?;
    if name != roots::PROGRAMS {
        tree.notes.push(format!("{name} was taken for {}", roots::PROGRAMS));
        if let Some(file) = tree.files.remove(&join(&root.folder, name)) {
            tree.put(join(&root.folder, roots::PROGRAMS), file)?;
        }
    }
    without_binaries(tree, &root.folder, &read);
    let named = LABS.iter().filter(|lab| read.has(lab.id));
    let look = |lab: &&checker::lab::Lab| {
        let place = join(&root.folder, roots::PROGRAMS);
        let said = read.lab(lab.id).map_err(|mistake| problem("mistake", format!("{place}:{mistake}")));
        let problem = said.map_or_else(Some, |said| wrong_with(tree, &root.folder, said));
        Found { lab: lab.id, folder: root.folder.clone(), is_crate: false, problem }
    };
    Ok(named.map(look).collect())
}

/// Of the course's crate every lab counts of which there is a folder.
fn of_crate(tree: &Tree, root: &Root) -> Vec<Found> {
    let is_there = |lab: &&&checker::lab::Lab| tree.below(&join(&root.folder, lab.folder)).next().is_some();
    let found =
        |lab: &&checker::lab::Lab| Found { lab: lab.id, folder: root.folder.clone(), is_crate: true, problem: None };
    LABS.iter().filter(is_there).map(found).collect()
}

/// What is built here is no part of a hand-in: it would be graded where the build fails.
fn without_binaries(tree: &mut Tree, folder: &str, programs: &Programs) {
    let mut said =
        LABS.iter().filter(|lab| programs.has(lab.id)).filter_map(|lab| programs.lab(lab.id).ok()).peekable();
    if said.peek().is_none() || said.any(|said| said.build.is_empty()) {
        return;
    }
    let is_library = |path: &str| [".so", ".dll", ".jar", ".a", ".dylib", ".node"].iter().any(|end| path.contains(end));
    tree.remove(|path, file| {
        let is_below = folder.is_empty() || path.starts_with(&format!("{folder}/"));
        let is_built = is_below && !is_library(path) && (system(&file.bytes).is_some() || path.ends_with(".class"));
        is_built.then(|| "a binary that is built here".to_owned())
    });
}

/// The system that a binary is for; none where it is no binary.
fn system(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x7f, b'E', b'L', b'F', ..] if elf_machine(bytes) == here() => Some("this machine"),
        [0x7f, b'E', b'L', b'F', ..] => Some("Linux on another processor"),
        [0xcf | 0xce, 0xfa, 0xed, 0xfe, ..] | [0xfe, 0xed, 0xfa, 0xcf | 0xce, ..] => Some("macOS"),
        [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 1..=8, ..] => Some("macOS"),
        [b'M', b'Z', ..] => Some("Windows"),
        _ => None,
    }
}

/// The machine in the header (`elf(5)`, `e_machine`).
fn elf_machine(bytes: &[u8]) -> u16 {
    match (bytes.get(5), bytes.get(18..20)) {
        (Some(2), Some([high, low])) => u16::from_be_bytes([*high, *low]),
        (_, Some([low, high])) => u16::from_le_bytes([*low, *high]),
        _ => 0,
    }
}

/// This one's number, `EM_X86_64` or `EM_AARCH64`.
fn here() -> u16 {
    if cfg!(target_arch = "aarch64") { 183 } else { 62 }
}

/// What is wrong with what is said of one lab.
fn wrong_with(tree: &Tree, folder: &str, said: &LabPrograms) -> Option<Problem> {
    // What a build makes is not there yet.
    if !said.build.is_empty() {
        return None;
    }
    said.commands.values().find_map(|words| foreign(tree, folder, words).or_else(|| missing(tree, folder, words)))
}

fn foreign(tree: &Tree, folder: &str, words: &[String]) -> Option<Problem> {
    let path = path_of(folder, words.first()?)?;
    let system = system(&tree.files.get(&path)?.bytes).filter(|system| *system != "this machine")?;
    Some(problem(
        "foreign-binary",
        format!("{path} is a program for {system}: add a `build` line, so that it is built here"),
    ))
}

fn missing(tree: &Tree, folder: &str, words: &[String]) -> Option<Problem> {
    let of_the_folder = |(at, word): (usize, &String)| {
        let is_path = word.contains('/') || at > 0 && looks_like_a_file(word);
        let path = path_of(folder, word).filter(|_| is_path && !word.starts_with('-'))?;
        (!is_there(tree, &path)).then_some(path)
    };
    let path = words.iter().enumerate().find_map(of_the_folder)?;
    let other = tree.files.keys().find(|other| other.to_lowercase() == path.to_lowercase());
    Some(problem(
        "missing-file",
        match other {
            Some(other) => format!("there is no {path}; there is {other}, which differs in upper and lower case"),
            None => format!("there is no {path}, which programs.toml names"),
        },
    ))
}

fn is_there(tree: &Tree, path: &str) -> bool {
    tree.files.contains_key(path) || tree.below(path).next().is_some()
}

/// Ends of source files: a word with one of them is meant as a file's name.
fn looks_like_a_file(word: &str) -> bool {
    let ends = [".py", ".js", ".mjs", ".pl", ".rb", ".jar", ".exe", ".dll", ".sh", ".php", ".lua", ".ts", ".tcl"];
    ends.iter().any(|end| word.ends_with(end))
}

/// A word as a path in the hand-in; none where it leads elsewhere.
fn path_of(folder: &str, word: &str) -> Option<String> {
    if word.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in word.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A tree's files without white space and comments: the same for two that differ in nothing else.
pub fn gist(tree: &Tree) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut gists: Vec<Vec<u8>> = tree.files.iter().filter_map(|(path, file)| gist_of(path, file)).collect();
    gists.sort();
    for gist in &gists {
        hasher.update(gist).update(&[0]);
    }
    if gists.is_empty() { String::new() } else { hasher.finalize().to_hex()[..32].to_owned() }
}

/// Of a source file; comments are known by the beginnings of lines, which is enough to be asked about.
fn gist_of(path: &str, file: &File) -> Option<Vec<u8>> {
    let ends = [".py", ".js", ".mjs", ".pl", ".rb", ".c", ".h", ".cpp", ".cs", ".java", ".rs", ".go", ".ts"];
    if !ends.iter().any(|end| path.ends_with(end)) {
        return None;
    }
    let text = String::from_utf8_lossy(&file.bytes);
    let is_comment =
        |line: &str| ["#", "//", "/*", "*"].iter().any(|sign| line.starts_with(sign)) && !line.starts_with("#include");
    let lines = text.lines().map(str::trim).filter(|line| !is_comment(line));
    let kept: String = lines.flat_map(|line| line.chars().filter(|c| !c.is_whitespace())).collect();
    (!kept.is_empty()).then(|| kept.into_bytes())
}
