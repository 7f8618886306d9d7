//! The wrong programs of lab 8.

mod arguments;
mod clock;
mod lines;
mod receiver;
mod receiver_order;
mod receiver_trouble;
mod sender;
mod sender_trouble;
mod together;
mod window;

use super::Mutant;

pub const MUTANTS: &[&[Mutant]] = &[
    super::spins::LAB8,
    super::refused::LAB8,
    receiver::MUTANTS,
    receiver_order::MUTANTS,
    receiver_trouble::MUTANTS,
    sender::MUTANTS,
    sender_trouble::MUTANTS,
    window::MUTANTS,
    clock::MUTANTS,
    together::MUTANTS,
    arguments::MUTANTS,
];
