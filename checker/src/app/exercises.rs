//! The exercises held against the solutions that they are derived from.

use anyhow::anyhow;
use checker::stubs::{self, Outcome, Overwrite, Stale};

use super::course::root;
use super::failure::Failure;
use super::out::say;

/// Writes those that nobody has worked on, and says which others there are.
pub fn write() -> Result<(), Failure> {
    let outcomes = stubs::write(&root()?, Overwrite::Untouched)?;
    let mut refused = Vec::new();
    for (path, outcome) in &outcomes {
        match outcome {
            Outcome::Current => {}
            Outcome::Written => say(&format!("wrote {path}\n"))?,
            Outcome::Refused => refused.push(path.as_str()),
        }
    }
    if refused.is_empty() {
        return Ok(());
    }
    Err(Failure::Mistake(anyhow!("left alone, since somebody has worked on them: {}", refused.join(", "))))
}

/// Says which are not current.
pub fn check() -> Result<(), Failure> {
    let stale = stubs::check(&root()?)?;
    let lines: Vec<String> = stale.iter().map(|(path, stale)| format!("{path} {}", said(*stale))).collect();
    if lines.is_empty() {
        return Ok(());
    }
    Err(Failure::Mistake(anyhow!("not current (`checker stubs --write` writes them): {}", lines.join(", "))))
}

fn said(stale: Stale) -> &'static str {
    match stale {
        Stale::Missing => "is missing",
        Stale::Differs => "is not what its solution gives",
        Stale::Orphaned => "has no solution any more",
    }
}
