//! The checks that no wrong program can fail without failing another, each with the reason.

/// Lab, check, reason. One that a mutant does fail alone has no place here.
pub const NEVER_ALONE: &[(&str, &str, &str)] = &[];
