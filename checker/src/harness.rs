//! The words a check may say.

/// What a check is given.
pub struct Harness {}
