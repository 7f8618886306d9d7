//! A learner's work beside the stubs that it began with: which gaps are left in it, what is different, and the way back.

#![warn(missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::lab::Lab;
use crate::nearest::hint;
use crate::own::{EXERCISES, Own};
use crate::starter;
use crate::stubs;
use crate::verdict::GapReport;
use crate::whole;

/// A file of a lab that a learner works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// As it is typed: `server`, `tcp-client`, `client.mmd`.
    pub name: String,
    /// Where it is.
    pub file: PathBuf,
    /// The stub that it began with.
    pub stub: String,
}

/// The files of a lab, those of its programs first.
///
/// # Errors
/// The solutions can't be read, from which the exercises are derived; the language of a folder is not known.
pub fn works(root: Option<&Path>, own: &Own, lab: &Lab) -> anyhow::Result<Vec<Work>> {
    match own {
        Own::Exercises => exercises(root.context("this is not the folder of the course")?, lab),
        Own::Folder(folder) => starter::files(folder, lab).map(|files| {
            let named = |(name, file, stub)| Work { name, file, stub };
            files.into_iter().map(named).collect()
        }),
    }
}

/// The one of this name.
///
/// # Errors
/// There is none: the names that there are.
pub fn work(root: Option<&Path>, own: &Own, lab: &Lab, name: &str) -> anyhow::Result<Work> {
    let works = works(root, own, lab)?;
    let names: Vec<String> = works.iter().map(|work| work.name.clone()).collect();
    match works.into_iter().find(|work| work.name == name) {
        Some(work) => Ok(work),
        None => {
            let hint = hint(name, names.iter().map(String::as_str));
            bail!("{} has no file `{name}`{hint} (expected one of {})", lab.id, names.join(", "))
        }
    }
}

/// How many gaps are filled of each file that is there and has any.
pub fn gaps(works: &[Work]) -> Vec<GapReport> {
    let of = |work: &Work| {
        let all = count(&work.stub);
        let text = fs::read_to_string(&work.file).ok().filter(|_| all > 0)?;
        let file = work.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Some(GapReport { file, filled: all.saturating_sub(count(&text)), all })
    };
    works.iter().filter_map(of).collect()
}

/// Puts the stub in the place of a work, and gives the file beside it that holds now what was there, if anything was.
///
/// # Errors
/// Something can't be read or written; then the work is as it was.
pub fn reset(work: &Work) -> anyhow::Result<Option<PathBuf>> {
    let file = &work.file;
    let failed = || format!("cannot put the stub back in {}", file.display());
    let kept = if file.exists() { Some(beside(file)?) } else { None };
    if let Some(kept) = &kept {
        fs::copy(file, kept).with_context(|| format!("cannot write {}", kept.display()))?;
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(failed)?;
    }
    whole::write(file, &work.stub).with_context(failed)?;
    Ok(kept)
}

/// The first name that is free: `server.rs.1`, `server.rs.2` ...
fn beside(file: &Path) -> anyhow::Result<PathBuf> {
    let numbered = |number: u32| {
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{number}"));
        file.with_file_name(name)
    };
    let free = (1..1000).map(numbered).find(|name| !name.exists());
    free.with_context(|| format!("there are too many kept files beside {}", file.display()))
}

/// Calls of `todo`, as every language of the stubs has one, with the text of a gap.
fn count(text: &str) -> usize {
    let is_gap = |line: &&str| {
        let call = line.split_once("(\"TODO(").map(|(before, _)| before.trim().trim_end_matches('!'));
        call.is_some_and(|call| call.rsplit(['.', ' ']).next().is_some_and(|word| word.eq_ignore_ascii_case("todo")))
            && !["//", "#", "/*"].iter().any(|comment| line.trim_start().starts_with(comment))
    };
    text.lines().filter(is_gap).count()
}

fn exercises(root: &Path, lab: &Lab) -> anyhow::Result<Vec<Work>> {
    let derived = stubs::derive_all(&root.join("solutions"))?;
    let folder = format!("{}/", lab.folder);
    let named = |(path, stub): (String, String)| {
        let name = path.strip_prefix(&folder)?;
        let name = name.strip_suffix(".rs").map_or_else(|| name.to_owned(), |stem| stem.replace('_', "-"));
        Some(Work { name, file: root.join(EXERCISES).join(&path), stub })
    };
    let mut works: Vec<Work> = derived.into_iter().filter_map(named).collect();
    let place = |work: &Work| lab.programs.iter().position(|program| *program == work.name);
    works.sort_by_key(|work| place(work).unwrap_or(usize::MAX));
    Ok(works)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::LABS;

    #[test]
    fn gaps_are_counted_in_every_language() {
        for (language, _) in starter::languages() {
            for lab in LABS {
                for (program, text) in starter::stubs(language, lab) {
                    assert!(count(&text) >= 1, "{} {} {program}", language.word, lab.id);
                }
            }
        }
        assert_eq!(count("    todo!(\"TODO(1): a\");\n    // todo!(\"TODO(2): b\");\n// TODO(3): c\n"), 1);
    }
}
