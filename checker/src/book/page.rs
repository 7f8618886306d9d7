//! A chapter as it comes in, and what it is filled in from.

use std::path::{Path, PathBuf};

use crate::lab::Lab;
use crate::own::Own;
use crate::progress::Grades;

/// What is filled in comes from here.
pub struct Sources<'a> {
    pub labs: &'a [&'a Lab],
    pub grades: Grades,
    /// Whose they are.
    pub own: Own,
    /// For whom the pages are filled in.
    pub marks: Marks,
    /// The folder with the recorded runs.
    pub traces: PathBuf,
    pub repository: PathBuf,
}

/// Whether a page says which of its pieces depend on grades.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// It is built anew after each grading.
    None,
    /// It is built once, and those pieces are filled in anew whenever it is served.
    Around,
}

/// A chapter as it comes in.
pub struct Page<'a> {
    /// Its file in the repository, for messages: `book/src/lab1.md`.
    pub name: &'a str,
    /// The same, to be opened.
    pub file: &'a Path,
    pub text: &'a str,
}

/// Mistakes with their places: `book/src/lab1.md:12: ...`.
pub type Mistakes = Vec<String>;
