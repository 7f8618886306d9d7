//! How a report is told on a terminal: painted or not, how wide, and how much of it.

use super::paint::Style;

/// How a report is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether it is painted.
    pub style: Style,
    /// Which ladders are drawn.
    pub ladders: Ladders,
    /// How much is told of many failures.
    pub telling: Telling,
    /// Whether commands have to say whose programs they are about.
    pub naming: Naming,
    /// Where the book is, for links that a terminal can follow: a URL that ends with `/`. None where it shows none.
    pub book: Option<&'static str>,
    /// Columns of the terminal, at least [`NARROWEST`].
    pub columns: usize,
}

/// Which checks are shown with the ladder of their trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ladders {
    /// Of the checks that failed.
    OfFailures,
    /// Of every check that saw something.
    OfAll,
}

/// Whether the commands that a report shows name the programs that they are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// They name them, so that they mean the same everywhere.
    Named,
    /// They are graded when nothing else is said.
    LeftOut,
}

/// How much is told of many failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// The first few of a lab in full, and of the others, which often follow from the same mistake, a line each.
    FirstInFull,
    /// The first failure of a lab in full, and of the others a line each.
    OneInFull,
    /// Every failure in full.
    AllInFull,
}

/// Columns of a report that goes to no terminal.
pub const USUAL: usize = 80;
/// Columns below which nothing can be laid out; what is narrower breaks the lines itself.
pub const NARROWEST: usize = 40;
/// Columns below which what stands behind a check's id goes to a line of its own.
const NARROW: usize = 60;
/// The column of a check's claim: a mark, the longest id of the course, and spaces.
const CLAIM: usize = 26;
/// The same where the claim has a line of its own.
const CLAIM_BELOW: usize = 6;

impl Default for Look {
    /// As in a file: no colours, the usual width.
    fn default() -> Look {
        Look {
            style: Style::Plain,
            ladders: Ladders::OfFailures,
            telling: Telling::FirstInFull,
            naming: Naming::Named,
            book: None,
            columns: USUAL,
        }
    }
}

impl Look {
    /// Whether what stands behind a check's id goes to a line of its own.
    pub fn is_narrow(self) -> bool {
        self.columns < NARROW
    }

    /// A text in which a place in the book stands, as a link to it: OSC 8, which terminals that do not know it pass over.
    pub fn linked(self, text: &str, place: &str) -> String {
        match self.book {
            Some(book) => text.replacen(place, &format!("\x1b]8;;{book}{place}\x1b\\{place}\x1b]8;;\x1b\\"), 1),
            None => text.to_owned(),
        }
    }

    /// The column of a check's claim.
    pub fn claim(self) -> usize {
        if self.is_narrow() { CLAIM_BELOW } else { CLAIM }
    }
}
