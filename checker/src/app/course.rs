//! Where the course is, and how the checker was started in it.

use std::path::PathBuf;

use anyhow::Context;
use checker::{own, repository};

use super::failure::Failure;

/// The folder of the course that this is in.
pub fn root() -> Result<PathBuf, Failure> {
    repository::root(&here()?).map_err(Failure::Usage)
}

/// The folder that keeps what is remembered of the learner.
pub fn home() -> Result<PathBuf, Failure> {
    own::home(&here()?).map_err(Failure::Usage)
}

/// The folder that the learner is in.
pub fn here() -> anyhow::Result<PathBuf> {
    std::env::current_dir().context("cannot tell in which folder this is")
}

/// How a person starts the checker from where they are.
pub fn start() -> String {
    let is_under_cargo = std::env::var_os("CARGO").is_some();
    if is_under_cargo { "cargo checker" } else { "checker" }.to_owned()
}
