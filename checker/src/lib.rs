//! The checker: it starts a learner's socket programs, talks to them, and says what is wrong.

pub mod harness;
pub mod lab;
pub mod labs;
pub mod report;
pub mod run;
pub mod submission;
pub mod trace;
pub mod verdict;
