//! Reads the checker's source for what uses what: every `use`, and every path that begins with `crate` or `super`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use crate::fixture::root;

/// A module by its path: `["harness", "stream"]`.
pub type Module = Vec<String>;

/// One module uses another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    pub from: Module,
    pub to: Module,
}

/// The source of the checker.
pub struct House {
    /// By their paths below `checker/src`: the text of each file without comments, strings and tests.
    pub texts: BTreeMap<String, String>,
    pub arrows: Vec<Arrow>,
}

impl Arrow {
    /// The arrow between the modules at the top.
    pub fn at(&self, depth: usize) -> Arrow {
        let top = |module: &Module| module.iter().take(depth + 1).cloned().collect();
        Arrow { from: top(&self.from), to: top(&self.to) }
    }

    pub fn is_a_loop(&self) -> bool {
        self.from == self.to
    }

    /// The arrow between the files and folders directly inside a folder, where both its ends are there.
    pub fn inside(&self, folder: &Module) -> Option<Arrow> {
        Some(Arrow { from: inside(&self.from, folder)?, to: inside(&self.to, folder)? })
    }
}

/// Which file or folder directly inside a folder a module belongs to; the folder's own file is `mod`.
fn inside(module: &Module, folder: &Module) -> Option<Module> {
    let rest = module.strip_prefix(folder.as_slice())?;
    Some(vec![rest.first().cloned().unwrap_or_else(|| "mod".to_owned())])
}

impl House {
    /// The checker as it stands.
    pub fn standing() -> &'static House {
        static HOUSE: LazyLock<House> = LazyLock::new(House::read);
        &HOUSE
    }

    fn read() -> House {
        let source = root().join("checker/src");
        let mut texts = BTreeMap::new();
        collect(&source, &mut texts);
        let modules: BTreeMap<Module, &String> = texts.iter().map(|(file, text)| (module(file), text)).collect();
        let known = Known { passed_on: passed_on(&modules), modules: modules.keys().cloned().collect() };
        let mut arrows = Vec::new();
        for (from, text) in &modules {
            for path in uses(text).into_iter().filter(|(is_public, _)| !is_public).map(|(_, path)| path) {
                if let Some(to) = known.place(from, &path).filter(|to| to != from && !to.is_empty()) {
                    arrows.push(Arrow { from: from.clone(), to });
                }
            }
        }
        House { texts, arrows }
    }

    /// The folders that are modules.
    pub fn folders(&self) -> Vec<Module> {
        self.texts.keys().filter(|file| file.ends_with("/mod.rs")).map(|file| module(file)).collect()
    }

    /// The modules in the order in which `lib.rs` lists them.
    pub fn listed(&self) -> Vec<String> {
        let names = self.texts["lib.rs"].lines().filter_map(|line| line.trim().strip_prefix("pub mod "));
        names.map(|name| name.trim_end_matches(';').to_owned()).collect()
    }
}

/// How many lines each file of the checker has, those for tests as well.
pub fn lengths() -> Vec<(String, usize)> {
    below("").into_iter().map(|(name, text)| (name, text.lines().count())).collect()
}

/// The texts of the files in a folder of `checker/src` and below it, by their paths there.
pub fn below(folder: &str) -> Vec<(String, String)> {
    let source = root().join("checker/src");
    let mut files = Vec::new();
    walk(&source.join(folder), &mut |file| {
        let name = file.strip_prefix(&source).expect("a file of the source").to_string_lossy().into_owned();
        files.push((name, fs::read_to_string(file).expect("a text")));
    });
    files
}

/// Every Rust file below a folder.
fn walk(folder: &Path, visit: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            walk(&entry, visit);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            visit(&entry);
        }
    }
}

/// All files but those that are compiled for tests alone.
fn collect(source: &Path, texts: &mut BTreeMap<String, String>) {
    walk(source, &mut |file| {
        let name = file.file_name().expect("a name").to_string_lossy();
        if !name.ends_with("tests.rs") && name != "samples.rs" {
            let path = file.strip_prefix(source).expect("a file of the source").to_string_lossy().into_owned();
            texts.insert(path, bare(&fs::read_to_string(file).expect("a text")));
        }
    });
}

/// `harness/stream.rs` and `harness/mod.rs` as modules.
fn module(file: &str) -> Module {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    if path == "lib" { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

struct Known {
    modules: BTreeSet<Module>,
    /// What a module passes on of another (`pub use`), by the module and the name.
    passed_on: BTreeMap<(Module, String), Vec<String>>,
}

impl Known {
    /// The module that defines what a path names; none for other crates.
    fn place(&self, from: &Module, path: &[String]) -> Option<Module> {
        let mut path = self.absolute(from, path)?;
        for _ in 0..8 {
            let length = (0..=path.len()).rev().find(|length| self.modules.contains(&path[..*length]))?;
            let (module, rest) = (path[..length].to_vec(), &path[length..]);
            let Some(further) = rest.first().and_then(|name| self.passed_on.get(&(module.clone(), name.clone())))
            else {
                return Some(module);
            };
            path = self.absolute(&module, further)?.into_iter().chain(rest[1..].iter().cloned()).collect();
        }
        None
    }

    fn absolute(&self, from: &Module, path: &[String]) -> Option<Vec<String>> {
        let join = |base: &[String], rest: &[String]| base.iter().chain(rest).cloned().collect();
        match path.first()?.as_str() {
            "crate" | "checker" => Some(path[1..].to_vec()),
            "self" => Some(join(from, &path[1..])),
            "super" => {
                let up = from.split_last()?.1.to_vec();
                match path.get(1).map(String::as_str) {
                    Some("super") => self.absolute(&up, &path[1..]),
                    _ => Some(join(&up, &path[1..])),
                }
            }
            child => {
                let inner: Vec<String> = join(from, &[child.to_owned()]);
                self.modules.contains(&inner).then(|| join(from, path))
            }
        }
    }
}

fn passed_on(modules: &BTreeMap<Module, &String>) -> BTreeMap<(Module, String), Vec<String>> {
    let mut found = BTreeMap::new();
    for (module, text) in modules {
        for (_, path) in uses(text).into_iter().filter(|(is_public, _)| *is_public) {
            if let Some(name) = path.last() {
                found.insert((module.clone(), name.clone()), path.clone());
            }
        }
    }
    found
}

/// Every path that a text uses, and whether it passes that on.
fn uses(text: &str) -> Vec<(bool, Vec<String>)> {
    let mut found = Vec::new();
    let mut rest = String::new();
    for statement in text.split_inclusive(';') {
        let begin = statement.match_indices("use ").find(|(at, _)| !statement[..*at].ends_with(is_word));
        let Some((at, _)) = begin.filter(|(at, _)| statement[..*at].rsplit('\n').next().is_some_and(is_visibility))
        else {
            rest.push_str(statement);
            continue;
        };
        rest.push_str(&statement[..at]);
        let is_public = statement[..at].trim_end().ends_with("pub");
        let tree = statement[at + 4..].trim_end_matches(';');
        found.extend(expand(tree).into_iter().map(|path| (is_public, path)));
    }
    found.extend(written_out(&rest).into_iter().map(|path| (false, path)));
    found
}

fn is_visibility(line: &str) -> bool {
    matches!(line.trim(), "" | "pub" | "pub(crate)" | "pub(super)")
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// `crate::a::{self, b::C as D}` as its paths.
fn expand(tree: &str) -> Vec<Vec<String>> {
    let tree = tree.trim();
    let names = |path: &str| -> Vec<String> {
        path.split("::").map(|name| name.split(" as ").next().unwrap_or(name).trim().to_owned()).collect()
    };
    let Some(open) = tree.find('{') else {
        return vec![names(tree).into_iter().filter(|name| name != "self" || tree == "self").collect()];
    };
    let head: Vec<String> = names(tree[..open].trim_end().trim_end_matches("::"));
    let inner = &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())];
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in inner.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 { parts.push(String::new()) } else { parts.last_mut().expect("one").push(c) }
    }
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts
        .flat_map(|part| if part.trim() == "self" { vec![Vec::new()] } else { expand(part) })
        .map(|tail| head.iter().cloned().chain(tail).collect())
        .collect()
}

/// Paths in the code itself: `crate::a::B`, `super::c`, and `child::d` of a child.
fn written_out(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find("::").map(|next| at + next) {
        let begin = text[..next].rfind(|c| !is_word(c)).map_or(0, |before| before + 1);
        let end = text[next..].find(|c: char| !is_word(c) && c != ':').map_or(text.len(), |length| next + length);
        if begin < next && !text[..begin].ends_with("::") {
            let names = text[begin..end].split("::").filter(|name| !name.is_empty());
            found.push(names.map(|name| name.trim_matches(':').to_owned()).collect());
        }
        at = end.max(next + 2);
    }
    found
}

/// A text without comments, without what stands in strings, and without its tests.
fn bare(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let raw = ["r#\"", "br#\""].into_iter().find(|open| rest.starts_with(open) && !out.ends_with(is_word));
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(open) = raw {
            rest[open.len()..].find("\"#").map_or(rest.len(), |end| open.len() + end + 2)
        } else if c == '"' {
            string_end(rest)
        } else if rest.starts_with("'\"'") || rest.starts_with("b'\"'") {
            rest.find("\"'").map_or(1, |end| end + 2)
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        rest = &rest[skipped..];
    }
    out
}

fn string_end(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}
