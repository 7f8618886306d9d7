//! The programs that are graded when nothing else is said: the folder `exercises` of the course, or one of the learner's
//! own, in any language, which is remembered in `.progress/` of the course, or where there is no course around, of the
//! folder in which it was begun.

#![warn(missing_docs)]

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};

use crate::repository::{self, TYPED};
use crate::stubs::digest;
use crate::whole;

/// What the course's folder keeps of the learner's: below it stands what is remembered, and nothing else.
const KEPT: &str = ".progress";
/// Names the folder that is graded; where there is no such file that is `exercises`.
const REMEMBERED: &str = "own";
/// What the course's own folder is called.
pub const EXERCISES: &str = "exercises";

/// The folder that keeps what is remembered of a learner: the nearest, from `start` upwards, that is the course or has
/// kept something before; else the course in which the checker was built.
///
/// # Errors
/// Where there is none.
pub fn home(start: &Path) -> anyhow::Result<PathBuf> {
    let is_home = |folder: &&Path| repository::is_root(folder) || folder.join(KEPT).join(REMEMBERED).is_file();
    match start.ancestors().find(is_home) {
        Some(home) => Ok(home.to_owned()),
        None if cfg!(feature = "book") => bail!(
            "no folder of yours is graded in {} or above it: `{TYPED} new python my-labs lab1` begins one, and \
             `{TYPED} use DIR` chooses one that is there",
            start.display()
        ),
        None => repository::root(start),
    }
}

/// Whose programs are graded when nothing else is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Own {
    /// The folder `exercises` of the course.
    Exercises,
    /// A folder with a `programs.toml`, by its absolute path.
    Folder(PathBuf),
}

impl Own {
    /// The folder of this name: in the course, `exercises` is the course's, whatever stands beside it.
    ///
    /// # Errors
    /// There is no such folder, or its path is no text.
    pub fn named(root: &Path, name: &Path) -> anyhow::Result<Own> {
        if name == Path::new(EXERCISES) && repository::is_root(root) {
            return Ok(Own::Exercises);
        }
        let folder = name.canonicalize().with_context(|| format!("cannot find the folder {}", name.display()))?;
        if repository::is_root(root)
            && folder.parent() == Some(root)
            && folder.file_name().is_some_and(|name| name == EXERCISES)
        {
            return Ok(Own::Exercises);
        }
        let can_be_remembered = folder.to_str().is_some_and(|path| !path.contains('\n'));
        ensure!(can_be_remembered, "the path {} is not one line of text: it can't be remembered", folder.display());
        Ok(Own::Folder(folder))
    }

    /// The one that is remembered in the course's folder.
    ///
    /// # Errors
    /// What is remembered can't be read.
    pub fn read(root: &Path) -> anyhow::Result<Own> {
        let file = root.join(KEPT).join(REMEMBERED);
        match fs::read_to_string(&file) {
            Ok(path) => Ok(Own::Folder(PathBuf::from(path.trim_end_matches('\n')))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Own::Exercises),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
        }
    }

    /// Remembers it in the course's folder.
    ///
    /// # Errors
    /// It can't be written there.
    pub fn remember(&self, root: &Path) -> anyhow::Result<()> {
        let file = root.join(KEPT).join(REMEMBERED);
        let done = match self {
            Own::Folder(folder) => keep(root).and_then(|_| whole::write(&file, format!("{}\n", folder.display()))),
            Own::Exercises => match fs::remove_file(&file) {
                Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            },
        };
        done.with_context(|| format!("cannot write {}", file.display()))
    }

    /// As a person would name it.
    pub fn name(&self) -> String {
        match self {
            Own::Exercises => EXERCISES.to_owned(),
            Own::Folder(folder) => folder.display().to_string(),
        }
    }

    /// Where its progress is kept in the course's folder: each folder has its own.
    pub fn kept(&self, root: &Path) -> PathBuf {
        match self {
            Own::Exercises => root.join(KEPT),
            Own::Folder(folder) => {
                let name = folder.file_name().unwrap_or_default().to_string_lossy();
                root.join(KEPT).join(format!("{name}-{}", digest(&folder.display().to_string())))
            }
        }
    }

    /// Replaces a file among what is kept of it.
    ///
    /// # Errors
    /// The system's.
    pub fn write(&self, root: &Path, file: &str, text: &str) -> io::Result<()> {
        keep(root)?;
        let folder = self.kept(root);
        fs::create_dir_all(&folder)?;
        whole::write(&folder.join(file), text)
    }
}

/// Makes the folder of what is kept. It ignores itself: mdBook does not watch what git ignores from outside.
fn keep(root: &Path) -> io::Result<()> {
    let folder = root.join(KEPT);
    fs::create_dir_all(&folder)?;
    let ignore = folder.join(".gitignore");
    if ignore.exists() { Ok(()) } else { fs::write(ignore, "*\n") }
}
