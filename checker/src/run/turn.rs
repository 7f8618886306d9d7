//! Whose turn it is, where several checkers share a machine: whoever has started them says it.

use std::any::Any;
use std::sync::OnceLock;

use crate::lab::{Check, Lab};

/// What is held while a check runs, and given up by being dropped.
pub type Turn = Box<dyn Any>;

/// Waits until a check may run.
///
/// An error is the reason why it fails without being run: its programs have used up what they were given.
pub type TakeTurns = fn(&Lab, &Check) -> Result<Turn, String>;

static TURNS: OnceLock<TakeTurns> = OnceLock::new();

/// From now on every check waits for its turn. It stays as it was when it is said twice.
pub fn take_turns(turns: TakeTurns) {
    let _ = TURNS.set(turns);
}

/// Waits for the turn of a check; where nobody has said anything, it is always its turn.
pub(super) fn wait(lab: &Lab, check: &Check) -> Result<Option<Turn>, String> {
    TURNS.get().map(|turns| turns(lab, check)).transpose()
}
