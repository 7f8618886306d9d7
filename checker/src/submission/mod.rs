//! Where the programs come from: the crate `exercises`, the solutions, or a folder with `programs.toml`.

mod cargo;
mod command;
mod folder;
mod fresh;
pub mod programs;

pub use command::Going;

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::Context;
use nix::errno::Errno;
use nix::fcntl::{Flock, FlockArg};

use crate::built::Built;
use crate::lab::Lab;
use crate::labs::LABS;
use crate::own::{EXERCISES, Own};
use programs::Programs;

/// Programs to grade, not yet built.
pub struct Submission {
    /// As a person would name it: `exercises`, `solutions`, the folder.
    pub name: String,
    origin: Origin,
}

/// As long as it lives, no other checker works on the folder: flock(2) on the folder itself.
pub struct Alone(#[expect(dead_code, reason = "held, never looked at")] Flock<File>);

enum Origin {
    /// A crate of the repository at `root`. Its binary for lab1's server is `lab1-server` and the suffix.
    Crate { root: PathBuf, package: &'static str, suffix: &'static str },
    /// A folder, by its absolute path, and what its `programs.toml` says.
    Folder { folder: PathBuf, programs: Programs },
}

impl Submission {
    /// The learner's crate in the repository at `root`.
    ///
    /// # Errors
    /// Where there is no such crate.
    pub fn exercises(root: &Path) -> anyhow::Result<Submission> {
        Submission::package(root, EXERCISES, "")
    }

    /// The reference solutions in the repository at `root`.
    ///
    /// # Errors
    /// Where there are none.
    pub fn solutions(root: &Path) -> anyhow::Result<Submission> {
        Submission::package(root, "solutions", "-solution")
    }

    /// A folder with `programs.toml`.
    ///
    /// # Errors
    /// Where there is no such folder or file, or the file says something that it may not: with its
    /// name, the line, and what is expected there.
    pub fn folder(folder: &Path) -> anyhow::Result<Submission> {
        Submission::of_programs(folder, programs::read(folder, LABS)?)
    }

    /// A folder of which it is known already how its programs are built and started.
    ///
    /// # Errors
    /// Where there is no such folder.
    pub fn of_programs(folder: &Path, programs: Programs) -> anyhow::Result<Submission> {
        let name = folder.display().to_string();
        let folder = absolute(folder)?;
        Ok(Submission { name, origin: Origin::Folder { folder, programs } })
    }

    /// The folder that is graded, in full, as it is shown.
    pub fn folder_in_full(&self) -> String {
        self.graded().display().to_string()
    }

    fn graded(&self) -> PathBuf {
        match &self.origin {
            Origin::Crate { root, package, .. } => root.join(package),
            Origin::Folder { folder, .. } => folder.clone(),
        }
    }

    /// Whose programs they are, and the folder of the course where they are its exercises; nothing of the solutions.
    pub fn whose(&self) -> Option<(Option<&Path>, Own)> {
        match &self.origin {
            Origin::Crate { root, package: EXERCISES, .. } => Some((Some(root), Own::Exercises)),
            Origin::Crate { .. } => None,
            Origin::Folder { folder, .. } => Some((None, Own::Folder(folder.clone()))),
        }
    }

    /// What is wrong with all that is said of these labs: then there is nothing to grade. A mistake in one of several
    /// is told where that one is graded.
    ///
    /// # Errors
    /// The first mistake: `FOLDER/programs.toml:LINE: ...`.
    pub fn look_at<'a>(&self, mut labs: impl Iterator<Item = &'a Lab>) -> anyhow::Result<()> {
        let Origin::Folder { folder, programs } = &self.origin else { return Ok(()) };
        let mut mistakes = Vec::new();
        if labs.all(|lab| programs.lab(lab.id).map_err(|mistake| mistakes.push(mistake)).is_err()) {
            let first = mistakes.into_iter().min_by_key(|mistake| mistake.line).context("a lab is graded")?;
            anyhow::bail!("{}:{first}", folder.join("programs.toml").display());
        }
        Ok(())
    }

    /// Waits until no other checker works on the same folder, and keeps the others from it as long as the result lives.
    /// `tell` is called where there is somebody to wait for. Where the system knows no locks there is none.
    pub fn alone(&self, tell: impl FnOnce(&Path)) -> Option<Alone> {
        let folder = self.graded();
        let open = File::open(&folder).ok()?;
        match Flock::lock(open, FlockArg::LockExclusiveNonblock) {
            Ok(lock) => Some(Alone(lock)),
            Err((open, Errno::EWOULDBLOCK)) => {
                tell(&folder);
                Flock::lock(open, FlockArg::LockExclusive).ok().map(Alone)
            }
            Err(_) => None,
        }
    }

    /// How a person starts a program of a lab in [`Submission::folder_in_full`], without its arguments; of the course's
    /// own crates, anywhere in the course. None where nobody has said.
    pub fn typed(&self, lab: &Lab, program: &str) -> Option<Vec<String>> {
        match &self.origin {
            Origin::Crate { package, suffix, .. } => {
                let name = format!("{}-{program}{suffix}", lab.id);
                Some(["cargo", "run", "-q", "-p", package, "--bin", &name, "--"].map(str::to_owned).to_vec())
            }
            Origin::Folder { programs, .. } => programs.lab(lab.id).ok()?.commands.get(program).cloned(),
        }
    }

    /// Builds the programs of a lab. That one of them cannot be built is no error, but what comes out.
    ///
    /// # Errors
    /// The checker's own trouble: no cargo, no shell.
    pub fn build(&self, lab: &Lab) -> anyhow::Result<Built> {
        self.build_telling(lab, &mut |_| ())
    }

    /// The same, and tells a few times a second of a command that has not ended yet.
    ///
    /// # Errors
    /// As for [`Submission::build`].
    pub fn build_telling(&self, lab: &Lab, tell: &mut dyn FnMut(&Going)) -> anyhow::Result<Built> {
        match &self.origin {
            Origin::Crate { root, package, suffix } => cargo::build(root, package, suffix, lab, tell),
            Origin::Folder { folder, programs } => folder::build(folder, programs, lab, tell),
        }
    }

    fn package(root: &Path, package: &'static str, suffix: &'static str) -> anyhow::Result<Submission> {
        let manifest = root.join(package).join("Cargo.toml");
        anyhow::ensure!(manifest.is_file(), "there is no {}", manifest.display());
        let root = absolute(root)?;
        Ok(Submission { name: package.to_owned(), origin: Origin::Crate { root, package, suffix } })
    }
}

fn absolute(folder: &Path) -> anyhow::Result<PathBuf> {
    folder.canonicalize().with_context(|| format!("cannot find the folder {}", folder.display()))
}
