//! The files of a riddle: the solution of a lab with one mistake in it, ready to be built and started.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};

use super::{Riddle, Tongue, peers};

/// The full-screen client takes crates that take long to compile: it is left out.
pub const LEFT_OUT: &str = "tui";

/// The files by their paths in a folder of this name: for a riddle in Rust from the solutions of the course, whose folder
/// is `root`; those in other languages are part of the checker.
///
/// # Errors
/// A solution can't be read, or is not what the mistake was made for.
pub fn files(root: &Path, riddle: &Riddle, name: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let mut files = match riddle.tongue {
        Tongue::Rust => rust(root, riddle, name)?,
        Tongue::Python => python(riddle),
        Tongue::CSharp => csharp(riddle)?,
    };
    let wrong = match riddle.tongue {
        Tongue::Rust => format!("src/{}", riddle.file),
        Tongue::Python | Tongue::CSharp => riddle.file.clone(),
    };
    for (old, new) in &riddle.edits {
        // The mistake may as well be in a module that the program has beside it.
        let place = if files.get(&wrong).is_some_and(|text| text.contains(old.as_str())) {
            wrong.clone()
        } else {
            let holds = |(_, text): &(&String, &String)| text.contains(old.as_str());
            let program = files.get(&wrong).map(String::as_str).unwrap_or_default();
            let is_part = |(path, _): &(&String, &String)| {
                let stem = path.trim_start_matches("src/").trim_end_matches(".rs");
                program.contains(&format!("\nmod {stem};"))
            };
            files.iter().filter(is_part).find(holds).map(|(path, _)| path.clone()).unwrap_or_default()
        };
        let text = files.get_mut(&place).with_context(|| format!("{}: {old:?} stands nowhere", riddle.id))?;
        ensure!(text.matches(old.as_str()).count() == 1, "{}: {old:?} does not stand there once", riddle.id);
        *text = text.replacen(old.as_str(), new, 1);
    }
    for text in files.values_mut() {
        *text = plain(text);
    }
    Ok(files)
}

fn rust(root: &Path, riddle: &Riddle, name: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let solutions = root.join("solutions");
    let mut files = BTreeMap::new();
    for shared in ["args.rs", "frames.rs"] {
        files.insert(shared.to_owned(), read(&solutions.join(shared))?);
    }
    for (file, text) in sources(&solutions.join(riddle.lab.folder))? {
        let folder = if file.ends_with(".rs") { "src/" } else { "" };
        files.insert(format!("{folder}{file}"), text);
    }
    let mut manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\n\n\
         [dependencies]\nanyhow = \"1.0\"\npolling = \"3.11\"\nsocket2 = {{ version = \"0.6\", features = [\"all\"] }}\n\n\
         [profile.dev]\ndebug = false\n\n[lints.rust]\nwarnings = \"allow\"\n"
    );
    let mut list = format!("[{}]\nbuild = [\"cargo build --quiet --target-dir ../target\"]\n", riddle.lab.id);
    for program in programs(riddle) {
        let file = program.replace('-', "_");
        manifest.push_str(&format!("\n[[bin]]\nname = \"{name}-{program}\"\npath = \"src/{file}.rs\"\n"));
        list.push_str(&format!("{program} = [\"../target/debug/{name}-{program}\"]\n"));
    }
    files.insert("Cargo.toml".to_owned(), manifest);
    files.insert("Cargo.lock".to_owned(), read(&root.join("Cargo.lock"))?);
    files.insert("programs.toml".to_owned(), list);
    Ok(files)
}

fn python(riddle: &Riddle) -> BTreeMap<String, String> {
    let is_of = |file: &str| !file.starts_with("lab") || file.starts_with(riddle.lab.id);
    let diagrams = peers::DIAGRAMS.iter().filter(|_| riddle.lab.id == "lab3");
    let of = peers::PYTHON.iter().filter(|(file, _)| is_of(file)).chain(diagrams);
    let mut files: BTreeMap<String, String> = of.map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
    let mut list = format!("[{}]\n", riddle.lab.id);
    for program in programs(riddle) {
        let file = format!("{}_{}.py", riddle.lab.id, program.replace('-', "_"));
        list.push_str(&format!("{program} = [\"python3\", \"{file}\"]\n"));
    }
    files.insert("programs.toml".to_owned(), list);
    files
}

/// The lab's programs, what they share, and how they are built and started: the lab's section of the list beside them.
fn csharp(riddle: &Riddle) -> anyhow::Result<BTreeMap<String, String>> {
    let of_lab = format!("L{}", &riddle.lab.id[1..]);
    let is_of = |file: &str| !file.starts_with("Lab") || file.starts_with(&of_lab);
    let diagrams = peers::CSHARP_DIAGRAMS.iter().filter(|_| riddle.lab.id == "lab3");
    let of = peers::CSHARP.iter().filter(|(file, _)| is_of(file)).chain(diagrams);
    let mut files: BTreeMap<String, String> = of.map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
    let head = format!("[{}]\n", riddle.lab.id);
    let (_, section) = peers::CSHARP_LIST.split_once(&head).with_context(|| format!("{head} stands in no list"))?;
    let section = section.split("\n[").next().unwrap_or(section).trim_end();
    files.insert("programs.toml".to_owned(), format!("{head}{section}\n"));
    Ok(files)
}

fn programs(riddle: &Riddle) -> impl Iterator<Item = &'static str> {
    riddle.lab.programs.iter().copied().filter(|program| *program != LEFT_OUT)
}

/// The sources and diagrams of a folder, by their names.
fn sources(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let wanted = names.filter(|name| [".rs", ".py", ".mmd"].iter().any(|end| name.ends_with(end)));
    wanted.map(|name| Ok((name.clone(), read(&folder.join(name))?))).collect()
}

fn read(file: &Path) -> anyhow::Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// A text without the marks of the book's and of the gaps.
fn plain(text: &str) -> String {
    let is_mark = |line: &&str| {
        let line = line.trim_start().trim_start_matches(['/', '#', '%', ' ']);
        ["ANCHOR", "TODO(", "END TODO("].iter().any(|mark| line.starts_with(mark))
    };
    text.lines().filter(|line| !is_mark(line)).map(|line| format!("{line}\n")).collect()
}
