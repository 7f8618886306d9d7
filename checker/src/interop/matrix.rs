//! What came of the pairs: a matrix for each lab, a row a client and a column a server.

use crate::verdict::{BuildFailure, CheckReport, Verdict};

/// What came of it.
pub struct Interop {
    /// That of the [`Pairing`].
    pub seed: u64,
    /// A matrix for each lab of the plan.
    pub labs: Vec<Matrix>,
}

/// What came of a lab's pairs.
pub struct Matrix {
    /// The lab's id: `lab4`.
    pub id: &'static str,
    /// The lab's title.
    pub title: &'static str,
    /// Whose programs: the rows from the top, and the columns from the left.
    pub parties: Vec<Seat>,
    /// Row by row: a client with every server, then the next client.
    pub cells: Vec<Cell>,
}

/// Somebody who takes part: a row as client, and a column as server.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The name of a language, or [`MINE`].
    pub name: String,
    /// Why its programs can't be tried here, with what would help.
    pub missing: Option<String>,
    /// The commands that failed when its programs were built.
    pub build: Vec<BuildFailure>,
}

/// What came of a pair.
pub struct Cell {
    /// Whose client, by the name of its [`Seat`].
    pub client: String,
    /// Whose server.
    pub server: String,
    /// As of any other check; its id is `CLIENT with SERVER`.
    pub report: CheckReport,
}

impl Interop {
    /// The exit status, as that of a grading: 0 all pairs understand each other, 1 some do not, 3 it could not be told.
    /// A language that is not installed is no failure.
    pub fn status(&self) -> u8 {
        let any = |wanted: Verdict| self.labs.iter().any(|lab| lab.count(wanted) > 0);
        if any(Verdict::Inconclusive) { 3 } else { u8::from(any(Verdict::Fail) || any(Verdict::NotStarted)) }
    }
}

impl Matrix {
    /// How many pairs came to this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.cells.iter().filter(|cell| cell.report.verdict == verdict).count()
    }
}
