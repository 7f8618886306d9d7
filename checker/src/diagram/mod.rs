//! A state diagram: read from the part of Mermaid's `stateDiagram-v2` that learners use, and held against a contract's machine.
//!
//! In reading order: [`read`] turns a text into a [`Diagram`] or says where it went wrong; [`machine`] compares a
//! diagram with what a program has to do and with what it did. All of that is pure; only [`file`] knows the disk.
//!
//! Invariant: a text that is read here is read by Mermaid, and in the same way. What Mermaid draws and what changes
//! nothing in the machine is read over; anything else is refused by its name, never skipped. Mermaid's own parser is
//! asked in the tests of the book (`book/tests/mermaid.test.mjs`).
#![warn(missing_docs)]

mod cursor;
pub mod file;
mod front_matter;
mod letters;
pub mod machine;
mod marks;
mod mistake;
mod model;
mod notes;
mod ornaments;
mod problem;
mod read;
mod refused;
mod source;

#[cfg(test)]
mod machine_tests;
#[cfg(test)]
mod read_over_tests;
#[cfg(test)]
mod read_tests;

pub use machine::Machine;
pub use marks::{Drawing, Judgement, Marks};
pub use mistake::{Mistake, What};
pub use model::{Diagram, Direction, MOST_STATES, MOST_TRANSITIONS, Node, Spot, Tip, Transition};
pub use problem::Problem;
pub use read::read;
