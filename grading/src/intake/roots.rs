//! Where in a hand-in the labs begin: the folders with a `programs.toml`, or the course's crate `exercises`.

use std::collections::BTreeMap;

use checker::labs::LABS;
use checker::language::Stub;
use checker::languages::LANGUAGES;
use checker::submission::programs::{self, Programs};

use crate::problem::{Problem, problem};
use crate::tree::{File, Tree};

/// The file that says how each program is started.
pub const PROGRAMS: &str = "programs.toml";

/// Archives and papers that nobody here unpacks, by the ends of their names.
const PAPERS: &[&str] = &[".rar", ".7z", ".pdf", ".docx", ".doc", ".odt", ".pages", ".dmg", ".exe", ".iso"];

/// What a lab begins from.
#[derive(Clone, Debug)]
pub struct Root {
    /// The folder; empty for the hand-in itself.
    pub folder: String,
    /// What stands in it.
    pub holds: Holds,
}

/// What says how the programs are built.
#[derive(Clone, Debug)]
pub enum Holds {
    /// A `programs.toml`, by its name as it is written there.
    Programs(String),
    /// The `Cargo.toml` of the crate `exercises`.
    Crate,
}

/// Whether anything in it says how programs are built.
pub fn has_any(tree: &Tree) -> bool {
    tree.files.iter().any(|(path, file)| holds(path, file).is_some())
}

fn holds(path: &str, file: &File) -> Option<Holds> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if name.eq_ignore_ascii_case(PROGRAMS) {
        return Some(Holds::Programs(name.to_owned()));
    }
    let is_ours = name == "Cargo.toml" && std::str::from_utf8(&file.bytes).is_ok_and(names_the_exercises);
    is_ours.then_some(Holds::Crate)
}

fn names_the_exercises(manifest: &str) -> bool {
    toml::from_str::<toml::Table>(manifest).is_ok_and(|table| {
        table.get("package").and_then(|package| package.get("name")).and_then(|name| name.as_str()) == Some("exercises")
    })
}

/// The roots, the shallowest first. What lies below one belongs to it.
pub fn find(tree: &Tree) -> Vec<Root> {
    let mut found: Vec<Root> = tree
        .files
        .iter()
        .filter_map(|(path, file)| {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
            Some(Root { folder, holds: holds(path, file)? })
        })
        .collect();
    found.sort_by_key(|root| {
        (root.folder.matches('/').count() + usize::from(!root.folder.is_empty()), root.folder.clone())
    });
    let mut kept: Vec<Root> = Vec::new();
    for root in found {
        let is_inside =
            |other: &Root| other.folder.is_empty() || root.folder.starts_with(&format!("{}/", other.folder));
        let is_programs = |root: &Root| matches!(root.holds, Holds::Programs(_));
        // A clone of the course holds programs.toml files of its own.
        if !kept.iter().any(|other| {
            (is_inside(other) || other.folder == root.folder) && (!is_programs(other) || is_programs(&root))
        }) {
            kept.push(root);
        }
    }
    kept
}

/// What a root's `programs.toml` says.
///
/// # Errors
/// The mistake in it, with its place.
pub fn read(tree: &Tree, root: &Root, name: &str) -> Result<Programs, Problem> {
    let path = join(&root.folder, name);
    let bytes = tree.files.get(&path).map_or(&[][..], |file| &file.bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| problem("mistake", format!("{path} is no UTF-8 text")))?;
    programs::parse(text, LABS).map_err(|mistake| problem("mistake", format!("{path}:{mistake}")))
}

/// A path below a folder.
pub fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Why there is no root: what was handed in instead.
pub fn none(tree: &Tree) -> Problem {
    if tree.files.is_empty() {
        return problem("nothing", "there is no file in it");
    }
    let is_paper = |path: &&String| PAPERS.iter().any(|end| path.to_lowercase().ends_with(end));
    if let Some(paper) = tree.files.keys().find(is_paper).filter(|_| proposal(tree).is_none()) {
        return problem("cannot-unpack", format!("{paper} can't be unpacked here"));
    }
    problem("no-programs", "there is no programs.toml in it")
}

/// A `programs.toml` by the names of the files, where they say enough: only ever proposed.
pub fn proposal(tree: &Tree) -> Option<String> {
    let folder = of_proposal(tree);
    let here: BTreeMap<&str, &File> = tree.below(folder).filter(|(path, _)| !path.contains('/')).collect();
    let mut text = String::new();
    for lab in LABS {
        let (mut lines, mut build) = (String::new(), Vec::new());
        for program in lab.programs {
            let named = here.keys().find_map(|file| Some((by_name(file, lab.id, program)?, *file)));
            let Some((stub, file)) = named else { continue };
            if let Some(make) = stub.build {
                build.push(make(lab.id, program).replace(&(stub.file)(lab.id, program), file));
            }
            let start: Vec<String> = (stub.start)(lab.id, program)
                .iter()
                .map(|word| word.replace(&(stub.file)(lab.id, program), file))
                .collect();
            lines.push_str(&format!("{program} = {start:?}\n"));
        }
        if !lines.is_empty() {
            let build = if build.is_empty() { String::new() } else { format!("build = {build:?}\n") };
            text.push_str(&format!("[{}]\n{build}{lines}\n", lab.id));
        }
    }
    (!text.is_empty()).then_some(text)
}

/// The folder in which a proposed `programs.toml` stands: that of the shallowest file.
pub fn of_proposal(tree: &Tree) -> &str {
    let folders = tree.files.keys().map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder));
    folders.min_by_key(|folder| folder.len()).unwrap_or_default()
}

/// The language in whose way a file is named for a program: as `checker new` does, or nearly so.
fn by_name(file: &str, lab: &str, program: &str) -> Option<&'static Stub> {
    let plain = |name: &str| name.to_lowercase().replace(['-', '_', ' '], "");
    LANGUAGES.iter().filter_map(|language| language.stub.as_ref()).find(|stub| {
        let usual = (stub.file)(lab, program);
        let end = usual.rsplit_once('.').map_or("", |(_, end)| end);
        let short = format!("{program}.{end}");
        // A file without a lab's name may be any lab's: the first one's is the likeliest.
        plain(file) == plain(&usual) || stub.build.is_none() && lab == LABS[0].id && plain(file) == plain(&short)
    })
}
