//! The wrong programs of lab 4 that only the pair shows.

use super::SEND;
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[Mutant {
    name: "client-refuses-empty",
    program: "client",
    edits: &[(SEND, "ensure!(!line.is_empty(), \"nothing to send\");\n        write_frame(&mut connection, &line)?;")],
    fails: &[("together", "the client ends with an error")],
}];
