//! The wrong programs of lab 7, a file for each group of checks.

mod arguments;
mod client;
mod server;
mod server_ends;
mod server_isolation;
mod server_limits;
mod server_pending;
mod server_quiet;
mod together;

use super::Mutant;

pub const MUTANTS: &[&[Mutant]] = &[
    super::refused::LAB7,
    super::straddles::LAB7,
    server::MUTANTS,
    server_quiet::MUTANTS,
    server_pending::MUTANTS,
    server_ends::MUTANTS,
    server_isolation::MUTANTS,
    server_limits::MUTANTS,
    client::MUTANTS,
    arguments::MUTANTS,
    together::MUTANTS,
];
