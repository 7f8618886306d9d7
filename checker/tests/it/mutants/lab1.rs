//! The wrong programs of lab 1.

use super::Mutant;

pub const MUTANTS: &[Mutant] = &[];
