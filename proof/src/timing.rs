//! How long and how many at once, in one place.

use std::time::Duration;

/// A failing check costs one of these.
pub const PATIENCE: Duration = Duration::from_millis(1000);
/// Checks of a grading that run side by side.
pub const JOBS: usize = 4;
/// Gradings that run side by side: most of a wrong program's time is waiting for what does not come.
pub const SIDE_BY_SIDE: usize = 4;
/// How often one that nothing caught is graded again, each time with another seed.
pub const AGAIN: u64 = 2;
