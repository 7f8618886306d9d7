//! A program that somebody is going to write, in words that fit every language; data only.

use crate::language::Topic;

/// A program of a lab, as its section of the contract has it.
pub struct Outline {
    /// Its name in the contract: `tcp-server`.
    pub program: &'static str,
    /// `the server: sends back every byte it receives`
    pub about: &'static str,
    /// What is to be written, in this order.
    pub tasks: &'static [Task],
}

/// One thing to write.
pub struct Task {
    /// The first sentence: `Connect to the server.`
    pub what: &'static str,
    /// What else has to be known, a line each.
    pub more: &'static [&'static str],
    /// The calls that it takes.
    pub calls: &'static [Topic],
}
