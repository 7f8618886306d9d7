//! The wrong programs of lab 1.

mod client_prints;
mod client_reply;
mod client_sends;
mod client_trouble;
mod lines;
mod server_address;
mod server_echo;
mod server_flow;
mod server_life;

use super::Mutant;

pub const MUTANTS: &[&[Mutant]] = &[
    super::spins::LAB1,
    super::refused::LAB1,
    server_address::MUTANTS,
    server_echo::MUTANTS,
    server_flow::MUTANTS,
    server_life::MUTANTS,
    client_sends::MUTANTS,
    client_prints::MUTANTS,
    client_reply::MUTANTS,
    client_trouble::MUTANTS,
];
