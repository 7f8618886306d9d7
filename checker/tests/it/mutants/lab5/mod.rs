//! The wrong programs of lab 5, a file for each group of checks.

mod arguments;
mod client;
mod client_answers;
mod client_end;
mod server;
mod server_crowd;
mod server_isolation;
mod server_waits;
mod together;
mod two_rates;

use super::Mutant;

pub const MUTANTS: &[&[Mutant]] = &[
    super::spins::LAB5,
    super::refused::LAB5,
    super::straddles::LAB5,
    two_rates::MUTANTS,
    client::MUTANTS,
    client_answers::MUTANTS,
    client_end::MUTANTS,
    server::MUTANTS,
    server_waits::MUTANTS,
    server_isolation::MUTANTS,
    server_crowd::MUTANTS,
    arguments::MUTANTS,
    together::MUTANTS,
];
