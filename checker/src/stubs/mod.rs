//! Derives the exercises' stubs from the solutions, so that the two can't drift apart.
//!
//! In a solution a gap stands between `// TODO(n): instruction` and `// END TODO(n)`. Comment lines that follow the
//! first mark directly belong to the instruction. The stub keeps the instruction, and a `todo!` stands where the code
//! was; anchors for the book are left out. State diagrams (`.mmd`) have gaps as well: their comments begin with `%%`,
//! and a gap is left empty.
//!
//! Invariant: a file that this module did not write itself, or that was changed since, is overwritten only with
//! [`Overwrite::Everything`]. Git is not asked: committed work is work, too.
#![warn(missing_docs)]

mod derive;
mod files;
mod marks;
mod record;
mod tested;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;

pub use derive::derive;
pub use marks::{Flaw, Syntax};

use derive::without_anchors;
use files::{put, read};
use record::RECORD;
pub use record::digest;

/// Files that the exercises get as they stand, without gaps: paths below `solutions/`.
const GIVEN: &[&str] = &[
    "args.rs",
    "frames.rs",
    "lab4-framing/naive_client.rs",
    "lab4-framing/naive_server.rs",
    "lab6-chat/frames.rs",
    "lab7-loop/keyboard.rs",
    "lab7-loop/watch.rs",
];

/// What [`write()`] may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// Only stubs that are still as they were last derived.
    Untouched,
    /// Any file, a learner's work included.
    Everything,
}

/// What [`write()`] did about one exercise file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was what the solution gives already.
    Current,
    /// It was missing or out of date, and has been written.
    Written,
    /// It is somebody's work, and was left alone.
    Refused,
}

/// In what way an exercise file is not current.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stale {
    /// There is no such file.
    Missing,
    /// It is not what the solution gives now.
    Differs,
    /// It was derived from a solution that is gone.
    Orphaned,
}

/// Writes every stub and every given file into `exercises/` below `root`, the repository's folder. Gives what became of
/// each file, by its path below `exercises/`.
///
/// # Errors
/// No stub can be derived from one of the solutions (nothing has been written then), or a file can't be read or written.
pub fn write(root: &Path, overwrite: Overwrite) -> anyhow::Result<Vec<(String, Outcome)>> {
    let wanted = derive_all(&root.join("solutions"))?;
    let exercises = root.join("exercises");
    let mut known = record::read_all(&exercises)?;
    known.retain(|path, _| wanted.contains_key(path));

    let mut outcomes = Vec::new();
    for (path, text) in wanted {
        let found = read(&exercises.join(&path))?;
        let outcome = match &found {
            Some(found) if *found == text => Outcome::Current,
            Some(found) if overwrite == Overwrite::Untouched && known.get(&path) != Some(&digest(found)) => {
                Outcome::Refused
            }
            _ => Outcome::Written,
        };
        if outcome == Outcome::Written {
            put(&exercises.join(&path), &text)?;
        }
        if outcome != Outcome::Refused {
            known.insert(path.clone(), digest(&text));
        }
        outcomes.push((path, outcome));
    }
    put(&exercises.join(RECORD), &record::print(&known))?;
    Ok(outcomes)
}

/// Lists the files of `exercises/` that are not what the solutions give, by their paths below it.
///
/// # Errors
/// No stub can be derived from one of the solutions, or a file can't be read.
pub fn check(root: &Path) -> anyhow::Result<Vec<(String, Stale)>> {
    let mut wanted = derive_all(&root.join("solutions"))?;
    let exercises = root.join("exercises");
    let mut stale = Vec::new();
    for path in record::read_all(&exercises)?.into_keys() {
        if !wanted.contains_key(&path) {
            stale.push((path, Stale::Orphaned));
        }
    }
    let derived = wanted.iter().map(|(path, text)| (path.clone(), digest(text)));
    wanted.insert(RECORD.to_owned(), record::print(&derived.collect()));
    for (path, text) in wanted {
        match read(&exercises.join(&path))? {
            None => stale.push((path, Stale::Missing)),
            Some(found) if found != text => stale.push((path, Stale::Differs)),
            Some(_) => {}
        }
    }
    Ok(stale)
}

/// Where one begins with an exercise, whose path below `exercises/` is given: its first gap, with file, line and column,
/// in the words in which the program would tell it. None for a file that somebody has worked on.
pub fn first_gap(root: &Path, path: &str) -> Option<String> {
    let exercises = root.join("exercises");
    let text = read(&exercises.join(path)).ok()??;
    if record::read_all(&exercises).ok()?.get(path) != Some(&digest(&text)) {
        return None;
    }
    let (line, gap) = text.lines().enumerate().find(|(_, line)| line.trim_start().starts_with("todo!(\"TODO("))?;
    let column = gap.len() - gap.trim_start().len() + 1;
    let said = gap.trim().strip_prefix("todo!(\"")?.strip_suffix("\");")?;
    Some(format!("exercises/{path}:{}:{column}: {}", line + 1, said.replace("{{", "{").replace("}}", "}")))
}

/// Every file that the exercises get, as it is derived now from the folder of solutions, by its path below `exercises/`.
///
/// # Errors
/// A solution can't be read, or no stub can be derived from it.
pub fn derive_all(solutions: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut wanted = BTreeMap::new();
    let mut given = Vec::new();
    for (path, syntax) in sources(solutions)? {
        let source = solutions.join(&path);
        let text = fs::read_to_string(&source).with_context(|| format!("cannot read {}", source.display()))?;
        let text = if GIVEN.contains(&path.as_str()) {
            given.push(path.clone());
            without_anchors(syntax, &text)
        } else {
            derive(syntax, &text).with_context(|| source.display().to_string())?
        };
        wanted.insert(path, text);
    }
    let tested: Vec<(String, String)> =
        wanted.keys().filter_map(|path| Some((path.clone(), tested::command(path, &wanted)?))).collect();
    for (path, command) in tested.into_iter().filter(|(path, _)| !given.contains(path)) {
        let stub = tested::with_head(&wanted[&path], &command);
        wanted.insert(path, stub);
    }
    Ok(wanted)
}

/// The words behind `cargo test` that run the tests which the exercises of a lab's folder have of their own, each once.
///
/// # Errors
/// A solution can't be read, or no stub can be derived from it.
pub fn tests(root: &Path, folder: &str) -> anyhow::Result<Vec<String>> {
    let derived = derive_all(&root.join("solutions"))?;
    let of_the_lab = derived.keys().filter(|path| path.starts_with(&format!("{folder}/")));
    let mut commands: Vec<String> = of_the_lab.filter_map(|path| tested::command(path, &derived)).collect();
    commands.sort();
    commands.dedup();
    Ok(commands)
}

/// The given files, and all Rust files and diagrams in the labs' folders: their paths below `solutions/`.
fn sources(solutions: &Path) -> anyhow::Result<BTreeMap<String, Syntax>> {
    let mut paths: Vec<String> = GIVEN.iter().map(|&path| path.to_owned()).collect();
    for lab in names(solutions)? {
        if lab.starts_with("lab") {
            paths.extend(names(&solutions.join(&lab))?.into_iter().map(|file| format!("{lab}/{file}")));
        }
    }
    Ok(paths.into_iter().filter_map(|path| Syntax::of(&path).map(|syntax| (path, syntax))).collect())
}

fn names(folder: &Path) -> anyhow::Result<Vec<String>> {
    let list = || {
        fs::read_dir(folder)?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<std::io::Result<_>>()
    };
    list().with_context(|| format!("cannot list {}", folder.display()))
}
