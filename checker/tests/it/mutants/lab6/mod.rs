//! The wrong programs of lab 6.

mod line_client;
mod pair;
mod server;
mod tui;

use super::Mutant;

pub const MUTANTS: &[&[Mutant]] = &[pair::MUTANTS, server::MUTANTS, line_client::MUTANTS, tui::MUTANTS];
