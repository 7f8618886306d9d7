//! What a command means besides what was typed.

use crate::lab::Lab;
use crate::report::paint::Style;

/// What the command line does not say.
pub struct Surroundings {
    /// The labs of the course, in their order.
    pub labs: &'static [&'static Lab],
    /// The seed where none is given.
    pub seed: u64,
    /// Checks to run side by side where the number is not given.
    pub jobs: usize,
    /// Of stdout.
    pub style: Style,
    /// Columns of stdout, where it is a terminal.
    pub columns: usize,
    /// Where the book is, if stdout is a terminal that can follow a link to it.
    pub book: Option<&'static str>,
}
