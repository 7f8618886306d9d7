//! The checks that no wrong program can fail without failing another, each with the reason.

/// Lab, check, reason. One that a mutant does fail alone has no place here.
pub const NEVER_ALONE: &[(&str, &str, &str)] =
    &[("lab1", "together", BOTH), ("lab2", "together", BOTH), ("lab4", "together", BOTH), ("lab6", "together", BOTH)];

/// Of a check that starts all the programs of a lab.
const BOTH: &str = "a single wrong program shows it nothing that the checks of that program do not see first";
