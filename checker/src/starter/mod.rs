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

/// What a folder is to get.
#[derive(Debug)]
pub struct Start {
    /// Files that are not there yet, by their paths, with what they are to hold.
    pub files: Vec<(PathBuf, String)>,
    /// What is added to a `programs.toml` that is there.
    pub added: Option<(PathBuf, String)>,
}

/// The languages in which a folder can be started, with how a stub looks in each.
pub fn languages() -> impl Iterator<Item = (&'static Language, &'static Stub)> {
    LANGUAGES.iter().filter_map(|&language| Some((language, language.stub.as_ref()?)))
}

/// Plans the start of a lab in a folder, without writing anything.
///
/// # Errors
/// The language has no stubs; a file is there already that would be written; the folder's `programs.toml` holds the
/// lab already, or can't be read.
pub fn plan(language: &Language, folder: &Path, lab: &'static Lab) -> anyhow::Result<Start> {
    let Some(stub) = &language.stub else { bail!("there are no stubs in {}", language.name) };
    let mut files: Vec<(PathBuf, String)> = outlines::of(lab.id)
        .iter()
        .map(|one| (folder.join((stub.file)(lab.id, one.program)), stub::text(language, stub, lab.id, one)))
        .collect();
    if lab.id == "lab3" {
        files.extend(DIAGRAMS.map(|(name, text)| (folder.join("diagrams").join(name), text.to_owned())));
    }
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        bail!("{} is there already: nothing was written", path.display());
    }
    let list = folder.join("programs.toml");
    let section = section(stub, lab);
    if !list.exists() {
        files.push((list, section));
        return Ok(Start { files, added: None });
    }
    if programs::read(folder, LABS)?.has(lab.id) {
        bail!("{} has a [{}] already: nothing was written", list.display(), lab.id);
    }
    Ok(Start { files, added: Some((list, format!("\n{section}"))) })
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
    if let Some((path, text)) = &start.added {
        put(OpenOptions::new().append(true), path, text)?;
    }
    let added = start.added.iter().map(|(path, _)| path.clone());
    Ok(start.files.iter().map(|(path, _)| path.clone()).chain(added).collect())
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
