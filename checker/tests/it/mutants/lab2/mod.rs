//! The wrong programs of lab 2.

mod arguments;
mod client_gives_up;
mod client_hostname;
mod client_prints;
mod client_retries;
mod client_sends;
mod lines;
mod server;
mod server_bytes;
mod server_datagrams;
mod server_senders;
mod tcp_client;
mod tcp_client_trouble;
mod tcp_server;
mod tcp_server_trouble;

use super::Mutant;

pub const MUTANTS: &[&[Mutant]] = &[
    super::spins::LAB2,
    super::refused::LAB2,
    super::straddles::LAB2,
    server::MUTANTS,
    server_bytes::MUTANTS,
    server_datagrams::MUTANTS,
    server_senders::MUTANTS,
    client_sends::MUTANTS,
    client_prints::MUTANTS,
    client_retries::MUTANTS,
    client_gives_up::MUTANTS,
    tcp_server::MUTANTS,
    tcp_server_trouble::MUTANTS,
    tcp_client::MUTANTS,
    tcp_client_trouble::MUTANTS,
    client_hostname::MUTANTS,
    arguments::MUTANTS,
];
