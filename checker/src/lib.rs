//! The checker: it starts a learner's socket programs, talks to them, and says what is wrong.

pub mod book;
pub mod cli;
pub mod compare;
pub mod crash;
pub mod diagram;
pub mod fault;
pub mod harness;
pub mod journal;
pub mod lab;
pub mod labs;
pub mod nearest;
pub mod peer;
pub mod process;
pub mod progress;
pub mod random;
pub mod relay;
pub mod report;
pub mod repository;
pub mod run;
pub mod scenes;
pub mod stubs;
pub mod submission;
pub mod trace;
pub mod verdict;
