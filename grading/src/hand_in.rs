//! `checker-grade hand-in`: for the student: the same intake, what is wrong in words, and the zip that is to be handed in.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use zip::write::SimpleFileOptions;

use crate::intake::arrivals;
use crate::intake::look;
use crate::intake::roots;
use crate::intake::shape::Names;
use crate::problem::Problem;

/// What a folder would be taken as.
pub struct Looked {
    /// What is wrong, with the lab where it is one lab's.
    pub problems: Vec<(Option<&'static str>, Problem)>,
    /// The labs in it.
    pub labs: Vec<&'static str>,
    /// What was left out, and what else is worth saying.
    pub notes: Vec<String>,
    /// A `programs.toml` by the names of the files, where there is none.
    pub proposal: Option<String>,
    files: crate::tree::Tree,
}

/// Looks at a folder as `take` does.
///
/// # Errors
/// There is no such folder.
pub fn look(folder: &Path) -> anyhow::Result<Looked> {
    ensure!(folder.is_dir(), "there is no folder {}", folder.display());
    let arrival = arrivals::folder(folder, &Names::default());
    let mut looked = Looked {
        problems: Vec::new(),
        labs: Vec::new(),
        notes: Vec::new(),
        proposal: None,
        files: crate::tree::Tree::default(),
    };
    let mut tree = match arrival.load() {
        Ok(tree) => tree,
        Err(problem) => {
            looked.problems.push((None, problem));
            return Ok(looked);
        }
    };
    match look::labs(&mut tree) {
        Ok(found) => {
            for lab in found {
                looked.labs.push(lab.lab);
                looked.problems.extend(lab.problem.map(|problem| (Some(lab.lab), problem)));
            }
        }
        Err(problem) => {
            looked.proposal = roots::proposal(&tree).filter(|_| problem.kind == "no-programs");
            looked.problems.push((None, problem));
        }
    }
    looked.notes.append(&mut tree.notes);
    looked.notes.extend(tree.left_out.iter().map(|(what, count)| format!("left out: {what} ({count})")));
    looked.files = tree;
    Ok(looked)
}

impl Looked {
    /// In words, for the student.
    pub fn words(&self) -> String {
        let mut text = String::new();
        if !self.labs.is_empty() {
            text.push_str(&format!("labs: {}\n", self.labs.join(", ")));
        }
        self.notes.iter().for_each(|note| text.push_str(&format!("{note}\n")));
        for (lab, problem) in &self.problems {
            let lab = lab.map_or(String::new(), |lab| format!("{lab}: "));
            text.push_str(&format!("wrong: {lab}{}\n  {}\n", problem.message, problem.advice()));
        }
        if let Some(proposal) = &self.proposal {
            text.push_str(&format!("By the names of your files it would be:\n\n{proposal}"));
        }
        text
    }

    /// Writes the zip that is to be handed in, and gives its name.
    ///
    /// # Errors
    /// It can't be written.
    pub fn write(&self, folder: &Path) -> anyhow::Result<PathBuf> {
        let full = folder.canonicalize().context("cannot find the folder")?;
        let name = full.file_name().map_or("hand-in".into(), |name| name.to_string_lossy().into_owned());
        let file = PathBuf::from(format!("{name}.zip"));
        let failed = || format!("cannot write {}", file.display());
        let mut zip = zip::ZipWriter::new(File::create(&file).with_context(failed)?);
        for (path, content) in &self.files.files {
            let mode = if content.executable { 0o755 } else { 0o644 };
            zip.start_file(path, SimpleFileOptions::default().unix_permissions(mode)).with_context(failed)?;
            zip.write_all(&content.bytes).with_context(failed)?;
        }
        zip.finish().with_context(failed)?;
        Ok(file)
    }
}
