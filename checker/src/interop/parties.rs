//! Whose programs meet: the solutions, their peers in other languages, and the learner's own.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::built::Built;
use crate::lab::Lab;
use crate::language::Language;
use crate::languages::LANGUAGES;
use crate::submission::Submission;

/// The languages beside Rust in which the course has programs of its own, with the folder of each below
/// `solutions/peers`.
pub fn peers() -> impl Iterator<Item = (&'static Language, &'static str)> {
    LANGUAGES.iter().filter_map(|&language| Some((language, language.peers?)))
}

/// What the learner's programs are called in a matrix.
pub const MINE: &str = "yours";

/// Which programs of the learner's take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mine {
    /// The course's own meet each other.
    None,
    /// Those of the folder `exercises`.
    Exercises,
    /// Those of a folder, as its `programs.toml` says.
    Folder(PathBuf),
}

/// Somebody's programs.
pub struct Party {
    /// The name of a language, or [`MINE`].
    pub name: String,
    /// Or why they can't be tried here.
    programs: Result<Submission, String>,
}

impl Party {
    /// Why its programs can't be tried here, with what would help.
    pub fn missing(&self) -> Option<String> {
        self.programs.as_ref().err().cloned()
    }

    /// Its programs, unless they can't be tried here.
    pub fn submission(&self) -> Option<&Submission> {
        self.programs.as_ref().ok()
    }

    /// The programs of a lab, ready to be started; none where they can't be tried here. A build that fails is no error:
    /// it stands in [`Built`].
    ///
    /// # Errors
    /// The checker's own trouble.
    pub fn build(&self, lab: &Lab) -> anyhow::Result<Option<Built>> {
        self.programs.as_ref().ok().map(|programs| programs.build(lab)).transpose()
    }
}

/// Rust, the peers in their order, and the learner. `tools` are the folders in which commands are looked for, as those
/// of `PATH`.
///
/// # Errors
/// One of the folders is not there, or the learner's `programs.toml` has a mistake.
pub fn parties(root: &Path, mine: &Mine, tools: &[PathBuf]) -> anyhow::Result<Vec<Party>> {
    let mut parties = vec![Party { name: "Rust".into(), programs: Ok(Submission::solutions(root)?) }];
    for (language, folder) in peers() {
        let programs = match language.tools.iter().find(|tool| !tools.iter().any(|folder| has(folder, tool))) {
            Some(tool) => {
                Err(format!("{} is not installed here, there is no `{tool}`: {}", language.name, language.install))
            }
            None => Ok(Submission::folder(&root.join("solutions/peers").join(folder))?),
        };
        parties.push(Party { name: language.name.into(), programs });
    }
    let own = match mine {
        Mine::None => return Ok(parties),
        Mine::Exercises => Submission::exercises(root)?,
        Mine::Folder(folder) => Submission::folder(folder)?,
    };
    parties.push(Party { name: MINE.into(), programs: Ok(own) });
    Ok(parties)
}

/// Whether the folder holds an executable file of this name (`execve(2)`).
fn has(folder: &Path, tool: &str) -> bool {
    let found = folder.join(tool).metadata();
    found.is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}
