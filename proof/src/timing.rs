//! How long and how many at once, in one place.

/// In ms, where no other is asked for. A failing check costs one of these.
pub const PATIENCE: u64 = 1000;
/// Checks of a grading that run side by side.
pub const JOBS: usize = 4;
/// Gradings that run side by side: most of a wrong program's time is waiting for what does not come.
pub const SIDE_BY_SIDE: usize = 4;
/// No more checks than so many may fail by chance.
pub const FEW: usize = 2;
/// How often one that nothing caught, or few checks, is graded again, each time with another seed.
pub const AGAIN: u64 = 2;
