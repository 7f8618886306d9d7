//! `checker new`: a folder to start from in another language, with a stub for each program of a lab and its `programs.toml`.
#![warn(missing_docs)]

mod outline;
mod outlines;
mod steps;
mod stub;

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::lab::Lab;
use crate::labs::LABS;
use crate::language::{Language, Stub};
use crate::languages::LANGUAGES;
use crate::submission::programs;
use outline::Outline;

/// What a folder is to get.
#[derive(Debug, Default)]
pub struct Start {
    /// Files that are not there yet, by their paths, with what they are to hold.
    pub files: Vec<(PathBuf, String)>,
    /// Files that are there, and are left as they are.
    pub left: Vec<PathBuf>,
    /// What is added to a `programs.toml` that is there; empty where it needs nothing.
    pub added: String,
    /// Where that is.
    list: PathBuf,
}

/// The languages in which a folder can be started, with how a stub looks in each.
pub fn languages() -> impl Iterator<Item = (&'static Language, &'static Stub)> {
    LANGUAGES.iter().filter_map(|&language| Some((language, language.stub.as_ref()?)))
}

/// Plans the start of labs in a folder, without writing anything. What is there already is left as it is.
///
/// # Errors
/// The language has no stubs; the folder's `programs.toml` can't be read.
pub fn plan(language: &Language, folder: &Path, labs: &[&'static Lab]) -> anyhow::Result<Start> {
    let Some(stub) = &language.stub else { bail!("there are no stubs in {}", language.name) };
    let list = folder.join("programs.toml");
    let known = if list.exists() { Some(programs::read(folder, LABS)?) } else { None };
    let mut start = Start { list: list.clone(), ..Start::default() };
    let mut sections = Vec::new();
    for lab in labs {
        for (_, path, text) in written(language, stub, folder, lab) {
            match path.exists() {
                true => start.left.push(path),
                false => start.files.push((path, text)),
            }
        }
        if !known.as_ref().is_some_and(|known| known.has(lab.id)) {
            sections.push(section(stub, lab));
        }
    }
    let sections = sections.join("\n");
    match known {
        None => start.files.push((list, sections)),
        Some(_) if sections.is_empty() => start.left.push(list),
        Some(_) => start.added = format!("\n{sections}"),
    }
    Ok(start)
}

/// Writes what was planned, and gives the paths in their order. No file that is there is written over.
///
/// # Errors
/// Something can't be written.
pub fn write(start: &Start) -> anyhow::Result<Vec<PathBuf>> {
    for (path, text) in &start.files {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        put(OpenOptions::new().write(true).create_new(true), path, text)?;
    }
    let mut paths: Vec<PathBuf> = start.files.iter().map(|(path, _)| path.clone()).collect();
    if !start.added.is_empty() {
        put(OpenOptions::new().append(true), &start.list, &start.added)?;
        paths.push(start.list.clone());
    }
    Ok(paths)
}

/// The stubs of a lab's programs in a language, by the programs' names.
pub fn stubs(language: &Language, lab: &Lab) -> Vec<(&'static str, String)> {
    let Some(stub) = &language.stub else { return Vec::new() };
    outlines::of(lab.id).iter().map(|one| (one.program, stub::text(language, stub, lab.id, one))).collect()
}

/// The files with which a lab begins in a folder, in the language that is spoken there: what each is called, where it is, and its stub.
///
/// # Errors
/// The folder's `programs.toml` can't be read, or it starts no program as `checker new` would have it.
pub fn files(folder: &Path, lab: &Lab) -> anyhow::Result<Vec<(String, PathBuf, String)>> {
    let (language, stub) = spoken(folder)?.with_context(|| {
        let folder = folder.display();
        format!("no program in {folder} is called and started as `checker new` would do it: it has no stubs")
    })?;
    Ok(written(language, stub, folder, lab))
}

/// The language that is spoken in a folder, by how its programs are started; none where it is one of the others.
///
/// # Errors
/// The folder's `programs.toml` can't be read.
pub fn spoken(folder: &Path) -> anyhow::Result<Option<(&'static Language, &'static Stub)>> {
    let programs = programs::read(folder, LABS)?;
    let starts = |(_, stub): &(&Language, &'static Stub)| {
        LABS.iter().filter_map(|lab| Some((lab, programs.lab(lab.id).ok()?))).any(|(lab, said)| {
            said.commands.iter().any(|(program, command)| {
                *command == (stub.start)(lab.id, program) && folder.join((stub.file)(lab.id, program)).exists()
            })
        })
    };
    Ok(languages().find(starts))
}

/// The language in which a lab is begun in a folder that has nothing of it yet.
pub fn beginning(folder: &Path, lab: &Lab) -> Option<&'static Language> {
    let (language, _) = spoken(folder).ok().flatten()?;
    let has = programs::read(folder, LABS).is_ok_and(|programs| programs.has(lab.id));
    (!has).then_some(language)
}

fn written(language: &Language, stub: &Stub, folder: &Path, lab: &Lab) -> Vec<(String, PathBuf, String)> {
    let of = |one: &Outline| {
        let path = folder.join((stub.file)(lab.id, one.program));
        (one.program.to_owned(), path, stub::text(language, stub, lab.id, one))
    };
    let mut files: Vec<_> = outlines::of(lab.id).iter().map(of).collect();
    if lab.id == "lab3" {
        let drawn = |(name, text): (&str, &str)| (name.to_owned(), folder.join("diagrams").join(name), text.to_owned());
        files.extend(DIAGRAMS.map(drawn));
    }
    files
}

fn put(how: &OpenOptions, path: &Path, text: &str) -> anyhow::Result<()> {
    let file = how.open(path).and_then(|mut file| file.write_all(text.as_bytes()));
    file.with_context(|| format!("cannot write {}", path.display()))
}

/// The lab's section of `programs.toml`.
fn section(stub: &Stub, lab: &Lab) -> String {
    let programs = || outlines::of(lab.id).iter().map(|outline| outline.program);
    let mut text = format!("[{}]\n", lab.id);
    if let Some(build) = stub.build {
        let commands = programs().map(|program| format!("    {:?},\n", build(lab.id, program)));
        let commands: String = commands.collect();
        text.push_str(&format!("build = [\n    \"mkdir -p bin\",\n{commands}]\n"));
    }
    for program in programs() {
        text.push_str(&format!("{program} = {:?}\n", (stub.start)(lab.id, program)));
    }
    if lab.id == "lab3" {
        text.push_str("diagrams = \"diagrams\"\n");
    }
    text
}

/// The state diagrams of lab 3, to be drawn.
const DIAGRAMS: [(&str, &str); 2] = [
    (
        "client.mmd",
        "%% Lab 3, the client: its states, and what leads from one to the next.\nstateDiagram-v2\n    [*] --> disconnected\n    \
         %% TODO(1): Draw the other transitions, one a line: from --> to: what makes it happen\n    \
         %% The states are disconnected, connecting, connected and closed.\n",
    ),
    (
        "server.mmd",
        "%% Lab 3, the server: its states, and what leads from one to the next.\nstateDiagram-v2\n    [*] --> listening\n    \
         %% TODO(1): Draw the other transitions, one a line: from --> to: what makes it happen\n    \
         %% The states are listening and connected.\n",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_has_an_outline() {
        for lab in LABS {
            // A full-screen program is for those who want it, in a language that has what it takes.
            for program in lab.programs.iter().filter(|program| **program != "tui") {
                let count = outlines::of(lab.id).iter().filter(|one| one.program == *program).count();
                assert_eq!(count, 1, "{} {program}", lab.id);
            }
        }
        let is_known =
            |lab: &str, program: &str| LABS.iter().any(|known| known.id == lab && known.programs.contains(&program));
        for (lab, programs) in outlines::OUTLINES {
            assert!(programs.iter().all(|outline| is_known(lab, outline.program)), "{lab}");
        }
    }

    #[test]
    fn no_line_is_too_long() {
        for (language, stub) in languages() {
            for (lab, programs) in outlines::OUTLINES {
                for outline in *programs {
                    let text = stub::text(language, stub, lab, outline);
                    let long = text.lines().find(|line| line.chars().count() > 160);
                    assert_eq!(long, None, "{} {lab} {}", language.word, outline.program);
                }
            }
        }
    }
}
