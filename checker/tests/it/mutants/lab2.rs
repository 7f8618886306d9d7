//! The wrong programs of lab 2.

use super::Mutant;

pub const MUTANTS: &[Mutant] = &[];
