//! Grading a class: from the download to the gradebook.
//!
//! The modules in the order in which they are best read:
//!
//! 1. What comes in. [`tree`] is a hand-in in memory, [`problem`] what may be wrong with it, [`intake`] takes it from
//!    what a learning system gives. Nothing of a student's is started there, and nothing is written outside the class.
//! 2. What is kept. [`class`] is the folder with everything in it; [`unit`] is a student, a lab, a run: one file, named by
//!    the digest of all that it depends on, so that resuming, merging and noticing what has changed are one and the same.
//! 3. What runs. [`boxes`] keep programs from the machine, [`locks`] from the checker beside them, [`inside`] is the
//!    checker in a box, [`turns`] are taken by those that run side by side, [`part`] is a machine's share, [`machine`] what
//!    it can, [`run`] runs what is not done.
//! 4. What it came to. [`standing`] reads all of that, [`show`] writes pages, lists and gradebooks from it.
//! 5. [`merge`] brings machines together, [`one`] grades a single hand-in, [`pack`] takes that to Gradescope, [`hand_in`] is
//!    for the student. [`cli`] is what can be typed.
//!
//! Deliberately absent: a database, a lock that anybody waits for, a server, and any way from a hand-in to a grade of 0
//! that no check gave.

#![warn(missing_docs)]

pub mod problem;
pub mod tree;
pub mod locks;
pub mod boxes;
pub mod machine;
pub mod turns;
pub mod inside;
pub mod part;
pub mod class;
pub mod intake;
pub mod unit;
pub mod standing;
pub mod run;
pub mod show;
pub mod merge;
pub mod one;
pub mod pack;
pub mod hand_in;
pub mod cli;
